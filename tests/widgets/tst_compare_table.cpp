// The table of groups and seeds, settings that differ.
#include "widgets/compare/compare_model.h"
#include "widgets/compare/compare_view.h"
#include "widgets/compare/difference_model.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace lb::widgets;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

QList<CompareColumn> columns()
{
    using Kind = CompareColumn::Kind;
    return {{Kind::Name, word("name"), word("Run"), {}},
            {Kind::Metric, word("validation/kl"), word("KL (nats)"), {}},
            {Kind::Parameter, word("latent.gamma"), word("γ"), {}}};
}

CompareRow row(const char* key, double kl, bool isDifferent = false)
{
    CompareRow result{.key = word(key), .name = word(key), .family = word("vae"), .uids = {word(key)}};
    result.cells = {{.text = word(key)},
                    {.text = QString::number(kl), .delta = word("+1"), .value = kl},
                    {.text = word("0.6"), .isDifferent = isDifferent}};
    return result;
}

CompareRow group(const char* key, const QStringList& seeds)
{
    CompareRow result = row(key, 5);
    result.uids = seeds;
    return result;
}

/// What stands below a group: these rows, by their keys.
CompareModel::OnDemand below(const QList<CompareRow>& seeds, int* made = nullptr)
{
    const auto rows = [seeds, made](const CompareRow& group) {
        QList<CompareRow> result;
        for (const CompareRow& seed : seeds)
            if (group.uids.contains(seed.key))
                result.append(seed);
        if (made)
            ++*made;
        return result;
    };
    return {.seedRows = rows, .words = {}};
}

QStringList keysOf(const CompareModel& model, const QModelIndex& parent = {})
{
    QStringList keys;
    for (int i = 0; i < model.rowCount(parent); ++i)
        keys.append(model.row(model.index(i, 0, parent))->key);
    return keys;
}

} // namespace

class TestCompareTable : public QObject {
    Q_OBJECT
private slots:
    void namesGiveUpALittleRoomBeforeAScrollBarComes()
    {
        const Theme theme(ThemeMode::Light);
        CompareModel model;
        model.set(columns(), {row("a", 1)});
        CompareView view(theme, &model, nullptr);
        view.show();
        const int usual = view.header()->sectionSize(0);
        for (const int missing : {12, 120}) { // where it would be too much, names stay legible
            view.resize(view.header()->length() + 2 * view.frameWidth() - missing, 200);
            QCOMPARE(view.header()->sectionSize(0), missing == 12 ? usual - missing : usual);
        }
    }

    void rowsComeGoAndMoveWithoutAReset()
    {
        CompareModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.set(columns(), {group("g", {word("s1"), word("s2")}), row("a", 3), row("b", 4)},
                  below({row("s1", 1), row("s2", 2)}));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex seed = model.indexOf(word("s2"));
        const QPersistentModelIndex b = model.indexOf(word("b"));
        model.set(columns(), {row("b", 4), row("c", 7), group("g", {word("s2"), word("s3")})},
                  below({row("s2", 9), row("s3", 5)}));
        QCOMPARE(keysOf(model), QStringList({word("b"), word("c"), word("g")}));
        QCOMPARE(keysOf(model, model.indexOf(word("g"))), QStringList({word("s2"), word("s3")}));
        QCOMPARE(model.row(seed)->key, word("s2"));
        QCOMPARE(model.cell(seed.sibling(seed.row(), 1))->value, 9.0);
        QCOMPARE(model.row(b)->key, word("b"));
        QCOMPARE(resets.count(), 0);
        model.set(columns().mid(0, 2), {});
        QCOMPARE(resets.count(), 1);
    }

    void valuesThatAreNotNumbersAreNoChange()
    {
        CompareModel model;
        model.set(columns(), {row("a", kNaN)});
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.set(columns(), {row("a", kNaN)});
        QCOMPARE(changes.count(), 0);
    }

    void rowsOfSeedsAreMadeWhenOneIsLookedAt()
    {
        CompareModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        int made = 0;
        const auto set = [&](double kl) {
            model.set(columns(), {group("g", {word("s1"), word("s2")}), group("h", {word("s3"), word("s4")})},
                      below({row("s1", kl), row("s2", kl), row("s3", kl), row("s4", kl)}, &made));
        };
        set(1);
        const QModelIndex first = model.index(0, 0);
        QCOMPARE(model.rowCount(first), 2);
        QCOMPARE(made, 0);
        QCOMPARE(model.row(model.index(1, 0, first))->key, word("s2"));
        QCOMPARE(made, 1);
        QVERIFY(model.indexOf(word("s1")).isValid());
        QCOMPARE(made, 1);
        set(2); // only what was looked at is made again
        QCOMPARE(made, 2);
        QCOMPARE(model.cell(model.index(1, 1, first))->value, 2.0);
        QVERIFY(model.indexOf(word("s4")).isValid());
        QCOMPARE(made, 3);
    }

