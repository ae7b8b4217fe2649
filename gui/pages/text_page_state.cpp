// The part of TextPage that shows what the console says: which page, which words, what can be clicked.
#include "gui/pages/model_bar.h"
#include "gui/pages/model_states.h"
#include "gui/pages/text_page.h"
#include "gui/run_board.h"
#include "gui/text/text_console.h"
#include "gui/time_position.h"
#include "widgets/logs/empty_state.h"
#include "widgets/logs/message_bar.h"
#include "widgets/text/conversation_view.h"
#include "widgets/text/prompt_editor.h"
#include "widgets/theme/number_text.h"

#include <QLabel>

#include <algorithm>

namespace lb::gui {

using widgets::MessageBar;

void TextPage::takeModels()
{
    m_models->setModels(modelItems(m_console->models()));
    m_models->setColumns(m_console->columns());
    m_label->setText(honestLabel());
    updateLab();
    updateState();
    tellTime();
}

/// What the next reply is written with, where that is not what the choosers say by themselves.
void TextPage::tellTime()
{
    if (!isVisible())
        return;
    PageTime time{.stops = m_console->models().stops(m_console->columns()), .isBusy = m_console->isBusy()};
    for (const ModelChoice& choice : m_console->columns()) {
        const TextModel* model = m_console->models().find(choice.uid);
        if (model && choice.checkpoint() >= 0 && !model->steps.isEmpty() && choice.checkpoint() < model->steps.last())
            time.note = tr("%1 cannot write there: its first checkpoint is at step %2.")
                            .arg(model->name, widgets::countText(model->steps.last()));
    }
    m_parts.board.time().setPage(this, time);
}

void TextPage::takeTurns()
{
    const QList<widgets::TurnView> turns = m_console->turns();
    m_view->setTurns(turns);
    m_view->setVisible(!turns.isEmpty());
    m_start->setVisible(turns.isEmpty());
    updateNotice();
    updateState();
}

void TextPage::updateNotice()
{
    if (m_console->branchPoint())
        m_notice->showMessage({.kind = MessageBar::Kind::Info,
                               .title = m_isEditing ? tr("What you send becomes a branch beside the old prompt.")
                                                    : tr("What you send begins a branch here."),
                               .text = tr("Everything that followed stays; the arrows beside a prompt lead to it."),
                               .buttons = {{QStringLiteral("endBranch"), tr("Back to what was shown"), {}}},
                               .icon = QStringLiteral("fork")});
    else if (!m_console->notKept().isEmpty())
        m_notice->showMessage({.kind = MessageBar::Kind::Warning, .title = m_console->notKept()});
    else
        m_notice->hide();
    m_isEditing = m_isEditing && m_console->branchPoint().has_value();
}

/// What the chosen models are, and what they are not.
QString TextPage::honestLabel() const
{
    QStringList names;
    for (const ModelChoice& choice : m_console->columns())
        if (const TextModel* model = m_console->models().find(choice.uid))
            names += describe(*model, m_editor->code());
    names.removeDuplicates();
    const QString models = names.join(QLatin1Char(' '));
    return m_editor->code() == QLatin1String("prior")
               ? tr("%1 Not an assistant: it writes on behind the prompt.").arg(models)
               : tr("%1 Not an assistant: it rewrites the prompt.").arg(models);
}

void TextPage::updateState()
{
    const TextModels& models = m_console->models();
    m_pages->settle(!m_console->isEmpty());
    const bool isBusy = m_console->isBusy();
    const bool canSend = m_pages->isBody() && !isBusy && !m_console->columns().isEmpty();
    const bool canStop = isBusy && !m_console->isStopping();
    m_editor->setState(canSend, canStop);
    const QList<ModelChoice> columns = m_console->columns();
    m_editor->setCodesOffered(std::any_of(columns.cbegin(), columns.cend(), [&](const ModelChoice& choice) {
        const TextModel* model = models.find(choice.uid);
        return model && model->family != QLatin1String("language");
    }));
    m_view->setActive(!isBusy);
    const int count = m_console->replyCount();
    const bool isKept = m_console->notKept().isEmpty();
    m_count->setText(count == 0 ? tr("nothing written yet")
                     : isKept   ? tr("%n text(s), saved", nullptr, count)
                                : tr("%n text(s), not saved", nullptr, count));
    const auto enable = [this](Verb verb, bool can) { m_parts.actions[verb]->setEnabled(isVisible() && can); };
    enable(Verb::SendPrompt, canSend);
    enable(Verb::StopWriting, canStop || (!isBusy && m_console->branchPoint().has_value()));
    enable(Verb::Regenerate, canSend && !m_console->isEmpty());
    enable(Verb::NewConversation, m_pages->isBody() && !isBusy);
    enable(Verb::ExportConversation, m_pages->isBody() && !isBusy && !m_console->isEmpty());
    for (const Verb verb : {Verb::ShowLab, Verb::ScoreText, Verb::ScoreFile})
        enable(verb, m_pages->isBody());
}

} // namespace lb::gui
