#pragma once

#include <QPixmap>
#include <QString>

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// A short piece of a run's line: hue of the family, dash of the seed.
QPixmap runSwatch(const widgets::Theme& theme, const QString& family, qint64 seed, double devicePixelRatio);

} // namespace lb::gui
