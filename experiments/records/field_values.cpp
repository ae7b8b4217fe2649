#include "experiments/records/field_values.h"

#include "experiments/records/nearest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

namespace lb::experiments {

namespace {

FieldProblem problem(const FieldSchema& field, const QString& sentence)
{
    return {field.key, QStringLiteral("%1 (%2) %3").arg(field.key, field.label, sentence)};
}

QString rangeText(const FieldSchema& field)
{
    constexpr double kOpen = std::numeric_limits<double>::max();
    const QString low = QString::number(field.minimum, 'g', 10);
    const QString high = QString::number(field.maximum, 'g', 10);
    if (field.minimum > -kOpen && field.maximum < kOpen)
        return QStringLiteral("from %1 to %2").arg(low, high);
    if (field.minimum > -kOpen)
        return QStringLiteral("of at least %1").arg(low);
    return QStringLiteral("of at most %1").arg(high);
}

/// Integers beyond 2^53 would lose digits on their way through a double.
bool isWhole(double value)
{
    constexpr double kExact = 9007199254740992.0;
    return std::isfinite(value) && std::abs(value) <= kExact && std::floor(value) == value;
}

std::optional<FieldProblem> checkNumber(const FieldSchema& field, const QJsonValue& value)
{
    const bool whole = field.kind == FieldSchema::Kind::Integer;
    if (!value.isDouble())
        return problem(
            field, QStringLiteral("needs a %1, not %2.")
                       .arg(whole ? QStringLiteral("whole number") : QStringLiteral("number"), fieldValueText(value)));
    const double number = value.toDouble();
    if (!std::isfinite(number) || (whole && !isWhole(number)))
        return problem(field, QStringLiteral("needs a %1, not %2.")
                                  .arg(whole ? QStringLiteral("whole number") : QStringLiteral("finite number"),
                                       fieldValueText(value)));
    if (number < field.minimum || number > field.maximum)
        return problem(field,
                       QStringLiteral("is %1; it takes a value %2.").arg(fieldValueText(value), rangeText(field)));
    return std::nullopt;
}

} // namespace

const FieldSchema* findField(const QList<FieldSchema>& schema, const QString& key)
{
    for (const FieldSchema& field : schema)
        if (field.key == key)
            return &field;
    return nullptr;
}

QString fieldValueText(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double: {
        const double number = value.toDouble();
        if (isWhole(number))
            return QString::number(value.toInteger());
        return QString::number(number, 'g', QLocale::FloatingPointShortest);
    }
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    default:
        return QStringLiteral("nothing");
    }
}

std::optional<FieldProblem> checkFieldValue(const FieldSchema& field, const QJsonValue& value)
{
    switch (field.kind) {
    case FieldSchema::Kind::Boolean:
        if (!value.isBool())
            return problem(field, QStringLiteral("needs true or false, not %1.").arg(fieldValueText(value)));
        return std::nullopt;
    case FieldSchema::Kind::Integer:
    case FieldSchema::Kind::Real:
        return checkNumber(field, value);
    case FieldSchema::Kind::Choice: {
        const QString text = value.toString();
        if (value.isString() && field.choices.contains(text))
            return std::nullopt;
        const QString nearest = nearestOf(text, field.choices);
        return problem(field,
                       QStringLiteral("has no choice \"%1\"%2; it takes one of: %3.")
                           .arg(fieldValueText(value),
                                nearest.isEmpty() ? QString() : QStringLiteral(" (did you mean \"%1\"?)").arg(nearest),
                                field.choices.join(QStringLiteral(", "))));
    }
    case FieldSchema::Kind::Text:
        if (!value.isString())
            return problem(field, QStringLiteral("needs text, not %1.").arg(fieldValueText(value)));
        return std::nullopt;
    }
    return std::nullopt;
}

Result<QJsonValue> parseFieldValue(const FieldSchema& field, const QString& text)
{
    const QString trimmed = text.trimmed();
    QJsonValue value = trimmed;
    if (field.kind == FieldSchema::Kind::Boolean) {
        static const QStringList yes{QStringLiteral("true"), QStringLiteral("yes"), QStringLiteral("on"),
                                     QStringLiteral("1")};
        static const QStringList no{QStringLiteral("false"), QStringLiteral("no"), QStringLiteral("off"),
                                    QStringLiteral("0")};
        if (yes.contains(trimmed.toLower()))
            value = true;
        else if (no.contains(trimmed.toLower()))
            value = false;
    } else if (field.kind == FieldSchema::Kind::Integer || field.kind == FieldSchema::Kind::Real) {
        bool isNumber = false;
        const double number = trimmed.toDouble(&isNumber); // C locale, whatever the user's
        if (isNumber)
            value = field.kind == FieldSchema::Kind::Integer && isWhole(number)
                        ? QJsonValue(static_cast<qint64>(number))
                        : QJsonValue(number);
    }
    if (const auto wrong = checkFieldValue(field, value))
        return fail(ErrorKind::InvalidArgument, wrong->sentence);
    return value;
}

FieldProblem unknownFieldProblem(const QString& key, const QList<FieldSchema>& schema)
{
    QStringList keys;
    for (const FieldSchema& field : schema)
        keys.append(field.key);
    const QString nearest = nearestOf(key, keys);
    const QString advice = nearest.isEmpty() ? QStringLiteral("Remove it or look at the list of settings.")
                                             : QStringLiteral("Did you mean \"%1\"?").arg(nearest);
    return {key, QStringLiteral("There is no setting \"%1\". %2").arg(key, advice)};
}

} // namespace lb::experiments
