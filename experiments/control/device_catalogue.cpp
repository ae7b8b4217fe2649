#include "experiments/control/device_catalogue.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace lb::experiments {

namespace {

const QString kCpu = QStringLiteral("cpu");
const QString kCuda = QStringLiteral("cuda");

Device deviceOf(const QJsonObject& json)
{
    return {.key = {json.value(QLatin1String("id")).toString(), json.value(QLatin1String("gpu")).toInt()},
            .name = json.value(QLatin1String("description")).toString(),
            .threads = json.value(QLatin1String("threads")).toInt(),
            .memoryBytes = json.value(QLatin1String("memory_bytes")).toInteger(),
            .freeBytes = json.value(QLatin1String("free_bytes")).toInteger()};
}

} // namespace

DeviceKey DeviceKey::fromText(const QString& text)
{
    if (text == kCpu)
        return {kCpu};
    if (text == kCuda || text.startsWith(kCuda + QLatin1Char(':')))
        return {kCuda, text.section(QLatin1Char(':'), 1).toInt()};
    return {};
}

QString DeviceKey::text() const
{
    return device == kCuda ? QStringLiteral("%1:%2").arg(device).arg(gpu) : device;
}

DeviceKey DeviceKey::of(const RunSpec& spec)
{
    return {spec.text(QStringLiteral("run.device")), static_cast<int>(spec.integer(QStringLiteral("run.gpu")))};
}

void DeviceKey::applyTo(RunSpec& spec) const
{
    spec.set(QStringLiteral("run.device"), device);
    spec.set(QStringLiteral("run.gpu"), gpu);
}

Result<DeviceCatalogue> DeviceCatalogue::parse(const QByteArray& lines)
{
    DeviceCatalogue catalogue;
    bool hasCpu = false;
    for (const QByteArray& line : lines.trimmed().split('\n')) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        const QString id = json.value(QLatin1String("id")).toString();
        if (id == kCpu) {
            catalogue.cpu = deviceOf(json);
            hasCpu = true;
        } else if (id == kCuda && json.contains(QLatin1String("unavailable"))) {
            catalogue.absence = json.value(QLatin1String("reason")).toString();
            catalogue.absenceDetail = json.value(QLatin1String("detail")).toString();
        } else if (id == kCuda) {
            catalogue.gpus.append(deviceOf(json));
        } else {
            return fail(ErrorKind::Corrupt,
                        QStringLiteral("'%1' is no line of a list of devices.").arg(QString::fromUtf8(line.left(80))));
        }
    }
    if (!hasCpu)
        return fail(ErrorKind::Corrupt, QStringLiteral("The list of devices has no CPU."));
    return catalogue;
}

const Device* DeviceCatalogue::find(const DeviceKey& key) const
{
    if (key.device == kCpu || (key.device != kCuda && gpus.isEmpty()))
        return &cpu;
    const int gpu = key.device == kCuda ? key.gpu : 0;
    return gpu >= 0 && gpu < gpus.size() ? &gpus[gpu] : nullptr;
}

} // namespace lb::experiments
