#include "widgets/figures/figure_painter.h"

#include "widgets/figures/figure_panel.h"
#include "widgets/theme/color_role.h"
#include "widgets/theme/number_text.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <functional>
#include <future>
#include <vector>

namespace lb::widgets {

namespace {

constexpr qsizetype kPiece = 24; // points of a long line that are filled at once
constexpr double kTickLength = 2.2 * kUnitsPerPoint;
constexpr double kInchesToMetres = 39.3701;
constexpr int kScaleSteps = 64;
constexpr int kLeastRows = 500; // of a picture, for a thread of its own
constexpr int kMostThreads = 8;

QColor ink(ColorRole role)
{
    return roleColor(role, ThemeMode::Light);
}

/// The dashes of a line, each a line of its own: Qt's begin elsewhere when a part of the line is not seen.
QList<QPolygonF> dashesOf(const QPolygonF& line, const QPen& pen)
{
    const QList<qreal> pattern = pen.dashPattern(); // on, off, on, ... in widths of the pen
    QList<QPolygonF> dashes;
    qsizetype at = 0;
    double left = pattern[0] * pen.widthF();
    QPolygonF dash{line.first()};
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QLineF piece(line[i - 1], line[i]);
        const double length = piece.length();
        double done = 0;
        while (length - done > left) {
            done += left;
            dash.append(piece.pointAt(done / length));
            if (at % 2 == 0)
                dashes.append(dash);
            dash = {dash.last()};
            at = (at + 1) % pattern.size();
            left = pattern[at] * pen.widthF();
        }
        left -= length - done;
        dash.append(line[i]);
    }
    if (at % 2 == 0)
        dashes.append(dash);
    return dashes;
}

/// Draws the parts of a layout in order.
class FigurePainter {
public:
    /// `visible`: in units, what of a picture is painted here; empty: all.
    FigurePainter(QPainter& painter, const FigureStyle& style, const FigureSpec& spec, const QRectF& visible = {})
        : m_painter(painter)
        , m_style(style)
        , m_spec(spec)
        , m_visible(visible)
    {
    }

    void paint(const FigureLayout& layout)
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.fillRect(QRectF(QPointF(), layout.size), Qt::white);
        for (const FigureLayout::Panel& panel : layout.panels)
            paintPanel(panel);
        for (const FigureLayout::LegendItem& item : layout.legend) {
            m_painter.setPen(m_style.pen(item.run));
            m_painter.drawLine(QLineF(item.line.left(), item.line.top(), item.line.right(), item.line.top()));
            words(item.text, item.name, Qt::AlignLeft, ink(ColorRole::Text));
        }
    }

private:
    /// `at`: left end, middle or right end of the words' middle line.
    void words(QPointF at, const QString& text, Qt::Alignment alignment, const QColor& color, double factor = 1,
               bool bold = false)
    {
        const QFont font = m_style.font(factor, bold);
        const QFontMetricsF metrics(font);
        const double width = metrics.horizontalAdvance(text);
        const double left = alignment & Qt::AlignRight     ? at.x() - width
                            : alignment & Qt::AlignHCenter ? at.x() - width / 2
                                                           : at.x();
        m_painter.setFont(font);
        m_painter.setPen(color);
        m_painter.drawText(QPointF(left, at.y() + metrics.capHeight() / 2), text);
    }

    void paintPanel(const FigureLayout::Panel& panel)
    {
        if (m_spec.hasGrid && panel.blocks.isEmpty())
            paintGrid(panel);
        for (const FigureLayout::Block& block : panel.blocks)
            paintBlock(block);
        for (const FigureLayout::Band& band : panel.bands) {
            QColor ground = m_style.color(band.run);
            ground.setAlphaF(static_cast<float>(kBandOpacity));
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(ground);
            m_painter.drawPolygon(band.area);
            m_painter.setBrush(Qt::NoBrush);
        }
        for (const FigureLayout::Rule& rule : panel.rules) {
            QPen pen = m_style.theoryPen(rule.color);
            if (rule.isEvent)
                pen.setDashPattern({2, 2});
            m_painter.setPen(pen);
            m_painter.drawLine(rule.line);
        }
        for (const FigureLayout::Line& line : panel.lines)
            paintLine(line);
        paintAxes(panel);
        for (const FigureLayout::Star& star : panel.stars)
            paintStar(star);
        for (const FigureLayout::Words& text : panel.words) {
            if (text.hasGround)
                m_painter.fillRect(text.rect.adjusted(-10, 0, 10, 0), Qt::white);
            words({text.rect.left(), text.rect.center().y()}, text.text, Qt::AlignLeft, text.color, text.factor);
        }
        if (panel.heatMaximum > 0)
            paintColorScale(panel);
        if (!panel.letter.isEmpty())
            words({panel.cell.left(), panel.cell.top() + 0.6 * m_style.em()}, panel.letter, Qt::AlignLeft,
                  ink(ColorRole::Text), 1, true);
    }

