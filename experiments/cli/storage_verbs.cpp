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
    std::string rule;
    PruneArguments arguments;
};

PruneArguments argumentsOf(const PruneOptions& options)
{
    PruneArguments arguments = options.arguments;
    for (const std::string& run : options.runs)
        arguments.runs.append(QString::fromStdString(run));
    arguments.rule = QString::fromStdString(options.rule);
    return arguments;
}

struct ArchiveOptions {
    std::string file, folder;
    std::vector<std::string> runs;
    bool withoutCheckpoints = false, into = false;
};

int pack(Session& session, const ArchiveOptions& options)
{
    QStringList runs;
    for (const std::string& run : options.runs)
        runs.append(QString::fromStdString(run));
    return exportProjectCommand(session, QString::fromStdString(options.file), runs, !options.withoutCheckpoints);
}

int unpack(Session& session, const ArchiveOptions& options)
{
    const QString file = QString::fromStdString(options.file);
    return options.into ? mergeProjectCommand(session, file)
                        : importProjectCommand(session, file, QString::fromStdString(options.folder));
}

void addArchiveVerbs(CLI::App& app, Session& session, std::function<int()>& action)
{
    const auto options = std::make_shared<ArchiveOptions>(); // the callbacks live as long as the app
    const auto verb = [&](const char* name, const char* help, auto command) {
        CLI::App* sub = app.add_subcommand(name, help);
        sub->callback([&action, &session, options, command] {
            action = [&session, options, command] { return command(session, *options); };
        });
        sub->add_option("file", options->file, "The ZIP file")->required();
        return sub;
    };
    CLI::App* out = verb("export-project", "Pack the project into one ZIP file, to be opened elsewhere", pack);
    out->add_option("--run", options->runs,
                    "This run alone, with the data set that was imported for it; may be repeated");
    out->add_flag("--no-checkpoints", options->withoutCheckpoints,
                  "Curves, samples and settings alone, not to be gone on with");
    CLI::App* in = verb("import-project", "Unpack a project that was exported, and check every file of it", unpack);
    CLI::Option* folder = in->add_option("--to", options->folder, "A new folder; else named as the file");
    in->add_flag("--into", options->into,
                 "Take its runs into this project; those that are here already stay as they are")
        ->excludes(folder);
}

} // namespace

void addStorageVerbs(CLI::App& app, Session& session, std::function<int()>& action)
{
    addArchiveVerbs(app, session, action);
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
    prune->add_flag("--policy", options->arguments.asProjectKeeps,
                    "By the project's rule for keeping, which is applied when a run ends");
    prune->add_option("--keep", options->rule,
                      "Sets that rule: off, newest=3, or newest=3,every=10 (also one of every tenth epoch)");
    prune->add_flag("--yes", options->arguments.isSure, "Delete them");
}

} // namespace lb::experiments
