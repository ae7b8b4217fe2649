#include "gui/pages/view_bar.h"

#include "gui/monitor/layout_menu.h"
#include "gui/pages/live_watch.h"
#include "gui/pages/seed_button.h"
#include "widgets/logs/live_dot.h"
#include "widgets/plots/event_kinds.h"
#include "widgets/plots/legend_bar.h"
#include "widgets/theme/theme.h"

#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>

namespace lb::gui {

using widgets::AxisScale;
using widgets::TextSize;
using widgets::XMode;

namespace {

constexpr int kHeight = 40;
constexpr double kSmoothing[] = {0, 0.6, 0.9, 0.99, 10, 100};
constexpr XMode kModes[] = {XMode::Step, XMode::Epoch, XMode::Examples, XMode::Time};
constexpr AxisScale::Kind kScales[] = {AxisScale::Kind::Linear, AxisScale::Kind::Log, AxisScale::Kind::Symlog};

struct EventKind {
    const char* kinds; ///< separated by '|'
    const char* text;
};
constexpr EventKind kEventKinds[] = {
    {"vanishing", QT_TRANSLATE_NOOP("lb::gui::ViewBar", "KL vanishing")},
    {"recovered", QT_TRANSLATE_NOOP("lb::gui::ViewBar", "Recovered")},
    {"partly-collapsed", QT_TRANSLATE_NOOP("lb::gui::ViewBar", "Units died")},
    {"non-finite", QT_TRANSLATE_NOOP("lb::gui::ViewBar", "Not a number")},
    {"field|refused", QT_TRANSLATE_NOOP("lb::gui::ViewBar", "Changed settings")},
    {"fork", QT_TRANSLATE_NOOP("lb::gui::ViewBar", "Forks")},
    {"start|resume|continue", QT_TRANSLATE_NOOP("lb::gui::ViewBar", "Start and continue")},
    {"pause|stop", QT_TRANSLATE_NOOP("lb::gui::ViewBar", "Pause and stop")},
    {"sample", QT_TRANSLATE_NOOP("lb::gui::ViewBar", "Samples")},
    {"finish|fail", QT_TRANSLATE_NOOP("lb::gui::ViewBar", "End")},
};

constexpr int kWidestName = 120;   // of a layout
constexpr int kWidestLegend = 440; // of many runs the wheel shows the rest

/// Shows as much of the legend as there is room for; the wheel moves it.
class LegendArea : public QScrollArea {
public:
    LegendArea(QWidget* legend, QWidget* parent)
        : QScrollArea(parent)
    {
        setObjectName(QStringLiteral("legendArea"));
        setFrameShape(NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setWidgetResizable(true);
        setFocusPolicy(Qt::NoFocus);
        setWidget(legend);
        viewport()->setAutoFillBackground(false);
        legend->setAutoFillBackground(false); // setWidget turns it on
    }

protected:
    void wheelEvent(QWheelEvent* event) override
    {
        const QPoint turned = event->angleDelta();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - (turned.y() != 0 ? turned.y() : turned.x()));
        event->accept();
    }
};

} // namespace

ViewBar::ViewBar(const widgets::Theme& theme, RunBoard& board, LayoutMenu* layouts, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("viewBar"));
    setFixedHeight(kHeight);
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(0, 4, 0, 4);
    m_row->setSpacing(8);
    m_legend = new widgets::LegendBar(theme, this);
    connect(m_legend, &widgets::LegendBar::visibilityToggled, this, [this](const QString& uid, bool visible) {
        if (visible)
            m_hidden.remove(uid);
        else
            m_hidden.insert(uid);
        emit runToggled(uid, visible);
    });
    m_legendArea = new LegendArea(m_legend, this);
    m_row->addWidget(m_legendArea);
    m_row->addSpacing(4);

    addXAxis();
    m_smoothing = addChoice(
        "smoothing", tr("Smoothing"),
        {tr("Off"), tr("EMA 0.6"), tr("EMA 0.9"), tr("EMA 0.99"), tr("Mean of 10"), tr("Mean of 100")},
        tr("A debiased exponential mean (EMA), or the mean of the last values; raw values stay visible behind it."));
    connect(m_smoothing, &QComboBox::currentIndexChanged, this, [this](int i) {
        m_smoothingBefore = i > 0 ? i : m_smoothingBefore;
        emit smoothingChosen(kSmoothing[i]);
    });

    m_seeds = new SeedButton(this);
    m_row->addWidget(m_seeds);
    m_foldable.append(m_seeds);
    connect(m_seeds, &SeedButton::chosen, this, &ViewBar::seedsChosen);
    m_robust =
        addToggle("robust", tr("Robust"), tr("Leaves the outermost 2 % of the values out when fitting the y axes."));
    m_robust->setChecked(true);
    connect(m_robust, &QToolButton::toggled, this, &ViewBar::robustChosen);
    m_best =
        addToggle("best", tr("Best"),
                  tr("A star at each curve's best value, where its metric has better and worse. Of the raw values, "
                     "smoothed or not."));
    connect(m_best, &QToolButton::toggled, this, &ViewBar::bestChosen);
    addEvents();
    addLayouts(layouts);
    addMore();
    m_row->addStretch(1);
    m_live = new widgets::LiveDot(theme, this);
    m_row->addWidget(m_live);
    connect(new LiveWatch(board, *m_live), &LiveWatch::changed, this, &ViewBar::fold);
}

