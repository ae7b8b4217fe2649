#include "engine/backend/cpu/thread_team.h"

#include "engine/backend/cpu/threads.h"

#include <algorithm>
#include <utility>

#ifdef __SSE2__
#include <xmmintrin.h>
#endif

namespace lb::engine::cpu {

namespace {

constexpr int kSpins = 1000; ///< 10 to 40 us: longer than the gap between two kernels, shorter than a scheduler's slice

void relax()
{
#ifdef __SSE2__
    _mm_pause();
#endif
}

} // namespace

ThreadTeam::ThreadTeam(int threads)
    : m_threads(std::clamp(threads, 1, kMaxThreads))
{
    for (int self = 1; self < m_threads; ++self)
        m_helpers.emplace_back([this, self] { help(self); });
}

ThreadTeam::~ThreadTeam()
{
    {
        const std::lock_guard lock(m_sleepMutex);
        m_isClosing = true;
    }
    m_jobPublished.notify_all();
    for (std::thread& helper : m_helpers)
        helper.join();
}

void ThreadTeam::runShared(int pieces, void (*body)(const void*, int), const void* context)
{
    m_body = body;
    m_context = context;
    m_unfinished.store(pieces, std::memory_order_relaxed);
    const Job job = (((m_job.load(std::memory_order_relaxed) >> 8) + 1) << 8) | static_cast<Job>(pieces);
    m_job.store(job); // sequentially consistent, like m_sleepers: one of the two sides sees the other
    if (m_sleepers.load() > 0) {
        const std::lock_guard lock(m_sleepMutex);
        m_jobPublished.notify_all();
    }
    work(job, 0);
    waitForPieces();
    if (m_hasFailed.exchange(false))
        for (std::exception_ptr& failure : m_failures)
            if (failure)
                std::rethrow_exception(std::exchange(failure, nullptr));
}

/// Takes pieces until none is left, its own first: what this thread touched in the last job is in its cache.
void ThreadTeam::work(Job job, int first)
{
    const int pieces = static_cast<int>(job & 0xFF);
    for (int offset = 0; offset < pieces; ++offset) {
        const int piece = (first + offset) % pieces;
        std::atomic<Job>& taken = m_taken[static_cast<std::size_t>(piece)];
        Job last = taken.load(std::memory_order_relaxed);
        // A helper that comes late finds all pieces of its job taken for this job or a later one.
        if (last < job && taken.compare_exchange_strong(last, job))
            runPiece(piece);
    }
}

void ThreadTeam::runPiece(int piece)
{
    try {
        m_body(m_context, piece);
    } catch (...) {
        m_failures[static_cast<std::size_t>(piece)] = std::current_exception();
        m_hasFailed = true;
    }
    if (m_unfinished.fetch_sub(1) == 1 && m_callerSleeps.load()) {
        const std::lock_guard lock(m_sleepMutex);
        m_jobDone.notify_one();
    }
}

void ThreadTeam::waitForPieces()
{
    for (int spin = 0; spin < kSpins; ++spin) {
        if (m_unfinished.load(std::memory_order_acquire) == 0)
            return;
        relax();
    }
    std::unique_lock lock(m_sleepMutex);
    m_callerSleeps = true;
    m_jobDone.wait(lock, [this] { return m_unfinished.load() == 0; });
    m_callerSleeps = false;
}

void ThreadTeam::help(int self)
{
    flushDenormals();
    useOneThreadInOneDnn();
    Job job = 0;
    while ((job = nextJob(job)) != 0)
        work(job, self);
}

/// The next job after `last`, or 0 when the team closes.
ThreadTeam::Job ThreadTeam::nextJob(Job last)
{
    for (int spin = 0; spin < kSpins; ++spin) {
        if (const Job job = m_job.load(std::memory_order_acquire); job != last)
            return job;
        relax();
    }
    std::unique_lock lock(m_sleepMutex);
    ++m_sleepers;
    m_jobPublished.wait(lock, [&] { return m_job.load() != last || m_isClosing.load(); });
    --m_sleepers;
    return m_isClosing ? 0 : m_job.load();
}

} // namespace lb::engine::cpu
