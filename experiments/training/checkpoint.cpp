#include "experiments/training/checkpoint.h"

#include "experiments/datasets/engine_error.h"

#include <QJsonDocument>

#include <optional>

namespace lb::experiments {

namespace {

constexpr std::string_view kModelPrefix = "model/";
const std::string kCalibrated = "calibrated";
const std::string kMoving = "moving";

std::string slotName(int slot, const std::string& name)
{
    return "optimizer/" + std::to_string(slot) + "/" + name;
}

/// The tensor's own shape where the optimizer keeps a number for each of its numbers; else one axis, empty for none.
engine::Shape slotShape(const engine::ParameterStore& store, const engine::ParameterStore::Tensor& tensor, int slot)
{
    const std::int64_t count = store.slotCount(tensor.name, slot);
    return count == tensor.count() ? tensor.shape : engine::Shape{count};
}

engine::StoredTensor roomFor(const engine::Shape& shape)
{
    const auto dims = shape.dims();
    return {.shape = {dims.begin(), dims.end()},
            .data = std::vector<std::byte>(static_cast<std::size_t>(shape.elements()) * sizeof(float))};
}

/// Calls use(name in the file, shape, tensor, slot) for all that a checkpoint holds; slot: nothing for the tensor
/// itself.
template <class Use>
void forEachPart(const engine::ParameterStore& store, const Use& use)
{
    for (const engine::ParameterStore::Tensor& tensor : store.tensors()) {
        use(std::string(kModelPrefix) + tensor.name, tensor.shape, tensor, std::optional<int>());
        if (!tensor.trainable)
            continue;
        for (int slot = 0; slot < engine::ParameterStore::kSlots; ++slot)
            if (const engine::Shape shape = slotShape(store, tensor, slot); shape.elements() > 0)
                use(slotName(slot, tensor.name), shape, tensor, std::optional(slot));
    }
}

std::string compactJson(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

Result<CheckpointHeader> headerFrom(const std::map<std::string, std::string>& metadata, const QString& path)
{
    const auto text = [&](const char* key) {
        const auto found = metadata.find(key);
        return found == metadata.end() ? QString() : QString::fromStdString(found->second);
    };
    const int schema = text("lb.schema").toInt();
    if (schema == 0)
        return fail(ErrorKind::Unsupported,
                    QStringLiteral("'%1' is a safetensors file but not a Latentbench checkpoint.").arg(path));
    if (schema > CheckpointHeader::kSchema)
        return fail(ErrorKind::Newer, QStringLiteral("'%1' was written by a newer version (checkpoint format %2, this "
                                                     "program reads %3). Update Latentbench to open it.")
                                          .arg(path)
                                          .arg(schema)
                                          .arg(CheckpointHeader::kSchema));
    const Result<RunSpec> spec = RunSpec::fromJson(QJsonDocument::fromJson(text("lb.spec").toUtf8()).object());
    if (!spec)
        return tl::unexpected(spec.error());
    return CheckpointHeader{.step = text("lb.step").toLongLong(),
                            .seed = text("lb.seed").toULongLong(),
                            .spec = *spec,
                            .dataFingerprint = text("lb.data"),
                            .threads = text("lb.threads").toInt(),
                            .backend = text("lb.backend"),
                            .isCalibrated = text("lb.statistics").toStdString() == kCalibrated,
                            .session = QJsonDocument::fromJson(text("lb.session").toUtf8()).object()};
}

/// A tensor's numbers after checking name and shape; problems are collected.
std::vector<float> taken(const engine::SafetensorsFile& file, const std::string& name, const engine::Shape& shape,
                         QStringList& problems)
{
    const auto found = file.tensors.find(name);
    if (found == file.tensors.end()) {
        problems.append(QStringLiteral("%1 is missing").arg(QString::fromStdString(name)));
        return {};
    }
    const auto dims = shape.dims();
    if (!std::equal(dims.begin(), dims.end(), found->second.shape.begin(), found->second.shape.end())) {
        problems.append(QStringLiteral("%1 has another shape than %2")
                            .arg(QString::fromStdString(name), QString::fromStdString(shape.text())));
        return {};
    }
    const engine::Result<std::vector<float>> values = found->second.floats();
    if (!values) {
        problems.append(
            QStringLiteral("%1: %2").arg(QString::fromStdString(name), QString::fromStdString(values.error().detail)));
        return {};
    }
    return *values;
}

tl::unexpected<Error> noAverage(const QString& path)
{
    return fail(
        ErrorKind::InvalidArgument,
        QStringLiteral("'%1' holds no average of the weights. Train with optimizer.average, such as 0.999.").arg(path));
}

} // namespace

engine::SafetensorsFile roomForCheckpoint(const engine::ParameterStore& store)
{
    engine::SafetensorsFile room;
    forEachPart(store, [&room](const std::string& name, const engine::Shape& shape, const auto&, const auto&) {
        room.tensors[name] = roomFor(shape);
    });
    return room;
}

void fillCheckpoint(engine::SafetensorsFile& room, const engine::ParameterStore& store, const CheckpointHeader& header)
{
    forEachPart(store, [&](const std::string& name, const auto&, const auto& tensor, std::optional<int> slot) {
        store.copyTo(room.tensors.at(name).data, tensor.name, slot);
    });
    room.metadata = {{"lb.schema", std::to_string(CheckpointHeader::kSchema)},
                     {"lb.step", std::to_string(header.step)},
                     {"lb.seed", std::to_string(header.seed)},
                     {"lb.spec", compactJson(header.spec.toJson())},
                     {"lb.data", header.dataFingerprint.toStdString()},
                     {"lb.threads", std::to_string(header.threads)},
                     {"lb.backend", header.backend.toStdString()},
                     {"lb.statistics", header.isCalibrated ? kCalibrated : kMoving},
                     {"lb.session", compactJson(header.session)}};
}

Result<void> writeCheckpoint(const QString& path, const engine::SafetensorsFile& content)
{
    if (const engine::Result<void> written = engine::writeSafetensors(path.toStdString(), content); !written)
        return tl::unexpected(fromEngine(written.error()));
    return {};
}

Result<void> saveCheckpoint(const QString& path, const engine::ParameterStore& store, const CheckpointHeader& header)
{
    engine::SafetensorsFile content = roomForCheckpoint(store);
    fillCheckpoint(content, store, header);
    return writeCheckpoint(path, content);
}

Result<CheckpointHeader> readCheckpointHeader(const QString& path)
{
    const engine::Result<engine::SafetensorsFile> file = engine::readSafetensorsHeader(path.toStdString());
    if (!file)
        return tl::unexpected(fromEngine(file.error()));
    return headerFrom(file->metadata, path);
}

Result<CheckpointHeader> loadCheckpoint(const QString& path, engine::ParameterStore& store, bool withOptimizer)
{
    const engine::Result<engine::SafetensorsFile> file = engine::readSafetensors(path.toStdString());
    if (!file)
        return tl::unexpected(fromEngine(file.error()));
    Result<CheckpointHeader> header = headerFrom(file->metadata, path);
    if (!header)
        return header;
    QStringList problems;
    std::vector<std::pair<std::string, std::vector<float>>> values;
    std::vector<std::tuple<std::string, int, std::vector<float>>> slots_;
    for (const engine::ParameterStore::Tensor& tensor : store.tensors()) {
        values.emplace_back(tensor.name, taken(*file, std::string(kModelPrefix) + tensor.name, tensor.shape, problems));
        if (!withOptimizer || !tensor.trainable)
            continue;
        for (int slot = 0; slot < engine::ParameterStore::kSlots; ++slot)
            if (const engine::Shape shape = slotShape(store, tensor, slot); shape.elements() > 0)
                slots_.emplace_back(tensor.name, slot, taken(*file, slotName(slot, tensor.name), shape, problems));
    }
    if (!problems.isEmpty())
        return fail(ErrorKind::InvalidArgument, QStringLiteral("The checkpoint '%1' does not fit this run's model: %2.")
                                                    .arg(path, problems.mid(0, 5).join(QStringLiteral("; "))));
    for (const auto& [name, numbers] : values)
        store.write(name, numbers);
    for (const auto& [name, slot, numbers] : slots_)
        store.writeSlot(name, slot, numbers);
    return header;
}

Result<CheckpointHeader> loadPart(const QString& path, const std::string& prefix, engine::ParameterStore& store)
{
    const engine::Result<engine::SafetensorsFile> file = engine::readSafetensors(path.toStdString());
    if (!file)
        return tl::unexpected(fromEngine(file.error()));
    Result<CheckpointHeader> header = headerFrom(file->metadata, path);
    if (!header)
        return header;
    QStringList problems;
    std::vector<std::pair<std::string, std::vector<float>>> values;
    for (const engine::ParameterStore::Tensor& tensor : store.tensors())
        if (tensor.name.starts_with(prefix) && file->tensors.contains(std::string(kModelPrefix) + tensor.name))
            values.emplace_back(tensor.name,
                                taken(*file, std::string(kModelPrefix) + tensor.name, tensor.shape, problems));
    if (values.empty())
        problems.append(QStringLiteral("none of its tensors are there"));
    if (!problems.isEmpty())
        return fail(ErrorKind::InvalidArgument, QStringLiteral("The checkpoint '%1' does not fit this run's model: %2.")
                                                    .arg(path, problems.mid(0, 5).join(QStringLiteral("; "))));
    for (const auto& [name, numbers] : values)
        store.write(name, numbers);
    return header;
}

Result<void> loadAverage(const QString& path, engine::ParameterStore& store)
{
    const engine::Result<engine::SafetensorsFile> file = engine::readSafetensors(path.toStdString());
    if (!file)
        return tl::unexpected(fromEngine(file.error()));
    QStringList problems;
    std::vector<std::pair<std::string, std::vector<float>>> values;
    for (const engine::ParameterStore::Tensor& tensor : store.tensors())
        if (tensor.trainable)
            values.emplace_back(tensor.name,
                                taken(*file, slotName(engine::kAverageSlot, tensor.name), tensor.shape, problems));
    if (!problems.isEmpty())
        return noAverage(path);
    for (const auto& [name, numbers] : values)
        store.write(name, numbers);
    return {};
}

Result<void> exportWeights(const QString& checkpoint, const QString& path, bool isAveraged)
{
    engine::Result<engine::SafetensorsFile> file = engine::readSafetensors(checkpoint.toStdString());
    if (!file)
        return tl::unexpected(fromEngine(file.error()));
    const std::string averages = slotName(engine::kAverageSlot, {});
    engine::SafetensorsFile plain;
    bool hasAverage = false;
    for (auto& [name, tensor] : file->tensors)
        if (name.starts_with(kModelPrefix))
            plain.tensors[name.substr(kModelPrefix.size())] = std::move(tensor);
    for (auto& [name, tensor] : file->tensors) {
        if (!isAveraged || !name.starts_with(averages))
            continue;
        plain.tensors[name.substr(averages.size())] = std::move(tensor);
        hasAverage = true;
    }
    if (isAveraged && !hasAverage)
        return noAverage(checkpoint);
    plain.metadata = {{"format", "latentbench"}, {"lb.spec", file->metadata["lb.spec"]}};
    if (const engine::Result<void> written = engine::writeSafetensors(path.toStdString(), plain); !written)
        return tl::unexpected(fromEngine(written.error()));
    return {};
}

} // namespace lb::experiments
