#pragma once

#include "engine/backend/cpu/vector/norm_kernels.h"
#include "engine/backend/cpu/vector/sequence_kernels.h"

#include <cstddef>
#include <cstdint>

namespace lb::engine::cpu {

using Index = std::int64_t;

// Serial loops over spans of floats, compiled once per instruction set from the sources of this folder. Callers split
// work between threads. Unless a comment says otherwise an output may be the same array as an input of its length.

enum class UnaryOp {
    Affine,
    Exp,
    Log,
    Sqrt,
    Square,
    Abs,
    Relu,
    Tanh,
    Sigmoid,
    Softplus,
    Silu,
    Gelu,
    GeluTanh,
    Clamp,
    Greater,
    Count
};
enum class BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    SqrtGrad,
    SquareGrad,
    AbsGrad,
    ReluGrad,
    TanhGrad,
    SigmoidGrad,
    SoftplusGrad,
    SiluGrad,
    GeluGrad,
    GeluTanhGrad,
    ClampGrad,
    BceWithLogits,
    Count
};
/// How a binary loop walks its operands: element by element, or one of them standing still.
enum class Walk { Both, OnlyB, OnlyA, Count };

struct ElementwiseKernels {
    /// y[i] = op(x[i]). parameters: scale and shift (Affine), low and high (Clamp), threshold (Greater).
    using Unary = void (*)(const float* x, float* y, Index count, const float* parameters);
    using Binary = void (*)(const float* a, const float* b, float* y, Index count, const float* parameters);
    Unary unary[static_cast<int>(UnaryOp::Count)];
    Binary binary[static_cast<int>(BinaryOp::Count)][static_cast<int>(Walk::Count)];
    /// dy[i] * (sigmoid(logit[i]) - target[i])
    void (*bceGrad)(const float* logits, const float* targets, const float* dy, float* y, Index count);
    void (*fill)(float value, float* y, Index count);
};

struct ReduceKernels {
    /// Sum in float over runs of 512 numbers, and of those in double.
    double (*sum)(const float* x, Index count);
    /// y[r] = sum of row r of x: [rows, columns].
    void (*sumRows)(const float* x, float* y, Index rows, Index columns);
    /// y[c] = sum over the rows of columns [begin, end) of x: [rows, width]. y is indexed by column.
    void (*sumColumns)(const float* x, float* y, Index rows, Index width, Index begin, Index end);
    double (*sumOfSquares)(const float* x, Index count);
};

/// Rows of logits that become their own gradients.
struct CrossEntropyRows {
    float* logits = nullptr;
    const std::int32_t* targets = nullptr;
    const float* logSums = nullptr; ///< per row, ln of the sum of exponentials
    const float* dLoss = nullptr;   ///< per row
    std::int64_t ignore = -1;
};

/// Each works on `rows` rows of `columns` numbers.
struct RowKernels {
    void (*softmax)(const float* x, float* y, Index rows, Index columns);
    void (*softmaxGrad)(const float* y, const float* dy, float* dx, Index rows, Index columns);
    void (*logSoftmax)(const float* x, float* y, Index rows, Index columns);
    void (*logSoftmaxGrad)(const float* y, const float* dy, float* dx, Index rows, Index columns);
    void (*crossEntropy)(const float* logits, const std::int32_t* targets, std::int64_t ignore, float* loss, Index rows,
                         Index columns);
    void (*crossEntropyGrad)(const float* logits, const std::int32_t* targets, const float* dLoss, std::int64_t ignore,
                             float* dLogits, Index rows, Index columns);
    void (*crossEntropyWithLogSum)(const float* logits, const std::int32_t* targets, std::int64_t ignore, float* loss,
                                   float* logSum, Index rows, Index columns);
    void (*crossEntropyGradFrom)(const CrossEntropyRows& data, Index rows, Index columns);
    void (*correct)(const float* logits, const std::int32_t* targets, std::int64_t ignore, float* y, Index rows,
                    Index columns);
};

/// Where in the random stream a span starts; see engine/core/philox.h.
struct RandomSpan {
    std::uint64_t seed = 0;
    std::uint64_t step = 0;
    std::uint32_t site = 0;
    std::uint64_t firstBlock = 0; ///< a block serves four elements
};

struct RandomKernels {
    void (*normal)(const RandomSpan& span, float* y, Index count);
    void (*dropoutMask)(const RandomSpan& span, float* y, Index count, float rate, float kept);
};

struct MultilabelGrad {
    const float* logits = nullptr;
    const float* targets = nullptr;
    const float* dLoss = nullptr; ///< per row
    float* dLogits = nullptr;     ///< may be the logits
};

struct MultilabelKernels {
    /// See engine/ops/multilabel.h.
    void (*loss)(const float* logits, const float* targets, bool hasThreshold, float* result, Index rows,
                 Index classes);
    void (*grad)(const MultilabelGrad& data, bool hasThreshold, Index rows, Index classes);
};

