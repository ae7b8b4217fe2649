#include "engine/ops/linear.h"

#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

namespace lb::engine::reference {

namespace {

/// A matrix that may be read transposed: element (row, column) is data[row * rowStride + column * columnStride].
template <class T>
struct Matrix {
    const T* data;
    std::int64_t rowStride;
    std::int64_t columnStride;
};

/// One element of a product, summed in double.
template <class T>
double dot(const Matrix<T>& a, const Matrix<T>& b, std::int64_t row, std::int64_t column, std::int64_t inner)
{
    double total = 0.0;
    for (std::int64_t i = 0; i < inner; ++i)
        total += static_cast<double>(a.data[row * a.rowStride + i * a.columnStride]) *
                 static_cast<double>(b.data[i * b.rowStride + column * b.columnStride]);
    return total;
}

template <class T>
void matmul(const LoopNode& node, const KernelCall& call)
{
    const bool transposeA = node.attributes.flag("transpose_a");
    const bool transposeB = node.attributes.flag("transpose_b");
    const MatmulExtents e = matmulExtents(node.input(0), node.input(1), {transposeA, transposeB});
    for (std::int64_t batch = 0; batch < e.batches; ++batch) {
        const T* dataA = call.input<T>(0) + (e.isShared[0] ? 0 : batch * e.m * e.k);
        const T* dataB = call.input<T>(1) + (e.isShared[1] ? 0 : batch * e.k * e.n);
        const Matrix<T> a = transposeA ? Matrix<T>{dataA, 1, e.m} : Matrix<T>{dataA, e.k, 1};
        const Matrix<T> b = transposeB ? Matrix<T>{dataB, 1, e.k} : Matrix<T>{dataB, e.n, 1};
        T* y = call.output<T>(0) + batch * e.m * e.n;
        for (std::int64_t row = 0; row < e.m; ++row)
            for (std::int64_t column = 0; column < e.n; ++column)
                y[row * e.n + column] = static_cast<T>(dot(a, b, row, column, e.k));
    }
}

template <class T>
void linear(const LoopNode& node, const KernelCall& call)
{
    const std::int64_t inner = node.input(1)[0];
    const std::int64_t columns = node.input(1)[1];
    const std::int64_t rows = node.input(0).product(0, node.input(0).rank() - 1);
    const Matrix<T> x{call.input<T>(0), inner, 1};
    const Matrix<T> weight{call.input<T>(1), columns, 1};
    const T* bias = node.inputs.size() == 3 ? call.input<T>(2) : nullptr;
    T* y = call.output<T>(0);
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t column = 0; column < columns; ++column) {
            const double product = dot(x, weight, row, column, inner);
            y[row * columns + column] = static_cast<T>(bias ? product + static_cast<double>(bias[column]) : product);
        }
}

} // namespace

void addLinearKernels(KernelTable& table)
{
    table.set("matmul", loopFor<matmul<float>, matmul<double>>);
    table.set("linear", loopFor<linear<float>, linear<double>>);
}

} // namespace lb::engine::reference
