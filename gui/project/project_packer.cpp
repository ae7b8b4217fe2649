#include "gui/project/project_packer.h"

#include <utility>

namespace lb::gui {

using experiments::ArchiveProgress;
using experiments::Result;

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
    start([=, this](const ArchiveProgress& progress) {
        return experiments::packProject(projectFolder, zipFile, progress, content).map([&](const auto& counts) {
            return Telling([this, zipFile, counts] { emit packed(zipFile, counts); });
        });
    });
}

void ProjectPacker::unpack(const QString& zipFile, const QString& folder)
{
    start([=, this](const ArchiveProgress& progress) {
        return experiments::unpackProject(zipFile, folder, progress).map([&](const auto& counts) {
            return Telling([this, folder, counts] { emit unpacked(folder, counts); });
        });
    });
}

void ProjectPacker::merge(const QString& projectFolder, const QString& zipFile)
{
    start([=, this](const ArchiveProgress& progress) -> Result<Telling> {
        const auto store = experiments::RunStore::open(projectFolder);
        if (!store)
            return tl::unexpected(store.error());
        return experiments::mergeProject(**store, zipFile, progress).map([&](const auto& counts) {
            return Telling([this, counts] { emit merged(counts); });
        });
    });
}

void ProjectPacker::start(std::function<Result<Telling>(const ArchiveProgress&)> work)
{
    if (std::exchange(m_isBusy, true))
        return;
    if (m_thread.joinable())
        m_thread.join(); // the one before, which has ended
    m_isCancelled = false;
    m_thread = std::thread([this, work = std::move(work)] {
        int told = -1;
        const Result<Telling> done = work([&](qint64 bytes, qint64 all) {
            const int percent =
                all > 0 ? static_cast<int>(100.0 * static_cast<double>(bytes) / static_cast<double>(all)) : 0;
            if (std::exchange(told, percent) != percent)
                QMetaObject::invokeMethod(this, [this, percent] { emit progressed(percent); });
            return !m_isCancelled.load();
        });
        QMetaObject::invokeMethod(this, [this, done] {
            m_isBusy = false;
            if (done)
                (*done)();
            else if (m_isCancelled)
                emit cancelled();
            else
                emit failed(done.error());
        });
    });
}

} // namespace lb::gui
