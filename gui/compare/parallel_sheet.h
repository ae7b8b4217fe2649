#pragma once

#include "gui/compare/compare_sheet.h"

class QMenu;

namespace lb::widgets {
class ParallelPlot;
}

namespace lb::gui {

/// Settings and results of all listed runs as lines; brushes make the selection.
class ParallelSheet : public CompareSheet {
    Q_OBJECT
public:
    ParallelSheet(const widgets::Theme& theme, QWidget* parent);

protected:
    void takeScene() override;

private:
    QStringList axes() const;
    void fillAxesMenu();
    void takeBrush();
    void updateDetail();

    widgets::ParallelPlot* m_plot;
    QToolButton* m_axesButton;
    QToolButton* m_clear;
    QMenu* m_axesMenu;
    QStringList m_chosen; ///< axes; empty: those that usually tell most
    QStringList m_before; ///< the selection before the first brush
    bool m_isBrushed = false;
};

} // namespace lb::gui
