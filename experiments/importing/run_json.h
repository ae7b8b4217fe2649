#pragma once

#include "experiments/importing/foreign_run.h"
#include "experiments/records/result.h"

#include <QByteArrayView>

namespace lb::experiments {

/// Reads the metrics of a run that a program kept as JSON, in one of these shapes:
/// - lines or an array of objects, each with its step (`stepNames`): {"step": 10, "loss": 1.5}. Objects in objects are
///   parts of a name ("train": {"loss": ...} is "train/loss"), and a word for "mode" or "split" is its first part.
/// - an object with such an array as "log_history": what the transformers library's trainer keeps.
/// - [[time, step, value], ...]: one metric, called `name` (TensorBoard's download).
/// - {"loss": {"steps": [...], "values": [...]}}: Sacred.
/// - {"loss": [...], "val_loss": [...]}: Keras' history, a value an epoch from 1 on; an array of steps among them
/// counts. NaN and Infinity are read as Python writes them. What is no number is left out and counted, a last line that
/// is cut too. InvalidArgument where there are no steps or no metric, with a sentence. `name`: of the run.
Result<ForeignRun> parseRunJson(QByteArrayView text, const QString& name);

} // namespace lb::experiments
