#include "experiments/importing/run_csv.h"
#include "tests/fuzz/foreign_run_promises.h"

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
        lb::tests::keepsPromises(run, size);
    return 0;
}
