#include "experiments/records/expression.h"

#include "experiments/records/metric_names.h"
#include "experiments/records/nearest.h"

#include <QLocale>

#include <array>
#include <cmath>
#include <limits>

namespace lb::experiments {

namespace {

constexpr int kMostNested = 100;
constexpr qsizetype kLongest = 1000;

struct Function {
    const char* name;
    int operands;
    double (*apply)(const double* values);
};

constexpr std::array kFunctions{
    Function{"log", 1, [](const double* v) { return std::log(v[0]); }},
    Function{"log2", 1, [](const double* v) { return std::log2(v[0]); }},
    Function{"log10", 1, [](const double* v) { return std::log10(v[0]); }},
    Function{"exp", 1, [](const double* v) { return std::exp(v[0]); }},
    Function{"sqrt", 1, [](const double* v) { return std::sqrt(v[0]); }},
    Function{"abs", 1, [](const double* v) { return std::abs(v[0]); }},
    Function{"min", 2, [](const double* v) { return std::fmin(v[0], v[1]); }},
    Function{"max", 2, [](const double* v) { return std::fmax(v[0], v[1]); }},
};

bool isLetter(QChar c)
{
    return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('A') && c <= QLatin1Char('Z')) ||
           c == QLatin1Char('_');
}

bool isDigit(QChar c)
{
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

int indexIn(QStringList& list, const QString& name)
{
    if (const auto known = list.indexOf(name); known >= 0)
        return static_cast<int>(known);
    list.append(name);
    return static_cast<int>(list.size()) - 1;
}

} // namespace

/// One pass over the text; throws the first problem.
class ExpressionParser {
public:
    ExpressionParser(const QString& text, const ExpressionNames* known)
        : m_text(text)
        , m_known(known)
    {
    }

    Expression parse()
    {
        if (m_text.size() > kLongest)
            fail(kLongest, QT_TRANSLATE_NOOP("Expression", "The expression is longer than %1 characters; shorten it."),
                 {QString::number(kLongest)});
        sum();
        if (m_at < m_text.size())
            fail(m_at,
                 QT_TRANSLATE_NOOP("Expression", "'%1' is not expected here; put an operator such as + before it."),
                 {m_text.mid(m_at, 1)});
        if (m_result.m_metrics.isEmpty())
            fail(0, QT_TRANSLATE_NOOP("Expression", "The expression has no metric in it; name one, such as train/kl."));
        return std::move(m_result);
    }

private:
    using Op = Expression::Op;

    [[noreturn]] void fail(qsizetype position, const char* pattern, const QStringList& words = {}) const
    {
        throw ExpressionProblem{position, pattern, words};
    }

    /// `words`: the name, and the one that is most like it.
    [[noreturn]] void failUnknown(qsizetype position, const char* pattern, const char* withNearest,
                                  QStringList words) const
    {
        if (!words.last().isEmpty())
            fail(position, withNearest, words);
        words.removeLast();
        fail(position, pattern, words);
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }

    bool take(char symbol)
    {
        if (m_at >= m_text.size() || m_text[m_at] != QLatin1Char(symbol))
            return false;
        ++m_at;
        skipSpace();
        return true;
    }

    void emitStep(Op op, double number = 0, int index = 0) { m_result.m_steps.push_back({op, number, index}); }

    void sum()
    {
        if (++m_depth > kMostNested)
            fail(m_at,
                 QT_TRANSLATE_NOOP("Expression", "More than %1 brackets or signs stand in each other; use fewer."),
                 {QString::number(kMostNested)});
        skipSpace();
        product();
        for (;;) {
            const bool isSum = take('+');
            if (!isSum && !take('-'))
                break;
            product();
            emitStep(isSum ? Op::Add : Op::Subtract);
        }
        --m_depth;
    }

    void product()
    {
        sign();
        for (;;) {
            const bool isProduct = take('*');
            if (!isProduct && !take('/'))
                break;
            sign();
            emitStep(isProduct ? Op::Multiply : Op::Divide);
        }
    }

    void sign()
    {
        if (++m_depth > kMostNested)
            fail(m_at,
                 QT_TRANSLATE_NOOP("Expression", "More than %1 brackets or signs stand in each other; use fewer."),
                 {QString::number(kMostNested)});
        if (take('-')) {
            sign();
            emitStep(Op::Negate);
        } else {
            atom();
            if (take('^')) {
                sign();
                emitStep(Op::Power);
            }
        }
        --m_depth;
    }

    void atom()
    {
        const qsizetype begin = m_at;
        if (take('(')) {
            sum();
            close(begin);
            return;
        }
        if (begin >= m_text.size())
            fail(begin, QT_TRANSLATE_NOOP("Expression",
                                          "The expression ends where a number or a name should follow; complete it."));
        if (isDigit(m_text[begin]) || m_text[begin] == QLatin1Char('.'))
            return number();
        if (isLetter(m_text[begin]))
            return named();
        fail(begin, QT_TRANSLATE_NOOP("Expression", "'%1' stands where a number or a name should; put one there."),
             {m_text.mid(begin, 1)});
    }

    void close(qsizetype opened)
    {
        if (!take(')'))
            fail(opened, QT_TRANSLATE_NOOP("Expression", "This bracket is never closed; put a ) after its content."));
    }

    void number()
    {
        const qsizetype begin = m_at;
        const auto digits = [this] {
            while (m_at < m_text.size() && (isDigit(m_text[m_at]) || m_text[m_at] == QLatin1Char('.')))
                ++m_at;
        };
        digits();
        if (m_at < m_text.size() && m_text[m_at].toLower() == QLatin1Char('e')) {
            ++m_at;
            if (m_at < m_text.size() && (m_text[m_at] == QLatin1Char('-') || m_text[m_at] == QLatin1Char('+')))
                ++m_at;
            digits();
        }
        bool isNumber = false;
        const QString word = m_text.mid(begin, m_at - begin);
        const double value = QLocale::c().toDouble(word, &isNumber);
        if (!isNumber)
            fail(begin, QT_TRANSLATE_NOOP("Expression", "'%1' is no number; write it like 0.5 or 1e-3."), {word});
        skipSpace();
        emitStep(Op::Number, value);
    }

