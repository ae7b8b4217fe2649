#pragma once

#include "experiments/records/run_spec.h"

#include <optional>

namespace lb::experiments {

/// Two runs in lock step begin with the same weights where they have the same parameters, see the same batches in the
/// same order and draw the same random numbers at each step, so that they differ in what is compared alone and their
/// numbers are paired step by step. All of it follows from the seed (engine: counter-based random numbers, keyed by
/// seed, step and the place in the model, counted in the order of drawing: a model that draws more in front of its
/// code, such as dropout in the encoder, draws others for the code).

/// What keeps a run from seeing the batches of its leader: seed, data, batch size and the like.
struct LockStepConflict {
    QString key;
    QJsonValue own;
    QJsonValue leaders;
};
/// All there are, another data set first, because others come with it. Both specs complete.
QList<LockStepConflict> lockStepConflicts(const RunSpec& spec, const RunSpec& leader);
/// The first of them.
std::optional<LockStepConflict> lockStepConflict(const RunSpec& spec, const RunSpec& leader);
/// For the command line and logs.
QString lockStepSentence(const LockStepConflict& conflict, const QString& leaderName);

/// Whether the setting decides which items stand in which batch.
bool decidesBatches(const QString& key);

} // namespace lb::experiments
