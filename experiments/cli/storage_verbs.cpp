#include "experiments/cli/storage_verbs.h"

#include "experiments/cli/commands.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace lb::experiments {

namespace {

struct PruneOptions {
    std::vector<std::string> runs;
    PruneArguments arguments;
};

PruneArguments argumentsOf(const PruneOptions& options)
{
    PruneArguments arguments = options.arguments;
    for (const std::string& run : options.runs)
        arguments.runs.append(QString::fromStdString(run));
    return arguments;
}

} // namespace

void addStorageVerbs(CLI::App& app, Session& session, std::function<int()>& action)
{
    app.add_subcommand("storage", "Bytes of each run, the largest first, and what is free")->callback([&] {
        action = [&session] { return storageCommand(session); };
    });
    const auto options = std::make_shared<PruneOptions>(); // the callback lives as long as the app
    CLI::App* prune = app.add_subcommand("prune", "Show checkpoints that can go without loss; --yes deletes them");
    prune->callback([&action, &session, options] {
        action = [&session, options] { return pruneCommand(session, argumentsOf(*options)); };
    });
    prune->add_option("runs", options->runs, "Runs; none: all");
    prune->add_flag("--manual", options->arguments.includesManual, "Also checkpoints that were asked for by hand");
    prune->add_flag("--yes", options->arguments.isSure, "Delete them");
}

} // namespace lb::experiments
