#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#ifdef _OPENMP
#include <omp.h>
#endif

namespace lb::engine::cpu {

using Index = std::int64_t;

/// How many pieces [0, count) is cut into: one per thread, but none smaller than `grain`.
inline int pieceCount(int threads, Index count, Index grain)
{
    return static_cast<int>(std::clamp<Index>(grain > 0 ? count / grain : count, 1, threads));
}

/// First index of piece `piece` of `pieces`, a multiple of 16 so that pieces do not share cache lines.
inline Index pieceBegin(Index count, int pieces, int piece)
{
    return piece == pieces ? count : std::min(count, (count * piece / pieces + 15) / 16 * 16);
}

/// Runs body(piece) for each piece, on a team of `threads` threads or, for one piece, on the calling thread. The team
/// is always of the same size: libgomp ends and starts threads when it changes. Which thread runs a piece is fixed, and
/// results may depend on the number of pieces only.
template <class Body>
void forPieces(int threads, int pieces, const Body& body)
{
#ifdef _OPENMP
    if (pieces > 1) {
#pragma omp parallel for schedule(static, 1) num_threads(threads)
        for (int piece = 0; piece < pieces; ++piece)
            body(piece);
        return;
    }
#endif
    static_cast<void>(threads);
    for (int piece = 0; piece < pieces; ++piece)
        body(piece);
}

/// Runs body(begin, end) over [0, count) in contiguous pieces of at least `grain`, in parallel when it is worth it.
template <class Body>
void forRange(int threads, Index count, Index grain, const Body& body)
{
    if (count <= 0)
        return;
    const int pieces = pieceCount(threads, count, grain);
    if (pieces == 1) {
        body(Index{0}, count);
        return;
    }
    forPieces(threads, pieces, [&](int piece) {
        const Index begin = pieceBegin(count, pieces, piece);
        const Index end = pieceBegin(count, pieces, piece + 1);
        if (begin < end)
            body(begin, end);
    });
}

/// Same, with pieces cut between any two indices: for rows, where 16 of them may be all there are.
template <class Body>
void forRows(int threads, Index rows, Index grain, const Body& body)
{
    if (rows <= 0)
        return;
    const int pieces = pieceCount(threads, rows, grain);
    forPieces(threads, pieces, [&](int piece) {
        const Index begin = rows * piece / pieces;
        const Index end = rows * (piece + 1) / pieces;
        if (begin < end)
            body(begin, end);
    });
}

/// Work per thread, in elements of a cheap loop, below which a second thread costs more than it brings: about 5 us.
constexpr Index kCheapGrain = 16384;
/// The same for loops with exponentials.
constexpr Index kCostlyGrain = 4096;

/// While it lives, the calling thread runs oneDNN with `threads` threads, and it and its team treat denormal numbers as
/// 0 (FTZ and DAZ): they cost a hundred times as much as others and carry nothing in training.
class KernelScope {
public:
    explicit KernelScope(int threads);
    ~KernelScope();
    KernelScope(const KernelScope&) = delete;
    KernelScope& operator=(const KernelScope&) = delete;

private:
    unsigned m_control = 0;
    int m_oldThreads = 0;
};

} // namespace lb::engine::cpu
