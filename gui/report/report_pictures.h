#pragma once

#include "experiments/records/metric_records.h"

#include <QByteArray>
#include <QImage>

namespace lb::gui {

/// The items of a strip: inputs above what the model gives back. Null for text. Greys as on paper: 0 is white.
QImage itemGrid(const experiments::ItemStrip& strip);
/// Its samples in a row or several.
QImage sampleGrid(const experiments::ItemStrip& strip);
QByteArray pngOf(const QImage& image);

} // namespace lb::gui
