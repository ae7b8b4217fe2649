#pragma once

#include "experiments/importing/foreign_run.h"
#include "experiments/records/result.h"

class QIODevice;

namespace lb::experiments {

/// Reads a TensorBoard event file into `run`, record by record: a length with its checksum, the message, its checksum
/// (both masked CRC-32C). A file that ends early or has a damaged length is read up to there, a record with a wrong
/// checksum is left out; both are counted. Corrupt where the file does not begin with a record. Memory: one record; one
/// of more than 64 MiB, a picture, is passed over.
Result<void> readEventFile(QIODevice& file, ForeignRun& run);

} // namespace lb::experiments
