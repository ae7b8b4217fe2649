#include "engine/backend/cpu/threads.h"

#ifdef __SSE2__
#include <xmmintrin.h>
#endif

// oneDNN is built on libgomp and asks it how many threads to use.
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

} // namespace

void flushDenormals()
{
    setFloatControl(floatControl() | kFlushDenormals);
}

void useOneThreadInOneDnn()
{
    omp_set_num_threads(1); // of the calling thread's own parallel regions
}

KernelScope::KernelScope()
    : m_control(floatControl())
    , m_libraryThreads(omp_get_max_threads())
{
    flushDenormals();
    if (m_libraryThreads != 1)
        useOneThreadInOneDnn();
}

KernelScope::~KernelScope()
{
    setFloatControl(m_control);
    if (m_libraryThreads != 1)
        omp_set_num_threads(m_libraryThreads);
}

} // namespace lb::engine::cpu
