#pragma once

#include "engine/core/error.h"
#include "engine/io/imported_transformer.h"
#include "engine/io/tensor_archive.h"

#include <span>
#include <vector>

namespace lb::engine {

/// Makes the recipe's tensor out of its sources, which have the size of its sourceShape; `out` has that of its shape.
/// InvalidArgument where sizes do not fit one another. Pure.
Result<void> applyRecipe(const TensorRecipe& recipe, const std::vector<std::span<const float>>& sources,
                         std::span<float> out);

/// The same with sources read from the archive: straight into `out` where the tensor is only renamed, otherwise through
/// memory of one source's size.
Result<void> readRecipe(const TensorArchive& archive, const TensorRecipe& recipe, std::span<float> out);
Result<std::vector<float>> readRecipe(const TensorArchive& archive, const TensorRecipe& recipe);

} // namespace lb::engine
