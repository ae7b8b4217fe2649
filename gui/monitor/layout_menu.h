#pragma once

#include <QMenu>

namespace lb::gui {

class LayoutDesk;
class Questions;

/// The layouts of the plots: picks one, saves, renames, deletes; adds a plot.
class LayoutMenu : public QMenu {
    Q_OBJECT
public:
    LayoutMenu(LayoutDesk& desk, Questions& questions, QWidget* parent);
    /// "Standard", "Paper"; with a dot while what is shown differs from what is stored.
    QString currentText() const;

signals:
    /// `currentText` is another.
    void renamed();
    /// The list of metrics, with a new plot as its target.
    void plotAdded(const QString& plot);
    /// A sentence about a name that cannot be taken.
    void refused(const QString& sentence);

private:
    void rebuild();
    void askRename();
    void askSave();
    bool isFree(const QString& name);

    LayoutDesk& m_desk;
    Questions& m_questions;
};

} // namespace lb::gui
