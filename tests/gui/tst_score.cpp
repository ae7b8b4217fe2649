// The score dialog's table of sentences, with real models and without.
#include "gui/dialogs/score_dialog.h"
#include "gui/dialogs/score_table.h"
#include "tests/gui/text_bench.h"
#include "widgets/text/token_text.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QPlainTextEdit>
#include <QTableView>

#include <algorithm>

using lb::gui::Verb;
using lb::tests::TextBench;
using lb::tests::WindowBench;

namespace {

constexpr int kPatienceMs = WindowBench::kPatienceMs;

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

const QString kFirst = QStringLiteral("the boat sees the king and sleeps by the old boat");
const QString kSecond = QStringLiteral("the river finds the stone and sleeps by the old river");

} // namespace

class TestScore : public QObject {
    Q_OBJECT

    QTemporaryDir m_trained; ///< a project with "codes", an autoencoder, and "words", a language model

    std::unique_ptr<TextBench> opened(const char* model)
    {
        auto bench = lb::tests::openedCopy(m_trained);
        auto* box = bench->window.find<QComboBox>(word("model0"));
        box->setCurrentIndex(box->findText(word(model)));
        emit box->activated(box->currentIndex());
        return bench;
    }

private slots:
    void initTestCase()
    {
        const QString project = m_trained.filePath(word("project"));
        const QString text = m_trained.filePath(word("sentences.txt"));
        QVERIFY(lb::tests::trainRun(lb::tests::createAutoencoder(project, text, word("codes"), 2)));
        QVERIFY(lb::tests::trainRun(lb::tests::createLanguageModel(project, text, word("words"), 2)));
    }

    void aScoredFileIsATableThatSortsCopiesAndIsWritten()
    {
        const auto bench = opened("codes");
        const QString path = m_trained.filePath(word("many.txt"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 600; ++i) // more than the editor takes
            file.write((i % 2 == 0 ? kFirst : word("the \"king\" sleeps")).toUtf8() + '\n');
        file.close();
        bench->window.questions->openFile = path;
        bench->window.trigger(Verb::ScoreFile);
        auto* dialog = bench->window.find<lb::gui::ScoreDialog>(word("scoreDialog"));
        auto* view = dialog->findChild<QTableView*>(word("scoreTable"));
        QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 600, kPatienceMs);
        QVERIFY(view->isVisible() && dialog->findChild<QPlainTextEdit*>(word("scoreEditor"))->toPlainText().isEmpty());
        QVERIFY(!view->isColumnHidden(lb::gui::ScoreModel::Kl));
        view->sortByColumn(lb::gui::ScoreModel::Tokens, Qt::AscendingOrder);
        QCOMPARE(view->model()->index(0, lb::gui::ScoreModel::Sentence).data().toString(), word("the \"king\" sleeps"));
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 599);
        bench->window.questions->saveFile = m_trained.filePath(word("scores.csv"));
        QTest::mouseClick(dialog->findChild<QAbstractButton*>(word("exportScores")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(*bench->window.questions->saveFile), kPatienceMs);
        QFile csv(*bench->window.questions->saveFile);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QByteArray text = csv.readAll();
        QCOMPARE(text.count('\n'), 601);
        QVERIFY2(text.contains(",\"the \"\"king\"\" sleeps\","), text.left(200).constData());
        // A sentence of the table is shaded word by word.
        emit view->activated(view->model()->index(0, 0));
        auto* shown = dialog->findChild<lb::widgets::TokenText*>(word("scoredText"));
        QTRY_VERIFY_WITH_TIMEOUT(!shown->tokens().isEmpty(), kPatienceMs);
        QCOMPARE(view->model()->rowCount(), 1);
    }

    void linesOfALanguageModelAddUpToTheText()
    {
        const auto bench = opened("words");
        bench->window.click(word("scoreTextButton"));
        auto* dialog = bench->window.find<lb::gui::ScoreDialog>(word("scoreDialog"));
        auto* editor = dialog->findChild<QPlainTextEdit*>(word("scoreEditor"));
        editor->setPlainText(kFirst + word("\n\n") + kSecond);
        QTest::mouseClick(dialog->findChild<QAbstractButton*>(word("scoreButton")), Qt::LeftButton);
        auto* table = dialog->findChild<lb::gui::ScoreTable*>();
        QTRY_COMPARE_WITH_TIMEOUT(table->lines().size(), std::size_t{2}, kPatienceMs);
        QCOMPARE(table->lines()[1].number, 3);
        QCOMPARE(table->lines()[1].sentence, kSecond);
        QVERIFY(table->lines()[0].reconstruction > 0 && table->lines()[0].kl == 0);
        QVERIFY(dialog->findChild<QTableView*>(word("scoreTable"))->isColumnHidden(lb::gui::ScoreModel::Kl));
    }

    /// The best of some tries, so that a machine that is busy elsewhere does not decide.
    void tenThousandSentencesMakeNoPause()
    {
        const lb::widgets::Theme theme;
        lb::gui::ScoreTable table(theme, nullptr);
        table.resize(700, 400);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        constexpr int kLines = 10'000;
        QString text;
        QByteArray numbers, tokens, nats;
        for (qint32 i = 0; i < kLines; ++i) {
            text += word("sentence %1 of the boat and the king\n").arg((i * 7919) % kLines);
            const qint32 count = 8 + i % 5;
            const float loss = static_cast<float>((i * 31) % 977);
            numbers.append(reinterpret_cast<const char*>(&i), 4);
            tokens.append(reinterpret_cast<const char*>(&count), 4);
            nats.append(reinterpret_cast<const char*>(&loss), 4);
        }
        const QCborMap answer{{word("lines"), QCborMap{{word("line"), numbers},
                                                       {word("tokens"), tokens},
                                                       {word("reconstruction"), nats},
                                                       {word("kl"), nats}}}};
        auto* view = table.findChild<QTableView*>();
        const auto bestMs = [](auto work) {
            QList<qint64> times;
            for (int i = 0; i < 5; ++i) {
                QElapsedTimer timer;
                timer.start();
                work();
                QCoreApplication::processEvents();
                times.append(timer.elapsed());
            }
            return *std::min_element(times.begin(), times.end());
        };
        QList<std::pair<QString, qint64>> times{{word("shown"), bestMs([&] { table.setLines(text, answer); })}};
        for (const int column : {lb::gui::ScoreModel::Sentence, lb::gui::ScoreModel::Perplexity})
            times.append({word("sorted"), bestMs([&, order = Qt::AscendingOrder]() mutable {
                              view->sortByColumn(column, order = order == Qt::AscendingOrder ? Qt::DescendingOrder
                                                                                             : Qt::AscendingOrder);
                          })});
        times.append({word("copied"), bestMs([&] { QVERIFY(table.selectedText().size() > kLines); })});
        times.append({word("as CSV"), bestMs([&] { QVERIFY(lb::gui::scoredCsv(table.lines()).size() > kLines); })});
        QCOMPARE(view->model()->rowCount(), kLines);
        for (const auto& [what, ms] : times) {
            qInfo("%s: %lld ms", qPrintable(what), static_cast<long long>(ms));
            QVERIFY2(ms <= 100, qPrintable(word("%1: %2 ms").arg(what).arg(ms)));
        }
    }
};

QTEST_MAIN(TestScore)
#include "tst_score.moc"
