#include "gui/devices/device_words.h"

#include "gui/pages/new_run_words.h"

#include <QCoreApplication>

namespace lb::gui {

using experiments::Device;
using experiments::DeviceCatalogue;
using experiments::DeviceKey;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(DeviceWords)
};

/// Why no GPU is used, as the end of a sentence.
QString absenceReason(const DeviceCatalogue& catalogue)
{
    const QString reason = catalogue.absence;
    if (reason == QLatin1String("no-driver"))
        return Words::tr("there is no NVIDIA driver");
    if (reason == QLatin1String("old-driver"))
        return catalogue.absenceDetail.isEmpty()
                   ? Words::tr("the NVIDIA driver is too old")
                   : Words::tr("the NVIDIA driver is too old (%1)").arg(catalogue.absenceDetail);
    if (reason == QLatin1String("library-missing"))
        return Words::tr("the CUDA library is missing");
    if (reason == QLatin1String("other-build"))
        return Words::tr("the CUDA library is of another build of Latentbench");
    if (reason == QLatin1String("no-device"))
        return Words::tr("the NVIDIA driver finds no device");
    if (reason == QLatin1String("no-worker"))
        return Words::tr("the worker program does not run");
    return Words::tr("the NVIDIA driver does not answer");
}

} // namespace

QString deviceName(const Device& device)
{
    return device.isGpu() ? device.name : Words::tr("CPU, %n thread(s)", nullptr, device.threads);
}

QString deviceLine(const Device& device)
{
    return device.memoryBytes > 0 ? Words::tr("%1, %2").arg(deviceName(device), byteText(device.memoryBytes))
                                  : deviceName(device);
}

QString absenceSentence(const DeviceCatalogue& catalogue)
{
    return catalogue.absence.isEmpty() ? QString() : Words::tr("No GPU is used: %1.").arg(absenceReason(catalogue));
}

QString refusalSentence(qint64 bytes, const Device& device, const DeviceCatalogue& catalogue)
{
    if (device.memoryBytes == 0 || bytes <= device.memoryBytes)
        return {};
    QStringList others;
    for (const Device& other : QList<Device>{catalogue.cpu} + catalogue.gpus)
        if (other.key != device.key && other.memoryBytes > bytes)
            others.append(deviceLine(other));
    const QString what = Words::tr("This run needs at least %1, but %2 has %3.")
                             .arg(byteText(bytes), deviceName(device), byteText(device.memoryBytes));
    return others.isEmpty()
               ? Words::tr("%1 Lower the batch size or turn on recomputation.").arg(what)
               : Words::tr("%1 Lower the batch size, turn on recomputation, or take a device with room for it: %2.")
                     .arg(what, others.join(QStringLiteral("; ")));
}

QString missingSentence(const DeviceKey& key, const DeviceCatalogue& catalogue)
{
    if (catalogue.find(key))
        return {};
    return catalogue.gpus.isEmpty() ? Words::tr("This computer has no GPU for it: %1. Choose automatic or the CPU.")
                                          .arg(absenceReason(catalogue))
                                    : Words::tr("There is no GPU %1: the last one of this computer is %2.")
                                          .arg(key.gpu)
                                          .arg(catalogue.gpus.size() - 1);
}

} // namespace lb::gui
