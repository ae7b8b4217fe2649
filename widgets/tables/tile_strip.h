#pragma once

#include <QImage>
#include <QList>
#include <QWidget>

class QPainter;

namespace lb::widgets {

class Theme;

/// Images or sentences in cells of one size, with a caption below each: neighbours, a path, a gallery. Images flow from
/// left to right and wrap, sentences stand one below the other. As high as its content, so that it may stand in a
/// scroll area; `setRowLimit` cuts it and says how many more there are.
class TileStrip : public QWidget {
    Q_OBJECT
public:
    struct Tile {
        QImage image;    ///< grey, 0 is black; null: a sentence
        QString text;    ///< in place of an image
        QString caption; ///< "1.4"; may be empty
        int id = -1;     ///< goes out with `activated`
        bool operator==(const Tile&) const = default;
    };

    explicit TileStrip(const Theme& theme, QWidget* parent = nullptr);
    void setTiles(const QList<Tile>& tiles);
    const QList<Tile>& tiles() const { return m_tiles; }
    /// Side of an image's cell; 44 unless told otherwise.
    void setCell(int pixels);
    /// 0: all.
    void setRowLimit(int rows);
    /// Frames the tiles with this id, as pointed at elsewhere; -1: none.
    void setLinked(int id);
    /// Where the framed tile is; empty: there is none.
    QRect linkedRect() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

signals:
    void tilesChanged();
    /// The id of the tile under the mouse, or of the one that the keys have reached; -1: none.
    void hovered(int id);
    /// A click, or Return on the tile with the keyboard's focus.
    void activated(int id);
    /// The tile with this id is being dragged away.
    void dragRequested(int id);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool isText() const { return !m_tiles.isEmpty() && m_tiles.first().image.isNull(); }
    bool hasCaptions() const;
    int columnsIn(int width) const;
    QSize cellSize(int width) const;
    int shownCount(int width) const;
    QRect cellRect(int tile) const;
    int tileAt(QPoint position) const;
    void describe();
    void paintTile(QPainter& painter, int index) const;
    void hover(int id);

    const Theme& m_theme;
    QList<Tile> m_tiles;
    int m_cell = 44;
    int m_rowLimit = 0;
    int m_current = 0;
    int m_linked = -1;
    int m_hovered = -1; ///< id
    int m_pressed = -1; ///< id, while it may be dragged
    QPoint m_pressedAt;
};

/// A grey image as this theme shows it: on paper 0 is white, on a screen black.
QImage themedGrey(const QImage& image, const Theme& theme);

} // namespace lb::widgets
