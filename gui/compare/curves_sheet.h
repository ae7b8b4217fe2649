#pragma once

#include "gui/compare/compare_sheet.h"

namespace lb::widgets {
class LegendBar;
class MetricPlot;
} // namespace lb::widgets

namespace lb::gui {

class TimePosition;

/// One metric over the steps: a line per shown run, or per group of seeds its mean with the spread.
class CurvesSheet : public CompareSheet {
    Q_OBJECT
public:
    /// The standing line of its plot is where `time` stands.
    CurvesSheet(const widgets::Theme& theme, TimePosition& time, QWidget* parent);

protected:
    void takeScene() override;

private:
    void draw();

    QComboBox* m_metric;
    QComboBox* m_spread;
    QComboBox* m_scale;
    widgets::MetricPlot* m_plot;
    widgets::LegendBar* m_legend;
};

} // namespace lb::gui
