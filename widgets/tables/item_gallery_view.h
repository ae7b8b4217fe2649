#pragma once

#include <QListView>

namespace lb::widgets {

class Theme;

/// An ItemGalleryModel as tiles that wrap: input and output side by side with the item's number; texts as two lines,
/// one item below the other. Every tile has one size, so that ten thousand scroll as fast as ten.
class ItemGalleryView : public QListView {
    Q_OBJECT
public:
    ItemGalleryView(const Theme& theme, QWidget* parent);
    void setText(bool isText);

signals:
    void copyRequested();
    void dragRequested();
    void menuRequested(QPoint globalPosition);

protected:
    void startDrag(Qt::DropActions actions) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    class Delegate;
    Delegate* m_delegate;
};

} // namespace lb::widgets
