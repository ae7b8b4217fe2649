#pragma once

#include "experiments/datasets/dataset_catalogue.h"
#include "experiments/datasets/text_source.h"
#include "experiments/records/result.h"

#include <string>
#include <string_view>
#include <unordered_set>

namespace lb::experiments {

/// Turns WordNet's data files (format: wndb(5WN)) into sentences. A gloss is the text behind `|`; it is split at `;`
/// into definitions and example sentences, and both are kept. From each part go: quotation marks (" ` and the ' that
/// closes a
/// `), the author behind a quotation ("..."- Mark Twain), marks at its ends that belong to the split (: , -), repeated
/// blanks. Parts with fewer than 4 or more than `maximumWords` words are left out, and so is what came before (compared
/// without case). A word is what stands between blanks and holds a letter or digit.
class GlossReader {
public:
    explicit GlossReader(int maximumWords);

    /// `partOfSpeech` becomes the label of the sentences. Any bytes: lines without `|` are skipped.
    void read(std::string_view file, const std::string& partOfSpeech);
    TextSource take();

    static constexpr int kFewestWords = 4;

private:
    void accept(std::string_view part, const std::string& partOfSpeech);

    int m_maximumWords;
    TextSource m_source;
    std::unordered_set<std::string> m_seen; ///< lower case
    SkippedItems m_short, m_long, m_repeated;
};

/// Cleaned as above; empty when nothing is left.
std::string cleanGlossPart(std::string_view part);

/// From the first of `folders` that exists: data.noun, data.verb, data.adj, data.adv. NotFound names the package.
Result<TextSource> loadWordnet(const QStringList& folders, int maximumWords);
bool hasWordnet(const QStringList& folders);
/// The first `count` sentences of the adjectives, which are the most varied.
Result<DatasetPreview> previewWordnet(const QStringList& folders, int count);
/// One sentence: the package and the command that installs it.
QString missingWordnet();

} // namespace lb::experiments
