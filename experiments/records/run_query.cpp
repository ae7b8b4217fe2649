#include "experiments/records/run_query.h"

#include "experiments/records/own_metric.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace lb::experiments {

namespace {

const QStringList kFields{QStringLiteral("model"), QStringLiteral("state"), QStringLiteral("tag"),
                          QStringLiteral("data"),  QStringLiteral("group"), QStringLiteral("seed"),
                          QStringLiteral("note"),  QStringLiteral("name"),  QStringLiteral("is")};
const QString kCreated = QStringLiteral("created");

bool contains(const QString& text, const QString& part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

bool hasTag(const RunRecord& run, const QString& part)
{
    return std::any_of(run.tags.begin(), run.tags.end(), [&](const QString& tag) { return contains(tag, part); });
}

/// A metric's title as a search has it: small, and underscores for all but letters and digits.
QString asOneWord(const QString& title)
{
    static const QRegularExpression between(QStringLiteral("[^\\w]+"), QRegularExpression::UseUnicodePropertiesOption);
    return title.toLower().replace(between, QStringLiteral("_"));
}

/// A number of the run itself, or the last value of the metric that `name` stands for: a whole name, or its last part,
/// validation before training.
std::optional<double> numberOf(const RunRecord& run, const QString& name)
{
    if (name == QLatin1String("step"))
        return static_cast<double>(run.step);
    if (name == QLatin1String("epoch"))
        return run.epoch;
    if (name == QLatin1String("seed"))
        return static_cast<double>(run.seed);
    if (name == kCreated)
        return static_cast<double>(run.createdMs);
    const QString metric = name == QLatin1String("au") ? QStringLiteral("active_units") : name;
    for (const QString& key : {metric, QStringLiteral("validation/") + metric, QStringLiteral("train/") + metric})
        if (const auto it = run.last.constFind(key); it != run.last.cend())
            return *it;
    for (auto value = run.last.cbegin(); value != run.last.cend(); ++value)
        if (const auto own = ownMetricInfo(value.key()); own && asOneWord(own->title) == name)
            return *value;
    return {};
}

bool isAnywhere(const RunRecord& run, const QString& part)
{
    return contains(run.name, part) || contains(run.family, part) || contains(runStateName(run.state), part) ||
           contains(run.group, part) || contains(run.dataset, part) || hasTag(run, part) || contains(run.notes, part);
}

bool isFieldValue(const RunRecord& run, const QString& field, const QString& value)
{
    if (field == QLatin1String("model"))
        return contains(run.family, value);
    if (field == QLatin1String("state"))
        return contains(runStateName(run.state), value);
    if (field == QLatin1String("tag"))
        return hasTag(run, value);
    if (field == QLatin1String("data"))
        return contains(run.dataset, value);
    if (field == QLatin1String("group"))
        return contains(run.group, value);
    if (field == QLatin1String("seed"))
        return QString::number(run.seed) == value;
    if (field == QLatin1String("note"))
        return contains(run.notes, value);
    if (field == QLatin1String("is") && value.startsWith(QLatin1String("archiv"), Qt::CaseInsensitive))
        return isArchived(run);
    if (field == QLatin1String("is"))
        return value.startsWith(QLatin1String("star"), Qt::CaseInsensitive) ? run.tags.contains(kStarTag)
                                                                            : contains(runStateName(run.state), value);
    return contains(run.name, value);
}

} // namespace

bool isArchived(const RunRecord& run)
{
    return run.tags.contains(kArchivedTag);
}

RunQuery::RunQuery(const QString& text)
{
    for (const Word& word : wordsOf(text))
        m_terms.append(termOf(word));
}

QList<RunQuery::Word> RunQuery::wordsOf(const QString& text)
{
    QList<Word> words;
    Word word;
    bool isQuoted = false;
    bool hasBegun = false;
    const auto finish = [&] {
        if (hasBegun)
            words.append(word);
        word = {};
        hasBegun = false;
    };
    for (const QChar c : text) {
        if (c == QLatin1Char('"')) {
            isQuoted = !isQuoted;
            if (isQuoted && word.quotedFrom < 0)
                word.quotedFrom = word.text.size();
            hasBegun = true;
        } else if (c.isSpace() && !isQuoted) {
            finish();
        } else if (c == QLatin1Char('-') && !hasBegun && !isQuoted) {
            word.isNegated = !word.isNegated;
            hasBegun = true;
        } else {
            word.text.append(c);
            hasBegun = true;
        }
    }
    finish(); // a quote that is still being typed ends with the text
    words.removeIf([](const Word& one) { return one.text.isEmpty(); });
    return words;
}

bool RunQuery::comparisonOf(const Word& word, Term& term)
{
    static const QRegularExpression comparison(QStringLiteral("^([\\w/]+)(<=|>=|<|>)(.+)$"),
                                               QRegularExpression::UseUnicodePropertiesOption);
    const auto match = comparison.match(word.text);
    if (!match.hasMatch() || (word.quotedFrom >= 0 && word.quotedFrom < match.capturedStart(3)))
        return false;
    const QString value = match.captured(3);
    const QString field = match.captured(1).toLower();
    bool isNumber = false;
    if (field == kCreated) {
        const QDate day = QDate::fromString(value, Qt::ISODate);
        isNumber = day.isValid();
        term.number = isNumber ? static_cast<double>(day.startOfDay().toMSecsSinceEpoch()) : 0;
    } else {
        term.number = QString(value).replace(QChar(0x2212), QLatin1Char('-')).toDouble(&isNumber);
    }
    if (!isNumber)
        return false;
    const QString sign = match.captured(2);
    term.field = field;
    term.value = value;
    term.test = sign == QLatin1String("<")    ? Test::Less
                : sign == QLatin1String("<=") ? Test::LessEqual
                : sign == QLatin1String(">")  ? Test::Greater
                                              : Test::GreaterEqual;
    return true;
}

RunQuery::Term RunQuery::termOf(const Word& word)
{
    Term term{.field = {}, .value = word.text, .isNegated = word.isNegated};
    if (comparisonOf(word, term))
        return term;
    const qsizetype colon = word.text.indexOf(QLatin1Char(':'));
    const QString field = word.text.left(std::max<qsizetype>(0, colon)).toLower();
    if (colon > 0 && (word.quotedFrom < 0 || word.quotedFrom > colon) && kFields.contains(field)) {
        term.field = field;
        term.value = word.text.mid(colon + 1);
    }
    return term;
}

bool RunQuery::holds(const Term& term, const RunRecord& run)
{
    if (term.test == Test::Contains)
        return term.field.isEmpty() ? isAnywhere(run, term.value) : isFieldValue(run, term.field, term.value);
    const std::optional<double> value = numberOf(run, term.field);
    if (!value)
        return false;
    switch (term.test) {
    case Test::Less:
        return *value < term.number;
    case Test::LessEqual:
        return *value <= term.number;
    case Test::Greater:
        return *value > term.number;
    default:
        return *value >= term.number;
    }
}

bool RunQuery::matches(const RunRecord& run) const
{
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&run](const Term& term) { return holds(term, run) != term.isNegated; });
}

QString RunQuery::quoted(const QString& text)
{
    const bool isPlain = !text.isEmpty() && !text.startsWith(QLatin1Char('-')) &&
                         std::none_of(text.begin(), text.end(),
                                      [](QChar c) { return c.isSpace() || QStringLiteral(":<>\"").contains(c); });
    QString inside = text; // there is no way to write a quote inside quotes
    return isPlain ? text : QLatin1Char('"') + inside.remove(QLatin1Char('"')) + QLatin1Char('"');
}

QString RunQuery::text() const
{
    QStringList words;
    for (const Term& term : m_terms) {
        const QString sign = term.test == Test::Less           ? QStringLiteral("<")
                             : term.test == Test::LessEqual    ? QStringLiteral("<=")
                             : term.test == Test::Greater      ? QStringLiteral(">")
                             : term.test == Test::GreaterEqual ? QStringLiteral(">=")
                             : term.field.isEmpty()            ? QString()
                                                               : QStringLiteral(":");
        QString value = term.value;
        if (term.test == Test::Contains && !value.isEmpty())
            value = quoted(value);
        words.append((term.isNegated ? QStringLiteral("-") : QString()) + term.field + sign + value);
    }
    return words.join(QLatin1Char(' '));
}

} // namespace lb::experiments
