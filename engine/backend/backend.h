#pragma once

#include "engine/backend/kernel.h"
#include "engine/backend/optimizer_kernels.h"
#include "engine/backend/upload.h"
#include "engine/graph/graph.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lb::engine {

/// A block of device memory, freed when destroyed.
class Buffer {
public:
    virtual ~Buffer() = default;
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    /// Address on the device; on CPU backends also a host address.
    std::byte* data() const { return m_data; }
    std::size_t bytes() const { return m_bytes; }

protected:
    Buffer(std::byte* data, std::size_t bytes)
        : m_data(data)
        , m_bytes(bytes)
    {
    }

private:
    std::byte* m_data;
    std::size_t m_bytes;
};

/// Launches that a device can repeat by itself.
class RecordedRun {
public:
    virtual ~RecordedRun() = default;
    virtual void run(RandomKey random) = 0;
};

/// Bytes to be written to the device.
struct DeviceCopy {
    std::byte* device = nullptr;
    const void* host = nullptr;
    std::size_t bytes = 0;
};

/// Bytes to be read from the device.
struct HostCopy {
    void* host = nullptr;
    const std::byte* device = nullptr;
    std::size_t bytes = 0;
};

/// A device with its memory and its kernels. Not thread safe: one training thread uses it.
class Backend {
public:
    virtual ~Backend() = default;
    virtual std::string_view name() const = 0;
    /// What runs the kernels, for the run's fingerprint: "oneDNN 2.6.3, avx2, 2 threads".
    virtual std::string description() const = 0;
    /// Zero-filled and touched, so that running out of memory happens here. Throws EngineError(OutOfMemory).
    virtual std::unique_ptr<Buffer> allocate(std::size_t bytes) = 0;
    /// What `allocate(bytes)` takes from the device: whole pages, for one.
    virtual std::size_t allocatedBytes(std::size_t bytes) const { return bytes; }
    /// What it can still give, where the device has memory of its own; none where that is the process's.
    virtual std::optional<std::size_t> freeBytes() const { return {}; }
    virtual void copyToDevice(std::byte* device, const void* host, std::size_t bytes) = 0;
    /// The same for several at once, which do not overlap: where they are small a device takes them as one.
    virtual void copyAllToDevice(std::span<const DeviceCopy> copies)
    {
        for (const DeviceCopy& copy : copies)
            copyToDevice(copy.device, copy.host, copy.bytes);
    }
    virtual void copyToHost(void* host, const std::byte* device, std::size_t bytes) = 0;
    /// The same for several at once: a device that works beside the host is waited for only once.
    virtual void copyAllToHost(std::span<const HostCopy> copies)
    {
        for (const HostCopy& copy : copies)
            copyToHost(copy.host, copy.device, copy.bytes);
    }
    virtual void copyOnDevice(std::byte* to, const std::byte* from, std::size_t bytes) = 0;
    /// Row i of data, which has parents.size() rows, becomes what row parents[i] was.
    virtual void pickRows(std::byte* data, std::size_t rowBytes, std::span<const std::int32_t> parents);
    /// Null where copyToDevice keeps nothing waiting.
    virtual std::unique_ptr<Upload> makeUpload() { return nullptr; }
    /// What an upload of such parts holds on the device, and as much again in the process; 0 where there are none.
    virtual std::size_t uploadBytes(std::span<const UploadPart> parts) const
    {
        static_cast<void>(parts);
        return 0;
    }
    /// What `launches` would run, to be run again with any random key; null where that gains nothing. `launches` runs
    /// kernels of this backend, which have run before, and does nothing else; it is called once, here, without effect.
    virtual std::unique_ptr<RecordedRun> record(const std::function<void()>& launches)
    {
        static_cast<void>(launches);
        return nullptr;
    }
    /// Whether bfloat16 products run faster than F32 ones here. They can be asked for everywhere
    /// (engine/ops/precision.h).
    virtual bool hasBf16Products() const { return false; }
    virtual const KernelTable& kernels() const = 0;
    virtual const OptimizerKernels& optimizerKernels() const = 0;
    /// Whether graphs are fused before their kernels are made (engine/ops/fusion.h): always, but to compare.
    bool fusesNodes() const { return m_fusesNodes; }
    void setFusesNodes(bool on) { m_fusesNodes = on; }

    /// Ops of the graph this backend has no kernel for: empty means it can run.
    std::vector<std::string> missing(const Graph& graph) const;

private:
    bool m_fusesNodes = true;
};

/// The readable oracle: plain loops over F32 and F64, one thread.
std::unique_ptr<Backend> makeReferenceBackend();
/// Which of the products that choosePrecision marked are made of bfloat16 numbers, by the processor's own instructions;
/// elsewhere operands are rounded and multiplied as F32.
enum class Bf16Use {
    WhereFaster,  ///< where those are faster than F32: with AMX
    WherePossible ///< wherever there are any: to test them
};
/// oneDNN and vector loops, F32, on `threads` threads (64 at most). Starts from the reference's table, so it is
/// complete. Throws EngineError(InvalidArgument) unless threads >= 1.
std::unique_ptr<Backend> makeCpuBackend(int threads, Bf16Use use = Bf16Use::WhereFaster);

} // namespace lb::engine
