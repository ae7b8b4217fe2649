#include "tests/widgets/synthetic_runs.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace lb::test {

using namespace experiments;
using namespace widgets;

namespace {

constexpr int kSide = 28;

double noise(std::mt19937& random)
{
    return std::normal_distribution<double>()(random);
}

/// A jacket, trousers or bag, more or less, as grey bytes.
QByteArray garment(int kind, double blur)
{
    QByteArray bytes(kSide * kSide, '\0');
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const double u = (x - 13.5) / 14;
            const double v = (y - 13.5) / 14;
            double inside = 0;
            if (kind % 4 == 0)
                inside = 0.75 - std::abs(u) - 0.1 * std::abs(v);
            else if (kind % 4 == 1)
                inside = std::abs(u) < 0.1 && v > -0.3 ? -0.2 : 0.45 - std::abs(u);
            else if (kind % 4 == 2)
                inside = 0.8 - std::hypot(u, v - 0.2);
            else
                inside = 0.3 + 0.3 * v - std::abs(v - 0.3) - 0.2 * u;
            const double shade = std::clamp(0.5 + inside / (0.05 + blur), 0.0, 1.0);
            bytes[y * kSide + x] = static_cast<char>(static_cast<int>(shade * (170 + 20 * (kind % 5))));
        }
    }
    return bytes;
}

double curveValue(const QString& family, const QString& metric, double step, std::mt19937& random)
{
    const double n = noise(random);
    if (metric == QLatin1String("kl"))
        return family == QLatin1String("vae")
                   ? std::max(0.0, 3.3 * std::min(1.0, step / 30) * std::exp(-step / 90) + 0.04 * std::exp(0.2 * n))
                   : 6.4 + 2.2 * std::exp(-step / 500) * std::min(1.0, step / 60) + 0.12 * n;
    if (metric == QLatin1String("reconstruction")) {
        const double floor = family == QLatin1String("vae") ? 35 : family == QLatin1String("eae") ? 26 : 29;
        return floor + 38 * std::exp(-step / 40) + 8 * std::exp(-step / 450) + 0.7 * n;
    }
    if (metric == QLatin1String("elbo"))
        return -34 - 46 * std::exp(-step / 50) - (family == QLatin1String("vae") ? 5 : 9) * std::exp(-step / 400) +
               0.7 * n;
    if (metric == QLatin1String("entropy"))
        return 44.3 - 9 * std::exp(-step / 280) + 0.15 * n;
    if (family != QLatin1String("vae"))
        return step < 80 ? 29 : 32;
    return step < 60 ? 0 : step < 150 ? 4 : step < 260 ? 9 : step < 400 ? 3 : step < 620 ? 1 : 0;
}

} // namespace

RunRecord syntheticRun(const QString& uid, const QString& name, const QString& family, const QString& group)
{
    RunRecord run;
    run.uid = uid;
    run.name = name;
    run.family = family;
    run.group = group;
    run.seed = 1;
    run.dataset = QStringLiteral("wordnet-glosses");
    run.totalSteps = 3140;
    run.totalEpochs = 10;
    run.step = 2184;
    run.epoch = 6.96;
    run.theory.insert(QStringLiteral("latent_size"), 32);
    return run;
}

QList<RunRecord> syntheticRuns()
{
    QList<RunRecord> runs;
    const auto add = [&runs](const QString& name, const QString& family, const QString& group,
                             RunState state) -> RunRecord& {
        runs.append(
            syntheticRun(QStringLiteral("uid%1").arg(runs.size(), 3, 10, QLatin1Char('0')), name, family, group));
        runs.last().state = state;
        // 24 November 2025, 06:30 in UTC, back by half a day each.
        runs.last().changedMs = 1763965800000LL - 40000000LL * (runs.size() - 1);
        return runs.last();
    };
    const QString sentences = QStringLiteral("Demo: sentences");
    const QString images = QStringLiteral("Demo: images");
    const QString study = QStringLiteral("Warm-up study");
    add(QStringLiteral("VAE"), QStringLiteral("vae"), sentences, RunState::Running).last = {
        {QStringLiteral("validation/kl"), 0.03}, {QStringLiteral("validation/active_units"), 0}};
    add(QStringLiteral("BN-VAE"), QStringLiteral("bn-vae"), sentences, RunState::Running).last = {
        {QStringLiteral("validation/kl"), 6.53}, {QStringLiteral("validation/active_units"), 32}};
    add(QStringLiteral("EAE"), QStringLiteral("eae"), sentences, RunState::Paused);
    add(QStringLiteral("VAE images"), QStringLiteral("vae"), images, RunState::Queued).dataset =
        QStringLiteral("fashion-mnist");
    add(QStringLiteral("BN-VAE images"), QStringLiteral("bn-vae"), images, RunState::Preparing).dataset =
        QStringLiteral("fashion-mnist");
    add(QStringLiteral("EAE images"), QStringLiteral("eae"), images, RunState::Finishing).dataset =
        QStringLiteral("fashion-mnist");
    add(QStringLiteral("Warm-up 4k"), QStringLiteral("vae"), study, RunState::Finished).epoch = 15;
    add(QStringLiteral("Warm-up 4k b"), QStringLiteral("vae"), study, RunState::Stopped).seed = 2;
    add(QStringLiteral("Free bits 4"), QStringLiteral("beta-vae"), study, RunState::Finished).epoch = 40;
    add(QStringLiteral("Split τ 0.5"), QStringLiteral("bn-split"), study, RunState::Finished).seed = 3;
    add(QStringLiteral("γ 0.7"), QStringLiteral("bn-vae"), study, RunState::Interrupted).step = 8140;
    add(QStringLiteral("λ 5"), QStringLiteral("eae"), study, RunState::Failed).stateReason =
        QStringLiteral("loss is not a number at step 311");
    return runs;
}

