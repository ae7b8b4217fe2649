#pragma once

#include "gui/report/report_item.h"

#include <QHash>
#include <QImage>
#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QLineEdit;
class QListView;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class Questions;
class ReportListModel;
class ReportShelf;
class StoreThread;

/// The figures that were sent to the report: their order, titles, captions, a look at each; one button writes them as
/// HTML or PDF.
class ReportPage : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        ReportShelf& shelf;
        StoreThread& store;
        Questions& questions;
        std::function<QString()> projectFolder;
    };
    ReportPage(const Parts& parts, QWidget* parent);

    void focusList();
    /// The report as the command line writes it.
    QString command() const;

signals:
    /// There is nothing yet: to where figures come from.
    void monitorRequested();
    void written(const QString& file);
    void failed(const lb::experiments::Error& error);

protected:
    /// Del removes, Alt+Up and Alt+Down move, in the list; leaving the caption keeps it.
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildList();
    QWidget* buildDetails();
    void buildTop(QVBoxLayout* column);
    void takeItems();
    void takeCurrent();
    void showCurrent();
    void drawPictures();
    void showPicture();
    void keepCaption();
    void moveBy(int rows);
    void removeCurrent();
    void askWrite();
    QString currentId() const;

    Parts m_parts;
    ReportListModel* m_model;
    QStackedWidget* m_body = nullptr;
    QListView* m_list = nullptr;
    QToolButton* m_up = nullptr;
    QToolButton* m_down = nullptr;
    QToolButton* m_remove = nullptr;
    QLineEdit* m_title = nullptr;
    QPlainTextEdit* m_caption = nullptr;
    QLabel* m_picture = nullptr;
    QLabel* m_origin = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_write = nullptr;
    QHash<QString, QImage> m_pictures; ///< of items, as large as they are looked at
    QString m_shownId;                 ///< whose title and caption stand in the fields
    bool m_isDrawing = false;
};

} // namespace lb::gui
