#include "gui/action_registry.h"

#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QKeySequence>

namespace lb::gui {

namespace {

struct Definition {
    Verb verb;
    const char* name; ///< objectName
    const char* text;
    const char* icon;
    const char* shortcut;
    const char* help;
    bool isCheckable = false;
};

// The texts are translated where the actions are made.
constexpr Definition kDefinitions[] = {
    {Verb::OpenProject, "openProject", QT_TRANSLATE_NOOP("ActionRegistry", "&Open project…"), "folder", "Ctrl+O",
     QT_TRANSLATE_NOOP("ActionRegistry", "A project is one folder: a database and its files.")},
    {Verb::ExportProject, "exportProject", QT_TRANSLATE_NOOP("ActionRegistry", "Pack pro&ject…"), "export", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "The whole project in one ZIP file, with a hash of every file in it.")},
    {Verb::ExportRuns, "exportRuns", QT_TRANSLATE_NOOP("ActionRegistry", "Export &runs…"), "export", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "The selected runs in one ZIP file, with or without their checkpoints.")},
    {Verb::ImportProject, "importProject", QT_TRANSLATE_NOOP("ActionRegistry", "&Unpack project…"), "folder", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Unpacks a project that was packed, here or elsewhere, checks every file and "
                                         "opens it.")},
    {Verb::ImportRuns, "importRuns", QT_TRANSLATE_NOOP("ActionRegistry", "&Import runs…"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "Takes in runs that were exported as a ZIP file, with all that belongs to them, or another "
                       "program's, to be shown and compared: a TensorBoard event file, or CSV or JSON with steps. "
                       "Dropping it on the list of runs does the same.")},
    {Verb::ImportRunFolder, "importRunFolder", QT_TRANSLATE_NOOP("ActionRegistry", "Import runs of a fol&der…"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "The same of all event files, CSV and JSON of runs in a folder and below it.")},
    {Verb::ExportFigure, "exportFigure", QT_TRANSLATE_NOOP("ActionRegistry", "Export &figure…"), "export",
     "Ctrl+Shift+E",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "The shown curves as a figure for a paper: PDF, SVG, PNG, pgfplots, CSV, JSON.")},
    {Verb::ExportTable, "exportTable", QT_TRANSLATE_NOOP("ActionRegistry", "Export &table…"), "table", "",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "The shown runs' results, mean and deviation over seeds: LaTeX, CSV, Markdown.")},
    {Verb::Report, "report", QT_TRANSLATE_NOOP("ActionRegistry", "Write whole r&eport…"), "pages", "",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "All about the shown runs in one file, HTML or PDF: results, curves, settings, samples.")},
    {Verb::TellEnds, "tellEnds", QT_TRANSLATE_NOOP("ActionRegistry", "&Tell when runs end"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "A message of the desktop when a run ends while another window is in front."),
     true},
    {Verb::AskOnClose, "askOnClose", QT_TRANSLATE_NOOP("ActionRegistry", "&Ask again when closing"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Forgets the remembered answer to what becomes of the training.")},
    {Verb::Settings, "settings", QT_TRANSLATE_NOOP("ActionRegistry", "Settin&gs…"), "", "Ctrl+,",
     QT_TRANSLATE_NOOP("ActionRegistry", "Language, theme, and what the window asks and tells.")},
    {Verb::Quit, "quit", QT_TRANSLATE_NOOP("ActionRegistry", "&Quit"), "", "Ctrl+Q",
     QT_TRANSLATE_NOOP("ActionRegistry", "Closes the window; asks first while runs are at work.")},
    {Verb::Undo, "undo", QT_TRANSLATE_NOOP("ActionRegistry", "&Undo"), "undo", "Ctrl+Z",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "Takes back the last change of a name, tags, notes, a saved search, plots or a removal.")},
    {Verb::Redo, "redo", QT_TRANSLATE_NOOP("ActionRegistry", "&Redo"), "", "Ctrl+Shift+Z",
     QT_TRANSLATE_NOOP("ActionRegistry", "Makes the change again that was taken back.")},
    {Verb::FindRuns, "findRuns", QT_TRANSLATE_NOOP("ActionRegistry", "&Find runs"), "search", "Ctrl+F",
     QT_TRANSLATE_NOOP("ActionRegistry", "Goes to the filter above the list of runs.")},
    {Verb::SavedSearches, "openSavedSearches", QT_TRANSLATE_NOOP("ActionRegistry", "Saved s&earches"), "filter",
     "Ctrl+Shift+F",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "Searches for runs under names: pick one, save the current one, rename, delete.")},
    {Verb::NewRun, "newRun", QT_TRANSLATE_NOOP("ActionRegistry", "&New run"), "plus", "Ctrl+N",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "Choose a preset, change any field, and see what the run needs before it starts.")},
    {Verb::NewRunLike, "newRunLike", QT_TRANSLATE_NOOP("ActionRegistry", "New run &like this"), "copy", "Ctrl+D",
     QT_TRANSLATE_NOOP("ActionRegistry", "A new run with the settings of this one, to be changed.")},
    {Verb::RunDemo, "runDemo", QT_TRANSLATE_NOOP("ActionRegistry", "Run the &demo: sentences"), "play", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Trains a VAE, a BN-VAE and an EAE on WordNet sentences, side by side.")},
    {Verb::RunImageDemo, "runImageDemo", QT_TRANSLATE_NOOP("ActionRegistry", "Run the demo: &images"), "image",
     "Ctrl+F5",
     QT_TRANSLATE_NOOP("ActionRegistry", "Trains a VAE, a BN-VAE and an EAE on Fashion-MNIST, side by side.")},
    {Verb::Primary, "primary", QT_TRANSLATE_NOOP("ActionRegistry", "Run demo"), "play", "F5",
     QT_TRANSLATE_NOOP("ActionRegistry", "The next step: run the demo, start, pause or continue.")},
    {Verb::Pause, "pause", QT_TRANSLATE_NOOP("ActionRegistry", "&Pause"), "pause", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "The run waits at its step and continues there.")},
    {Verb::Continue, "continue", QT_TRANSLATE_NOOP("ActionRegistry", "&Continue"), "play", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Goes on at the step where the run waits, or from its newest checkpoint.")},
    {Verb::Stop, "stop", QT_TRANSLATE_NOOP("ActionRegistry", "&Stop"), "stop", "Shift+F5",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "Saves a checkpoint of each run at work and ends its worker. The runs can be continued later.")},
    {Verb::StopRun, "stopRun", QT_TRANSLATE_NOOP("ActionRegistry", "Stop &this run"), "stop", "",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "Saves a checkpoint and ends this run's worker; takes a waiting run off the queue.")},
    {Verb::Discard, "discard", QT_TRANSLATE_NOOP("ActionRegistry", "Stop and &discard"), "trash", "Shift+Del",
     QT_TRANSLATE_NOOP("ActionRegistry", "Stops the run and moves it to the trash; Undo brings it back, stopped.")},
    {Verb::KillWorker, "killWorker", QT_TRANSLATE_NOOP("ActionRegistry", "Stop by &force"), "cross", "",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "Ends a worker that does not answer. Steps after the last checkpoint are trained again.")},
    {Verb::Sample, "sampleNow", QT_TRANSLATE_NOOP("ActionRegistry", "Sample &now"), "sample-now", "Ctrl+G",
     QT_TRANSLATE_NOOP("ActionRegistry", "Decodes the eight validation items with the weights of this moment.")},
    {Verb::Checkpoint, "checkpointNow", QT_TRANSLATE_NOOP("ActionRegistry", "C&heckpoint now"), "checkpoint", "Ctrl+S",
     QT_TRANSLATE_NOOP("ActionRegistry", "Saves the complete state of the run.")},
    {Verb::MoreEpochs, "moreEpochs", QT_TRANSLATE_NOOP("ActionRegistry", "Continue for more &epochs…"), "plus", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Trains a finished run beyond its budget; its curves go on.")},
    {Verb::Fork, "fork", QT_TRANSLATE_NOOP("ActionRegistry", "&Fork with changes…"), "fork", "Ctrl+Shift+D",
     QT_TRANSLATE_NOOP("ActionRegistry", "A new run like this one, with one setting changed.")},
    {Verb::ChangeLive, "changeLive", QT_TRANSLATE_NOOP("ActionRegistry", "C&hange while it trains…"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "Gives a run at work another learning rate, KL weight, patience or rhythm; the "
                       "curves mark where.")},
    {Verb::Repeat, "repeat", QT_TRANSLATE_NOOP("ActionRegistry", "Train a&gain and compare"), "refresh", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Trains the run once more with the same settings and says how far its metrics "
                                         "are from the first time.")},
    {Verb::Evaluate, "evaluate", QT_TRANSLATE_NOOP("ActionRegistry", "&Evaluate…"), "stats", "Ctrl+Shift+M",
     QT_TRANSLATE_NOOP("ActionRegistry", "Measures that take longer, of test items: likelihood by importance sampling, "
                                         "codes against the prior, quality of samples.")},
    {Verb::LastSteps, "lastSteps", QT_TRANSLATE_NOOP("ActionRegistry", "Last ste&ps…"), "diagnostics", "",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "The last 200 steps of the run, its gradients by tensor, and where a number was not finite.")},
    {Verb::Rename, "rename", QT_TRANSLATE_NOOP("ActionRegistry", "&Rename"), "", "F2",
     QT_TRANSLATE_NOOP("ActionRegistry", "Edits the name of the run in the list.")},
    {Verb::EditTags, "editTags", QT_TRANSLATE_NOOP("ActionRegistry", "Edit &tags…"), "tag", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Words to find the run by, separated by commas.")},
    {Verb::Star, "star", QT_TRANSLATE_NOOP("ActionRegistry", "&Star"), "star", "Ctrl+B",
     QT_TRANSLATE_NOOP("ActionRegistry", "Marks the run; is:starred finds all that are marked."), true},
    {Verb::Archive, "archive", QT_TRANSLATE_NOOP("ActionRegistry", "Arch&ive"), "save", "Ctrl+Shift+A",
     QT_TRANSLATE_NOOP("ActionRegistry", "Puts the runs away at the end of the list; is:archived finds them."), true},
    {Verb::Remove, "remove", QT_TRANSLATE_NOOP("ActionRegistry", "&Move to trash"), "trash", "Del",
     QT_TRANSLATE_NOOP("ActionRegistry", "Moves the runs' folders to the project's trash; Undo brings them back.")},
    {Verb::ShowTrash, "showTrash", QT_TRANSLATE_NOOP("ActionRegistry", "Tras&h…"), "trash", "Ctrl+Shift+T",
     QT_TRANSLATE_NOOP("ActionRegistry", "Removed runs: bring them back, or delete them and free their bytes.")},
    {Verb::ShowStorage, "showStorage", QT_TRANSLATE_NOOP("ActionRegistry", "St&orage…"), "data", "Ctrl+Shift+B",
     QT_TRANSLATE_NOOP("ActionRegistry", "Bytes of each run, free space, and checkpoints that can go without loss.")},
    {Verb::ShowStart, "showStart", QT_TRANSLATE_NOOP("ActionRegistry", "&Start page"), "", "Ctrl+0",
     QT_TRANSLATE_NOOP("ActionRegistry", "Demo, recent runs and data.")},
    {Verb::ShowMonitor, "showMonitor", QT_TRANSLATE_NOOP("ActionRegistry", "&Monitor"), "", "Ctrl+1",
     QT_TRANSLATE_NOOP("ActionRegistry", "The curves of the runs that are shown, live.")},
    {Verb::ShowCompare, "showCompare", QT_TRANSLATE_NOOP("ActionRegistry", "&Compare"), "", "Ctrl+2",
     QT_TRANSLATE_NOOP("ActionRegistry", "Runs side by side: table, curves, trade-offs, settings, statistics.")},
    {Verb::ShowLatent, "showLatent", QT_TRANSLATE_NOOP("ActionRegistry", "&Latent"), "", "Ctrl+3",
     QT_TRANSLATE_NOOP("ActionRegistry", "The space of codes: maps, decoding at the cursor, dimensions.")},
    {Verb::ShowSamples, "showSamples", QT_TRANSLATE_NOOP("ActionRegistry", "S&amples"), "", "Ctrl+4",
     QT_TRANSLATE_NOOP("ActionRegistry", "Reconstructions, samples, paths, traversals, and the worst items.")},
    {Verb::OpenPicture, "openPicture", QT_TRANSLATE_NOOP("ActionRegistry", "Open p&icture…"), "image", "",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "Goes to the run that a picture saved here came from; or drop it on the window.")},
    {Verb::ShowText, "showText", QT_TRANSLATE_NOOP("ActionRegistry", "&Text"), "", "Ctrl+5",
     QT_TRANSLATE_NOOP("ActionRegistry", "The text console: let trained models write, and look at every word.")},
    {Verb::ShowReport, "showReport", QT_TRANSLATE_NOOP("ActionRegistry", "&Report"), "", "Ctrl+6",
     QT_TRANSLATE_NOOP("ActionRegistry", "The figures that were sent to the report: order, captions, one file.")},
    {Verb::ShowData, "showData", QT_TRANSLATE_NOOP("ActionRegistry", "&Data"), "", "Ctrl+7",
     QT_TRANSLATE_NOOP("ActionRegistry", "The data sets: what is in them, importing your own, tokenizers.")},
    {Verb::SendPrompt, "send", QT_TRANSLATE_NOOP("ActionRegistry", "&Send"), "send", "Ctrl+Return",
     QT_TRANSLATE_NOOP("ActionRegistry", "Lets the chosen models write on behind the prompt.")},
    {Verb::StopWriting, "stopWritingVerb", QT_TRANSLATE_NOOP("ActionRegistry", "S&top writing"), "stop", "Esc",
     QT_TRANSLATE_NOOP("ActionRegistry", "Ends the text at once; what is there stays.")},
    {Verb::Regenerate, "regenerateVerb", QT_TRANSLATE_NOOP("ActionRegistry", "&Regenerate"), "refresh", "Ctrl+R",
     QT_TRANSLATE_NOOP("ActionRegistry", "Writes another version of the last reply; the one before stays.")},
    {Verb::NewConversation, "newConversation", QT_TRANSLATE_NOOP("ActionRegistry", "&New conversation"), "plus",
     "Ctrl+Shift+N",
     QT_TRANSLATE_NOOP("ActionRegistry", "Leaves this conversation, which is kept, and begins another.")},
    {Verb::ExportConversation, "exportConversation", QT_TRANSLATE_NOOP("ActionRegistry", "&Export conversation…"),
     "export", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Writes it as Markdown, text or JSON, with run, checkpoint, "
                                         "parameters and seed of each reply.")},
    {Verb::ShowLab, "showLab", QT_TRANSLATE_NOOP("ActionRegistry", "Sentence &lab"), "interpolate", "Ctrl+L",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "Two sentences, their codes and what the models make of the way between them."),
     true},
    {Verb::ScoreText, "scoreText", QT_TRANSLATE_NOOP("ActionRegistry", "S&core text…"), "stats", "Ctrl+Shift+S",
     QT_TRANSLATE_NOOP("ActionRegistry", "How surprised a model is by each word of a text, and its perplexity.")},
    {Verb::ScoreFile, "scoreFile", QT_TRANSLATE_NOOP("ActionRegistry", "Score &file…"), "folder", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "The same for a text file.")},
    {Verb::LightTheme, "lightTheme", QT_TRANSLATE_NOOP("ActionRegistry", "&Light theme"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Dark text on light ground."), true},
    {Verb::DarkTheme, "darkTheme", QT_TRANSLATE_NOOP("ActionRegistry", "&Dark theme"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Light text on dark ground."), true},
    {Verb::SystemTheme, "systemTheme", QT_TRANSLATE_NOOP("ActionRegistry", "Theme of the &desktop"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Light or dark as the desktop is at start."), true},
    {Verb::EnglishLanguage, "englishLanguage", QT_TRANSLATE_NOOP("ActionRegistry", "&English"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "The window speaks English from its next start on."), true},
    {Verb::ChineseLanguage, "chineseLanguage", QT_TRANSLATE_NOOP("ActionRegistry", "&Chinese (简体中文)"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "The window speaks Chinese from its next start on."), true},
    {Verb::SystemLanguage, "systemLanguage", QT_TRANSLATE_NOOP("ActionRegistry", "Language of the des&ktop"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Chinese on a Chinese desktop, else English, from the next start on."), true},
    {Verb::ResetLayout, "resetLayout", QT_TRANSLATE_NOOP("ActionRegistry", "&Reset layout"), "", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Docks and panels back to where they were at first.")},
    {Verb::FullScreen, "fullScreen", QT_TRANSLATE_NOOP("ActionRegistry", "F&ull screen"), "", "F11",
     QT_TRANSLATE_NOOP("ActionRegistry", "The window fills the screen."), true},
    {Verb::FitPlots, "fitPlots", QT_TRANSLATE_NOOP("ActionRegistry", "&Fit all plots"), "fit", "Home",
     QT_TRANSLATE_NOOP("ActionRegistry", "Shows every curve from its first to its last point.")},
    {Verb::PlayTime, "playTime", QT_TRANSLATE_NOOP("ActionRegistry", "&Play the training"), "play-line", "Ctrl+Alt+P",
     QT_TRANSLATE_NOOP("ActionRegistry", "Goes from checkpoint to checkpoint, on all pages together."), true},
    {Verb::TimeEarlier, "timeEarlier", QT_TRANSLATE_NOOP("ActionRegistry", "Checkpoint &before"), "step-prev",
     "Ctrl+Alt+Left", QT_TRANSLATE_NOOP("ActionRegistry", "Moves all pages to the checkpoint before.")},
    {Verb::TimeLater, "timeLater", QT_TRANSLATE_NOOP("ActionRegistry", "Next checkpo&int"), "step-next",
     "Ctrl+Alt+Right", QT_TRANSLATE_NOOP("ActionRegistry", "Moves all pages to the next checkpoint.")},
    {Verb::TimeNewest, "timeNewest", QT_TRANSLATE_NOOP("ActionRegistry", "Follow the ne&west"), "latest",
     "Ctrl+Alt+End",
     QT_TRANSLATE_NOOP("ActionRegistry", "All pages show the newest step, and go on with runs that train."), true},
    {Verb::ShowMetrics, "showMetrics", QT_TRANSLATE_NOOP("ActionRegistry", "L&ist of metrics"), "chart", "Ctrl+M",
     QT_TRANSLATE_NOOP("ActionRegistry", "All metrics of the shown runs: drag one onto a plot, or add it by Enter."),
     true},
    {Verb::SearchCommands, "searchCommands", QT_TRANSLATE_NOOP("ActionRegistry", "Search &commands"), "search",
     "Ctrl+K", QT_TRANSLATE_NOOP("ActionRegistry", "Every command, run and preset by a part of its name.")},
    {Verb::ShowKeys, "showKeys", QT_TRANSLATE_NOOP("ActionRegistry", "&Keyboard shortcuts"), "help", "?",
     QT_TRANSLATE_NOOP("ActionRegistry", "All keys: of the menus, in plots, in maps, in the console.")},
    {Verb::Help, "help", QT_TRANSLATE_NOOP("ActionRegistry", "&Help for this page"), "help", "F1",
     QT_TRANSLATE_NOOP("ActionRegistry",
                       "What the page or panel with the keyboard is for, and its keys. Works offline.")},
    {Verb::ReadVanishing, "readVanishing", QT_TRANSLATE_NOOP("ActionRegistry", "What is &KL vanishing?"), "book", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Two minutes to read, works offline.")},
    {Verb::About, "about", QT_TRANSLATE_NOOP("ActionRegistry", "&About Latentbench"), "info", "",
     QT_TRANSLATE_NOOP("ActionRegistry", "Version, licence and what has changed.")},
};

QString translated(const char* text)
{
    return QCoreApplication::translate("ActionRegistry", text);
}

QString withoutMnemonic(QString text)
{
    return text.remove(QLatin1Char('&'));
}

void describe(QAction* action)
{
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    const QString name = withoutMnemonic(action->text());
    const QString title =
        keys.isEmpty() ? name : QCoreApplication::translate("ActionRegistry", "%1 (%2)").arg(name, keys);
    action->setToolTip(title + QLatin1Char('\n') + action->whatsThis());
}

} // namespace

ActionRegistry::ActionRegistry(const widgets::Theme& theme, QObject* parent)
    : QObject(parent)
    , m_theme(theme)
{
    for (const Definition& definition : kDefinitions) {
        auto* action = new QAction(translated(definition.text), this);
        action->setObjectName(QLatin1String(definition.name));
        action->setShortcut(QKeySequence(QLatin1String(definition.shortcut)));
        action->setWhatsThis(translated(definition.help));
        action->setStatusTip(action->whatsThis());
        action->setCheckable(definition.isCheckable);
        if (*definition.icon)
            action->setIcon(theme.icon(QLatin1String(definition.icon)));
        describe(action);
        m_actions.insert(static_cast<int>(definition.verb), action);
    }
}

QList<QAction*> ActionRegistry::all() const
{
    QList<QAction*> result;
    for (const Definition& definition : kDefinitions)
        result.append((*this)[definition.verb]);
    return result;
}

void ActionRegistry::restate(Verb verb, const QString& text, const QString& icon)
{
    QAction* action = (*this)[verb];
    if (action->text() == text)
        return;
    action->setText(text);
    if (verb == Verb::Primary)
        m_primaryIcon = icon;
    const bool onAccent = verb == Verb::Primary && m_primaryFilled;
    action->setIcon(m_theme.icon(icon, onAccent ? widgets::ColorRole::OnAccent : widgets::ColorRole::Text));
    describe(action);
}

void ActionRegistry::setPrimaryFilled(bool filled)
{
    m_primaryFilled = filled;
    (*this)[Verb::Primary]->setIcon(
        m_theme.icon(m_primaryIcon, filled ? widgets::ColorRole::OnAccent : widgets::ColorRole::Text));
}

} // namespace lb::gui
