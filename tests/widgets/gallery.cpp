// Fills every widget with made-up records and saves pictures of them, to be looked at beside the design:
//     QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=2 widget_gallery FOLDER
#include "tests/widgets/gallery_pages.h"
#include "tests/widgets/synthetic_runs.h"
#include "widgets/logs/empty_state.h"
#include "widgets/logs/live_dot.h"
#include "widgets/logs/log_view.h"
#include "widgets/logs/message_bar.h"
#include "widgets/plots/heat_map_plot.h"
#include "widgets/plots/legend_bar.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_panel.h"
#include "widgets/tables/cursor_values_table.h"
#include "widgets/tables/item_strip_view.h"
#include "widgets/tables/recent_runs_model.h"
#include "widgets/tables/recent_runs_view.h"
#include "widgets/tables/run_tree_model.h"
#include "widgets/tables/run_tree_view.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

#include <cmath>

namespace {

using namespace lb;
using namespace lb::widgets;

struct MonitorRow {
    QString title;
    QString label;
    QString metric;
};

const QList<MonitorRow>& monitorRows()
{
    static const QList<MonitorRow> rows{
        {QStringLiteral("KL divergence"), QStringLiteral("KL (nats)"), QStringLiteral("kl")},
        {QStringLiteral("Reconstruction"), QStringLiteral("Reconstruction (nats)"), QStringLiteral("reconstruction")},
        {QStringLiteral("ELBO"), QStringLiteral("ELBO (nats)"), QStringLiteral("elbo")},
        {QStringLiteral("Active units"), QStringLiteral("Active units (of 32)"), QStringLiteral("active_units")},
        {},
        {QStringLiteral("Code entropy"), QStringLiteral("Entropy (nats)"), QStringLiteral("entropy")}};
    return rows;
}

void mark(LinkedPlot& plot, const QList<PlotRun>& runs)
{
    experiments::RunEvent vanishing;
    vanishing.step = 624;
    vanishing.kind = QStringLiteral("vanishing");
    vanishing.message = QStringLiteral("KL 0.03 nats, 0 of 32 active units");
    plot.setEvents(runs[0].uid, {vanishing});
}

MetricPlot* metricPlot(const Theme& theme, PlotLink* link, const QList<PlotRun>& runs, const MonitorRow& row)
{
    auto* plot = new MetricPlot(theme, link);
    plot->setValueLabel(row.label);
    plot->setRuns(runs);
    for (const PlotRun& run : runs)
        plot->append(run.uid, test::syntheticCurve(run.family, row.metric));
    mark(*plot, runs);
    QList<experiments::CheckpointRecord> checkpoints;
    for (int step = 310; step < 2200; step += 310)
        checkpoints.append({step, QStringLiteral("auto"), {}, 0, 0});
    plot->setCheckpoints(runs[1].uid, checkpoints);
    if (row.metric == QLatin1String("kl")) {
        plot->setTheoryLines({{runs[1].uid, QStringLiteral("BN-VAE floor γ²d/2 = 5.76"), 5.76, false}});
        plot->setEventLabelsShown(true);
    } else if (row.metric == QLatin1String("entropy")) {
        plot->setTheoryLines({{runs[2].uid, QStringLiteral("ceiling d/2 ln(2πe) = 45.41"), 45.41, true}});
        plot->setNotes({{QStringLiteral("gap −1.1 ± 0.2"), 43.0}});
    } else if (row.metric == QLatin1String("elbo")) {
        plot->setNotes({{QStringLiteral("EAE has no bound"), std::nullopt}});
    } else if (row.metric == QLatin1String("active_units")) {
        plot->setStepped(true);
        plot->setTickStep(8);
        plot->setIncludedValues({0, 32});
    }
    return plot;
}

QWidget* viewBar(const Theme& theme, const QList<PlotRun>& runs)
{
    auto* bar = new QWidget;
    bar->setFixedHeight(40);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    auto* legend = new LegendBar(theme);
    legend->setRuns(runs);
    row->addWidget(legend);
    auto* label = new QLabel(QStringLiteral("x axis"));
    label->setProperty("muted", true);
    row->addWidget(label);
    auto* xMode = new QComboBox;
    xMode->addItems({QStringLiteral("Step"), QStringLiteral("Epoch")});
    row->addWidget(xMode);
    auto* robust = new QToolButton;
    robust->setText(QStringLiteral("Robust"));
    robust->setCheckable(true);
    robust->setChecked(true);
    row->addWidget(robust);
    auto* check = new QCheckBox(QStringLiteral("Follow"));
    check->setChecked(true);
    row->addWidget(check);
    auto* live = new LiveDot(theme);
    live->setState(LiveDot::State::Live, 0.2);
    row->addWidget(live);
    row->addStretch(1);
    auto* primary = new QPushButton(QStringLiteral("Pause"));
    primary->setProperty("primary", true);
    row->addWidget(primary);
    row->addWidget(new QPushButton(QStringLiteral("Stop")));
    return bar;
}

QWidget* sidePanel(const Theme& theme, RunTreeModel* model)
{
    auto* side = new QWidget;
    side->setFixedWidth(284);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 8, 0, 0);
    auto* filter = new QLineEdit;
    filter->setPlaceholderText(QStringLiteral("Filter: model:bn kl>2 tag:paper"));
    filter->addAction(theme.icon(QStringLiteral("search"), ColorRole::Muted), QLineEdit::LeadingPosition);
    column->addWidget(filter);
    for (const experiments::RunRecord& run : test::syntheticRuns())
        model->setTrend(run.uid, test::syntheticTrend(run.uid));
    model->setRuns(test::syntheticRuns());
    for (int i = 0; i < 3; ++i)
        model->setShown({test::syntheticRuns()[i].uid}, true);
    auto* tree = new RunTreeView(theme, model);
    tree->setCurrentUid(test::syntheticRuns()[1].uid);
    column->addWidget(tree, 1);
    return side;
}

