#include "widgets/plots/metric_chips.h"

#include "widgets/plots/curve_marker.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>

namespace lb::widgets {

namespace {

constexpr int kHeight = 24;
constexpr QSize kSign(18, 12);

} // namespace

MetricChips::MetricChips(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("metricChips"));
    setFixedHeight(kHeight);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    m_row = new QWidget(area);
    auto* row = new QHBoxLayout(m_row);
    row->setContentsMargins(8, 0, 4, 0);
    row->setSpacing(2);
    area->setWidget(m_row);
    area->viewport()->setAutoFillBackground(false);
    m_row->setAutoFillBackground(false); // setWidget turns it on
    layout->addWidget(area);
    connect(&theme, &Theme::changed, this, &MetricChips::rebuild);
}

void MetricChips::setMetrics(const QList<PlotMetric>& metrics, bool areRemovable)
{
    if (metrics == m_metrics && areRemovable == m_areRemovable && m_row->layout()->count() > 0)
        return;
    m_metrics = metrics;
    m_areRemovable = areRemovable;
    rebuild();
}

void MetricChips::rebuild()
{
    QLayout* row = m_row->layout();
    while (QLayoutItem* item = row->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be the button that was pressed
        }
        delete item;
    }
    for (const PlotMetric& metric : std::as_const(m_metrics))
        addChip(metric);
    if (m_metrics.isEmpty()) {
        auto* hint = new QLabel(tr("No metric yet: drag one here from the list of metrics."), m_row);
        hint->setProperty("muted", true);
        hint->setFont(m_theme.font(TextSize::Tiny));
        row->addWidget(hint);
    }
    static_cast<QHBoxLayout*>(row)->addStretch(1);
}

void MetricChips::addChip(const PlotMetric& metric)
{
    auto* sign = new QLabel(m_row);
    sign->setPixmap(curveMarkerIcon(m_theme, metric.marker, devicePixelRatioF()).pixmap(kSign, devicePixelRatioF()));
    auto* title = new QLabel(metric.title, m_row);
    title->setFont(m_theme.font(TextSize::Tiny));
    title->setToolTip(metric.metric);
    m_row->layout()->addWidget(sign);
    m_row->layout()->addWidget(title);
    if (!m_areRemovable)
        return;
    auto* close = new QToolButton(m_row);
    close->setObjectName(QStringLiteral("takeOff:") + metric.metric);
    close->setIcon(m_theme.icon(QStringLiteral("close"), ColorRole::Muted));
    close->setIconSize(QSize(10, 10));
    close->setFixedSize(18, 18);
    close->setProperty("iconOnly", true);
    close->setToolTip(tr("Takes %1 off this plot.").arg(metric.title));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, [this, name = metric.metric] { emit removed(name); });
    m_row->layout()->addWidget(close);
}

} // namespace lb::widgets
