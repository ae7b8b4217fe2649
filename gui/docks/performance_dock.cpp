#include "gui/docks/performance_dock.h"

#include "experiments/records/metric_names.h"
#include "widgets/logs/empty_state.h"
#include "widgets/plots/time_bar.h"
#include "widgets/plots/trend_rows.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <numeric>

namespace lb::gui {

namespace {

using namespace std::chrono_literals;

constexpr auto kUpdateEvery = 500ms;

const QStringList kPieces{QStringLiteral("train/data_ms"), QStringLiteral("train/compute_ms"),
                          QStringLiteral("train/update_ms"), QStringLiteral("train/outside_ms")};
const QStringList kTrends{QStringLiteral("train/items_per_s"), QStringLiteral("train/step_ms"),
                          QStringLiteral("system/cpu_percent"), QStringLiteral("system/memory_mb"),
                          QStringLiteral("system/busy_percent")};

QString titleOf(const QString& metric)
{
    return QCoreApplication::translate("Metric", experiments::metricInfo(metric).title.toUtf8().constData());
}

} // namespace

PerformanceDock::PerformanceDock(const widgets::Theme& theme, RunBoard& board, QWidget* parent)
    : Dock(theme, QStringLiteral("performanceDock"), tr("Performance"), parent)
    , m_board(board)
{
    auto* body = new QWidget(this);
    m_pages = new QStackedLayout(body);
    m_pages->addWidget(new widgets::EmptyState(theme, QStringLiteral("meter"),
                                               tr("Where a step's time goes, and what the run takes of the computer. "
                                                  "It appears while the current run is shown in the plots."),
                                               {}, body));
    auto* figures = new QWidget(body);
    auto* row = new QHBoxLayout(figures);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(32);
    auto* left = new QVBoxLayout;
    m_sum = new QLabel(figures);
    m_sum->setObjectName(QStringLiteral("stepTime"));
    m_sum->setFont(theme.font(widgets::TextSize::Small, true));
    m_bar = new widgets::TimeBar(theme, figures);
    m_bar->setObjectName(QStringLiteral("stepTimeBar"));
    m_bar->setAccessibleName(tr("Where a step's time goes"));
    m_bar->setToolTip(
        tr("Means of the last %1 steps. Between the steps: logging, evaluation, samples, checkpoints.").arg(kSteps));
    left->addWidget(m_sum);
    m_bar->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    left->addWidget(m_bar);
    left->addStretch(1);
    m_trends = new widgets::TrendRows(theme, figures);
    m_trends->setObjectName(QStringLiteral("systemTrends"));
    m_trends->setAccessibleName(tr("Speed, processor and memory"));
    m_trends->setToolTip(tr("The last values; processor, memory and load once a second, kept with the run."));
    row->addLayout(left, 1);
    row->addWidget(m_trends, 1, Qt::AlignTop);
    m_pages->addWidget(figures);
    setWidget(body);

    m_updateTimer.setSingleShot(true);
    m_updateTimer.setInterval(kUpdateEvery);
    connect(&m_updateTimer, &QTimer::timeout, this, &PerformanceDock::showRun);
    connect(&board, &RunBoard::runRead, this, &PerformanceDock::take);
    connect(&board, &RunBoard::currentChanged, this, &PerformanceDock::showRun);
    connect(&board, &RunBoard::runsListed, this, [this] {
        if (!m_board.isListed()) // another project is being opened
            m_recent.clear();
    });
    connect(this, &QDockWidget::visibilityChanged, this, &PerformanceDock::showRun);
    showRun();
}

void PerformanceDock::take(const QString& uid, const experiments::MetricUpdate& update)
{
    Recent& recent = m_recent[uid];
    if (update.startedOver)
        recent.clear();
    for (const experiments::MetricPoint& point : update.points) {
        if (!kPieces.contains(point.metric) && !kTrends.contains(point.metric))
            continue;
        QList<double>& values = recent[point.metric];
        values.append(point.value);
        if (values.size() > 2 * kTrend)
            values.remove(0, values.size() - kTrend);
    }
    if (uid == m_board.current() && isVisible() && !m_updateTimer.isActive())
        m_updateTimer.start();
}

double PerformanceDock::mean(const Recent& recent, const QString& metric) const
{
    const QList<double> values = recent.value(metric);
    const auto count = std::min(values.size(), kSteps);
    return count == 0 ? 0 : std::accumulate(values.cend() - count, values.cend(), 0.0) / static_cast<double>(count);
}

void PerformanceDock::showRun()
{
    if (!isVisible())
        return;
    const Recent recent = m_recent.value(m_board.current());
    const experiments::RunRecord* run = m_board.run(m_board.current());
    const bool isKnown = run && !recent.value(kPieces.first()).isEmpty();
    m_pages->setCurrentIndex(isKnown ? 1 : 0);
    setRemark(isKnown ? run->name : QString());
    if (!isKnown)
        return;
    QList<widgets::TimeBar::Piece> pieces;
    double sum = 0;
    for (const QString& metric : kPieces) {
        pieces.append({titleOf(metric), mean(recent, metric)});
        sum += pieces.last().ms;
    }
    m_bar->setPieces(pieces);
    m_sum->setText(tr("A step every %1 ms").arg(widgets::numberText(sum, 2)));
    QList<widgets::TrendRows::Row> rows;
    for (const QString& metric : kTrends) {
        const QList<double> values = recent.value(metric);
        rows.append({titleOf(metric), experiments::metricInfo(metric).unit,
                     values.mid(std::max<qsizetype>(0, values.size() - kTrend))});
    }
    m_trends->setRows(rows);
}

} // namespace lb::gui
