#pragma once

#include "experiments/importing/grey_image.h"
#include "experiments/records/result.h"

#include <QString>

namespace lb::experiments {

/// A PNG or JPEG file as grey. NotFound, InvalidArgument, Io of the file; Corrupt or Unsupported of its content, as the
/// second half of a sentence ("it is ...").
Result<GreyImage> readPicture(const QString& path);

/// A picture of the user's in the size of a data set, as an import of it would be.
struct FittedPicture {
    GreyImage image;
    qint64 height = 0; ///< of the file
    qint64 width = 0;
    bool wasColored = false;
};
/// InvalidArgument with a whole sentence.
Result<FittedPicture> readFittedPicture(const QString& path, qint64 height, qint64 width);

} // namespace lb::experiments
