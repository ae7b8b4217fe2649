#include "engine/io/foreign_format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace lb::engine {

namespace {

using namespace std::string_view_literals;

struct Signature {
    std::string_view magic;
    std::string_view meaning;
};

constexpr std::string_view kConvert =
    "which can run code when it is opened, so it is never read. Convert it where it was made, with "
    "safetensors.torch.save_file(model.state_dict(), \"model.safetensors\"), and open the result.";

constexpr std::array kSignatures{
    Signature{
        "version https://git-lfs"sv,
        "is a Git LFS pointer, which only stands for the file. Run \"git lfs pull\" where it came from and open the "
        "file it fetches."sv},
    Signature{"\x89HDF\r\n"sv,
              "is an HDF5 file (Keras). Only .safetensors files and TensorFlow checkpoints are read."sv},
    Signature{"\xC6\xD7\x34\x01"sv,
              "is a model of llm.c. Only .safetensors files and TensorFlow checkpoints are read."sv},
    Signature{"GGUF"sv, "is a GGUF file (llama.cpp). Only .safetensors files and TensorFlow checkpoints are read."sv},
    Signature{"\x93NUMPY"sv, "is a NumPy array. Only .safetensors files and TensorFlow checkpoints are read."sv},
    Signature{"\x1F\x8B"sv, "is compressed with gzip. Unpack it first."sv},
    Signature{"BZh"sv, "is compressed with bzip2. Unpack it first."sv},
    Signature{"\xFD"
              "7zXZ"sv,
              "is compressed with xz. Unpack it first."sv},
    Signature{"\x28\xB5\x2F\xFD"sv, "is compressed with zstd. Unpack it first."sv},
    Signature{"7z\xBC\xAF\x27\x1C"sv, "is a 7-Zip archive. Unpack it first."sv},
    Signature{"SQLite format 3"sv, "is an SQLite database, not a checkpoint."sv},
    Signature{"%PDF"sv, "is a PDF document, not a checkpoint."sv},
    Signature{"\x89PNG"sv, "is a PNG image, not a checkpoint."sv},
};

bool isWebPage(std::string_view text)
{
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())))
        text.remove_prefix(1);
    std::string start(text.substr(0, 14));
    std::transform(start.begin(), start.end(), start.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<?xml") ||
           start.starts_with("<head");
}

/// Protocol 2 to 5 begin with 0x80 and their number; older ones and torch's legacy files with an opcode and text.
bool isPickle(std::string_view text)
{
    return text.size() >= 2 && text[0] == '\x80' && text[1] >= 2 && text[1] <= 5;
}

} // namespace

std::optional<std::string> describeForeign(std::span<const std::byte> beginning)
{
    const std::string_view text(reinterpret_cast<const char*>(beginning.data()), beginning.size());
    if (text.starts_with("PK\x03\x04"sv) || text.starts_with("PK\x05\x06"sv))
        return "is a zip archive. PyTorch's .pt, .pth and .ckpt files are zip archives around a pickle, " +
               std::string(kConvert);
    if (isPickle(text))
        return "is a Python pickle, " + std::string(kConvert);
    if (isWebPage(text))
        return "is a web page saved under this name: the link led to a page, not to the file. Download the file "
               "itself.";
    for (const Signature& signature : kSignatures)
        if (text.starts_with(signature.magic))
            return std::string(signature.meaning);
    if (text.starts_with('{') || text.starts_with('['))
        return "is JSON text, such as a model's configuration or index. Open the .safetensors file beside it.";
    return std::nullopt;
}

} // namespace lb::engine
