#include "gui/compare/compare_data.h"

#include "experiments/preview/schema.h"
#include "experiments/records/own_metric.h"
#include "experiments/store/figure_reader.h"
#include "gui/project/store_thread.h"
#include "gui/run_board.h"

#include <bit>
#include <chrono>
#include <optional>

namespace lb::gui {

using namespace std::chrono_literals;
using experiments::RunFigures;
using experiments::RunRecord;

namespace {

QSet<QString> ownOf(const QStringList& metrics)
{
    QSet<QString> own;
    for (const QString& metric : metrics)
        if (experiments::ownMetricInfo(metric))
            own.insert(metric);
    return own;
}

QSet<QString> ownOf(const QList<experiments::MetricPoint>& points)
{
    QStringList metrics;
    for (const experiments::MetricPoint& point : points)
        if (metrics.isEmpty() || metrics.last() != point.metric)
            metrics.append(point.metric);
    return ownOf(metrics);
}

/// Differs when a run has changed: an evaluation adds numbers to a run that is long at rest.
size_t stampOf(const RunRecord& run)
{
    size_t stamp = qHash(run.changedMs, 1);
    for (auto value = run.last.cbegin(); value != run.last.cend(); ++value)
        stamp = qHashMulti(stamp, value.key(), std::bit_cast<quint64>(*value));
    return stamp;
}

} // namespace

CompareData::CompareData(RunBoard& board, StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_board(board)
    , m_store(store)
{
    m_tellTimer.setSingleShot(true);
    m_tellTimer.setInterval(100ms);
    connect(&m_tellTimer, &QTimer::timeout, this, &CompareData::changed);
    m_beat.setInterval(1s);
    connect(&m_beat, &QTimer::timeout, this, [this] {
        for (const QString& uid : std::exchange(m_late, {}))
            queue(uid);
    });
    connect(&board, &RunBoard::runsListed, this, &CompareData::takeRuns);
    connect(&board, &RunBoard::shownChanged, this, &CompareData::takeRuns);
    connect(&board, &RunBoard::runRead, this, [this](const QString& uid, const experiments::MetricUpdate& update) {
        const RunRecord* run = m_board.run(uid);
        if (run && experiments::isActive(run->state) && !update.points.isEmpty())
            m_late.insert(uid);
        const RunFigures* known = update.startedOver ? figures(uid) : nullptr;
        if (!known || ownOf(known->metrics) == ownOf(update.points))
            return;
        ++m_generation; // the project's own metrics were changed: all runs have others
        m_readStamps.clear();
        takeRuns();
    });
}

void CompareData::setActive(bool isActive)
{
    m_isActive = isActive;
    isActive ? m_beat.start() : m_beat.stop();
    if (isActive)
        takeRuns();
}

void CompareData::want(const QString& metric)
{
    const bool isAlwaysRead =
        metric.startsWith(QLatin1String("validation/")) || metric.startsWith(QLatin1String("test/"));
    if (isAlwaysRead || m_wanted.contains(metric))
        return;
    m_wanted.append(metric);
    ++m_generation;
    m_readStamps.clear();
    takeRuns();
}

const RunFigures* CompareData::figures(const QString& uid) const
{
    const auto found = m_figures.constFind(uid);
    return found == m_figures.cend() ? nullptr : &*found;
}

const experiments::FieldSchema* CompareData::field(const QString& key) const
{
    const auto found = m_fields.constFind(key);
    return found == m_fields.cend() ? nullptr : &*found;
}

void CompareData::takeRuns()
{
    if (m_board.runs().isEmpty() && !m_figures.isEmpty()) { // another project
        ++m_generation;
        m_figures.clear();
        m_readStamps.clear();
        m_queue.clear();
        m_tellTimer.start();
    }
    if (!m_isActive)
        return;
    for (const RunRecord& run : m_board.runs())
        if (m_readStamps.value(run.uid) != stampOf(run))
            queue(run.uid);
    readNext();
}

void CompareData::queue(const QString& uid)
{
    if (!m_queue.contains(uid))
        m_board.isShown(uid) ? m_queue.prepend(uid) : m_queue.append(uid);
    readNext();
}

void CompareData::readNext()
{
    if (!m_isActive || m_isReading || m_queue.isEmpty())
        return;
    const QString uid = m_queue.takeFirst();
    const RunRecord* run = m_board.run(uid);
    if (!run)
        return readNext();
    m_isReading = true;
    m_readStamps.insert(uid, stampOf(*run));
    m_store.ask(
        this,
        [uid, wanted = m_wanted](StoreReader& reader) -> std::optional<RunFigures> {
            if (!reader.store())
                return {};
            auto figures = experiments::readFigures(*reader.store(), uid, wanted);
            if (!figures)
                return {}; // the run's own reader tells what is wrong with the file
            figures->spec = figures->spec.completed(experiments::schemaFor(figures->spec));
            return std::move(*figures);
        },
        [this, uid, stamp = stampOf(*run), generation = m_generation](std::optional<RunFigures> figures) {
            m_isReading = false;
            if (generation == m_generation && figures)
                take(uid, stamp, std::move(*figures));
            readNext();
        });
}

void CompareData::take(const QString& uid, size_t stamp, RunFigures figures)
{
    if (!m_board.run(uid))
        return;
    m_readStamps.insert(uid, stamp);
    for (const experiments::FieldSchema& field : experiments::schemaFor(figures.spec))
        m_fields.insert(field.key, field);
    m_settingsKeys.insert(uid, experiments::settingsKey(figures.spec));
    m_figures.insert(uid, std::move(figures));
    if (!m_tellTimer.isActive())
        m_tellTimer.start();
}

} // namespace lb::gui
