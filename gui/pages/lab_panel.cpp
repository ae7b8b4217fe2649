#include "gui/pages/lab_panel.h"

#include "widgets/logs/elided_label.h"
#include "widgets/logs/empty_state.h"
#include "widgets/text/code_bars.h"
#include "widgets/text/listening_row.h"
#include "widgets/text/run_text_table.h"
#include "widgets/text/sentence_inputs.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using widgets::RunTextTable;
using widgets::TextSize;

namespace {

constexpr int kHeaderHeight = 34;
constexpr int kBarHeight = 30;
constexpr int kBarsHeight = 132;
constexpr int kLeastRows = 6; // of a table; below that the lab scrolls
const QString kSentenceA = QStringLiteral("text/labA");
const QString kSentenceB = QStringLiteral("text/labB");
const QString kSpherical = QStringLiteral("text/labSpherical");

QFrame* makeBar(QWidget* parent, int height)
{
    auto* bar = new QFrame(parent);
    bar->setProperty("panelHeader", true);
    bar->setFixedHeight(height);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(8);
    return bar;
}

} // namespace

LabPanel::LabPanel(const widgets::Theme& theme, SentenceLab& lab, QSettings& settings, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_lab(lab)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("sentenceLab"));
    setProperty("panel", true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    m_inputs = new widgets::SentenceInputs(theme, LabInput().steps, this);
    column->addWidget(m_inputs);
    m_remarks = new QLabel(this);
    m_remarks->setObjectName(QStringLiteral("labRemarks"));
    m_remarks->setFont(theme.font(TextSize::Small));
    m_remarks->setWordWrap(true);
    m_remarks->setTextFormat(Qt::PlainText);
    m_remarks->setContentsMargins(12, 2, 12, 6);
    m_remarks->hide();
    column->addWidget(m_remarks);
    m_pages = new QStackedWidget(this);
    m_empty = new widgets::EmptyState(theme, QStringLiteral("interpolate"), {}, tr("Take two sentences of the data"),
                                      m_pages);
    m_empty->setObjectName(QStringLiteral("emptyLab"));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(makeBody());
    column->addWidget(m_pages, 1);
    m_inputs->setSentences(settings.value(kSentenceA).toString(), settings.value(kSentenceB).toString());
    m_inputs->setSpherical(settings.value(kSpherical, false).toBool());
    connectParts();
    applyInput();
}

LabPanel::~LabPanel()
{
    m_settings.setValue(kSentenceA, m_inputs->first());
    m_settings.setValue(kSentenceB, m_inputs->second());
    m_settings.setValue(kSpherical, m_inputs->isSpherical());
}

QWidget* LabPanel::makeHeader()
{
    QFrame* header = makeBar(this, kHeaderHeight);
    auto* title = new QLabel(tr("Sentence lab"), header);
    title->setFont(m_theme.font(TextSize::Small, true));
    header->layout()->addWidget(title);
    m_hint = new widgets::ElidedLabel(header);
    m_hint->setObjectName(QStringLiteral("labPhase"));
    m_hint->setProperty("muted", true);
    m_hint->setFont(m_theme.font(TextSize::Small));
    static_cast<QHBoxLayout*>(header->layout())->addWidget(m_hint, 1);
    auto* refresh = new QToolButton(header);
    refresh->setObjectName(QStringLiteral("refreshLab"));
    refresh->setIcon(m_theme.icon(QStringLiteral("refresh")));
    refresh->setToolTip(tr("Asks the models again, a run that trains at its newest checkpoint."));
    refresh->setWhatsThis(refresh->toolTip());
    refresh->setAccessibleName(refresh->toolTip());
    refresh->setFixedSize(26, 26);
    header->layout()->addWidget(refresh);
    connect(refresh, &QToolButton::clicked, &m_lab, &SentenceLab::refresh);
    return header;
}

