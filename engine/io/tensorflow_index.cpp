#include "engine/io/tensorflow_index.h"

#include "engine/core/protobuf_fields.h"
#include "engine/io/safetensors_header.h"
#include "engine/io/sorted_table.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <tuple>

namespace lb::engine {

namespace limits = tensorflow_limits;

namespace {

using Wire = ProtobufField::Wire;

tl::unexpected<Error> refuse(const std::string& name, const std::string& reason)
{
    return fail(ErrorKind::Corrupt, "its variable \"" + name + "\" " + reason);
}

/// By the numbers of types.proto.
std::string dtypeName(std::uint64_t number)
{
    switch (number) {
    case 1:
        return "F32";
    case 2:
        return "F64";
    case 3:
        return "I32";
    case 4:
        return "U8";
    case 9:
        return "I64";
    case 14:
        return "BF16";
    case 19:
        return "F16";
    default:
        return {};
    }
}

/// TensorShapeProto.Dim: its size; a dimension of unknown size is -1 and so too large here.
std::optional<std::int64_t> readExtent(std::string_view message)
{
    std::uint64_t extent = 0;
    ProtobufFields fields(message);
    while (const auto field = fields.next())
        if (field->number == 1 && field->wire == Wire::Varint)
            extent = field->value;
    if (fields.isBroken() || extent > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    return static_cast<std::int64_t>(extent);
}

/// TensorShapeProto; empty when it is broken, has unknown parts or too many axes.
std::optional<std::vector<std::int64_t>> readShape(std::string_view message)
{
    std::vector<std::int64_t> shape;
    ProtobufFields fields(message);
    while (const auto field = fields.next()) {
        if (field->number == 3) // unknown_rank
            return std::nullopt;
        if (field->number != 2 || field->wire != Wire::Bytes)
            continue;
        const std::optional<std::int64_t> extent = readExtent(field->bytes);
        if (!extent || shape.size() == limits::kRank)
            return std::nullopt;
        shape.push_back(*extent);
    }
    return fields.isBroken() ? std::nullopt : std::optional(std::move(shape));
}

/// BundleEntryProto
Result<TensorflowVariable> readVariable(const std::string& name, std::string_view message)
{
    TensorflowVariable variable{.name = name};
    bool isPartitioned = false;
    ProtobufFields fields(message);
    while (const auto field = fields.next()) {
        const bool isNumber = field->wire == Wire::Varint;
        if (field->number == 1 && isNumber)
            variable.dtype = dtypeName(field->value);
        else if (field->number == 2 && field->wire == Wire::Bytes) {
            auto shape = readShape(field->bytes);
            if (!shape)
                return refuse(name, "has no complete shape of at most 8 axes");
            variable.shape = std::move(*shape);
        } else if (field->number == 3 && isNumber)
            variable.shard = field->value;
        else if (field->number == 4 && isNumber)
            variable.offset = field->value;
        else if (field->number == 5 && isNumber)
            variable.bytes = field->value;
        else if (field->number == 6 && field->wire == Wire::Fixed32)
            variable.checksum = static_cast<std::uint32_t>(field->value);
        else if (field->number == 7)
            isPartitioned = true;
    }
    if (fields.isBroken())
        return refuse(name, "has an entry that breaks the format");
    if (isPartitioned)
        return fail(ErrorKind::Unsupported, "its variable \"" + name +
                                                "\" is stored in parts (a partitioned variable), which is not "
                                                "supported. Save the checkpoint without a partitioner.");
    return variable;
}

Result<void> checkExtent(const TensorflowVariable& variable, std::uint64_t shards)
{
    if (variable.shard >= shards)
        return refuse(variable.name,
                      "lies in data file " + std::to_string(variable.shard) + " of " + std::to_string(shards));
    if (variable.bytes > std::numeric_limits<std::uint64_t>::max() - variable.offset)
        return refuse(variable.name, "lies behind the end of every file");
    if (variable.dtype.empty()) // its size follows from no shape, and it is never read
        return {};
    const Result<std::uint64_t> bytes = tensorBytes(variable.dtype, variable.shape);
    if (!bytes)
        return refuse(variable.name, "cannot be: " + bytes.error().detail);
    if (*bytes != variable.bytes)
        return refuse(variable.name, "needs " + std::to_string(*bytes) + " bytes by its shape and type but has " +
                                         std::to_string(variable.bytes));
    return {};
}

Result<void> checkOverlaps(const std::vector<TensorflowVariable>& variables)
{
    std::vector<const TensorflowVariable*> order;
    for (const TensorflowVariable& variable : variables)
        if (variable.bytes > 0)
            order.push_back(&variable);
    const auto place = [](const TensorflowVariable* variable) { return std::tie(variable->shard, variable->offset); };
    std::sort(order.begin(), order.end(), [&](const auto* a, const auto* b) { return place(a) < place(b); });
    for (std::size_t i = 1; i < order.size(); ++i)
        if (order[i]->shard == order[i - 1]->shard && order[i]->offset < order[i - 1]->offset + order[i - 1]->bytes)
            return refuse(order[i]->name, "lies over \"" + order[i - 1]->name + "\"");
    return {};
}

/// BundleHeaderProto: the number of shards. A missing field is zero.
Result<std::uint64_t> readHeader(std::string_view message)
{
    std::uint64_t shards = 0;
    std::uint64_t leastReader = 0;
    bool isBigEndian = false;
    ProtobufFields fields(message);
    while (const auto field = fields.next()) {
        if (field->number == 1 && field->wire == Wire::Varint)
            shards = field->value;
        if (field->number == 2)
            isBigEndian = field->value != 0;
        if (field->number == 3 && field->wire == Wire::Bytes) {
            ProtobufFields version(field->bytes);
            while (const auto part = version.next())
                if (part->number == 2)
                    leastReader = part->value;
        }
    }
    if (fields.isBroken() || shards == 0 || shards > limits::kShards)
        return fail(ErrorKind::Corrupt, "its header breaks the format or names no data file or more than 1000");
    if (isBigEndian)
        return fail(ErrorKind::Unsupported, "its numbers are big-endian. Save the checkpoint on an ordinary computer.");
    if (leastReader > 1)
        return fail(ErrorKind::Unsupported, "it was written for readers of a later version of the format");
    return shards;
}

} // namespace

Result<TensorflowIndex> readTensorflowIndex(const ByteSource& file)
{
    TensorflowIndex index;
    const auto take = [&index](std::string_view key, std::string_view value) -> Result<void> {
        if (index.shards == 0) { // the header's key is empty, so it comes first
            const Result<std::uint64_t> shards =
                key.empty() ? readHeader(value) : fail(ErrorKind::Corrupt, "it has no header entry");
            index.shards = shards.value_or(0);
            return shards ? Result<void>() : tl::unexpected(shards.error());
        }
        if (const Result<void> allowed = checkTensorName(key); !allowed)
            return allowed;
        if (index.variables.size() == limits::kTensors)
            return fail(ErrorKind::Corrupt, "it has more than 100000 variables");
        Result<TensorflowVariable> variable = readVariable(std::string(key), value);
        if (!variable)
            return tl::unexpected(variable.error());
        index.variables.push_back(std::move(*variable));
        return checkExtent(index.variables.back(), index.shards);
    };
    Result<void> done = visitSortedTable(file, take);
    if (done && index.shards == 0)
        done = fail(ErrorKind::Corrupt, "it has no header entry");
    if (done)
        done = checkOverlaps(index.variables);
    if (!done)
        return tl::unexpected(done.error());
    return index;
}

} // namespace lb::engine
