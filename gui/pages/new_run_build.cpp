#include "gui/pages/new_run_page.h"

#include "gui/pages/new_run_side.h"
#include "gui/pages/new_run_words.h"
#include "widgets/forms/preset_chooser.h"
#include "widgets/forms/spec_form.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QSpinBox>

namespace lb::gui {

using namespace experiments;
using widgets::ColorRole;
using widgets::TextSize;

namespace {

constexpr int kNavigationWidth = 164;
constexpr int kSideWidth = 404;
constexpr int kFormMargin = 16;
constexpr int kLabelWidth = 146;
constexpr int kMostAtOnce = 64;

QScrollArea* scrolling(QWidget* content, const char* name, QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setObjectName(QLatin1String(name));
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

} // namespace

void NewRunPage::build()
{
    m_isBuilt = true;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    QWidget* navigation = buildNavigation();
    QWidget* form = buildForm();
    m_side = new NewRunSide(m_parts.theme, this);
    connect(m_side, &NewRunSide::resetRequested, this, &NewRunPage::reset);
    connect(m_side, &NewRunSide::fieldRequested, this, [this](const QString& key) { m_form->focusField(key); });
    connect(m_side, &NewRunSide::resetAllRequested, this, [this] {
        m_draft.resetAll();
        followFamily();
        takeDraft();
    });
    QScrollArea* side = scrolling(m_side, "newRunSideScroll", this);
    side->setFixedWidth(kSideWidth);
    row->addWidget(navigation);
    row->addWidget(form, 1);
    row->addWidget(side);
    column->addLayout(row, 1);
    column->addWidget(buildButtons());
    readPresets();
}

QWidget* NewRunPage::buildNavigation()
{
    auto* navigation = new QFrame(this);
    navigation->setProperty("panel", true);
    navigation->setFixedWidth(kNavigationWidth);
    auto* column = new QVBoxLayout(navigation);
    column->setContentsMargins(8, 8, 8, 8);
    m_filter = new QLineEdit(navigation);
    m_filter->setObjectName(QStringLiteral("fieldFilter"));
    m_filter->setProperty("compact", true);
    m_filter->setPlaceholderText(tr("Find a field"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setToolTip(tr("Shows the fields whose names or help have all of these words, folded ones too."));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(m_parts.theme.icon(QStringLiteral("search"), ColorRole::Muted), QLineEdit::LeadingPosition);
    m_sections = new QListWidget(navigation);
    m_sections->setObjectName(QStringLiteral("sectionList"));
    m_sections->setAccessibleName(tr("Sections of the form"));
    m_sections->setToolTip(tr("Goes to the section. Behind its name: how many fields are changed."));
    m_sections->setSpacing(1);
    column->addWidget(m_filter);
    column->addWidget(m_sections, 1);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& words) { m_form->setFilter(words); });
    connect(m_sections, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        QWidget* heading = item ? m_form->heading(item->data(Qt::UserRole).toString()) : nullptr;
        if (heading)
            m_scroll->verticalScrollBar()->setValue(heading->mapTo(m_scroll->widget(), QPoint(0, 0)).y() - kFormMargin);
    });
    return navigation;
}

QLineEdit* NewRunPage::addLine(QGridLayout* grid, const char* name, const QString& label, const QString& toolTip)
{
    auto* line = new QLineEdit(this);
    line->setObjectName(QLatin1String(name));
    line->setToolTip(toolTip);
    line->setWhatsThis(toolTip);
    line->setAccessibleName(label);
    auto* words = new QLabel(label, this);
    words->setBuddy(line);
    words->setFixedWidth(kLabelWidth);
    const int row = grid->rowCount();
    grid->addWidget(words, row, 0);
    grid->addWidget(line, row, 1);
    return line;
}

QWidget* NewRunPage::buildHeader()
{
    auto* header = new QWidget(this);
    auto* grid = new QGridLayout(header);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    m_name = addLine(grid, "runName", tr("Name"),
                     tr("Runs of a grid get what tells them apart behind it. Empty: by the kind of model."));
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& text) { m_nameIsTyped = !text.isEmpty(); });
    m_preset = new widgets::PresetChooser(m_parts.theme, header);
    connect(m_preset, &widgets::PresetChooser::chosen, this, &NewRunPage::startFromPreset);
    auto* presetLabel = new QLabel(tr("Preset"), header);
    presetLabel->setBuddy(m_preset);
    int row = grid->rowCount();
    grid->addWidget(presetLabel, row, 0);
    auto* presetRow = new QHBoxLayout;
    presetRow->setSpacing(4);
    presetRow->addWidget(m_preset);
    presetRow->addWidget(buildPresetMenu());
    presetRow->addStretch(1);
    grid->addLayout(presetRow, row, 1);
    m_purpose = new QLabel(header);
    m_purpose->setObjectName(QStringLiteral("presetPurpose"));
    m_purpose->setFont(m_parts.theme.font(TextSize::Small));
    m_purpose->setProperty("muted", true);
    m_purpose->setWordWrap(true);
    grid->addWidget(m_purpose, ++row, 1);
    m_group = addLine(grid, "runGroup", tr("Group"),
                      tr("Runs of a group stand together in lists. A single run trains beside the others of its group; "
                         "those of a grid take turns."));
    m_group->setPlaceholderText(tr("none"));
    m_tags = addLine(grid, "runTags", tr("Tags"), tr("Words to find the runs by, separated by commas."));
    buildLockStep(grid);
    m_gridLine = new QLabel(header);
    m_gridLine->setObjectName(QStringLiteral("gridLine"));
    m_gridLine->setFont(m_parts.theme.font(TextSize::Body, true));
    m_gridLine->setWordWrap(true);
    m_atOnceRow = new QWidget(header);
    auto* line = new QHBoxLayout(m_atOnceRow);
    line->setContentsMargins(0, 0, 0, 0);
    m_atOnce = new QSpinBox(m_atOnceRow);
    m_atOnce->setObjectName(QStringLiteral("atOnce"));
    m_atOnce->setRange(1, kMostAtOnce);
    m_atOnce->setAccessibleName(tr("Runs of grids at a time"));
    m_atOnce->setToolTip(tr("So many runs of grids train at a time in this project; the others wait in the queue."));
    connect(m_atOnce, &QSpinBox::valueChanged, this, &NewRunPage::showState);
    line->addWidget(m_atOnce);
    line->addWidget(new QLabel(tr("at a time"), m_atOnceRow));
    line->addStretch(1);
    row = grid->rowCount();
    grid->addWidget(m_gridLine, row, 0, 1, 2);
    grid->addWidget(m_atOnceRow, row + 1, 1);
    return header;
}

