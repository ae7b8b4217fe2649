#include "gui/project/checkpoint_exporter.h"

#include "experiments/preview/train_command.h"
#include "gui/project/store_thread.h"

namespace lb::gui {

using experiments::Error;

QString checkpointExportCommand(const QString& project, const QString& runName, qint64 step, const QString& folder)
{
    return experiments::shellCommand({QStringLiteral("latentbench-cli"), QStringLiteral("--project"), project,
                                      QStringLiteral("export"), QStringLiteral("%1@%2").arg(runName).arg(step),
                                      QStringLiteral("--what"), QStringLiteral("folder"), QStringLiteral("--out"),
                                      folder});
}

CheckpointExporter::CheckpointExporter(StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
}

CheckpointExporter::~CheckpointExporter() = default;

void CheckpointExporter::start(const ModelChoice& checkpoint, const QString& folder)
{
    if (isAtWork())
        return;
    m_serve = std::make_unique<ServeThread>();
    const auto end = [this] { m_serve.release()->deleteLater(); }; // inside one of its signals
    connect(m_serve.get(), &ServeThread::answered, this, [this, end, folder](const QCborMap& answer) {
        end();
        QStringList notes;
        for (const QCborValue& note : answer.value(QLatin1String("notes")).toArray())
            notes.append(note.toString());
        emit written(folder, notes);
    });
    connect(m_serve.get(), &ServeThread::failed, this, [this, end, uid = checkpoint.uid](const Error& error) {
        end();
        emit failed(uid, error);
    });
    m_store.ask(
        this, [checkpoint](StoreReader& reader) { return targetOf(reader, checkpoint); },
        [this, end, uid = checkpoint.uid, folder](const ModelRequest& target) {
            if (target.error) {
                end();
                emit failed(uid, *target.error);
                return;
            }
            QCborMap request = target.request;
            request.insert(QStringLiteral("what"), QStringLiteral("export_folder"));
            request.insert(QStringLiteral("out"), folder);
            m_serve->ask(request);
        });
}

} // namespace lb::gui