QComboBox* ViewBar::addChoice(const char* name, const QString& label, const QStringList& words, const QString& toolTip)
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    auto* text = new QLabel(label, box);
    text->setProperty("muted", true);
    text->setFont(m_theme.font(TextSize::Small));
    auto* combo = new QComboBox(box);
    combo->setObjectName(QLatin1String(name));
    combo->addItems(words);
    combo->setToolTip(toolTip);
    combo->setWhatsThis(toolTip);
    combo->setAccessibleName(label);
    combo->setFont(m_theme.font(TextSize::Small));
    text->setBuddy(combo);
    row->addWidget(text);
    row->addWidget(combo);
    m_row->addWidget(box);
    m_foldable.append(box);
    return combo;
}

QToolButton* ViewBar::addToggle(const char* name, const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setText(text);
    button->setCheckable(true);
    button->setFixedHeight(28);
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    m_row->addWidget(button);
    m_foldable.append(button);
    return button;
}

void ViewBar::addXAxis()
{
    m_xAxis = new QToolButton(this);
    m_xAxis->setObjectName(QStringLiteral("xAxis"));
    m_xAxis->setPopupMode(QToolButton::InstantPopup);
    m_xAxis->setProperty("hasMenu", true);
    m_xAxis->setFixedHeight(28);
    m_xAxis->setToolTip(tr("What the x axis of all plots counts, and how it is spaced. Log leaves out step 0."));
    m_xAxis->setWhatsThis(m_xAxis->toolTip());
    auto* menu = new QMenu(tr("x axis"), m_xAxis);
    const auto addGroup = [this, menu](const QStringList& words, const char* name) {
        auto* group = new QActionGroup(menu);
        for (int i = 0; i < words.size(); ++i) {
            QAction* action = menu->addAction(words.at(i));
            action->setObjectName(QLatin1String(name) + QString::number(i));
            action->setCheckable(true);
            action->setChecked(i == 0);
            action->setData(i);
            group->addAction(action);
        }
        connect(group, &QActionGroup::triggered, this, [this] {
            const auto mode = kModes[m_xModes->checkedAction()->data().toInt()];
            const auto scale = kScales[m_xScales->checkedAction()->data().toInt()];
            setXAxis(mode, scale);
            emit xAxisChosen(mode, scale);
        });
        return group;
    };
    m_xModes = addGroup({tr("Step"), tr("Epoch"), tr("Examples"), tr("Time")}, "xMode");
    menu->addSeparator();
    m_xScales = addGroup({tr("linear"), tr("log"), tr("symlog")}, "xScale");
    m_xAxis->setMenu(menu);
    m_row->addWidget(m_xAxis);
    m_foldable.append(m_xAxis);
    setXAxis(XMode::Step, AxisScale::Kind::Linear);
}

void ViewBar::setXAxis(XMode mode, AxisScale::Kind scale)
{
    const auto check = [](QActionGroup* group, auto place) {
        QAction* action = group->actions().at(static_cast<qsizetype>(place));
        action->setChecked(true);
        return action->text();
    };
    const QString counts = check(m_xModes, std::find(std::begin(kModes), std::end(kModes), mode) - kModes);
    const QString spaced = check(m_xScales, std::find(std::begin(kScales), std::end(kScales), scale) - kScales);
    const bool isLinear = scale == AxisScale::Kind::Linear;
    m_xAxis->setText(tr("x axis: %1").arg(isLinear ? counts : tr("%1, %2", "x axis, scale").arg(counts, spaced)));
    m_xAxis->setAccessibleName(m_xAxis->text());
    if (m_more)
        fold();
}

void ViewBar::toggleSmoothing()
{
    m_smoothing->setCurrentIndex(m_smoothing->currentIndex() > 0 ? 0 : m_smoothingBefore);
}

void ViewBar::addEvents()
{
    m_events = new QToolButton(this);
    m_events->setObjectName(QStringLiteral("events"));
    m_events->setText(tr("Events"));
    m_events->setIcon(m_theme.icon(QStringLiteral("event")));
    m_events->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_events->setPopupMode(QToolButton::InstantPopup);
    m_events->setProperty("hasMenu", true);
    m_events->setFixedHeight(28);
    m_events->setToolTip(tr("Which events are marked in the plots."));
    m_events->setWhatsThis(m_events->toolTip());
    m_eventMenu = new QMenu(tr("Events"), m_events);
    const QStringList shown = widgets::eventKindsShownAtFirst();
    for (const EventKind& kind : kEventKinds) {
        QAction* action = m_eventMenu->addAction(tr(kind.text));
        action->setObjectName(QStringLiteral("event:") + QLatin1String(kind.kinds));
        action->setData(QString::fromLatin1(kind.kinds));
        action->setCheckable(true);
        action->setChecked(shown.contains(action->data().toString().section(QLatin1Char('|'), 0, 0)));
        connect(action, &QAction::toggled, this, &ViewBar::announceKinds);
    }
    m_events->setMenu(m_eventMenu);
    m_row->addWidget(m_events);
    m_foldable.append(m_events);
}

