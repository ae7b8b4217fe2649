#include "gui/pages/time_strip.h"

#include "widgets/plots/scatter_image.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace lb::gui {

using widgets::TextSize;

namespace {

using namespace std::chrono_literals;

constexpr auto kAfterSlide = 150ms;
constexpr QSize kPicture(76, 50);
constexpr int kTop = 40;
constexpr int kCaption = 18;

} // namespace

TimeStrip::TimeStrip(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("timeStrip"));
    setFixedHeight(kTop + kPicture.height() + kCaption + 4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, 8, 0);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    column->addLayout(row);
    column->addStretch(1);
    m_play = addButton("playTime", QStringLiteral("play-line"), tr("Plays the training, checkpoint after checkpoint."));
    m_play->setCheckable(true);
    auto* before = addButton("earlier", QStringLiteral("step-prev"), tr("The checkpoint before."));
    auto* after = addButton("later", QStringLiteral("step-next"), tr("The next checkpoint."));
    auto* latest = addButton("latest", QStringLiteral("latest"), tr("The newest checkpoint."));
    for (QToolButton* button : {m_play, before, after, latest})
        row->addWidget(button);
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setObjectName(QStringLiteral("timeSlider"));
    m_slider->setAccessibleName(tr("Step of the training"));
    m_slider->setToolTip(tr("The checkpoints of the run, oldest first."));
    m_slider->setPageStep(1);
    row->addWidget(m_slider, 1);
    m_label = new QLabel(this);
    m_label->setObjectName(QStringLiteral("timeLabel"));
    m_label->setFont(theme.font(TextSize::Small));
    m_label->setMinimumWidth(190);
    row->addWidget(m_label);
    m_align = new QCheckBox(tr("Align axes"), this);
    m_align->setObjectName(QStringLiteral("alignAxes"));
    m_align->setChecked(true);
    m_align->setToolTip(
        tr("Turns and mirrors each plane so that the codes stand as near as they can to where they stood "
           "before (Procrustes); lengths stay."));
    row->addWidget(m_align);
    m_chooseTimer.setSingleShot(true);
    m_chooseTimer.setInterval(kAfterSlide);
    connect(&m_chooseTimer, &QTimer::timeout, this, [this] { emit stepChosen(m_steps.value(m_slider->value())); });
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        updateLabel();
        m_chooseTimer.start();
    });
    connect(m_play, &QToolButton::toggled, this, &TimeStrip::play);
    connect(before, &QToolButton::clicked, this, [this] { go(m_slider->value() - 1); });
    connect(after, &QToolButton::clicked, this, [this] { go(m_slider->value() + 1); });
    connect(latest, &QToolButton::clicked, this, [this] { go(m_slider->maximum()); });
    connect(m_align, &QCheckBox::toggled, this, &TimeStrip::alignToggled);
    connect(&theme, &widgets::Theme::changed, this, qOverload<>(&QWidget::update));
}

QToolButton* TimeStrip::addButton(const char* name, const QString& icon, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setIcon(m_theme.icon(icon));
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    button->setAccessibleName(toolTip);
    button->setFixedSize(28, 28);
    return button;
}

bool TimeStrip::isAligned() const
{
    return m_align->isChecked();
}

void TimeStrip::setSteps(const QString& uid, const QList<qint64>& steps, qint64 current)
{
    if (uid != m_uid) {
        m_pictures.clear();
        m_play->setChecked(false);
    }
    // A choice that has not been told yet stands: a run that trains sends its steps again and again.
    if (uid == m_uid && m_chooseTimer.isActive())
        current = m_steps.value(m_slider->value());
    m_uid = uid;
    m_steps = steps;
    const auto place = current < 0 ? steps.size() - 1 : steps.indexOf(current);
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, std::max(0, static_cast<int>(steps.size()) - 1));
    m_slider->setValue(static_cast<int>(std::max<qsizetype>(0, place)));
    m_slider->setEnabled(steps.size() > 1);
    m_play->setEnabled(steps.size() > 1);
    updateLabel();
}

void TimeStrip::setMap(qint64 step, const std::vector<float>& positions, const std::vector<int>& classes)
{
    std::vector<QRgb> colors(positions.size() / 2, m_theme.classColor(1).rgb());
    for (std::size_t i = 0; i < std::min(colors.size(), classes.size()); ++i)
        colors[i] = m_theme.classColor(classes[i]).rgb();
    const auto frame = widgets::MapFrame::fitted(QRectF(QPointF(0, 0), kPicture), positions, 0);
    m_pictures.insert(step, widgets::pointsImage(frame, positions, colors, devicePixelRatioF(), 0.6));
    update();
    if (!m_isPlaying)
        return;
    if (m_slider->value() == m_slider->maximum())
        m_play->setChecked(false);
    else
        go(m_slider->value() + 1);
}

void TimeStrip::go(int place)
{
    m_slider->setValue(std::clamp(place, m_slider->minimum(), m_slider->maximum()));
}

void TimeStrip::play(bool playing)
{
    m_isPlaying = playing;
    if (playing)
        go(m_slider->value() == m_slider->maximum() ? 0 : m_slider->value() + 1);
}

void TimeStrip::updateLabel()
{
    m_label->setText(m_steps.isEmpty() ? tr("no checkpoint yet")
                                       : tr("step %1, checkpoint %2 of %3")
                                             .arg(widgets::countText(m_steps.value(m_slider->value())))
                                             .arg(m_slider->value() + 1)
                                             .arg(m_steps.size()));
    m_slider->setAccessibleDescription(m_label->text());
    update();
}

/// As many as fit, evenly, first and last among them.
QList<int> TimeStrip::shownPlaces() const
{
    const auto count = static_cast<int>(m_steps.size());
    const int room = std::max(2, (width() - 16) / (kPicture.width() + 12));
    QList<int> places;
    for (int i = 0; i < std::min(count, room); ++i)
        places.append(count <= room ? i : qRound(static_cast<double>(i) * (count - 1) / (room - 1)));
    return places;
}

QRect TimeStrip::cellRect(int place) const
{
    const auto shown = static_cast<int>(shownPlaces().size());
    const int room = width() - 16 - kPicture.width();
    const int left = shown < 2 ? 0 : std::min(room / (shown - 1), kPicture.width() + 60) * place;
    return {QPoint(8 + left, kTop), kPicture};
}

void TimeStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(TextSize::Tiny));
    const QList<int> places = shownPlaces();
    for (int i = 0; i < places.size(); ++i) {
        const QRect cell = cellRect(i);
        const qint64 step = m_steps[places[i]];
        const bool isCurrent = places[i] == m_slider->value();
        painter.setPen(QPen(m_theme.color(isCurrent ? widgets::ColorRole::Focus : widgets::ColorRole::SoftBorder), 1));
        painter.setBrush(m_theme.color(widgets::ColorRole::Base));
        painter.drawRect(cell.adjusted(0, 0, -1, -1));
        if (m_pictures.contains(step))
            painter.drawImage(cell.topLeft(), m_pictures.value(step));
        painter.setPen(m_theme.color(isCurrent ? widgets::ColorRole::Text : widgets::ColorRole::Muted));
        painter.drawText(QRect(cell.left() - 10, cell.bottom() + 1, cell.width() + 20, kCaption), Qt::AlignCenter,
                         widgets::countText(step));
    }
}

void TimeStrip::mousePressEvent(QMouseEvent* event)
{
    const QList<int> places = shownPlaces();
    for (int i = 0; i < places.size(); ++i)
        if (cellRect(i).contains(event->pos()))
            go(places[i]);
}

} // namespace lb::gui
