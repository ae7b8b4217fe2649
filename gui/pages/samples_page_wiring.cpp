// The part of SamplesPage about what happens on it.
#include "gui/pages/model_bar.h"
#include "gui/pages/model_states.h"
#include "gui/pages/sample_bar.h"
#include "gui/pages/sample_panel.h"
#include "gui/pages/samples_page.h"
#include "gui/run_board.h"
#include "gui/time_position.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>
#include <chrono>

namespace lb::gui {

namespace {

constexpr auto kPlayEvery = std::chrono::milliseconds(250);

} // namespace

void SamplesPage::connectParts()
{
    m_playTimer.setInterval(kPlayEvery);
    connect(&m_playTimer, &QTimer::timeout, this, [this] {
        const bool isAtEnd = m_slider->value() == m_slider->maximum();
        m_slider->setValue(isAtEnd ? m_slider->minimum() : m_slider->value() + 1);
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
    for (int i = 0; i < m_panels.size(); ++i) {
        const TextModel* model = m_lab->model(i);
        if (!model)
            continue;
        SampleRun* run = &m_lab->run(i);
        disconnect(run, nullptr, this, nullptr);
        connect(run, &SampleRun::gridChanged, this, [this, i] { takeGrid(i); });
        connect(run, &SampleRun::stateChanged, this, &SamplesPage::tellTime);
        m_panels[i]->setRun(run, {.uid = model->uid, .name = model->name, .family = model->family, .seed = model->seed},
                            model->isText);
        m_panels[i]->setSettings(m_lab->settings());
    }
    m_models->setColumns(m_lab->columns());
    m_current = std::clamp(m_current, 0, std::max(0, m_lab->count() - 1));
    if (m_lab->count() > 0)
        m_bar->setText(m_lab->isText(0));
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
            m_slider->setValue(cell.y() - 1);
    });
}

void SamplesPage::takeSettings(const SampleSettings& settings)
{
    m_lab->setSettings(settings);
    const bool isWide = settings.mode != SampleMode::Prior && settings.mode != SampleMode::Worst;
    m_splitter->setOrientation(isWide ? Qt::Vertical : Qt::Horizontal);
    for (SamplePanel* panel : std::as_const(m_panels))
        panel->setSettings(settings);
    updatePath();
    tellTime();
}

void SamplesPage::takeGrid(int column)
{
    const SampleGrid& grid = m_lab->run(column).grid();
    if (grid.settings.mode != mode())
        return;
    if (mode() == SampleMode::Interpolate && column == 0 && !grid.isEmpty()) {
        m_bar->showPair(grid.settings.from, grid.settings.to);
        updatePath();
    }
    if (mode() == SampleMode::Interpolate)
        m_panels[column]->setPosition(m_slider->value());
}

void SamplesPage::updatePath()
{
    const bool isPath = mode() == SampleMode::Interpolate;
    m_path->setVisible(isPath);
    if (!isPath)
        m_play->setChecked(false);
    const int count = m_bar->settings().steps;
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, std::max(0, count - 1));
    m_slider->setPageStep(std::max(1, count / 8));
    m_path->setEnabled(count > 1);
    m_placeLabel->setText(
        tr("position %1")
            .arg(widgets::numberText(count > 1 ? static_cast<double>(m_slider->value()) / (count - 1) : 0, 2)));
}

void SamplesPage::choosePlace(int place)
{
    if (mode() == SampleMode::Interpolate)
        for (SamplePanel* panel : std::as_const(m_panels))
            panel->setPosition(place);
    updatePath();
}

void SamplesPage::go(int direction)
{
    if (mode() == SampleMode::Interpolate)
        m_slider->setValue(m_slider->value() + direction);
    else
        m_parts.board.time().go(direction);
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

void SamplesPage::play(bool playing)
{
    m_play->setIcon(m_parts.theme.icon(playing ? QStringLiteral("pause") : QStringLiteral("play-line")));
    playing ? m_playTimer.start() : m_playTimer.stop();
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
    m_play->setChecked(false);
    m_lab->setActive(false);
    m_parts.board.time().leave(this);
}

} // namespace lb::gui
