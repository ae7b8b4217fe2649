#pragma once

#include "widgets/figures/figure_style.h"

#include <QImage>
#include <QPolygonF>
#include <QRectF>

namespace lb::widgets {

/// A figure with all its places worked out, in FigureStyle's units from the top left corner: the one thing that a
/// painter, a preview and a TeX file draw from.
struct FigureLayout {
    struct Tick {
        double at = 0;    ///< on its axis, in units
        double value = 0; ///< place on the axis, as in PanelLayout's ranges
        QString text;
    };
    struct Line {
        qsizetype run = 0;
        bool isPale = false;
        QList<QPolygonF> parts; ///< of one point: a dot
    };
    struct Band { ///< around a mean of seeds; a ground at kBandOpacity of its run's colour
        qsizetype run = 0;
        QPolygonF area;
    };
    struct Rule { ///< a constant of theory, or an event
        QLineF line;
        QColor color;
        bool isEvent = false;
    };
    struct Star { ///< a curve's best value
        qsizetype run = 0;
        QPointF at;
        double step = 0;
        double value = 0;
    };
    struct Words {
        QString text;
        QRectF rect; ///< on the baseline's box: text is centred in it
        QColor color;
        bool hasGround = false;
        double factor = 1; ///< of the figure's font
    };
    struct Block { ///< of a heat map
        qsizetype run = 0;
        QRectF rect;
        QImage image;
    };
    struct Panel {
        QRectF cell;
        QRectF plot;
        PlotRange x;
        AxisScale xScale;
        PlotRange xPlaces; ///< of `x`; NaN values have none
        PlotRange places;  ///< of y
        AxisScale scale;
        QList<Tick> xTicks;
        QList<Tick> yTicks;
        QList<Line> lines;
        QList<Band> bands;
        QList<Rule> rules;
        QList<Star> stars;
        QList<Words> words;
        QList<Block> blocks;
        double heatMaximum = 0; ///< value of the darkest colour; 0: no heat map
        QString xLabel;
        QString yLabel;
        QString letter;     ///< "a)"; empty: none
        bool isCut = false; ///< values lie beyond the axis

        /// Where an x value stands, in units; NaN: nowhere on this scale.
        double columnOf(double value) const
        {
            return plot.left() + (xScale.toPlace(value) - xPlaces.lower) / xPlaces.size() * plot.width();
        }
    };
    struct LegendItem {
        qsizetype run = 0;
        QString name;
        QRectF line;
        QPointF text; ///< left end of its middle line
    };

    QSizeF size;
    QList<Panel> panels;
    QList<LegendItem> legend;
};

/// Curves have at most two points for each 150th of an inch, and for each of `mostColumns`.
FigureLayout layOutFigure(const FigureSpec& spec, const FigureData& data, int mostColumns = 1200);

/// Width and height of a whole figure, in units.
QSizeF figureSize(const FigureSpec& spec);

/// "KL (nats)" for the x axis: "Step", "Epoch", "Examples", "Time (min)". `perUnit`: x units in one labelled unit.
struct FigureXAxis {
    QString label;
    double perUnit = 1;
};
FigureXAxis xAxisOf(const FigureSpec& spec, PlotRange x);

} // namespace lb::widgets
