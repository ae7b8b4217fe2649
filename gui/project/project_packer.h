#pragma once

#include "experiments/store/project_merge.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <thread>

namespace lb::gui {

/// Packs a project into a file, unpacks one and takes one's runs into another, in a thread of its own, one at a time.
/// GUI thread; its signals come there. Gone while it works, it cancels and waits for the file in hand.
class ProjectPacker : public QObject {
    Q_OBJECT
public:
    explicit ProjectPacker(QObject* parent = nullptr);
    ~ProjectPacker() override;

    bool isBusy() const { return m_isBusy; }
    /// Nothing while it is busy.
    void pack(const QString& projectFolder, const QString& zipFile, const experiments::ArchiveContent& content = {});
    void unpack(const QString& zipFile, const QString& folder);
    void merge(const QString& projectFolder, const QString& zipFile);
    void cancel() { m_isCancelled = true; }

signals:
    void progressed(int percent);
    void packed(const QString& zipFile, const lb::experiments::ArchiveCounts& counts);
    void unpacked(const QString& folder, const lb::experiments::ArchiveCounts& counts);
    void merged(const lb::experiments::MergeCounts& counts);
    void failed(const lb::experiments::Error& error);
    void cancelled();

private:
    /// Tells what was done, in the GUI thread.
    using Telling = std::function<void()>;
    void start(std::function<experiments::Result<Telling>(const experiments::ArchiveProgress&)> work);

    std::thread m_thread;
    std::atomic<bool> m_isCancelled = false;
    bool m_isBusy = false;
};

} // namespace lb::gui
