#include "experiments/importing/foreign_run.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

constexpr qsizetype kLongestName = 200;
constexpr double kLastStep = 9e15; // exact in a double
constexpr double kSecondsToMs = 1e3;
constexpr double kIsMs = 1e11; // more seconds than any clock shows

QString splitOf(const QString& word)
{
    const QString lower = word.toLower();
    if (lower == QLatin1String("train") || lower == QLatin1String("training"))
        return QStringLiteral("train");
    if (lower == QLatin1String("test"))
        return QStringLiteral("test");
    return QStringLiteral("validation");
}

} // namespace

void ForeignRun::add(const QString& metric, const ForeignPoint& point)
{
    auto place = indexOf.constFind(metric);
    if (place == indexOf.cend()) {
        place = indexOf.insert(metric, series.size());
        series.push_back({metric, {}});
    }
    std::vector<ForeignPoint>& points = series[*place].points;
    while (!points.empty() && points.back().step >= point.step) {
        points.pop_back();
        ++replaced;
    }
    points.push_back(point);
}

qint64 ForeignRun::pointCount() const
{
    qint64 count = 0;
    for (const Series& each : series)
        count += static_cast<qint64>(each.points.size());
    return count;
}

qint64 ForeignRun::lastStep() const
{
    qint64 last = 0;
    for (const Series& each : series)
        last = std::max(last, each.points.back().step);
    return last;
}

QString ForeignRun::losses() const
{
    QStringList parts;
    if (lostBytes > 0)
        parts += QStringLiteral("the last %1 bytes, where a file ends early or is damaged").arg(lostBytes);
    if (lostRecords > 0)
        parts += QStringLiteral("%1 damaged records or rows").arg(lostRecords);
    if (otherValues > 0)
        parts += QStringLiteral("%1 values that are no single numbers (pictures, histograms, texts)").arg(otherValues);
    if (replaced > 0)
        parts += QStringLiteral("%1 points that a later start of the run wrote again").arg(replaced);
    return parts.isEmpty() ? QString() : QStringLiteral("Left out: %1.").arg(parts.join(QStringLiteral("; ")));
}

QString importedMetric(const QString& foreign)
{
    static const QString split = QStringLiteral("(train|training|val|valid|validation|eval|evaluation|test)");
    static const QRegularExpression first(QStringLiteral("^%1[/_.-](.+)$").arg(split),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression last(QStringLiteral("^(.+)[/_.-]%1$").arg(split),
                                         QRegularExpression::CaseInsensitiveOption);
    QString part, rest;
    if (const auto match = first.match(foreign); match.hasMatch()) {
        part = match.captured(1);
        rest = match.captured(2);
    } else if (const auto end = last.match(foreign); end.hasMatch()) {
        part = end.captured(2);
        rest = end.captured(1);
    } else {
        return foreign;
    }
    rest.replace(QLatin1Char('/'), QLatin1Char('_')).replace(QLatin1Char(' '), QLatin1Char('_'));
    return splitOf(part) + QLatin1Char('/') + rest.toLower();
}

const QStringList& stepNames()
{
    static const QStringList names{QStringLiteral("step"),        QStringLiteral("_step"),
                                   QStringLiteral("global_step"), QStringLiteral("trainer/global_step"),
                                   QStringLiteral("iteration"),   QStringLiteral("iter"),
                                   QStringLiteral("epoch")};
    return names;
}

const QStringList& timeNames()
{
    static const QStringList names{QStringLiteral("time_ms"), QStringLiteral("wall_time"), QStringLiteral("_timestamp"),
                                   QStringLiteral("timestamp")};
    return names;
}

std::optional<qint64> stepOfNumber(double number)
{
    if (!(number >= 0 && number < kLastStep))
        return {};
    return static_cast<qint64>(std::floor(number));
}

qint64 timeOfNumber(double number)
{
    if (!(number > 0 && number < kIsMs * kSecondsToMs))
        return 0;
    return static_cast<qint64>(number < kIsMs ? number * kSecondsToMs : number);
}

bool isUsableMetric(const QString& name)
{
    return !name.trimmed().isEmpty() && name.size() <= kLongestName && !name.startsWith(QLatin1String("own/")) &&
           std::all_of(name.cbegin(), name.cend(), [](QChar c) { return c.isPrint(); });
}

} // namespace lb::experiments
