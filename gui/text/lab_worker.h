#pragma once

#include "gui/text/serve_thread.h"
#include "gui/text/text_order.h"

#include <QList>
#include <QMutex>
#include <QObject>

#include <optional>

namespace lb::gui {

/// What the sentence lab asks: two sentences and how to go from one to the other.
struct LabInput {
    QString a, b;
    bool isSpherical = false;
    int steps = 11;
    qint64 seed = 1; ///< of the draws of the listening meter
    bool operator==(const LabInput&) const = default;
};

/// q(z|x) of a sentence, per dimension; deviation and kl are empty where the latent has none.
struct LabCode {
    QString text; ///< as the model reads it
    int unknown = 0;
    bool isCut = false;
    QList<double> mean, deviation, kl;
};

struct LabStep {
    double position = 0;
    QString sentence;
    QList<double> code;
};

struct LabToken {
    QString piece;
    bool isEnd = false;
    double own = 0;   ///< ln p given the sentence's own code
    double other = 0; ///< ln p given other sentences' codes
};

/// Does the decoder listen to z, for sentence A; and over items of the data.
struct LabUse {
    double gain = 0; ///< nats
    QList<LabToken> tokens;
    qint64 items = 0; ///< 0: not measured over the data
    double dataGain = 0, dataError = 0;
};

struct LabNeighbour {
    QString sentence;
    double distance = 0;
};

/// Everything that one model says of an input, as far as it is.
struct LabResult {
    qint64 step = -1; ///< of the checkpoint
    std::optional<LabCode> a, b;
    QList<LabStep> path;
    std::optional<LabUse> use;
    std::optional<QList<LabNeighbour>> neighbours; ///< of A, nearest first
    qint64 among = 0;                              ///< sentences that were looked at
    QString failure;                               ///< one sentence; empty: none
    QString detail;
};

/// One model of the sentence lab at work: codes, path, listening, neighbours, one request after another, all on the
/// checkpoint that the first one met. GUI thread.
class LabWorker : public QObject {
    Q_OBJECT
public:
    explicit LabWorker(QObject* parent = nullptr);

    /// Ends what is at work and begins with this. `target`: run and checkpoint (text_order.h).
    void begin(const ModelRequest& target, const LabInput& input);
    /// Two sentences of the data, by the seed, then `drawn`. Ends what is at work.
    void draw(const ModelRequest& target, qint64 seed);
    /// What is there stays.
    void stop();
    /// A sentence in place of an answer; an empty one forgets what is there.
    void refuse(const QString& sentence);

    bool isBusy() const { return m_stage != Stage::Idle; }
    const LabResult& result() const { return m_result; }
    /// What is being done, in words; empty: nothing.
    const QString& phase() const { return m_phase; }

signals:
    void changed();
    void drawn(const QStringList& sentences);

private:
    enum class Stage { Idle, Draw, Encode, Path, Listen, Neighbours };
    struct Order {
        ModelRequest target;
        LabInput input;
        bool isDraw = false;
    };
    void start(const Order& order);
    void request(Stage stage);
    void takeAnswer(const QCborMap& answer);
    void takeFailure(const experiments::Error& error);
    void take(Stage stage, const QCborMap& answer, const QList<QCborMap>& parts);
    QList<QCborMap> takeParts();
    void finish();

    QMutex m_partMutex; // guards m_parts: filled in the other thread
    QList<QCborMap> m_parts;
    Stage m_stage = Stage::Idle;
    Order m_order;
    std::optional<Order> m_next;
    bool m_isStopped = false;
    LabResult m_result;
    QString m_phase;
    ServeThread m_serve; ///< last: its thread ends before what it writes to
};

} // namespace lb::gui
