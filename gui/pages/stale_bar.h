#pragma once

#include "widgets/logs/message_bar.h"

namespace lb::gui {

class MonitorPanels;

/// Says that runs go on beyond the range that the plots show, and leads there.
class StaleBar : public widgets::MessageBar {
    Q_OBJECT
public:
    StaleBar(const widgets::Theme& theme, MonitorPanels& panels, QWidget* parent);

private:
    void take();

    MonitorPanels& m_panels;
};

} // namespace lb::gui
