#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/cli/serve_target.h"

#include <QCborArray>
#include <QCborMap>
#include <QJsonDocument>

namespace lb::experiments {

namespace {

QString mebibytes(double bytes)
{
    return QString::number(bytes / (1024.0 * 1024.0), 'f', 2);
}

/// The parts in the order of their use, with the sentence that says what they are.
QString partsTable(const QCborMap& plan)
{
    const auto number = [&](const char* key) { return plan.value(QLatin1String(key)).toDouble(); };
    TextTable table({QStringLiteral("Memory"), QStringLiteral(">MiB"), QStringLiteral("What")});
    const auto row = [&](const char* title, const char* key, const QString& what) {
        table.addRow({QString::fromLatin1(title), mebibytes(number(key)), what});
    };
    row("parameters", "parameter_bytes",
        QStringLiteral("%1 trainable numbers").arg(plan.value(QLatin1String("parameters")).toInteger()));
    row("gradients", "gradient_bytes", {});
    row("optimizer state", "optimizer_bytes", {});
    row("running statistics", "state_bytes", {});
    row("activations", "activation_bytes",
        QStringLiteral("keeps for the backward pass: %1").arg(plan.value(QLatin1String("recompute")).toString()));
    row("scratch", "scratch_bytes", QStringLiteral("of kernels"));
    if (number("carried_bytes") > 0)
        row("texts", "carried_bytes", QStringLiteral("what is kept of those that are written meanwhile"));
    if (number("upload_bytes") > 0)
        row("upload", "upload_bytes", QStringLiteral("a batch on its way to the GPU, and as much there"));
    row("data", "data_bytes", {});
    row("checkpoint", "checkpoint_bytes", QStringLiteral("a copy, while it is written"));
    row("process", "process_bytes", QStringLiteral("program, libraries, kernels"));
    row("total", "total_bytes",
        number("limit_bytes") > 0 ? QStringLiteral("of %1 MiB").arg(mebibytes(number("limit_bytes"))) : QString());
    return table.text();
}

QString choicesTable(const QCborMap& plan)
{
    TextTable table({QStringLiteral("With"), QStringLiteral(">MiB"), QStringLiteral(">GFLOP a step")});
    for (const QCborValue& value : plan.value(QLatin1String("choices")).toArray()) {
        const QCborMap choice = value.toMap();
        table.addRow({choice.value(QLatin1String("key")).toString() + QLatin1Char('=') +
                          choice.value(QLatin1String("value")).toString(),
                      mebibytes(choice.value(QLatin1String("total_bytes")).toDouble()),
                      shortNumber(choice.value(QLatin1String("flops_per_step")).toDouble() * 1e-9)});
    }
    return table.isEmpty() ? QString() : QLatin1Char('\n') + table.text();
}

QString flopsText(const QCborMap& plan)
{
    const auto number = [&](const char* key) { return plan.value(QLatin1String(key)).toDouble(); };
    QString text = QStringLiteral("\n%1 GFLOP a step").arg(shortNumber(number("flops_per_step") * 1e-9));
    if (number("recomputed_flops") > 0)
        text += QStringLiteral(", of these %1 to compute values again, which saves %2 MiB")
                    .arg(shortNumber(number("recomputed_flops") * 1e-9), mebibytes(number("recompute_saved_bytes")));
    return text + QLatin1Char('\n');
}

} // namespace

int planCommand(Session& session, const TrainArguments& arguments)
{
    if (!arguments.grid.isEmpty() || !arguments.seeds.isEmpty())
        return reportError({ErrorKind::InvalidArgument,
                            QStringLiteral("A plan is of one run: leave out --grid and --seeds, or try one of its "
                                           "values with --set.")});
    const Result<RunSpec> spec = wantedSpec(arguments);
    if (!spec)
        return reportError(spec.error());
    QCborMap request{{QStringLiteral("what"), QStringLiteral("plan")},
                     {QStringLiteral("spec"), QString::fromUtf8(QJsonDocument(spec->toJson()).toJson())}};
    if (const Result<RunStore*> store = session.storeToRead()) // a trained tokenizer may be there already
        request.insert(QStringLiteral("cache"), (*store)->projectFolder() + QStringLiteral("/datasets"));
    const Result<QCborMap> plan = askWorker(session, request);
    if (!plan)
        return reportError(plan.error());
    if (session.isJson)
        printJson(plan->toJsonObject());
    else
        printText(partsTable(*plan) + flopsText(*plan) + choicesTable(*plan));
    const QString refusal = plan->value(QStringLiteral("refusal")).toString();
    return refusal.isEmpty() ? kExitDone : reportError({ErrorKind::OutOfMemory, refusal});
}

} // namespace lb::experiments
