#include "experiments/records/csv_text.h"

#include <algorithm>

namespace lb::experiments {

QString csvField(QString text)
{
    bool isNumber = false;
    text.toDouble(&isNumber);
    if (!isNumber && !text.isEmpty() && QLatin1String("=+-@\t\r").contains(text.front()))
        text.prepend(QLatin1Char('\''));
    const bool needsQuotes =
        std::any_of(text.cbegin(), text.cend(), [](QChar c) { return QLatin1String(",\"\n\r").contains(c); });
    if (!needsQuotes)
        return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

} // namespace lb::experiments
