// Every page in both themes: compared with a stored picture for gross change (a page that went blank, a theme that
// broke, parts that moved or overlap), and no word cut off. CTest runs it at 100 % and, with QT_SCALE_FACTOR, at 200 %.
//
// Pictures are compared as means of blocks of 24 x 24 units, so that another font or another number does not count.
// LATENTBENCH_STORE_PICTURES=1 stores those of today; LATENTBENCH_KEEP_PICTURES=FOLDER also keeps them in full.
#include "gui/latent/latent_lab.h"
#include "gui/pages/latent_page.h"
#include "gui/pages/samples_page.h"
#include "tests/gui/text_bench.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QToolButton>

using lb::gui::MainWindow;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

constexpr QSize kWindow(1440, 900);
constexpr int kBlock = 24;           // window units
constexpr int kMostDifference = 14;  // of 255, of a block's mean in one colour
constexpr double kMostBlocks = 0.05; // that may differ more
constexpr int kPatienceMs = 4 * WindowBench::kPatienceMs;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

struct PageOf {
    const char* name;
    Verb verb;
};
constexpr PageOf kPages[]{{"start", Verb::ShowStart},     {"monitor", Verb::ShowMonitor},
                          {"compare", Verb::ShowCompare}, {"latent", Verb::ShowLatent},
                          {"samples", Verb::ShowSamples}, {"text", Verb::ShowText},
                          {"data", Verb::ShowData},       {"new-run", Verb::NewRun},
                          {"report", Verb::ShowReport},   {"reading", Verb::ReadVanishing}};

QImage blocksOf(const QImage& picture)
{
    const QSize size(kWindow.width() / kBlock, kWindow.height() / kBlock);
    return picture.convertToFormat(QImage::Format_RGB32).scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

/// The share of blocks that differ much.
double difference(const QImage& one, const QImage& other)
{
    if (one.size() != other.size())
        return 1;
    int differing = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            differing += std::abs(qRed(a) - qRed(b)) > kMostDifference ||
                         std::abs(qGreen(a) - qGreen(b)) > kMostDifference ||
                         std::abs(qBlue(a) - qBlue(b)) > kMostDifference;
        }
    return static_cast<double>(differing) / (one.width() * one.height());
}

/// Labels and buttons whose words do not fit into them; those that wrap or say so by an ellipsis are not meant.
QStringList cutWords(const QWidget& window)
{
    QStringList cut;
    const QList<QWidget*> widgets = window.findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty())
            continue;
        QString text;
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            if (label->wordWrap() || label->textFormat() == Qt::RichText || label->text().contains(QChar(0x2026)) ||
                !label->pixmap().isNull())
                continue;
            text = label->text();
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            const auto* tool = qobject_cast<const QToolButton*>(widget);
            if (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly)
                continue;
            text = button->text();
        }
        const int needed = widget->fontMetrics().size(Qt::TextShowMnemonic, text).width();
        if (!text.isEmpty() && needed > widget->width() + 1)
            cut.append(word("%1 '%2' in %3: %4 of %5")
                           .arg(QLatin1String(widget->metaObject()->className()), text,
                                widget->parentWidget() ? widget->parentWidget()->objectName() : QString())
                           .arg(widget->width())
                           .arg(needed));
    }
    return cut;
}

} // namespace

class TestPagePictures : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_project;
    std::unique_ptr<WindowBench> m_bench;
    const QString m_stored = word(LB_SOURCE_DIR "/tests/golden/pages/");

    QString nameOf(const char* page, const char* theme) const
    {
        return word("%1-%2-%3.png").arg(word(page), word(theme)).arg(qRound(100 * qApp->devicePixelRatio()));
    }
    void waitFor(Verb verb)
    {
        if (verb == Verb::ShowLatent) {
            auto& lab = m_bench->window->latent().lab();
            QTRY_VERIFY_WITH_TIMEOUT(lab.count() > 0 && !lab.run(0).isOpening() && lab.run(0).rows().step > 0,
                                     kPatienceMs);
        } else if (verb == Verb::ShowSamples) {
            auto& lab = m_bench->window->samples().lab();
            QTRY_VERIFY_WITH_TIMEOUT(lab.count() > 0 && !lab.run(0).isBusy(), kPatienceMs);
        }
        // Thumbnails, maps and frames come in their time: until nothing much moves.
        QImage before;
        int still = 0;
        const auto isStill = [&] {
            const QImage now = blocksOf(m_bench->window->grab().toImage());
            still = difference(now, before) == 0 ? still + 1 : 0; // "saved 2 s ago" counts on
            before = now;
            return still >= 4;
        };
        QTest::qWait(300);
        QElapsedTimer timer;
        timer.start();
        while (!isStill() && timer.elapsed() < kPatienceMs)
            QTest::qWait(100);
        QVERIFY2(timer.elapsed() < kPatienceMs, "the page does not come to rest");
    }

