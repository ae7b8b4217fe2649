#include "experiments/cli/commands.h"
#include "experiments/cli/data_verb.h"
#include "experiments/cli/grid_verbs.h"
#include "experiments/cli/map_verb.h"
#include "experiments/cli/metric_verbs.h"
#include "experiments/cli/number_commands.h"
#include "experiments/cli/sentence_verbs.h"
#include "experiments/cli/storage_verbs.h"
#include "experiments/cli/table_command.h"
#include "experiments/cli/text_verbs.h"
#include "experiments/cli/wrong_words.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

using namespace lb::experiments;

namespace {

/// Text options as CLI11 wants them, turned into the commands' types when a verb runs.
struct Options {
    std::string project, run, preset, spec, name, group, device, what = "checkpoint", out, split = "test", at = "last",
                                                                 baseline, kind = "sentences", filter, metric, textFile,
                                                                 seedList, format, with, lockStep;
    std::vector<std::string> changes, parts, runs, workloads, grid, tags, terms;
    std::string epochs;
    long long seed = -1, likelihoodItems = 500, samples = 10000;
    int importanceSamples = 100;
    int threads = -1, seeds = 1, atOnce = 0;
    int blocks = 7;
    double seconds = 1, rateFrom = 1e-6, rateTo = 1;
    long long rateSteps = 100;
    bool json = false, detach = false, listsOnly = false, operators = false, unfused = false, isOnGpu = false,
         plan = false, averaged = false, flight = false, graph = false, statistics = false, paired = false,
         lockStepFork = false;
    bool histograms = false;
};

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QStringList texts(const std::vector<std::string>& values)
{
    QStringList result;
    for (const std::string& value : values)
        result.append(text(value));
    return result;
}

ServeArguments serveArguments(const Options& o)
{
    return {.run = text(o.run),
            .split = text(o.split),
            .out = text(o.out),
            .parts = texts(o.parts),
            .importanceSamples = o.importanceSamples,
            .likelihoodItems = o.likelihoodItems,
            .samples = o.samples,
            .isAveraged = o.averaged,
            .textFile = text(o.textFile)};
}

TrainArguments trainArguments(const Options& o)
{
    return {.preset = text(o.preset),
            .specFile = text(o.spec),
            .changes = texts(o.changes),
            .name = text(o.name),
            .group = text(o.group),
            .seed = o.seed,
            .threads = o.threads,
            .device = text(o.device),
            .isDetached = o.detach,
            .grid = texts(o.grid),
            .seeds = text(o.seedList),
            .tags = texts(o.tags),
            .mostAtOnce = o.atOnce,
            .lockStep = text(o.lockStep)};
}

class CommandLine {
public:
    CommandLine()
    {
        m_app.require_subcommand(1);
        m_app.fallthrough();
        m_app.set_version_flag("--version", LB_VERSION);
        m_app.add_option("--project", m_options.project,
                         "Project folder (else LATENTBENCH_PROJECT, else the default one)");
        m_app.add_flag("--json", m_options.json, "One JSON object per line on stdout");
        addTraining();
        addLists();
        addServing();
        addSentenceVerbs(m_app, m_session, m_action);
        addDataVerbs(m_app, m_session, m_action);
        addGridVerbs(m_app, m_session, m_action);
        addMetricVerbs(m_app, m_session, m_action);
        addMapVerb(m_app, m_session, m_action);
        addStorageVerbs(m_app, m_session, m_action);
        addTextVerbs(m_app, m_session, m_action);
        addCatalogue();
        addBench();
    }

    int run(int argc, char** argv)
    {
        try {
            m_app.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            const QString sentence = error.get_exit_code() == 0 ? QString() : wrongWords(m_app);
            if (!sentence.isEmpty())
                return reportError({ErrorKind::InvalidArgument, sentence});
            if (error.get_exit_code() == 0)
                return m_app.exit(error); // help was asked for
            return reportError({ErrorKind::InvalidArgument,
                                QStringLiteral("%1. Run with --help for the options.").arg(text(error.what()))});
        }
        m_session.project = text(m_options.project);
        m_session.isJson = m_options.json;
        return m_action();
    }

private:
    CLI::App* verb(const char* name, const char* help, std::function<int()> action)
    {
        CLI::App* sub = m_app.add_subcommand(name, help);
        sub->callback([this, action = std::move(action)] { m_action = action; });
        return sub;
    }

