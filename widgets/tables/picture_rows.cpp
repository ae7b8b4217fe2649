#include "widgets/tables/picture_rows.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr int kGap = 4;
constexpr int kRowGap = 4;
constexpr int kMostLabel = 150;
constexpr int kFrame = 2;           // both sides
constexpr double kNearlyAll = 0.93; // of the room, for pixels that are whole
constexpr int kUsualCell = 50;
constexpr int kMostCell = 96; // where the height does not decide
constexpr int kPaperMargin = 8;
constexpr int kLeastCaption = 240;

int mix(int from, int to, int share) ///< share of 255
{
    return from + (to - from) * share / 255;
}

} // namespace

QImage differenceImage(const QImage& image, const QImage& against, ThemeMode mode)
{
    if (image.size() != against.size() || image.isNull())
        return {};
    const QImage a = image.convertToFormat(QImage::Format_Grayscale8);
    const QImage b = against.convertToFormat(QImage::Format_Grayscale8);
    const QColor ground = roleColor(ColorRole::Base, mode);
    const QColor more = familyColor(QStringLiteral("vae"), mode);
    const QColor less = familyColor(QStringLiteral("bn-vae"), mode);
    QImage result(a.size(), QImage::Format_RGB32);
    for (int y = 0; y < a.height(); ++y) {
        const uchar* left = a.constScanLine(y);
        const uchar* right = b.constScanLine(y);
        auto* out = reinterpret_cast<QRgb*>(result.scanLine(y));
        for (int x = 0; x < a.width(); ++x) {
            const int error = int{left[x]} - int{right[x]};
            const QColor& hue = error > 0 ? more : less;
            const int share = std::abs(error);
            out[x] = qRgb(mix(ground.red(), hue.red(), share), mix(ground.green(), hue.green(), share),
                          mix(ground.blue(), hue.blue(), share));
        }
    }
    return result;
}

QImage shownImage(const PictureCell& cell, ThemeMode mode)
{
    if (!cell.against.isNull())
        return differenceImage(cell.image, cell.against, mode);
    QImage shown = cell.image;
    if (mode == ThemeMode::Light)
        shown.invertPixels();
    return shown;
}

