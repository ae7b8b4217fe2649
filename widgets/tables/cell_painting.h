#pragma once

#include "widgets/theme/color_role.h"

#include <QRect>

class QPainter;

namespace lb::widgets {

class Theme;

/// A run's line in a cell, vertically centred: hue by family, dash by seed. Returns the x after it.
int paintSwatch(QPainter& painter, const Theme& theme, const QRect& cell, const QString& family, qint64 seed);
inline constexpr int kSwatchWidth = 18;

/// A check box as the style sheet draws it, 14 x 14, left-aligned and centred in `cell`; partly checked with a bar.
QRect checkBoxRect(const QRect& cell);
void paintCheckBox(QPainter& painter, const Theme& theme, const QRect& box, Qt::CheckState state);

/// An icon 14 x 14, left-aligned and centred.
void paintIcon(QPainter& painter, const Theme& theme, const QRect& cell, const QString& icon, ColorRole role);

} // namespace lb::widgets
