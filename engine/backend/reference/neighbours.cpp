#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <cmath>

namespace lb::engine::reference {

namespace {

template <class T>
double squaredDistance(const T* a, const T* b, std::int64_t width)
{
    double total = 0.0;
    for (std::int64_t i = 0; i < width; ++i) {
        const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
        total += difference * difference;
    }
    return total;
}

/// A row seen from another; ordered by distance, equal distances by index.
struct Neighbour {
    double squared;
    std::int32_t index;
    bool operator<(const Neighbour& other) const
    {
        return squared != other.squared ? squared < other.squared : index < other.index;
    }
};

std::size_t neighbourScratch(const LoopNode& node)
{
    return static_cast<std::size_t>(node.input(0)[0]) * sizeof(Neighbour);
}

template <class T>
void knnLogDistance(const LoopNode& node, const KernelCall& call)
{
    const T* x = call.input<T>(0);
    const std::int64_t rows = node.input(0)[0];
    const std::int64_t width = node.input(0)[1];
    const std::int64_t k = node.attributes.integer("k");
    const double floor = node.attributes.real("floor");
    auto* others = reinterpret_cast<Neighbour*>(call.scratch);
    for (std::int64_t i = 0; i < rows; ++i) {
        std::int64_t count = 0;
        for (std::int64_t j = 0; j < rows; ++j)
            if (j != i)
                others[count++] = {squaredDistance(x + i * width, x + j * width, width), static_cast<std::int32_t>(j)};
        std::nth_element(others, others + (k - 1), others + count);
        call.output<T>(0)[i] = static_cast<T>(0.5 * std::log(std::max(others[k - 1].squared, floor)));
        call.output<std::int32_t>(1)[i] = others[k - 1].index;
    }
}

template <class T>
void knnLogDistanceGrad(const LoopNode& node, const KernelCall& call)
{
    const T* x = call.input<T>(0);
    const std::int32_t* neighbours = call.input<std::int32_t>(1);
    const T* dy = call.input<T>(2);
    T* dx = call.output<T>(0);
    const std::int64_t width = node.input(0)[1];
    const double floor = node.attributes.real("floor");
    std::fill_n(dx, node.output(0).elements(), T{0});
    for (std::int64_t i = 0; i < node.input(0)[0]; ++i) {
        const std::int64_t neighbour = neighbours[i];
        const double squared = squaredDistance(x + i * width, x + neighbour * width, width);
        if (squared <= floor)
            continue;
        for (std::int64_t j = 0; j < width; ++j) {
            const double difference =
                static_cast<double>(x[i * width + j]) - static_cast<double>(x[neighbour * width + j]);
            const T pull = static_cast<T>(static_cast<double>(dy[i]) * difference / squared);
            dx[i * width + j] += pull;
            dx[neighbour * width + j] -= pull;
        }
    }
}

} // namespace

void addNeighbourKernels(KernelTable& table)
{
    table.set("knn_log_distance", loopFor<knnLogDistance<float>, knnLogDistance<double>, nullptr, neighbourScratch>);
    table.set("knn_log_distance_grad", loopFor<knnLogDistanceGrad<float>, knnLogDistanceGrad<double>>);
}

} // namespace lb::engine::reference
