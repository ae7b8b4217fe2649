// Time of an update per million parameters, by optimizer. Arguments: threads, runs.

#include "engine/backend/backend.h"
#include "engine/train/optimizer.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

using namespace lb::engine;

namespace {

/// The tensors of a sentence VAE: vocabulary 10002, embeddings and LSTMs of 256, a code of 32.
void recordParameters(Graph& graph)
{
    const Initializer initial{.kind = Initializer::Kind::Uniform, .scale = 0.1};
    for (const char* part : {"encoder", "decoder"}) {
        const Scope scope(graph, part);
        const bool isDecoder = part[0] == 'd';
        graph.parameter("embedding", {10002, 256}, initial);
        graph.parameter("input_weight", {isDecoder ? 288 : 256, 1024}, initial);
        graph.parameter("hidden_weight", {256, 1024}, initial);
        graph.parameter("bias", {1024}, initial);
        graph.parameter("head", isDecoder ? Shape{256, 10002} : Shape{256, 64}, initial);
    }
}

struct Setting {
    std::string name;
    OptimizerSettings optimizer;
};

std::vector<Setting> settings()
{
    using Kind = OptimizerKind;
    const OptimizerSettings adam{.kind = Kind::Adam};
    OptimizerSettings averaged = adam, lookahead = adam, byName = adam;
    averaged.average = 0.999;
    lookahead.lookahead = 1; // at every update, its worst
    byName.rules.rates = {{"decoder/*", 0.5}, {"*/bias", 2.0}};
    return {{"sgd", {.kind = Kind::Sgd}},
            {"sgd, momentum", {.kind = Kind::Sgd, .momentum = 0.9}},
            {"adam", adam},
            {"adamw", {.kind = Kind::AdamW, .weightDecay = 0.01}},
            {"lamb", {.kind = Kind::Lamb, .weightDecay = 0.01}},
            {"adafactor", {.kind = Kind::AdaFactor}},
            {"adafactor, momentum", {.kind = Kind::AdaFactor, .momentum = 0.9}},
            {"adam, average", averaged},
            {"adam, lookahead", lookahead},
            {"adam, rates by name", byName}};
}

double medianMs(Optimizer& optimizer, int runs)
{
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        optimizer.step(i + 1, 1e-4);
        times.push_back(1e3 * std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
    return times[static_cast<std::size_t>(runs / 2)];
}

} // namespace

int main(int argc, char** argv)
{
    const int threads = argc > 1 ? std::atoi(argv[1]) : 2;
    const int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 21;
    const std::unique_ptr<Backend> backend = makeCpuBackend(threads);
    Graph graph;
    recordParameters(graph);
    fmt::print("{}\n", backend->description());
    for (const Setting& setting : settings()) {
        ParameterStore store(*backend, graph, 1);
        Optimizer optimizer(store, setting.optimizer);
        const double millions = static_cast<double>(store.parameterCount()) * 1e-6;
        fmt::print("  {:<22} {:7.3f} ms per million parameters, state {:8.3f} MiB\n", setting.name,
                   medianMs(optimizer, runs) / millions, static_cast<double>(store.slotBytes()) / 1048576);
    }
}
