#pragma once

#include "gui/dialogs/questions.h"

#include <optional>

namespace lb::tests {

/// Answers every question at once with what the test prepared, and remembers what was asked.
class ScriptedQuestions : public gui::Questions {
public:
    gui::CloseAnswer closeAnswer;
    bool confirmsForks = true;
    std::optional<gui::FieldChange> field;
    std::optional<QString> text;
    std::optional<int> number;
    std::optional<QString> folder;
    std::optional<QString> saveFile;
    std::optional<QString> openFile;

    bool confirms = true;

    int closeAsked = 0;
    QList<gui::ForkQuestion> forks;
    QList<gui::Confirmation> confirmations;

    void askClose(QWidget*, const QList<experiments::RunRecord>&, std::function<void(gui::CloseAnswer)> answer) override
    {
        ++closeAsked;
        answer(closeAnswer);
    }
    void askFork(QWidget*, const gui::ForkQuestion& question,
                 std::function<void(std::optional<gui::ForkAnswer>)> answer) override
    {
        forks.append(question);
        answer(confirmsForks ? std::optional(gui::ForkAnswer{question.proposedName}) : std::nullopt);
    }
    void askField(QWidget*, const QString&, const QList<gui::FieldChoice>&,
                  std::function<void(std::optional<gui::FieldChange>)> answer) override
    {
        answer(field);
    }
    void askConfirm(QWidget*, const gui::Confirmation& question, std::function<void(bool)> answer) override
    {
        confirmations.append(question);
        answer(confirms);
    }
    void askText(QWidget*, const QString&, const QString&, const QString&,
                 std::function<void(std::optional<QString>)> answer) override
    {
        answer(text);
    }
    void askNumber(QWidget*, const QString&, const QString&, int,
                   std::function<void(std::optional<int>)> answer) override
    {
        answer(number);
    }
    void askSaveFile(QWidget*, const QString&, const QString&, const QStringList&,
                     std::function<void(std::optional<QString>)> answer) override
    {
        answer(saveFile);
    }
    void askOpenFile(QWidget*, const QString&, const QString&, const QStringList&,
                     std::function<void(std::optional<QString>)> answer) override
    {
        answer(openFile);
    }
    void askFolder(QWidget*, const QString&, const QString&,
                   std::function<void(std::optional<QString>)> answer) override
    {
        answer(folder);
    }
};

} // namespace lb::tests
