#include "gui/compare/plane_sheet.h"

#include "experiments/records/metric_names.h"
#include "experiments/records/statistics.h"
#include "widgets/compare/plane_plot.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace lb::gui {

using widgets::PlanePlotPoint;

namespace {
const QString kKl = QStringLiteral("validation/kl");
const QString kReconstruction = QStringLiteral("validation/reconstruction");
} // namespace

PlaneSheet::PlaneSheet(const widgets::Theme& theme, QWidget* parent)
    : CompareSheet(theme, parent)
    , m_plot(new widgets::PlanePlot(theme, this))
    , m_x(addChoice("planeX", tr("x"), tr("Quantity of the horizontal axis")))
    , m_y(addChoice("planeY", tr("y"), tr("Quantity of the vertical axis")))
{
    setObjectName(QStringLiteral("planeSheet"));
    QToolButton* options = addButton("planeOptions", QStringLiteral("more"), tr("What else is drawn"));
    auto* menu = new QMenu(options);
    m_front = addOption(menu, "planeFront", tr("Pareto front"), true);
    m_sums = addOption(menu, "planeSums", tr("Lines of equal ELBO"), true);
    m_trend = addOption(menu, "planeTrend", tr("Trend line"), false);
    m_logX = addOption(menu, "planeLogX", tr("x logarithmic"), false);
    m_logY = addOption(menu, "planeLogY", tr("y logarithmic"), false);
    options->setMenu(menu);
    options->setPopupMode(QToolButton::InstantPopup);
    options->setProperty("iconOnly", true); // its icon says menu already
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot);
    for (QComboBox* choice : {m_x, m_y})
        connect(choice, &QComboBox::activated, this, [this, choice] {
            emit metricWanted(chosen(choice));
            draw();
        });
    connect(m_plot, &widgets::PlanePlot::pointChosen, this, &PlaneSheet::currentRequested);
    connect(m_plot, &widgets::PlanePlot::boxChosen, this, &PlaneSheet::selectionRequested);
}

QAction* PlaneSheet::addOption(QMenu* menu, const char* name, const QString& text, bool isOn)
{
    QAction* action = menu->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setCheckable(true);
    action->setChecked(isOn);
    connect(action, &QAction::toggled, this, &PlaneSheet::draw);
    return action;
}

void PlaneSheet::takeScene()
{
    fillMetrics(m_x, {kKl, QStringLiteral("validation/entropy")}, true);
    fillMetrics(m_y, {kReconstruction, QStringLiteral("validation/perplexity")}, true);
    draw();
}

/// Little rate and little distortion are good here: that is the trade the front shows.
int PlaneSheet::betterSign(const QString& id) const
{
    if (id == kKl || id == QLatin1String("test/kl") || id == QLatin1String("train/kl"))
        return -1;
    switch (experiments::metricInfo(id).better) {
    case experiments::MetricInfo::Better::Higher:
        return 1;
    case experiments::MetricInfo::Better::Lower:
        return -1;
    default:
        return 0;
    }
}

void PlaneSheet::draw()
{
    const QString x = chosen(m_x);
    const QString y = chosen(m_y);
    QList<PlanePlotPoint> points;
    int missing = 0;
    for (const CompareGroup& group : scene().shownGroups()) {
        std::vector<double> xs;
        std::vector<double> ys;
        for (std::size_t i = 0; i < group.read.size(); ++i) {
            const experiments::RunRecord& run = group.runs[static_cast<qsizetype>(i)];
            const double atX = scene().quantity(group.read[i].get(), x);
            const double atY = scene().quantity(group.read[i].get(), y);
            const bool isPoint = std::isfinite(atX) && std::isfinite(atY);
            missing += isPoint ? 0 : 1;
            if (!isPoint)
                continue;
            xs.push_back(atX);
            ys.push_back(atY);
            points.append({run.uid, run.name, experiments::hueOf(run), {run.uid}, atX, atY, group.isGroup()});
        }
        if (group.isGroup() && !xs.empty())
            points.append({group.key, group.name, group.family, group.uids(), experiments::summarise(xs).mean,
                           experiments::summarise(ys).mean, false});
    }
    const bool isRateDistortion = x == kKl && y == kReconstruction;
    m_sums->setEnabled(isRateDistortion);
    m_plot->set(points, {.xTitle = quantityTitle(scene(), x),
                         .yTitle = quantityTitle(scene(), y),
                         .betterX = betterSign(x),
                         .betterY = betterSign(y),
                         .showsFront = m_front->isChecked(),
                         .showsTrend = m_trend->isChecked(),
                         .showsEqualSums = isRateDistortion && m_sums->isChecked(),
                         .isLogX = m_logX->isChecked(),
                         .isLogY = m_logY->isChecked()});
    const CompareGroup* current = scene().groupOf(scene().current);
    m_plot->setCurrent(current && current->isGroup() ? current->key : scene().current);
    setDetail(missing > 0        ? tr("%n runs without both values", nullptr, missing)
              : isRateDistortion ? tr("reconstruction against KL")
                                 : QString());
}

} // namespace lb::gui
