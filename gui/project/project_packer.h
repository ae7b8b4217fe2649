#pragma once

#include "experiments/store/project_archive.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <thread>

namespace lb::gui {

/// Packs a project into a file and unpacks one, in a thread of its own, one at a time. GUI thread; its signals come
/// there. Gone while it works, it cancels and waits for the file in hand.
class ProjectPacker : public QObject {
    Q_OBJECT
public:
    explicit ProjectPacker(QObject* parent = nullptr);
    ~ProjectPacker() override;

    bool isBusy() const { return m_isBusy; }
    /// Nothing while it is busy.
    void pack(const QString& projectFolder, const QString& zipFile, const experiments::ArchiveContent& content = {});
    void unpack(const QString& zipFile, const QString& folder);
    void cancel() { m_isCancelled = true; }

signals:
    void progressed(int percent);
    void packed(const QString& zipFile, const lb::experiments::ArchiveCounts& counts);
    void unpacked(const QString& folder, const lb::experiments::ArchiveCounts& counts);
    void failed(const lb::experiments::Error& error);
    void cancelled();

private:
    using Counts = experiments::Result<experiments::ArchiveCounts>;
    void start(std::function<Counts(const experiments::ArchiveProgress&)> work,
               std::function<void(const Counts&)> done);

    std::thread m_thread;
    std::atomic<bool> m_isCancelled = false;
    bool m_isBusy = false;
};

} // namespace lb::gui