    void addAveraged(CLI::App* sub)
    {
        sub->add_flag("--averaged", m_options.averaged, "With the average of the weights (optimizer.average)");
    }

    void addRun(CLI::App* sub) { sub->add_option("run", m_options.run, "Name, id or unique prefix")->required(); }

    void addGrid(CLI::App* train)
    {
        Options& o = m_options;
        train->add_option("--grid", o.grid,
                          "KEY=V1,V2 or KEY=FROM..TO step BY, may be repeated: every combination is a run; they are "
                          "queued and train one after another");
        train->add_option("--seeds", o.seedList, "N for seeds 1 to N, or seeds such as 1-3 or 1,4,9: a run for each");
        train->add_option("--at-once", o.atOnce, "From now on, so many runs of grids train at a time in this project")
            ->check(CLI::Range(1, 64));
        train->add_option(
            "--lock-step", o.lockStep,
            "A run: sees its batches in its order and draws its random numbers, so that differences are "
            "paired at each step (see compare --paired). Takes its seed; data and batch size must be its own");
        train->add_option("--tag", o.tags, "A tag for the run, may be repeated");
    }

    void addTraining()
    {
        Options& o = m_options;
        Session& s = m_session;
        CLI::App* demo = verb("demo", "Train the demo's three models and compare them",
                              [&] { return demoCommand(s, text(o.kind), o.seeds); });
        demo->add_option("kind", o.kind, "sentences, images or all")
            ->check(CLI::IsMember({"sentences", "images", "all"}));
        demo->add_option("--seeds", o.seeds, "Number of seeds")->check(CLI::Range(1, 100));
        CLI::App* train = verb("train", "Train a run", [&] {
            const auto command = o.plan ? planCommand : trainCommand;
            return command(s, trainArguments(o));
        });
        CLI::App* rate = verb("find-rate", "Try growing learning rates and say at which one the loss falls",
                              [&] { return findRateCommand(s, trainArguments(o), o.rateFrom, o.rateTo, o.rateSteps); });
        rate->add_option("--from", o.rateFrom, "The first rate");
        rate->add_option("--to", o.rateTo, "The last rate");
        rate->add_option("--steps", o.rateSteps, "Steps from one to the other");
        for (CLI::App* sub : {train, rate}) {
            sub->add_option("--preset", o.preset, "A shipped preset (see 'presets')");
            sub->add_option("--spec", o.spec, "A spec file (JSON)");
            sub->add_option("--set", o.changes, "KEY=VALUE, may be repeated");
        }
        train->add_option("--name", o.name, "Name of the run");
        train->add_option("--group", o.group, "Runs of a group train interleaved");
        addGrid(train);
        train->add_option("--seed", o.seed, "Seed");
        train->add_option("--threads", o.threads, "Kernel threads; 0: automatic");
        train->add_option("--device", o.device, "auto, cpu or cuda");
        train->add_flag("--plan", o.plan, "Say what the run would need, and train nothing");
        train->add_flag("--detach", o.detach, "Return at once; the run goes on in the background");
        CLI::App* resume = verb("resume", "Continue a run from its newest checkpoint",
                                [&] { return resumeCommand(s, text(o.run), text(o.epochs).toLongLong(), o.detach); });
        addRun(resume);
        resume->add_option("--epochs", o.epochs, "+N: raise the budget by N epochs first");
        resume->add_flag("--detach", o.detach, "Return at once");
        addRun(
            verb("stop", "Stop a run after its step, with a checkpoint", [&] { return stopCommand(s, text(o.run)); }));
        addRun(verb("pause", "Pause a run", [&] { return sendCommand(s, text(o.run), RunCommand::Pause); }));
        addRun(verb("continue", "Continue a paused run",
                    [&] { return sendCommand(s, text(o.run), RunCommand::Continue); }));
        addRun(verb("checkpoint", "Write a checkpoint now",
                    [&] { return sendCommand(s, text(o.run), RunCommand::Checkpoint); }));
        CLI::App* repeat = verb("reproduce", "Train a run again and say how far its metrics are from the first time",
                                [&] { return repeatCommand(s, text(o.run), text(o.with), text(o.name)); });
        addRun(repeat);
        repeat->add_option("--with", o.with, "A run that was trained again already: compare only");
        repeat->add_option("--name", o.name, "Name of the new run");
        CLI::App* change = verb("set", "Change settings of a run while it trains, such as optimizer.rate=0.0005",
                                [&] { return changeCommand(s, text(o.run), texts(o.changes)); });
        addRun(change);
        change->add_option("changes", o.changes, "KEY=VALUE, one or several")->required();
        CLI::App* fork = verb("fork", "Train a copy of a run with some settings changed", [&] {
            return forkCommand(s, {text(o.run), texts(o.changes), text(o.name), o.detach, o.lockStepFork});
        });
        fork->add_option("run", o.run,
                         "RUN: from scratch, as it began; RUN@STEP: from the weights of its checkpoint at or nearest "
                         "below that step")
            ->required();
        fork->add_option("--set", o.changes, "KEY=VALUE, may be repeated")->required();
        fork->add_option("--name", o.name, "Name of the new run");
        fork->add_flag("--lock-step", o.lockStepFork,
                       "With the same batches and random numbers, so that the two are paired at each step");
        fork->add_flag("--detach", o.detach, "Return at once");
    }

