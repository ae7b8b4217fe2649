#include "gui/pages/text_page.h"

#include "gui/dialogs/questions.h"
#include "gui/pages/lab_panel.h"
#include "gui/pages/model_bar.h"
#include "gui/pages/model_states.h"
#include "gui/pages/text_side.h"
#include "gui/run_board.h"
#include "gui/text/sentence_lab.h"
#include "gui/text/text_console.h"
#include "gui/time_position.h"
#include "widgets/logs/empty_state.h"
#include "widgets/logs/message_bar.h"
#include "widgets/text/conversation_view.h"
#include "widgets/text/parameter_panel.h"
#include "widgets/text/prompt_editor.h"
#include "widgets/text/token_panel.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QPointer>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::gui {

using widgets::MessageBar;
using widgets::TextSize;

namespace {

constexpr int kMargin = 8;
constexpr int kLeastConsole = 430; // three replies side by side and their buttons
const QString kParameters = QStringLiteral("text/parameters");
const QString kLocked = QStringLiteral("text/seedLocked");
const QString kShade = QStringLiteral("text/shadeBy");
const QString kEndBranch = QStringLiteral("endBranch");

} // namespace

TextPage::TextPage(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_console(new TextConsole(parts.board, parts.store, this))
    , m_lab(new SentenceLab(m_console->models(), parts.store, this))
{
    setObjectName(QStringLiteral("textPage"));
    m_pages = new ModelStates(parts.theme,
                              {.name = QStringLiteral("Text"),
                               .icon = QStringLiteral("text"),
                               .none = tr("There is no text model in this project yet. The demo trains three."),
                               .demo = tr("Train the text demo"),
                               .waiting = tr("%1 has no checkpoint yet. The console opens with its first.")},
                              m_console->models(), this);
    connect(m_pages, &ModelStates::demoRequested, this, &TextPage::demoRequested);
    connect(m_pages, &ModelStates::checkpointRequested, this, &TextPage::checkpointRequested);
    m_pages->addWidget(makeBody());
    connectVerbs();
    connectConsole();
    connectView();
    connectLab();
    takeModels();
    takeTurns();
    updateState();
}

TextPage::~TextPage()
{
    const widgets::ParameterPanel& panel = m_side->parameters();
    m_parts.settings.setValue(kParameters, QJsonDocument(panel.parameters().toJson()).toJson(QJsonDocument::Compact));
    m_parts.settings.setValue(kLocked, panel.isSeedLocked());
    m_parts.settings.setValue(kShade, m_shade->currentIndex());
    delete m_labPanel; // it writes what stands in its fields
}

QWidget* TextPage::makeBody()
{
    auto* body = new QWidget(this);
    auto* row = new QHBoxLayout(body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(kMargin, 0, kMargin, kMargin);
    column->setSpacing(0);
    column->addWidget(makeTop(body));
    m_splitter = new QSplitter(Qt::Horizontal, body);
    m_splitter->setObjectName(QStringLiteral("labSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(kMargin);
    m_splitter->addWidget(makeConsole(m_splitter));
    m_labPanel = new LabPanel(m_parts.theme, *m_lab, m_parts.settings, m_splitter);
    m_splitter->addWidget(m_labPanel);
    column->addWidget(m_splitter, 1);
    row->addLayout(column, 1);
    m_side = new TextSide(m_parts.theme, body);
    row->addWidget(m_side);
    const QByteArray stored = m_parts.settings.value(kParameters).toByteArray();
    if (!stored.isEmpty())
        m_side->parameters().setParameters(
            experiments::WritingParameters::fromJson(QJsonDocument::fromJson(stored).object()));
    m_side->parameters().setSeedLocked(m_parts.settings.value(kLocked, false).toBool());
    return body;
}

QWidget* TextPage::makeConsole(QWidget* parent)
{
    const widgets::Theme& theme = m_parts.theme;
    auto* panel = new QFrame(parent);
    panel->setProperty("panel", true);
    panel->setMinimumWidth(kLeastConsole);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto* header = new QFrame(panel);
    header->setProperty("panelHeader", true);
    header->setFixedHeight(34);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(8);
    auto* title = new QLabel(tr("Console"), header);
    title->setFont(theme.font(TextSize::Small, true));
    row->addWidget(title);
    m_count = new QLabel(header);
    m_count->setObjectName(QStringLiteral("replyCount"));
    auto* shadeLabel = new QLabel(tr("Shade by"), header);
    m_shade = new QComboBox(header);
    for (QLabel* label : {m_count, shadeLabel}) {
        label->setProperty("muted", true);
        label->setFont(theme.font(TextSize::Small));
    }
    m_shade->setObjectName(QStringLiteral("shadeBy"));
    m_shade->addItems({tr("surprise"), tr("difference"), tr("nothing")}); // in the order of Shade
    m_shade->setProperty("compact", true);
    m_shade->setToolTip(tr("Surprise: the less likely a word was to the model, the darker it stands; full at 6 nats. "
                           "Difference: words that are new against the first model's text are marked; of one model, "
                           "against its version before."));
    m_shade->setWhatsThis(m_shade->toolTip());
    m_shade->setAccessibleName(tr("Shade by"));
    row->addWidget(m_count, 1);
    row->addWidget(shadeLabel);
    row->addWidget(m_shade);
    addConsoleButtons(header);
    column->addWidget(header);
    auto* info = new QFrame(panel);
    info->setProperty("infoStrip", true);
    auto* infoRow = new QHBoxLayout(info);
    infoRow->setContentsMargins(12, 5, 12, 5);
    m_label = new QLabel(info);
    m_label->setObjectName(QStringLiteral("honestLabel"));
    m_label->setFont(theme.font(TextSize::Small));
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    infoRow->addWidget(m_label);
    column->addWidget(info);
    m_notice = new MessageBar(theme, panel);
    m_notice->setObjectName(QStringLiteral("textNotice"));
    column->addWidget(m_notice);
    m_view = new widgets::ConversationView(theme, panel);
    column->addWidget(m_view, 1);
    m_start = new widgets::EmptyState(theme, QStringLiteral("text"),
                                      tr("What you send below and what the models write behind it appears here."),
                                      tr("Begin from nothing"), panel);
    m_start->setObjectName(QStringLiteral("emptyConversation"));
    connect(m_start, &widgets::EmptyState::buttonClicked, m_parts.actions[Verb::SendPrompt], &QAction::trigger);
    column->addWidget(m_start, 1);
    m_editor = new widgets::PromptEditor(theme, panel);
    m_editor->setObjectName(QStringLiteral("promptArea"));
    column->addWidget(m_editor);
    const auto shade = [this](int index) { m_view->setShade(static_cast<widgets::Shade>(index)); };
    connect(m_shade, &QComboBox::currentIndexChanged, this, shade);
    m_shade->setCurrentIndex(std::clamp(m_parts.settings.value(kShade, 0).toInt(), 0, m_shade->count() - 1));
    return panel;
}

void TextPage::addConsoleButtons(QFrame* header)
{
    for (const Verb verb : {Verb::NewConversation, Verb::ExportConversation}) {
        QAction* action = m_parts.actions[verb];
        auto* button = new QToolButton(header);
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAccessibleName(action->whatsThis());
        button->setFixedSize(26, 26);
        header->layout()->addWidget(button);
    }
}

void TextPage::connectVerbs()
{
    const auto on = [this](Verb verb, auto what) {
        QAction* action = m_parts.actions[verb];
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, what);
    };
    on(Verb::SendPrompt, [this] { send(); });
    on(Verb::StopWriting, [this] { stop(); });
    on(Verb::Regenerate, [this] {
        const QList<widgets::TurnView> turns = m_console->turns();
        if (!turns.isEmpty())
            regenerate(turns.last().prompt);
    });
    on(Verb::NewConversation, [this] {
        m_console->newConversation();
        m_editor->focusEditor();
    });
    on(Verb::ExportConversation, [this] { askExport(); });
}

void TextPage::connectConsole()
{
    connect(&m_console->models(), &TextModels::changed, this, &TextPage::takeModels);
    connect(m_console, &TextConsole::columnsChanged, this, [this] {
        m_models->setColumns(m_console->columns());
        m_label->setText(honestLabel());
        updateLab();
        updateState();
        tellTime();
    });
    connect(m_console, &TextConsole::turnsChanged, this, &TextPage::takeTurns);
    connect(m_console, &TextConsole::replyGrew, m_view, &widgets::ConversationView::append);
    connect(m_console, &TextConsole::busyChanged, this, &TextPage::updateState);
    connect(m_console, &TextConsole::conversationsChanged, this,
            [this] { m_side->setConversations(m_console->conversations(), m_console->conversation()); });
    connect(m_console, &TextConsole::failed, this, &TextPage::failed);
    connect(m_side, &TextSide::conversationChosen, m_console, &TextConsole::openConversation);
    connect(m_models, &ModelBar::columnsChosen, m_console, &TextConsole::setColumns);
    connect(m_models, &ModelBar::stepChosen, this,
            [this](qint64 step) { m_parts.board.time().setStep(step < 0 ? std::nullopt : std::optional(step)); });
    connect(&m_parts.board, &RunBoard::runsListed, this, &TextPage::takeModels);
}

void TextPage::connectView()
{
    using View = widgets::ConversationView;
    connect(m_view, &View::regenerateClicked, this, &TextPage::regenerate);
    connect(m_view, &View::repeatClicked, m_console, &TextConsole::repeat);
    connect(m_view, &View::editClicked, this, &TextPage::edit);
    connect(m_view, &View::branchClicked, this, &TextPage::branch);
    connect(m_view, &View::branchStepped, m_console, &TextConsole::showBranch);
    connect(m_view, &View::attemptStepped, m_console, &TextConsole::showAttempt);
    connect(m_view, &View::continueClicked, this, [this](qint64 reply) {
        m_console->continueReply(reply, m_side->parameters().parameters());
        m_side->parameters().advanceSeed();
    });
    connect(m_view, &View::copyClicked, this, [](const QString& text) { QGuiApplication::clipboard()->setText(text); });
    connect(m_view, &View::tokenPointed, &m_side->token(), &widgets::TokenPanel::setToken);
    connect(m_editor, &widgets::PromptEditor::sendClicked, m_parts.actions[Verb::SendPrompt], &QAction::trigger);
    connect(m_editor, &widgets::PromptEditor::codeChosen, this, [this] { m_label->setText(honestLabel()); });
    connect(m_editor, &widgets::PromptEditor::stopClicked, m_parts.actions[Verb::StopWriting], &QAction::trigger);
    connect(m_notice, &MessageBar::buttonClicked, this, [this](const QString& id) {
        if (id == kEndBranch)
            m_console->endBranch();
    });
    connect(m_notice, &MessageBar::closed, m_console, [this] {
        if (m_console->branchPoint())
            m_console->endBranch();
    });
}

void TextPage::focusEditor()
{
    m_editor->focusEditor();
}

void TextPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_console->models().setWatching(true);
    updateState();
    tellTime();
}

void TextPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_console->models().setWatching(false);
    updateState();
    m_parts.board.time().leave(this);
}

void TextPage::send()
{
    m_console->send(m_editor->text(), parameters());
    m_side->parameters().advanceSeed();
    m_isEditing = false;
    m_editor->setText({});
    m_editor->focusEditor();
}

experiments::WritingParameters TextPage::parameters() const
{
    experiments::WritingParameters result = m_side->parameters().parameters();
    result.code = m_editor->code();
    return result;
}

void TextPage::stop()
{
    if (m_console->isBusy())
        m_console->stop();
    else if (m_console->branchPoint())
        m_console->endBranch();
}

void TextPage::regenerate(qint64 prompt)
{
    m_console->regenerate(prompt, parameters());
    m_side->parameters().advanceSeed();
}

void TextPage::edit(qint64 prompt)
{
    if (const experiments::ConsoleMessage* message = m_console->message(prompt)) {
        m_editor->setText(message->text);
        m_isEditing = true;
    }
    m_console->beginEdit(prompt);
    m_editor->focusEditor();
}

void TextPage::branch(qint64 prompt)
{
    m_console->beginBranch(prompt);
    m_editor->focusEditor();
}

void TextPage::askExport()
{
    m_parts.questions.askSaveFile(this, tr("Export conversation"), QDir::home().filePath(tr("conversation.md")),
                                  {tr("Markdown (*.md)"), tr("Text (*.txt)"), tr("JSON, complete (*.json)")},
                                  [this, guard = QPointer<TextPage>(this)](const std::optional<QString>& file) {
                                      if (guard && file)
                                          m_console->exportTo(*file);
                                  });
}

} // namespace lb::gui
