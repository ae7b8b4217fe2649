// The part of SamplePanel about what its run answers.
#include "gui/pages/sample_panel.h"
#include "widgets/logs/elided_label.h"
#include "widgets/logs/empty_state.h"
#include "widgets/logs/message_bar.h"
#include "widgets/tables/item_gallery_model.h"
#include "widgets/tables/item_gallery_view.h"
#include "widgets/tables/picture_grid.h"
#include "widgets/text/run_text_table.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QStackedLayout>
#include <QToolButton>

namespace lb::gui {

using widgets::ItemGalleryModel;
using widgets::MessageBar;
using widgets::PictureCell;
using widgets::PictureRows;

namespace {

constexpr qsizetype kMostCopied = 200; // items of a gallery in one picture

} // namespace

void SamplePanel::setSettings(const SampleSettings& settings)
{
    const bool isOther = settings.order != m_settings.order || settings.mode != m_settings.mode;
    m_settings = settings;
    if (isOther && settings.mode == SampleMode::Worst)
        takeRanking(false);
    m_grid->setMarkedColumn(-1);
    showBody();
    takeState();
}

void SamplePanel::takeGrid()
{
    const SampleGrid& grid = m_run->grid();
    m_grid->setRows(grid.pictures);
    QHeaderView* header = m_table->horizontalHeader();
    const bool hasInputs = grid.settings.mode == SampleMode::Reconstruct || grid.settings.mode == SampleMode::History;
    header->setSectionResizeMode(widgets::RunTextModel::LabelColumn,
                                 hasInputs ? QHeaderView::Stretch : QHeaderView::Fixed);
    if (!hasInputs)
        header->resizeSection(widgets::RunTextModel::LabelColumn, grid.settings.mode == SampleMode::Traverse     ? 150
                                                                  : grid.settings.mode == SampleMode::Arithmetic ? 90
                                                                                                                 : 66);
    m_table->texts().setLabels(grid.text.title, grid.text.labels);
    m_table->texts().setCells(0, grid.text.lines);
    showBody();
    showCurrent();
    takeState();
    updateHeight();
}

void SamplePanel::takeRanking(bool isNew)
{
    if (!m_run || m_settings.mode != SampleMode::Worst)
        return;
    const Ranking& ranking = m_run->ranking();
    const std::vector<float>& numbers = ranking.numbers(m_settings.order);
    QList<ItemGalleryModel::Entry> entries;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        entries.append({static_cast<qint64>(i), static_cast<double>(numbers[i])});
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.number > b.number; });
    if (isNew) // of another checkpoint or split: contents are others, too
        m_items->clear();
    m_items->setEntries(entries);
    m_gallery->scrollToTop();
    showBody();
}

void SamplePanel::takeItems(const QList<qint64>& positions)
{
    for (const qint64 position : positions)
        if (const GivenItem* item = m_run->item(position))
            m_items->setContent(position, {.label = item->label,
                                           .input = item->input,
                                           .output = item->output,
                                           .inputText = item->inputText,
                                           .outputText = item->outputText});
}

bool SamplePanel::isEmpty() const
{
    if (!m_run || m_run->grid().settings.mode != m_settings.mode)
        return true;
    return m_settings.mode == SampleMode::Worst ? m_items->rowCount() == 0 : m_run->grid().isEmpty();
}

void SamplePanel::showBody()
{
    QWidget* body = m_blank;
    if (m_run && m_settings.mode == SampleMode::Worst)
        body = m_items->rowCount() > 0 ? static_cast<QWidget*>(m_gallery) : m_blank;
    else if (!isEmpty())
        body = m_run->grid().isText() ? static_cast<QWidget*>(m_table) : m_pictures;
    else if (m_run && m_settings.mode == SampleMode::History && m_run->grid().settings.mode == SampleMode::History)
        body = m_none;
    if (m_body->currentWidget() != body)
        m_body->setCurrentWidget(body);
}

void SamplePanel::showCurrent()
{
    const QPoint at = m_grid->current();
    if (at.x() < 0 || m_grid->rows().rows[at.x()].cells.isEmpty()) {
        m_large->clear();
        m_facts->clear();
        return;
    }
    const widgets::PictureRow& row = m_grid->rows().rows[at.x()];
    const PictureCell& cell = row.cells[at.y()];
    const qreal ratio = devicePixelRatioF();
    QPixmap shown(QSizeF(m_large->size() * ratio).toSize());
    shown.setDevicePixelRatio(ratio);
    shown.fill(m_theme.color(widgets::ColorRole::Base));
    QPainter painter(&shown);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRect frame(QPoint(), m_large->size());
    const QImage image = widgets::shownImage(cell, m_theme.mode());
    if (!image.isNull())
        painter.drawImage(frame.adjusted(1, 1, -1, -1), image);
    painter.setPen(QPen(m_theme.color(widgets::ColorRole::SoftBorder), 1));
    painter.drawRect(frame.adjusted(0, 0, -1, -1));
    painter.end();
    m_large->setPixmap(shown);
    const QString column = m_grid->rows().columns.value(at.y());
    QStringList facts;
    if (!row.title.isEmpty() || !column.isEmpty())
        facts.append(row.title.isEmpty() ? tr("Position %1").arg(column)
                     : column.isEmpty()  ? row.title
                                         : tr("%1 at %2").arg(row.title, column));
    else
        facts.append(tr("Sample %1").arg(at.y() + 1));
    if (!cell.toolTip.isEmpty())
        facts.append(cell.toolTip);
    m_facts->setText(facts.join(QLatin1Char('\n')));
    m_large->setAccessibleDescription(m_facts->text());
}

