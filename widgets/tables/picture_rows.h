#pragma once

#include "widgets/theme/color_role.h"

#include <QImage>
#include <QList>
#include <QRect>
#include <QStringList>

class QPainter;
class QFont;

namespace lb::widgets {

struct PictureCell {
    QImage image;   ///< grey, 0 is black
    QImage against; ///< where it is there, their difference is shown in place of the image
    QString caption;
    QString toolTip;
    qint64 id = -1; ///< whatever the owner knows it by
    bool operator==(const PictureCell&) const = default;
};

struct PictureRow {
    QString title;
    QString detail; ///< below the title
    QList<PictureCell> cells;
    bool operator==(const PictureRow&) const = default;
};

/// Rows of pictures; where `isWrapped` the columns flow over as many lines, of all rows each, as the width asks for.
struct PictureRows {
    QStringList columns; ///< titles above; may be empty
    QList<PictureRow> rows;
    bool isWrapped = false;
    bool operator==(const PictureRows&) const = default;
};

/// What is more than `image` in the hue of VAE, what is less in that of BN-VAE, equal is the background; always on the
/// scale from -255 to 255. Null unless both are of one size.
QImage differenceImage(const QImage& image, const QImage& against, ThemeMode mode);
/// As a theme shows it: on paper 0 is white, on a screen black; a difference where the cell asks for it.
QImage shownImage(const PictureCell& cell, ThemeMode mode);

struct PictureFileLook {
    int scale = 2;   ///< pixels of the file for one of an image
    int perLine = 0; ///< of wrapped rows; 0: all in one
    QString caption; ///< below; may be empty
};
/// Rows as a picture of their own, on white paper. Null without an image.
QImage pictureOf(const PictureRows& rows, const QFont& font, const PictureFileLook& look);

/// Where everything of rows stands. Pure: for a widget of some width, or for a file.
class PictureLayout {
public:
    struct Sizes {
        int width = 0;   ///< to fill; 0: as wide as it comes
        int height = 0;  ///< to fill; 0: as high as it comes
        int cell = 0;    ///< side of a cell; 0: what the room allows
        int perLine = 0; ///< where columns are wrapped; 0: what the width allows
    };
    /// Cells that the room decides are the largest with which all fits, or nearly so where an image is then enlarged by
    /// a whole number; where nothing fits they are some 50 pixels wide, and wrapped rows go on below. Rows that are not
    /// wrapped shrink.
    PictureLayout(const PictureRows& rows, const Sizes& sizes, const QFont& font);

    QSize size() const { return m_size; }
    int cell() const { return m_cell; }
    QRect imageRect(int row, int column) const;
    /// Row and column; (-1, -1): none.
    QPoint cellAt(QPoint position) const;
    int columnsPerLine() const { return m_perLine; }
    void paint(QPainter& painter, const PictureRows& rows, ThemeMode mode, const QRect& part) const;

private:
    int lineHeight(int row) const;
    int perLineFor(int cell) const;
    int heightFor(int cell) const;
    int chosenCell(const PictureRows& rows, int captions) const;
    void paintLabel(QPainter& painter, const PictureRow& row, const QRect& label, ThemeMode mode) const;
    void paintCell(QPainter& painter, const PictureCell& cell, const QRect& frame, ThemeMode mode) const;

    int m_cell = 0;
    int m_labels = 0; ///< width
    int m_top = 0;    ///< height of the column titles
    int m_textHeight = 0;
    int m_perLine = 1;
    int m_columns = 1;
    bool m_isWrapped = false;
    Sizes m_sizes;
    QList<int> m_rowTops;  ///< of the first line
    int m_blockHeight = 0; ///< of a line of all rows
    QList<bool> m_hasCaptions;
    QList<int> m_counts;
    QSize m_size;
};

} // namespace lb::widgets
