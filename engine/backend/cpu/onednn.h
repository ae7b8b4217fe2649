#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace lb::engine::cpu {

/// The oneDNN library: its engine and stream. Everything of oneDNN stands in onednn.cpp; its failures become
/// EngineError with the call's text. Not thread safe.
class OneDnn {
public:
    OneDnn();
    ~OneDnn();
    OneDnn(const OneDnn&) = delete;
    OneDnn& operator=(const OneDnn&) = delete;

    /// "oneDNN 2.6.3, avx2"
    static std::string description();

private:
    friend class Product;
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
};

/// A prepared product. Create and run it inside a KernelScope of the same thread count.
class Product {
public:
    Product(const OneDnn& dnnl, const ProductSpec& spec);
    ~Product();
    Product(Product&&) noexcept;
    Product& operator=(Product&&) noexcept;

    std::size_t scratchBytes() const;
    /// `bias` is read only if the spec has one. `scratch` holds scratchBytes().
    void run(const float* a, const float* b, const float* bias, float* c, std::byte* scratch) const;
    void run(const float* a, const float* b, float* c, std::byte* scratch) const { run(a, b, nullptr, c, scratch); }

private:
    struct Prepared;
    std::unique_ptr<Prepared> m_prepared;
};

} // namespace lb::engine::cpu
