#pragma once

#include "experiments/importing/picture_file.h"
#include "experiments/training/opened_run.h"

#include <QCborArray>
#include <QCborMap>
#include <QStringList>

#include <optional>
#include <vector>

namespace lb::experiments {

/// What a path or a sum is made of: an item of a split, or a picture of the user's.
struct ItemTerm {
    qint64 position = -1; ///< in the split; -1: a picture
    std::uint32_t item = 0;
    QString file; ///< of a picture
    std::optional<FittedPicture> picture;
};

struct ItemTerms {
    std::vector<ItemTerm> terms;
    qint64 total = 0; ///< items of the split
};

/// The terms at these keys of a request: whole numbers are positions in its split, below 0 drawn by its seed; a map has
/// the path of a "picture", for runs on images. InvalidArgument with a sentence.
Result<ItemTerms> itemTerms(const OpenedRun& run, const QCborMap& request, const QStringList& keys);
/// One code after the other; a term that stands there twice has its code twice. [terms, latent]
std::vector<float> codesOf(OpenedRun& run, const ItemTerms& terms);
/// As they are: position, item, label, image or text; of pictures file, file_height, file_width, was_colored.
QCborArray toCbor(const RunSetup& setup, const ItemTerms& terms);
/// An item of the data as it is: item, label, image or text.
QCborMap itemOf(const RunSetup& setup, std::uint32_t item);

} // namespace lb::experiments
