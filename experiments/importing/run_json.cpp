#include "experiments/importing/run_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace lb::experiments {

namespace {

constexpr int kDeepest = 4; // objects in objects

/// Python writes numbers that JSON does not have; here they become the same words in quotes.
QByteArray withoutBareWords(QByteArrayView text)
{
    QByteArray result;
    result.reserve(text.size());
    bool isString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QByteArrayView rest = text.sliced(i);
        if (isString && rest.front() == '\\' && rest.size() > 1) {
            result += rest.first(2);
            ++i;
            continue;
        }
        if (rest.front() == '"')
            isString = !isString;
        const auto bare = [&]() -> QByteArrayView {
            for (const QByteArrayView word :
                 {QByteArrayView("NaN"), QByteArrayView("-Infinity"), QByteArrayView("Infinity")})
                if (!isString && rest.startsWith(word))
                    return word;
            return {};
        }();
        if (bare.isEmpty()) {
            result += rest.front();
        } else {
            result += '"' + bare.toByteArray() + '"';
            i += bare.size() - 1;
        }
    }
    return result;
}

std::optional<double> numberOf(const QJsonValue& value)
{
    if (value.isDouble())
        return value.toDouble();
    const QString word = value.toString();
    if (word == QLatin1String("NaN"))
        return std::numeric_limits<double>::quiet_NaN();
    if (word == QLatin1String("Infinity"))
        return std::numeric_limits<double>::infinity();
    if (word == QLatin1String("-Infinity"))
        return -std::numeric_limits<double>::infinity();
    return {};
}

QString keyAmong(const QJsonObject& row, const QStringList& names)
{
    for (const QString& name : names)
        if (numberOf(row.value(name)))
            return name;
    return {};
}

/// Puts together what a file's parts say.
class Reader {
public:
    explicit Reader(const QString& name) { m_run.name = name; }

    Result<ForeignRun> read(QByteArrayView text)
    {
        const QByteArray plain = withoutBareWords(text.startsWith("\xEF\xBB\xBF") ? text.sliced(3) : text);
        QJsonParseError error;
        const QJsonDocument whole = QJsonDocument::fromJson(plain, &error);
        if (whole.isArray())
            readArray(whole.array());
        else if (whole.isObject())
            readObject(whole.object());
        else if (!readLines(plain))
            return fail(ErrorKind::InvalidArgument,
                        QStringLiteral("it is no JSON: %1 at byte %2.").arg(error.errorString()).arg(error.offset));
        if (m_run.pointCount() > 0)
            return std::move(m_run);
        return fail(
            ErrorKind::InvalidArgument,
            m_rowsWithoutStep > 0
                ? QStringLiteral("its objects have no number called step, global_step, iteration or epoch; add one.")
                : QStringLiteral("it holds no numbers with their steps."));
    }

private:
    /// False when not even the first line is an object.
    bool readLines(const QByteArray& text)
    {
        bool isFirst = true;
        for (const QByteArray& line : text.split('\n')) {
            if (line.trimmed().isEmpty())
                continue;
            const QJsonDocument row = QJsonDocument::fromJson(line);
            if (!row.isObject() && isFirst)
                return false;
            isFirst = false;
            if (row.isObject())
                readRow(row.object());
            else
                ++m_run.lostRecords;
        }
        return !isFirst;
    }

    void readArray(const QJsonArray& rows)
    {
        for (const QJsonValue row : rows) {
            if (row.isObject())
                readRow(row.toObject());
            else if (row.isArray())
                readTriple(row.toArray());
            else
                ++m_run.lostRecords;
        }
    }

    void readObject(const QJsonObject& whole)
    {
        const QJsonValue history = whole.value(QStringLiteral("log_history"));
        if (history.isArray())
            return readArray(history.toArray());
        if (!keyAmong(whole, stepNames()).isEmpty())
            return readRow(whole);
        QJsonArray steps;
        for (const QString& key : stepNames())
            if (steps.isEmpty())
                steps = whole.value(key).toArray();
        for (auto part = whole.begin(); part != whole.end(); ++part) {
            const QJsonObject series = part->toObject();
            if (part->isArray() && !stepNames().contains(part.key()))
                readSeries(part.key(), steps, part->toArray(), {});
            else if (series.value(QStringLiteral("values")).isArray())
                readSeries(part.key(), series.value(QStringLiteral("steps")).toArray(),
                           series.value(QStringLiteral("values")).toArray(), {});
        }
    }

    void readRow(const QJsonObject& row)
    {
        const QString stepKey = keyAmong(row, stepNames());
        const auto step = stepKey.isEmpty() ? std::nullopt : stepOfNumber(*numberOf(row.value(stepKey)));
        if (!step) {
            ++m_rowsWithoutStep;
            ++m_run.lostRecords;
            return;
        }
        const QString timeKey = keyAmong(row, timeNames());
        const qint64 timeMs = timeKey.isEmpty() ? 0 : timeOfNumber(*numberOf(row.value(timeKey)));
        QString part;
        for (const char* key : {"mode", "split"})
            if (const QString word = row.value(QLatin1String(key)).toString(); part.isEmpty() && !word.isEmpty())
                part = word + QLatin1Char('/');
        readValues(part, row, {*step, timeMs, 0}, 0);
    }

    void readValues(const QString& part, const QJsonObject& row, ForeignPoint point, int depth)
    {
        for (auto value = row.begin(); value != row.end(); ++value) {
            const bool isPlace =
                depth == 0 && (stepNames().contains(value.key()) || timeNames().contains(value.key()) ||
                               value.key() == QLatin1String("mode") || value.key() == QLatin1String("split"));
            if (isPlace)
                continue;
            if (value->isObject() && depth < kDeepest)
                readValues(part + value.key() + QLatin1Char('/'), value->toObject(), point, depth + 1);
            else
                add(part + value.key(), *value, point);
        }
    }

    void readTriple(const QJsonArray& row)
    {
        const auto time = numberOf(row.at(0));
        const auto step = numberOf(row.at(1)) ? stepOfNumber(*numberOf(row.at(1))) : std::nullopt;
        if (row.size() != 3 || !time || !step)
            ++m_run.lostRecords;
        else
            add(m_run.name, row.at(2), {*step, timeOfNumber(*time), 0});
    }

    /// Without steps: from 1 on.
    void readSeries(const QString& metric, const QJsonArray& steps, const QJsonArray& values, ForeignPoint point)
    {
        if (!steps.isEmpty() && steps.size() != values.size()) {
            m_run.otherValues += values.size();
            return;
        }
        for (qsizetype i = 0; i < values.size(); ++i) {
            const auto said = steps.isEmpty() ? static_cast<double>(i + 1) : numberOf(steps.at(i)).value_or(-1);
            const auto step = stepOfNumber(said);
            if (!step) {
                ++m_run.lostRecords;
                continue;
            }
            point.step = *step;
            add(metric, values.at(i), point);
        }
    }

    void add(const QString& metric, const QJsonValue& value, ForeignPoint point)
    {
        const auto number = numberOf(value);
        if (value.isNull())
            return; // as an empty cell of a table
        if (!number || !isUsableMetric(metric)) {
            ++m_run.otherValues;
            return;
        }
        point.value = *number;
        m_run.add(metric, point);
    }

    ForeignRun m_run;
    qint64 m_rowsWithoutStep = 0;
};

} // namespace

Result<ForeignRun> parseRunJson(QByteArrayView text, const QString& name)
{
    return Reader(name).read(text);
}

} // namespace lb::experiments
