#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace lb::gui {

/// How well what was typed fits a title; less is better, nothing: not at all. Each word must be found, in any order
/// and case, in title or the rest: at a word's beginning better than inside one, in the title better than elsewhere.
/// Initials count too ("kv" finds "KL vanishing"), last. No words fit everything equally.
std::optional<int> matchRank(const QStringList& words, const QString& title, const QString& rest);

/// What was typed as words: lower case, without marks.
QStringList searchWords(const QString& typed);

} // namespace lb::gui
