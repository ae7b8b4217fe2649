#pragma once

#include "experiments/preview/presets.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"
#include "experiments/store/run_store.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace lb::tests {

/// A finished run: ELBO and KL at three steps (best at 200), 20 ms a step, a strip of sentences at two of them.
inline void writeFigures(const experiments::RunFolder& folder, double elbo, double kl)
{
    auto lock = experiments::RunLock::take(folder);
    QVERIFY(lock);
    auto writer = experiments::MetricWriter::open(folder).value();
    for (const auto& [step, gap] : {std::pair{100, 5.0}, std::pair{200, 0.0}, std::pair{300, 2.0}}) {
        writer->append(writer->metric(u"validation/elbo"), step, elbo - gap);
        writer->append(writer->metric(u"validation/kl"), step, kl + gap);
        writer->append(writer->metric(u"validation/reconstruction"), step, -elbo - kl);
        writer->append(writer->metric(u"train/kl"), step, kl + 1);
        writer->append(writer->metric(u"train/step_ms"), step, 20.0);
    }
    for (const qint64 step : {100, 300}) {
        experiments::ItemStrip strip;
        strip.step = step;
        strip.items = {{.input = QStringLiteral("a word"), .output = QStringLiteral("a word at %1").arg(step)}};
        writer->setItemStrip(strip);
        QVERIFY(writer->commit(experiments::MetricWriter::Durability::Rhythm));
    }
    experiments::RunStatus status;
    status.state = experiments::RunState::Finished;
    status.step = 300;
    writer->setStatus(status);
    QVERIFY(writer->commit(experiments::MetricWriter::Durability::Durable));
}

/// VAE and BN-VAE with three seeds each, and one run with another gamma: written once, copied for each window.
struct CompareProject {
    static const CompareProject& written()
    {
        static const CompareProject project;
        return project;
    }
    CompareProject()
        : store(experiments::RunStore::open(directory.filePath(QStringLiteral("project"))).value())
    {
        for (int seed = 1; seed <= 3; ++seed)
            vae.append(add("vae-sentences", "VAE", seed, 0.6, -35 - 0.01 * seed, 0.02));
        for (int seed = 1; seed <= 3; ++seed)
            bn.append(add("bn-vae-sentences", "BN-VAE", seed, 0.6, -34.2 + 0.02 * seed * seed, 6 + 0.1 * seed));
        wide = add("bn-vae-sentences", "Wide", 1, 0.9, -36, 9);
        store.reset();
    }
    QString add(const char* preset, const char* name, int seed, double gamma, double elbo, double kl)
    {
        const experiments::Preset found = experiments::findPreset(QLatin1String(preset)).value();
        experiments::NewRun run{.spec = found.spec,
                                .name = QStringLiteral("%1, seed %2").arg(QLatin1String(name)).arg(seed),
                                .family = found.family,
                                .dataset = QStringLiteral("wordnet-glosses")};
        run.spec.set(QStringLiteral("run.seed"), seed);
        run.spec.set(QStringLiteral("latent.gamma"), gamma);
        const QString uid = store->create(run).value().uid;
        writeFigures(store->folder(uid), elbo, kl);
        return uid;
    }
    QTemporaryDir directory;
    std::unique_ptr<experiments::RunStore> store;
    QStringList vae;
    QStringList bn;
    QString wide;
};

} // namespace lb::tests
