#include "gui/latent/latent_run.h"

#include "gui/error_presenter.h"

#include <QCborArray>

#include <algorithm>
#include <utility>

namespace lb::gui {

namespace {

QString wordOf(MapMethod method)
{
    return method == MapMethod::Pca    ? QStringLiteral("pca")
           : method == MapMethod::Tsne ? QStringLiteral("tsne")
                                       : QStringLiteral("umap");
}

/// The places of items in another list; -1: not there.
QList<int> placesOf(const std::vector<quint32>& items, const std::vector<quint32>& list)
{
    QHash<quint32, int> places;
    for (std::size_t i = 0; i < list.size(); ++i)
        places.insert(list[i], static_cast<int>(i));
    QList<int> result;
    for (const quint32 item : items)
        result.append(places.value(item, -1));
    return result;
}

} // namespace

LatentRun::LatentRun(QObject* parent)
    : QObject(parent)
    , m_serve({},
              [this](const QCborMap& part) {
                  QMetaObject::invokeMethod(
                      this, [this, part] { takePart(part); }, Qt::QueuedConnection);
              })
    , m_embedServe({}, [this](const QCborMap& part) {
        if (part.contains(QLatin1String("positions")))
            QMetaObject::invokeMethod(
                this, [this, part] { takeEmbedding(part); }, Qt::QueuedConnection);
    })
{
    connect(&m_serve, &ServeThread::answered, this, &LatentRun::takeAnswer);
    connect(&m_serve, &ServeThread::failed, this, [this](const experiments::Error& error) {
        if (const int due = pictureDue(); m_job == Job::Picture && due >= 0) {
            m_pictures[due].isRefused = true;
            emit pictureRefused(-2 - due, writingSentence(error, m_target.runName));
        } else {
            fail(error);
        }
        m_job = Job::None;
        next();
    });
    connect(&m_serve, &ServeThread::progressed, this, [this](int done, int total, const QString& phase) {
        if (m_job == Job::Open && total > 0)
            setPhase(phase == QLatin1String("scoring") ? tr("scoring the codes") : tr("encoding the data"),
                     100 * done / total);
    });
    connect(&m_embedServe, &ServeThread::progressed, this, [this](int done, int total, const QString& phase) {
        if (total > 0)
            setPhase(phase == QLatin1String("arranging") && done > 0 ? tr("arranging the codes")
                                                                     : tr("looking for neighbours"),
                     100 * done / total);
    });
    connect(&m_embedServe, &ServeThread::answered, this, [this](const QCborMap& answer) {
        takeEmbedding(answer);
        setPhase({});
        if (m_embeddingDue)
            embed(*std::exchange(m_embeddingDue, std::nullopt));
    });
    connect(&m_embedServe, &ServeThread::failed, this, [this](const experiments::Error& error) {
        fail(error);
        setPhase({});
    });
}

QCborMap LatentRun::requestFor(const char* what) const
{
    QCborMap request = m_target.request;
    request.insert(QStringLiteral("what"), QLatin1String(what));
    return request;
}

void LatentRun::open(const ModelRequest& target, const std::vector<float>& reference)
{
    m_target = target;
    m_reference = reference;
    m_failure.clear();
    m_isOpenDue = true;
    m_isOpening = true;
    m_areItemsDue = false;
    m_cursorDue.reset();
    m_pathDue.reset();
    m_sumDue.reset();
    m_filmDue.reset();
    m_stripsDue.clear();
    m_embeddingDue.reset();
    m_isEmbeddingStale = true;
    m_embedServe.stop();
    if (target.error) {
        m_isOpenDue = false;
        m_isOpening = false;
        m_rows = {};
        m_items = {};
        forgetCodes();
        emit rowsChanged();
        emit mapChanged(MapMethod::Pca);
        emit itemsChanged();
        fail(*target.error);
        return;
    }
    setPhase(tr("opening the model"));
    if (m_job != Job::None)
        m_serve.stop();
    else
        next();
}

void LatentRun::refuse(const QString& sentence)
{
    m_isOpening = false;
    m_failure = sentence;
    m_failureDetail.clear();
    emit stateChanged();
}

void LatentRun::forgetCodes()
{
    m_maps = {};
    m_cursor = {};
    m_path = {};
    m_sum = {};
    m_film = {};
    m_strips.clear();
    for (OwnPicture& picture : m_pictures)
        picture.code.clear();
}

void LatentRun::embed(MapMethod method)
{
    if (m_rows.items.empty() || m_isOpening || method == MapMethod::Pca || map(method).isFinished)
        return;
    if (m_embedServe.isAsking()) {
        if (m_embedding == method)
            return;
        m_embeddingDue = method;
        m_embedServe.stop();
        return;
    }
    m_embedding = method;
    m_isEmbeddingStale = false;
    QCborMap request = requestFor("map");
    request.insert(QStringLiteral("method"), wordOf(method));
    setPhase(tr("looking for neighbours"));
    m_embedServe.ask(request);
    emit stateChanged();
}

void LatentRun::cancelEmbedding()
{
    m_embeddingDue.reset();
    m_embedServe.stop();
}

void LatentRun::takeEmbedding(const QCborMap& answer)
{
    LatentMap map = latentMapOf(answer);
    if (m_isEmbeddingStale || map.positions.size() != 2 * m_rows.items.size())
        return;
    m_maps[static_cast<std::size_t>(m_embedding)] = std::move(map);
    emit mapChanged(m_embedding);
}

void LatentRun::decodeAt(QPointF place)
{
    QCborMap request = requestFor("decode");
    request.insert(QStringLiteral("positions"),
                   latentBytes({static_cast<float>(place.x()), static_cast<float>(place.y())}));
    request.insert(QStringLiteral("nearest"), kNearest);
    m_cursorDue = request;
    interactive();
}

void LatentRun::decodeCode(const std::vector<float>& code)
{
    QCborMap request = requestFor("decode");
    request.insert(QStringLiteral("codes"), latentBytes(code));
    request.insert(QStringLiteral("nearest"), kNearest);
    m_cursorDue = request;
    interactive();
}

QCborMap LatentRun::pathRequest(const PathOrder& order) const
{
    QCborMap request = requestFor("path");
    request.insert(QStringLiteral("from"), pointOf(order.from));
    request.insert(QStringLiteral("to"), pointOf(order.to));
    request.insert(QStringLiteral("count"), order.steps);
    request.insert(QStringLiteral("path"), order.isSpherical ? QStringLiteral("spherical") : QStringLiteral("linear"));
    return request;
}

void LatentRun::pathBetween(const PathOrder& order)
{
    m_pathDue = pathRequest(order);
    interactive();
}

void LatentRun::filmBetween(const PathOrder& order)
{
    m_filmDue = pathRequest(order);
    interactive();
}

void LatentRun::arithmetic(int a, int b, int c)
{
    QCborMap request = requestFor("arithmetic");
    request.insert(QStringLiteral("a"), pointOf(a));
    request.insert(QStringLiteral("b"), pointOf(b));
    request.insert(QStringLiteral("c"), pointOf(c));
    request.insert(QStringLiteral("nearest"), kNearest);
    m_sumDue = request;
    interactive();
}

void LatentRun::traverse(const QList<int>& dimensions)
{
    m_stripsDue.clear();
    for (const int dimension : dimensions)
        if (!m_strips.contains(dimension))
            m_stripsDue.append(dimension);
    next();
}

const LatentDecoded* LatentRun::strip(int dimension) const
{
    const auto found = m_strips.constFind(dimension);
    return found == m_strips.cend() ? nullptr : &*found;
}

/// Somebody waits with a hand on the mouse: a traversal makes room.
void LatentRun::interactive()
{
    if (m_job == Job::Traverse)
        m_serve.stop();
    else
        next();
}

void LatentRun::next()
{
    if (m_job != Job::None)
        return;
    if (m_isOpenDue) {
        m_isOpenDue = false;
        QCborMap request = requestFor("map");
        if (!m_reference.empty())
            request.insert(QStringLiteral("align"), latentBytes(m_reference));
        ask(Job::Open, request);
        return;
    }
    if (m_rows.items.empty() || m_isOpening)
        return;
    const auto withPlane = [this](std::optional<QCborMap>& due) {
        QCborMap request = *std::exchange(due, std::nullopt);
        request.insert(QStringLiteral("plane"), map(MapMethod::Pca).plane);
        return request;
    };
    if (const int due = pictureDue(); due >= 0) {
        QCborMap request = requestFor("picture");
        request.insert(QStringLiteral("picture"), QCborMap{{QStringLiteral("picture"), m_pictures[due].file}});
        ask(Job::Picture, request);
    } else if (m_cursorDue) {
        ask(Job::Cursor, withPlane(m_cursorDue));
    } else if (m_pathDue) {
        ask(Job::Path, withPlane(m_pathDue));
    } else if (m_sumDue) {
        ask(Job::Sum, withPlane(m_sumDue));
    } else if (m_filmDue) {
        ask(Job::Film, withPlane(m_filmDue));
    } else if (m_areItemsDue) {
        askForItems();
    } else if (!m_stripsDue.isEmpty()) {
        QCborMap request = requestFor("traverse");
        QCborArray dimensions;
        for (const int dimension : std::as_const(m_stripsDue))
            dimensions.append(dimension);
        request.insert(QStringLiteral("dimensions"), dimensions);
        request.insert(QStringLiteral("count"), kTraversalSteps);
        ask(Job::Traverse, request);
    }
}

void LatentRun::ask(Job job, const QCborMap& request)
{
    m_job = job;
    m_serve.ask(request);
    emit stateChanged();
}

void LatentRun::takePart(const QCborMap& part)
{
    if (m_job != Job::Traverse || m_isOpening)
        return;
    const int dimension = static_cast<int>(part.value(QLatin1String("dimension")).toInteger(-1));
    m_strips.insert(dimension, latentDecodedOf(part));
    m_stripsDue.removeOne(dimension);
    emit stripDecoded(dimension);
}

void LatentRun::takeRows(const QCborMap& answer)
{
    const LatentRows rows = latentRowsOf(answer);
    const bool areOtherItems = rows.items != m_rows.items;
    const QCborValue of = m_target.request.value(QLatin1String("run"));
    const bool isSameRun = std::exchange(m_rowsRun, of) == of;
    const std::vector<quint32> before = std::exchange(m_rows, rows).items;
    forgetCodes();
    m_maps[0] = latentMapOf(answer);
    m_isOpening = false;
    m_areItemsDue = areOtherItems || m_items.count() < m_rows.count();
    if (areOtherItems)
        m_items = {};
    // A run that trains writes newer checkpoints meanwhile.
    m_target.request.insert(QStringLiteral("checkpoint"), answer.value(QLatin1String("checkpoint")));
    setPhase({});
    if (areOtherItems && !before.empty())
        emit rowsMoved(isSameRun ? placesOf(before, rows.items)
                                 : QList<int>(static_cast<qsizetype>(before.size()), -1));
    emit rowsChanged();
    emit mapChanged(MapMethod::Pca);
}

void LatentRun::takeAnswer(const QCborMap& answer)
{
    const Job done = std::exchange(m_job, Job::None);
    if (m_target.error) // it is of what was asked before
        return;
    if (!answer.isEmpty())
        m_failure.clear();
    if (done == Job::Open && !m_isOpenDue && answer.contains(QLatin1String("positions"))) {
        takeRows(answer);
    } else if (!m_isOpening && !answer.isEmpty()) {
        if (done == Job::Items) {
            takeItems(answer);
        } else if (done == Job::Picture) {
            takePicture(answer);
        } else if (done == Job::Cursor) {
            m_cursor = latentDecodedOf(answer);
            emit cursorDecoded();
        } else if (done == Job::Path) {
            m_path = latentDecodedOf(answer);
            emit pathDecoded();
        } else if (done == Job::Sum) {
            m_sum = latentDecodedOf(answer);
            emit sumDecoded();
        } else if (done == Job::Film) {
            m_film = latentDecodedOf(answer);
            emit filmDecoded();
        } else if (done == Job::Traverse && answer.value(QLatin1String("dimensions")).toInteger() == 0) {
            m_stripsDue.clear(); // nothing came: asking again would not end
        }
    }
    next();
    emit stateChanged();
}

void LatentRun::fail(const experiments::Error& error)
{
    if (m_job == Job::Open && m_isOpenDue) // of the one before
        return;
    m_isOpening = false;
    m_stripsDue.clear();
    m_failure = writingSentence(error, m_target.runName);
    m_failureDetail = error.detail;
    setPhase({});
}

void LatentRun::setPhase(const QString& phase, int percent)
{
    m_phase = phase;
    m_percent = percent;
    emit stateChanged();
}

} // namespace lb::gui
