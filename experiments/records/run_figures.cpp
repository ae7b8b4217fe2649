#include "experiments/records/run_figures.h"

#include "experiments/records/field_schema.h"
#include "experiments/records/lock_step.h"
#include "experiments/records/metric_names.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::experiments {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

const std::vector<StepValue>& seriesOf(const RunFigures& run, const QString& metric)
{
    static const std::vector<StepValue> nothing;
    const auto found = run.series.constFind(metric);
    return found == run.series.cend() ? nothing : *found;
}

/// The finite value that `isBetter` prefers to all others; null when there is none.
template <class IsBetter>
const StepValue* chosen(const std::vector<StepValue>& series, IsBetter isBetter)
{
    const StepValue* best = nullptr;
    for (const StepValue& point : series)
        if (std::isfinite(point.value) && (!best || isBetter(point.value, best->value)))
            best = &point;
    return best;
}

double valueOrNone(const StepValue* point)
{
    return point ? point->value : kNone;
}

/// `series` is by rising step.
double newestUntil(const std::vector<StepValue>& series, qint64 step)
{
    const auto newest =
        std::find_if(series.rbegin(), series.rend(), [step](const StepValue& point) { return point.step <= step; });
    return newest == series.rend() ? kNone : newest->value;
}

/// Settings that change how a run is computed or watched, not what it is.
bool isConduct(const QString& key)
{
    static const QSet<QString> keys{QStringLiteral("run.device"),
                                    QStringLiteral("run.gpu"),
                                    QStringLiteral("run.threads"),
                                    QStringLiteral("run.log_every"),
                                    QStringLiteral("run.memory_limit"),
                                    QStringLiteral("train.recompute"),
                                    QStringLiteral("train.checkpoint_minutes"),
                                    QStringLiteral("train.sample_every")};
    return keys.contains(key);
}

const QString kSeed = QStringLiteral("run.seed");

} // namespace

QString ValueChoice::name() const
{
    switch (kind) {
    case Kind::BestStep:
        return QStringLiteral("best-elbo");
    case Kind::Last:
        return QStringLiteral("last");
    case Kind::Best:
        return QStringLiteral("best");
    case Kind::Least:
        return QStringLiteral("min");
    case Kind::Most:
        return QStringLiteral("max");
    case Kind::AtStep:
        break;
    }
    return QString::number(step);
}

std::optional<ValueChoice> ValueChoice::fromName(const QString& name)
{
    for (const Kind kind : {Kind::BestStep, Kind::Last, Kind::Best, Kind::Least, Kind::Most})
        if (const ValueChoice choice{kind, 0}; choice.name() == name)
            return choice;
    bool isNumber = false;
    const qint64 step = name.toLongLong(&isNumber);
    if (!isNumber || step < 0)
        return {};
    return ValueChoice{Kind::AtStep, step};
}

qint64 bestStep(const RunFigures& run)
{
    const auto least = [](double a, double b) { return a < b; };
    const auto most = [](double a, double b) { return a > b; };
    if (const StepValue* elbo = chosen(seriesOf(run, QStringLiteral("validation/elbo")), most))
        return elbo->step;
    for (const char* metric : {"validation/reconstruction", "validation/perplexity", "validation/loss"})
        if (const StepValue* best = chosen(seriesOf(run, QLatin1String(metric)), least))
            return best->step;
    return -1;
}

double valueOf(const RunFigures& run, const QString& metric, const ValueChoice& choice)
{
    using Kind = ValueChoice::Kind;
    const std::vector<StepValue>& series = seriesOf(run, metric);
    if (series.empty())
        return kNone;
    if (choice.kind == Kind::Last || metric.startsWith(QLatin1String("test/")))
        return series.back().value;
    const MetricInfo::Better better =
        choice.kind == Kind::Best ? metricInfo(metric).better : MetricInfo::Better::Neither;
    const bool wantsLeast =
        choice.kind == Kind::Least || (choice.kind == Kind::Best && better == MetricInfo::Better::Lower);
    const bool wantsMost =
        choice.kind == Kind::Most || (choice.kind == Kind::Best && better == MetricInfo::Better::Higher);
    if (wantsLeast)
        return valueOrNone(chosen(series, [](double a, double b) { return a < b; }));
    if (wantsMost)
        return valueOrNone(chosen(series, [](double a, double b) { return a > b; }));
    if (choice.kind == Kind::AtStep)
        return newestUntil(series, choice.step);
    const qint64 step = bestStep(run);
    return step < 0 ? series.back().value : newestUntil(series, step);
}

QString settingsKey(const RunSpec& spec)
{
    RunSpec rest;
    for (auto field = spec.fields().cbegin(); field != spec.fields().cend(); ++field)
        if (field.key() != kSeed && !isConduct(field.key()))
            rest.set(field.key(), field.value());
    return QString::fromUtf8(QJsonDocument(rest.toJson()).toJson(QJsonDocument::Compact));
}

QString settingsFingerprint(const RunSpec& spec)
{
    const QByteArray key = settingsKey(spec.completed(runFields())).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Md5).toHex());
}

QString nameWithoutSeed(const QString& name)
{
    static const QRegularExpression seed(QStringLiteral("(,?\\s*seed\\s*\\d+|[-_]s?\\d+)$"),
                                         QRegularExpression::CaseInsensitiveOption);
    QString stem = name;
    stem.remove(seed);
    return stem.isEmpty() ? name : stem;
}

QStringList differingKeys(const QList<RunSpec>& specs)
{
    QSet<QString> keys;
    for (qsizetype i = 1; i < specs.size(); ++i)
        for (const QString& key : specs[i].differences(specs.first()))
            if (!isConduct(key))
                keys.insert(key);
    QStringList sorted(keys.cbegin(), keys.cend());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

bool shareBatches(const RunSpec& a, const RunSpec& b)
{
    const QStringList keys = a.differences(b);
    return std::none_of(keys.cbegin(), keys.cend(), decidesBatches);
}

} // namespace lb::experiments
