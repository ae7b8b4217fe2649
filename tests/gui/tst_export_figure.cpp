#include "experiments/store/metric_reader.h"
#include "gui/figures/export_figure_dialog.h"
#include "gui/figures/figure_export.h"
#include "gui/figures/panel_delegate.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "tests/gui/figure_bench.h"
#include "widgets/figures/figure_preview.h"
#include "widgets/plots/metric_plot.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSpinBox>
#include <QXmlStreamReader>

using namespace lb::experiments;
using namespace lb::gui;
using lb::tests::recordCurves;
using lb::tests::WindowBench;

namespace {

constexpr int kSteps = 120;
const QString kKl = QStringLiteral("train/kl");

/// The window over two finished runs, both shown on the Monitor.
class FigureBench : public WindowBench {
public:
    FigureBench()
    {
        for (const char* preset : {"vae-sentences", "bn-vae-sentences"}) {
            uids.append(createRun(QString::fromLatin1(preset), QString::fromLatin1(preset)));
            recordCurves(store().folder(uids.last()), kSteps);
        }
        open();
        board().showOnly(uids);
        window->showPage(MainWindow::Page::Monitor);
        window->activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(window.get()));
    }

    QWidget* plot() { return &window->monitor().panels().plot(kKl); }
    bool waitForPoints(const QString& uid)
    {
        return QTest::qWaitFor([&] { return window->monitor().panels().plot(kKl).pointCount(uid) == kSteps; },
                               kPatienceMs);
    }

