#include "gui/project/project_packer.h"

#include <utility>

namespace lb::gui {

using experiments::ArchiveProgress;

ProjectPacker::ProjectPacker(QObject* parent)
    : QObject(parent)
{
}

ProjectPacker::~ProjectPacker()
{
    m_isCancelled = true;
    if (m_thread.joinable())
        m_thread.join();
}

void ProjectPacker::pack(const QString& projectFolder, const QString& zipFile,
                         const experiments::ArchiveContent& content)
{
    start(
        [projectFolder, zipFile, content](const ArchiveProgress& progress) {
            return experiments::packProject(projectFolder, zipFile, progress, content);
        },
        [this, zipFile](const Counts& counts) { emit packed(zipFile, *counts); });
}

void ProjectPacker::unpack(const QString& zipFile, const QString& folder)
{
    start([zipFile,
           folder](const ArchiveProgress& progress) { return experiments::unpackProject(zipFile, folder, progress); },
          [this, folder](const Counts& counts) { emit unpacked(folder, *counts); });
}

void ProjectPacker::start(std::function<Counts(const ArchiveProgress&)> work, std::function<void(const Counts&)> done)
{
    if (std::exchange(m_isBusy, true))
        return;
    if (m_thread.joinable())
        m_thread.join(); // the one before, which has ended
    m_isCancelled = false;
    m_thread = std::thread([this, work = std::move(work), done = std::move(done)] {
        int told = -1;
        const Counts counts = work([&](qint64 bytes, qint64 all) {
            const int percent =
                all > 0 ? static_cast<int>(100.0 * static_cast<double>(bytes) / static_cast<double>(all)) : 0;
            if (std::exchange(told, percent) != percent)
                QMetaObject::invokeMethod(this, [this, percent] { emit progressed(percent); });
            return !m_isCancelled.load();
        });
        QMetaObject::invokeMethod(this, [this, counts, done] {
            m_isBusy = false;
            if (counts)
                done(counts);
            else if (m_isCancelled)
                emit cancelled();
            else
                emit failed(counts.error());
        });
    });
}

} // namespace lb::gui
