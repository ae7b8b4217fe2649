#include "tests/gui/text_bench.h"

#include "experiments/preview/schema.h"

#include <QDoubleSpinBox>
#include <QFile>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSpinBox>

namespace lb::tests {

using namespace experiments;

namespace {

QByteArray sentences()
{
    QByteArray text;
    const QByteArrayList nouns{"boat", "bird", "tree", "king", "river", "stone", "child", "road"};
    for (const QByteArray& subject : nouns)
        for (const QByteArray& object : nouns)
            for (const char* verb : {"sees", "finds", "leaves"})
                if (subject != object)
                    text += "the " + subject + ' ' + verb + " the " + object + " and sleeps by the old " + subject + '\n';
    return text;
}

} // namespace

QString trainLanguageModel(const QString& project, const QString& textFile, const QString& name, int epochs)
{
    QFile file(textFile);
    if (!file.open(QIODevice::WriteOnly) || file.write(sentences()) <= 0)
        return {};
    file.close();
    RunSpec spec;
    const QMap<QString, QJsonValue> values{{QStringLiteral("data.id"), QStringLiteral("file:") + textFile},
                                           {QStringLiteral("data.vocabulary"), 100},
                                           {QStringLiteral("model.family"), QStringLiteral("language-lstm")},
                                           {QStringLiteral("decoder.embedding"), 8},
                                           {QStringLiteral("decoder.hidden"), 12},
                                           {QStringLiteral("train.batch"), 16},
                                           {QStringLiteral("train.epochs"), epochs},
                                           {QStringLiteral("run.threads"), 1},
                                           {QStringLiteral("run.seed"), 3}};
    for (auto it = values.begin(); it != values.end(); ++it)
        spec.set(it.key(), it.value());
    const auto store = RunStore::open(project).value();
    const RunRecord run = store
                              ->create({.spec = spec.completed(schemaFor(spec)),
                                        .name = name,
                                        .family = QStringLiteral("language"),
                                        .dataset = QStringLiteral("sentences")})
                              .value();
    QProcess worker;
    worker.start(QStringLiteral(LB_BIN_DIR "/latentbench-worker"),
                 {QStringLiteral("train"), store->folder(run.uid).path()});
    const bool isTrained = worker.waitForFinished(120'000) && worker.exitCode() == 0;
    return isTrained ? run.uid : QString();
}

TextBench::TextBench()
{
    qputenv("LATENTBENCH_WORKER", LB_BIN_DIR "/latentbench-worker");
}

void TextBench::type(const QString& prompt)
{
    auto* editor = window.find<QPlainTextEdit>(QStringLiteral("promptEditor"));
    editor->setFocus();
    editor->selectAll();
    QTest::keyClick(editor, Qt::Key_Delete);
    QTest::keyClicks(editor, prompt);
}

bool TextBench::waitUntilIdle()
{
    return QTest::qWaitFor([this] { return !console().isBusy(); }, WindowBench::kPatienceMs);
}

bool TextBench::ask(const QString& prompt)
{
    type(prompt);
    window.click(QStringLiteral("sendPrompt"));
    return console().isBusy() && waitUntilIdle();
}

QString TextBench::shown(int turn, int column)
{
    QString text;
    for (const ConsoleToken& token : reply(turn, column).text().tokens())
        text += token.characters;
    return text;
}

void TextBench::set(const QString& name, double value)
{
    if (auto* whole = window.find<QSpinBox>(name))
        whole->setValue(qRound(value));
    else
        window.find<QDoubleSpinBox>(name)->setValue(value);
}

void TextBench::click(QWidget& within, const QString& name)
{
    auto* button = within.findChild<QAbstractButton*>(name);
    QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace lb::tests
