#include "engine/io/tensor_recipe.h"

#include <algorithm>
#include <new>

namespace lb::engine {

namespace {

tl::unexpected<Error> doesNotFit(const TensorRecipe& recipe)
{
    return fail(ErrorKind::InvalidArgument, "the sizes of \"" + recipe.target + "\" and of what it is made of differ");
}

std::uint64_t sizeOf(const std::vector<std::int64_t>& shape)
{
    std::uint64_t size = 1;
    for (const std::int64_t extent : shape)
        size *= static_cast<std::uint64_t>(extent);
    return size;
}

/// The last two axes; a vector is one row.
struct Extents {
    std::size_t rows = 1;
    std::size_t columns = 1;
};

Extents extentsOf(const std::vector<std::int64_t>& shape)
{
    const auto columns = static_cast<std::size_t>(shape.empty() ? 1 : shape.back());
    return {columns == 0 ? 0 : static_cast<std::size_t>(sizeOf(shape)) / columns, columns};
}

} // namespace

Result<void> applyRecipe(const TensorRecipe& recipe, const std::vector<std::span<const float>>& sources,
                         std::span<float> out)
{
    const Extents source = extentsOf(recipe.sourceShape);
    const std::size_t parts = recipe.third ? 3 : 1;
    const bool isWhole = std::all_of(sources.begin(), sources.end(), [&source](std::span<const float> values) {
        return values.size() == source.rows * source.columns;
    });
    const std::size_t joined = source.columns * sources.size();
    // The axis that a third is taken of comes last when the transposition is done.
    const std::size_t thirdExtent = recipe.isTransposed ? source.rows : joined;
    if (!isWhole || sources.size() != recipe.sources.size() || out.size() != sizeOf(recipe.shape) ||
        thirdExtent % parts != 0 || out.size() * parts != source.rows * joined)
        return doesNotFit(recipe);
    const std::size_t taken = thirdExtent / parts;
    const std::size_t first = taken * static_cast<std::size_t>(recipe.third.value_or(0));
    for (std::size_t part = 0; part < sources.size(); ++part)
        for (std::size_t row = 0; row < source.rows; ++row)
            for (std::size_t column = 0; column < source.columns; ++column) {
                const std::size_t y = recipe.isTransposed ? part * source.columns + column : row;
                const std::size_t x = recipe.isTransposed ? row : part * source.columns + column;
                if (x >= first && x < first + taken)
                    out[y * taken + x - first] = sources[part][row * source.columns + column];
            }
    return {};
}

Result<void> readRecipe(const TensorArchive& archive, const TensorRecipe& recipe, std::span<float> out)
{
    const bool isRenamed = !recipe.isTransposed && !recipe.third && recipe.sources.size() == 1;
    if (isRenamed)
        return archive.readFloats(recipe.sources.front(), out);
    std::vector<std::vector<float>> values;
    for (const std::string& name : recipe.sources) {
        Result<std::vector<float>> source = archive.readFloats(name);
        if (!source)
            return tl::unexpected(source.error());
        values.push_back(std::move(*source));
    }
    return applyRecipe(recipe, {values.begin(), values.end()}, out);
}

Result<std::vector<float>> readRecipe(const TensorArchive& archive, const TensorRecipe& recipe)
{
    try {
        std::vector<float> values(static_cast<std::size_t>(sizeOf(recipe.shape)));
        if (const Result<void> done = readRecipe(archive, recipe, values); !done)
            return tl::unexpected(done.error());
        return values;
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::OutOfMemory, "there is not enough memory for \"" + recipe.target + "\"");
    }
}

} // namespace lb::engine
