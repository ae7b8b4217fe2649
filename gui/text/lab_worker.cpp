#include "gui/text/lab_worker.h"

#include "gui/error_presenter.h"

#include <utility>

namespace lb::gui {

namespace {

constexpr int kNeighbours = 11; // as many rows as the path has
constexpr int kDataItems = 200; // for the listening meter over the data
constexpr int kDraws = 16;

QList<double> numbers(const QCborMap& map, const char* key)
{
    QList<double> values;
    for (const QCborValue& value : map.value(QLatin1String(key)).toArray())
        values.append(value.toDouble());
    return values;
}

LabCode codeOf(const QCborMap& map)
{
    return {.text = map.value(QLatin1String("text")).toString(),
            .unknown = static_cast<int>(map.value(QLatin1String("unknown")).toInteger()),
            .isCut = map.value(QLatin1String("cut")).toBool(),
            .mean = numbers(map, "mean"),
            .deviation = numbers(map, "deviation"),
            .kl = numbers(map, "kl")};
}

LabUse useOf(const QCborMap& answer)
{
    const QCborMap sentence = answer.value(QLatin1String("sentences")).toArray().first().toMap();
    const QCborMap sample = answer.value(QLatin1String("sample")).toMap();
    LabUse use{.gain = sentence.value(QLatin1String("gain")).toDouble(),
               .items = sample.value(QLatin1String("items")).toInteger(),
               .dataGain = sample.value(QLatin1String("gain")).toDouble(),
               .dataError = sample.value(QLatin1String("error")).toDouble()};
    for (const QCborValue& entry : sentence.value(QLatin1String("tokens")).toArray()) {
        const QCborMap token = entry.toMap();
        use.tokens.append({.piece = token.value(QLatin1String("piece")).toString(),
                           .isEnd = token.value(QLatin1String("is_end")).toBool(),
                           .own = token.value(QLatin1String("own")).toDouble(),
                           .other = token.value(QLatin1String("other")).toDouble()});
    }
    return use;
}

QList<LabNeighbour> neighboursOf(const QCborMap& answer)
{
    QList<LabNeighbour> neighbours;
    for (const QCborValue& item : answer.value(QLatin1String("items")).toArray())
        neighbours.append({item.toMap().value(QLatin1String("sentence")).toString(),
                           item.toMap().value(QLatin1String("distance")).toDouble()});
    return neighbours;
}

} // namespace

LabWorker::LabWorker(QObject* parent)
    : QObject(parent)
    , m_serve({}, [this](const QCborMap& part) {
        const QMutexLocker locker(&m_partMutex);
        m_parts.append(part);
    })
{
    connect(&m_serve, &ServeThread::answered, this, &LabWorker::takeAnswer);
    connect(&m_serve, &ServeThread::failed, this, &LabWorker::takeFailure);
    connect(&m_serve, &ServeThread::progressed, this, [this](int done, int total, const QString&) {
        if (m_stage != Stage::Neighbours || total <= 0)
            return;
        m_phase = tr("encoding the data, %1 %").arg(100 * done / total);
        emit changed();
    });
}

void LabWorker::begin(const ModelRequest& target, const LabInput& input)
{
    start({target, input});
}

void LabWorker::draw(const ModelRequest& target, qint64 seed)
{
    start({target, {.seed = seed}, true});
}

void LabWorker::start(const Order& order)
{
    if (isBusy()) {
        m_next = order;
        m_isStopped = true;
        m_serve.stop();
        return;
    }
    m_order = order;
    m_isStopped = false;
    if (!order.isDraw)
        m_result = {};
    if (order.target.error) {
        takeFailure(*order.target.error);
        return;
    }
    request(order.isDraw ? Stage::Draw : Stage::Encode);
}

void LabWorker::stop()
{
    m_next.reset();
    if (!isBusy())
        return;
    m_isStopped = true;
    m_serve.stop();
}

void LabWorker::refuse(const QString& sentence)
{
    stop();
    m_result = {};
    m_result.failure = sentence;
    emit changed();
}

void LabWorker::request(Stage stage)
{
    const bool isFirst = m_stage == Stage::Idle;
    m_stage = stage;
    takeParts();
    QCborMap request = m_order.target.request;
    const auto set = [&](const char* key, const QCborValue& value) { request.insert(QLatin1String(key), value); };
    const LabInput& input = m_order.input;
    switch (stage) {
    case Stage::Idle:
        return;
    case Stage::Draw:
        set("what", QStringLiteral("sentences"));
        set("count", 2);
        set("seed", input.seed);
        break;
    case Stage::Encode:
        set("what", QStringLiteral("encode"));
        set("texts", QCborArray{input.a, input.b});
        break;
    case Stage::Path:
        set("what", QStringLiteral("interpolate"));
        set("from", input.a);
        set("to", input.b);
        set("count", input.steps);
        set("path", input.isSpherical ? QStringLiteral("spherical") : QStringLiteral("linear"));
        break;
    case Stage::Listen:
        set("what", QStringLiteral("listen"));
        set("texts", QCborArray{input.a});
        set("draws", kDraws);
        set("seed", input.seed);
        set("items", kDataItems);
        break;
    case Stage::Neighbours:
        set("what", QStringLiteral("neighbours"));
        set("text", input.a);
        set("count", kNeighbours);
        break;
    }
    m_phase = isFirst                  ? tr("opening the model")
              : stage == Stage::Path   ? tr("decoding")
              : stage == Stage::Listen ? tr("listening")
                                       : tr("encoding the data");
    m_serve.ask(request);
    emit changed();
}

QList<QCborMap> LabWorker::takeParts()
{
    const QMutexLocker locker(&m_partMutex);
    return std::exchange(m_parts, {});
}

void LabWorker::takeAnswer(const QCborMap& answer)
{
    const Stage done = m_stage;
    const QList<QCborMap> parts = takeParts();
    if (m_isStopped) {
        finish();
        return;
    }
    if (done == Stage::Draw) {
        QStringList sentences;
        for (const QCborValue& sentence : answer.value(QLatin1String("sentences")).toArray())
            sentences.append(sentence.toString());
        finish();
        emit drawn(sentences);
        return;
    }
    take(done, answer, parts);
    if (done == Stage::Neighbours)
        finish();
    else
        request(static_cast<Stage>(static_cast<int>(done) + 1)); // in the order of Stage
}

void LabWorker::take(Stage stage, const QCborMap& answer, const QList<QCborMap>& parts)
{
    switch (stage) {
    case Stage::Encode:
        m_result.step = answer.value(QLatin1String("step")).toInteger(-1);
        // A run that trains writes newer ones meanwhile.
        m_order.target.request.insert(QStringLiteral("checkpoint"), answer.value(QLatin1String("checkpoint")));
        m_result.a = codeOf(parts.value(0));
        m_result.b = codeOf(parts.value(1));
        break;
    case Stage::Path:
        for (const QCborMap& part : parts)
            m_result.path.append({part.value(QLatin1String("position")).toDouble(),
                                  part.value(QLatin1String("sentence")).toString(), numbers(part, "code")});
        break;
    case Stage::Listen:
        m_result.use = useOf(answer);
        break;
    case Stage::Neighbours:
        m_result.neighbours = neighboursOf(answer);
        m_result.among = answer.value(QLatin1String("among")).toInteger();
        break;
    case Stage::Idle:
    case Stage::Draw:
        break;
    }
}

void LabWorker::takeFailure(const experiments::Error& error)
{
    if (!m_isStopped) {
        m_result.failure = writingSentence(error, m_order.target.runName);
        m_result.detail = error.detail;
    }
    finish();
}

void LabWorker::finish()
{
    m_stage = Stage::Idle;
    m_phase.clear();
    if (m_next) {
        start(*std::exchange(m_next, std::nullopt));
        return;
    }
    emit changed();
}

} // namespace lb::gui
