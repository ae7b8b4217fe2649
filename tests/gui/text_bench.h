#pragma once

#include "gui/pages/text_page.h"
#include "gui/text/text_console.h"
#include "tests/gui/window_bench.h"
#include "widgets/text/conversation_view.h"
#include "widgets/text/reply_card.h"
#include "widgets/text/token_text.h"
#include "widgets/text/turn_card.h"

namespace lb::tests {

/// A small language model, a second of work for a worker, in a project that is made where there is none.
experiments::RunFolder createLanguageModel(const QString& project, const QString& textFile, const QString& name,
                                           int epochs);
/// A small text autoencoder (BN-VAE, four dimensions) on the same sentences, as quick.
experiments::RunFolder createAutoencoder(const QString& project, const QString& textFile, const QString& name,
                                         int epochs);
/// A small VAE of images, three epochs on 500 of Fashion-MNIST: some seconds of work.
experiments::RunFolder createImageAutoencoder(const QString& project, const QString& name, int latent);
/// By a real worker; true when it finished.
bool trainRun(const experiments::RunFolder& run);
/// "first" and "second", trained by real workers, in "project" of the folder.
bool trainTwo(const QTemporaryDir& folder);

/// The window on its Text page, over a project with trained models, asking real serve workers.
class TextBench {
public:
    TextBench();

    /// The page over a copy of what `trainTwo` made, or over `project` itself; with short replies and the seed locked.
    void openCopyOf(const QString& trained, const QString& project = {});
    /// What the command line writes for the same, behind the prompt.
    QString written(const QString& run, const QString& prompt, const QStringList& options);

    gui::TextConsole& console() { return window.window->text().console(); }
    widgets::ConversationView& view()
    {
        return *window.find<widgets::ConversationView>(QStringLiteral("conversation"));
    }
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

std::unique_ptr<TextBench> openedCopy(const QTemporaryDir& trained);

/// The picture that the command line writes by a page's own command.
QImage commandedImage(const QString& command);

} // namespace lb::tests
