#pragma once

#include "experiments/records/console_records.h"
#include "experiments/records/result.h"

#include <QCborMap>
#include <QElapsedTimer>
#include <QMutex>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>

namespace lb::experiments {
class ServeClient;
}

namespace lb::gui {

/// What a writer gave back for one request.
struct WrittenReply {
    QString text;
    QList<experiments::ConsoleToken> tokens; ///< all of them
    QString end;
    qint64 step = -1; ///< of the checkpoint that wrote it
    double seconds = 0;
};

/// One text model at work: a serve worker of its own, asked from a thread of its own. GUI thread; nothing here waits
/// but the destructor, which ends the worker. Tokens come in packets, at most thirty a second. A worker that has died
/// is started again by the next request.
class TextWriter : public QObject {
    Q_OBJECT
public:
    /// `program`: of the worker; empty: the usual one.
    explicit TextWriter(const QString& program = {}, QObject* parent = nullptr);
    ~TextWriter() override;

    /// A "generate" request for one text (experiments/worker/README.md). Only while nothing is being written.
    void write(const QCborMap& request);
    bool isWriting() const { return m_isWriting; }
    /// Asks the worker to end the text; `finished` follows with what it has. One that has not answered after a second,
    /// such as one that is still opening a model, is ended.
    void stop();

signals:
    void wrote(const QList<lb::experiments::ConsoleToken>& tokens);
    void finished(const lb::gui::WrittenReply& reply);
    void failed(const lb::experiments::Error& error);

private:
    using Answer = experiments::Result<QCborMap>;
    // In the other thread:
    void work(const QCborMap& request);
    Answer ask(const QCborMap& request);
    Answer askOnce(const QCborMap& request, bool* hasBegun);
    experiments::Result<void> startClient();
    void dropClient();
    // In the window's:
    void deliver();
    void takeAnswer(const Answer& answer);

    QString m_program;
    bool m_isWriting = false;
    QTimer m_packetTimer;
    QTimer m_patienceTimer;
    QElapsedTimer m_sincePacket;

    std::atomic<bool> m_isStopped = false;
    QMutex m_clientMutex; // guards the pointer: set in the other thread, cancelled and abandoned from here
    std::unique_ptr<experiments::ServeClient> m_client;
    QMutex m_tokenMutex; // guards m_tokens and m_isAnnounced
    QList<experiments::ConsoleToken> m_tokens;
    bool m_isAnnounced = false;

    QThread m_thread;
    QObject* m_inside = nullptr; ///< lives in m_thread
};

/// A token of a part, or of a reply's list.
experiments::ConsoleToken tokenOfMap(const QCborMap& map);

} // namespace lb::gui

Q_DECLARE_METATYPE(lb::gui::WrittenReply)
