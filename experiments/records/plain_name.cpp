#include "experiments/records/plain_name.h"

namespace lb::experiments {

QString plainName(const QString& text, const QString& otherwise)
{
    constexpr qsizetype kLongest = 60;
    QString result;
    for (const QChar letter : text.normalized(QString::NormalizationForm_KD).toLower()) {
        const bool isPlain = (letter >= QLatin1Char('a') && letter <= QLatin1Char('z')) ||
                             (letter >= QLatin1Char('0') && letter <= QLatin1Char('9'));
        if (isPlain)
            result += letter;
        else if (!letter.isMark() && !result.isEmpty() && !result.endsWith(QLatin1Char('-')))
            result += QLatin1Char('-');
    }
    result.truncate(kLongest);
    while (result.endsWith(QLatin1Char('-')))
        result.chop(1);
    return result.isEmpty() ? otherwise : result;
}

} // namespace lb::experiments
