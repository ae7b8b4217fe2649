#include "models/text/tokenizer_json.h"
#include "tests/fuzz/tokenizer_promises.h"

/// tokenizer.json, and behind a NUL the text of a tokenizer_config.json.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(bytes.find('\0'), bytes.size());
    const std::string_view settings = bytes.substr(std::min(end + 1, bytes.size()));
    const auto made = lb::models::makeTokenizerFromJson({std::string(bytes.substr(0, end)), std::string(settings)});
    if (made)
        lb::tests::checkTokenizer(**made, bytes);
    return 0;
}
