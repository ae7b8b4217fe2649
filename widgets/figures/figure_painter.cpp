#include "widgets/figures/figure_painter.h"

#include "widgets/figures/figure_panel.h"
#include "widgets/theme/color_role.h"
#include "widgets/theme/number_text.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr qsizetype kPiece = 24; // points of a long line that are filled at once
constexpr double kTickLength = 2.2 * kUnitsPerPoint;
constexpr double kInchesToMetres = 39.3701;
constexpr int kScaleSteps = 64;

QColor ink(ColorRole role)
{
    return roleColor(role, ThemeMode::Light);
}

/// Draws the parts of a layout in order.
class FigurePainter {
public:
    FigurePainter(QPainter& painter, const FigureStyle& style, const FigureSpec& spec)
        : m_painter(painter)
        , m_style(style)
        , m_spec(spec)
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
        const bool isPicture = m_painter.paintEngine()->type() == QPaintEngine::Raster;
        if (!isPicture || pen.style() != Qt::SolidLine || points.size() <= kPiece) {
            m_painter.drawPolyline(points);
            return;
        }
        for (qsizetype begin = 0; begin + 1 < points.size(); begin += kPiece - 2)
            m_painter.drawPolyline(points.constData() + begin,
                                   static_cast<int>(std::min<qsizetype>(kPiece, points.size() - begin)));
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
};

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
    QPainter painter(&image);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.scale(image.width() / size.width(), image.height() / size.height());
    paintFigure(painter, spec, data);
    return image;
}

} // namespace lb::widgets
