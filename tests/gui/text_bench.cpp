#include "tests/gui/text_bench.h"

#include "experiments/preview/schema.h"

#include <QColorSpace>
#include <QDoubleSpinBox>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSpinBox>
#include <QTemporaryDir>

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
                    text +=
                        "the " + subject + ' ' + verb + " the " + object + " and sleeps by the old " + subject + '\n';
    return text;
}

RunFolder createRun(const QString& project, const QString& textFile, const QString& name,
                    QMap<QString, QJsonValue> values, const QString& family)
{
    QFile file(textFile);
    if (file.open(QIODevice::WriteOnly))
        file.write(sentences());
    file.close();
    values.insert({{QStringLiteral("data.id"), QStringLiteral("file:") + textFile},
                   {QStringLiteral("data.vocabulary"), 100},
                   {QStringLiteral("decoder.embedding"), 8},
                   {QStringLiteral("decoder.hidden"), 12},
                   {QStringLiteral("train.batch"), 16},
                   {QStringLiteral("run.threads"), 1},
                   {QStringLiteral("run.seed"), 3}});
    RunSpec spec;
    for (auto it = values.begin(); it != values.end(); ++it)
        spec.set(it.key(), it.value());
    const auto store = RunStore::open(project).value();
    const RunRecord run = store
                              ->create({.spec = spec.completed(schemaFor(spec)),
                                        .name = name,
                                        .family = family,
                                        .dataset = QStringLiteral("sentences")})
                              .value();
    return store->folder(run.uid);
}

} // namespace

RunFolder createLanguageModel(const QString& project, const QString& textFile, const QString& name, int epochs)
{
    return createRun(
        project, textFile, name,
        {{QStringLiteral("model.family"), QStringLiteral("language-lstm")}, {QStringLiteral("train.epochs"), epochs}},
        QStringLiteral("language"));
}

RunFolder createAutoencoder(const QString& project, const QString& textFile, const QString& name, int epochs)
{
    return createRun(project, textFile, name,
                     {{QStringLiteral("model.family"), QStringLiteral("text-lstm")},
                      {QStringLiteral("latent.kind"), QStringLiteral("bn-vae")},
                      {QStringLiteral("latent.size"), 4},
                      {QStringLiteral("encoder.embedding"), 8},
                      {QStringLiteral("encoder.hidden"), 12},
                      {QStringLiteral("train.epochs"), epochs}},
                     QStringLiteral("bn-vae"));
}

RunFolder createImageAutoencoder(const QString& project, const QString& name, int latent)
{
    RunSpec spec;
    spec.set(QStringLiteral("model.family"), QStringLiteral("image-mlp"));
    spec.set(QStringLiteral("data.id"), QStringLiteral("fashion-mnist"));
    spec.set(QStringLiteral("data.limit"), 500);
    spec.set(QStringLiteral("latent.kind"), QStringLiteral("vae"));
    spec.set(QStringLiteral("latent.size"), latent);
    spec.set(QStringLiteral("train.epochs"), 3);
    spec.set(QStringLiteral("train.batch"), 50);
    spec.set(QStringLiteral("run.threads"), 1);
    const auto store = RunStore::open(project).value();
    const RunRecord run = store
                              ->create({.spec = spec.completed(schemaFor(spec)),
                                        .name = name,
                                        .family = QStringLiteral("vae"),
                                        .dataset = QStringLiteral("fashion-mnist")})
                              .value();
    return store->folder(run.uid);
}

bool trainRun(const RunFolder& run)
{
    QProcess worker;
    worker.start(QStringLiteral(LB_BIN_DIR "/latentbench-worker"), {QStringLiteral("train"), run.path()});
    return worker.waitForFinished(300'000) && worker.exitCode() == 0;
}

bool trainTwo(const QTemporaryDir& folder)
{
    int epochs = 2;
    for (const char* name : {"first", "second"}) {
        const RunFolder run =
            createLanguageModel(folder.filePath(QStringLiteral("project")),
                                folder.filePath(QStringLiteral("sentences.txt")), QString::fromLatin1(name), epochs);
        QProcess worker;
        worker.start(QStringLiteral(LB_BIN_DIR "/latentbench-worker"), {QStringLiteral("train"), run.path()});
        if (!worker.waitForFinished(120'000) || worker.exitCode() != 0)
            return false;
        epochs += 2;
    }
    return true;
}

TextBench::TextBench()
{
    qputenv("LATENTBENCH_WORKER", LB_BIN_DIR "/latentbench-worker");
}

void TextBench::openCopyOf(const QString& trained, const QString& project)
{
    if (project.isEmpty()) {
        window.takeCopyOf(trained);
        window.open();
    } else {
        window.openUnlisted();
        window.context->openProject(project);
    }
    window.window->resize(1440, 900);
    window.trigger(gui::Verb::ShowText);
    QVERIFY(QTest::qWaitFor([&] { return !console().columns().isEmpty(); }, WindowBench::kPatienceMs));
    set(QStringLiteral("length"), 20);
    window.click(QStringLiteral("seedLock"));
}

QString TextBench::written(const QString& run, const QString& prompt, const QStringList& options)
{
    QProcess cli;
    cli.start(QStringLiteral(LB_BIN_DIR "/latentbench-cli"),
              QStringList{QStringLiteral("--project"), window.project(), QStringLiteral("--json"),
                          QStringLiteral("generate"), run, QStringLiteral("--prompt"), prompt} +
                  options);
    cli.waitForFinished();
    return QJsonDocument::fromJson(cli.readAllStandardOutput()).object().value(QStringLiteral("text")).toString();
}

std::unique_ptr<TextBench> openedCopy(const QTemporaryDir& trained)
{
    auto bench = std::make_unique<TextBench>();
    bench->openCopyOf(trained.filePath(QStringLiteral("project")));
    return bench;
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

QImage commandedImage(const QString& command)
{
    const QTemporaryDir folder;
    QStringList words = QProcess::splitCommand(QString(command).replace(QLatin1Char('\''), QLatin1Char('"')));
    words.removeFirst();
    words.last() = folder.filePath(QStringLiteral("grid.png"));
    QProcess cli;
    cli.start(QStringLiteral(LB_BIN_DIR "/latentbench-cli"), words);
    cli.waitForFinished(WindowBench::kPatienceMs);
    QImage image(words.last());
    image.setColorSpace({}); // it says sRGB, and equal pixels are what counts
    return image.convertToFormat(QImage::Format_Grayscale8);
}

} // namespace lb::tests
