/// Kernels are compiled with -fsanitize=thread, whose calls before every load and store arrive here instead of in that
/// sanitizer's library: so the code of kernels is checked as it stands. Code of the host passes.
#include "tests/support/cuda_on_host/block_runner.h"

namespace {

using lb::cuda_on_host::BlockRunner;
using Kind = lb::cuda_on_host::DeviceMemory::Kind;

inline void access(const void* address, std::size_t bytes, Kind kind)
{
    if (BlockRunner* const running = BlockRunner::s_running)
        running->access(address, bytes, kind);
}

} // namespace

#define LB_ACCESSES(bytes)                                                                                             \
    void __tsan_read##bytes(const void* address)                                                                       \
    {                                                                                                                  \
        access(address, bytes, Kind::Read);                                                                            \
    }                                                                                                                  \
    void __tsan_write##bytes(const void* address)                                                                      \
    {                                                                                                                  \
        access(address, bytes, Kind::Write);                                                                           \
    }

extern "C" {
LB_ACCESSES(1)
LB_ACCESSES(2)
LB_ACCESSES(4)
LB_ACCESSES(8)
LB_ACCESSES(16)
void __tsan_unaligned_read2(const void* a)
{
    access(a, 2, Kind::Read);
}
void __tsan_unaligned_read4(const void* a)
{
    access(a, 4, Kind::Read);
}
void __tsan_unaligned_read8(const void* a)
{
    access(a, 8, Kind::Read);
}
void __tsan_unaligned_read16(const void* a)
{
    access(a, 16, Kind::Read);
}
void __tsan_unaligned_write2(const void* a)
{
    access(a, 2, Kind::Write);
}
void __tsan_unaligned_write4(const void* a)
{
    access(a, 4, Kind::Write);
}
void __tsan_unaligned_write8(const void* a)
{
    access(a, 8, Kind::Write);
}
void __tsan_unaligned_write16(const void* a)
{
    access(a, 16, Kind::Write);
}
void __tsan_read_range(const void* address, std::size_t bytes)
{
    for (std::size_t i = 0; i < bytes; i += 4)
        access(static_cast<const char*>(address) + i, 4, Kind::Read);
}
void __tsan_write_range(const void* address, std::size_t bytes)
{
    for (std::size_t i = 0; i < bytes; i += 4)
        access(static_cast<const char*>(address) + i, 4, Kind::Write);
}
void __tsan_vptr_update(void*, void*) {}
void __tsan_vptr_read(void*) {}
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
void __tsan_init() {}
// Reference counts and guards of statics, in the host's part of the files. Kernels have atomicAdd.
int __tsan_atomic32_fetch_add(int* address, int value, int order)
{
    return __atomic_fetch_add(address, value, order);
}
long __tsan_atomic64_fetch_add(long* address, long value, int order)
{
    return __atomic_fetch_add(address, value, order);
}
char __tsan_atomic8_load(const char* address, int order)
{
    return __atomic_load_n(address, order);
}
}
