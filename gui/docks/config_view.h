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

/// A run's settings by section, a dot at each that differs from what it is compared with; the theory that follows, and
/// what was measured of test items.
class ConfigView : public QTreeView {
    Q_OBJECT
public:
    explicit ConfigView(const widgets::Theme& theme, QWidget* parent = nullptr);
    void setConfig(const RunConfig& config);
    /// Floor, ceiling, distance to them: `record.theory` and last values.
    void setTheory(const experiments::RunRecord& record, const RunHistory& history);
    /// The last values of "test/...".
    void setMeasured(const experiments::RunRecord& record);
    void clear();

private:
    struct FactRow {
        QString label;
        QString value;
        QString help;
    };
    /// A section that is filled again and again; nothing is touched while its rows stay the same.
    struct Facts {
        QStandardItem* section = nullptr;
        QString shown; ///< the rows as one text
    };
    static QList<FactRow> theoryRows(const experiments::RunRecord& record, const RunHistory& history);
    static QList<FactRow> measuredRows(const experiments::RunRecord& record);
    void show(Facts& facts, const QString& title, const QList<FactRow>& rows);
    QStandardItem* section(const QString& title);
    void addRow(QStandardItem* section, const QString& label, const QString& value, const QString& toolTip);

    const widgets::Theme& m_theme;
    QStandardItemModel* m_model = nullptr;
    Facts m_theory;
    Facts m_measured;
};

} // namespace lb::gui
