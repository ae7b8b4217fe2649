#include "experiments/cli/text_verbs.h"

#include "experiments/cli/commands.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace lb::experiments {

namespace {

struct TextOptions {
    std::string run, text, path, name, tokenizer, topPRule = "crossing", beamRule = "collecting", precision = "auto", code = "prior";
    std::vector<std::string> prompts, stops, ids;
    std::vector<long long> stopIds;
    long long maximumTokens = 100, minimumTokens = 0, topK = 0, bannedNgram = 0, seed = 1, alternatives = 0, beams = 0;
    double temperature = 1.0, topP = 1.0, repetitionPenalty = 1.0, lengthPenalty = 1.0;
    int count = 1;
    bool averaged = false, inspectsOnly = false;
};

QStringList texts(const std::vector<std::string>& values)
{
    QStringList result;
    for (const std::string& value : values)
        result.append(QString::fromStdString(value));
    return result;
}

GenerateArguments argumentsOf(const TextOptions& o)
{
    return {.run = QString::fromStdString(o.run),
            .prompts = texts(o.prompts),
            .count = o.count,
            .maximumTokens = o.maximumTokens,
            .minimumTokens = o.minimumTokens,
            .temperature = o.temperature,
            .topK = o.topK,
            .topP = o.topP,
            .topPRule = QString::fromStdString(o.topPRule),
            .repetitionPenalty = o.repetitionPenalty,
            .bannedNgram = o.bannedNgram,
            .seed = o.seed,
            .stops = texts(o.stops),
            .stopIds = {o.stopIds.begin(), o.stopIds.end()},
            .alternatives = o.alternatives,
            .beams = o.beams,
            .beamRule = QString::fromStdString(o.beamRule),
            .lengthPenalty = o.lengthPenalty,
            .precision = QString::fromStdString(o.precision),
            .code = QString::fromStdString(o.code),
            .isAveraged = o.averaged};
}

void addGenerateOptions(CLI::App& sub, TextOptions& o)
{
    sub.add_option("run", o.run, "RUN, or RUN@STEP for the checkpoint of a step")->required();
    sub.add_option("--prompt", o.prompts, "What the text begins with; @FILE, or - for the standard input; may be repeated");
    sub.add_option("--count", o.count, "Texts for each prompt");
    sub.add_option("--max-tokens", o.maximumTokens, "The most tokens of a text");
    sub.add_option("--min-tokens", o.minimumTokens, "Ends and stops are heeded from here on");
    sub.add_option("--temperature", o.temperature, "0 is greedy; 1 takes the model's own probabilities");
    sub.add_option("--top-k", o.topK, "Draw from the k likeliest tokens; 0: all");
    sub.add_option("--top-p", o.topP, "Draw from the likeliest tokens with this share of the probability; 1: all");
    sub.add_option("--top-p-rule", o.topPRule, "crossing keeps the token that reaches the share, below does not")
        ->check(CLI::IsMember({"crossing", "below"}));
    sub.add_option("--repetition-penalty", o.repetitionPenalty, "Makes tokens of the text less likely; 1: none");
    sub.add_option("--no-repeat-ngram", o.bannedNgram, "No n tokens in a row come twice; 0: they may");
    sub.add_option("--seed", o.seed, "Equal seeds give equal texts");
    sub.add_option("--stop", o.stops, "A string that ends the text and is cut off; may be repeated");
    sub.add_option("--stop-id", o.stopIds, "A token that ends the text and belongs to it; may be repeated");
    sub.add_option("--alternatives", o.alternatives, "With --json: the likeliest tokens beside each");
    sub.add_option("--beams", o.beams, "Beam search of this width instead of drawing");
    sub.add_option("--beam-rule", o.beamRule, "collecting keeps ended texts, shrinking ends with the best")
        ->check(CLI::IsMember({"collecting", "shrinking"}));
    sub.add_option("--length-penalty", o.lengthPenalty, "Power of the length that collected texts are divided by");
    sub.add_option("--precision", o.precision, "In what the weights are kept: fp32, bf16; auto: bf16 for large models")
        ->check(CLI::IsMember({"auto", "fp32", "bf16"}));
    sub.add_option("--code", o.code,
                   "Text autoencoders: prior draws a code and the prompt begins the text; text encodes the prompt and "
                   "decodes a draw from q(z|prompt), mean its mean")
        ->check(CLI::IsMember({"prior", "text", "mean"}));
    sub.add_flag("--averaged", o.averaged, "With the average of the weights (optimizer.average)");
}

/// Its options live as long as the app, in the callback.
void addTokenizerVerb(CLI::App& app, Session& session, std::function<int()>& action)
{
    struct Words {
        std::string data, file, kind = "words", pieces = "unigram", out;
        std::vector<std::string> sentences;
    };
    const auto words = std::make_shared<Words>();
    const auto numbers = std::make_shared<TokenizerArguments>();
    CLI::App* sub = app.add_subcommand(
        "train-tokenizer",
        "Make the tokenizer of a data set and show how it cuts sentences; a run does the same by itself");
    sub->add_option("data", words->data, "A data set, or file: and the path of a text")->required();
    sub->add_option("--kind", words->kind, "words, characters or sentencepiece")
        ->check(CLI::IsMember({"words", "characters", "sentencepiece"}));
    sub->add_option("--file", words->file, "Look at this tokenizer (a file or folder) instead of making one");
    sub->add_option("--vocabulary", numbers->vocabulary, "At most so many tokens");
    sub->add_option("--pieces", words->pieces, "sentencepiece: unigram, bpe, char or word")
        ->check(CLI::IsMember({"unigram", "bpe", "char", "word"}));
    sub->add_option("--coverage", numbers->coverage, "sentencepiece: share of the characters that get a piece");
    sub->add_option("--minimum-count", numbers->minimumCount, "words, characters: rarer ones are unknown");
    sub->add_option("--limit", numbers->limit, "Texts to learn from; 0: as a run would");
    sub->add_option("--split-seed", numbers->splitSeed, "data.split_seed: which texts are learnt from");
    sub->add_option("--sentence", words->sentences, "Show how this is cut; may be repeated; none: three of the data");
    sub->add_option("--out", words->out, "Keep it in this file, for data.tokenizer=file");
    sub->callback([&action, &session, words, numbers] {
        action = [&session, words, numbers] {
            TokenizerArguments a = *numbers;
            a.data = QString::fromStdString(words->data);
            a.file = QString::fromStdString(words->file);
            a.kind = QString::fromStdString(words->kind);
            a.pieces = QString::fromStdString(words->pieces);
            a.out = QString::fromStdString(words->out);
            a.sentences = texts(words->sentences);
            return trainTokenizerCommand(session, a);
        };
    });
}

void addEmbedVerb(CLI::App& app, Session& session, std::function<int()>& action)
{
    struct Words {
        std::string run, pooling = "mean", out;
        std::vector<std::string> texts;
    };
    const auto words = std::make_shared<Words>();
    CLI::App* sub =
        app.add_subcommand("embed", "Vectors of texts, by an imported BERT or a text VAE's transformer encoder");
    sub->add_option("run", words->run, "RUN, or RUN@STEP for the checkpoint of a step")->required();
    sub->add_option("texts", words->texts, "Texts; @FILE has one a line, - reads the standard input")->required();
    sub->add_option("--pooling", words->pooling, "Mean of the tokens, the first one ([CLS]), or a weighted mean")
        ->check(CLI::IsMember({"mean", "first", "weighted"}));
    sub->add_option("--out", words->out, "File for the vectors (CSV)");
    sub->callback([&action, &session, words] {
        action = [&session, words] {
            return embedCommand(session, {.run = QString::fromStdString(words->run),
                                          .texts = texts(words->texts),
                                          .pooling = QString::fromStdString(words->pooling),
                                          .out = QString::fromStdString(words->out)});
        };
    });
}

} // namespace

