#pragma once

#include "engine/backend/backend.h"
#include "engine/graph/graph.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace lb::testing {

/// Numbers for leaves (inputs, parameters, states) by name, row-major. An I32 leaf takes them rounded.
using Leaves = std::map<std::string, std::vector<double>>;

struct EvaluateOptions {
    engine::Backend* backend = nullptr; ///< null: the reference backend
    engine::RandomKey random;
};

/// Computes values of a graph node by node, each tensor in storage of its own: no plan, nothing shared or overwritten.
/// So this is the oracle for Program as well, and the shortest way to look at a small graph:
///
///     Graph graph;
///     const Value x = graph.input("x", {2, 2}, DType::F64);
///     evaluate(sum(square(x)), {{"x", {1, 2, 3, 4}}});   // {30}
///
/// Only what the outputs need is computed. Throws std::invalid_argument naming a leaf without numbers or with a wrong
/// count of them.
std::vector<std::vector<double>> evaluate(const std::vector<engine::Value>& outputs, const Leaves& leaves,
                                          const EvaluateOptions& options = {});
std::vector<double> evaluate(engine::Value output, const Leaves& leaves, const EvaluateOptions& options = {});

/// N(0, scale^2) numbers, rounded to F32, for every F32 and F64 leaf of the graph. I32 leaves are left to the caller.
Leaves randomLeaves(const engine::Graph& graph, std::uint64_t seed, double scale = 1.0);
/// `count` such numbers.
std::vector<double> normals(std::size_t count, std::uint64_t seed, double scale = 1.0);

} // namespace lb::testing
