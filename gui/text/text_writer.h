#pragma once

#include "experiments/records/console_records.h"
#include "gui/text/serve_thread.h"

#include <QElapsedTimer>

namespace lb::gui {

/// What a writer gave back for one request.
struct WrittenReply {
    QString text;
    QList<experiments::ConsoleToken> tokens; ///< all of them
    QString end;
    qint64 step = -1; ///< of the checkpoint that wrote it
    double seconds = 0;
};

/// One text model at work, in a ServeThread. GUI thread. Tokens come in packets, at most thirty a second.
class TextWriter : public QObject {
    Q_OBJECT
public:
    /// `program`: of the worker; empty: the usual one.
    explicit TextWriter(const QString& program = {}, QObject* parent = nullptr);

    /// A "generate" request for one text (experiments/worker/README.md). Only while nothing is being written.
    void write(const QCborMap& request) { m_serve.ask(request); }
    bool isWriting() const { return m_serve.isAsking(); }
    /// Asks the worker to end the text; `finished` follows with what it has.
    void stop() { m_serve.stop(); }

signals:
    void wrote(const QList<lb::experiments::ConsoleToken>& tokens);
    void finished(const lb::gui::WrittenReply& reply);
    void failed(const lb::experiments::Error& error);

private:
    void takePart(const QCborMap& part); ///< in the other thread
    void deliver();
    void settle();

    QTimer m_packetTimer;
    QElapsedTimer m_sincePacket;
    QMutex m_tokenMutex; // guards m_tokens and m_isAnnounced
    QList<experiments::ConsoleToken> m_tokens;
    bool m_isAnnounced = false;
    ServeThread m_serve; ///< last: its thread ends before what it writes to
};

/// A token of a part, or of a reply's list.
experiments::ConsoleToken tokenOfMap(const QCborMap& map);

} // namespace lb::gui

Q_DECLARE_METATYPE(lb::gui::WrittenReply)
