#include "engine/data/prefetcher.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <new>
#include <string>
#include <thread>

namespace lb::engine {

namespace {

constexpr std::size_t kAhead = 2;

Result<Batch> load(const BatchSource& source, Prefetcher::Position position)
{
    try {
        return source.batch(position.epoch, position.index);
    } catch (const EngineError& error) {
        return fail(error.kind(), error.what());
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::OutOfMemory, "there is not enough memory for the next batch");
    } catch (const std::exception& error) {
        return fail(ErrorKind::Internal, std::string("making a batch failed: ") + error.what());
    }
}

} // namespace

struct Prefetcher::State {
    explicit State(const BatchSource& batches)
        : source(batches)
    {
    }

    void run(Position position, std::int64_t batchesPerEpoch);

    const BatchSource& source;
    std::mutex queueMutex; ///< guards `ready` and `isStopping`
    std::condition_variable changed;
    std::deque<Result<Batch>> ready;
    bool isStopping = false;
    std::thread loader;
};

void Prefetcher::State::run(Position position, std::int64_t batchesPerEpoch)
{
    for (;;) {
        {
            std::unique_lock lock(queueMutex);
            changed.wait(lock, [this] { return isStopping || ready.size() < kAhead; });
            if (isStopping)
                return;
        }
        Result<Batch> batch = load(source, position);
        const bool isLast = !batch;
        {
            const std::lock_guard lock(queueMutex);
            ready.push_back(std::move(batch));
        }
        changed.notify_all();
        if (isLast)
            return;
        if (++position.index == batchesPerEpoch)
            position = {position.epoch + 1, 0};
    }
}

Prefetcher::Prefetcher(const BatchSource& source, Position first)
    : m_state(std::make_unique<State>(source))
{
    const std::int64_t perEpoch = source.batchesPerEpoch();
    if (first.epoch < 0 || first.index < 0 || perEpoch < 1)
        throw EngineError(ErrorKind::InvalidArgument, "no batch can follow epoch " + std::to_string(first.epoch) +
                                                          ", batch " + std::to_string(first.index));
    // A position saved at the end of an epoch is the beginning of the next.
    first = {first.epoch + first.index / perEpoch, first.index % perEpoch};
    m_state->loader = std::thread([state = m_state.get(), first, perEpoch] { state->run(first, perEpoch); });
}

Prefetcher::~Prefetcher()
{
    {
        const std::lock_guard lock(m_state->queueMutex);
        m_state->isStopping = true;
    }
    m_state->changed.notify_all();
    m_state->loader.join();
}

Result<Batch> Prefetcher::next()
{
    std::unique_lock lock(m_state->queueMutex);
    m_state->changed.wait(lock, [this] { return !m_state->ready.empty(); });
    if (!m_state->ready.front())
        return m_state->ready.front(); // it stays: the loader has stopped, and every later call fails alike
    Result<Batch> batch = std::move(m_state->ready.front());
    m_state->ready.pop_front();
    lock.unlock();
    m_state->changed.notify_all();
    return batch;
}

} // namespace lb::engine
