#pragma once

#include "widgets/plots/plot_types.h"

#include <QList>
#include <QWidget>

class QComboBox;
class QToolButton;

namespace lb::widgets {

class Theme;

/// A model that can be asked, with its checkpoints.
struct ModelItem {
    PlotRun run;
    bool isAtWork = false;
    QList<qint64> steps; ///< newest first
    bool operator==(const ModelItem&) const = default;
};

/// Chooses a run and one of its checkpoints.
class ModelChooser : public QWidget {
    Q_OBJECT
public:
    ModelChooser(const Theme& theme, int column, QWidget* parent);

    void setModels(const QList<ModelItem>& models);
    /// step -1: the newest; one that there is no checkpoint of: none is chosen.
    void setChoice(const QString& uid, qint64 step);
    void setRemovable(bool removable);

signals:
    void chosen(const QString& uid, qint64 step);
    void removeClicked();

private:
    void fillSteps(qint64 step);

    const Theme& m_theme;
    QList<ModelItem> m_models;
    QComboBox* m_run = nullptr;
    QComboBox* m_step = nullptr;
    QToolButton* m_remove = nullptr;
};

} // namespace lb::widgets
