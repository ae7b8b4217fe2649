// The Chinese words: all there, with the placeholders and keys of the English ones; and the window speaks them.
#include "experiments/preview/schema.h"
#include "gui/language.h"
#include "tests/gui/window_bench.h"

#include <QFile>
#include <QLabel>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using lb::experiments::FieldSchema;
using lb::tests::WindowBench;

namespace {

const QString kFile = QStringLiteral(LB_SOURCE_DIR "/resources/translations/latentbench_zh_CN.ts");

const QString kEnglish = QStringLiteral(LB_SOURCE_DIR "/resources/translations/latentbench_en.ts");

/// Of the context "Field": kept by hand, for lupdate does not see them.
const QString kFields = QStringLiteral(LB_SOURCE_DIR "/resources/translations/fields_zh_CN.ts");

struct Entry {
    QString context;
    QString source;
    QString translation;
    bool isFinished = true;
    bool isVanished = false;
};

QList<Entry> entriesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Entry> entries;
    QString context;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("source")) {
            entries.append({.context = context, .source = xml.readElementText(), .translation = {}});
        } else if (xml.name() == QLatin1String("translation") && !entries.isEmpty()) {
            const QString type = xml.attributes().value(QLatin1String("type")).toString();
            entries.last().isFinished = type != QLatin1String("unfinished");
            entries.last().isVanished = type == QLatin1String("vanished") || type == QLatin1String("obsolete");
            entries.last().translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        }
    }
    return entries;
}

QStringList allOf(const QString& text, const char* pattern)
{
    QStringList result;
    auto matches = QRegularExpression(QString::fromLatin1(pattern)).globalMatch(text);
    while (matches.hasNext())
        result.append(matches.next().captured());
    result.sort();
    return result;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT
private slots:
    /// "(s)" is filled in by the program; all others need their singular in the English file.
    void everyCountedTextHasAnEnglishSingular()
    {
        QSet<QString> singulars;
        for (const Entry& entry : entriesOf(kEnglish))
            singulars.insert(entry.context + QLatin1Char('|') + entry.source);
        int counted = 0;
        for (const Entry& entry : entriesOf(kFile)) {
            if (!entry.source.contains(QLatin1String("%n")) || entry.isVanished)
                continue;
            ++counted;
            QVERIFY2(entry.source.contains(QLatin1String("(s)")) ||
                         singulars.contains(entry.context + QLatin1Char('|') + entry.source),
                     qPrintable(entry.context + QLatin1String(": ") + entry.source));
        }
        QVERIFY(counted > 40);
    }

    /// What the sources say now is compared with the file: words that were added or changed are missing there.
    void everyWordIsTranslated()
    {
        QString tool = QStandardPaths::findExecutable(QStringLiteral("lupdate"), {QStringLiteral("/usr/lib/qt6/bin")});
        QVERIFY2(!tool.isEmpty(), "lupdate of Qt 6 is needed: install qt6-l10n-tools.");
        const QTemporaryDir directory;
        const QString copy = directory.filePath(QStringLiteral("zh.ts"));
        QVERIFY(QFile::copy(kFile, copy));
        QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
        QProcess update;
        update.setWorkingDirectory(QStringLiteral(LB_SOURCE_DIR));
        update.start(tool, {QStringLiteral("-silent"), QStringLiteral("-locations"), QStringLiteral("none"),
                            QStringLiteral("-recursive"), QStringLiteral("gui"), QStringLiteral("widgets"),
                            QStringLiteral("experiments"), QStringLiteral("-I"), QStringLiteral("."),
                            QStringLiteral("-ts"), copy});
        QVERIFY(update.waitForFinished(120'000));
        QStringList missing;
        for (const Entry& entry : entriesOf(copy))
            if (!entry.isVanished && (!entry.isFinished || entry.translation.isEmpty()))
                missing.append(entry.context + QStringLiteral(": ") + entry.source);
        QVERIFY2(missing.isEmpty(), qPrintable(QString::number(missing.size()) + QStringLiteral(" are missing:\n") +
                                               missing.mid(0, 20).join(QLatin1Char('\n'))));
    }

    /// Labels, help, units and sections of all fields, which the sources spell in many ways.
    void everyFieldIsTranslated()
    {
        QSet<QString> known;
        for (const Entry& entry : entriesOf(kFields))
            if (entry.isFinished && !entry.translation.isEmpty())
                known.insert(entry.source);
        QSet<QString> missing;
        QStringList families = lb::experiments::schemaFor(QString()).first().choices;
        for (const FieldSchema& field : lb::experiments::schemaFor(QStringLiteral("text-lstm")))
            if (field.key == QLatin1String("model.family"))
                families = field.choices;
        QVERIFY(families.size() >= 9);
        for (const QString& family : std::as_const(families))
            for (const FieldSchema& field : lb::experiments::schemaFor(family))
                for (const QString& text : {field.label, field.help, field.unit, field.section, field.zeroText})
                    if (!text.isEmpty() && !known.contains(text))
                        missing.insert(text);
        const QStringList list(missing.cbegin(), missing.cend());
        QVERIFY2(list.isEmpty(), qPrintable(list.join(QLatin1Char('\n'))));
    }

    void placeholdersKeysAndTagsAreThoseOfTheEnglish()
    {
        const QList<Entry> entries = entriesOf(kFile) + entriesOf(kFields);
        QVERIFY(entries.size() > 1000);
        QStringList wrong;
        for (const Entry& entry : entries) {
            if (entry.isVanished)
                continue;
            const bool isSame = allOf(entry.source, "%L?\\d+|%n") == allOf(entry.translation, "%L?\\d+|%n") &&
                                allOf(entry.source, "</?[a-z][^>]*>") == allOf(entry.translation, "</?[a-z][^>]*>") &&
                                allOf(entry.source, "(?<!&)&[A-Za-z0-9]").size() ==
                                    allOf(entry.translation, "(?<!&)&[A-Za-z0-9]").size() &&
                                !entry.translation.contains(QStringLiteral("(s)"));
            if (!isSame)
                wrong.append(entry.source + QStringLiteral(" -> ") + entry.translation);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.mid(0, 20).join(QLatin1Char('\n'))));
    }

    void theWindowSpeaksChinese()
    {
        WindowBench bench;
        bench.language = QStringLiteral("zh");
        bench.createRun(QStringLiteral("vae-sentences"), QStringLiteral("VAE"));
        bench.open();
        const auto hasChinese = [](const QString& text) {
            return text.contains(QRegularExpression(QStringLiteral("[\\x{4e00}-\\x{9fff}]")));
        };
        QStringList english;
        for (const QAction* menu : bench.window->menuBar()->actions())
            if (!hasChinese(menu->text()))
                english.append(menu->text());
        for (const QAction* action : bench.context->actions().all())
            if (!hasChinese(action->text()) || !hasChinese(action->whatsThis()))
                english.append(action->objectName());
        QVERIFY2(english.isEmpty(), qPrintable(english.join(QLatin1Char(' '))));
        const auto* tabs = bench.find<QTabBar>(QStringLiteral("pageTabs"));
        QVERIFY(hasChinese(tabs->tabText(0)));
        bench.trigger(lb::gui::Verb::EnglishLanguage);
        QCOMPARE(bench.context->languageChoice(), QStringLiteral("en"));
    }

    void anUnknownLanguageIsTheDesktops()
    {
        QCOMPARE(lb::gui::languageChoice(QStringLiteral("xx")), QStringLiteral("system"));
        QCOMPARE(lb::gui::languageChoice(QStringLiteral("zh")), QStringLiteral("zh"));
    }
};

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
