#pragma once

#include "experiments/control/device_catalogue.h"

#include <QString>

namespace lb::gui {

QString deviceName(const experiments::Device& device); ///< "CPU, 2 threads", "NVIDIA RTX 4090"
/// With its memory: "NVIDIA RTX 4090, 24.00 GB".
QString deviceLine(const experiments::Device& device);
/// "No GPU is used: there is no NVIDIA driver." Empty where there is a GPU.
QString absenceSentence(const experiments::DeviceCatalogue& catalogue);
/// Why a run that needs at least so many bytes cannot train there, and what helps. Empty: it may, or nobody knows.
QString refusalSentence(qint64 bytes, const experiments::Device& device, const experiments::DeviceCatalogue& catalogue);
/// Why a run cannot train on the device that it names. Empty: it can.
QString missingSentence(const experiments::DeviceKey& key, const experiments::DeviceCatalogue& catalogue);

} // namespace lb::gui
