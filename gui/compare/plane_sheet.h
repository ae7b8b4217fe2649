#pragma once

#include "gui/compare/compare_sheet.h"

class QAction;

namespace lb::widgets {
class PlanePlot;
}

namespace lb::gui {

/// Two quantities of the shown runs against each other: at first reconstruction against KL, with the Pareto front.
class PlaneSheet : public CompareSheet {
    Q_OBJECT
public:
    PlaneSheet(const widgets::Theme& theme, QWidget* parent);

protected:
    void takeScene() override;

private:
    QAction* addOption(QMenu* menu, const char* name, const QString& text, bool isOn);
    void draw();
    int betterSign(const QString& id) const;

    widgets::PlanePlot* m_plot;
    QComboBox* m_x;
    QComboBox* m_y;
    QAction* m_front;
    QAction* m_trend;
    QAction* m_sums;
    QAction* m_logX;
    QAction* m_logY;
};

} // namespace lb::gui