QWidget* valuesPanel(const Theme& theme, const QList<PlotRun>& runs)
{
    auto* table = new CursorValuesTable(theme);
    table->setFixedWidth(272);
    table->model()->setRuns(runs);
    table->model()->setMetrics({QStringLiteral("KL (nats)"), QStringLiteral("Rec. (nats)"),
                                QStringLiteral("ELBO (nats)"), QStringLiteral("Active units"),
                                QStringLiteral("Entropy (nats)")});
    const CursorValues a{QStringLiteral("Step 1,404"),
                         {{0.03, 6.53, {}}, {35.1, 29.6, 26.6}, {-35.1, -36.1, {}}, {0.0, 32.0, 32.0}, {{}, {}, 43.9}}};
    const CursorValues b{
        QStringLiteral("Step 2,000"),
        {{0.031, 6.41, {}}, {34.9, 29.0, 26.1}, {-34.9, -35.4, {}}, {0.0, 32.0, 32.0}, {{}, {}, 44.2}}};
    table->model()->setValues(a, b);
    return table;
}

MessageBar* vanishingBar(const Theme& theme)
{
    auto* bar = new MessageBar(theme);
    bar->showMessage(
        {MessageBar::Kind::Warning,
         QStringLiteral("KL vanishing in VAE since step 624:"),
         QStringLiteral(
             "0.03 nats, 0 of 32 active units.\nThe decoder ignores z; every input gives nearly the same sentence."),
         {{QStringLiteral("why"), QStringLiteral("Why?"), {}},
          {QStringLiteral("bn"), QStringLiteral("Try BN-VAE"), {}},
          {QStringLiteral("fb"), QStringLiteral("Try free bits"), {}},
          {QStringLiteral("wu"), QStringLiteral("Try warm-up"), {}}},
         true,
         {}});
    return bar;
}

QWidget* monitor(const Theme& theme, bool showsImages)
{
    auto* window = new QWidget;
    window->resize(1440, 860);
    auto* row = new QHBoxLayout(window);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(sidePanel(theme, new RunTreeModel(window)));
    auto* center = new QVBoxLayout;
    center->setSpacing(8);
    const QList<PlotRun> runs = test::syntheticPlotRuns();
    center->addWidget(viewBar(theme, runs));
    center->addWidget(vanishingBar(theme));
    auto* grid = new QGridLayout;
    grid->setSpacing(8);
    auto* link = new PlotLink(window);
    QWidget* under = nullptr;
    for (int i = 0; i < 6; ++i) {
        LinkedPlot* plot = nullptr;
        QString title = monitorRows()[i].title;
        if (i == 4) {
            auto* map = new HeatMapPlot(theme, link);
            title = QStringLiteral("KL per dimension");
            map->setValueLabel(title, QStringLiteral("nats"));
            map->setRuns(runs.first(2));
            for (const PlotRun& run : runs.first(2))
                map->append(run.uid, test::syntheticKlPerDimension(run.family));
            mark(*map, runs);
            plot = map;
        } else {
            plot = metricPlot(theme, link, runs, monitorRows()[i]);
        }
        auto* panel = new PlotPanel(theme, title, plot);
        panel->setInfo(QStringLiteral("What it means."));
        if (i == 0) {
            panel->choose(2);
            under = plot;
        }
        grid->addWidget(panel, i / 3, i % 3);
    }
    link->setCursor(1404, under);
    center->addLayout(grid, 3);
    auto* strip = new ItemStripView(theme);
    strip->setRuns(runs);
    for (const PlotRun& run : runs)
        strip->setStrip(run.uid, showsImages ? test::syntheticImages(run.family) : test::syntheticTexts(run.family));
    strip->setSteps(true, false);
    strip->setFixedHeight(174);
    center->addWidget(strip);
    center->setContentsMargins(0, 0, 0, 8);
    row->addLayout(center, 1);
    row->addWidget(valuesPanel(theme, runs));
    return window;
}

