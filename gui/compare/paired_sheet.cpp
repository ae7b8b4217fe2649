#include "gui/compare/paired_sheet.h"

#include "experiments/records/metric_names.h"
#include "gui/time_cursor.h"
#include "widgets/plots/legend_bar.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::gui {

using experiments::PairedPoint;
using experiments::PathMean;
using experiments::RunPair;
using experiments::StepValue;
using widgets::PlotRun;

PairedSheet::PairedSheet(const widgets::Theme& theme, TimePosition& time, QWidget* parent)
    : CompareSheet(theme, parent)
    , m_metric(addChoice("pairedMetric", {}, tr("Metric of the differences")))
    , m_plot(new widgets::MetricPlot(theme, nullptr, this))
    , m_legend(new widgets::LegendBar(theme, this))
    , m_words(new QLabel(this))
    , m_none(new QLabel(this))
{
    setObjectName(QStringLiteral("pairedSheet"));
    m_metric->setMinimumContentsLength(14);
    m_plot->setObjectName(QStringLiteral("pairedCurves"));
    m_plot->setRobust(false);
    m_plot->setIncludedValues({0});
    m_plot->setTheoryLines({{.uid = {}, .label = tr("no difference"), .value = 0}});
    new TimeCursor(
        time, *m_plot->link(), [] { return 1.0; }, this);
    m_legend->setObjectName(QStringLiteral("pairedLegend"));
    m_legend->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_words->setObjectName(QStringLiteral("pairedWords"));
    m_words->setFont(theme.font(widgets::TextSize::Small));
    m_words->setContentsMargins(10, 4, 10, 6);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_none->setObjectName(QStringLiteral("noPairs"));
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setProperty("muted", true);
    m_none->setContentsMargins(24, 8, 24, 8);
    for (QLabel* label : {m_words, m_none})
        label->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_legend);
    column->addWidget(m_plot, 1);
    column->addWidget(m_none, 1);
    column->addWidget(m_words);
    connect(m_metric, &QComboBox::activated, this, [this] {
        emit metricWanted(chosen(m_metric));
        m_plot->link()->fit();
        draw();
    });
    connect(m_legend, &widgets::LegendBar::visibilityToggled, m_plot, &widgets::MetricPlot::setRunVisible);
}

void PairedSheet::takeScene()
{
    fillMetrics(m_metric, {QStringLiteral("validation/elbo"), QStringLiteral("validation/reconstruction")}, false);
    draw();
}

QList<const experiments::RunFigures*> PairedSheet::figuresOf(const CompareGroup& group) const
{
    QList<const experiments::RunFigures*> figures;
    for (const auto& run : group.runs)
        figures.append(scene().data.figures(run.uid));
    return figures;
}

void PairedSheet::draw()
{
    const QString metric = chosen(m_metric);
    const QList<CompareGroup> groups = scene().shownGroups();
    if (groups.isEmpty())
        return;
    const CompareGroup* pinned = scene().baseline();
    const CompareGroup base = pinned ? *pinned : groups.first();
    QList<PlotRun> runs;
    QList<std::vector<PairedPoint>> curves;
    QStringList sentences;
    QHash<QString, qint64> dashes; // of one family: differences have no seed that could tell them apart
    for (const CompareGroup& group : groups) {
        const QList<RunPair> pairs =
            group.key == base.key ? QList<RunPair>() : experiments::pairsOf(figuresOf(group), figuresOf(base));
        QList<std::vector<StepValue>> paths;
        for (const RunPair& pair : pairs)
            if (std::vector<StepValue> path = experiments::stepDifferences(pair, metric); !path.empty())
                paths.append(std::move(path));
        if (paths.isEmpty())
            continue;
        const qint64 chosen = group.runs.first().look.dash;
        runs.append({.uid = group.key,
                     .name = group.name,
                     .family = group.family,
                     .seed = chosen > 0 ? chosen : ++dashes[group.family]});
        curves.append(experiments::pairedMean(paths));
        const bool isCurrent = scene().current == group.key || group.uids().contains(scene().current);
        isCurrent ? sentences.prepend(words(group, base, paths)) : sentences.append(words(group, base, paths));
    }
    m_plot->setValueLabel(tr("Difference, %1").arg(metricTitle(metric)));
    m_plot->setRuns(runs);
    m_legend->setRuns(runs);
    for (qsizetype i = 0; i < runs.size(); ++i) {
        QList<experiments::MetricPoint> points;
        QList<widgets::SpreadPoint> spread;
        for (const PairedPoint& point : curves[i]) {
            points.append({metric, point.step, point.difference, 0});
            if (point.confidence)
                spread.append({static_cast<double>(point.step), point.confidence->low, point.confidence->high});
        }
        m_plot->clearPoints(runs[i].uid);
        m_plot->append(runs[i].uid, points);
        m_plot->setSpread(runs[i].uid, spread);
    }
    m_plot->setVisible(!runs.isEmpty());
    m_legend->setVisible(!runs.isEmpty());
    m_words->setVisible(!runs.isEmpty());
    m_words->setText(sentences.value(0));
    m_words->setToolTip(sentences.join(QLatin1Char('\n')));
    m_none->setVisible(runs.isEmpty());
    m_none->setText(
        tr("No checked run sees the batches of %1 at an equal seed and has this metric too. Train one in lock "
           "step with it: New run, In lock step with.")
            .arg(base.name));
    setDetail(tr("less %1").arg(base.name));
}

QString PairedSheet::words(const CompareGroup& group, const CompareGroup& base,
                           const QList<std::vector<StepValue>>& paths) const
{
    const PathMean mean = experiments::pathMean(paths);
    const QString unit = experiments::metricInfo(chosen(m_metric)).unit;
    QString difference = widgets::deltaText(mean.difference);
    if (!unit.isEmpty())
        difference += QLatin1Char(' ') + unit;
    const QString steps = tr("%n step(s)", nullptr, static_cast<int>(mean.steps));
    const QString pairs = tr("%n pair(s)", nullptr, static_cast<int>(paths.size()));
    const QString start = tr("%1 less %2: %3, mean of %4, %5").arg(group.name, base.name, difference, steps, pairs);
    if (!mean.confidence)
        return tr("%1. Too few for an interval.").arg(start);
    const QString interval =
        tr("95 % CI %1 to %2").arg(widgets::valueText(mean.confidence->low), widgets::valueText(mean.confidence->high));
    return mean.isOverPairs
               ? tr("%1; %2 over pairs.").arg(start, interval)
               : tr("%1; %2 over %3 blocks of steps, which follow on each other.").arg(start, interval).arg(mean.count);
}

} // namespace lb::gui
