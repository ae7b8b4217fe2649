#pragma once

#include "gui/latent/latent_run.h"

#include <QFrame>
#include <QPointer>

class QButtonGroup;
class QDoubleSpinBox;
class QHBoxLayout;
class QLabel;
class QScrollArea;
class QSlider;
class QStackedWidget;

namespace lb::widgets {
class DimensionTable;
class PriorPlot;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

/// The dimensions of a run's codes: a table with traversals, sliders in the order of KL, the aggregated posterior of
/// one against the prior.
class DimensionPanel : public QFrame {
    Q_OBJECT
public:
    enum class View { Table, Sliders, Prior };
    static constexpr int kMostSliders = 64;

    DimensionPanel(const widgets::Theme& theme, QWidget* parent);
    void setRun(LatentRun* run, const QString& family);
    View view() const;
    void setView(View view);
    /// Shows the traversal of this dimension, now or when the rows are there.
    void traverse(int dimension);

signals:
    /// A slider moved: this code is to be decoded.
    void codeChosen(const std::vector<float>& code);

private:
    QWidget* makeSliders();
    QWidget* makePrior();
    void addThreshold(QHBoxLayout* header);
    void takeRows();
    void showRows();
    void takeCursor();
    void buildSliders();
    void showDimension(int dimension);
    void sendCode();
    double valueOf(int place) const;

    struct SliderRow {
        int dimension = 0;
        QSlider* slider = nullptr;
        QLabel* value = nullptr;
    };
    const widgets::Theme& m_theme;
    QPointer<LatentRun> m_run;
    QLabel* m_count = nullptr;
    QDoubleSpinBox* m_threshold = nullptr;
    QButtonGroup* m_segments = nullptr;
    QStackedWidget* m_pages = nullptr;
    widgets::DimensionTable* m_table = nullptr;
    QScrollArea* m_sliderArea = nullptr;
    QList<SliderRow> m_sliders;
    int m_wanted = -1; ///< dimension to be chosen when the rows come
    widgets::PriorPlot* m_prior = nullptr;
    QLabel* m_priorNote = nullptr;
};

} // namespace lb::gui
