#pragma once

#include "experiments/records/result.h"

#include <QCborMap>
#include <QMutex>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace lb::experiments {
class ServeClient;
}

namespace lb::gui {

/// A serve worker of its own, asked from a thread of its own. GUI thread; nothing here waits but the destructor, which
/// ends the worker. A worker that has died is started again by the next request.
class ServeThread : public QObject {
    Q_OBJECT
public:
    /// Takes pieces of the answer in the other thread. None comes after `stop`.
    using OnPart = std::function<void(const QCborMap&)>;

    /// `program`: of the worker; empty: the usual one.
    explicit ServeThread(const QString& program = {}, OnPart onPart = {}, QObject* parent = nullptr);
    ~ServeThread() override;

    /// A request of experiments/worker/README.md. Only while none is at work.
    void ask(const QCborMap& request);
    bool isAsking() const { return m_isAsking; }
    /// Asks the worker to end; `answered` follows with what it has, empty where that is nothing. One that has not
    /// answered after a second, such as one that is still opening a model, is ended.
    void stop();

signals:
    void answered(const QCborMap& answer);
    void failed(const lb::experiments::Error& error);
    void progressed(int done, int total, const QString& phase);

private:
    using Answer = experiments::Result<QCborMap>;
    // In the other thread:
    void work(const QCborMap& request);
    Answer askTwice(const QCborMap& request);
    Answer askOnce(const QCborMap& request, bool* hasBegun);
    experiments::Result<void> startClient();
    void dropClient();
    // In the window's:
    void takeAnswer(const Answer& answer);

    QString m_program;
    OnPart m_onPart;
    bool m_isAsking = false;
    QTimer m_patienceTimer;
    std::atomic<bool> m_isStopped = false;
    QMutex m_clientMutex; // guards the pointer: set in the other thread, cancelled and abandoned from here
    std::unique_ptr<experiments::ServeClient> m_client;
    QThread m_thread;
    QObject* m_inside = nullptr; ///< lives in m_thread
};

} // namespace lb::gui
