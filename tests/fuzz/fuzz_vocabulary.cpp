#include "models/text/byte_pair_tokenizer.h"
#include "models/text/wordpiece_tokenizer.h"
#include "tests/fuzz/tokenizer_promises.h"

#include <fmt/format.h>

namespace {

/// A byte-level vocabulary of the 256 bytes and more entries: a fuzzer would hardly ever find all of the bytes.
std::string withBytes(std::string_view entries)
{
    static const std::string bytes = [] {
        std::string list;
        for (unsigned byte = 0; byte < 256; ++byte) {
            const bool isItself = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
            static unsigned spare = 0x100;
            list += fmt::format("\"\\u{:04x}\":{},", isItself ? byte : spare++, byte);
        }
        return list;
    }();
    return "{" + bytes + "\"<|endoftext|>\":256" + (entries.empty() ? "" : ",") + std::string(entries) + "}";
}

} // namespace

/// "w" or "c" and a vocab.txt, or "b" and entries of a vocab.json, a NUL and a merges.txt.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace lb::models;
    if (size == 0)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] == 'b') {
        const std::size_t end = std::min(bytes.find('\0'), bytes.size());
        const auto made =
            makeBytePairTokenizer({withBytes(bytes.substr(0, end)),
                                   std::string(bytes.substr(std::min(end + 1, bytes.size()))), size % 2 == 0});
        if (made)
            lb::tests::checkTokenizer(**made, bytes);
        if (made && size % 2 == 1 && (*made)->decode((*made)->encode(bytes)) != repairUtf8(bytes).text)
            std::abort();
    } else if (const auto made = makeWordPieceTokenizer({std::string(bytes), data[0] == 'w'})) {
        lb::tests::checkTokenizer(**made, bytes);
    }
    return 0;
}
