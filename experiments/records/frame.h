#pragma once

#include "experiments/records/result.h"

#include <QByteArray>
#include <QCborMap>

#include <optional>

namespace lb::experiments {

/// Messages between a program and its serve worker: a length (4 bytes, little-endian, of what follows) and one CBOR
/// map. Both sides use these two; neither trusts the other's lengths.
constexpr qsizetype kMaxFrameBytes = 64 * 1024 * 1024;

/// InvalidArgument when the message is larger than a frame may be.
Result<QByteArray> encodeFrame(const QCborMap& message);

/// Between request and answer: how far the work is.
struct FrameProgress {
    int done = 0;
    int total = 0;
    QString phase;
};
QCborMap progressMessage(const FrameProgress& progress);
/// Nothing when the message is not one of progress.
std::optional<FrameProgress> progressOfMessage(const QCborMap& message);

/// A piece of an answer that comes before it, such as a token of a text.
QCborMap partMessage(const QCborMap& part);
std::optional<QCborMap> partOfMessage(const QCborMap& message);

/// From the one who asked: end the work on the request; what there is already is its answer.
QCborMap cancelMessage();
bool isCancelMessage(const QCborMap& message);

/// The answer to a request that failed.
QCborMap errorMessage(const Error& error);
/// Nothing when the message is no error.
std::optional<Error> errorOfMessage(const QCborMap& message);

/// Cuts a stream of bytes into messages. After an error the stream is lost: close the connection.
class FrameDecoder {
public:
    void feed(const QByteArray& bytes) { m_buffer.append(bytes); }
    /// The next whole message, nothing when more bytes are needed, Corrupt when the bytes are no frame.
    Result<std::optional<QCborMap>> next();

private:
    QByteArray m_buffer;
};

} // namespace lb::experiments
