#include "gui/storage/retention_keeper.h"

#include "experiments/store/retention.h"
#include "gui/project/store_thread.h"
#include "gui/run_board.h"

namespace lb::gui {

using experiments::PrunePlan;
using experiments::Result;

RetentionKeeper::RetentionKeeper(RunBoard& board, StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_board(board)
    , m_store(store)
{
    connect(&board, &RunBoard::runsListed, this, &RetentionKeeper::look);
    connect(&board, &RunBoard::runChanged, this, &RetentionKeeper::look);
}

void RetentionKeeper::look()
{
    QStringList ended;
    QSet<QString> atWork;
    for (const experiments::RunRecord& run : m_board.runs())
        if (experiments::isActive(run.state))
            atWork.insert(run.uid);
        else if (m_atWork.contains(run.uid))
            ended.append(run.uid);
    m_atWork = atWork;
    if (ended.isEmpty())
        return;
    m_store.ask(
        this,
        [ended](StoreReader& reader) {
            return reader.store() && !reader.store()->isReadOnly() ? applyRetention(*reader.store(), ended)
                                                                   : Result<PrunePlan>(PrunePlan());
        },
        [this](const Result<PrunePlan>& gone) {
            if (!gone)
                emit failed(gone.error());
            else if (!gone->checkpoints.isEmpty())
                emit pruned(static_cast<int>(gone->checkpoints.size()), gone->bytes);
        });
}

} // namespace lb::gui
