#include "experiments/cli/grid_verbs.h"

#include "experiments/cli/commands.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace lb::experiments {

namespace {

struct GridOptions {
    std::string run, split = "test", sampler = "prior", order = "first", out;
    std::vector<std::string> terms;
    ServeArguments numbers;
};

ServeArguments argumentsOf(const GridOptions& options)
{
    ServeArguments arguments = options.numbers;
    arguments.run = QString::fromStdString(options.run);
    arguments.split = QString::fromStdString(options.split);
    arguments.sampler = QString::fromStdString(options.sampler);
    arguments.order = QString::fromStdString(options.order);
    arguments.out = QString::fromStdString(options.out);
    for (const std::string& term : options.terms)
        arguments.terms.append(QString::fromStdString(term));
    return arguments;
}

void addSample(CLI::App& sub, GridOptions& o)
{
    sub.add_option("--count", o.numbers.count, "How many");
    sub.add_option("--seed", o.numbers.seed, "Seed");
    sub.add_option("--sampler", o.sampler, "prior; gaussian, gmm: one Gaussian, or a mixture, fitted to the codes");
    sub.add_option("--components", o.numbers.components, "gmm: Gaussians in the mixture");
    sub.add_option("--spread", o.numbers.spread, "Of the codes about the sampler's mean; 1: as they are drawn");
    sub.add_option("--temperature", o.numbers.temperature, "Text: 0 is greedy");
    sub.add_option("--out", o.out, "File: PNG for images, text for sentences");
}

void addReconstruct(CLI::App& sub, GridOptions& o)
{
    sub.add_option("--split", o.split, "train, validation or test");
    sub.add_option("--count", o.numbers.count, "How many");
    sub.add_option("--order", o.order,
                   "first; random: drawn by the seed; loss, kl, novelty: the largest of the split first")
        ->check(CLI::IsMember({"first", "random", "loss", "kl", "novelty"}));
    sub.add_option("--seed", o.numbers.seed, "Seed of the random order");
    sub.add_option("--item", o.numbers.positions, "A position in the split, in place of an order; may be repeated");
    sub.add_option("--out", o.out, "File");
}

void addTraverse(CLI::App& sub, GridOptions& o)
{
    sub.add_option("--split", o.split, "Whose codes say where the middle is: train, validation or test");
    sub.add_option("--rows", o.numbers.rows, "Dimensions, those of the largest KL first")
        ->check(CLI::Range(1, 100'000));
    sub.add_option("--steps,--count", o.numbers.count, "Codes along each")->check(CLI::Range(2, 101));
    sub.add_option("--reach", o.numbers.reach, "Deviations to both sides")->check(CLI::Range(0.0, 999.0));
    sub.add_option("--item", o.numbers.item, "Start at the code of this item of the split; else at the mean code")
        ->check(CLI::NonNegativeNumber);
    sub.add_option("--out", o.out, "File: PNG for images, text for sentences");
}

void addArithmetic(CLI::App& sub, GridOptions& o)
{
    o.terms.resize(3);
    const char* const help = "A position in the split, or a PNG or JPEG file";
    sub.add_option("--a", o.terms[0], help)->required();
    sub.add_option("--b", o.terms[1], help)->required();
    sub.add_option("--c", o.terms[2], help)->required();
    sub.add_option("--split", o.split, "train, validation or test, for positions");
    sub.add_option("--out", o.out, "File: PNG for images, text for sentences");
}

} // namespace

void addGridVerbs(CLI::App& app, Session& session, std::function<int()>& action)
{
    using Command = int (*)(Session&, const ServeArguments&);
    const auto verb = [&](const char* name, const char* help, Command command, auto addOptions) {
        const auto options = std::make_shared<GridOptions>(); // the callback lives as long as the app
        CLI::App* sub = app.add_subcommand(name, help);
        sub->callback([&action, &session, options, command] {
            action = [&session, options, command] { return command(session, argumentsOf(*options)); };
        });
        sub->add_option("run", options->run, "RUN, or RUN@STEP for the checkpoint of a step")->required();
        sub->add_flag("--averaged", options->numbers.isAveraged, "With the average of the weights (optimizer.average)");
        addOptions(*sub, *options);
        return options;
    };
    verb("sample", "Decode samples from the prior or from a fit of the codes", sampleCommand, addSample);
    verb("reconstruct", "Items beside their reconstructions", reconstructCommand, addReconstruct);
    verb("arithmetic", "What the code of one item, less that of another, plus that of a third becomes",
         arithmeticCommand, addArithmetic);
    const auto traverse =
        verb("traverse", "What codes become as one dimension after the other moves", traverseCommand, addTraverse);
    traverse->numbers.count = 9;
}

} // namespace lb::experiments
