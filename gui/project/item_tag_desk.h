#pragma once

#include "experiments/store/item_tags.h"

#include <QObject>

class QUndoStack;

namespace lb::gui {

class StoreThread;

/// The tags that the user has put on items of one data set, every change as a step of undo. Kept in the project. GUI
/// thread.
class ItemTagDesk : public QObject {
    Q_OBJECT
public:
    ItemTagDesk(StoreThread& store, QUndoStack& undo, QObject* parent);

    /// Reads its tags where it is another one than before.
    void setDataset(const QString& dataset);
    const experiments::ItemTags& tags() const { return m_tags; }
    /// Empty for an item of another data set.
    QStringList tagsOf(const QString& dataset, quint32 item) const
    {
        return dataset == m_dataset ? experiments::tagsOf(m_tags, item) : QStringList();
    }

    /// Puts a tag on those of the items that lack it, or takes it off those that have it.
    void setTagged(const QString& tag, const QSet<quint32>& items, bool isTagged);

signals:
    void changed();
    void failed(const lb::experiments::Error& error);

private:
    void read();
    void take(const QString& dataset, const QString& tag, const QSet<quint32>& items, bool isTagged);

    StoreThread& m_store;
    QUndoStack& m_undo;
    QString m_dataset;
    experiments::ItemTags m_tags;
};

} // namespace lb::gui
