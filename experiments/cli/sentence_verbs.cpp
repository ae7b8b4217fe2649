#include "experiments/cli/sentence_verbs.h"

#include "experiments/cli/commands.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace lb::experiments {

namespace {

struct SentenceOptions {
    std::string run, file, from = "0", to = "1", path = "linear", split = "test", lentSplit = "validation", out;
    std::vector<std::string> texts;
    int steps = 16, count = 10, draws = 16, items = 0;
    long long seed = 1;
    bool averaged = false;
};

SentenceArguments argumentsOf(const SentenceOptions& o)
{
    SentenceArguments arguments{.run = QString::fromStdString(o.run),
                                .file = QString::fromStdString(o.file),
                                .from = QString::fromStdString(o.from),
                                .to = QString::fromStdString(o.to),
                                .path = QString::fromStdString(o.path),
                                .split = QString::fromStdString(o.lentSplit),
                                .out = QString::fromStdString(o.out),
                                .count = o.count,
                                .draws = o.draws,
                                .items = o.items,
                                .seed = o.seed,
                                .isAveraged = o.averaged};
    for (const std::string& text : o.texts)
        arguments.texts.append(QString::fromStdString(text));
    return arguments;
}

ServeArguments itemArguments(const SentenceOptions& o)
{
    return {.run = QString::fromStdString(o.run),
            .split = QString::fromStdString(o.split),
            .out = QString::fromStdString(o.out),
            .count = o.steps,
            .path = QString::fromStdString(o.path),
            .isAveraged = o.averaged};
}

int encode(Session& session, const SentenceOptions& o)
{
    const bool hasSentences = !o.texts.empty() || !o.file.empty();
    return hasSentences ? encodeSentencesCommand(session, argumentsOf(o)) : encodeCommand(session, itemArguments(o));
}

bool isPicture(const QString& word)
{
    static const QStringList endings{QStringLiteral(".png"), QStringLiteral(".jpg"), QStringLiteral(".jpeg")};
    return std::any_of(endings.cbegin(), endings.cend(),
                       [&](const QString& ending) { return word.endsWith(ending, Qt::CaseInsensitive); });
}

/// Whole numbers are positions in the split, names of pictures are pictures, anything else is a sentence.
int interpolate(Session& session, const SentenceOptions& o)
{
    ServeArguments items = itemArguments(o);
    items.terms = {QString::fromStdString(o.from), QString::fromStdString(o.to)};
    const auto areItems = std::count_if(items.terms.cbegin(), items.terms.cend(), [](const QString& term) {
        bool isPosition = false;
        (void)term.toLongLong(&isPosition);
        return isPosition || isPicture(term);
    });
    if (areItems == 2)
        return interpolateCommand(session, items);
    if (areItems == 1)
        return reportError(
            {ErrorKind::InvalidArgument,
             QStringLiteral("--from and --to are both positions in the split or both sentences, but '%1' "
                            "and '%2' are one of each.")
                 .arg(QString::fromStdString(o.from), QString::fromStdString(o.to))});
    SentenceArguments arguments = argumentsOf(o);
    arguments.count = o.steps;
    return interpolateSentencesCommand(session, arguments);
}

void addEncode(CLI::App& sub, SentenceOptions& o)
{
    sub.add_option("--text", o.texts, "A sentence: mean and deviation of its code; may be repeated");
    sub.add_option("--file", o.file, "Sentences, one a line; - for the standard input");
    sub.add_option("--split", o.split, "Without sentences: the codes of train, validation or test");
    sub.add_option("--out", o.out, "CSV file; a split needs one");
}

void addInterpolate(CLI::App& sub, SentenceOptions& o)
{
    sub.add_option("--from", o.from, "A sentence, a position in the split, or a PNG or JPEG file");
    sub.add_option("--to", o.to, "A sentence, a position in the split, or a PNG or JPEG file");
    sub.add_option("--steps,--count", o.steps, "Codes on the path, both ends included")->check(CLI::Range(2, 1000));
    sub.add_option("--path", o.path, "linear: the straight line; spherical: turning at equal pace")
        ->check(CLI::IsMember({"linear", "spherical"}));
    sub.add_option("--split", o.split, "train, validation or test, for positions");
    sub.add_option("--out", o.out, "File, for positions");
}

void addListen(CLI::App& sub, SentenceOptions& o)
{
    sub.add_option("--text", o.texts, "A sentence: the gain of each of its tokens; may be repeated");
    sub.add_option("--items", o.items, "Measure so many items of the split, too")->check(CLI::Range(0, 10'000));
    sub.add_option("--split", o.lentSplit, "Whose sentences lend their codes: train, validation or test");
    sub.add_option("--draws", o.draws, "Codes drawn, of its own and of others")->check(CLI::Range(1, 1000));
    sub.add_option("--seed", o.seed, "Seed of the draws");
}

} // namespace

void addSentenceVerbs(CLI::App& app, Session& session, std::function<int()>& action)
{
    const auto options = std::make_shared<SentenceOptions>(); // the verbs' callbacks live as long as the app
    SentenceOptions& o = *options;
    const auto verb = [&](const char* name, const char* help, std::function<int()> command) {
        CLI::App* sub = app.add_subcommand(name, help);
        sub->callback([&action, options, command = std::move(command)] { action = command; });
        sub->add_option("run", options->run, "RUN, or RUN@STEP for the checkpoint of a step")->required();
        sub->add_flag("--averaged", options->averaged, "With the average of the weights (optimizer.average)");
        return sub;
    };
    addInterpolate(*verb("interpolate", "Decode the path between the codes of two sentences, or of two items",
                         [&session, &o] { return interpolate(session, o); }),
                   o);
    addEncode(
        *verb("encode", "The codes of sentences, or of a split as CSV", [&session, &o] { return encode(session, o); }),
        o);
    CLI::App* nearest = verb("nearest", "The sentences of the data whose codes are nearest to a sentence's",
                             [&session, &o] { return nearestCommand(session, argumentsOf(o)); });
    nearest->add_option("--text", o.texts, "A sentence; may be repeated")->required();
    nearest->add_option("--count", o.count, "How many")->check(CLI::Range(1, 200));
    addListen(*verb("listen",
                    "Does the decoder listen to z? How much likelier a text is with its own code than with others'",
                    [&session, &o] {
                        if (o.texts.empty() && o.items == 0)
                            return reportError(
                                {ErrorKind::InvalidArgument,
                                 QStringLiteral("Say what to listen to: --text SENTENCE, --items N, or both.")});
                        return listenCommand(session, argumentsOf(o));
                    }),
              o);
}

} // namespace lb::experiments
