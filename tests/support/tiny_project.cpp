#include "tests/support/tiny_project.h"

#include "experiments/preview/schema.h"
#include "experiments/store/checkpoint_files.h"

#include <QFile>

namespace lb::tests {

using namespace experiments;

namespace {

/// 480 different sentences of four to nine words from a small grammar.
QByteArray sentences()
{
    const QStringList nouns{QStringLiteral("boat"),  QStringLiteral("bird"),  QStringLiteral("tree"),
                            QStringLiteral("king"),  QStringLiteral("river"), QStringLiteral("stone"),
                            QStringLiteral("child"), QStringLiteral("road")};
    const QStringList verbs{QStringLiteral("sees"), QStringLiteral("finds"), QStringLiteral("leaves")};
    const QStringList places{QStringLiteral("by the sea"), QStringLiteral("at night"), QStringLiteral("again")};
    QByteArray text;
    for (const QString& subject : nouns)
        for (const QString& object : nouns)
            for (qsizetype i = 0; i < verbs.size(); ++i) {
                if (subject == object)
                    continue;
                text += QStringLiteral("the %1 %2 the %3\n").arg(subject, verbs[i], object).toUtf8();
                text +=
                    QStringLiteral("a small %1 %2 the old %3 %4\n").arg(subject, verbs[i], object, places[i]).toUtf8();
                if (subject < object)
                    text += QStringLiteral("the %1 %2 it %3\n").arg(subject, verbs[i], places[(i + 1) % 3]).toUtf8();
            }
    return text;
}

} // namespace

TinyProject::TinyProject()
{
    QFile file(textFile());
    if (file.open(QIODevice::WriteOnly))
        file.write(sentences());
    file.close();
    m_store = std::move(*RunStore::open(m_folder.filePath(QStringLiteral("project"))));
}

RunSpec TinyProject::spec(const QMap<QString, QJsonValue>& changes) const
{
    RunSpec spec;
    const QMap<QString, QJsonValue> small{{QStringLiteral("data.id"), QStringLiteral("file:") + textFile()},
                                          {QStringLiteral("data.vocabulary"), 100},
                                          {QStringLiteral("model.family"), QStringLiteral("text-lstm")},
                                          {QStringLiteral("latent.kind"), QStringLiteral("bn-vae")},
                                          {QStringLiteral("latent.size"), 4},
                                          {QStringLiteral("encoder.embedding"), 8},
                                          {QStringLiteral("encoder.hidden"), 12},
                                          {QStringLiteral("decoder.embedding"), 8},
                                          {QStringLiteral("decoder.hidden"), 12},
                                          {QStringLiteral("train.batch"), 16},
                                          {QStringLiteral("train.epochs"), 4},
                                          {QStringLiteral("train.evaluation_items"), 40},
                                          {QStringLiteral("run.threads"), 1},
                                          {QStringLiteral("run.seed"), 3}};
    for (auto it = small.begin(); it != small.end(); ++it)
        spec.set(it.key(), it.value());
    for (auto it = changes.begin(); it != changes.end(); ++it)
        spec.set(it.key(), it.value());
    return spec.completed(schemaFor(spec));
}

RunRecord TinyProject::create(const QString& name, const QMap<QString, QJsonValue>& changes)
{
    const RunSpec made = spec(changes);
    return m_store->create({.spec = made, .name = name, .family = made.text(QStringLiteral("latent.kind"))}).value();
}

RunRecord TinyProject::createFork(const RunRecord& parent, const QMap<QString, QJsonValue>& changes)
{
    RunSpec spec = m_store->spec(parent.uid).value();
    for (auto it = changes.begin(); it != changes.end(); ++it)
        spec.set(it.key(), it.value());
    const CheckpointFile start = checkpointFiles(folder(parent)).first();
    return m_store
        ->create({.spec = spec,
                  .parentUid = parent.uid,
                  .parentStep = start.step,
                  .startFile = folder(parent).checkpoints() + QLatin1Char('/') + start.name})
        .value();
}

} // namespace lb::tests
