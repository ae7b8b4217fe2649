#include "widgets/plots/heat_map_plot.h"

#include "experiments/records/value_histogram.h"
#include "widgets/plots/axis_scale.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/plots/plot_link.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace lb::widgets {

namespace {
constexpr int kRightMargin = 52; // colour scale
constexpr int kBlockGap = 5;
constexpr double kQuantile = 0.995;
} // namespace

HeatMapPlot::HeatMapPlot(const Theme& theme, PlotLink* link, QWidget* parent)
    : LinkedPlot(theme, link, parent)
{
    setZoomsY(false);
    setRightMargin(kRightMargin);
    setYRange({0, 1});
    canvas()->yAxis->setVisible(false);
    canvas()->xAxis->grid()->setVisible(false);
    connect(this->link(), &PlotLink::xModeChanged, this, &HeatMapPlot::updateExtent);
}

HeatMapPlot::~HeatMapPlot() = default;

void HeatMapPlot::setValueLabel(const QString& label, const QString& unit)
{
    m_label = label;
    m_unit = unit;
    setAccessibleName(label);
    scheduleFrame();
}

const HeatMapPlot::Block* HeatMapPlot::find(const QString& uid) const
{
    for (const auto& block : m_blocks)
        if (block->run.uid == uid)
            return block.get();
    return nullptr;
}

HeatMapPlot::Block* HeatMapPlot::find(const QString& uid)
{
    return const_cast<Block*>(std::as_const(*this).find(uid));
}

void HeatMapPlot::setRuns(const QList<PlotRun>& runs)
{
    std::vector<std::unique_ptr<Block>> next;
    for (const PlotRun& run : runs) {
        const auto known = std::find_if(m_blocks.begin(), m_blocks.end(),
                                        [&run](const auto& block) { return block && block->run.uid == run.uid; });
        next.push_back(known == m_blocks.end() ? std::make_unique<Block>() : std::move(*known));
        next.back()->run = run;
    }
    m_blocks = std::move(next);
    updateExtent();
    scheduleFrame();
}

void HeatMapPlot::setRunVisible(const QString& uid, bool isVisible)
{
    if (Block* block = find(uid)) {
        block->isVisible = isVisible;
        updateExtent();
        scheduleFrame();
    }
}

void HeatMapPlot::append(const QString& uid, const QList<experiments::VectorPoint>& points)
{
    Block* block = find(uid);
    if (!block || points.isEmpty())
        return;
    for (const experiments::VectorPoint& point : points)
        block->series.append(static_cast<double>(point.step), point.values, static_cast<double>(point.timeMs));
    updateExtent();
    scheduleFrame();
}

void HeatMapPlot::clearPoints(const QString& uid)
{
    if (Block* block = find(uid)) {
        block->series = VectorSeries();
        updateExtent();
        scheduleFrame();
    }
}

void HeatMapPlot::setSorted(bool isSorted)
{
    m_isSorted = isSorted;
    scheduleFrame();
}

void HeatMapPlot::setHistogram(bool isHistogram)
{
    m_isHistogram = isHistogram;
    scheduleFrame();
}

std::vector<std::size_t> HeatMapPlot::orderOf(const Block& block) const
{
    std::vector<std::size_t> order = block.series.sortedByMean();
    if (m_isHistogram)
        std::sort(order.begin(), order.end(), std::greater());
    else if (!m_isSorted)
        std::sort(order.begin(), order.end());
    return order;
}

XMapping HeatMapPlot::mappingOf(const Block& block) const
{
    return sharedMapping(block.run, block.series.firstTimeMs());
}

std::optional<XMapping> HeatMapPlot::mappingOf(const QString& uid) const
{
    const Block* block = find(uid);
    return block && block->isVisible ? std::optional(mappingOf(*block)) : std::nullopt;
}

QString HeatMapPlot::nameOf(const QString& uid) const
{
    const Block* block = find(uid);
    return block ? block->run.name : QString();
}

QColor HeatMapPlot::colorOf(const Block& block) const
{
    return block.run.color.isValid() ? block.run.color : theme().familyColor(block.run.family);
}

void HeatMapPlot::updateExtent()
{
    std::optional<PlotRange> whole;
    for (const auto& block : m_blocks) {
        if (!block->isVisible || block->series.columns() == 0)
            continue;
        const XMapping mapping = mappingOf(*block);
        const std::size_t last = block->series.columns() - 1;
        std::size_t first = 0; // that the axis has a place for
        while (first < last &&
               std::isnan(mapping.scale.toPlace(mapping.map(block->series.step(first), block->series.timeMs(first)))))
            ++first;
        const PlotRange extent{mapping.map(block->series.step(first), block->series.timeMs(first)),
                               mapping.map(block->series.step(last), block->series.timeMs(last))};
        if (!std::isnan(mapping.scale.toPlace(extent.lower)) && !std::isnan(extent.upper))
            whole =
                whole ? PlotRange{std::min(whole->lower, extent.lower), std::max(whole->upper, extent.upper)} : extent;
    }
    if (link())
        link()->setDataExtent(this, whole);
}

void HeatMapPlot::layOutBlocks()
{
    std::vector<Block*> shown;
    for (const auto& block : m_blocks) {
        block->rect = QRect();
        if (block->isVisible && block->series.columns() > 0)
            shown.push_back(block.get());
    }
    const auto count = static_cast<int>(shown.size());
    const QRect rect = plotRect();
    for (int i = 0; i < count; ++i) {
        const int height = (rect.height() - (count - 1) * kBlockGap) / count;
        const int top = rect.top() + i * (height + kBlockGap);
        const int bottom = i == count - 1 ? rect.bottom() : top + height - 1;
        shown[static_cast<std::size_t>(i)]->rect = QRect(QPoint(rect.left(), top), QPoint(rect.right(), bottom));
    }
}

