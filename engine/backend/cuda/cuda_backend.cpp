#include "engine/backend/cuda/cuda_backend.h"

#include "engine/backend/cuda/copies.h"
#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/device_memory.h"
#include "engine/backend/cuda/few_rows.h"
#include "engine/backend/cuda/optimizer.h"
#include "engine/backend/cuda/upload.h"
#include "engine/backend/parts_kernel.h"
#include "engine/backend/rounded_kernel.h"
#include "engine/backend/widened_kernel.h"
#include "engine/core/error.h"

#include <algorithm>
#include <string>

namespace lb::engine {

namespace cuda {

namespace {

bool isSupported(const NodeView& view)
{
    const auto isF64 = [&](ValueId id) { return view.graph.typeOf(id).dtype == DType::F64; };
    return std::none_of(view.node.inputs.begin(), view.node.inputs.end(), isF64) &&
           std::none_of(view.node.outputs.begin(), view.node.outputs.end(), isF64);
}

class CudaBuffer final : public Buffer {
public:
    CudaBuffer(Context& context, std::size_t bytes)
        : CudaBuffer(allocateDevice(std::max<std::size_t>(bytes, 1)), bytes)
    {
        check(cudaMemsetAsync(data(), 0, bytes, context.stream()), "filling");
    }

private:
    CudaBuffer(DeviceMemory memory, std::size_t bytes)
        : Buffer(memory.get(), bytes)
        , m_memory(std::move(memory))
    {
    }
    DeviceMemory m_memory;
};

/// A step as a CUDA graph: one call to the driver instead of one for each kernel.
class GraphRun final : public RecordedRun {
public:
    GraphRun(Context& context, const std::function<void()>& launches)
        : m_context(context)
    {
        const Recording recording(context);
        check(cudaStreamBeginCapture(context.stream(), cudaStreamCaptureModeThreadLocal), "recording a step");
        cudaGraph_t graph = nullptr;
        try {
            launches();
        } catch (...) {
            static_cast<void>(cudaStreamEndCapture(context.stream(), &graph)); // the first error is the one to tell
            const GraphHandle dropped(graph);
            throw;
        }
        check(cudaStreamEndCapture(context.stream(), &graph), "recording a step");
        const GraphHandle recorded(graph);
        cudaGraphExec_t exec = nullptr;
        check(cudaGraphInstantiate(&exec, graph, 0), "preparing a recorded step");
        m_exec.reset(exec);
    }
    void run(RandomKey random) override
    {
        m_context.setRandomKey(random);
        check(cudaGraphLaunch(m_exec.get(), m_context.stream()), "a recorded step");
    }

private:
    /// Random keys are not copied meanwhile.
    struct Recording {
        explicit Recording(Context& of)
            : context(of)
        {
            context.setRecording(true);
        }
        ~Recording() { context.setRecording(false); }
        Recording(const Recording&) = delete;
        Recording& operator=(const Recording&) = delete;
        Context& context;
    };

    Context& m_context;
    GraphExecHandle m_exec;
};

class CudaBackend final : public Backend {
public:
    explicit CudaBackend(int device)
        : m_context(device)
        , m_optimizerKernels(cuda::optimizerKernels(m_context))
    {
        Table table(m_kernels, m_context);
        addAttentionKernels(table);
        addConvolutionKernels(table);
        addCrfKernels(table);
        addDivergenceKernels(table);
        addElementwiseKernels(table);
        addGradientKernels(table);
        addGruKernels(table);
        addIndexKernels(table);
        addLayoutKernels(table);
        addLinearKernels(table);
        addLossKernels(table);
        addMultilabelKernels(table);
        addNeighbourKernels(table);
        addNormKernels(table);
        addOutputLossKernels(table);
        addPoolingKernels(table);
        addRandomKernels(table);
        addRecurrentKernels(table);
        addReduceKernels(table);
        addSamplingKernels(table);
        addSoftmaxKernels(table);
        widenStoredWeights(m_kernels, {"linear", "matmul"}, widenFromBf16, &m_context);
        addFewRowKernels(m_kernels, m_context);
        roundMarkedProducts(m_kernels, roundToBf16, &m_context);
        runFusedNodesByParts(m_kernels);
    }

