#pragma once

#include "widgets/tables/picture_rows.h"

#include <QWidget>

namespace lb::widgets {

class Theme;

/// Rows of pictures to look at, one of them current, to copy, to save and to drag out. As high as its content: it
/// stands in a scroll area. Arrow keys move the current picture, Return activates it, Ctrl+C copies all.
class PictureGrid : public QWidget {
    Q_OBJECT
public:
    explicit PictureGrid(const Theme& theme, QWidget* parent = nullptr);

    void setRows(const PictureRows& rows);
    const PictureRows& rows() const { return m_rows; }
    /// What there is to be filled with cells as large as they may be; 0: the width alone decides.
    void setFillHeight(int pixels);
    /// Titles above the columns; files have them always.
    void setTitlesShown(bool shown);
    /// Row and column; (-1, -1) without pictures.
    QPoint current() const { return m_current; }
    void setCurrent(QPoint cell);
    /// Frames a column, as the position on a path; -1: none.
    void setMarkedColumn(int column);

    /// What is shown, for a file or the clipboard, with the caption below unless it is empty.
    QImage picture(const QString& caption = {}) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

signals:
    void currentChanged(QPoint cell);
    /// Double click or Return.
    void activated(QPoint cell);
    void copyRequested();
    void dragRequested();
    void menuRequested(QPoint globalPosition);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    PictureLayout layoutFor(int width) const;
    void describe();
    void updateShown();
    void move(int rows, int columns);

    const Theme& m_theme;
    PictureRows m_rows;
    PictureRows m_shown; ///< rows as shown: without titles where they are not
    bool m_areTitlesShown = true;
    int m_fillHeight = 0;
    int m_marked = -1;
    QPoint m_current{-1, -1};
    QPoint m_pressed;
    bool m_mayDrag = false;
};

} // namespace lb::widgets
