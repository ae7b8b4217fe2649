#include "gui/samples/picture_file.h"

#include "experiments/store/figure_uses.h"
#include "gui/project/store_reader.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QImageReader>
#include <QImageWriter>
#include <QSaveFile>

#include <algorithm>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::Result;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(PictureFile)
};

} // namespace

Result<void> writePicture(const QString& file, QImage picture, const PictureFacts& facts)
{
    for (const auto& [key, value] : facts)
        picture.setText(key, value);
    QSaveFile out(file);
    const auto refused = [&](const QString& why) {
        return experiments::fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(file, why));
    };
    if (!out.open(QIODevice::WriteOnly))
        return refused(out.errorString());
    QImageWriter writer(&out, "png");
    if (!writer.write(picture))
        return refused(writer.errorString());
    if (!out.commit())
        return refused(out.errorString());
    return {};
}

bool isPictureName(const QString& file)
{
    static const QStringList endings{QStringLiteral(".png"), QStringLiteral(".jpg"), QStringLiteral(".jpeg")};
    return std::any_of(endings.cbegin(), endings.cend(),
                       [&](const QString& ending) { return file.endsWith(ending, Qt::CaseInsensitive); });
}

QString noPictureSentence(const QString& file)
{
    return Words::tr("%1 is not a PNG or JPEG picture, so it has no code here. Drop one that is.")
        .arg(QFileInfo(file).fileName());
}

void noteFigure(StoreReader& reader, const PictureFacts& facts)
{
    const auto fact = [&](const char* name) {
        for (const auto& [key, value] : facts)
            if (key == QLatin1String(name))
                return value;
        return QString();
    };
    bool isNumber = false;
    const qint64 step = fact("Step").toLongLong(&isNumber);
    // A project that cannot be written does not lose checkpoints either.
    if (reader.store() && isNumber && !fact("Run").isEmpty())
        static_cast<void>(experiments::addFigureUse(*reader.store(), fact("Run"), step));
}

std::optional<PictureSource> readPictureSource(const QString& file)
{
    QImageReader reader(file, "png");
    reader.setDecideFormatFromContent(false); // nothing but PNG is opened
    constexpr qsizetype kLongest = 256;
    const auto fact = [&](const char* key) { return reader.text(QLatin1String(key)).left(kLongest); };
    PictureSource source{.uid = fact("Run"), .runName = fact("RunName"), .step = -1};
    if (source.uid.isEmpty() || !fact("Software").startsWith(QLatin1String("Latentbench")))
        return std::nullopt;
    bool isNumber = false;
    const qint64 step = fact("Step").toLongLong(&isNumber);
    if (isNumber)
        source.step = step;
    return source;
}

} // namespace lb::gui