void addTextVerbs(CLI::App& app, Session& session, std::function<int()>& action)
{
    const auto options = std::make_shared<TextOptions>(); // the verbs' callbacks live as long as the app
    TextOptions& o = *options;
    const auto verb = [&](const char* name, const char* help, std::function<int()> command) {
        CLI::App* sub = app.add_subcommand(name, help);
        sub->callback([&action, options, command = std::move(command)] { action = command; });
        return sub;
    };
    CLI::App* generate = verb("generate", "Let a text model write, after a prompt or from nothing",
                              [&] { return generateCommand(session, argumentsOf(o)); });
    addGenerateOptions(*generate, o);
    CLI::App* import = verb("import-model", "Make a run of another program's model: safetensors or TensorFlow", [&] {
        return importCommand(session, QString::fromStdString(o.path), QString::fromStdString(o.name),
                             QString::fromStdString(o.tokenizer), o.inspectsOnly);
    });
    import->add_option("path", o.path, "A folder or a file of its weights")->required();
    import->add_option("--name", o.name, "Name of the run");
    import->add_option("--tokenizer", o.tokenizer, "Folder of its vocabulary, when that lies elsewhere");
    import->add_flag("--inspect", o.inspectsOnly, "Only say what it is: names, shapes, tokenizer, what is missing");
    const auto run = [&] { return QString::fromStdString(o.run); };
    CLI::App* score = verb("score", "How a text model likes a text: surprisal of each token, perplexity (a bound for autoencoders)",
                           [&session, &o, run] { return scoreCommand(session, run(), QString::fromStdString(o.text)); });
    CLI::App* tokenize =
        verb("tokenize", "The tokens of a text, as a run's tokenizer cuts it",
             [&session, &o, run] { return tokenizeCommand(session, run(), QString::fromStdString(o.text)); });
    CLI::App* detokenize = verb("detokenize", "The text that token ids stand for",
                                [&session, &o, run] { return detokenizeCommand(session, run(), texts(o.ids)); });
    for (CLI::App* sub : {score, tokenize, detokenize})
        sub->add_option("run", o.run, "RUN, or RUN@STEP for the checkpoint of a step")->required();
    for (CLI::App* sub : {score, tokenize})
        sub->add_option("text", o.text, "The text; @FILE, or - for the standard input")->required();
    detokenize->add_option("ids", o.ids, "Token ids")->required();
    addEmbedVerb(app, session, action);
    addTokenizerVerb(app, session, action);
}

} // namespace lb::experiments
