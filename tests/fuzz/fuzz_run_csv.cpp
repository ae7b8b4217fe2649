#include "experiments/importing/run_csv.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace lb::experiments;
    const auto runs = parseRunCsv(QByteArrayView(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)),
                                  QStringLiteral("run"));
    if (!runs)
        return runs.error().detail.isEmpty() ? (std::abort(), 0) : 0;
    if (runs->empty())
        std::abort();
    for (const ForeignRun& run : *runs)
        for (const ForeignRun::Series& series : run.series) {
            if (series.points.empty() || !isUsableMetric(series.name) || run.pointCount() > static_cast<qint64>(size))
                std::abort();
            for (std::size_t i = 0; i < series.points.size(); ++i)
                if (series.points[i].step < 0 || (i > 0 && series.points[i].step <= series.points[i - 1].step))
                    std::abort();
        }
    return 0;
}
