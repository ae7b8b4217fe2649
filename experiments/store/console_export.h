#pragma once

#include "experiments/records/console_records.h"

#include <QByteArray>

namespace lb::experiments {

/// What is to be written of a conversation.
struct ConsoleExport {
    Conversation conversation;
    QList<ConsoleMessage> messages; ///< a prompt before its replies
    int left = 0; ///< messages of other branches and versions that are not among them: said at the end
};

/// Markdown: prompts and replies as code blocks (nothing in them is read as markup), each with run,
/// checkpoint, parameters and seed.
QByteArray markdownOf(const ConsoleExport& what);
QByteArray plainTextOf(const ConsoleExport& what);
/// Everything, tokens with their log probabilities and likeliest ones included.
QByteArray jsonOf(const ConsoleExport& what);
/// By the ending of `file`: ".json", ".txt", else Markdown.
QByteArray exportFor(const QString& file, const ConsoleExport& what);

} // namespace lb::experiments
