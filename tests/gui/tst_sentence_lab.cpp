// The sentence lab and the score dialog with real models and real serve workers: what clicks do, what is shown.
#include "gui/dialogs/score_dialog.h"
#include "gui/text/sentence_lab.h"
#include "tests/gui/text_bench.h"
#include "widgets/text/code_bars.h"
#include "widgets/text/listening_row.h"
#include "widgets/text/run_text_table.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSlider>

using namespace lb::experiments;
using lb::gui::Verb;
using lb::tests::TextBench;
using lb::tests::WindowBench;
using lb::widgets::CodeBars;
using lb::widgets::ListeningRow;
using lb::widgets::RunTextTable;

namespace {

constexpr int kPatienceMs = WindowBench::kPatienceMs;

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

bool train(const RunFolder& run)
{
    QProcess worker;
    worker.start(word(LB_BIN_DIR "/latentbench-worker"), {word("train"), run.path()});
    return worker.waitForFinished(120'000) && worker.exitCode() == 0;
}

const QString kFirst = QStringLiteral("the boat sees the king and sleeps by the old boat");
const QString kSecond = QStringLiteral("the river finds the stone and sleeps by the old river");

} // namespace

class TestSentenceLab : public QObject {
    Q_OBJECT

    QTemporaryDir
        m_trained; ///< a project that each test copies: "codes", an autoencoder, and "words", a language model

    void type(TextBench& bench, const char* field, const QString& text)
    {
        auto* edit = bench.window.find<QLineEdit>(word(field));
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }

    /// The window on its Text page with the lab open, asking the model of that name.
    std::unique_ptr<TextBench> opened(const char* model)
    {
        auto bench = lb::tests::openedCopy(m_trained);
        choose(*bench, model);
        bench->window.click(word("showLabButton"));
        return bench;
    }

    void choose(TextBench& bench, const char* model)
    {
        auto* box = bench.window.find<QComboBox>(word("model0"));
        box->setCurrentIndex(box->findText(word(model)));
        emit box->activated(box->currentIndex());
    }

    RunTextTable* table(TextBench& bench, const char* name) { return bench.window.find<RunTextTable>(word(name)); }

    QString cell(TextBench& bench, const char* name, int row, int column = 1)
    {
        return table(bench, name)->model()->index(row, column).data().toString();
    }

    bool waitForAnswers(TextBench& bench)
    {
        const auto isDone = [&] {
            for (int i = 0; i < bench.window.window->text().lab().columns().size(); ++i)
                if (!bench.window.window->text().lab().result(i).neighbours)
                    return false;
            return true;
        };
        return QTest::qWaitFor(isDone, kPatienceMs);
    }

private slots:
    void initTestCase()
    {
        const QString project = m_trained.filePath(word("project"));
        const QString text = m_trained.filePath(word("sentences.txt"));
        QVERIFY(train(lb::tests::createAutoencoder(project, text, word("codes"), 3)));
        QVERIFY(train(lb::tests::createLanguageModel(project, text, word("words"), 1)));
    }

    void aPromptIsEncodedAsOnTheCommandLine_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("label");
        QTest::newRow("a draw") << word("Encode") << word("text") << word("from a code drawn for the prompt");
        QTest::newRow("the mean") << word("Encode, mean") << word("mean")
                                  << word("from the mean of the prompt's codes");
    }
    void aPromptIsEncodedAsOnTheCommandLine()
    {
        QFETCH(QString, title);
        QFETCH(QString, code);
        QFETCH(QString, label);
        const auto bench = lb::tests::openedCopy(m_trained);
        auto* box = bench->window.find<QComboBox>(word("promptCode"));
        choose(*bench, "words");
        QVERIFY(!box->isVisible()); // a language model has no codes
        choose(*bench, "codes");
        QVERIFY(box->isVisible());
        bench->set(word("seed"), 7);
        bench->set(word("minimumTokens"), 4); // a hardly trained model may end at once
        box->setFocus();
        QTest::keyClicks(box, title);
        QCOMPARE(box->currentData().toString(), code);
        QVERIFY(bench->window.find<QLabel>(word("honestLabel"))->text().contains(label));
        QVERIFY(bench->ask(kFirst));
        const QStringList prior{word("--seed"),       word("7"), word("--max-tokens"), word("20"),
                                word("--min-tokens"), word("4")};
        const QStringList options = prior + QStringList{word("--code"), code};
        const QString expected = bench->written(word("codes"), kFirst, options);
        QVERIFY(!expected.isEmpty());
        QCOMPARE(bench->shown(0), expected);
        QVERIFY(bench->written(word("codes"), kFirst, prior) != expected);
        bench->click(*bench->view().cards().first(), word("sameSeed"));
        QVERIFY(bench->waitUntilIdle());
        QCOMPARE(bench->shown(0), expected);
    }

