#pragma once

#include "engine/backend/cpu/vector/sequence_kernels.h"

namespace lb::engine::cpu {

// The loops of layer norm and batch norm; see kernels.h for the rules.

/// Rows that share one scale and shift.
struct AffineLayerNorm {
    const float* x = nullptr;
    const float* scale = nullptr;
    const float* shift = nullptr;
    float* y = nullptr;
    float* mean = nullptr;    ///< out, per row
    float* inverse = nullptr; ///< out, per row: 1 / sqrt(variance + epsilon)
};

struct AffineLayerNormGrad {
    const float* x = nullptr;
    const float* scale = nullptr;
    const float* mean = nullptr;
    const float* inverse = nullptr;
    const float* dy = nullptr;
    float* dx = nullptr;
    float* part = nullptr; ///< [2, columns], 0 at entry and exit
    double* sum = nullptr; ///< [2, columns]: the gradients of scale and shift are added here
};

struct LayerNormKernels {
    void (*forward)(const float* x, float* y, float* scale, Index rows, Index columns, double epsilon);
    void (*backward)(const float* y, const float* scale, const float* dy, float* dx, Index rows, Index columns);
    void (*affineForward)(const AffineLayerNorm& data, Index rows, Index columns, double epsilon);
    void (*affineBackward)(const AffineLayerNormGrad& data, Index rows, Index columns);
};

/// The columns [begin, end) of [rows, width] matrices.
struct ColumnRange {
    Index rows = 0;
    Index width = 0;
    Index begin = 0;
    Index end = 0;
};

struct AffineBatchNorm {
    const float* x = nullptr;
    const float* scale = nullptr;
    const float* shift = nullptr;
    float* y = nullptr;
    float* mean = nullptr;     ///< out, per column
    float* variance = nullptr; ///< out, per column
    bool hasRelu = false;
};

struct AffineBatchNormGrad {
    const float* x = nullptr;
    const float* scale = nullptr;
    const float* mean = nullptr;
    const float* variance = nullptr;
    const float* dy = nullptr;
    const float* y = nullptr; ///< only where it was positive does dy count; null: everywhere
    float* dx = nullptr;      ///< may be dy
    float* dScale = nullptr;
    float* dShift = nullptr;
};

struct BatchNormKernels {
    void (*forward)(const float* x, float* y, float* mean, float* variance, const ColumnRange& range, double epsilon);
    void (*backward)(const float* y, const float* variance, const float* dy, float* dx, const ColumnRange& range,
                     double epsilon);
    void (*affineForward)(const AffineBatchNorm& data, const ColumnRange& range, double epsilon);
    void (*affineBackward)(const AffineBatchNormGrad& data, const ColumnRange& range, double epsilon);
};

} // namespace lb::engine::cpu
