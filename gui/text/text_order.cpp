#include "gui/text/text_order.h"

#include "experiments/store/checkpoint_files.h"
#include "gui/project/store_reader.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace lb::gui {

using experiments::CheckpointFile;
using experiments::ConsoleStore;
using experiments::Conversation;
using experiments::Error;
using experiments::ErrorKind;
using experiments::Result;

namespace {

constexpr int kAlternatives = 5;
constexpr int kLongestTitle = 60;

QString titleFor(const QString& prompt)
{
    const QString line = prompt.simplified();
    if (line.isEmpty())
        return QCoreApplication::translate("TextConsole", "Without a prompt");
    return line.size() <= kLongestTitle ? line : line.left(kLongestTitle - 1) + QChar(0x2026);
}

/// `files`: newest first.
QString tooEarlyWords(const QString& run, qint64 step, const QList<CheckpointFile>& files)
{
    return QCoreApplication::translate("TextOrder",
                                       "%1 has no checkpoint at or before step %2; its first is at step %3.")
        .arg(run, widgets::countText(step), widgets::countText(files.last().step));
}

Result<void> store(StoreReader& reader, PreparedOrder& prepared)
{
    const Result<ConsoleStore*> console = reader.console();
    if (!console)
        return tl::unexpected(console.error());
    if (prepared.conversation.id <= 0) {
        const Result<Conversation> made = (*console)->create(titleFor(prepared.prompt.text));
        if (!made)
            return tl::unexpected(made.error());
        prepared.conversation = *made;
    }
    prepared.prompt.conversation = prepared.conversation.id;
    const Result<qint64> id = (*console)->append(prepared.prompt);
    if (!id)
        return tl::unexpected(id.error());
    prepared.prompt.id = *id;
    return {};
}

} // namespace

ModelRequest targetOf(StoreReader& reader, const ModelChoice& choice)
{
    if (!reader.store())
        return {.error = noProject()};
    experiments::RunStore& runs = *reader.store();
    const Result<experiments::RunRecord> run = runs.find(choice.uid);
    if (!run)
        return {.error = run.error()};
    const experiments::RunFolder folder = runs.folder(choice.uid);
    const QList<CheckpointFile> files = experiments::checkpointFiles(folder);
    const qint64 wanted = choice.checkpoint();
    const auto file = wanted < 0 ? files.cbegin()
                                 : std::find_if(files.cbegin(), files.cend(),
                                                [&](const CheckpointFile& known) { return known.step == wanted; });
    if (file == files.cend() && choice.step < 0 && !files.isEmpty() && files.last().step > wanted)
        return {.runName = run->name, .error = Error{ErrorKind::Unsupported, tooEarlyWords(run->name, wanted, files)}};
    if (file == files.cend())
        return {.runName = run->name,
                .error = Error{ErrorKind::NotFound,
                               QStringLiteral("%1 has no checkpoint at step %2.").arg(run->name).arg(wanted)}};
    QCborMap target{{QStringLiteral("run"), folder.path()}};
    if (wanted >= 0)
        target.insert(QStringLiteral("checkpoint"), file->name);
    return {.runName = run->name, .request = target};
}

qsizetype placeOf(const QList<ModelChoice>& columns, qsizetype column, const ModelChoice& choice)
{
    return columns.value(column) == choice ? column : columns.indexOf(choice);
}

QList<qsizetype> columnsBefore(const QList<ModelChoice>& before, const QList<ModelChoice>& columns)
{
    QList<qsizetype> places(columns.size(), -1);
    const auto match = [&](auto goesOn) {
        for (qsizetype i = 0; i < columns.size(); ++i)
            for (qsizetype j = 0; j < before.size() && places[i] < 0; ++j)
                if (!places.contains(j) && goesOn(before[j], columns[i]))
                    places[i] = j;
    };
    match([](const ModelChoice& a, const ModelChoice& b) { return a == b; });
    match([](const ModelChoice& a, const ModelChoice& b) { return a.uid == b.uid; });
    return places;
}

PreparedOrder prepareOrder(StoreReader& reader, const TextOrder& order, const Conversation& conversation)
{
    PreparedOrder prepared{.conversation = conversation, .prompt = order.prompt};
    if (!reader.store()) {
        prepared.error = noProject();
        return prepared;
    }
    if (order.prompt.id == 0)
        if (const Result<void> stored = store(reader, prepared); !stored)
            prepared.error = stored.error();
    for (const ModelChoice& choice : order.models) {
        ModelRequest target = targetOf(reader, choice);
        if (!target.error)
            target.request = generateRequest(target.request, order.prompt.text, order.parameters);
        prepared.requests.append(target);
    }
    return prepared;
}

QCborMap generateRequest(const QCborMap& target, const QString& prompt,
                         const experiments::WritingParameters& parameters)
{
    QCborMap request = QCborMap::fromJsonObject(parameters.toJson());
    request.insert(QStringLiteral("what"), QStringLiteral("generate"));
    for (const auto& [key, value] : target)
        request.insert(key, value);
    request.insert(QStringLiteral("prompts"), QCborArray{prompt});
    request.insert(QStringLiteral("alternatives"), kAlternatives);
    return request;
}

} // namespace lb::gui
