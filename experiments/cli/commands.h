#pragma once

#include "experiments/cli/session.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace lb::experiments {

/// One function per verb of the command line; each prints its result and returns the exit code.

struct TrainArguments {
    QString preset;
    QString specFile;
    QStringList changes; ///< "KEY=VALUE"
    QString name;
    QString group;
    qint64 seed = -1; ///< negative: the spec's
    int threads = -1; ///< negative: the spec's
    QString device;
    bool isDetached = false; ///< return as soon as the worker runs
    QStringList grid;        ///< "KEY=V1,V2": every combination is a run
    QString seeds;           ///< "3": seeds 1 to 3; "1-3", "1,4,9"; empty: one run
    QStringList tags;
    int mostAtOnce = 0; ///< runs of grids that train at a time from now on; 0: as before
    QString lockStep;   ///< a run whose batches and random numbers they share; empty: none
};
/// The spec that these arguments ask for, complete and checked; a sentence for the user otherwise.
Result<RunSpec> wantedSpec(const TrainArguments& arguments);
/// One run, or those of the grid and the seeds, each checked; a sentence that names the first that cannot be. In lock
/// step they take the seed of that run.
Result<QList<NewRun>> wantedRuns(Session& session, const TrainArguments& arguments);
int trainCommand(Session& session, const TrainArguments& arguments);
/// What `trainCommand` would need: memory by part, FLOPs, and what other settings would save. Trains nothing.
int planCommand(Session& session, const TrainArguments& arguments);
/// Trains with growing learning rates and says at which one the loss fell; keeps nothing.
int findRateCommand(Session& session, const TrainArguments& arguments, double from, double to, qint64 steps);
int resumeCommand(Session& session, const QString& run, qint64 extraEpochs, bool isDetached);
int stopCommand(Session& session, const QString& run);
/// pause, continue, checkpoint, sample.
int sendCommand(Session& session, const QString& run, RunCommand command);
/// Trains a run once more, or takes `with`, and says how far the metrics of the two are apart; 1 when they are.
int repeatCommand(Session& session, const QString& run, const QString& with, const QString& name);
/// `changes`: KEY=VALUE of fields that may change while the run trains.
int changeCommand(Session& session, const QString& run, const QStringList& changes);
struct ForkArguments {
    QString run; ///< RUN or RUN@STEP
    QStringList changes;
    QString name;
    bool isDetached = false;
    bool isInLockStep = false;
};
int forkCommand(Session& session, const ForkArguments& arguments);
/// A whole project, or some runs of it, as one ZIP file, and back.
int exportProjectCommand(Session& session, const QString& file, const QStringList& runs, bool withCheckpoints);
int importProjectCommand(Session& session, const QString& file, const QString& folder);
/// Its runs into the project that is open.
int mergeProjectCommand(Session& session, const QString& file);
int demoCommand(Session& session, const QString& kind, int seeds);

int runsCommand(Session& session, const QString& filter);
int showCommand(Session& session, const QString& run);
/// The nodes of a run's training steps in order, with their cost, and their times once it has run.
int graphCommand(Session& session, const QString& run);
/// The last steps of a run, of its worker if one is at work; into `out`, a .csv or .json, where it is not empty.
int flightCommand(Session& session, const QString& run, const QString& out);
/// What a run gave back and wrote at each step that it was sampled at, in order.
int historyCommand(Session& session, const QString& run);
struct CompareArguments {
    QStringList runs;
    QString at; ///< "last", "best", "best-elbo", "min", "max" or a step
    bool hasStatistics = false;
    QString baseline;      ///< a run; empty: none. Joins `runs` when it is not among them; asks for statistics.
    bool isPaired = false; ///< differences step by step from the baseline, else from the first run
    QString metric;        ///< of them; empty: those that usually tell most
};
int compareCommand(Session& session, const CompareArguments& arguments);
int metricsCommand(Session& session, const QString& run, const QString& name);

