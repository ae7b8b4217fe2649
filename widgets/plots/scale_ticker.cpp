#include "widgets/plots/scale_ticker.h"

#include "widgets/theme/number_text.h"

#include <algorithm>
#include <cmath>

namespace lb::widgets {

void ScaleTicker::setRoom(int most, int smallestGap, int length)
{
    m_most = std::max(2, most);
    m_smallestGap = smallestGap;
    m_length = std::max(1, length);
}

std::vector<double> ScaleTicker::values(PlotRange places) const
{
    const double gap = places.size() * m_smallestGap / m_length;
    if (m_fixedStep > 0 && m_scale.kind() == AxisScale::Kind::Linear && places.size() / m_fixedStep <= m_most + 1 &&
        places.size() / m_fixedStep >= 2) {
        std::vector<double> fixed;
        for (double value = std::ceil(places.lower / m_fixedStep - 1e-9) * m_fixedStep; value <= places.upper;
             value += m_fixedStep)
            fixed.push_back(value);
        return fixed;
    }
    return m_scale.ticks(places, m_most, gap);
}

void ScaleTicker::generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks,
                           QVector<double>* subTicks, QVector<QString>* labels)
{
    const std::vector<double> chosen = values({range.lower, range.upper});
    ticks.clear();
    QVector<QString> texts;
    const bool isEven = m_scale.kind() == AxisScale::Kind::Linear;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        ticks.append(m_scale.toPlace(chosen[i]));
        double spacing = 0;
        if (isEven && chosen.size() > 1)
            spacing = chosen[1] - chosen[0];
        else if (isEven)
            spacing = range.size() / 10;
        texts.append(tickText(chosen[i], spacing));
    }
    if (subTicks)
        subTicks->clear();
    if (labels)
        *labels = texts;
}

} // namespace lb::widgets
