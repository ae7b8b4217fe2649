#include "gui/compare/compare_columns.h"

#include "gui/project/store_thread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>

namespace lb::gui {

using experiments::Result;
using experiments::ValueChoice;

namespace {

const QString kSetting = QStringLiteral("compare/columns");
constexpr auto kWriteAfter = std::chrono::milliseconds(400);
constexpr int kNarrowest = 20;
constexpr int kWidest = 2000;

QStringList listOf(const QJsonValue& value)
{
    QStringList list;
    for (const QJsonValue one : value.toArray())
        if (one.isString() && !list.contains(one.toString()))
            list.append(one.toString());
    return list;
}

} // namespace

QString columnsText(const CompareSettings& settings, const widgets::CompareColumnLayout& layout)
{
    QJsonObject values;
    for (auto own = settings.ownValues.cbegin(); own != settings.ownValues.cend(); ++own)
        values.insert(own.key(), own->name());
    QJsonObject widths;
    for (auto width = layout.widths.cbegin(); width != layout.widths.cend(); ++width)
        widths.insert(width.key(), *width);
    const QJsonObject json{{QStringLiteral("metrics"), QJsonArray::fromStringList(settings.metrics)},
                           {QStringLiteral("parameters"), QJsonArray::fromStringList(settings.parameters)},
                           {QStringLiteral("hidden"), QJsonArray::fromStringList(settings.hidden)},
                           {QStringLiteral("values"), values},
                           {QStringLiteral("order"), QJsonArray::fromStringList(layout.order)},
                           {QStringLiteral("widths"), widths}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

void readColumns(const QString& text, CompareSettings& settings, widgets::CompareColumnLayout& layout)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    settings.metrics = listOf(json.value(QLatin1String("metrics")));
    settings.parameters = listOf(json.value(QLatin1String("parameters")));
    settings.hidden = listOf(json.value(QLatin1String("hidden")));
    settings.ownValues.clear();
    const QJsonObject values = json.value(QLatin1String("values")).toObject();
    for (auto value = values.begin(); value != values.end(); ++value)
        if (const auto choice = ValueChoice::fromName(value.value().toString()))
            settings.ownValues.insert(value.key(), *choice);
    layout = {.order = listOf(json.value(QLatin1String("order"))), .widths = {}};
    const QJsonObject widths = json.value(QLatin1String("widths")).toObject();
    for (auto width = widths.begin(); width != widths.end(); ++width)
        if (width.value().isDouble())
            layout.widths.insert(width.key(), std::clamp(width.value().toInt(), kNarrowest, kWidest));
}

CompareColumnMemory::CompareColumnMemory(StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kWriteAfter);
    connect(&m_timer, &QTimer::timeout, this, &CompareColumnMemory::write);
    connect(store.reader(), &StoreReader::opened, this, [this] {
        m_timer.stop();
        m_store.ask(
            this,
            [](StoreReader& reader) {
                return reader.store() ? reader.store()->setting(kSetting).value_or(QString()) : QString();
            },
            [this](const QString& text) {
                m_known = text;
                emit recalled(text);
            });
    });
}

void CompareColumnMemory::keep(const QString& text)
{
    m_text = text;
    if (text != m_known)
        m_timer.start();
}

void CompareColumnMemory::write()
{
    m_known = m_text;
    m_store.ask(
        this,
        [text = m_text](StoreReader& reader) -> Result<void> {
            if (!reader.store() || reader.store()->isReadOnly())
                return {};
            return reader.store()->setSetting(kSetting, text);
        },
        [this](const Result<void>& kept) {
            if (!kept)
                emit failed(kept.error());
        });
}

} // namespace lb::gui
