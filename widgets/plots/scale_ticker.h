#pragma once

#include "widgets/plots/axis_scale.h"

#include "widgets/plots/custom_plot.h"

namespace lb::widgets {

/// Ticks of QCustomPlot's linear axes at the values that an AxisScale picks.
class ScaleTicker : public QCPAxisTicker {
public:
    void setScale(const AxisScale& scale) { m_scale = scale; }
    /// At most `most` ticks, each at least `smallestGap` pixels from the next on an axis of `length` pixels.
    void setRoom(int most, int smallestGap, int length);
    /// Multiples of this instead; 0: off. Linear scales only.
    void setFixedStep(double step) { m_fixedStep = step; }

    void generate(const QCPRange& range, const QLocale& locale, QChar format, int precision, QVector<double>& ticks,
                  QVector<double>* subTicks, QVector<QString>* labels) override;

private:
    std::vector<double> values(PlotRange places) const;

    AxisScale m_scale;
    int m_most = 6;
    int m_smallestGap = 12;
    int m_length = 200;
    double m_fixedStep = 0;
};

} // namespace lb::widgets
