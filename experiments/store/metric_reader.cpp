#include "experiments/store/metric_reader.h"

#include "experiments/store/migrations.h"
#include "experiments/store/own_metrics.h"
#include "experiments/store/point_query.h"
#include "experiments/store/run_rows.h"
#include "experiments/store/stored_number.h"

#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr int kBusyMs = 250;

ItemStrip stripOf(SQLite::Statement& row)
{
    const SQLite::Column items = row.getColumn(5);
    ItemStrip strip{.step = row.getColumn(1).getInt64(),
                    .height = row.getColumn(2).getInt(),
                    .width = row.getColumn(3).getInt(),
                    .shuffleGap = row.getColumn(4).getDouble()};
    readStripBytes(QByteArray(static_cast<const char*>(items.getBlob()), items.getBytes()), strip);
    return strip;
}

} // namespace

struct MetricReader::State {
    struct Statements {
        explicit Statements(SQLite::Database& database)
            : version(database, "PRAGMA data_version")
            , names(database, "SELECT id, name FROM metric WHERE id > ? ORDER BY id")
            , points(database,
                     "SELECT id, metric, step, value, flag, time_ms FROM point WHERE id > ? ORDER BY id LIMIT ?")
            , vectors(database,
                      "SELECT id, metric, step, elements, time_ms FROM vector WHERE id > ? ORDER BY id LIMIT ?")
            , events(database,
                     "SELECT id, step, time_ms, kind, message, data, undone FROM event WHERE id > ? ORDER BY id")
            , strips(
                  database,
                  "SELECT id, step, height, width, shuffle_gap, items FROM strip WHERE id > ? ORDER BY id DESC LIMIT 1")
        {
        }
        SQLite::Statement version, names;
        PointQuery points;
        SQLite::Statement vectors, events, strips;
    };

    QString file;
    Database database;
    std::unique_ptr<Statements> statements;
    qint64 seenVersion = -1;
    QHash<qint64, QString> nameOf;
    qint64 newestName = 0;
    std::vector<OwnPoints> own;
    MetricCursor ownCursor; ///< up to where `own` has seen the points

    Result<QList<MetricSummary>> storedSummaries();
    void workOutOwn(const MetricCursor& from, MetricUpdate& update);
    void readNames();
    void readPoints(MetricUpdate& update, int limit);
    void readVectors(MetricUpdate& update, int limit);
    void readRest(MetricUpdate& update);
};

void MetricReader::State::readNames()
{
    SQLite::Statement& rows = statements->names;
    const ResetAtEnd reset(rows);
    rows.bind(1, static_cast<int64_t>(newestName));
    while (rows.executeStep()) {
        newestName = rows.getColumn(0).getInt64();
        nameOf.insert(newestName, textOf(rows.getColumn(1)));
    }
}

void MetricReader::State::readPoints(MetricUpdate& update, int limit)
{
    PointQuery& rows = statements->points;
    rows.reset(); // a read that failed half-way
    rows.bind(1, update.cursor.point);
    rows.bind(2, limit);
    qint64 metric = -1;
    QString name;
    while (rows.next()) {
        if (rows.metric() != metric) {
            metric = rows.metric();
            name = nameOf.value(metric);
        }
        update.cursor.point = rows.id();
        update.points.append({.metric = name, .step = rows.step(), .value = rows.value(), .timeMs = rows.timeMs()});
    }
    update.hasMore = update.hasMore || update.points.size() >= limit;
}

/// `from`: where the points of the update begin.
void MetricReader::State::workOutOwn(const MetricCursor& from, MetricUpdate& update)
{
    if (ownCursor.point != from.point || ownCursor.generation != from.generation)
        for (OwnPoints& each : own)
            each.startOver();
    ownCursor = update.cursor;
    const qsizetype stored = update.points.size();
    for (OwnPoints& each : own)
        for (qsizetype i = 0; i < stored; ++i) {
            const MetricPoint point = update.points.at(i); // a copy: the list grows
            each.take(point, update.points);
        }
}

void MetricReader::State::readVectors(MetricUpdate& update, int limit)
{
    SQLite::Statement& rows = statements->vectors;
    const ResetAtEnd reset(rows);
    rows.bind(1, static_cast<int64_t>(update.cursor.vector));
    rows.bind(2, limit);
    while (rows.executeStep()) {
        update.cursor.vector = rows.getColumn(0).getInt64();
        update.vectors.append({.metric = nameOf.value(rows.getColumn(1).getInt64()),
                               .step = rows.getColumn(2).getInt64(),
                               .values = floatsOf(rows.getColumn(3)),
                               .timeMs = rows.getColumn(4).getInt64()});
    }
    update.hasMore = update.hasMore || update.vectors.size() >= limit;
}

