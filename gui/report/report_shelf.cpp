#include "gui/report/report_shelf.h"

#include "experiments/store/run_store.h"
#include "gui/project/store_thread.h"

#include <QHash>
#include <QPointer>
#include <QUndoCommand>
#include <QUndoStack>
#include <QUuid>

#include <algorithm>
#include <functional>

namespace lb::gui {

using experiments::Result;
using experiments::RunStore;

namespace {

class ItemsCommand : public QUndoCommand {
public:
    using Take = std::function<void(const QList<ReportItem>&)>;
    ItemsCommand(const QString& text, QList<ReportItem> before, QList<ReportItem> after, Take take)
        : QUndoCommand(text)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_take(std::move(take))
    {
    }
    void redo() override { m_take(m_after); }
    void undo() override { m_take(m_before); }

private:
    QList<ReportItem> m_before;
    QList<ReportItem> m_after;
    Take m_take;
};

Result<void> keep(RunStore& store, const QByteArray& text, const QHash<QString, QByteArray>& pictures)
{
    for (auto picture = pictures.cbegin(); picture != pictures.cend(); ++picture)
        if (const auto kept =
                store.setSetting(reportPictureKey(picture.key()), QString::fromLatin1(picture.value().toBase64()));
            !kept)
            return kept;
    return store.setSetting(kReportItems, QString::fromUtf8(text));
}

} // namespace

Result<QList<ReportItem>> keptReportItems(RunStore& store)
{
    const auto text = store.setting(kReportItems);
    if (!text)
        return tl::unexpected(text.error());
    if (text->isEmpty())
        return QList<ReportItem>();
    auto items = reportItemsFrom(text->toUtf8());
    if (!items)
        return items;
    for (ReportItem& item : *items)
        if (const auto picture = store.setting(reportPictureKey(item.id)); picture && !picture->isEmpty())
            item.png = QByteArray::fromBase64(picture->toLatin1());
    return items;
}

ReportShelf::ReportShelf(StoreThread& store, QUndoStack& undo, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_undo(undo)
{
    connect(store.reader(), &StoreReader::opened, this, &ReportShelf::read);
}

void ReportShelf::read()
{
    m_items.clear();
    m_keptPictures.clear();
    m_store.ask(
        this,
        [](StoreReader& reader) -> Result<QList<ReportItem>> {
            return reader.store() ? keptReportItems(*reader.store()) : QList<ReportItem>();
        },
        [this](const Result<QList<ReportItem>>& items) {
            if (!items)
                emit refused(tr("The figures collected for the report cannot be read; the list starts empty. %1")
                                 .arg(items.error().detail));
            const QList<ReportItem> stored = items.value_or(QList<ReportItem>());
            for (const ReportItem& item : stored)
                if (!item.png.isEmpty())
                    m_keptPictures.insert(item.id);
            if (!m_items.isEmpty()) // sent while the project was being read
                return take(stored + m_items);
            m_items = stored;
            emit changed();
        });
}

qsizetype ReportShelf::indexOf(const QString& id) const
{
    const auto found =
        std::find_if(m_items.cbegin(), m_items.cend(), [&id](const ReportItem& item) { return item.id == id; });
    return found == m_items.cend() ? -1 : found - m_items.cbegin();
}

void ReportShelf::push(const QList<ReportItem>& items, const QString& what)
{
    if (items == m_items)
        return;
    // The stack belongs to the program and may outlive this window.
    m_undo.push(
        new ItemsCommand(what, m_items, items, [guard = QPointer<ReportShelf>(this)](const QList<ReportItem>& taken) {
            if (guard)
                guard->take(taken);
        }));
}

void ReportShelf::take(const QList<ReportItem>& items)
{
    m_items = items;
    QHash<QString, QByteArray> pictures; // that changed: empty ones are gone
    QSet<QString> gone = m_keptPictures;
    for (const ReportItem& item : items) {
        gone.remove(item.id);
        if (!item.png.isEmpty() && !m_keptPictures.contains(item.id))
            pictures.insert(item.id, item.png);
    }
    for (const QString& id : std::as_const(gone)) {
        pictures.insert(id, {});
        m_keptPictures.remove(id);
    }
    for (const ReportItem& item : items)
        if (!item.png.isEmpty())
            m_keptPictures.insert(item.id);
    emit changed();
    m_store.ask(
        this,
        [text = reportItemsText(items), pictures](StoreReader& reader) -> Result<void> {
            if (!reader.store() || reader.store()->isReadOnly())
                return {}; // said when it was opened; the list holds while the window is open
            return keep(*reader.store(), text, pictures);
        },
        [this](const Result<void>& kept) {
            if (!kept)
                emit failed(kept.error());
        });
}

void ReportShelf::add(ReportItem item)
{
    item.id = QUuid::createUuid().toString(QUuid::Id128);
    QList<ReportItem> items = m_items;
    items.append(item);
    push(items, tr("send %1 to the report").arg(item.title));
    emit added(item.id);
}

void ReportShelf::rename(const QString& id, const QString& title)
{
    const qsizetype at = indexOf(id);
    if (at < 0 || title.trimmed().isEmpty())
        return;
    QList<ReportItem> items = m_items;
    items[at].title = title.trimmed();
    push(items, tr("rename the figure %1").arg(m_items[at].title));
}

void ReportShelf::setCaption(const QString& id, const QString& caption)
{
    const qsizetype at = indexOf(id);
    if (at < 0)
        return;
    QList<ReportItem> items = m_items;
    items[at].caption = caption.trimmed();
    push(items, tr("caption of %1").arg(items[at].title));
}

void ReportShelf::move(const QString& id, qsizetype to)
{
    const qsizetype at = indexOf(id);
    if (at < 0 || to < 0 || to >= m_items.size())
        return;
    QList<ReportItem> items = m_items;
    items.move(at, to);
    push(items, tr("move %1").arg(items[to].title));
}

void ReportShelf::remove(const QString& id)
{
    const qsizetype at = indexOf(id);
    if (at < 0)
        return;
    QList<ReportItem> items = m_items;
    const ReportItem item = items.takeAt(at);
    push(items, tr("remove %1 from the report").arg(item.title));
}

} // namespace lb::gui
