#include "gui/pages/frame_player.h"

#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace lb::gui {

namespace {

constexpr auto kTick = std::chrono::milliseconds(33);
constexpr int kButton = 28;

} // namespace

FramePlayer::FramePlayer(const widgets::Theme& theme, const Words& words, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(words.name + QStringLiteral("Player"));
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(4);
    m_play = addButton(words.name + QStringLiteral("Play"), QStringLiteral("play-line"), words.play);
    m_play->setCheckable(true);
    m_previous =
        addButton(words.name + QStringLiteral("Previous"), QStringLiteral("step-prev"), tr("The one before ([)."));
    m_next = addButton(words.name + QStringLiteral("Next"), QStringLiteral("step-next"), tr("The next one (])."));
    m_previous->setShortcut(QKeySequence(Qt::Key_BracketLeft));
    m_next->setShortcut(QKeySequence(Qt::Key_BracketRight));
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setObjectName(words.name + QStringLiteral("Slider"));
    m_slider->setToolTip(words.slider);
    m_slider->setWhatsThis(words.slider);
    m_slider->setAccessibleName(words.slider);
    m_row->addWidget(m_slider, 1);
    m_label = new QLabel(this);
    m_label->setObjectName(words.name + QStringLiteral("Label"));
    m_row->addWidget(m_label);
    m_seconds = addChoice(words.name + QStringLiteral("Seconds"), tr("How long the whole way takes"),
                          tr("How long the whole way takes when it is played."));
    for (const int seconds : {1, 2, 4, 8})
        m_seconds->addItem(tr("%1 s").arg(seconds), seconds);
    m_seconds->setCurrentIndex(1);
    m_repeat = addChoice(words.name + QStringLiteral("Repeat"), tr("What happens at the end"),
                         tr("Whether it is played once, again from the start, or there and back."));
    m_repeat->addItems({tr("once"), tr("again"), tr("both ways")}); // in the order of Repeat
    m_repeat->setCurrentIndex(static_cast<int>(Repeat::BothWays));
    m_timer.setInterval(kTick);
    connect(&m_timer, &QTimer::timeout, this, &FramePlayer::tick);
    connect(m_play, &QToolButton::clicked, this, &FramePlayer::setPlaying);
    connect(m_previous, &QToolButton::clicked, this, [this] { setFrame(frame() - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { setFrame(frame() + 1); });
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        if (!m_isAdvancing)
            m_place = m_count > 1 ? static_cast<double>(value) / (m_count - 1) : 0;
        emit frameChanged(value);
    });
    setFrameCount(0);
}

QToolButton* FramePlayer::addButton(const QString& name, const QString& icon, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(m_theme.icon(icon));
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    button->setAccessibleName(toolTip);
    button->setFixedSize(kButton, kButton);
    m_row->addWidget(button);
    return button;
}

QComboBox* FramePlayer::addChoice(const QString& name, const QString& title, const QString& toolTip)
{
    auto* choice = new QComboBox(this);
    choice->setObjectName(name);
    choice->setProperty("compact", true);
    choice->setAccessibleName(title);
    choice->setToolTip(toolTip);
    choice->setWhatsThis(toolTip);
    m_row->addWidget(choice);
    return choice;
}

void FramePlayer::setFrameCount(int count)
{
    m_count = std::max(0, count);
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, std::max(0, m_count - 1));
    m_slider->setPageStep(std::max(1, m_count / 8));
    m_slider->setValue(static_cast<int>(std::lround(m_place * std::max(0, m_count - 1))));
    for (QWidget* part : {static_cast<QWidget*>(m_play), static_cast<QWidget*>(m_previous),
                          static_cast<QWidget*>(m_next), static_cast<QWidget*>(m_slider)})
        part->setEnabled(m_count > 1);
    if (m_count < 2)
        setPlaying(false);
}

int FramePlayer::frame() const
{
    return m_slider->value();
}

double FramePlayer::position() const
{
    return m_count > 1 ? static_cast<double>(frame()) / (m_count - 1) : 0;
}

void FramePlayer::setFrame(int frame)
{
    m_slider->setValue(frame);
}

void FramePlayer::setLabel(const QString& text)
{
    m_label->setText(text);
}

double FramePlayer::seconds() const
{
    return m_seconds->currentData().toDouble();
}

void FramePlayer::setRepeat(Repeat repeat)
{
    m_repeat->setCurrentIndex(static_cast<int>(repeat));
}

void FramePlayer::setPlaying(bool playing)
{
    playing = playing && m_count > 1;
    if (playing && !isPlaying()) {
        m_direction = 1;
        if (m_place >= 1) {
            m_place = 0;
            setFrame(0);
        }
        m_sinceTick.start();
        m_timer.start();
    } else if (!playing) {
        m_timer.stop();
    }
    updatePlayButton();
}

void FramePlayer::updatePlayButton()
{
    m_play->setChecked(isPlaying());
    m_play->setIcon(m_theme.icon(isPlaying() ? QStringLiteral("pause") : QStringLiteral("play-line")));
}

void FramePlayer::tick()
{
    const auto elapsedMs = static_cast<double>(m_sinceTick.restart());
    advance(elapsedMs / 1000);
}

void FramePlayer::advance(double seconds)
{
    m_place += m_direction * seconds / this->seconds();
    const auto repeat = static_cast<Repeat>(m_repeat->currentIndex());
    if (m_place > 1 || m_place < 0) {
        if (repeat == Repeat::Again) {
            m_place -= std::floor(m_place);
        } else if (repeat == Repeat::BothWays) {
            m_place = std::clamp(m_place > 1 ? 2 - m_place : -m_place, 0.0, 1.0);
            m_direction = -m_direction;
        } else {
            m_place = std::clamp(m_place, 0.0, 1.0);
        }
    }
    m_isAdvancing = true;
    m_slider->setValue(static_cast<int>(std::lround(m_place * (m_count - 1))));
    m_isAdvancing = false;
    if (repeat == Repeat::Once && (m_direction > 0 ? m_place >= 1 : m_place <= 0))
        setPlaying(false);
}

void FramePlayer::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    setPlaying(false);
}

} // namespace lb::gui
