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

void LogFilterModel::setLowestLevel(LogLine::Level level)
{
    m_lowest = level;
    invalidateFilter();
}

void LogFilterModel::setSearch(const QString& text)
{
    m_search = text;
    invalidateFilter();
}

bool LogFilterModel::filterAcceptsRow(int row, const QModelIndex&) const
{
    const auto* model = qobject_cast<const LogModel*>(sourceModel());
    if (!model)
        return true;
    const LogLine& entry = model->line(row);
    return entry.level >= m_lowest && (m_search.isEmpty() || entry.text.contains(m_search, Qt::CaseInsensitive) ||
                                       entry.source.contains(m_search, Qt::CaseInsensitive));
}

} // namespace lb::widgets
