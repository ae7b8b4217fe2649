#include "gui/compare/parallel_sheet.h"

#include "gui/background.h"
#include "widgets/compare/parallel_plot.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using widgets::ParallelAxis;
using widgets::ParallelLine;

namespace {
constexpr qsizetype kUsualSettings = 3;
constexpr qsizetype kUsualAxes = 7;
constexpr qsizetype kMostAxes = 12;

/// Words instead of numbers: each has its place on the axis, by the alphabet.
void takeWords(const CompareScene& scene, const std::vector<const CompareRun*>& runs, ParallelAxis& axis,
               std::vector<double>& values)
{
    QHash<QString, double> places;
    for (const CompareRun* run : runs)
        if (const QString text = parameterText(scene.data, run, axis.id); text != widgets::kNoValue)
            places.insert(text, 0);
    axis.words = places.keys();
    axis.words.sort();
    for (qsizetype i = 0; i < axis.words.size(); ++i)
        places[axis.words[i]] = static_cast<double>(i);
    for (std::size_t i = 0; i < runs.size(); ++i)
        values[i] = places.value(parameterText(scene.data, runs[i], axis.id), qQNaN());
}

/// A setting that is no number in some run.
bool isWords(const CompareScene& scene, const std::vector<const CompareRun*>& runs, const QString& id)
{
    return scene.data.field(id) && std::any_of(runs.begin(), runs.end(), [&id](const CompareRun* run) {
               return run && run->figures.spec.has(id) && !run->figures.spec.value(id).isDouble();
           });
}

} // namespace

struct ParallelSheet::Content {
    QList<ParallelAxis> axes;
    QList<ParallelLine> lines;
};

ParallelSheet::Content ParallelSheet::contentOf(const CompareScene& scene, const QStringList& axes)
{
    Content content;
    std::vector<const CompareRun*> runs; // of each line
    const QSet<QString> shown(scene.shown.cbegin(), scene.shown.cend());
    for (const CompareGroup& group : scene.groups)
        for (std::size_t i = 0; i < group.read.size(); ++i) {
            const experiments::RunRecord& run = group.runs[static_cast<qsizetype>(i)];
            runs.push_back(group.read[i].get());
            content.lines.append({.uid = run.uid,
                                  .family = experiments::hueOf(run),
                                  .seed = experiments::dashOf(run),
                                  .values = {},
                                  .isShown = shown.contains(run.uid)});
        }
    for (const QString& id : axes) {
        ParallelAxis axis{id, quantityTitle(scene, id), {}};
        std::vector<double> values;
        for (const CompareRun* run : runs)
            values.push_back(scene.quantity(run, id));
        if (isWords(scene, runs, id))
            takeWords(scene, runs, axis, values);
        for (std::size_t i = 0; i < runs.size(); ++i)
            content.lines[static_cast<qsizetype>(i)].values.append(values[i]);
        content.axes.append(axis);
    }
    return content;
}

ParallelSheet::ParallelSheet(const widgets::Theme& theme, QWidget* parent)
    : CompareSheet(theme, parent)
    , m_plot(new widgets::ParallelPlot(theme, this))
    , m_axesButton(addTextButton("parallelAxes", tr("Axes"), tr("Chooses the axes, up to twelve.")))
    , m_clear(addTextButton("clearBrush", tr("Clear brush"),
                            tr("Removes all brushes and brings back the selection before them (Esc in the plot).")))
    , m_axesMenu(new QMenu(this))
{
    setObjectName(QStringLiteral("parallelSheet"));
    m_axesMenu->setObjectName(QStringLiteral("parallelAxesMenu"));
    m_axesButton->setMenu(m_axesMenu);
    m_axesButton->setPopupMode(QToolButton::InstantPopup);
    m_axesButton->setProperty("hasMenu", true);
    m_clear->setEnabled(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot);
    connect(m_axesMenu, &QMenu::aboutToShow, this, &ParallelSheet::fillAxesMenu);
    connect(m_clear, &QToolButton::clicked, m_plot, &widgets::ParallelPlot::clearBrushes);
    connect(m_plot, &widgets::ParallelPlot::insideChanged, this, &ParallelSheet::updateDetail);
    connect(m_plot, &widgets::ParallelPlot::brushed, this, &ParallelSheet::takeBrush);
}

QStringList ParallelSheet::axes() const
{
    if (!m_chosen.isEmpty())
        return m_chosen;
    QStringList result = scene().varied.mid(0, kUsualSettings);
    for (const QString& metric : scene().usual)
        if (result.size() < kUsualAxes)
            result.append(metric);
    return result;
}

void ParallelSheet::fillAxesMenu()
{
    m_axesMenu->clear();
    const QStringList now = axes();
    QStringList all = scene().differing + scene().metrics;
    for (const QString& id : std::as_const(all)) {
        QAction* action = m_axesMenu->addAction(quantityTitle(scene(), id));
        action->setCheckable(true);
        action->setChecked(now.contains(id));
        action->setEnabled(action->isChecked() ? now.size() > 2 : now.size() < kMostAxes);
        connect(action, &QAction::toggled, this, [this, id](bool isOn) {
            m_chosen = axes();
            isOn ? m_chosen.append(id) : (void)m_chosen.removeAll(id);
            emit metricWanted(id);
            takeScene();
        });
    }
}

void ParallelSheet::takeScene()
{
    const QStringList wanted = axes();
    m_axesButton->setText(tr("%n axes", nullptr, static_cast<int>(wanted.size())));
    const int order = ++m_orders;
    if (scene().runCount() <= kManyComparedRuns)
        return take(contentOf(scene(), wanted));
    inBackground(
        this, [scene = scene(), wanted] { return contentOf(scene, wanted); },
        [this, order](const Content& content) {
            if (order == m_orders) // else another is on its way
                take(content);
        });
}

void ParallelSheet::take(const Content& content)
{
    m_plot->setContent(content.axes, content.lines);
    updateDetail();
}

void ParallelSheet::takeBrush()
{
    const bool hasBrush = m_plot->hasBrush();
    if (hasBrush && !std::exchange(m_isBrushed, true))
        m_before = scene().shown;
    m_clear->setEnabled(hasBrush);
    if (hasBrush)
        emit selectionRequested(m_plot->inside());
    else if (std::exchange(m_isBrushed, false))
        emit selectionRequested(m_before);
    updateDetail();
}

void ParallelSheet::updateDetail()
{
    setDetail(m_plot->hasBrush() ? tr("%1 of %n runs inside the brush", nullptr, static_cast<int>(m_plot->lineCount()))
                                       .arg(m_plot->inside().size())
                                 : tr("drag on an axis to brush it"));
}

} // namespace lb::gui
