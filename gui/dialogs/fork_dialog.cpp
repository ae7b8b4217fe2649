#include "gui/dialogs/fork_dialog.h"

#include "experiments/records/lock_step.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace lb::gui {

namespace {

constexpr int kLabelWidth = 116;

QLabel* muted(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("muted", true);
    label->setWordWrap(true);
    return label;
}

/// "Copy as command", which asks for the command when it is clicked.
QPushButton* copyButton(QDialog* dialog, const widgets::Theme& theme, const std::function<QString()>& command)
{
    auto* copy = new QPushButton(theme.icon(QStringLiteral("terminal")), QObject::tr("Copy as command"), dialog);
    copy->setObjectName(QStringLiteral("copyForkCommand"));
    copy->setToolTip(QObject::tr("The same for the command line."));
    copy->setWhatsThis(copy->toolTip());
    copy->setAutoDefault(false);
    QObject::connect(copy, &QPushButton::clicked, dialog,
                     [command] { QGuiApplication::clipboard()->setText(command()); });
    return copy;
}

/// Cancel and the filled button, at the right; at the left `copy`, where there is one.
QPushButton* addButtons(QDialog* dialog, QVBoxLayout* column, const QString& startText, QPushButton* copy)
{
    auto* row = new QHBoxLayout;
    if (copy)
        row->addWidget(copy);
    row->addStretch(1);
    auto* cancel = new QPushButton(QObject::tr("Cancel"), dialog);
    cancel->setObjectName(QStringLiteral("cancelFork"));
    cancel->setToolTip(QObject::tr("Nothing is created (Esc)."));
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    row->addWidget(cancel);
    auto* start = new QPushButton(startText, dialog);
    start->setObjectName(QStringLiteral("startFork"));
    start->setProperty("primary", true);
    start->setDefault(true);
    start->setToolTip(QObject::tr("Creates the run and starts it (Return)."));
    QObject::connect(start, &QPushButton::clicked, dialog, &QDialog::accept);
    row->addWidget(start);
    column->addSpacing(8);
    column->addLayout(row);
    return start;
}

QVBoxLayout* makeColumn(QDialog* dialog)
{
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    return column;
}

} // namespace

ForkDialog::ForkDialog(const widgets::Theme& theme, const ForkQuestion& question, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("forkDialog"));
    setWindowTitle(question.title);
    QVBoxLayout* column = makeColumn(this);
    auto* title = new QLabel(question.title, this);
    title->setFont(theme.font(widgets::TextSize::PageTitle, true));
    column->addWidget(title);
    if (!question.reason.isEmpty())
        column->addWidget(muted(question.reason, this));

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setColumnMinimumWidth(0, kLabelWidth);
    grid->addWidget(muted(tr("Like"), this), 0, 0);
    grid->addWidget(new QLabel(question.runName, this), 0, 1);
    int row = 1;
    for (const FieldChange& change : question.changes) {
        grid->addWidget(muted(change.label, this), row, 0);
        auto* value = new QLabel(tr("%1 → %2").arg(change.before, change.after), this);
        value->setFont(theme.font(widgets::TextSize::Body, true));
        value->setObjectName(QStringLiteral("change:") + change.key);
        value->setToolTip(QStringLiteral("%1 = %2").arg(change.key, change.text));
        grid->addWidget(value, row++, 1);
    }
    auto* nameLabel = muted(tr("Name"), this);
    grid->addWidget(nameLabel, row, 0);
    m_name = new QLineEdit(question.proposedName, this);
    m_name->setObjectName(QStringLiteral("forkName"));
    m_name->setToolTip(tr("A number is added when the name is taken."));
    m_name->setWhatsThis(m_name->toolTip());
    m_name->setAccessibleName(tr("Name of the new run"));
    nameLabel->setBuddy(m_name);
    grid->addWidget(m_name, row, 1);
    grid->setColumnStretch(1, 1);
    for (auto* label : findChildren<QLabel*>())
        if (grid->indexOf(label) >= 0)
            label->setWordWrap(false); // one that wraps stands too high beside its field
    column->addSpacing(4);
    column->addLayout(grid);
    addLockStep(question, column);
    addButtons(this, column, tr("Start"),
               copyButton(this, theme, [this, command = question.command] { return command(answer()); }));
    setMinimumWidth(460);
}

