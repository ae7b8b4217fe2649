#include "experiments/records/field_rows.h"

#include <QtGlobal>

namespace lb::experiments {

namespace {

using Kind = FieldSchema::Kind;

constexpr double kMaxCount = 1e9;
constexpr double kTiny = 1e-30;

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

#define LB_TEXT(text) QT_TRANSLATE_NOOP("Field", text)

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
                      .help = LB_TEXT("0 switches it off. Batch norm's fixed scale is exempt."),
                      .zero = LB_TEXT("off")},
                     {.key = "optimizer.clip_norm",
                      .kind = Kind::Real,
                      .label = LB_TEXT("Clip gradient norm"),
                      .defaultValue = 5.0,
                      .minimum = 0,
                      .maximum = 1e9,
                      .help = LB_TEXT("Scales larger gradients down to this norm; 0 never does."),
                      .zero = LB_TEXT("off")},
                     {.key = "optimizer.rates",
                      .kind = Kind::Text,
                      .label = LB_TEXT("Rates by name"),
                      .defaultValue = word(""),
                      .choices = "decoder/*=0.1|encoder/*=0",
                      .help = LB_TEXT("Factors on the learning rate for parameters by their names, such as "
                                      "\"decoder/*=0.1, latent/*=2\"; 0 freezes. The last pattern that fits counts.")},
                     {.key = "optimizer.no_decay",
                      .kind = Kind::Text,
                      .label = LB_TEXT("No decay for"),
                      .defaultValue = word(""),
                      .choices = "*/embedding/*",
                      .help = LB_TEXT("Patterns of parameter names that weight decay leaves alone; biases and norms it "
                                      "always does.")},
                     {.key = "optimizer.average",
                      .kind = Kind::Real,
                      .label = LB_TEXT("Average of weights"),
                      .defaultValue = 0.0,
                      .minimum = 0,
                      .maximum = 0.999999,
                      .help = LB_TEXT("Keeps a moving average of the weights beside them, which remembers this share "
                                      "at each step, such as 0.999; 0 keeps none. It is evaluated and exported on "
                                      "request."),
                      .zero = LB_TEXT("off")},
                     {.key = "optimizer.lookahead",
                      .kind = Kind::Integer,
                      .label = LB_TEXT("Lookahead every"),
                      .defaultValue = 0,
                      .minimum = 0,
                      .maximum = 1000000,
                      .unit = LB_TEXT("steps"),
                      .help = LB_TEXT("Goes back part of the way to where it was so many steps ago, such as 5 "
                                      "(Zhang et al. 2019); 0 never does."),
                      .zero = LB_TEXT("off")},
                     {.key = "optimizer.lookahead_weight",
                      .kind = Kind::Real,
                      .label = LB_TEXT("Lookahead weight"),
                      .defaultValue = 0.5,
                      .minimum = 0.01,
                      .maximum = 1,
                      .help = LB_TEXT("Part of the way that is kept; without Lookahead it has no effect.")},
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
         {.key = "train.accumulate",
          .kind = Kind::Integer,
          .label = LB_TEXT("Batches per step"),
          .defaultValue = 1,
          .minimum = 1,
          .maximum = 10000,
          .help = LB_TEXT("Sums the gradients of so many batches before a step: the result of a larger "
                          "batch with the memory of one. Batch norm still normalises each batch by "
                          "itself.")},
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
          .help = LB_TEXT("0 evaluates once per epoch."),
          .zero = LB_TEXT("only at an epoch's end")},
         {.key = "train.evaluation_items",
          .kind = Kind::Integer,
          .label = LB_TEXT("Evaluate on"),
          .defaultValue = 2000,
          .minimum = 1,
          .maximum = kMaxCount,
          .unit = LB_TEXT("items"),
          .help = LB_TEXT("At most so many validation items; the end of a run uses the whole test split.")},
         {.key = "train.sample_every",
          .kind = Kind::Integer,
          .label = LB_TEXT("Sample every"),
          .defaultValue = 0,
          .minimum = 0,
          .maximum = kMaxCount,
          .unit = LB_TEXT("steps"),
          .help = LB_TEXT("Reconstructs the same items and draws samples with the same seed at every evaluation and "
                          "also every so many steps; all are kept with the run."),
          .zero = LB_TEXT("only at evaluations")},
         {.key = "train.checkpoint_minutes",
          .kind = Kind::Real,
          .label = LB_TEXT("Checkpoint every"),
          .defaultValue = 5.0,
          .minimum = 0.01,
          .maximum = 10000,
          .unit = LB_TEXT("minutes"),
          .help = LB_TEXT("An interrupted run resumes from the newest checkpoint.")}});
}

#undef LB_TEXT

} // namespace lb::experiments
