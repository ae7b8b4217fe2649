#pragma once

#include "gui/compare/compare_figures.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>

namespace lb::gui {

class RunBoard;
class StoreReader;
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

    /// As it is now.
    CompareFigures read() const;

signals:
    /// Some runs were read; told at most every tenth of a second, every second while there are thousands.
    void changed();

private:
    void takeRuns();
    void queue(const QString& uid);
    void readNext();
    struct Read {
        CompareRun run;
        QList<SettingText> settings;
        QList<experiments::FieldSchema> fields;
    };
    /// In the store's thread.
    static std::optional<Read> read(StoreReader& reader, const QString& uid, const QStringList& wanted);
    void take(const QString& uid, size_t stamp, Read read);

    RunBoard& m_board;
    StoreThread& m_store;
    CompareFigures m_read;
    QHash<QString, size_t> m_readStamps; ///< uid to the stamp of what was read
    QStringList m_queue;
    QSet<QString> m_queued; ///< those of m_queue
    QSet<QString> m_late;   ///< changed while they were at work: read again at the next beat
    QStringList m_wanted;
    QTimer m_tellTimer;
    QTimer m_beat;
    bool m_isActive = false;
    bool m_isReading = false;
    int m_generation = 0; ///< answers of a project that was closed, or without a metric wanted since, are old
};

} // namespace lb::gui
