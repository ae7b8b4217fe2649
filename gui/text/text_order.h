#pragma once

#include "experiments/records/console_records.h"
#include "experiments/records/result.h"

#include <QCborArray>
#include <QCborMap>
#include <QString>

#include <optional>

namespace lb::gui {

class StoreReader;

/// Whom a prompt goes to.
struct ModelChoice {
    QString uid;
    qint64 step = -1; ///< of a checkpoint that stays; -1: goes with the window's time
    qint64 at = -1;   ///< where that time is for this run: a checkpoint; -1: the newest at the time of asking; else (no
                      ///< checkpoint of the run) the window's step, before its first
    /// The checkpoint that is asked for; -1: the newest.
    qint64 checkpoint() const { return step >= 0 ? step : at; }
    bool operator==(const ModelChoice&) const = default;
};

/// A click on Send: a prompt, and who is to answer it how.
struct TextOrder {
    experiments::ConsoleMessage prompt; ///< id 0: to be stored first
    QList<ModelChoice> models;
    experiments::WritingParameters parameters;
};

/// What goes to one serve worker, or why nothing does.
struct ModelRequest {
    QString runName;
    QCborMap request;
    std::optional<experiments::Error> error;
};

/// Run and checkpoint of a choice as the beginning of a request: "run", and "checkpoint" unless it is the newest. In
/// the store's thread. NotFound without a project.
ModelRequest targetOf(StoreReader& reader, const ModelChoice& choice);

/// Where a column stands by now that stood at `column` when its choice was asked for; -1: it is gone. What is looked up
/// for a column is its own, though others have been closed meanwhile.
qsizetype placeOf(const QList<ModelChoice>& columns, qsizetype column, const ModelChoice& choice);

/// The column of `before` that each of `columns` goes on from: the same choice, else another checkpoint of its run, none
/// of them twice; -1: it is a new one.
QList<qsizetype> columnsBefore(const QList<ModelChoice>& before, const QList<ModelChoice>& columns);

struct PreparedOrder {
    experiments::Conversation conversation;
    experiments::ConsoleMessage prompt;      ///< with its id, unless it could not be stored
    QList<ModelRequest> requests;            ///< one per model
    std::optional<experiments::Error> error; ///< why the prompt could not be stored
};

/// Stores the prompt (and the conversation, when it is the first) and looks up the checkpoints. In the store's thread.
PreparedOrder prepareOrder(StoreReader& reader, const TextOrder& order, const experiments::Conversation& conversation);

/// The request "generate" that `latentbench-cli generate` sends for the same parameters, with the five likeliest tokens
/// of each place. `target`: run and checkpoint.
QCborMap generateRequest(const QCborMap& target, const QString& prompt,
                         const experiments::WritingParameters& parameters);

} // namespace lb::gui
