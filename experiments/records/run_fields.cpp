#include "experiments/records/field_rows.h"

#include <QtGlobal>

namespace lb::experiments {

namespace {

using Kind = FieldSchema::Kind;

constexpr double kMaxCount = 1e9;
constexpr double kMaxSeed = 9007199254740991.0; // 2^53 - 1: what a JSON number holds exactly

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

QStringList words(const QString& text)
{
    return text.split(QLatin1Char('|'), Qt::SkipEmptyParts);
}

#define LB_FAMILIES_WITH_CODES "image-mlp|image-conv|image-residual|text-lstm|text-gru|text-transformer"

constexpr const char* kTextFamilies =
    "model.family=text-lstm|text-gru|text-transformer|language-transformer|language-lstm|language-gru";
constexpr const char* kWithCodes = "model.family=" LB_FAMILIES_WITH_CODES;

#define LB_TEXT(text) QT_TRANSLATE_NOOP("Field", text)

QList<FieldSchema> dataFields()
{
    return fieldsOf(
        LB_TEXT("Data"),
        {{.key = "data.id",
          .kind = Kind::Text,
          .label = LB_TEXT("Data set"),
          .defaultValue = word("wordnet-glosses"),
          .choices = "fashion-mnist|wordnet-glosses|mixture-text|tang-poems|chinese-prose",
          .help = LB_TEXT("A built-in data set, \"own:\" and the name of one that was imported, or \"file:\" and the "
                          "path of a text.")},
         {.key = "data.tokenizer",
          .kind = Kind::Choice,
          .label = LB_TEXT("Tokens"),
          .defaultValue = word("words"),
          .choices = "words|characters|sentencepiece|file|imported",
          .help = LB_TEXT("Whole words, single characters (for Chinese too), or pieces of words learned from the data; "
                          "those of a file; a fork of an imported model keeps its own."),
          .condition = kTextFamilies},
         {.key = "data.vocabulary",
          .kind = Kind::Integer,
          .label = LB_TEXT("Vocabulary"),
          .defaultValue = 8000,
          .minimum = 2, // of an imported model; one that is trained here has 100 to 100,000
          .maximum = 300000,
          .unit = LB_TEXT("tokens"),
          .help = LB_TEXT("At most so many different tokens; rarer ones become \"unknown\"."),
          .condition = kTextFamilies},
         {.key = "data.tokenizer_file",
          .kind = Kind::Text,
          .label = LB_TEXT("Tokenizer"),
          .defaultValue = word(""),
          .help =
              LB_TEXT("A tokenizer.json, a .model of sentencepiece, a file of train-tokenizer, or a folder with the "
                      "files of a tokenizer."),
          .condition = "data.tokenizer=file"},
         {.key = "data.pieces",
          .kind = Kind::Choice,
          .label = LB_TEXT("Pieces"),
          .defaultValue = word("unigram"),
          .choices = "unigram|bpe|char|word",
          .help = LB_TEXT(
              "How sentencepiece finds them: likely ones that make up the text, frequent pairs merged again and "
              "again, single characters, or whole words."),
          .condition = "data.tokenizer=sentencepiece"},
         {.key = "data.coverage",
          .kind = Kind::Real,
          .label = LB_TEXT("Characters covered"),
          .defaultValue = 0.9995,
          .minimum = 0.9,
          .maximum = 1,
          .help = LB_TEXT(
              "Share of the text's characters that get a piece; the rarest are unknown. 1 for small alphabets."),
          .condition = "data.tokenizer=sentencepiece"},
         {.key = "data.minimum_count",
          .kind = Kind::Integer,
          .label = LB_TEXT("Fewest occurrences"),
          .defaultValue = 1,
          .minimum = 1,
          .maximum = 1000000,
          .help = LB_TEXT("Words or characters that come less often in the training text are unknown."),
          .condition = "data.tokenizer=words|characters"},
         {.key = "data.window",
          .kind = Kind::Integer,
          .label = LB_TEXT("Windows of"),
          .defaultValue = 0,
          .minimum = 0,
          .maximum = 8192,
          .unit = LB_TEXT("tokens"),
          .help =
              LB_TEXT("Puts whole texts one behind the other and cuts them into windows, for models of longer texts. 0 "
                      "takes sentence by sentence."),
          .condition = "model.family=language-transformer|language-lstm|language-gru",
          .zero = LB_TEXT("sentences")},
         {.key = "data.limit",
          .kind = Kind::Integer,
          .label = LB_TEXT("Use at most"),
          .defaultValue = 0,
          .minimum = 0,
          .maximum = kMaxCount,
          .unit = LB_TEXT("items"),
          .help = LB_TEXT("0 uses all items; a smaller number makes a quick try."),
          .zero = LB_TEXT("all")},
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
                      .choices = LB_FAMILIES_WITH_CODES "|language-transformer|language-lstm|language-gru",
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
                      .help = LB_TEXT("Weight of the KL term once the schedule has run; 1 is the ELBO."),
                      .condition = kWithCodes,
                      .isLive = true},
                     {.key = "objective.kl_schedule",
                      .kind = Kind::Choice,
                      .label = LB_TEXT("KL schedule"),
                      .defaultValue = word("constant"),
                      .choices = "constant|linear|cyclical",
                      .help = LB_TEXT("Constant, one linear rise, or repeated rises (Fu et al. 2019)."),
                      .condition = kWithCodes},
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
                      .condition = "objective.kl_schedule=cyclical"},
                     {.key = "objective.lagging",
                      .kind = Kind::Boolean,
                      .label = LB_TEXT("Encoder ahead"),
                      .defaultValue = false,
                      .help = LB_TEXT("Trains the encoder to its best before each step of the decoder, until the code "
                                      "stops gaining information (He et al. 2019). Slow at the start."),
                      .condition = kWithCodes}});
}

