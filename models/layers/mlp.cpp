#include "models/layers/mlp.h"

#include "engine/ops/elementwise.h"

namespace lb::models {

Mlp::Mlp(std::string name, const std::vector<std::int64_t>& widths, bool isSpectral)
    : m_name(std::move(name))
{
    for (std::size_t i = 0; i + 1 < widths.size(); ++i)
        m_layers.emplace_back(std::to_string(i),
                              LinearSettings{.inputs = widths[i], .outputs = widths[i + 1], .isSpectral = isSpectral});
}

engine::Value Mlp::operator()(engine::Value x, Mode mode) const
{
    const engine::Scope scope(x.graph(), m_name);
    for (const Linear& layer : m_layers) {
        x.graph().markBlockInput(x);
        x = engine::relu(layer(x, mode));
    }
    return x;
}

} // namespace lb::models
