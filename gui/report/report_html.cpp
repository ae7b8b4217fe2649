#include "gui/report/report_pictures.h"
#include "gui/report/report_text.h"
#include "widgets/figures/figure_files.h"

#include <QRegularExpression>

namespace lb::gui {

namespace {

/// Readable on screen and printed; dark text on white, as the figures are.
const QString kStyle = QStringLiteral(
    "body{font:14px/1.45 'Noto Sans',system-ui,sans-serif;color:#1F2328;background:#fff;max-width:960px;margin:32px "
    "auto;"
    "padding:0 16px}"
    "h1{font-size:22px}h2{font-size:17px;border-bottom:1px solid #C6CAD1;padding-bottom:4px;margin-top:36px}"
    "h3{font-size:14px;margin-top:24px}"
    "table{border-collapse:collapse;border:0;font-size:12px;font-variant-numeric:tabular-nums;display:block;overflow-x:"
    "auto}"
    "td,th{border:0;border-bottom:1px solid #E0E3E8;padding:4px "
    "10px;vertical-align:top}th{background:#F3F4F6;font-weight:600}"
    "pre{background:#F7F8FA;border:1px solid #E0E3E8;padding:8px "
    "10px;white-space:pre-wrap;overflow-wrap:anywhere;font-size:12px}"
    "svg,img{max-width:100%;height:auto}"
    "@media print{body{max-width:none;margin:0}h2,h3{break-after:avoid}table,svg,img{break-inside:avoid}}");

/// What stands inside HTML needs no heading of its own file, and no addresses of its languages.
QString inlineSvg(const ReportFigure& figure)
{
    QString svg = QString::fromUtf8(widgets::figureSvg(figure.spec, figure.points, {}));
    svg.remove(0, svg.indexOf(QLatin1String("<svg")));
    static const QRegularExpression names(QStringLiteral("\\s+(xmlns(:\\w+)?|version|baseProfile)=\"[^\"]*\""));
    const qsizetype end = svg.indexOf(QLatin1Char('>'));
    QString head = svg.left(end);
    head.remove(names);
    return head + QStringLiteral(" role=\"img\"") + svg.mid(end);
}

} // namespace

QByteArray reportHtml(const ReportData& data)
{
    const ReportMedium medium{[&data](qsizetype number) { return inlineSvg(data.figures[number]); },
                              [](const QImage& image, const QString& words) {
                                  return QStringLiteral("<img alt=\"%1\" src=\"data:image/png;base64,%2\"/>")
                                      .arg(words.toHtmlEscaped(), QString::fromLatin1(pngOf(image).toBase64()));
                              }};
    const QString page =
        QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta "
                       "name=\"viewport\" content=\"width=device-width\"/>\n<title>%1</title>\n<style>")
            .arg(reportTitle(data).toHtmlEscaped()) +
        kStyle + QStringLiteral("</style>\n</head>\n<body>\n") + reportBody(data, medium) +
        QStringLiteral("</body>\n</html>\n");
    return page.toUtf8();
}

} // namespace lb::gui
