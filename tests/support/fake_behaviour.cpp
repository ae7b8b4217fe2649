#include "tests/support/fake_behaviour.h"

#include <QFile>
#include <QHash>

#include <cstdio>
#include <cstdlib>
#include <functional>

namespace lb::tests {

FakeBehaviour FakeBehaviour::read(const experiments::RunFolder& folder)
{
    FakeBehaviour behaviour;
    behaviour.apply(qEnvironmentVariable("LATENTBENCH_FAKE"));
    QFile file(folder.path() + QStringLiteral("/fake.txt"));
    if (file.open(QIODevice::ReadOnly))
        behaviour.apply(QString::fromUtf8(file.readAll()));
    return behaviour;
}

void FakeBehaviour::apply(const QString& words)
{
    using Set = std::function<void(const QString&)>;
    const auto flag = [](bool& target) -> Set { return [&target](const QString& v) { target = v.toInt() != 0; }; };
    const auto number = [](auto& target) -> Set {
        return [&target](const QString& v) {
            target = static_cast<std::remove_reference_t<decltype(target)>>(v.toLongLong());
        };
    };
    const QHash<QString, Set> setters{{QStringLiteral("rate"), [this](const QString& v) { rate = v.toDouble(); }},
                                      {QStringLiteral("metrics"), number(metrics)},
                                      {QStringLiteral("steps"), number(steps)},
                                      {QStringLiteral("checkpoint-every"), number(checkpointEvery)},
                                      {QStringLiteral("evaluate-every"), number(evaluateEvery)},
                                      {QStringLiteral("crash-at"), number(crashAt)},
                                      {QStringLiteral("fail-at"), number(failAt)},
                                      {QStringLiteral("lost-device"), flag(losesDevice)},
                                      {QStringLiteral("hang-at"), number(hangAt)},
                                      {QStringLiteral("flood"), number(flood)},
                                      {QStringLiteral("start-delay"), number(startDelayMs)},
                                      {QStringLiteral("trace"), flag(traces)},
                                      {QStringLiteral("stillborn"), flag(isStillborn)},
                                      {QStringLiteral("lie"), flag(lies)},
                                      {QStringLiteral("ignore-commands"), flag(ignoresCommands)},
                                      {QStringLiteral("ignore-term"), flag(ignoresTerm)}};
    for (const QString& word : words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString key = word.section(QLatin1Char('='), 0, 0);
        if (!setters.contains(key)) {
            std::fprintf(stderr, "fake worker: unknown word \"%s\"\n", qPrintable(word));
            std::exit(2);
        }
        setters.value(key)(word.section(QLatin1Char('='), 1));
    }
}

} // namespace lb::tests
