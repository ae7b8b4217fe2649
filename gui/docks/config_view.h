#pragma once

#include "gui/project/run_config.h"
#include "gui/run_board.h"

#include <QTreeView>

class QStandardItem;
class QStandardItemModel;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// A run's settings by section, a dot at each that differs from what it is compared with, and the theory that follows.
class ConfigView : public QTreeView {
    Q_OBJECT
public:
    explicit ConfigView(const widgets::Theme& theme, QWidget* parent = nullptr);
    void setConfig(const RunConfig& config);
    /// Floor, ceiling, distance to them: `record.theory` and last values.
    void setTheory(const experiments::RunRecord& record, const RunHistory& history);
    void clear();

private:
    QStandardItem* section(const QString& title);
    void addRow(QStandardItem* section, const QString& label, const QString& value, const QString& toolTip);

    const widgets::Theme& m_theme;
    QStandardItemModel* m_model = nullptr;
    QStandardItem* m_theory = nullptr;
    QString m_shownTheory; ///< as one text: nothing is touched while it stays the same
};

} // namespace lb::gui
