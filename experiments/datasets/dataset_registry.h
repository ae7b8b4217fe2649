#pragma once

#include "experiments/datasets/dataset_catalogue.h"
#include "experiments/datasets/loaded_dataset.h"
#include "experiments/records/result.h"

#include <QString>
#include <QStringList>

namespace lb::experiments {

/// Where the packages' files are looked for: the first folder that exists. A test passes its own.
struct DatasetPlaces {
    QStringList fashionMnist;
    QStringList wordnet;
    QStringList fortunes;
    QString own; ///< PROJECT/datasets, where imported sets lie; empty: `load` takes DatasetOptions::cacheFolder

    /// Debian's folders, then those of a portable archive beside the program. The environment variable
    /// LATENTBENCH_DATASETS names a folder that is used instead of /usr/share (its subfolders are those of /usr/share).
    static DatasetPlaces standard();
};

/// All data sets this program knows, by id. Values only, no state: its members may be called from any thread, and every
/// call reads the files anew.
class DatasetRegistry {
public:
    explicit DatasetRegistry(DatasetPlaces places = DatasetPlaces::standard());

    /// Every built-in data set, whether its package is there or not, and those that were imported. Reads no data:
    /// instant.
    QList<DatasetEntry> list() const;
    /// InvalidArgument with a sentence that names the known ids. Accepts "file:/path" and "own:name" too.
    Result<DatasetEntry> find(const QString& id) const;

    /// NotFound when the package or file is missing (the sentence names the command that installs it), Corrupt when a
    /// file breaks its format, InvalidArgument for an option that does not fit.
    Result<LoadedDataset> load(const DatasetOptions& options) const;

    /// The first items in the files' order: fast enough for a start page's background thread (a tenth of a second).
    Result<DatasetPreview> preview(const QString& id, int count) const;

private:
    DatasetPlaces m_places;
};

} // namespace lb::experiments