    void paintGrid(const FigureLayout::Panel& panel)
    {
        m_painter.setPen(m_style.gridPen());
        for (const FigureLayout::Tick& tick : panel.xTicks)
            m_painter.drawLine(QLineF(tick.at, panel.plot.top(), tick.at, panel.plot.bottom()));
        for (const FigureLayout::Tick& tick : panel.yTicks)
            m_painter.drawLine(QLineF(panel.plot.left(), tick.at, panel.plot.right(), tick.at));
    }

    /// Into a picture a long line goes in pieces that overlap by one point's length: filling its outline at once takes
    /// several times as long. Files of vectors get it whole.
    void drawCurve(const QPolygonF& points, const QPen& pen)
    {
        if (m_painter.paintEngine()->type() != QPaintEngine::Raster) {
            m_painter.drawPolyline(points);
            return;
        }
        if (pen.style() == Qt::SolidLine)
            return drawPieces(points, pen.widthF());
        QPen solid = pen;
        solid.setStyle(Qt::SolidLine);
        m_painter.setPen(solid);
        for (const QPolygonF& dash : dashesOf(points, pen))
            drawPieces(dash, pen.widthF());
    }

    void drawPieces(const QPolygonF& points, double width)
    {
        for (qsizetype begin = 0; begin + 1 < points.size(); begin += kPiece - 2) {
            const qsizetype size = std::min<qsizetype>(kPiece, points.size() - begin);
            if (isVisible(points.constData() + begin, size, width))
                m_painter.drawPolyline(points.constData() + begin, static_cast<int>(size));
        }
    }

    bool isVisible(const QPointF* points, qsizetype size, double width) const
    {
        if (m_visible.isEmpty())
            return true;
        const auto [top, bottom] =
            std::minmax_element(points, points + size, [](QPointF a, QPointF b) { return a.y() < b.y(); });
        const double margin = 2 * width; // ends and joints reach farther than half a width
        return top->y() - margin < m_visible.bottom() && bottom->y() + margin > m_visible.top();
    }

    void paintLine(const FigureLayout::Line& line)
    {
        const QPen pen = m_style.pen(line.run, line.isPale);
        for (const QPolygonF& part : line.parts) {
            if (part.size() > 1) {
                m_painter.setPen(pen);
                m_painter.setBrush(Qt::NoBrush);
                drawCurve(part, pen);
                continue;
            }
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(pen.color());
            m_painter.drawEllipse(part.first(), 1.2 * pen.widthF(), 1.2 * pen.widthF());
            m_painter.setBrush(Qt::NoBrush);
        }
    }

    void paintStar(const FigureLayout::Star& star)
    {
        m_painter.setPen(QPen(Qt::white, 0.5 * kUnitsPerPoint));
        m_painter.setBrush(m_style.color(star.run));
        m_painter.drawPolygon(starShape(star.at, kStarRadius * m_style.em()));
        m_painter.setBrush(Qt::NoBrush);
    }

    void paintBlock(const FigureLayout::Block& block)
    {
        m_painter.drawImage(block.rect, block.image);
        m_painter.setPen(m_style.gridPen());
        m_painter.drawRect(block.rect);
    }

    void paintAxes(const FigureLayout::Panel& panel)
    {
        const double em = m_style.em();
        m_painter.setPen(m_style.axisPen());
        m_painter.drawLine(QLineF(panel.plot.bottomLeft(), panel.plot.bottomRight()));
        if (panel.blocks.isEmpty())
            m_painter.drawLine(QLineF(panel.plot.topLeft(), panel.plot.bottomLeft()));
        for (const FigureLayout::Tick& tick : panel.xTicks)
            m_painter.drawLine(QLineF(tick.at, panel.plot.bottom(), tick.at, panel.plot.bottom() + kTickLength));
        for (const FigureLayout::Tick& tick : panel.yTicks)
            m_painter.drawLine(QLineF(panel.plot.left() - kTickLength, tick.at, panel.plot.left(), tick.at));
        const QColor tickInk = ink(ColorRole::PlotTick);
        for (const FigureLayout::Tick& tick : panel.xTicks)
            words({tick.at, panel.plot.bottom() + kTickLength + 0.65 * em}, tick.text, Qt::AlignHCenter, tickInk,
                  kTickSize);
        for (const FigureLayout::Tick& tick : panel.yTicks)
            words({panel.plot.left() - kTickLength - 0.25 * em, tick.at}, tick.text, Qt::AlignRight, tickInk,
                  kTickSize);
        words({panel.plot.center().x(), panel.plot.bottom() + kTickLength + 1.9 * em}, panel.xLabel, Qt::AlignHCenter,
              ink(ColorRole::Text));
        m_painter.save();
        m_painter.translate(panel.cell.left() + 0.55 * em, panel.plot.center().y());
        m_painter.rotate(-90);
        words({0, 0}, panel.yLabel, Qt::AlignHCenter, ink(ColorRole::Text));
        m_painter.restore();
    }

