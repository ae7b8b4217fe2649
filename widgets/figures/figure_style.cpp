#include "widgets/figures/figure_style.h"

#include "widgets/theme/color_role.h"

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr double kDashUnit = 0.6; // points for one pixel of a seed's dash
constexpr double kNearLightness = 12;
constexpr int kDashes = 5;
constexpr double kPaleAlpha = 0.35;
constexpr double kNoLigatures = 0.02; // units: a thousandth of a point

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

QList<qreal> dashOf(qint64 seed)
{
    QList<qreal> dash = seedDash(seed);
    for (qreal& length : dash)
        length *= kDashUnit;
    return dash;
}

/// Pale colours on white paper, not see-through ones: printers and TeX then agree.
QColor mixedWithWhite(const QColor& color, double share)
{
    const auto mix = [share](int channel) { return static_cast<int>(std::lround(255 - (255 - channel) * share)); };
    return {mix(color.red()), mix(color.green()), mix(color.blue())};
}

} // namespace

double lightnessOf(const QColor& color)
{
    const double y = 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    return y > 216.0 / 24389 ? 116 * std::cbrt(y) - 16 : y * 24389 / 27;
}

FigureStyle::FigureStyle(const FigureSpec& spec, const QList<FigureRunData>& runs)
    : m_spec(spec)
{
    static const QList<QColor> greys{QColor(0, 0, 0), QColor(90, 90, 90), QColor(150, 150, 150)};
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const PlotRun& run = runs[i].run;
        const bool isGrey = spec.colors == FigureColors::Greys;
        const QColor color = isGrey                ? greys[i % greys.size()]
                             : run.color.isValid() ? run.color
                                                   : familyColor(run.family, ThemeMode::Light);
        QList<qreal> dash = isGrey ? dashOf(1 + i) : dashOf(run.dashSeed());
        // Two runs of one family and seed (a sweep) would be one line twice: the next free dash.
        const auto isTaken = [&] {
            for (qsizetype other = 0; other < i; ++other)
                if (m_colors[other] == color && m_dashes[other] == dash)
                    return true;
            return false;
        };
        for (int next = 1; isTaken() && next < kDashes; ++next)
            dash = dashOf(run.dashSeed() + next);
        m_colors.append(color);
        m_dashes.append(dash);
    }
}

QFont FigureStyle::font(double factor, bool bold) const
{
    QFont font;
    font.setFamilies(m_spec.font == FigureFont::Serif
                         ? QStringList{QStringLiteral("Noto Serif"), QStringLiteral("DejaVu Serif")}
                         : QStringList{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    font.setStyleHint(m_spec.font == FigureFont::Serif ? QFont::Serif : QFont::SansSerif);
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(m_spec.fontPt * factor * kUnitsPerPoint))));
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setKerning(true);
    // Any spacing turns ligatures off: a PDF reader would find "\ufb02oor" for "floor".
    font.setLetterSpacing(QFont::AbsoluteSpacing, kNoLigatures);
    return font;
}

double FigureStyle::em(double factor) const
{
    return m_spec.fontPt * factor * kUnitsPerPoint;
}

QPen FigureStyle::pen(qsizetype run, bool isPale) const
{
    const double width = m_spec.linePt * kUnitsPerPoint;
    QPen pen(isPale ? mixedWithWhite(color(run), kPaleAlpha) : color(run), width);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::FlatCap);
    const QList<qreal> dash = m_dashes.value(run);
    if (!dash.isEmpty() && !isPale) {
        QList<qreal> pattern;
        for (const qreal length : dash)
            pattern.append(length * kUnitsPerPoint / width);
        pen.setDashPattern(pattern);
    }
    return pen;
}

QPen FigureStyle::theoryPen(const QColor& color) const
{
    const double width = std::min(m_spec.linePt, 0.75) * kUnitsPerPoint;
    QPen pen(color, width);
    pen.setCapStyle(Qt::FlatCap);
    pen.setDashPattern({3 * kUnitsPerPoint / width, 1.8 * kUnitsPerPoint / width});
    return pen;
}

QPen FigureStyle::axisPen() const
{
    return {roleColor(ColorRole::PlotAxis, ThemeMode::Light), 0.5 * kUnitsPerPoint};
}

QPen FigureStyle::gridPen() const
{
    return {roleColor(ColorRole::PlotGrid, ThemeMode::Light), 0.4 * kUnitsPerPoint};
}

bool FigureStyle::isSafeInGrey() const
{
    for (qsizetype a = 0; a < m_colors.size(); ++a)
        for (qsizetype b = 0; b < a; ++b)
            if (m_dashes[a] == m_dashes[b] &&
                std::abs(lightnessOf(m_colors[a]) - lightnessOf(m_colors[b])) < kNearLightness)
                return false;
    return true;
}

} // namespace lb::widgets
