#include "gui/report/figure_object.h"
#include "gui/report/report_text.h"

#include <QBuffer>
#include <QImage>
#include <QPageLayout>
#include <QPdfWriter>
#include <QTextDocument>
#include <QUrl>

#include <memory>
#include <vector>

namespace lb::gui {

namespace {

constexpr int kResolution = 1200;

QString figureName(qsizetype number)
{
    return QStringLiteral("figure:%1").arg(number);
}

} // namespace

QByteArray reportPdf(const ReportData& data)
{
    QTextDocument document;
    int images = 0;
    const ReportMedium medium{
        [](qsizetype number) { return QStringLiteral("<img src=\"%1\"/>").arg(figureName(number)); },
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
    std::vector<std::unique_ptr<FigureObject>> figures; // until it is printed
    for (qsizetype i = 0; i < data.figures.size(); ++i) {
        figures.push_back(
            std::make_unique<FigureObject>(static_cast<int>(i), data.figures[i].spec, data.figures[i].points));
        figures.back()->plant(document, figureName(i));
    }

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
