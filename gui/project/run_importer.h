#pragma once

#include "gui/text/serve_thread.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace lb::gui {

class StoreThread;

/// Makes runs of the project of other programs' files, one path at a time: a worker reads them, so that a damaged file
/// ends no more than that, the store's thread makes the runs, the worker fills them. GUI thread; nothing here waits.
class RunImporter : public QObject {
    Q_OBJECT
public:
    explicit RunImporter(StoreThread& store, QObject* parent);
    ~RunImporter() override;

    /// Only while none is at work.
    void start(const QString& path);
    bool isAtWork() const { return m_serve != nullptr; }
    /// Of the last one.
    const QString& path() const { return m_path; }

signals:
    /// `losses`: what could not be read, a sentence each.
    void finished(const QStringList& uids, const QStringList& losses);
    void failed(const lb::experiments::Error& error);

private:
    using Take = void (RunImporter::*)(const QCborMap& answer);
    void ask(const QCborMap& request, Take take);
    void makeRuns(const QCborMap& found);
    void finish(const QCborMap& found);
    void fail(const experiments::Error& error);

    StoreThread& m_store;
    QString m_path;
    QStringList m_uids; ///< made, and to be filled
    std::unique_ptr<ServeThread> m_serve;
};

} // namespace lb::gui
