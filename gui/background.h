#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace lb::gui {

/// Runs `work()` in a thread of Qt's pool, then `done(result)` in the window's thread, unless `context` has died by
/// then. `work` owns all that it reads. GUI thread.
template <class Work, class Done>
void inBackground(QObject* context, Work work, Done done)
{
    QThreadPool::globalInstance()->start(
        [guard = QPointer<QObject>(context), work = std::move(work), done = std::move(done)]() mutable {
            auto result = work();
            QMetaObject::invokeMethod(
                qApp,
                [guard, done = std::move(done), result = std::move(result)]() mutable {
                    if (guard)
                        done(std::move(result));
                },
                Qt::QueuedConnection);
        });
}

} // namespace lb::gui
