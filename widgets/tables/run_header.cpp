#include "widgets/tables/run_header.h"

#include "widgets/tables/cell_painting.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace lb::widgets {

namespace {
constexpr int kHeight = 24;
} // namespace

QVariant RunHeader::runData(const PlotRun& run, int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return run.name;
    case RunHeader::FamilyRole:
        return run.family;
    case RunHeader::SeedRole:
        return run.dashSeed();
    default:
        return {};
    }
}

RunHeader::RunHeader(const Theme& theme, Style style, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
    , m_style(style)
{
    setFixedHeight(kHeight);
    setHighlightSections(false);
    setSectionsClickable(false);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void RunHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    painter->save();
    painter->fillRect(rect, m_theme.color(ColorRole::TableHeader));
    painter->setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight(), rect.bottomRight());
    QRect cell = rect.adjusted(padding(), 0, -padding() + 1, -1);
    const QString family = model()->headerData(section, Qt::Horizontal, FamilyRole).toString();
    const bool isColored = !family.isEmpty() && m_style == Style::ColoredName;
    if (!family.isEmpty() && m_style == Style::Swatch)
        cell.setLeft(paintSwatch(*painter, m_theme, cell, family,
                                 model()->headerData(section, Qt::Horizontal, SeedRole).toLongLong()) +
                     8);
    painter->setFont(m_theme.font(TextSize::Small, isColored));
    painter->setPen(isColored ? m_theme.familyColor(family) : m_theme.color(ColorRole::Muted));
    const Qt::Alignment alignment = isColored ? Qt::AlignRight : Qt::AlignLeft;
    const QString text = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    painter->drawText(cell, alignment | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, cell.width()));
    painter->restore();
}

QSize RunHeader::sectionSizeFromContents(int section) const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Small, true));
    const QString text = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const bool hasSwatch =
        m_style == Style::Swatch && !model()->headerData(section, Qt::Horizontal, FamilyRole).toString().isEmpty();
    return {metrics.horizontalAdvance(text) + 2 * padding() + (hasSwatch ? kSwatchWidth + 8 : 0), kHeight};
}

} // namespace lb::widgets
