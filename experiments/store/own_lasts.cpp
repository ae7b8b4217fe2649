#include "experiments/store/own_lasts.h"

#include "experiments/records/imported_run.h"
#include "experiments/records/run_spec.h"
#include "experiments/store/json_file.h"
#include "experiments/store/own_metrics.h"

#include <QFileInfo>

#include <cmath>
#include <limits>

namespace lb::experiments {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

} // namespace

bool OwnLasts::refresh(const QString& projectFolder)
{
    const QFileInfo file(ownMetricsFile(projectFolder));
    const std::pair seen(file.lastModified(), file.exists() ? file.size() : -1);
    if (m_seen == seen)
        return false;
    m_seen = seen;
    m_metrics.clear();
    m_settings.clear();
    m_settingsOf.clear();
    for (const OwnMetric& metric : readOwnMetrics(projectFolder).value_or(QList<OwnMetric>())) {
        auto expression = Expression::parse(metric.expression);
        if (!expression)
            continue; // whoever lists the metrics says why
        for (const QString& key : expression->settings())
            if (!m_settings.contains(key))
                m_settings.append(key);
        m_metrics.push_back({metric.name(), std::move(*expression)});
    }
    return true;
}

const std::vector<double>& OwnLasts::settingsOf(const QString& uid, const RunFolder& folder)
{
    const auto known = m_settingsOf.constFind(uid);
    if (known != m_settingsOf.cend())
        return *known;
    std::vector<double> values(static_cast<std::size_t>(m_settings.size()), kNone);
    const auto json = readJsonFile(folder.spec());
    if (const auto spec = json ? RunSpec::fromJson(*json) : Result<RunSpec>(tl::unexpected(json.error()))) {
        const RunSpec complete = isImported(*spec) ? *spec : spec->completed(runFields());
        for (std::size_t i = 0; i < values.size(); ++i)
            if (const QString& key = m_settings[static_cast<qsizetype>(i)]; complete.value(key).isDouble())
                values[i] = complete.real(key);
    }
    return *m_settingsOf.insert(uid, values);
}

void OwnLasts::put(RunRecord& run, const RunFolder& folder)
{
    for (const Metric& metric : m_metrics) {
        std::vector<double> values;
        for (const QString& input : metric.expression.metrics())
            if (const auto value = run.last.constFind(input); value != run.last.cend())
                values.push_back(*value);
        if (values.size() != static_cast<std::size_t>(metric.expression.metrics().size()))
            continue;
        std::vector<double> settings;
        for (const QString& key : metric.expression.settings())
            settings.push_back(settingsOf(run.uid, folder)[static_cast<std::size_t>(m_settings.indexOf(key))]);
        if (const double value = metric.expression.value(values, settings); !std::isnan(value))
            run.last.insert(metric.name, value);
    }
}

} // namespace lb::experiments
