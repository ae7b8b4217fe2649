#include "gui/pages/data_card.h"

#include "widgets/theme/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace lb::gui {

using experiments::DatasetKind;
using widgets::ColorRole;
using widgets::TextSize;

namespace {

constexpr int kMargin = 12;
constexpr int kIcon = 16;
constexpr int kCell = 32;
constexpr int kCellGap = 3;
constexpr int kAboutLines = 2;

} // namespace

DataCard::DataCard(const widgets::Theme& theme, const experiments::DatasetEntry& entry, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_entry(entry)
    , m_problem(entry.problem)
{
    setObjectName(QStringLiteral("dataCard:") + entry.id);
    setProperty("panel", true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(&theme, &widgets::Theme::changed, this, qOverload<>(&QWidget::update));
    describe();
}

void DataCard::describe()
{
    setAccessibleName(m_entry.title);
    setAccessibleDescription(m_problem.isEmpty() ? m_entry.description : m_problem);
    setToolTip(tr("%1\nFrom: %2").arg(m_entry.description, m_entry.source));
}

void DataCard::setPreview(const experiments::DatasetPreview& preview)
{
    m_preview = preview;
    m_problem.clear();
    m_thumbnails.clear();
    const qsizetype bytes = qsizetype(preview.height * preview.width);
    for (const QByteArray& grey : preview.thumbnails) {
        if (bytes <= 0 || grey.size() != bytes)
            continue;
        QImage image(reinterpret_cast<const uchar*>(grey.constData()), int(preview.width), int(preview.height),
                     int(preview.width), QImage::Format_Grayscale8);
        QImage paper = image.copy();
        paper.invertPixels();
        m_thumbnails.append(paper);
    }
    describe();
    update();
}

void DataCard::setProblem(const QString& problem)
{
    m_problem = problem;
    describe();
    update();
}

void DataCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit chosen(m_entry.id);
}

void DataCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        emit chosen(m_entry.id);
    else
        QFrame::keyPressEvent(event);
}

QSize DataCard::sizeHint() const
{
    return {250, 194};
}

void DataCard::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    const QRect inner = rect().adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const bool isImage = m_entry.kind == DatasetKind::Image;
    painter.drawPixmap(inner.topLeft(), m_theme.pixmap(isImage ? QStringLiteral("image") : QStringLiteral("text"),
                                                       ColorRole::Muted, kIcon, devicePixelRatioF()));

    const QFont titleFont = m_theme.font(TextSize::Body, true);
    const QFontMetrics title(titleFont);
    painter.setFont(titleFont);
    painter.setPen(m_theme.color(ColorRole::Text));
    const QRect titleLine(inner.left() + kIcon + 8, inner.top() - 2, inner.width() - kIcon - 8, title.height());
    painter.drawText(titleLine, Qt::AlignLeft | Qt::AlignVCenter,
                     title.elidedText(m_entry.title, Qt::ElideRight, titleLine.width()));

    const QFont small = m_theme.font(TextSize::Small);
    const QFontMetrics line(small);
    painter.setFont(small);
    painter.setPen(m_theme.color(ColorRole::Muted));
    const QRect about(inner.left(), titleLine.bottom() + 5, inner.width(), kAboutLines * line.height());
    painter.drawText(about, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_entry.description);

    const QRect area(inner.left(), about.bottom() + 10, inner.width(), inner.bottom() - about.bottom() - 10);
    if (!m_problem.isEmpty()) {
        painter.setPen(m_theme.color(ColorRole::WarningText));
        painter.drawText(area, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_problem);
    } else if (!m_thumbnails.isEmpty()) {
        paintThumbnails(painter, area);
    } else {
        paintSentences(painter, area);
    }
}

void DataCard::paintSentences(QPainter& painter, const QRect& area) const
{
    const QFontMetrics line = painter.fontMetrics();
    const int height = line.height() + 1;
    painter.setPen(m_theme.color(ColorRole::Text));
    int top = area.top();
    for (const QString& sentence : m_preview.sentences) {
        if (top + height > area.bottom() + 1)
            break;
        painter.drawText(QRect(area.left(), top, area.width(), height), Qt::AlignLeft | Qt::AlignVCenter,
                         line.elidedText(sentence, Qt::ElideRight, area.width()));
        top += height;
    }
}

void DataCard::paintThumbnails(QPainter& painter, const QRect& area) const
{
    const int columns = std::max(1, (area.width() + kCellGap) / (kCell + kCellGap));
    const int rows = std::max(1, (area.height() + kCellGap) / (kCell + kCellGap));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(m_theme.color(ColorRole::SoftBorder));
    for (int i = 0; i < std::min<int>(columns * rows, int(m_thumbnails.size())); ++i) {
        const QRect cell(area.left() + (i % columns) * (kCell + kCellGap),
                         area.top() + (i / columns) * (kCell + kCellGap), kCell, kCell);
        painter.drawImage(cell.adjusted(1, 1, -1, -1), m_thumbnails[i]);
        painter.drawRect(cell.adjusted(0, 0, -1, -1));
    }
}

} // namespace lb::gui
