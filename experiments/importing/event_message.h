#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lb::experiments {

/// What is taken of TensorFlow's message `Event`: the single numbers of a summary, given as `simple_value` or as a
/// tensor of one element.
struct EventMessage {
    struct Scalar {
        std::string tag;
        double value = 0;
    };
    double wallTime = 0; ///< seconds since 1970
    std::int64_t step = 0;
    std::vector<Scalar> scalars;
    std::int64_t others = 0; ///< pictures, histograms, texts, larger tensors
};

/// Protocol buffers' wire format, field by field; unknown fields are passed over. Nothing for bytes that are none.
/// Source: event.proto, summary.proto, tensor.proto of TensorFlow 2.
std::optional<EventMessage> parseEvent(std::span<const std::byte> bytes);

} // namespace lb::experiments
