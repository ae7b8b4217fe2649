// The part of SamplesPage about what happens on it.
#include "gui/pages/frame_player.h"
#include "gui/pages/model_bar.h"
#include "gui/pages/model_states.h"
#include "gui/pages/path_details.h"
#include "gui/pages/path_ends.h"
#include "gui/pages/sample_bar.h"
#include "gui/pages/sample_panel.h"
#include "gui/pages/samples_page.h"
#include "gui/run_board.h"
#include "gui/samples/dragged_item.h"
#include "gui/time_position.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QDragEnterEvent>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lb::gui {

namespace {

constexpr int kAlike = 1000; // for a splitter, which takes sizes as shares

} // namespace

void SamplesPage::connectParts()
{
    connect(m_player, &FramePlayer::frameChanged, this, &SamplesPage::choosePlace);
    connect(m_details, &PathDetails::positionChosen, this, &SamplesPage::choosePosition);
    connect(m_ends, &PathEnds::itemsChosen, m_bar, &SampleBar::setItems);
    setAcceptDrops(true);
    connect(m_ends, &PathEnds::itemDropped, this, &SamplesPage::takeItem);
    connect(m_ends, &PathEnds::dragEnded, this, &SamplesPage::updateLayout, Qt::QueuedConnection);
    connect(m_ends, &PathEnds::worstRequested, this, [this] { setMode(SampleMode::Worst); });
    connect(m_ends, &PathEnds::mapRequested, this, [this](int end) {
        if (m_lab->count() > 0)
            emit mapRequested(end, m_lab->columns().first());
    });
    connect(m_modes, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked)
            m_bar->setMode(static_cast<SampleMode>(id));
    });
    connect(m_bar, &SampleBar::settingsChanged, this, &SamplesPage::takeSettings);
    connect(m_bar, &SampleBar::regenerateRequested, m_lab, &SampleLab::refresh);
    connect(m_models, &ModelBar::columnsChosen, m_lab, &SampleLab::setColumns);
    connect(m_lab, &SampleLab::modelsChanged, this, &SamplesPage::takeModels);
    connect(m_lab, &SampleLab::columnsChanged, this, &SamplesPage::takeColumns);
    connect(m_lab, &SampleLab::stepsChanged, this, &SamplesPage::tellTime);
    connect(m_models, &ModelBar::stepChosen, this,
            [this](qint64 step) { m_parts.board.time().setStep(step < 0 ? std::nullopt : std::optional(step)); });
    updateLayout();
    updatePath();
}

void SamplesPage::takeModels()
{
    m_models->setModels(modelItems(m_lab->models()));
    m_models->setColumns(m_lab->columns());
    tellTime();
    m_pages->settle();
}

void SamplesPage::takeColumns()
{
    while (m_panels.size() > m_lab->count())
        delete m_panels.takeLast();
    while (m_panels.size() < m_lab->count())
        addPanel(static_cast<int>(m_panels.size()));
    QList<PathDetails::Entry> entries;
    for (int i = 0; i < m_panels.size(); ++i) {
        const TextModel* model = m_lab->model(i);
        if (!model)
            continue;
        SampleRun* run = &m_lab->run(i);
        disconnect(run, nullptr, this, nullptr);
        connect(run, &SampleRun::gridChanged, this, [this, i] { takeGrid(i); });
        connect(run, &SampleRun::stateChanged, this, &SamplesPage::tellTime);
        connect(run, &SampleRun::alongChanged, this, &SamplesPage::takeAlong);
        const widgets::PlotRun name = plottedModel(*model);
        entries.append({run, name});
        m_panels[i]->setRun(run, name, model->isText);
        m_panels[i]->setSettings(m_lab->settings());
    }
    m_details->setRuns(entries);
    m_models->setColumns(m_lab->columns());
    m_current = std::clamp(m_current, 0, std::max(0, m_lab->count() - 1));
    if (m_lab->count() > 0)
        m_bar->setText(m_lab->isText(0));
    updateLayout();
    updatePath();
    tellTime();
    m_pages->settle();
}

