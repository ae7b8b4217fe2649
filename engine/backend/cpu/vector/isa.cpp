#include "engine/backend/cpu/vector/isa_tables.h"

namespace lb::engine::cpu {

int runnableVectorKernels(const VectorKernels* result[3])
{
    int count = 0;
    static const VectorKernels baselineTables = baseline::tables();
    result[count++] = &baselineTables;
#ifdef LB_X86_LEVELS
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v3")) { // even filling a table may use the set's instructions
        static const VectorKernels avx2Tables = avx2::tables();
        result[count++] = &avx2Tables;
    }
    if (__builtin_cpu_supports("x86-64-v4")) {
        static const VectorKernels avx512Tables = avx512::tables();
        result[count++] = &avx512Tables;
    }
#endif
    return count;
}

const VectorKernels& vectorKernels()
{
    static const VectorKernels& best = []() -> const VectorKernels& {
        const VectorKernels* runnable[3];
        return *runnable[runnableVectorKernels(runnable) - 1];
    }();
    return best;
}

} // namespace lb::engine::cpu
