#include "gui/latent/path_frames.h"

#include <QDir>
#include <QFont>
#include <QPainter>

#include <algorithm>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::Result;

namespace {

constexpr int kLeastSide = 256;
constexpr QSize kSentencePaper(720, 120);
constexpr int kMargin = 16;
constexpr int kLetterPixels = 20;
constexpr int kMostFolders = 1000;

QImage onPaper(const QImage& image)
{
    QImage paper = image;
    paper.invertPixels();
    const int scale = std::max(1, (kLeastSide + paper.width() - 1) / std::max(1, paper.width()));
    return paper.scaled(paper.size() * scale, Qt::KeepAspectRatio, Qt::FastTransformation);
}

QImage onPaper(const QString& sentence)
{
    QImage paper(kSentencePaper, QImage::Format_Grayscale8);
    paper.fill(Qt::white);
    QPainter painter(&paper);
    QFont font;
    font.setPixelSize(kLetterPixels);
    painter.setFont(font);
    painter.setPen(Qt::black);
    painter.drawText(paper.rect().adjusted(kMargin, kMargin, -kMargin, -kMargin), Qt::TextWordWrap | Qt::AlignVCenter,
                     sentence);
    return paper;
}

} // namespace

QString fileName(QString name)
{
    for (const QChar forbidden : QStringLiteral("/\\:*?\"<>|"))
        name.replace(forbidden, QLatin1Char('-'));
    return name;
}

Result<QString> newFolder(const QDir& parent, const QString& name)
{
    for (int i = 1; i <= kMostFolders; ++i) {
        const QString path = parent.filePath(i == 1 ? name : QStringLiteral("%1 %2").arg(name).arg(i));
        if (!QFileInfo::exists(path) && parent.mkpath(path))
            return path;
        if (!QFileInfo::exists(path))
            break;
    }
    return experiments::fail(ErrorKind::Io,
                             QStringLiteral("No folder can be made in '%1'.").arg(parent.absolutePath()));
}

QImage pathPicture(const PathFrames& frames, qsizetype place)
{
    return frames.images.isEmpty() ? onPaper(frames.sentences.value(place)) : onPaper(frames.images.value(place));
}

Result<QString> writePathFrames(const PathFrames& frames)
{
    const QString name = fileName(frames.name);
    const Result<QString> folder = newFolder(QDir(frames.folder), name);
    if (!folder)
        return folder;
    const qsizetype count = frames.count();
    const int digits = std::max(3, static_cast<int>(QString::number(count).size()));
    for (qsizetype i = 0; i < count; ++i) {
        const QString file = QStringLiteral("%1 %2.png").arg(name).arg(i + 1, digits, 10, QLatin1Char('0'));
        PictureFacts facts = frames.facts;
        facts.append(
            {QStringLiteral("Position"),
             QString::number(static_cast<double>(i) / static_cast<double>(std::max<qsizetype>(1, count - 1)))});
        facts.append({QStringLiteral("Norm"), QString::number(frames.norms.value(i))});
        const Result<void> written = writePicture(QDir(*folder).filePath(file), pathPicture(frames, i), facts);
        if (!written) {
            QDir(*folder).removeRecursively(); // made above, for these alone
            return tl::unexpected(written.error());
        }
    }
    return folder;
}

} // namespace lb::gui
