#pragma once

#include "gui/text/text_order.h"
#include "widgets/text/model_chooser.h"

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// The row above the console: whom a prompt goes to, one to four models side by side.
class ModelBar : public QWidget {
    Q_OBJECT
public:
    struct Words {
        QString label;  ///< in front of the models
        QString adds;   ///< what the button for one more does
        QString prefix; ///< of the object names of the choosers' parts
        qsizetype most; ///< models
    };
    ModelBar(const widgets::Theme& theme, QWidget* parent);
    ModelBar(const widgets::Theme& theme, const Words& words, QWidget* parent);

    void setModels(const QList<widgets::ModelItem>& models);
    void setColumns(const QList<ModelChoice>& columns);

signals:
    /// A column that goes with the window's time was sent to a checkpoint; -1: to the newest.
    void stepChosen(qint64 step);
    void columnsChosen(const QList<lb::gui::ModelChoice>& columns);

private:
    void rebuild();
    void addColumn();

    const widgets::Theme& m_theme;
    QList<widgets::ModelItem> m_models;
    QList<ModelChoice> m_columns;
    QList<widgets::ModelChooser*> m_choosers;
    QHBoxLayout* m_chooserRow = nullptr;
    QWidget* m_label = nullptr;
    QString m_prefix;
    qsizetype m_most;
    QToolButton* m_add = nullptr;
};

} // namespace lb::gui
