#pragma once

#include "experiments/cli/session.h"

#include <QString>
#include <QStringList>

namespace lb::experiments {

struct QueryArguments {
    QStringList terms;   ///< of a RunQuery, all of which must hold; empty: every run
    QStringList columns; ///< facts of a run, settings or metrics; empty: those that usually tell most
    QString at;          ///< "last", "best", "best-elbo", "min", "max" or a step: of metrics
    QString out;         ///< a CSV file; empty: stdout
};

/// The runs that a search finds, with the wished numbers of each: a table, JSON lines, or CSV. InvalidArgument for a
/// column that no run has, with the nearest that there is.
int queryCommand(Session& session, const QueryArguments& arguments);

} // namespace lb::experiments
