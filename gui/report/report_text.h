#pragma once

#include "gui/report/report_data.h"

#include <functional>

class QImage;

namespace lb::gui {

/// How one kind of file takes pictures into the body of a report.
struct ReportMedium {
    std::function<QString(qsizetype number)> figure;                         ///< curves, of ReportData::figures
    std::function<QString(const QImage& image, const QString& words)> image; ///< `words`: for who cannot see it
};

/// The body of a report as HTML that browsers and QTextDocument read alike: headings, tables, pictures; no style of its
/// own.
QString reportBody(const ReportData& data, const ReportMedium& medium);

QString reportTitle(const ReportData& data);

} // namespace lb::gui
