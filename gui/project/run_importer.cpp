#include "gui/project/run_importer.h"

#include "experiments/control/imported_runs.h"
#include "gui/project/store_thread.h"

#include <QCborArray>

namespace lb::gui {

using experiments::Result;
using experiments::RunRecord;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

QStringList lossesOf(const QCborMap& found)
{
    QStringList losses;
    for (const QCborValue& value : found.value(word("runs")).toArray())
        if (const QString lost = value.toMap().value(word("losses")).toString(); !lost.isEmpty())
            losses.append(QStringLiteral("%1: %2").arg(value.toMap().value(word("name")).toString(), lost));
    for (const QCborValue& file : found.value(word("unread")).toArray())
        losses.append(file.toString());
    return losses;
}

} // namespace

RunImporter::RunImporter(StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
}

RunImporter::~RunImporter() = default;

void RunImporter::ask(const QCborMap& request, Take take)
{
    if (m_serve)
        m_serve.release()->deleteLater(); // inside one of its signals
    m_serve = std::make_unique<ServeThread>();
    connect(m_serve.get(), &ServeThread::answered, this, take);
    connect(m_serve.get(), &ServeThread::failed, this, &RunImporter::fail);
    m_serve->ask(request);
}

void RunImporter::start(const QString& path)
{
    m_path = path;
    m_uids.clear();
    ask({{word("what"), word("inspect_runs")}, {word("path"), path}}, &RunImporter::makeRuns);
}

void RunImporter::makeRuns(const QCborMap& found)
{
    struct Made {
        QStringList uids;
        QCborMap request;
    };
    m_store.ask(
        this,
        [found, path = m_path](StoreReader& reader) -> Result<Made> {
            if (!reader.store())
                return tl::unexpected(noProject());
            const auto runs = experiments::makeImportedRuns(*reader.store(), found, path);
            if (!runs)
                return tl::unexpected(runs.error());
            Made made{{}, experiments::importRequest(*reader.store(), *runs, path)};
            for (const RunRecord& run : *runs)
                made.uids.append(run.uid);
            return made;
        },
        [this](const Result<Made>& made) {
            if (!made)
                return fail(made.error());
            m_uids = made->uids;
            ask(made->request, &RunImporter::finish);
        });
}

void RunImporter::finish(const QCborMap& found)
{
    m_serve.release()->deleteLater(); // inside one of its signals
    m_store.ask(
        this,
        [uids = m_uids](StoreReader& reader) {
            for (const QString& uid : uids)
                if (reader.store())
                    static_cast<void>(reader.store()->refresh(uid)); // the list says what became of it
            reader.listNow();
            return true;
        },
        [this, losses = lossesOf(found)](bool) { emit finished(m_uids, losses); });
}

void RunImporter::fail(const experiments::Error& error)
{
    if (m_serve)
        m_serve.release()->deleteLater();               // inside one of its signals
    m_store.post([uids = m_uids](StoreReader& reader) { // nothing half
        for (const QString& uid : uids)
            if (reader.store())
                static_cast<void>(reader.store()->remove(uid));
        reader.listNow();
    });
    emit failed(error);
}

} // namespace lb::gui
