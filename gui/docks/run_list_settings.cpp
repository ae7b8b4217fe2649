#include "gui/docks/run_list_settings.h"

#include "gui/function_command.h"
#include "gui/project/store_thread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUndoStack>

#include <algorithm>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::Result;

namespace {

const QString kKey = QStringLiteral("runs");
const QString kSearches = QStringLiteral("searches");
const QString kName = QStringLiteral("name");
const QString kText = QStringLiteral("text");
const QString kValue = QStringLiteral("value");

QList<SavedSearch> sorted(QList<SavedSearch> searches)
{
    std::sort(searches.begin(), searches.end(), [](const SavedSearch& a, const SavedSearch& b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return searches;
}

bool has(const QList<SavedSearch>& searches, const QString& name)
{
    return std::any_of(searches.begin(), searches.end(), [&name](const SavedSearch& one) { return one.name == name; });
}

} // namespace

RunListSettings::RunListSettings(StoreThread& store, QUndoStack& undo, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_undo(undo)
{
    connect(store.reader(), &StoreReader::opened, this, &RunListSettings::read);
}

void RunListSettings::read()
{
    m_store.ask(
        this,
        [](StoreReader& reader) {
            return reader.store() ? reader.store()->setting(kKey) : Result<QString>(tl::unexpected(noProject()));
        },
        [this](const Result<QString>& json) { take(json.value_or(QString())); });
}

void RunListSettings::take(const QString& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    m_searches.clear();
    for (const QJsonValue value : object.value(kSearches).toArray()) {
        const SavedSearch search{value.toObject().value(kName).toString(), value.toObject().value(kText).toString()};
        if (!search.name.isEmpty() && !search.text.isEmpty() && !has(m_searches, search.name))
            m_searches.append(search);
    }
    m_searches = sorted(m_searches);
    m_valueMetric = object.value(kValue).toString();
    emit changed();
}

void RunListSettings::write()
{
    QJsonArray searches;
    for (const SavedSearch& search : std::as_const(m_searches))
        searches.append(QJsonObject{{kName, search.name}, {kText, search.text}});
    const QJsonObject object{{kSearches, searches}, {kValue, m_valueMetric}};
    m_store.ask(
        this,
        [json = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact))](StoreReader& reader) {
            return reader.store() ? reader.store()->setSetting(kKey, json) : Result<void>(tl::unexpected(noProject()));
        },
        [this](const Result<void>& written) {
            if (written)
                return;
            emit failed(written.error());
            read(); // what is there, not what was wished for
        });
    emit changed();
}

void RunListSettings::setSearches(const QList<SavedSearch>& searches)
{
    m_searches = sorted(searches);
    write();
}

void RunListSettings::change(const QString& text, const QList<SavedSearch>& searches)
{
    if (sorted(searches) == m_searches)
        return;
    m_undo.push(new FunctionCommand(
        text, [this, searches] { setSearches(searches); }, [this, old = m_searches] { setSearches(old); }));
}

void RunListSettings::save(const QString& name, const QString& text)
{
    const SavedSearch search{name.trimmed(), text.trimmed()};
    if (search.name.isEmpty() || search.text.isEmpty())
        return;
    QList<SavedSearch> searches = m_searches;
    searches.removeIf([&search](const SavedSearch& one) { return one.name == search.name; });
    change(tr("saving of the search %1").arg(search.name), searches + QList<SavedSearch>{search});
}

void RunListSettings::rename(const QString& from, const QString& to)
{
    const QString name = to.trimmed();
    if (name.isEmpty() || name == from)
        return;
    if (has(m_searches, name)) {
        emit failed({ErrorKind::InvalidArgument,
                     QStringLiteral("Another search is called \"%1\". Give this one a name of its own.").arg(name)});
        return;
    }
    QList<SavedSearch> searches = m_searches;
    for (SavedSearch& search : searches)
        if (search.name == from)
            search.name = name;
    change(tr("renaming of the search %1").arg(from), searches);
}

void RunListSettings::remove(const QString& name)
{
    QList<SavedSearch> searches = m_searches;
    searches.removeIf([&name](const SavedSearch& one) { return one.name == name; });
    change(tr("deletion of the search %1").arg(name), searches);
}

void RunListSettings::setValueMetric(const QString& metric)
{
    if (metric == m_valueMetric)
        return;
    m_valueMetric = metric;
    write();
}

} // namespace lb::gui
