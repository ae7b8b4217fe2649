#include "experiments/records/metric_names.h"

#include "experiments/records/own_metric.h"
#include "experiments/records/value_histogram.h"

#include <QHash>
#include <QtGlobal>

#include <utility>

namespace lb::experiments {

namespace {

using Better = MetricInfo::Better;

struct Row {
    const char* name;
    const char* title;
    const char* unit;
    Better better;
    bool isVector = false;
};

// Titles are translated where they are shown, in the context "Metric".
const Row kRows[] = {
    {"train/loss", QT_TRANSLATE_NOOP("Metric", "Loss"), "nats", Better::Lower},
    {"train/reconstruction", QT_TRANSLATE_NOOP("Metric", "Reconstruction"), "nats", Better::Lower},
    {"train/kl", QT_TRANSLATE_NOOP("Metric", "KL"), "nats", Better::Neither},
    {"train/elbo", QT_TRANSLATE_NOOP("Metric", "ELBO"), "nats", Better::Higher},
    {"train/entropy", QT_TRANSLATE_NOOP("Metric", "Entropy of the codes"), "nats", Better::Higher},
    {"train/mmd", QT_TRANSLATE_NOOP("Metric", "Discrepancy from the prior (MMD)"), "", Better::Lower},
    {"train/code_penalty", QT_TRANSLATE_NOOP("Metric", "Penalty on the codes"), "nats", Better::Neither},
    {"train/decoder_penalty", QT_TRANSLATE_NOOP("Metric", "Penalty on the decoder"), "nats", Better::Neither},
    {"train/bag_of_words", QT_TRANSLATE_NOOP("Metric", "Words predicted from the code alone"), "nats", Better::Lower},
    {"train/pixel_variance", QT_TRANSLATE_NOOP("Metric", "Trained variance of a pixel"), "", Better::Neither},
    {"train/beta", QT_TRANSLATE_NOOP("Metric", "KL weight"), "", Better::Neither},
    {"train/learning_rate", QT_TRANSLATE_NOOP("Metric", "Learning rate"), "", Better::Neither},
    {"train/encoder_updates", QT_TRANSLATE_NOOP("Metric", "Updates of the encoder alone"), "", Better::Neither},
    {"train/gradient_norm", QT_TRANSLATE_NOOP("Metric", "Gradient norm"), "", Better::Neither},
    {"train/pre_bn_variance", QT_TRANSLATE_NOOP("Metric", "Smallest variance before batch norm"), "", Better::Neither},
    {"train/step_ms", QT_TRANSLATE_NOOP("Metric", "Time per step"), "ms", Better::Lower},
    {"train/items_per_s", QT_TRANSLATE_NOOP("Metric", "Throughput"), "items/s", Better::Higher},
    {"train/data_ms", QT_TRANSLATE_NOOP("Metric", "Waiting for data"), "ms", Better::Lower},
    {"train/compute_ms", QT_TRANSLATE_NOOP("Metric", "Forward and backward"), "ms", Better::Lower},
    {"train/update_ms", QT_TRANSLATE_NOOP("Metric", "Optimizer"), "ms", Better::Lower},
    {"train/outside_ms", QT_TRANSLATE_NOOP("Metric", "Between the steps"), "ms", Better::Lower},
    {"system/cpu_percent", QT_TRANSLATE_NOOP("Metric", "Processor time of the worker"), "% of a core", Better::Neither},
    {"system/memory_mb", QT_TRANSLATE_NOOP("Metric", "Memory of the worker"), "MB", Better::Lower},
    {"system/busy_percent", QT_TRANSLATE_NOOP("Metric", "Load of the computer"), "%", Better::Neither},
    {"train/pre_bn_variance_per_dimension", QT_TRANSLATE_NOOP("Metric", "Variance before batch norm"), "",
     Better::Neither, true},
    {"validation/reconstruction", QT_TRANSLATE_NOOP("Metric", "Reconstruction"), "nats", Better::Lower},
    {"validation/kl", QT_TRANSLATE_NOOP("Metric", "KL"), "nats", Better::Neither},
    {"validation/elbo", QT_TRANSLATE_NOOP("Metric", "ELBO"), "nats", Better::Higher},
    {"validation/perplexity", QT_TRANSLATE_NOOP("Metric", "Perplexity"), "", Better::Lower},
    {"validation/token_accuracy", QT_TRANSLATE_NOOP("Metric", "Token accuracy"), "", Better::Higher},
    {"validation/squared_error", QT_TRANSLATE_NOOP("Metric", "Squared error"), "", Better::Lower},
    {"validation/active_units", QT_TRANSLATE_NOOP("Metric", "Active units"), "", Better::Higher},
    {"validation/mutual_information", QT_TRANSLATE_NOOP("Metric", "Mutual information"), "nats", Better::Higher},
    {"validation/mutual_information_error", QT_TRANSLATE_NOOP("Metric", "Error of the mutual information"), "nats",
     Better::Neither},
    {"validation/mutual_information_ceiling", QT_TRANSLATE_NOOP("Metric", "Largest measurable mutual information"),
     "nats", Better::Neither},
    {"validation/mutual_information_items", QT_TRANSLATE_NOOP("Metric", "Items of the mutual information"), "",
     Better::Neither},
    {"validation/kl_to_prior", QT_TRANSLATE_NOOP("Metric", "KL of all codes together from the prior"), "nats",
     Better::Lower},
    {"validation/dead_dimensions", QT_TRANSLATE_NOOP("Metric", "Dimensions with a KL below 0.01"), "", Better::Lower},
    {"validation/shuffle_gap", QT_TRANSLATE_NOOP("Metric", "Decoder use (shuffle gap)"), "nats", Better::Higher},
    {"validation/shuffle_gap_error", QT_TRANSLATE_NOOP("Metric", "Error of the shuffle gap"), "nats", Better::Neither},
    {"validation/shuffle_gap_per_token", QT_TRANSLATE_NOOP("Metric", "Decoder use per token"), "nats", Better::Higher},
    {"validation/entropy", QT_TRANSLATE_NOOP("Metric", "Entropy of the codes"), "nats", Better::Higher},
    {"validation/entropy_gaussian", QT_TRANSLATE_NOOP("Metric", "Same estimate for a standard Gaussian"), "nats",
     Better::Neither},
    {"validation/entropy_gap", QT_TRANSLATE_NOOP("Metric", "Entropy gap"), "nats", Better::Higher},
    {"validation/entropy_gap_error", QT_TRANSLATE_NOOP("Metric", "Error of the entropy gap"), "nats", Better::Neither},
    {"validation/entropy_bias", QT_TRANSLATE_NOOP("Metric", "Bias of the entropy estimate"), "nats", Better::Neither},
    {"validation/duplicate_codes", QT_TRANSLATE_NOOP("Metric", "Codes left out as duplicates"), "", Better::Neither},
    {"validation/aggregated_mean_max", QT_TRANSLATE_NOOP("Metric", "Largest aggregated mean"), "", Better::Lower},
    {"validation/aggregated_variance_min", QT_TRANSLATE_NOOP("Metric", "Smallest aggregated variance"), "",
     Better::Neither},
    {"validation/aggregated_variance_max", QT_TRANSLATE_NOOP("Metric", "Largest aggregated variance"), "",
     Better::Neither},
    {"validation/epochs_since_best", QT_TRANSLATE_NOOP("Metric", "Epochs since the best loss"), "epochs",
     Better::Neither},
    {"validation/patience", QT_TRANSLATE_NOOP("Metric", "Patience"), "epochs", Better::Neither},
    {"validation/generalisation_gap", QT_TRANSLATE_NOOP("Metric", "Generalisation gap"), "nats", Better::Lower},
    {"validation/iw_nll", QT_TRANSLATE_NOOP("Metric", "-log p(x), importance sampling"), "nats", Better::Lower},
    {"validation/trigram_perplexity", QT_TRANSLATE_NOOP("Metric", "Perplexity of a trigram model"), "", Better::Lower},
    {"validation/iw_perplexity", QT_TRANSLATE_NOOP("Metric", "Perplexity, importance sampling"), "", Better::Lower},
    {"validation/iw_samples", QT_TRANSLATE_NOOP("Metric", "Samples K of the importance sampling"), "", Better::Neither},
    {"validation/iw_items", QT_TRANSLATE_NOOP("Metric", "Items of the importance sampling"), "", Better::Neither},
    {"validation/code_mmd", QT_TRANSLATE_NOOP("Metric", "MMD of codes and prior"), "", Better::Lower},
    {"validation/prior_holes", QT_TRANSLATE_NOOP("Metric", "Holes of the codes under the prior, KL(p || q)"), "nats",
     Better::Lower},
    {"validation/fd_prior", QT_TRANSLATE_NOOP("Metric", "FD (own classifier), samples of the prior"), "",
     Better::Lower},
    {"validation/fd_gaussian", QT_TRANSLATE_NOOP("Metric", "FD (own classifier), samples of a Gaussian fit"), "",
     Better::Lower},
    {"validation/fd_gmm", QT_TRANSLATE_NOOP("Metric", "FD (own classifier), samples of a mixture fit"), "",
     Better::Lower},
    {"validation/fd_reconstruction", QT_TRANSLATE_NOOP("Metric", "FD (own classifier), reconstructions"), "",
     Better::Lower},
    {"validation/fd_floor", QT_TRANSLATE_NOOP("Metric", "FD (own classifier), training images: the floor"), "",
     Better::Neither},
    {"validation/precision", QT_TRANSLATE_NOOP("Metric", "Precision of prior samples"), "", Better::Higher},
    {"validation/recall", QT_TRANSLATE_NOOP("Metric", "Recall of prior samples"), "", Better::Higher},
    {"validation/density", QT_TRANSLATE_NOOP("Metric", "Density of prior samples"), "", Better::Higher},
    {"validation/coverage", QT_TRANSLATE_NOOP("Metric", "Coverage of prior samples"), "", Better::Higher},
    {"validation/classifier_accuracy", QT_TRANSLATE_NOOP("Metric", "Accuracy of the own classifier"), "",
     Better::Neither},
    {"validation/sample_count", QT_TRANSLATE_NOOP("Metric", "Samples measured"), "", Better::Neither},
    {"validation/distinct_1", QT_TRANSLATE_NOOP("Metric", "Different words of prior samples"), "", Better::Higher},
    {"validation/distinct_2", QT_TRANSLATE_NOOP("Metric", "Different word pairs of prior samples"), "", Better::Higher},
    {"validation/self_bleu_2", QT_TRANSLATE_NOOP("Metric", "Self-BLEU-2 of prior samples"), "", Better::Lower},
    {"validation/self_bleu_3", QT_TRANSLATE_NOOP("Metric", "Self-BLEU-3 of prior samples"), "", Better::Lower},
    {"validation/self_bleu_4", QT_TRANSLATE_NOOP("Metric", "Self-BLEU-4 of prior samples"), "", Better::Lower},
    {"validation/reconstruction_bleu_4", QT_TRANSLATE_NOOP("Metric", "BLEU-4 of reconstructions"), "", Better::Higher},
    {"validation/kl_per_dimension", QT_TRANSLATE_NOOP("Metric", "KL per dimension"), "nats", Better::Neither, true},
    {"validation/aggregated_mean", QT_TRANSLATE_NOOP("Metric", "Aggregated mean"), "", Better::Neither, true},
    {"validation/aggregated_variance", QT_TRANSLATE_NOOP("Metric", "Aggregated variance"), "", Better::Neither, true},
};

MetricInfo infoOf(const Row& row)
{
    return {QString::fromLatin1(row.name), QString::fromLatin1(row.title), QString::fromLatin1(row.unit), row.better,
            row.isVector};
}

} // namespace

const QList<MetricInfo>& knownMetrics()
{
    static const QList<MetricInfo> all = [] {
        QList<MetricInfo> list;
        for (const Row& row : kRows)
            list.append(infoOf(row));
        return list;
    }();
    return all;
}

MetricInfo metricInfo(const QString& name)
{
    static const QHash<QString, MetricInfo> byName = [] {
        QHash<QString, MetricInfo> map;
        for (const MetricInfo& info : knownMetrics())
            map.insert(info.name, info);
        return map;
    }();
    QString known = name;
    if (name.startsWith(QLatin1String("test/")))
        known = QStringLiteral("validation/") + name.mid(5);
    if (const auto it = byName.find(known); it != byName.end()) {
        MetricInfo info = *it;
        info.name = name;
        return info;
    }
    if (const std::optional<MetricInfo> own = ownMetricInfo(name))
        return *own;
    if (isHistogram(name)) // the tensor's whole name tells it apart
        return {name, name.section(QLatin1Char('/'), 1), QStringLiteral("of the values"), Better::Neither, true};
    const QString last = name.section(QLatin1Char('/'), -1);
    const Better better = last.contains(QLatin1String("loss")) ? Better::Lower : Better::Neither;
    return {name, last, {}, better, false};
}

} // namespace lb::experiments