QList<PlotRun> syntheticPlotRuns()
{
    QList<PlotRun> runs;
    for (const RunRecord& run : syntheticRuns().first(3))
        runs.append({run.uid, run.name, run.family, run.seed, {}, 314, 32});
    return runs;
}

QList<MetricPoint> syntheticCurve(const QString& family, const QString& metric, int steps)
{
    const bool isAutoencoder = family == QLatin1String("eae");
    if (isAutoencoder ? metric == QLatin1String("kl") || metric == QLatin1String("elbo")
                      : metric == QLatin1String("entropy"))
        return {};
    std::mt19937 random(7);
    QList<MetricPoint> points;
    for (int step = 0; step < steps; step += 4)
        points.append(
            {QStringLiteral("validation/") + metric, step, curveValue(family, metric, step, random), 1000 + step * 9});
    return points;
}

QList<VectorPoint> syntheticKlPerDimension(const QString& family, int dimensions)
{
    std::mt19937 random(11);
    QList<VectorPoint> points;
    for (int step = 50; step < 2200; step += 50) {
        VectorPoint point{QStringLiteral("validation/kl_per_dimension"), step, {}, 1000 + step * 9};
        for (int i = 0; i < dimensions; ++i) {
            const int place = (i * 13) % dimensions;
            const double value = family == QLatin1String("vae")
                                     ? 0.42 * std::exp(-step / 120.0) * std::exp(-place / 9.0)
                                     : 0.21 + 0.08 * std::exp(-place / 12.0) + 0.012 * noise(random);
            point.values.push_back(static_cast<float>(std::max(0.0, value)));
        }
        points.append(point);
    }
    return points;
}

QList<double> syntheticTrend(const QString& uid)
{
    std::mt19937 random(static_cast<unsigned>(qHash(uid)));
    const double direction = noise(random);
    QList<double> values;
    for (int i = 0; i < 60; ++i)
        values.append(direction * std::exp(-i / 15.0) + 0.03 * noise(random));
    return values;
}

ItemStrip syntheticTexts(const QString& family)
{
    const QStringList inputs{QStringLiteral("a boat propelled by oars"),
                             QStringLiteral("he ran across the field"),
                             QStringLiteral("the act of giving help"),
                             QStringLiteral("a small tropical bird"),
                             QStringLiteral("relating to the stars"),
                             QStringLiteral("an instrument for measuring the depth of water"),
                             QStringLiteral("without delay"),
                             QStringLiteral("she sang in a low voice")};
    const QStringList other{QStringLiteral("a boat powered by sails"),
                            QStringLiteral("he ran across the street"),
                            QStringLiteral("the act of giving money"),
                            QStringLiteral("a small tropical fish"),
                            QStringLiteral("relating to the moon"),
                            QStringLiteral("an instrument for measuring the speed of a moving vehicle"),
                            QStringLiteral("with haste"),
                            QStringLiteral("she spoke in a low voice")};
    ItemStrip strip;
    strip.step = 2184;
    strip.shuffleGap = family == QLatin1String("vae") ? 0.0 : family == QLatin1String("eae") ? 9.6 : 4.92;
    for (qsizetype i = 0; i < inputs.size(); ++i) {
        const QString output = family == QLatin1String("vae")      ? QStringLiteral("the act of making something")
                               : family == QLatin1String("bn-vae") ? other[i]
                                                                   : inputs[i];
        strip.items.append({inputs[i], output, {}, {}});
    }
    return strip;
}

ItemStrip syntheticImages(const QString& family)
{
    ItemStrip strip;
    strip.step = 6300;
    strip.height = kSide;
    strip.width = kSide;
    strip.shuffleGap = family == QLatin1String("eae") ? 141.6 : 98.4;
    const double blur = family == QLatin1String("eae") ? 0.1 : 0.35;
    for (int i = 0; i < 8; ++i)
        strip.items.append({{}, {}, garment(i, 0.02), garment(i, blur)});
    for (int i = 0; i < 13; ++i)
        strip.samples.append(garment(i * 3 + 1, family == QLatin1String("vae") ? 0.6 : 0.3));
    return strip;
}

} // namespace lb::test
