#pragma once

#include "experiments/records/result.h"

#include <QString>

namespace lb::experiments {

/// What an argument of a verb stands for: the text itself; of a file for "@PATH"; of the standard input for "-". At
/// most 64 MiB. NotFound or InvalidArgument with a sentence.
Result<QString> givenText(const QString& argument);

} // namespace lb::experiments
