#include "gui/devices/device_button.h"

#include "gui/devices/device_choice.h"
#include "gui/devices/device_words.h"

#include <QMenu>

namespace lb::gui {

using experiments::Device;
using experiments::DeviceKey;

namespace {

constexpr int kMostWidth = 190; // of the name, so that what is beside it keeps its place

} // namespace

DeviceButton::DeviceButton(DeviceChoice& choice, const QString& name, QWidget* parent)
    : QToolButton(parent)
    , m_choice(choice)
    , m_menu(new QMenu(this))
{
    setObjectName(name);
    m_menu->setObjectName(name + QStringLiteral("Menu"));
    m_menu->setToolTipsVisible(true);
    setMenu(m_menu);
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setProperty("hasMenu", true);
    connect(&choice, &DeviceChoice::changed, this, &DeviceButton::show);
    show();
}

void DeviceButton::addDevice(const QString& key, const QString& text, const QString& help)
{
    QAction* action = m_menu->addAction(text);
    action->setObjectName(objectName() + QLatin1Char(':') + key);
    action->setToolTip(help);
    action->setWhatsThis(help);
    action->setCheckable(true);
    action->setChecked(m_choice.key().text() == key);
    connect(action, &QAction::triggered, this, [this, key] { m_choice.choose(DeviceKey::fromText(key)); });
}

void DeviceButton::show()
{
    const experiments::DeviceCatalogue& catalogue = m_choice.catalogue();
    const QString name = deviceName(m_choice.device());
    setText(fontMetrics().elidedText(name, Qt::ElideRight, kMostWidth));
    const QString why = absenceSentence(catalogue);
    const QString help = tr("Where new runs train: %1.").arg(deviceLine(m_choice.device()));
    setToolTip(why.isEmpty() ? help : tr("%1 %2").arg(help, why));
    setWhatsThis(toolTip());
    setAccessibleName(tr("Device of new runs: %1").arg(name));
    m_menu->clear();
    addDevice(DeviceKey().text(), tr("Automatic: %1").arg(deviceName(*catalogue.find({}))),
              tr("A GPU where there is one, else the CPU."));
    addDevice(catalogue.cpu.key.text(), deviceLine(catalogue.cpu), tr("New runs train on the CPU."));
    for (const Device& gpu : catalogue.gpus)
        addDevice(gpu.key.text(), deviceLine(gpu), tr("New runs train on this GPU."));
    if (why.isEmpty())
        return;
    m_menu->addSeparator();
    QAction* reason = m_menu->addAction(why);
    reason->setObjectName(objectName() + QStringLiteral(":absence"));
    reason->setToolTip(catalogue.absenceDetail.isEmpty() ? why : catalogue.absenceDetail);
    reason->setWhatsThis(why);
    reason->setEnabled(false);
}

} // namespace lb::gui
