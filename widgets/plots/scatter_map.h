#pragma once

#include "widgets/plots/scatter_image.h"

#include <QStringList>
#include <QWidget>

#include <optional>

namespace lb::widgets {

class Theme;

/// A map of codes: points in the colours of their classes or of a value, one scale on both axes. Wheel zooms at the
/// mouse, the tool says what a drag does; Shift-drag is a lasso and drag with the middle button pans whatever the tool.
///
/// Keys: arrows move the cursor (Shift: faster), + and - zoom, Home fits, Return picks the point at the cursor, Space
/// plays or pauses what is played along, Escape ends a drag. Up to `kMostDiscs` points are discs, more are a density,
/// which is said.
class ScatterMap : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMostDiscs = 10'000;
    enum class Tool { Decode, Pan, Lasso, Pick };

    explicit ScatterMap(const Theme& theme, QWidget* parent = nullptr);

    /// x, y of each point. The view stays unless the number of points changes.
    void setPositions(const std::vector<float>& positions);
    /// A class of each point; empty: one colour.
    void setClasses(const std::vector<int>& classes);
    /// Classes that are hidden: not drawn, not hovered, not in a lasso.
    void setHiddenClasses(const QList<int>& hidden);
    /// A value of each point in place of its class's colour, by the sequential scale between the 2 % and 98 %
    /// quantiles; empty: classes again.
    void setValues(const std::vector<float>& values);
    std::pair<double, double> valueRange() const { return {m_low, m_high}; }
    void setAxisTitles(const QString& x, const QString& y);
    void setPriorShown(bool shown);
    void setDensityShown(bool shown);
    bool isDensity() const;
    void setSelected(const std::vector<int>& points);
    /// The point that is pointed at elsewhere, in another map or in a list; -1: none. Outside of the view an arrow at
    /// the edge says where it is.
    void setLinkedPoint(int point);
    int linkedPoint() const { return m_linked; }
    void setTool(Tool tool);
    Tool tool() const { return m_tool; }
    /// What is shown beside the cursor: the decoded image, or an item; null: nothing.
    void setCursorImage(const QImage& image, const QString& text = {});
    /// Beside the point under the mouse: its item.
    void setHoverCard(const QImage& image, const QString& text);
    const QString& hoverText() const { return m_hoverText; }
    /// Of each point a grey picture, 0 is black, or where there are none a text, of which the first words are shown.
    /// Other numbers of them than points are not shown.
    void setThumbnails(const QList<QImage>& images, const QStringList& texts);
    /// As many as fit; which ones changes little from view to view (thumbnail_choice.h).
    void setThumbnailsShown(bool shown);
    /// Points that are shown as pictures, as last painted.
    const std::vector<int>& thumbnailPoints() const { return m_thumbnailPoints; }
    /// A line through places, with a ring at each.
    void setPath(const QList<QPointF>& path);
    /// Points with a letter beside them: ends of a path, terms of a sum.
    void setMarks(const QList<std::pair<int, QString>>& marks);
    void fit();

    /// The place of the cursor; nothing: none.
    std::optional<QPointF> cursorPlace() const { return m_cursor; }
    void setCursorPlace(QPointF place);
    const std::vector<float>& positions() const { return m_positions; }
    const MapFrame& frame() const { return m_frame; }
    int hoveredPoint() const { return m_hovered; }
    /// Points that are drawn.
    int visibleCount() const;

    QSize sizeHint() const override { return {480, 480}; }
    QSize minimumSizeHint() const override { return {200, 180}; }

signals:
    /// -1: none.
    void hovered(int point);
    /// The cursor was dragged or moved by keys.
    void cursorMoved(QPointF place);
    void cursorReleased();
    void picked(int point);
    /// Space was pressed.
    void playRequested();
    void lassoed(const std::vector<int>& points);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Drag { None, Cursor, Pan, Lasso };
    QRectF plotRect() const;
    void updateColors();
    void updateImage();
    void updateAccessibleText();
    void zoom(double factor, QPointF pixel);
    void moveCursor(QPointF place);
    void hover(QPointF pixel);
    void paintAxes(QPainter& painter) const;
    void paintPrior(QPainter& painter) const;
    QSizeF thumbnailSize() const;
    void updateThumbnails();
    void paintThumbnail(QPainter& painter, int point) const;
    void paintSelection(QPainter& painter);
    void paintPointedAt(QPainter& painter) const;
    void paintPath(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintCursor(QPainter& painter) const;
    void paintHover(QPainter& painter) const;
    void paintCard(QPainter& painter, QPointF pixel, const QImage& image, const QString& text) const;
    QPointF pixelOf(int point) const;

    const Theme& m_theme;
    std::vector<float> m_positions;
    std::vector<int> m_classes;
    std::vector<float> m_values;
    std::vector<QRgb> m_colors;
    QList<int> m_hidden;
    double m_low = 0;
    double m_high = 0;
    QString m_xTitle, m_yTitle;
    bool m_isPriorShown = false;
    bool m_isDensityAsked = false;
    bool m_isFitted = true; ///< follows the size of the widget
    std::vector<int> m_selected;
    Tool m_tool = Tool::Decode;
    MapFrame m_frame;
    QImage m_image; ///< of the points; null: to be made
    QImage m_selectionImage;
    QList<QImage> m_thumbnails;
    QStringList m_texts;
    bool m_areThumbnailsShown = false;
    std::vector<int> m_thumbnailPoints;
    QImage m_thumbnailImage;
    std::optional<QPointF> m_cursor;
    QImage m_cursorImage;
    QString m_cursorText;
    QImage m_hoverImage;
    QString m_hoverText;
    QList<QPointF> m_path;
    QList<std::pair<int, QString>> m_marks;
    int m_hovered = -1;
    int m_linked = -1;
    Drag m_drag = Drag::None;
    QPointF m_dragFrom;
    QList<QPointF> m_lasso;
};

} // namespace lb::widgets
