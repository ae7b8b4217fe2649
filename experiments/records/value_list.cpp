#include "experiments/records/value_list.h"

#include "experiments/records/field_values.h"

#include <QRegularExpression>

#include <cmath>

namespace lb::experiments {

namespace {

const FieldSchema& seedField()
{
    static const FieldSchema field = *findField(runFields(), QStringLiteral("run.seed"));
    return field;
}

tl::unexpected<Error> refuse(const FieldSchema& field, const QString& sentence)
{
    return fail(ErrorKind::InvalidArgument,
                QStringLiteral("%1 (%2) %3").arg(field.key, field.label.toLower(), sentence));
}

bool isNumeric(const FieldSchema& field)
{
    return field.kind == FieldSchema::Kind::Integer || field.kind == FieldSchema::Kind::Real;
}

Result<double> numberOf(const FieldSchema& field, const QString& text)
{
    return parseFieldValue(field, text).map([](const QJsonValue& value) { return value.toDouble(); });
}

/// from + i * step carries the error of its binary fractions; what people mean has at most twelve digits.
double rounded(double value)
{
    return QString::number(value, 'g', 12).toDouble();
}

/// The step is an amount, not a value of the field: its range does not apply.
Result<double> stepOf(const FieldSchema& field, const QString& text, const QString& part)
{
    const bool isWhole = field.kind == FieldSchema::Kind::Integer;
    if (text.isEmpty() && isWhole)
        return 1.0;
    if (text.isEmpty())
        return refuse(field, QStringLiteral("needs a step in \"%1\", such as \"%1 step 0.1\".").arg(part));
    bool isNumber = false;
    const double step = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(step) || step <= 0 || (isWhole && std::floor(step) != step))
        return refuse(field, QStringLiteral("cannot go by \"%1\" in \"%2\"; a step is a %3 above 0.")
                                 .arg(text, part, isWhole ? QStringLiteral("whole number") : QStringLiteral("number")));
    return step;
}

Result<void> appendRange(const FieldSchema& field, const QRegularExpressionMatch& range, QList<QJsonValue>& values)
{
    const QString part = range.captured(0).trimmed();
    const Result<double> from = numberOf(field, range.captured(1));
    const Result<double> to = numberOf(field, range.captured(2));
    const Result<double> step = stepOf(field, range.captured(3), part);
    for (const Result<double>* number : {&from, &to, &step})
        if (!*number)
            return tl::unexpected(number->error());
    if (*to < *from)
        return refuse(field, QStringLiteral("goes down in \"%1\"; give the smaller number first.").arg(part));
    constexpr double kSlack = 1e-6; // 0.1..0.9 step 0.2 ends at 0.9, whatever the binary fractions say
    const double steps = std::floor((*to - *from) / *step + kSlack);
    if (steps >= static_cast<double>(kMostGridRuns - values.size()))
        return refuse(
            field,
            QStringLiteral("has more than %1 values in \"%2\"; take a larger step.").arg(kMostGridRuns).arg(part));
    for (qint64 i = 0; i <= static_cast<qint64>(steps); ++i) {
        const double value = rounded(*from + static_cast<double>(i) * *step);
        values.append(field.kind == FieldSchema::Kind::Integer ? QJsonValue(static_cast<qint64>(value))
                                                               : QJsonValue(value));
    }
    return {};
}

Result<QList<QJsonValue>> parseList(const FieldSchema& field, const QString& text)
{
    static const QRegularExpression range(QStringLiteral(R"(^\s*(\S+?)\s*\.\.\s*(\S+?)(?:\s+step\s+(\S+))?\s*$)"));
    QList<QJsonValue> values;
    for (const QString& part : text.split(QLatin1Char(','))) {
        if (part.trimmed().isEmpty())
            return refuse(
                field,
                QStringLiteral("has an empty place in \"%1\"; put one value between two commas.").arg(text.trimmed()));
        const auto match = range.match(part);
        if (isNumeric(field) && match.hasMatch()) {
            if (const Result<void> added = appendRange(field, match, values); !added)
                return tl::unexpected(added.error());
            continue;
        }
        const Result<QJsonValue> value = parseFieldValue(field, part);
        if (!value)
            return tl::unexpected(value.error());
        values.append(*value);
    }
    return values;
}

} // namespace

Result<QList<QJsonValue>> parseFieldValues(const FieldSchema& field, const QString& text)
{
    if (field.kind == FieldSchema::Kind::Text || text.trimmed().isEmpty())
        return parseFieldValue(field, text).map([](const QJsonValue& value) { return QList<QJsonValue>{value}; });
    const Result<QList<QJsonValue>> values = parseList(field, text);
    if (!values)
        return values;
    if (values->size() > kMostGridRuns)
        return refuse(field, QStringLiteral("has more than %1 values.").arg(kMostGridRuns));
    for (qsizetype i = 1; i < values->size(); ++i)
        if (values->indexOf((*values)[i]) < i)
            return refuse(field, QStringLiteral("has %1 twice in \"%2\"; name each value once.")
                                     .arg(fieldValueText((*values)[i]), text.trimmed()));
    return values;
}

Result<QList<qint64>> parseSeeds(const QString& text)
{
    static const QRegularExpression count(QStringLiteral(R"(^\s*(\d+)\s+seeds?\s*$)"),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression span(QStringLiteral(R"((\d)\s*(?:-|\x{2013}|\bto\b)\s*(\d))"));
    QString range = text;
    if (const auto match = count.match(text); match.hasMatch())
        range = QStringLiteral("1..%1").arg(match.captured(1));
    else
        range.replace(span, QStringLiteral("\\1..\\2"));
    return parseFieldValues(seedField(), range).map([](const QList<QJsonValue>& values) {
        QList<qint64> seeds;
        for (const QJsonValue& value : values)
            seeds.append(value.toInteger());
        return seeds;
    });
}

} // namespace lb::experiments
