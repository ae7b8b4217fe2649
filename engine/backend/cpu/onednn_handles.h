#pragma once

#include "engine/backend/cpu/onednn.h"
#include "engine/core/error.h"

#include <array>

#include <oneapi/dnnl/dnnl.h>

/// What the files that call oneDNN share (onednn*.cpp); nobody else includes this.
namespace lb::engine::cpu {

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

inline const char* statusText(dnnl_status_t status)
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

inline void check(dnnl_status_t status, const char* call)
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

struct OneDnn::Handles {
    EngineHandle engine;
};

/// Scratch is given to a primitive at each run, so that running it allocates nothing.
inline AttributesHandle scratchAttributes()
{
    AttributesHandle attributes =
        make<AttributesHandle>([](dnnl_primitive_attr_t* raw) { LB_DNNL(dnnl_primitive_attr_create(raw)); });
    LB_DNNL(dnnl_primitive_attr_set_scratchpad_mode(attributes.get(), dnnl_scratchpad_mode_user));
    return attributes;
}

inline MemoryHandle memoryWithoutAddress(dnnl_engine_t engine, const dnnl_memory_desc_t& type)
{
    return make<MemoryHandle>(
        [&](dnnl_memory_t* raw) { LB_DNNL(dnnl_memory_create(raw, &type, engine, DNNL_MEMORY_NONE)); });
}

inline StreamHandle makeStream(dnnl_engine_t engine)
{
    return make<StreamHandle>(
        [&](dnnl_stream_t* raw) { LB_DNNL(dnnl_stream_create(raw, engine, dnnl_stream_default_flags)); });
}

} // namespace lb::engine::cpu
