#pragma once

#include "gui/compare/compare_sheet.h"

class QMenu;

namespace lb::widgets {
class ParallelPlot;
} // namespace lb::widgets

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
    struct Content;
    /// In any thread.
    static Content contentOf(const CompareScene& scene, const QStringList& axes);
    void take(const Content& content);
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
    int m_orders = 0; ///< contents that were asked for
};

} // namespace lb::gui
