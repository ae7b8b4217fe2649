#include "gui/monitor/view_memory.h"

#include "gui/pages/monitor_panels.h"
#include "gui/project/store_thread.h"
#include "gui/run_board.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lb::gui {

using widgets::PlotRange;

namespace {

const QString kSetting = QStringLiteral("window.view");
constexpr int kVersion = 1;
constexpr int kWaitMs = 300;

QJsonArray toJson(PlotRange range)
{
    return {range.lower, range.upper};
}

std::optional<PlotRange> rangeOf(const QJsonValue& value)
{
    const QJsonArray ends = value.toArray();
    if (ends.size() != 2 || !ends[0].isDouble() || !ends[1].isDouble() || !(ends[0].toDouble() < ends[1].toDouble()))
        return {};
    return PlotRange{ends[0].toDouble(), ends[1].toDouble()};
}

} // namespace

QByteArray WindowView::toText() const
{
    QJsonObject ranges;
    for (auto range = y.cbegin(); range != y.cend(); ++range)
        ranges.insert(range.key(), toJson(range.value()));
    QJsonObject json{{QStringLiteral("version"), kVersion},
                     {QStringLiteral("page"), page},
                     {QStringLiteral("shown"), QJsonArray::fromStringList(shown)},
                     {QStringLiteral("current"), current},
                     {QStringLiteral("y"), ranges}};
    if (x)
        json.insert(QStringLiteral("x"), toJson(*x));
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

WindowView WindowView::fromText(const QByteArray& text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    WindowView view;
    if (json[QLatin1String("version")].toInt() != kVersion)
        return view;
    view.page = json[QLatin1String("page")].toString();
    for (const QJsonValue& uid : json[QLatin1String("shown")].toArray())
        view.shown.append(uid.toString());
    view.current = json[QLatin1String("current")].toString();
    view.x = rangeOf(json[QLatin1String("x")]);
    const QJsonObject ranges = json[QLatin1String("y")].toObject();
    for (auto range = ranges.begin(); range != ranges.end(); ++range)
        if (const auto known = rangeOf(range.value()))
            view.y.insert(range.key(), *known);
    return view;
}

ViewMemory::ViewMemory(RunBoard& board, MonitorPanels& panels, StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_board(board)
    , m_panels(panels)
    , m_store(store)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kWaitMs);
    connect(&m_soon, &QTimer::timeout, this, &ViewMemory::keep);
    const auto soon = [this] {
        if (m_isRestored)
            m_soon.start();
    };
    connect(&panels.link(), &widgets::PlotLink::viewChanged, this, soon);
    connect(&board, &RunBoard::shownChanged, this, soon);
    connect(&board, &RunBoard::currentChanged, this, soon);
    // Queued: with its first list the board also shows what it would show by itself.
    connect(&board, &RunBoard::runsListed, this, &ViewMemory::restore, Qt::QueuedConnection);
    connect(store.reader(), &StoreReader::opened, this, &ViewMemory::read);
}

void ViewMemory::read()
{
    m_isRestored = false;
    m_wanted.reset();
    m_store.ask(
        this,
        [](StoreReader& reader) {
            const auto text = reader.store() ? reader.store()->setting(kSetting) : QString();
            return text ? text->toUtf8() : QByteArray(); // a project that cannot be read says so itself
        },
        [this](const QByteArray& text) {
            m_kept = text;
            m_wanted = WindowView::fromText(text);
            restore();
        });
}

void ViewMemory::restore()
{
    if (!m_wanted || !m_board.isListed())
        return;
    const WindowView wanted = *std::exchange(m_wanted, std::nullopt);
    QStringList shown;
    for (const QString& uid : wanted.shown)
        if (m_board.run(uid))
            shown.append(uid);
    if (!shown.isEmpty()) {
        for (const QString& uid : m_board.active())
            if (m_board.isShown(uid) && !shown.contains(uid))
                shown.append(uid);
        m_board.showOnly(shown);
    }
    if (m_board.run(wanted.current))
        m_board.setCurrent(wanted.current);
    if (wanted.x || !wanted.y.isEmpty())
        m_panels.showView(wanted.x, wanted.y);
    m_isRestored = true;
    emit restored(wanted.page);
}

WindowView ViewMemory::view() const
{
    return {m_page, m_board.shown(), m_board.current(), m_panels.link().xRange(), m_panels.yRanges()};
}

void ViewMemory::setPage(const QString& page)
{
    m_page = page;
    if (m_isRestored)
        m_soon.start();
}

void ViewMemory::flush()
{
    if (m_soon.isActive())
        keep();
}

void ViewMemory::keep()
{
    m_soon.stop();
    const QByteArray text = view().toText();
    if (std::exchange(m_kept, text) == text)
        return;
    m_store.post([text = QString::fromUtf8(text)](StoreReader& reader) {
        if (reader.store() && !reader.store()->isReadOnly())
            static_cast<void>(reader.store()->setSetting(kSetting, text)); // where one looked is not worth a complaint
    });
}

} // namespace lb::gui
