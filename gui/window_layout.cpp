#include "gui/window_layout.h"

#include <QEvent>
#include <QMainWindow>
#include <QSettings>
#include <QToolButton>

#include <algorithm>

namespace lb::gui {

using Side = ToolStrip::Side;

namespace {

constexpr int kVersion = 2; // of the docks' names and places
const QString kState = QStringLiteral("window/state");
const QString kGeometry = QStringLiteral("window/geometry");
constexpr int kCentreWidth = 640;
constexpr int kSideWidth = 284;

} // namespace

WindowLayout::WindowLayout(QMainWindow& window, ToolStrip& tools, QSettings& settings)
    : QObject(&window)
    , m_window(window)
    , m_tools(tools)
    , m_settings(settings)
{
    for (const Side side : {Side::Left, Side::Bottom, Side::Right})
        connect(tools.sideButton(side), &QToolButton::clicked, this, [this, side] { toggle(side); });
    window.installEventFilter(this);
}

void WindowLayout::addSide(Side side, const QList<QDockWidget*>& docks)
{
    m_sides[static_cast<int>(side)] = docks;
    for (QDockWidget* dock : docks)
        connect(dock, &QDockWidget::visibilityChanged, this, &WindowLayout::updateButtons);
}

void WindowLayout::start()
{
    m_first = m_window.saveState(kVersion);
    m_hidden = m_first;
    m_window.restoreGeometry(m_settings.value(kGeometry).toByteArray());
    const QByteArray stored = m_settings.value(kState).toByteArray();
    if (!stored.isEmpty() && m_window.restoreState(stored, kVersion))
        m_hidden = stored;
}

void WindowLayout::setDocksShown(bool shown)
{
    if (shown == m_areShown)
        return;
    m_areShown = shown;
    if (shown) {
        m_window.restoreState(m_hidden, kVersion);
        yieldToCentre();
    } else {
        m_hidden = m_window.saveState(kVersion);
        for (const QList<QDockWidget*>& docks : m_sides)
            for (QDockWidget* dock : docks)
                dock->hide();
    }
    updateButtons();
}

bool WindowLayout::isSideShown(Side side) const
{
    const QList<QDockWidget*>& docks = m_sides[static_cast<int>(side)];
    return std::any_of(docks.cbegin(), docks.cend(), [](const QDockWidget* dock) { return !dock->isHidden(); });
}

void WindowLayout::toggle(Side side)
{
    const bool show = !isSideShown(side);
    for (QDockWidget* dock : m_sides[static_cast<int>(side)])
        dock->setVisible(show);
    if (side == Side::Right)
        m_rightYielded = false;
    updateButtons();
}

void WindowLayout::updateButtons()
{
    for (const Side side : {Side::Left, Side::Bottom, Side::Right}) {
        m_tools.sideButton(side)->setEnabled(m_areShown);
        m_tools.sideButton(side)->setChecked(m_areShown && isSideShown(side));
    }
}

void WindowLayout::yieldToCentre()
{
    if (!m_areShown)
        return;
    const bool fits = m_window.width() >= kCentreWidth + 2 * kSideWidth;
    if (!fits && isSideShown(Side::Left) && isSideShown(Side::Right)) {
        m_rightYielded = true;
        for (QDockWidget* dock : m_sides[static_cast<int>(Side::Right)])
            dock->hide();
    } else if (fits && m_rightYielded) {
        m_rightYielded = false;
        for (QDockWidget* dock : m_sides[static_cast<int>(Side::Right)])
            dock->show();
    }
}

bool WindowLayout::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        yieldToCentre();
    return QObject::eventFilter(watched, event);
}

void WindowLayout::reset()
{
    m_rightYielded = false;
    m_hidden = m_first;
    if (m_areShown)
        m_window.restoreState(m_first, kVersion);
    yieldToCentre();
    updateButtons();
}

void WindowLayout::save()
{
    m_settings.setValue(kGeometry, m_window.saveGeometry());
    m_settings.setValue(kState, m_areShown ? m_window.saveState(kVersion) : m_hidden);
}

} // namespace lb::gui
