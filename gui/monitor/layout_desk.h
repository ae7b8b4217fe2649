#pragma once

#include "gui/monitor/plot_layout.h"

#include <QObject>

class QUndoStack;

namespace lb::gui {

class StoreThread;

/// The Monitor's layouts: what is shown now, what is stored under names, every change as a step of undo. Kept in the
/// project, written in the store's thread. GUI thread.
class LayoutDesk : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype kMostPlots = 60; ///< of one layout

    LayoutDesk(StoreThread& store, QUndoStack& undo, QObject* parent = nullptr);

    const PlotLayout& shown() const { return m_book.shown; }
    const LayoutBook& book() const { return m_book; }
    QStringList names() const { return m_book.saved.keys(); }

    /// `what` in the words of the Edit menu: "remove the plot KL".
    void change(const PlotLayout& layout, const QString& what);
    /// Shows a stored layout; an empty name is the standard one.
    void choose(const QString& name);
    /// What is shown, under this name, in place of what was there.
    void saveAs(const QString& name);
    void rename(const QString& from, const QString& to);
    void remove(const QString& name);

signals:
    void shownChanged();
    /// Names, which is current, or whether it was changed.
    void bookChanged();
    /// What was asked for cannot be done, in a sentence.
    void refused(const QString& sentence);
    void failed(const lb::experiments::Error& error);

private:
    void read();
    void push(const LayoutBook& book, const QString& what);
    void take(const LayoutBook& book);
    void write();

    StoreThread& m_store;
    QUndoStack& m_undo;
    LayoutBook m_book;
};

} // namespace lb::gui
