#pragma once

#include "widgets/logs/log_model.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace lb::widgets {

class Theme;

/// The log of the running program and its workers: newest at the bottom, bounded, filtered by level and text. Follows
/// the end while the user is there; selected lines copy with Ctrl+C; F4 and Shift+F4 go from error to error.
class LogView : public QWidget {
    Q_OBJECT
public:
    static constexpr int kCapacity = 100'000;

    explicit LogView(const Theme& theme, QWidget* parent = nullptr);

    void append(const QList<LogLine>& lines);
    void clear();
    /// Shown lines, as the filter leaves them.
    int shownCount() const;
    QString selectedText() const;
    /// Goes to the next error below the current line, or above it; round the end.
    void findError(bool isForward);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildBar();
    void buildTable();
    void updateCount();
    void copySelection() const;

    const Theme& m_theme;
    LogModel m_model;
    LogFilterModel m_filter{m_model};
    QLineEdit* m_search;
    QComboBox* m_level;
    QLabel* m_count;
    QTableView* m_table;
};

} // namespace lb::widgets
