#pragma once

#include "gui/app_context.h"
#include "gui/main_window.h"
#include "tests/gui/scripted_questions.h"

#include <QAbstractButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace lb::tests {

/// The window over a project in a temporary folder; its workers are fakes. Ends those that are left when it goes.
class WindowBench {
public:
    static constexpr int kPatienceMs = 30000; // for computers under load; nothing waits this long when all is well

    /// `behaviour`: words of tests/support/fake_behaviour.h for all workers started from here.
    explicit WindowBench(const QString& behaviour = {});
    ~WindowBench();

    /// Opens the window and waits until the project was listed.
    void open();
    /// A copy of this project becomes the one of this bench, whose models answer by real serve workers. Before `open`.
    void takeCopyOf(const QString& projectFolder);
    /// Opens the window over a project that may not open.
    void openUnlisted();
    /// As a crash would: nothing is asked, workers go on.
    void drop();
    bool isClosed() const { return !window->isVisible(); }

    gui::RunBoard& board() { return context->board(); }
    QString project() const { return m_directory.filePath(QStringLiteral("project")); }
    /// A second look at the project, for making runs and checking what was written.
    experiments::RunStore& store();
    /// A run that exists but does not work, with a spec that the presets ship.
    QString createRun(const QString& preset, const QString& name);

    template <class Widget = QWidget>
    Widget* find(const QString& name) const
    {
        return window->findChild<Widget*>(name);
    }
    /// A click with the mouse on a button that must be visible and enabled.
    void click(const QString& name) const;
    void trigger(gui::Verb verb) { context->actions()[verb]->trigger(); }
    /// Runs in this state, as the window knows it.
    int count(experiments::RunState state);
    bool waitForCount(experiments::RunState state, int count);
    bool runDemo();

    std::unique_ptr<gui::AppContext> context;
    std::unique_ptr<gui::MainWindow> window;
    ScriptedQuestions* questions = nullptr;  ///< owned by context
    QString language = QStringLiteral("en"); ///< of the next window to be opened

private:
    QTemporaryDir m_directory;
    std::unique_ptr<experiments::RunStore> m_store;
};

} // namespace lb::tests
