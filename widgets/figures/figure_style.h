#pragma once

#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"

#include <QColor>
#include <QFont>
#include <QList>
#include <QPen>

namespace lb::widgets {

/// Lengths inside a figure: twentieths of a point, so that fonts, places and lines are whole numbers on every device.
inline constexpr double kUnitsPerPoint = 20;
inline constexpr double kPointsPerMm = 72 / 25.4;

inline constexpr double kBandOpacity = 0.16; // of the ground around a mean of seeds

inline double unitsOfMm(double mm)
{
    return mm * kPointsPerMm * kUnitsPerPoint;
}

/// How the parts of a figure look: always dark on white, whatever the window's theme.
class FigureStyle {
public:
    FigureStyle(const FigureSpec& spec, const QList<FigureRunData>& runs);

    /// Sizes relative to the figure's font.
    QFont font(double factor = 1, bool bold = false) const;
    /// Height of a line of words, in units.
    double em(double factor = 1) const;
    QColor color(qsizetype run) const { return m_colors.value(run, Qt::black); }
    /// A run's line. `isPale`: raw values behind smoothed ones.
    QPen pen(qsizetype run, bool isPale = false) const;
    QPen theoryPen(const QColor& color) const;
    /// Axes and marks: a half point, at least what the lines have.
    QPen axisPen() const;
    QPen gridPen() const;

    /// Two runs whose lines look alike once colours are gone: the same dash, and lightness nearer than 12 L*.
    bool isSafeInGrey() const;

private:
    FigureSpec m_spec;
    QList<QColor> m_colors;
    QList<QList<qreal>> m_dashes; ///< in points
};

/// CIE lightness of a colour, 0 to 100.
double lightnessOf(const QColor& color);

} // namespace lb::widgets