QWidget* LabPanel::makeBody()
{
    auto* scroll = new QScrollArea(m_pages);
    scroll->setObjectName(QStringLiteral("labScroll"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* body = new QWidget(scroll);
    body->setProperty("turns", true); // the ground of texts
    scroll->setWidget(body);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* codes = new QWidget(body);
    auto* row = new QHBoxLayout(codes);
    row->setContentsMargins(12, 2, 12, 0);
    auto* title = new QLabel(tr("Codes of"), codes);
    title->setProperty("muted", true);
    title->setFont(m_theme.font(TextSize::Small));
    row->addWidget(title);
    m_codeRun = new QComboBox(codes);
    m_codeRun->setObjectName(QStringLiteral("codeRun"));
    m_codeRun->setProperty("compact", true);
    m_codeRun->setAccessibleName(tr("Codes of"));
    m_codeRun->setToolTip(tr("Whose codes of A and B the plot shows: the means of q(z|x), dimension by dimension."));
    m_codeRun->setWhatsThis(m_codeRun->toolTip());
    row->addWidget(m_codeRun);
    auto* dash = new QLabel(tr("▬  z at the slider's place"), codes);
    dash->setProperty("muted", true);
    dash->setFont(m_theme.font(TextSize::Tiny));
    row->addStretch(1);
    row->addWidget(dash);
    column->addWidget(codes);
    m_bars = new widgets::CodeBars(m_theme, body);
    m_bars->setFixedHeight(kBarsHeight);
    column->addWidget(m_bars);
    column->addWidget(makeViews(body), 1);
    m_meter = makeMeter(body);
    column->addWidget(m_meter);
    return scroll;
}

QWidget* LabPanel::makeViews(QWidget* parent)
{
    auto* views = new QWidget(parent);
    auto* column = new QVBoxLayout(views);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    QFrame* bar = makeBar(views, kBarHeight);
    bar->layout()->setContentsMargins(8, 0, 12, 0);
    bar->layout()->setSpacing(4);
    auto* group = new QButtonGroup(views);
    const auto addButton = [&](const char* name, const QString& text, const QString& toolTip) {
        auto* button = new QToolButton(bar);
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setToolTip(toolTip);
        button->setWhatsThis(toolTip);
        button->setCheckable(true);
        button->setFont(m_theme.font(TextSize::Small));
        button->setFixedHeight(24);
        group->addButton(button);
        bar->layout()->addWidget(button);
        return button;
    };
    m_pathButton = addButton("showPath", tr("From A to B"),
                             tr("What each model decodes on the way; words that are new against the row above are "
                                "marked."));
    m_nearButton = addButton("showNeighbours", tr("Nearest to A"),
                             tr("Sentences of the training data whose mean codes are nearest to that of A, with the "
                                "distance; words that A lacks are marked."));
    m_pathButton->setChecked(true);
    m_viewHint = new widgets::ElidedLabel(bar);
    m_viewHint->setProperty("muted", true);
    m_viewHint->setFont(m_theme.font(TextSize::Small));
    m_viewHint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    static_cast<QHBoxLayout*>(bar->layout())->addWidget(m_viewHint, 1);
    column->addWidget(bar);
    m_tables = new QStackedWidget(views);
    const auto addTable = [&](const char* name, const QString& accessibleName, const QString& toolTip) {
        auto* table = new RunTextTable(m_theme, m_tables);
        table->setObjectName(QLatin1String(name));
        table->setAccessibleName(accessibleName);
        table->setToolTip(toolTip);
        table->setMinimumHeight(RunTextTable::kHeaderHeight + kLeastRows * RunTextTable::kRowHeight);
        m_tables->addWidget(table);
        return table;
    };
    m_path = addTable("pathTable", tr("Sentences from A to B"), m_pathButton->toolTip());
    m_near = addTable("neighbourTable", tr("Nearest to A"), m_nearButton->toolTip());
    column->addWidget(m_tables, 1);
    connect(group, &QButtonGroup::buttonToggled, this, [this] {
        m_tables->setCurrentWidget(m_nearButton->isChecked() ? m_near : m_path);
        showWords();
    });
    return views;
}

QWidget* LabPanel::makeMeter(QWidget* parent)
{
    auto* meter = new QWidget(parent);
    meter->setObjectName(QStringLiteral("listeningMeter"));
    auto* column = new QVBoxLayout(meter);
    column->setContentsMargins(0, 0, 0, 6);
    column->setSpacing(2);
    QFrame* bar = makeBar(meter, kBarHeight);
    bar->setProperty("topEdge", true);
    auto* title = new QLabel(tr("Does the decoder listen to z?"), bar);
    title->setFont(m_theme.font(TextSize::Small, true));
    bar->layout()->addWidget(title);
    m_dataUse = new widgets::ElidedLabel(bar);
    m_dataUse->setObjectName(QStringLiteral("dataUse"));
    m_dataUse->setProperty("muted", true);
    m_dataUse->setFont(m_theme.font(TextSize::Small));
    m_dataUse->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_dataUse->setToolTip(tr("How much likelier sentence A is with codes of its own than with codes of other "
                             "sentences: in all, and word by word. A decoder that ignores its code gains nothing. "
                             "Averages over 16 codes, drawn by the seed."));
    static_cast<QHBoxLayout*>(bar->layout())->addWidget(m_dataUse, 1);
    column->addWidget(bar);
    m_meterRows = new QVBoxLayout;
    m_meterRows->setContentsMargins(0, 2, 0, 0);
    m_meterRows->setSpacing(0);
    column->addLayout(m_meterRows);
    return meter;
}

void LabPanel::connectParts()
{
    using widgets::SentenceInputs;
    connect(m_inputs, &SentenceInputs::sentencesChanged, this, &LabPanel::applyInput);
    connect(m_inputs, &SentenceInputs::pathChanged, this, &LabPanel::applyInput);
    connect(m_inputs, &SentenceInputs::drawClicked, this, &LabPanel::drawSentence);
    connect(m_inputs, &SentenceInputs::stepChanged, this, [this](int step) {
        m_path->chooseRow(step);
        showCodes();
    });
    connect(m_path, &RunTextTable::rowChosen, m_inputs, &SentenceInputs::setStep);
    connect(m_codeRun, &QComboBox::currentIndexChanged, this, &LabPanel::showCodes);
    connect(m_empty, &widgets::EmptyState::buttonClicked, this, [this] {
        m_drawsSecond.reset();
        m_lab.draw(QRandomGenerator::global()->bounded(1, 1 << 30));
    });
    connect(&m_lab, &SentenceLab::columnChanged, this, &LabPanel::showColumn);
    connect(&m_lab, &SentenceLab::drawn, this, &LabPanel::takeDrawn);
}

void LabPanel::applyInput()
{
    LabInput input = m_lab.input();
    input.a = m_inputs->first();
    input.b = m_inputs->second();
    input.isSpherical = m_inputs->isSpherical();
    m_lab.setInput(input);
    showWords();
}

void LabPanel::drawSentence(bool isSecond)
{
    m_drawsSecond = isSecond;
    m_lab.draw(QRandomGenerator::global()->bounded(1, 1 << 30));
}

void LabPanel::takeDrawn(const QStringList& sentences)
{
    if (sentences.size() < 2)
        return;
    if (!m_drawsSecond)
        m_inputs->setSentences(sentences[0], sentences[1]);
    else
        m_inputs->setSentences(*m_drawsSecond ? m_inputs->first() : sentences[0],
                               *m_drawsSecond ? sentences[0] : m_inputs->second());
    applyInput();
}

void LabPanel::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    m_lab.setActive(true);
}

void LabPanel::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    m_lab.setActive(false);
}

} // namespace lb::gui
