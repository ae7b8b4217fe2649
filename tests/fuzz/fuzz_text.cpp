#include "experiments/datasets/text_lines.h"
#include "experiments/datasets/wordnet_glosses.h"
#include "models/text/unicode_text.h"
#include "models/text/word_tokenizer.h"

#include <cstdlib>

namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// User text and WordNet files: what comes out is UTF-8, and words that are joined split again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace lb;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto lines = experiments::parseLines(bytes)) {
        check(!lines->lines.empty());
        for (const std::string& line : lines->lines) {
            check(models::isUtf8(line));
            const auto words = models::splitWords(line);
            const std::vector<std::string_view> views(words.begin(), words.end());
            check(models::isUtf8(models::joinWords(views)));
        }
        if (const auto tokenizer = models::WordTokenizer::train(lines->lines, 50))
            check(static_cast<bool>(models::loadTokenizer((*tokenizer)->serialise())));
    }
    experiments::GlossReader reader(30);
    reader.read(bytes, "noun");
    for (const std::string& sentence : reader.take().sentences)
        check(models::isUtf8(sentence) && sentence.find('"') == std::string::npos);
    return 0;
}
