#pragma once

#include "engine/backend/cuda/context.h"

namespace lb::engine::cuda {

/// c = a b (+ beta c) (+ bias for each row), all row by row: c is [m, n], a [m, k] and b [k, n] after transposition.
struct ProductShape {
    Index m = 0, n = 0, k = 0;
    bool transposeA = false, transposeB = false;
    bool hasBias = false;
    bool isRounded = false; ///< all numbers of a and b are bfloat16 ones: tensor cores lose nothing of them
    Index batches = 1;
    Index batchA = 0, batchB = 0, batchC = 0; ///< numbers from one matrix of a batch to the next; 0: the same for all
    Index rowA = 0, rowB = 0, rowC = 0;       ///< numbers from one row to the next; 0: rows are dense
};

struct ProductCall {
    const float* a = nullptr;
    const float* b = nullptr;
    float* c = nullptr;
    const float* bias = nullptr;
    float alpha = 1.0F, beta = 0.0F;
    std::byte* workspace = nullptr;
};

/// One shape of product by cuBLASLt, in F32, or for rounded operands in TF32, which holds them exactly; the algorithm
/// is chosen when it is made, once per shape and context, and never one whose sums depend on timing.
class Product {
public:
    Product(Context& context, const ProductShape& shape);
    std::size_t workspaceBytes() const { return m_choice.workspaceSize; }
    void run(const ProductCall& call) const;

private:
    void makeLayouts();
    void choose();

    Context* m_context;
    ProductShape m_shape;
    ProductDesc m_desc;
    MatrixLayout m_a, m_b, m_c;
    cublasLtMatmulHeuristicResult_t m_choice{};
};

/// c[i] = bias[i % columns], or 0: what a product without terms is.
void fillRows(Context& context, float* c, const float* bias, Index count, Index columns);

} // namespace lb::engine::cuda