    void twoSentencesGiveCodesPathMeterAndNeighbours()
    {
        const auto bench = opened("codes");
        QVERIFY(bench->window.find(word("emptyLab"))->isVisible());
        type(*bench, "sentenceA", kFirst);
        type(*bench, "sentenceB", kSecond);
        QVERIFY(!bench->window.find(word("emptyLab"))->isVisible());
        QVERIFY(waitForAnswers(*bench));
        QCOMPARE(bench->window.find<CodeBars>(word("codeBars"))->shownDimensions().size(), 4);
        QCOMPARE(table(*bench, "pathTable")->model()->rowCount(), 11);
        for (int row = 0; row < 11; ++row)
            QVERIFY(!cell(*bench, "pathTable", row).isEmpty());
        QVERIFY(bench->window.find<ListeningRow>(word("listeningRow"))->accessibleDescription().contains(word("nats")));
        QVERIFY(bench->window.find<QLabel>(word("dataUse"))->text().contains(word("mean of")));
        bench->window.click(word("showNeighbours"));
        QVERIFY(table(*bench, "neighbourTable")->isVisible() && !table(*bench, "pathTable")->isVisible());
        QVERIFY(!cell(*bench, "neighbourTable", 0).isEmpty());
        bench->window.click(word("showPath"));
        QVERIFY(table(*bench, "pathTable")->isVisible());
        QVERIFY(!bench->window.find(word("labRemarks"))->isVisible());
    }

    void theSliderAndTheRowsMoveTogether()
    {
        const auto bench = opened("codes");
        type(*bench, "sentenceA", kFirst);
        type(*bench, "sentenceB", kSecond);
        QVERIFY(waitForAnswers(*bench));
        RunTextTable& path = *table(*bench, "pathTable");
        auto* slider = bench->window.find<QSlider>(word("pathSlider"));
        path.scrollToTop();
        QTest::mouseClick(path.viewport(), Qt::LeftButton, {}, {150, 3 * RunTextTable::kRowHeight + 5});
        QCOMPARE(slider->value(), 3);
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(path.chosenRow(), 4);
        QCOMPARE(bench->window.find<QDoubleSpinBox>(word("pathPosition"))->value(), 0.4);
    }

    void sentencesOfTheDataAreDrawnByAClick()
    {
        const auto bench = opened("codes");
        bench->window.find(word("emptyLab"))->findChild<QAbstractButton*>(word("emptyStateButton"))->click();
        auto* first = bench->window.find<QLineEdit>(word("sentenceA"));
        auto* second = bench->window.find<QLineEdit>(word("sentenceB"));
        QTRY_VERIFY_WITH_TIMEOUT(!first->text().isEmpty() && !second->text().isEmpty(), kPatienceMs);
        QVERIFY(waitForAnswers(*bench));
        const QString before = first->text();
        const QString kept = second->text();
        for (int i = 0; i < 5 && first->text() == before; ++i) { // chance may give the same one
            bench->window.click(word("drawA"));
            if (QTest::qWaitFor([&] { return first->text() != before; }, 3000))
                break;
        }
        QVERIFY(first->text() != before);
        QCOMPARE(second->text(), kept);
        QVERIFY(waitForAnswers(*bench));
    }

