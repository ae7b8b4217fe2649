#pragma once

#include "experiments/datasets/loaded_dataset.h"

namespace lb::experiments {

/// SHA-256 (hex) over the split and the images in use: a small limit makes it quick. Two threads take a half each.
QString imageFingerprint(const LoadedDataset& data);

} // namespace lb::experiments
