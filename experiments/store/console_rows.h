#pragma once

#include "experiments/records/console_records.h"
#include "experiments/store/sqlite_file.h"

namespace lb::experiments {

/// Compact CBOR of a reply's tokens: what stands in message.tokens.
QByteArray bytesOfTokens(const QList<ConsoleToken>& tokens);
/// What can be read of it; bytes that are no tokens give none.
QList<ConsoleToken> tokensOfBytes(const QByteArray& bytes);

/// The columns of a message in the order that `messageOf` reads and `bindMessage` binds.
#define LB_MESSAGE_COLUMNS                                                                                             \
    "conversation, parent, role, attempt, column_index, run_uid, run_name, step, text, parameters, tokens,"            \
    " end_reason, seconds, created_ms"

/// Of "SELECT id, LB_MESSAGE_COLUMNS".
ConsoleMessage messageOf(SQLite::Statement& row);
void bindMessage(SQLite::Statement& statement, const ConsoleMessage& message);

} // namespace lb::experiments
