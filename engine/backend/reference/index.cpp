#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>

namespace lb::engine::reference {

namespace {

std::int64_t checkedRow(std::int32_t index, std::int64_t rows)
{
    LB_ASSERT(index >= 0 && index < rows);
    return index >= 0 && index < rows ? index : 0; // never outside, whatever a batch holds
}

template <class T>
void gatherRows(const LoopNode& node, const KernelCall& call)
{
    const std::int64_t rows = node.input(0)[0];
    const std::int64_t width = node.input(0)[1];
    const std::int32_t* indices = call.input<std::int32_t>(1);
    for (std::int64_t i = 0; i < node.input(1).elements(); ++i)
        std::copy_n(call.input<T>(0) + checkedRow(indices[i], rows) * width, width, call.output<T>(0) + i * width);
}

template <class T>
void scatterRows(const LoopNode& node, const KernelCall& call)
{
    const T* updates = call.input<T>(0);
    const std::int32_t* indices = call.input<std::int32_t>(1);
    T* y = call.output<T>(0);
    const std::int64_t rows = node.output(0)[0];
    const std::int64_t width = node.output(0)[1];
    std::fill_n(y, node.output(0).elements(), T{0});
    if (rows == 0)
        return;
    for (std::int64_t i = 0; i < node.input(1).elements(); ++i)
        for (std::int64_t j = 0; j < width; ++j)
            y[checkedRow(indices[i], rows) * width + j] += updates[i * width + j];
}

} // namespace

void addIndexKernels(KernelTable& table)
{
    table.set("gather_rows", loopFor<gatherRows<float>, gatherRows<double>>);
    table.set("scatter_rows", loopFor<scatterRows<float>, scatterRows<double>>);
}

} // namespace lb::engine::reference
