#pragma once

#include "experiments/records/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lb::experiments {

/// An IDX file of unsigned bytes: the format of MNIST and its successors. Source: yann.lecun.com/exdb/mnist.
struct IdxArray {
    std::vector<std::uint32_t> dims; ///< 1 to 4, each at least 1
    std::vector<std::uint8_t> values;
};

/// Reads an IDX file, gzip-packed or not. Strict: type byte 0x08, rank 1 to 4, and exactly as many bytes as the
/// dimensions say. Memory grows with the bytes that are there, never with what the header claims beyond 20 times
/// the file. The values have room for `spare` more behind them. Corrupt or Unsupported with a sentence; the caller
/// knows the file's name.
Result<IdxArray> parseIdx(std::span<const std::uint8_t> file, std::size_t spare = 0);

} // namespace lb::experiments
