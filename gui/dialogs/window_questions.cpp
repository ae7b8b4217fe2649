#include "gui/dialogs/window_questions.h"

#include "gui/dialogs/close_dialog.h"
#include "gui/dialogs/fork_dialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>

namespace lb::gui {

namespace {

/// Opens `dialog` and lets it delete itself; `answer` is called once, with `accepted` telling how it ended.
template <class Dialog, class Answer>
void openThen(Dialog* dialog, Answer answer)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::finished, dialog,
                     [dialog, answer](int result) { answer(*dialog, result == QDialog::Accepted); });
    dialog->open();
}

QInputDialog* inputDialog(QWidget* window, const QString& title, const QString& label)
{
    auto* dialog = new QInputDialog(window);
    dialog->setObjectName(QStringLiteral("inputDialog"));
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    return dialog;
}

} // namespace

void WindowQuestions::askClose(QWidget* window, const QList<experiments::RunRecord>& active,
                               std::function<void(CloseAnswer)> answer)
{
    openThen(new CloseDialog(m_theme, active, window), [answer](const CloseDialog& dialog, bool accepted) {
        answer(accepted ? dialog.answer() : CloseAnswer{});
    });
}

void WindowQuestions::askFork(QWidget* window, const ForkQuestion& question,
                              std::function<void(std::optional<ForkAnswer>)> answer)
{
    openThen(new ForkDialog(m_theme, question, window), [answer](const ForkDialog& dialog, bool accepted) {
        answer(accepted ? std::optional(dialog.answer()) : std::nullopt);
    });
}

void WindowQuestions::askField(QWidget* window, const QString& runName, const QList<FieldChoice>& fields,
                               std::function<void(std::optional<FieldChange>)> answer)
{
    openThen(new FieldDialog(m_theme, runName, fields, window), [answer](const FieldDialog& dialog, bool accepted) {
        answer(accepted ? std::optional(dialog.answer()) : std::nullopt);
    });
}

void WindowQuestions::askConfirm(QWidget* window, const Confirmation& question, std::function<void(bool)> answer)
{
    auto* box = new QMessageBox(QMessageBox::Warning, question.title, question.title, QMessageBox::NoButton, window);
    box->setObjectName(QStringLiteral("confirmation"));
    box->setInformativeText(question.text);
    QPushButton* yes = box->addButton(question.action, QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("confirm"));
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(box, &QMessageBox::finished, box,
                     [box, yes, answer](int) { answer(box->clickedButton() == yes); });
    box->open();
}

void WindowQuestions::askText(QWidget* window, const QString& title, const QString& label, const QString& text,
                              std::function<void(std::optional<QString>)> answer)
{
    QInputDialog* dialog = inputDialog(window, title, label);
    dialog->setTextValue(text);
    openThen(dialog, [answer](const QInputDialog& input, bool accepted) {
        answer(accepted ? std::optional(input.textValue()) : std::nullopt);
    });
}

void WindowQuestions::askNumber(QWidget* window, const QString& title, const QString& label, int value,
                                std::function<void(std::optional<int>)> answer)
{
    QInputDialog* dialog = inputDialog(window, title, label);
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, 100000);
    dialog->setIntValue(value);
    openThen(dialog, [answer](const QInputDialog& input, bool accepted) {
        answer(accepted ? std::optional(input.intValue()) : std::nullopt);
    });
}

void WindowQuestions::askSaveFile(QWidget* window, const QString& title, const QString& file,
                                  const QStringList& filters, std::function<void(std::optional<QString>)> answer)
{
    auto* dialog = new QFileDialog(window, title, QFileInfo(file).path());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->selectFile(QFileInfo(file).fileName());
    // The chosen kind decides the ending, and the ending what is written.
    const auto followFilter = [dialog](const QString& filter) {
        const qsizetype dot = filter.lastIndexOf(QStringLiteral("*."));
        dialog->setDefaultSuffix(filter.mid(dot + 2).chopped(1));
        const QString name = dialog->selectedFiles().value(0);
        if (!name.isEmpty())
            dialog->selectFile(QFileInfo(name).completeBaseName() + QLatin1Char('.') + dialog->defaultSuffix());
    };
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, followFilter);
    openThen(dialog, [answer](const QFileDialog& files, bool accepted) {
        answer(accepted && !files.selectedFiles().isEmpty() ? std::optional(files.selectedFiles().first())
                                                            : std::nullopt);
    });
}

void WindowQuestions::askOpenFile(QWidget* window, const QString& title, const QString& folder,
                                  const QStringList& filters, std::function<void(std::optional<QString>)> answer)
{
    auto* dialog = new QFileDialog(window, title, folder);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(filters);
    openThen(dialog, [answer](const QFileDialog& files, bool accepted) {
        answer(accepted && !files.selectedFiles().isEmpty() ? std::optional(files.selectedFiles().first())
                                                            : std::nullopt);
    });
}

void WindowQuestions::askFolder(QWidget* window, const QString& title, const QString& folder,
                                std::function<void(std::optional<QString>)> answer)
{
    auto* dialog = new QFileDialog(window, title, folder);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    openThen(dialog, [answer](const QFileDialog& files, bool accepted) {
        answer(accepted && !files.selectedFiles().isEmpty() ? std::optional(files.selectedFiles().first())
                                                            : std::nullopt);
    });
}

} // namespace lb::gui
