// A figure as a TeX document with pgfplots axes, placed as the painter places them.
#include "experiments/records/tex_text.h"
#include "widgets/figures/figure_files.h"
#include "widgets/figures/figure_panel.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr int kMostColumns = 350; // TeX's memory holds what two points for each of these need, for a dozen curves
constexpr int kMostCells = 48;    // of a heat map, across

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 7);
}

class TexWriter {
public:
    TexWriter(const FigureSpec& spec, const FigureData& data)
        : m_spec(spec)
        , m_data(data)
        , m_style(spec, data.runs)
        , m_layout(layOutFigure(spec, data, kMostColumns))
    {
    }

    QByteArray document(const QString& caption)
    {
        for (const FigureLayout::Panel& panel : m_layout.panels)
            addPanel(panel);
        for (const FigureLayout::LegendItem& item : m_layout.legend) {
            m_text += "\\draw[" + lineOptions(m_style.pen(item.run), runColor(item.run)) + "] " +
                      at(item.line.topLeft()) + " -- " + at(item.line.topRight()) + ";\n";
            addWords(item.text, item.name, "black", "west");
        }
        return preamble(caption) + "\\begin{document}\n\\fontsize{" + number(m_spec.fontPt) + "}{" +
               number(1.2 * m_spec.fontPt) + "}\\selectfont" +
               (m_spec.font == FigureFont::Sans ? "\\sffamily\n" : "\n") +
               "\\begin{tikzpicture}[x=1bp,y=1bp]\n\\useasboundingbox (0,0) rectangle (" +
               points(m_layout.size.width()) + ',' + points(m_layout.size.height()) + ");\n" + m_text +
               "\\end{tikzpicture}\n\\end{document}\n";
    }

private:
    QByteArray preamble(const QString& caption) const
    {
        QByteArray text = "% Made by Latentbench " LB_VERSION "; compiles alone: pdflatex FILE\n";
        for (const QString& line : caption.split(QLatin1Char('\n')))
            text += "% " + line.simplified().toUtf8() + '\n';
        // The smallest TeX Live with pgfplots will do: it has neither the class "standalone" nor always Latin Modern.
        text += "\\documentclass{article}\n\\usepackage[paperwidth=" + points(m_layout.size.width()) +
                "bp,paperheight=" + points(m_layout.size.height()) +
                "bp,margin=0bp,noheadfoot]{geometry}\n\\usepackage[utf8]{inputenc}\n\\usepackage[T1]{fontenc}\n"
                "\\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}\n\\usepackage{pgfplots}\n"
                "\\pgfplotsset{compat=1.16}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0pt}\n"
                "\\setlength{\\topskip}{0pt}\n";
        if (m_hasCjk) // pdflatex, then those that read fonts of the system
            text += "\\ifdefined\\pdftexversion\n\\usepackage{CJKutf8}\n"
                    "\\AtBeginDocument{\\begin{CJK*}{UTF8}{gbsn}}\n\\AtEndDocument{\\end{CJK*}}\n"
                    "\\else\n\\usepackage{xeCJK}\n\\fi\n";
        for (qsizetype i = 0; i < m_data.runs.size(); ++i)
            text += "\\definecolor{run" + QByteArray::number(i + 1) + "}{HTML}{" + html(m_style.color(i)) + "} % " +
                    m_data.runs[i].run.name.simplified().toUtf8() + '\n';
        return text + "\\definecolor{axis}{HTML}{" + html(m_style.axisPen().color()) + "}\n\\definecolor{grid}{HTML}{" +
               html(m_style.gridPen().color()) + "}\n";
    }
    QByteArray tex(const QString& words)
    {
        m_hasCjk = m_hasCjk || experiments::hasCjk(words);
        return experiments::texText(words).toUtf8();
    }
    static QByteArray html(const QColor& color) { return color.name().mid(1).toUpper().toLatin1(); }
    static QByteArray points(double units) { return number(units / kUnitsPerPoint); }
    QByteArray at(QPointF place) const
    {
        return '(' + points(place.x()) + ',' + points(m_layout.size.height() - place.y()) + ')';
    }
    static QByteArray runColor(qsizetype run) { return "run" + QByteArray::number(run + 1); }

