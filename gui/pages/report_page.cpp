#include "gui/pages/report_page.h"

#include "gui/pages/panel_header.h"

#include "gui/dialogs/questions.h"
#include "gui/figures/figure_source.h"
#include "gui/project/store_thread.h"
#include "gui/report/report_data.h"
#include "gui/report/report_list_model.h"
#include "gui/report/report_shelf.h"
#include "widgets/figures/figure_files.h"
#include "widgets/logs/empty_state.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::gui {

using experiments::Result;
using widgets::TextSize;

namespace {

constexpr QSize kButton(28, 24);
constexpr int kLookDpi = 200;

/// What an item looks like on paper; null where there are no points. In the store's thread.
QImage pictureOf(StoreReader& reader, const ReportItem& item)
{
    if (!item.png.isEmpty())
        return QImage::fromData(item.png);
    if (!item.figure || !reader.store())
        return {};
    widgets::FigureSpec spec = *item.figure;
    spec.dpi = kLookDpi;
    const auto points = readFigure(*reader.store(), spec);
    return points ? QImage::fromData(widgets::figurePng(spec, *points)) : QImage();
}

} // namespace

ReportPage::ReportPage(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_model(new ReportListModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    buildTop(column);
    m_body = new QStackedWidget(this);
    auto* empty = new widgets::EmptyState(
        m_parts.theme, QStringLiteral("pages"),
        tr("The figures of your report stand here. Send some: “Send to report” is in the menus of the Monitor's plots "
           "and of grids of samples, and a button above the views of Compare and the maps of Latent."),
        tr("Show the Monitor"), m_body);
    empty->setObjectName(QStringLiteral("reportEmpty"));
    connect(empty, &widgets::EmptyState::buttonClicked, this, &ReportPage::monitorRequested);
    m_body->addWidget(empty);
    auto* split = new QSplitter(Qt::Horizontal, m_body);
    split->setObjectName(QStringLiteral("reportSplit"));
    split->setChildrenCollapsible(false);
    split->addWidget(buildList());
    split->addWidget(buildDetails());
    split->setStretchFactor(1, 1);
    split->setSizes({300, 800});
    m_body->addWidget(split);
    column->addWidget(m_body, 1);
    connect(&m_parts.shelf, &ReportShelf::changed, this, &ReportPage::takeItems);
    connect(&m_parts.shelf, &ReportShelf::added, this,
            [this](const QString& id) { m_list->setCurrentIndex(m_model->index(m_model->rowOf(id))); });
    takeItems();
}

void ReportPage::buildTop(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    auto* title = new QLabel(tr("Report"), this);
    title->setFont(m_parts.theme.font(TextSize::PageTitle, true));
    auto* words = new QLabel(tr("These figures, with settings, metrics and versions of the runs they show."), this);
    words->setProperty("muted", true);
    row->addWidget(title);
    row->addSpacing(8);
    row->addWidget(words, 1);
    m_copy = new QPushButton(m_parts.theme.icon(QStringLiteral("terminal")), tr("Copy as command"), this);
    m_copy->setObjectName(QStringLiteral("copyReportCommand"));
    m_copy->setToolTip(tr("The same report from the command line."));
    m_write = new QPushButton(m_parts.theme.icon(QStringLiteral("export")), tr("Write report…"), this);
    m_write->setObjectName(QStringLiteral("writeReportPage"));
    m_write->setToolTip(tr("One file, HTML or PDF, that needs nothing else."));
    for (QPushButton* button : {m_copy, m_write}) {
        button->setWhatsThis(button->toolTip());
        row->addWidget(button);
    }
    column->addLayout(row);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(command()); });
    connect(m_write, &QPushButton::clicked, this, &ReportPage::askWrite);
}

