#pragma once

#include "engine/data/dataset.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace lb::engine {

/// Shape of a batch, which selects the program: rows, and time steps for text (0 for images).
struct BatchShape {
    std::int64_t rows = 0;
    std::int64_t steps = 0;
    auto operator<=>(const BatchShape&) const = default;
};

/// One batch, ready to copy into a program's inputs. `items` are positions in the data set, one per filled row;
/// rows beyond items.size() are padding (evaluation only) and repeat row 0.
struct Batch {
    BatchShape shape;
    std::vector<std::uint32_t> items;
    std::map<std::string, std::vector<float>> reals;          ///< images: "pixels" [rows, height * width] in [0, 1]
    std::map<std::string, std::vector<std::int32_t>> indices; ///< text: see TextBatches
};

/// Ordered batches over a fixed list of items. The order depends on (seed, epoch) alone: two runs with one seed see the
/// same batches, and a position is two numbers.
class BatchSource {
public:
    virtual ~BatchSource() = default;
    /// Batches of one epoch; the same for every epoch.
    virtual std::int64_t batchesPerEpoch() const = 0;
    /// Batch `index` of `epoch`. Pure: callable in any order, from the loader thread.
    virtual Batch batch(std::int64_t epoch, std::int64_t index) const = 0;
    /// All shapes that `batch` can return.
    virtual std::vector<BatchShape> shapes() const = 0;
};

struct BatchOptions {
    std::int64_t rows = 32;
    std::uint64_t seed = 1;
    bool shuffle = true;
    /// Training drops what does not fill a batch (batch norm must not see 1 or 2 rows: methods P4); the shuffle makes
    /// it another remainder each epoch. Evaluation keeps it, padded.
    bool dropPartial = true;
};

/// Images: input "pixels".
std::unique_ptr<BatchSource> makeImageBatches(const ImageSet& images, std::vector<std::uint32_t> items,
                                              const BatchOptions& options);

/// Text in length buckets, time-major. A bucket of `steps` holds sentences with length + 1 <= steps (room for </s>);
/// lengths are mixed inside a bucket (methods P3), and what does not fill a batch moves up to the next bucket. Inputs:
///   "tokens"        [steps, rows] the sentence and </s>, padded with 0: what the encoder reads
///   "decoder_input" [steps, rows] <s> and the sentence, padded with 0
///   "targets"       [steps, rows] the sentence and </s>, padded with -1 (ignored)
///   "lengths"       [rows] number of valid steps = sentence length + 1
/// Sentences longer than the last bucket allows are cut (and counted in the data set's report). `buckets` ascending.
std::unique_ptr<BatchSource> makeTextBatches(const TextSet& text, std::vector<std::uint32_t> items,
                                             std::vector<std::int64_t> buckets, const BatchOptions& options);

/// Bucket bounds for these sentences: at most `count` ascending step counts that waste little padding.
std::vector<std::int64_t> chooseBuckets(const TextSet& text, const std::vector<std::uint32_t>& items, int count);

/// A permutation of 0 .. count-1 from (seed, stream).
std::vector<std::uint32_t> shuffledOrder(std::size_t count, std::uint64_t seed, std::uint64_t stream);

} // namespace lb::engine
