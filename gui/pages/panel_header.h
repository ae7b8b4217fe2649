#pragma once

#include <QString>

class QButtonGroup;
class QFrame;
class QHBoxLayout;
class QToolButton;
class QWidget;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// The header of a panel of the latent page: a name, then what is added.
QHBoxLayout* addPanelHeader(const widgets::Theme& theme, QWidget* panel, const QString& title);
/// A segment of a header: checkable, one of its group.
QToolButton* addSegment(const widgets::Theme& theme, QHBoxLayout* row, QButtonGroup* group, const char* name,
                        const QString& text, const QString& toolTip);

} // namespace lb::gui
