#include "engine/train/update_rules.h"

#include "engine/core/error.h"

#include <algorithm>
#include <set>

namespace lb::engine {

namespace {

constexpr std::string_view kDecoder = "decoder/";

/// "decoder, encoder, latent": the first part of each name.
std::string partsOf(const ParameterStore& store)
{
    std::set<std::string> parts;
    for (const ParameterStore::Tensor& tensor : store.tensors())
        if (tensor.trainable)
            parts.insert(tensor.name.substr(0, tensor.name.find('/')));
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

void requireMatch(const ParameterStore& store, const std::string& pattern)
{
    const auto& tensors = store.tensors();
    if (std::none_of(tensors.begin(), tensors.end(), [&](const ParameterStore::Tensor& tensor) {
            return tensor.trainable && matchesName(pattern, tensor.name);
        }))
        throw EngineError(ErrorKind::InvalidArgument, "no parameter of this model is named like '" + pattern +
                                                          "'; the names begin with: " + partsOf(store));
}

bool isAlike(const UpdateGroup& a, const UpdateGroup& b)
{
    return a.rateFactor == b.rateFactor && a.decays == b.decays && a.isDecoder == b.isDecoder;
}

} // namespace

bool matchesName(std::string_view pattern, std::string_view name)
{
    // Where the last star stands and what it has taken so far: only that one may have to take more.
    std::size_t p = 0, n = 0, star = std::string_view::npos, taken = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++taken;
        } else {
            return false;
        }
    }
    return pattern.substr(p).find_first_not_of('*') == std::string_view::npos;
}

std::vector<UpdateGroup> updateGroups(const ParameterStore& store, const UpdateRules& rules)
{
    for (const UpdateRules::Rate& rate : rules.rates)
        requireMatch(store, rate.pattern);
    for (const std::string& pattern : rules.noDecay)
        requireMatch(store, pattern);
    std::vector<UpdateGroup> groups;
    for (std::size_t i = 0; i < store.tensors().size(); ++i) {
        const ParameterStore::Tensor& tensor = store.tensors()[i];
        if (!tensor.trainable)
            continue;
        UpdateGroup own{.begin = static_cast<std::int64_t>(tensor.offset),
                        .count = paddedFloats(tensor.count()),
                        .decays = tensor.decays,
                        .isDecoder = tensor.name.starts_with(kDecoder),
                        .tensors = {i}};
        for (const UpdateRules::Rate& rate : rules.rates)
            if (matchesName(rate.pattern, tensor.name))
                own.rateFactor = rate.factor;
        for (const std::string& pattern : rules.noDecay)
            own.decays = own.decays && !matchesName(pattern, tensor.name);
        if (groups.empty() || !isAlike(groups.back(), own)) {
            groups.push_back(std::move(own));
            continue;
        }
        groups.back().count += own.count;
        groups.back().tensors.push_back(i);
    }
    return groups;
}

} // namespace lb::engine
