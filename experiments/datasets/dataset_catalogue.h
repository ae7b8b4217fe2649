#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace lb::experiments {

enum class DatasetKind { Image, Text };

/// "image", "text": what is written into files.
QString datasetKindName(DatasetKind kind);

/// One line of the list of data sets: what the start page's cards and the verb `datasets` show.
struct DatasetEntry {
    QString id;
    QString title;
    QString description; ///< one or two sentences
    DatasetKind kind = DatasetKind::Image;
    QString source; ///< "Debian package wordnet-base", "made from a seed"
    bool isAvailable = false;
    QString problem; ///< when it is not: what is missing and the command that installs it
};

/// Counts and statistics of a loaded data set.
struct DatasetDescription {
    DatasetKind kind = DatasetKind::Image;
    qint64 trainCount = 0;
    qint64 validationCount = 0;
    qint64 testCount = 0;
    // Images
    qint64 height = 0;
    qint64 width = 0;
    QStringList classNames;
    double pixelMean = 0.0; ///< of the training items, 255 is 1.0
    double pixelDeviation = 0.0;
    // Text
    qint64 vocabularySize = 0;
    double meanLength = 0.0;       ///< tokens per training sentence
    QList<qint64> lengthHistogram; ///< [length] training sentences with that many tokens
    double unknownShare = 0.0;     ///< share of <unk> among all tokens
};

/// A taste of a data set.
struct DatasetPreview {
    QStringList sentences; ///< text
    // Images: grey, one byte a pixel, `thumbnails[i]` holds height * width bytes.
    qint64 height = 0;
    qint64 width = 0;
    QList<QByteArray> thumbnails;
    QStringList thumbnailLabels;
};

} // namespace lb::experiments
