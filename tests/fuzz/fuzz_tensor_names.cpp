#include "engine/io/checkpoint_names.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace lb::engine;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// A line is a name and, behind each space, an extent.
TensorPlace placeOf(std::string_view line)
{
    TensorPlace place{.dtype = "F32"};
    std::size_t at = std::min(line.find(' '), line.size());
    place.name = line.substr(0, at);
    while (at < line.size() && place.shape.size() < 8) {
        const std::size_t end = std::min(line.find(' ', at + 1), line.size());
        std::int64_t extent = 0;
        std::from_chars(line.data() + at + 1, line.data() + end, extent);
        place.shape.push_back(extent < 0 || extent > 1'000'000 ? 0 : extent);
        at = end;
    }
    return place;
}

} // namespace

/// Names and shapes of anybody's tensors: a mapping uses each tensor once, makes each neutral name once, and its thirds
/// and transpositions fit the shapes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    std::vector<TensorPlace> tensors;
    std::set<std::string> names;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        TensorPlace place = placeOf(rest.substr(0, end));
        if (names.insert(place.name).second)
            tensors.push_back(std::move(place));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    TransformerConfig config;
    config.heads = size % 4 + 1;
    const auto isSame = [size](const std::string&, const std::string&) { return Result<bool>(size % 2 == 0); };
    const Result<ImportedTransformer> model = mapTransformer(tensors, config, isSame);
    if (!model) {
        require(!model.error().detail.empty());
        return 0;
    }
    std::set<std::string> targets;
    for (const TensorRecipe& recipe : model->tensors) {
        require(targets.insert(recipe.target).second && names.contains(recipe.sources.at(0)));
        std::int64_t made = recipe.third ? 3 : 1;
        std::int64_t given = 1;
        for (const std::int64_t extent : recipe.shape)
            made *= extent;
        for (const std::int64_t extent : recipe.sourceShape)
            given *= extent;
        require(made == given && made > 0);
    }
    for (const std::string& name : model->missing)
        require(!targets.contains(name));
    return 0;
}
