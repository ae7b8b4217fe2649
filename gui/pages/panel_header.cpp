#include "gui/pages/panel_header.h"

#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace lb::gui {

using widgets::TextSize;

QHBoxLayout* addPanelHeader(const widgets::Theme& theme, QWidget* panel, const QString& title)
{
    auto* header = new QFrame(panel);
    header->setProperty("panelHeader", true);
    header->setFixedHeight(28);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(10, 0, 4, 0);
    row->setSpacing(4);
    auto* label = new QLabel(title, header);
    label->setFont(theme.font(TextSize::Small, true));
    row->addWidget(label);
    row->addSpacing(4);
    panel->layout()->addWidget(header);
    return row;
}

QToolButton* addIconButton(const widgets::Theme& theme, QLayout* row, const char* name, const QString& icon,
                           const QString& toolTip, QSize size)
{
    auto* button = new QToolButton(row->parentWidget());
    button->setObjectName(QLatin1String(name));
    button->setIcon(theme.icon(icon));
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    button->setAccessibleName(toolTip);
    button->setFixedSize(size);
    row->addWidget(button);
    return button;
}

QToolButton* addSegment(const widgets::Theme& theme, QHBoxLayout* row, QButtonGroup* group, const char* name,
                        const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton(row->parentWidget());
    button->setObjectName(QLatin1String(name));
    button->setText(text);
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    button->setCheckable(true);
    button->setFont(theme.font(TextSize::Small));
    button->setFixedHeight(24);
    group->addButton(button, static_cast<int>(group->buttons().size()));
    row->addWidget(button);
    return button;
}

} // namespace lb::gui
