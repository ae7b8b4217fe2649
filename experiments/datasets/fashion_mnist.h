#pragma once

#include "experiments/datasets/idx_reader.h"
#include "experiments/datasets/loaded_dataset.h"
#include "experiments/records/result.h"

namespace lb::experiments {

/// Images and their labels from two IDX files, which must agree in number: [n, height, width] and [n]. The sentence of
/// a failure begins with the file's name. The pixels have room for `spare` more behind them.
Result<engine::ImageSet> readLabelledImages(const QString& imageFile, const QString& labelFile, std::size_t spare = 0);

/// The same without labels.
Result<engine::ImageSet> readImageFile(const QString& imageFile, std::size_t spare = 0);
/// Items [first, first + count), with their class names where there are any.
DatasetPreview previewImages(const engine::ImageSet& images, qint64 first, qint64 count);

/// Xiao, Rasul, Vollgraf 2017: 60,000 + 10,000 grey pictures of clothes, 28 x 28. The 10,000 are the test list; 5,000
/// of the 60,000, chosen by the split seed, are the validation list; the rest (or `limit` of it) is for training.
Result<LoadedDataset> loadFashionMnist(const QStringList& folders, const DatasetOptions& options);
bool hasFashionMnist(const QStringList& folders);
/// The first pictures of the test file.
Result<DatasetPreview> previewFashionMnist(const QStringList& folders, int count);
QString missingFashionMnist();

} // namespace lb::experiments