    void addLists()
    {
        Options& o = m_options;
        Session& s = m_session;
        CLI::App* list = verb("list", "List runs", [&] {
            return runsCommand(s, texts(o.terms).join(QLatin1Char(' ')) + QLatin1Char(' ') + text(o.filter));
        });
        list->alias("runs");
        const std::string terms =
            "NAME, model:bn, state:failed, tag:paper, kl>2, \"text\" in names, tags or notes, -TERM";
        list->add_option("terms", o.terms, "Terms that must all hold: " + terms);
        list->add_option("--filter", o.filter, "The same as one word");
        CLI::App* show = verb("show", "Everything about a run", [&] {
            if (o.flight)
                return flightCommand(s, text(o.run), text(o.out));
            if (o.histograms)
                return histogramsCommand(s, text(o.run));
            return o.graph ? graphCommand(s, text(o.run)) : showCommand(s, text(o.run));
        });
        addRun(show);
        show->add_flag("--graph", o.graph, "The nodes of a training step in order: cost, memory and time of each");
        show->add_flag("--histograms", o.histograms,
                       "The newest histograms of weights and gradients, tensor by tensor");
        CLI::Option* flight =
            show->add_flag("--flight", o.flight, "The last 200 steps, and where the first number was not finite");
        show->add_option("--out", o.out, "File of the last steps, .csv or .json; none: stdout")->needs(flight);
        addRun(verb("history", "Samples and reconstructions of a run, step by step",
                    [&] { return historyCommand(s, text(o.run)); }));
        verb("replay", "Do a step of a run again from the checkpoint before it: losses, gradients, items of its batch",
             [&] { return replayCommand(s, text(o.run)); })
            ->add_option("run", o.run, "RUN@STEP; RUN: the step that failed, or the last that was recorded")
            ->required();
        CLI::App* compare = verb("compare", "Compare runs side by side", [&] {
            if (!o.format.empty())
                return tableCommand(s, texts(o.runs), text(o.at), text(o.format), text(o.out));
            return compareCommand(
                s, {texts(o.runs), text(o.at), o.statistics, text(o.baseline), o.paired, text(o.metric)});
        });
        compare->add_option("--format", o.format, "latex, csv or markdown: a table with mean and deviation over seeds")
            ->check(CLI::IsMember({"latex", "csv", "markdown"}));
        compare->add_option("--out", o.out, "File of the table; none: stdout");
        compare->add_option("runs", o.runs, "Runs")->required();
        compare->add_option("--at", o.at,
                            "last, best, best-elbo (where the validation ELBO is best), min, max or a step");
        compare->add_flag("--stats", o.statistics, "Groups of seeds: n, mean, standard deviation, 95 % interval");
        compare->add_option("--baseline", o.baseline,
                            "A run: its group is what the others are tested against (Welch, paired, Hedges' g)");
        compare->add_flag(
            "--paired", o.paired,
            "Differences step by step from the baseline, or from the first run, of runs that see the same "
            "batches at equal seeds (train --lock-step)");
        compare->add_option("--metric", o.metric, "With --paired: one metric instead of those that usually tell most");
        CLI::App* metrics = verb("metrics", "Names of a run's metrics, or one metric's points",
                                 [&] { return metricsCommand(s, text(o.run), text(o.metric)); });
        addRun(metrics);
        metrics->add_option("--name,name", o.metric, "A metric");
        CLI::App* exports = verb("export", "Write a run's checkpoint or metrics to a file",
                                 [&] { return exportCommand(s, text(o.what), serveArguments(o)); });
        addRun(exports);
        exports
            ->add_option("--what,--format", o.what,
                         "checkpoint, metrics, huggingface: a folder for that library, or folder: for any")
            ->check(CLI::IsMember({"checkpoint", "metrics", "huggingface", "folder"}));
        exports->add_option("--out", o.out, "File, or folder")->required();
        addAveraged(exports);
    }

