#include "engine/backend/cuda/upload.h"

#include "engine/core/error.h"

#include <algorithm>
#include <string>

namespace lb::engine::cuda {

namespace {

constexpr std::size_t kAlignment = 64;

std::size_t aligned(std::size_t bytes)
{
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

EventHandle makeEvent()
{
    cudaEvent_t event = nullptr;
    check(cudaEventCreateWithFlags(&event, cudaEventDisableTiming), "making an event");
    return EventHandle(event);
}

} // namespace

CudaUpload::CudaUpload(Context& context)
    : m_context(context)
    , m_arrived(makeEvent())
    , m_delivered(makeEvent())
{
    cudaStream_t stream = nullptr;
    check(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), "making a stream");
    m_stream.reset(stream);
}

/// Memory is given back when nothing uses it any more.
CudaUpload::~CudaUpload()
{
    static_cast<void>(cudaStreamSynchronize(m_stream.get())); // a lost device has been told of
    static_cast<void>(cudaStreamSynchronize(m_context.stream()));
}

std::size_t CudaUpload::bytesFor(std::span<const UploadPart> parts)
{
    std::size_t bytes = 0;
    for (const UploadPart& part : parts)
        bytes += aligned(part.bytes);
    return bytes;
}

void CudaUpload::makeRoom(std::size_t bytes)
{
    if (bytes <= m_room)
        return;
    check(cudaStreamSynchronize(m_stream.get()), "an upload");
    m_context.synchronize();
    m_room = 0;
    m_pinned.reset(); // there is never the old one beside the new one
    m_staged.reset();
    m_pinned = allocatePinned(bytes);
    m_staged = allocateDevice(bytes);
    m_room = bytes;
}

void CudaUpload::begin(std::span<const UploadPart> parts)
{
    m_places.clear();
    std::size_t bytes = 0;
    for (const UploadPart& part : parts) {
        m_places.push_back({bytes, part.bytes});
        bytes += aligned(part.bytes);
    }
    if (bytes == 0)
        return;
    makeRoom(bytes);
    check(cudaEventSynchronize(m_arrived.get()), "an upload"); // of what was begun before
    for (std::size_t i = 0; i < parts.size(); ++i)
        std::copy_n(static_cast<const std::byte*>(parts[i].host), parts[i].bytes, m_pinned.get() + m_places[i].offset);
    check(cudaStreamWaitEvent(m_stream.get(), m_delivered.get()), "an upload");
    check(cudaMemcpyAsync(m_staged.get(), m_pinned.get(), bytes, cudaMemcpyHostToDevice, m_stream.get()), "an upload");
    check(cudaEventRecord(m_arrived.get(), m_stream.get()), "an upload");
}

void CudaUpload::deliver(std::size_t index, std::byte* to, std::size_t bytes)
{
    if (index >= m_places.size() || m_places[index].bytes != bytes)
        throw EngineError(ErrorKind::Internal,
                          "an upload has no part " + std::to_string(index) + " of " + std::to_string(bytes) + " bytes");
    if (bytes == 0)
        return;
    check(cudaStreamWaitEvent(m_context.stream(), m_arrived.get()), "an upload");
    check(cudaMemcpyAsync(to, m_staged.get() + m_places[index].offset, bytes, cudaMemcpyDeviceToDevice,
                          m_context.stream()),
          "an upload");
    check(cudaEventRecord(m_delivered.get(), m_context.stream()), "an upload");
}

} // namespace lb::engine::cuda
