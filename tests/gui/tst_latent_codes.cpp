// The codes on the latent page's map: how many, which are active, which are selected and written.
#include "experiments/store/item_tags.h"
#include "tests/gui/latent_bench.h"
#include "widgets/logs/message_bar.h"
#include "widgets/tables/tile_strip.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QTemporaryDir>

#include <algorithm>

using Bench = lb::tests::LatentBench;
using lb::experiments::ItemTags;
using lb::experiments::readItemTags;
using lb::gui::DecodedPanel;
using lb::tests::createImageAutoencoder;
using lb::tests::trainRun;
using lb::widgets::TileStrip;

namespace {

constexpr int kPatienceMs = lb::tests::kPatientMs;

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

/// Chooses what begins with `name` in the menu of tags, or in one below it; returns its whole text.
QString useTag(Bench& bench, const QString& name, const QString& below = {})
{
    auto& top = bench.find<QMenu>("itemTagMenu");
    emit top.aboutToShow();
    const QMenu* menu = below.isEmpty() ? &top : top.findChild<QMenu*>(below);
    for (QAction* action : menu->actions()) {
        const QString text = action->text();
        if (action->isEnabled() && (action->objectName() == name || text.startsWith(name))) {
            action->trigger();
            return text;
        }
    }
    return {};
}

/// The table of the selected codes.
QByteArray exported(Bench& bench)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(word("codes.csv")));
    bench.window.questions->saveFile = file.fileName();
    bench.window.click(word("exportSelection"));
    if (!QTest::qWaitFor([&] { return file.exists(); }, kPatienceMs) || !file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

} // namespace

class TestLatentCodes : public QObject {
    Q_OBJECT

    QTemporaryDir m_trained;

private slots:
    void initTestCase()
    {
        QVERIFY(trainRun(createImageAutoencoder(m_trained.filePath(word("images")), word("first"), 6)));
    }

    void theThresholdOfActiveUnitsIsTheUsers()
    {
        Bench bench(m_trained, "images");
        QVERIFY2(bench.opened(), qPrintable(bench.run().failure()));
        QList<double> variances = bench.run().rows().table.meanVariance;
        std::sort(variances.begin(), variances.end());
        auto& threshold = bench.find<QDoubleSpinBox>("activeThreshold");
        QCOMPARE(threshold.value(), 0.01);
        const auto activeAt = [&](double delta) {
            return std::count_if(variances.cbegin(), variances.cend(), [&](double value) { return value >= delta; });
        };
        const auto& count = bench.find<QLabel>("activeUnits");
        QCOMPARE(count.text(), word("%1 of %2 active").arg(activeAt(0.01)).arg(variances.size()));
        const double between = (variances[variances.size() / 2 - 1] + variances[variances.size() / 2]) / 2;
        threshold.setValue(between);
        QCOMPARE(count.text(), word("%1 of %2 active").arg(activeAt(threshold.value())).arg(variances.size()));
        QVERIFY(activeAt(threshold.value()) > 0 && activeAt(threshold.value()) < variances.size());
    }

    void theMapHasAsManyCodesAsAreWanted()
    {
        Bench bench(m_trained, "images");
        QVERIFY2(bench.opened(), qPrintable(bench.run().failure()));
        bench.window.click(word("toolPick"));
        QTest::mouseClick(&bench.map(), Qt::LeftButton, {}, bench.at(40));
        const auto marks = [&] { return bench.find<DecodedPanel>("decodedPanel").marks(); };
        QCOMPARE(marks().size(), 1);
        const auto itemOf = [&](int row) { return bench.run().rows().items[static_cast<std::size_t>(row)]; };
        const quint32 picked = itemOf(marks().first().first);
        auto& size = bench.find<QComboBox>("mapSize");
        size.setFocus();
        QTest::keyClick(&size, Qt::Key_End); // all
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().rows().count(), 10'000, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().items().count(), 10'000, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.map().positions().size(), std::size_t{20'000}, kPatienceMs);
        QVERIFY(bench.find<QLabel>("mapNote").text().startsWith(word("10,000 of 10,000 codes")));
        QCOMPARE(marks().size(), 1);
        QCOMPARE(itemOf(marks().first().first), picked); // the end of the path is the same item
        QVERIFY(bench.page().command().contains(word("--limit 0 ")));
        QTest::keyClick(&size, Qt::Key_Home);
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().rows().count(), 1000, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().items().count(), 1000, kPatienceMs);
        for (const auto& [row, letter] : marks())
            QCOMPARE(itemOf(row), picked);
    }

