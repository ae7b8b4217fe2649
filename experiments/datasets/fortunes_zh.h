#pragma once

#include "experiments/datasets/dataset_catalogue.h"
#include "experiments/datasets/text_source.h"
#include "experiments/records/result.h"

#include <string>
#include <string_view>

namespace lb::experiments {

/// The two collections of Debian's fortunes-zh: "tang300" with Tang poems and "chinese" with prose.
enum class ChineseCollection { TangPoems, Prose };

/// Cuts a fortune file into texts: entries between lines of a single '%'. Colour escapes go, and with them titles,
/// authors and signatures (lines that hold an escape, or begin with "--" behind blanks); lines of a paragraph are
/// joined, as their breaks mean nothing in Chinese, unless two Latin words meet. Poems: one text, its lines joined.
/// Prose: one text per entry, paragraphs divided by a line feed. Texts without four Chinese characters are left out,
/// and so are repeated ones.
TextSource readFortunes(std::string_view bytes, ChineseCollection collection);

/// Sentences of texts, cut behind 。！？… and the marks that close them, of 4 to `maximumCharacters` characters. Of a poem these
/// are its couplets.
TextSource sentencesOf(const TextSource& texts, int maximumCharacters);

/// The first folder that has the collection. `asTexts`: whole texts, for windows; else their sentences.
Result<TextSource> loadFortunes(const QStringList& folders, ChineseCollection collection, bool asTexts);
bool hasFortunes(const QStringList& folders, ChineseCollection collection);
Result<DatasetPreview> previewFortunes(const QStringList& folders, ChineseCollection collection, int count);
/// One sentence: the package and the command that installs it.
QString missingFortunes();

} // namespace lb::experiments
