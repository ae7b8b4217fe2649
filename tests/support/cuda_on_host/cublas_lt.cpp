#include "tests/support/cuda_on_host/cublasLt.h"

#include "engine/core/bf16.h"
#include "tests/support/cuda_on_host/device_work.h"

#include <algorithm>
#include <bit>
#include <vector>

using lb::cuda_on_host::deviceMemory;

struct cublasLtContext {};
struct cublasLtMatmulDescOpaque {
    cublasOperation_t transposeA = CUBLAS_OP_N, transposeB = CUBLAS_OP_N;
    cublasLtEpilogue_t epilogue = CUBLASLT_EPILOGUE_DEFAULT;
    const float* bias = nullptr;
    cublasComputeType_t compute = CUBLAS_COMPUTE_32F;
};
/// Column by column, `stride` numbers from one to the next.
struct cublasLtMatrixLayoutOpaque {
    cudaDataType_t type;
    std::uint64_t rows, columns;
    std::int64_t stride;
    std::int32_t batches = 1;
    std::int64_t batchStride = 0;

    std::size_t bytes() const
    {
        const std::int64_t last = (batches - 1) * batchStride + (static_cast<std::int64_t>(columns) - 1) * stride +
                                  static_cast<std::int64_t>(rows);
        return static_cast<std::size_t>(last) * (type == CUDA_R_16BF ? 2 : 4);
    }
};
struct cublasLtMatmulPreferenceOpaque {};

namespace {

using Layout = cublasLtMatrixLayoutOpaque;

/// The nearest number with the ten bits behind the point that tensor cores read of an F32 operand in TF32.
float roundedToTf32(float number)
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(number) + 0x1000U;
    return std::bit_cast<float>(bits & ~0x1FFFU);
}

/// One matrix of a batch as [rows, columns] numbers after transposition, column by column.
std::vector<float> gathered(const void* data, const Layout& layout, int batch, cublasOperation_t operation)
{
    const auto rows = static_cast<std::int64_t>(layout.rows), columns = static_cast<std::int64_t>(layout.columns);
    std::vector<float> result(static_cast<std::size_t>(rows * columns));
    for (std::int64_t j = 0; j < columns; ++j)
        for (std::int64_t i = 0; i < rows; ++i) {
            const std::int64_t at = batch * layout.batchStride + j * layout.stride + i;
            const float number = layout.type == CUDA_R_16BF
                                     ? lb::engine::fromBf16(static_cast<const std::uint16_t*>(data)[at])
                                     : static_cast<const float*>(data)[at];
            result[static_cast<std::size_t>(operation == CUBLAS_OP_N ? j * rows + i : i * columns + j)] = number;
        }
    return result;
}

struct Product {
    cublasLtMatmulDescOpaque desc;
    Layout a, b, c;
    const void *dataA, *dataB;
    float* result;
    float alpha, beta;

    bool isInMemory() const
    {
        return deviceMemory().holds(dataA, a.bytes()) && deviceMemory().holds(dataB, b.bytes()) &&
               deviceMemory().holds(result, c.bytes()) &&
               (desc.epilogue == CUBLASLT_EPILOGUE_DEFAULT || deviceMemory().holds(desc.bias, c.rows * sizeof(float)));
    }
    void run() const
    {
        const auto m = static_cast<std::int64_t>(c.rows), n = static_cast<std::int64_t>(c.columns);
        const auto k = static_cast<std::int64_t>(desc.transposeA == CUBLAS_OP_N ? a.columns : a.rows);
        for (int batch = 0; batch < c.batches; ++batch) {
            std::vector<float> left = gathered(dataA, a, batch, desc.transposeA);
            std::vector<float> right = gathered(dataB, b, batch, desc.transposeB);
            if (desc.compute == CUBLAS_COMPUTE_32F_FAST_TF32)
                for (std::vector<float>* operand : {&left, &right})
                    std::transform(operand->begin(), operand->end(), operand->begin(), roundedToTf32);
            std::vector<float> column(static_cast<std::size_t>(m));
            for (std::int64_t j = 0; j < n; ++j) {
                std::fill(column.begin(), column.end(), 0.0F);
                for (std::int64_t i = 0; i < k; ++i)
                    for (std::int64_t row = 0; row < m; ++row)
                        column[static_cast<std::size_t>(row)] +=
                            left[static_cast<std::size_t>(i * m + row)] * right[static_cast<std::size_t>(j * k + i)];
                float* const to = result + batch * c.batchStride + j * c.stride;
                for (std::int64_t row = 0; row < m; ++row) {
                    const float bias = desc.epilogue == CUBLASLT_EPILOGUE_BIAS ? desc.bias[row] : 0.0F;
                    const float before = beta == 0.0F ? 0.0F : beta * to[row]; // NaN is not read then
                    to[row] = alpha * column[static_cast<std::size_t>(row)] + before + bias;
                }
                deviceMemory().markWritten(to, static_cast<std::size_t>(m) * sizeof(float));
            }
        }
    }
};

template <class T>
cublasStatus_t assign(T& to, const void* value, std::size_t bytes)
{
    if (bytes != sizeof(T))
        return CUBLAS_STATUS_INVALID_VALUE;
    std::memcpy(&to, value, bytes);
    return CUBLAS_STATUS_SUCCESS;
}

