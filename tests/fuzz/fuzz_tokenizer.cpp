#include "models/text/tokenizer.h"
#include "models/text/unicode_text.h"

#include <cstdlib>

/// Stored tokenizers: what loads can be used, and its ids stay within its vocabulary.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace lb::models;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto tokenizer = loadTokenizer(bytes);
    if (!tokenizer)
        return 0;
    const std::string_view text = bytes.substr(0, 200);
    for (const std::string_view line : {std::string_view("the ab ba house \xFF"), text}) {
        const auto ids = (*tokenizer)->encode(line);
        for (const std::int32_t id : ids)
            if (id < kUnknownToken || id >= (*tokenizer)->vocabularySize())
                std::abort();
        if (!isUtf8((*tokenizer)->decode(ids)))
            std::abort();
    }
    return 0;
}
