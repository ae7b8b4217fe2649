#include "gui/compare/parallel_sheet.h"

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
} // namespace

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
    QStringList all = scene().differing + scene().metrics();
    for (const QString& id : std::as_const(all)) {
        QAction* action = m_axesMenu->addAction(quantityTitle(id));
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
    QList<ParallelAxis> axisList;
    QList<ParallelLine> lines;
    const QSet<QString> shown(scene().shown.cbegin(), scene().shown.cend());
    for (const CompareGroup& group : scene().groups)
        for (const auto& run : group.runs)
            lines.append({.uid = run.uid,
                          .family = experiments::hueOf(run),
                          .seed = experiments::dashOf(run),
                          .values = {},
                          .isShown = shown.contains(run.uid)});
    for (const QString& id : axes()) {
        ParallelAxis axis{id, quantityTitle(id), {}};
        QList<double> values;
        bool isWords = false;
        for (const ParallelLine& line : std::as_const(lines)) {
            values.append(quantity(id, line.uid));
            const experiments::RunFigures* figures = scene().data.figures(line.uid);
            isWords = isWords || (figures && scene().data.field(id) && figures->spec.has(id) &&
                                  !figures->spec.value(id).isDouble());
        }
        if (isWords) {
            for (const ParallelLine& line : std::as_const(lines))
                if (const QString text = parameterText(scene().data, line.uid, id);
                    text != widgets::kNoValue && !axis.words.contains(text))
                    axis.words.append(text);
            axis.words.sort();
            for (qsizetype i = 0; i < lines.size(); ++i) {
                const auto place = axis.words.indexOf(parameterText(scene().data, lines[i].uid, id));
                values[i] = place < 0 ? qQNaN() : static_cast<double>(place);
            }
        }
        for (qsizetype i = 0; i < lines.size(); ++i)
            lines[i].values.append(values[i]);
        axisList.append(axis);
    }
    m_plot->setContent(axisList, lines);
    m_axesButton->setText(tr("%n axes", nullptr, static_cast<int>(axisList.size())));
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
