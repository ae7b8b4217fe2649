#include "gui/pages/stale_bar.h"

#include "gui/pages/monitor_panels.h"

namespace lb::gui {

StaleBar::StaleBar(const widgets::Theme& theme, MonitorPanels& panels, QWidget* parent)
    : MessageBar(theme, parent)
    , m_panels(panels)
{
    setObjectName(QStringLiteral("staleBar"));
    connect(&panels, &MonitorPanels::pointsBeyondChanged, this, &StaleBar::take);
    connect(this, &MessageBar::buttonClicked, this, [this] {
        m_panels.link().fit();
        m_panels.focusFirst();
    });
}

void StaleBar::take()
{
    const qsizetype points = m_panels.pointsBeyond();
    if (points == 0)
        return hide();
    const QString place = m_panels.placeText(m_panels.link().xRange()->upper);
    showMessage({.kind = Kind::Info,
                 .title = tr("View ends at %1; %n new point(s).", nullptr, static_cast<int>(points)).arg(place),
                 .text = {},
                 .buttons = {{QStringLiteral("catchUp"), tr("Catch up"),
                              tr("Shows all points, and goes on with the runs (Home); Backspace leads back.")}},
                 .isClosable = false});
}

} // namespace lb::gui
