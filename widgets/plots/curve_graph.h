#pragma once

#include "widgets/plots/custom_plot.h"

#include <vector>

namespace lb::widgets {

/// A graph with two liberties. It may draw one pixel beyond the axis rectangle: a value at the very end of the axis,
/// such as a KL of exactly zero, has its place there. And where there are many more points than pixels, and they jump,
/// it fills the band between the smallest and largest value of each pixel column: what lines would have painted, ten
/// times as fast.
class CurveGraph : public QCPGraph {
public:
    using QCPGraph::QCPGraph;

    /// In device pixels from the corner of the axis rectangle; bottom is the row after the last.
    struct Column {
        int column = 0;
        int top = 0;
        int bottom = 0;
    };
    /// Columns rising. Drawn instead of the data until `showLine`.
    void showBand(std::vector<Column> columns, double devicePixelRatio);
    void showLine() { m_band.clear(); }
    bool isBand() const { return !m_band.empty(); }

protected:
    QRect clipRect() const override { return QCPGraph::clipRect().adjusted(0, -1, 1, 2); }
    void draw(QCPPainter* painter) override;

private:
    /// Columns [begin, end) of m_tops and m_bottoms.
    struct Stretch {
        std::size_t begin;
        std::size_t end;
    };
    void spreadBand(int height);
    std::pair<int, int> rowsOf(Stretch stretch, int height) const;
    void paintRows(QImage& image, int first, Stretch stretch) const;

    std::vector<Column> m_band;
    std::vector<int> m_tops, m_bottoms; ///< of each pixel column, while it is drawn
    double m_ratio = 1;
};

} // namespace lb::widgets
