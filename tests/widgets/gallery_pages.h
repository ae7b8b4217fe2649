#pragma once

class QWidget;

namespace lb::widgets {
class Theme;
}

namespace lb::testing {

/// The widgets of the Latent page and those of forms, with made-up numbers: pictures of the gallery. The caller owns
/// them.
QWidget* latentPicture(const widgets::Theme& theme);
QWidget* formsPicture(const widgets::Theme& theme);

} // namespace lb::testing
