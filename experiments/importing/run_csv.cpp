#include "experiments/importing/run_csv.h"

#include <QStringList>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace lb::experiments {

namespace {

constexpr qsizetype kMostColumns = 10'000;

/// Rows of cells; a quoted cell may hold separators, line ends and doubled quotes.
class Rows {
public:
    explicit Rows(QByteArrayView text)
        : m_rest(text.startsWith("\xEF\xBB\xBF") ? text.sliced(3) : text)
    {
        const qsizetype end = m_rest.indexOf('\n');
        const QByteArrayView line = m_rest.first(end < 0 ? m_rest.size() : end);
        for (const char mark : {',', ';', '\t'})
            if (line.count(mark) > line.count(m_mark))
                m_mark = mark;
    }

    bool next(QList<QByteArray>& cells)
    {
        cells.clear();
        if (m_rest.isEmpty())
            return false;
        do
            cells.append(cell());
        while (cells.size() < kMostColumns && take(m_mark));
        take('\r');
        if (!m_rest.isEmpty() && !take('\n')) { // what follows a closed quote, or the last column that is taken
            const qsizetype end = m_rest.indexOf('\n');
            m_rest = end < 0 ? QByteArrayView() : m_rest.sliced(end + 1);
        }
        return true;
    }

private:
    bool take(char mark)
    {
        if (m_rest.isEmpty() || m_rest.front() != mark)
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }

    QByteArray cell()
    {
        if (!take('"')) {
            qsizetype end = 0;
            while (end < m_rest.size() && m_rest[end] != m_mark && m_rest[end] != '\n')
                ++end;
            const QByteArray plain = m_rest.first(end).trimmed().toByteArray();
            m_rest = m_rest.sliced(end);
            return plain;
        }
        QByteArray quoted;
        while (!m_rest.isEmpty()) {
            const qsizetype end = m_rest.indexOf('"');
            quoted += (end < 0 ? m_rest : m_rest.first(end)).toByteArray();
            m_rest = end < 0 ? QByteArrayView() : m_rest.sliced(end + 1);
            if (!take('"'))
                break;
            quoted += '"';
        }
        return quoted.trimmed();
    }

    QByteArrayView m_rest;
    char m_mark = ',';
};

std::optional<double> numberOf(const QByteArray& cell)
{
    const char* begin = cell.constData() + (cell.startsWith('+') ? 1 : 0);
    const char* end = cell.constData() + cell.size();
    double value = 0;
    const auto [rest, error] = std::from_chars(begin, end, value);
    if (error == std::errc() && rest == end)
        return value;
    return {};
}

std::optional<qint64> stepOf(const QByteArray& cell)
{
    const auto number = numberOf(cell);
    return number ? stepOfNumber(*number) : std::nullopt;
}

/// Where the columns of a table stand; negative: not there.
struct Columns {
    qsizetype step = -1;
    qsizetype time = -1;
    qsizetype metric = -1; ///< of a table with a row for each value
    qsizetype value = -1;
};

qsizetype placeOf(const QStringList& names, const QStringList& wanted)
{
    for (const QString& name : wanted)
        if (const auto place = names.indexOf(name); place >= 0)
            return place;
    return -1;
}

Columns columnsOf(const QStringList& header)
{
    QStringList names;
    for (const QString& name : header)
        names.append(name.toLower().replace(QLatin1Char(' '), QLatin1Char('_')));
    Columns columns{placeOf(names, stepNames()), placeOf(names, timeNames()), -1, -1};
    if (names.size() <= 4 && names.contains(QStringLiteral("value"))) {
        columns.value = names.indexOf(QStringLiteral("value"));
        columns.metric = names.indexOf(QStringLiteral("metric"));
    }
    return columns;
}

class Table {
public:
    Table(const QStringList& header, const QString& name)
        : m_header(header)
        , m_columns(columnsOf(header))
        , m_name(name)
    {
    }

    bool hasSteps() const { return m_columns.step >= 0; }

    void take(const QList<QByteArray>& row)
    {
        if (row.size() == 1 && row.first().isEmpty())
            return; // an empty line
        const auto step = row.size() == m_header.size() ? stepOf(row[m_columns.step]) : std::nullopt;
        if (!step) {
            ++m_lostRows;
            return;
        }
        const qint64 timeMs = m_columns.time < 0 ? 0 : timeOfNumber(numberOf(row[m_columns.time]).value_or(0));
        if (m_columns.value >= 0) {
            const bool isNamed = m_columns.metric >= 0;
            return add(isNamed ? QString::fromUtf8(row[m_columns.metric]) : m_name, row[m_columns.value], *step,
                       timeMs);
        }
        for (qsizetype i = 0; i < row.size(); ++i)
            if (i != m_columns.step && i != m_columns.time)
                add(m_header[i], row[i], *step, timeMs);
    }

    std::vector<ForeignRun> finish()
    {
        std::vector<ForeignRun> found;
        for (ForeignRun& run : m_runs)
            if (run.pointCount() > 0)
                found.push_back(std::move(run));
        if (!found.empty()) {
            found.front().lostRecords += m_lostRows;
            found.front().otherValues += m_others;
        }
        return found;
    }

private:
    void add(const QString& column, const QByteArray& cell, qint64 step, qint64 timeMs)
    {
        if (cell.isEmpty() || column.endsWith(QLatin1String("__MIN")) || column.endsWith(QLatin1String("__MAX")))
            return;
        const auto value = numberOf(cell);
        const auto parts = column.split(QStringLiteral(" - "));
        const bool isOfRun = parts.size() == 2 && m_columns.value < 0;
        const QString metric = isOfRun ? parts[1] : column;
        if (!value || !isUsableMetric(metric)) {
            ++m_others;
            return;
        }
        runNamed(isOfRun ? parts[0] : m_name).add(metric, {step, timeMs, *value});
    }

    ForeignRun& runNamed(const QString& name)
    {
        const auto known =
            std::find_if(m_runs.begin(), m_runs.end(), [&](const ForeignRun& run) { return run.name == name; });
        if (known != m_runs.end())
            return *known;
        m_runs.emplace_back();
        m_runs.back().name = name;
        return m_runs.back();
    }

    QStringList m_header;
    Columns m_columns;
    QString m_name;
    std::vector<ForeignRun> m_runs;
    qint64 m_lostRows = 0;
    qint64 m_others = 0;
};

} // namespace

Result<std::vector<ForeignRun>> parseRunCsv(QByteArrayView text, const QString& name)
{
    Rows rows(text);
    QList<QByteArray> cells;
    if (!rows.next(cells))
        return fail(ErrorKind::InvalidArgument, QStringLiteral("it is empty."));
    QStringList header;
    for (const QByteArray& cell : cells)
        header.append(QString::fromUtf8(cell));
    Table table(header, name);
    if (!table.hasSteps())
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("its first row names no column step, global_step, iteration or epoch; add one."));
    while (rows.next(cells))
        table.take(cells);
    auto runs = table.finish();
    if (runs.empty())
        return fail(ErrorKind::InvalidArgument, QStringLiteral("no column but its steps holds numbers."));
    return runs;
}

} // namespace lb::experiments
