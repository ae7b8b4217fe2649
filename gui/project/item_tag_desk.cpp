#include "gui/project/item_tag_desk.h"

#include "gui/function_command.h"
#include "gui/project/store_thread.h"

#include <QPointer>
#include <QUndoStack>

namespace lb::gui {

using experiments::ItemTags;
using experiments::Result;

ItemTagDesk::ItemTagDesk(StoreThread& store, QUndoStack& undo, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_undo(undo)
{
    connect(store.reader(), &StoreReader::opened, this, &ItemTagDesk::read);
    connect(store.reader(), &StoreReader::sharedFilesChanged, this, &ItemTagDesk::read);
}

void ItemTagDesk::setDataset(const QString& dataset)
{
    if (m_dataset == dataset)
        return;
    m_dataset = dataset;
    read();
}

void ItemTagDesk::read()
{
    m_tags.clear();
    emit changed();
    if (m_dataset.isEmpty())
        return;
    m_store.ask(
        this,
        [dataset = m_dataset](StoreReader& reader) -> Result<ItemTags> {
            return reader.store() ? experiments::readItemTags(reader.store()->projectFolder(), dataset) : ItemTags();
        },
        [this, dataset = m_dataset](const Result<ItemTags>& tags) {
            if (dataset != m_dataset)
                return;
            m_tags = tags.value_or(ItemTags());
            emit changed();
            if (!tags)
                emit failed(tags.error());
        });
}

void ItemTagDesk::setTagged(const QString& tag, const QSet<quint32>& items, bool isTagged)
{
    QSet<quint32> news = items;
    if (isTagged)
        news.subtract(m_tags.value(tag));
    else
        news.intersect(m_tags.value(tag));
    if (news.isEmpty())
        return;
    // The stack belongs to the program and may outlive this window.
    const auto taking = [guard = QPointer<ItemTagDesk>(this), dataset = m_dataset, tag, news](bool on) {
        return [=] {
            if (guard)
                guard->take(dataset, tag, news, on);
        };
    };
    m_undo.push(new FunctionCommand(isTagged ? tr("tag %1").arg(tag) : tr("take the tag %1 off").arg(tag),
                                    taking(isTagged), taking(!isTagged)));
}

void ItemTagDesk::take(const QString& dataset, const QString& tag, const QSet<quint32>& items, bool isTagged)
{
    if (dataset == m_dataset) {
        if (isTagged)
            m_tags[tag].unite(items);
        else
            m_tags[tag].subtract(items);
        m_tags.removeIf([](const ItemTags::iterator& each) { return each->isEmpty(); });
        emit changed();
    }
    m_store.ask(
        this,
        [=](StoreReader& reader) -> Result<void> {
            return reader.store() ? experiments::tagItems(*reader.store(), dataset, tag, items, isTagged)
                                  : Result<void>();
        },
        [this](const Result<void>& written) {
            if (written)
                return;
            read(); // as it is kept
            emit failed(written.error());
        });
}

} // namespace lb::gui
