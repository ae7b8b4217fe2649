#include "gui/remedies.h"

#include <QCoreApplication>

#include <algorithm>

namespace lb::gui {

using experiments::FieldSchema;

namespace {

struct Recipe {
    const char* key;
    const char* value;
    const char* title;
    const char* reason;
};

// Remedies and their reasons: resources/help/kl-vanishing.html says more.
constexpr Recipe kRecipes[] = {
    {"latent.kind", "bn-vae", QT_TRANSLATE_NOOP("Remedies", "Try BN-VAE"),
     QT_TRANSLATE_NOOP(
         "Remedies",
         "Batch norm with a fixed scale keeps the means of the codes apart, so that KL cannot fall below γ²d/2.")},
    {"objective.free_bits", "per-dimension", QT_TRANSLATE_NOOP("Remedies", "Try free bits"),
     QT_TRANSLATE_NOOP(
         "Remedies",
         "Each dimension may carry its share of 4 nats for nothing: giving them up brings the model no gain.")},
    {"objective.kl_schedule", "linear", QT_TRANSLATE_NOOP("Remedies", "Try warm-up"),
     QT_TRANSLATE_NOOP(
         "Remedies",
         "The KL term starts at weight 0 and rises, so that the decoder learns to read z before z costs anything.")},
    {"train.batch", "", QT_TRANSLATE_NOOP("Remedies", "Try half the batch"),
     QT_TRANSLATE_NOOP("Remedies",
                       "Half the batch takes about half the memory; adding up the gradients of twice as many "
                       "batches keeps the steps what they were.")},
};

const Recipe& recipeOf(Remedy remedy)
{
    return kRecipes[static_cast<int>(remedy)];
}

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Remedies)
};

QString nameWith(const QString& runName, const QString& value)
{
    return QCoreApplication::translate("Remedies", "%1, %2").arg(runName, value);
}

} // namespace

QString remedyTitle(Remedy remedy)
{
    return Words::tr(recipeOf(remedy).title);
}

QList<Remedy> remediesFor(const RunConfig& config)
{
    QList<Remedy> result;
    for (const Remedy remedy : {Remedy::BatchNorm, Remedy::FreeBits, Remedy::WarmUp}) {
        const Recipe& recipe = recipeOf(remedy);
        const FieldSchema* field = fieldOf(config.schema, QLatin1String(recipe.key));
        if (field && isUsed(*field, config.spec) && config.spec.text(field->key) != QLatin1String(recipe.value))
            result.append(remedy);
    }
    return result;
}

namespace {

FieldChange changeOf(const RunConfig& config, const QString& key, const QString& value)
{
    FieldChange change{key, value, {}, {}, value};
    if (const FieldSchema* field = fieldOf(config.schema, key)) {
        change.label = fieldWords(field->label);
        change.before = fieldValueText(*field, config.spec.value(key));
    }
    return change;
}

QList<FieldChange> changesOf(Remedy remedy, const RunConfig& config)
{
    const Recipe& recipe = recipeOf(remedy);
    const QString key = QLatin1String(recipe.key);
    if (remedy != Remedy::HalfBatch)
        return {changeOf(config, key, QLatin1String(recipe.value))};
    const QString accumulate = QStringLiteral("train.accumulate");
    const qint64 batch = std::max<qint64>(1, config.spec.integer(key) / 2);
    return {changeOf(config, key, QString::number(batch)),
            changeOf(config, accumulate, QString::number(2 * config.spec.integer(accumulate)))};
}

} // namespace

ForkQuestion remedyQuestion(Remedy remedy, const RunConfig& config, const QString& runName)
{
    const Recipe& recipe = recipeOf(remedy);
    const QList<FieldChange> changes = changesOf(remedy, config);
    ForkQuestion question = forkQuestion(changes.first(), runName);
    question.changes = changes;
    question.title = Words::tr(recipe.title);
    question.reason = Words::tr(recipe.reason);
    return question;
}

namespace {

FieldChoice choiceOf(const FieldSchema& field, const QJsonValue& value)
{
    QStringList choices = field.choices;
    if (field.kind == FieldSchema::Kind::Boolean)
        choices = QStringList{QStringLiteral("true"), QStringLiteral("false")};
    else if (field.kind != FieldSchema::Kind::Choice)
        choices.clear(); // of a text field they are suggestions only
    const QString text = field.kind == FieldSchema::Kind::Boolean
                             ? (value.toBool() ? QStringLiteral("true") : QStringLiteral("false"))
                             : fieldValueText(field, value);
    return {field.key, fieldWords(field.label), fieldWords(field.help), text, choices};
}

} // namespace

QList<FieldChoice> forkableFields(const RunConfig& config)
{
    QList<FieldChoice> result;
    for (const FieldSchema& field : config.schema)
        if (isUsed(field, config.spec))
            result.append(choiceOf(field, config.spec.value(field.key)));
    return result;
}

QList<FieldChoice> liveFields(const RunConfig& config)
{
    QList<FieldChoice> result;
    for (const FieldSchema& field : config.schema)
        if (field.isLive && isUsed(field, config.spec))
            result.append(choiceOf(field, config.spec.value(field.key)));
    return result;
}

ForkQuestion forkQuestion(const FieldChange& change, const QString& runName, qint64 checkpoint)
{
    ForkQuestion question;
    question.title = Words::tr("Fork with one change");
    if (checkpoint >= 0) {
        question.title = Words::tr("Fork from step %1").arg(checkpoint);
        question.reason =
            Words::tr("It begins with the weights of the checkpoint at step %1 and trains its whole budget from there.")
                .arg(checkpoint);
    }
    question.runName = runName;
    question.changes = {change};
    question.proposedName = nameWith(runName, change.after);
    return question;
}

} // namespace lb::gui
