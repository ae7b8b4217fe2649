#include "experiments/worker/import_requests.h"

#include "experiments/training/model_import.h"

#include <QCborArray>
#include <QJsonDocument>

namespace lb::experiments {

namespace {

QString nameOf(engine::FoundModel::Kind kind)
{
    return kind == engine::FoundModel::Kind::Tensorflow ? QStringLiteral("TensorFlow checkpoint")
                                                        : QStringLiteral("safetensors");
}

QCborArray toCbor(const std::vector<std::string>& names)
{
    QCborArray result;
    for (const std::string& name : names)
        result.append(QString::fromStdString(name));
    return result;
}

QCborArray tensorsOf(const ForeignModel& model)
{
    QCborArray tensors;
    for (const engine::TensorRecipe& recipe : model.mapped.tensors) {
        QCborArray shape;
        for (const std::int64_t extent : recipe.shape)
            shape.append(static_cast<qint64>(extent));
        tensors.append(QCborMap{{QStringLiteral("name"), QString::fromStdString(recipe.target)},
                                {QStringLiteral("shape"), shape},
                                {QStringLiteral("sources"), toCbor(recipe.sources)},
                                {QStringLiteral("transposed"), recipe.isTransposed}});
    }
    return tensors;
}

QCborMap toCbor(const ForeignModel& model)
{
    QCborMap reply{
        {QStringLiteral("title"), model.title()},
        {QStringLiteral("format"), nameOf(model.found.kind)},
        {QStringLiteral("weights"), QString::fromStdString(model.found.weights.string())},
        {QStringLiteral("parameters"), static_cast<qint64>(model.parameters)},
        {QStringLiteral("tensors"), tensorsOf(model)},
        {QStringLiteral("missing"), toCbor(model.mapped.missing)},
        {QStringLiteral("skipped"), toCbor(model.mapped.skipped)},
        {QStringLiteral("unexpected"), toCbor(model.mapped.unexpected)},
        {QStringLiteral("assumed"), toCbor(model.mapped.assumed)},
        {QStringLiteral("problem"), model.problem},
        {QStringLiteral("only_reads"), model.onlyReads()},
        {QStringLiteral("spec"), QString::fromUtf8(QJsonDocument(model.spec.toJson()).toJson(QJsonDocument::Compact))}};
    if (model.tokenizer) {
        reply.insert(QStringLiteral("tokenizer"), QString::fromUtf8(model.tokenizer->kind().data(),
                                                                    static_cast<qsizetype>(model.tokenizer->kind().size())));
        reply.insert(QStringLiteral("vocabulary"), model.tokenizer->vocabularySize());
    } else {
        reply.insert(QStringLiteral("tokenizer_problem"), model.tokenizerProblem);
    }
    return reply;
}

} // namespace

bool isImportRequest(const QString& what)
{
    return what == QStringLiteral("inspect_model") || what == QStringLiteral("import_model");
}

Result<QCborMap> answerImport(const QCborMap& request)
{
    const auto text = [&](const char* key) { return request.value(QLatin1String(key)).toString(); };
    const Result<ForeignModel> model = inspectModel(text("path"), text("tokenizer"));
    if (!model)
        return tl::unexpected(model.error());
    if (text("what") == QStringLiteral("import_model"))
        if (const Result<void> imported = importModel(*model, RunFolder(text("run"))); !imported)
            return tl::unexpected(imported.error());
    return toCbor(*model);
}

} // namespace lb::experiments
