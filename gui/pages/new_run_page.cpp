#include "gui/pages/new_run_page.h"

#include "experiments/preview/grid_runs.h"
#include "experiments/preview/schema.h"
#include "gui/devices/device_choice.h"
#include "gui/pages/new_run_side.h"
#include "gui/pages/new_run_words.h"
#include "gui/project/past_runs.h"
#include "gui/project/store_thread.h"
#include "gui/run_actions.h"
#include "gui/run_board.h"
#include "widgets/forms/field_words.h"
#include "widgets/forms/preset_chooser.h"
#include "widgets/forms/spec_form.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>

#include <algorithm>
#include <chrono>

namespace lb::gui {

using namespace experiments;

namespace {

using namespace std::chrono_literals;

const QString kFirstPreset = QStringLiteral("bn-vae-sentences");
const QString kFamily = QStringLiteral("model.family");
const QString kSeed = QStringLiteral("run.seed");

/// The form's seed takes several: it gets a section of its own.
QList<FieldSchema> formSchema(const RunSpec& spec)
{
    QList<FieldSchema> schema = schemaFor(spec);
    for (FieldSchema& field : schema)
        if (field.key == kSeed) {
            field.section = QStringLiteral("Seeds and grid");
            field.label = QStringLiteral("Seeds");
            field.help = QStringLiteral("One run for each: \"1-3\", \"1, 4, 9\" or \"3 seeds\". Equal settings and "
                                        "seeds give equal runs.");
        }
    return schema;
}

QHash<QString, QString> sentencesOf(const QList<FieldProblem>& problems)
{
    QHash<QString, QString> sentences;
    for (const FieldProblem& problem : problems)
        sentences.insert(problem.key, problem.sentence);
    return sentences;
}

} // namespace

NewRunPage::NewRunPage(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_forecaster(new Forecaster(this))
    , m_planner(new RunPlanner(this))
{
    setObjectName(QStringLiteral("newRunPage"));
    m_forecastTimer.setSingleShot(true);
    m_forecastTimer.setInterval(120ms);
    m_planTimer.setSingleShot(true);
    m_planTimer.setInterval(700ms);
    connect(&m_forecastTimer, &QTimer::timeout, this, &NewRunPage::askForecast);
    connect(&m_planTimer, &QTimer::timeout, this, &NewRunPage::askPlan);
    connect(m_forecaster, &Forecaster::ready, this, &NewRunPage::takeForecast);
    connect(m_planner, &RunPlanner::planned, this, [this](const RunSpec& spec, const MemoryNeed& need) {
        m_need = need;
        m_plannedSpec = spec;
        m_planProblem.clear();
        const QString key = dataKey(spec);
        const bool isNews = m_facts.value(key) != need.facts;
        m_facts.insert(key, need.facts);
        if (isNews)
            askForecast(); // with the data as they are
        askSpeed();
        showState();
    });
    connect(m_planner, &RunPlanner::timed, this, [this](const RunSpec& spec, double itemsPerSecond) {
        if (itemsPerSecond > 0)
            m_tried.append({.name = {}, .spec = spec.completed(schemaFor(spec)), .itemsPerSecond = itemsPerSecond});
        askForecast();
    });
    connect(m_planner, &RunPlanner::failed, this, [this](const RunSpec& spec, const Error& error) {
        m_need.reset();
        m_plannedSpec = spec;
        m_planProblem = error.detail;
        showState();
    });
    connect(&m_parts.devices, &DeviceChoice::changed, this, &NewRunPage::followDevice);
    connect(&m_parts.board, &RunBoard::runsListed, this, [this] {
        if (m_isBuilt && isVisible() && m_past.isEmpty())
            readPast(); // the page was there before the project
    });
    connect(&m_parts.board, &RunBoard::queueChanged, this, [this] {
        if (m_isBuilt && isVisible())
            showState();
    });
}

NewRunPage::~NewRunPage() = default;

void NewRunPage::showEvent(QShowEvent* event)
{
    if (!m_isBuilt) {
        build();
        startFromPreset(kFirstPreset);
    }
    readPast();
    m_forecastTimer.start();
    m_planTimer.start();
    QWidget::showEvent(event);
}

void NewRunPage::hideEvent(QHideEvent* event)
{
    m_planTimer.stop();
    m_planner->rest();  // it holds a data set
    m_plannedSpec = {}; // memory may be free by then that is not now
    QWidget::hideEvent(event);
}

void NewRunPage::startFromPreset(const QString& id)
{
    const auto preset =
        std::find_if(m_presets.cbegin(), m_presets.cend(), [&](const Preset& one) { return one.id == id; });
    if (preset == m_presets.cend())
        return;
    m_presetId = id;
    m_parentUid.clear();
    m_purpose->setText(preset->description);
    startFrom(preset->spec, preset->title, tr("Preset"));
}

void NewRunPage::startWithData(const QString& id, bool isImage)
{
    startFromPreset(isImage ? QStringLiteral("vae-conv-images") : QStringLiteral("vae-sentences"));
    edit(QStringLiteral("data.id"), id);
}

void NewRunPage::startLike(const QString& uid)
{
    const RunRecord* run = m_parts.board.run(uid);
    if (!run)
        return;
    m_parts.store.ask(
        this, [uid](StoreReader& reader) { return reader.store()->spec(uid); },
        [this, uid, name = run->name](const Result<RunSpec>& spec) {
            if (!spec) {
                emit failed(spec.error());
                return;
            }
            if (!m_isBuilt)
                build();
            m_presetId.clear();
            m_parentUid = uid;
            m_purpose->setText(tr("With the settings of %1; it starts from scratch.").arg(name));
            startFrom(*spec, name, name);
        });
}

void NewRunPage::startFrom(const RunSpec& base, const QString& title, const QString& word)
{
    m_draft.start(base, formSchema(base));
    startDevice();
    m_baseTitle = title;
    m_baseWord = word;
    m_preset->setCurrent(m_presetId, tr("As %1").arg(title));
    say({}, false);
    takeDraft();
}

void NewRunPage::edit(const QString& key, const QString& text)
{
    m_draft.setText(key, text);
    if (key == kFamily)
        followFamily();
    takeDraft();
}

void NewRunPage::reset(const QString& key)
{
    m_draft.reset(key);
    if (key == kFamily)
        followFamily();
    takeDraft();
}

/// Another family has other fields. The base's values stand where both have them.
void NewRunPage::followFamily()
{
    m_draft.setSchema(formSchema(m_draft.spec()));
}

void NewRunPage::takeDraft()
{
    m_form->setDraft(m_draft, sentencesOf(lockStepProblems() + deviceProblems()));
    m_side->setDraft(m_draft, m_baseTitle, m_baseWord);
    if (!m_nameIsTyped)
        m_name->setPlaceholderText(m_draft.spec().modelKind());
    showState();
    m_forecastTimer.start();
    m_planTimer.start();
}

void NewRunPage::askForecast()
{
    if (!m_draft.problems().isEmpty())
        return;
    const RunSpec spec = m_draft.spec();
    const auto facts = m_facts.constFind(dataKey(spec));
    m_forecaster->ask({.spec = spec,
                       .baseSpec = m_draft.base(),
                       .facts = facts == m_facts.cend() ? std::nullopt : std::optional(*facts),
                       .past = m_past + m_tried});
}

void NewRunPage::takeForecast(const RunForecast& forecast)
{
    m_forecast = forecast;
    m_side->setForecast(forecast);
    askSpeed();
    m_form->setDraft(m_draft, sentencesOf(forecast.problems + lockStepProblems() + deviceProblems()));
    showState();
}

/// The spec without what no plan depends on, so that one plan serves many drafts.
RunSpec NewRunPage::planSpec() const
{
    RunSpec spec = m_draft.spec();
    for (const char* key : {"run.seed", "run.log_every", "train.epochs", "train.evaluate_every", "train.sample_every",
                            "train.checkpoint_minutes", "optimizer.rate", "optimizer.schedule",
                            "optimizer.warmup_steps", "optimizer.decay_every", "optimizer.decay_factor",
                            "optimizer.clip_norm", "objective.beta", "objective.kl_schedule", "objective.kl_start",
                            "objective.kl_warmup_steps", "objective.kl_cycles", "objective.kl_ramp"})
        spec.set(QLatin1String(key), m_draft.base().value(QLatin1String(key)));
    return spec;
}

void NewRunPage::askPlan()
{
    if (!isVisible() || !allProblems().isEmpty())
        return;
    const RunSpec spec = planSpec();
    if (spec == m_plannedSpec)
        return;
    m_parts.store.ask(
        this, [](StoreReader& reader) { return reader.store() ? reader.store()->projectFolder() : QString(); },
        [this, spec](const QString& project) {
            if (!isVisible() || spec != planSpec())
                return;
            m_planner->ask(spec, project.isEmpty() ? QString() : project + QStringLiteral("/datasets"));
            showState();
        });
}

/// Where nothing like it has trained here, some steps are tried: once for each kind, when the plan is there and fits.
void NewRunPage::askSpeed()
{
    const bool isUnknown = m_forecast.isPossible() && m_forecast.time.source == TimeEstimate::Source::Unknown;
    const bool isPlanned = m_need && m_need->refusal.isEmpty() && m_plannedSpec == planSpec();
    if (!isVisible() || !isUnknown || !isPlanned || m_planTimer.isActive() || m_planner->isAsking() ||
        m_speedWasAskedOf == m_plannedSpec)
        return;
    m_speedWasAskedOf = m_plannedSpec;
    m_parts.store.ask(
        this, [](StoreReader& reader) { return reader.store() ? reader.store()->projectFolder() : QString(); },
        [this, spec = m_plannedSpec](const QString& project) {
            if (isVisible() && spec == m_plannedSpec)
                m_planner->askSpeed(spec, project.isEmpty() ? QString() : project + QStringLiteral("/datasets"));
        });
}

/// What trained here tells how long this will.
void NewRunPage::readPast()
{
    m_parts.store.ask(
        this,
        [runs = m_parts.board.runs()](StoreReader& reader) {
            return reader.store() ? readPastRuns(*reader.store(), runs) : QList<PastRun>();
        },
        [this](const QList<PastRun>& past) {
            m_past = past;
            askForecast();
        });
    m_parts.store.ask(
        this, [](StoreReader& reader) { return reader.controller() ? reader.controller()->mostAtOnce() : 1; },
        [this](int atOnce) {
            const QSignalBlocker quiet(m_atOnce);
            m_atOnce->setValue(atOnce);
        });
}

QList<FieldProblem> NewRunPage::allProblems() const
{
    QList<FieldProblem> problems = m_draft.problems();
    if (problems.isEmpty())
        problems = m_forecast.problems;
    return problems + lockStepProblems() + deviceProblems();
}

bool NewRunPage::mayStart() const
{
    return !m_isLaunching && allProblems().isEmpty() && m_forecast.refusal.isEmpty() &&
           m_draft.grid().count() <= kMostGridRuns;
}

void NewRunPage::showSections()
{
    const QStringList titles = m_form->sections();
    while (m_sections->count() > titles.size())
        delete m_sections->takeItem(m_sections->count() - 1);
    for (qsizetype i = 0; i < titles.size(); ++i) {
        const int row = static_cast<int>(i);
        if (row >= m_sections->count())
            m_sections->addItem(new QListWidgetItem);
        const int changed = m_form->changedIn(titles[i]);
        QListWidgetItem* item = m_sections->item(row);
        item->setText(changed > 0 ? tr("%1 · %2").arg(widgets::fieldWords(titles[i])).arg(changed)
                                  : widgets::fieldWords(titles[i]));
        item->setData(Qt::UserRole, titles[i]);
        item->setToolTip(changed > 0 ? tr("%n change(s)", nullptr, changed) : QString());
    }
}

void NewRunPage::showState()
{
    const RunGrid grid = m_draft.grid();
    const auto count = static_cast<int>(grid.count());
    const auto before = static_cast<qsizetype>(m_parts.board.active().size() + m_parts.board.queue().size());
    m_gridLine->setText(gridWords(grid, m_draft.schema()));
    m_gridLine->setVisible(grid.isSweep());
    m_atOnceRow->setVisible(grid.isSweep());
    m_form->setNotes({{kSeed, gridWords(grid, m_draft.schema())}});
    const bool isPlanned = m_plannedSpec == planSpec();
    const MemoryNeed* need = isPlanned && m_need ? &*m_need : nullptr;
    m_side->setRuns(grid.count(), m_atOnce->value(), before);
    m_side->setDevice(device() ? *device() : Device(), deviceRefusal());
    m_side->setNeed(need, m_planTimer.isActive() || m_planner->isPlanning(), isPlanned ? m_planProblem : QString());
    m_start->setText(count == 1 ? tr("Start") : tr("Start %n run(s)", nullptr, count));
    const bool fits = need ? need->refusal.isEmpty() : deviceRefusal().isEmpty();
    m_queue->setEnabled(mayStart() && fits);
    m_start->setEnabled(mayStart() && fits);
    const auto problems = static_cast<int>(allProblems().size());
    if (problems > 0)
        say(tr("%n field(s) to put right.", nullptr, problems), true);
    else if (grid.count() > kMostGridRuns)
        say(tr("The grid makes %1 runs; %2 are the most. Take fewer values or seeds.")
                .arg(grid.count())
                .arg(kMostGridRuns),
            true);
    else if (m_message->property("problem").toBool())
        say({}, false);
}

void NewRunPage::launch(bool atFront)
{
    if (!mayStart())
        return;
    const RunGrid grid = m_draft.grid();
    const QString name = m_name->text().trimmed();
    const auto runs = checkedRuns(grid, name);
    if (!runs) {
        say(runs.error().detail, true);
        return;
    }
    const QString group = m_group->text().trimmed();
    m_isLaunching = true;
    showState();
    m_parts.runs.launch({.runs = *runs,
                         .labels = {.group = group.isEmpty() ? gridGroup(grid, name) : group,
                                    .tags = tagsFrom(m_tags->text()),
                                    .parentUid = m_parentUid,
                                    .lockStepUid = m_leader.uid},
                         .mostAtOnce = grid.isSweep() ? m_atOnce->value() : 0,
                         .atFront = atFront},
                        [this, atFront](const Result<QStringList>& uids) {
                            m_isLaunching = false;
                            showState();
                            if (!uids)
                                say(uids.error().detail, true);
                            else if (atFront)
                                emit started();
                            else
                                say(tr("%n run(s) added to the queue.", nullptr, static_cast<int>(uids->size())),
                                    false);
                        });
}

} // namespace lb::gui
