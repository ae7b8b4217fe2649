#include "gui/pages/model_states.h"

#include "gui/text/text_models.h"
#include "widgets/logs/empty_state.h"

namespace lb::gui {

using widgets::EmptyState;

namespace {

enum Index { Blank, Empty, Waiting, Body }; // in the order of the constructor

} // namespace

ModelStates::ModelStates(const widgets::Theme& theme, const Words& words, const TextModels& models, QWidget* page)
    : QStackedLayout(page)
    , m_models(models)
    , m_waitingWords(words.waiting)
    , m_waiting(new EmptyState(theme, words.icon, {}, tr("Checkpoint now"), page))
{
    addWidget(new QWidget(page));
    auto* empty = new EmptyState(theme, words.icon, words.none, words.demo, page);
    empty->setObjectName(QStringLiteral("empty") + words.name);
    connect(empty, &EmptyState::buttonClicked, this, &ModelStates::demoRequested);
    addWidget(empty);
    m_waiting->setObjectName(QStringLiteral("waiting") + words.name);
    connect(m_waiting, &EmptyState::buttonClicked, this, [this] {
        for (const TextModel& model : m_models.all())
            if (model.isAtWork)
                emit checkpointRequested(model.uid);
    });
    addWidget(m_waiting);
}

void ModelStates::settle(bool hasBody)
{
    Index index = hasBody || !m_models.ready().isEmpty() ? Body : Blank;
    if (index == Blank && m_models.isRead())
        index = m_models.all().isEmpty() ? Empty : Waiting;
    if (index == Waiting)
        m_waiting->setSentence(m_waitingWords.arg(m_models.all().first().name));
    if (currentIndex() != index)
        setCurrentIndex(index);
}

bool ModelStates::isBody() const
{
    return currentIndex() == Body;
}

} // namespace lb::gui