    static QByteArray lineOptions(const QPen& pen, const QByteArray& color)
    {
        QByteArray options = color + ", line width=" + points(pen.widthF()) + "bp";
        const QList<qreal> dash = pen.dashPattern();
        if (dash.size() < 2 || pen.style() == Qt::SolidLine)
            return options;
        options += ", dash pattern=";
        for (qsizetype i = 0; i < dash.size(); ++i)
            options += (i % 2 ? " off " : i ? " on " : "on ") + points(dash[i] * pen.widthF()) + "bp";
        return options;
    }

    void addWords(QPointF place, const QString& text, const QByteArray& color, const QByteArray& anchor,
                  const QByteArray& more = {})
    {
        m_text += "\\node[anchor=" + anchor + ", inner sep=0pt, text=" + color + more + "] at " + at(place) + " {" +
                  tex(text) + "};\n";
    }

    QByteArray ticks(const char* axis, const QList<FigureLayout::Tick>& list)
    {
        QByteArray values;
        QByteArray labels;
        for (const FigureLayout::Tick& tick : list) {
            values += (values.isEmpty() ? "" : ",") + number(tick.value);
            labels += (labels.isEmpty() ? "{" : ",{") + tex(tick.text) + '}';
        }
        return ", " + QByteArray(axis) + "tick={" + values + "}, " + axis + "ticklabels={" + labels + '}';
    }

    void addPanel(const FigureLayout::Panel& panel)
    {
        const bool isMap = panel.heatMaximum > 0;
        for (const FigureLayout::Block& block : panel.blocks)
            addBlock(block);
        for (const FigureLayout::Band& band : panel.bands) {
            m_text += "\\fill[" + runColor(band.run) + ", fill opacity=" + number(kBandOpacity) + "] ";
            for (const QPointF& place : band.area)
                m_text += at(place) + " -- ";
            m_text += "cycle;\n";
        }
        m_text += "\\begin{axis}[at={" + at(panel.plot.bottomLeft()) +
                  "}, anchor=south west, scale only axis, width=" + points(panel.plot.width()) +
                  "bp, height=" + points(panel.plot.height()) +
                  "bp, axis lines*=left, axis line style={axis}, tick style={axis}, tick align=outside, "
                  "major tick length=2.2bp, scaled ticks=false, tick label style={font=\\fontsize{" +
                  number(kTickSize * m_spec.fontPt) + "}{" + number(1.1 * m_spec.fontPt) + "}\\selectfont";
        m_text += m_spec.font == FigureFont::Sans ? "\\sffamily}" : "}";
        m_text += ", xmin=" + number(panel.xPlaces.lower) + ", xmax=" + number(panel.xPlaces.upper) +
                  ", ymin=" + number(panel.places.lower) + ", ymax=" + number(panel.places.upper) +
                  ticks("x", panel.xTicks) + (isMap ? QByteArray(", ytick=\\empty") : ticks("y", panel.yTicks)) +
                  ", xlabel={" + tex(panel.xLabel) + "}";
        if (m_spec.hasGrid && !isMap)
            m_text += ", grid=major, grid style={grid, line width=0.4bp}";
        m_text += "]\n";
        for (const FigureLayout::Line& line : panel.lines)
            addLine(panel, line);
        m_text += "\\end{axis}\n";
        for (const FigureLayout::Rule& rule : panel.rules) {
            const QByteArray name = "\\definecolor{rule}{HTML}{" + html(rule.color) + "}\n";
            m_text += name + "\\draw[" + lineOptions(m_style.theoryPen(rule.color), "rule") + "] " +
                      at(rule.line.p1()) + " -- " + at(rule.line.p2()) + ";\n";
        }
        for (const FigureLayout::Star& star : panel.stars) {
            m_text += "\\filldraw[fill=" + runColor(star.run) + ", draw=white, line width=0.5bp] ";
            for (const QPointF& corner : starShape(star.at, kStarRadius * m_style.em()))
                m_text += at(corner) + " -- ";
            m_text += "cycle; % best: " + number(star.value) + " at step " + number(star.step) + '\n';
        }
        addLabels(panel);
    }

