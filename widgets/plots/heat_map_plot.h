#pragma once

#include "widgets/plots/linked_plot.h"
#include "widgets/plots/vector_series.h"

#include <QImage>

#include <vector>

namespace lb::widgets {

/// One block per run: latent dimensions down, steps across, colour = value, one scale with its unit for all blocks.
/// Zero is background. Values above the 99.5 % quantile of what is visible share the last colour. GUI thread only.
class HeatMapPlot : public LinkedPlot {
    Q_OBJECT
public:
    explicit HeatMapPlot(const Theme& theme, PlotLink* link = nullptr, QWidget* parent = nullptr);
    ~HeatMapPlot() override;

    /// What the colours mean, for the accessible name ("KL per dimension"), and their unit ("nats").
    void setValueLabel(const QString& label, const QString& unit);
    /// Runs by uid, top to bottom. A run that stays keeps its data.
    void setRuns(const QList<PlotRun>& runs);
    void setRunVisible(const QString& uid, bool isVisible);
    void append(const QString& uid, const QList<experiments::VectorPoint>& points);
    void clearPoints(const QString& uid);
    /// Rows by falling mean (the default), or by dimension number.
    void setSorted(bool isSorted);
    bool isSorted() const { return m_isSorted; }
    /// Rows are the bins of histograms (experiments/records/value_histogram.h), the largest values on top.
    void setHistogram(bool isHistogram);

    /// Values of all dimensions at x, in rows as shown; empty where nothing was recorded.
    std::vector<double> valuesAt(const QString& uid, double x) const;
    /// The value of the darkest colour.
    double scaleMaximum() const { return m_maximum; }

signals:
    /// A click on a row. Dimensions count from 0.
    void dimensionActivated(const QString& uid, int dimension);

protected:
    void updateContent() override;
    void paintMarks(QCPPainter& painter) override;
    void paintCursor(QCPPainter& painter, double x) override;
    std::optional<XMapping> mappingOf(const QString& uid) const override;
    QString nameOf(const QString& uid) const override;
    QString toolTipAt(QPoint position) const override;
    void clickAt(QPoint position) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Block {
        PlotRun run;
        VectorSeries series;
        bool isVisible = true;
        QRect rect;
        QImage image;
        std::vector<std::size_t> order; ///< row to dimension
    };
    struct Cell {
        const Block* block;
        std::size_t row;
        std::size_t column;
    };

    const Block* find(const QString& uid) const;
    Block* find(const QString& uid);
    XMapping mappingOf(const Block& block) const;
    /// Row to dimension.
    std::vector<std::size_t> orderOf(const Block& block) const;
    QColor colorOf(const Block& block) const;
    void updateExtent();
    void layOutBlocks();
    void fillImage(Block& block) const;
    double visibleQuantile() const;
    std::optional<Cell> cellAt(QPoint position) const;
    void paintBlock(QCPPainter& painter, const Block& block) const;
    void paintRowLabels(QCPPainter& painter, const Block& block) const;
    void paintColorScale(QCPPainter& painter) const;
    void updateAccessibleText();

    QString m_label;
    QString m_unit;
    std::vector<std::unique_ptr<Block>> m_blocks;
    bool m_isSorted = true;
    bool m_isHistogram = false;
    double m_maximum = 1;
};

} // namespace lb::widgets
