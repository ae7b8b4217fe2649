#include "engine/backend/cpu/onednn.h"

#include "engine/core/error.h"

#include <algorithm>
#include <array>

#include <oneapi/dnnl/dnnl.h>

namespace lb::engine::cpu {

namespace {

/// Frees a handle of oneDNN's C interface.
template <auto destroy>
struct Destroyer {
    template <class T>
    void operator()(T* handle) const noexcept
    {
        destroy(handle);
    }
};
using EngineHandle = std::unique_ptr<dnnl_engine, Destroyer<dnnl_engine_destroy>>;
using StreamHandle = std::unique_ptr<dnnl_stream, Destroyer<dnnl_stream_destroy>>;
using AttributesHandle = std::unique_ptr<dnnl_primitive_attr, Destroyer<dnnl_primitive_attr_destroy>>;
using PostOpsHandle = std::unique_ptr<dnnl_post_ops, Destroyer<dnnl_post_ops_destroy>>;
using DescriptorHandle = std::unique_ptr<dnnl_primitive_desc, Destroyer<dnnl_primitive_desc_destroy>>;
using PrimitiveHandle = std::unique_ptr<dnnl_primitive, Destroyer<dnnl_primitive_destroy>>;
using MemoryHandle = std::unique_ptr<dnnl_memory, Destroyer<dnnl_memory_destroy>>;

const char* statusText(dnnl_status_t status)
{
    switch (status) {
    case dnnl_out_of_memory:
        return "out of memory";
    case dnnl_invalid_arguments:
        return "invalid arguments";
    case dnnl_unimplemented:
        return "not implemented";
    case dnnl_runtime_error:
        return "runtime error";
    default:
        return "failed";
    }
}

void check(dnnl_status_t status, const char* call)
{
    if (status == dnnl_success)
        return;
    const ErrorKind kind = status == dnnl_out_of_memory ? ErrorKind::OutOfMemory : ErrorKind::Internal;
    throw EngineError(kind, std::string("oneDNN: ") + call + ": " + statusText(status));
}
#define LB_DNNL(call) check(call, #call)

/// Calls an initialiser of the form status = init(&raw, ...) and owns the result.
template <class Handle, class Init>
Handle make(const Init& init)
{
    typename Handle::pointer raw = nullptr;
    init(&raw);
    return Handle(raw);
}

const char* isaName()
{
    switch (dnnl_get_effective_cpu_isa()) {
    case dnnl_cpu_isa_sse41:
        return "sse4.1";
    case dnnl_cpu_isa_avx:
        return "avx";
    case dnnl_cpu_isa_avx2:
        return "avx2";
    case dnnl_cpu_isa_avx2_vnni:
        return "avx2-vnni";
    case dnnl_cpu_isa_avx512_mic:
    case dnnl_cpu_isa_avx512_mic_4ops:
    case dnnl_cpu_isa_avx512_core:
    case dnnl_cpu_isa_avx512_core_vnni:
        return "avx512";
    case dnnl_cpu_isa_avx512_core_bf16:
        return "avx512-bf16";
    case dnnl_cpu_isa_avx512_core_amx:
        return "avx512-amx";
    default:
        return "generic";
    }
}

} // namespace

struct OneDnn::Handles {
    EngineHandle engine;
    StreamHandle stream;
};

OneDnn::OneDnn()
    : m_handles(std::make_unique<Handles>())
{
    m_handles->engine =
        make<EngineHandle>([](dnnl_engine_t* engine) { LB_DNNL(dnnl_engine_create(engine, dnnl_cpu, 0)); });
    m_handles->stream = make<StreamHandle>([&](dnnl_stream_t* stream) {
        LB_DNNL(dnnl_stream_create(stream, m_handles->engine.get(), dnnl_stream_default_flags));
    });
}

OneDnn::~OneDnn() = default;

std::string OneDnn::description()
{
    const dnnl_version_t* version = dnnl_version();
    return "oneDNN " + std::to_string(version->major) + "." + std::to_string(version->minor) + "." +
           std::to_string(version->patch) + ", " + isaName();
}

struct Product::Prepared {
    ProductSpec spec;
    dnnl_stream_t stream = nullptr; ///< borrowed from OneDnn
    PrimitiveHandle primitive;
    MemoryHandle a, b, bias, c, scratch;
    std::size_t scratchBytes = 0;
    /// Memory objects are bound to their argument numbers once; a run only changes addresses.
    std::array<dnnl_exec_arg_t, 5> arguments{};
    int argumentCount = 0;
};

namespace {

/// A [batches, rows, columns] matrix, or stored as [batches, columns, rows].
dnnl_memory_desc_t matrixDescriptor(std::int64_t batches, std::int64_t rows, std::int64_t columns, bool isTransposed)
{
    dnnl_memory_desc_t result;
    const dnnl_dims_t dims{batches, rows, columns};
    const dnnl_dims_t strides{rows * columns, isTransposed ? 1 : columns, isTransposed ? rows : 1};
    const int skipped = batches == 1 ? 1 : 0; // plain matrices have the most implementations
    LB_DNNL(dnnl_memory_desc_init_by_strides(&result, 3 - skipped, dims + skipped, dnnl_f32, strides + skipped));
    return result;
}

AttributesHandle attributesFor(const ProductSpec& spec)
{
    AttributesHandle attributes =
        make<AttributesHandle>([](dnnl_primitive_attr_t* raw) { LB_DNNL(dnnl_primitive_attr_create(raw)); });
    LB_DNNL(dnnl_primitive_attr_set_scratchpad_mode(attributes.get(), dnnl_scratchpad_mode_user));
    if (spec.accumulates) {
        const PostOpsHandle sum = make<PostOpsHandle>([](dnnl_post_ops_t* raw) { LB_DNNL(dnnl_post_ops_create(raw)); });
        LB_DNNL(dnnl_post_ops_append_sum(sum.get(), 1.0F));
        LB_DNNL(dnnl_primitive_attr_set_post_ops(attributes.get(), sum.get()));
    }
    return attributes;
}

} // namespace

Product::Product(const OneDnn& dnnl, const ProductSpec& spec)
    : m_prepared(std::make_unique<Prepared>())
{
    Prepared& p = *m_prepared;
    p.spec = spec;
    if (spec.batches * spec.m * spec.n * spec.k == 0)
        return; // nothing to multiply: run() writes bias or zeros itself
    p.stream = dnnl.m_handles->stream.get();
    const dnnl_engine_t engine = dnnl.m_handles->engine.get();

    const dnnl_memory_desc_t a = matrixDescriptor(spec.batches, spec.m, spec.k, spec.transposeA);
    const dnnl_memory_desc_t b = matrixDescriptor(spec.batches, spec.k, spec.n, spec.transposeB);
    const dnnl_memory_desc_t c = matrixDescriptor(spec.batches, spec.m, spec.n, false);
    const dnnl_memory_desc_t bias = matrixDescriptor(1, 1, spec.n, false);
    if (spec.hasBias && spec.batches != 1)
        throw EngineError(ErrorKind::Internal, "a product of several batches has no bias");

    dnnl_matmul_desc_t operation;
    LB_DNNL(dnnl_matmul_desc_init(&operation, &a, &b, spec.hasBias ? &bias : nullptr, &c));
    const AttributesHandle attributes = attributesFor(spec);
    const DescriptorHandle descriptor = make<DescriptorHandle>([&](dnnl_primitive_desc_t* raw) {
        LB_DNNL(dnnl_primitive_desc_create(raw, &operation, attributes.get(), engine, nullptr));
    });
    p.primitive =
        make<PrimitiveHandle>([&](dnnl_primitive_t* raw) { LB_DNNL(dnnl_primitive_create(raw, descriptor.get())); });

    const auto bind = [&](MemoryHandle& memory, const dnnl_memory_desc_t& type, int argument) {
        memory = make<MemoryHandle>(
            [&](dnnl_memory_t* raw) { LB_DNNL(dnnl_memory_create(raw, &type, engine, DNNL_MEMORY_NONE)); });
        p.arguments[static_cast<std::size_t>(p.argumentCount++)] = {argument, memory.get()};
    };
    bind(p.a, a, DNNL_ARG_SRC);
    bind(p.b, b, DNNL_ARG_WEIGHTS);
    bind(p.c, c, DNNL_ARG_DST);
    if (spec.hasBias)
        bind(p.bias, bias, DNNL_ARG_BIAS);
    const dnnl_memory_desc_t* scratch = dnnl_primitive_desc_query_md(descriptor.get(), dnnl_query_scratchpad_md, 0);
    p.scratchBytes = scratch ? dnnl_memory_desc_get_size(scratch) : 0;
    if (p.scratchBytes > 0)
        bind(p.scratch, *scratch, DNNL_ARG_SCRATCHPAD);
}

Product::~Product() = default;
Product::Product(Product&&) noexcept = default;
Product& Product::operator=(Product&&) noexcept = default;

std::size_t Product::scratchBytes() const
{
    return m_prepared->scratchBytes;
}

void Product::run(const float* a, const float* b, const float* bias, float* c, std::byte* scratch) const
{
    const Prepared& p = *m_prepared;
    if (!p.primitive) {
        for (std::int64_t row = 0; row < p.spec.batches * p.spec.m && !p.spec.accumulates; ++row)
            for (std::int64_t column = 0; column < p.spec.n; ++column)
                c[row * p.spec.n + column] = p.spec.hasBias ? bias[column] : 0.0F;
        return;
    }
    // oneDNN takes all addresses as void*, but reads its inputs only.
    LB_DNNL(dnnl_memory_set_data_handle(p.a.get(), const_cast<float*>(a)));
    LB_DNNL(dnnl_memory_set_data_handle(p.b.get(), const_cast<float*>(b)));
    LB_DNNL(dnnl_memory_set_data_handle(p.c.get(), c));
    if (p.bias)
        LB_DNNL(dnnl_memory_set_data_handle(p.bias.get(), const_cast<float*>(bias)));
    if (p.scratch)
        LB_DNNL(dnnl_memory_set_data_handle(p.scratch.get(), scratch));
    LB_DNNL(dnnl_primitive_execute(p.primitive.get(), p.stream, p.argumentCount, p.arguments.data()));
}

} // namespace lb::engine::cpu
