#pragma once

#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"
#include "tests/gui/window_bench.h"

#include <cmath>

namespace lb::tests {

/// What a worker would have left: curves, a strip of sentences, an end.
inline void recordCurves(const experiments::RunFolder& folder, int steps)
{
    using namespace experiments;
    auto lock = RunLock::take(folder);
    QVERIFY(lock);
    auto writer = MetricWriter::open(folder).value();
    writer->setTheory({{QStringLiteral("latent_size"), 32},
                       {QStringLiteral("steps_per_epoch"), 10},
                       {QStringLiteral("train_items"), 640},
                       {QStringLiteral("kl_floor"), 5.76}});
    writer->appendEvent(
        {.step = 0, .kind = QStringLiteral("start"), .message = QStringLiteral("Training starts on cpu.")});
    for (int step = 1; step <= steps; ++step) {
        writer->append(writer->metric(u"train/kl"), step, 6 + std::sin(step / 7.0) / 3);
        if (step % 10 != 0)
            continue;
        writer->append(writer->metric(u"validation/reconstruction"), step, 30 + 20 * std::exp(-step / 40.0));
        writer->append(writer->metric(u"validation/active_units"), step, 32);
        writer->appendVector(writer->metric(u"validation/kl_per_dimension"), step, {0.5F, 0.25F, 0, 1});
    }
    ItemStrip strip{.step = steps};
    strip.items.append({.input = QStringLiteral("a <small> boat"), .output = QStringLiteral("a small & old boat")});
    strip.samples.append("the river");
    writer->setItemStrip(strip);
    RunStatus status;
    status.state = RunState::Finished;
    status.step = steps;
    writer->setStatus(status);
    QVERIFY(writer->commit(MetricWriter::Durability::Durable));
}

} // namespace lb::tests
