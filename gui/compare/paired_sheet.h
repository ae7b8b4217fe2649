#pragma once

#include "experiments/records/paired_path.h"
#include "gui/compare/compare_sheet.h"

class QLabel;

namespace lb::widgets {
class LegendBar;
class MetricPlot;
} // namespace lb::widgets

namespace lb::gui {

class TimePosition;

/// One metric less the baseline's (else the first shown group's), step by step: a line per group that sees the same
/// batches at equal seeds, the mean of its pairs with its interval, and in words how sure the whole difference is.
class PairedSheet : public CompareSheet {
    Q_OBJECT
public:
    /// The standing line of its plot is where `time` stands.
    PairedSheet(const widgets::Theme& theme, TimePosition& time, QWidget* parent);

protected:
    void takeScene() override;

private:
    void draw();
    QList<const experiments::RunFigures*> figuresOf(const CompareGroup& group) const;
    QString words(const CompareGroup& group, const CompareGroup& base,
                  const QList<std::vector<experiments::StepValue>>& paths) const;

    QComboBox* m_metric;
    widgets::MetricPlot* m_plot;
    widgets::LegendBar* m_legend;
    QLabel* m_words;
    QLabel* m_none; ///< in place of the plot where nothing is paired
};

} // namespace lb::gui
