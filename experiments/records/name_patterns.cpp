#include "experiments/records/name_patterns.h"

#include <QStringList>

#include <cmath>

namespace lb::experiments {

namespace {

Result<QList<NamePattern>> refuse(const QString& part, const QString& form)
{
    return fail(ErrorKind::InvalidArgument,
                QStringLiteral("'%1' cannot be read: write %2, separated by commas.").arg(part, form));
}

QStringList partsOf(const QString& text)
{
    QStringList parts;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (const QString trimmed = part.trimmed(); !trimmed.isEmpty())
            parts.append(trimmed);
    return parts;
}

} // namespace

Result<QList<NamePattern>> patternsWithFactors(const QString& text)
{
    QList<NamePattern> patterns;
    for (const QString& part : partsOf(text)) {
        bool isNumber = false;
        const double factor = part.section(QLatin1Char('='), 1).trimmed().toDouble(&isNumber);
        const QString pattern = part.section(QLatin1Char('='), 0, 0).trimmed();
        if (!isNumber || pattern.isEmpty() || !std::isfinite(factor) || factor < 0)
            return refuse(part, QStringLiteral("PATTERN=FACTOR with a factor of 0 or more, such as decoder/*=0.1"));
        patterns.append({pattern, factor});
    }
    return patterns;
}

Result<QList<NamePattern>> patternsAlone(const QString& text)
{
    QList<NamePattern> patterns;
    for (const QString& part : partsOf(text)) {
        if (part.contains(QLatin1Char('=')))
            return refuse(part, QStringLiteral("patterns such as decoder/*"));
        patterns.append({part, 1.0});
    }
    return patterns;
}

} // namespace lb::experiments
