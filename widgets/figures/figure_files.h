#pragma once

#include "experiments/records/result.h"
#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"

#include <QByteArray>
#include <QStringList>

namespace lb::widgets {

enum class FigureFormat { Pdf, Svg, Png, Pgfplots, Csv, Json };

/// By the ending of a file's name; InvalidArgument names the known ones.
experiments::Result<FigureFormat> figureFormatOf(const QString& fileName);
/// "pdf", "svg", "png", "tex", "csv", "json".
QString figureEnding(FigureFormat format);
QList<FigureFormat> figureFormats();

/// The whole file. Any thread, for data that nobody else changes. `caption` goes into what can hold words.
QByteArray figureFile(const FigureSpec& spec, const FigureData& data, FigureFormat format, const QString& caption);

/// Text stays text, fonts are embedded as what they use; deflated.
QByteArray figurePdf(const FigureSpec& spec, const FigureData& data, const QString& caption);
/// Text stays text, in fonts that most systems have when the figure's is missing.
QByteArray figureSvg(const FigureSpec& spec, const FigureData& data, const QString& caption);
QByteArray figurePng(const FigureSpec& spec, const FigureData& data);
/// A document that pdflatex compiles alone.
QByteArray figureTex(const FigureSpec& spec, const FigureData& data, const QString& caption);
/// Every stored point in the shown range, not thinned, one a row; lines from '#' say what was shown.
QByteArray figureCsv(const FigureSpec& spec, const FigureData& data);
/// The same with the spec, from which the figure can be drawn again.
QByteArray figureJson(const FigureSpec& spec, const FigureData& data, const QString& caption);

/// A number that reads back as itself; "nan", "inf", "-inf".
QByteArray exactNumber(double value);

} // namespace lb::widgets
