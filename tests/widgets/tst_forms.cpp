#include "widgets/forms/changes_table.h"
#include "widgets/forms/field_cell.h"
#include "widgets/forms/memory_bar.h"
#include "widgets/forms/preset_chooser.h"
#include "widgets/forms/spec_form.h"
#include "widgets/forms/value_edit.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace lb::experiments;
using namespace lb::widgets;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

/// A form over the fields that every run has, kept in step with its draft as a page does.
struct Bench {
    Theme theme;
    RunDraft draft;
    SpecForm form{theme};

    Bench()
    {
        draft.start({}, runFields());
        QObject::connect(&form, &SpecForm::edited, &form, [this](const QString& key, const QString& text) {
            draft.setText(key, text);
            form.setDraft(draft);
        });
        QObject::connect(&form, &SpecForm::resetRequested, &form, [this](const QString& key) {
            draft.reset(key);
            form.setDraft(draft);
        });
        form.resize(720, 1600);
        form.setDraft(draft);
        form.show();
    }
    template <class Widget = QWidget>
    Widget* find(const char* name) const
    {
        return form.findChild<Widget*>(word(name));
    }
    void type(const char* key, const char* text) const
    {
        auto* edit = find<ValueEdit>(key);
        QVERIFY2(edit && edit->isVisible(), key);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, word(text));
    }
};

} // namespace

class TestForms : public QObject {
    Q_OBJECT
private slots:
    void everyFieldHasAnEditorWithNameAndHelp()
    {
        const Bench bench;
        for (const FieldSchema& field : runFields()) {
            auto* editor = bench.form.findChild<QWidget*>(field.key);
            QVERIFY2(editor, qPrintable(field.key));
            QVERIFY2(editor->accessibleName().contains(field.label), qPrintable(field.key));
            QVERIFY(editor->toolTip().contains(field.help) && editor->whatsThis().contains(field.key));
        }
        QCOMPARE(bench.form.sections(),
                 QStringList({word("Data"), word("Model"), word("Objective"), word("Training"), word("Run")}));
    }

    void typedValuesAreReportedAndMarked()
    {
        Bench bench;
        auto* reset = bench.find<QToolButton>("reset:train.batch");
        QVERIFY(!reset->isVisible());
        bench.type("train.batch", "16, 32");
        QCOMPARE(bench.draft.grid().count(), 2);
        QCOMPARE(bench.find<ValueEdit>("train.batch")->text(), word("16, 32"));
        QVERIFY(reset->isVisible());
        QCOMPARE(bench.form.changedIn(word("Training")), 1);
        QTest::mouseClick(reset, Qt::LeftButton);
        QVERIFY(!reset->isVisible() && bench.draft.changed().isEmpty());
        QCOMPARE(bench.find<ValueEdit>("train.batch")->text(), word("64"));
    }

    void wrongValuesSaySoUnderTheField()
    {
        Bench bench;
        auto* sentence = bench.find<QLabel>("error:train.epochs");
        QVERIFY(!sentence->isVisible());
        bench.type("train.epochs", "1..");
        QVERIFY(sentence->isVisible());
        QVERIFY2(sentence->text().contains(word("train.epochs")), qPrintable(sentence->text()));
        QVERIFY(bench.find("train.epochs")->property("invalid").toBool());
        QCOMPARE(bench.find("train.epochs")->accessibleDescription(), sentence->text());
        bench.type("train.epochs", "12");
        QVERIFY(!sentence->isVisible() && !bench.find("train.epochs")->property("invalid").toBool());
    }

    void arrowsAndKeysStepASingleNumber()
    {
        Bench bench;
        auto* batch = bench.find<ValueEdit>("train.batch");
        batch->setFocus();
        QTest::keyClick(batch, Qt::Key_Up);
        QCOMPARE(bench.draft.spec().integer(word("train.batch")), 65);
        auto* rate = bench.find<ValueEdit>("optimizer.rate");
        rate->stepBy(1);
        QCOMPARE(bench.draft.spec().real(word("optimizer.rate")), 0.0011);
        rate->stepBy(-100000);
        QVERIFY(bench.draft.spec().real(word("optimizer.rate")) > 0);
        bench.type("train.batch", "16, 32");
        batch->stepBy(1); // several values have no next one
        QCOMPARE(batch->text(), word("16, 32"));
    }

    void rareFieldsAreFoldedUntilTheyAreWanted()
    {
        Bench bench;
        auto* decay = bench.find("optimizer.weight_decay");
        QVERIFY(!decay->isVisible());
        QTest::mouseClick(bench.find<QToolButton>("fold:Training"), Qt::LeftButton);
        QVERIFY(decay->isVisible());
        QTest::mouseClick(bench.find<QToolButton>("fold:Training"), Qt::LeftButton);
        QVERIFY(!decay->isVisible());
        bench.draft.setText(word("optimizer.weight_decay"), word("0.1"));
        bench.form.setDraft(bench.draft);
        QVERIFY(decay->isVisible()); // what is changed is never hidden
    }

