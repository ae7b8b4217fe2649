#pragma once

#include "experiments/records/run_record.h"

#include <QList>
#include <QString>

#include <optional>

namespace lb::experiments {

/// A search for runs as typed: terms that must all hold, in any order, parted by spaces. Case does not matter.
///
///     bn   "mean field"       in the name, the model, the state, the group, the data, a tag or the notes
///     model:bn  data:word  group:demo  tag:paper  note:"to do"  name:"bn 1"      in one field
///     state:failed  seed:2  is:starred  is:archived                              is
///     kl>2  au<=4  elbo>-40  validation/kl<1   a metric's last value: its name, or the last part of it
///     rate_at_four_kl<100                      of one of the user's own: its title, spaces as underscores
///     step>=1000  epoch>2  seed>=3             numbers of the run itself
///     created>=2026-11-01                      the day it was made, in local time
///     -tag:paper                               what the rest says, not
///
/// What is none of these is looked for as a word. Pure.
class RunQuery {
public:
    RunQuery() = default;
    explicit RunQuery(const QString& text);

    bool matches(const RunRecord& run) const;
    bool isEmpty() const { return m_terms.isEmpty(); }
    /// The same search, written in one way.
    QString text() const;
    bool operator==(const RunQuery&) const = default;

    /// `text` as one word of a search, in quotes where it needs them.
    static QString quoted(const QString& text);

private:
    enum class Test { Contains, Less, LessEqual, Greater, GreaterEqual };
    struct Term {
        QString field; ///< empty: anywhere
        Test test = Test::Contains;
        QString value; ///< of comparisons too, as typed
        double number = 0;
        bool isNegated = false;
        bool operator==(const Term&) const = default;
    };
    struct Word {
        QString text;              ///< without quotes
        qsizetype quotedFrom = -1; ///< where the first quoted part of `text` begins; -1: none
        bool isNegated = false;
    };
    static QList<Word> wordsOf(const QString& text);
    static Term termOf(const Word& word);
    static bool comparisonOf(const Word& word, Term& term);
    static bool holds(const Term& term, const RunRecord& run);

    QList<Term> m_terms;
};

/// The tag of runs with a star.
inline const QString kStarTag = QStringLiteral("★");
/// The tag of runs that are put away: lists show them apart.
inline const QString kArchivedTag = QStringLiteral("archived");
bool isArchived(const RunRecord& run);

} // namespace lb::experiments
