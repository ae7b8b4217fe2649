#pragma once

#include "gui/latent/latent_run.h"
#include "gui/text/text_models.h"

#include <QSet>

#include <memory>
#include <vector>

namespace lb::gui {

class StoreThread;

/// Items of one data set, as far as they are looked at: drawn with a lasso in a map of one split.
struct LatentSelection {
    QString dataset;
    QString split;
    QSet<quint32> items; ///< of the data set
    bool operator==(const LatentSelection&) const = default;
};

/// The latent page behind its widgets: up to three runs side by side, one selection of items in all of them. Asks while
/// it is active. GUI thread; holds no widget.
class LatentLab : public QObject {
    Q_OBJECT
public:
    static constexpr int kMostColumns = 3;
    static constexpr int kUsualCodes = 5000;

    LatentLab(RunBoard& board, StoreThread& store, QObject* parent);
    ~LatentLab() override;

    const TextModels& models() const { return *m_models; }
    /// While true, runs are asked. The first time with the newest model, unless columns were set.
    void setActive(bool active);

    const QList<ModelChoice>& columns() const { return m_columns; }
    void setColumns(const QList<ModelChoice>& wanted);
    LatentRun& run(int column) const { return *m_runs[static_cast<std::size_t>(column)]; }
    int count() const { return static_cast<int>(m_columns.size()); }
    /// Asks for a column again, on its newest checkpoint where none was chosen.
    void refresh(int column);
    /// How many codes are on a map, drawn from each class in proportion; 0: all (the worker's limit is 100,000). Other
    /// maps than there were are asked for.
    void setLimit(int codes);
    int limit() const { return m_limit; }
    /// Planes are turned to look like the one before, and those beside like the first.
    void setAligned(bool aligned) { m_isAligned = aligned; }

    /// In every column that shows this data.
    const LatentSelection& selection() const { return m_selection; }
    /// Items of a column's map; none: nothing is selected.
    void setSelection(int column, const QSet<quint32>& items);
    /// What the codes of a column are of.
    QString dataset(int column) const;
    /// The row in another column's map of the item in this row of a column's; -1: it is not there.
    int sameItem(int column, int row, int otherColumn) const;
    /// Rows of a column's map that are selected, rising.
    std::vector<int> selectedRows(int column) const;

signals:
    void modelsChanged();
    void columnsChanged();
    void selectionChanged();

private:
    void takeModels();
    void ask(int column);

    StoreThread& m_store;
    TextModels* m_models;
    QList<ModelChoice> m_columns;
    std::vector<std::unique_ptr<LatentRun>> m_runs;
    QSet<int> m_due; ///< columns to be asked when active
    LatentSelection m_selection;
    int m_limit = kUsualCodes;
    bool m_isActive = false;
    bool m_isAligned = true;
};

} // namespace lb::gui
