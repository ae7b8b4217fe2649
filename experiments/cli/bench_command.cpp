#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <algorithm>
#include <cstdio>

namespace lb::experiments {

namespace {

constexpr double kGiga = 1e9;
constexpr double kMega = 1e6;

QString fixed(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

/// The lines that the worker's `bench` prints. Failed with its last words when it fails.
Result<QList<QJsonObject>> askWorker(const QString& program, const QStringList& words)
{
    QProcess worker;
    worker.setProcessChannelMode(QProcess::SeparateChannels);
    worker.start(program, QStringList{QStringLiteral("bench")} + words);
    if (!worker.waitForStarted())
        return fail(ErrorKind::NotFound,
                    QStringLiteral("The worker '%1' cannot be started: %2.").arg(program, worker.errorString()));
    worker.waitForFinished(-1);
    if (worker.exitStatus() != QProcess::NormalExit || worker.exitCode() != 0) {
        const QString lastWords = QString::fromUtf8(worker.readAllStandardError()).trimmed();
        if (worker.exitStatus() == QProcess::NormalExit && worker.exitCode() == kExitBadInput)
            return fail(ErrorKind::Unsupported, lastWords.section(QStringLiteral(": "), 1));
        return fail(ErrorKind::Internal,
                    QStringLiteral("The worker ended without a figure: %1")
                        .arg(lastWords.isEmpty() ? QStringLiteral("it may have run out of memory.") : lastWords));
    }
    QList<QJsonObject> result;
    for (const QByteArray& line : worker.readAllStandardOutput().split('\n'))
        if (!line.trimmed().isEmpty())
            result.append(QJsonDocument::fromJson(line).object());
    return result;
}

/// The workloads whose names begin with one of the words, in their own order; all without words.
Result<QList<QJsonObject>> chosen(const QList<QJsonObject>& all, const QStringList& words)
{
    if (words.isEmpty())
        return all;
    QStringList names;
    for (const QJsonObject& work : all)
        names.append(work.value(QStringLiteral("workload")).toString());
    for (const QString& word : words)
        if (std::none_of(names.begin(), names.end(), [&](const QString& name) { return name.startsWith(word); }))
            return fail(ErrorKind::InvalidArgument, QStringLiteral("There is no workload named '%1'. Choose of: %2.")
                                                        .arg(word, names.join(QStringLiteral(", "))));
    QList<QJsonObject> result;
    for (const QJsonObject& work : all) {
        const QString name = work.value(QStringLiteral("workload")).toString();
        if (std::any_of(words.begin(), words.end(), [&](const QString& word) { return name.startsWith(word); }))
            result.append(work);
    }
    return result;
}

void printOperators(const QJsonObject& figures)
{
    const QJsonArray operators = figures.value(QStringLiteral("operators")).toArray();
    double total = 0;
    for (const QJsonValue& op : operators)
        total += op.toObject().value(QStringLiteral("seconds")).toDouble();
    TextTable table({QStringLiteral("  operator"), QStringLiteral(">share"), QStringLiteral(">GFLOP/s")});
    constexpr double kSmallestShare = 0.005;
    for (const QJsonValue& value : operators) {
        const QJsonObject op = value.toObject();
        const double seconds = op.value(QStringLiteral("seconds")).toDouble();
        if (seconds < kSmallestShare * total)
            continue;
        table.addRow({QStringLiteral("  ") + op.value(QStringLiteral("op")).toString(),
                      fixed(100 * seconds / total, 1) + QStringLiteral(" %"),
                      fixed(op.value(QStringLiteral("flops")).toDouble() / seconds / kGiga, 1)});
    }
    if (!table.isEmpty())
        printText(figures.value(QStringLiteral("workload")).toString() + QLatin1Char('\n') + table.text());
}

QStringList row(const QJsonObject& figures)
{
    const auto number = [&](const char* key) { return figures.value(QLatin1String(key)).toDouble(); };
    return {figures.value(QStringLiteral("workload")).toString(),
            fixed(number("ms_per_step"), 3),
            fixed(number("ms_fastest"), 3) + QStringLiteral("..") + fixed(number("ms_slowest"), 3),
            fixed(number("items_per_s"), 0) + QLatin1Char(' ') + figures.value(QStringLiteral("unit")).toString(),
            fixed(number("flops_per_s") / kGiga, 1),
            fixed(100 * number("matmul_share"), 0) + QStringLiteral(" %"),
            fixed(number("bytes_per_s") / kGiga, 1),
            fixed(100 * number("stream_share"), 0) + QStringLiteral(" %"),
            fixed(number("arena_bytes") / kMega, 1),
            fixed(number("peak_bytes") / kMega, 0),
            fixed(number("start_ms") / 1e3, 2)};
}

class Benchmark {
public:
    Benchmark(Session& session, const BenchmarkArguments& arguments)
        : m_session(session)
        , m_arguments(arguments)
    {
    }

    Result<void> run()
    {
        const auto all = askWorker(m_session.workerProgram(), {});
        if (!all)
            return tl::unexpected(all.error());
        const auto works = chosen(*all, m_arguments.workloads);
        if (!works)
            return tl::unexpected(works.error());
        if (m_arguments.listsOnly) {
            list(*works);
            return {};
        }
        return measureRoofline().and_then([&] { return measureAll(*works); });
    }

private:
    void list(const QList<QJsonObject>& works) const
    {
        TextTable table({QStringLiteral("workload"), QStringLiteral("what")});
        for (const QJsonObject& work : works)
            if (m_session.isJson)
                printJson(work);
            else
                table.addRow({work.value(QStringLiteral("workload")).toString(),
                              work.value(QStringLiteral("title")).toString()});
        if (!m_session.isJson)
            printText(table.text());
    }

    /// Where it is measured.
    QStringList place() const
    {
        return m_arguments.isOnGpu ? QStringList{QStringLiteral("--gpu")}
                                   : QStringList{QStringLiteral("--threads"), QString::number(m_arguments.threads)};
    }

    Result<void> measureRoofline()
    {
        const auto lines = askWorker(m_session.workerProgram(), QStringList{QStringLiteral("roofline")} + place());
        if (!lines)
            return tl::unexpected(lines.error());
        m_roofline = lines->value(0);
        if (m_session.isJson)
            printJson(m_roofline);
        else if (m_arguments.isOnGpu)
            printText(QStringLiteral("%1, fp32: products of %2 x %2 %3 GFLOP/s, memory %4 GB/s.\n\n")
                          .arg(m_roofline.value(QStringLiteral("device")).toString())
                          .arg(m_roofline.value(QStringLiteral("matmul_size")).toInt())
                          .arg(fixed(m_roofline.value(QStringLiteral("matmul_flops")).toDouble() / kGiga, 0),
                               fixed(m_roofline.value(QStringLiteral("stream_bytes")).toDouble() / kGiga, 1)));
        else
            printText(QStringLiteral("This machine, %1 threads, fp32: products %2 GFLOP/s, convolutions %3 GFLOP/s, "
                                     "memory %4 GB/s.\n\n")
                          .arg(m_roofline.value(QStringLiteral("threads")).toInt())
                          .arg(fixed(m_roofline.value(QStringLiteral("matmul_flops")).toDouble() / kGiga, 0),
                               fixed(m_roofline.value(QStringLiteral("convolution_flops")).toDouble() / kGiga, 0),
                               fixed(m_roofline.value(QStringLiteral("stream_bytes")).toDouble() / kGiga, 1)));
        return {};
    }

    Result<void> measureAll(const QList<QJsonObject>& works)
    {
        TextTable table({QStringLiteral("workload"), QStringLiteral(">ms/step"), QStringLiteral(">fastest..slowest"),
                         QStringLiteral(">items/s"), QStringLiteral(">GFLOP/s"), QStringLiteral(">of products"),
                         QStringLiteral(">GB/s"), QStringLiteral(">of memory"), QStringLiteral(">arena MB"),
                         QStringLiteral(">peak MB"), QStringLiteral(">start s")});
        QList<QJsonObject> results;
        for (const QJsonObject& work : works) {
            const QString name = work.value(QStringLiteral("workload")).toString();
            std::fprintf(stderr, "%s: %s\n", qPrintable(name),
                         qPrintable(work.value(QStringLiteral("title")).toString()));
            const Result<QJsonObject> figures = measure(name);
            if (!figures)
                return tl::unexpected(figures.error());
            if (m_session.isJson)
                printJson(*figures);
            table.addRow(row(*figures));
            results.append(*figures);
        }
        if (m_session.isJson)
            return {};
        if (m_arguments.showsOperators)
            for (const QJsonObject& figures : results)
                printOperators(figures);
        printText(table.text());
        return {};
    }

    Result<QJsonObject> measure(const QString& name)
    {
        QStringList words{name,
                          QStringLiteral("--blocks"),
                          QString::number(m_arguments.blocks),
                          QStringLiteral("--seconds"),
                          QString::number(m_arguments.seconds),
                          QStringLiteral("--started"),
                          QString::number(QDateTime::currentMSecsSinceEpoch())};
        if (m_arguments.showsOperators)
            words.append(QStringLiteral("--operators"));
        if (!m_arguments.fusesNodes)
            words.append(QStringLiteral("--unfused"));
        const auto lines = askWorker(m_session.workerProgram(), words + place());
        if (!lines)
            return tl::unexpected(lines.error());
        QJsonObject figures = lines->value(0);
        const QJsonObject own = figures.value(QStringLiteral("ceiling")).toObject();
        const QJsonObject& ceiling = own.isEmpty() ? m_roofline : own;
        const auto share = [&](const char* figure, const char* most) {
            return figures.value(QLatin1String(figure)).toDouble() / ceiling.value(QLatin1String(most)).toDouble();
        };
        const double products = share("flops_per_s", "matmul_flops"), stream = share("bytes_per_s", "stream_bytes");
        figures.insert(QStringLiteral("matmul_share"), products);
        figures.insert(QStringLiteral("stream_share"), stream);
        return figures;
    }

    Session& m_session;
    const BenchmarkArguments& m_arguments;
    QJsonObject m_roofline;
};

} // namespace

int benchCommand(Session& session, const BenchmarkArguments& arguments)
{
    const Result<void> done = Benchmark(session, arguments).run();
    return done ? kExitDone : reportError(done.error());
}

} // namespace lb::experiments
