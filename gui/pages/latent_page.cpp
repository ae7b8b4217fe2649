#include "gui/pages/latent_page.h"

#include "gui/project/item_tag_desk.h"
#include "gui/pages/class_panel.h"
#include "gui/pages/decoded_panel.h"
#include "gui/pages/dimension_panel.h"
#include "gui/pages/model_bar.h"
#include "gui/pages/model_states.h"
#include "gui/pages/panel_header.h"
#include "gui/pages/time_strip.h"
#include "widgets/logs/message_bar.h"
#include "widgets/plots/scatter_map.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using widgets::TextSize;

namespace {

constexpr int kMargin = 8;
constexpr int kSideWidth = 430;

QLabel* mutedLabel(const widgets::Theme& theme, const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("muted", true);
    label->setFont(theme.font(TextSize::Small));
    return label;
}

} // namespace

LatentPage::LatentPage(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_lab(new LatentLab(parts.board, parts.store, this))
    , m_tags(new ItemTagDesk(parts.store, parts.undo, this))
{
    setObjectName(QStringLiteral("latentPage"));
    m_pages = new ModelStates(
        parts.theme,
        {.name = QStringLiteral("Latent"),
         .icon = QStringLiteral("scatter"),
         .none = tr("There is no autoencoder in this project yet, so there are no codes. The demo trains three."),
         .demo = tr("Train the image demo"),
         .waiting = tr("%1 has no checkpoint yet. The map opens with its first.")},
        m_lab->models(), this);
    connect(m_pages, &ModelStates::demoRequested, this, &LatentPage::demoRequested);
    connect(m_pages, &ModelStates::checkpointRequested, this, &LatentPage::checkpointRequested);
    m_pages->addWidget(makeBody());
    connectParts();
    connectTags();
    takeModels();
}

LatentPage::~LatentPage() = default;

QWidget* LatentPage::makeBody()
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    m_pickBar = new widgets::MessageBar(m_parts.theme, body);
    m_pickBar->setObjectName(QStringLiteral("pickBar"));
    connect(m_pickBar, &widgets::MessageBar::closed, this, &LatentPage::pickingEnded);
    column->addWidget(m_pickBar);
    m_message = new widgets::MessageBar(m_parts.theme, body);
    m_message->setObjectName(QStringLiteral("latentMessage"));
    column->addWidget(m_message);
    auto* halves = new QSplitter(Qt::Horizontal, body);
    halves->setObjectName(QStringLiteral("latentSplitter"));
    halves->setChildrenCollapsible(false);
    halves->setHandleWidth(kMargin);
    halves->setContentsMargins(kMargin, 0, kMargin, 0);
    auto* left = new QWidget(halves);
    auto* row = new QHBoxLayout(left);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_maps = new QSplitter(Qt::Horizontal, left);
    m_maps->setObjectName(QStringLiteral("mapSplitter"));
    m_maps->setChildrenCollapsible(false);
    row->addWidget(m_maps, 1);
    m_classes = new ClassPanel(m_parts.theme, left);
    row->addWidget(m_classes);
    auto* side = new QSplitter(Qt::Vertical, halves);
    side->setObjectName(QStringLiteral("latentSide"));
    side->setChildrenCollapsible(false);
    side->setHandleWidth(kMargin);
    m_decoded = new DecodedPanel(m_parts.theme, side);
    m_dimensions = new DimensionPanel(m_parts.theme, side);
    side->setSizes({300, 330});
    halves->setStretchFactor(0, 1);
    halves->setStretchFactor(1, 0);
    halves->setSizes({3 * kSideWidth, kSideWidth});
    side->setMinimumWidth(kSideWidth - 60);
    column->addWidget(halves, 1);
    m_time = new TimeStrip(m_parts.theme, body);
    column->addWidget(m_time);
    return body;
}