    void addLabels(const FigureLayout::Panel& panel)
    {
        const double em = m_style.em();
        addWords({panel.cell.left() + 0.55 * em, panel.plot.center().y()}, panel.yLabel, "black", "center",
                 ", rotate=90");
        if (!panel.letter.isEmpty())
            m_text += "\\node[anchor=west, inner sep=0pt] at " + at({panel.cell.left(), panel.cell.top() + 0.6 * em}) +
                      " {\\bfseries " + tex(panel.letter) + "};\n";
        for (const FigureLayout::Words& text : panel.words) {
            m_text += "\\definecolor{words}{HTML}{" + html(text.color) + "}\n";
            addWords({text.rect.left(), text.rect.center().y()}, text.text, "words", "west",
                     text.hasGround ? QByteArray(", fill=white") : QByteArray());
        }
    }

    void addLine(const FigureLayout::Panel& panel, const FigureLayout::Line& line)
    {
        const QPen pen = m_style.pen(line.run, line.isPale);
        m_text += "% " + m_data.runs[line.run].run.name.simplified().toUtf8() + (line.isPale ? ", raw\n" : "\n");
        for (const QPolygonF& part : line.parts) {
            const QByteArray color = runColor(line.run) + (line.isPale ? "!35!white" : "");
            m_text += "\\addplot[" +
                      (part.size() > 1 ? lineOptions(pen, color) : color + ", only marks, mark size=0.9bp") +
                      ", line join=round] coordinates {";
            for (const QPointF& place : part) {
                const double x =
                    panel.xPlaces.lower + (place.x() - panel.plot.left()) / panel.plot.width() * panel.xPlaces.size();
                const double y =
                    panel.places.lower + (panel.plot.bottom() - place.y()) / panel.plot.height() * panel.places.size();
                m_text += '(' + number(x) + ',' + number(y) + ')';
            }
            m_text += "};\n";
        }
    }

    /// Cells as filled rectangles, neighbours of one colour joined.
    void addBlock(const FigureLayout::Block& block)
    {
        const QImage image = block.image.width() > kMostCells
                                 ? block.image.scaled(kMostCells, block.image.height(), Qt::IgnoreAspectRatio)
                                 : block.image;
        const double width = block.rect.width() / image.width();
        const double height = block.rect.height() / image.height();
        for (int row = 0; row < image.height(); ++row) {
            for (int column = 0; column < image.width();) {
                const QRgb color = image.pixel(column, row);
                const int first = column;
                while (column < image.width() && image.pixel(column, row) == color)
                    ++column;
                const QRectF cell(block.rect.left() + first * width, block.rect.top() + row * height,
                                  (column - first) * width, height);
                m_text += "\\definecolor{cell}{HTML}{" + html(QColor(color)) + "}\\fill[cell] " + at(cell.topLeft()) +
                          " rectangle " + at(cell.bottomRight()) + ";\n";
            }
        }
    }

    const FigureSpec& m_spec;
    const FigureData& m_data;
    FigureStyle m_style;
    FigureLayout m_layout;
    QByteArray m_text; ///< of the picture
    bool m_hasCjk = false;
};

} // namespace

QByteArray figureTex(const FigureSpec& spec, const FigureData& data, const QString& caption)
{
    return TexWriter(spec, data).document(caption);
}

} // namespace lb::widgets
