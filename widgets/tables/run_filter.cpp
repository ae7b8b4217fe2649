#include "widgets/tables/run_filter.h"

#include "widgets/tables/run_state_style.h"
#include "widgets/tables/run_tree_model.h"

#include <QRegularExpression>

namespace lb::widgets {

using experiments::RunRecord;

namespace {

bool contains(const QString& text, const QString& part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

/// The last value of the metric that `name` stands for: a whole name, or its last part, validation before training.
std::optional<double> lastValue(const RunRecord& run, const QString& name)
{
    const QString metric = name == QLatin1String("au") ? QStringLiteral("active_units") : name;
    for (const QString& key : {metric, QStringLiteral("validation/") + metric, QStringLiteral("train/") + metric})
        if (const auto it = run.last.constFind(key); it != run.last.cend())
            return *it;
    return {};
}

} // namespace

RunFilter::RunFilter(const QString& text)
{
    static const QRegularExpression space(QStringLiteral("\\s+"));
    for (const QString& word : text.split(space, Qt::SkipEmptyParts))
        m_terms.append(parsed(word));
}

RunFilter::Term RunFilter::parsed(const QString& word)
{
    static const QRegularExpression comparison(QStringLiteral("^([\\w/]+)(<=|>=|<|>)(.+)$"));
    static const QRegularExpression field(QStringLiteral("^(model|state|tag|data|group|seed):(.*)$"),
                                          QRegularExpression::CaseInsensitiveOption);
    Term term;
    term.word = word;
    if (const auto match = comparison.match(word); match.hasMatch()) {
        bool isNumber = false;
        term.number = match.captured(3).replace(QChar(0x2212), QLatin1Char('-')).toDouble(&isNumber);
        if (isNumber) {
            const QString sign = match.captured(2);
            term.field = match.captured(1).toLower();
            term.test = sign == QLatin1String("<")    ? Test::Less
                        : sign == QLatin1String("<=") ? Test::LessEqual
                        : sign == QLatin1String(">")  ? Test::Greater
                                                      : Test::GreaterEqual;
            return term;
        }
    }
    if (const auto match = field.match(word); match.hasMatch()) {
        term.field = match.captured(1).toLower();
        term.text = match.captured(2);
        return term;
    }
    term.text = word;
    return term;
}

bool RunFilter::holds(const Term& term, const RunRecord& run)
{
    if (term.test != Test::Contains) {
        const std::optional<double> value = lastValue(run, term.field);
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
    if (term.field == QLatin1String("model"))
        return contains(run.family, term.text);
    if (term.field == QLatin1String("state"))
        return contains(runStateStyle(run.state).word, term.text);
    if (term.field == QLatin1String("tag"))
        return std::any_of(run.tags.begin(), run.tags.end(),
                           [&term](const QString& tag) { return contains(tag, term.text); });
    if (term.field == QLatin1String("data"))
        return contains(run.dataset, term.text);
    if (term.field == QLatin1String("group"))
        return contains(run.group, term.text);
    if (term.field == QLatin1String("seed"))
        return QString::number(run.seed) == term.text;
    return contains(run.name, term.text);
}

bool RunFilter::matches(const RunRecord& run) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&run](const Term& term) { return holds(term, run); });
}

RunFilterModel::RunFilterModel(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
}

void RunFilterModel::setFilterText(const QString& text)
{
    m_filter = RunFilter(text);
    invalidateFilter();
}

bool RunFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto* model = qobject_cast<const RunTreeModel*>(sourceModel());
    if (!model || m_filter.isEmpty())
        return true;
    // A group alone never matches: it is kept by the runs inside it.
    const RunRecord* run = model->run(model->index(row, 0, parent));
    return run && m_filter.matches(*run);
}

} // namespace lb::widgets
