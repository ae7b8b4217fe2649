#pragma once

#include "gui/compare/compare_sheet.h"

class QLabel;
class QStandardItemModel;
class QTableView;

namespace lb::gui {

/// One metric of the shown groups: n, mean, spread, interval, the test against the baseline, and differences per seed
/// where runs share seeds and batches. A sentence says what the current group's numbers mean.
class StatisticsSheet : public CompareSheet {
    Q_OBJECT
public:
    StatisticsSheet(const widgets::Theme& theme, QWidget* parent);

protected:
    void takeScene() override;

private:
    QTableView* addTable(const char* name, const QString& accessibleName, QStandardItemModel* model);
    void fillGroups(const QString& metric);
    void fillPairs(const QString& metric);
    void say(const QString& metric);
    const CompareGroup* currentGroup() const;

    QComboBox* m_metric;
    QStandardItemModel* m_groups;
    QStandardItemModel* m_pairs;
    QTableView* m_groupTable;
    QTableView* m_pairTable;
    QLabel* m_pairTitle;
    QLabel* m_sentence;
};

} // namespace lb::gui
