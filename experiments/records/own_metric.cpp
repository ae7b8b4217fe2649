#include "experiments/records/own_metric.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace lb::experiments {

namespace {

using Better = MetricInfo::Better;

const QString kPrefix = QStringLiteral("own/");
constexpr qsizetype kLongestTitle = 60;
constexpr qsizetype kLongestUnit = 20;

bool hasAny(const QString& text, const char* symbols)
{
    return std::any_of(text.cbegin(), text.cend(),
                       [symbols](QChar c) { return !c.isPrint() || QLatin1String(symbols).contains(c); });
}

} // namespace

QString betterWord(Better better)
{
    return better == Better::Lower    ? QStringLiteral("lower")
           : better == Better::Higher ? QStringLiteral("higher")
                                      : QStringLiteral("neither");
}

std::optional<Better> betterOfWord(const QString& word)
{
    for (const Better better : {Better::Lower, Better::Higher, Better::Neither})
        if (word == betterWord(better))
            return better;
    return {};
}

QString OwnMetric::name() const
{
    QStringList facts;
    if (!unit.isEmpty())
        facts.append(unit);
    if (better != Better::Neither)
        facts.append(betterWord(better));
    return kPrefix + title +
           (facts.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(facts.join(QStringLiteral(" | "))));
}

std::optional<MetricInfo> ownMetricInfo(const QString& name)
{
    if (!name.startsWith(kPrefix))
        return {};
    MetricInfo info{.name = name, .title = name.mid(kPrefix.size()), .unit = {}};
    const auto bracket = info.title.lastIndexOf(QLatin1String(" ("));
    if (bracket < 0 || !info.title.endsWith(QLatin1Char(')')))
        return info;
    const QStringList facts = info.title.mid(bracket + 2, info.title.size() - bracket - 3).split(QStringLiteral(" | "));
    info.title.truncate(bracket);
    const std::optional<Better> better = betterOfWord(facts.last());
    info.better = better.value_or(Better::Neither);
    if (facts.size() > 1 || !better)
        info.unit = facts.first();
    return info;
}

const char* namingProblem(const OwnMetric& metric)
{
    if (metric.title.trimmed().isEmpty())
        return QT_TRANSLATE_NOOP("OwnMetric", "The metric has no name; give it one, such as Rate.");
    if (metric.title.size() > kLongestTitle || metric.unit.size() > kLongestUnit)
        return QT_TRANSLATE_NOOP("OwnMetric", "A name has at most 60 characters and a unit 20; shorten it.");
    if (metric.title != metric.title.simplified() || hasAny(metric.title, "/()|\",;\\"))
        return QT_TRANSLATE_NOOP("OwnMetric",
                                 "A name may not have / ( ) | \" , ; \\ in it, for files of metrics use them; "
                                 "write it with letters, digits and signs such as -.");
    if (metric.unit != metric.unit.simplified() || hasAny(metric.unit, "()|\",;\\") || betterOfWord(metric.unit))
        return QT_TRANSLATE_NOOP("OwnMetric",
                                 "A unit may not have ( ) | \" , ; \\ in it nor be the word lower, higher or "
                                 "neither; write it like nats or items/s.");
    return nullptr;
}

QString ownMetricsText(const QList<OwnMetric>& metrics)
{
    QJsonArray list;
    for (const OwnMetric& metric : metrics)
        list.append(QJsonObject{{QStringLiteral("name"), metric.title},
                                {QStringLiteral("expression"), metric.expression},
                                {QStringLiteral("unit"), metric.unit},
                                {QStringLiteral("better"), betterWord(metric.better)}});
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

Result<QList<OwnMetric>> ownMetricsOfText(const QString& text)
{
    QList<OwnMetric> metrics;
    if (text.isEmpty())
        return metrics;
    const QJsonDocument json = QJsonDocument::fromJson(text.toUtf8());
    if (!json.isArray())
        return fail(ErrorKind::Corrupt, QStringLiteral("The project's own metrics are not a list."));
    for (const QJsonValue& value : json.array()) {
        const QJsonObject object = value.toObject();
        const OwnMetric metric{
            object.value(QLatin1String("name")).toString(), object.value(QLatin1String("expression")).toString(),
            object.value(QLatin1String("unit")).toString(),
            betterOfWord(object.value(QLatin1String("better")).toString()).value_or(Better::Neither)};
        if (const char* problem = namingProblem(metric))
            return fail(ErrorKind::Corrupt, QString::fromUtf8(problem));
        metrics.append(metric);
    }
    return metrics;
}

} // namespace lb::experiments
