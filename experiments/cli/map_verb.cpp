#include "experiments/cli/map_verb.h"

#include "experiments/cli/commands.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace lb::experiments {

namespace {

struct MapOptions {
    std::string run, method = "pca", split = "test", out;
    MapArguments numbers;
};

MapArguments argumentsOf(const MapOptions& options)
{
    MapArguments arguments = options.numbers;
    arguments.run = QString::fromStdString(options.run);
    arguments.method = QString::fromStdString(options.method);
    arguments.split = QString::fromStdString(options.split);
    arguments.out = QString::fromStdString(options.out);
    return arguments;
}

} // namespace

void addMapVerb(CLI::App& app, Session& session, std::function<int()>& action)
{
    const auto options = std::make_shared<MapOptions>(); // the callback lives as long as the app
    CLI::App* sub = app.add_subcommand("map", "Positions of a split's codes in the plane, as CSV");
    sub->callback([&action, &session, options] {
        action = [&session, options] { return mapCommand(session, argumentsOf(*options)); };
    });
    MapArguments& numbers = options->numbers;
    sub->add_option("run", options->run, "RUN, or RUN@STEP for the checkpoint of a step")->required();
    sub->add_option("--out", options->out, "CSV file: item, x, y, label, kl, reconstruction")->required();
    sub->add_option("--method", options->method, "pca, tsne, or umap: a neighbour embedding after UMAP")
        ->check(CLI::IsMember({"pca", "tsne", "umap"}));
    sub->add_option("--split", options->split, "train, validation or test");
    sub->add_option("--limit", numbers.limit, "Codes on the map, drawn from each class in proportion; 0: all")
        ->check(CLI::Range(0, 100'000));
    sub->add_option("--seed", numbers.seed, "Seed of the choice and of the map");
    sub->add_option("--perplexity", numbers.perplexity, "t-SNE: how many neighbours count")->check(CLI::Range(2, 200));
    sub->add_option("--neighbours", numbers.neighbours, "umap: how many neighbours a code is tied to")
        ->check(CLI::Range(2, 200));
    sub->add_flag("--averaged", numbers.isAveraged, "With the average of the weights (optimizer.average)");
}

} // namespace lb::experiments
