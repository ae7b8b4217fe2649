#pragma once

#include <QList>
#include <QString>

#include <array>

namespace lb::gui {

/// A width that journals or slides ask for.
struct SizePreset {
    QString name;
    double widthMm = 0;
    double fontPt = 8;
    double linePt = 0.75;
};

const QList<SizePreset>& sizePresets();
/// Index of the preset with this width; the number of presets for a size of one's own.
int presetOfWidth(double widthMm);

inline constexpr std::array kSmoothings{0.6, 0.9, 0.97, 0.99, 10.0, 100.0}; // see DebiasedMean
inline constexpr double kMmPerInch = 25.4;

} // namespace lb::gui
