#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace lb::engine::cpu {

/// The thread that runs a program and up to 63 helpers. Made for a shared desktop, where a core may be taken away at
/// any moment: the caller never waits for a helper that has not begun, it does that helper's piece itself; and a thread
/// with nothing to do spins for some 30 microseconds, then sleeps. (OpenMP's teams must all arrive at each barrier:
/// with other programs on the cores a training step of 3 ms took 130 ms.) Used by one calling thread at a time.
class ThreadTeam {
public:
    static constexpr int kMaxThreads = 64;

    /// `threads` counts the caller; at most kMaxThreads are used.
    explicit ThreadTeam(int threads);
    ~ThreadTeam();
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;

    int threads() const { return m_threads; }
    /// All helpers have nothing to do and sleep.
    bool isAsleep() const { return m_sleepers.load() == m_threads - 1; }

    /// Runs body(piece) once for each piece of [0, pieces), pieces <= threads(), and returns when all are done. Which
    /// thread runs a piece is left to chance, so results may depend on the piece only. An exception is passed on.
    template <class Body>
    void run(int pieces, const Body& body)
    {
        if (pieces == 1)
            return body(0);
        runShared(
            pieces, [](const void* context, int piece) { (*static_cast<const Body*>(context))(piece); }, &body);
    }

private:
    using Job = std::uint64_t; ///< a running number, with the number of pieces in the low byte

    void runShared(int pieces, void (*body)(const void*, int), const void* context);
    void work(Job job, int first);
    void runPiece(int piece);
    void help(int self);
    Job nextJob(Job last);
    void waitForPieces();

    int m_threads;
    std::vector<std::thread> m_helpers;

    // The job's description: written before m_job is published, constant until all its pieces are done.
    void (*m_body)(const void*, int) = nullptr;
    const void* m_context = nullptr;
    std::array<std::exception_ptr, kMaxThreads> m_failures{};

    std::atomic<Job> m_job{0};
    std::array<std::atomic<Job>, kMaxThreads> m_taken{}; ///< by piece: the last job for which somebody took it
    std::atomic<int> m_unfinished{0};
    std::atomic<bool> m_hasFailed{false};
    std::atomic<bool> m_isClosing{false};

    std::mutex m_sleepMutex; ///< for both conditions
    std::condition_variable m_jobPublished;
    std::condition_variable m_jobDone;
    std::atomic<int> m_sleepers{0};
    std::atomic<bool> m_callerSleeps{false};
};

} // namespace lb::engine::cpu
