#pragma once

#include "experiments/records/metric_records.h"
#include "widgets/plots/plot_types.h"

#include <QHash>
#include <QImage>
#include <QWidget>

#include <optional>

namespace lb::widgets {

class Theme;

/// How grey bytes become paper or light: Paper shows 0 as white, Screen as black.
enum class Greys { ByTheme, Paper, Screen };

/// The image form of the validation strip: a row of inputs, then a row per run with its reconstructions; on the right
/// the samples of the prior, when the strips have them. Cells are square with a 1 px soft frame, as large as the height
/// allows. The wheel, or + and -, zoom all rows together about the same place; dragging, or the arrow keys, move them,
/// 0 goes back to the size that fits.
class ItemImageGrid : public QWidget {
    Q_OBJECT
public:
    explicit ItemImageGrid(const Theme& theme, QWidget* parent = nullptr);

    void setRuns(const QList<PlotRun>& runs);
    void setStrip(const QString& uid, const experiments::ItemStrip& strip);
    void setGreys(Greys greys);
    /// 1: as large as the height allows. `about`: what stays where it is.
    void setZoom(double zoom, QPoint about);
    double zoom() const { return m_zoom; }
    /// Where the picture of an item stands; `row` 0: the inputs, then the runs.
    QRect cellRect(int row, int item) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void itemActivated(int item);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Layout {
        QPoint origin; ///< of the first input
        int cell = 0;
        int labelWidth = 0;
        int items = 0;
        int samplesLeft = 0;
        int samples = 0;
    };
    struct Images {
        QList<QImage> inputs;
        QList<QImage> outputs;
        QList<QImage> samples;
    };

    Layout layOut() const;
    void moveTo(QPoint offset);
    QImage toImage(const QByteArray& bytes, const experiments::ItemStrip& strip) const;
    void rebuild();
    void paintRow(QPainter& painter, const QList<QImage>& images, QPoint corner, int count, int cell) const;
    void paintLabels(QPainter& painter, const Layout& layout) const;

    const Theme& m_theme;
    QList<PlotRun> m_runs;
    QHash<QString, experiments::ItemStrip> m_strips;
    QHash<QString, Images> m_images;
    Greys m_greys = Greys::ByTheme;
    double m_zoom = 1;
    QPoint m_offset; ///< how far the pictures are moved up and left
    QPoint m_draggedFrom;
};

} // namespace lb::widgets