    void checkOfAGroupIsThatOfItsSeeds()
    {
        CompareModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.set(columns(), {group("g", {word("s1"), word("s2")}), row("a", 3)}, below({row("s1", 1), row("s2", 2)}));
        model.setShown({word("s1")});
        const QModelIndex top = model.indexOf(word("g"));
        QCOMPARE(top.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
        QSignalSpy toggles(&model, &CompareModel::shownToggled);
        QVERIFY(model.setData(top, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(toggles.first().first().toStringList(), QStringList({word("s1"), word("s2")}));
        QCOMPARE(model.index(1, 0, top).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    }

    void keysOfTheTable()
    {
        const Theme theme;
        CompareModel model;
        CompareView view(theme, &model, nullptr);
        view.resize(700, 300);
        model.set(columns(), {row("a", 3), group("g", {word("s1"), word("s2")}), row("b", 4, true)},
                  below({row("s1", 1), row("s2", 2, true)}));
        view.show();
        view.expandAll();
        view.setCurrentKey(word("a"));
        QSignalSpy toggles(&model, &CompareModel::shownToggled);
        QSignalSpy pins(&view, &CompareView::pinRequested);
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(toggles.count(), 1);
        QTest::keyClick(&view, Qt::Key_B);
        QCOMPARE(pins.first().first().toString(), word("a"));
        QTest::keyClick(&view, Qt::Key_F4);
        QCOMPARE(view.currentKey(), word("s2"));
        QCOMPARE(view.currentIndex().column(), 2);
        QTest::keyClick(&view, Qt::Key_F4);
        QCOMPARE(view.currentKey(), word("b"));
        QTest::keyClick(&view, Qt::Key_F4, Qt::ShiftModifier);
        QCOMPARE(view.currentKey(), word("s2"));
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY(text.startsWith(word("Run\tKL (nats)\tγ\n")));
        QCOMPARE(text.count(QLatin1Char('\n')), 6);
        QVERIFY(text.contains(word("s1\t1 +1\t0.6")));
    }

    void clickOnAHeaderSortsAndOpenGroupsStayOpen()
    {
        const Theme theme;
        CompareModel model;
        CompareView view(theme, &model, nullptr);
        view.resize(700, 300);
        model.set(columns(), {group("g", {word("s1"), word("s2")}), row("a", 3)}, below({row("s1", 1), row("s2", 2)}));
        view.show();
        view.expand(model.indexOf(word("g")));
        QSignalSpy sorts(&view, &CompareView::sortRequested);
        auto* header = view.findChild<QWidget*>(word("compareHeader"));
        auto* area = qobject_cast<QAbstractScrollArea*>(header)->viewport();
        const int x = view.columnViewportPosition(1) + 20;
        QTest::mouseClick(area, Qt::LeftButton, {}, QPoint(x, 8));
        QCOMPARE(sorts.first().first().toString(), word("validation/kl"));
        QList<CompareColumn> other = columns();
        other.removeLast();
        model.set(other, {row("a", 3), group("g", {word("s1"), word("s2")})}, below({row("s1", 1), row("s2", 2)}));
        QVERIFY(view.isExpanded(model.indexOf(word("g"))));
    }

    void identicalSettingsCanBeHidden()
    {
        DifferenceModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.set({word("VAE"), word("BN-VAE")}, {{word("a"), word("A"), {}, {word("1"), word("1")}, false},
                                                  {word("b"), word("B"), {}, {word("1"), word("2")}, true}});
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.index(0, 2).data(DifferenceModel::DiffersRole).toBool());
        QVERIFY(!model.index(0, 1).data(DifferenceModel::DiffersRole).toBool());
        model.setIdenticalHidden(false);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.tabSeparated(), word("Setting\tVAE\tBN-VAE\nA\t1\t1\nB\t1\t2\n"));
    }
};

QTEST_MAIN(TestCompareTable)
#include "tst_compare_table.moc"
