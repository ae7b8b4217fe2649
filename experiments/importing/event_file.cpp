#include "experiments/importing/event_file.h"

#include "engine/io/crc32c.h"
#include "experiments/importing/event_message.h"

#include <QIODevice>
#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

constexpr qint64 kHeader = 12;
constexpr qint64 kTrailer = 4;
constexpr qint64 kLargestRecord = qint64{64} << 20;
constexpr double kLastSecond = 1e11; // the year 5138

std::uint32_t maskedSum(QByteArrayView bytes)
{
    return engine::maskedCrc32c(
        engine::crc32c(std::as_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size())))));
}

void takeMessage(const QByteArray& bytes, ForeignRun& run)
{
    const auto message = parseEvent(std::as_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))));
    if (!message || message->step < 0) {
        ++run.lostRecords;
        return;
    }
    run.otherValues += message->others;
    const bool hasTime = message->wallTime > 0 && message->wallTime < kLastSecond;
    const auto timeMs = hasTime ? static_cast<qint64>(message->wallTime * 1e3) : qint64{0};
    for (const EventMessage::Scalar& scalar : message->scalars) {
        const QString tag = QString::fromStdString(scalar.tag);
        if (isUsableMetric(tag))
            run.add(tag, {message->step, timeMs, scalar.value});
        else
            ++run.otherValues;
    }
}

} // namespace

Result<void> readEventFile(QIODevice& file, ForeignRun& run)
{
    const qint64 size = file.size();
    qint64 at = 0;
    bool isFirst = true;
    while (at < size) {
        const QByteArray header = file.read(kHeader);
        const auto length = header.size() == kHeader ? qFromLittleEndian<quint64>(header.constData()) : 0;
        const bool isSound = header.size() == kHeader && qFromLittleEndian<quint32>(header.constData() + 8) ==
                                                             maskedSum(QByteArrayView(header).first(8));
        if (isFirst && !isSound)
            return fail(ErrorKind::Corrupt,
                        QStringLiteral("it does not begin with a record of TensorBoard's. Choose an "
                                       "event file, a CSV with a step column, or a folder of them."));
        isFirst = false;
        const qint64 left = size - at - kHeader - kTrailer;
        if (!isSound || left < 0 || length > static_cast<quint64>(left)) {
            run.lostBytes += size - at;
            return {};
        }
        const auto bytes = static_cast<qint64>(length);
        at += kHeader + bytes + kTrailer;
        if (bytes > kLargestRecord) {
            ++run.otherValues;
            if (!file.seek(at))
                return fail(ErrorKind::Io, file.errorString());
            continue;
        }
        const QByteArray message = file.read(bytes);
        const QByteArray sum = file.read(kTrailer);
        if (message.size() != bytes || sum.size() != kTrailer)
            return fail(ErrorKind::Io, file.errorString());
        if (qFromLittleEndian<quint32>(sum.constData()) == maskedSum(message))
            takeMessage(message, run);
        else
            ++run.lostRecords;
    }
    return {};
}

} // namespace lb::experiments