    QString word()
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() &&
               (isLetter(m_text[m_at]) || isDigit(m_text[m_at]) || m_text[m_at] == QLatin1Char('.')))
            ++m_at;
        return m_text.mid(begin, m_at - begin);
    }

    void named()
    {
        const qsizetype begin = m_at;
        QString name = word();
        static const QStringList splits{QStringLiteral("train"), QStringLiteral("validation"), QStringLiteral("test"),
                                        QStringLiteral("system")};
        const bool isMetric = splits.contains(name) && m_at + 1 < m_text.size() && m_text[m_at] == QLatin1Char('/') &&
                              isLetter(m_text[m_at + 1]);
        if (isMetric) {
            ++m_at;
            name += QLatin1Char('/') + word();
        }
        skipSpace();
        if (!isMetric && m_at < m_text.size() && m_text[m_at] == QLatin1Char('('))
            return call(name, begin);
        if (!isMetric && name.contains(QLatin1Char('.'))) {
            if (m_known && !m_known->settings.contains(name))
                failUnknown(
                    begin, QT_TRANSLATE_NOOP("Expression", "There is no setting '%1' that is a number."),
                    QT_TRANSLATE_NOOP("Expression", "There is no setting '%1' that is a number; did you mean %2?"),
                    {name, nearestOf(name, m_known->settings)});
            return emitStep(Op::Setting, 0, indexIn(m_result.m_settings, name));
        }
        const QString metric = isMetric ? name : QStringLiteral("train/") + name;
        if (m_known && !m_known->metrics.contains(metric))
            failUnknown(begin,
                        QT_TRANSLATE_NOOP("Expression", "There is no metric '%1'; the list of metrics names all."),
                        QT_TRANSLATE_NOOP("Expression", "There is no metric '%1'; did you mean %2?"),
                        {metric, nearestOf(metric, m_known->metrics)});
        if (metricInfo(metric).isVector)
            fail(begin, QT_TRANSLATE_NOOP("Expression", "%1 has one value per dimension; use a metric of one value."),
                 {metric});
        emitStep(Op::Metric, 0, indexIn(m_result.m_metrics, metric));
    }

    void call(const QString& name, qsizetype begin)
    {
        const auto known = Expression::functions();
        const auto index = static_cast<int>(known.indexOf(name));
        const QString all = known.join(QStringLiteral(", "));
        if (index < 0)
            fail(begin, QT_TRANSLATE_NOOP("Expression", "There is no function '%1'; there are %2."), {name, all});
        const qsizetype opened = m_at;
        take('(');
        int operands = 0;
        do {
            sum();
            ++operands;
        } while (take(','));
        close(opened);
        const int wanted = kFunctions[static_cast<std::size_t>(index)].operands;
        if (operands != wanted)
            fail(begin, QT_TRANSLATE_NOOP("Expression", "%1 takes %2 values, separated by commas; it was given %3."),
                 {name, QString::number(wanted), QString::number(operands)});
        emitStep(Op::Call, 0, index);
    }

    const QString& m_text;
    const ExpressionNames* m_known;
    qsizetype m_at = 0;
    int m_depth = 0;
    Expression m_result;
};

QString ExpressionProblem::sentence() const
{
    QString text = QString::fromUtf8(pattern);
    for (const QString& word : words)
        text = text.arg(word);
    return QStringLiteral("At character %1: %2").arg(position + 1).arg(text);
}

QStringList Expression::functions()
{
    QStringList names;
    for (const Function& function : kFunctions)
        names.append(QLatin1String(function.name));
    return names;
}

tl::expected<Expression, ExpressionProblem> Expression::parse(const QString& text, const ExpressionNames* known)
{
    try {
        return ExpressionParser(text, known).parse();
    } catch (const ExpressionProblem& problem) {
        return tl::unexpected(problem);
    }
}

double Expression::value(std::span<const double> metrics, std::span<const double> settings) const
{
    std::vector<double> stack;
    for (const Step& step : m_steps) {
        const auto index = static_cast<std::size_t>(step.index);
        const auto operands = static_cast<std::ptrdiff_t>(step.op == Op::Call    ? kFunctions[index].operands
                                                          : step.op < Op::Add    ? 0
                                                          : step.op < Op::Negate ? 2
                                                                                 : 1);
        const double* top = stack.data() + (static_cast<std::ptrdiff_t>(stack.size()) - operands);
        double result = 0;
        switch (step.op) {
        case Op::Number:
            result = step.number;
            break;
        case Op::Metric:
            result = metrics[index];
            break;
        case Op::Setting:
            result = settings[index];
            break;
        case Op::Add:
            result = top[0] + top[1];
            break;
        case Op::Subtract:
            result = top[0] - top[1];
            break;
        case Op::Multiply:
            result = top[0] * top[1];
            break;
        case Op::Divide:
            result = top[0] / top[1];
            break;
        case Op::Power:
            result = std::pow(top[0], top[1]);
            break;
        case Op::Negate:
            result = -top[0];
            break;
        case Op::Call:
            result = kFunctions[index].apply(top);
            break;
        }
        stack.resize(stack.size() - static_cast<std::size_t>(operands));
        stack.push_back(result);
    }
    return std::isfinite(stack.back()) ? stack.back() : std::numeric_limits<double>::quiet_NaN();
}

} // namespace lb::experiments