QWidget* NewRunPage::buildForm()
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(kFormMargin, kFormMargin, kFormMargin, kFormMargin);
    column->setSpacing(16);
    m_form = new widgets::SpecForm(m_parts.theme, body);
    column->addWidget(buildHeader());
    column->addWidget(m_form, 1);
    connect(m_form, &widgets::SpecForm::edited, this, &NewRunPage::edit);
    connect(m_form, &widgets::SpecForm::resetRequested, this, &NewRunPage::reset);
    connect(m_form, &widgets::SpecForm::sectionsChanged, this, &NewRunPage::showSections);
    body->setObjectName(QStringLiteral("newRunBody"));
    body->setProperty("formGround", true);
    m_scroll = scrolling(body, "newRunScroll", this);
    return m_scroll;
}

QPushButton* NewRunPage::addButton(const char* name, const QString& text, const QString& icon, const QString& toolTip)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    if (!icon.isEmpty())
        button->setIcon(m_parts.theme.icon(icon));
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    return button;
}

QWidget* NewRunPage::buildButtons()
{
    auto* bar = new QFrame(this);
    bar->setProperty("topEdge", true);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    auto* copy = addButton("copyCommand", tr("Copy as command"), QStringLiteral("terminal"),
                           tr("Puts the command line that makes the same runs on the clipboard."));
    connect(copy, &QPushButton::clicked, this, &NewRunPage::copyCommand);
    auto* json = addButton("jsonMenu", tr("JSON"), {}, tr("The settings as text: for files, mails and scripts."));
    auto* menu = new QMenu(json);
    menu->setToolTipsVisible(true);
    const auto addAction = [&](const char* name, const QString& text, void (NewRunPage::*what)()) {
        QAction* action = menu->addAction(text, this, what);
        action->setObjectName(QLatin1String(name));
    };
    addAction("pasteJson", tr("&Paste JSON"), &NewRunPage::pasteJson);
    addAction("copyJson", tr("&Copy JSON"), &NewRunPage::copyJson);
    addAction("exportJson", tr("&Export JSON…"), &NewRunPage::exportJson);
    json->setMenu(menu);
    json->setProperty("hasMenu", true);
    m_message = new QLabel(bar);
    m_message->setObjectName(QStringLiteral("newRunMessage"));
    m_message->setFont(m_parts.theme.font(TextSize::Small));
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* cancel = addButton("cancelNewRun", tr("Cancel"), {}, tr("Back to where you were; the form stays as it is."));
    connect(cancel, &QPushButton::clicked, this, &NewRunPage::cancelled);
    m_queue = addButton("addToQueue", tr("Add to queue"), QStringLiteral("queue"),
                        tr("Behind all that wait; this page stays."));
    connect(m_queue, &QPushButton::clicked, this, [this] { launch(false); });
    m_start = addButton("startRuns", tr("Start"), {},
                        tr("Before all that wait, at once if nothing is at work (%1)")
                            .arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));
    m_start->setIcon(m_parts.theme.icon(QStringLiteral("play"), ColorRole::OnAccent));
    m_start->setProperty("primary", true);
    connect(m_start, &QPushButton::clicked, this, [this] { launch(true); });
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(Qt::CTRL | key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &NewRunPage::startOrShowProblem);
    }
    row->addWidget(copy);
    row->addWidget(json);
    row->addWidget(m_message, 1);
    row->addWidget(cancel);
    row->addWidget(m_queue);
    row->addWidget(m_start);
    return bar;
}

void NewRunPage::startOrShowProblem()
{
    const QList<FieldProblem> problems = allProblems();
    if (problems.isEmpty())
        m_start->click(); // nothing, where it is disabled
    else
        m_form->focusField(problems.first().key);
}

void NewRunPage::focusForm()
{
    if (m_name)
        m_name->setFocus();
}

} // namespace lb::gui
