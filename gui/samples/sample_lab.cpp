#include "gui/samples/sample_lab.h"

#include "experiments/store/metric_reader.h"
#include "gui/project/store_thread.h"

#include <algorithm>
#include <chrono>

namespace lb::gui {

using experiments::ItemStrip;
using experiments::MetricReader;
using experiments::Result;

namespace {

constexpr auto kMoment = std::chrono::milliseconds(200);

Result<ItemStrip> readStrip(StoreReader& reader, const QString& uid, qint64 step)
{
    if (!reader.store())
        return tl::unexpected(noProject());
    const auto metrics = MetricReader::open(reader.store()->folder(uid));
    return metrics ? (*metrics)->strip(step) : tl::unexpected(metrics.error());
}

QList<qint64> readStripSteps(StoreReader& reader, const QStringList& uids)
{
    QSet<qint64> steps;
    for (const QString& uid : uids) {
        if (!reader.store())
            break;
        const auto metrics = MetricReader::open(reader.store()->folder(uid));
        const auto known = metrics ? (*metrics)->stripSteps() : tl::unexpected(metrics.error());
        if (known)
            steps.unite(QSet<qint64>(known->cbegin(), known->cend()));
    }
    QList<qint64> rising(steps.cbegin(), steps.cend());
    std::sort(rising.begin(), rising.end());
    return rising;
}

} // namespace

SampleLab::SampleLab(RunBoard& board, StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_models(new TextModels(board, store, this, ServedModels::All))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kMoment);
    connect(&m_timer, &QTimer::timeout, this, &SampleLab::askAll);
    connect(m_models, &TextModels::changed, this, &SampleLab::takeModels);
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

void SampleLab::setColumns(const QList<ModelChoice>& columns)
{
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
            if (!steps.contains(m_step))
                m_step = steps.isEmpty() ? -1 : steps.last();
            emit stepsChanged();
            for (int column = 0; column < count(); ++column)
                askHistory(column);
        });
}

void SampleLab::setStep(qint64 step)
{
    m_step = step;
    for (int column = 0; column < count(); ++column)
        askHistory(column);
}

void SampleLab::askHistory(int column)
{
    m_store.ask(
        this,
        [uid = m_columns[column].uid, step = m_step](StoreReader& reader) { return readStrip(reader, uid, step); },
        [this, column, uid = m_columns[column].uid, step = m_step](const Result<ItemStrip>& strip) {
            if (column >= count() || m_columns[column].uid != uid || m_settings.mode != SampleMode::History ||
                step != m_step)
                return;
            run(column).show(strip ? historyGridOf(*strip) : SampleGrid{.settings = {.mode = SampleMode::History}});
        });
}

} // namespace lb::gui
