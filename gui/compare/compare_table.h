#pragma once

#include "experiments/records/claim.h"
#include "gui/compare/compare_groups.h"
#include "widgets/compare/compare_model.h"

#include <memory>

namespace lb::gui {

struct TableFacts;

struct CompareTable {
    QList<widgets::CompareColumn> columns;
    QList<widgets::CompareRow> rows;
    std::shared_ptr<const TableFacts> facts{}; ///< what rows of seeds and words are made of
};

/// Columns and rows of the scene: the baseline on top, the rest in the order asked for, what has no value at the end.
CompareTable compareTable(const CompareScene& scene);
/// Puts the rows of such a table in another order.
void sortTable(CompareTable& table, const CompareSettings& settings);
/// A row for each run of a group, in the order asked for.
QList<widgets::CompareRow> seedRows(const TableFacts& facts, const QString& group, const CompareSettings& settings);

/// What a cell says in words, for tooltips and screen readers; `row` is one of those above.
QString cellWords(const TableFacts& facts, const widgets::CompareRow& row, int column);

/// Of a group against the baseline; without one the baseline's half is empty.
experiments::Claim claimOf(const CompareScene& scene, const CompareGroup& group, const QString& metric);

/// How a group does against the baseline on a metric, in one sentence of three parts: what, how sure, by which test.
/// What cannot be said for want of seeds is said.
struct ClaimWords {
    QString subject; ///< "BN-VAE γ 0.6 against VAE, NLL:"
    QString claim;   ///< "−0.61 nats, 95 % CI −0.69 to −0.53"
    QString test;    ///< "Welch t = −17.5, p < 0.001, n = 5 and 5, same seeds and batches"
};
ClaimWords claimWords(const CompareScene& scene, const CompareGroup& group, const QString& metric);

/// "0.034", "< 0.001".
QString probabilityText(double p);

} // namespace lb::gui
