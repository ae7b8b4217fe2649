#pragma once

#include "experiments/records/console_records.h"
#include "widgets/plots/plot_types.h"

#include <optional>

namespace lb::widgets {

/// What stands behind the words of replies.
enum class Shade {
    Surprise,   ///< how little the model expected each
    Difference, ///< which are new against `ReplyView::compared`
    Nothing,
};

/// A reply as the console shows it.
struct ReplyView {
    qint64 id = 0; ///< 0: being written, or failed
    int column = 0;
    PlotRun run; ///< name, hue and dash
    qint64 step = -1;
    QList<experiments::ConsoleToken> tokens;
    QString end;
    double seconds = 0;
    bool isWriting = false;
    std::optional<QString> compared; ///< the text that it is compared with
    QString failure; ///< one sentence; empty: none
    QString detail;  ///< for those who want to know more
    bool operator==(const ReplyView&) const = default;
};

/// A prompt and its replies side by side.
struct TurnView {
    qint64 prompt = 0;
    QString text;
    int branch = 0; ///< which of `branches` prompts at this place, from 0
    int branches = 1;
    int attempt = 0; ///< which of `attempts` versions of the replies
    int attempts = 0;
    experiments::WritingParameters parameters; ///< of the replies
    QList<ReplyView> replies;
    bool operator==(const TurnView&) const = default;
};

/// A text as a QTextDocument can hold it, position for position: what it would take for a mark of its own is replaced.
QString showable(QString text);

} // namespace lb::widgets