void MetricReader::State::readRest(MetricUpdate& update)
{
    SQLite::Statement& events = statements->events;
    const ResetAtEnd resetEvents(events);
    events.bind(1, static_cast<int64_t>(update.cursor.event));
    while (events.executeStep()) {
        update.cursor.event = events.getColumn(0).getInt64();
        update.events.append(readEvent(events));
    }
    SQLite::Statement& strips = statements->strips;
    const ResetAtEnd resetStrips(strips);
    strips.bind(1, static_cast<int64_t>(update.cursor.strip));
    if (strips.executeStep()) {
        update.cursor.strip = strips.getColumn(0).getInt64();
        update.strips.append(stripOf(strips));
    }
}

MetricReader::MetricReader()
    : m_state(std::make_unique<State>())
{
}

MetricReader::~MetricReader() = default;

Result<std::unique_ptr<MetricReader>> MetricReader::open(const RunFolder& folder)
{
    using Opened = Result<std::unique_ptr<MetricReader>>;
    const QString file = folder.database();
    if (!QFileInfo::exists(file))
        return fail(ErrorKind::NotFound, QStringLiteral("%1 does not exist (yet).").arg(file));
    return guarded(file, [&]() -> Opened {
        std::unique_ptr<MetricReader> reader(new MetricReader);
        State& state = *reader->m_state;
        state.file = file;
        state.own = ownPointsOf(folder);
        state.database = openForReading(file, kBusyMs);
        const int version = userVersion(*state.database);
        if (version == 0)
            return fail(ErrorKind::NotFound, QStringLiteral("%1 is not complete (yet).").arg(file));
        const int owner = state.database->execAndGet("PRAGMA application_id").getInt();
        if (owner != static_cast<int>(DatabaseKind::Run))
            return fail(ErrorKind::Corrupt, QStringLiteral("%1 is a database of another program.").arg(file));
        try {
            state.statements = std::make_unique<State::Statements>(*state.database);
        } catch (const SQLite::Exception&) {
            if (version <= static_cast<int>(runMigrations().size()))
                throw;
            return fail(ErrorKind::Newer,
                        QStringLiteral("%1 has version %2, which this program cannot read.").arg(file).arg(version));
        }
        return reader;
    });
}

bool MetricReader::hasChanged()
{
    State& state = *m_state;
    const auto version = guarded(state.file, [&]() -> Result<qint64> {
        SQLite::Statement& statement = state.statements->version;
        const ResetAtEnd reset(statement);
        statement.executeStep();
        return statement.getColumn(0).getInt64();
    });
    if (!version)
        return true; // the next read tells what is wrong
    const bool isNew = *version != state.seenVersion;
    state.seenVersion = *version;
    return isNew;
}

Result<MetricUpdate> MetricReader::after(const MetricCursor& cursor, int limit)
{
    State& state = *m_state;
    return guarded(state.file, [&]() -> Result<MetricUpdate> {
        SQLite::Transaction moment(*state.database); // all parts of an update are of one moment
        const RunRow row = readRunRow(*state.database);
        MetricUpdate update;
        update.cursor = cursor;
        if (cursor.generation != row.generation) {
            const bool isFresh = cursor.point + cursor.vector + cursor.event + cursor.strip == 0;
            update.startedOver = !isFresh;
            update.cursor = {};
            update.cursor.generation = row.generation;
        }
        update.status = row.status;
        update.heartbeatMs = row.heartbeatMs;
        update.theory = row.theory;
        state.readNames();
        const MetricCursor from = update.cursor;
        state.readPoints(update, limit);
        state.workOutOwn(from, update);
        state.readVectors(update, limit);
        state.readRest(update);
        return update;
    });
}

Result<QList<MetricPoint>> MetricReader::series(const QString& metric)
{
    return series(metric, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max());
}

Result<QList<MetricPoint>> MetricReader::series(const QString& metric, qint64 first, qint64 last)
{
    const auto own = std::find_if(m_state->own.cbegin(), m_state->own.cend(),
                                  [&](const OwnPoints& each) { return each.name() == metric; });
    if (own != m_state->own.cend()) {
        OwnPoints points = *own; // that of `after` goes its own way
        points.startOver();
        QList<MetricPoint> made;
        for (const QString& input : points.inputs()) {
            const auto stored = series(input, first, last);
            if (!stored)
                return stored;
            for (const MetricPoint& point : *stored)
                points.take(point, made);
        }
        return made;
    }
    return guarded(m_state->file, [&]() -> Result<QList<MetricPoint>> {
        SQLite::Statement idOf(*m_state->database, "SELECT id FROM metric WHERE name = ?");
        bindText(idOf, 1, metric);
        QList<MetricPoint> points;
        if (!idOf.executeStep())
            return points;
        PointQuery rows(*m_state->database, "SELECT id, metric, step, value, flag, time_ms FROM point WHERE metric = ? "
                                            "AND step BETWEEN ? AND ? ORDER BY id");
        rows.bind(1, idOf.getColumn(0).getInt64());
        rows.bind(2, first);
        rows.bind(3, last);
        while (rows.next())
            points.append({.metric = metric, .step = rows.step(), .value = rows.value(), .timeMs = rows.timeMs()});
        return points;
    });
}

