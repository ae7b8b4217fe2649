#pragma once

#include "experiments/datasets/dataset_catalogue.h"
#include "experiments/datasets/loaded_dataset.h"
#include "experiments/records/result.h"

namespace lb::experiments {

/// A text file of the user's, one sentence a line, or paragraphs between blank lines for windows.
Result<LoadedDataset> loadUserText(const QString& path, const DatasetOptions& options);
/// Lines [first, first + count).
Result<DatasetPreview> previewUserText(const QString& path, qint64 first, qint64 count);

} // namespace lb::experiments