    /// By the shortcut; waits until the points are drawn.
    ExportFigureDialog* openDialog()
    {
        QTest::keyClick(window.get(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = window->findChild<ExportFigureDialog*>();
        if (dialog)
            static_cast<void>(QTest::qWaitFor([&] { return dialog->isQuiet(); }, kPatienceMs));
        return dialog;
    }

    QStringList uids;
};

template <class Widget>
Widget* field(QDialog* dialog, const char* name)
{
    auto* widget = dialog->findChild<Widget*>(QString::fromLatin1(name));
    if (widget)
        widget->setFocus();
    return widget;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The window's program without a window or display.
QPair<int, QString> runHeadless(const QStringList& words)
{
    QProcess program;
    program.start(QStringLiteral(LB_BIN_DIR "/latentbench"), words);
    program.waitForFinished(WindowBench::kPatienceMs);
    return {program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            QString::fromUtf8(program.readAllStandardError())};
}

QStringList wordsOf(const QString& command)
{
    return QProcess::splitCommand(QString(command)
                                      .replace(QLatin1Char('"'), QStringLiteral("\"\"\""))
                                      .replace(QLatin1Char('\''), QLatin1Char('"')))
        .mid(1);
}

} // namespace

class TestExportFigure : public QObject {
    Q_OBJECT
private slots:
    void keyboardAloneExportsAFigure()
    {
        FigureBench bench;
        ExportFigureDialog* dialog = bench.openDialog();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->spec().panels.size(), 2);
        auto* panels = field<QListWidget>(dialog, "figurePanels");
        QCOMPARE(panels->item(1)->data(lb::gui::PanelDelegate::LetterRole).toString(), QStringLiteral("b)"));
        const QRect second = panels->visualItemRect(panels->item(1));
        QTest::mouseClick(panels->viewport(), Qt::LeftButton, {},
                          {second.left() + 32, second.center().y()}); // its check
        QTRY_COMPARE(dialog->spec().panels.size(), 1);
        QCOMPARE(panels->item(1)->data(lb::gui::PanelDelegate::LetterRole).toString(), QString());
        QTest::mouseClick(panels->viewport(), Qt::LeftButton, {}, {second.left() + 8, second.center().y()}); // its grip
        QCOMPARE(dialog->spec().panels.size(), 1);
        QTest::keyClick(panels, Qt::Key_Space);
        QTRY_COMPARE(dialog->spec().panels.size(), 2);
        panels->setCurrentRow(1);
        QTest::keyClick(panels, Qt::Key_Space); // unchecks the reconstruction
        QTRY_COMPARE(dialog->spec().panels.size(), 1);
        auto* legend = field<QComboBox>(dialog, "figureLegend");
        QTest::keyClick(legend, Qt::Key_Down);
        QTest::keyClick(field<QCheckBox>(dialog, "formatCSV"), Qt::Key_Space);
        QTest::keyClick(field<QCheckBox>(dialog, "formatSVG"), Qt::Key_Space);
        auto* name = field<QLineEdit>(dialog, "figureName");
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("{metric} one"));
        QTRY_VERIFY(dialog->isQuiet());
        QCOMPARE(field<QPushButton>(dialog, "exportFigureButton")->text(), QStringLiteral("Export 3 files"));
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        const QString base = bench.project() + QStringLiteral("/figures/kl-one.");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(base + QStringLiteral("figure.json")), WindowBench::kPatienceMs);
        QVERIFY(bytesOf(base + QStringLiteral("pdf")).startsWith("%PDF-"));
        QXmlStreamReader svg(bytesOf(base + QStringLiteral("svg")));
        while (!svg.atEnd())
            svg.readNext();
        QVERIFY(!svg.hasError());
        compareWithStore(bench, bytesOf(base + QStringLiteral("csv")));
        // The description beside the files draws the same again, without a window.
        const QString again = bench.project() + QStringLiteral("/again.csv");
        const auto [code, words] =
            runHeadless({QStringLiteral("--project"), bench.project(), QStringLiteral("--export-figure"),
                         base + QStringLiteral("figure.json"), QStringLiteral("--out"), again});
        QVERIFY2(code == 0, qPrintable(words));
        QCOMPARE(bytesOf(again), bytesOf(base + QStringLiteral("csv")));
    }

    void copiedCommandWritesTheFigure()
    {
        FigureBench bench;
        ExportFigureDialog* dialog = bench.openDialog();
        QVERIFY(dialog);
        QTest::mouseClick(field<QPushButton>(dialog, "copyFigureCommand"), Qt::LeftButton);
        const QStringList words = wordsOf(QGuiApplication::clipboard()->text());
        QCOMPARE(words.value(0), QStringLiteral("--project"));
        QVERIFY(QDir().mkpath(bench.project() + QStringLiteral("/figures")));
        const auto [code, sentence] = runHeadless(words);
        QVERIFY2(code == 0, qPrintable(sentence + words.join(QLatin1Char('\n'))));
        QVERIFY(bytesOf(words.last()).startsWith("%PDF-"));
    }

    void projectRemembersTheLook()
    {
        FigureBench bench;
        ExportFigureDialog* dialog = bench.openDialog();
        QVERIFY(dialog);
        auto* size = field<QComboBox>(dialog, "figureSize");
        QTest::keyClick(size, Qt::Key_Home); // single column
        QTest::keyClick(field<QCheckBox>(dialog, "formatPNG"), Qt::Key_Space);
        QTRY_COMPARE(dialog->spec().widthMm, 86.0);
        QTest::mouseClick(field<QPushButton>(dialog, "exportFigureButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.store().setting(QStringLiteral("figure")).value().isEmpty(),
                                 WindowBench::kPatienceMs);
        QTRY_VERIFY(dialog->isQuiet());
        dialog->close();
        dialog = bench.openDialog();
        QVERIFY(dialog);
        QCOMPARE(dialog->spec().widthMm, 86.0);
        QVERIFY(field<QCheckBox>(dialog, "formatPNG")->isChecked());
    }

    void captionFollowsUntilItIsChanged()
    {
        FigureBench bench;
        ExportFigureDialog* dialog = bench.openDialog();
        QVERIFY(dialog);
        auto* caption = field<QPlainTextEdit>(dialog, "figureCaption");
        QVERIFY2(caption->toPlainText().contains(QStringLiteral("no smoothing")), qPrintable(caption->toPlainText()));
        QVERIFY(caption->toPlainText().contains(QStringLiteral("--export-figure")));
        QTest::keyClick(field<QComboBox>(dialog, "figureSmoothing"), Qt::Key_Down);
        QTRY_VERIFY(caption->toPlainText().contains(QStringLiteral("factor 0.6")));
        caption->setPlainText(QStringLiteral("My own words."));
        QTest::keyClick(field<QComboBox>(dialog, "figureSmoothing"), Qt::Key_Down);
        QTRY_VERIFY(dialog->isQuiet());
        QCOMPARE(caption->toPlainText(), QStringLiteral("My own words."));
    }

    void figureIsLightInADarkWindow()
    {
        FigureBench bench;
        ExportFigureDialog* dialog = bench.openDialog();
        QVERIFY(dialog);
        auto* preview = dialog->findChild<lb::widgets::FigurePreview*>();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QTRY_VERIFY(!preview->image().isNull());
        const QImage light = preview->image();
        bench.trigger(Verb::DarkTheme);
        QTest::mouseClick(dialog->findChild<QAbstractButton*>(QStringLiteral("sightGrey")), Qt::LeftButton);
        QTest::mouseClick(dialog->findChild<QAbstractButton*>(QStringLiteral("sightColor")), Qt::LeftButton);
        QTRY_COMPARE(preview->image(), light);
        QCOMPARE(light.pixelColor(0, 0), QColor(Qt::white));
    }

    void copyKeyPutsPictureAndValuesOnTheClipboard()
    {
        FigureBench bench;
        QVERIFY(bench.waitForPoints(bench.uids.first()));
        QGuiApplication::clipboard()->setText(QStringLiteral("before"));
        bench.plot()->setFocus();
        QTest::keyClick(bench.plot(), Qt::Key_C, Qt::ControlModifier);
        const auto content = [] { return QGuiApplication::clipboard()->mimeData(); };
        QTRY_VERIFY_WITH_TIMEOUT(content()->hasImage() && content()->hasText(), WindowBench::kPatienceMs);
        QVERIFY(content()->hasFormat(QStringLiteral("text/csv")));
        compareWithStore(bench, content()->data(QStringLiteral("text/csv")));
        QVERIFY(qvariant_cast<QImage>(content()->imageData()).width() > 400);
    }

    void everyFieldCanBeNamedAndExplained()
    {
        FigureBench bench;
        ExportFigureDialog* dialog = bench.openDialog();
        QVERIFY(dialog);
        for (const QWidget* widget : dialog->findChildren<QWidget*>()) {
            const bool isField = widget->inherits("QComboBox") || widget->inherits("QAbstractSpinBox") ||
                                 widget->inherits("QAbstractButton") || widget->inherits("QPlainTextEdit") ||
                                 widget->inherits("QListWidget") ||
                                 (widget->inherits("QLineEdit") && !widget->parent()->inherits("QAbstractSpinBox"));
            if (!isField || widget->objectName().startsWith(QLatin1String("qt_")) ||
                widget->parent()->inherits("QComboBoxPrivateContainer") ||
                widget->parent()->inherits("lb::widgets::MessageBar"))
                continue;
            QVERIFY2(
                !widget->objectName().isEmpty() && !widget->toolTip().isEmpty() && !widget->accessibleName().isEmpty(),
                qPrintable(widget->objectName() + QLatin1Char(' ') + QLatin1String(widget->metaObject()->className())));
        }
    }

    void refusedWritingIsSaid()
    {
        FigureBench bench;
        ExportFigureDialog* dialog = bench.openDialog();
        QVERIFY(dialog);
        auto* folder = field<QLineEdit>(dialog, "figureFolder");
        folder->setText(QStringLiteral("/proc/nowhere"));
        QTest::mouseClick(field<QPushButton>(dialog, "exportFigureButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QWidget*>(QStringLiteral("figureMessage"))->isVisible(),
                                 WindowBench::kPatienceMs);
        QVERIFY(dialog->findChild<QPushButton*>(QStringLiteral("exportFigureButton"))->isEnabled());
    }

    void fileNamesFollowTheTemplate()
    {
        lb::widgets::FigureSpec spec;
        spec.panels = {{kKl}, {QStringLiteral("validation/active_units")}};
        spec.runs = {{QStringLiteral("u"), QStringLiteral("a/b")}};
        const QDate date(2026, 11, 23);
        const auto name = [&](const char* words) {
            return figureFileName(QString::fromLatin1(words), spec, QStringLiteral("demo"), date);
        };
        QCOMPARE(name("{project}_{metric}_{date}"), QStringLiteral("demo_kl-active-units_2026-11-23"));
        QCOMPARE(name("../../{runs}"), QStringLiteral("a-b"));
        QCOMPARE(name(""), QStringLiteral("figure"));
    }

private:
    /// Every stored point of train/kl of both runs, and nothing else of it.
    void compareWithStore(FigureBench& bench, const QByteArray& csv)
    {
        QHash<QString, QList<QPair<qint64, double>>> found;
        for (const QByteArray& line : csv.split('\n')) {
            const QList<QByteArray> cells = line.split(',');
            if (cells.size() >= 9 && cells[0] == kKl.toUtf8())
                found[QString::fromUtf8(cells[2])].append({cells[4].toLongLong(), cells[8].toDouble()});
        }
        QCOMPARE(found.size(), 2);
        for (const QString& uid : bench.uids) {
            QList<QPair<qint64, double>> stored;
            const auto points = MetricReader::open(bench.store().folder(uid)).value()->series(kKl);
            for (const MetricPoint& point : *points)
                stored.append({point.step, point.value});
            QCOMPARE(found.value(uid), stored);
        }
    }
};

QTEST_MAIN(TestExportFigure)
#include "tst_export_figure.moc"
