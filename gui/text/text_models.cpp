#include "gui/text/text_models.h"

#include "experiments/store/checkpoint_files.h"
#include "gui/project/store_thread.h"
#include "gui/run_board.h"
#include "gui/time_position.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace lb::gui {

using experiments::RunRecord;

namespace {

using namespace std::chrono_literals;

constexpr auto kAtMostEvery = 1s; // a run at work changes the list twice a second

bool isServed(const QString& family, ServedModels which)
{
    if (family.startsWith(QLatin1String("text-")))
        return true;
    return (which != ServedModels::Codes && family.startsWith(QLatin1String("language-"))) ||
           (which != ServedModels::Text && family.startsWith(QLatin1String("image-")));
}

QList<TextModel> readModels(experiments::RunStore& store, const QList<RunRecord>& runs,
                            QHash<QString, TextModelSpec>& specs, ServedModels which)
{
    QList<TextModel> models;
    for (const RunRecord& run : runs) {
        auto known = specs.constFind(run.uid);
        if (known == specs.cend()) {
            TextModelSpec found;
            if (const auto spec = store.spec(run.uid)) {
                found.family = spec->text(QStringLiteral("model.family"));
                if (spec->has(QStringLiteral("data.split_seed")))
                    found.splitSeed = spec->integer(QStringLiteral("data.split_seed"));
            }
            known = specs.insert(run.uid, found);
        }
        if (!isServed(known->family, which))
            continue;
        TextModel model{.uid = run.uid,
                        .name = run.name,
                        .family = run.family,
                        .look = run.look,
                        .dataset = run.dataset,
                        .splitSeed = known->splitSeed,
                        .seed = run.seed,
                        .isAtWork = experiments::isActive(run.state),
                        .isText = !known->family.startsWith(QLatin1String("image-")),
                        .steps = {}};
        for (const experiments::CheckpointFile& file : experiments::checkpointFiles(store.folder(run.uid)))
            if (!model.steps.contains(file.step))
                model.steps.append(file.step);
        models.append(model);
    }
    return models;
}

} // namespace

QString describe(const TextModel& model, const QString& code)
{
    if (model.family == QLatin1String("language"))
        return TextModels::tr("%1: a language model trained on %2.").arg(model.name, model.dataset);
    const QString origin = code == QLatin1String("text")   ? TextModels::tr("a code drawn for the prompt")
                           : code == QLatin1String("mean") ? TextModels::tr("the mean of the prompt's codes")
                                                           : TextModels::tr("a random code");
    return TextModels::tr("%1: a text autoencoder trained on %2; each reply is written from %3.")
        .arg(model.name, model.dataset, origin);
}

TextModels::TextModels(RunBoard& board, StoreThread& store, QObject* parent, ServedModels which)
    : QObject(parent)
    , m_board(board)
    , m_store(store)
    , m_which(which)
    , m_specs(std::make_shared<QHash<QString, TextModelSpec>>())
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kAtMostEvery);
    connect(&m_timer, &QTimer::timeout, this, &TextModels::read);
    connect(&board, &RunBoard::runsListed, this, [this] {
        if (!m_board.isListed()) // another project is being opened
            m_isRead = false;
        readSoon();
    });
    connect(&board, &RunBoard::checkpointsChanged, this, &TextModels::readSoon);
    connect(&board.time(), &TimePosition::rested, this, [this] {
        if (m_isRead)
            emit changed();
    });
}

QList<TextModel> TextModels::ready() const
{
    QList<TextModel> result;
    std::copy_if(m_models.cbegin(), m_models.cend(), std::back_inserter(result),
                 [](const TextModel& model) { return !model.steps.isEmpty(); });
    return result;
}

const TextModel* TextModels::find(const QString& uid) const
{
    const auto found =
        std::find_if(m_models.cbegin(), m_models.cend(), [&](const TextModel& model) { return model.uid == uid; });
    return found == m_models.cend() ? nullptr : &*found;
}

QList<ModelChoice> TextModels::settled(const QList<ModelChoice>& columns) const
{
    QList<ModelChoice> kept;
    for (ModelChoice choice : columns) {
        const TextModel* model = find(choice.uid);
        if (!model || model->steps.isEmpty())
            continue;
        if (choice.step >= 0 && !model->steps.contains(choice.step))
            choice.step = -1; // pruned
        kept.append(choice);
    }
    const QList<TextModel> known = ready();
    if (!kept.isEmpty() || known.isEmpty())
        return placed(kept);
    const TextModel* current = find(m_board.current());
    return placed({{current && !current->steps.isEmpty() ? current->uid : known.first().uid}});
}

QList<ModelChoice> TextModels::placed(const QList<ModelChoice>& columns) const
{
    const std::optional<qint64> time = m_board.time().step();
    QList<ModelChoice> result = columns;
    for (ModelChoice& choice : result) {
        choice.at = -1;
        const TextModel* model = find(choice.uid);
        if (choice.step < 0 && time && model)
            choice.at = stepAtOrBefore(model->steps, time).value_or(*time);
    }
    return result;
}

std::optional<QList<qint64>> TextModels::stops(const QList<ModelChoice>& columns) const
{
    std::set<qint64> steps;
    for (const ModelChoice& choice : columns)
        if (const TextModel* model = find(choice.uid))
            steps.insert(model->steps.cbegin(), model->steps.cend());
    return steps.empty() ? std::nullopt : std::optional(QList<qint64>(steps.cbegin(), steps.cend()));
}

widgets::PlotRun plottedModel(const TextModel& model)
{
    widgets::PlotRun run;
    run.uid = model.uid;
    run.name = model.name;
    run.family = model.look.hue.isEmpty() ? model.family : model.look.hue;
    run.seed = model.seed;
    run.dash = model.look.dash;
    return run;
}

QList<widgets::ModelItem> modelItems(const TextModels& models)
{
    QList<widgets::ModelItem> items;
    for (const TextModel& model : models.ready())
        items.append({.run = plottedModel(model), .isAtWork = model.isAtWork, .steps = model.steps});
    return items;
}

void TextModels::setWatching(bool watching)
{
    m_isWatching = watching;
    if (watching)
        read();
}

void TextModels::readSoon()
{
    if (!m_isWatching || m_timer.isActive())
        return;
    m_isRead ? m_timer.start() : read();
}

void TextModels::read()
{
    if (m_isReading || !m_board.isListed())
        return;
    m_isReading = true;
    m_store.ask(
        this,
        [runs = m_board.runs(), specs = m_specs, which = m_which](StoreReader& reader) {
            return reader.store() ? readModels(*reader.store(), runs, *specs, which) : QList<TextModel>();
        },
        [this](const QList<TextModel>& models) {
            m_isReading = false;
            if (std::exchange(m_isRead, true) && models == m_models)
                return;
            m_models = models;
            emit changed();
        });
}

} // namespace lb::gui
