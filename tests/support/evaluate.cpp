#include "tests/support/evaluate.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace lb::testing {

using namespace engine;

namespace {

template <class T>
void storeAs(Backend& backend, std::byte* to, const std::vector<double>& numbers)
{
    std::vector<T> typed;
    for (double number : numbers)
        typed.push_back(static_cast<T>(std::is_integral_v<T> ? std::round(number) : number));
    backend.copyToDevice(to, typed.data(), typed.size() * sizeof(T));
}

template <class T>
std::vector<double> loadAs(Backend& backend, const std::byte* from, std::int64_t count)
{
    std::vector<T> typed(static_cast<std::size_t>(count));
    backend.copyToHost(typed.data(), from, typed.size() * sizeof(T));
    return {typed.begin(), typed.end()};
}

class Evaluation {
public:
    Evaluation(const Graph& graph, const Leaves& leaves, const EvaluateOptions& options)
        : m_graph(graph)
        , m_leaves(leaves)
        , m_reference(options.backend ? nullptr : makeReferenceBackend())
        , m_backend(options.backend ? *options.backend : *m_reference)
        , m_random(options.random)
    {
    }

    std::vector<std::vector<double>> run(const std::vector<Value>& outputs)
    {
        const std::vector<bool> needed = neededFor(outputs);
        allocate();
        for (std::size_t id = 0; id < needed.size(); ++id)
            if (needed[id])
                compute(m_graph.nodes()[id]);
        std::vector<std::vector<double>> result;
        for (const Value& output : outputs)
            result.push_back(load(output.id()));
        return result;
    }

private:
    std::vector<bool> neededFor(const std::vector<Value>& outputs) const
    {
        std::vector<bool> needed(m_graph.nodes().size(), false);
        for (const Value& output : outputs)
            needed[static_cast<std::size_t>(m_graph.producerOf(output.id()))] = true;
        for (std::size_t id = needed.size(); id-- > 0;)
            if (needed[id])
                for (ValueId input : m_graph.nodes()[id].inputs)
                    needed[static_cast<std::size_t>(m_graph.producerOf(input))] = true;
        return needed;
    }

    /// A block for each tensor, so that a backend that watches bounds sees them. Empty tensors get an address too.
    void allocate()
    {
        for (ValueId id = 0; id < m_graph.valueCount(); ++id)
            m_blocks.push_back(m_backend.allocate(std::max<std::size_t>(m_graph.typeOf(id).bytes(), 1)));
    }

    std::byte* address(ValueId id) { return m_blocks[static_cast<std::size_t>(id)]->data(); }

    void compute(const Node& node)
    {
        std::vector<const std::byte*> inputs;
        std::vector<std::byte*> outputs;
        for (ValueId id : node.inputs)
            inputs.push_back(address(id));
        for (ValueId id : node.outputs)
            outputs.push_back(address(id));
        if (node.op->isLeaf)
            return fillLeaf(node);
        const KernelFactory factory = m_backend.kernels().find(node.op->name);
        if (!factory)
            throw std::invalid_argument("no kernel for " + std::string(node.op->name));
        const std::unique_ptr<Kernel> kernel = factory(m_graph, node);
        const std::size_t scratchBytes = kernel->scratchBytes();
        const std::unique_ptr<Buffer> scratch = scratchBytes ? m_backend.allocate(scratchBytes) : nullptr;
        if (node.op->isInPlace) { // here every value has a place of its own
            std::vector<std::byte> content(m_graph.typeOf(node.inputs.front()).bytes());
            m_backend.copyToHost(content.data(), inputs.front(), content.size());
            m_backend.copyToDevice(outputs.front(), content.data(), content.size());
        }
        kernel->run({inputs.data(), outputs.data(), scratch ? scratch->data() : nullptr, m_random});
    }

    void fillLeaf(const Node& node)
    {
        const ValueId id = node.outputs.front();
        if (node.op == &constantOp())
            return store(id, {node.attributes.real("value")});
        const auto found = m_leaves.find(node.name);
        if (found == m_leaves.end())
            throw std::invalid_argument("no numbers for the leaf " + node.name);
        const std::int64_t wanted = m_graph.typeOf(id).shape.elements();
        if (static_cast<std::int64_t>(found->second.size()) != wanted)
            throw std::invalid_argument("the leaf " + node.name + " takes " + std::to_string(wanted) +
                                        " numbers, got " + std::to_string(found->second.size()));
        store(id, found->second);
    }

    void store(ValueId id, const std::vector<double>& numbers)
    {
        switch (m_graph.typeOf(id).dtype) {
        case DType::F64:
            return storeAs<double>(m_backend, address(id), numbers);
        case DType::I32:
            return storeAs<std::int32_t>(m_backend, address(id), numbers);
        default:
            return storeAs<float>(m_backend, address(id), numbers);
        }
    }

    std::vector<double> load(ValueId id)
    {
        const TensorType& type = m_graph.typeOf(id);
        switch (type.dtype) {
        case DType::F64:
            return loadAs<double>(m_backend, address(id), type.shape.elements());
        case DType::I32:
            return loadAs<std::int32_t>(m_backend, address(id), type.shape.elements());
        default:
            return loadAs<float>(m_backend, address(id), type.shape.elements());
        }
    }

    const Graph& m_graph;
    const Leaves& m_leaves;
    std::unique_ptr<Backend> m_reference;
    Backend& m_backend;
    RandomKey m_random;
    std::vector<std::unique_ptr<Buffer>> m_blocks; ///< by value id
};

} // namespace

std::vector<std::vector<double>> evaluate(const std::vector<Value>& outputs, const Leaves& leaves,
                                          const EvaluateOptions& options)
{
    if (outputs.empty())
        return {};
    return Evaluation(outputs.front().graph(), leaves, options).run(outputs);
}

std::vector<double> evaluate(Value output, const Leaves& leaves, const EvaluateOptions& options)
{
    return evaluate(std::vector<Value>{output}, leaves, options).front();
}

std::vector<double> normals(std::size_t count, std::uint64_t seed, double scale)
{
    RandomStream stream({seed, 0}, 0);
    std::vector<double> result(count);
    for (double& number : result)
        number = static_cast<double>(static_cast<float>(scale) * stream.normal());
    return result;
}

Leaves randomLeaves(const Graph& graph, std::uint64_t seed, double scale)
{
    Leaves result;
    for (const Node& node : graph.nodes()) {
        if (!node.op->isLeaf || node.op == &constantOp())
            continue;
        const TensorType& type = graph.typeOf(node.outputs.front());
        if (type.dtype == DType::F32 || type.dtype == DType::F64)
            result[node.name] = normals(static_cast<std::size_t>(type.shape.elements()), seed++, scale);
    }
    return result;
}

} // namespace lb::testing
