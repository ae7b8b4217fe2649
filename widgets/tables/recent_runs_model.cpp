#include "widgets/tables/recent_runs_model.h"

#include "experiments/records/run_query.h"
#include "widgets/tables/row_changes.h"
#include "widgets/tables/run_state_style.h"
#include "widgets/theme/number_text.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace lb::widgets {

using experiments::RunRecord;

namespace {

std::optional<double> lastOf(const RunRecord& run, const QString& metric)
{
    for (const char* part : {"validation/", "train/"})
        if (const auto it = run.last.constFind(QLatin1String(part) + metric); it != run.last.cend())
            return *it;
    return {};
}

} // namespace

RecentRunsModel::RecentRunsModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void RecentRunsModel::setRuns(const QList<RunRecord>& runs)
{
    std::vector<const RunRecord*> order; // of thousands only a few are copied
    for (const RunRecord& run : runs)
        if (!experiments::isArchived(run))
            order.push_back(&run);
    std::stable_sort(order.begin(), order.end(),
                     [](const RunRecord* a, const RunRecord* b) { return a->changedMs > b->changedMs; });
    QList<RunRecord> newest;
    for (const RunRecord* run : order)
        if (newest.size() < m_limit)
            newest.append(*run);
    struct Notify {
        RecentRunsModel& model;
        void beginRemove(int row) { model.beginRemoveRows({}, row, row); }
        void endRemove() { model.endRemoveRows(); }
        void beginInsert(int row) { model.beginInsertRows({}, row, row); }
        void endInsert() { model.endInsertRows(); }
        void beginMove(int from, int to) { model.beginMoveRows({}, from, from, {}, to); }
        void endMove() { model.endMoveRows(); }
        void changed(int row) { emit model.dataChanged(model.index(row, 0), model.index(row, ColumnCount - 1)); }
    };
    applyRowChanges(
        m_runs, newest, [](const RunRecord& run) { return run.uid; }, Notify{*this});
}

void RecentRunsModel::setTrend(const QString& uid, const QList<double>& values)
{
    m_trends.insert(uid, values);
    for (int row = 0; row < rowCount(); ++row)
        if (m_runs[row].uid == uid)
            emit dataChanged(index(row, TrendColumn), index(row, TrendColumn), {TrendRole});
}

int RecentRunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RecentRunsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RecentRunsModel::changedText(qint64 changedMs) const
{
    if (changedMs <= 0)
        return kNoValue;
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(changedMs);
    const QDateTime now = m_nowMs > 0 ? QDateTime::fromMSecsSinceEpoch(m_nowMs) : QDateTime::currentDateTime();
    const QString clock = then.toString(QStringLiteral("HH:mm"));
    const qint64 days = then.date().daysTo(now.date());
    if (days == 0)
        return tr("today %1").arg(clock);
    if (days == 1)
        return tr("yesterday %1").arg(clock);
    const QString date = displayLocale().toString(then.date(), QStringLiteral("d MMM"));
    return then.date().year() == now.date().year() ? tr("%1 %2", "date, time").arg(date, clock)
                                                   : tr("%1 %2", "date, year").arg(date).arg(then.date().year());
}

QString RecentRunsModel::textOf(const RunRecord& run, int column) const
{
    switch (column) {
    case RunColumn:
        return run.name;
    case DataColumn:
        return run.dataset;
    case StateColumn:
        return runStateStyle(run.state).word;
    case KlColumn: {
        const std::optional<double> kl = lastOf(run, QStringLiteral("kl"));
        return kl ? valueText(*kl) : kNoValue;
    }
    case UnitsColumn: {
        const std::optional<double> units = lastOf(run, QStringLiteral("active_units"));
        const int size = run.theory.value(QStringLiteral("latent_size")).toInt();
        if (!units || !std::isfinite(*units))
            return kNoValue;
        return size > 0 ? tr("%1/%2", "active units, of").arg(countText(std::llround(*units)), countText(size))
                        : countText(std::llround(*units));
    }
    case ChangedColumn:
        return changedText(run.changedMs);
    default:
        return {};
    }
}

QVariant RecentRunsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const RunRecord& run = m_runs[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(run, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::AlignVCenter |
            (index.column() == KlColumn || index.column() == UnitsColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return tr("%1. Double click opens it.").arg(run.name);
    case UidRole:
        return run.uid;
    case FamilyRole:
        return experiments::hueOf(run);
    case SeedRole:
        return experiments::dashOf(run);
    case StateRole:
        return static_cast<int>(run.state);
    case DetailRole:
        if (index.column() == RunColumn)
            return tr("seed %1").arg(countText(run.seed));
        return index.column() == StateColumn ? runStateDetail(run) : QString();
    case TrendRole:
        return QVariant::fromValue(m_trends.value(run.uid));
    default:
        return {};
    }
}

QVariant RecentRunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (section == KlColumn || section == UnitsColumn ? Qt::AlignRight : Qt::AlignLeft));
    const QString titles[]{tr("Run"), tr("Data"), tr("State"), tr("KL"), tr("AU"), tr("Trend"), tr("Last change")};
    const QString help[]{QString(),          QString(), QString(), tr("KL divergence, nats"),
                         tr("Active units"), QString(), QString()};
    if (role == Qt::DisplayRole)
        return titles[section];
    return role == Qt::ToolTipRole ? QVariant(help[section]) : QVariant();
}

} // namespace lb::widgets