struct ImqSample {
    const float* transposed = nullptr; ///< [width, count]
    Index count = 0;
    Index width = 0;
};
struct ImqScales {
    const float* scales = nullptr;
    Index count = 0;
};

struct DivergenceKernels {
    /// Sum over the sample's rows of sum_C C / (C + squared distance to `row`).
    double (*kernelSum)(const float* row, const ImqSample& others, const ImqScales& scales);
    /// dRow += factor times the sum over the sample of d kernel / d squared distance (row - other).
    void (*addGradient)(const float* row, const ImqSample& others, const ImqScales& scales, float factor, float* dRow);
};

struct NeighbourQuery {
    const float* x = nullptr;      ///< [n, d]
    const float* packed = nullptr; ///< the same as columns [d, n], by PackedProductKernels::packStrided
    Index n = 0;
    Index d = 0;
    int k = 1;
    double floor = 0;
};
constexpr Index kNeighbourTile = 32;
constexpr int kNeighbourMax = 64; ///< largest k

/// The k nearest rows found so far, for each row: [n, k], ascending.
struct NeighbourLists {
    float* distance = nullptr; ///< squared
    std::int32_t* index = nullptr;
};
struct NeighbourResult {
    float* logDistance = nullptr; ///< [n]
    std::int32_t* neighbour = nullptr;
};

/// Distances are taken once for both rows of a pair, a tile of kNeighbourTile rows by another at a time.
struct NeighbourKernels {
    void (*clear)(const NeighbourQuery& query, const NeighbourLists& lists);
    /// The pairs between the tiles that begin at rows `first` <= `second`. Tile pairs must come in ascending order of
    /// first, then second: of equal distances the earlier row counts.
    void (*offerPair)(const NeighbourQuery& query, Index first, Index second, const NeighbourLists& lists);
    /// Joins `count` lists, each made from later pairs than the one before; the first is written to.
    void (*finish)(const NeighbourQuery& query, const NeighbourLists* lists, int count, const NeighbourResult& result);
    /// dx += d (log distance of each row to its neighbour) / dx, times the row's `gradient`; nothing for a distance at
    /// the floor. In the order of the rows: a row may be the neighbour of several.
    void (*addGradient)(const NeighbourQuery& query, const std::int32_t* neighbour, const float* gradient, float* dx);
};

struct SgdStep {
    float rate, momentum, decay, gradientScale;
};
struct AdamStep {
    float rate, beta1, beta2, epsilon, decay, decoupledDecay, gradientScale;
};
struct UpdateSpan {
    float* parameter;
    const float* gradient;
    float* slot0;
    float* slot1;
};

struct FactorStep {
    float rate, beta1, beta2, epsilon1, decay;
    float scale; ///< of the gradient; in factorApply with the row's factor and the clipping
};
struct FactorSpan {
    float* parameter;
    const float* gradient;
    const float* columnFactor; ///< null: `second` is used
    const float* second;
    float* momentum; ///< null: none
};

struct UpdateKernels {
    void (*sgd)(const UpdateSpan& span, Index count, const SgdStep& step);
    void (*adam)(const UpdateSpan& span, Index count, const AdamStep& step);
    void (*add)(float* sum, const float* values, Index count);
    void (*blend)(float* target, const float* values, float weight, Index count);
    void (*lookahead)(float* fast, float* slow, float weight, Index count);
    /// Moments; returns the sum of squares of rate first / (sqrt(second) + epsilon) + decay parameter.
    double (*lambMoments)(const UpdateSpan& span, Index count, const AdamStep& step);
    /// parameter -= length * that direction.
    void (*lambApply)(const UpdateSpan& span, Index count, const AdamStep& step, float length);
    /// sums += x^2
    void (*addSquares)(const float* x, float* sums, Index count);
    /// Sum of (x scale)^2.
    double (*scaledSquares)(const float* x, const float* scale, Index count);
    /// second = beta2 second + (1 - beta2) (g^2 + epsilon1); returns the sum of g^2 / second, where g is the scaled
    /// gradient.
    double (*wholeMoments)(const float* gradient, float* second, Index count, const FactorStep& step);
    /// u = gradient rowFactor columnFactor (or / sqrt(second)); parameter -= decay parameter + rate u, by way of
    /// momentum.
    void (*factorApply)(const FactorSpan& span, Index count, const FactorStep& step);
};

/// Products of few rows with a matrix that is used many times, as in the steps of a recurrent layer.
struct PackedExtents {
    Index rows = 0;
    Index k = 0;
    Index n = 0;
};

/// Element (row, column) of a matrix is data[row * rowStride + column * columnStride].
struct PackSource {
    const float* data = nullptr;
    Index rowStride = 0;
    Index columnStride = 1;
};

/// Where the operands of a product lie: a(row, i) is a[row * aRow + i * aStep], rows of c are cRow apart. The packed
/// matrix may have more rows than are used: packedK of them.
struct PackedStrides {
    Index aRow = 0;
    Index aStep = 1;
    Index cRow = 0;
    Index packedK = 0;
};

