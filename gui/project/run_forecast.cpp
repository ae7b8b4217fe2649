#include "gui/project/run_forecast.h"

#include "experiments/preview/schema.h"

#include <algorithm>

namespace lb::gui {

using namespace experiments;

namespace {

qint64 flopsPerItem(const RunSpec& spec, const Estimate& estimate)
{
    const qint64 items = spec.integer(QStringLiteral("train.batch")) *
                         std::max<qint64>(1, spec.integer(QStringLiteral("train.accumulate")));
    return items > 0 ? estimate.flopsPerStep / items : 0;
}

/// Operations of the first few past runs of the same family, unless one costs the same: then nobody asks for them.
QList<PastRun> withOperations(QList<PastRun> past, const RunSpec& spec)
{
    const bool isKnown =
        std::any_of(past.cbegin(), past.cend(), [&](const PastRun& run) { return costsTheSame(spec, run.spec); });
    if (isKnown)
        return past;
    int left = 3;
    const QString family = QStringLiteral("model.family");
    for (PastRun& run : past) {
        if (left == 0 || run.spec.text(family) != spec.text(family))
            continue;
        --left;
        if (const auto cost = estimateFor(run.spec, guessedData(run.spec)))
            run.flopsPerItem = flopsPerItem(run.spec, *cost);
    }
    return past;
}

bool hasKlWeight(const RunSpec& spec)
{
    static const QStringList without{QStringLiteral("ae"), QStringLiteral("eae"), QStringLiteral("wae-mmd"),
                                     QStringLiteral("rae"), QStringLiteral("language")};
    return !without.contains(spec.modelKind());
}

} // namespace

RunForecast forecast(const ForecastRequest& request)
{
    const RunSpec& spec = request.spec;
    RunForecast result;
    result.facts = request.facts.value_or(guessedData(spec));
    result.problems = checkSpec(spec);
    if (!result.problems.isEmpty())
        return result;
    const auto cost = estimateFor(spec, result.facts);
    const auto layers = cost ? architecture(spec, result.facts) : tl::unexpected(cost.error());
    if (!layers) {
        result.refusal = layers.error().detail;
        return result;
    }
    result.estimate = *cost;
    result.layers = *layers;
    const qint64 epochs = spec.integer(QStringLiteral("train.epochs"));
    result.totalSteps = epochs * stepsPerEpoch(spec, result.facts.trainItems);
    result.totalItems = epochs * result.facts.trainItems;
    result.hasKl = hasKlWeight(spec);
    if (result.totalSteps > 0) {
        result.rate = rateCurve(spec, result.totalSteps);
        result.kl = klCurve(spec, result.totalSteps);
        const qint64 baseSteps = request.baseSpec.integer(QStringLiteral("train.epochs")) *
                                 stepsPerEpoch(request.baseSpec, result.facts.trainItems);
        result.baseRate = rateCurve(request.baseSpec, baseSteps);
        result.baseKl = klCurve(request.baseSpec, baseSteps);
    }
    // Guessed facts on both sides: only the proportion counts.
    const auto cost2 = request.facts ? estimateFor(spec, guessedData(spec)) : cost;
    result.time = timeEstimate(spec, cost2 ? flopsPerItem(spec, *cost2) : 0, withOperations(request.past, spec));
    return result;
}

Forecaster::Forecaster(QObject* parent)
    : QObject(parent)
    , m_inside(new QObject)
{
    m_inside->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_inside, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("forecast-thread"));
    m_thread.start();
}

Forecaster::~Forecaster()
{
    m_thread.quit();
    m_thread.wait(); // for the forecast at work, less than a second
}

void Forecaster::ask(const ForecastRequest& request)
{
    m_next = request;
    if (!m_isAtWork)
        start();
}

void Forecaster::start()
{
    m_isAtWork = true;
    QMetaObject::invokeMethod(m_inside, [this, request = *std::exchange(m_next, std::nullopt)] {
        const RunForecast made = forecast(request);
        QMetaObject::invokeMethod(this, [this, made] {
            m_isAtWork = false;
            if (m_next)
                start();
            else
                emit ready(made);
        });
    });
}

} // namespace lb::gui