QWidget* LatentPage::makeBar()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(kMargin, 0, kMargin, 0);
    row->setSpacing(6);
    m_models = new ModelBar(m_parts.theme,
                            {.label = tr("Codes of"),
                             .adds = tr("One more run or checkpoint beside these, up to three."),
                             .prefix = QStringLiteral("latent_"),
                             .most = LatentLab::kMostColumns},
                            bar);
    row->addWidget(m_models, 1);
    addMethods(bar);
    row->addWidget(mutedLabel(m_parts.theme, tr("Colour"), bar));
    m_colour = new QComboBox(bar);
    m_colour->setObjectName(QStringLiteral("mapColour"));
    m_colour->setProperty("compact", true);
    m_colour->setAccessibleName(tr("Colour of the points"));
    m_colour->addItems({tr("Class"), tr("KL"), tr("Reconstruction")}); // in the order of MapColour
    m_colour->setToolTip(tr("Class of the item; its KL or its reconstruction error, both in nats."));
    row->addWidget(m_colour);
    row->addSpacing(8);
    addTools(bar);
    connect(addIconButton(m_parts.theme, bar->layout(), "refreshLatent", QStringLiteral("refresh"),
                          tr("Looks at the codes again, of a run that trains at its newest checkpoint.")),
            &QToolButton::clicked, this, [this] {
                for (int column = 0; column < m_lab->count(); ++column)
                    m_lab->refresh(column);
            });
    connect(addIconButton(m_parts.theme, bar->layout(), "copyMapCommand", QStringLiteral("terminal"),
                          tr("Copies the command that makes this map.")),
            &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(command()); });
    connect(addIconButton(m_parts.theme, bar->layout(), "exportMap", QStringLiteral("export"),
                          tr("Writes the selection, or all of the map, as CSV.")),
            &QToolButton::clicked, this, &LatentPage::askExport);
    return bar;
}

void LatentPage::addMethods(QWidget* bar)
{
    bar->layout()->addWidget(mutedLabel(m_parts.theme, tr("Map"), bar));
    m_methods = new QButtonGroup(this);
    const auto add = [&](const char* name, const QString& text, const QString& toolTip) {
        auto* button = new QToolButton(bar);
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setToolTip(toolTip);
        button->setWhatsThis(toolTip);
        button->setCheckable(true);
        button->setFixedHeight(28);
        m_methods->addButton(button, static_cast<int>(m_methods->buttons().size()));
        bar->layout()->addWidget(button);
    };
    add("methodPca", tr("PCA"),
        tr("The plane in which all codes of the split vary most: places on it can be decoded."));
    add("methodTsne", tr("t-SNE"),
        tr("Keeps neighbours together; distances between groups mean nothing. Takes a while, "
           "in the background."));
    add("methodUmap", tr("UMAP"),
        tr("A neighbour embedding after UMAP: keeps neighbours together and groups apart. Takes "
           "a while, in the background."));
    m_methods->button(0)->setChecked(true);
}

void LatentPage::addTools(QWidget* bar)
{
    m_tools = new QButtonGroup(this);
    const auto add = [&](const char* name, const QString& icon, const QString& toolTip) {
        QToolButton* button = addIconButton(m_parts.theme, bar->layout(), name, icon, toolTip);
        button->setCheckable(true);
        m_tools->addButton(button, static_cast<int>(m_tools->buttons().size())); // in the order of ScatterMap::Tool
    };
    add("toolDecode", QStringLiteral("decode"), tr("A drag decodes the place under the cursor."));
    add("toolPan", QStringLiteral("pan"), tr("A drag moves the map; double click fits it."));
    add("toolLasso", QStringLiteral("lasso"), tr("A drag selects what is inside it, in all maps."));
    add("toolPick", QStringLiteral("interpolate"), tr("A click picks a point: ends of a path, or terms of a − b + c."));
    m_tools->button(0)->setChecked(true);
}

void LatentPage::focusMap()
{
    if (!m_panels.isEmpty())
        m_panels.first()->map().setFocus();
}

} // namespace lb::gui
