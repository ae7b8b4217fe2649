#pragma once

#include "gui/compare/compare_sheet.h"

class QTableView;

namespace lb::widgets {
class DifferenceModel;
}

namespace lb::gui {

/// Settings of the shown runs (of a group: once) side by side. F4 and Shift+F4 go to the next and previous difference.
class DiffSheet : public CompareSheet {
    Q_OBJECT
public:
    DiffSheet(const widgets::Theme& theme, QWidget* parent);
    /// False when nothing differs.
    bool goToDifference(bool forward);

protected:
    void takeScene() override;

private:
    widgets::DifferenceModel* m_model;
    QTableView* m_table;
};

} // namespace lb::gui
