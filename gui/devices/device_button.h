#pragma once

#include <QToolButton>

class QMenu;

namespace lb::gui {

class DeviceChoice;

/// Says where new runs train; its menu has the devices of this computer and, where there is no GPU, why.
class DeviceButton : public QToolButton {
    Q_OBJECT
public:
    /// `name`: of the object; its menu and the menu's entries begin with it.
    DeviceButton(DeviceChoice& choice, const QString& name, QWidget* parent);

private:
    void show();
    void addDevice(const QString& key, const QString& text, const QString& help);

    DeviceChoice& m_choice;
    QMenu* m_menu;
};

} // namespace lb::gui
