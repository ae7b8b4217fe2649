#include "tests/support/cuda_on_host/fiber.h"

#include <cstdint>
#include <new>

#include <sys/mman.h>

#ifndef __x86_64__
#error "the fibers of the host runtime are written for x86-64"
#endif

/// Saves what a call must keep, exchanges the stack pointers and returns on the other stack. The registers of floating
/// point control are left alone: nothing here changes them.
extern "C" void latentbenchSwitchStack(void** from, void* to);
asm(R"(
.text
.type latentbenchSwitchStack, @function
latentbenchSwitchStack:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
)");

namespace lb::cuda_on_host {

Fiber::Fiber()
    : m_stack(static_cast<char*>(
          mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)))
{
    if (m_stack == MAP_FAILED)
        throw std::bad_alloc();
}

Fiber::~Fiber()
{
    munmap(m_stack, kStackBytes);
}

void Fiber::begin(void (*entry)())
{
    // At its entry a function finds its return address, here none, 8 bytes below a multiple of 16.
    auto** top = reinterpret_cast<void**>(m_stack + kStackBytes - 8);
    *top = nullptr;
    *--top = reinterpret_cast<void*>(entry);
    for (int i = 0; i < 6; ++i)
        *--top = nullptr;
    m_pointer = top;
}

void Fiber::resume()
{
    latentbenchSwitchStack(&m_resumer, m_pointer);
}

void Fiber::leave()
{
    latentbenchSwitchStack(&m_pointer, m_resumer);
}

} // namespace lb::cuda_on_host
