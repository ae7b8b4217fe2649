#include "gui/dialogs/export_runs_dialog.h"

#include "experiments/preview/train_command.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::gui {

using experiments::RunRecord;

namespace {

constexpr qsizetype kMostNames = 8;

} // namespace

ExportRunsDialog::ExportRunsDialog(const widgets::Theme& theme, const QList<RunRecord>& runs, const QString& project,
                                   QWidget* parent)
    : QDialog(parent)
    , m_runs(runs)
    , m_project(project)
{
    setObjectName(QStringLiteral("exportRunsDialog"));
    setWindowTitle(tr("Export runs"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Export %n run(s) as one file", nullptr, static_cast<int>(runs.size())), this);
    title->setFont(theme.font(widgets::TextSize::PageTitle, true));
    column->addWidget(title);
    QStringList names;
    for (const RunRecord& run : runs.mid(0, kMostNames))
        names.append(run.name);
    if (runs.size() > kMostNames)
        names.append(tr("and %n more", nullptr, static_cast<int>(runs.size() - kMostNames)));
    auto* list = new QLabel(names.join(QLatin1Char('\n')), this);
    list->setObjectName(QStringLiteral("exportRunsNames"));
    list->setTextFormat(Qt::PlainText);
    column->addWidget(list);
    m_checkpoints = new QCheckBox(tr("With &checkpoints"), this);
    m_checkpoints->setObjectName(QStringLiteral("exportRunsCheckpoints"));
    m_checkpoints->setChecked(true);
    m_checkpoints->setToolTip(tr("Weights make the file large; without them there are curves, samples and settings."));
    m_checkpoints->setWhatsThis(m_checkpoints->toolTip());
    column->addSpacing(4);
    column->addWidget(m_checkpoints);
    m_explanation = new QLabel(this);
    m_explanation->setObjectName(QStringLiteral("exportRunsExplanation"));
    m_explanation->setProperty("muted", true);
    m_explanation->setWordWrap(true);
    column->addWidget(m_explanation);
    connect(m_checkpoints, &QCheckBox::toggled, this, &ExportRunsDialog::explain);

    auto* row = new QHBoxLayout;
    const auto add = [&](const char* name, const QString& text, const QString& toolTip) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(QLatin1String(name));
        button->setToolTip(toolTip);
        button->setWhatsThis(toolTip);
        button->setAutoDefault(false);
        row->addWidget(button);
        return button;
    };
    auto* copy = add("exportRunsCommand", tr("Copy as command"), tr("The same for the command line."));
    copy->setIcon(theme.icon(QStringLiteral("terminal")));
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(command()); });
    row->addStretch(1);
    connect(add("exportRunsCancel", tr("Cancel"), tr("Nothing is written (Esc).")), &QPushButton::clicked, this,
            &QDialog::reject);
    auto* start = add("exportRunsStart", tr("Export…"), tr("Asks for the file, then writes it (Return)."));
    start->setProperty("primary", true);
    start->setDefault(true);
    connect(start, &QPushButton::clicked, this, &QDialog::accept);
    column->addSpacing(8);
    column->addLayout(row);
    setMinimumWidth(460);
    explain();
}

bool ExportRunsDialog::withCheckpoints() const
{
    return m_checkpoints->isChecked();
}

void ExportRunsDialog::explain()
{
    QString text = withCheckpoints() ? tr("They can be looked at, sampled and gone on with where the file is unpacked.")
                                     : tr("They can be looked at and compared, not sampled or gone on with.");
    const bool anyAtWork = std::any_of(m_runs.cbegin(), m_runs.cend(),
                                       [](const RunRecord& run) { return experiments::isActive(run.state); });
    text += QLatin1Char(' ') + tr("Data sets that were imported for them come along.");
    if (anyAtWork)
        text += QLatin1Char(' ') + tr("A run at work is packed as it is by now.");
    m_explanation->setText(text);
}

QString ExportRunsDialog::command() const
{
    QStringList words{QStringLiteral("latentbench-cli"), QStringLiteral("--project"), m_project,
                      QStringLiteral("export-project"), tr("runs.zip")};
    for (const RunRecord& run : m_runs)
        words << QStringLiteral("--run") << run.name;
    if (!withCheckpoints())
        words << QStringLiteral("--no-checkpoints");
    return experiments::shellCommand(words);
}

} // namespace lb::gui
