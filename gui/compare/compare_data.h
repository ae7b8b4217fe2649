#pragma once

#include "experiments/records/field_schema.h"
#include "experiments/records/run_figures.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace lb::gui {

class RunBoard;
class StoreThread;

/// Figures of the project's runs for the Compare page, read in the store's thread one run after another, the shown ones
/// first; read again when a run has changed. Reads nothing while nobody looks. GUI thread.
class CompareData : public QObject {
    Q_OBJECT
public:
    CompareData(RunBoard& board, StoreThread& store, QObject* parent);

    /// The page is on screen.
    void setActive(bool isActive);
    /// Also reads this metric's history, of all runs: those of training batches are read only when asked for.
    void want(const QString& metric);

    const QHash<QString, experiments::RunFigures>& figures() const { return m_figures; }
    const experiments::RunFigures* figures(const QString& uid) const;
    /// See experiments::settingsKey; empty for a run that has not been read.
    QString settingsKey(const QString& uid) const { return m_settingsKeys.value(uid); }
    /// The field of any run's schema; null for an unknown key.
    const experiments::FieldSchema* field(const QString& key) const;
    /// Runs that are still to be read.
    qsizetype waiting() const { return m_queue.size() + (m_isReading ? 1 : 0); }

signals:
    /// Some runs were read; told at most every tenth of a second.
    void changed();

private:
    void takeRuns();
    void queue(const QString& uid);
    void readNext();
    void take(const QString& uid, size_t stamp, experiments::RunFigures figures);

    RunBoard& m_board;
    StoreThread& m_store;
    QHash<QString, experiments::RunFigures> m_figures;
    QHash<QString, QString> m_settingsKeys;
    QHash<QString, size_t> m_readStamps; ///< uid to the stamp of what was read
    QHash<QString, experiments::FieldSchema> m_fields;
    QStringList m_queue;
    QSet<QString> m_late; ///< changed while they were at work: read again at the next beat
    QStringList m_wanted;
    QTimer m_tellTimer;
    QTimer m_beat;
    bool m_isActive = false;
    bool m_isReading = false;
    int m_generation = 0; ///< answers of a project that was closed, or without a metric wanted since, are old
};

} // namespace lb::gui
