#include "engine/backend/cpu/row_loops.h"

#include "engine/backend/cpu/element_loops.h"

namespace lb::engine::cpu {

namespace {

class FunctionRows final : public RowLoop {
public:
    FunctionRows(const CpuContext& context, const Node& node, const FunctionLoop& function, Index columns)
        : m_loop(context.vector.elementwise.unary[static_cast<int>(function.loop)])
        , m_parameters(loopParameters(node))
        , m_columns(columns)
    {
    }
    void run(const RowTile& tile) const override
    {
        m_loop(tile.inputs[0], tile.outputs[0], tile.rows * m_columns, m_parameters.data());
    }

private:
    ElementwiseKernels::Unary m_loop;
    LoopParameters m_parameters;
    Index m_columns;
};

/// In one call where both operands walk on or stand still from row to row as they do inside one; else row by row.
class CombinationRows final : public RowLoop {
public:
    CombinationRows(const CpuContext& context, const Node& node, const CombinationLoop& combination,
                    const std::vector<RowOperand>& operands, Index columns)
        : m_parameters(loopParameters(node))
        , m_columns(columns)
        , m_isDense(isDense(operands[0]) && isDense(operands[1]))
        , m_steps{step(operands[0], columns), step(operands[1], columns)}
    {
        const Walk walk = standsStill(operands[0]) ? Walk::OnlyB : standsStill(operands[1]) ? Walk::OnlyA : Walk::Both;
        m_loop = context.vector.elementwise.binary[static_cast<int>(combination.loop)][static_cast<int>(walk)];
    }
    void run(const RowTile& tile) const override
    {
        const Index calls = m_isDense ? 1 : tile.rows;
        const Index count = m_isDense ? tile.rows * m_columns : m_columns;
        for (Index i = 0; i < calls; ++i)
            m_loop(tile.inputs[0] + i * m_steps[0], tile.inputs[1] + i * m_steps[1], tile.outputs[0] + i * m_columns,
                   count, m_parameters.data());
    }

private:
    static bool isDense(RowOperand operand) { return operand == RowOperand::Full || operand == RowOperand::Number; }
    static bool standsStill(RowOperand operand)
    {
        return operand == RowOperand::Number || operand == RowOperand::Column;
    }
    static Index step(RowOperand operand, Index columns)
    {
        return operand == RowOperand::Full ? columns : operand == RowOperand::Column ? 1 : 0;
    }

    ElementwiseKernels::Binary m_loop = nullptr;
    LoopParameters m_parameters;
    Index m_columns;
    bool m_isDense;
    std::array<Index, 2> m_steps;
};

/// Random numbers. Tiles begin at whole blocks of four: the caller sees to it.
class RandomRows : public RowLoop {
public:
    RandomRows(const Node& node, Index columns)
        : m_site(static_cast<std::uint32_t>(node.attributes.integer("site")))
        , m_columns(columns)
    {
    }
    void run(const RowTile& tile) const final
    {
        numbers({.seed = tile.random.seed,
                 .step = tile.random.step,
                 .site = m_site,
                 .firstBlock = static_cast<std::uint64_t>(tile.first * m_columns / 4)},
                tile.outputs[0], tile.rows * m_columns);
    }

protected:
    virtual void numbers(const RandomSpan& span, float* y, Index count) const = 0;

private:
    std::uint32_t m_site;
    Index m_columns;
};

class MaskRows final : public RandomRows {
public:
    MaskRows(const CpuContext& context, const Node& node, Index columns)
        : RandomRows(node, columns)
        , m_loop(context.vector.random.dropoutMask)
        , m_rate(static_cast<float>(node.attributes.real("rate")))
        , m_kept(static_cast<float>(1.0 / (1.0 - node.attributes.real("rate"))))
    {
    }

protected:
    void numbers(const RandomSpan& span, float* y, Index count) const override
    {
        m_loop(span, y, count, m_rate, m_kept);
    }

private:
    decltype(RandomKernels::dropoutMask) m_loop;
    float m_rate;
    float m_kept;
};

class NoiseRows final : public RandomRows {
public:
    NoiseRows(const CpuContext& context, const Node& node, Index columns)
        : RandomRows(node, columns)
        , m_loop(context.vector.random.normal)
    {
    }

protected:
    void numbers(const RandomSpan& span, float* y, Index count) const override { m_loop(span, y, count); }

private:
    decltype(RandomKernels::normal) m_loop;
};

class LayerNormRows final : public RowLoop {
public:
    LayerNormRows(const CpuContext& context, const Node& node, Index columns)
        : m_kernels(context.vector.layerNorm)
        , m_epsilon(node.attributes.real("epsilon"))
        , m_isAffine(node.inputs.size() == 3)
        , m_columns(columns)
    {
    }
    void run(const RowTile& tile) const override
    {
        if (!m_isAffine)
            return m_kernels.forward(tile.inputs[0], tile.outputs[0], tile.outputs[1], tile.rows, m_columns, m_epsilon);
        m_kernels.affineForward({.x = tile.inputs[0],
                                 .scale = tile.inputs[1],
                                 .shift = tile.inputs[2],
                                 .y = tile.outputs[0],
                                 .mean = tile.outputs[1],
                                 .inverse = tile.outputs[2]},
                                tile.rows, m_columns, m_epsilon);
    }

private:
    const LayerNormKernels& m_kernels;
    double m_epsilon;
    bool m_isAffine;
    Index m_columns;
};

bool isNorm(const Node& node)
{
    return node.op->name == "layer_norm" || node.op->name == "affine_layer_norm";
}

} // namespace

std::vector<RowOperand> rowOperands(const Graph& graph, const Node& node)
{
    std::vector<RowOperand> result;
    for (std::size_t i = 0; i < node.inputs.size(); ++i)
        result.push_back(isNorm(node) && i > 0 ? RowOperand::Row
                                               : rowOperand(inputShape(graph, node, i), outputShape(graph, node)));
    return result;
}

std::unique_ptr<RowLoop> makeRowLoop(const CpuContext& context, const Graph& graph, const Node& node,
                                     RowExtents extents)
{
    const Index columns = extents.columns;
    if (const FunctionLoop* const function = findFunction(node.op->name))
        return std::make_unique<FunctionRows>(context, node, *function, columns);
    if (const CombinationLoop* const combination = findCombination(node.op->name))
        return std::make_unique<CombinationRows>(context, node, *combination, rowOperands(graph, node), columns);
    if (node.op->name == "dropout_mask")
        return std::make_unique<MaskRows>(context, node, columns);
    if (node.op->name == "normal_noise")
        return std::make_unique<NoiseRows>(context, node, columns);
    return isNorm(node) ? std::make_unique<LayerNormRows>(context, node, columns) : nullptr;
}

} // namespace lb::engine::cpu
