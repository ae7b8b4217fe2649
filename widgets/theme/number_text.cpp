#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr QChar kMinus(0x2212);

QString withTrueMinus(QString text)
{
    return text.replace(QLatin1Char('-'), kMinus);
}

QString scientific(double value)
{
    QString text = QString::number(value, 'e', 1);
    // 3.0e-05 -> 3e-5
    QString mantissa = text.section(QLatin1Char('e'), 0, 0);
    if (mantissa.endsWith(QStringLiteral(".0")))
        mantissa.chop(2);
    return withTrueMinus(mantissa + QLatin1Char('e') + QString::number(text.section(QLatin1Char('e'), 1).toInt()));
}

} // namespace

QLocale displayLocale()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedKingdom) : locale;
}

QString numberText(double value, int decimals)
{
    if (std::isnan(value))
        return QCoreApplication::translate("lb::widgets", "not a number");
    if (std::isinf(value))
        return (value < 0 ? QString(kMinus) : QString()) + QCoreApplication::translate("lb::widgets", "inf");
    const QString text = displayLocale().toString(value, 'f', decimals);
    // −0.00 is a rounding, not a sign.
    const bool isZero = std::abs(value) < 0.5 * std::pow(10.0, -decimals);
    return isZero ? displayLocale().toString(0.0, 'f', decimals) : withTrueMinus(text);
}

QString valueText(double value)
{
    const double size = std::abs(value);
    if (std::isfinite(value) && size > 0 && size < 0.005)
        return scientific(value);
    if (size < 1e9 && value == std::floor(value))
        return numberText(value, 0);
    return numberText(value, size < 9.995 ? 2 : size < 999.95 ? 1 : 0);
}

QString countText(qint64 value)
{
    return withTrueMinus(displayLocale().toString(value));
}

QString deltaText(double value)
{
    const QString text = valueText(value);
    return value > 0 && std::isfinite(value) ? QLatin1Char('+') + text : text;
}

QString tickText(double value, double spacing)
{
    if (spacing > 0) {
        const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(spacing) - 1e-6)), 0, 10);
        if (decimals > 6)
            return scientific(value);
        return numberText(value, decimals);
    }
    const double size = std::abs(value);
    if (size > 0 && (size < 0.00099 || size >= 1e6))
        return scientific(value);
    int decimals = 0;
    for (double scaled = size; decimals < 4 && std::abs(scaled - std::round(scaled)) > 1e-6; ++decimals)
        scaled *= 10;
    return numberText(value, decimals);
}

QString durationText(double seconds)
{
    if (!(seconds >= 0) || std::isinf(seconds))
        return kNoValue;
    const auto whole = static_cast<qint64>(std::llround(seconds));
    const QChar zero(QLatin1Char('0'));
    if (whole >= 3600)
        return QStringLiteral("%1:%2:%3")
            .arg(whole / 3600)
            .arg(whole / 60 % 60, 2, 10, zero)
            .arg(whole % 60, 2, 10, zero);
    return QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, zero);
}

} // namespace lb::widgets