struct PackedProductKernels {
    /// Size of a packed [k, n] matrix.
    Index (*packedFloats)(Index k, Index n);
    /// b: [k, n], or [n, k] when it is stored transposed. `rows` of the extents is not read.
    void (*pack)(const float* b, const PackedExtents& extents, bool isTransposed, float* packed);
    /// c: [rows, n] += a: [rows, k] times the packed matrix.
    void (*multiplyAdd)(const float* a, const float* packed, float* c, const PackedExtents& extents);
    void (*packStrided)(const PackSource& b, Index k, Index n, float* packed);
    void (*multiplyAddStrided)(const float* a, const float* packed, float* c, const PackedExtents& extents,
                               const PackedStrides& strides);
};

struct LayoutKernels {
    /// y[c * yStride + r] = x[r * xStride + c] for r < rows, c < columns. Not in place.
    void (*transpose)(const float* x, float* y, Index rows, Index columns, Index xStride, Index yStride);
    /// y[i] += x[i]
    void (*add)(const float* x, float* y, Index count);
    /// y[i] += factor * x[i]
    void (*addScaled)(float factor, const float* x, float* y, Index count);
    /// y[i] = x[i] rounded to bfloat16 (engine/core/bf16.h), as a float; in place too.
    void (*roundToBf16)(const float* x, float* y, Index count);
    /// The same as bfloat16.
    void (*toBf16)(const float* x, std::uint16_t* y, Index count);
};

/// Rows of scores of which the first `visible` count; the others of `count` become 0.
struct AttentionKernels {
    /// s = softmax(scale s); returns the logarithm of the sum of exponentials, 0 where nothing is visible.
    float (*softmax)(float* s, Index visible, Index count, float scale);
    /// s = exp(scale s - logSum)
    void (*probabilities)(float* s, Index visible, Index count, float scale, float logSum);
    /// dp = scale p (dp - sum(p dp))
    void (*softmaxGrad)(const float* p, float* dp, Index count, float scale);
    /// to[i] = sum_j matrix[i, j] from[j] for maps of `count` numbers; or with the matrix transposed. Not in place.
    void (*mix)(const float* matrix, bool isTransposed, const float* from, float* to, Index heads, Index count);
    /// s[j] = sum_i query[i] key[j, i] for `count` keys of `size` numbers that stand `stride` apart.
    void (*scores)(const float* query, const float* keys, Index stride, float* s, Index count, Index size);
    /// y[i] = sum_j p[j] value[j, i] for `count` values of `size` numbers that stand `stride` apart.
    void (*weightedSum)(const float* p, const float* values, Index stride, float* y, Index count, Index size);
    /// sums[i, j] += sum of d[i] map[j], for maps of `count` numbers.
    void (*addMixingGradient)(const float* d, const float* map, double* sums, Index heads, Index count);
};

struct PoolingKernels {
    /// Where x is larger (or NaN): best[i] = x[i], index[i] = pixel.
    void (*keepLarger)(const float* x, std::int32_t pixel, float* best, std::int32_t* index, Index count);
};

/// y = x weight + bias for at most kFewRows rows of x. The weight is read once, in order, and nothing is packed: memory
/// is the limit. Every column's sum is made in one order, whoever makes it.
constexpr Index kFewRows = 4;
struct FewRowsProduct {
    const float* x = nullptr;     ///< [rows, k]
    const void* weight = nullptr; ///< [k, n]; [n, k] for the transposed ones; float or, for those, bfloat16
    const float* bias = nullptr;  ///< [n] or null
    float* y = nullptr;           ///< [rows, n]
    Index k = 0;
    Index n = 0;
};
struct FewRowsKernels {
    /// Makes columns [begin, end) of y.
    using Loop = void (*)(const FewRowsProduct& product, Index begin, Index end);
    Loop columns[kFewRows]; ///< by rows - 1
    Loop transposed[kFewRows];
    Loop bf16Columns[kFewRows];
    Loop bf16Transposed[kFewRows];
    /// wide[i] = x[i]
    void (*widen)(const std::uint16_t* x, float* wide, Index count);
};

struct VectorKernels {
    const char* isa;
    ElementwiseKernels elementwise;
    ReduceKernels reduce;
    RowKernels rows;
    LayerNormKernels layerNorm;
    BatchNormKernels batchNorm;
    RandomKernels random;
    LstmKernels lstm;
    GruKernels gru;
    CrfKernels crf;
    DivergenceKernels divergence;
    MultilabelKernels multilabel;
    NeighbourKernels neighbours;
    UpdateKernels update;
    LayoutKernels layout;
    PackedProductKernels packedProduct;
    FewRowsKernels fewRows;
    PoolingKernels pooling;
    AttentionKernels attention;
};

/// The loops for the best instruction set of this processor.
const VectorKernels& vectorKernels();
/// All sets this processor can run, plainest first: for tests.
int runnableVectorKernels(const VectorKernels* result[3]);

} // namespace lb::engine::cpu
