#pragma once

#include "gui/report/report_item.h"

#include <QObject>
#include <QSet>

class QUndoStack;

namespace lb::experiments {
class RunStore;
}

namespace lb::gui {

class StoreThread;

/// The figures that were collected for the project's report, in order. Every change is one step on the window's undo
/// stack and is kept with the project. GUI thread.
class ReportShelf : public QObject {
    Q_OBJECT
public:
    ReportShelf(StoreThread& store, QUndoStack& undo, QObject* parent);

    const QList<ReportItem>& items() const { return m_items; }
    /// -1: there is none.
    qsizetype indexOf(const QString& id) const;

    /// At the end; its id is made here.
    void add(ReportItem item);
    void rename(const QString& id, const QString& title);
    void setCaption(const QString& id, const QString& caption);
    /// To the place `to` of the list as it is after the move.
    void move(const QString& id, qsizetype to);
    void remove(const QString& id);

signals:
    void changed();
    void added(const QString& id);
    /// One sentence of bad news.
    void refused(const QString& sentence);
    void failed(const lb::experiments::Error& error);

private:
    void read();
    void push(const QList<ReportItem>& items, const QString& what);
    void take(const QList<ReportItem>& items);

    StoreThread& m_store;
    QUndoStack& m_undo;
    QList<ReportItem> m_items;
    QSet<QString> m_keptPictures; ///< ids
};

/// The items as they are kept with the project, with their pictures. In the store's thread.
experiments::Result<QList<ReportItem>> keptReportItems(experiments::RunStore& store);

} // namespace lb::gui
