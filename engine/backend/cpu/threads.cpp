#include "engine/backend/cpu/threads.h"

#ifdef __SSE2__
#include <xmmintrin.h>
#endif

// oneDNN brings libgomp along, whether our own loops use OpenMP or not, and takes its thread count from it.
extern "C" int omp_get_max_threads();
extern "C" void omp_set_num_threads(int count);

namespace lb::engine::cpu {

namespace {

constexpr unsigned kFlushDenormals = 0x8040; // MXCSR bits 15 (results) and 6 (operands)

unsigned floatControl()
{
#ifdef __SSE2__
    return _mm_getcsr();
#else
    return 0;
#endif
}

void setFloatControl([[maybe_unused]] unsigned control)
{
#ifdef __SSE2__
    _mm_setcsr(control);
#endif
}

/// Team threads keep the setting, so once per team is enough.
void flushDenormalsInTeam([[maybe_unused]] int threads)
{
#ifdef _OPENMP
    thread_local int flushed = 1;
    if (threads == flushed)
        return;
    flushed = threads; // equal, not "at most": a team that grew has threads that never saw the setting
#pragma omp parallel num_threads(threads)
    setFloatControl(floatControl() | kFlushDenormals);
#endif
}

} // namespace

KernelScope::KernelScope(int threads)
    : m_control(floatControl())
    , m_oldThreads(omp_get_max_threads())
{
    setFloatControl(m_control | kFlushDenormals);
    if (m_oldThreads != threads)
        omp_set_num_threads(threads);
    flushDenormalsInTeam(threads);
}

KernelScope::~KernelScope()
{
    setFloatControl(m_control);
    if (const int threads = omp_get_max_threads(); threads != m_oldThreads)
        omp_set_num_threads(m_oldThreads);
}

} // namespace lb::engine::cpu
