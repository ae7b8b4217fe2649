#include "experiments/cli/given_text.h"

#include <QFile>

#include <cstdio>

namespace lb::experiments {

Result<QString> givenText(const QString& argument)
{
    constexpr qint64 kLargestText = qint64{64} << 20;
    const bool isInput = argument == QStringLiteral("-");
    if (!isInput && !argument.startsWith(QLatin1Char('@')))
        return argument;
    QFile file(isInput ? QString() : argument.mid(1));
    const bool isOpen = isInput ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return fail(ErrorKind::NotFound,
                    QStringLiteral("'%1' cannot be read: %2.").arg(argument.mid(1), file.errorString()));
    const QByteArray bytes = file.read(kLargestText + 1);
    if (bytes.size() > kLargestText)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("'%1' has more than 64 MiB; give a shorter text.").arg(argument.mid(1)));
    return QString::fromUtf8(bytes);
}

} // namespace lb::experiments