QImage pictureOf(const PictureRows& rows, const QFont& font, const PictureFileLook& look)
{
    int side = 0;
    for (const PictureRow& row : rows.rows)
        for (const PictureCell& cell : row.cells)
            side = std::max({side, cell.image.width(), cell.image.height()});
    if (side == 0)
        return {};
    const int cell = side * look.scale + 2;
    const PictureLayout layout(rows, {.cell = cell, .perLine = look.perLine}, font);
    const QSize content = layout.size();
    const int wide = std::max(content.width(), look.caption.isEmpty() ? 0 : kLeastCaption);
    const int words =
        look.caption.isEmpty()
            ? 0
            : QFontMetrics(font).boundingRect(QRect(0, 0, wide, 10'000), Qt::TextWordWrap, look.caption).height() +
                  kPaperMargin;
    QImage image(wide + 2 * kPaperMargin, content.height() + words + 2 * kPaperMargin, QImage::Format_RGB32);
    image.fill(roleColor(ColorRole::Base, ThemeMode::Light));
    QPainter painter(&image);
    painter.setFont(font);
    painter.translate(kPaperMargin, kPaperMargin);
    layout.paint(painter, rows, ThemeMode::Light, QRect(QPoint(), content));
    painter.setPen(roleColor(ColorRole::Text, ThemeMode::Light));
    painter.drawText(QRect(0, content.height() + kPaperMargin, wide, words + 2), Qt::TextWordWrap, look.caption);
    return image;
}

PictureLayout::PictureLayout(const PictureRows& rows, const Sizes& sizes, const QFont& font)
{
    const QFontMetrics metrics(font);
    m_sizes = sizes;
    m_isWrapped = rows.isWrapped;
    m_textHeight = metrics.height();
    int columns = std::max(1, static_cast<int>(rows.columns.size()));
    int captions = 0;
    for (const PictureRow& row : rows.rows) {
        const int title = std::max(metrics.horizontalAdvance(row.title), metrics.horizontalAdvance(row.detail));
        m_labels = std::max(m_labels, std::min(kMostLabel, title > 0 ? title + 12 : 0));
        columns = std::max(columns, static_cast<int>(row.cells.size()));
        m_counts.append(static_cast<int>(row.cells.size()));
        m_hasCaptions.append(std::any_of(row.cells.cbegin(), row.cells.cend(),
                                         [](const PictureCell& cell) { return !cell.caption.isEmpty(); }));
        for (const PictureCell& cell : row.cells)
            captions = std::max(captions, metrics.horizontalAdvance(cell.caption));
    }
    m_columns = columns;
    m_top = rows.columns.isEmpty() ? 0 : m_textHeight + 4;
    m_cell = sizes.cell > 0 ? sizes.cell : chosenCell(rows, captions);
    m_perLine = perLineFor(m_cell);
    int y = m_top;
    for (int i = 0; i < rows.rows.size(); ++i) {
        m_rowTops.append(y);
        y += lineHeight(i) + kRowGap;
    }
    m_blockHeight = y - m_top + (rows.rows.size() > 1 ? kRowGap : 0);
    m_size = QSize(m_labels + m_perLine * (m_cell + kGap) - kGap, heightFor(m_cell));
}

int PictureLayout::perLineFor(int cell) const
{
    if (!m_isWrapped)
        return m_columns;
    if (m_sizes.perLine > 0)
        return std::min(m_sizes.perLine, m_columns);
    if (m_sizes.width <= 0)
        return m_columns;
    const int most = std::clamp((m_sizes.width - m_labels + kGap) / (cell + kGap), 1, m_columns);
    const int lines = (m_columns + most - 1) / most;
    return (m_columns + lines - 1) / lines; // two lines of eight rather than thirteen and three
}

int PictureLayout::heightFor(int cell) const
{
    const int perLine = perLineFor(cell);
    const int lines = (m_columns + perLine - 1) / perLine;
    int block = m_counts.size() > 1 ? kRowGap : 0;
    for (const bool hasCaptions : m_hasCaptions)
        block += cell + (hasCaptions ? m_textHeight + 1 : 0) + kRowGap;
    const int behind = m_counts.size() > 1 ? 2 * kRowGap : kRowGap; // the last line
    return std::max(0, m_top + lines * block - behind);
}

int PictureLayout::chosenCell(const PictureRows& rows, int captions) const
{
    int side = 1;
    for (const PictureRow& row : rows.rows)
        for (const PictureCell& cell : row.cells)
            side = std::max({side, cell.image.width(), cell.image.height()});
    const int room = m_sizes.width - m_labels;
    const int least = std::max(kUsualCell, captions);
    const auto fits = [&](int cell) {
        return perLineFor(cell) * (cell + kGap) - kGap <= room &&
               (m_sizes.height <= 0 || heightFor(cell) <= m_sizes.height);
    };
    const int usual = std::max(1, (least - kFrame + side - 1) / side) * side + kFrame;
    int cell = m_sizes.height > 0 ? std::max(room, m_sizes.height) : kMostCell;
    while (cell > usual && !fits(cell))
        --cell;
    if (const int whole = (cell - kFrame) / side * side + kFrame; // is sharper
        cell >= usual && whole >= kNearlyAll * cell && fits(whole))
        return whole;
    if (cell > usual)
        return cell;
    return m_isWrapped ? usual : std::clamp((room + kGap) / m_columns - kGap, std::min(captions, kMostCell), usual);
}

int PictureLayout::lineHeight(int row) const
{
    return m_cell + (m_hasCaptions[row] ? m_textHeight + 1 : 0);
}

QRect PictureLayout::imageRect(int row, int column) const
{
    const int y = m_rowTops[row] + column / m_perLine * m_blockHeight;
    return {m_labels + column % m_perLine * (m_cell + kGap), y, m_cell, m_cell};
}

QPoint PictureLayout::cellAt(QPoint position) const
{
    for (int row = 0; row < m_counts.size(); ++row)
        for (int column = 0; column < m_counts[row]; ++column)
            if (imageRect(row, column).adjusted(0, 0, 0, lineHeight(row) - m_cell).contains(position))
                return {row, column};
    return {-1, -1};
}

void PictureLayout::paintCell(QPainter& painter, const PictureCell& cell, const QRect& frame, ThemeMode mode) const
{
    const QImage shown = shownImage(cell, mode);
    if (!shown.isNull()) {
        const int side = std::max(shown.width(), shown.height());
        painter.setRenderHint(QPainter::SmoothPixmapTransform,
                              (frame.width() - kFrame) % side != 0); // whole pixels stay
        painter.drawImage(frame.adjusted(1, 1, -1, -1), shown);
    }
    painter.setPen(QPen(roleColor(ColorRole::SoftBorder, mode), 1));
    painter.drawRect(frame.adjusted(0, 0, -1, -1));
    if (cell.caption.isEmpty())
        return;
    painter.setPen(roleColor(ColorRole::Muted, mode));
    painter.drawText(QRect(frame.left() - kGap / 2, frame.bottom() + 2, m_cell + kGap, m_textHeight), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(cell.caption, Qt::ElideRight, m_cell + kGap));
}

void PictureLayout::paintLabel(QPainter& painter, const PictureRow& row, const QRect& label, ThemeMode mode) const
{
    const bool hasDetail = !row.detail.isEmpty();
    painter.setPen(roleColor(ColorRole::Text, mode));
    painter.drawText(hasDetail ? label.adjusted(0, 0, 0, -m_cell / 2) : label,
                     hasDetail ? Qt::AlignBottom : Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(row.title, Qt::ElideRight, label.width()));
    if (!hasDetail)
        return;
    painter.setPen(roleColor(ColorRole::Muted, mode));
    painter.drawText(label.adjusted(0, m_cell / 2, 0, 0), Qt::AlignTop,
                     painter.fontMetrics().elidedText(row.detail, Qt::ElideRight, label.width()));
}

void PictureLayout::paint(QPainter& painter, const PictureRows& rows, ThemeMode mode, const QRect& part) const
{
    painter.setPen(roleColor(ColorRole::Muted, mode));
    for (int i = 0; i < rows.columns.size(); ++i) {
        const QRect at(m_labels + i * (m_cell + kGap) - kGap / 2, 0, m_cell + kGap, m_textHeight);
        painter.drawText(at, Qt::AlignCenter,
                         painter.fontMetrics().elidedText(rows.columns[i], Qt::ElideRight, at.width()));
    }
    for (int i = 0; i < rows.rows.size(); ++i) {
        const PictureRow& row = rows.rows[i];
        for (int begin = 0; begin < row.cells.size() && m_labels > 0; begin += m_perLine)
            paintLabel(painter, row, QRect(0, imageRect(i, begin).top(), m_labels - 8, m_cell), mode);
        for (int j = 0; j < row.cells.size(); ++j)
            if (const QRect frame = imageRect(i, j); frame.adjusted(0, 0, 0, 30).intersects(part))
                paintCell(painter, row.cells[j], frame, mode);
    }
}

} // namespace lb::widgets
