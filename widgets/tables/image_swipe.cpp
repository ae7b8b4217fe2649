#include "widgets/tables/image_swipe.h"

#include "widgets/tables/cell_painting.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr int kMargin = 8;
constexpr int kNameHeight = 24;
constexpr int kHandle = 7; // radius
constexpr double kStep = 0.02;
constexpr double kFarStep = 0.1;

} // namespace

ImageSwipe::ImageSwipe(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("imageSwipe"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SplitHCursor);
    setAccessibleName(tr("Two runs under a divider"));
    setToolTip(tr("Drag the divider, or move it with Left and Right: left of it stands the one run, right of it the "
                  "other, picture on picture."));
    setWhatsThis(toolTip());
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ImageSwipe::setSides(const Side& left, const Side& right)
{
    m_left = left;
    m_right = right;
    describe();
    update();
}

void ImageSwipe::setDifferenceShown(bool isShown)
{
    m_showsDifference = isShown;
    setCursor(isShown ? Qt::ArrowCursor : Qt::SplitHCursor);
    describe();
    update();
}

void ImageSwipe::setPosition(double position)
{
    position = std::clamp(position, 0.0, 1.0);
    if (position == m_position)
        return;
    m_position = position;
    describe();
    update();
    emit positionChanged(position);
}

void ImageSwipe::describe()
{
    setAccessibleDescription(m_showsDifference ? tr("%1 less %2").arg(m_left.run.name, m_right.run.name)
                                               : tr("%1 left of the divider at %2 %, %3 right of it")
                                                     .arg(m_left.run.name)
                                                     .arg(qRound(100 * m_position))
                                                     .arg(m_right.run.name));
}

/// The pictures themselves, or what is more and less than in the other side's.
PictureRows ImageSwipe::shownRows(const Side& side) const
{
    PictureRows rows = side.rows;
    if (!m_showsDifference)
        return rows;
    for (int row = 0; row < std::min(rows.rows.size(), m_right.rows.rows.size()); ++row)
        for (int i = 0; i < std::min(rows.rows[row].cells.size(), m_right.rows.rows[row].cells.size()); ++i)
            rows.rows[row].cells[i].against = m_right.rows.rows[row].cells[i].image;
    return rows;
}

PictureLayout ImageSwipe::layOut() const
{
    // One layout for both: the same picture stands at the same place.
    return PictureLayout(m_left.rows, {.width = width() - 2 * kMargin, .height = height() - kNameHeight - kMargin},
                         m_theme.font(TextSize::Small));
}

int ImageSwipe::dividerX() const
{
    return qRound(m_position * (width() - 1));
}

void ImageSwipe::paintName(QPainter& painter, const Side& side, bool isLeft) const
{
    painter.setFont(m_theme.font(TextSize::Small, true));
    const int half = width() / 2 - 2 * kMargin;
    QRect place(isLeft ? kMargin : width() / 2 + kMargin, 0, half, kNameHeight);
    const QString text = side.note.isEmpty() ? side.run.name : tr("%1, %2").arg(side.run.name, side.note);
    const QString words = painter.fontMetrics().elidedText(text, Qt::ElideRight, half - kSwatchWidth - 8);
    if (!isLeft)
        place.setLeft(place.right() - painter.fontMetrics().horizontalAdvance(words) - kSwatchWidth - 8);
    place.setLeft(paintSwatch(painter, m_theme, place, side.run.family, side.run.dashSeed()) + 8);
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(place, Qt::AlignVCenter, words);
}

void ImageSwipe::paintDivider(QPainter& painter) const
{
    const int x = dividerX();
    const QColor color = m_theme.color(ColorRole::Focus);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 2));
    painter.drawLine(x, kNameHeight, x, height());
    painter.setBrush(m_theme.color(ColorRole::Base));
    painter.setPen(QPen(color, hasFocus() ? 3 : 2));
    painter.drawEllipse(QPoint(std::clamp(x, kHandle + 1, width() - kHandle - 2), (height() + kNameHeight) / 2),
                        kHandle, kHandle);
}

void ImageSwipe::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Base));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    paintName(painter, m_left, true);
    paintName(painter, m_right, false);
    const PictureLayout layout = layOut();
    const QPoint corner(kMargin, kNameHeight);
    const auto paintSide = [&](const Side& side, const QRect& part) {
        painter.save();
        painter.setClipRect(part);
        painter.translate(corner);
        painter.setFont(m_theme.font(TextSize::Small));
        layout.paint(painter, shownRows(side), m_theme.mode(), part.translated(-corner));
        painter.restore();
    };
    const int x = m_showsDifference ? width() : dividerX();
    paintSide(m_left, QRect(0, kNameHeight, x, height() - kNameHeight));
    if (m_showsDifference)
        return;
    paintSide(m_right, QRect(x, kNameHeight, width() - x, height() - kNameHeight));
    paintDivider(painter);
}

void ImageSwipe::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !m_showsDifference)
        setPosition(event->position().x() / std::max(1, width() - 1));
}

void ImageSwipe::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton) && !m_showsDifference)
        setPosition(event->position().x() / std::max(1, width() - 1));
}

void ImageSwipe::keyPressEvent(QKeyEvent* event)
{
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? kFarStep : kStep;
    if (event->key() == Qt::Key_Left)
        setPosition(m_position - step);
    else if (event->key() == Qt::Key_Right)
        setPosition(m_position + step);
    else if (event->key() == Qt::Key_Home)
        setPosition(0);
    else if (event->key() == Qt::Key_End)
        setPosition(1);
    else
        QWidget::keyPressEvent(event);
}

void ImageSwipe::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void ImageSwipe::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace lb::widgets
