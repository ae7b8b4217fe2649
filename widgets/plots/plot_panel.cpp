#include "widgets/plots/plot_panel.h"

#include "widgets/plots/heat_map_plot.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/theme/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::widgets {

namespace {
constexpr int kHeaderHeight = 28;
constexpr AxisScale::Kind kScales[]{AxisScale::Kind::Linear, AxisScale::Kind::Log, AxisScale::Kind::Symlog};
} // namespace

PlotPanel::PlotPanel(const Theme& theme, const QString& title, LinkedPlot* plot, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_plot(plot)
    , m_symlogThreshold(AxisScale::kTextThreshold)
{
    setProperty("panel", true);
    setAccessibleName(title);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(buildHeader(title));
    m_chips = new MetricChips(m_theme, this);
    m_chips->hide();
    connect(m_chips, &MetricChips::removed, this, &PlotPanel::metricRemoved);
    layout->addWidget(m_chips);
    layout->addWidget(m_plot, 1);
    buildChoices();
}

QToolButton* PlotPanel::makeButton(const QString& name, const QString& icon, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(m_theme.icon(icon, ColorRole::Muted));
    button->setIconSize(QSize(14, 14));
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setProperty("iconOnly", true);
    button->setFixedSize(24, 24);
    return button;
}

QWidget* PlotPanel::buildHeader(const QString& title)
{
    auto* header = new QFrame(this);
    header->setObjectName(QStringLiteral("header"));
    header->setProperty("panelHeader", true);
    header->setFixedHeight(kHeaderHeight);
    header->installEventFilter(this);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(8, 0, 4, 0);
    layout->setSpacing(2);
    m_title = new QLabel(title, header);
    m_title->setFont(m_theme.font(TextSize::Small, true));
    layout->addWidget(m_title);
    m_info = makeButton(QStringLiteral("infoButton"), QStringLiteral("info"), tr("What is this?"));
    m_info->hide();
    layout->addWidget(m_info);
    layout->addStretch(1);
    m_choiceButton = new QToolButton(header);
    m_choiceButton->setObjectName(QStringLiteral("choiceButton"));
    m_choiceButton->setProperty("menuText", true);
    m_choiceButton->setPopupMode(QToolButton::InstantPopup);
    layout->addWidget(m_choiceButton);
    QToolButton* fit = makeButton(QStringLiteral("fitButton"), QStringLiteral("fit"), tr("Show all data (Home)"));
    connect(fit, &QToolButton::clicked, m_plot, &LinkedPlot::fit);
    layout->addWidget(fit);
    QToolButton* more = makeButton(QStringLiteral("moreButton"), QStringLiteral("more"), tr("More about this plot"));
    more->setPopupMode(QToolButton::InstantPopup);
    m_moreMenu = new QMenu(more);
    m_maximise = m_moreMenu->addAction(tr("Maximise"));
    connect(m_maximise, &QAction::triggered, this, [this] { emit maximiseToggled(!m_isMaximised); });
    m_moreMenu->addAction(tr("Fit"), m_plot, &LinkedPlot::fit);
    more->setMenu(m_moreMenu);
    layout->addWidget(more);
    return header;
}

void PlotPanel::buildChoices()
{
    auto* menu = new QMenu(m_choiceButton);
    m_choices = new QActionGroup(this);
    const bool isHeatMap = qobject_cast<HeatMapPlot*>(m_plot) != nullptr;
    const QStringList words =
        isHeatMap ? QStringList{tr("sorted"), tr("by number")} : QStringList{tr("linear"), tr("log"), tr("symlog")};
    m_choiceButton->setToolTip(isHeatMap ? tr("Order of the dimensions") : tr("Scale of the value axis"));
    for (int i = 0; i < words.size(); ++i) {
        QAction* action = menu->addAction(words[i]);
        action->setCheckable(true);
        m_choices->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] {
            applyChoice(i);
            emit choiceMade(i);
        });
    }
    m_choiceButton->setMenu(menu);
    choose(0);
}

void PlotPanel::choose(int index)
{
    const QList<QAction*> actions = m_choices->actions();
    if (index < 0 || index >= actions.size())
        return;
    actions[index]->setChecked(true);
    applyChoice(index);
}

void PlotPanel::applyChoice(int index)
{
    m_choiceButton->setText(m_choices->actions().at(index)->text());
    if (auto* plot = qobject_cast<MetricPlot*>(m_plot))
        plot->setScale(AxisScale(kScales[index], m_symlogThreshold));
    else if (auto* map = qobject_cast<HeatMapPlot*>(m_plot))
        map->setSorted(index == 0);
}

int PlotPanel::choice() const
{
    return static_cast<int>(m_choices->actions().indexOf(m_choices->checkedAction()));
}

QString PlotPanel::title() const
{
    return m_title->text();
}

void PlotPanel::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void PlotPanel::setMetrics(const QList<PlotMetric>& metrics, bool areRemovable)
{
    m_chips->setMetrics(metrics, areRemovable);
    m_chips->setVisible(metrics.size() != 1);
}

void PlotPanel::setInfo(const QString& text)
{
    m_info->setVisible(!text.isEmpty());
    m_info->setToolTip(text);
    m_info->setAccessibleDescription(text);
}

void PlotPanel::setSymlogThreshold(double threshold)
{
    m_symlogThreshold = threshold;
    if (QAction* chosen = m_choices->checkedAction())
        applyChoice(static_cast<int>(m_choices->actions().indexOf(chosen)));
}

void PlotPanel::setMaximised(bool isMaximised)
{
    m_isMaximised = isMaximised;
    m_maximise->setText(isMaximised ? tr("Back to all plots") : tr("Maximise"));
}

void PlotPanel::setMaximisable(bool isMaximisable)
{
    m_maximise->setVisible(isMaximisable);
}

bool PlotPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched->objectName() != QLatin1String("header"))
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::MouseButtonDblClick && m_maximise->isVisible()) {
        emit maximiseToggled(!m_isMaximised);
        return true;
    }
    if (event->type() == QEvent::MouseButtonPress)
        m_pressedAt = static_cast<QMouseEvent*>(event)->position().toPoint();
    if (event->type() == QEvent::MouseMove) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QPoint moved = mouse->position().toPoint() - m_pressedAt;
        if (mouse->buttons().testFlag(Qt::LeftButton) && moved.manhattanLength() >= QApplication::startDragDistance())
            emit headerDragged();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace lb::widgets
