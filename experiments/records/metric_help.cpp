#include "experiments/records/metric_help.h"

#include <QHash>
#include <QtGlobal>

namespace lb::experiments {

namespace {

struct Row {
    const char* name;
    const char* formula;
    const char* note;
    const char* reference;
};

// A row for each of metric_names.cpp. Formulas without words are not translated.
const Row kRows[] = {
    {"train/loss",
     QT_TRANSLATE_NOOP("MetricHelp", "reconstruction + β KL + further terms of the objective, mean over the batch"), "",
     "Kingma & Welling 2014"},
    {"train/reconstruction",
     QT_TRANSLATE_NOOP("MetricHelp", "−ln p(x | z), z ~ q(z | x), summed over pixels or tokens, mean over the batch"),
     "", "Kingma & Welling 2014"},
    {"train/kl",
     QT_TRANSLATE_NOOP("MetricHelp", "KL(q(z|x) ‖ p(z)) = ½ Σⱼ (μⱼ² + σⱼ² − ln σⱼ² − 1), mean over the batch"),
     QT_TRANSLATE_NOOP("MetricHelp", "Near 0 the code says nothing: KL vanishing."), "Kingma & Welling 2014"},
    {"train/elbo", QT_TRANSLATE_NOOP("MetricHelp", "−reconstruction − KL ≤ ln p(x)"), "", "Kingma & Welling 2014"},
    {"train/entropy",
     QT_TRANSLATE_NOOP(
         "MetricHelp",
         "ψ(n) − ψ(k) + ln V_d + (d/n) Σᵢ ln ε_k(i), ε_k: distance to the k-th nearest code of the batch"),
     QT_TRANSLATE_NOOP("MetricHelp", "A small batch makes it larger than the truth; the entropy gap takes that off."),
     "Kozachenko & Leonenko 1987; Ghose et al. 2020"},
    {"train/mmd", "E k(z, z′) + E k(p, p′) − 2 E k(z, p), k = Σ C / (C + ‖a − b‖²) over seven scales",
     QT_TRANSLATE_NOOP("MetricHelp", "Unbiased: it can be slightly negative."),
     "Gretton et al. 2012; Tolstikhin et al. 2018"},
    {"train/code_penalty", QT_TRANSLATE_NOOP("MetricHelp", "w_z ‖z‖², mean over the batch"), "", "Ghosh et al. 2020"},
    {"train/decoder_penalty", QT_TRANSLATE_NOOP("MetricHelp", "w ‖θ_decoder‖² (L2), or the gradient penalty ‖∂x̂/∂z‖²"),
     "", "Ghosh et al. 2020"},
    {"train/bag_of_words",
     QT_TRANSLATE_NOOP("MetricHelp", "−Σ ln p(word | z) over the words of the sentence, before its weight"), "",
     "Zhao et al. 2017"},
    {"train/pixel_variance", "g² of p(x | z) = N(x̂, g² I)", "", "Dai & Wipf 2019"},
    {"train/beta", QT_TRANSLATE_NOOP("MetricHelp", "β of reconstruction + β KL at this step"), "",
     "Higgins et al. 2017; Bowman et al. 2016"},
    {"train/learning_rate", QT_TRANSLATE_NOOP("MetricHelp", "rate × schedule(step)"), "", ""},
    {"train/encoder_updates", QT_TRANSLATE_NOOP("MetricHelp", "updates of the encoder alone before one of the decoder"),
     "", "He et al. 2019"},
    {"train/gradient_norm", QT_TRANSLATE_NOOP("MetricHelp", "√(Σ g²) over all parameters, before clipping"), "", ""},
    {"train/pre_bn_variance", QT_TRANSLATE_NOOP("MetricHelp", "minⱼ Var_batch[hⱼ] of what batch norm takes in"),
     QT_TRANSLATE_NOOP("MetricHelp", "Near 0 batch norm enlarges noise."), "Zhu et al. 2020"},
    {"train/step_ms", QT_TRANSLATE_NOOP("MetricHelp", "time from one step to the next, mean since the last point"), "",
     ""},
    {"train/items_per_s", QT_TRANSLATE_NOOP("MetricHelp", "items of the batch / time of the step"), "", ""},
    {"train/data_ms", QT_TRANSLATE_NOOP("MetricHelp", "time a step waits for its batch"), "", ""},
    {"train/compute_ms", QT_TRANSLATE_NOOP("MetricHelp", "time of the forward and backward pass"), "", ""},
    {"train/update_ms", QT_TRANSLATE_NOOP("MetricHelp", "time of the optimizer"), "", ""},
    {"train/outside_ms", QT_TRANSLATE_NOOP("MetricHelp", "time between two steps: logging, checkpoints, evaluation"),
     "", ""},
    {"system/cpu_percent", QT_TRANSLATE_NOOP("MetricHelp", "processor time of the worker / time × 100"),
     QT_TRANSLATE_NOOP("MetricHelp", "100 is one core."), ""},
    {"system/memory_mb", QT_TRANSLATE_NOOP("MetricHelp", "resident memory of the worker / 10⁶"), "", ""},
    {"system/busy_percent",
     QT_TRANSLATE_NOOP("MetricHelp", "time that the cores are not idle / time × 100, mean over all cores"), "", ""},
    {"train/pre_bn_variance_per_dimension",
     QT_TRANSLATE_NOOP("MetricHelp", "Var_batch[hⱼ] of what batch norm takes in"), "", "Zhu et al. 2020"},
    {"validation/reconstruction",
     QT_TRANSLATE_NOOP("MetricHelp", "−ln p(x | z), z ~ q(z | x), summed over pixels or tokens, mean over items"),
     QT_TRANSLATE_NOOP("MetricHelp", "Grey images under a Bernoulli likelihood keep a part that no model removes."),
     "Kingma & Welling 2014"},
    {"validation/kl",
     QT_TRANSLATE_NOOP("MetricHelp", "KL(q(z|x) ‖ p(z)) = ½ Σⱼ (μⱼ² + σⱼ² − ln σⱼ² − 1), mean over items"),
     QT_TRANSLATE_NOOP("MetricHelp", "Near 0 the code says nothing: KL vanishing."), "Kingma & Welling 2014"},
    {"validation/elbo", QT_TRANSLATE_NOOP("MetricHelp", "−reconstruction − KL ≤ ln p(x)"),
     QT_TRANSLATE_NOOP("MetricHelp", "A bound: compare it with bounds only."), "Kingma & Welling 2014"},
    {"validation/perplexity",
     QT_TRANSLATE_NOOP("MetricHelp",
                       "exp(Σ nats / Σ tokens), of the ELBO where there is one; tokens with the end mark"),
     QT_TRANSLATE_NOOP("MetricHelp", "From the ELBO it is an upper bound."), ""},
    {"validation/token_accuracy",
     QT_TRANSLATE_NOOP("MetricHelp", "share of tokens that are likeliest, each given the true ones before it"), "", ""},
    {"validation/squared_error", QT_TRANSLATE_NOOP("MetricHelp", "Σ (x − x̂)² over pixels, z = μ, mean over items"), "",
     ""},
    {"validation/active_units", "#{ j : Var_x[ E_q zⱼ ] ≥ 0.01 }", "", "Burda et al. 2016"},
    {"validation/mutual_information", "I(x; z) = E_x E_q ln q(z|x) − E ln q(z), q(z) = (1/N) Σᵢ q(z|xᵢ)",
     QT_TRANSLATE_NOOP("MetricHelp", "An estimate: it can be slightly negative, and shows at most ln N."),
     "Hoffman & Johnson 2016"},
    {"validation/mutual_information_error", QT_TRANSLATE_NOOP("MetricHelp", "√(Var of the N terms / N)"),
     QT_TRANSLATE_NOOP("MetricHelp", "Of the draws and items; the ceiling ln N is not in it."), ""},
    {"validation/mutual_information_ceiling", "ln N", "", "Hoffman & Johnson 2016"},
    {"validation/mutual_information_items",
     QT_TRANSLATE_NOOP("MetricHelp", "N, the items that the mutual information is estimated from"), "", ""},
    {"validation/kl_to_prior", "KL(q(z) ‖ p(z)) = KL − I(x; z)",
     QT_TRANSLATE_NOOP("MetricHelp", "As exact as the mutual information in it."), "Hoffman & Johnson 2016"},
    {"validation/dead_dimensions", "#{ j : KLⱼ < 0.01 }", "", ""},
    {"validation/shuffle_gap", "E[ rec(x, z of another x) − rec(x, own z) ]",
     QT_TRANSLATE_NOOP("MetricHelp", "Below 0.1 the decoder does not listen to z, whatever KL says."), ""},
    {"validation/shuffle_gap_error", QT_TRANSLATE_NOOP("MetricHelp", "s / √n of the differences of n items"), "", ""},
    {"validation/shuffle_gap_per_token", QT_TRANSLATE_NOOP("MetricHelp", "shuffle gap / tokens of a sentence"), "", ""},
    {"validation/entropy",
     QT_TRANSLATE_NOOP("MetricHelp",
                       "ψ(n) − ψ(k) + ln V_d + (d/n) Σᵢ ln ε_k(i), ε_k: distance to the k-th nearest code"),
     QT_TRANSLATE_NOOP("MetricHelp", "Biased upwards, the more the more dimensions; see the entropy gap."),
     "Kozachenko & Leonenko 1987; Ghose et al. 2020"},
    {"validation/entropy_gaussian", QT_TRANSLATE_NOOP("MetricHelp", "the same estimate of as many draws of N(0, I)"),
     "", "Kozachenko & Leonenko 1987"},
    {"validation/entropy_gap", "H_k(codes) − H_k(as many draws of N(0, I))",
     QT_TRANSLATE_NOOP("MetricHelp", "0: as spread out as N(0, I), which has the most entropy at variance 1."),
     "Ghose et al. 2020"},
    {"validation/entropy_gap_error",
     QT_TRANSLATE_NOOP("MetricHelp", "s √(1 + 1/r), s: deviation of the estimate over r samples of N(0, I)"), "", ""},
    {"validation/entropy_bias", "H_k(n draws of N(0, I)) − d/2 ln(2πe)", "", ""},
    {"validation/duplicate_codes",
     QT_TRANSLATE_NOOP("MetricHelp", "codes that equal another one; the entropy leaves them out"), "", ""},
    {"validation/aggregated_mean_max", "maxⱼ |E_x E_q zⱼ|", QT_TRANSLATE_NOOP("MetricHelp", "0 for a matched model."),
     ""},
    {"validation/aggregated_variance_min", QT_TRANSLATE_NOOP("MetricHelp", "minⱼ Var of zⱼ under q(z)"),
     QT_TRANSLATE_NOOP("MetricHelp", "1 for a matched model."), ""},
    {"validation/aggregated_variance_max", QT_TRANSLATE_NOOP("MetricHelp", "maxⱼ Var of zⱼ under q(z)"),
     QT_TRANSLATE_NOOP("MetricHelp", "1 for a matched model."), ""},
    {"validation/epochs_since_best", QT_TRANSLATE_NOOP("MetricHelp", "epochs since the validation loss was lowest"), "",
     ""},
    {"validation/patience", QT_TRANSLATE_NOOP("MetricHelp", "epochs without a better validation loss that end the run"),
     "", ""},
    {"validation/generalisation_gap", QT_TRANSLATE_NOOP("MetricHelp", "validation loss − training loss"), "", ""},
    {"validation/iw_nll", "−ln (1/K) Σₖ p(x, zₖ) / q(zₖ | x), zₖ ~ q(z | x)",
     QT_TRANSLATE_NOOP("MetricHelp", "An upper bound of −ln p(x), tighter the larger K is."), "Burda et al. 2016"},
    {"validation/trigram_perplexity",
     QT_TRANSLATE_NOOP("MetricHelp", "exp(Σ nats / Σ tokens) of counts of three tokens, interpolated"), "",
     "Kneser & Ney 1995; Chen & Goodman 1999"},
    {"validation/iw_perplexity", QT_TRANSLATE_NOOP("MetricHelp", "exp(Σ NLL by importance sampling / Σ tokens)"), "",
     "Burda et al. 2016"},
    {"validation/iw_samples", QT_TRANSLATE_NOOP("MetricHelp", "K of the importance sampling"), "", ""},
    {"validation/iw_items", QT_TRANSLATE_NOOP("MetricHelp", "items that the importance sampling is over"), "", ""},
    {"validation/code_mmd", "E k(z, z′) + E k(p, p′) − 2 E k(z, p), k = Σ C / (C + ‖a − b‖²) over seven scales",
     QT_TRANSLATE_NOOP("MetricHelp", "Unbiased: it can be slightly negative."),
     "Gretton et al. 2012; Tolstikhin et al. 2018"},
    {"validation/prior_holes", QT_TRANSLATE_NOOP("MetricHelp", "E_p[ ln p(z) − ln q(z) ] over draws of the prior"),
     QT_TRANSLATE_NOOP("MetricHelp", "Large where prior draws fall between the codes."), "Hoffman & Johnson 2016"},
    {"validation/fd_prior",
     QT_TRANSLATE_NOOP("MetricHelp",
                       "‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½) of features of a classifier trained here"),
     QT_TRANSLATE_NOOP(
         "MetricHelp",
         "Compares with distances in the same features and at the same number of images, never with published FID."),
     "Heusel et al. 2017"},
    {"validation/fd_gaussian",
     QT_TRANSLATE_NOOP("MetricHelp",
                       "‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½), codes drawn from one Gaussian fit"),
     QT_TRANSLATE_NOOP("MetricHelp", "Never compare with published FID."), "Heusel et al. 2017; Ghosh et al. 2020"},
    {"validation/fd_gmm",
     QT_TRANSLATE_NOOP("MetricHelp",
                       "‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½), codes drawn from a mixture of 10 Gaussians"),
     QT_TRANSLATE_NOOP("MetricHelp", "Never compare with published FID."), "Heusel et al. 2017; Ghosh et al. 2020"},
    {"validation/fd_reconstruction",
     QT_TRANSLATE_NOOP("MetricHelp",
                       "‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½), test images and what the model gives back"),
     QT_TRANSLATE_NOOP("MetricHelp", "Never compare with published FID."), "Heusel et al. 2017"},
    {"validation/fd_floor",
     QT_TRANSLATE_NOOP("MetricHelp", "‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½), test and training images"),
     QT_TRANSLATE_NOOP("MetricHelp", "What two sets of real images have: no model needs less."), "Heusel et al. 2017"},
    {"validation/precision",
     QT_TRANSLATE_NOOP("MetricHelp", "share of samples inside a k-NN ball of a real image, k = 5"), "",
     "Kynkäänniemi et al. 2019"},
    {"validation/recall", QT_TRANSLATE_NOOP("MetricHelp", "share of real images inside a k-NN ball of a sample, k = 5"),
     "", "Kynkäänniemi et al. 2019"},
    {"validation/density",
     QT_TRANSLATE_NOOP("MetricHelp", "(1/(k m)) Σ over m samples of the k-NN balls of real images it is in, k = 5"),
     QT_TRANSLATE_NOOP("MetricHelp", "1 for equal distributions; can be above 1."), "Naeem et al. 2020"},
    {"validation/coverage",
     QT_TRANSLATE_NOOP("MetricHelp", "share of real images whose k-NN ball holds a sample, k = 5"), "",
     "Naeem et al. 2020"},
    {"validation/classifier_accuracy",
     QT_TRANSLATE_NOOP("MetricHelp", "share of test images whose class the classifier of the features names"), "", ""},
    {"validation/sample_count", QT_TRANSLATE_NOOP("MetricHelp", "samples that were measured"), "", ""},
    {"validation/distinct_1", QT_TRANSLATE_NOOP("MetricHelp", "different words / all words of the samples"), "",
     "Li et al. 2016"},
    {"validation/distinct_2", QT_TRANSLATE_NOOP("MetricHelp", "different word pairs / all word pairs of the samples"),
     "", "Li et al. 2016"},
    {"validation/self_bleu_2", QT_TRANSLATE_NOOP("MetricHelp", "mean BLEU-2 of each sample against all others"),
     QT_TRANSLATE_NOOP("MetricHelp", "Rises with the number of samples; read it beside quality."),
     "Zhu et al. 2018 (Texygen)"},
    {"validation/self_bleu_3", QT_TRANSLATE_NOOP("MetricHelp", "mean BLEU-3 of each sample against all others"),
     QT_TRANSLATE_NOOP("MetricHelp", "Rises with the number of samples; read it beside quality."),
     "Zhu et al. 2018 (Texygen)"},
    {"validation/self_bleu_4", QT_TRANSLATE_NOOP("MetricHelp", "mean BLEU-4 of each sample against all others"),
     QT_TRANSLATE_NOOP("MetricHelp", "Rises with the number of samples; read it beside quality."),
     "Zhu et al. 2018 (Texygen)"},
    {"validation/reconstruction_bleu_4",
     QT_TRANSLATE_NOOP("MetricHelp", "mean BLEU-4 of sentences with what the model gives back, z = μ, greedy"), "",
     "Papineni et al. 2002"},
    {"validation/kl_per_dimension",
     QT_TRANSLATE_NOOP("MetricHelp", "KLⱼ = ½ (μⱼ² + σⱼ² − ln σⱼ² − 1), mean over items"), "", "Kingma & Welling 2014"},
    {"validation/aggregated_mean", "E_x E_q zⱼ", QT_TRANSLATE_NOOP("MetricHelp", "0 for a matched model."), ""},
    {"validation/aggregated_variance", QT_TRANSLATE_NOOP("MetricHelp", "Var of zⱼ under q(z)"),
     QT_TRANSLATE_NOOP("MetricHelp", "1 for a matched model."), ""},
};

} // namespace

MetricHelp metricHelp(const QString& name)
{
    static const QHash<QString, const Row*> byName = [] {
        QHash<QString, const Row*> map;
        for (const Row& row : kRows)
            map.insert(QString::fromLatin1(row.name), &row);
        return map;
    }();
    const Row* row = byName.value(name);
    if (!row && name.startsWith(QLatin1String("test/")))
        row = byName.value(QStringLiteral("validation/") + name.mid(5));
    if (!row)
        return {};
    return {QString::fromUtf8(row->formula), QString::fromUtf8(row->note), QString::fromUtf8(row->reference)};
}

QString errorMetric(const QString& name)
{
    return name + QStringLiteral("_error");
}

} // namespace lb::experiments
