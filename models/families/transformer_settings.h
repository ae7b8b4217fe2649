#pragma once

#include "models/families/config.h"
#include "models/layers/transformer_block.h"

#include <string>
#include <vector>

namespace lb::models {

/// The blocks of "encoder" or "decoder", named "block0" and on: width, layers, heads, key size, talking heads and
/// dropout from that half's settings. Throws ShapeError with a sentence when the heads do not divide the width.
std::vector<TransformerBlock> transformerBlocks(const std::string& half, const Config& config);
/// "<half>.layout".
BlockLayout blockLayout(const std::string& half, const Config& config);
/// "<half>.activation".
BlockActivation blockActivation(const std::string& half, const Config& config);
/// Throws ShapeError with a sentence when the longest text of the data has more steps than "<half>.positions".
void requirePositions(const std::string& half, const Config& config, std::int64_t longestText);

std::vector<ConfigField> transformerEncoderFields();
std::vector<ConfigField> transformerDecoderFields();

} // namespace lb::models