double HeatMapPlot::visibleQuantile() const
{
    std::vector<float> values;
    const PlotRange x = currentX();
    for (const auto& block : m_blocks) {
        if (block->rect.isNull())
            continue;
        const XMapping mapping = mappingOf(*block);
        const std::size_t stride = std::max<std::size_t>(1, block->series.columns() / 256);
        for (std::size_t i = 0; i < block->series.columns(); i += stride)
            if (x.contains(mapping.map(block->series.step(i), block->series.timeMs(i))))
                for (const float value : block->series.column(i))
                    if (std::isfinite(value))
                        values.push_back(value);
    }
    if (values.empty())
        return 1;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(kQuantile * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at > 0 ? static_cast<double>(*at) : 1;
}

void HeatMapPlot::fillImage(Block& block) const
{
    const int width = std::max(1, block.rect.width());
    const auto rows = static_cast<int>(block.series.length());
    block.order = orderOf(block);
    QRgb colors[256];
    for (int i = 0; i < 256; ++i)
        colors[i] = theme().sequentialColor(i / 255.0).rgb();
    block.image = QImage(width, rows, QImage::Format_RGB32);
    block.image.fill(theme().color(ColorRole::Base));
    const PlotRange x = currentX();
    const XMapping mapping = mappingOf(block);
    for (int column = 0; column < width; ++column) {
        const double middle = mapping.edge(x, 2 * column + 1, 2 * width);
        const std::size_t index = block.series.columnAt(mapping, middle);
        if (index == block.series.columns())
            continue;
        const std::span<const float> values = block.series.column(index);
        for (int row = 0; row < rows; ++row) {
            const double t = static_cast<double>(values[block.order[static_cast<std::size_t>(row)]]) / m_maximum;
            const int shade = t > 0 ? static_cast<int>(std::min(1.0, t) * 255) : 0; // NaN: background
            reinterpret_cast<QRgb*>(block.image.scanLine(row))[column] = colors[shade];
        }
    }
}

void HeatMapPlot::updateContent()
{
    layOutBlocks();
    m_maximum = visibleQuantile();
    for (const auto& block : m_blocks)
        if (!block->rect.isNull())
            fillImage(*block);
    updateAccessibleText();
}

void HeatMapPlot::updateAccessibleText()
{
    QStringList parts;
    for (const auto& block : m_blocks) {
        if (block->rect.isNull())
            continue;
        double total = 0;
        for (const float value : block->series.column(block->series.columns() - 1))
            total += static_cast<double>(value);
        parts.append(tr("%1: %2 %3 in %n dimensions", "run, sum, unit", static_cast<int>(block->series.length()))
                         .arg(block->run.name, valueText(total), m_unit));
    }
    setAccessibleDescription(parts.isEmpty() ? tr("No runs are shown.")
                                             : tr("Last values: %1.").arg(parts.join(QStringLiteral(", "))));
}

std::vector<double> HeatMapPlot::valuesAt(const QString& uid, double x) const
{
    const Block* block = find(uid);
    if (!block)
        return {};
    const std::size_t column = block->series.columnAt(mappingOf(*block), x);
    if (column == block->series.columns())
        return {};
    std::vector<double> values;
    for (const std::size_t dimension : orderOf(*block))
        values.push_back(static_cast<double>(block->series.column(column)[dimension]));
    return values;
}

std::optional<HeatMapPlot::Cell> HeatMapPlot::cellAt(QPoint position) const
{
    for (const auto& block : m_blocks) {
        if (!block->rect.contains(position) || block->order.empty())
            continue;
        const auto rows = static_cast<int>(block->order.size());
        const int row = std::clamp((position.y() - block->rect.top()) * rows / block->rect.height(), 0, rows - 1);
        const double x = xOfPixel(position.x());
        return Cell{block.get(), static_cast<std::size_t>(row), block->series.columnAt(mappingOf(*block), x)};
    }
    return {};
}

QString HeatMapPlot::toolTipAt(QPoint position) const
{
    const std::optional<Cell> cell = cellAt(position);
    if (!cell || cell->column == cell->block->series.columns())
        return LinkedPlot::toolTipAt(position);
    const std::size_t dimension = cell->block->order[cell->row];
    if (m_isHistogram) {
        const auto bin = experiments::histogramBin(static_cast<int>(dimension));
        return tr("%1, step %2: %3 % of the values lie from %4 to %5.", "run, step, share, values")
            .arg(cell->block->run.name, numberText(cell->block->series.step(cell->column), 0),
                 valueText(100 * static_cast<double>(cell->block->series.column(cell->column)[dimension])),
                 valueText(bin.low), valueText(bin.high));
    }
    return tr("%1, dimension %2, step %3: %4 %5. Click to traverse it.", "run, dimension, step, value, unit")
        .arg(cell->block->run.name, countText(static_cast<qint64>(dimension)),
             numberText(cell->block->series.step(cell->column), 0),
             valueText(static_cast<double>(cell->block->series.column(cell->column)[dimension])), m_unit);
}

void HeatMapPlot::clickAt(QPoint position)
{
    if (const std::optional<Cell> cell = cellAt(position); cell && !m_isHistogram)
        emit dimensionActivated(cell->block->run.uid, static_cast<int>(cell->block->order[cell->row]));
}

void HeatMapPlot::resizeEvent(QResizeEvent* event)
{
    LinkedPlot::resizeEvent(event);
    scheduleFrame();
}

} // namespace lb::widgets
