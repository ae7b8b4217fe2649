#include "widgets/figures/figure_files.h"

#include "widgets/figures/figure_painter.h"

#include <QBuffer>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <array>

namespace lb::widgets {

using experiments::ErrorKind;
using experiments::Result;

namespace {

constexpr int kPngQuality = 70; // less compressed, in half the time; the picture is the same
constexpr int kUnitsPerInch = static_cast<int>(72 * kUnitsPerPoint);

struct Ending {
    FigureFormat format;
    const char* ending;
};

constexpr std::array kEndings{Ending{FigureFormat::Pdf, "pdf"}, Ending{FigureFormat::Svg, "svg"},
                              Ending{FigureFormat::Png, "png"}, Ending{FigureFormat::Pgfplots, "tex"},
                              Ending{FigureFormat::Csv, "csv"}, Ending{FigureFormat::Json, "json"}};

QString producer()
{
    return QStringLiteral("Latentbench " LB_VERSION);
}

} // namespace

QString figureEnding(FigureFormat format)
{
    for (const Ending& entry : kEndings)
        if (entry.format == format)
            return QString::fromLatin1(entry.ending);
    return {};
}

QList<FigureFormat> figureFormats()
{
    QList<FigureFormat> formats;
    for (const Ending& entry : kEndings)
        formats.append(entry.format);
    return formats;
}

Result<FigureFormat> figureFormatOf(const QString& fileName)
{
    for (const Ending& entry : kEndings)
        if (fileName.endsWith(QLatin1Char('.') + QLatin1String(entry.ending), Qt::CaseInsensitive))
            return entry.format;
    return experiments::fail(ErrorKind::InvalidArgument,
                             QStringLiteral("'%1' has no ending that names a kind of figure. Write .pdf, .svg, .png, "
                                            ".tex, .csv or .json.")
                                 .arg(fileName));
}

QByteArray figurePdf(const FigureSpec& spec, const FigureData& data, const QString& caption)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kUnitsPerInch);
    writer.setCreator(producer());
    writer.setTitle(caption);
    writer.setPageLayout(QPageLayout(
        QPageSize(QSizeF(spec.widthMm, spec.heightMm), QPageSize::Millimeter, QString(), QPageSize::ExactMatch),
        QPageLayout::Portrait, QMarginsF()));
    QPainter painter(&writer);
    paintFigure(painter, spec, data);
    painter.end();
    return buffer.data();
}

QByteArray figureSvg(const FigureSpec& spec, const FigureData& data, const QString& caption)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(kUnitsPerInch);
    generator.setTitle(producer());
    generator.setDescription(caption.toHtmlEscaped());
    const QSizeF size = figureSize(spec);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF(QPointF(), size));
    QPainter painter(&generator);
    paintFigure(painter, spec, data);
    painter.end();
    // Whoever opens it may lack the font: name what to take instead.
    QByteArray text = buffer.data();
    return text.replace("font-family=\"Noto Sans\"", "font-family=\"Noto Sans, DejaVu Sans, Arial, sans-serif\"")
        .replace("font-family=\"Noto Serif\"", "font-family=\"Noto Serif, DejaVu Serif, Times New Roman, serif\"")
        .replace("font-family=\"DejaVu Sans\"", "font-family=\"DejaVu Sans, Arial, sans-serif\"");
}

QByteArray figurePng(const FigureSpec& spec, const FigureData& data)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    figureImage(spec, data, spec.dpi).save(&buffer, "PNG", kPngQuality);
    return buffer.data();
}

QByteArray figureFile(const FigureSpec& spec, const FigureData& data, FigureFormat format, const QString& caption)
{
    switch (format) {
    case FigureFormat::Pdf:
        return figurePdf(spec, data, caption);
    case FigureFormat::Svg:
        return figureSvg(spec, data, caption);
    case FigureFormat::Png:
        return figurePng(spec, data);
    case FigureFormat::Pgfplots:
        return figureTex(spec, data, caption);
    case FigureFormat::Csv:
        return figureCsv(spec, data);
    case FigureFormat::Json:
        return figureJson(spec, data, caption);
    }
    return {};
}

} // namespace lb::widgets
