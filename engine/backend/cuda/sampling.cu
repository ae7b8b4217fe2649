#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/core/error.h"

#include <string>

namespace lb::engine::cuda {

namespace {

/// Of a block, which the compiler has to leave registers for.
constexpr unsigned kMostThreads = 1024;
/// Weights are whole numbers, the likeliest class's is this one: sums of them are exact in any order, and no device is
/// slow at them, as some are at doubles.
constexpr double kUnit = 0x1p42;
constexpr Index kMostClasses = Index{1} << 21; ///< so that their sum has 63 bits

using Whole = unsigned long long;

struct LargerWhole {
    __device__ Whole operator()(Whole a, Whole b) const { return a > b ? a : b; }
};

struct Drawing {
    Index classes, banned;
    const float* logits;
    const std::int32_t *bannedClasses, *chances, *topK;
    const float* sampling;
    unsigned* keys; ///< [rows, classes]: in the order of the logits; 0: banned
    Whole* weights; ///< [rows, classes]
    float* tops;    ///< [rows]: the largest logit that is not banned

    __device__ double temperature() const { return static_cast<double>(sampling[0]); }
    __device__ double share(Index row) const
    {
        const double bits = static_cast<double>(chances[2 * row]) * 0x1p32 +
                            static_cast<double>(static_cast<std::uint32_t>(chances[2 * row + 1]));
        return (bits + 0.5) * 0x1p-53;
    }
};

/// Larger for larger numbers, 0 for none.
__device__ unsigned keyOf(float x)
{
    unsigned bits;
    memcpy(&bits, &x, sizeof bits);
    return bits & 0x80000000U ? ~bits : bits | 0x80000000U;
}

__global__ void __launch_bounds__(kMostThreads) keyRows(Drawing d)
{
    const Index row = blockIdx.x;
    const float* const logits = d.logits + row * d.classes;
    unsigned* const keys = d.keys + row * d.classes;
    for (Index i = threadIdx.x; i < d.classes; i += blockDim.x)
        keys[i] = keyOf(logits[i]);
    __syncthreads();
    for (Index i = threadIdx.x; i < d.banned; i += blockDim.x)
        if (d.bannedClasses[i] >= 0 && d.bannedClasses[i] < d.classes)
            keys[d.bannedClasses[i]] = 0;
    __syncthreads();
    float top = -HUGE_VALF;
    for (Index i = threadIdx.x; i < d.classes; i += blockDim.x)
        top = keys[i] > 0 ? fmaxf(top, logits[i]) : top;
    top = blockReduce(top, Larger{}, sharedMemory<float>());
    if (threadIdx.x == 0)
        d.tops[row] = top;
}

__global__ void weighClasses(Drawing d, Index count)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    const double temperature = d.temperature();
    const double below = static_cast<double>(d.logits[i]) - static_cast<double>(d.tops[i / d.classes]);
    d.weights[i] = d.keys[i] > 0 && temperature > 0.0 ? static_cast<Whole>(rint(kUnit * exp(below / temperature))) : 0;
}

/// The largest k so that the measures of all i < count with key(i) >= k sum to `wanted` at least; 0 where none do.
/// Found by a whole block, four ways at a time.
template <class Key, class Measure>
__device__ unsigned largestKey(Index count, const Key& key, const Measure& measure, Whole wanted, Whole* slots)
{
    constexpr unsigned kWays = 4;
    unsigned low = 0, high = 0xFFFFFFFFU; // the sum is large enough for low, not for high
    while (high - low > 1) {
        unsigned bounds[kWays - 1];
        Whole sums[kWays - 1] = {};
        for (unsigned way = 1; way < kWays; ++way)
            bounds[way - 1] = low + static_cast<unsigned>(static_cast<Whole>(high - low) * way / kWays);
        for (Index i = threadIdx.x; i < count; i += blockDim.x) {
            const unsigned own = key(i);
            const Whole size = own >= bounds[0] ? measure(i) : 0;
            for (unsigned way = 0; way + 1 < kWays; ++way)
                sums[way] += own >= bounds[way] ? size : 0;
        }
        const unsigned before = low;
        for (unsigned way = 0; way + 1 < kWays; ++way) {
            const bool isEnough = blockReduce(sums[way], Plus{}, slots) >= wanted || bounds[way] == before;
            if (isEnough)
                low = bounds[way];
            else if (bounds[way] < high)
                high = bounds[way];
        }
    }
    return low;
}

/// A beginning of a row's ranking: all keys above, and the first `ties` of those equal.
struct Beginning {
    unsigned key;
    Whole ties, weight;
};

struct CountOf {
    __device__ Whole operator()(Whole) const { return 1; }
};
struct WeightOf {
    __device__ Whole operator()(Whole weight) const { return weight; }
};

/// The shortest that measures at least `wanted`, which is no more than the whole does.
template <class Measure>
__device__ Beginning shortest(const Drawing& d, Index row, const Measure& measure, Whole wanted, Whole* slots)
{
    const unsigned* const keys = d.keys + row * d.classes;
    const Whole* const weights = d.weights + row * d.classes;
    Beginning result{};
    result.key = largestKey(
        d.classes, [keys](Index i) { return keys[i]; }, [weights, &measure](Index i) { return measure(weights[i]); },
        wanted, slots);
    Whole above = 0, measureAbove = 0, each = 0;
    for (Index i = threadIdx.x; i < d.classes; i += blockDim.x)
        if (keys[i] > result.key) {
            above += weights[i];
            measureAbove += measure(weights[i]);
        } else if (keys[i] == result.key) {
            each = weights[i];
        }
    above = blockReduce(above, Plus{}, slots);
    measureAbove = blockReduce(measureAbove, Plus{}, slots);
    each = blockReduce(each, LargerWhole{}, slots);
    const Whole size = measure(each);
    const Whole lacking = wanted > measureAbove ? wanted - measureAbove : 1;
    result.ties = size > 0 ? (lacking + size - 1) / size : 1;
    result.weight = above + result.ties * each;
    return result;
}

__device__ Whole shareOf(Whole total, double share)
{
    const double wanted = ceil(share * static_cast<double>(total));
    return wanted >= static_cast<double>(total) ? total : wanted > 1.0 ? static_cast<Whole>(wanted) : 1;
}

/// What is drawn is the last class of the beginning that is found.
__device__ Beginning drawn(const Drawing& d, Index row, Whole* slots)
{
    if (d.temperature() <= 0.0)
        return shortest(d, row, CountOf{}, 1, slots);
    Whole total = 0;
    if (const std::int32_t kept = d.topK[0]; kept > 0 && kept < d.classes) {
        total = shortest(d, row, CountOf{}, static_cast<Whole>(kept), slots).weight;
    } else {
        for (Index i = threadIdx.x; i < d.classes; i += blockDim.x)
            total += d.weights[row * d.classes + i];
        total = blockReduce(total, Plus{}, slots);
    }
    if (const auto topP = static_cast<double>(d.sampling[1]); topP < 1.0)
        total = shortest(d, row, WeightOf{}, shareOf(total, topP), slots).weight;
    return shortest(d, row, WeightOf{}, shareOf(total, d.share(row)), slots);
}

__global__ void __launch_bounds__(kMostThreads) drawRows(Drawing d, std::int32_t* ids, float* logProbabilities)
{
    auto* const slots = sharedMemory<Whole>();
    const Index row = blockIdx.x;
    const float* const logits = d.logits + row * d.classes;
    const unsigned* const keys = d.keys + row * d.classes;
    const Beginning end = drawn(d, row, slots);
    const auto classes = static_cast<unsigned>(d.classes);
    const unsigned fromLast = largestKey(
        d.classes, [=](Index i) { return keys[i] == end.key ? classes - static_cast<unsigned>(i) : 0U; },
        [](Index) -> Whole { return 1; }, end.ties, slots);
    const Index id = fromLast > 0 ? static_cast<Index>(classes - fromLast) : 0;
    float top = -HUGE_VALF, total = 0.0F;
    for (Index i = threadIdx.x; i < d.classes; i += blockDim.x)
        top = fmaxf(top, logits[i]);
    top = blockReduce(top, Larger{}, reinterpret_cast<float*>(slots));
    for (Index i = threadIdx.x; i < d.classes; i += blockDim.x)
        total += expf(logits[i] - top);
    total = blockReduce(total, Plus{}, reinterpret_cast<float*>(slots));
    if (threadIdx.x != 0)
        return;
    ids[row] = static_cast<std::int32_t>(id);
    logProbabilities[row] = logits[id] - top - logf(total);
}

/// A block for each row walks it some twenty times for a search: as many threads as a block has.
Grid gridForDraws(Index rows, Index classes)
{
    unsigned threads = kWarp;
    while (threads < kMostThreads && static_cast<Index>(threads) * 8 < classes)
        threads *= 2;
    return {.blocks = static_cast<unsigned>(rows), .threads = threads, .sharedBytes = threads / kWarp * sizeof(Whole)};
}

std::unique_ptr<Kernel> drawClass(const NodeView& view)
{
    const Index rows = view.input(0)[0], classes = view.input(0)[1], banned = view.input(1)[0];
    if (classes > kMostClasses)
        throw EngineError(ErrorKind::Unsupported,
                          "the CUDA backend draws from 2^21 classes at most, not " + std::to_string(classes));
    ScratchLayout layout;
    const std::size_t keys = layout.addFloats(rows * classes), tops = layout.addFloats(rows),
                      weights = layout.add(static_cast<std::size_t>(rows * classes) * sizeof(Whole));
    const Grid grid = gridForDraws(rows, classes);
    return launching(
        [=, stream = view.context.stream()](const KernelCall& call) {
            const Drawing d{.classes = classes,
                            .banned = banned,
                            .logits = call.input<float>(0),
                            .bannedClasses = call.input<std::int32_t>(1),
                            .chances = call.input<std::int32_t>(2),
                            .topK = call.input<std::int32_t>(3),
                            .sampling = call.input<float>(4),
                            .keys = reinterpret_cast<unsigned*>(call.scratch + keys),
                            .weights = reinterpret_cast<Whole*>(call.scratch + weights),
                            .tops = floatsAt(call, tops)};
            launch(stream, grid, keyRows, d);
            launch(stream, gridFor(rows * classes), weighClasses, d, rows * classes);
            launch(stream, grid, drawRows, d, call.output<std::int32_t>(0), call.output<float>(1));
        },
        layout.bytes());
}

} // namespace

void addSamplingKernels(Table& table)
{
    table.set("draw_class", drawClass);
}

} // namespace lb::engine::cuda
