#include "gui/pages/samples_page.h"

#include "gui/pages/frame_player.h"
#include "gui/pages/model_bar.h"
#include "gui/pages/model_states.h"
#include "gui/pages/panel_header.h"
#include "gui/pages/path_details.h"
#include "gui/pages/path_ends.h"
#include "gui/pages/sample_bar.h"
#include "gui/pages/sample_panel.h"
#include "gui/run_board.h"
#include "gui/time_position.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

namespace {

constexpr int kMargin = 8;

struct ModeWords {
    const char* name;
    const char* icon;
    const char* text;
    const char* toolTip;
};

// In the order of SampleMode.
constexpr ModeWords kModes[kSampleModes] = {
    {"modeReconstruct", "reconstruct", QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "Reconstruct"),
     QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "Items as they are, as the run gives them back, and what differs.")},
    {"modePrior", "sample-now", QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "Prior"),
     QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "What codes become that are drawn from the prior or from a fit.")},
    {"modeInterpolate", "interpolate", QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "Interpolate"),
     QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "The way from the code of one item to that of another.")},
    {"modeTraverse", "traverse", QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "Traverse"),
     QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "What each dimension of the code changes, the most telling first.")},
    {"modeArithmetic", "arithmetic", QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "Arithmetic"),
     QT_TRANSLATE_NOOP("lb::gui::SamplesPage",
                       "What the code of one item, less that of another, plus that of a third becomes.")},
    {"modeHistory", "clock", QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "History"),
     QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "What the run made of the same items and codes at every step it kept.")},
    {"modeWorst", "warn", QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "Worst items"),
     QT_TRANSLATE_NOOP("lb::gui::SamplesPage", "All items of a split by loss, KL or novelty.")},
};

} // namespace

SamplesPage::SamplesPage(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_lab(new SampleLab(parts.board, parts.store, this))
{
    setObjectName(QStringLiteral("samplesPage"));
    m_pages = new ModelStates(
        parts.theme,
        {.name = QStringLiteral("Samples"),
         .icon = QStringLiteral("image"),
         .none = tr("There is no model in this project yet, so nothing can be sampled. The demo trains three."),
         .demo = tr("Train the image demo"),
         .waiting = tr("%1 has no checkpoint yet. It can be sampled from its first on.")},
        m_lab->models(), this);
    connect(m_pages, &ModelStates::demoRequested, this, &SamplesPage::demoRequested);
    connect(m_pages, &ModelStates::checkpointRequested, this, &SamplesPage::checkpointRequested);
    m_pages->addWidget(makeBody());
    connectParts();
    takeModels();
}

SamplesPage::~SamplesPage() = default;

QWidget* SamplesPage::makeBody()
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeModes());
    auto* models = new QWidget(body);
    auto* row = new QHBoxLayout(models);
    row->setContentsMargins(kMargin, 0, kMargin, 0);
    m_models = new ModelBar(m_parts.theme,
                            {.label = tr("Samples of"),
                             .adds = tr("One more run or checkpoint beside these, up to three."),
                             .prefix = QStringLiteral("samples_"),
                             .most = SampleLab::kMostColumns},
                            models);
    row->addWidget(m_models);
    column->addWidget(models);
    m_bar = new SampleBar(m_parts.theme, body);
    column->addWidget(m_bar);
    m_splitter = new QSplitter(Qt::Vertical, body);
    m_splitter->setObjectName(QStringLiteral("sampleSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(kMargin);
    auto* middle = new QHBoxLayout;
    middle->setContentsMargins(kMargin, 0, kMargin, kMargin);
    middle->setSpacing(kMargin);
    m_ends = new PathEnds(m_parts.theme, body);
    middle->addWidget(m_ends);
    m_centre = new QVBoxLayout;
    m_centre->setSpacing(4);
    m_centre->addWidget(m_splitter, 1);
    makePlayer(body);
    m_centre->addWidget(m_player);
    m_details = new PathDetails(m_parts.theme, body);
    m_centre->addWidget(m_details, 1);
    middle->addLayout(m_centre, 1);
    column->addLayout(middle, 1);
    return body;
}

QWidget* SamplesPage::makeModes()
{
    auto* bar = new QWidget(this);
    bar->setFixedHeight(40);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(kMargin, 4, kMargin, 4);
    row->setSpacing(6);
    auto* segments = new QHBoxLayout;
    segments->setSpacing(0);
    m_modes = new QButtonGroup(this);
    for (int i = 0; i < kSampleModes; ++i) {
        auto* button = new QToolButton(bar);
        button->setObjectName(QLatin1String(kModes[i].name));
        button->setIcon(m_parts.theme.icon(QLatin1String(kModes[i].icon)));
        button->setText(tr(kModes[i].text));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setToolTip(tr(kModes[i].toolTip));
        button->setWhatsThis(button->toolTip());
        button->setCheckable(true);
        button->setFixedHeight(30);
        m_modes->addButton(button, i);
        segments->addWidget(button);
    }
    m_modes->button(0)->setChecked(true);
    row->addLayout(segments);
    row->addStretch(1);
    connect(addIconButton(m_parts.theme, row, "copySampleCommand", QStringLiteral("terminal"),
                          tr("Copies the command that makes the same grid.")),
            &QToolButton::clicked, this, [this] { copyCommand(m_current); });
    connect(addIconButton(
                m_parts.theme, row, "saveGrid", QStringLiteral("export"),
                tr("Saves the grid as a PNG with a caption; the file says which run, checkpoint and seed made it.")),
            &QToolButton::clicked, this, [this] { save(m_current, true); });
    return bar;
}

void SamplesPage::makePlayer(QWidget* body)
{
    m_player = new FramePlayer(m_parts.theme,
                               {.name = QStringLiteral("sample"),
                                .play = tr("Goes along the path, there and again."),
                                .slider = tr("A place on the path; arrow keys move it.")},
                               body);
    m_player->setFixedHeight(36);
    for (const auto& [key, direction] : {std::pair{Qt::Key_BracketLeft, -1}, std::pair{Qt::Key_BracketRight, 1}}) {
        auto* shortcut = new QShortcut(QKeySequence(key), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, step = direction] { m_parts.board.time().go(step); });
        m_timeKeys.append(shortcut);
    }
}

SampleMode SamplesPage::mode() const
{
    return m_bar->settings().mode;
}

void SamplesPage::setMode(SampleMode mode)
{
    m_modes->button(static_cast<int>(mode))->setChecked(true);
}

void SamplesPage::focusGrid()
{
    if (!m_panels.isEmpty())
        m_panels.first()->focusGrid();
}

} // namespace lb::gui
