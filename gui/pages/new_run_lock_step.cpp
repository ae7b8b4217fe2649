// The part of NewRunPage about training in lock step with a run that is there.
#include "experiments/preview/schema.h"
#include "experiments/records/field_values.h"
#include "experiments/records/lock_step.h"
#include "gui/pages/new_run_page.h"
#include "gui/project/store_thread.h"
#include "gui/run_board.h"
#include "gui/swatch.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

namespace lb::gui {

using namespace experiments;

namespace {

const QString kSeed = QStringLiteral("run.seed");

} // namespace

void NewRunPage::buildLockStep(QGridLayout* grid)
{
    m_lockStep = new QComboBox(this);
    m_lockStep->setObjectName(QStringLiteral("lockStep"));
    m_lockStep->setToolTip(
        tr("A run whose batches this one sees in the same order, with the same random numbers, so that "
           "differences are paired at each step. It takes that run's seed; data and batch size must "
           "be the same."));
    m_lockStep->setWhatsThis(m_lockStep->toolTip());
    m_lockStep->setAccessibleName(tr("In lock step with"));
    m_lockStep->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_lockStep->setMinimumContentsLength(18);
    auto* label = new QLabel(tr("In lock step with"), this);
    label->setBuddy(m_lockStep);
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0);
    grid->addWidget(m_lockStep, row, 1, Qt::AlignLeft);
    connect(m_lockStep, &QComboBox::activated, this, [this] { chooseLeader(m_lockStep->currentData().toString()); });
    connect(&m_parts.board, &RunBoard::runsListed, this, &NewRunPage::fillLockStep);
    fillLockStep();
}

void NewRunPage::fillLockStep()
{
    const QSignalBlocker quiet(m_lockStep);
    QStringList uids{QString()};
    for (const RunRecord& run : m_parts.board.runs())
        uids.append(run.uid);
    QStringList known;
    for (int i = 0; i < m_lockStep->count(); ++i)
        known.append(m_lockStep->itemData(i).toString());
    if (known != uids) {
        m_lockStep->clear();
        m_lockStep->addItem(tr("none"), QString());
        for (const RunRecord& run : m_parts.board.runs())
            m_lockStep->addItem(
                QIcon(runSwatch(m_parts.theme, experiments::hueOf(run), experiments::dashOf(run), devicePixelRatioF())),
                run.name, run.uid);
    }
    if (!m_leader.uid.isEmpty() && !m_parts.board.run(m_leader.uid)) { // removed meanwhile
        m_leader = {};
        takeDraft();
    }
    const QString wanted = m_wantedLeader.isEmpty() ? m_leader.uid : m_wantedLeader; // its settings are being read
    m_lockStep->setCurrentIndex(std::max(0, m_lockStep->findData(wanted)));
}

void NewRunPage::chooseLeader(const QString& uid)
{
    const RunRecord* run = m_parts.board.run(uid);
    m_wantedLeader = run ? uid : QString();
    if (!run) {
        m_leader = {};
        takeDraft();
        return;
    }
    m_parts.store.ask(
        this,
        [uid](StoreReader& reader) {
            return reader.store() ? reader.store()->spec(uid) : Result<RunSpec>(tl::unexpected(noProject()));
        },
        [this, uid, name = run->name](const Result<RunSpec>& spec) {
            if (m_wantedLeader != uid) // another was chosen meanwhile
                return;
            m_wantedLeader.clear();
            if (!spec) {
                m_lockStep->setCurrentIndex(0);
                emit failed(spec.error());
                return;
            }
            m_leader = {uid, name, spec->completed(schemaFor(*spec))};
            edit(kSeed, fieldValueText(m_leader.spec.value(kSeed)));
        });
}

QList<FieldProblem> NewRunPage::lockStepProblems() const
{
    QList<FieldProblem> problems;
    if (m_leader.uid.isEmpty())
        return problems;
    const auto add = [&](const QString& key) {
        const bool isKnown = std::any_of(problems.cbegin(), problems.cend(),
                                         [&](const FieldProblem& problem) { return problem.key == key; });
        if (!isKnown)
            problems.append({key, tr("In lock step with %1 this must be %2.")
                                      .arg(m_leader.name, fieldValueText(m_leader.spec.value(key)))});
    };
    const RunGrid grid = m_draft.grid();
    for (const LockStepConflict& conflict : lockStepConflicts(grid.base.completed(m_draft.schema()), m_leader.spec))
        add(conflict.key);
    for (const GridAxis& axis : grid.axes)
        if (decidesBatches(axis.key) && axis.values.size() > 1)
            add(axis.key);
    if (grid.seeds.size() > 1)
        add(kSeed);
    return problems;
}

} // namespace lb::gui
