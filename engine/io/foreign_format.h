#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace lb::engine {

/// What a file that is not of the expected format seems to be, from its first bytes (512 are enough): a sentence that
/// begins with "is", saying what it is and what to do. Nothing when it looks like no format known here.
std::optional<std::string> describeForeign(std::span<const std::byte> beginning);

} // namespace lb::engine