struct ServeArguments {
    QString run; ///< RUN or RUN@STEP
    QString split = QStringLiteral("test");
    QString sampler = QStringLiteral("prior");
    QString out;
    int count = 16;
    qint64 seed = 1;
    double temperature = 0;
    QStringList terms;                       ///< from, to of interpolate; a, b, c of arithmetic: positions or pictures
    QString path = QStringLiteral("linear"); ///< interpolate: or "spherical"
    QStringList parts;                       ///< evaluate: basic, nll, mmd, samples; empty: all
    int importanceSamples = 100;             ///< evaluate: K
    qint64 likelihoodItems = 500;
    qint64 samples = 10000;
    bool isAveraged = false;                 ///< the average of the weights in place of the weights
    QString textFile;                        ///< evaluate: a text of one's own instead of a split
    int components = 10;                     ///< sample: of a mixture
    double spread = 1;                       ///< sample: of the codes
    QString order = QStringLiteral("first"); ///< reconstruct: or "random", "loss", "kl", "novelty"
    std::vector<qint64> positions;           ///< reconstruct: in place of an order
    int rows = 8;                            ///< traverse: dimensions
    double reach = 3;                        ///< traverse: deviations
    qint64 item = -1;                        ///< traverse: where it starts; below 0: at the mean code
};
/// `what`: "checkpoint", "metrics", "huggingface" or "folder".
int exportCommand(Session& session, const QString& what, const ServeArguments& arguments);
int evaluateCommand(Session& session, const ServeArguments& arguments);
int sampleCommand(Session& session, const ServeArguments& arguments);
int reconstructCommand(Session& session, const ServeArguments& arguments);
/// A row of decoded codes for each dimension.
int traverseCommand(Session& session, const ServeArguments& arguments);
int interpolateCommand(Session& session, const ServeArguments& arguments);
/// a - b + c of the codes of three items, decoded.
int arithmeticCommand(Session& session, const ServeArguments& arguments);
int encodeCommand(Session& session, const ServeArguments& arguments);

/// A picture of code space, worked out in a worker.
struct MapArguments {
    QString run;
    QString method; ///< "pca", "tsne", "umap"
    QString split;
    QString out;
    qint64 limit = 5000;
    qint64 seed = 1;
    double perplexity = 30;
    int neighbours = 15;
    bool isAveraged = false;
};
int mapCommand(Session& session, const MapArguments& arguments);

/// The verbs about codes of sentences that the user gives.
struct SentenceArguments {
    QString run;       ///< RUN or RUN@STEP
    QStringList texts; ///< sentences
    QString file;      ///< more of them, one a line; "-": the standard input
    QString from, to;
    QString path = QStringLiteral("linear"); ///< or "spherical"
    QString split = QStringLiteral("validation");
    QString out; ///< CSV file; empty: a table
    int count = 10;
    int draws = 16;
    int items = 0;
    qint64 seed = 1;
    bool isAveraged = false;
};
/// Mean, deviation and KL of each dimension of q(z|x).
int encodeSentencesCommand(Session& session, const SentenceArguments& arguments);
/// The decoded sentence at each step, words that changed in brackets.
int interpolateSentencesCommand(Session& session, const SentenceArguments& arguments);
int nearestCommand(Session& session, const SentenceArguments& arguments);
/// ln p of each token given codes of its own sentence and of others.
int listenCommand(Session& session, const SentenceArguments& arguments);

struct GenerateArguments {
    QString run;         ///< RUN or RUN@STEP
    QStringList prompts; ///< texts, "@FILE" or "-"; none: from nothing
    int count = 1;       ///< texts per prompt
    qint64 maximumTokens = 100;
    qint64 minimumTokens = 0;
    double temperature = 1.0;
    qint64 topK = 0;
    double topP = 1.0;
    QString topPRule = QStringLiteral("crossing"); ///< or "below"
    double repetitionPenalty = 1.0;
    qint64 bannedNgram = 0;
    qint64 seed = 1;
    QStringList stops;
    QList<qint64> stopIds;
    qint64 alternatives = 0;
    qint64 beams = 0;
    QString beamRule = QStringLiteral("collecting"); ///< or "shrinking"
    double lengthPenalty = 1.0;
    QString precision = QStringLiteral("auto");
    QString code = QStringLiteral("prior"); ///< or "text", "mean": of the prompt
    bool isAveraged = false;
};
/// Shows what `path` holds, and makes a run of it unless `inspectsOnly`.
int importCommand(Session& session, const QString& path, const QString& name, const QString& tokenizer,
                  bool inspectsOnly);
