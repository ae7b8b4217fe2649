#include "widgets/logs/message_bar.h"

#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace lb::widgets {

namespace {

constexpr int kIconSize = 20;

struct KindStyle {
    QString name; ///< the value of the property that the style sheet reads
    QString icon;
    ColorRole role;
};

KindStyle styleOf(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Success:
        return {QStringLiteral("success"), QStringLiteral("ok"), ColorRole::SuccessText};
    case MessageBar::Kind::Warning:
        return {QStringLiteral("warning"), QStringLiteral("warn"), ColorRole::WarningText};
    case MessageBar::Kind::Error:
        return {QStringLiteral("error"), QStringLiteral("error"), ColorRole::ErrorText};
    case MessageBar::Kind::Info:
        break;
    }
    return {QStringLiteral("info"), QStringLiteral("info"), ColorRole::InfoText};
}

QString wordsOf(const MessageBar::Message& message)
{
    QString text = message.text.toHtmlEscaped();
    text.replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    const QString title =
        QStringLiteral("<span style=\"font-weight:600\">%1</span>").arg(message.title.toHtmlEscaped());
    if (text.isEmpty())
        return title;
    return title + (message.title.endsWith(QLatin1Char(':')) ? QStringLiteral(" ") : QStringLiteral("<br>")) + text;
}

} // namespace

MessageBar::MessageBar(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_words(new QLabel(this))
    , m_buttonRow(new QHBoxLayout)
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 7, 8, 7);
    row->setSpacing(12);
    row->addWidget(m_icon);
    m_words->setObjectName(QStringLiteral("messageWords"));
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::RichText);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_words->setFont(m_theme.font(TextSize::Small));
    row->addWidget(m_words, 1);
    m_buttonRow->setSpacing(8);
    row->addLayout(m_buttonRow);
    m_close->setObjectName(QStringLiteral("closeMessage"));
    m_close->setIcon(m_theme.icon(QStringLiteral("close")));
    m_close->setIconSize(QSize(14, 14));
    m_close->setProperty("iconOnly", true);
    m_close->setFixedSize(24, 24);
    m_close->setToolTip(tr("Close this message (Esc)"));
    m_close->setAccessibleName(tr("Close this message"));
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    row->addWidget(m_close);
    connect(&m_theme, &Theme::changed, this, &MessageBar::updateIcon);
    hide();
}

void MessageBar::showMessage(const Message& message)
{
    if (isVisibleTo(parentWidget()) && message == m_message)
        return;
    const bool keepsButtons = message.buttons == m_message.buttons; // one may be held down right now
    m_message = message;
    setProperty("kind", styleOf(message.kind).name);
    style()->unpolish(this);
    style()->polish(this);
    m_words->setText(wordsOf(message));
    m_close->setVisible(message.isClosable);
    setAccessibleName(message.title);
    setAccessibleDescription(message.text);
    updateIcon();
    if (!keepsButtons)
        rebuildButtons();
    show();
}

void MessageBar::updateIcon()
{
    const KindStyle style = styleOf(m_message.kind);
    const QString icon = m_message.icon.isEmpty() ? style.icon : m_message.icon;
    m_icon->setPixmap(m_theme.pixmap(icon, style.role, kIconSize, devicePixelRatioF()));
}

void MessageBar::rebuildButtons()
{
    for (QWidget* button : std::as_const(m_buttons)) {
        m_buttonRow->removeWidget(button);
        button->hide();
        button->deleteLater(); // a click on it may be what brought the new message
    }
    m_buttons.clear();
    for (const Button& wanted : std::as_const(m_message.buttons)) {
        if (m_buttons.size() == kMostButtons)
            break;
        auto* button = new QPushButton(wanted.text, this);
        button->setObjectName(wanted.id);
        button->setProperty("compact", true);
        button->setToolTip(wanted.toolTip.isEmpty() ? wanted.text : wanted.toolTip);
        connect(button, &QPushButton::clicked, this, [this, id = wanted.id] { emit buttonClicked(id); });
        m_buttonRow->addWidget(button);
        m_buttons.append(button);
    }
    QWidget* previous = nullptr;
    for (QWidget* button : std::as_const(m_buttons)) {
        if (previous)
            setTabOrder(previous, button);
        previous = button;
    }
    if (previous)
        setTabOrder(previous, m_close);
}

void MessageBar::dismiss()
{
    hide();
    emit closed();
}

void MessageBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_message.isClosable)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace lb::widgets