private slots:
    void initTestCase()
    {
        qputenv("LATENTBENCH_WORKER", LB_BIN_DIR "/latentbench-worker");
        m_project = m_folder.filePath(word("project"));
        QVERIFY(lb::tests::trainRun(lb::tests::createImageAutoencoder(m_project, word("pictures"), 6)));
        QVERIFY(lb::tests::trainRun(
            lb::tests::createAutoencoder(m_project, m_folder.filePath(word("sentences.txt")), word("sentences"), 3)));
    }

    void pagesLookAsTheyDid_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<int>("page");
        for (const char* theme : {"light", "dark"})
            for (int i = 0; i < static_cast<int>(std::size(kPages)); ++i)
                QTest::addRow("%s %s", kPages[i].name, theme) << word(theme) << i;
    }
    void pagesLookAsTheyDid()
    {
        QFETCH(const QString, theme);
        QFETCH(const int, page);
        if (!m_bench) {
            m_bench = std::make_unique<WindowBench>();
            m_bench->openUnlisted();
            m_bench->context->openProject(m_project);
            m_bench->window->resize(kWindow);
            QTRY_VERIFY_WITH_TIMEOUT(m_bench->board().runs().size() == 2, kPatienceMs);
            for (const QString& uid : {m_bench->board().runs().first().uid, m_bench->board().runs().last().uid})
                m_bench->board().setShown(uid, true);
        }
        m_bench->trigger(theme == word("dark") ? Verb::DarkTheme : Verb::LightTheme);
        QTest::qWait(100); // nobody is quicker than the docks are laid out
        m_bench->trigger(kPages[page].verb);
        waitFor(kPages[page].verb);
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(m_bench->window->size(), kWindow);
        const QStringList cut = cutWords(*m_bench->window);
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));

        const QString name = nameOf(kPages[page].name, theme.toLatin1().constData());
        if (qEnvironmentVariableIsSet("LATENTBENCH_STORE_PICTURES"))
            QVERIFY(QDir().mkpath(m_stored) && blocksOf(m_bench->window->grab().toImage()).save(m_stored + name));
        const QImage stored(m_stored + name);
        QVERIFY2(!stored.isNull(), qPrintable(m_stored + name));
        // What is read on a busy computer may come after a rest.
        QImage picture;
        const auto differenceNow = [&] {
            picture = m_bench->window->grab().toImage();
            return difference(stored, blocksOf(picture));
        };
        double differing = differenceNow();
        QElapsedTimer timer;
        timer.start();
        while (differing > kMostBlocks && timer.elapsed() < WindowBench::kPatienceMs) {
            QTest::qWait(200);
            differing = differenceNow();
        }
        qInfo("%.1f %% of the blocks differ", 100 * differing);
        if (const QString folder = qEnvironmentVariable("LATENTBENCH_KEEP_PICTURES"); !folder.isEmpty())
            QVERIFY(QDir().mkpath(folder) && picture.save(folder + QLatin1Char('/') + name));
        if (differing > kMostBlocks)
            picture.save(QCoreApplication::applicationDirPath() + QLatin1Char('/') + name); // for the eye
        QVERIFY2(differing <= kMostBlocks,
                 qPrintable(word("%1 % of the page differ from %2").arg(100 * differing, 0, 'f', 1).arg(name)));
    }

    void anotherThemeOrPageWouldBeNoticed()
    {
        for (const PageOf& page : kPages) {
            const QImage light(m_stored + nameOf(page.name, "light"));
            QVERIFY(difference(light, QImage(m_stored + nameOf(page.name, "dark"))) > 5 * kMostBlocks);
            for (const PageOf& other : kPages)
                if (&other != &page)
                    QVERIFY2(difference(light, QImage(m_stored + nameOf(other.name, "light"))) > kMostBlocks,
                             qPrintable(word("%1 and %2 look alike").arg(word(page.name), word(other.name))));
        }
    }

    void cleanupTestCase() { m_bench.reset(); }
};

QTEST_MAIN(TestPagePictures)
#include "tst_page_pictures.moc"
