#include "gui/dialogs/flight_model.h"

#include "gui/monitor/metric_words.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QFont>

#include <cmath>

namespace lb::gui {

using experiments::FlightLog;

namespace {

enum ActivationColumn { Least, Most, NotFinite, Values, kActivationColumns };

QString partTitle(const QString& part)
{
    static const QString backward = QStringLiteral("backward");
    if (part.isEmpty())
        return FlightModel::tr("(no part)");
    if (part == backward)
        return FlightModel::tr("backward");
    if (part.startsWith(backward + QLatin1Char(':')))
        return FlightModel::tr("%1, backward", "a part of the model").arg(part.mid(backward.size() + 1));
    return part;
}

} // namespace

FlightModel::FlightModel(const widgets::Theme& theme, Content content, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_content(content)
{
}

void FlightModel::setLog(const FlightLog& log)
{
    beginResetModel(); // another file altogether
    m_log = log;
    endResetModel();
}

int FlightModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    switch (m_content) {
    case Content::Steps:
        return static_cast<int>(m_log.steps.size());
    case Content::Gradients:
        return static_cast<int>(m_log.tensors.size());
    case Content::Activations:
        break;
    }
    return static_cast<int>(m_log.activations.size());
}

int FlightModel::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    switch (m_content) {
    case Content::Steps:
        return static_cast<int>(m_log.columns.size());
    case Content::Gradients:
        return static_cast<int>(m_log.gradients.size());
    case Content::Activations:
        break;
    }
    return kActivationColumns;
}

const FlightLog::Row& FlightModel::rowAt(qsizetype fromNewest) const
{
    const QList<FlightLog::Row>& rows = m_content == Content::Steps ? m_log.steps : m_log.gradients;
    return rows.at(rows.size() - 1 - fromNewest);
}

double FlightModel::valueAt(const QModelIndex& index) const
{
    return m_content == Content::Steps ? rowAt(index.row()).values[static_cast<std::size_t>(index.column())]
                                       : rowAt(index.column()).values[static_cast<std::size_t>(index.row())];
}

QString FlightModel::itemsOf(const QModelIndex& index) const
{
    constexpr std::size_t kMost = 40; // of a tool tip
    if (m_content != Content::Steps || m_log.items.size() != m_log.steps.size())
        return {};
    const std::vector<quint32>& items = m_log.items.at(m_log.items.size() - 1 - index.row());
    QStringList positions;
    for (std::size_t i = 0; i < items.size() && i < kMost; ++i)
        positions.append(QString::number(items[i]));
    if (items.size() > kMost)
        positions.append(QStringLiteral("…"));
    return tr("Items of the batch: %1", "positions in the data set").arg(positions.join(QLatin1Char(' ')));
}

QVariant FlightModel::activationAt(const QModelIndex& index, int role) const
{
    const FlightLog::Range& range = m_log.activations.at(index.row());
    const bool isBad = range.notFinite > 0;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Least || index.column() == Most)
            return range.least > range.most ? widgets::kNoValue
                                            : widgets::valueText(index.column() == Least ? range.least : range.most);
        return widgets::countText(index.column() == NotFinite ? range.notFinite : range.values);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return isBad ? QVariant(m_theme.color(widgets::ColorRole::WarningText)) : QVariant();
    case Qt::FontRole:
        return isBad ? QVariant(m_theme.font(widgets::TextSize::Small, true)) : QVariant();
    default:
        return {};
    }
}

QVariant FlightModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (m_content == Content::Activations)
        return activationAt(index, role);
    const double value = valueAt(index);
    const bool isFinite = std::isfinite(value);
    switch (role) {
    case Qt::DisplayRole:
        if (std::isnan(value))
            return tr("NaN");
        return isFinite ? widgets::valueText(value) : value > 0 ? tr("inf") : tr("−inf");
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return isFinite ? QVariant() : QVariant(m_theme.color(widgets::ColorRole::WarningText));
    case Qt::FontRole:
        return isFinite ? QVariant() : QVariant(m_theme.font(widgets::TextSize::Small, true));
    case Qt::ToolTipRole:
        return isFinite ? QVariant(itemsOf(index)) : QVariant(tr("This is not a finite number."));
    default:
        return {};
    }
}

QVariant FlightModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter); // as the numbers below
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (m_content == Content::Activations) {
        if (orientation == Qt::Vertical)
            return partTitle(m_log.activations.at(section).part);
        return QStringList{tr("Least"), tr("Most"), tr("Not finite"), tr("Numbers", "how many there are")}.at(section);
    }
    const bool isStep = (orientation == Qt::Vertical) == (m_content == Content::Steps);
    if (isStep) {
        const QString step = widgets::countText(rowAt(section).step);
        return orientation == Qt::Vertical ? step : tr("step %1").arg(step);
    }
    if (m_content == Content::Gradients)
        return m_log.tensors.at(section);
    const QString column = m_log.columns.at(section);
    if (role == Qt::ToolTipRole)
        return column;
    if (column == QLatin1String("batch/rows"))
        return tr("Batch rows");
    if (column == QLatin1String("batch/length"))
        return tr("Batch length");
    return MetricWords::title(column);
}

} // namespace lb::gui
