#include "gui/monitor/layout_desk.h"

#include "gui/project/store_thread.h"

#include <QPointer>
#include <QUndoCommand>
#include <QUndoStack>

#include <functional>

namespace lb::gui {

using experiments::Result;

namespace {

const QString kSetting = QStringLiteral("monitor.layouts");

class BookCommand : public QUndoCommand {
public:
    using Take = std::function<void(const LayoutBook&)>;
    BookCommand(const QString& text, LayoutBook before, LayoutBook after, Take take)
        : QUndoCommand(text)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_take(std::move(take))
    {
    }
    void redo() override { m_take(m_after); }
    void undo() override { m_take(m_before); }

private:
    LayoutBook m_before;
    LayoutBook m_after;
    Take m_take;
};

} // namespace

LayoutDesk::LayoutDesk(StoreThread& store, QUndoStack& undo, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_undo(undo)
{
    connect(store.reader(), &StoreReader::opened, this, &LayoutDesk::read);
}

void LayoutDesk::read()
{
    m_store.ask(
        this,
        [](StoreReader& reader) -> Result<QString> {
            return reader.store() ? reader.store()->setting(kSetting) : QString();
        },
        [this](const Result<QString>& text) {
            LayoutBook book;
            if (!text)
                emit failed(text.error());
            if (text && !text->isEmpty()) {
                const auto stored = LayoutBook::fromText(text->toUtf8());
                if (stored)
                    book = *stored;
                else
                    emit refused(tr("The stored layouts of the plots cannot be read; the standard one is shown. %1")
                                     .arg(stored.error().detail));
            }
            m_book = book;
            emit shownChanged();
            emit bookChanged();
        });
}

void LayoutDesk::push(const LayoutBook& book, const QString& what)
{
    if (book == m_book)
        return;
    if (book.shown.plots.size() > kMostPlots) {
        emit refused(tr("The Monitor shows at most %1 plots; remove one first.").arg(kMostPlots));
        return;
    }
    // The stack belongs to the program and may outlive this window.
    m_undo.push(new BookCommand(what, m_book, book, [guard = QPointer<LayoutDesk>(this)](const LayoutBook& taken) {
        if (guard)
            guard->take(taken);
    }));
}

void LayoutDesk::take(const LayoutBook& book)
{
    const bool isOther = !(book.shown == m_book.shown);
    m_book = book;
    if (isOther)
        emit shownChanged();
    emit bookChanged();
    write();
}

void LayoutDesk::write()
{
    m_store.ask(
        this,
        [text = QString::fromUtf8(m_book.toText())](StoreReader& reader) -> Result<void> {
            if (!reader.store() || reader.store()->isReadOnly())
                return {}; // said when it was opened; the layout holds while the window is open
            return reader.store()->setSetting(kSetting, text);
        },
        [this](const Result<void>& written) {
            if (!written)
                emit failed(written.error());
        });
}

void LayoutDesk::change(const PlotLayout& layout, const QString& what)
{
    LayoutBook book = m_book;
    book.shown = layout;
    push(book, what);
}

void LayoutDesk::choose(const QString& name)
{
    LayoutBook book = m_book;
    book.current = name;
    book.shown = book.picked();
    push(book, name.isEmpty() ? tr("layout Standard") : tr("layout %1").arg(name));
}

void LayoutDesk::saveAs(const QString& name)
{
    LayoutBook book = m_book;
    book.saved.insert(name, book.shown);
    book.current = name;
    push(book, tr("save layout %1").arg(name));
}

void LayoutDesk::rename(const QString& from, const QString& to)
{
    LayoutBook book = m_book;
    if (from == to || !book.saved.contains(from))
        return;
    book.saved.insert(to, book.saved.take(from));
    if (book.current == from)
        book.current = to;
    push(book, tr("rename layout %1").arg(from));
}

void LayoutDesk::remove(const QString& name)
{
    LayoutBook book = m_book;
    book.saved.remove(name);
    if (book.current == name)
        book.current.clear();
    push(book, tr("delete layout %1").arg(name));
}

} // namespace lb::gui
