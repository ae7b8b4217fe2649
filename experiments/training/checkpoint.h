#pragma once

#include "engine/io/safetensors.h"
#include "engine/train/parameter_store.h"
#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"

#include <QJsonObject>
#include <QString>

namespace lb::experiments {

/// What a checkpoint says of itself, beside the tensors. One .safetensors file:
///   model/<name>         parameters and states (running statistics), by their readable names
///   optimizer/<slot>/<name>   optimizer slots of the trainable ones: 0 and 1 the kind's own, 2 the moving average of
///                        the weights, 3 Lookahead's slow weights
///   __metadata__         lb.schema, lb.step, lb.seed, lb.spec (JSON), lb.data (fingerprint), lb.threads, lb.backend,
///   lb.session, lb.statistics ("calibrated" or "moving": what the running statistics are)
/// The random numbers and the data position follow from (seed, step): nothing else is needed to go on bit for bit.
struct CheckpointHeader {
    static constexpr int kSchema = 1;
    qint64 step = 0; ///< number of steps taken; the next one has this index
    quint64 seed = 0;
    RunSpec spec;
    QString dataFingerprint;
    int threads = 1;
    QString backend;
    /// The running statistics were estimated over training batches (NormCalibration), not left by the moving average.
    bool isCalibrated = false;
    QJsonObject session; ///< what the session remembers between evaluations: detector, best loss
};

/// Memory for a checkpoint of this store, touched, so that filling it costs a copy alone. From any thread, also while
/// the store's content changes.
engine::SafetensorsFile roomForCheckpoint(const engine::ParameterStore& store);
/// The content, copied into that memory: the store may go on changing.
void fillCheckpoint(engine::SafetensorsFile& room, const engine::ParameterStore& store, const CheckpointHeader& header);
/// Atomic and synced: see engine/io/safetensors.h. From any thread.
Result<void> writeCheckpoint(const QString& path, const engine::SafetensorsFile& content);
/// All three at once.
Result<void> saveCheckpoint(const QString& path, const engine::ParameterStore& store, const CheckpointHeader& header);

Result<CheckpointHeader> readCheckpointHeader(const QString& path);

/// All or nothing: the store changes only when every tensor is there with the right shape and checksum. The message
/// lists what does not fit (InvalidArgument; Corrupt when the file is damaged). `withOptimizer` false leaves the slots
/// alone (evaluation).
Result<CheckpointHeader> loadCheckpoint(const QString& path, engine::ParameterStore& store, bool withOptimizer = true);

/// The tensors whose names begin with `prefix` into a store that has more: all of the checkpoint's that the store has,
/// with their shapes. InvalidArgument when none fits or one has another shape.
Result<CheckpointHeader> loadPart(const QString& path, const std::string& prefix, engine::ParameterStore& store);

/// The moving average of the weights (optimizer.average) into the weights' place. InvalidArgument with a sentence when
/// the checkpoint has none.
Result<void> loadAverage(const QString& path, engine::ParameterStore& store);

/// Weights alone, by plain names, for other programs. `isAveraged`: their moving average; running statistics stay those
/// of the weights.
Result<void> exportWeights(const QString& checkpoint, const QString& path, bool isAveraged = false);

} // namespace lb::experiments
