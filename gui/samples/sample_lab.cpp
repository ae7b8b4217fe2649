#include "gui/samples/sample_lab.h"

#include "gui/project/kept_strips.h"
#include "gui/project/store_thread.h"
#include "gui/run_board.h"
#include "gui/time_position.h"

#include <algorithm>
#include <chrono>

namespace lb::gui {

namespace {

constexpr auto kMoment = std::chrono::milliseconds(200);

} // namespace

SampleLab::SampleLab(RunBoard& board, StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_time(board.time())
    , m_models(new TextModels(board, store, this, ServedModels::All))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kMoment);
    connect(&m_timer, &QTimer::timeout, this, &SampleLab::askAll);
    connect(m_models, &TextModels::changed, this, &SampleLab::takeModels);
    connect(&m_time, &TimePosition::rested, this, &SampleLab::askHistory);
}

SampleLab::~SampleLab() = default;

void SampleLab::setActive(bool active)
{
    m_isActive = active;
    m_models->setWatching(active);
    if (!active)
        return;
    takeModels();
    if (m_isDue)
        askAll();
}

const TextModel* SampleLab::model(int column) const
{
    return column < count() ? m_models->find(m_columns[column].uid) : nullptr;
}

bool SampleLab::isText(int column) const
{
    const TextModel* known = model(column);
    return known && known->isText;
}

void SampleLab::takeModels()
{
    setColumns(m_models->settled(m_columns));
    emit modelsChanged();
}

void SampleLab::setColumns(const QList<ModelChoice>& wanted)
{
    const QList<ModelChoice> columns = m_models->placed(wanted);
    if (columns == m_columns)
        return;
    std::vector<std::unique_ptr<SampleRun>> runs;
    QSet<int> due;
    for (const qsizetype before : columnsBefore(m_columns, columns)) { // one that stays keeps its worker and its grid
        const auto column = static_cast<int>(runs.size());
        if (before < 0 || m_columns[before] != columns[column])
            due.insert(column);
        runs.push_back(before < 0 ? std::make_unique<SampleRun>()
                                  : std::move(m_runs[static_cast<std::size_t>(before)]));
    }
    m_columns = columns;
    const auto gone = std::exchange(m_runs, std::move(runs)); // after the panels have let go of them
    emit columnsChanged();
    if (!m_isActive) {
        m_isDue = true;
        return;
    }
    if (m_settings.mode == SampleMode::History)
        readSteps();
    else
        for (const int column : std::as_const(due))
            ask(column);
}

void SampleLab::setSettings(const SampleSettings& settings)
{
    if (settings == m_settings)
        return;
    const bool isSame = asksTheSame(settings, m_settings);
    m_settings = settings;
    if (!isSame)
        m_timer.start();
}

void SampleLab::refresh()
{
    askAll();
}

void SampleLab::askAll()
{
    m_timer.stop();
    m_isDue = !m_isActive;
    if (!m_isActive)
        return;
    if (m_settings.mode == SampleMode::History) {
        readSteps();
        return;
    }
    for (int column = 0; column < count(); ++column)
        ask(column);
}

void SampleLab::ask(int column)
{
    if (column >= count())
        return;
    m_store.ask(
        this, [choice = m_columns[column]](StoreReader& reader) { return targetOf(reader, choice); },
        [this, column, choice = m_columns[column], settings = m_settings](const ModelRequest& target) {
            const auto place = static_cast<int>(placeOf(m_columns, column, choice));
            if (place >= 0 && asksTheSame(settings, m_settings)) // else it is asked again
                run(place).ask(target, m_settings, isText(place));
        });
}

void SampleLab::readSteps()
{
    QStringList uids;
    for (const ModelChoice& choice : std::as_const(m_columns))
        uids.append(choice.uid);
    m_store.ask(
        this, [uids](StoreReader& reader) { return readStripSteps(reader, uids); },
        [this](const QList<qint64>& steps) {
            if (m_settings.mode != SampleMode::History)
                return;
            m_steps = steps;
            emit stepsChanged();
            askHistory();
        });
}

void SampleLab::askHistory()
{
    if (m_settings.mode != SampleMode::History || !m_isActive)
        return;
    QStringList uids;
    for (const ModelChoice& choice : std::as_const(m_columns))
        uids.append(choice.uid);
    const std::optional<qint64> step = m_time.step();
    m_store.ask(
        this, [uids, step](StoreReader& reader) { return readStrips(reader, uids, step); },
        [this, step](const QHash<QString, KeptStrip>& strips) {
            if (m_settings.mode != SampleMode::History || step != m_time.step())
                return;
            for (int column = 0; column < count(); ++column)
                if (const auto kept = strips.constFind(m_columns[column].uid); kept != strips.cend())
                    showHistory(column, *kept, step);
        });
}

void SampleLab::showHistory(int column, const KeptStrip& kept, std::optional<qint64> step)
{
    if (kept.strip || !step || kept.firstStep < 0)
        return run(column).show(kept.strip ? historyGridOf(*kept.strip)
                                           : SampleGrid{.settings = {.mode = SampleMode::History}});
    const TextModel* known = model(column);
    run(column).show({.settings = {.mode = SampleMode::History}});
    run(column).refuse(missingStripWords({{m_columns[column].uid, kept}},
                                         {{m_columns[column].uid, known ? known->name : QString()}}, *step));
}

} // namespace lb::gui
