#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace lb::widgets;

namespace {

struct Ground {
    ColorRole text;
    QList<ColorRole> grounds;
};

/// Every role that writes, with all grounds it may stand on.
QList<Ground> grounds()
{
    using R = ColorRole;
    const QList<R> plain{R::Window, R::Base, R::Alternate, R::TableHeader, R::Button, R::Hover};
    return {{R::Text, plain + QList<R>{R::Selection, R::InfoFill, R::SuccessFill, R::WarningFill, R::ErrorFill}},
            {R::Muted, {R::Window, R::Base, R::Alternate, R::TableHeader, R::Button}},
            {R::OnAccent, {R::Accent}},
            {R::Link, {R::Window, R::Base, R::Alternate}},
            {R::SuccessText, {R::Window, R::Base, R::SuccessFill}},
            {R::WarningText, {R::Window, R::Base, R::WarningFill}},
            {R::ErrorText, {R::Window, R::Base, R::ErrorFill}},
            {R::InfoText, {R::Base, R::InfoFill}},
            {R::PlotTick, {R::Base}}};
}

QImage drawn(const QIcon& icon, QIcon::Mode mode = QIcon::Normal)
{
    return icon.pixmap(QSize(16, 16), 1.0, mode).toImage().convertToFormat(QImage::Format_ARGB32);
}

/// The colour of the most opaque pixel.
QColor inkOf(const QImage& image)
{
    QColor ink(0, 0, 0, 0);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).alpha() > ink.alpha())
                ink = image.pixelColor(x, y);
    return ink;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void textIsReadableOnItsGrounds_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("light") << int(ThemeMode::Light);
        QTest::newRow("dark") << int(ThemeMode::Dark);
    }
    void textIsReadableOnItsGrounds()
    {
        QFETCH(int, mode);
        for (const Ground& entry : grounds())
            for (const ColorRole ground : entry.grounds) {
                const double contrast =
                    contrastRatio(roleColor(entry.text, ThemeMode(mode)), roleColor(ground, ThemeMode(mode)));
                QVERIFY2(contrast >= 4.5,
                         qPrintable(
                             QStringLiteral("role %1 on %2: %3").arg(int(entry.text)).arg(int(ground)).arg(contrast)));
            }
    }

    void curvesAndMarksStandOutFromThePlot_data() { textIsReadableOnItsGrounds_data(); }
    void curvesAndMarksStandOutFromThePlot()
    {
        QFETCH(int, mode);
        const QColor base = roleColor(ColorRole::Base, ThemeMode(mode));
        for (const char* family :
             {"vae", "bn-vae", "bn-split", "delta-vae", "vmf", "eae", "ae", "beta-vae", "rae", "wae-mmd", "unheard-of"})
            QVERIFY2(contrastRatio(familyColor(QLatin1String(family), ThemeMode(mode)), base) >= 3, family);
        for (const ColorRole role : {ColorRole::PlotAxis, ColorRole::PlotCrosshair, ColorRole::PlotReference})
            QVERIFY(contrastRatio(roleColor(role, ThemeMode(mode)), base) >= 3);
    }

    void contrastIsThatOfTheStandard()
    {
        QVERIFY(qFuzzyCompare(contrastRatio(Qt::black, Qt::white), 21.0));
        QVERIFY(qFuzzyCompare(contrastRatio(Qt::red, Qt::red), 1.0));
        QVERIFY(qAbs(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
    }

    void theMapStartsAtTheBackgroundAndEndsAtItsLastStop()
    {
        QCOMPARE(sequentialColor(0, ThemeMode::Dark), roleColor(ColorRole::Base, ThemeMode::Dark));
        QCOMPARE(sequentialColor(7, ThemeMode::Light), QColor(0x2B225C));
        QCOMPARE(sequentialColor(qQNaN(), ThemeMode::Light), sequentialColor(0, ThemeMode::Light));
        double last = 1e9;
        for (int i = 0; i <= 20; ++i) {
            const double lightness = sequentialColor(i / 20.0, ThemeMode::Light).lightnessF();
            QVERIFY(lightness <= last);
            last = lightness;
        }
    }

    void seedsDifferByDashAndRepeatAfterFive()
    {
        QSet<QString> patterns;
        for (qint64 seed = 1; seed <= 5; ++seed) {
            QString text;
            for (const qreal length : seedDash(seed))
                text += QString::number(length) + QLatin1Char(' ');
            patterns.insert(text);
        }
        QCOMPARE(patterns.size(), 5);
        QVERIFY(seedDash(1).isEmpty());
        QCOMPARE(seedDash(7), seedDash(2));
        QCOMPARE(seedDash(0), seedDash(5));
        QCOMPARE(seedDash(-3), seedDash(2));
    }

    void everyIconDrawsSomething()
    {
        Theme theme;
        QDirIterator icons(QStringLiteral(":/icons"));
        int count = 0;
        for (; icons.hasNext(); ++count) {
            icons.next();
            const QColor ink = inkOf(drawn(theme.icon(icons.fileInfo().completeBaseName())));
            QVERIFY2(ink.alpha() > 60, qPrintable(icons.fileName()));
        }
        QVERIFY(count > 80);
    }

    void anIconFollowsAThemeSwitch()
    {
        Theme theme;
        const QIcon icon = theme.icon(QStringLiteral("stop"));
        const QColor before = inkOf(drawn(icon));
        theme.setMode(ThemeMode::Dark);
        QVERIFY(before.lightnessF() < 0.3);
        QVERIFY(inkOf(drawn(icon)).lightnessF() > 0.7);
        QVERIFY(inkOf(drawn(icon, QIcon::Disabled)).lightnessF() < 0.6);
    }

    void anUnknownIconIsEmptyNotACrash()
    {
        Theme theme;
        QCOMPARE(inkOf(drawn(theme.icon(QStringLiteral("no-such-icon")))).alpha(), 0);
    }

    void switchingRepaintsTheApplicationOnce()
    {
        Theme theme;
        theme.apply(*qApp);
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setMode(ThemeMode::Dark);
        theme.setMode(ThemeMode::Dark);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Base), roleColor(ColorRole::Base, ThemeMode::Dark));
        QVERIFY(!qApp->styleSheet().contains(QLatin1Char('@')));
        QVERIFY(!qApp->styleSheet().contains(QLatin1Char('$')));
    }

    void thePrimaryButtonIsFilled()
    {
        Theme theme;
        theme.apply(*qApp);
        QPushButton button;
        button.setProperty("primary", true);
        button.resize(80, 28);
        const QImage image = button.grab().toImage();
        QCOMPARE(image.pixelColor(6, 14), roleColor(ColorRole::Accent, ThemeMode::Light));
    }

    void sizesStandInTheirProportions()
    {
        const Theme theme;
        const double body = theme.font(TextSize::Body).pointSizeF();
        QVERIFY(qAbs(theme.font(TextSize::Small).pointSizeF() / body - 0.92) < 0.01);
        QVERIFY(qAbs(theme.font(TextSize::ProductName).pointSizeF() / body - 1.7) < 0.01);
        QCOMPARE(theme.font(TextSize::Body, true).weight(), int(QFont::DemiBold));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
