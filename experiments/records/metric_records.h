#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <vector>

namespace lb::experiments {

/// One logged number. Names are "train/kl", "validation/kl", ...: the list is in experiments/records/README.md.
struct MetricPoint {
    QString metric;
    qint64 step = 0;
    double value = 0; ///< may be NaN or infinite
    qint64 timeMs = 0;
};

/// One logged vector, such as the KL of each latent dimension.
struct VectorPoint {
    QString metric;
    qint64 step = 0;
    std::vector<float> values;
    qint64 timeMs = 0;
};

/// Something that happened: drawn as a mark on the plots and listed. Kinds: "start" "fork" "resume" "pause" "continue"
/// "stop" "checkpoint" "sample" "vanishing" "partly-collapsed" "recovered" "non-finite" "replay" "calibrate" "finish"
/// "fail" "field" "estimator" "damaged" "tidy".
struct RunEvent {
    qint64 step = 0;
    qint64 timeMs = 0;
    QString kind;
    QString message; ///< English, with the numbers
    QJsonObject data;
    bool isUndone = false; ///< a resume went back before this step: list it, but do not draw it
};

/// Eight validation items as the model gives them back, and samples, both made alike at every step of a run: its history
/// in pictures or sentences.
struct ItemStrip {
    struct Item {
        QString input;         ///< text
        QString output;        ///< text
        QByteArray inputImage; ///< grey bytes, height * width
        QByteArray outputImage;
    };
    qint64 step = -1;
    int height = 0;
    int width = 0;
    QList<Item> items;
    /// Decoded codes z ~ N(0, I), the same codes in every strip; of a language model what it writes from nothing with one
    /// seed. Images: grey bytes; text: UTF-8.
    QList<QByteArray> samples;
    double shuffleGap = 0;     ///< nats: "decoder use"
};

struct CheckpointRecord {
    qint64 step = 0;
    QString kind;     ///< "auto" "manual" "best" "final" "pause"
    QString fileName; ///< inside checkpoints/
    qint64 bytes = 0;
    qint64 timeMs = 0;
};

} // namespace lb::experiments
