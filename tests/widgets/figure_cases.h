#pragma once

#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"

#include <cmath>

namespace lb::tests {

inline const QString kKl = QStringLiteral("train/kl");
inline const QString kReconstruction = QStringLiteral("validation/reconstruction");
inline const QString kDimensions = QStringLiteral("validation/kl_per_dimension");

/// Three noisy runs of so many points, with a gap, a spike and a theory line.
inline widgets::FigureData figureData(int points)
{
    widgets::FigureData data;
    data.project = QStringLiteral("paper");
    const QStringList families{QStringLiteral("vae"), QStringLiteral("bn-vae"), QStringLiteral("eae")};
    unsigned random = 7;
    const auto noise = [&random] {
        random = random * 1664525U + 1013904223U;
        return static_cast<double>(random >> 8) / (1 << 24) - 0.5;
    };
    for (qsizetype r = 0; r < families.size(); ++r) {
        widgets::FigureRunData run;
        run.run.uid = QStringLiteral("uid-%1").arg(r);
        run.run.name = families[r].toUpper();
        run.run.family = families[r];
        run.run.seed = 1 + r;
        run.run.stepsPerEpoch = 10;
        run.run.itemsPerStep = 32;
        run.dataset = QStringLiteral("wordnet-glosses");
        for (int i = 1; i <= points; ++i) {
            const double value = 6 - static_cast<double>(r) + 0.4 * noise() + 3 * std::exp(-5.0 * i / points);
            run.points[kKl].append({kKl, i, i == 5 ? std::nan("") : value, 1000 * i});
            if (i % 10 == 0)
                run.points[kReconstruction].append({kReconstruction, i, 30 + value, 1000 * i});
        }
        for (int i = 10; i <= 50; i += 10)
            run.vectors[kDimensions].append({kDimensions, i, {0.5F, 0.1F, 0.0F, 2.0F}, 1000 * i});
        run.events.append({.step = points / 2, .timeMs = 500 * points, .kind = QStringLiteral("vanishing")});
        data.runs.append(run);
    }
    data.theory[kKl] = {{QStringLiteral("uid-1"), QStringLiteral("floor γ²d/2 = 5.76"), 5.76}};
    return data;
}

inline widgets::FigureSpec figureSpec()
{
    widgets::FigureSpec spec;
    spec.panels = {{kKl, QStringLiteral("KL divergence"), QStringLiteral("KL (nats)"), widgets::AxisScale::Kind::Symlog},
                   {kReconstruction, QStringLiteral("Reconstruction"), QStringLiteral("Reconstruction (nats)")}};
    for (const char* name : {"VAE", "BN-VAE", "EAE"})
        spec.runs.append({QStringLiteral("uid-%1").arg(spec.runs.size()), QString::fromLatin1(name)});
    return spec;
}

} // namespace lb::tests
