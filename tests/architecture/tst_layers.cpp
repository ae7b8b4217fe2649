#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

namespace {

struct Rule {
    QString module;         ///< folder; the longest matching one wins
    QStringList mayInclude; ///< folders of ours
    QStringList mayUse;     ///< third-party header prefixes beyond the standard library, fmt and tl::expected
};

const QStringList kQtCore{QStringLiteral("Q")};
// Qt's classes cannot be told from their names, so the non-graphical ones are listed where only Qt Core is allowed.
const QRegularExpression
    kQtGui(QStringLiteral("^Q(Widget|Main|Dialog|Label|Push|Tool|Tree|Table|List(View|Widget)|Painter|"
                          "Image|Pixmap|Icon|Color|Font|Palette|Application|Style|Menu|Action|Dock|"
                          "CustomPlot|Svg|Gui|Print)"));

const QList<Rule>& rules()
{
    static const QString core = QStringLiteral("engine/core");
    static const QString graph = QStringLiteral("engine/graph");
    static const QString ops = QStringLiteral("engine/ops");
    static const QString data = QStringLiteral("engine/data");
    static const QString records = QStringLiteral("experiments/records");
    static const QString store = QStringLiteral("experiments/store");
    static const QStringList engine{core,
                                    graph,
                                    ops,
                                    data,
                                    QStringLiteral("engine/backend"),
                                    QStringLiteral("engine/train"),
                                    QStringLiteral("engine/io")};
    static const QStringList models{QStringLiteral("models/layers"), QStringLiteral("models/latents"),
                                    QStringLiteral("models/families"), QStringLiteral("models/metrics"),
                                    QStringLiteral("models/text")};
    static const QStringList backends{core, graph, ops, data, QStringLiteral("engine/backend")};
    static const QList<Rule> table{
        {core, {core}, {}},
        {graph, {core, graph}, {}},
        {ops, {core, graph, ops}, {}},
        {data, {core, graph, ops, data}, {}},
        {QStringLiteral("engine/backend"), backends, {}},
        {QStringLiteral("engine/backend/cpu"),
         backends,
         {QStringLiteral("dnnl"), QStringLiteral("oneapi/dnnl"), QStringLiteral("omp.h"), QStringLiteral("immintrin")}},
        {QStringLiteral("engine/backend/cuda"), backends, {QStringLiteral("cuda"), QStringLiteral("cublas")}},
        {QStringLiteral("engine/train"), backends + QStringList{QStringLiteral("engine/train")}, {}},
        {QStringLiteral("engine/io"),
         {core, QStringLiteral("engine/io")},
         {QStringLiteral("nlohmann"), QStringLiteral("snappy"), QStringLiteral("zlib")}},
        {QStringLiteral("models/layers"), {core, graph, ops, QStringLiteral("models/layers")}, {}},
        {QStringLiteral("models/latents"),
         {core, graph, ops, QStringLiteral("models/layers"), QStringLiteral("models/latents")},
         {}},
        {QStringLiteral("models/families"),
         {core, graph, ops, data, QStringLiteral("models/layers"), QStringLiteral("models/latents"),
          QStringLiteral("models/families")},
         {}},
        {QStringLiteral("models/text"),
         {core, QStringLiteral("models/text")},
         {QStringLiteral("sentencepiece"), QStringLiteral("unicode/"), QStringLiteral("nlohmann")}},
        {QStringLiteral("models/metrics"), {core, QStringLiteral("models/metrics")}, {QStringLiteral("Eigen/")}},
        {records, {records}, QStringList{QStringLiteral("boost/math")} + kQtCore},
        {store,
         {records, store},
         QStringList{QStringLiteral("SQLiteCpp"), QStringLiteral("sqlite3"), QStringLiteral("archive")} + kQtCore},
        {QStringLiteral("experiments/datasets"),
         {records, QStringLiteral("experiments/datasets"), core, data, QStringLiteral("models/text")},
         QStringList{QStringLiteral("zlib"), QStringLiteral("openssl/")} + kQtCore},
        {QStringLiteral("experiments/importing"),
         {records, QStringLiteral("experiments/datasets"), QStringLiteral("experiments/importing"), core, data,
          QStringLiteral("engine/io")},
         QStringList{QStringLiteral("png.h"), QStringLiteral("turbojpeg.h")} + kQtCore},
        {QStringLiteral("experiments/preview"),
         QStringList{records, core, graph, ops, data, QStringLiteral("experiments/preview")} + models, kQtCore},
        {QStringLiteral("experiments/training"),
         QStringList{records, store, QStringLiteral("experiments/datasets"), QStringLiteral("experiments/preview"),
                     QStringLiteral("experiments/training")} +
             models + engine,
         QStringList{QStringLiteral("png.h")} + kQtCore},
        {QStringLiteral("experiments/bench"),
         QStringList{records, QStringLiteral("experiments/datasets"), QStringLiteral("experiments/training"),
                     QStringLiteral("experiments/bench")} +
             models + engine,
         kQtCore},
        {QStringLiteral("experiments/control"), {records, store, QStringLiteral("experiments/control")}, kQtCore},
        {QStringLiteral("experiments/cli"),
         {records, store, QStringLiteral("experiments/control"), QStringLiteral("experiments/preview"),
          QStringLiteral("experiments/datasets"), QStringLiteral("experiments/cli")},
         QStringList{QStringLiteral("CLI/")} + kQtCore},
        {QStringLiteral("experiments/worker"),
         QStringList{records, store, QStringLiteral("experiments/datasets"), QStringLiteral("experiments/preview"),
                     QStringLiteral("experiments/importing"), QStringLiteral("experiments/training"),
                     QStringLiteral("experiments/bench"), QStringLiteral("experiments/worker")} +
             models + engine,
         kQtCore},
        {QStringLiteral("widgets"), {records, QStringLiteral("widgets")}, kQtCore},
        {QStringLiteral("widgets/plots"),
         {records, QStringLiteral("widgets")},
         QStringList{QStringLiteral("qcustomplot")} + kQtCore},
        {QStringLiteral("gui/latent"),
         {records, QStringLiteral("widgets"), QStringLiteral("gui")},
         QStringList{QStringLiteral("gif_lib")} + kQtCore},
        {QStringLiteral("gui"),
         {records, store, QStringLiteral("experiments/control"), QStringLiteral("experiments/datasets"),
          QStringLiteral("experiments/preview"), QStringLiteral("widgets"), QStringLiteral("gui")},
         kQtCore},
    };
    return table;
}

const Rule* ruleFor(const QString& path)
{
    const Rule* best = nullptr;
    for (const Rule& rule : rules())
        if (path.startsWith(rule.module + QLatin1Char('/')) && (!best || rule.module.size() > best->module.size()))
            best = &rule;
    return best;
}

QStringList sources()
{
    QStringList result;
    const QDir root(QStringLiteral(LB_SOURCE_DIR));
    for (const char* top : {"engine", "models", "experiments", "widgets", "gui", "tests"}) {
        QDirIterator it(
            root.filePath(QLatin1String(top)),
            {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.cu"), QStringLiteral("*.cuh")},
            QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            result.append(root.relativeFilePath(it.next()));
    }
    result.sort();
    return result;
}

QStringList linesOf(const QString& path)
{
    QFile file(QStringLiteral(LB_SOURCE_DIR "/") + path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
}

bool isOurs(const QString& include)
{
    return QFile::exists(QStringLiteral(LB_SOURCE_DIR "/") + include);
}

bool isStandard(const QString& include)
{
    static const QRegularExpression plain(QStringLiteral("^(c?[a-z0-9_]+|tl/expected\\.hpp|fmt/[a-z]+\\.h|"
                                                         "(sys/|netinet/)?[a-z]+\\.h)$"));
    return plain.match(include).hasMatch() && !include.startsWith(QStringLiteral("cuda")) &&
           !include.startsWith(QStringLiteral("cublas")) && !include.startsWith(QStringLiteral("dnnl")) &&
           include != QStringLiteral("omp.h") && include != QStringLiteral("sqlite3.h") &&
           include != QStringLiteral("immintrin.h") && include != QStringLiteral("zlib.h") &&
           include != QStringLiteral("qcustomplot.h") && include != QStringLiteral("png.h") &&
           include != QStringLiteral("snappy.h");
}

/// Empty when the include is allowed; else why not.
QString verdict(const Rule& rule, const QString& include)
{
    if (isOurs(include)) {
        for (const QString& allowed : rule.mayInclude)
            if (include.startsWith(allowed + QLatin1Char('/')))
                return {};
        return QStringLiteral("%1 may not include %2").arg(rule.module, include);
    }
    if (isStandard(include))
        return {};
    for (const QString& prefix : rule.mayUse)
        if (include.startsWith(prefix))
            return {};
    return QStringLiteral("%1 may not use <%2>").arg(rule.module, include);
}

} // namespace

class TestLayers : public QObject {
    Q_OBJECT
private slots:
    void everyIncludeObeysTheTable()
    {
        static const QRegularExpression directive(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
        QStringList wrong;
        for (const QString& path : sources()) {
            const Rule* rule = ruleFor(path);
            if (path.startsWith(QStringLiteral("tests/")))
                continue;
            QVERIFY2(rule, qPrintable(path + QStringLiteral(" is in no module of the table")));
            const QStringList lines = linesOf(path);
            for (qsizetype i = 0; i < lines.size(); ++i) {
                const auto match = directive.match(lines[i]);
                if (!match.hasMatch())
                    continue;
                const QString reason = verdict(*rule, match.captured(1));
                if (!reason.isEmpty())
                    wrong.append(QStringLiteral("%1:%2: %3").arg(path).arg(i + 1).arg(reason));
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void nothingIncludesTests()
    {
        for (const QString& path : sources())
            if (!path.startsWith(QStringLiteral("tests/")))
                for (const QString& line : linesOf(path))
                    QVERIFY2(!line.contains(QStringLiteral("#include \"tests/")), qPrintable(path));
    }

    void engineAndModelsDoNotKnowQt()
    {
        static const QRegularExpression qt(QStringLiteral("#\\s*include\\s*<Q[A-Z]"));
        for (const QString& path : sources())
            if (path.startsWith(QStringLiteral("engine/")) || path.startsWith(QStringLiteral("models/")))
                for (const QString& line : linesOf(path))
                    QVERIFY2(!line.contains(qt), qPrintable(path + QStringLiteral(": ") + line));
    }

    void nothingBelowTheWindowKnowsQtGui()
    {
        static const QRegularExpression include(QStringLiteral("#\\s*include\\s*<(Q\\w+)>"));
        for (const QString& path : sources()) {
            if (!path.startsWith(QStringLiteral("experiments/")))
                continue;
            for (const QString& line : linesOf(path)) {
                const auto match = include.match(line);
                QVERIFY2(!match.hasMatch() || !kQtGui.match(match.captured(1)).hasMatch(),
                         qPrintable(path + QStringLiteral(": ") + line));
            }
        }
    }

    void noMessageBoxBelowTheWindow()
    {
        for (const QString& path : sources())
            if (path.startsWith(QStringLiteral("experiments/")) || path.startsWith(QStringLiteral("widgets/")))
                for (const QString& line : linesOf(path))
                    QVERIFY2(!line.contains(QStringLiteral("QMessageBox")), qPrintable(path));
    }

    void filesStayShort()
    {
        constexpr qsizetype kLimit = 400;
        QStringList tooLong;
        for (const QString& path : sources())
            if (const qsizetype count = linesOf(path).size() - 1; count > kLimit)
                tooLong.append(QStringLiteral("%1: %2 lines, the limit is %3").arg(path).arg(count).arg(kLimit));
        QVERIFY2(tooLong.isEmpty(), qPrintable(tooLong.join(QLatin1Char('\n'))));
    }

    void everyTestIsRegistered()
    {
        QStringList forgotten;
        for (const QString& path : sources()) {
            const QString file = path.section(QLatin1Char('/'), -1);
            if (!path.startsWith(QStringLiteral("tests/")) || !file.startsWith(QStringLiteral("tst_")) ||
                !file.endsWith(QStringLiteral(".cpp")))
                continue;
            const QString lists = path.section(QLatin1Char('/'), 0, -2) + QStringLiteral("/CMakeLists.txt");
            const QRegularExpression word(QStringLiteral("\\b%1\\b").arg(file.section(QLatin1Char('.'), 0, 0)));
            const QStringList lines = linesOf(lists);
            const bool isThere = std::any_of(lines.begin(), lines.end(), [&](const QString& line) {
                return line.section(QLatin1Char('#'), 0, 0).contains(word);
            });
            if (!isThere)
                forgotten.append(QStringLiteral("%1 is not in %2").arg(path, lists));
        }
        QVERIFY2(forgotten.isEmpty(), qPrintable(forgotten.join(QLatin1Char('\n'))));
    }

    void everyFolderExplainsItself()
    {
        QMap<QString, bool> folders;
        for (const QString& path : sources())
            folders.insert(path.section(QLatin1Char('/'), 0, -2), true);
        for (const QString& folder : folders.keys()) {
            const QStringList lines = linesOf(folder + QStringLiteral("/README.md"));
            QVERIFY2(!lines.isEmpty(), qPrintable(folder + QStringLiteral(" has no README.md")));
            QVERIFY2(lines.size() - 1 <= 40, qPrintable(folder + QStringLiteral("/README.md is longer than 40 lines")));
        }
    }
};

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
