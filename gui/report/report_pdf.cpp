#include "gui/report/figure_object.h"
#include "gui/report/report_text.h"

#include <QBuffer>
#include <QImage>
#include <QPageLayout>
#include <QPdfWriter>
#include <QTextDocument>
#include <QUrl>

namespace lb::gui {

namespace {

constexpr int kResolution = 1200;
const QString kFigureName = QStringLiteral("figure:curves");

} // namespace

QByteArray reportPdf(const ReportData& data)
{
    QTextDocument document;
    int images = 0;
    const ReportMedium medium{[] { return QStringLiteral("<img src=\"%1\"/>").arg(kFigureName); },
                              [&](const QImage& image, const QString&) {
                                  const QString name = QStringLiteral("image:%1").arg(images++);
                                  document.addResource(QTextDocument::ImageResource, QUrl(name), image);
                                  return QStringLiteral("<img src=\"%1\"/>").arg(name);
                              }};
    QFont font(QStringLiteral("Noto Sans"));
    font.setStyleHint(QFont::SansSerif);
    font.setPointSizeF(8.5);
    document.setDefaultFont(font);
    document.setDefaultStyleSheet(QStringLiteral(
        "table{border-color:#E0E3E8;border-style:solid;border-collapse:collapse}th{background-color:#F3F4F6}"
        "h1{font-size:16pt}h2{font-size:12pt}h3{font-size:9.5pt}pre{white-space:pre-wrap}"));
    document.setHtml(reportBody(data, medium));
    FigureObject figure(data.figure, data.points);
    figure.plant(document, kFigureName);

    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kResolution);
    writer.setCreator(QStringLiteral("Latentbench " LB_VERSION));
    writer.setTitle(reportTitle(data));
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait,
                                     QMarginsF())); // QTextDocument leaves 20 mm itself
    document.print(&writer);
    return buffer.data();
}

} // namespace lb::gui
