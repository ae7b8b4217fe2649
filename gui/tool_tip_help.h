#pragma once

#include <QObject>

namespace lb::gui {

/// What's This of a widget is its tooltip, unless somebody says more: one text explains a control both ways. Watches
/// the whole program while it lives.
class ToolTipHelp : public QObject {
public:
    explicit ToolTipHelp(QObject& application);
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace lb::gui
