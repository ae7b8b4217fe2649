#include "experiments/records/field_schema.h"

#include <QtGlobal>

namespace lb::experiments {

namespace {

using Kind = FieldSchema::Kind;

constexpr double kMaxCount = 1e9;
constexpr double kMaxSeed = 9007199254740991.0; // 2^53 - 1: what a JSON number holds exactly
constexpr double kTiny = 1e-30;

/// A row of the table below. `choices` are separated by '|'; for text fields they are suggestions. `condition` is
/// "key=value|value". Labels, units and help are translated where they are shown, in the context "Field".
struct Row {
    const char* key;
    Kind kind;
    const char* label;
    QJsonValue defaultValue;
    double minimum = -std::numeric_limits<double>::max();
    double maximum = std::numeric_limits<double>::max();
    const char* choices = "";
    const char* unit = "";
    const char* help = "";
    const char* condition = "";
};

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

QStringList words(const QString& text)
{
    return text.split(QLatin1Char('|'), Qt::SkipEmptyParts);
}

QList<FieldSchema> fieldsOf(const char* section, std::initializer_list<Row> rows)
{
    QList<FieldSchema> fields;
    for (const Row& row : rows) {
        const QString condition = word(row.condition);
        fields.append({.key = word(row.key),
                       .kind = row.kind,
                       .label = word(row.label),
                       .defaultValue = row.defaultValue,
                       .minimum = row.minimum,
                       .maximum = row.maximum,
                       .choices = words(word(row.choices)),
                       .unit = word(row.unit),
                       .help = word(row.help),
                       .section = word(section),
                       .dependsOn = condition.section(QLatin1Char('='), 0, 0),
                       .dependsOnValues = words(condition.section(QLatin1Char('='), 1))});
    }
    return fields;
}

#define LB_TEXT(text) QT_TRANSLATE_NOOP("Field", text)

QList<FieldSchema> dataFields()
{
    return fieldsOf(
        LB_TEXT("Data"),
        {{.key = "data.id",
          .kind = Kind::Text,
          .label = LB_TEXT("Data set"),
          .defaultValue = word("wordnet-glosses"),
          .choices = "fashion-mnist|wordnet-glosses|mixture-text",
          .help = LB_TEXT("A built-in data set, or \"file:\" and the path of your own.")},
         {.key = "data.tokenizer",
          .kind = Kind::Choice,
          .label = LB_TEXT("Tokens"),
          .defaultValue = word("words"),
          .choices = "words|sentencepiece",
          .help = LB_TEXT("Whole words, or pieces of words learned from the data."),
          .condition = "model.family=text-lstm|text-gru|text-transformer"},
         {.key = "data.vocabulary",
          .kind = Kind::Integer,
          .label = LB_TEXT("Vocabulary"),
          .defaultValue = 8000,
          .minimum = 100,
          .maximum = 100000,
          .unit = LB_TEXT("tokens"),
          .help = LB_TEXT("At most so many different tokens; rarer ones become \"unknown\"."),
          .condition = "model.family=text-lstm|text-gru|text-transformer"},
         {.key = "data.limit",
          .kind = Kind::Integer,
          .label = LB_TEXT("Use at most"),
          .defaultValue = 0,
          .minimum = 0,
          .maximum = kMaxCount,
          .unit = LB_TEXT("items"),
          .help = LB_TEXT("0 uses all items; a smaller number makes a quick try.")},
         {.key = "data.split_seed",
          .kind = Kind::Integer,
          .label = LB_TEXT("Seed of the split"),
          .defaultValue = 1,
          .minimum = 0,
          .maximum = kMaxSeed,
          .help = LB_TEXT("Decides which items train, validate and test. Compare runs only with equal splits.")}});
}

QList<FieldSchema> modelFields()
{
    return fieldsOf(LB_TEXT("Model"),
                    {{.key = "model.family",
                      .kind = Kind::Choice,
                      .label = LB_TEXT("Model"),
                      .defaultValue = word("text-lstm"),
                      .choices = "image-mlp|image-conv|image-residual|text-lstm|text-gru|text-transformer",
                      .help = LB_TEXT("What reads the data; what writes it is a setting of its own.")}});
}

QList<FieldSchema> objectiveFields()
{
    return fieldsOf(LB_TEXT("Objective"),
                    {{.key = "objective.beta",
                      .kind = Kind::Real,
                      .label = LB_TEXT("KL weight \u03b2"),
                      .defaultValue = 1.0,
                      .minimum = 0,
                      .maximum = 1000,
                      .help = LB_TEXT("Weight of the KL term once the schedule has run; 1 is the ELBO.")},
                     {.key = "objective.kl_schedule",
                      .kind = Kind::Choice,
                      .label = LB_TEXT("KL schedule"),
                      .defaultValue = word("constant"),
                      .choices = "constant|linear|cyclical",
                      .help = LB_TEXT("Constant, one linear rise, or repeated rises (Fu et al. 2019).")},
                     {.key = "objective.kl_start",
                      .kind = Kind::Real,
                      .label = LB_TEXT("KL weight at the start"),
                      .defaultValue = 0.0,
                      .minimum = 0,
                      .maximum = 1,
                      .help = LB_TEXT("Fraction of \u03b2 from which a rise starts."),
                      .condition = "objective.kl_schedule=linear|cyclical"},
                     {.key = "objective.kl_warmup_steps",
                      .kind = Kind::Integer,
                      .label = LB_TEXT("Rise over"),
                      .defaultValue = 2000,
                      .minimum = 1,
                      .maximum = kMaxCount,
                      .unit = LB_TEXT("steps"),
                      .help = LB_TEXT("Length of the linear rise (Bowman et al. 2016)."),
                      .condition = "objective.kl_schedule=linear"},
                     {.key = "objective.kl_cycles",
                      .kind = Kind::Integer,
                      .label = LB_TEXT("Cycles"),
                      .defaultValue = 4,
                      .minimum = 1,
                      .maximum = 1000,
                      .help = LB_TEXT("How often the weight rises during the run."),
                      .condition = "objective.kl_schedule=cyclical"},
                     {.key = "objective.kl_ramp",
                      .kind = Kind::Real,
                      .label = LB_TEXT("Rising part of a cycle"),
                      .defaultValue = 0.5,
                      .minimum = 0.01,
                      .maximum = 1,
                      .help = LB_TEXT("The rest of each cycle keeps the full weight."),
                      .condition = "objective.kl_schedule=cyclical"}});
}

QList<FieldSchema> optimizerFields()
{
    return fieldsOf(LB_TEXT("Training"),
                    {{.key = "optimizer.kind",
                      .kind = Kind::Choice,
                      .label = LB_TEXT("Optimizer"),
                      .defaultValue = word("adam"),
                      .choices = "adam|adamw|lamb|adafactor|sgd",
                      .help = LB_TEXT("AdamW decays weights apart from the gradient; LAMB is for large batches; "
                                      "AdaFactor keeps little state.")},
                     {.key = "optimizer.rate",
                      .kind = Kind::Real,
                      .label = LB_TEXT("Learning rate"),
                      .defaultValue = 1e-3,
                      .minimum = kTiny,
                      .maximum = 100,
                      .help = LB_TEXT("At its highest, after the warm-up.")},
                     {.key = "optimizer.momentum",
                      .kind = Kind::Real,
                      .label = LB_TEXT("Momentum"),
                      .defaultValue = 0.0,
                      .minimum = 0,
                      .maximum = 0.9999,
                      .help = LB_TEXT("Memory of earlier steps; 0 keeps none."),
                      .condition = "optimizer.kind=sgd|adafactor"},
                     {.key = "optimizer.beta1",
                      .kind = Kind::Real,
                      .label = LB_TEXT("\u03b2\u2081"),
                      .defaultValue = 0.9,
                      .minimum = 0,
                      .maximum = 0.9999,
                      .help = LB_TEXT("Memory of the mean gradient."),
                      .condition = "optimizer.kind=adam|adamw|lamb"},
                     {.key = "optimizer.beta2",
                      .kind = Kind::Real,
                      .label = LB_TEXT("\u03b2\u2082"),
                      .defaultValue = 0.999,
                      .minimum = 0,
                      .maximum = 0.999999,
                      .help = LB_TEXT("Memory of the squared gradient."),
                      .condition = "optimizer.kind=adam|adamw|lamb"},
                     {.key = "optimizer.epsilon",
                      .kind = Kind::Real,
                      .label = LB_TEXT("\u03b5"),
                      .defaultValue = 1e-8,
                      .minimum = kTiny,
                      .maximum = 1,
                      .help = LB_TEXT("Keeps the division by small gradients bounded."),
                      .condition = "optimizer.kind=adam|adamw|lamb"},
                     {.key = "optimizer.weight_decay",
                      .kind = Kind::Real,
                      .label = LB_TEXT("Weight decay"),
                      .defaultValue = 0.0,
                      .minimum = 0,
                      .maximum = 100,
                      .help = LB_TEXT("0 switches it off. Batch norm's fixed scale is exempt.")},
                     {.key = "optimizer.clip_norm",
                      .kind = Kind::Real,
                      .label = LB_TEXT("Clip gradient norm"),
                      .defaultValue = 5.0,
                      .minimum = 0,
                      .maximum = 1e9,
                      .help = LB_TEXT("Scales larger gradients down to this norm; 0 never does.")},
                     {.key = "optimizer.schedule",
                      .kind = Kind::Choice,
                      .label = LB_TEXT("Rate schedule"),
                      .defaultValue = word("constant"),
                      .choices = "constant|step|cosine",
                      .help = LB_TEXT("After the warm-up: constant, dropping in steps, or a cosine down to 0.")},
                     {.key = "optimizer.warmup_steps",
                      .kind = Kind::Integer,
                      .label = LB_TEXT("Warm-up"),
                      .defaultValue = 0,
                      .minimum = 0,
                      .maximum = kMaxCount,
                      .unit = LB_TEXT("steps"),
                      .help = LB_TEXT("Rises linearly from 0 to the learning rate.")},
                     {.key = "optimizer.decay_every",
                      .kind = Kind::Integer,
                      .label = LB_TEXT("Drop every"),
                      .defaultValue = 10000,
                      .minimum = 1,
                      .maximum = kMaxCount,
                      .unit = LB_TEXT("steps"),
                      .help = LB_TEXT("Steps between two drops of the learning rate."),
                      .condition = "optimizer.schedule=step"},
                     {.key = "optimizer.decay_factor",
                      .kind = Kind::Real,
                      .label = LB_TEXT("Drop by factor"),
                      .defaultValue = 0.5,
                      .minimum = kTiny,
                      .maximum = 1,
                      .help = LB_TEXT("What the learning rate is multiplied by."),
                      .condition = "optimizer.schedule=step"}});
}

QList<FieldSchema> trainFields()
{
    return fieldsOf(
        LB_TEXT("Training"),
        {{.key = "train.epochs",
          .kind = Kind::Integer,
          .label = LB_TEXT("Epochs"),
          .defaultValue = 10,
          .minimum = 1,
          .maximum = 1000000,
          .help = LB_TEXT("Passes over the training items.")},
         {.key = "train.batch",
          .kind = Kind::Integer,
          .label = LB_TEXT("Batch size"),
          .defaultValue = 64,
          .minimum = 1,
          .maximum = 1000000,
          .unit = LB_TEXT("items"),
          .help = LB_TEXT("Items per step. Batch norm needs at least 2.")},
         {.key = "train.recompute",
          .kind = Kind::Choice,
          .label = LB_TEXT("Recompute"),
          .defaultValue = word("none"),
          .choices = "none|blocks|fit",
          .help = LB_TEXT("Computes parts of the forward pass again in the backward pass instead of keeping "
                          "them, which takes less memory and more time: never, between the inputs of all "
                          "blocks, or only as far as the memory limit asks for. The results are the same.")},
         {.key = "train.evaluate_every",
          .kind = Kind::Integer,
          .label = LB_TEXT("Evaluate every"),
          .defaultValue = 0,
          .minimum = 0,
          .maximum = kMaxCount,
          .unit = LB_TEXT("steps"),
          .help = LB_TEXT("0 evaluates once per epoch.")},
         {.key = "train.evaluation_items",
          .kind = Kind::Integer,
          .label = LB_TEXT("Evaluate on"),
          .defaultValue = 2000,
          .minimum = 1,
          .maximum = kMaxCount,
          .unit = LB_TEXT("items"),
          .help = LB_TEXT("At most so many validation items; the end of a run uses the whole test split.")},
         {.key = "train.checkpoint_minutes",
          .kind = Kind::Real,
          .label = LB_TEXT("Checkpoint every"),
          .defaultValue = 5.0,
          .minimum = 0.01,
          .maximum = 10000,
          .unit = LB_TEXT("minutes"),
          .help = LB_TEXT("An interrupted run resumes from the newest checkpoint.")}});
}

QList<FieldSchema> processFields()
{
    return fieldsOf(LB_TEXT("Run"),
                    {{.key = "run.seed",
                      .kind = Kind::Integer,
                      .label = LB_TEXT("Seed"),
                      .defaultValue = 1,
                      .minimum = 0,
                      .maximum = kMaxSeed,
                      .help = LB_TEXT("Equal settings and seeds give equal runs.")},
                     {.key = "run.threads",
                      .kind = Kind::Integer,
                      .label = LB_TEXT("Threads"),
                      .defaultValue = 0,
                      .minimum = 0,
                      .maximum = 1024,
                      .help = LB_TEXT("0 chooses by the computer. Results repeat for equal thread counts.")},
                     {.key = "run.device",
                      .kind = Kind::Choice,
                      .label = LB_TEXT("Device"),
                      .defaultValue = word("auto"),
                      .choices = "auto|cpu|cuda",
                      .help = LB_TEXT("Automatic takes a GPU where there is one.")},
                     {.key = "run.memory_limit",
                      .kind = Kind::Integer,
                      .label = LB_TEXT("Memory limit"),
                      .defaultValue = 0,
                      .minimum = 0,
                      .maximum = kMaxCount,
                      .unit = LB_TEXT("MiB"),
                      .help = LB_TEXT("A run that needs more is refused before it starts; 0 takes what is free.")},
                     {.key = "run.log_every",
                      .kind = Kind::Integer,
                      .label = LB_TEXT("Log every"),
                      .defaultValue = 1,
                      .minimum = 1,
                      .maximum = 1000000,
                      .unit = LB_TEXT("steps"),
                      .help = LB_TEXT("Steps between two logged points of the training curves.")}});
}

#undef LB_TEXT

} // namespace

const QList<FieldSchema>& runFields()
{
    static const QList<FieldSchema> all =
        dataFields() + modelFields() + objectiveFields() + optimizerFields() + trainFields() + processFields();
    return all;
}

} // namespace lb::experiments
