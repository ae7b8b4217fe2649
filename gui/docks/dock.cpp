#include "gui/docks/dock.h"

#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace lb::gui {

namespace {

constexpr int kTitleHeight = 28;

} // namespace

Dock::Dock(const widgets::Theme& theme, const QString& objectName, const QString& title, QWidget* parent)
    : QDockWidget(title, parent)
    , m_theme(theme)
{
    setObjectName(objectName);
    auto* bar = new QWidget(this);
    bar->setFixedHeight(kTitleHeight);
    m_titleRow = new QHBoxLayout(bar);
    m_titleRow->setContentsMargins(10, 0, 4, 0);
    m_titleRow->setSpacing(2);
    auto* name = new QLabel(title, bar);
    name->setFont(theme.font(widgets::TextSize::Small, true));
    m_titleRow->addWidget(name);
    m_titleRow->addStretch(1);
    m_remark = new QLabel(bar);
    m_remark->setProperty("muted", true);
    m_remark->setFont(theme.font(widgets::TextSize::Small));
    m_titleRow->addWidget(m_remark);
    setTitleBarWidget(bar);

    QToolButton* floating = addTitleButton(QStringLiteral("float"), objectName + QStringLiteral("Float"),
                                           tr("Float or dock %1").arg(title));
    connect(floating, &QToolButton::clicked, this, [this] { setFloating(!isFloating()); });
    QToolButton* close =
        addTitleButton(QStringLiteral("close"), objectName + QStringLiteral("Close"), tr("Close %1").arg(title));
    connect(close, &QToolButton::clicked, this, &QDockWidget::close);
}

void Dock::setRemark(const QString& remark)
{
    m_remark->setText(remark);
}

QToolButton* Dock::addTitleButton(const QString& icon, const QString& name, const QString& toolTip)
{
    auto* button = new QToolButton(titleBarWidget());
    button->setObjectName(name);
    button->setIcon(m_theme.icon(icon));
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setFixedSize(24, 24);
    button->setFocusPolicy(Qt::TabFocus);
    // Float and close stay at the right end.
    const int fromEnd = m_titleRow->count() >= 5 ? 2 : 0;
    m_titleRow->insertWidget(m_titleRow->count() - fromEnd, button);
    return button;
}

} // namespace lb::gui
