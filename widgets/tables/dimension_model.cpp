#include "widgets/tables/dimension_model.h"

#include "widgets/theme/number_text.h"

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

QString text(double value)
{
    return std::isnan(value) ? kNoValue : numberText(value, 2);
}

} // namespace

void DimensionModel::setRows(const QList<DimensionRow>& rows)
{
    beginResetModel();
    m_rows = rows;
    m_strips.clear();
    m_largest = 0;
    for (const DimensionRow& row : rows)
        m_largest = std::max(m_largest, std::isnan(row.kl) ? 0 : row.kl);
    endResetModel();
    sortBy(m_largest > 0 ? Kl : MeanVariance);
}

double DimensionModel::valueOf(const DimensionRow& row, Column column) const
{
    return column == Kl             ? row.kl
           : column == MeanVariance ? row.meanVariance
           : column == Noise        ? row.noise
                                    : -row.dimension;
}

void DimensionModel::sortBy(Column column)
{
    emit layoutAboutToBeChanged();
    std::stable_sort(m_rows.begin(), m_rows.end(), [&](const DimensionRow& a, const DimensionRow& b) {
        return valueOf(a, column) > valueOf(b, column); // false for NaN: they stay where they are
    });
    emit layoutChanged();
}

void DimensionModel::setStrip(int dimension, const QList<QImage>& images, const QStringList& sentences)
{
    m_strips.insert(dimension, {images, sentences});
    if (const int row = rowOf(dimension); row >= 0)
        emit dataChanged(index(row, Strip), index(row, Strip));
}

int DimensionModel::rowOf(int dimension) const
{
    for (int row = 0; row < m_rows.size(); ++row)
        if (m_rows[row].dimension == dimension)
            return row;
    return -1;
}

QList<int> DimensionModel::dimensions() const
{
    QList<int> dimensions;
    for (const DimensionRow& row : m_rows)
        dimensions.append(row.dimension);
    return dimensions;
}

int DimensionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DimensionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QString DimensionModel::toolTipOf(const DimensionRow& row, int column) const
{
    if (column == Strip)
        return m_strips.value(row.dimension).sentences.join(QLatin1Char('\n'));
    return row.isActive ? tr("Dimension %1 is active: the mean varies over the data.").arg(row.dimension)
                        : tr("Dimension %1 is not active: the mean hardly varies over the data.").arg(row.dimension);
}

QVariant DimensionModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const DimensionRow& row = m_rows[index.row()];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        if (column == Number)
            return QString::number(row.dimension);
        if (column == Strip) {
            const QStringList sentences = m_strips.value(row.dimension).sentences;
            return sentences.isEmpty() ? QString() : sentences.first() + QStringLiteral("  →  ") + sentences.last();
        }
        return text(valueOf(row, column));
    case Qt::TextAlignmentRole:
        return static_cast<int>((column == Strip ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return toolTipOf(row, column);
    case ShareRole:
        return std::isnan(row.kl) ? -1.0 : m_largest > 0 ? row.kl / m_largest : 0.0;
    case ActiveRole:
        return row.isActive;
    case ImagesRole:
        return QVariant::fromValue(m_strips.value(row.dimension).images);
    default:
        return {};
    }
}

QVariant DimensionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Strip || section == Kl ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return section == Strip
                   ? tr("Decoded along the dimension, the others at the mean of all codes: from 3 standard "
                        "deviations of the aggregated posterior below it to 3 above.")
               : section == Kl ? tr("KL of the posterior against N(0, 1), mean over the split. Click sorts.")
               : section == MeanVariance
                   ? tr("Variance of the posterior mean over the data: above 0.01 the dimension is "
                        "active. Click sorts.")
               : section == Noise ? tr("Mean variance of the posterior itself: near 1 it says nothing of its item.")
                                  : tr("Dimension, from 0. Click sorts.");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("Dim");
    case Kl:
        return tr("KL (nats)");
    case MeanVariance:
        return tr("Var μ");
    case Noise:
        return tr("E σ²");
    default:
        return tr("Traversal −3σ to 3σ");
    }
}

} // namespace lb::widgets
