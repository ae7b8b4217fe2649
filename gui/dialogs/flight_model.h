#pragma once

#include "experiments/records/flight_log.h"

#include <QAbstractTableModel>

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// Numbers of the last steps as a table: a row a step (newest first) and a column a metric, or a row a tensor and a
/// column for each look at the gradients, or a row a part of the model with the range of its numbers. What is not
/// finite is bold, in the colour of warnings, and says so.
class FlightModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Content { Steps, Gradients, Activations };

    FlightModel(const widgets::Theme& theme, Content content, QObject* parent);
    void setLog(const experiments::FlightLog& log);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// "Items of the batch: 5 12 ...", where they are known.
    QString itemsOf(const QModelIndex& index) const;
    double valueAt(const QModelIndex& index) const;
    QVariant activationAt(const QModelIndex& index, int role) const;
    /// A look at the gradients by column, the newest first.
    const experiments::FlightLog::Row& rowAt(qsizetype fromNewest) const;

    const widgets::Theme& m_theme;
    Content m_content;
    experiments::FlightLog m_log;
};

} // namespace lb::gui