QWidget* ReportPage::buildList()
{
    auto* frame = new QFrame(this);
    frame->setProperty("panel", true);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    m_list = new QListView(frame);
    m_list->setObjectName(QStringLiteral("reportList"));
    m_list->setAccessibleName(tr("Figures of the report, in order"));
    m_list->setToolTip(tr("Drag a figure to another place, or move it with Alt+Up and Alt+Down. Del removes it."));
    m_list->setWhatsThis(m_list->toolTip());
    m_list->setModel(m_model);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSpacing(4);
    m_list->setWordWrap(true);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->installEventFilter(this);
    column->addWidget(m_list, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 6, 4);
    m_up = addIconButton(m_parts.theme, row, "reportUp", QStringLiteral("up"), tr("Moves the figure up (Alt+Up)."),
                         kButton);
    m_down = addIconButton(m_parts.theme, row, "reportDown", QStringLiteral("down"),
                           tr("Moves the figure down (Alt+Down)."), kButton);
    row->addStretch(1);
    m_remove = addIconButton(m_parts.theme, row, "reportRemove", QStringLiteral("trash"),
                             tr("Takes the figure off the report (Del). Undo brings it back."), kButton);
    column->addLayout(row);
    connect(m_up, &QToolButton::clicked, this, [this] { moveBy(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveBy(1); });
    connect(m_remove, &QToolButton::clicked, this, &ReportPage::removeCurrent);
    connect(m_model, &ReportListModel::moveRequested, this,
            [this](const QString& id, int to) { m_parts.shelf.move(id, to); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ReportPage::takeCurrent);
    return frame;
}

QWidget* ReportPage::buildDetails()
{
    auto* frame = new QFrame(this);
    frame->setProperty("panel", true);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    m_title = new QLineEdit(frame);
    m_title->setObjectName(QStringLiteral("reportTitle"));
    m_title->setAccessibleName(tr("Title of the figure"));
    m_title->setToolTip(tr("The heading above the figure (F2)."));
    m_picture = new QLabel(frame);
    m_picture->setObjectName(QStringLiteral("reportPicture"));
    m_picture->setAccessibleName(tr("The figure as it stands in the report"));
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_caption = new QPlainTextEdit(frame);
    m_caption->setObjectName(QStringLiteral("reportCaption"));
    m_caption->setAccessibleName(tr("Caption of the figure"));
    m_caption->setProperty("field", true);
    m_caption->setPlaceholderText(tr("Caption: what one is to see in it."));
    m_caption->setToolTip(tr("Stands below the figure. Runs, seeds, units and smoothing are added to curves anyway."));
    m_caption->setTabChangesFocus(true);
    m_caption->setFixedHeight(72);
    m_caption->installEventFilter(this);
    for (QWidget* field : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_caption)})
        field->setWhatsThis(field->toolTip());
    m_origin = new QLabel(frame);
    m_origin->setProperty("muted", true);
    m_origin->setFont(m_parts.theme.font(TextSize::Small));
    m_origin->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_picture, 1);
    column->addWidget(m_origin);
    column->addWidget(m_caption);
    connect(m_title, &QLineEdit::editingFinished, this, [this] { m_parts.shelf.rename(m_shownId, m_title->text()); });
    return frame;
}

QString ReportPage::currentId() const
{
    return m_model->idAt(m_list->currentIndex().row());
}

void ReportPage::focusList()
{
    m_list->setFocus();
}

void ReportPage::takeItems()
{
    const QList<ReportItem>& items = m_parts.shelf.items();
    m_model->setItems(items);
    m_body->setCurrentIndex(items.isEmpty() ? 0 : 1);
    m_write->setEnabled(!items.isEmpty());
    m_copy->setEnabled(!items.isEmpty());
    if (!m_list->currentIndex().isValid() && !items.isEmpty())
        m_list->setCurrentIndex(m_model->index(0));
    showCurrent();
    drawPictures();
}

void ReportPage::takeCurrent()
{
    keepCaption(); // of the one before
    showCurrent();
}

