#pragma once

#include "experiments/records/result.h"
#include "gui/figures/figure_export.h"
#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace lb::widgets {
class FigurePreview;
class MessageBar;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class FigureForm;
class FileChoices;
class Questions;
class StoreThread;

/// A figure for a paper: what it shows, how it looks, where it goes; a preview in true size, the caption, the command
/// that draws it again. Opened beside the window and kept open after an export. Points are read and files written in
/// the store's thread.
class ExportFigureDialog : public QDialog {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        StoreThread& store;
        Questions& questions;
        QString projectFolder;
    };
    /// `all`: the panels there are, and the runs; `chosen`: metrics that are checked at first.
    ExportFigureDialog(const Parts& parts, const widgets::FigureSpec& all, const QStringList& chosen, QWidget* parent);

    /// As the fields stand, with the user's caption when it was changed.
    widgets::FigureSpec spec() const;
    /// Nothing is being read or written.
    bool isQuiet() const { return m_requests == 0 && !m_redraw.isActive(); }

signals:
    void exported(const QStringList& files);

private:
    void build();
    QWidget* buildLeft();
    QWidget* buildRight();
    QWidget* buildTop();
    QWidget* buildCaption();
    QWidget* buildBottom();
    QPushButton* addButton(QBoxLayout* row, const char* name, const QString& text, const QString& icon,
                           const QString& help);
    void readLook(const QString& json);
    QString lookJson() const;
    void takeChange();
    void readPoints();
    void takePoints(const experiments::Result<widgets::FigureData>& points);
    void redraw();
    void showCaption();
    void showFiles();
    void exportFiles();
    void takeWritten(const experiments::Result<QStringList>& files);
    void copyCommand();
    void copyToClipboard();
    FigureOrder order() const;
    QString command() const;

    Parts m_parts;
    widgets::FigureSpec m_all;
    QStringList m_chosen;
    std::shared_ptr<const widgets::FigureData> m_data;
    QString m_dataKey; ///< what was read: panels and events
    QString m_autoCaption;
    QTimer m_redraw; ///< many changes in one turn of the loop are one drawing
    int m_requests = 0;
    FigureForm* m_form = nullptr;
    FileChoices* m_files = nullptr;
    widgets::FigurePreview* m_preview = nullptr;
    widgets::MessageBar* m_message = nullptr;
    QPlainTextEdit* m_caption = nullptr;
    QLabel* m_names = nullptr;
    QPushButton* m_close = nullptr;
    QPushButton* m_export = nullptr;
};

} // namespace lb::gui
