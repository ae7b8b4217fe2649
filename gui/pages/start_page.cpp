#include "gui/pages/start_page.h"

#include "gui/devices/device_button.h"
#include "gui/devices/device_choice.h"
#include "gui/devices/device_words.h"
#include "gui/pages/command_link.h"
#include "gui/pages/data_card.h"
#include "gui/pages/demo_preview.h"
#include "gui/pages/interrupted_bars.h"
#include "gui/project/store_thread.h"
#include "widgets/logs/elided_label.h"
#include "widgets/tables/recent_runs_model.h"
#include "widgets/tables/recent_runs_view.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QVBoxLayout>

namespace lb::gui {

using widgets::ColorRole;
using widgets::TextSize;

namespace {

constexpr int kLeftWidth = 400;
constexpr int kRightWidth = 776;
constexpr int kColumnGap = 40;
constexpr int kPreviewItems = 24;
constexpr int kCardsPerRow = 3;
constexpr int kLogo = 44;
constexpr qsizetype kTrends = 64; // more than the table shows: it picks by last change

struct DataTaste {
    QList<experiments::DatasetEntry> entries;
    QList<experiments::Result<experiments::DatasetPreview>> previews;
};

DataTaste tasteOf(const experiments::DatasetRegistry& registry)
{
    DataTaste taste;
    taste.entries = registry.list();
    for (const experiments::DatasetEntry& entry : std::as_const(taste.entries))
        taste.previews.append(entry.isAvailable ? registry.preview(entry.id, kPreviewItems)
                                                : experiments::fail(experiments::ErrorKind::NotFound, entry.problem));
    return taste;
}

QLabel* heading(const widgets::Theme& theme, const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(theme.font(TextSize::Body, true));
    return label;
}

} // namespace

StartPage::StartPage(const Parts& parts, QWidget* parent)
    : QScrollArea(parent)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("startPage"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    m_body = new QWidget(this);
    auto* outer = new QHBoxLayout(m_body);
    outer->setContentsMargins(16, 28, 16, 12);
    auto* centre = new QWidget(m_body);
    centre->setMaximumWidth(kLeftWidth + kColumnGap + kRightWidth);
    auto* rows = new QVBoxLayout(centre);
    rows->setContentsMargins(0, 0, 0, 0);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(kColumnGap);
    columns->addWidget(makeLeft());
    columns->addWidget(makeRight(), 1);
    rows->addLayout(columns, 1);
    rows->addWidget(makeFooter());
    outer->addStretch(1);
    outer->addWidget(centre, 100);
    outer->addStretch(1);
    setWidget(m_body);

    connect(&parts.board, &RunBoard::runsListed, this, &StartPage::showRuns);
    connect(&parts.board, &RunBoard::trendChanged, this,
            [this](const QString& uid) { m_recentModel->setTrend(uid, m_parts.board.history(uid).trend); });
    connect(m_parts.store.reader(), &StoreReader::opened, this, &StartPage::readData);
    showRuns();
}

QWidget* StartPage::makeTitle()
{
    auto* title = new QWidget(m_body);
    auto* row = new QHBoxLayout(title);
    row->setContentsMargins(0, 0, 0, 12);
    row->setSpacing(12);
    auto* logo = new QLabel(title);
    logo->setPixmap(m_parts.theme.pixmap(QStringLiteral("model"), ColorRole::Accent, kLogo, devicePixelRatioF()));
    connect(&m_parts.theme, &widgets::Theme::changed, logo, [this, logo] {
        logo->setPixmap(m_parts.theme.pixmap(QStringLiteral("model"), ColorRole::Accent, kLogo, devicePixelRatioF()));
    });
    row->addWidget(logo);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    auto* name = new QLabel(QStringLiteral("Latentbench"), title);
    name->setFont(m_parts.theme.font(TextSize::ProductName, true));
    words->addWidget(name);
    auto* line = new QLabel(tr("Train and compare VAE, BN-VAE and EAE models"), title);
    line->setProperty("muted", true);
    words->addWidget(line);
    row->addLayout(words, 1);
    return title;
}

void StartPage::addLink(QVBoxLayout* column, const Link& link)
{
    QAction* action = m_parts.actions[link.verb];
    const QString keys = link.keys.isEmpty() ? action->shortcut().toString(QKeySequence::NativeText) : link.keys;
    auto* button = new CommandLink(m_parts.theme, {link.icon, link.title, link.subtitle, keys}, m_body);
    button->setObjectName(action->objectName() + QStringLiteral("Link"));
    button->setFilled(link.isFilled);
    button->setEnabled(action->isEnabled());
    connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
    column->addWidget(button);
    if (link.isFilled)
        m_demoLink = button;
}

void StartPage::focusDemo()
{
    m_demoLink->setFocus();
}

QWidget* StartPage::makeLeft()
{
    auto* left = new QWidget(m_body);
    left->setFixedWidth(kLeftWidth);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(makeTitle());
    addLink(column, {Verb::RunDemo, QStringLiteral("play"), tr("Run the demo"),
                     tr("Under two minutes. Three models on real sentences."), QStringLiteral("F5"), true});
    column->addSpacing(6);
    addLink(column, {Verb::RunImageDemo, QStringLiteral("image"), tr("Run the demo on images"),
                     tr("The same models on Fashion-MNIST")});
    addLink(column,
            {Verb::NewRun, QStringLiteral("plus"), tr("New run"), tr("A preset, your changes, what it will need")});
    addLink(column, {Verb::OpenProject, QStringLiteral("folder"), tr("Open project"),
                     tr("A project is one folder: a database and its files")});
    addLink(column, {Verb::ReadVanishing, QStringLiteral("book"), tr("Read: what is KL vanishing?"),
                     tr("2 minutes, works offline")});
    column->addSpacing(12);
    if (const auto curves = readDemoCurves()) {
        auto* preview = new DemoPreview(m_parts.theme, *curves, left);
        preview->setMinimumHeight(260);
        preview->setMaximumHeight(300);
        column->addWidget(preview, 1);
    }
    column->addStretch(1);
    return left;
}

QWidget* StartPage::makeRight()
{
    auto* right = new QWidget(m_body);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_interrupted = new InterruptedBars(m_parts.theme, m_parts.board, right);
    connect(m_interrupted, &InterruptedBars::continueRequested, this, &StartPage::continueRequested);
    connect(m_interrupted, &InterruptedBars::keepRequested, this, &StartPage::keepRequested);
    column->addWidget(m_interrupted);

    m_recentTitle = heading(m_parts.theme, tr("Recent runs"), right);
    column->addWidget(m_recentTitle);
    m_recentModel = new widgets::RecentRunsModel(this);
    m_recent = new widgets::RecentRunsView(m_parts.theme, m_recentModel, right);
    m_recent->setObjectName(QStringLiteral("recentRuns"));
    m_recent->setAccessibleName(m_recentTitle->text());
    m_recent->setToolTip(tr("Double click or Return opens the run with its group on the Monitor."));
    m_recent->setWhatsThis(m_recent->toolTip());
    m_recent->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_recent, &widgets::RecentRunsView::runActivated, this, &StartPage::openRequested);
    connect(m_recent, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        const QModelIndex index = m_recent->indexAt(position);
        if (index.isValid())
            emit runMenuRequested(m_recentModel->run(index.row()).uid, m_recent->viewport()->mapToGlobal(position));
    });
    column->addWidget(m_recent);

    column->addSpacing(8);
    column->addWidget(heading(m_parts.theme, tr("Bundled data"), right));
    m_cardGrid = new QGridLayout;
    m_cardGrid->setSpacing(12);
    for (int i = 0; i < kCardsPerRow; ++i)
        m_cardGrid->setColumnStretch(i, 1);
    column->addLayout(m_cardGrid);
    column->addStretch(1);
    return right;
}

