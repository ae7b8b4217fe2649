#pragma once

#include "gui/project/store_reader.h"

#include <QPointer>
#include <QThread>

#include <functional>
#include <memory>
#include <utility>

namespace lb::gui {

/// The window's handle on StoreReader and its thread. GUI thread only. Nothing here waits, except the destructor, which
/// lets the request at work finish.
class StoreThread : public QObject {
    Q_OBJECT
public:
    explicit StoreThread(std::unique_ptr<experiments::RunLauncher> launcher, QObject* parent = nullptr);
    ~StoreThread() override;

    /// For connections (they are queued). Its functions belong to the other thread: use post and ask.
    StoreReader* reader() const { return m_reader; }

    /// Runs `work(StoreReader&)` in the store's thread.
    template <class Work>
    void post(Work work)
    {
        StoreReader* reader = m_reader;
        QMetaObject::invokeMethod(reader, [reader, work = std::move(work)]() mutable { work(*reader); });
    }

    /// Runs `work(StoreReader&)` in the store's thread, then `done(result)` here, unless `context` has died by then.
    template <class Work, class Done>
    void ask(QObject* context, Work work, Done done)
    {
        StoreReader* reader = m_reader;
        StoreThread* home = this; // outlives the thread, see the destructor
        QPointer<QObject> guard(context);
        QMetaObject::invokeMethod(reader,
                                  [reader, home, guard, work = std::move(work), done = std::move(done)]() mutable {
                                      auto result = work(*reader);
                                      QMetaObject::invokeMethod(
                                          home,
                                          [guard, done = std::move(done), result = std::move(result)]() mutable {
                                              if (guard)
                                                  done(std::move(result));
                                          },
                                          Qt::QueuedConnection);
                                  });
    }

private:
    QThread m_thread;
    StoreReader* m_reader = nullptr; ///< lives in m_thread and is deleted there
};

} // namespace lb::gui
