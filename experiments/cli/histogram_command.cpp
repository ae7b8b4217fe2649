#include "experiments/cli/number_commands.h"
#include "experiments/cli/output.h"
#include "experiments/records/value_histogram.h"
#include "experiments/store/metric_reader.h"

#include <QJsonArray>
#include <QMap>

#include <cmath>

namespace lb::experiments {

namespace {

/// The magnitude below which so large a share of a histogram lies, as the upper end of its bin; NaN when empty.
double magnitudeAt(const std::vector<float>& shares, double wanted)
{
    constexpr int kMiddle = kHistogramBins / 2;
    double sum = 0;
    for (int beside = 0; beside <= kMiddle; ++beside) {
        sum += static_cast<double>(shares[static_cast<std::size_t>(kMiddle + beside)]);
        if (beside > 0)
            sum += static_cast<double>(shares[static_cast<std::size_t>(kMiddle - beside)]);
        if (sum >= wanted)
            return histogramBin(kMiddle + beside).high;
    }
    return std::nan("");
}

/// The newest histogram of each tensor, by its metric's name.
Result<QMap<QString, VectorPoint>> newestHistograms(MetricReader& reader)
{
    QMap<QString, VectorPoint> newest;
    MetricUpdate update;
    do {
        auto next = reader.after(update.cursor);
        if (!next)
            return tl::unexpected(next.error());
        update = std::move(*next);
        for (const VectorPoint& point : update.vectors)
            if (isHistogram(point.metric) && point.values.size() == kHistogramBins)
                newest.insert(point.metric, point);
    } while (update.hasMore);
    return newest;
}

QJsonObject toJson(const VectorPoint& point)
{
    QJsonArray bins;
    for (int bin = 0; bin < kHistogramBins; ++bin) {
        const HistogramBin ends = histogramBin(bin);
        if (const float share = point.values[static_cast<std::size_t>(bin)]; share > 0)
            bins.append(QJsonObject{{QStringLiteral("low"), ends.low},
                                    {QStringLiteral("high"), ends.high},
                                    {QStringLiteral("share"), static_cast<double>(share)}});
    }
    return {
        {QStringLiteral("metric"), point.metric}, {QStringLiteral("step"), point.step}, {QStringLiteral("bins"), bins}};
}

} // namespace

int histogramsCommand(Session& session, const QString& text)
{
    const Result<FoundRun> found = session.runToRead(text);
    if (!found)
        return reportError(found.error());
    const auto& [store, run] = *found;
    const auto reader = MetricReader::open(store->folder(run.uid));
    if (!reader)
        return reportError(reader.error());
    const auto newest = newestHistograms(**reader);
    if (!newest)
        return reportError(newest.error());
    if (newest->isEmpty())
        return reportError(
            {ErrorKind::NotFound,
             QStringLiteral("%1 keeps no histograms. Train with --set run.histogram_every=100, or so.").arg(run.name)});
    TextTable table({QStringLiteral("Histogram"), QStringLiteral(">Step"), QStringLiteral(">5 % below"),
                     QStringLiteral(">Half below"), QStringLiteral(">95 % below"), QStringLiteral(">Near zero, %")});
    constexpr double kFew = 0.05;
    for (const VectorPoint& point : *newest) {
        if (session.isJson)
            printJson(toJson(point));
        const double zero = static_cast<double>(point.values[kHistogramBins / 2]);
        table.addRow({point.metric, QString::number(point.step), shortNumber(magnitudeAt(point.values, kFew)),
                      shortNumber(magnitudeAt(point.values, 0.5)), shortNumber(magnitudeAt(point.values, 1 - kFew)),
                      shortNumber(100 * zero)});
    }
    if (!session.isJson)
        printText(table.text() + QStringLiteral("Magnitudes, up to the power of two above; --json has every bin.\n"));
    return kExitDone;
}

} // namespace lb::experiments
