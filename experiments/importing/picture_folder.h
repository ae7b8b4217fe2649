#pragma once

#include "engine/data/dataset.h"
#include "experiments/importing/data_import.h"
#include "experiments/importing/image_decoder.h"

namespace lb::experiments {

/// All PNG and JPEG pictures below `options.source`, by path. The first folder on the way names the class, if every
/// picture lies in one. Fills `report`: what could not be read is counted, with the first names. Without pictures when
/// it was cancelled.
Result<engine::ImageSet> readPictureFolder(const ImportOptions& options, const ImportChannel& channel,
                                           DatasetReport& report);

} // namespace lb::experiments