void ReportPage::showCurrent()
{
    const qsizetype at = m_parts.shelf.indexOf(currentId());
    m_up->setEnabled(at > 0);
    m_down->setEnabled(at >= 0 && at + 1 < m_parts.shelf.items().size());
    m_remove->setEnabled(at >= 0);
    if (at < 0) {
        m_shownId.clear();
        return;
    }
    const ReportItem& item = m_parts.shelf.items()[at];
    m_title->setText(item.title);
    if (m_shownId != item.id || !m_caption->document()->isModified()) // else it is being written
        m_caption->setPlainText(item.caption);
    m_origin->setText(item.figure ? tr("Curves: drawn anew from all stored points whenever the report is written.")
                      : item.png.isEmpty() ? tr("Text, as it was when it was sent here.")
                                           : tr("A picture, as it was when it was sent here."));
    m_shownId = item.id;
    showPicture();
}

void ReportPage::keepCaption()
{
    if (!m_caption->document()->isModified())
        return;
    m_caption->document()->setModified(false);
    m_parts.shelf.setCaption(m_shownId, m_caption->toPlainText());
}

void ReportPage::drawPictures()
{
    if (m_isDrawing)
        return;
    for (const ReportItem& item : m_parts.shelf.items()) {
        if (m_model->hasPicture(item.id))
            continue;
        m_isDrawing = true;
        m_parts.store.ask(
            this, [item](StoreReader& reader) { return pictureOf(reader, item); },
            [this, id = item.id](const QImage& picture) {
                m_isDrawing = false;
                m_pictures.insert(id, picture);
                m_model->setPicture(id, picture);
                if (id == m_shownId)
                    showPicture();
                drawPictures();
            });
        return;
    }
}

void ReportPage::showPicture()
{
    const qsizetype at = m_parts.shelf.indexOf(m_shownId);
    if (at < 0)
        return;
    const ReportItem& item = m_parts.shelf.items()[at];
    const QImage picture = m_pictures.value(m_shownId);
    if (picture.isNull()) {
        m_picture->setText(!item.text.isEmpty()             ? item.text
                           : m_pictures.contains(m_shownId) ? tr("Nothing has been recorded of it.")
                                                            : QString());
        return;
    }
    const double ratio = devicePixelRatioF();
    const QSize room = m_picture->size() * ratio;
    QImage shown = picture.width() > room.width() || picture.height() > room.height()
                       ? picture.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                       : picture;
    shown.setDevicePixelRatio(ratio);
    m_picture->setPixmap(QPixmap::fromImage(shown));
}

void ReportPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showPicture();
}

bool ReportPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_caption && event->type() == QEvent::FocusOut)
        keepCaption();
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != m_list || !isKey)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isMove = key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
    if (key->key() != Qt::Key_Delete && key->key() != Qt::Key_F2 && !isMove)
        return false;
    event->accept(); // here they are about figures, not about runs
    if (event->type() == QEvent::ShortcutOverride)
        return true;
    if (isMove) {
        moveBy(key->key() == Qt::Key_Up ? -1 : 1);
    } else if (key->key() == Qt::Key_Delete) {
        removeCurrent();
    } else {
        m_title->setFocus();
        m_title->selectAll();
    }
    return true;
}

void ReportPage::moveBy(int rows)
{
    const QString id = currentId();
    m_parts.shelf.move(id, m_parts.shelf.indexOf(id) + rows);
}

void ReportPage::removeCurrent()
{
    m_parts.shelf.remove(currentId());
}

QString ReportPage::command() const
{
    return collectedReportCommand(m_parts.projectFolder(), tr("report.html"));
}

void ReportPage::askWrite()
{
    keepCaption();
    const auto write = [this](const std::optional<QString>& file) {
        if (!file)
            return;
        m_parts.store.ask(
            this,
            [file = *file](StoreReader& reader) -> Result<void> {
                if (!reader.store())
                    return tl::unexpected(noProject());
                return writeCollectedReport(*reader.store(), file);
            },
            [this, file = *file](const Result<void>& done) {
                if (done)
                    emit written(file);
                else
                    emit failed(done.error());
            });
    };
    m_parts.questions.askSaveFile(this, tr("Write report"), QDir::home().filePath(tr("report.html")),
                                  {tr("Web page, opens offline (*.html)"), tr("PDF (*.pdf)")},
                                  [write, guard = QPointer<ReportPage>(this)](const std::optional<QString>& file) {
                                      if (guard)
                                          write(file);
                                  });
}

} // namespace lb::gui
