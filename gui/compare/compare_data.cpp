#include "gui/compare/compare_data.h"

#include "experiments/preview/schema.h"
#include "experiments/records/own_metric.h"
#include "experiments/store/figure_reader.h"
#include "gui/project/run_config.h"
#include "gui/project/store_thread.h"
#include "gui/run_board.h"

#include <QCryptographicHash>
#include <QElapsedTimer>

#include <bit>
#include <chrono>
#include <optional>

namespace lb::gui {

using namespace std::chrono_literals;
using experiments::RunFigures;
using experiments::RunRecord;

namespace {

constexpr qsizetype kMostAtOnce = 64; // runs that are asked for together
constexpr qint64 kMostMs = 30;        // for which the store's thread is kept from other work

/// The settings that a run uses.
QList<SettingText> textsOf(const experiments::RunSpec& spec, const QList<experiments::FieldSchema>& fields)
{
    QList<SettingText> texts;
    for (const experiments::FieldSchema& field : fields)
        if (spec.has(field.key) && isUsed(field, spec))
            texts.append({field.key, fieldDisplayText(field, spec.value(field.key))});
    return texts;
}

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
        const RunFigures* known = update.startedOver ? m_read.figures(uid) : nullptr;
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

CompareFigures CompareData::read() const
{
    CompareFigures now = m_read;
    now.waiting = m_queue.size() + (m_isReading ? 1 : 0);
    return now;
}

void CompareData::takeRuns()
{
    if (m_board.runs().isEmpty() && m_read.runCount() > 0) { // another project
        ++m_generation;
        m_read = {};
        m_readStamps.clear();
        m_queue.clear();
        m_queued.clear();
        m_tellTimer.start(100ms);
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
    if (!m_queued.contains(uid)) {
        m_queued.insert(uid);
        m_board.isShown(uid) ? m_queue.prepend(uid) : m_queue.append(uid);
    }
    readNext();
}

void CompareData::readNext()
{
    if (!m_isActive || m_isReading || m_queue.isEmpty())
        return;
    QStringList uids;
    QList<size_t> stamps;
    while (!m_queue.isEmpty() && uids.size() < kMostAtOnce) {
        const QString uid = m_queue.takeFirst();
        m_queued.remove(uid);
        const RunRecord* run = m_board.run(uid);
        if (!run)
            continue;
        stamps.append(stampOf(*run));
        m_readStamps.insert(uid, stamps.last());
        uids.append(uid);
    }
    if (uids.isEmpty())
        return;
    m_isReading = true;
    m_store.ask(
        this,
        [uids, wanted = m_wanted](StoreReader& reader) {
            QList<std::optional<Read>> all;
            QElapsedTimer clock;
            clock.start();
            for (const QString& uid : uids)
                if (all.isEmpty() || clock.elapsed() < kMostMs)
                    all.append(read(reader, uid, wanted));
            return all;
        },
        [this, uids, stamps = std::move(stamps), generation = m_generation](QList<std::optional<Read>> all) {
            m_isReading = false;
            for (qsizetype i = uids.size() - 1; i >= all.size(); --i) // there was no time for them
                if (!m_queued.contains(uids[i])) {
                    m_queued.insert(uids[i]);
                    m_queue.prepend(uids[i]);
                }
            for (qsizetype i = 0; generation == m_generation && i < all.size(); ++i)
                if (all[i])
                    take(uids[i], stamps[i], std::move(*all[i]));
            readNext();
        });
}

std::optional<CompareData::Read> CompareData::read(StoreReader& reader, const QString& uid, const QStringList& wanted)
{
    if (!reader.store())
        return {};
    auto figures = experiments::readFigures(*reader.store(), uid, wanted);
    if (!figures)
        return {}; // the run's own reader tells what is wrong with the file
    const QList<experiments::FieldSchema> fields = experiments::schemaFor(figures->spec);
    figures->spec = figures->spec.completed(fields);
    const QByteArray key = experiments::settingsKey(figures->spec).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(key, QCryptographicHash::Md5).toHex();
    const QList<SettingText> settings = textsOf(figures->spec, fields);
    return Read{.run = {.figures = std::move(*figures), .settingsKey = QString::fromLatin1(hash)},
                .settings = settings,
                .fields = fields};
}

void CompareData::take(const QString& uid, size_t stamp, Read read)
{
    if (!m_board.run(uid))
        return;
    m_readStamps.insert(uid, stamp);
    m_read.take(read.fields);
    m_read.take(uid, std::move(read.run), read.settings);
    if (!m_tellTimer.isActive())
        m_tellTimer.start(m_read.runCount() > kManyComparedRuns ? 1s : 100ms);
}

} // namespace lb::gui