    CLI::App* serving(const char* name, const char* help, int (*command)(Session&, const ServeArguments&))
    {
        Options& o = m_options;
        CLI::App* sub = verb(name, help, [this, command] { return command(m_session, serveArguments(m_options)); });
        sub->add_option("run", o.run, "RUN, or RUN@STEP for the checkpoint of a step")->required();
        addAveraged(sub);
        return sub;
    }

    template <class AddSplit>
    void addEvaluate(const AddSplit& addSplit)
    {
        Options& o = m_options;
        CLI::App* evaluate =
            serving("evaluate", "Measure a checkpoint; test numbers are kept with the run", evaluateCommand);
        addSplit(evaluate);
        evaluate->add_option("--text", o.textFile,
                             "A text file of yours instead: its perplexity under a language model");
        evaluate
            ->add_option("--what", o.parts,
                         "basic, nll (importance sampling), mmd (codes against the prior), samples (their quality); "
                         "else all")
            ->delimiter(',')
            ->check(CLI::IsMember({"basic", "nll", "mmd", "samples"}));
        evaluate->add_option("--importance-samples", o.importanceSamples, "K of the importance-weighted likelihood")
            ->check(CLI::Range(1, 100000));
        evaluate->add_option("--likelihood-items", o.likelihoodItems, "Items for it, the first ones; 0: all")
            ->check(CLI::NonNegativeNumber);
        evaluate->add_option("--samples", o.samples, "Images, and as many real ones, for the sample quality")
            ->check(CLI::Range(10, 100000));
    }

    void addServing()
    {
        Options& o = m_options;
        const auto split = [&](CLI::App* sub) { sub->add_option("--split", o.split, "train, validation or test"); };
        addEvaluate(split);
    }

    void addCatalogue()
    {
        Options& o = m_options;
        Session& s = m_session;
        verb("presets", "List the shipped presets, or one preset's settings", [&] {
            return presetsCommand(s, text(o.preset));
        })->add_option("preset", o.preset, "A preset");
        verb("datasets", "List the data sets", [&] { return datasetsCommand(s); });
        verb("doctor", "Check what the program needs", [&] { return doctorCommand(s); });
        verb("reindex", "Rebuild the project's index from the runs' folders", [&] { return reindexCommand(s); });
    }

    void addBench()
    {
        Options& o = m_options;
        CLI::App* bench = verb("bench", "Time training workloads against what this machine reaches", [&] {
            return benchCommand(m_session, {.workloads = texts(o.workloads),
                                            .threads = std::max(0, o.threads),
                                            .blocks = o.blocks,
                                            .seconds = o.seconds,
                                            .listsOnly = o.listsOnly,
                                            .showsOperators = o.operators,
                                            .fusesNodes = !o.unfused,
                                            .isOnGpu = o.isOnGpu});
        });
        bench->add_option("workloads", o.workloads, "Names, or beginnings of names; none: all");
        bench->add_option("--threads", o.threads, "Kernel threads; 0: all cores");
        bench->add_option("--blocks", o.blocks, "Timed blocks; the median is shown")->check(CLI::Range(1, 1000));
        bench->add_option("--seconds", o.seconds, "Length of a block")->check(CLI::Range(0.01, 600.0));
        bench->add_flag("--list", o.listsOnly, "Name the workloads and time nothing");
        bench->add_flag("--gpu", o.isOnGpu, "On the first GPU, against what that reaches");
        bench->add_flag("--operators", o.operators, "Show where the time of a step goes");
        bench->add_flag("--unfused", o.unfused, "Run every node by itself, to see what fusion brings");
    }

    CLI::App m_app{"Train and compare generative autoencoders"};
    Options m_options;
    Session m_session;
    std::function<int()> m_action;
};

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("latentbench-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LB_VERSION));
    return CommandLine().run(argc, argv);
}
