#include "experiments/importing/event_file.h"
#include "tests/support/event_bytes.h"

#include <QBuffer>

#include <cstdlib>

namespace {

using namespace lb::experiments;

/// The same records with their checksums put right, which mutations would not get past.
QByteArray mended(QByteArray bytes)
{
    constexpr qsizetype kAround = 16;
    for (qsizetype at = 0; at + kAround <= bytes.size();) {
        const quint64 length = qFromLittleEndian<quint64>(bytes.constData() + at);
        bytes.replace(at + 8, 4, lb::tests::maskedSum(bytes.mid(at, 8)));
        if (length > static_cast<quint64>(bytes.size() - at - kAround))
            break;
        const auto size = static_cast<qsizetype>(length);
        bytes.replace(at + 12 + size, 4, lb::tests::maskedSum(bytes.mid(at + 12, size)));
        at += kAround + size;
    }
    return bytes;
}

void check(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    ForeignRun run;
    const auto read = readEventFile(buffer, run);
    if (!read && read.error().detail.isEmpty())
        std::abort();
    if (run.lostBytes > bytes.size() || run.pointCount() > bytes.size())
        std::abort();
    for (const ForeignRun::Series& series : run.series)
        for (std::size_t i = 1; i < series.points.size(); ++i)
            if (series.points[i].step <= series.points[i - 1].step)
                std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    check(bytes);
    check(mended(bytes));
    return 0;
}
