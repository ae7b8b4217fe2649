#pragma once

#include "engine/train/parameter_store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lb::engine {

/// '*' stands for any characters, also none: "decoder/*", "*/bias".
bool matchesName(std::string_view pattern, std::string_view name);

/// What applies to some parameters by name. Of several patterns that match one, the last counts.
struct UpdateRules {
    struct Rate {
        std::string pattern;
        double factor = 1.0; ///< times the learning rate; 0 freezes
    };
    std::vector<Rate> rates;
    std::vector<std::string> noDecay; ///< in addition to biases and norms
};

/// Which half of an autoencoder an update is for: the decoder is what is named "decoder/...", the encoder the rest.
enum class UpdatePart { All, Encoder, Decoder };

/// Neighbours in the flat buffers that are updated alike.
struct UpdateGroup {
    std::int64_t begin = 0; ///< floats in the trainable buffer
    std::int64_t count = 0; ///< the gaps between its tensors included
    double rateFactor = 1.0;
    bool decays = true;
    bool isDecoder = false;
    /// Of the store's tensors, for optimizers that go one by one.
    std::vector<std::size_t> tensors;

    bool isPartOf(UpdatePart part) const
    {
        return part == UpdatePart::All || isDecoder == (part == UpdatePart::Decoder);
    }
};

/// In the order of the buffers, as few as possible. Throws EngineError(InvalidArgument) naming a pattern that matches
/// no trainable tensor.
std::vector<UpdateGroup> updateGroups(const ParameterStore& store, const UpdateRules& rules);

} // namespace lb::engine
