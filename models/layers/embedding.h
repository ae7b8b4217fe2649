#pragma once

#include "engine/graph/graph.h"

#include <cstdint>
#include <string>

namespace lb::models {

struct EmbeddingSettings {
    std::int64_t rows = 0; ///< vocabulary
    std::int64_t width = 0;
    double range = 0.1;     ///< starts uniform in [-range, range] (He et al. 2019)
    double deviation = 0.0; ///< above 0: starts as N(0, deviation^2) instead
    engine::DType dtype = engine::DType::F32;
};

/// Table lookup; parameter "<name>/table" [rows, width].
class Embedding {
public:
    Embedding(std::string name, const EmbeddingSettings& settings)
        : m_name(std::move(name))
        , m_settings(settings)
    {
    }
    /// indices: I32 [...] -> [..., width].
    engine::Value operator()(engine::Value indices) const;
    /// Row `index` of the table, [1, width]: the vector of a special token.
    engine::Value row(engine::Graph& graph, std::int64_t index) const;
    /// The whole table, [rows, width]: to read words off with it.
    engine::Value table(engine::Graph& graph) const;

private:
    std::string m_name;
    EmbeddingSettings m_settings;
};

} // namespace lb::models
