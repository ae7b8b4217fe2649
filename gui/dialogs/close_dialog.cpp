#include "gui/dialogs/close_dialog.h"

#include "gui/pages/command_link.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace lb::gui {

CloseDialog::CloseDialog(const widgets::Theme& theme, const QList<experiments::RunRecord>& active, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("closeDialog"));
    setWindowTitle(tr("Close Latentbench"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);

    QStringList names;
    for (const experiments::RunRecord& run : active)
        names.append(run.name);
    auto* title = new QLabel(tr("%n run(s) at work: %1", nullptr, int(names.size())).arg(names.join(tr(", "))), this);
    title->setFont(theme.font(widgets::TextSize::PageTitle, true));
    title->setWordWrap(true);
    column->addWidget(title);
    column->addWidget(new QLabel(tr("What should become of the training?"), this));

    addChoice(CloseChoice::KeepTraining, QStringLiteral("keepTraining"), tr("Keep training in the background"),
              tr("Open Latentbench again at any time: the curves are there and go on."));
    addChoice(CloseChoice::PauseAndQuit, QStringLiteral("pauseAndQuit"), tr("Pause and close"),
              tr("The runs wait at their step, with their memory, until you continue them."));
    addChoice(CloseChoice::StopAndQuit, QStringLiteral("stopAndQuit"), tr("Stop and close"),
              tr("Each run saves a checkpoint and ends. It can be continued from there."));

    auto* row = new QHBoxLayout;
    m_remember = new QCheckBox(tr("Do this from now on without asking"), this);
    m_remember->setObjectName(QStringLiteral("rememberClose"));
    m_remember->setToolTip(tr("File, Ask when closing brings the question back."));
    m_remember->setWhatsThis(m_remember->toolTip());
    row->addWidget(m_remember, 1);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelClose"));
    cancel->setToolTip(tr("The window stays open (Esc)."));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    row->addWidget(cancel);
    column->addSpacing(8);
    column->addLayout(row);
    setMinimumWidth(460);
}

void CloseDialog::addChoice(CloseChoice choice, const QString& name, const QString& text, const QString& explanation)
{
    auto* link = new CommandLink(m_theme, {.icon = {}, .title = text, .subtitle = explanation, .shortcut = {}}, this);
    link->setObjectName(name);
    link->setFilled(choice == CloseChoice::KeepTraining);
    connect(link, &QAbstractButton::clicked, this, [this, choice] {
        m_choice = choice;
        accept();
    });
    layout()->addWidget(link);
}

CloseAnswer CloseDialog::answer() const
{
    return {m_choice, m_remember->isChecked()};
}

} // namespace lb::gui
