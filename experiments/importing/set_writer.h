#pragma once

#include "engine/data/dataset.h"
#include "experiments/datasets/own_sets.h"

#include <string>

namespace lb::experiments {

/// Writes a set aside and renames it when it is whole. Its name is made of the title, with a number where that is
/// taken. `images` of an image set, `text` of the other. Io or ReadOnly with a sentence; then nothing is left.
Result<OwnSet> writeOwnSet(const QString& folder, OwnSet set, const engine::ImageSet& images, const std::string& text);

} // namespace lb::experiments
