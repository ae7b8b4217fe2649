#pragma once

#include "experiments/records/run_record.h"
#include "experiments/store/run_store.h"

#include <QMap>
#include <QTemporaryDir>

#include <memory>

namespace lb::tests {

/// A project in a temporary folder with a small text data set of its own, for tests that train for real in a second.
class TinyProject {
public:
    TinyProject();

    experiments::RunStore& store() { return *m_store; }
    QString path() const { return m_folder.path(); }
    QString textFile() const { return m_folder.filePath(QStringLiteral("sentences.txt")); }
    /// A spec of a text LSTM with a latent of 4 that makes several hundred steps a second.
    experiments::RunSpec spec(const QMap<QString, QJsonValue>& changes = {}) const;
    /// Creates a run (queued, not started).
    experiments::RunRecord create(const QString& name, const QMap<QString, QJsonValue>& changes = {});
    /// Creates a run that starts from the newest checkpoint of `parent`, with that run's spec and some fields changed.
    experiments::RunRecord createFork(const experiments::RunRecord& parent, const QMap<QString, QJsonValue>& changes);
    experiments::RunFolder folder(const experiments::RunRecord& run) const { return m_store->folder(run.uid); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<experiments::RunStore> m_store;
};

} // namespace lb::tests
