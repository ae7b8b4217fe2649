#pragma once

#include <QJsonObject>
#include <QStringList>

namespace lb::experiments {

/// How a text model is to write. The defaults are those of `latentbench-cli generate`; names and ranges of the JSON
/// form are those of the request "generate" (experiments/worker/README.md), so that equal parameters and seeds give
/// equal bytes whoever asks.
struct WritingParameters {
    double temperature = 1.0; ///< 0: always the likeliest token
    int topK = 0;             ///< 0: all
    double topP = 1.0;        ///< 1: all
    int maximumTokens = 100;
    qint64 seed = 1;
    double repetitionPenalty = 1.0; ///< 1: none
    int bannedNgram = 0;            ///< 0: none
    int minimumTokens = 0;
    QStringList stops;
    int beams = 0; ///< 0: draws tokens
    double lengthPenalty = 1.0;
    QString precision = QStringLiteral("auto"); ///< "fp32", "bf16"
    /// Where a text autoencoder's code comes from: "prior", and the prompt is what the text begins with; "text": a draw
    /// from q(z|prompt); "mean": the mean of that.
    QString code = QStringLiteral("prior");

    QJsonObject toJson() const;
    /// What is absent or of another kind keeps its default.
    static WritingParameters fromJson(const QJsonObject& json);
    bool operator==(const WritingParameters&) const = default;
};

} // namespace lb::experiments
