#pragma once

#include <QCborMap>
#include <QImage>
#include <QList>
#include <QPointF>
#include <QStringList>

#include <vector>

namespace lb::gui {

enum class MapMethod { Pca, Tsne, Umap };
inline constexpr int kMapMethods = 3;

/// What is known of the dimensions of a run's codes, [latent] each.
struct LatentTable {
    QList<double> kl;              ///< nats; empty: none
    QList<double> meanVariance;    ///< Var mu
    QList<double> noise;           ///< E sigma^2; empty: none
    QList<double> mean, deviation; ///< of the aggregated posterior
    double threshold = 0.01;       ///< Var mu from which a dimension is active, unless the user says another
    int bins = 0;
    double reach = 0;             ///< of the histograms, to both sides of zero
    std::vector<float> densities; ///< [latent, bins], of draws from the aggregated posterior
};

/// The codes on the map, row by row, as far as they are looked at.
struct LatentRows {
    qint64 step = -1;
    qint64 total = 0; ///< in the split; rows are drawn from them
    int latent = 0;
    bool hasPrior = false; ///< N(0, I) means something
    std::vector<quint32> items;
    QString split;
    std::vector<quint32> places; ///< positions of the items in the split
    QStringList classes;
    std::vector<qint32> labels;        ///< empty: no classes
    std::vector<float> kl;             ///< nats; empty: none
    std::vector<float> reconstruction; ///< nats; empty: not there yet
    LatentTable table;
    int count() const { return static_cast<int>(items.size()); }
};

struct LatentMap {
    std::vector<float> positions; ///< x, y of each row; empty: none yet
    QByteArray plane;             ///< PCA: for decoding
    QList<double> shares;         ///< PCA: of the variance, along the axes
    double trust = -1;            ///< below 0: not known
    bool isFinished = false;
};

struct LatentNear {
    int row = 0;
    double distance = 0;
};

/// What codes became: images or sentences, one for each.
struct LatentDecoded {
    QList<QImage> images; ///< 0 is black
    QStringList sentences;
    std::vector<float> codes; ///< [n, latent]
    QList<double> norms;
    QList<QPointF> positions; ///< on the plane
    QList<QList<LatentNear>> nearest;
    qsizetype count() const { return images.isEmpty() ? sentences.size() : images.size(); }
};

// From answers of the worker (experiments/worker/README.md); what is missing or broken stays empty.
LatentRows latentRowsOf(const QCborMap& answer);
LatentMap latentMapOf(const QCborMap& answer);
LatentDecoded latentDecodedOf(const QCborMap& answer);

/// Numbers as the worker takes them.
QByteArray latentBytes(const std::vector<float>& numbers);

} // namespace lb::gui
