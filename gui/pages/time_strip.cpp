#include "gui/pages/time_strip.h"

#include "widgets/plots/scatter_image.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace lb::gui {

using widgets::TextSize;

namespace {

constexpr QSize kPicture(76, 50);
constexpr int kTop = 6;
constexpr int kCaption = 18;

} // namespace

TimeStrip::TimeStrip(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_align(new QCheckBox(tr("Align axes"), this))
{
    setObjectName(QStringLiteral("timeStrip"));
    setToolTip(tr("Checkpoints of the run, oldest first, with the maps that were looked at. A click goes there."));
    setWhatsThis(toolTip());
    setFixedHeight(kTop + kPicture.height() + kCaption);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 0);
    row->addStretch(1);
    row->addWidget(m_align);
    m_align->setObjectName(QStringLiteral("alignAxes"));
    m_align->setChecked(true);
    m_align->setToolTip(
        tr("Turns and mirrors each plane so that the codes stand as near as they can to where they stood "
           "before (Procrustes); lengths stay."));
    connect(m_align, &QCheckBox::toggled, this, &TimeStrip::alignToggled);
    connect(&theme, &widgets::Theme::changed, this, qOverload<>(&QWidget::update));
}

bool TimeStrip::isAligned() const
{
    return m_align->isChecked();
}

void TimeStrip::setSteps(const QString& uid, const QList<qint64>& steps, qint64 current)
{
    if (uid != m_uid)
        m_pictures.clear();
    m_uid = uid;
    m_steps = steps;
    m_current = current < 0 && !steps.isEmpty() ? steps.last() : current;
    update();
}

void TimeStrip::setMap(qint64 step, const std::vector<float>& positions, const std::vector<int>& classes)
{
    std::vector<QRgb> colors(positions.size() / 2, m_theme.classColor(1).rgb());
    for (std::size_t i = 0; i < std::min(colors.size(), classes.size()); ++i)
        colors[i] = m_theme.classColor(classes[i]).rgb();
    const auto frame = widgets::MapFrame::fitted(QRectF(QPointF(0, 0), kPicture), positions, 0);
    m_pictures.insert(step, widgets::pointsImage(frame, positions, colors, devicePixelRatioF(), 0.6));
    update();
}

int TimeStrip::room() const
{
    return m_align->x() - 16;
}

/// As many as fit, evenly, first and last among them.
QList<int> TimeStrip::shownPlaces() const
{
    const auto count = static_cast<int>(m_steps.size());
    const int most = std::max(2, room() / (kPicture.width() + 12));
    QList<int> places;
    for (int i = 0; i < std::min(count, most); ++i)
        places.append(count <= most ? i : qRound(static_cast<double>(i) * (count - 1) / (most - 1)));
    return places;
}

QRect TimeStrip::cellRect(int place) const
{
    const auto shown = static_cast<int>(shownPlaces().size());
    const int left = shown < 2 ? 0 : std::min((room() - kPicture.width()) / (shown - 1), kPicture.width() + 60) * place;
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
        const bool isCurrent = step == m_current;
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
            emit stepChosen(m_steps[places[i]]);
}

} // namespace lb::gui
