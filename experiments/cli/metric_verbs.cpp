#include "experiments/cli/metric_verbs.h"

#include "experiments/cli/number_commands.h"
#include "experiments/cli/query_command.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace lb::experiments {

namespace {

struct Options {
    std::string name, expression, unit, remove;
    std::string better = "neither";
};

OwnMetricArguments argumentsOf(const Options& options)
{
    return {QString::fromStdString(options.name), QString::fromStdString(options.expression),
            QString::fromStdString(options.unit), QString::fromStdString(options.better),
            QString::fromStdString(options.remove)};
}

struct QueryOptions {
    std::vector<std::string> terms, columns;
    std::string at = "last", out;
};

QStringList textsOf(const std::vector<std::string>& words)
{
    QStringList texts;
    for (const std::string& word : words)
        texts.append(QString::fromStdString(word));
    return texts;
}

void addQuery(CLI::App& app, Session& session, std::function<int()>& action)
{
    const auto options = std::make_shared<QueryOptions>();
    CLI::App* query = app.add_subcommand(
        "query", "Runs that a search finds, with any of their settings and metrics: a table, or CSV");
    query->callback([&action, &session, options] {
        action = [&session, options] {
            return queryCommand(session, {textsOf(options->terms), textsOf(options->columns),
                                          QString::fromStdString(options->at), QString::fromStdString(options->out)});
        };
    });
    query->add_option("terms", options->terms,
                      "Terms that must all hold, as in 'list': model:bn 'kl>2' tag:paper; none: every run");
    query
        ->add_option("--columns", options->columns,
                     "Such as latent.size,seed,validation/kl; \"kl\" is of the test if there is one")
        ->delimiter(',');
    query->add_option("--at", options->at,
                      "Of metrics: last, best, best-elbo (where the validation ELBO is best), min, max or a step");
    query->add_option("--out", options->out, "CSV file; none: stdout");
}

} // namespace

void addMetricVerbs(CLI::App& app, Session& session, std::function<int()>& action)
{
    const auto options = std::make_shared<Options>(); // the callback lives as long as the app
    CLI::App* define = app.add_subcommand(
        "define-metric", "Make a metric of others, such as 'Rate' 'reconstruction + 4 * kl'; without words: list them");
    define->callback([&action, &session, options] {
        action = [&session, options] { return defineMetricCommand(session, argumentsOf(*options)); };
    });
    CLI::Option* name = define->add_option("name", options->name, "Its name; one that there is already is replaced");
    define
        ->add_option("expression", options->expression,
                     "+ - * / ^ ( ), log log2 log10 exp sqrt abs min max, metrics (kl is train/kl) and settings "
                     "(latent.size)")
        ->needs(name);
    define->add_option("--unit", options->unit, "Unit, such as nats")->needs(name);
    define->add_option("--better", options->better, "Which values are better: lower, higher or neither")
        ->check(CLI::IsMember({"lower", "higher", "neither"}))
        ->needs(name);
    define->add_option("--remove", options->remove, "Forget the metric of this name")->excludes(name);
    addQuery(app, session, action);
    const auto path = std::make_shared<std::string>();
    const auto inspects = std::make_shared<bool>(false);
    CLI::App* runs = app.add_subcommand(
        "import-runs",
        "Take in other programs' runs, to be shown and compared: TensorBoard event files, CSV, JSON, a folder");
    runs->callback([&action, &session, path, inspects] {
        action = [&session, path, inspects] {
            return importRunsCommand(session, QString::fromStdString(*path), *inspects);
        };
    });
    runs->add_option("path", *path, "An event file, a CSV or JSON file with steps, or a folder of them")->required();
    runs->add_flag("--inspect", *inspects, "List what is there, and import nothing");
}

} // namespace lb::experiments
