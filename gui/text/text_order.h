#pragma once

#include "experiments/records/console_records.h"
#include "experiments/records/result.h"

#include <QCborArray>
#include <QCborMap>
#include <QString>

#include <optional>

namespace lb::experiments {
class RunStore;
}

namespace lb::gui {

class StoreReader;

/// Whom a prompt goes to.
struct ModelChoice {
    QString uid;
    qint64 step = -1; ///< -1: the newest checkpoint at the time
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

/// Run and checkpoint of a choice as the beginning of a request: "run", and "checkpoint" unless it is the newest. In the
/// store's thread.
ModelRequest targetOf(experiments::RunStore& runs, const ModelChoice& choice);

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
