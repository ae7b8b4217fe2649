#pragma once

#include <cstdint>

namespace lb::engine::cpu {

using Index = std::int64_t;

// The loops of recurrent layers and of conditional random fields; see kernels.h for the rules.

/// Rows [0, rows) of one time step of an LSTM; gates i, f, g, o lie side by side in rows of 4 * hidden numbers.
struct LstmStep {
    Index rows = 0;
    Index hidden = 0;
    std::int64_t step = 0;
    const std::int32_t* lengths = nullptr;
};

struct LstmForward {
    float* gates = nullptr;              ///< in: sums of products and bias; out: after the non-linearities
    const float* previousCell = nullptr; ///< [rows, hidden]
    float* cell = nullptr;               ///< out
    float* y = nullptr;                  ///< out: the new state; like gates and cell 0 past the row's length
};

struct LstmBackward {
    const float* gates = nullptr;
    const float* cell = nullptr;
    const float* previousCell = nullptr;
    const float* dy = nullptr;
    float* dState = nullptr; ///< in: gradient from the later step; out: 0, or unchanged past the row's length
    float* dCell = nullptr;  ///< in and out: gradient of the carried cell
    float* dGates = nullptr; ///< out: before the non-linearities; 0 past the length
};

struct LstmKernels {
    void (*forward)(const LstmStep& step, const LstmForward& data);
    void (*backward)(const LstmStep& step, const LstmBackward& data);
};

/// Rows [0, rows) of one time step of a GRU; gates r, z, n lie side by side in rows of 3 * hidden numbers.
struct GruStep {
    Index rows = 0;
    Index hidden = 0;
    std::int64_t step = 0;
    const std::int32_t* lengths = nullptr;
};

struct GruForward {
    float* gates = nullptr; ///< in: sums that are complete but for the state's part; out: after the non-linearities
    float* sums = nullptr;  ///< reset after only: the state's part with its bias
    const float* previous = nullptr; ///< [rows, hidden]
    float* recurrent = nullptr;      ///< out: see engine/ops/gru.h
    float* y = nullptr;              ///< out: the new state; like the others 0 past the row's length
};

struct GruBackward {
    const float* gates = nullptr;
    const float* recurrent = nullptr;
    const float* previous = nullptr;
    const float* dy = nullptr;
    float* dState = nullptr; ///< in: gradient from the later step; out: what z passes, unchanged past the row's length
    float* dGates = nullptr; ///< out: before the non-linearities; 0 past the length
    float* dSums = nullptr;  ///< out: of the state's part; 0 past the length
};

struct GruKernels {
    void (*forwardAfter)(const GruStep& step, const GruForward& data);
    /// r, z and r h, from sums with the state's part; then n and y, from n's sum with its part.
    void (*resetBefore)(const GruStep& step, const GruForward& data);
    void (*updateBefore)(const GruStep& step, const GruForward& data);
    /// For both forms; where the reset comes before, backwardReset follows, with the gradient of r h in the first third
    /// of dSums' rows: it sets r's gradient and adds to dState.
    void (*backward)(const GruStep& step, const GruBackward& data);
    void (*backwardReset)(const GruStep& step, const GruBackward& data);
};

struct CrfBackward {
    const float* marginals = nullptr; ///< of the next step
    const float* column = nullptr;    ///< largest transitions into each label
    const float* emissions = nullptr; ///< of the next step
    const float* alpha = nullptr;     ///< forward sums of the next step
    float highest = 0;                ///< forward sum of this step
};

struct CrfKernels {
    /// y[j] = largest x[i, j]
    void (*largestOfColumns)(const float* x, float* y, Index rows, Index columns);
    /// y = exp(x - largest x); returns the largest x.
    float (*expOfRow)(const float* x, float* y, Index count);
    /// y[i, j] = exp(x[i, j] - column[j]), for differences that are not positive.
    void (*expOfDifferences)(const float* x, const float* column, float* y, Index rows, Index columns);
    /// alpha = highest + column + ln(sums) + emissions
    void (*forward)(const float* sums, const float* column, const float* emissions, float highest, float* alpha,
                    Index count);
    /// q = marginals / sums, the sums taken back from alpha.
    void (*weights)(const CrfBackward& data, float* q, Index count);
    /// Where x + offset is larger: best = that, index = from.
    void (*keepLargerSum)(const float* x, float offset, std::int32_t from, float* best, std::int32_t* index,
                          Index count);
};

} // namespace lb::engine::cpu