QWidget* states(const Theme& theme)
{
    auto* window = new QWidget;
    window->resize(1100, 860);
    auto* column = new QVBoxLayout(window);
    auto* model = new RecentRunsModel(window);
    for (const experiments::RunRecord& run : test::syntheticRuns())
        model->setTrend(run.uid, test::syntheticTrend(run.uid));
    model->setNow(1763965800000LL);
    model->setRuns(test::syntheticRuns());
    column->addWidget(new RecentRunsView(theme, model));
    for (const MessageBar::Kind kind :
         {MessageBar::Kind::Info, MessageBar::Kind::Success, MessageBar::Kind::Warning, MessageBar::Kind::Error}) {
        auto* bar = new MessageBar(theme);
        bar->showMessage({kind,
                          QStringLiteral("Checkpoint 8,400 was not written: the disk is full."),
                          QStringLiteral("0.3 GB needed, 0.2 GB free. 8,100 is intact."),
                          {{QStringLiteral("free"), QStringLiteral("Free space..."), {}}},
                          kind != MessageBar::Kind::Info,
                          {}});
        column->addWidget(bar);
    }
    auto* dots = new QHBoxLayout;
    for (const LiveDot::State state :
         {LiveDot::State::Live, LiveDot::State::Stalled, LiveDot::State::Paused, LiveDot::State::Idle}) {
        auto* dot = new LiveDot(theme);
        dot->setState(state, 12.3);
        dots->addWidget(dot);
    }
    dots->addStretch(1);
    column->addLayout(dots);
    auto* log = new LogView(theme);
    log->append(
        {{1763965800000LL, LogLine::Level::Info, QStringLiteral("VAE"), QStringLiteral("step 100: loss 63.2")},
         {1763965801000LL, LogLine::Level::Warning, QStringLiteral("VAE"), QStringLiteral("KL vanishing: 0.03 nats")},
         {1763965802000LL, LogLine::Level::Error, QStringLiteral("EAE"), QStringLiteral("loss is not a number")}});
    auto* low = new QHBoxLayout;
    low->addWidget(log, 2);
    low->addWidget(
        new EmptyState(theme, QStringLiteral("scatter"),
                       QStringLiteral("Latent codes are computed at each validation. The first is due in about 20 s."),
                       QStringLiteral("Compute now")));
    column->addLayout(low, 1);
    return window;
}

void save(QWidget* window, const QString& path)
{
    window->setAttribute(Qt::WA_DontShowOnScreen);
    window->show();
    QApplication::sendPostedEvents();
    for (LinkedPlot* plot : window->findChildren<LinkedPlot*>())
        plot->drawNow();
    window->grab().save(path);
    delete window;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("."));
    folder.mkpath(QStringLiteral("."));
    Theme theme;
    theme.apply(application);
    const QString scale = QString::number(qRound(100 * application.devicePixelRatio()));
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        theme.setMode(mode);
        const QString suffix =
            QStringLiteral("-%1-%2.png")
                .arg(mode == ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light"), scale);
        save(monitor(theme, false), folder.filePath(QStringLiteral("monitor") + suffix));
        save(monitor(theme, true), folder.filePath(QStringLiteral("images") + suffix));
        save(lb::testing::latentPicture(theme), folder.filePath(QStringLiteral("latent") + suffix));
        save(lb::testing::formsPicture(theme), folder.filePath(QStringLiteral("forms") + suffix));
        save(states(theme), folder.filePath(QStringLiteral("states") + suffix));
    }
    return 0;
}
