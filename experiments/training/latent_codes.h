#pragma once

#include "experiments/training/code_encoder.h"
#include "experiments/training/opened_run.h"
#include "experiments/training/sentence_codes.h"
#include "models/metrics/principal_axes.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace lb::experiments {

/// Which items' codes are looked at.
struct LatentSelection {
    QString split = QStringLiteral("test");
    qint64 limit = 5000; ///< on the map; 0: all. Drawn from each class in proportion, by the seed
    quint64 seed = 1;
    bool operator==(const LatentSelection&) const = default;
};

/// What is known of the dimensions of the codes of a whole split, [latent] each.
struct LatentDimensions {
    std::vector<double> kl;           ///< nats; empty: no KL per dimension
    std::vector<double> meanVariance; ///< Var_x[mu], over N - 1
    std::vector<double> noise;        ///< E_x[sigma^2]; empty: no noise
    std::vector<double> mean;         ///< of the aggregated posterior
    std::vector<double> deviation;    ///< of the aggregated posterior
    int activeUnits = 0;
};

/// How often draws from the aggregated posterior fall where, per dimension: densities in `bins` cells over
/// [-reach, reach]; what lies beyond is in the outermost cells.
struct LatentHistograms {
    int bins = 0;
    double reach = 0;
    std::vector<float> densities; ///< [latent, bins]
};

/// The codes of a split of an opened run: what the latent page shows. Principal axes and the figures of dimensions are
/// over all items of the split, the map has the chosen ones. Keeps a reference to the run. One thread.
class LatentCodes {
public:
    static constexpr double kActive = 0.01; ///< variance of a mean from which its dimension is active
    static constexpr qint64 kMostOnMap = 100'000;

    /// Encodes the split. InvalidArgument for a language model, another split, fewer than four items.
    static Result<std::unique_ptr<LatentCodes>> of(OpenedRun& run, const LatentSelection& selection,
                                                   const WorkProgress& progress);

    OpenedRun& run() { return m_run; }
    const LatentSelection& selection() const { return m_selection; }
    std::int64_t width() const { return m_means.width; }
    qint64 total() const { return static_cast<qint64>(m_all.size()); }
    /// Of the data set, rising; [rows].
    const std::vector<std::uint32_t>& items() const { return m_items; }
    /// Positions of the chosen items in the split, rising; [rows].
    const std::vector<std::uint32_t>& places() const { return m_places; }
    /// Posterior means of the chosen items, [rows, latent].
    models::RowsView codes() const { return {m_codes, width()}; }
    const models::PrincipalAxes& axes() const { return m_axes; }
    const LatentDimensions& dimensions() const { return m_dimensions; }
    LatentHistograms histograms(int bins) const;

    QStringList classes() const { return m_classes; }
    /// Of each row, an index of `classes`; empty where the data has no classes.
    const std::vector<std::int32_t>& labels() const { return m_labels; }
    /// KL of each row, nats; empty: none.
    const std::vector<float>& kl() const { return m_kl; }
    /// -ln p(x|z) of each row at its mean code, nats. Made when first asked for; less than all when cancelled.
    std::vector<float> reconstruction(const SentenceWork& work);

    struct Near {
        std::int32_t row = 0;
        double distance = 0;
    };
    /// The rows whose codes are nearest to one of [latent], nearest first.
    std::vector<Near> nearest(std::span<const float> code, int count) const;

private:
    struct Means {
        std::int64_t width = 0;
        std::vector<float> values, logVariances, kl;
    };
    LatentCodes(OpenedRun& run, LatentSelection selection)
        : m_run(run)
        , m_selection(std::move(selection))
        , m_encoder(run.setup())
    {
    }
    void encode(const WorkProgress& progress);
    void readLabels();
    void choose();
    void measure();

    OpenedRun& m_run;
    LatentSelection m_selection;
    CodeEncoder m_encoder;
    std::vector<std::uint32_t> m_all;      ///< items of the split
    std::vector<std::int32_t> m_allLabels; ///< of m_all
    Means m_means;                         ///< of m_all
    models::PrincipalAxes m_axes;
    LatentDimensions m_dimensions;
    QStringList m_classes;
    std::vector<std::uint32_t> m_items, m_places;
    std::vector<std::int32_t> m_labels;
    std::vector<float> m_codes, m_kl;
    std::vector<float> m_reconstruction; ///< empty until it is asked for
};

/// The positions in `labels` of `limit` items, as many of each label as its share says, drawn by the seed; rising. All
/// when the limit is 0 or more than there is.
std::vector<std::size_t> stratifiedChoice(const std::vector<std::int32_t>& labels, std::size_t limit, quint64 seed);

} // namespace lb::experiments
