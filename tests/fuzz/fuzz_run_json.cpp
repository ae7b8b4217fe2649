#include "experiments/importing/run_json.h"
#include "tests/fuzz/foreign_run_promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace lb::experiments;
    const auto run = parseRunJson(QByteArrayView(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)),
                                  QStringLiteral("run"));
    if (!run)
        return run.error().detail.isEmpty() ? (std::abort(), 0) : 0;
    lb::tests::keepsPromises(*run, size);
    return 0;
}
