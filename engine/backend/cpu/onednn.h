#pragma once

#include "engine/backend/cpu/element_loops.h"
#include "engine/backend/cpu/thread_team.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lb::engine::cpu {

/// The oneDNN library: its engine. Everything of oneDNN stands in onednn*.cpp; its failures become
/// EngineError with the call's text.
class OneDnn {
public:
    OneDnn();
    ~OneDnn();
    OneDnn(const OneDnn&) = delete;
    OneDnn& operator=(const OneDnn&) = delete;

    /// "oneDNN 2.6.3, avx2"
    static std::string description();
    /// Whether this processor multiplies bfloat16 numbers faster than float ones: with AMX. AVX-512's own instruction
    /// makes 165 GFLOP/s where float makes 310, and convolutions 97 where float makes 183 on one thread.
    static bool hasBf16Products();
    /// Whether it multiplies them at all.
    static bool canMultiplyBf16();

private:
    friend class Product;
    friend class DirectConvolution;
    friend struct ProductPiece;
    struct Handles;
    std::unique_ptr<Handles> m_handles;
};

/// `batches` products c = a b, row-major. a: [m, k] and b: [k, n], or as stored transposed: [k, m] and [n, k].
struct ProductSpec {
    std::int64_t batches = 1;
    std::int64_t m = 0;
    std::int64_t n = 0;
    std::int64_t k = 0;
    bool transposeA = false;
    bool transposeB = false;
    bool hasBias = false;     ///< adds bias: [n] to every row
    bool accumulates = false; ///< adds to c instead of replacing it
    bool isBf16 = false;      ///< a and b are multiplied as bfloat16; c and the bias are F32 all the same
    bool convertsA = false;   ///< of bfloat16 products: a is given as F32 and converted in scratch; else it is bfloat16
    bool convertsB = false;   ///< the same of b
    bool isBStored = false;   ///< b alone is bfloat16 (storeWeightsInBf16)
    /// b is a matrix of weights for many rows: put into the library's own layout before it is multiplied. Each layout
    /// of a weight is read once a step, so keeping the copy would spare no packing and cost its memory.
    bool packsB = false;
};

/// `spec`, with operands given as F32 and multiplied as bfloat16 where `isBf16`.
inline ProductSpec converting(ProductSpec spec, bool isBf16)
{
    spec.isBf16 = spec.convertsA = spec.convertsB = isBf16;
    return spec;
}

/// Addresses of a run. `bias` is read only if the spec has one; `scratch` holds Product::scratchBytes().
struct ProductOperands {
    const void* a = nullptr; ///< F32, or bfloat16 where the spec says so; b as well
    const void* b = nullptr;
    float* c = nullptr;
    std::byte* scratch = nullptr;
    const float* bias = nullptr;
};

struct ProductPiece;

/// A product prepared once and cut into pieces, each of which is a primitive on one thread: oneDNN's own threads wait
/// for each other inside a call, which a shared desktop turns into milliseconds, and are not faster
/// (engine/backend/cpu/README.md). Create and run it inside a KernelScope.
class Product {
public:
    /// Cut for `threads` threads, less when it is small.
    Product(const OneDnn& dnnl, const ProductSpec& spec, int threads);
    ~Product();
    Product(Product&&) noexcept;
    Product& operator=(Product&&) noexcept;

    std::size_t scratchBytes() const { return m_scratchBytes; }
    /// Whether such a product streams b instead of packing it: only then may b be stored in bfloat16.
    static bool streamsB(const ProductSpec& spec);
    /// The epilogue is applied to c, by the thread that made a piece of it.
    void run(ThreadTeam& team, const ProductOperands& given, const Epilogue& epilogue = {}) const;

private:
    /// The operands as the pieces read them: converted at the beginning of scratch.
    ProductOperands converted(ThreadTeam& team, const ProductOperands& operands) const;
    /// Columns [begin, end) of c.
    void runFewRows(const ProductOperands& operands, std::int64_t begin, std::int64_t end) const;

    ProductSpec m_spec;
    bool m_hasFewRows = false;
    std::vector<ProductPiece> m_pieces; ///< none when there is nothing to multiply
    std::int64_t m_convertedA = 0;      ///< numbers of a to convert
    std::int64_t m_convertedB = 0;
    std::size_t m_scratchBytes = 0;
};

/// Bytes of `count` bfloat16 numbers, such that what follows is aligned.
std::size_t bf16Bytes(std::int64_t count);
/// Converts on the team's threads, rounding to nearest and even.
void convertToBf16(ThreadTeam& team, const float* from, std::byte* to, std::int64_t count);

} // namespace lb::engine::cpu
