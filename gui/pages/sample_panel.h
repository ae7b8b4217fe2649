#pragma once

#include "gui/samples/sample_run.h"
#include "widgets/plots/plot_types.h"

#include <QFrame>
#include <QPointer>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QScrollArea;
class QStackedLayout;
class QToolButton;

namespace lb::widgets {
class ElidedLabel;
class EmptyState;
class ItemGalleryModel;
class ItemGalleryView;
class MessageBar;
class PictureGrid;
class RunTextTable;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

/// One run's grid on the samples page: its name and what is shown, how far it is, what went wrong; pictures with the
/// current one enlarged beside them, or lines of text, or the gallery of the worst items.
class SamplePanel : public QFrame {
    Q_OBJECT
public:
    SamplePanel(const widgets::Theme& theme, int column, QWidget* parent);

    void setRun(SampleRun* run, const widgets::PlotRun& name, bool isText);
    SampleRun* run() const { return m_run; }
    /// Order of the gallery, and the rest of what was asked for.
    void setSettings(const SampleSettings& settings);
    /// Frames the picture of a path that is nearest to a position, 0 to 1.
    void setPosition(double position);
    enum class Look {
        Full,
        Plain,         ///< no picture enlarged beside the grid
        Strip,         ///< as high as one row of pictures needs; sentences stay as they are
        UntitledStrip, ///< below another strip, whose titles it stands under
    };
    void setLook(Look look);
    QSize sizeHint() const override;
    /// What Copy copies and files are made of. The picture is null where there is text alone.
    QImage picture(const QString& caption = {}) const;
    QString text() const;
    /// Position in the split of the picture or line that is current; -1: it is none of the data.
    qint64 currentItem() const;
    bool isEmpty() const;
    void focusGrid();

signals:
    void retryClicked();
    void copyRequested();
    void dragRequested();
    void menuRequested(QPoint globalPosition);
    void pictureActivated(QPoint cell);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makePictures();
    void makeTable();
    void makeGallery();
    void takeGrid();
    void takeRanking(bool isNew);
    void takeItems(const QList<qint64>& positions);
    void takeState();
    void showBody();
    void showCurrent();
    bool isStrip() const;
    int stripHeight() const;
    void updateHeight();
    QString detail() const;
    widgets::PictureRows selectedItems() const;

    const widgets::Theme& m_theme;
    QPointer<SampleRun> m_run;
    SampleSettings m_settings;
    widgets::PlotRun m_name;
    bool m_isText = false;
    Look m_look = Look::Full;
    QLabel* m_swatch = nullptr;
    QLabel* m_title = nullptr;
    widgets::ElidedLabel* m_detail = nullptr;
    QToolButton* m_cancel = nullptr;
    QProgressBar* m_progress = nullptr;
    widgets::MessageBar* m_message = nullptr;
    QStackedLayout* m_body = nullptr;
    QWidget* m_blank = nullptr;
    QWidget* m_pictures = nullptr;
    QScrollArea* m_scroll = nullptr;
    widgets::PictureGrid* m_grid = nullptr;
    QWidget* m_side = nullptr;
    QLabel* m_large = nullptr;
    QLabel* m_facts = nullptr;
    widgets::RunTextTable* m_table = nullptr;
    widgets::ItemGalleryModel* m_items = nullptr;
    widgets::ItemGalleryView* m_gallery = nullptr;
    widgets::EmptyState* m_none = nullptr;
};

} // namespace lb::gui
