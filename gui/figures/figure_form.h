#pragma once

#include "widgets/figures/figure_spec.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QListWidget;
class QVBoxLayout;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// The choices of a figure: panels and their order, size and style, range and smoothing. Shows and gives back a
/// FigureSpec; reads nothing.
class FigureForm : public QWidget {
    Q_OBJECT
public:
    explicit FigureForm(const widgets::Theme& theme, QWidget* parent);

    /// Every panel there is, with those of `chosen` checked (and first, in their order); runs and the zoom as on
    /// screen.
    void setFigure(const widgets::FigureSpec& all, const QStringList& chosen);
    /// Sizes, style and smoothing of a figure that was remembered; its panels where they are there.
    void setLook(const widgets::FigureSpec& look);
    /// The checked panels in their order, and everything else.
    widgets::FigureSpec spec() const;
    /// "safe in grey", or why not.
    void showGreyCheck(bool isSafe);
    /// "2,310 of 11,240 points drawn".
    void showPoints(const QString& words);

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildPanels(QVBoxLayout* column);
    void buildStyle(QVBoxLayout* column);
    void buildMarks(QGridLayout* grid);
    void buildData(QVBoxLayout* column);
    static QString smoothingWords(double smoothing);
    void takeSize();
    void showSize();
    void showLetters();
    void showRange();
    void tell();

    const widgets::Theme& m_theme;
    widgets::FigureSpec m_all;
    bool m_isTaking = false; ///< fields are being filled: nothing is told
    QListWidget* m_panels = nullptr;
    QComboBox* m_columns = nullptr;
    QComboBox* m_size = nullptr;
    QComboBox* m_unit = nullptr;
    QDoubleSpinBox* m_width = nullptr;
    QDoubleSpinBox* m_height = nullptr;
    QComboBox* m_font = nullptr;
    QDoubleSpinBox* m_fontSize = nullptr;
    QDoubleSpinBox* m_line = nullptr;
    QComboBox* m_legend = nullptr;
    QComboBox* m_colors = nullptr;
    QLabel* m_grey = nullptr;
    QCheckBox* m_theory = nullptr;
    QCheckBox* m_events = nullptr;
    QCheckBox* m_best = nullptr;
    QCheckBox* m_gridLines = nullptr;
    QCheckBox* m_letters = nullptr;
    QComboBox* m_range = nullptr;
    QDoubleSpinBox* m_from = nullptr;
    QDoubleSpinBox* m_to = nullptr;
    QComboBox* m_seeds = nullptr;
    QComboBox* m_smoothing = nullptr;
    QCheckBox* m_robust = nullptr;
    QLabel* m_points = nullptr;
};

} // namespace lb::gui
