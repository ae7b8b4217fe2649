#include "models/families/latent_fields.h"

#include "engine/core/error.h"

namespace lb::models {

namespace {

const std::vector<std::string> kNormalised{"bn-vae", "bn-split", "eae"};
const std::vector<std::string> kWithKl{"vae", "bn-vae", "bn-split", "delta-vae"}; // vmf's KL is a constant

std::vector<ConfigField> kindFields(std::int64_t defaultSize)
{
    return {
        {.key = "latent.kind",
         .label = "Latent",
         .defaultValue = std::string("vae"),
         .choices = latentKinds(),
         .help = "How the encoder's output becomes a code: plain autoencoder, Gaussian VAE, BN-VAE (batch norm on the "
                 "mean), BN-VAE with Su's split, delta-VAE, von Mises-Fisher VAE on the sphere, entropic, Wasserstein "
                 "(MMD) or regularised autoencoder.",
         .section = "Latent"},
        {.key = "latent.size",
         .label = "Latent size d",
         .defaultValue = defaultSize,
         .minimum = 1,
         .maximum = 1024,
         .unit = "dimensions",
         .help = "Numbers in a code. BN-VAE's KL floor and the entropy ceiling grow in proportion to it.",
         .section = "Latent"},
    };
}

std::vector<ConfigField> normFields()
{
    return {
        {.key = "latent.gamma",
         .label = "Gamma",
         .defaultValue = 0.6,
         .minimum = 0.01,
         .maximum = 10.0,
         .help = "Fixed scale of the normalised mean. The KL of a training batch cannot fall below d gamma^2 / 2: "
                 "5.76 nats for d = 32 and 0.6, the published settings being 0.5 to 0.7.",
         .section = "Latent",
         .dependsOn = "latent.kind",
         .dependsOnValues = {"bn-vae"}},
        {.key = "latent.epsilon",
         .label = "Batch norm epsilon",
         .defaultValue = 1e-8,
         .minimum = 0.0,
         .maximum = 1.0,
         .help = "Added to the variance before dividing. Keep it at 1e-8 or below: with 1e-5 the optimiser shrinks "
                 "the variance under epsilon and the KL floor is gone.",
         .section = "Latent",
         .dependsOn = "latent.kind",
         .dependsOnValues = kNormalised},
        {.key = "latent.tau",
         .label = "Tau",
         .defaultValue = 0.5,
         .minimum = 0.0,
         .maximum = 0.99,
         .help = "Share of the unit variance that the mean keeps at least; the rest is divided by a trained theta. "
                 "The KL floor is -(d/2) ln(1 - tau).",
         .section = "Latent",
         .dependsOn = "latent.kind",
         .dependsOnValues = {"bn-split"}},
    };
}

std::vector<ConfigField> entropyFields()
{
    return {
        {.key = "latent.neighbours",
         .label = "Neighbours k",
         .defaultValue = std::int64_t{1},
         .minimum = 1,
         .maximum = 64,
         .help = "The entropy of a batch is estimated from each code's distance to its k-th nearest other code. 1 for "
                 "training; the batch must have more than k rows.",
         .section = "Latent",
         .dependsOn = "latent.kind",
         .dependsOnValues = {"eae"}},
        {.key = "latent.entropy_weight",
         .label = "Entropy weight lambda",
         .defaultValue = 5.0,
         .minimum = 0.0,
         .maximum = 1000.0,
         .help = "Nats of reconstruction given up per nat of entropy. On 28x28 images with 16 dimensions 1 to 5 was "
                 "useful, 0.05 nearly inert.",
         .section = "Latent",
         .dependsOn = "latent.kind",
         .dependsOnValues = {"eae"}},
    };
}

/// A number of one latent kind.
ConfigField kindNumber(const char* kind, ConfigField field)
{
    field.section = "Latent";
    field.dependsOn = "latent.kind";
    field.dependsOnValues = {kind};
    return field;
}

std::vector<ConfigField> posteriorFields()
{
    return {
        kindNumber("delta-vae", {.key = "latent.delta",
                                 .label = "Delta",
                                 .defaultValue = 0.15,
                                 .minimum = 1e-4,
                                 .maximum = 10.0,
                                 .unit = "nats",
                                 .help = "The least KL of each dimension. The KL cannot fall below d delta: 4.8 nats "
                                         "for d = 32 and 0.15, the published settings being 0.1 and 0.15."}),
        kindNumber("vmf", {.key = "latent.kappa",
                           .label = "Kappa",
                           .defaultValue = 50.0,
                           .minimum = 0.0,
                           .maximum = 10000.0,
                           .help = "Concentration of codes around their direction. It fixes the KL: with d = 32, 2.2 "
                                   "nats at 13, 12.3 at 50, 20.8 at 100."}),
        kindNumber("wae-mmd", {.key = "latent.mmd_weight",
                               .label = "MMD weight lambda",
                               .defaultValue = 100.0,
                               .minimum = 0.0,
                               .maximum = 1e6,
                               .help = "Nats of reconstruction given up per unit of discrepancy between the batch's "
                                       "codes and the prior. Published: 10 with d = 8, 100 with d = 64."}),
        kindNumber("rae", {.key = "latent.code_weight",
                           .label = "Code weight",
                           .defaultValue = 5e-3,
                           .minimum = 0.0,
                           .maximum = 1000.0,
                           .unit = "nats",
                           .help = "Nats per squared length of the code, so that codes stay small."}),
    };
}

std::vector<ConfigField> decoderPenaltyFields()
{
    return {
        {.key = "latent.decoder_penalty",
         .label = "Decoder penalty",
         .defaultValue = std::string("l2"),
         .choices = {"l2", "gradient", "spectral", "none"},
         .help = "What keeps the decoder smooth: a penalty on its weights, on the slope of the image by the code "
                 "(estimated along one random direction), spectral norm of its layers, or nothing.",
         .section = "Latent",
         .dependsOn = "latent.kind",
         .dependsOnValues = {"rae"}},
        {.key = "latent.decoder_weight",
         .label = "Decoder penalty weight",
         .defaultValue = 1e-4,
         .minimum = 0.0,
         .maximum = 1000.0,
         .unit = "nats",
         .help = "Nats per squared weight, or per squared slope summed over pixels and dimensions.",
         .section = "Latent",
         .dependsOn = "latent.decoder_penalty",
         .dependsOnValues = {"l2", "gradient"}},
    };
}

DecoderPenalty::Kind penaltyKind(const std::string& word)
{
    if (word == "l2")
        return DecoderPenalty::Kind::WeightDecay;
    if (word == "gradient")
        return DecoderPenalty::Kind::Gradient;
    return word == "spectral" ? DecoderPenalty::Kind::Spectral : DecoderPenalty::Kind::None;
}

std::vector<ConfigField> objectiveFields()
{
    return {
        {.key = "objective.free_bits",
         .label = "Free bits",
         .defaultValue = std::string("none"),
         .choices = {"none", "total", "per-dimension"},
         .help = "KL that costs nothing. Total: an item's KL counts only when it exceeds the allowance. Per dimension: "
                 "each dimension's batch mean counts only above its share.",
         .section = "Objective",
         .dependsOn = "latent.kind",
         .dependsOnValues = kWithKl},
        {.key = "objective.free_bits_nats",
         .label = "Free KL",
         .defaultValue = 4.0,
         .minimum = 0.0,
         .maximum = 1000.0,
         .unit = "nats",
         .help = "The allowance for all dimensions together. 4 to 5 is usual for text with d = 32.",
         .section = "Objective",
         .dependsOn = "objective.free_bits",
         .dependsOnValues = {"total", "per-dimension"}},
    };
}

} // namespace

std::vector<ConfigField> latentFields(std::int64_t defaultSize)
{
    std::vector<ConfigField> fields = kindFields(defaultSize);
    for (const auto& part :
         {normFields(), entropyFields(), posteriorFields(), decoderPenaltyFields(), objectiveFields()})
        fields.insert(fields.end(), part.begin(), part.end());
    return fields;
}

std::unique_ptr<Latent> buildLatent(const Config& config, LatentSettings base)
{
    base.size = config.integer("latent.size");
    base.gamma = config.real("latent.gamma");
    base.epsilon = config.real("latent.epsilon");
    base.tau = config.real("latent.tau");
    base.neighbours = static_cast<int>(config.integer("latent.neighbours"));
    base.entropyWeight = config.real("latent.entropy_weight");
    base.delta = config.real("latent.delta");
    base.kappa = config.real("latent.kappa");
    base.mmdWeight = config.real("latent.mmd_weight");
    base.codeWeight = config.real("latent.code_weight");
    base.decoderPenalty = {.kind = penaltyKind(config.text("latent.decoder_penalty")),
                           .weight = config.real("latent.decoder_weight")};
    return makeLatent(config.text("latent.kind"), base);
}

bool hasSpectralDecoder(const Config& config)
{
    return config.text("latent.kind") == "rae" && config.text("latent.decoder_penalty") == "spectral";
}

void checkDecoderPenalty(const Config& config, bool isText)
{
    const std::string& decoder = config.text("decoder.kind");
    if (hasSpectralDecoder(config) && (isText || (decoder != "mlp" && decoder != "conv")))
        throw engine::ShapeError("decoder penalty",
                                 "spectral norm exists for the image decoders mlp and conv, and this "
                                 "one is " +
                                     decoder + ". Choose one of these, or the penalty l2.");
    if (isText && config.text("latent.kind") == "rae" && config.text("latent.decoder_penalty") == "gradient")
        throw engine::ShapeError("decoder penalty", "a text decoder writes words, which have no slope by the code. "
                                                    "Choose the penalty l2 or none.");
}

FreeBits freeBitsOf(const Config& config)
{
    const std::string& word = config.text("objective.free_bits");
    FreeBits result{.nats = config.real("objective.free_bits_nats")};
    if (word == "total")
        result.kind = FreeBits::Kind::Total;
    else if (word == "per-dimension")
        result.kind = FreeBits::Kind::PerDimension;
    return result;
}

} // namespace lb::models
