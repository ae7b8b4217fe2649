#include "engine/io/checkpoint_match.h"

#include "engine/io/float_conversion.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace lb::engine {

namespace {

constexpr std::int64_t kMaxLayers = 1'000;

/// Without the prefix, and with the scale and shift of a norm by their newer names.
std::string plainName(const NameDictionary& dictionary, std::string_view name)
{
    if (!dictionary.prefix.empty() && name.starts_with(dictionary.prefix))
        name.remove_prefix(dictionary.prefix.size());
    std::string plain(name);
    for (const auto& [old, current] :
         {std::pair{"LayerNorm.gamma", "LayerNorm.weight"}, std::pair{"LayerNorm.beta", "LayerNorm.bias"}})
        if (!dictionary.prefix.empty() && plain.ends_with(old))
            plain.replace(plain.size() - std::string_view(old).size(), std::string::npos, current);
    return plain;
}

const NameDictionary* findDictionary(std::span<const TensorPlace> tensors)
{
    std::set<std::string_view> names;
    for (const TensorPlace& tensor : tensors)
        names.insert(tensor.name);
    for (const NameDictionary& dictionary : nameDictionaries())
        if (names.contains(dictionary.anchor) || names.contains(dictionary.prefix + dictionary.anchor))
            return &dictionary;
    return nullptr;
}

/// Whether c_attn's matrix lies as [out, in]; None where there is no such matrix.
Result<bool> isTurned(const MatchedCheckpoint& checkpoint)
{
    for (const MatchedTensor& match : checkpoint.tensors) {
        const auto& shape = match.tensor->shape;
        if (match.rule->turn != Turn::AsAttention || match.rule->neutral.find('*') == std::string::npos)
            continue;
        const std::int64_t inputs = shape.size() < 2 ? 0 : shape[shape.size() - 2];
        const std::int64_t outputs = shape.size() < 2 ? 0 : shape.back();
        if (inputs > 0 && inputs <= outputs && outputs % 3 == 0 && outputs / 3 == inputs)
            return false;
        if (outputs > 0 && outputs < inputs && inputs % 3 == 0 && inputs / 3 == outputs)
            return true;
        return fail(ErrorKind::InvalidArgument, "tensor \"" + match.tensor->name + "\" has the shape " +
                                                    shapeText(shape) +
                                                    ", which is no matrix from a width to three times that width");
    }
    return false;
}

/// Leaves one tensor for each place.
Result<void> dropCopies(MatchedCheckpoint& checkpoint,
                        const std::function<Result<bool>(const std::string&, const std::string&)>& isSame)
{
    std::vector<MatchedTensor> kept;
    std::map<std::pair<std::string_view, std::int64_t>, const TensorPlace*> taken;
    for (const MatchedTensor& match : checkpoint.tensors) {
        const auto [place, isNew] = taken.try_emplace({match.rule->neutral, match.block}, match.tensor);
        if (isNew) {
            kept.push_back(match);
            continue;
        }
        const Result<bool> same = isSame(place->second->name, match.tensor->name);
        if (!same)
            return tl::unexpected(same.error());
        if (!*same)
            return fail(ErrorKind::InvalidArgument, "the tensors \"" + place->second->name + "\" and \"" +
                                                        match.tensor->name + "\" stand for the same and differ");
        checkpoint.skipped.push_back(match.tensor->name);
    }
    checkpoint.tensors = std::move(kept);
    return {};
}

Result<void> addTensor(MatchedCheckpoint& checkpoint, const TensorPlace& tensor)
{
    const std::string name = plainName(*checkpoint.dictionary, tensor.name);
    for (const NameRule& rule : checkpoint.dictionary->rules) {
        const std::optional<std::int64_t> block = matchName(rule.foreign, name);
        if (!block)
            continue;
        if (rule.neutral.empty()) {
            checkpoint.skipped.push_back(tensor.name);
            return {};
        }
        if (*block >= kMaxLayers)
            return fail(ErrorKind::Unsupported, "tensor \"" + tensor.name + "\" belongs to layer " +
                                                    std::to_string(*block) + "; at most 1000 layers are supported");
        if (!isFloatType(tensor.dtype))
            return fail(ErrorKind::Unsupported, "tensor \"" + tensor.name + "\" does not hold floating-point numbers");
        checkpoint.tensors.push_back({.rule = &rule, .block = *block, .tensor = &tensor});
        checkpoint.layers = std::max(checkpoint.layers, *block + 1);
        return {};
    }
    checkpoint.unexpected.push_back(tensor.name);
    return {};
}

} // namespace

