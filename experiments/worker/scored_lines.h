#pragma once

#include <QByteArray>
#include <QCborMap>
#include <QString>

#include <vector>

namespace lb::experiments {

/// What "score" says of each line of a text, column by column: a file has thousands of them.
class ScoredLines {
public:
    /// Lines come in order, from 0; one that is added again grows. `reconstruction`, `kl`: nats.
    void add(qint64 line, qint64 tokens, double reconstruction, double kl = 0);
    /// The next token of a text that is scored in one piece; `characters`: as it stands there, with line breaks.
    void addToken(const QString& characters, double surprisal);
    /// "line", "tokens": int32; "reconstruction", "kl": float32; each little-endian, one after the other.
    QCborMap toCbor() const;

private:
    struct Row {
        qint32 line = 0;
        qint32 tokens = 0;
        double reconstruction = 0;
        double kl = 0;
    };
    std::vector<Row> m_rows;
    qint64 m_line = 0; ///< of the next token
};

} // namespace lb::experiments
