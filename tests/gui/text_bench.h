#pragma once

#include "gui/pages/text_page.h"
#include "gui/text/text_console.h"
#include "tests/gui/window_bench.h"
#include "widgets/text/conversation_view.h"
#include "widgets/text/reply_card.h"
#include "widgets/text/token_text.h"
#include "widgets/text/turn_card.h"

namespace lb::tests {

/// Trains a small language model with a real worker into `project`; a second of work. Returns its uid, or nothing.
/// `epochs` decides how many checkpoints it has.
QString trainLanguageModel(const QString& project, const QString& textFile, const QString& name, int epochs);

/// The window on its Text page, over a project with trained models, asking real serve workers.
class TextBench {
public:
    TextBench();

    gui::TextConsole& console() { return window.window->text().console(); }
    widgets::ConversationView& view() { return *window.find<widgets::ConversationView>(QStringLiteral("conversation")); }
    /// Types a prompt and clicks Send; true when the replies are there.
    bool ask(const QString& prompt);
    void type(const QString& prompt);
    bool waitUntilIdle();
    /// A reply as it is on screen.
    QString shown(int turn, int reply = 0);
    widgets::ReplyCard& reply(int turn, int column = 0) { return *view().cards().at(turn)->replies().at(column); }
    void set(const QString& spinBox, double value);
    /// A click on a button of a turn or a reply.
    void click(QWidget& within, const QString& name);

    WindowBench window;
};

} // namespace lb::tests
