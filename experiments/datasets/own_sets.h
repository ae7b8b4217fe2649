#pragma once

#include "experiments/datasets/dataset_catalogue.h"
#include "experiments/datasets/loaded_dataset.h"
#include "experiments/records/result.h"

#include <QList>
#include <QString>

namespace lb::experiments {

// Data sets that a project has imported: PROJECT/datasets/NAME holds data.json and images.idx, labels.idx or
// sentences.txt. Their id is "own:NAME", so that a project can be moved as a whole.

/// "own:"
QString ownPrefix();
/// What a set is imported under: lower-case letters, digits and "-" made of what the user or the file says.
QString ownSetName(const QString& text);

/// data.json.
struct OwnSet {
    QString name;
    QString title;
    DatasetKind kind = DatasetKind::Image;
    QString source; ///< the path it came from
    qint64 count = 0;
    qint64 height = 0;
    qint64 width = 0;
    QStringList classNames; ///< empty: no labels, or labels without names
    bool hasLabels = false;
    DatasetReport report;
};

QByteArray toJson(const OwnSet& set);
/// Corrupt or Newer with a sentence.
Result<OwnSet> ownSetFromJson(const QByteArray& json);

/// All that are whole, by name. `folder`: PROJECT/datasets; empty or missing: none.
QList<OwnSet> ownSets(const QString& folder);
/// NotFound with the known names.
Result<OwnSet> findOwnSet(const QString& folder, const QString& id);
DatasetEntry entryOf(const OwnSet& set);

Result<LoadedDataset> loadOwnSet(const QString& folder, const DatasetOptions& options);
/// Items [first, first + count) in the files' order.
Result<DatasetPreview> previewOwnSet(const QString& folder, const QString& id, qint64 first, qint64 count);

} // namespace lb::experiments
