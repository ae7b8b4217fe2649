#include "gui/text/sentence_lab.h"

#include "gui/project/store_thread.h"
#include "gui/text/text_models.h"

#include <algorithm>
#include <chrono>

namespace lb::gui {

namespace {

using namespace std::chrono_literals;

constexpr auto kAfterTyping = 400ms;

} // namespace

SentenceLab::SentenceLab(TextModels& models, StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_models(models)
    , m_store(store)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kAfterTyping);
    connect(&m_timer, &QTimer::timeout, this, &SentenceLab::refresh);
}

SentenceLab::~SentenceLab() = default;

void SentenceLab::setActive(bool active)
{
    m_isActive = active;
    if (!active)
        stop();
    else if (m_isDue)
        refresh();
}

void SentenceLab::setColumns(const QList<ModelChoice>& columns)
{
    if (columns == m_columns)
        return;
    for (qsizetype i = 0; i < std::min(columns.size(), m_columns.size()); ++i)
        if (columns[i] != m_columns[i])
            m_workers[static_cast<std::size_t>(i)]->refuse({}); // what another model said
    m_columns = columns;
    while (m_workers.size() > static_cast<std::size_t>(columns.size()))
        m_workers.pop_back();
    while (m_workers.size() < static_cast<std::size_t>(columns.size())) {
        const auto column = static_cast<int>(m_workers.size());
        m_workers.push_back(std::make_unique<LabWorker>());
        connect(m_workers.back().get(), &LabWorker::changed, this, [this, column] { emit columnChanged(column); });
        connect(m_workers.back().get(), &LabWorker::drawn, this, &SentenceLab::drawn);
    }
    emit columnsChanged();
    askSoon();
}

void SentenceLab::setInput(const LabInput& input)
{
    if (input == m_input)
        return;
    m_input = input;
    askSoon();
}

void SentenceLab::askSoon()
{
    m_isDue = true;
    if (m_isActive)
        m_timer.start();
}

void SentenceLab::refresh()
{
    m_timer.stop();
    m_isDue = true;
    if (!m_isActive || m_input.a.trimmed().isEmpty() || m_input.b.trimmed().isEmpty())
        return;
    m_isDue = false;
    for (int column = 0; column < m_columns.size(); ++column)
        ask(column);
}

void SentenceLab::stop()
{
    if (m_timer.isActive() || isBusy())
        m_isDue = true;
    m_timer.stop();
    for (const auto& worker : m_workers)
        worker->stop();
}

bool SentenceLab::hasCodes(int column) const
{
    const TextModel* model = m_models.find(m_columns[column].uid);
    return model && model->family != QLatin1String("language");
}

int SentenceLab::firstWithCodes() const
{
    for (int column = 0; column < m_columns.size(); ++column)
        if (hasCodes(column))
            return column;
    return -1;
}

template <class Use>
void SentenceLab::withTarget(int column, Use use)
{
    m_store.ask(
        this, [choice = m_columns[column]](StoreReader& reader) { return targetOf(reader, choice); },
        [this, column, choice = m_columns[column], use](const ModelRequest& target) {
            if (const qsizetype place = placeOf(m_columns, column, choice); place >= 0)
                use(*m_workers[static_cast<std::size_t>(place)], target);
        });
}

void SentenceLab::ask(int column)
{
    if (!hasCodes(column)) {
        const TextModel* model = m_models.find(m_columns[column].uid);
        m_workers[static_cast<std::size_t>(column)]->refuse(
            tr("%1 is a language model without latent, so it has no codes; choose a text autoencoder.")
                .arg(model ? model->name : tr("This run")));
        return;
    }
    withTarget(column, [this](LabWorker& worker, const ModelRequest& target) { worker.begin(target, m_input); });
}

bool SentenceLab::canDraw() const
{
    return firstWithCodes() >= 0;
}

void SentenceLab::draw(qint64 seed)
{
    if (canDraw())
        withTarget(firstWithCodes(),
                   [seed](LabWorker& worker, const ModelRequest& target) { worker.draw(target, seed); });
}

const LabResult& SentenceLab::result(int column) const
{
    return m_workers[static_cast<std::size_t>(column)]->result();
}

bool SentenceLab::isBusy(int column) const
{
    return m_workers[static_cast<std::size_t>(column)]->isBusy();
}

bool SentenceLab::isBusy() const
{
    return std::any_of(m_workers.cbegin(), m_workers.cend(), [](const auto& worker) { return worker->isBusy(); });
}

QString SentenceLab::phase(int column) const
{
    return m_workers[static_cast<std::size_t>(column)]->phase();
}

} // namespace lb::gui
