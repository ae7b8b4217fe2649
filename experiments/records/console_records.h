#pragma once

#include "experiments/records/writing_parameters.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace lb::experiments {

/// A token that the model might have taken instead, by its softmax before any setting.
struct TokenChance {
    QString piece;
    double probability = 0;
    bool operator==(const TokenChance&) const = default;
};

/// One token of a reply. `characters` is what it adds to the text: nothing, where it only begins a character.
struct ConsoleToken {
    qint64 id = 0;
    QString piece;
    QString characters;
    double logProbability = 0; ///< nats; its negative is the surprisal
    QList<TokenChance> best;   ///< the likeliest, first ones first
    bool operator==(const ConsoleToken&) const = default;
};

/// A prompt, or what a model wrote after one. Prompts form a tree (`parent`: the prompt before; 0: the first one;
/// several with one parent are branches). A reply's parent is its prompt. Replies of one click share `attempt` (0, 1,
/// ...: the versions) and differ in `column` (0 to 3: the models asked side by side).
struct ConsoleMessage {
    enum class Role { Prompt, Reply };

    qint64 id = 0; ///< 0: not stored yet
    qint64 conversation = 0;
    qint64 parent = 0;
    Role role = Role::Prompt;
    int attempt = 0;
    int column = 0;
    QString runUid; ///< replies only, as is the rest from here
    QString runName;
    qint64 step = -1; ///< of the checkpoint
    QString text;     ///< of prompts, too
    WritingParameters parameters;
    QList<ConsoleToken> tokens;
    QString end; ///< "end", "stop", "length", "full", "cancelled"
    double seconds = 0;
    qint64 createdMs = 0;
    bool operator==(const ConsoleMessage&) const = default;
};

struct Conversation {
    qint64 id = 0;
    QString title;
    qint64 createdMs = 0;
    qint64 changedMs = 0; ///< of its newest message
    bool operator==(const Conversation&) const = default;
};

/// exp of the mean surprisal; 0 without tokens.
double perplexityOf(const QList<ConsoleToken>& tokens);

/// Gives the tokens such characters that together they are `text`: a stop string cuts the last ones off, and decoding
/// may change what stood there.
void fitToText(QList<ConsoleToken>& tokens, const QString& text);

} // namespace lb::experiments

Q_DECLARE_METATYPE(lb::experiments::ConsoleToken)
