#include "gui/english_plurals.h"

namespace lb::gui {

QString EnglishPlurals::translate(const char*, const char* sourceText, const char*, int n) const
{
    if (n < 0)
        return {}; // not a plural: the source text stands
    QString text = QString::fromUtf8(sourceText);
    if (!text.contains(QStringLiteral("(s)")))
        return {}; // the file of English texts has its singular
    return text.replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
}

} // namespace lb::gui
