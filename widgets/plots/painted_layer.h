#pragma once

#include "widgets/plots/custom_plot.h"

#include <functional>
#include <utility>

namespace lb::widgets {

/// A layerable of QCustomPlot that is drawn by a function, in widget pixels, unclipped. Owned by the plot.
class PaintedLayer : public QCPLayerable {
public:
    using Paint = std::function<void(QCPPainter&)>;

    PaintedLayer(QCustomPlot* plot, const QString& layer, Paint paint)
        : QCPLayerable(plot, layer)
        , m_paint(std::move(paint))
    {
    }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(false); }
    void draw(QCPPainter* painter) override { m_paint(*painter); }

private:
    Paint m_paint;
};

} // namespace lb::widgets
