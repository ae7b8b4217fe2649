#pragma once

#include "experiments/records/result.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace lb::experiments {

/// A text file, one sentence a line.
struct TextLines {
    std::vector<std::string> lines; ///< UTF-8, trimmed, in the file's order; empty lines are left out
    std::vector<std::size_t> paragraphs; ///< lines that follow an empty one, the first among them
    qint64 emptyLines = 0;
    qint64 replacedBytes = 0; ///< bytes that were no UTF-8, read as U+FFFD

    /// One entry a paragraph, its lines divided by line feeds. Of a file without blank lines every line is one.
    void joinParagraphs();
};

/// Line ends LF, CRLF or CR; a byte order mark is dropped. Corrupt, with a sentence for people, for files that hold no
/// text: empty ones, blanks only, binary ones (NUL bytes, or more than one byte in twenty no UTF-8), UTF-16, known
/// wrong formats (gzip, zip, PNG, PDF, SQLite, web pages, ...), lines beyond 1 MiB.
Result<TextLines> parseLines(std::string_view bytes);

/// The same for a file of at most 256 MiB; the sentence names the file.
Result<TextLines> readLines(const QString& path);

} // namespace lb::experiments
