#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/records/result.h"
#include "widgets/plots/plot_types.h"

#include <QFrame>

namespace lb::widgets {
class MetricPlot;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

/// One recorded KL curve of the demo.
struct DemoCurve {
    widgets::PlotRun run;
    QList<experiments::MetricPoint> points;
    double klFloor = 0; ///< 0: the model has none
};

/// Reads the recorded demo that is shipped as :/sample/demo.json (format: resources/sample/README.md). NotFound when
/// the program was built without it, Corrupt when it breaks its format.
experiments::Result<QList<DemoCurve>> readDemoCurves(const QString& file = QStringLiteral(":/sample/demo.json"));

/// "What the demo shows": the KL curves of a finished demo.
class DemoPreview : public QFrame {
    Q_OBJECT
public:
    DemoPreview(const widgets::Theme& theme, const QList<DemoCurve>& curves, QWidget* parent = nullptr);

private:
    widgets::MetricPlot* m_plot = nullptr;
};

} // namespace lb::gui
