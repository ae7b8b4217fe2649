#include "widgets/forms/field_words.h"

#include "experiments/records/field_values.h"

#include <QCoreApplication>

namespace lb::widgets {

using experiments::FieldSchema;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(FieldHelp)
};

QString rangeWords(const FieldSchema& field)
{
    if (field.kind != FieldSchema::Kind::Integer && field.kind != FieldSchema::Kind::Real)
        return {};
    constexpr double kHuge = 1e9; // such bounds keep slips out, they tell nobody anything
    const QString low = QString::number(field.minimum, 'g', 10);
    const QString high = QString::number(field.maximum, 'g', 10);
    if (field.minimum > -kHuge && field.maximum < kHuge)
        return Words::tr("%1 to %2.").arg(low, high);
    return field.minimum > -kHuge ? Words::tr("At least %1.").arg(low) : QString();
}

} // namespace

QString fieldWords(const QString& text)
{
    return text.isEmpty() ? text : QCoreApplication::translate("Field", text.toUtf8().constData());
}

QString fieldHelp(const FieldSchema& field)
{
    QStringList lines{fieldWords(field.help)};
    QStringList facts;
    if (const QString range = rangeWords(field); !range.isEmpty())
        facts.append(range);
    if (const QString usual = experiments::fieldValueText(field.defaultValue); !usual.isEmpty())
        facts.append(Words::tr("Default: %1.").arg(usual));
    if (!facts.isEmpty())
        lines.append(facts.join(QLatin1Char(' ')));
    if (field.kind == FieldSchema::Kind::Integer || field.kind == FieldSchema::Kind::Real)
        lines.append(Words::tr("Several values make a grid: \"a, b\" or \"a..b step c\"."));
    lines.append(field.key);
    return lines.join(QLatin1Char('\n'));
}

} // namespace lb::widgets
