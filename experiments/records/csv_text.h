#pragma once

#include <QString>

namespace lb::experiments {

/// Words as a field of CSV (RFC 4180): between quotes where they must be. The first sign of a formula gets an
/// apostrophe before it, unless the words are a number, so that no spreadsheet runs what a run or a sentence says.
QString csvField(QString text);

} // namespace lb::experiments
