#include "experiments/records/result.h"

#include <array>

namespace lb::experiments {

namespace {

struct KindName {
    ErrorKind kind;
    const char* name;
};

constexpr std::array<KindName, 12> kNames{{
    {ErrorKind::InvalidArgument, "invalid-argument"},
    {ErrorKind::NotFound, "not-found"},
    {ErrorKind::Corrupt, "corrupt"},
    {ErrorKind::Unsupported, "unsupported"},
    {ErrorKind::Io, "io"},
    {ErrorKind::OutOfMemory, "out-of-memory"},
    {ErrorKind::NonFinite, "non-finite"},
    {ErrorKind::Internal, "internal"},
    {ErrorKind::Busy, "busy"},
    {ErrorKind::ReadOnly, "read-only"},
    {ErrorKind::Newer, "newer"},
    {ErrorKind::DeviceLost, "device-lost"},
}};

} // namespace

QString errorKindName(ErrorKind kind)
{
    for (const KindName& entry : kNames)
        if (entry.kind == kind)
            return QString::fromLatin1(entry.name);
    return QStringLiteral("internal");
}

ErrorKind errorKindFromName(const QString& name)
{
    for (const KindName& entry : kNames)
        if (name == QLatin1String(entry.name))
            return entry.kind;
    return ErrorKind::Internal;
}

} // namespace lb::experiments
