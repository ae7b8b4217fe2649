#include "gui/dialogs/settings_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace lb::gui {

namespace {

constexpr int kMargin = 16;
constexpr int kNarrowest = 420;

QString wordsOf(const QAction* action)
{
    return QString(action->text()).remove(QLatin1Char('&'));
}

void explain(QWidget* widget, const QString& words)
{
    widget->setToolTip(words);
    widget->setWhatsThis(words);
}

} // namespace

SettingsDialog::SettingsDialog(ActionRegistry& actions, bool startsWithStart, QWidget* parent)
    : QDialog(parent)
    , m_actions(actions)
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(kNarrowest);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(kMargin);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(kMargin);
    grid->setVerticalSpacing(kMargin / 2);
    grid->setColumnStretch(1, 1);
    addChoice(*grid, "settingsLanguage", tr("&Language"),
              {Verb::EnglishLanguage, Verb::ChineseLanguage, Verb::SystemLanguage});
    addChoice(*grid, "settingsTheme", tr("&Theme"), {Verb::LightTheme, Verb::DarkTheme, Verb::SystemTheme});
    addCloseRow(*grid);
    addCheck(*grid, m_actions[Verb::TellEnds]);
    auto* start = new QCheckBox(tr("&Show the start page at start"), this);
    start->setObjectName(QStringLiteral("settingsStart"));
    start->setChecked(startsWithStart);
    explain(start, tr("Else the window begins with the Monitor when the project has runs."));
    connect(start, &QCheckBox::toggled, this, &SettingsDialog::startChosen);
    grid->addWidget(start, grid->rowCount(), 1);
    column->addLayout(grid);
    column->addStretch(1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeSettings"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

void SettingsDialog::addChoice(QGridLayout& grid, const char* name, const QString& label, const QList<Verb>& verbs)
{
    auto* box = new QComboBox(this);
    box->setObjectName(QLatin1String(name));
    const auto show = [this, box, verbs] {
        const QSignalBlocker quiet(box);
        for (int i = 0; i < verbs.size(); ++i)
            if (m_actions[verbs.at(i)]->isChecked())
                box->setCurrentIndex(i);
        explain(box, m_actions[verbs.at(box->currentIndex())]->whatsThis());
    };
    for (const Verb verb : verbs) {
        box->addItem(wordsOf(m_actions[verb]));
        connect(m_actions[verb], &QAction::toggled, box, show);
    }
    show();
    connect(box, &QComboBox::activated, this, [this, verbs](int index) { m_actions[verbs.at(index)]->trigger(); });
    auto* words = new QLabel(label, this);
    words->setBuddy(box);
    const int row = grid.rowCount();
    grid.addWidget(words, row, 0);
    grid.addWidget(box, row, 1);
}

void SettingsDialog::addCheck(QGridLayout& grid, QAction* action)
{
    auto* box = new QCheckBox(action->text(), this);
    box->setObjectName(QStringLiteral("settings:") + action->objectName());
    box->setChecked(action->isChecked());
    explain(box, action->whatsThis());
    connect(box, &QCheckBox::clicked, action, &QAction::trigger);
    connect(action, &QAction::toggled, box, &QCheckBox::setChecked);
    grid.addWidget(box, grid.rowCount(), 1);
}

void SettingsDialog::addCloseRow(QGridLayout& grid)
{
    QAction* ask = m_actions[Verb::AskOnClose];
    auto* state = new QLabel(this);
    state->setObjectName(QStringLiteral("settingsClose"));
    state->setWordWrap(true);
    auto* button = new QPushButton(wordsOf(ask), this);
    button->setObjectName(QStringLiteral("settings:askOnClose"));
    explain(button, ask->whatsThis());
    const auto show = [ask, state, button] {
        button->setEnabled(ask->isEnabled());
        state->setText(ask->isEnabled() ? tr("The remembered answer is given.")
                                        : tr("Asked each time runs are at work."));
    };
    show();
    connect(button, &QPushButton::clicked, ask, &QAction::trigger);
    connect(ask, &QAction::changed, state, show);
    const int row = grid.rowCount();
    grid.addWidget(new QLabel(tr("Closing"), this), row, 0);
    grid.addWidget(state, row, 1);
    grid.addWidget(button, row + 1, 1, Qt::AlignLeft);
}

} // namespace lb::gui
