#pragma once

#include "engine/backend/cpu/thread_team.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

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

/// Runs body(begin, end) over [0, count) in contiguous pieces of at least `grain`, in parallel when it is worth it.
template <class Body>
void forRange(ThreadTeam& team, Index count, Index grain, const Body& body)
{
    if (count <= 0)
        return;
    const int pieces = pieceCount(team.threads(), count, grain);
    team.run(pieces, [&](int piece) {
        const Index begin = pieceBegin(count, pieces, piece);
        const Index end = pieceBegin(count, pieces, piece + 1);
        if (begin < end)
            body(begin, end);
    });
}

/// Same, with pieces cut between any two indices: for rows, where 16 of them may be all there are.
template <class Body>
void forRows(ThreadTeam& team, Index rows, Index grain, const Body& body)
{
    if (rows <= 0)
        return;
    const int pieces = pieceCount(team.threads(), rows, grain);
    team.run(pieces, [&](int piece) {
        const Index begin = rows * piece / pieces;
        const Index end = rows * (piece + 1) / pieces;
        if (begin < end)
            body(begin, end);
    });
}

/// Work per thread, in elements of a cheap loop, below which a second thread costs more than it brings: about 4 us.
constexpr Index kCheapGrain = 16384;
/// The same for loops with exponentials.
constexpr Index kCostlyGrain = 4096;

/// From here on the calling thread treats denormal numbers as 0 (FTZ and DAZ): they cost a hundred times as much as
/// others and carry nothing in training.
void flushDenormals();
/// From here on oneDNN uses the calling thread alone: threads are ours, oneDNN works inside a piece.
void useOneThreadInOneDnn();

/// What kernels need of the calling thread (the team's helpers have it for life): the two above, undone at the end.
class KernelScope {
public:
    KernelScope();
    ~KernelScope();
    KernelScope(const KernelScope&) = delete;
    KernelScope& operator=(const KernelScope&) = delete;

private:
    unsigned m_control = 0;
    int m_libraryThreads = 0;
};

} // namespace lb::engine::cpu