Result<QList<VectorPoint>> MetricReader::vectorSeries(const QString& metric)
{
    return guarded(m_state->file, [&]() -> Result<QList<VectorPoint>> {
        SQLite::Statement rows(
            *m_state->database,
            "SELECT step, elements, time_ms FROM vector WHERE metric = (SELECT id FROM metric WHERE name = ?)"
            " ORDER BY id");
        bindText(rows, 1, metric);
        QList<VectorPoint> points;
        while (rows.executeStep())
            points.append({.metric = metric,
                           .step = rows.getColumn(0).getInt64(),
                           .values = floatsOf(rows.getColumn(1)),
                           .timeMs = rows.getColumn(2).getInt64()});
        return points;
    });
}

Result<QStringList> MetricReader::metricNames()
{
    return guarded(m_state->file, [&]() -> Result<QStringList> {
        SQLite::Statement rows(*m_state->database, "SELECT name FROM metric WHERE is_vector = 0 ORDER BY id");
        QStringList names;
        while (rows.executeStep())
            names.append(textOf(rows.getColumn(0)));
        const QSet<QString> stored(names.cbegin(), names.cend());
        for (const OwnPoints& each : m_state->own)
            if (stored.contains({each.inputs().cbegin(), each.inputs().cend()}))
                names.append(each.name());
        return names;
    });
}

Result<QList<CheckpointRecord>> MetricReader::checkpoints()
{
    return guarded(m_state->file,
                   [&]() -> Result<QList<CheckpointRecord>> { return readCheckpoints(*m_state->database); });
}

Result<QList<MetricSummary>> MetricReader::State::storedSummaries()
{
    return guarded(file, [&]() -> Result<QList<MetricSummary>> {
        SQLite::Statement rows(*database, "SELECT name, points, last_step, last, last_flag, best_step, best "
                                          "FROM metric WHERE points > 0 ORDER BY id");
        QList<MetricSummary> list;
        while (rows.executeStep())
            list.append({.metric = textOf(rows.getColumn(0)),
                         .points = rows.getColumn(1).getInt64(),
                         .lastStep = rows.getColumn(2).getInt64(),
                         .last = readNumber(rows, 3),
                         .bestStep = rows.getColumn(5).isNull() ? -1 : rows.getColumn(5).getInt64(),
                         .best = rows.getColumn(6).getDouble()});
        return list;
    });
}

Result<QList<MetricSummary>> MetricReader::summaries()
{
    auto list = m_state->storedSummaries();
    for (const OwnPoints& each : m_state->own) {
        const auto points = series(each.name());
        if (list && points && !points->isEmpty())
            list->append(summaryOf(*points));
    }
    return list;
}

Result<QMap<QString, double>> MetricReader::lastValues()
{
    const auto list = summaries();
    if (!list)
        return tl::unexpected(list.error());
    QMap<QString, double> values;
    for (const MetricSummary& summary : *list)
        values.insert(summary.metric, summary.last);
    return values;
}

Result<ItemStrip> MetricReader::strip(qint64 step)
{
    return guarded(m_state->file, [&]() -> Result<ItemStrip> {
        SQLite::Statement row(*m_state->database,
                              "SELECT id, step, height, width, shuffle_gap, items FROM strip WHERE ?1 < 0 OR step <= ?1"
                              " ORDER BY id DESC LIMIT 1");
        row.bind(1, static_cast<int64_t>(step));
        if (!row.executeStep())
            return fail(ErrorKind::NotFound, QStringLiteral("No items have been recorded (yet)."));
        return stripOf(row);
    });
}

Result<QList<qint64>> MetricReader::stripSteps()
{
    return guarded(m_state->file, [&]() -> Result<QList<qint64>> {
        SQLite::Statement rows(*m_state->database, "SELECT DISTINCT step FROM strip ORDER BY step");
        QList<qint64> steps;
        while (rows.executeStep())
            steps.append(rows.getColumn(0).getInt64());
        return steps;
    });
}

Result<double> MetricReader::trainingSeconds()
{
    return guarded(m_state->file, [&]() -> Result<double> {
        SQLite::Statement row(*m_state->database,
                              "SELECT sum(value * (step - before)) FROM (SELECT step, value, lag(step, 1, 0) OVER"
                              " (ORDER BY id) AS before FROM point WHERE metric = (SELECT id FROM metric WHERE name ="
                              " 'train/step_ms') AND flag = 0) WHERE step > before");
        constexpr double kMs = 1e-3;
        if (!row.executeStep() || row.getColumn(0).isNull())
            return std::numeric_limits<double>::quiet_NaN();
        return kMs * row.getColumn(0).getDouble();
    });
}

Result<RunProgress> MetricReader::progress()
{
    return guarded(m_state->file, [&]() -> Result<RunProgress> {
        SQLite::Transaction moment(*m_state->database);
        const RunRow row = readRunRow(*m_state->database);
        auto list = m_state->storedSummaries();
        if (!list)
            return tl::unexpected(list.error());
        return RunProgress{row.status, row.heartbeatMs, row.starts, row.theory, std::move(*list)};
    });
}

} // namespace lb::experiments