int generateCommand(Session& session, const GenerateArguments& arguments);
/// Surprisal of each token of a text (unless `isBrief`), and its perplexity. `text`: as a prompt.
int scoreCommand(Session& session, const QString& run, const QString& text, bool isBrief = false);
int tokenizeCommand(Session& session, const QString& run, const QString& text);
int detokenizeCommand(Session& session, const QString& run, const QStringList& ids);

struct EmbedArguments {
    QString run;       ///< RUN or RUN@STEP
    QStringList texts; ///< texts, "@FILE" (one a line) or "-"
    QString pooling = QStringLiteral("mean");
    QString out;
};
/// Vectors of texts by a transformer encoder, such as an imported BERT, as CSV.
int embedCommand(Session& session, const EmbedArguments& arguments);

struct DataImportArguments {
    QString path;
    QString name;
    QString labels;
    QString size; ///< "28x28" or empty
};
/// Makes a data set of the project's own, in a worker.
int importDataCommand(Session& session, const DataImportArguments& arguments);

struct ItemTagArguments {
    QString dataset; ///< its id
    QString tag;     ///< empty: lists all of the data set
    QString items;   ///< "3,5,8-10"; empty: lists those that have the tag
    bool isTakenOff = false;
};
/// Tags on items of a data set, as the latent page puts them.
int tagItemsCommand(Session& session, const ItemTagArguments& arguments);

struct TokenizerArguments {
    QString data;                           ///< id of a data set, "file:PATH"
    QString file;                           ///< a tokenizer to look at instead of making one
    QString kind = QStringLiteral("words"); ///< or "characters", "sentencepiece"
    QString pieces = QStringLiteral("unigram");
    QString out;
    QStringList sentences;
    qint64 vocabulary = 8000;
    qint64 minimumCount = 1;
    qint64 limit = 0;
    qint64 splitSeed = 1;
    double coverage = 0.9995;
};
/// Makes the tokenizer that a run with these settings would have and shows how it cuts sentences, in a worker.
int trainTokenizerCommand(Session& session, const TokenizerArguments& arguments);

struct BenchmarkArguments {
    QStringList workloads; ///< empty: all
    int threads = 0;       ///< 0: all cores
    int blocks = 7;
    double seconds = 1.0; ///< length of a block
    bool listsOnly = false;
    bool showsOperators = false;
    bool fusesNodes = true;
    bool isOnGpu = false;
};
/// Times workloads, each in a worker of its own, against what the machine reaches.
int benchCommand(Session& session, const BenchmarkArguments& arguments);

/// Bytes of each run, the largest first.
int storageCommand(Session& session);
struct PruneArguments {
    QStringList runs; ///< none: all
    bool includesManual = false;
    bool isSure = false;         ///< else it only shows what would go
    bool asProjectKeeps = false; ///< by the project's rule
    QString rule;                ///< becomes the project's; empty: it stays
};
int pruneCommand(Session& session, const PruneArguments& arguments);

int presetsCommand(Session& session, const QString& id);
int datasetsCommand(Session& session);
int doctorCommand(Session& session);
int reindexCommand(Session& session);

/// A language model as a folder of Hugging Face's library, through a serve worker.
int exportHuggingFaceCommand(Session& session, const ServeArguments& arguments);
/// The same for any model, with a script that loads it.
int exportFolderCommand(Session& session, const ServeArguments& arguments);
/// The weights of a checkpoint by plain names, through a serve worker.
int exportCheckpoint(Session& session, const ServeArguments& arguments);

/// The comparison that `compare` and `demo` print: one row per quantity, one column per run.
/// `at`: "last", "best" or a step. Test values where a run has them, else validation's.
Result<QString> comparisonTable(RunStore& store, const QList<RunRecord>& runs, const QString& at);

} // namespace lb::experiments
