#pragma once

#include "experiments/records/metric_records.h"
#include "gui/samples/sample_settings.h"
#include "widgets/tables/picture_rows.h"
#include "widgets/text/run_text_model.h"

#include <vector>

namespace lb::gui {

/// Lines of text, each behind a label: what a text model has in place of pictures.
struct TextLines {
    QString title; ///< heads the labels
    QStringList labels;
    QList<widgets::RunTextModel::Cell> lines;
    bool operator==(const TextLines&) const = default;
};

/// An item as it is and as the run gives it back.
struct GivenItem {
    qint64 position = 0;
    QString label;
    QImage input, output;
    QString inputText, outputText;
    QString file; ///< of a picture of the user's that is no item; empty: an item
    QString note; ///< what had to be done to it, one sentence; empty: nothing
};

/// What a run answered: pictures, or lines.
struct SampleGrid {
    SampleSettings settings; ///< as asked; a drawn pair stands in from and to
    qint64 step = -1;
    QString checkpoint;
    widgets::PictureRows pictures;
    TextLines text;
    double loss = 0;       ///< of reconstructions, their mean, nats
    qint64 total = 0;      ///< items of the split; 0: not said
    QList<GivenItem> ends; ///< of a path, or terms of a sum
    bool isText() const { return !text.labels.isEmpty(); }
    bool isEmpty() const { return pictures.rows.isEmpty() && text.labels.isEmpty(); }
};

// From answers of the worker; what is missing or broken stays empty. Words in the user's language.
SampleGrid sampleGridOf(const SampleSettings& settings, const QCborMap& answer);
/// One more row of a traversal.
void addTraversal(SampleGrid& grid, const QCborMap& part);
/// What a run kept of one step: the same items and the same codes at each.
SampleGrid historyGridOf(const experiments::ItemStrip& strip);

/// Every item of a split with its scores, in the split's order.
struct Ranking {
    std::vector<float> loss, kl, novelty; ///< kl, novelty: empty where there is none
    qsizetype count() const { return static_cast<qsizetype>(loss.size()); }
    const std::vector<float>& numbers(const QString& order) const
    {
        return order == QStringLiteral("kl") ? kl : order == QStringLiteral("novelty") ? novelty : loss;
    }
};
Ranking rankingOf(const QCborMap& answer);

QList<GivenItem> givenItemsOf(const QCborMap& answer);

} // namespace lb::gui
