#pragma once

#include "engine/core/error.h"
#include "engine/io/tensor_archive.h"
#include "engine/io/transformer_names.h"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace lb::engine {

/// A tensor and the row of the dictionary that its name fits.
struct MatchedTensor {
    const NameRule* rule = nullptr;
    std::int64_t block = -1;
    const TensorPlace* tensor = nullptr;
    bool isTransposed = false;
};

/// The tensors of a checkpoint by the dictionary that knows them.
struct MatchedCheckpoint {
    const NameDictionary* dictionary = nullptr;
    std::vector<MatchedTensor> tensors; ///< in the dictionary's order, blocks ascending; each rule and block once
    std::vector<std::string> skipped;
    std::vector<std::string> unexpected;
    std::int64_t layers = 0;
};

/// Finds the dictionary and the rows. Two tensors for one place are refused unless `isSame` says they are equal.
Result<MatchedCheckpoint>
matchTensors(std::span<const TensorPlace> tensors,
             const std::function<Result<bool>(const std::string&, const std::string&)>& isSame);

/// The sizes that a dictionary's letters stand for, by the tensors that showed them.
class AxisSizes {
public:
    /// Takes the sizes from one tensor; InvalidArgument when it contradicts what others showed.
    Result<void> take(const MatchedTensor& match, const NameDictionary& dictionary);
    /// 0 for a letter that no tensor showed.
    std::int64_t of(char letter) const;
    /// The neutral tensor's shape.
    std::vector<std::int64_t> shape(const NameRule& rule) const;

private:
    struct Known {
        std::int64_t size = 0;
        std::string source; ///< the tensor that showed it first
    };
    std::map<char, Known> m_known;
};

/// "[2, 3]"
std::string shapeText(const std::vector<std::int64_t>& shape);

} // namespace lb::engine
