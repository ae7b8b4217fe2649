#pragma once

#include <QLocale>
#include <QString>

namespace lb::widgets {

/// The application's locale; where that is the C locale, which groups no thousands, British English.
QLocale displayLocale();

/// Grouped thousands and a true minus. Not finite: "not a number", "inf", "−inf".
QString numberText(double value, int decimals);
/// A metric's value: two decimals below 10, one below 1,000, none above or for whole numbers; tiny ones as 3e−5.
QString valueText(double value);
QString countText(qint64 value);
/// A signed difference: always with its sign, "0" for none.
QString deltaText(double value);
/// A tick of an axis whose neighbours are `spacing` away; spacing 0: shortest text that names the value.
QString tickText(double value, double spacing);
/// "0:18", "2:05", "1:02:03"; negative: a dash.
QString durationText(double seconds);

/// What stands where a model has no such quantity.
inline const QString kNoValue = QStringLiteral("–");

} // namespace lb::widgets
