#include "gui/tool_tip_help.h"

#include <QEvent>
#include <QVariant>
#include <QWidget>

namespace lb::gui {

namespace {

constexpr char kFromToolTip[] = "helpFromToolTip"; // a dynamic property: the help is to follow the tooltip

} // namespace

ToolTipHelp::ToolTipHelp(QObject& application)
{
    application.installEventFilter(this);
}

bool ToolTipHelp::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ToolTipChange || !watched->isWidgetType())
        return false;
    auto* widget = static_cast<QWidget*>(watched);
    if (widget->whatsThis().isEmpty() || widget->property(kFromToolTip).toBool()) {
        widget->setProperty(kFromToolTip, true);
        widget->setWhatsThis(widget->toolTip());
    }
    return false;
}

} // namespace lb::gui
