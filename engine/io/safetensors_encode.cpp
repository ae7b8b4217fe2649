#include "engine/io/safetensors_checksums.h"
#include "engine/io/safetensors_header.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace lb::engine {

namespace limits = safetensors_limits;

namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kLengthBytes = 8;

Result<std::string> jsonString(const std::string& text)
{
    try {
        return nlohmann::json(text).dump();
    } catch (const nlohmann::json::exception&) {
        return fail(ErrorKind::InvalidArgument, "a name or a text of the metadata is not valid UTF-8");
    }
}

Result<void> checkTensor(const std::string& name, const StoredTensor& tensor)
{
    const auto refuse = [&name](const std::string& reason) {
        return fail(ErrorKind::InvalidArgument, "tensor \"" + name + "\": " + reason);
    };
    if (const Result<void> allowed = checkTensorName(name); !allowed)
        return fail(ErrorKind::InvalidArgument, allowed.error().detail);
    if (name == "__metadata__")
        return refuse("the format keeps this name for the metadata");
    if (tensor.shape.size() > limits::kRank)
        return refuse("has more than " + std::to_string(limits::kRank) + " axes");
    const Result<std::uint64_t> bytes = tensorBytes(tensor.dtype, tensor.shape);
    if (!bytes)
        return refuse(bytes.error().detail);
    if (*bytes != tensor.data.size())
        return refuse("needs " + std::to_string(*bytes) + " bytes by its shape and type but holds " +
                      std::to_string(tensor.data.size()));
    return {};
}

Result<std::string> metadataJson(const SafetensorsFile& file)
{
    std::map<std::string, std::string> metadata = file.metadata;
    nlohmann::json sums = nlohmann::json::object();
    for (const auto& [name, tensor] : file.tensors)
        sums[name] = checksumText(checksumOf(tensor.data));
    metadata[std::string(kTensorChecksumsKey)] = sums.dump();
    metadata[std::string(kHeaderChecksumKey)] = checksumText(0); // sealHeader fills it in
    std::string text;
    std::size_t bytes = 0;
    for (const auto& [key, value] : metadata) {
        const Result<std::string> name = jsonString(key);
        const Result<std::string> content = jsonString(value);
        if (!name || !content)
            return tl::unexpected((!name ? name : content).error());
        text += (text.empty() ? "{" : ",") + *name + ":" + *content;
        bytes += key.size() + value.size();
    }
    if (bytes > limits::kMetadataBytes || metadata.size() > limits::kMetadataEntries)
        return fail(ErrorKind::InvalidArgument, "the metadata are larger than 16 MiB or have more than 100000 entries");
    return text + "}";
}

} // namespace

std::vector<const std::pair<const std::string, StoredTensor>*> writingOrder(const SafetensorsFile& file)
{
    std::vector<const std::pair<const std::string, StoredTensor>*> order;
    for (const auto& entry : file.tensors)
        order.push_back(&entry);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        return elementBytes(a->second.dtype) > elementBytes(b->second.dtype);
    });
    return order;
}

Result<std::string> encodeSafetensorsHeader(const SafetensorsFile& file)
{
    if (file.tensors.size() > limits::kTensors)
        return fail(ErrorKind::InvalidArgument, "there are more than " + std::to_string(limits::kTensors) + " tensors");
    for (const auto& [name, tensor] : file.tensors) {
        if (const Result<void> allowed = checkTensor(name, tensor); !allowed)
            return tl::unexpected(allowed.error());
        if (const Result<std::string> text = jsonString(name); !text)
            return tl::unexpected(text.error());
    }
    const Result<std::string> metadata = metadataJson(file);
    if (!metadata)
        return tl::unexpected(metadata.error());
    std::string header = "{\"__metadata__\":" + *metadata;
    std::uint64_t position = 0;
    for (const auto* entry : writingOrder(file)) {
        const StoredTensor& tensor = entry->second;
        const std::uint64_t end = position + tensor.data.size();
        header += "," + nlohmann::json(entry->first).dump() + ":{\"dtype\":\"" + tensor.dtype +
                  "\",\"shape\":" + nlohmann::json(tensor.shape).dump() + ",\"data_offsets\":[" +
                  std::to_string(position) + "," + std::to_string(end) + "]}";
        position = end;
    }
    header += '}';
    header.resize((header.size() + kLengthBytes + kAlignment - 1) / kAlignment * kAlignment - kLengthBytes, ' ');
    if (header.size() > limits::kHeaderBytes)
        return fail(ErrorKind::InvalidArgument, "the header is larger than 100 MB");
    sealHeader(header);
    return header;
}

} // namespace lb::engine
