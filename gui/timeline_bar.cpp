#include "gui/timeline_bar.h"

#include "gui/action_registry.h"
#include "gui/time_position.h"
#include "widgets/logs/elided_label.h"
#include "widgets/plots/time_slider.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <limits>

namespace lb::gui {

using widgets::countText;

namespace {

constexpr int kHeight = 34;
constexpr int kWordsWidth = 210;
constexpr auto kPlayEvery = std::chrono::milliseconds(400);

} // namespace

TimelineBar::TimelineBar(const widgets::Theme& theme, ActionRegistry& actions, TimePosition& time, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_time(time)
    , m_slider(new widgets::TimeSlider(theme, this))
    , m_note(new widgets::ElidedLabel(this))
    , m_words(new QLabel(this))
{
    setObjectName(QStringLiteral("timelineBar"));
    setFixedHeight(kHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(4);
    addButtons(row);
    m_slider->setObjectName(QStringLiteral("timeSlider"));
    m_slider->setAccessibleName(tr("Step of the training"));
    m_slider->setToolTip(
        tr("Moves all pages to a step of the training: lines in plots, maps, samples, replies. "
           "Marks are what can be gone to; what needs a checkpoint takes the one at or before the step."));
    m_slider->setWhatsThis(m_slider->toolTip());
    row->addWidget(m_slider, 3);
    m_note->setObjectName(QStringLiteral("timeNote"));
    m_note->setFont(theme.font(widgets::TextSize::Small));
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->hide();
    row->addWidget(m_note, 2);
    m_words->setObjectName(QStringLiteral("timeLabel"));
    m_words->setFont(theme.font(widgets::TextSize::Small));
    m_words->setMinimumWidth(kWordsWidth);
    row->addWidget(m_words);
    connectParts();
    takeStops();
}

void TimelineBar::addButtons(QHBoxLayout* row)
{
    for (const Verb verb : {Verb::PlayTime, Verb::TimeEarlier, Verb::TimeLater, Verb::TimeNewest}) {
        QAction* action = m_actions[verb];
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAccessibleName(action->whatsThis());
        button->setFixedSize(28, 28);
        row->addWidget(button);
    }
    row->addSpacing(4);
}

void TimelineBar::connectParts()
{
    connect(m_actions[Verb::PlayTime], &QAction::toggled, this, &TimelineBar::play);
    connect(m_actions[Verb::TimeEarlier], &QAction::triggered, this, [this] { m_time.go(-1); });
    connect(m_actions[Verb::TimeLater], &QAction::triggered, this, [this] { m_time.go(1); });
    connect(m_actions[Verb::TimeNewest], &QAction::triggered, this, [this] {
        m_time.setStep(std::nullopt);
        takePosition(); // a click on it while it is checked unchecks it
    });
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        m_time.setStep(value == m_slider->maximum() ? std::nullopt : std::optional<qint64>(value));
    });
    connect(m_slider, &widgets::TimeSlider::stopAsked, &m_time, &TimePosition::go);
    connect(m_slider, &widgets::TimeSlider::firstAsked, this, [this] {
        if (!m_time.stops().isEmpty())
            m_time.setStep(m_time.stops().first());
    });
    connect(m_slider, &widgets::TimeSlider::newestAsked, this, [this] { m_time.setStep(std::nullopt); });
    m_playTimer.setInterval(kPlayEvery);
    connect(&m_playTimer, &QTimer::timeout, this, &TimelineBar::playOn);
    connect(&m_time, &TimePosition::moved, this, &TimelineBar::takePosition);
    connect(&m_time, &TimePosition::stopsChanged, this, &TimelineBar::takeStops);
    connect(&m_time, &TimePosition::pageChanged, this, &TimelineBar::takeStops);
}

void TimelineBar::setWanted(bool wanted)
{
    m_isWanted = wanted;
    takeStops();
}

void TimelineBar::takeStops()
{
    const QList<qint64>& stops = m_time.stops();
    const bool isShown = m_isWanted && !stops.isEmpty();
    setVisible(isShown);
    for (const Verb verb : {Verb::PlayTime, Verb::TimeEarlier, Verb::TimeLater, Verb::TimeNewest})
        m_actions[verb]->setEnabled(isShown);
    if (!isShown)
        m_actions[Verb::PlayTime]->setChecked(false);
    m_slider->setStops(stops);
    m_note->setText(m_time.page().note);
    m_note->setVisible(!m_time.page().note.isEmpty());
    takePosition();
}

void TimelineBar::takePosition()
{
    {
        const QSignalBlocker quiet(m_slider);
        const auto last = static_cast<int>(std::min<qint64>(m_time.last(), std::numeric_limits<int>::max()));
        m_slider->setRange(0, last);
        m_slider->setValue(m_time.step() ? static_cast<int>(*m_time.step()) : last);
    }
    m_actions[Verb::TimeNewest]->setChecked(!m_time.step());
    m_words->setText(words());
    m_slider->setAccessibleDescription(m_words->text());
}

QString TimelineBar::words() const
{
    const QList<qint64>& stops = m_time.stops();
    if (!m_time.step())
        return tr("newest, %n snapshot(s)", nullptr, static_cast<int>(stops.size()));
    const QString step = countText(*m_time.step());
    const auto place = std::upper_bound(stops.cbegin(), stops.cend(), *m_time.step()) - stops.cbegin();
    if (place == 0)
        return tr("step %1, before the first snapshot").arg(step);
    return (stops[place - 1] == *m_time.step() ? tr("step %1, snapshot %2 of %3")
                                               : tr("step %1, after snapshot %2 of %3"))
        .arg(step)
        .arg(place)
        .arg(stops.size());
}

void TimelineBar::play(bool playing)
{
    m_actions[Verb::PlayTime]->setIcon(m_theme.icon(playing ? QStringLiteral("pause") : QStringLiteral("play-line")));
    if (!playing)
        return m_playTimer.stop();
    if (!m_time.step() && !m_time.stops().isEmpty())
        m_time.setStep(m_time.stops().first());
    m_playTimer.start();
}

void TimelineBar::playOn()
{
    if (m_time.page().isBusy) // what belongs to this step is still being made
        return;
    m_time.go(1);
    if (!m_time.step())
        m_actions[Verb::PlayTime]->setChecked(false);
}

} // namespace lb::gui