QWidget* StartPage::makeFooter()
{
    auto* footer = new QWidget(m_body);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(0, 8, 0, 0);
    auto* icon = new QLabel(footer);
    icon->setPixmap(m_parts.theme.pixmap(QStringLiteral("device"), ColorRole::Muted, 16, devicePixelRatioF()));
    row->addWidget(icon);
    auto* device = new DeviceButton(m_parts.devices, QStringLiteral("startDevice"), footer);
    device->setFont(m_parts.theme.font(TextSize::Small));
    row->addWidget(device);
    auto* remark = new widgets::ElidedLabel(footer);
    remark->setObjectName(QStringLiteral("deviceRemark"));
    remark->setProperty("muted", true);
    remark->setFont(m_parts.theme.font(TextSize::Small));
    const auto showRemark = [this, remark] {
        remark->setText(tr("%1 Every feature works without a GPU and without a network.")
                            .arg(absenceSentence(m_parts.devices.catalogue()))
                            .trimmed());
    };
    connect(&m_parts.devices, &DeviceChoice::changed, remark, showRemark);
    showRemark();
    row->addWidget(remark, 1);
    m_shownAtStart = new QCheckBox(tr("Show this page at start"), footer);
    m_shownAtStart->setObjectName(QStringLiteral("showAtStart"));
    m_shownAtStart->setToolTip(tr("Off: the program opens on the Monitor. Ctrl+0 comes back here."));
    m_shownAtStart->setWhatsThis(m_shownAtStart->toolTip());
    m_shownAtStart->setFont(m_parts.theme.font(TextSize::Small));
    connect(m_shownAtStart, &QCheckBox::toggled, this, &StartPage::shownAtStartChanged);
    row->addWidget(m_shownAtStart);
    return footer;
}

void StartPage::setShownAtStart(bool shown)
{
    const QSignalBlocker quiet(m_shownAtStart);
    m_shownAtStart->setChecked(shown);
}

void StartPage::showRuns()
{
    m_recentModel->setRuns(m_parts.board.runs());
    for (const experiments::RunRecord& run : m_parts.board.runs().mid(0, kTrends))
        m_recentModel->setTrend(run.uid, m_parts.board.history(run.uid).trend);
    // A first launch has nothing recent: the demo is the one thing to do.
    const bool any = m_recentModel->rowCount() > 0;
    m_recentTitle->setVisible(any);
    m_recent->setVisible(any);
}

void StartPage::readData()
{
    m_parts.store.ask(
        this, [registry = m_parts.datasets](StoreReader&) { return tasteOf(registry); },
        [this](const DataTaste& taste) {
            for (qsizetype i = 0; i < taste.entries.size(); ++i) {
                const experiments::DatasetEntry& entry = taste.entries[i];
                DataCard*& card = m_cards[entry.id];
                if (!card) {
                    card = new DataCard(m_parts.theme, entry, m_body);
                    connect(card, &DataCard::chosen, this, &StartPage::dataRequested);
                    const int place = m_cardGrid->count();
                    m_cardGrid->addWidget(card, place / kCardsPerRow, place % kCardsPerRow);
                }
                if (taste.previews[i])
                    card->setPreview(*taste.previews[i]);
                else
                    card->setProblem(taste.previews[i].error().detail);
            }
        });
}

} // namespace lb::gui
