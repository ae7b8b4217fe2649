#pragma once

#include "gui/text/serve_thread.h"
#include "gui/text/text_order.h"

#include <memory>

namespace lb::gui {

class StoreThread;

/// "latentbench-cli --project P export RUN@STEP --what folder --out FOLDER".
QString checkpointExportCommand(const QString& project, const QString& runName, qint64 step, const QString& folder);

/// Writes checkpoints as folders for other programs, one at a time, by a worker that is ended afterwards. GUI thread.
class CheckpointExporter : public QObject {
    Q_OBJECT
public:
    CheckpointExporter(StoreThread& store, QObject* parent);
    ~CheckpointExporter() override;

    bool isAtWork() const { return m_serve != nullptr; }
    /// Only while none is at work.
    void start(const ModelChoice& checkpoint, const QString& folder);

signals:
    void written(const QString& folder, const QStringList& notes);
    void failed(const QString& uid, const lb::experiments::Error& error);

private:
    StoreThread& m_store;
    std::unique_ptr<ServeThread> m_serve;
};

} // namespace lb::gui
