#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <span>
#include <vector>

namespace lb::experiments {

/// What is wrong with an expression, and where.
struct ExpressionProblem {
    qsizetype position = 0; ///< of the first character that is meant, from 0
    const char* pattern =
        nullptr;       ///< a sentence with %1, ...; translated where it is shown, in the context "Expression"
    QStringList words; ///< for the places of the pattern

    /// In English: "At character 7: ...".
    QString sentence() const;
};

/// Names that an expression may use.
struct ExpressionNames {
    QStringList metrics;
    QStringList settings;
};

/// A number worked out of metrics and settings of a run: "train/loss - 0.1 * kl", "log(kl / latent.size)".
///
///     sum     = product { ("+" | "-") product }        product = sign { ("*" | "/") sign }
///     sign    = "-" sign | power                       power   = atom [ "^" sign ]
///     atom    = number | "(" sum ")" | function "(" sum { "," sum } ")" | metric | setting
///
/// A metric is written in full ("validation/elbo") or, of a training batch, without its "train/"; a name with a dot is
/// a setting ("latent.size"). "train", "validation", "test" and "system" before a "/" begin a metric's name; any other
/// "/" divides. A parser of its own: those of the distribution know no names with a "/" in them and do not say where an
/// error is in words that could be shown. A value type.
class Expression {
public:
    /// With `known`, for one who types, a name that is not among them is a problem; without, it may come later.
    static tl::expected<Expression, ExpressionProblem> parse(const QString& text,
                                                             const ExpressionNames* known = nullptr);
    static QStringList functions();

    const QStringList& metrics() const { return m_metrics; }   ///< full names, each once
    const QStringList& settings() const { return m_settings; } ///< each once

    /// Values in the order of `metrics` and `settings`. Not a number where the mathematics has none: 1/0, log(-1).
    double value(std::span<const double> metrics, std::span<const double> settings) const;

private:
    friend class ExpressionParser;
    enum class Op { Number, Metric, Setting, Add, Subtract, Multiply, Divide, Power, Negate, Call };
    struct Step {
        Op op;
        double number = 0; ///< Number
        int index = 0;     ///< Metric, Setting, Call
    };
    std::vector<Step> m_steps; ///< in the order of a stack machine
    QStringList m_metrics;
    QStringList m_settings;
};

} // namespace lb::experiments
