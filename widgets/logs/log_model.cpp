#include "widgets/logs/log_model.h"

#include <QDateTime>

#include <algorithm>

namespace lb::widgets {

LogModel::LogModel(int capacity, QObject* parent)
    : QAbstractTableModel(parent)
    , m_capacity(std::max(1, capacity))
{
}

void LogModel::append(const QList<LogLine>& lines)
{
    // Of a flood only the part that fits is worth a row.
    const auto count = static_cast<int>(std::min<qsizetype>(lines.size(), m_capacity));
    if (count == 0)
        return;
    const int surplus = rowCount() + count - m_capacity;
    if (surplus > 0) {
        beginRemoveRows({}, 0, surplus - 1);
        m_lines.erase(m_lines.begin(), m_lines.begin() + surplus);
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount() + count - 1);
    m_lines.insert(m_lines.end(), lines.end() - count, lines.end());
    endInsertRows();
}

void LogModel::clear()
{
    if (m_lines.empty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_lines.clear();
    endRemoveRows();
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int LogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString LogModel::levelWord(LogLine::Level level)
{
    switch (level) {
    case LogLine::Level::Debug:
        return tr("detail");
    case LogLine::Level::Warning:
        return tr("warning");
    case LogLine::Level::Error:
        return tr("error");
    case LogLine::Level::Info:
        break;
    }
    return tr("info");
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const LogLine& entry = line(index.row());
    if (role == LevelRole)
        return static_cast<int>(entry.level);
    if (role == Qt::ToolTipRole)
        return entry.text;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return QDateTime::fromMSecsSinceEpoch(entry.timeMs).toString(QStringLiteral("HH:mm:ss"));
    case LevelColumn:
        return levelWord(entry.level);
    case SourceColumn:
        return entry.source;
    default:
        return entry.text;
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[]{tr("Time"), tr("Level"), tr("Run"), tr("Message")};
    return section >= 0 && section < ColumnCount ? QVariant(titles[section]) : QVariant();
}

LogFilterModel::LogFilterModel(LogModel& lines, QObject* parent)
    : QAbstractTableModel(parent)
    , m_lines(lines)
{
    connect(&lines, &LogModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { insert(first, last); });
    connect(&lines, &LogModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int first, int last) { beginRemoval(last - first + 1); });
    connect(&lines, &LogModel::rowsRemoved, this, &LogFilterModel::endRemoval);
    filter();
}

void LogFilterModel::setLowestLevel(LogLine::Level level)
{
    m_lowest = level;
    filter();
}

void LogFilterModel::setSearch(const QString& text)
{
    m_search = text;
    filter();
}

bool LogFilterModel::isAccepted(const LogLine& line) const
{
    return line.level >= m_lowest && (m_search.isEmpty() || line.text.contains(m_search, Qt::CaseInsensitive) ||
                                      line.source.contains(m_search, Qt::CaseInsensitive));
}

void LogFilterModel::filter()
{
    beginResetModel();
    m_rows.clear();
    for (int row = 0; row < m_lines.rowCount(); ++row)
        if (isAccepted(m_lines.line(row)))
            m_rows.push_back(m_gone + row);
    endResetModel();
}

/// They always come at the end.
void LogFilterModel::insert(int first, int last)
{
    std::deque<qint64> accepted;
    for (int row = first; row <= last; ++row)
        if (isAccepted(m_lines.line(row)))
            accepted.push_back(m_gone + row);
    if (accepted.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(accepted.size()) - 1);
    m_rows.insert(m_rows.end(), accepted.begin(), accepted.end());
    endInsertRows();
}

/// They always leave at the top.
void LogFilterModel::beginRemoval(int count)
{
    const auto end = std::lower_bound(m_rows.begin(), m_rows.end(), m_gone + count);
    m_leaving = {count, static_cast<int>(end - m_rows.begin())};
    if (m_leaving.shown > 0)
        beginRemoveRows({}, 0, m_leaving.shown - 1);
}

void LogFilterModel::endRemoval()
{
    m_rows.erase(m_rows.begin(), m_rows.begin() + m_leaving.shown);
    m_gone += m_leaving.lines;
    if (m_leaving.shown > 0)
        endRemoveRows();
}

int LogFilterModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LogFilterModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : LogModel::ColumnCount;
}

QVariant LogFilterModel::data(const QModelIndex& index, int role) const
{
    return index.isValid() ? m_lines.index(sourceRow(index.row()), index.column()).data(role) : QVariant();
}

QVariant LogFilterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_lines.headerData(section, orientation, role);
}

} // namespace lb::widgets
