#pragma once

#include <QCborMap>
#include <QImage>
#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

namespace lb::gui {

/// The training item whose code is nearest to a code.
struct NearItem {
    QImage image; ///< null: text
    QString text;
    QString label;       ///< of its class; may be empty
    double distance = 0; ///< Euclidean, between codes
};

/// Codes along a path, evenly, or one code: what they become and what is around them. One entry per code in each list.
struct CodeDetails {
    QList<QImage> images;  ///< 0 is black
    QStringList sentences; ///< in place of images
    int latent = 0;
    std::vector<float> codes;    ///< [n, latent]
    std::vector<float> norms;    ///< |z|
    std::vector<float> returned; ///< |z - mu(x)| of the x that z becomes; NaN: it has no code
    QList<NearItem> nearest;
    qint64 among = 0;      ///< training items that the nearest is one of
    bool hasPrior = false; ///< N(0, I) means something

    qsizetype count() const { return static_cast<qsizetype>(norms.size()); }
    /// Of one code, [latent].
    std::vector<float> code(qsizetype place) const;
    /// How much changes between neighbours, in percent for 0.01 of the path; one fewer than codes. Images: the mean
    /// difference of a pixel, of the whole scale; sentences: words that the one before has not.
    std::vector<double> changes() const;
};

/// From an answer of the worker (experiments/worker/README.md: along, combine); what is missing or broken stays empty.
CodeDetails codeDetailsOf(const QCborMap& answer);

} // namespace lb::gui
