#include "tests/fuzz/tokenizer_promises.h"

/// Stored tokenizers and sentencepiece models: what loads can be used.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto tokenizer = lb::models::loadTokenizer(bytes))
        lb::tests::checkTokenizer(**tokenizer, bytes);
    return 0;
}