QString SamplePanel::detail() const
{
    const SampleGrid& grid = m_run->grid();
    if (isEmpty())
        return {};
    QStringList words;
    if (grid.step >= 0)
        words.append(tr("step %1").arg(widgets::countText(grid.step)));
    switch (m_settings.mode) {
    case SampleMode::Reconstruct:
        words.append(tr("mean loss %1 nats").arg(widgets::valueText(grid.loss)));
        break;
    case SampleMode::Prior:
        words.append(samplerName(grid.settings));
        words.append(tr("temperature %1").arg(widgets::numberText(grid.settings.temperature, 2)));
        words.append(tr("seed %1").arg(grid.settings.seed));
        break;
    case SampleMode::Interpolate:
        words.append(tr("items %1 and %2, %3 path")
                         .arg(termName(grid.settings, 0), termName(grid.settings, 1),
                              grid.settings.isSpherical ? tr("spherical") : tr("linear")));
        break;
    case SampleMode::Traverse:
        words.append(tr("dimensions by KL, in deviations of the codes"));
        break;
    case SampleMode::Arithmetic:
        words.append(tr("items %1 − %2 + %3")
                         .arg(termName(grid.settings, 0), termName(grid.settings, 1), termName(grid.settings, 2)));
        break;
    case SampleMode::Worst:
        words.append(tr("%n item(s), the worst first", nullptr, m_items->rowCount()));
        break;
    case SampleMode::History:
        words.append(tr("the same items and codes at every step"));
        break;
    }
    return words.join(QStringLiteral(", "));
}

void SamplePanel::takeState()
{
    if (!m_run)
        return;
    const bool isBusy = m_run->isBusy();
    m_cancel->setVisible(isBusy);
    m_progress->setRange(0, m_run->percent() < 0 ? 0 : 100);
    m_progress->setValue(std::max(0, m_run->percent()));
    m_progress->setVisible(isBusy);
    m_detail->setText(!isBusy                ? detail()
                      : m_run->percent() < 0 ? tr("opening the model")
                                             : tr("working, %1 %").arg(m_run->percent()));
    if (m_run->failure().isEmpty())
        m_message->hide();
    else
        m_message->showMessage({.kind = MessageBar::Kind::Error,
                                .title = tr("This grid cannot be made."),
                                .text = m_run->failure(),
                                .buttons = {{QStringLiteral("retrySamples"), tr("Try again"), {}}},
                                .icon = {}});
}

PictureRows SamplePanel::selectedItems() const
{
    QModelIndexList chosen = m_gallery->selectionModel()->selectedIndexes();
    std::sort(chosen.begin(), chosen.end());
    if (chosen.isEmpty() && m_gallery->currentIndex().isValid())
        chosen = {m_gallery->currentIndex()};
    PictureRows rows;
    widgets::PictureRow inputs{.title = tr("Input"), .detail = {}, .cells = {}};
    widgets::PictureRow outputs{.title = tr("Output"), .detail = {}, .cells = {}};
    for (const QModelIndex& index : chosen.mid(0, kMostCopied)) {
        inputs.cells.append({.image = index.data(ItemGalleryModel::InputRole).value<QImage>()});
        outputs.cells.append({.image = index.data(ItemGalleryModel::OutputRole).value<QImage>(),
                              .caption = index.data(ItemGalleryModel::CaptionRole).toString()});
    }
    if (!inputs.cells.isEmpty())
        rows.rows = {inputs, outputs};
    return rows;
}

QImage SamplePanel::picture(const QString& caption) const
{
    if (m_isText || isEmpty())
        return {};
    if (m_settings.mode == SampleMode::Worst)
        return widgets::pictureOf(selectedItems(), m_theme.font(widgets::TextSize::Small), {.caption = caption});
    return m_grid->picture(caption);
}

QString SamplePanel::text() const
{
    QStringList lines;
    if (m_settings.mode == SampleMode::Worst) {
        for (const QModelIndex& index : m_gallery->selectionModel()->selectedIndexes())
            lines.append(QStringList{index.data(ItemGalleryModel::CaptionRole).toString(),
                                     index.data(ItemGalleryModel::InputTextRole).toString(),
                                     index.data(ItemGalleryModel::OutputTextRole).toString()}
                             .join(QLatin1Char('\t')));
    } else if (m_run) {
        const TextLines& text = m_run->grid().text;
        for (qsizetype i = 0; i < text.labels.size(); ++i)
            lines.append(text.labels[i] + QLatin1Char('\t') + text.lines.value(i).text);
    }
    return lines.join(QLatin1Char('\n'));
}

qint64 SamplePanel::currentItem() const
{
    if (m_settings.mode == SampleMode::Worst)
        return m_gallery->currentIndex().isValid() ? m_items->id(m_gallery->currentIndex().row()) : -1;
    const QPoint at = m_grid->current();
    if (m_settings.mode != SampleMode::Reconstruct || at.x() < 0)
        return -1;
    return m_grid->rows().rows[at.x()].cells.value(at.y()).id;
}

} // namespace lb::gui