/// Whether the shapes of op(a) op(b) = c fit.
bool fits(const cublasLtMatmulDescOpaque& desc, const Layout& a, const Layout& b, const Layout& c)
{
    const bool plainA = desc.transposeA == CUBLAS_OP_N, plainB = desc.transposeB == CUBLAS_OP_N;
    return (plainA ? a.rows : a.columns) == c.rows && (plainB ? b.columns : b.rows) == c.columns &&
           (plainA ? a.columns : a.rows) == (plainB ? b.rows : b.columns) && a.batches == c.batches &&
           b.batches == c.batches && a.stride >= static_cast<std::int64_t>(a.rows) &&
           b.stride >= static_cast<std::int64_t>(b.rows) && c.stride >= static_cast<std::int64_t>(c.rows);
}

} // namespace

cublasStatus_t cublasLtCreate(cublasLtHandle_t* handle)
{
    *handle = new cublasLtContext;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtDestroy(cublasLtHandle_t handle)
{
    delete handle;
    return CUBLAS_STATUS_SUCCESS;
}
std::size_t cublasLtGetVersion()
{
    return 130000;
}
const char* cublasLtGetStatusString(cublasStatus_t status)
{
    return status == CUBLAS_STATUS_SUCCESS ? "success" : "invalid value";
}
cublasStatus_t cublasLtMatmulDescCreate(cublasLtMatmulDesc_t* desc, cublasComputeType_t compute, cudaDataType_t)
{
    *desc = new cublasLtMatmulDescOpaque;
    (*desc)->compute = compute;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulDescDestroy(cublasLtMatmulDesc_t desc)
{
    delete desc;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulDescSetAttribute(cublasLtMatmulDesc_t desc, cublasLtMatmulDescAttributes_t attribute,
                                              const void* value, std::size_t bytes)
{
    switch (attribute) {
    case CUBLASLT_MATMUL_DESC_TRANSA:
        return assign(desc->transposeA, value, bytes);
    case CUBLASLT_MATMUL_DESC_TRANSB:
        return assign(desc->transposeB, value, bytes);
    case CUBLASLT_MATMUL_DESC_EPILOGUE:
        return assign(desc->epilogue, value, bytes);
    case CUBLASLT_MATMUL_DESC_BIAS_POINTER:
        return assign(desc->bias, value, bytes);
    }
    return CUBLAS_STATUS_INVALID_VALUE;
}
cublasStatus_t cublasLtMatrixLayoutCreate(cublasLtMatrixLayout_t* layout, cudaDataType_t type, std::uint64_t rows,
                                          std::uint64_t columns, std::int64_t stride)
{
    *layout = new Layout{type, rows, columns, stride};
    return rows > 0 && columns > 0 ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_INVALID_VALUE;
}
cublasStatus_t cublasLtMatrixLayoutDestroy(cublasLtMatrixLayout_t layout)
{
    delete layout;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatrixLayoutSetAttribute(cublasLtMatrixLayout_t layout,
                                                cublasLtMatrixLayoutAttribute_t attribute, const void* value,
                                                std::size_t bytes)
{
    return attribute == CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT ? assign(layout->batches, value, bytes)
                                                           : assign(layout->batchStride, value, bytes);
}
cublasStatus_t cublasLtMatmulPreferenceCreate(cublasLtMatmulPreference_t* preference)
{
    *preference = new cublasLtMatmulPreferenceOpaque;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulPreferenceDestroy(cublasLtMatmulPreference_t preference)
{
    delete preference;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulPreferenceSetAttribute(cublasLtMatmulPreference_t, cublasLtMatmulPreferenceAttributes_t,
                                                    const void*, std::size_t)
{
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulAlgoGetHeuristic(cublasLtHandle_t, cublasLtMatmulDesc_t desc, cublasLtMatrixLayout_t a,
                                              cublasLtMatrixLayout_t b, cublasLtMatrixLayout_t c,
                                              cublasLtMatrixLayout_t, cublasLtMatmulPreference_t, int,
                                              cublasLtMatmulHeuristicResult_t* results, int* found)
{
    *found = fits(*desc, *a, *b, *c) ? 1 : 0;
    results[0] = {};
    return *found ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_INVALID_VALUE;
}
cublasStatus_t cublasLtMatmul(cublasLtHandle_t, cublasLtMatmulDesc_t desc, const void* alpha, const void* a,
                              cublasLtMatrixLayout_t layoutA, const void* b, cublasLtMatrixLayout_t layoutB,
                              const void* beta, const void* c, cublasLtMatrixLayout_t layoutC, void* d,
                              cublasLtMatrixLayout_t, const cublasLtMatmulAlgo_t*, void*, std::size_t,
                              cudaStream_t stream)
{
    const Product product{.desc = *desc,
                          .a = *layoutA,
                          .b = *layoutB,
                          .c = *layoutC,
                          .dataA = a,
                          .dataB = b,
                          .result = static_cast<float*>(d),
                          .alpha = *static_cast<const float*>(alpha),
                          .beta = *static_cast<const float*>(beta)};
    if (c != d || !fits(*desc, *layoutA, *layoutB, *layoutC) || !product.isInMemory())
        return CUBLAS_STATUS_INVALID_VALUE;
    const cudaError_t error = lb::cuda_on_host::enqueueWork(stream, [product] {
        ++lb::cuda_on_host::counts().products;
        lb::cuda_on_host::counts().tf32 += product.desc.compute == CUBLAS_COMPUTE_32F_FAST_TF32 ? 1 : 0;
        product.run();
        return cudaSuccess;
    });
    return error == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_EXECUTION_FAILED;
}