QList<FieldSchema> processFields()
{
    return fieldsOf(
        LB_TEXT("Run"),
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
          .help = LB_TEXT("0 chooses by the computer. Results repeat for equal thread counts."),
          .zero = LB_TEXT("automatic")},
         {.key = "run.device",
          .kind = Kind::Choice,
          .label = LB_TEXT("Device"),
          .defaultValue = word("auto"),
          .choices = "auto|cpu|cuda",
          .help = LB_TEXT("Automatic takes a GPU where there is one.")},
         {.key = "run.gpu",
          .kind = Kind::Integer,
          .label = LB_TEXT("GPU"),
          .defaultValue = 0,
          .minimum = 0,
          .maximum = 63,
          .help = LB_TEXT("Which of several GPUs, counted from 0."),
          .condition = "run.device=cuda"},
         {.key = "run.precision",
          .kind = Kind::Choice,
          .label = LB_TEXT("Precision"),
          .defaultValue = word("fp32"),
          .choices = "fp32|bf16|auto",
          .help = LB_TEXT("bf16 rounds the operands of a step's products to bfloat16 and keeps all else in "
                          "fp32: faster where the processor multiplies such numbers, slower elsewhere. "
                          "Automatic takes it where it is faster.")},
         {.key = "run.memory_limit",
          .kind = Kind::Integer,
          .label = LB_TEXT("Memory limit"),
          .defaultValue = 0,
          .minimum = 0,
          .maximum = kMaxCount,
          .unit = LB_TEXT("MiB"),
          .help = LB_TEXT("A run that needs more is refused before it starts; 0 takes what is free."),
          .zero = LB_TEXT("what is free")},
         {.key = "run.log_every",
          .kind = Kind::Integer,
          .label = LB_TEXT("Log every"),
          .defaultValue = 1,
          .minimum = 1,
          .maximum = 1000000,
          .unit = LB_TEXT("steps"),
          .help = LB_TEXT("Steps between two logged points of the training curves.")},
         {.key = "run.histogram_every",
          .kind = Kind::Integer,
          .label = LB_TEXT("Histograms every"),
          .defaultValue = 0,
          .minimum = 0,
          .maximum = 1000000,
          .unit = LB_TEXT("steps"),
          .help = LB_TEXT("Histograms of each tensor's weights and gradients are kept every so many steps: a "
                          "pass over all of them, and 408 bytes a tensor on the disk. 0 keeps none."),
          .zero = LB_TEXT("off")}});
}

#undef LB_TEXT

} // namespace

QList<FieldSchema> fieldsOf(const char* section, std::initializer_list<FieldRow> rows)
{
    QList<FieldSchema> fields;
    for (const FieldRow& row : rows) {
        const QString condition = word(row.condition);
        fields.append({.key = word(row.key),
                       .kind = row.kind,
                       .label = word(row.label),
                       .defaultValue = row.defaultValue,
                       .minimum = row.minimum,
                       .maximum = row.maximum,
                       .choices = words(word(row.choices)),
                       .unit = word(row.unit),
                       .zeroText = word(row.zero),
                       .help = word(row.help),
                       .section = word(section),
                       .dependsOn = condition.section(QLatin1Char('='), 0, 0),
                       .dependsOnValues = words(condition.section(QLatin1Char('='), 1)),
                       .isLive = row.isLive});
    }
    return fields;
}

const QList<FieldSchema>& runFields()
{
    static const QList<FieldSchema> all =
        dataFields() + modelFields() + objectiveFields() + optimizerFields() + trainFields() + processFields();
    return all;
}

} // namespace lb::experiments
