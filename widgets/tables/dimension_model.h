#pragma once

#include <QAbstractTableModel>
#include <QImage>
#include <QStringList>

#include <vector>

namespace lb::widgets {

/// One latent dimension: what the table and its order need. NaN: the model has no such quantity.
struct DimensionRow {
    int dimension = 0; ///< from 0
    double kl = 0;     ///< nats
    double meanVariance = 0;
    double noise = 0;
    bool isActive = false;
};

/// The dimensions of a code, sorted by KL, or by the variance of their means where there is no KL; with the strip that
/// a traversal decodes, as it comes. GUI thread.
class DimensionModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Kl, MeanVariance, Noise, Strip, Columns };
    enum Role {
        ShareRole = Qt::UserRole, ///< of the largest KL, 0 to 1; below 0: no KL
        ImagesRole,               ///< QList<QImage>, for Strip
        ActiveRole,
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<DimensionRow>& rows);
    void sortBy(Column column);
    void setStrip(int dimension, const QList<QImage>& images, const QStringList& sentences);
    int dimensionOf(int row) const { return m_rows[row].dimension; }
    int rowOf(int dimension) const;
    /// Dimensions in the order of the rows.
    QList<int> dimensions() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Decoded {
        QList<QImage> images;
        QStringList sentences;
    };
    double valueOf(const DimensionRow& row, Column column) const;
    QString toolTipOf(const DimensionRow& row, int column) const;

    QList<DimensionRow> m_rows;
    QHash<int, Decoded> m_strips;
    double m_largest = 0;
};

} // namespace lb::widgets
