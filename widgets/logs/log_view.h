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
/// the end while the user is there; selected lines copy with Ctrl+C.
class LogView : public QWidget {
    Q_OBJECT
public:
    static constexpr int kCapacity = 5000;

    explicit LogView(const Theme& theme, QWidget* parent = nullptr);

    void append(const QList<LogLine>& lines);
    void clear();
    /// Shown lines, as the filter leaves them.
    int shownCount() const;
    QString selectedText() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildBar();
    void buildTable();
    void updateCount();
    void copySelection() const;

    const Theme& m_theme;
    LogModel m_model;
    LogFilterModel m_filter;
    QLineEdit* m_search;
    QComboBox* m_level;
    QLabel* m_count;
    QTableView* m_table;
};

} // namespace lb::widgets
