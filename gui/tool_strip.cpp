#include "gui/tool_strip.h"

#include "gui/devices/device_button.h"
#include "gui/search/command_search.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QMenu>
#include <QStyle>
#include <QToolButton>

namespace lb::gui {

using widgets::TextSize;

namespace {

constexpr int kHeight = 28;
constexpr int kStateWidth = 116; // the longest word fits, so that nothing beside it moves

} // namespace

ToolStrip::ToolStrip(const widgets::Theme& theme, ActionRegistry& actions, QSettings& settings, DeviceChoice& devices,
                     QWidget* parent)
    : QToolBar(tr("Tools"), parent)
    , m_theme(theme)
    , m_actions(actions)
{
    setObjectName(QStringLiteral("toolStrip"));
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setIconSize({16, 16});
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addStateButton();
    addVerb(Verb::Stop);
    addSeparator();
    addVerb(Verb::Sample);
    addVerb(Verb::Checkpoint);
    addSeparator();
    addVerb(Verb::NewRun);
    addSeparator();
    auto* device = new QLabel(tr("Device"), this);
    device->setProperty("muted", true);
    device->setFont(theme.font(TextSize::Small));
    device->setContentsMargins(4, 0, 4, 0);
    addWidget(device);
    auto* deviceButton = new DeviceButton(devices, QStringLiteral("deviceButton"), this);
    deviceButton->setFixedHeight(kHeight);
    addWidget(deviceButton);

    auto* spacer = new QWidget(this);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(spacer);
    m_search = new CommandSearch(theme, settings, this);
    addWidget(m_search);
    addSeparator();
    auto* themeButton = new QToolButton(this);
    themeButton->setObjectName(QStringLiteral("themeToggle"));
    themeButton->setText(tr("Theme"));
    themeButton->setToolTip(tr("Switches between the light and the dark theme."));
    themeButton->setAccessibleName(themeButton->toolTip());
    connect(themeButton, &QToolButton::clicked, this, &ToolStrip::themeToggled);
    themeButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    themeButton->setFixedHeight(kHeight);
    addWidget(themeButton);
    addSeparator();
    m_sides[0] =
        addSide(QStringLiteral("panel-left"), QStringLiteral("toggleLeft"), tr("Shows or hides runs and queue."));
    m_sides[1] = addSide(QStringLiteral("panel-bottom"), QStringLiteral("toggleBottom"), tr("Shows or hides the log."));
    m_sides[2] = addSide(QStringLiteral("panel-right"), QStringLiteral("toggleRight"),
                         tr("Shows or hides inspector and values."));
}

void ToolStrip::addStateButton()
{
    m_state = new QToolButton(this);
    m_state->setObjectName(QStringLiteral("stateButton"));
    m_state->setDefaultAction(m_actions[Verb::Primary]);
    m_state->setPopupMode(QToolButton::MenuButtonPopup);
    m_state->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_state->setFixedSize(kStateWidth, kHeight);
    auto* menu = new QMenu(m_state);
    for (const Verb verb : {Verb::RunDemo, Verb::RunImageDemo})
        menu->addAction(m_actions[verb]);
    menu->addSeparator();
    for (const Verb verb : {Verb::Pause, Verb::Continue, Verb::MoreEpochs})
        menu->addAction(m_actions[verb]);
    m_state->setMenu(menu);
    addWidget(m_state);
    setStateButtonFilled(true);
}

void ToolStrip::setStateButtonFilled(bool filled)
{
    m_state->setProperty("primary", filled);
    m_actions.setPrimaryFilled(filled);
    m_state->style()->unpolish(m_state);
    m_state->style()->polish(m_state);
}

QToolButton* ToolStrip::addVerb(Verb verb)
{
    auto* button = new QToolButton(this);
    QAction* action = m_actions[verb];
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFixedHeight(kHeight);
    addWidget(button);
    return button;
}

QToolButton* ToolStrip::addSide(const QString& icon, const QString& name, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(m_theme.icon(icon));
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setCheckable(true);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setFixedSize(kHeight, kHeight);
    addWidget(button);
    return button;
}

} // namespace lb::gui
