#pragma once

#include "gui/english_plurals.h"

#include <QString>

class QApplication;

namespace lb::gui {

/// The language of the window: "en", "zh", or "system" (Chinese on a Chinese desktop, else English).
QStringList languageChoices();
/// "system" for anything else.
QString languageChoice(const QString& word);

/// Installs the words of a language, and its way to write numbers, for the life of the program: made before anything
/// that says a word.
class Language {
public:
    Language(QApplication& application, const QString& choice);
    ~Language();
    Language(const Language&) = delete;
    Language& operator=(const Language&) = delete;
    bool isChinese() const { return m_isChinese; }

private:
    bool m_isChinese;
    EnglishPlurals m_plurals;
};

} // namespace lb::gui