Result<MatchedCheckpoint>
matchTensors(std::span<const TensorPlace> tensors,
             const std::function<Result<bool>(const std::string&, const std::string&)>& isSame)
{
    MatchedCheckpoint checkpoint{.dictionary = findDictionary(tensors)};
    if (!checkpoint.dictionary)
        return fail(ErrorKind::Unsupported,
                    "its tensors have the names of no model known here (GPT-2, GPT2-ML, BERT)" +
                        (tensors.empty() ? std::string() : "; the first is \"" + tensors.front().name + "\""));
    for (const TensorPlace& tensor : tensors)
        if (const Result<void> added = addTensor(checkpoint, tensor); !added)
            return tl::unexpected(added.error());
    std::sort(checkpoint.tensors.begin(), checkpoint.tensors.end(), [](const MatchedTensor& a, const MatchedTensor& b) {
        return std::tie(a.rule, a.block, a.tensor->name) < std::tie(b.rule, b.block, b.tensor->name);
    });
    if (const Result<void> dropped = dropCopies(checkpoint, isSame); !dropped)
        return tl::unexpected(dropped.error());
    const Result<bool> turned = isTurned(checkpoint);
    if (!turned)
        return tl::unexpected(turned.error());
    for (MatchedTensor& match : checkpoint.tensors) {
        const bool isMatrix = match.rule->axes.size() == 2;
        const Turn turn = match.rule->turn;
        match.isTransposed = isMatrix && (turn == Turn::Transpose || (turn == Turn::AsAttention && *turned));
    }
    return checkpoint;
}

Result<void> AxisSizes::take(const MatchedTensor& match, const NameDictionary& dictionary)
{
    const TensorPlace& tensor = *match.tensor;
    const std::string& axes = match.rule->axes;
    const auto refuse = [&tensor](const std::string& reason) {
        return fail(ErrorKind::InvalidArgument,
                    "tensor \"" + tensor.name + "\" has the shape " + shapeText(tensor.shape) + ", but " + reason);
    };
    std::vector<std::int64_t> shape = tensor.shape;
    if (dictionary.hasLeadingOne && shape.size() == axes.size() + 1 && shape.front() == 1)
        shape.erase(shape.begin());
    if (shape.size() != axes.size())
        return refuse(std::to_string(axes.size()) + (axes.size() == 1 ? " axis is" : " axes are") + " expected");
    if (match.isTransposed)
        std::reverse(shape.begin(), shape.end());
    if (match.rule->neutral.find('*') != std::string::npos) {
        if (shape.back() % 3 != 0)
            return refuse("it should hold three parts of equal size");
        shape.back() /= 3;
    }
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const bool isTwo = axes[i] == '2';
        const auto [known, isNew] =
            m_known.try_emplace(axes[i], isTwo ? Known{2, "its meaning"} : Known{shape[i], tensor.name});
        if (shape[i] <= 0)
            return refuse("none of its axes may be empty");
        if (known->second.size != shape[i])
            return refuse("\"" + known->second.source + "\" asks for " + std::to_string(known->second.size) +
                          " where it has " + std::to_string(shape[i]));
    }
    return {};
}

std::int64_t AxisSizes::of(char letter) const
{
    const auto known = m_known.find(letter);
    return known == m_known.end() ? 0 : known->second.size;
}

std::vector<std::int64_t> AxisSizes::shape(const NameRule& rule) const
{
    std::vector<std::int64_t> result;
    for (const char letter : rule.axes)
        result.push_back(of(letter));
    return result;
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (const std::int64_t extent : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(extent);
    return text + "]";
}

} // namespace lb::engine