    void aLanguageModelIsSaidToHaveNoCodes()
    {
        const auto bench = opened("words");
        QTRY_VERIFY(bench->window.find(word("emptyLab"))->isVisible());
        type(*bench, "sentenceA", kFirst);
        type(*bench, "sentenceB", kSecond);
        QLabel* sentence = nullptr;
        const auto isSaid = [&] {
            for (QLabel* label : bench->window.find(word("emptyLab"))->findChildren<QLabel*>())
                if (label->text().contains(word("language model without latent")))
                    sentence = label;
            return sentence != nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(), kPatienceMs);
        QVERIFY(!bench->window.find<QAbstractButton>(word("drawA"))->isEnabled());
        // Beside an autoencoder its column stays empty, and the reason stands above.
        bench->window.click(word("addModel"));
        QCOMPARE(bench->console().columns().size(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(!cell(*bench, "pathTable", 0, 2).isEmpty(), kPatienceMs);
        QVERIFY(cell(*bench, "pathTable", 0, 1).isEmpty());
        QVERIFY(bench->window.find<QLabel>(word("labRemarks"))->text().contains(word("language model")));
    }

    void unknownWordsAreSaid()
    {
        const auto bench = opened("codes");
        type(*bench, "sentenceA", word("the zeppelin sees the king"));
        type(*bench, "sentenceB", kSecond);
        QVERIFY(waitForAnswers(*bench));
        QVERIFY(bench->window.find(word("labRemarks"))->isVisible());
        QVERIFY(bench->window.find<QLabel>(word("labRemarks"))
                    ->text()
                    .contains(word("Not all words of A are known to codes")));
    }

    void anotherSentenceWhileItWorksTakesItsPlace()
    {
        const auto bench = opened("codes");
        lb::gui::SentenceLab& lab = bench->window.window->text().lab();
        auto* edit = bench->window.find<QLineEdit>(word("sentenceA"));
        bool wasBusy = false;
        connect(&lab, &lb::gui::SentenceLab::columnChanged, edit, [&] {
            if (wasBusy || !lab.isBusy())
                return;
            wasBusy = true; // the first request is at work: no hand is so fast
            edit->setText(kFirst);
            lab.refresh();
        });
        type(*bench, "sentenceA", kSecond);
        type(*bench, "sentenceB", kSecond);
        const auto isNew = [&] {
            const auto& result = lab.result(0);
            return result.neighbours && result.a && result.a->text == kFirst;
        };
        QVERIFY(QTest::qWaitFor(isNew, kPatienceMs));
        QVERIFY(wasBusy);
    }

    void sentencesAndTheOpenLabAreKept()
    {
        const auto bench = opened("codes");
        type(*bench, "sentenceA", kFirst);
        type(*bench, "sentenceB", kSecond);
        bench->window.drop();
        bench->window.open();
        bench->window.trigger(Verb::ShowText);
        QTRY_VERIFY_WITH_TIMEOUT(bench->window.find(word("sentenceLab"))->isVisible(), kPatienceMs);
        QCOMPARE(bench->window.find<QLineEdit>(word("sentenceA"))->text(), kFirst);
        bench->window.click(word("showLabButton"));
        QVERIFY(!bench->window.find(word("sentenceLab"))->isVisible());
    }

    void aRunThatTrainsIsAskedOnItsNewestCheckpoint()
    {
        const QTemporaryDir folder;
        const QString project = folder.filePath(word("project"));
        const RunFolder run =
            lb::tests::createAutoencoder(project, folder.filePath(word("sentences.txt")), word("young"), 1'000'000);
        QProcess worker;
        worker.start(word(LB_BIN_DIR "/latentbench-worker"), {word("train"), run.path()});
        TextBench bench;
        bench.openCopyOf({}, project);
        bench.window.click(word("showLabButton"));
        type(bench, "sentenceA", kFirst);
        type(bench, "sentenceB", kSecond);
        QVERIFY(waitForAnswers(bench));
        QVERIFY(bench.window.window->text().lab().result(0).step >= 0);
        QCOMPARE(worker.state(), QProcess::Running);
        worker.terminate();
        QVERIFY(worker.waitForFinished(kPatienceMs));
    }

    void aTextIsScoredTokenByToken()
    {
        const auto bench = opened("words");
        bench->window.click(word("scoreTextButton"));
        auto* dialog = bench->window.find<lb::gui::ScoreDialog>(word("scoreDialog"));
        QVERIFY(dialog && dialog->isVisible());
        auto* button = dialog->findChild<QAbstractButton*>(word("scoreButton"));
        QVERIFY(!button->isEnabled());
        auto* editor = dialog->findChild<QPlainTextEdit*>(word("scoreEditor"));
        QTest::keyClicks(editor, kFirst);
        QTest::mouseClick(button, Qt::LeftButton);
        auto* shown = dialog->findChild<lb::widgets::TokenText*>(word("scoredText"));
        QTRY_VERIFY_WITH_TIMEOUT(!shown->tokens().isEmpty(), kPatienceMs);
        QCOMPARE(shown->shownText(), kFirst);
        QCOMPARE(shown->tokens().size(), 12); // eleven words and the end
        auto* summary = dialog->findChild<QLabel*>(word("scoreSummary"));
        QVERIFY2(summary->text().contains(word("12 tokens")) && summary->text().contains(word("perplexity")),
                 qPrintable(summary->text()));
        QVERIFY(!dialog->isScoring());
    }

    void aFileIsScoredByAnAutoencoderWithItsBound()
    {
        const auto bench = opened("codes");
        const QString path = m_trained.filePath(word("given.txt"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write((kFirst + word("\n") + kSecond + word("\n")).toUtf8());
        file.close();
        bench->window.questions->openFile = path;
        bench->window.trigger(Verb::ScoreFile);
        auto* dialog = bench->window.find<lb::gui::ScoreDialog>(word("scoreDialog"));
        auto* shown = dialog->findChild<lb::widgets::TokenText*>(word("scoredText"));
        QTRY_VERIFY_WITH_TIMEOUT(!shown->tokens().isEmpty(), kPatienceMs);
        QCOMPARE(shown->shownText(), kFirst + word("\n") + kSecond);
        QVERIFY(dialog->findChild<QLabel*>(word("scoreSummary"))->text().contains(word("KL")));
        bench->window.questions->openFile = path + word(".gone");
        QTest::mouseClick(dialog->findChild<QAbstractButton*>(word("scoreFileButton")), Qt::LeftButton);
        QTRY_VERIFY(dialog->findChild<QLabel*>(word("scoreSummary"))->text().contains(word("cannot be read")));
    }

    void differingWordsOfRepliesAreMarked()
    {
        const auto bench = opened("words");
        bench->window.click(word("addModel"));
        auto* shade = bench->window.find<QComboBox>(word("shadeBy"));
        shade->setCurrentIndex(static_cast<int>(lb::widgets::Shade::Difference));
        QVERIFY(bench->ask(word("the boat")));
        const auto isMarked = [](const lb::widgets::ReplyCard& card) {
            QTextCursor cursor(const_cast<lb::widgets::ReplyCard&>(card).text().document());
            for (; !cursor.atEnd(); cursor.movePosition(QTextCursor::Right))
                if (cursor.charFormat().fontUnderline())
                    return true;
            return false;
        };
        const QList<WordMark> expected = changedWords(bench->shown(0, 0), bench->shown(0, 1));
        QVERIFY(!isMarked(bench->reply(0, 0)));
        QCOMPARE(isMarked(bench->reply(0, 1)), !expected.isEmpty());
        shade->setCurrentIndex(static_cast<int>(lb::widgets::Shade::Surprise));
        QVERIFY(!isMarked(bench->reply(0, 1)));
    }
};

QTEST_MAIN(TestSentenceLab)
#include "tst_sentence_lab.moc"