    void filterFindsByNameAndHelp()
    {
        Bench bench;
        bench.form.setFilter(word("gradient norm"));
        QVERIFY(bench.find("optimizer.clip_norm")->isVisible());
        QVERIFY(!bench.find("train.batch")->isVisible());
        bench.form.setFilter(word("no such words"));
        QCOMPARE(bench.form.shownFields(), 0);
        QVERIFY(bench.find("noFieldFound")->isVisible());
        bench.form.setFilter({});
        QVERIFY(bench.find("train.batch")->isVisible());
    }

    void fieldsFollowWhatTheyDependOn()
    {
        Bench bench;
        QVERIFY(!bench.find("objective.kl_cycles")->isVisible());
        auto* schedule = bench.find<QComboBox>("objective.kl_schedule");
        schedule->setFocus();
        QTest::keyClicks(schedule, word("cyc"));
        QCOMPARE(bench.draft.spec().text(word("objective.kl_schedule")), word("cyclical"));
        QVERIFY(bench.find("objective.kl_cycles")->isVisible());
    }

    void focusUnfoldsAFieldAndTabFollowsTheReading()
    {
        Bench bench;
        bench.form.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bench.form));
        bench.form.focusField(word("run.memory_limit"));
        QTRY_COMPARE(QApplication::focusWidget(), bench.find("run.memory_limit"));
        bench.form.focusField(word("train.epochs"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), bench.find("train.batch"));
    }

    void narrowFormsHaveOneColumn()
    {
        Bench bench;
        const auto x = [&](const char* key) { return bench.find(key)->mapTo(&bench.form, QPoint()).x(); };
        QVERIFY(x("train.batch") > x("train.epochs"));
        bench.form.resize(500, 1600);
        QTRY_COMPARE(x("train.batch"), x("train.epochs"));
    }

    void changesNameBothValuesAndLeadBack()
    {
        Bench bench;
        bench.draft.setText(word("train.batch"), word("16, 32"));
        ChangesTable table(bench.theme, nullptr);
        table.setDraft(bench.draft, word("Preset"));
        table.show();
        QCOMPARE(table.findChild<QLabel*>(word("newValue:train.batch"))->text(), word("16, 32"));
        QSignalSpy reset(&table, &ChangesTable::resetRequested);
        QSignalSpy wanted(&table, &ChangesTable::fieldRequested);
        QTest::mouseClick(table.findChild<QToolButton*>(word("undo:train.batch")), Qt::LeftButton);
        QTest::mouseClick(table.findChild<QToolButton*>(word("changed:train.batch")), Qt::LeftButton);
        QCOMPARE(reset.first().first().toString(), word("train.batch"));
        QCOMPARE(wanted.first().first().toString(), word("train.batch"));
    }

    void presetsAreFoundByTheirPurposeWithKeysAlone()
    {
        const Theme theme;
        PresetChooser chooser(theme, nullptr);
        chooser.setRows({{word("a"), word("VAE"), word("Collapses."), word("LSTM on WordNet")},
                         {word("b"), word("BN-VAE"), word("Keeps a floor."), word("LSTM on WordNet")},
                         {word("c"), word("EAE"), word("No noise, normalised."), word("Perceptron on images")}});
        const QAbstractItemModelTester tester(chooser.list()->findChild<QTreeView*>()->model());
        chooser.setCurrent(word("a"));
        QCOMPARE(chooser.text(), word("VAE"));
        chooser.show();
        QSignalSpy chosen(&chooser, &PresetChooser::chosen);
        QTest::mouseClick(&chooser, Qt::LeftButton);
        auto* search = chooser.list()->findChild<QLineEdit*>(word("presetSearch"));
        QTRY_VERIFY(search->isVisible());
        QTest::keyClick(search, Qt::Key_Down); // from VAE to BN-VAE
        QTest::keyClick(search, Qt::Key_Down); // over the title of a group
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(chosen.last().first().toString(), word("c"));
        QTest::mouseClick(&chooser, Qt::LeftButton);
        QTest::keyClicks(search, word("floor wordnet"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(chosen.last().first().toString(), word("b"));
        QCOMPARE(chooser.text(), word("BN-VAE"));
    }

    void memoryBarSaysItsPartsInWords()
    {
        const Theme theme;
        MemoryBar bar(theme, nullptr);
        bar.setParts({{word("data"), 30, word("30 MB")}, {word("process"), 90, word("90 MB")}}, 100);
        QCOMPARE(bar.accessibleName(), word("Memory: data 30 MB, process 90 MB"));
        bar.resize(300, 40);
        QVERIFY(!bar.grab().isNull());
        QVERIFY(bar.heightForWidth(60) > bar.heightForWidth(600));
    }
};

QTEST_MAIN(TestForms)
#include "tst_forms.moc"
