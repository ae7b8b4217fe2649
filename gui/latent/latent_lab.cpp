#include "gui/latent/latent_lab.h"

#include "gui/project/store_thread.h"

#include <algorithm>

namespace lb::gui {

LatentLab::LatentLab(RunBoard& board, StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_models(new TextModels(board, store, this, ServedModels::Codes))
{
    connect(m_models, &TextModels::changed, this, &LatentLab::takeModels);
}

LatentLab::~LatentLab() = default;

void LatentLab::setActive(bool active)
{
    m_isActive = active;
    m_models->setWatching(active);
    if (!active)
        return;
    takeModels();
    for (const int column : QSet<int>(m_due))
        ask(column);
}

void LatentLab::takeModels()
{
    setColumns(m_models->settled(m_columns));
    emit modelsChanged();
}

void LatentLab::setColumns(const QList<ModelChoice>& wanted)
{
    const QList<ModelChoice> columns = m_models->placed(wanted);
    if (columns == m_columns)
        return;
    std::vector<std::unique_ptr<LatentRun>> runs;
    QSet<int> due;
    // A run that stays keeps its worker: another checkpoint of it is then open sooner.
    for (const qsizetype before : columnsBefore(m_columns, columns)) {
        const auto column = static_cast<int>(runs.size());
        if (before < 0 || m_columns[before] != columns[column] || m_due.contains(static_cast<int>(before)))
            due.insert(column);
        runs.push_back(before < 0 ? std::make_unique<LatentRun>()
                                  : std::move(m_runs[static_cast<std::size_t>(before)]));
    }
    m_columns = columns;
    const auto gone = std::exchange(m_runs, std::move(runs)); // after the panels have let go of them
    m_due = due;
    emit columnsChanged();
    if (m_isActive)
        for (const int column : QSet<int>(m_due))
            ask(column);
}

void LatentLab::refresh(int column)
{
    ask(column);
}

void LatentLab::setLimit(int codes)
{
    if (codes == m_limit)
        return;
    m_limit = codes;
    for (int column = 0; column < count(); ++column)
        if (m_isActive)
            ask(column);
        else
            m_due.insert(column);
}

void LatentLab::ask(int column)
{
    if (column >= count())
        return;
    m_due.remove(column);
    m_store.ask(
        this, [choice = m_columns[column]](StoreReader& reader) { return targetOf(reader, choice); },
        [this, column, choice = m_columns[column]](const ModelRequest& target) {
            const auto place = static_cast<int>(placeOf(m_columns, column, choice));
            if (place < 0)
                return;
            std::vector<float> reference;
            if (m_isAligned) // to what was there; a new run to the first
                reference = run(place).map(MapMethod::Pca).positions;
            if (m_isAligned && reference.empty() && place > 0)
                reference = run(0).map(MapMethod::Pca).positions;
            ModelRequest limited = target;
            limited.request.insert(QStringLiteral("limit"), m_limit);
            run(place).open(limited, reference);
        });
}

QString LatentLab::dataset(int column) const
{
    const TextModel* model = m_models->find(m_columns[column].uid);
    return model ? model->dataset : QString();
}

void LatentLab::setSelection(int column, const QSet<quint32>& items)
{
    const LatentSelection selection =
        items.isEmpty()
            ? LatentSelection()
            : LatentSelection{.dataset = dataset(column), .split = run(column).rows().split, .items = items};
    if (selection == m_selection)
        return;
    m_selection = selection;
    emit selectionChanged();
}

int LatentLab::sameItem(int column, int row, int otherColumn) const
{
    if (row < 0 || column == otherColumn)
        return row;
    const std::vector<quint32>& known = run(column).rows().items;
    if (dataset(column) != dataset(otherColumn) || static_cast<std::size_t>(row) >= known.size())
        return -1;
    const std::vector<quint32>& items = run(otherColumn).rows().items;
    const auto found = std::find(items.begin(), items.end(), known[static_cast<std::size_t>(row)]);
    return found == items.end() ? -1 : static_cast<int>(found - items.begin());
}

std::vector<int> LatentLab::selectedRows(int column) const
{
    std::vector<int> rows;
    const std::vector<quint32>& items = run(column).rows().items;
    if (m_selection.items.isEmpty() || dataset(column) != m_selection.dataset)
        return rows;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (m_selection.items.contains(items[i]))
            rows.push_back(static_cast<int>(i));
    return rows;
}

} // namespace lb::gui
