#include "engine/backend/cuda/products.h"

#include "engine/core/error.h"

#include <string>

namespace lb::engine::cuda {

namespace {

/// What an algorithm may take of the arena.
constexpr std::size_t kWorkspaceBytes = std::size_t{32} << 20;

void check(cublasStatus_t status, const char* what)
{
    if (status == CUBLAS_STATUS_SUCCESS)
        return;
    cuda::check(cudaGetLastError(), what); // a lost device has its own error
    throw EngineError(ErrorKind::Internal,
                      "cuBLASLt: " + std::string(what) + " failed: " + cublasLtGetStatusString(status));
}

template <class T>
void set(const ProductDesc& desc, cublasLtMatmulDescAttributes_t attribute, T value)
{
    check(cublasLtMatmulDescSetAttribute(desc.get(), attribute, &value, sizeof value), "describing a product");
}

/// A matrix of rows is, column by column, its transpose.
MatrixLayout layoutOf(Index rows, Index columns, Index stride, Index batches, Index batchStride)
{
    cublasLtMatrixLayout_t layout = nullptr;
    check(cublasLtMatrixLayoutCreate(&layout, CUDA_R_32F, static_cast<std::uint64_t>(columns),
                                     static_cast<std::uint64_t>(rows), stride > 0 ? stride : columns),
          "describing a matrix");
    MatrixLayout result(layout);
    const auto count = static_cast<std::int32_t>(batches);
    check(cublasLtMatrixLayoutSetAttribute(layout, CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT, &count, sizeof count),
          "describing a batch");
    check(cublasLtMatrixLayoutSetAttribute(layout, CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET, &batchStride,
                                           sizeof batchStride),
          "describing a batch");
    return result;
}

ProductKey keyOf(const ProductShape& s)
{
    return {s.m,      s.n,      s.k,      s.transposeA, s.transposeB, s.hasBias, s.batches,
            s.batchA, s.batchB, s.batchC, s.rowA,       s.rowB,       s.rowC,    s.isRounded};
}

} // namespace

Product::Product(Context& context, const ProductShape& shape)
    : m_context(&context)
    , m_shape(shape)
{
    if (shape.m == 0 || shape.n == 0 || shape.k == 0 || shape.batches == 0)
        return;
    cublasLtMatmulDesc_t desc = nullptr;
    check(cublasLtMatmulDescCreate(&desc, shape.isRounded ? CUBLAS_COMPUTE_32F_FAST_TF32 : CUBLAS_COMPUTE_32F,
                                   CUDA_R_32F),
          "describing a product");
    m_desc.reset(desc);
    // c^T = b^T a^T: cuBLAS walks column by column, so its first operand is our second.
    set(m_desc, CUBLASLT_MATMUL_DESC_TRANSA, shape.transposeB ? CUBLAS_OP_T : CUBLAS_OP_N);
    set(m_desc, CUBLASLT_MATMUL_DESC_TRANSB, shape.transposeA ? CUBLAS_OP_T : CUBLAS_OP_N);
    set(m_desc, CUBLASLT_MATMUL_DESC_EPILOGUE, shape.hasBias ? CUBLASLT_EPILOGUE_BIAS : CUBLASLT_EPILOGUE_DEFAULT);
    makeLayouts();
    choose();
}

void Product::makeLayouts()
{
    const ProductShape& s = m_shape;
    m_a = s.transposeA ? layoutOf(s.k, s.m, s.rowA, s.batches, s.batchA)
                       : layoutOf(s.m, s.k, s.rowA, s.batches, s.batchA);
    m_b = s.transposeB ? layoutOf(s.n, s.k, s.rowB, s.batches, s.batchB)
                       : layoutOf(s.k, s.n, s.rowB, s.batches, s.batchB);
    m_c = layoutOf(s.m, s.n, s.rowC, s.batches, s.batchC);
}

void Product::choose()
{
    const auto [known, isNew] = m_context->algorithms().try_emplace(keyOf(m_shape));
    if (isNew) {
        cublasLtMatmulPreference_t preference = nullptr;
        check(cublasLtMatmulPreferenceCreate(&preference), "choosing an algorithm");
        const ProductPreference owned(preference);
        check(cublasLtMatmulPreferenceSetAttribute(preference, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES,
                                                   &kWorkspaceBytes, sizeof kWorkspaceBytes),
              "choosing an algorithm");
        // Without the scheme whose parts add to the result in place, in the order in which they happen to end.
        const std::uint32_t schemes = CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE | CUBLASLT_REDUCTION_SCHEME_OUTPUT_TYPE;
        check(cublasLtMatmulPreferenceSetAttribute(preference, CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK, &schemes,
                                                   sizeof schemes),
              "choosing an algorithm");
        int found = 0;
        check(cublasLtMatmulAlgoGetHeuristic(m_context->products(), m_desc.get(), m_b.get(), m_a.get(), m_c.get(),
                                             m_c.get(), preference, 1, &known->second, &found),
              "choosing an algorithm");
        if (found == 0)
            check(CUBLAS_STATUS_NOT_SUPPORTED, "choosing an algorithm");
    }
    m_choice = known->second;
}

void Product::run(const ProductCall& call) const
{
    const ProductShape& s = m_shape;
    if (s.m == 0 || s.n == 0 || s.batches == 0)
        return;
    if (s.k == 0) {
        if (call.beta == 0.0F)
            fillRows(*m_context, call.c, call.bias, s.batches * s.m * s.n, s.n);
        return;
    }
    if (s.hasBias)
        set(m_desc, CUBLASLT_MATMUL_DESC_BIAS_POINTER, call.bias);
    check(cublasLtMatmul(m_context->products(), m_desc.get(), &call.alpha, call.b, m_b.get(), call.a, m_a.get(),
                         &call.beta, call.c, m_c.get(), call.c, m_c.get(), &m_choice.algo, call.workspace,
                         m_choice.workspaceSize, m_context->stream()),
          "a product");
}

} // namespace lb::engine::cuda
