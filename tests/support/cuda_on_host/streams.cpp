// Streams, events and graphs: in which order work is done.

#include "tests/support/cuda_on_host/device_work.h"
#include "tests/support/cuda_on_host/runtime_state.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

using Work = std::function<cudaError_t()>;

struct CUgraph_st {
    std::vector<Work> work;
};
struct CUgraphExec_st {
    std::vector<Work> work;
};

namespace {

/// What all records of an event share; outlives the event where a stream still refers to it.
struct Marks {
    long given = 0; ///< records that streams were given, and that they got to
    long reached = 0;
    cudaStream_t by = nullptr; ///< that was given the last
};

struct Entry {
    Work work; ///< or:
    std::shared_ptr<Marks> marks;
    long number = 0; ///< of the record to make, or to wait for
    bool isWait = false;
};

} // namespace

struct CUstream_st {
    CUgraph_st* capture = nullptr;
    std::deque<Entry> entries;
    cudaError_t error = cudaSuccess; ///< the first of what was done late
};
struct CUevent_st {
    std::shared_ptr<Marks> marks = std::make_shared<Marks>();
};

namespace lb::cuda_on_host {

namespace {

struct Schedule {
    std::uint64_t state = 0; ///< 0: everything at once
    CUstream_st plain;
    std::vector<cudaStream_t> streams{&plain};
    int captures = 0;

    std::uint64_t next() // xorshift64
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state;
    }
};

Schedule& schedule()
{
    static Schedule schedule;
    return schedule;
}

CUstream_st& at(cudaStream_t stream)
{
    return stream ? *stream : schedule().plain;
}

/// Does the first entry of a stream unless it waits for what has not happened.
bool advance(CUstream_st& stream)
{
    Entry& entry = stream.entries.front();
    if (entry.isWait && entry.marks->reached < entry.number)
        return false;
    const Entry done = std::move(entry);
    stream.entries.pop_front();
    if (done.work) {
        const cudaError_t error = stickyFault() == cudaSuccess ? failed(done.work()) : stickyFault();
        stream.error = stream.error == cudaSuccess ? error : stream.error;
    } else if (!done.isWait) {
        done.marks->reached = std::max(done.marks->reached, done.number);
    }
    return true;
}

void drain(CUstream_st& stream)
{
    while (!stream.entries.empty())
        if (!advance(stream))
            drain(*stream.entries.front().marks->by);
}

/// Some work of any stream, as much as chance has it.
void wander()
{
    Schedule& s = schedule();
    while (s.next() % 2 == 0) {
        CUstream_st& stream = *s.streams[s.next() / 2 % s.streams.size()];
        if (!stream.entries.empty())
            advance(stream);
    }
}

cudaError_t give(CUstream_st& stream, Entry entry)
{
    stream.entries.push_back(std::move(entry));
    if (!isScheduled()) {
        drain(stream);
        return std::exchange(stream.error, cudaSuccess);
    }
    wander();
    return cudaSuccess;
}

cudaError_t waitable(cudaStream_t stream)
{
    return schedule().captures > 0 || at(stream).capture ? cudaErrorStreamCaptureUnsupported : cudaSuccess;
}

} // namespace

bool isScheduled()
{
    return schedule().state != 0;
}

void setSchedule(std::uint64_t seed)
{
    finishAll();
    schedule().state = seed * 0x9E3779B97F4A7C15U;
}

cudaError_t finish(cudaStream_t stream)
{
    drain(at(stream));
    const cudaError_t error = std::exchange(at(stream).error, cudaSuccess);
    return stickyFault() != cudaSuccess ? stickyFault() : error;
}

void finishAll()
{
    for (const cudaStream_t stream : schedule().streams)
        drain(*stream);
}

cudaError_t enqueueWork(cudaStream_t stream, std::function<cudaError_t()> work)
{
    if (stickyFault() != cudaSuccess)
        return stickyFault();
    CUstream_st& on = at(stream);
    if (on.capture) {
        on.capture->work.push_back(std::move(work));
        return cudaSuccess;
    }
    return give(on, {.work = std::move(work)});
}

} // namespace lb::cuda_on_host

