#pragma once

#include "experiments/records/result.h"

#include <QObject>
#include <QSet>
#include <QString>

namespace lb::gui {

class RunBoard;
class StoreThread;

/// Applies the project's rule for keeping checkpoints to each run that ends while the window looks.
class RetentionKeeper : public QObject {
    Q_OBJECT
public:
    RetentionKeeper(RunBoard& board, StoreThread& store, QObject* parent);

signals:
    /// How many checkpoints went, and the bytes that the disk gained.
    void pruned(int checkpoints, qint64 bytes);
    void failed(const lb::experiments::Error& error);

private:
    void look();

    RunBoard& m_board;
    StoreThread& m_store;
    QSet<QString> m_atWork;
};

} // namespace lb::gui
