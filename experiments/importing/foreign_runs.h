#pragma once

#include "experiments/importing/foreign_run.h"
#include "experiments/records/result.h"

#include <QStringList>

#include <vector>

namespace lb::experiments {

struct ForeignRuns {
    std::vector<ForeignRun> runs;
    QStringList unread; ///< "a.csv: its first row names no column step": files of a folder that give no run
};

/// The runs at a path: a TensorBoard event file, a CSV (`run_csv.h`) or JSON file (`run_json.h`), or a folder of them,
/// with its subfolders; the event files of a folder are one run, as TensorBoard has it. Of JSON in folders, lines
/// (*.jsonl), metrics.json, history.json and the largest trainer_state.json of a run are read. NotFound,
/// InvalidArgument, Corrupt, Io with a sentence.
Result<ForeignRuns> readForeignRuns(const QString& path);

} // namespace lb::experiments
