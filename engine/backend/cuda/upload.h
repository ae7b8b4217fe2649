#pragma once

#include "engine/backend/cuda/context.h"
#include "engine/backend/upload.h"

#include <vector>

namespace lb::engine::cuda {

/// Through pinned memory, on a stream of its own, into device memory beside the arena: the arena's inputs belong to the
/// step that runs. From there a delivery is a copy inside of the device.
class CudaUpload final : public Upload {
public:
    /// The context must outlive it.
    explicit CudaUpload(Context& context);
    ~CudaUpload() override;
    void begin(std::span<const UploadPart> parts) override;
    void deliver(std::size_t index, std::byte* to, std::size_t bytes) override;
    /// What it takes for these parts, of the device and of pinned memory each.
    static std::size_t bytesFor(std::span<const UploadPart> parts);

private:
    struct Place {
        std::size_t offset = 0;
        std::size_t bytes = 0;
    };
    void makeRoom(std::size_t bytes);

    Context& m_context;
    StreamHandle m_stream;
    EventHandle m_arrived; ///< the numbers are on the device, and pinned memory is free
    EventHandle m_delivered;
    PinnedMemory m_pinned;
    DeviceMemory m_staged;
    std::size_t m_room = 0;
    std::vector<Place> m_places;
};

} // namespace lb::engine::cuda
