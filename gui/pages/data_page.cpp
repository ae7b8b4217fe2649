#include "gui/pages/data_page.h"

#include "experiments/datasets/own_sets.h"
#include "gui/dialogs/questions.h"
#include "gui/pages/data_facts_panel.h"
#include "gui/pages/data_import_bar.h"
#include "gui/pages/tokenizer_panel.h"
#include "widgets/logs/elided_label.h"
#include "widgets/logs/empty_state.h"
#include "widgets/logs/message_bar.h"
#include "widgets/theme/theme.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::gui {

using experiments::DatasetEntry;
using experiments::DatasetKind;
using widgets::MessageBar;
using widgets::TextSize;

namespace {

constexpr int kListWidth = 252;
constexpr int kIdRole = Qt::UserRole;
enum StackIndex { Waiting, Facts };

QPushButton* addButton(QBoxLayout* row, QWidget* parent, const char* name, const QString& text, const QString& toolTip)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    row->addWidget(button);
    return button;
}

} // namespace

DataPage::DataPage(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("dataPage"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 8, 8, 8);
    row->setSpacing(8);
    row->addWidget(buildList());
    row->addWidget(buildSet(), 1);
    connectShelf();
}

DataPage::~DataPage() = default;

QWidget* DataPage::buildList()
{
    auto* left = new QWidget(this);
    left->setFixedWidth(kListWidth);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_list = new QListWidget(left);
    m_list->setObjectName(QStringLiteral("dataList"));
    m_list->setAccessibleName(tr("Data sets"));
    m_list->setToolTip(tr("The program's data sets, and those that this project has imported."));
    m_list->setWhatsThis(m_list->toolTip());
    m_list->setProperty("panel", true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setIconSize({16, 16});
    column->addWidget(m_list, 1);
    auto* folder = addButton(
        column, left, "importFolder", tr("Import &folder…"),
        tr("A folder of PNG or JPEG pictures; its subfolders are the classes. Dropping it here does the same."));
    auto* file =
        addButton(column, left, "importFile", tr("&Import file…"),
                  tr("IDX, NPY or CSV of pixels, or a text with one sentence a line. Dropping it here does the same."));
    connect(folder, &QPushButton::clicked, this, [this] { askImport(true); });
    connect(file, &QPushButton::clicked, this, [this] { askImport(false); });
    connect(m_list, &QListWidget::currentItemChanged, this, &DataPage::look);
    return left;
}

QWidget* DataPage::buildSet()
{
    auto* right = new QWidget(this);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    m_title = new QLabel(right);
    m_title->setObjectName(QStringLiteral("dataTitle"));
    m_title->setFont(m_parts.theme.font(TextSize::PageTitle, true));
    m_about = new widgets::ElidedLabel(right);
    m_about->setObjectName(QStringLiteral("dataAbout"));
    m_about->setProperty("muted", true);
    words->addWidget(m_title);
    words->addWidget(m_about);
    head->addLayout(words, 1);
    m_remove = addButton(head, right, "removeData", tr("Move to trash"),
                         tr("Moves an imported set's folder to the project's trash. Runs that were trained on it keep "
                            "their numbers, but "
                            "cannot go on without it."));
    m_newRun = addButton(head, right, "newRunWithData", tr("New run with this data"),
                         tr("Opens New run with this data set chosen."));
    m_newRun->setProperty("primary", true);
    column->addLayout(head);
    m_message = new MessageBar(m_parts.theme, right);
    m_message->setObjectName(QStringLiteral("dataMessage"));
    column->addWidget(m_message);
    m_import = new DataImportBar(m_parts.theme, right);
    column->addWidget(m_import);
    auto* body = new QWidget(right);
    m_stack = new QStackedLayout(body);
    m_waiting = new widgets::EmptyState(m_parts.theme, QStringLiteral("data"),
                                        tr("Choose a data set to see what is in it."), {}, body);
    m_waiting->setObjectName(QStringLiteral("dataWaiting"));
    m_facts = new DataFactsPanel(m_parts.theme, body);
    m_stack->addWidget(m_waiting);
    m_stack->addWidget(m_facts);
    column->addWidget(body, 1);
    m_tokenizer = new TokenizerPanel(m_parts.theme, m_parts.questions, right);
    column->addWidget(m_tokenizer);
    m_tokenizer->hide();

    connect(m_newRun, &QPushButton::clicked, this, [this] {
        if (const DatasetEntry* entry = current())
            emit newRunRequested(entry->id, entry->kind == DatasetKind::Image);
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (const DatasetEntry* entry = current())
            m_shelf.remove(entry->id);
    });
    connect(m_import, &DataImportBar::finished, this, &DataPage::takeImport);
    connect(m_import, &DataImportBar::failed, this, [this](const experiments::Error& error) {
        m_message->showMessage(
            {.kind = MessageBar::Kind::Error, .title = tr("Nothing was imported."), .text = error.detail});
    });
    connect(m_tokenizer, &TokenizerPanel::failed, this, [this](const experiments::Error& error) {
        m_message->showMessage(
            {.kind = MessageBar::Kind::Error, .title = tr("The tokenizer was not made."), .text = error.detail});
    });
    return right;
}

void DataPage::connectShelf()
{
    connect(&m_shelf, &DataShelf::listed, this, &DataPage::takeList);
    connect(&m_shelf, &DataShelf::looked, this, &DataPage::takeFacts);
    connect(&m_shelf, &DataShelf::turned, m_facts, &DataFactsPanel::showItems);
    connect(m_facts, &DataFactsPanel::pageWanted, &m_shelf, &DataShelf::turn);
    connect(&m_shelf, &DataShelf::failed, this, [this](const QString& id, const experiments::Error& error) {
        const DatasetEntry* entry = current();
        if (entry && entry->id == id)
            m_waiting->setSentence(error.detail);
        else
            emit failed(error);
    });
    connect(&m_shelf, &DataShelf::removed, this, [this](const QString& id, const QString& place) {
        m_message->showMessage({.kind = MessageBar::Kind::Info,
                                .title = tr("%1 was moved to the trash.").arg(id),
                                .text = tr("Its folder is kept there until you delete it."),
                                .buttons = {{QStringLiteral("bringDataBack"), tr("Undo"), {}}},
                                .icon = QStringLiteral("trash")});
        disconnect(m_message, &MessageBar::buttonClicked, this, nullptr);
        connect(m_message, &MessageBar::buttonClicked, this, [this, id, place] {
            m_message->hide();
            m_wanted = id;
            m_shelf.bringBack(id, place);
        });
    });
}

void DataPage::openProject()
{
    m_message->hide();
    m_import->hide();
    if (isVisible())
        m_shelf.open(m_parts.projectFolder() + QStringLiteral("/datasets"));
}

void DataPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_shelf.open(m_parts.projectFolder() + QStringLiteral("/datasets"));
}

void DataPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_shelf.forget();
}

void DataPage::showSet(const QString& id)
{
    m_wanted = id;
    if (isVisible())
        m_shelf.list();
}

void DataPage::focusList()
{
    m_list->setFocus();
}

const DatasetEntry* DataPage::current() const
{
    const QListWidgetItem* item = m_list->currentItem();
    const QString id = item ? item->data(kIdRole).toString() : QString();
    const auto found =
        std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const DatasetEntry& entry) { return entry.id == id; });
    return found == m_entries.cend() ? nullptr : &*found;
}

void DataPage::takeList(const QList<DatasetEntry>& entries)
{
    const DatasetEntry* before = current();
    const QString wanted = !m_wanted.isEmpty() ? std::exchange(m_wanted, {}) : before ? before->id : QString();
    m_entries = entries;
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        int row = 0;
        for (const DatasetEntry& entry : entries) {
            auto* item = new QListWidgetItem(
                m_parts.theme.icon(entry.kind == DatasetKind::Image ? QStringLiteral("image") : QStringLiteral("text")),
                entry.title, m_list);
            item->setData(kIdRole, entry.id);
            item->setToolTip(tr("%1\n%2\nFrom: %3")
                                 .arg(entry.id, entry.isAvailable ? entry.description : entry.problem, entry.source));
            item->setSizeHint({0, 28});
            if (entry.id == wanted)
                row = m_list->count() - 1;
        }
        m_list->setCurrentRow(row);
    }
    look();
}

void DataPage::look()
{
    const DatasetEntry* entry = current();
    m_newRun->setEnabled(entry && entry->isAvailable);
    m_remove->setVisible(entry && entry->id.startsWith(experiments::ownPrefix()));
    m_stack->setCurrentIndex(Waiting);
    m_tokenizer->setVisible(entry && entry->isAvailable && entry->kind == DatasetKind::Text);
    if (!entry)
        return;
    m_title->setText(entry->title);
    m_about->setText(tr("%1 From: %2").arg(entry->description, entry->source));
    m_waiting->setSentence(entry->isAvailable ? tr("%1 is being read.").arg(entry->title) : entry->problem);
    m_tokenizer->setData(entry->id, m_shelf.folder());
    if (entry->isAvailable)
        m_shelf.look(entry->id);
}

void DataPage::takeFacts(const DataFactsShown& facts)
{
    m_facts->showFacts(facts);
    m_stack->setCurrentIndex(Facts);
}

bool DataPage::takesDrop(const QString& path)
{
    static const QStringList kSuffixes{QStringLiteral("txt"), QStringLiteral("csv"), QStringLiteral("npy"),
                                       QStringLiteral("gz"),  QStringLiteral("idx"), QStringLiteral("md")};
    const QFileInfo file(path);
    return file.isDir() || kSuffixes.contains(file.suffix().toLower()) ||
           file.fileName().contains(QStringLiteral("idx"));
}

void DataPage::askImport(bool isFolder)
{
    const auto answer = [guard = QPointer<DataPage>(this)](const std::optional<QString>& path) {
        if (guard && path)
            guard->offerImport(*path);
    };
    if (isFolder)
        m_parts.questions.askFolder(this, tr("Import a folder of pictures"), {}, answer);
    else
        m_parts.questions.askOpenFile(this, tr("Import a file"), {},
                                      {tr("Data (*.txt *.csv *.npy *.idx *-ubyte *.gz *.md)"), tr("All files (*)")},
                                      answer);
}

void DataPage::offerImport(const QString& path)
{
    m_message->hide();
    m_import->offer(path, m_parts.projectFolder(), m_parts.projectFolder() + QStringLiteral("/datasets"));
}

void DataPage::takeImport(const DataImportReport& report)
{
    const bool isWhole = report.skipped.isEmpty();
    m_message->showMessage(
        {.kind = isWhole ? MessageBar::Kind::Success : MessageBar::Kind::Warning,
         .title = tr("%n item(s) imported.", nullptr, static_cast<int>(report.count)),
         .text = isWhole ? tr("Runs name the data set %1.").arg(report.id)
                         : tr("Left out: %1.").arg(report.skipped.mid(0, 3).join(QStringLiteral("; ")))});
    showSet(report.id);
}

} // namespace lb::gui
