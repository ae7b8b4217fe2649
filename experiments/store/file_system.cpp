#include "experiments/store/file_system.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cstdint>

#include <sys/vfs.h>

namespace lb::experiments {

namespace {
// statfs(2): NFS, SMB, CIFS, SMB2, 9p, AFS, Ceph, Coda, NCP, FUSE (sshfs, rclone, cloud folders).
constexpr std::array<std::uint32_t, 10> kNetwork{0x6969,     0x517B,     0xFF534D42, 0xFE534D42, 0x01021997,
                                                 0x5346414F, 0x00C36400, 0x73757245, 0x564C,     0x65735546};
} // namespace

bool isNetworkFolder(const QString& folder)
{
    const QByteArray said = qgetenv("LATENTBENCH_FILE_SYSTEM");
    if (!said.isEmpty())
        return said == "network";
    struct statfs facts = {};
    if (::statfs(QFile::encodeName(folder).constData(), &facts) != 0)
        return false;
    return std::find(kNetwork.begin(), kNetwork.end(), static_cast<std::uint32_t>(facts.f_type)) != kNetwork.end();
}

} // namespace lb::experiments