void ForkDialog::addLockStep(const ForkQuestion& question, QVBoxLayout* column)
{
    m_lockStep = new QCheckBox(tr("In lock step with %1").arg(question.runName), this);
    m_lockStep->setObjectName(QStringLiteral("forkLockStep"));
    m_lockStep->setToolTip(
        tr("The same batches in the same order and the same random numbers: differences are paired at "
           "each step. Compare shows them."));
    m_lockStep->setWhatsThis(m_lockStep->toolTip());
    const auto conflict =
        std::find_if(question.changes.cbegin(), question.changes.cend(),
                     [](const FieldChange& change) { return experiments::decidesBatches(change.key); });
    const bool isPossible = conflict == question.changes.cend();
    m_lockStep->setEnabled(isPossible);
    m_lockStep->setChecked(isPossible);
    column->addSpacing(4);
    column->addWidget(m_lockStep);
    column->addWidget(muted(isPossible
                                ? tr("Data, seed and everything else stay the same, so that the curves compare.")
                                : tr("Not in lock step: with another %1 it sees other batches.").arg(conflict->label),
                            this));
}

ForkAnswer ForkDialog::answer() const
{
    return {m_name->text().trimmed(), m_lockStep->isChecked()};
}

FieldDialog::FieldDialog(const widgets::Theme& theme, const FieldQuestion& question, QWidget* parent)
    : QDialog(parent)
    , m_fields(question.fields)
{
    setObjectName(QStringLiteral("fieldDialog"));
    setWindowTitle(question.title);
    QVBoxLayout* column = makeColumn(this);
    auto* title = new QLabel(question.sentence, this);
    title->setFont(theme.font(widgets::TextSize::PageTitle, true));
    column->addWidget(title);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    m_field = new QComboBox(this);
    m_field->setObjectName(QStringLiteral("forkField"));
    m_field->setToolTip(tr("The setting that changes."));
    for (const FieldChoice& field : std::as_const(m_fields))
        m_field->addItem(field.label);
    form->addRow(tr("&Setting"), m_field);
    m_before = new QLabel(this);
    form->addRow(tr("Now"), m_before);
    m_choice = new QComboBox(this);
    m_choice->setObjectName(QStringLiteral("forkChoice"));
    m_text = new QLineEdit(this);
    m_text->setObjectName(QStringLiteral("forkValue"));
    auto* value = new QWidget(this);
    auto* valueRow = new QHBoxLayout(value);
    valueRow->setContentsMargins(0, 0, 0, 0);
    valueRow->addWidget(m_choice);
    valueRow->addWidget(m_text);
    form->addRow(tr("&New value"), value);
    column->addLayout(form);
    m_help = muted({}, this);
    column->addWidget(m_help);
    if (question.command)
        m_copy = copyButton(this, theme, [this, command = question.command] { return command(answer()); });
    m_start = addButtons(this, column, question.button, m_copy);
    m_start->setToolTip(question.buttonHelp);

    connect(m_field, &QComboBox::currentIndexChanged, this, &FieldDialog::showField);
    connect(m_choice, &QComboBox::currentTextChanged, this, &FieldDialog::update);
    connect(m_text, &QLineEdit::textChanged, this, &FieldDialog::update);
    showField(0);
    setMinimumWidth(460);
}

void FieldDialog::showField(int index)
{
    if (index < 0 || index >= m_fields.size())
        return;
    const FieldChoice& field = m_fields[index];
    m_before->setText(field.value);
    m_help->setText(field.help);
    m_choice->setVisible(!field.choices.isEmpty());
    m_text->setVisible(field.choices.isEmpty());
    m_choice->clear();
    m_choice->addItems(field.choices);
    m_choice->setCurrentText(field.value);
    m_text->setText(field.value);
    m_text->setToolTip(field.help);
    m_choice->setToolTip(field.help);
    update();
}

QString FieldDialog::value() const
{
    return m_fields[m_field->currentIndex()].choices.isEmpty() ? m_text->text().trimmed() : m_choice->currentText();
}

void FieldDialog::update()
{
    const bool changes =
        m_field->currentIndex() >= 0 && !value().isEmpty() && value() != m_fields[m_field->currentIndex()].value;
    m_start->setEnabled(changes);
    if (m_copy)
        m_copy->setEnabled(changes);
}

FieldChange FieldDialog::answer() const
{
    const FieldChoice& field = m_fields[m_field->currentIndex()];
    return {field.key, value(), field.label, field.value, value()};
}

} // namespace lb::gui
