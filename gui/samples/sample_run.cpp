#include "gui/samples/sample_run.h"

#include "gui/error_presenter.h"

#include <QCborArray>

#include <utility>

namespace lb::gui {

namespace {

constexpr qsizetype kItemsAtOnce = 48; // a screen of them
constexpr qsizetype kMostKept = 4000;  // images of the data, some 6 MB

} // namespace

SampleRun::SampleRun(QObject* parent)
    : QObject(parent)
    , m_serve({}, [this](const QCborMap& part) {
        QMetaObject::invokeMethod(
            this, [this, part] { takePart(part); }, Qt::QueuedConnection);
    })
{
    connect(&m_serve, &ServeThread::answered, this, &SampleRun::takeAnswer);
    connect(&m_serve, &ServeThread::failed, this, [this](const experiments::Error& error) {
        const Job failed = std::exchange(m_job, Job::None);
        m_asked.clear();
        if (failed == Job::Items)
            m_wanted.clear();
        if (!m_isDue)
            fail(error);
        next();
    });
    connect(&m_serve, &ServeThread::progressed, this, [this](int done, int total, const QString&) {
        if (m_job != Job::Grid || total <= 0)
            return;
        m_percent = 100 * done / total;
        emit stateChanged();
    });
}

void SampleRun::ask(const ModelRequest& target, const SampleSettings& settings, bool isText)
{
    m_target = target;
    m_settings = settings;
    m_isText = isText;
    m_wanted.clear();
    m_isAlongDue = false;
    m_failure.clear();
    m_percent = -1;
    m_isDue = !target.error;
    if (target.error)
        fail(*target.error);
    if (m_job != Job::None)
        m_serve.stop();
    else
        next();
    emit stateChanged();
}

void SampleRun::show(const SampleGrid& grid)
{
    m_isDue = false;
    m_isAlongDue = false;
    m_wanted.clear();
    m_failure.clear();
    if (m_job != Job::None)
        m_serve.stop();
    m_grid = grid;
    emit gridChanged();
    emit stateChanged();
}

void SampleRun::fail(const experiments::Error& error)
{
    m_failure = writingSentence(error, m_target.runName);
    emit stateChanged();
}

void SampleRun::cancel()
{
    m_isDue = false;
    if (m_job == Job::Grid)
        m_serve.stop();
    emit stateChanged();
}

void SampleRun::wantItems(const QList<qint64>& positions)
{
    m_wanted.clear();
    for (const qint64 position : positions)
        if (!m_items.contains(position) && !m_asked.contains(position))
            m_wanted.append(position);
    next();
}

const GivenItem* SampleRun::item(qint64 position) const
{
    const auto found = m_items.constFind(position);
    return found == m_items.cend() ? nullptr : &*found;
}

void SampleRun::next()
{
    if (m_job != Job::None)
        return;
    QCborMap request = m_target.request;
    const auto add = [&request](const QCborMap& more) {
        for (const auto& [key, value] : more)
            request.insert(key, value);
    };
    if (std::exchange(m_isDue, false)) {
        add(sampleRequest(m_settings, m_isText));
        m_forming = {};
        m_forming.settings = m_settings;
        m_job = Job::Grid;
    } else if (std::exchange(m_isAlongDue, false)) {
        add(alongRequest(m_grid.settings, m_isText));
        m_job = Job::Along;
    } else if (!m_wanted.isEmpty() && m_ranking.count() > 0) {
        m_asked = m_wanted.mid(0, kItemsAtOnce);
        m_wanted.remove(0, m_asked.size());
        QCborArray positions;
        for (const qint64 position : std::as_const(m_asked))
            positions.append(position);
        add({{QStringLiteral("what"), QStringLiteral("reconstruct")},
             {QStringLiteral("split"), m_settings.split},
             {QStringLiteral("positions"), positions},
             {QStringLiteral("count"), m_asked.size()}});
        m_job = Job::Items;
    } else {
        return;
    }
    m_serve.ask(request);
    emit stateChanged();
}

void SampleRun::takePart(const QCborMap& part)
{
    if (m_job != Job::Grid || m_isDue || m_settings.mode != SampleMode::Traverse ||
        !part.contains(QLatin1String("dimension")))
        return;
    addTraversal(m_forming, part);
    m_grid = m_forming;
    emit gridChanged();
}

void SampleRun::takeGrid(const QCborMap& answer)
{
    // A run that trains writes newer checkpoints meanwhile; what follows is of this one.
    const QCborValue checkpoint = answer.value(QLatin1String("checkpoint"));
    if (m_settings.mode == SampleMode::Worst) {
        m_ranking = rankingOf(answer);
        m_items.clear();
        m_target.request.insert(QStringLiteral("checkpoint"), checkpoint);
        m_grid = {};
        m_grid.settings = m_settings;
    } else if (m_settings.mode == SampleMode::Traverse) {
        m_grid = m_forming;
    } else {
        m_grid = sampleGridOf(m_settings, answer);
        m_target.request.insert(QStringLiteral("checkpoint"), checkpoint);
        m_isAlongDue = m_settings.mode == SampleMode::Interpolate && !m_grid.isEmpty();
    }
    m_grid.step = answer.value(QLatin1String("step")).toInteger(-1);
    m_grid.checkpoint = checkpoint.toString();
    m_along = {};
    if (m_settings.mode == SampleMode::Worst)
        emit rankingChanged();
    emit gridChanged();
}

void SampleRun::takeAnswer(const QCborMap& answer)
{
    const Job done = std::exchange(m_job, Job::None);
    const QList<qint64> asked = std::exchange(m_asked, {});
    if (done == Job::Grid && !m_isDue && !answer.isEmpty()) {
        m_failure.clear();
        takeGrid(answer);
    } else if (done == Job::Along && !m_isDue && !answer.isEmpty()) {
        m_along = codeDetailsOf(answer);
        emit alongChanged();
    } else if (done == Job::Items && !m_isDue && !answer.isEmpty()) {
        if (m_items.size() > kMostKept)
            m_items.clear();
        for (const GivenItem& item : givenItemsOf(answer))
            m_items.insert(item.position, item);
        emit itemsGiven(asked);
    }
    next();
    emit stateChanged();
}

} // namespace lb::gui