using namespace lb::cuda_on_host;

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned)
{
    *stream = new CUstream_st;
    schedule().streams.push_back(*stream);
    return cudaSuccess;
}
cudaError_t cudaStreamDestroy(cudaStream_t stream)
{
    drain(*stream);
    std::erase(schedule().streams, stream);
    delete stream;
    return cudaSuccess;
}
cudaError_t cudaStreamSynchronize(cudaStream_t stream)
{
    if (const cudaError_t fault = injected("cudaStreamSynchronize"); fault != cudaSuccess)
        return fault;
    if (stickyFault() != cudaSuccess)
        return stickyFault();
    ++counts().waits;
    const cudaError_t waits = waitable(stream);
    return failed(waits != cudaSuccess ? waits : finish(stream));
}
cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned)
{
    if (stickyFault() != cudaSuccess)
        return stickyFault();
    if (at(stream).capture)
        return failed(cudaErrorStreamCaptureUnsupported);
    return give(at(stream), {.marks = event->marks, .number = event->marks->given, .isWait = true});
}
cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode)
{
    if (!stream || stream->capture)
        return failed(cudaErrorStreamCaptureUnsupported);
    stream->capture = new CUgraph_st;
    ++schedule().captures;
    return cudaSuccess;
}
cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph)
{
    if (!stream->capture)
        return failed(cudaErrorInvalidValue);
    *graph = std::exchange(stream->capture, nullptr);
    --schedule().captures;
    return cudaSuccess;
}
cudaError_t cudaGraphInstantiate(cudaGraphExec_t* exec, cudaGraph_t graph, unsigned long long)
{
    *exec = new CUgraphExec_st{graph->work};
    return cudaSuccess;
}
cudaError_t cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t stream)
{
    if (const cudaError_t fault = injected("cudaGraphLaunch"); fault != cudaSuccess)
        return fault;
    ++counts().graphs;
    for (const Work& work : exec->work)
        if (const cudaError_t error = enqueueWork(stream, work); error != cudaSuccess)
            return error;
    return cudaSuccess;
}
cudaError_t cudaGraphDestroy(cudaGraph_t graph)
{
    delete graph;
    return cudaSuccess;
}
cudaError_t cudaGraphExecDestroy(cudaGraphExec_t exec)
{
    delete exec;
    return cudaSuccess;
}
cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned)
{
    *event = new CUevent_st;
    return cudaSuccess;
}
cudaError_t cudaEventDestroy(cudaEvent_t event)
{
    delete event;
    return cudaSuccess;
}
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream)
{
    if (stickyFault() != cudaSuccess)
        return stickyFault();
    if (at(stream).capture)
        return failed(cudaErrorStreamCaptureUnsupported);
    event->marks->by = &at(stream);
    return give(at(stream), {.marks = event->marks, .number = ++event->marks->given});
}
/// Counts as a wait where there is something to wait for.
cudaError_t cudaEventSynchronize(cudaEvent_t event)
{
    if (stickyFault() != cudaSuccess)
        return stickyFault();
    if (const cudaError_t waits = waitable(nullptr); waits != cudaSuccess)
        return failed(waits);
    const Marks& marks = *event->marks;
    if (marks.reached == marks.given)
        return cudaSuccess;
    ++counts().waits;
    while (marks.reached < marks.given) {
        CUstream_st& by = *marks.by;
        if (!advance(by))
            drain(*by.entries.front().marks->by);
    }
    return stickyFault();
}
cudaError_t cudaDeviceSynchronize()
{
    if (stickyFault() != cudaSuccess)
        return stickyFault();
    if (const cudaError_t waits = waitable(nullptr); waits != cudaSuccess)
        return failed(waits);
    finishAll();
    return stickyFault();
}
