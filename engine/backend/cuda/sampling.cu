#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/core/error.h"

#include <string>

namespace lb::engine::cuda {

namespace {

/// Weights are whole numbers, the likeliest class's is this one: sums of them are exact in any order, and no device is
/// slow at them, as some are at doubles.
constexpr double kUnit = 0x1p42;
constexpr Index kMostClasses = Index{1} << 21; ///< so that their sum has 63 bits
/// Classes that one block ranks: a row's are shared out to as many as it takes.
constexpr Index kSlice = 2048;
constexpr unsigned kMostThreads = kSlice / 2;
constexpr unsigned kDrawThreads = 512; ///< of a block that the compiler has to leave registers for

using Whole = unsigned long long;

struct Drawing {
    Index classes, banned;
    Index slice, parts; ///< classes of a block, and how many blocks a row has
    const float* logits;
    const std::int32_t *bannedClasses, *chances, *topK;
    const float* sampling;
    Whole* ranks;     ///< [rows, classes]: each slice in the order of its ranking
    Whole* sums;      ///< [rows, classes]: of the weights of a slice's ranks up to each
    float* tops;      ///< [rows, parts]: largest logits
    float* expTotals; ///< [rows, parts]: of exp(logit - the row's largest)

    __device__ double temperature() const { return static_cast<double>(sampling[0]); }
    __device__ double share(Index row) const
    {
        const double bits = static_cast<double>(chances[2 * row]) * 0x1p32 +
                            static_cast<double>(static_cast<std::uint32_t>(chances[2 * row + 1]));
        return (bits + 0.5) * 0x1p-53;
    }
};

/// A part of a row.
struct Slice {
    Index row, part, begin, count;
    __device__ explicit Slice(const Drawing& d)
        : Slice(d, static_cast<Index>(blockIdx.y), static_cast<Index>(blockIdx.x))
    {
    }
    __device__ Slice(const Drawing& d, Index ofRow, Index number)
        : row(ofRow)
        , part(ofRow * d.parts + number)
        , begin(number * d.slice)
        , count(begin + d.slice < d.classes ? d.slice : d.classes - begin)
    {
    }
    __device__ Index place(const Drawing& d) const { return row * d.classes + begin; }
};

/// Larger for larger numbers, 0 for none.
__device__ unsigned keyOf(float x)
{
    unsigned bits;
    memcpy(&bits, &x, sizeof bits);
    return bits & 0x80000000U ? ~bits : bits | 0x80000000U;
}
__device__ float numberOf(unsigned key)
{
    const unsigned bits = key & 0x80000000U ? key ^ 0x80000000U : ~key;
    float x;
    memcpy(&x, &bits, sizeof x);
    return key > 0 ? x : -HUGE_VALF;
}

/// Larger for larger keys, of equals for the lower class.
__device__ Whole rankOf(unsigned key, Index id)
{
    return static_cast<Whole>(key) << 32 | (0xFFFFFFFFU - static_cast<unsigned>(id));
}
__device__ unsigned keyOfRank(Whole rank)
{
    return static_cast<unsigned>(rank >> 32);
}
__device__ Index idOfRank(Whole rank)
{
    return static_cast<Index>(0xFFFFFFFFU - static_cast<unsigned>(rank));
}

/// The largest first, by Batcher's bitonic sort: `count` is a power of two, of which half are threads.
__device__ void sortFalling(Whole* ranks, unsigned count)
{
    for (unsigned length = 2; length <= count; length *= 2)
        for (unsigned step = length / 2; step > 0; step /= 2) {
            const unsigned i = 2 * threadIdx.x - (threadIdx.x & (step - 1));
            const Whole a = ranks[i], b = ranks[i + step];
            if ((a < b) == ((i & length) == 0)) {
                ranks[i] = b;
                ranks[i + step] = a;
            }
            __syncthreads();
        }
}

__global__ void __launch_bounds__(kMostThreads) rankSlices(Drawing d)
{
    auto* const ranks = sharedMemory<Whole>();
    const Slice slice(d);
    const float* const logits = d.logits + slice.place(d);
    float top = -HUGE_VALF;
    for (Index i = threadIdx.x; i < 2 * blockDim.x; i += blockDim.x) {
        ranks[i] = i < slice.count ? rankOf(keyOf(logits[i]), slice.begin + i) : 0;
        top = i < slice.count ? fmaxf(top, logits[i]) : top;
    }
    __syncthreads();
    for (Index i = threadIdx.x; i < d.banned; i += blockDim.x)
        if (const Index id = d.bannedClasses[i]; id >= slice.begin && id < slice.begin + slice.count)
            ranks[id - slice.begin] = rankOf(0, id);
    __syncthreads();
    sortFalling(ranks, 2 * blockDim.x);
    for (Index i = threadIdx.x; i < slice.count; i += blockDim.x)
        d.ranks[slice.place(d) + i] = ranks[i];
    __syncthreads();
    top = blockReduce(top, Larger{}, sharedMemory<float>());
    if (threadIdx.x == 0)
        d.tops[slice.part] = top;
}

/// sums: [2 * half], `half` being the number of threads; each becomes the sum up to it.
__device__ void addUp(Whole* sums, unsigned half)
{
    const unsigned i = threadIdx.x;
    for (unsigned step = 1; step < 2 * half; step *= 2) {
        const Whole low = i >= step ? sums[i - step] : 0, high = sums[i + half - step];
        __syncthreads();
        sums[i] += low;
        sums[i + half] += high;
        __syncthreads();
    }
}

/// The largest logit of a row, found by a block.
__device__ float topOf(const Drawing& d, Index row, float* slots)
{
    float top = -HUGE_VALF;
    for (Index part = threadIdx.x; part < d.parts; part += blockDim.x)
        top = fmaxf(top, d.tops[row * d.parts + part]);
    return blockReduce(top, Larger{}, slots);
}

__global__ void __launch_bounds__(kMostThreads) weighSlices(Drawing d)
{
    auto* const sums = sharedMemory<Whole>();
    auto* const slots = sharedMemory<float>();
    const Slice slice(d);
    float allowed = -HUGE_VALF, total = 0.0F;
    for (Index part = threadIdx.x; part < d.parts; part += blockDim.x)
        allowed = fmaxf(allowed, numberOf(keyOfRank(d.ranks[slice.row * d.classes + part * d.slice])));
    allowed = blockReduce(allowed, Larger{}, slots);
    const float top = topOf(d, slice.row, slots);
    for (Index i = threadIdx.x; i < slice.count; i += blockDim.x)
        total += expf(d.logits[slice.place(d) + i] - top);
    total = blockReduce(total, Plus{}, slots);
    if (threadIdx.x == 0)
        d.expTotals[slice.part] = total;
    const double temperature = d.temperature();
    for (Index i = threadIdx.x; i < 2 * blockDim.x; i += blockDim.x) {
        const unsigned key = i < slice.count ? keyOfRank(d.ranks[slice.place(d) + i]) : 0;
        const double below = static_cast<double>(numberOf(key)) - static_cast<double>(allowed);
        sums[i] = key > 0 && temperature > 0.0 ? static_cast<Whole>(rint(kUnit * exp(below / temperature))) : 0;
    }
    __syncthreads();
    addUp(sums, blockDim.x);
    for (Index i = threadIdx.x; i < slice.count; i += blockDim.x)
        d.sums[slice.place(d) + i] = sums[i];
}

/// How many of a slice have keys of at least `key`.
__device__ Index countOf(const Drawing& d, const Slice& slice, unsigned key)
{
    const Whole* const ranks = d.ranks + slice.place(d);
    Index low = 0, high = slice.count;
    while (low < high) {
        const Index middle = (low + high) / 2;
        if (keyOfRank(ranks[middle]) >= key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct ByCount {
    __device__ Whole operator()(const Drawing&, const Slice&, Index count) const { return static_cast<Whole>(count); }
};
struct ByWeight {
    __device__ Whole operator()(const Drawing& d, const Slice& slice, Index count) const
    {
        return count > 0 ? d.sums[slice.place(d) + count - 1] : 0;
    }
};

/// What the row's classes with keys of at least `key`, of which each lane of a warp has its own, measure; by a block,
/// whose warps share out the slices.
template <class Measure>
__device__ Whole measured(const Drawing& d, Index row, unsigned key, const Measure& measure, Whole* slots)
{
    const unsigned warps = blockDim.x / kWarp, lane = threadIdx.x % kWarp;
    Whole sum = 0;
    for (Index part = threadIdx.x / kWarp; part < d.parts; part += warps) {
        const Slice slice(d, row, part);
        sum += measure(d, slice, countOf(d, slice, key));
    }
    slots[threadIdx.x] = sum;
    __syncthreads();
    sum = 0;
    for (unsigned warp = 0; warp < warps; ++warp)
        sum += slots[warp * kWarp + lane];
    __syncthreads();
    return sum;
}

/// The largest key so that the classes with that or larger ones measure `wanted` at least; 0 where none do. Found
/// by a whole block, a warp of ways at a time.
template <class Measure>
__device__ unsigned largestKey(const Drawing& d, Index row, const Measure& measure, Whole wanted, Whole* slots)
{
    unsigned low = 0, high = 0xFFFFFFFFU; // the sum is large enough for low, not for high
    while (high - low > 1) {
        const auto bound = [low, high](unsigned way) {
            return low + static_cast<unsigned>(static_cast<Whole>(high - low) * way / kWarp);
        };
        const unsigned own = bound(threadIdx.x % kWarp);
        const bool isEnough = measured(d, row, own, measure, slots) >= wanted || own == low;
        const unsigned enough = __ballot_sync(kFullWarp, isEnough); // of the first ways
        unsigned way = 0;
        while (way + 1 < kWarp && (enough >> (way + 1) & 1U))
            ++way;
        high = way + 1 < kWarp ? bound(way + 1) : high;
        low = bound(way);
    }
    return low;
}

/// A beginning of a row's ranking: all keys above, and the first `ties` of those equal.
struct Beginning {
    unsigned key;
    Whole ties, weight;
};

/// Of the classes with a key, and of those above.
struct Around {
    Whole equal, above;
};
template <class Measure>
__device__ Around around(const Drawing& d, Index row, unsigned key, const Measure& measure, Whole* slots)
{
    const Whole sum = measured(d, row, threadIdx.x % kWarp == 0 ? key : key + 1, measure, slots);
    const Whole above = __shfl_sync(kFullWarp, sum, 1);
    return {.equal = __shfl_sync(kFullWarp, sum, 0) - above, .above = above};
}

/// The shortest that measures at least `wanted`, which is no more than the whole does.
template <class Measure>
__device__ Beginning shortest(const Drawing& d, Index row, const Measure& measure, Whole wanted, Whole* slots)
{
    Beginning result{};
    result.key = largestKey(d, row, measure, wanted, slots);
    const Around count = around(d, row, result.key, ByCount{}, slots);
    const Around weight = around(d, row, result.key, ByWeight{}, slots);
    const Around sizes = around(d, row, result.key, measure, slots);
    const Whole each = count.equal > 0 ? weight.equal / count.equal : 0; // equal logits have equal weights
    const Whole size = count.equal > 0 ? sizes.equal / count.equal : 0;
    const Whole lacking = wanted > sizes.above ? wanted - sizes.above : 1;
    result.ties = size > 0 ? (lacking + size - 1) / size : 1;
    result.weight = weight.above + result.ties * each;
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
        return shortest(d, row, ByCount{}, 1, slots);
    Whole total = 0;
    if (const std::int32_t kept = d.topK[0]; kept > 0 && kept < d.classes)
        total = shortest(d, row, ByCount{}, static_cast<Whole>(kept), slots).weight;
    else
        total = measured(d, row, 0, ByWeight{}, slots);
    if (const auto topP = static_cast<double>(d.sampling[1]); topP < 1.0)
        total = shortest(d, row, ByWeight{}, shareOf(total, topP), slots).weight;
    return shortest(d, row, ByWeight{}, shareOf(total, d.share(row)), slots);
}

/// The last class of a beginning, known to the first thread; equals rank in the order of the slices. slots: [parts].
__device__ Index lastOf(const Drawing& d, Index row, const Beginning& end, Whole* slots)
{
    for (Index part = threadIdx.x; part < d.parts; part += blockDim.x) {
        const Slice slice(d, row, part);
        slots[part] = static_cast<Whole>(countOf(d, slice, end.key) - countOf(d, slice, end.key + 1));
    }
    __syncthreads();
    Whole before = 0;
    for (Index part = 0; threadIdx.x == 0 && part < d.parts; ++part) {
        if (before + slots[part] >= end.ties) {
            const Slice slice(d, row, part);
            const Index place = countOf(d, slice, end.key + 1) + static_cast<Index>(end.ties - before) - 1;
            return idOfRank(d.ranks[slice.place(d) + place]);
        }
        before += slots[part];
    }
    return 0;
}

__global__ void __launch_bounds__(kDrawThreads) drawRows(Drawing d, std::int32_t* ids, float* logProbabilities)
{
    auto* const slots = sharedMemory<Whole>();
    auto* const floatSlots = sharedMemory<float>();
    const Index row = blockIdx.x;
    const float top = topOf(d, row, floatSlots);
    float total = 0.0F;
    for (Index part = threadIdx.x; part < d.parts; part += blockDim.x)
        total += d.expTotals[row * d.parts + part];
    total = blockReduce(total, Plus{}, floatSlots);
    const Index id = lastOf(d, row, drawn(d, row, slots), slots);
    if (threadIdx.x != 0)
        return;
    ids[row] = static_cast<std::int32_t>(id);
    logProbabilities[row] = d.logits[row * d.classes + id] - top - logf(total);
}

/// A block for each slice, which is rounded up to a power of two.
Grid gridForSlices(const Drawing& d, Index rows)
{
    unsigned threads = kWarp;
    while (static_cast<Index>(threads) * 2 < d.slice)
        threads *= 2;
    return {.blocks = dim3(static_cast<unsigned>(d.parts), static_cast<unsigned>(rows)),
            .threads = threads,
            .sharedBytes = 2 * threads * sizeof(Whole)};
}
/// A block for each row, a warp for each slice.
Grid gridForDraws(const Drawing& d, Index rows)
{
    const unsigned threads = d.parts * kWarp < kDrawThreads ? static_cast<unsigned>(d.parts) * kWarp : kDrawThreads;
    return {.blocks = static_cast<unsigned>(rows),
            .threads = threads,
            .sharedBytes = static_cast<std::size_t>(d.parts < threads ? threads : d.parts) * sizeof(Whole)};
}

std::unique_ptr<Kernel> drawClass(const NodeView& view)
{
    const Index rows = view.input(0)[0], classes = view.input(0)[1], banned = view.input(1)[0];
    if (classes > kMostClasses)
        throw EngineError(ErrorKind::Unsupported,
                          "the CUDA backend draws from 2^21 classes at most, not " + std::to_string(classes));
    Drawing drawing{.classes = classes, .banned = banned, .slice = classes < kSlice ? classes : kSlice};
    drawing.parts = classes > 0 ? (classes + drawing.slice - 1) / drawing.slice : 0;
    ScratchLayout layout;
    const auto wholes = static_cast<std::size_t>(rows * classes) * sizeof(Whole);
    const std::size_t ranks = layout.add(wholes), sums = layout.add(wholes),
                      tops = layout.addFloats(rows * drawing.parts), totals = layout.addFloats(rows * drawing.parts);
    return launching(
        [=, stream = view.context.stream()](const KernelCall& call) {
            Drawing d = drawing;
            d.logits = call.input<float>(0);
            d.bannedClasses = call.input<std::int32_t>(1);
            d.chances = call.input<std::int32_t>(2);
            d.topK = call.input<std::int32_t>(3);
            d.sampling = call.input<float>(4);
            d.ranks = reinterpret_cast<Whole*>(call.scratch + ranks);
            d.sums = reinterpret_cast<Whole*>(call.scratch + sums);
            d.tops = floatsAt(call, tops);
            d.expTotals = floatsAt(call, totals);
            launch(stream, gridForSlices(d, rows), rankSlices, d);
            launch(stream, gridForSlices(d, rows), weighSlices, d);
            launch(stream, gridForDraws(d, rows), drawRows, d, call.output<std::int32_t>(0), call.output<float>(1));
        },
        layout.bytes());
}

} // namespace

void addSamplingKernels(Table& table)
{
    table.set("draw_class", drawClass);
}

} // namespace lb::engine::cuda