void SamplesPage::addPanel(int column)
{
    auto* panel = new SamplePanel(m_parts.theme, column, m_splitter);
    m_panels.append(panel);
    connect(panel, &SamplePanel::retryClicked, m_lab, &SampleLab::refresh);
    connect(panel, &SamplePanel::copyRequested, this, [this, column] { copy(column); });
    connect(panel, &SamplePanel::dragRequested, this, [this, column] { drag(column); });
    connect(panel, &SamplePanel::menuRequested, this, [this, column](QPoint place) {
        auto* menu = new QMenu(this);
        menu->setObjectName(QStringLiteral("gridMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->setToolTipsVisible(true);
        fillMenu(*menu, column);
        menu->popup(place);
    });
    connect(panel, &SamplePanel::pictureActivated, this, [this](QPoint cell) {
        if (mode() == SampleMode::Interpolate && cell.y() > 0)
            choosePosition(static_cast<double>(cell.y() - 1) / (m_bar->settings().steps - 1));
    });
}

void SamplesPage::takeSettings(const SampleSettings& settings)
{
    const bool isOther = settings.mode != m_lab->settings().mode;
    m_lab->setSettings(settings);
    const bool isWide = settings.mode != SampleMode::Prior && settings.mode != SampleMode::Worst;
    m_splitter->setOrientation(isWide ? Qt::Vertical : Qt::Horizontal);
    for (SamplePanel* panel : std::as_const(m_panels))
        panel->setSettings(settings);
    const PathItems items{.positions = {settings.from, settings.to, settings.third}, .pictures = settings.pictures};
    if (settings.from >= 0 || settings.pictures[0].size() > 0) // what was drawn stays until another answer
        m_ends->setItems(items);
    updateLayout();
    if (isOther)
        shareRoom();
    updatePath();
    tellTime();
}

void SamplesPage::takeGrid(int column)
{
    const SampleGrid& grid = m_lab->run(column).grid();
    if (grid.settings.mode != mode())
        return;
    if (column == 0 && !grid.ends.isEmpty())
        m_ends->showItems(grid.ends, grid.total, m_bar->splitName());
    takeAlong();
    if (mode() == SampleMode::Interpolate) {
        m_panels[column]->setPosition(m_player->position());
        shareRoom();
    }
}

/// Strips are as high as they need, others have equal parts.
void SamplesPage::shareRoom()
{
    QList<int> sizes;
    for (const SamplePanel* panel : std::as_const(m_panels))
        sizes.append(mode() == SampleMode::Interpolate ? panel->sizeHint().height() : kAlike);
    m_splitter->setSizes(sizes);
}

void SamplesPage::takeAlong()
{
    m_details->refresh();
    updatePath();
}

void SamplesPage::updatePath()
{
    qsizetype along = 0;
    for (int column = 0; column < m_lab->count(); ++column)
        along = std::max(along, m_lab->run(column).along().count());
    m_player->setFrameCount(along > 0 ? static_cast<int>(along) : m_bar->settings().steps);
    m_player->setLabel(tr("position %1").arg(widgets::numberText(m_player->position(), 2)));
}

void SamplesPage::choosePlace()
{
    if (mode() != SampleMode::Interpolate)
        return;
    m_details->setPosition(m_player->position());
    for (SamplePanel* panel : std::as_const(m_panels))
        panel->setPosition(m_player->position());
    updatePath();
}

void SamplesPage::tellTime()
{
    if (!isVisible())
        return;
    PageTime time{.stops = m_lab->models().stops(m_lab->columns())};
    if (mode() == SampleMode::History && !m_lab->steps().isEmpty())
        time.stops = m_lab->steps();
    for (int column = 0; column < m_lab->count(); ++column)
        time.isBusy = time.isBusy || m_lab->run(column).isBusy();
    m_parts.board.time().setPage(this, time);
}

void SamplesPage::choosePosition(double position)
{
    m_player->setFrame(static_cast<int>(std::lround(position * (m_player->frameCount() - 1))));
}

void SamplesPage::updateLayout()
{
    const bool isPath = mode() == SampleMode::Interpolate;
    const bool isSum = mode() == SampleMode::Arithmetic;
    const bool isText = m_lab->count() > 0 && m_lab->isText(0);
    m_ends->setVisible(isPath || isSum || m_isItemOver || m_ends->isTarget());
    m_ends->setSum(isSum);
    m_player->setVisible(isPath);
    for (QShortcut* key : std::as_const(m_timeKeys))
        key->setEnabled(!isPath);
    m_details->setVisible(isPath);
    m_centre->setStretchFactor(m_splitter, isPath && !isText ? 0 : 1);
    using Look = SamplePanel::Look;
    for (SamplePanel* panel : std::as_const(m_panels))
        panel->setLook(isPath                         ? panel == m_panels.first() ? Look::Strip : Look::UntitledStrip
                       : isSum && m_panels.size() > 1 ? Look::Plain
                                                      : Look::Full);
}

QString SamplesPage::endName(int end) const
{
    if (mode() == SampleMode::Arithmetic)
        return QStringList{tr("a of a − b + c"), tr("b of a − b + c"), tr("c of a − b + c")}.value(end);
    return end == 0 ? tr("A of the path") : tr("B of the path");
}

void SamplesPage::setEnd(int end, const QString& split, qint64 position)
{
    if (mode() != SampleMode::Arithmetic)
        setMode(SampleMode::Interpolate);
    m_bar->setSplit(split);
    m_ends->choose(end, position);
}

void SamplesPage::takeItem(int end, const DraggedItem& item)
{
    m_isItemOver = false;
    const TextModel* model = m_lab->count() > 0 ? m_lab->model(0) : nullptr;
    if (!model)
        return;
    updateLayout();
    if (model->dataset != item.dataset)
        emit refused(tr("The item is of %1, but %2 was trained on %3.").arg(item.dataset, model->name, model->dataset),
                     tr("Take an item of %1.").arg(model->dataset));
    else if (model->splitSeed != item.splitSeed)
        emit refused(
            tr("%1 splits its data by another seed, so that this position is another item there.").arg(model->name),
            tr("Take an item from a grid of the model itself."));
    else
        setEnd(end, item.split, item.position);
}

void SamplesPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!itemIn(*event->mimeData()) || m_lab->count() == 0)
        return QWidget::dragEnterEvent(event);
    event->accept(); // not to be dropped here, but on one of the places that now show
    m_isItemOver = true;
    updateLayout();
}

void SamplesPage::dragLeaveEvent(QDragLeaveEvent* event)
{
    QWidget::dragLeaveEvent(event);
    m_isItemOver = false;
    QMetaObject::invokeMethod(this, &SamplesPage::updateLayout,
                              Qt::QueuedConnection); // it may be over one of them by then
}

void SamplesPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_lab->setActive(true);
    tellTime();
}

void SamplesPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_player->setPlaying(false);
    m_lab->setActive(false);
    m_parts.board.time().leave(this);
}

} // namespace lb::gui
