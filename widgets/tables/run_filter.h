#pragma once

#include "experiments/records/run_record.h"

#include <QList>
#include <QSortFilterProxyModel>

namespace lb::widgets {

/// A filter as typed: words that must all hold. "bn" looks into names; "model:bn" "state:failed" "tag:paper"
/// "data:word" "group:demo" "seed:2" look into one field; "kl>2" "au<=4" "elbo>-40" compare a metric's last value. Case
/// does not matter. A word that is not understood is looked for in the name.
class RunFilter {
public:
    explicit RunFilter(const QString& text = {});
    bool matches(const experiments::RunRecord& run) const;
    bool isEmpty() const { return m_terms.isEmpty(); }

private:
    enum class Test { Contains, Less, LessEqual, Greater, GreaterEqual };
    struct Term {
        QString field; ///< empty: the name
        Test test = Test::Contains;
        QString text;
        double number = 0;
        QString word; ///< as typed
    };
    static Term parsed(const QString& word);
    static bool holds(const Term& term, const experiments::RunRecord& run);

    QList<Term> m_terms;
};

/// A tree of runs without those that a filter leaves out; a group stays while one of its runs does.
class RunFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RunFilterModel(QObject* parent = nullptr);
    void setFilterText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    RunFilter m_filter;
};

} // namespace lb::widgets