    std::string_view name() const override { return "cuda"; }
    std::string description() const override
    {
        const cudaDeviceProp& device = m_context.properties();
        int runtime = 0;
        check(cudaRuntimeGetVersion(&runtime), "asking for the runtime's version");
        return std::string(device.name) + ", compute capability " + std::to_string(device.major) + "." +
               std::to_string(device.minor) + ", CUDA " + std::to_string(runtime / 1000) + "." +
               std::to_string(runtime % 1000 / 10);
    }
    std::unique_ptr<Buffer> allocate(std::size_t bytes) override
    {
        return std::make_unique<CudaBuffer>(m_context, bytes);
    }
    std::optional<std::size_t> freeBytes() const override
    {
        std::size_t free = 0, total = 0;
        check(cudaMemGetInfo(&free, &total), "asking for free memory");
        return free;
    }
    void copyToDevice(std::byte* device, const void* host, std::size_t bytes) override
    {
        copy(device, host, bytes, cudaMemcpyHostToDevice);
    }
    void copyAllToDevice(std::span<const DeviceCopy> copies) override
    {
        if (!launchCopies(m_context.stream(), copies))
            Backend::copyAllToDevice(copies);
    }
    void copyToHost(void* host, const std::byte* device, std::size_t bytes) override
    {
        copy(host, device, bytes, cudaMemcpyDeviceToHost);
        m_context.synchronize();
    }
    void copyAllToHost(std::span<const HostCopy> copies) override
    {
        std::size_t bytes = 0;
        for (const HostCopy& each : copies)
            bytes += each.bytes;
        if (bytes > kResultBytes)
            return Backend::copyAllToHost(copies);
        std::byte* to = m_results.get();
        for (const HostCopy& each : copies) {
            copy(to, each.device, each.bytes, cudaMemcpyDeviceToHost);
            to += each.bytes;
        }
        m_context.synchronize();
        const std::byte* from = m_results.get();
        for (const HostCopy& each : copies) {
            std::copy_n(from, each.bytes, static_cast<std::byte*>(each.host));
            from += each.bytes;
        }
    }
    void copyOnDevice(std::byte* to, const std::byte* from, std::size_t bytes) override
    {
        copy(to, from, bytes, cudaMemcpyDeviceToDevice);
    }
    void pickRows(std::byte* data, std::size_t rowBytes, std::span<const std::int32_t> parents) override
    {
        if (!launchPickRows(m_context.stream(), data, rowBytes, parents))
            Backend::pickRows(data, rowBytes, parents);
    }
    std::unique_ptr<Upload> makeUpload() override { return std::make_unique<CudaUpload>(m_context); }
    std::size_t uploadBytes(std::span<const UploadPart> parts) const override { return CudaUpload::bytesFor(parts); }
    std::unique_ptr<RecordedRun> record(const std::function<void()>& launches) override
    {
        return std::make_unique<GraphRun>(m_context, launches);
    }
    /// Their operands are exact in TF32: see ProductShape::isRounded.
    bool hasBf16Products() const override { return m_context.properties().major >= 8; }
    const KernelTable& kernels() const override { return m_kernels; }
    const OptimizerKernels& optimizerKernels() const override { return *m_optimizerKernels; }

private:
    static constexpr std::size_t kResultBytes = 4096;

    /// From pageable memory the call returns when the numbers are read, into it when they are there.
    void copy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind)
    {
        if (bytes > 0)
            check(cudaMemcpyAsync(to, from, bytes, kind, m_context.stream()), "a copy");
    }

    Context m_context;
    PinnedMemory m_results = allocatePinned(kResultBytes);
    KernelTable m_kernels;
    std::unique_ptr<OptimizerKernels> m_optimizerKernels;
};

} // namespace

void Table::set(std::string_view op, Factory factory)
{
    m_table.set(op, [factory, context = &m_context](const Graph& graph, const Node& node) {
        const NodeView view{*context, graph, node};
        if (!isSupported(view))
            throw EngineError(ErrorKind::Unsupported,
                              "the CUDA backend has no " + std::string(node.op->name) + " for f64");
        return factory(view);
    });
}

} // namespace cuda

std::unique_ptr<Backend> makeCudaBackend(int device)
{
    return std::make_unique<cuda::CudaBackend>(device);
}

} // namespace lb::engine