void ViewBar::addLayouts(LayoutMenu* layouts)
{
    m_layouts = new QToolButton(this);
    m_layouts->setObjectName(QStringLiteral("layouts"));
    m_layouts->setIcon(m_theme.icon(QStringLiteral("columns")));
    m_layouts->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_layouts->setPopupMode(QToolButton::InstantPopup);
    m_layouts->setProperty("hasMenu", true);
    m_layouts->setFixedHeight(28);
    m_layouts->setToolTip(tr("Which plots there are, with their metrics and axes; a dot: changed since it was saved."));
    m_layouts->setWhatsThis(m_layouts->toolTip());
    m_layouts->setMenu(layouts);
    const auto name = [this, layouts] {
        m_layouts->setText(fontMetrics().elidedText(layouts->currentText(), Qt::ElideRight, kWidestName));
        m_layouts->setAccessibleName(tr("Layout of the plots: %1").arg(layouts->currentText()));
        fold();
    };
    connect(layouts, &LayoutMenu::renamed, this, name);
    m_row->addWidget(m_layouts);
    m_foldable.append(m_layouts);
    m_layouts->setText(layouts->currentText());
}

void ViewBar::announceKinds()
{
    QStringList kinds;
    for (const QAction* action : m_eventMenu->actions())
        if (action->isChecked())
            kinds += action->data().toString().split(QLatin1Char('|'));
    emit eventKindsChosen(kinds);
}

void ViewBar::addMore()
{
    m_more = new QToolButton(this);
    m_more->setObjectName(QStringLiteral("viewMore"));
    m_more->setIcon(m_theme.icon(QStringLiteral("more")));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setToolTip(tr("More choices for the plots."));
    m_more->setAccessibleName(m_more->toolTip());
    m_more->setProperty("menuText", false);
    m_more->setFixedSize(28, 28);
    m_moreMenu = new QMenu(m_more);
    const auto addGroup = [this](const QString& title, QComboBox* combo) {
        QMenu* menu = m_moreMenu->addMenu(title);
        auto* group = new QActionGroup(menu);
        for (int i = 0; i < combo->count(); ++i) {
            QAction* action = menu->addAction(combo->itemText(i));
            action->setCheckable(true);
            action->setChecked(i == combo->currentIndex());
            group->addAction(action);
            connect(action, &QAction::triggered, combo, [combo, i] { combo->setCurrentIndex(i); });
            connect(combo, &QComboBox::currentIndexChanged, action,
                    [action, i](int now) { action->setChecked(now == i); });
        }
    };
    m_moreMenu->addMenu(m_xAxis->menu());
    addGroup(tr("Smoothing"), m_smoothing);
    for (QToolButton* toggle : {static_cast<QToolButton*>(m_seeds), m_robust, m_best}) {
        QAction* action = m_moreMenu->addAction(toggle->text());
        action->setCheckable(true);
        action->setChecked(toggle->isChecked());
        connect(action, &QAction::toggled, toggle, &QToolButton::setChecked);
        connect(toggle, &QToolButton::toggled, action, &QAction::setChecked);
    }
    m_moreMenu->addMenu(m_seeds->menu());
    m_moreMenu->addMenu(m_eventMenu);
    m_moreMenu->addMenu(m_layouts->menu());
    m_more->setMenu(m_moreMenu);
    m_more->hide();
    m_row->addWidget(m_more);
}

void ViewBar::setRuns(const QList<widgets::PlotRun>& runs)
{
    m_legend->setRuns(runs);
    for (const widgets::PlotRun& run : runs)
        m_legend->setRunVisible(run.uid, !m_hidden.contains(run.uid));
    fold();
}

void ViewBar::fold()
{
    const int legend = std::min(m_legend->sizeHint().width(), kWidestLegend);
    m_legendArea->setFixedWidth(legend);
    int wanted = legend + m_live->sizeHint().width() + 24;
    for (const QWidget* part : std::as_const(m_foldable))
        wanted += part->sizeHint().width() + m_row->spacing();
    const int more = m_more->sizeHint().width() + m_row->spacing();
    bool folds = false;
    for (auto part = m_foldable.crbegin(); part != m_foldable.crend(); ++part) {
        const bool stays = wanted + (folds ? more : 0) <= width();
        (*part)->setVisible(stays);
        if (!stays)
            wanted -= (*part)->sizeHint().width() + m_row->spacing();
        folds = folds || !stays;
    }
    m_more->setVisible(folds);
}

QSize ViewBar::minimumSizeHint() const
{
    return {m_legendArea->width() + m_live->sizeHint().width() + m_more->sizeHint().width() + 40, kHeight};
}

void ViewBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fold();
}

} // namespace lb::gui
