#pragma once

#include <QSize>
#include <QString>

class QButtonGroup;
class QFrame;
class QHBoxLayout;
class QLayout;
class QToolButton;
class QWidget;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// The header of a panel: a name, then what is added.
QHBoxLayout* addPanelHeader(const widgets::Theme& theme, QWidget* panel, const QString& title);
/// A segment of a header: checkable, one of its group.
QToolButton* addSegment(const widgets::Theme& theme, QHBoxLayout* row, QButtonGroup* group, const char* name,
                        const QString& text, const QString& toolTip);
/// An icon that does something, with its words for pointers and screen readers.
QToolButton* addIconButton(const widgets::Theme& theme, QLayout* row, const char* name, const QString& icon,
                           const QString& toolTip, QSize size = {28, 28});

} // namespace lb::gui
