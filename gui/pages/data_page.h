#pragma once

#include "gui/data/data_shelf.h"

#include <QWidget>

#include <functional>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedLayout;

namespace lb::widgets {
class ElidedLabel;
class EmptyState;
class MessageBar;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class DataFactsPanel;
class DataImportBar;
class Questions;
class TokenizerPanel;
struct DataImportReport;

/// The data sets: what is in each, item by item; importing one's own; making tokenizers. Reads nothing until it is
/// shown, and gives the memory back when it is left.
class DataPage : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        Questions& questions;
        std::function<QString()> projectFolder;
    };
    DataPage(const Parts& parts, QWidget* parent);
    ~DataPage() override;

    /// Another project was opened.
    void openProject();
    /// The set, once it is listed.
    void showSet(const QString& id);
    /// Asks how, then imports: from a button, or from what was dropped on the window.
    void offerImport(const QString& path);
    void focusList();
    /// Whether a path may be dropped here.
    static bool takesDrop(const QString& path);

signals:
    void newRunRequested(const QString& id, bool isImage);
    void failed(const lb::experiments::Error& error);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildList();
    QWidget* buildSet();
    void connectShelf();
    void takeList(const QList<experiments::DatasetEntry>& entries);
    void takeFacts(const DataFactsShown& facts);
    void takeImport(const DataImportReport& report);
    void look();
    void askImport(bool isFolder);
    const experiments::DatasetEntry* current() const;

    Parts m_parts;
    DataShelf m_shelf;
    QList<experiments::DatasetEntry> m_entries;
    QString m_wanted; ///< shown when it is listed
    QListWidget* m_list = nullptr;
    QLabel* m_title = nullptr;
    widgets::ElidedLabel* m_about = nullptr;
    QPushButton* m_newRun = nullptr;
    QPushButton* m_remove = nullptr;
    widgets::MessageBar* m_message = nullptr;
    DataImportBar* m_import = nullptr;
    QStackedLayout* m_stack = nullptr;
    widgets::EmptyState* m_waiting = nullptr;
    DataFactsPanel* m_facts = nullptr;
    TokenizerPanel* m_tokenizer = nullptr;
};

} // namespace lb::gui
