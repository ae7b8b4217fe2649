#include "widgets/logs/empty_state.h"

#include "widgets/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace lb::widgets {

namespace {
constexpr int kIconSize = 32;
constexpr int kTextWidth = 240;
} // namespace

EmptyState::EmptyState(const Theme& theme, const QString& icon, const QString& sentence, const QString& buttonText,
                       QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_iconName(icon)
    , m_icon(new QLabel(this))
    , m_sentence(new QLabel(sentence, this))
    , m_button(buttonText.isEmpty() ? nullptr : new QPushButton(buttonText, this))
{
    setObjectName(QStringLiteral("emptyState"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addStretch(1);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setMinimumWidth(kTextWidth);
    m_sentence->setMaximumWidth(kTextWidth);
    m_sentence->setProperty("muted", true);
    m_sentence->setFont(m_theme.font(TextSize::Small));
    layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
    if (m_button) {
        m_button->setObjectName(QStringLiteral("emptyStateButton"));
        m_button->setProperty("compact", true);
        m_button->setToolTip(buttonText);
        layout->addWidget(m_button, 0, Qt::AlignHCenter);
        connect(m_button, &QPushButton::clicked, this, &EmptyState::buttonClicked);
    }
    layout->addStretch(1);
    connect(&m_theme, &Theme::changed, this, &EmptyState::updateIcon);
    updateIcon();
}

void EmptyState::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
    fitSentence();
}

void EmptyState::setButtonVisible(bool visible)
{
    if (m_button)
        m_button->setVisible(visible);
}

/// The layout asks for the height at its own width, at which the words stand on one line.
void EmptyState::fitSentence()
{
    m_sentence->ensurePolished();
    m_sentence->setFixedHeight(m_sentence->heightForWidth(kTextWidth));
}

void EmptyState::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fitSentence();
}

void EmptyState::updateIcon()
{
    m_icon->setPixmap(m_theme.pixmap(m_iconName, ColorRole::Muted, kIconSize, devicePixelRatioF()));
}

} // namespace lb::widgets