    void paintColorScale(const FigureLayout::Panel& panel)
    {
        const double em = m_style.em();
        const QRectF bar(panel.plot.right() + 0.6 * em, panel.plot.top() + em, 0.6 * em, panel.plot.height() - em);
        QImage scale(1, kScaleSteps, QImage::Format_RGB32);
        for (int i = 0; i < kScaleSteps; ++i)
            scale.setPixelColor(0, i, sequentialColor(1 - (i + 0.5) / kScaleSteps, ThemeMode::Light));
        m_painter.drawImage(bar, scale);
        const double step = niceStep(panel.heatMaximum, 4);
        for (double value = 0; value <= panel.heatMaximum; value += step)
            words({bar.right() + 0.25 * em, bar.bottom() - value / panel.heatMaximum * bar.height()},
                  tickText(value, step), Qt::AlignLeft, ink(ColorRole::PlotTick), kTickSize);
    }

    QPainter& m_painter;
    const FigureStyle& m_style;
    const FigureSpec& m_spec;
    QRectF m_visible;
};

/// What threads that paint one picture share: they only read it, and each writes rows of its own.
struct Canvas {
    const QImage& image; ///< for its size and resolution
    uchar* bits;
    const FigureSpec& spec;
    const FigureData& data;
    const FigureLayout& layout;
};

void paintRows(const Canvas& canvas, int first, int end)
{
    const QImage& image = canvas.image;
    const QSizeF size = canvas.layout.size;
    QImage rows(canvas.bits + first * image.bytesPerLine(), image.width(), end - first, image.bytesPerLine(),
                image.format());
    rows.setDotsPerMeterX(image.dotsPerMeterX());
    rows.setDotsPerMeterY(image.dotsPerMeterY());
    const double scale = image.height() / size.height();
    QPainter painter(&rows);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.translate(0, -first);
    painter.scale(image.width() / size.width(), scale);
    const QRectF visible(0, first / scale, size.width(), (end - first) / scale);
    FigurePainter(painter, FigureStyle(canvas.spec, canvas.data.runs), canvas.spec, visible).paint(canvas.layout);
}

} // namespace

void paintLayout(QPainter& painter, const FigureStyle& style, const FigureSpec& spec, const FigureLayout& layout)
{
    FigurePainter(painter, style, spec).paint(layout);
}

void paintFigure(QPainter& painter, const FigureSpec& spec, const FigureData& data)
{
    paintLayout(painter, FigureStyle(spec, data.runs), spec, layOutFigure(spec, data));
}

QImage figureImage(const FigureSpec& spec, const FigureData& data, double pixelsPerInch)
{
    const QSizeF size = figureSize(spec);
    const double scale = pixelsPerInch / 72 / kUnitsPerPoint;
    QImage image(std::max(1, static_cast<int>(std::lround(size.width() * scale))),
                 std::max(1, static_cast<int>(std::lround(size.height() * scale))), QImage::Format_RGB32);
    image.setDotsPerMeterX(static_cast<int>(std::lround(pixelsPerInch * kInchesToMetres)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    image.fill(Qt::white);
    const FigureLayout layout = layOutFigure(spec, data);
    // Lines take their time: each core paints some rows.
    const int threads = std::clamp(std::min(QThread::idealThreadCount(), image.height() / kLeastRows), 1, kMostThreads);
    const Canvas canvas{image, image.bits(), spec, data, layout};
    std::vector<std::future<void>> others;
    for (int i = 1; i < threads; ++i)
        others.push_back(std::async(std::launch::async, paintRows, std::cref(canvas), image.height() * i / threads,
                                    image.height() * (i + 1) / threads));
    paintRows(canvas, 0, image.height() / threads);
    for (std::future<void>& other : others)
        other.get();
    return image;
}

} // namespace lb::widgets
