#include "experiments/records/run_draft.h"

#include "experiments/records/field_values.h"

namespace lb::experiments {

namespace {

const QString kSeed = QStringLiteral("run.seed");
constexpr int kDeepestChain = 8; // of fields that depend on fields; a ring in the tables would never end

bool isUsedAt(const FieldSchema& field, const RunSpec& spec, const QList<FieldSchema>& schema, int depth)
{
    if (field.dependsOn.isEmpty())
        return true;
    if (!field.dependsOnValues.contains(fieldValueText(spec.value(field.dependsOn))))
        return false;
    const FieldSchema* ruler = findField(schema, field.dependsOn);
    return !ruler || depth >= kDeepestChain || isUsedAt(*ruler, spec, schema, depth + 1);
}

Result<QList<QJsonValue>> valuesIn(const FieldSchema& field, const QString& text)
{
    if (field.key != kSeed)
        return parseFieldValues(field, text);
    return parseSeeds(text).map([](const QList<qint64>& seeds) {
        QList<QJsonValue> values;
        for (const qint64 seed : seeds)
            values.append(seed);
        return values;
    });
}

} // namespace

bool isFieldUsed(const FieldSchema& field, const RunSpec& spec, const QList<FieldSchema>& schema)
{
    return isUsedAt(field, spec, schema, 0);
}

bool isAdvancedField(const FieldSchema& field)
{
    static const QStringList everyday =
        QStringLiteral(
            "data.id data.tokenizer data.vocabulary data.tokenizer_file data.limit data.window model.family "
            "encoder.hidden encoder.layers encoder.width encoder.heads encoder.channels encoder.stages "
            "encoder.embedding decoder.kind decoder.hidden decoder.layers decoder.width decoder.heads "
            "decoder.channels decoder.stages decoder.embedding decoder.word_dropout decoder.dropout latent.kind "
            "latent.size latent.gamma latent.tau latent.neighbours latent.entropy_weight latent.delta latent.kappa "
            "latent.mmd_weight latent.code_weight objective.beta objective.kl_schedule objective.kl_warmup_steps "
            "objective.kl_cycles objective.kl_ramp objective.free_bits objective.free_bits_nats "
            "objective.likelihood objective.bag_of_words optimizer.kind optimizer.rate optimizer.schedule "
            "optimizer.warmup_steps optimizer.decay_every optimizer.decay_factor train.epochs train.batch run.seed "
            "run.device run.gpu")
            .split(QLatin1Char(' '));
    return !everyday.contains(field.key);
}

void RunDraft::start(const RunSpec& base, const QList<FieldSchema>& schema)
{
    m_typed.clear();
    m_schema = schema;
    m_base = base.completed(schema);
}

void RunDraft::setSchema(const QList<FieldSchema>& schema)
{
    m_schema = schema;
    m_base = m_base.completed(schema);
    const QMap<QString, Typed> before = std::exchange(m_typed, {});
    for (auto it = before.begin(); it != before.end(); ++it)
        setText(it.key(), it->text);
}

void RunDraft::setSpec(const RunSpec& spec)
{
    m_typed.clear();
    for (auto it = spec.fields().begin(); it != spec.fields().end(); ++it)
        if (it.value() != m_base.value(it.key()))
            setText(it.key(), fieldValueText(it.value()));
}

QString RunDraft::text(const QString& key) const
{
    const auto typed = m_typed.find(key);
    return typed != m_typed.end() ? typed->text : fieldValueText(m_base.value(key));
}

void RunDraft::setText(const QString& key, const QString& text)
{
    const FieldSchema* field = findField(m_schema, key);
    if (!field)
        return;
    const Result<QList<QJsonValue>> values = valuesIn(*field, text);
    m_typed.insert(key, values ? Typed{text, *values, {}} : Typed{text, {}, values.error().detail});
}

QList<QJsonValue> RunDraft::valuesOf(const QString& key) const
{
    const auto typed = m_typed.find(key);
    if (typed != m_typed.end() && !typed->values.isEmpty())
        return typed->values;
    return {m_base.value(key)};
}

RunSpec RunDraft::spec() const
{
    RunSpec spec;
    for (const FieldSchema& field : m_schema)
        spec.set(field.key, valuesOf(field.key).first());
    return spec;
}

RunGrid RunDraft::grid() const
{
    RunGrid grid{.base = spec(), .axes = {}, .seeds = {}};
    for (const FieldSchema& field : m_schema) {
        const QList<QJsonValue> values = valuesOf(field.key);
        if (field.key == kSeed)
            for (const QJsonValue& seed : values)
                grid.seeds.append(seed.toInteger());
        else if (values.size() > 1 && isFieldUsed(field, grid.base, m_schema))
            grid.axes.append({field.key, values});
    }
    return grid;
}

bool RunDraft::isUsed(const FieldSchema& field) const
{
    return isFieldUsed(field, spec(), m_schema);
}

bool RunDraft::isChanged(const QString& key) const
{
    const auto typed = m_typed.find(key);
    return typed != m_typed.end() && typed->values != QList<QJsonValue>{m_base.value(key)};
}

QStringList RunDraft::changed() const
{
    const RunSpec now = spec();
    QStringList keys;
    for (const FieldSchema& field : m_schema)
        if (isChanged(field.key) && isFieldUsed(field, now, m_schema))
            keys.append(field.key);
    return keys;
}

std::optional<QString> RunDraft::problem(const QString& key) const
{
    const auto typed = m_typed.find(key);
    if (typed == m_typed.end() || typed->problem.isEmpty())
        return std::nullopt;
    return typed->problem;
}

QList<FieldProblem> RunDraft::problems() const
{
    const RunSpec now = spec();
    QList<FieldProblem> problems;
    for (const FieldSchema& field : m_schema)
        if (const auto sentence = problem(field.key); sentence && isFieldUsed(field, now, m_schema))
            problems.append({field.key, *sentence});
    return problems;
}

} // namespace lb::experiments
