#pragma once

#include <QString>

namespace CLI {
class App;
}

namespace lb::experiments {

/// The sentence for a command line with a word that nobody wants: an unknown verb, an option that the verb does not
/// have, or one word too many, with the nearest known one. Empty when the words are not what is wrong.
QString wrongWords(const CLI::App& program);

} // namespace lb::experiments
