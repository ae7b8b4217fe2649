// Presets of one's own: kept, chosen, renamed, deleted; and known to the command line's reader.
#include "experiments/preview/presets.h"
#include "gui/pages/new_run_page.h"
#include "tests/gui/window_bench.h"
#include "widgets/forms/preset_chooser.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>

using namespace lb::experiments;
using lb::tests::WindowBench;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestOwnPresets : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private slots:
    void init()
    {
        qputenv("LATENTBENCH_WORKER", "/nowhere/worker"); // plans are another test's business
        qputenv("LATENTBENCH_PRESETS", m_folder.filePath(word("presets")).toUtf8());
        QDir(m_folder.filePath(word("presets"))).removeRecursively();
    }

    void whatWasKeptIsReadBack()
    {
        RunSpec spec = findPreset(word("bn-vae-sentences")).value().spec;
        spec.set(word("latent.gamma"), 0.7);
        const auto saved = saveOwnPreset(word("  My BN-VAE, 0.7 "), word("For the paper."), spec);
        QVERIFY(saved);
        QCOMPARE(saved->id, word("own:my-bn-vae-0-7"));
        const auto found = findPreset(saved->id);
        QVERIFY(found);
        QCOMPARE(found->title, word("My BN-VAE, 0.7"));
        QCOMPARE(found->description, word("For the paper."));
        QCOMPARE(found->family, word("bn-vae"));
        QVERIFY(found->spec.differences(spec).isEmpty());
        QCOMPARE(saveOwnPreset(word("My BN-VAE 0.7"), {}, spec)->id, word("own:my-bn-vae-0-7-2"));
        QVERIFY(renameOwnPreset(saved->id, word("Other")));
        QCOMPARE(findPreset(saved->id)->title, word("Other"));
        QVERIFY(removeOwnPreset(saved->id));
        QVERIFY(!findPreset(saved->id));
        QVERIFY(!removeOwnPreset(saved->id));
        QVERIFY(!saveOwnPreset(word("  "), {}, spec));
        QFile damaged(QDir(ownPresetFolder()).filePath(word("bad.json")));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("{\"title\": \"x\"");
        damaged.close();
        QCOMPARE(ownPresets().size(), 1); // the damaged one is left out
    }

    void theFormKeepsRenamesAndDeletesThem()
    {
        WindowBench bench;
        bench.open();
        bench.trigger(lb::gui::Verb::NewRun);
        auto& page = bench.window->newRun();
        page.startFromPreset(word("bn-vae-sentences"));
        auto* chooser = page.findChild<lb::widgets::PresetChooser*>();
        const auto act = [&](const char* name) { page.findChild<QAction*>(word(name))->trigger(); };
        bench.questions->text = word("Mine");
        act("savePreset");
        QCOMPARE(chooser->current(), word("own:mine"));
        QCOMPARE(chooser->text(), word("Mine"));
        QVERIFY(bench.find<QLabel>(word("newRunMessage"))->text().contains(word("own:mine")));
        QVERIFY2(page.command().contains(word("own:mine")), qPrintable(page.command()));
        bench.questions->text = word("Ours");
        act("renamePreset");
        QCOMPARE(chooser->text(), word("Ours"));
        QCOMPARE(findPreset(word("own:mine"))->title, word("Ours"));
        const QString kind = page.draft().text(word("latent.kind"));
        act("deletePreset");
        QVERIFY(!findPreset(word("own:mine")));
        QCOMPARE(page.draft().text(word("latent.kind")), kind); // the form keeps its settings
        bench.questions->text = word(" ");
        act("savePreset");
        QVERIFY(ownPresets().isEmpty());
    }
};

QTEST_MAIN(TestOwnPresets)
#include "tst_own_presets.moc"
