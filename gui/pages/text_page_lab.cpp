// The part of TextPage about what stands beside the console: the sentence lab, and scoring a text of one's own.
#include "gui/dialogs/score_dialog.h"
#include "gui/pages/lab_panel.h"
#include "gui/pages/model_bar.h"
#include "gui/pages/text_page.h"
#include "gui/text/sentence_lab.h"
#include "gui/text/text_console.h"

#include <QHBoxLayout>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>

namespace lb::gui {

namespace {

const QString kLabShown = QStringLiteral("text/labShown");
const QString kLabSplit = QStringLiteral("text/labSplit");

} // namespace

QWidget* TextPage::makeTop(QWidget* parent)
{
    auto* top = new QWidget(parent);
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto addButton = [&](Verb verb) {
        QAction* action = m_parts.actions[verb];
        auto* button = new QToolButton(top);
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAccessibleName(action->whatsThis());
        button->setFixedHeight(28);
        row->addWidget(button);
        return button;
    };
    addButton(Verb::ShowLab);
    m_models = new ModelBar(m_parts.theme, top);
    row->addWidget(m_models, 1);
    m_scoreButton = addButton(Verb::ScoreText);
    return top;
}

void TextPage::connectLab()
{
    const auto on = [this](Verb verb, auto what) {
        QAction* action = m_parts.actions[verb];
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, what);
    };
    on(Verb::ShowLab, [this](bool shown) { showLab(shown); });
    on(Verb::ScoreText, [this] { openScore(false); });
    on(Verb::ScoreFile, [this] { openScore(true); });
    m_splitter->restoreState(m_parts.settings.value(kLabSplit).toByteArray());
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { m_parts.settings.setValue(kLabSplit, m_splitter->saveState()); });
    const bool isShown = m_parts.settings.value(kLabShown, false).toBool();
    m_parts.actions[Verb::ShowLab]->setChecked(isShown);
    m_labPanel->setVisible(isShown);
}

void TextPage::showLab(bool shown)
{
    m_parts.settings.setValue(kLabShown, shown);
    m_labPanel->setVisible(shown);
    if (shown && m_parts.settings.value(kLabSplit).toByteArray().isEmpty())
        m_splitter->setSizes({m_splitter->width() * 45 / 100, m_splitter->width() * 55 / 100});
}

/// The lab asks whom the console asks.
void TextPage::updateLab()
{
    m_lab->setColumns(m_console->columns());
    QList<widgets::PlotRun> runs;
    for (const ModelChoice& choice : m_console->columns())
        if (const TextModel* model = m_console->models().find(choice.uid))
            runs.append(plottedModel(*model));
    m_labPanel->setRuns(runs);
    constexpr int kMostWithWords = 2; // the models' names need the room
    m_scoreButton->setToolButtonStyle(runs.size() > kMostWithWords ? Qt::ToolButtonIconOnly
                                                                   : Qt::ToolButtonTextBesideIcon);
    if (m_score)
        m_score->setModels(modelItems(m_console->models()));
}

void TextPage::openScore(bool withFile)
{
    if (!m_score) {
        m_score = new ScoreDialog({m_parts.theme, m_parts.store, m_parts.questions, m_parts.project}, this);
        m_score->setModels(modelItems(m_console->models()));
    }
    if (!m_score->isVisible() && !m_console->columns().isEmpty())
        m_score->setChoice(m_console->columns().first());
    m_score->show();
    m_score->raise();
    m_score->activateWindow();
    if (withFile)
        m_score->askFile();
}

} // namespace lb::gui
