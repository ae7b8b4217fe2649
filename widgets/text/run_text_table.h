#pragma once

#include "widgets/text/run_text_model.h"

#include <QTableView>

namespace lb::widgets {

class Theme;

/// A RunTextModel as a table: one line a row, changed words boxed, a row to choose.
class RunTextTable : public QTableView {
    Q_OBJECT
public:
    static constexpr int kRowHeight = 23;
    static constexpr int kHeaderHeight = 26;

    RunTextTable(const Theme& theme, QWidget* parent);
    RunTextModel& texts() { return m_model; }
    int chosenRow() const;
    /// Without `rowChosen`.
    void chooseRow(int row);

signals:
    /// By the mouse or the keyboard.
    void rowChosen(int row);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    RunTextModel m_model;
    bool m_isQuiet = false;
};

} // namespace lb::widgets
