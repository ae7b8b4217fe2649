#pragma once

#include "widgets/tables/dimension_model.h"

#include <QTreeView>

namespace lb::widgets {

class Theme;

/// The table of dimensions: KL as a bar in the run's colour, figures, the strip of a traversal. A click on a header
/// sorts, on a row chooses its dimension.
class DimensionTable : public QTreeView {
    Q_OBJECT
public:
    explicit DimensionTable(const Theme& theme, QWidget* parent = nullptr);
    DimensionModel& rows() { return *m_model; }
    /// Colour of the bars: of this latent kind.
    void setFamily(const QString& family);
    void choose(int dimension);
    int chosen() const;

signals:
    void dimensionChosen(int dimension);

private:
    class Delegate;
    DimensionModel* m_model;
    Delegate* m_delegate;
};

} // namespace lb::widgets
