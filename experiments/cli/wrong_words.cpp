#include "experiments/cli/wrong_words.h"

#include "experiments/records/nearest.h"

#include <QStringList>

#include <CLI/CLI.hpp>

namespace lb::experiments {

namespace {

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QStringList optionsOf(const CLI::App& app)
{
    QStringList names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames())
            names.append(QStringLiteral("--") + text(name));
    return names;
}

/// The option whose help speaks of the word: "--name", described as "A metric", for "--metric".
QString optionAbout(const CLI::App& verb, const QString& word)
{
    QString subject = word;
    subject.remove(QLatin1Char('-'));
    for (const CLI::Option* option : verb.get_options())
        if (!option->get_lnames().empty() && subject.size() > 2 &&
            text(option->get_description()).contains(subject, Qt::CaseInsensitive))
            return QStringLiteral("--") + text(option->get_lnames().front());
    return {};
}

QString unknownVerb(const CLI::App& program, const QString& word)
{
    QStringList verbs;
    for (const CLI::App* verb : program.get_subcommands([](const CLI::App*) { return true; }))
        verbs.append(text(verb->get_name()));
    const QString nearest = nearestOf(word, verbs);
    if (nearest.isEmpty())
        return QStringLiteral("'%1' is no verb of this program. --help lists them.").arg(word);
    return QStringLiteral("'%1' is no verb of this program; did you mean '%2'?").arg(word, nearest);
}

QString unknownOption(const CLI::App& program, const CLI::App& verb, const QString& word)
{
    QStringList own = optionsOf(verb);
    own.removeAll(QStringLiteral("--help"));
    QString nearest = nearestOf(word, own + optionsOf(program));
    if (nearest.isEmpty())
        nearest = optionAbout(verb, word);
    const QString start = QStringLiteral("%1 has no option '%2'").arg(text(verb.get_name()), word);
    if (!nearest.isEmpty())
        return QStringLiteral("%1; did you mean '%2'?").arg(start, nearest);
    if (own.isEmpty())
        return QStringLiteral("%1 and none of its own.").arg(start);
    return QStringLiteral("%1. It has: %2.").arg(start, own.join(QStringLiteral(", ")));
}

QString oneTooMany(const CLI::App& verb, const QString& word)
{
    QStringList places;
    for (const CLI::Option* option : verb.get_options([](const CLI::Option* one) { return one->get_positional(); }))
        places.append(text(option->get_name(true)).toUpper());
    const QString name = text(verb.get_name());
    if (places.isEmpty())
        return QStringLiteral("'%1' is one word too many: %2 takes none.").arg(word, name);
    return QStringLiteral("'%1' is one word too many: it is '%2 %3'.").arg(word, name, places.join(QLatin1Char(' ')));
}

} // namespace

QString wrongWords(const CLI::App& program)
{
    const std::vector<std::string> left = program.remaining(true);
    if (left.empty())
        return {};
    const QString word = text(left.front()).section(QLatin1Char('='), 0, 0);
    const std::vector<CLI::App*> verbs = program.get_subcommands();
    const bool isOption = word.startsWith(QLatin1Char('-'));
    if (verbs.empty())
        return isOption ? QStringLiteral("'%1' is no option of this program. --help lists them.").arg(word)
                        : unknownVerb(program, word);
    return isOption ? unknownOption(program, *verbs.front(), word) : oneTooMany(*verbs.front(), word);
}

} // namespace lb::experiments