    void aLassoFillsTheGalleryAndTheFile()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        const QRectF area = bench.map().frame().rect;
        QTest::mousePress(&bench.map(), Qt::LeftButton, Qt::ShiftModifier, area.topLeft().toPoint() + QPoint(1, 1));
        QTest::mouseMove(&bench.map(), area.topRight().toPoint());
        QTest::mouseMove(&bench.map(), area.center().toPoint());
        QTest::mouseRelease(&bench.map(), Qt::LeftButton, {}, area.center().toPoint());
        const auto rows = bench.page().lab().selectedRows(0);
        QVERIFY(!rows.empty() && rows.size() < 5000);
        QVERIFY(!bench.find<TileStrip>("galleryTiles").tiles().isEmpty());
        QVERIFY(bench.find<QLabel>("selectionNote").isVisible());
        const QString file = m_trained.filePath(word("codes.csv"));
        bench.window.questions->saveFile = file;
        bench.window.click(word("exportSelection"));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kPatienceMs);
        QFile csv(file);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QByteArray content = csv.readAll();
        QCOMPARE(content.count('\n'), static_cast<qsizetype>(rows.size()) + 1);
        QVERIFY(content.startsWith("data,split,position,item,x,y"));
        const auto& known = bench.run().rows();
        const auto at = static_cast<std::size_t>(rows[0]);
        const QString line =
            word("\nfashion-mnist,%1,%2,%3,").arg(known.split).arg(known.places[at]).arg(known.items[at]);
        QVERIFY2(content.contains(line.toUtf8()), content.left(200));
        QVERIFY(bench.find<QLabel>("selectionNote").text().contains(word("fashion-mnist, test split")));

        const QTemporaryDir folder;
        bench.window.questions->folder = folder.path();
        bench.window.click(word("exportSelectedItems"));
        const QDir written(folder.filePath(word("first items")));
        QTRY_VERIFY_WITH_TIMEOUT(written.exists(word("codes.csv")), kPatienceMs);
        QCOMPARE(written.entryList({word("*.png")}).size(), static_cast<qsizetype>(rows.size()));
        const QString name =
            word("%1 %2.png").arg(known.places[at], 5, 10, QLatin1Char('0')).arg(known.classes[known.labels[at]]);
        QImage picture(written.filePath(QString(name).replace(QLatin1Char('/'), QLatin1Char('-'))));
        QVERIFY2(!picture.isNull(), qPrintable(name));
        picture.invertPixels();
        QCOMPARE(picture.convertToFormat(QImage::Format_Grayscale8), bench.run().items().images[rows[0]]);
        QFile table(written.filePath(word("codes.csv")));
        QVERIFY(table.open(QIODevice::ReadOnly));
        QCOMPARE(table.readAll(), content);
    }

    void tagsStayOnItems()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.opened());
        auto& lab = bench.page().lab();
        const std::vector<quint32>& items = bench.run().rows().items;
        lab.setSelection(0, {items[3], items[40]});
        bench.window.click(word("showSelection"));
        bench.window.questions->text = word(" odd  ones ");
        useTag(bench, word("newItemTag"));
        const QString project = bench.window.context->projectFolder();
        const auto tagged = [&] { return readItemTags(project, word("fashion-mnist")).value_or(ItemTags()); };
        const QSet<quint32> both{items[3], items[40]};
        QTRY_COMPARE(tagged().value(word("odd ones")), both);
        const QByteArray table = exported(bench);
        QVERIFY2(table.contains(",tags\n"), table.left(200));
        QCOMPARE(table.count(",odd ones\n"), 2);

        lab.setSelection(0, {items[3], items[5]}); // one has it: the tick puts it on the other too
        QCOMPARE(useTag(bench, word("odd ones")), word("odd ones (1 of 2)"));
        QTRY_COMPARE(tagged().value(word("odd ones")).size(), 3);
        bench.window.trigger(lb::gui::Verb::Undo);
        QTRY_COMPARE(tagged().value(word("odd ones")), both); // the one that had it before keeps it
        lab.setSelection(0, {items[8]});
        QCOMPARE(useTag(bench, word("odd ones"), word("selectTagged")), word("odd ones (2 on this map)"));
        QCOMPARE(lab.selectedRows(0), std::vector<int>({3, 40}));
        QTest::mouseMove(&bench.map(), bench.at(40));
        QTRY_VERIFY(bench.map().hoverText().contains(word("#odd ones")));
        auto& gallery = bench.find<TileStrip>("galleryTiles");
        gallery.setFocus();
        QTest::keyClick(&gallery, Qt::Key_Return);
        QVERIFY(bench.find<QLabel>("decodedFacts").text().contains(word("Tags   odd ones")));
        QCOMPARE(useTag(bench, word("odd ones")), word("odd ones"));
        QTRY_VERIFY(tagged().isEmpty());
        bench.window.click(word("showSelection"));
        QVERIFY(!exported(bench).contains(",tags"));

        bench.window.questions->text = word("odd, or not");
        useTag(bench, word("newItemTag"));
        QVERIFY(bench.find<lb::widgets::MessageBar>("latentMessage").message().text.contains(word("may not have ,")));
        QVERIFY(tagged().isEmpty());
    }
};

QTEST_MAIN(TestLatentCodes)
#include "tst_latent_codes.moc"
