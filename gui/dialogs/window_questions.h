#pragma once

#include "gui/dialogs/questions.h"

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// The real dialogs: window-modal, opened and left to answer by signal.
class WindowQuestions : public Questions {
public:
    explicit WindowQuestions(const widgets::Theme& theme)
        : m_theme(theme)
    {
    }
    void askClose(QWidget* window, const QList<experiments::RunRecord>& active,
                  std::function<void(CloseAnswer)> answer) override;
    void askFork(QWidget* window, const ForkQuestion& question,
                 std::function<void(std::optional<ForkAnswer>)> answer) override;
    void askField(QWidget* window, const QString& runName, const QList<FieldChoice>& fields,
                  std::function<void(std::optional<FieldChange>)> answer) override;
    void askConfirm(QWidget* window, const Confirmation& question, std::function<void(bool)> answer) override;
    void askText(QWidget* window, const QString& title, const QString& label, const QString& text,
                 std::function<void(std::optional<QString>)> answer) override;
    void askNumber(QWidget* window, const QString& title, const QString& label, int value,
                   std::function<void(std::optional<int>)> answer) override;
    void askSaveFile(QWidget* window, const QString& title, const QString& file, const QStringList& filters,
                     std::function<void(std::optional<QString>)> answer) override;
    void askOpenFile(QWidget* window, const QString& title, const QString& folder, const QStringList& filters,
                     std::function<void(std::optional<QString>)> answer) override;
    void askFolder(QWidget* window, const QString& title, const QString& folder,
                   std::function<void(std::optional<QString>)> answer) override;

private:
    const widgets::Theme& m_theme;
};

} // namespace lb::gui
