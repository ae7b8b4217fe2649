// The part of SamplesPage about what leaves it: the clipboard, files, what is dragged out, a command.
#include "gui/dialogs/questions.h"
#include "gui/pages/path_ends.h"
#include "gui/pages/sample_bar.h"
#include "gui/pages/sample_panel.h"
#include "gui/pages/samples_page.h"
#include "gui/project/store_thread.h"
#include "gui/report/report_pictures.h"
#include "gui/samples/dragged_item.h"
#include "gui/samples/picture_file.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QDir>
#include <QDrag>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QSaveFile>
#include <QUrl>

#include <optional>

namespace lb::gui {

using experiments::Error;
using experiments::ErrorKind;
using experiments::Result;

namespace {

Result<void> writeText(const QString& file, const QByteArray& content)
{
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly) && out.write(content) == content.size() && out.commit())
        return {};
    return experiments::fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(file, out.errorString()));
}

} // namespace

GridOrigin SamplesPage::origin(int column) const
{
    const TextModel* model = m_lab->model(column);
    if (!model)
        return {};
    const SampleGrid& grid = m_lab->run(column).grid();
    return {.project = m_parts.projectFolder(),
            .uid = model->uid,
            .run = model->name,
            .step = grid.step,
            .checkpoint = grid.checkpoint,
            .isText = model->isText};
}

QString SamplesPage::command(int column) const
{
    if (column >= m_lab->count())
        return {};
    const SampleGrid& grid = m_lab->run(column).grid();
    SampleSettings settings = grid.settings.mode == mode() ? grid.settings : m_bar->settings(); // with the pair drawn
    settings.order = m_bar->settings().order;
    return sampleCommand(settings, origin(column));
}

void SamplesPage::copyCommand(int column)
{
    if (const QString words = command(column); !words.isEmpty())
        QGuiApplication::clipboard()->setText(words);
}

void SamplesPage::fillMenu(QMenu& menu, int column)
{
    m_current = column;
    SamplePanel* panel = m_panels[column];
    const auto add = [&](const char* name, const QString& icon, const QString& text, auto what) {
        QAction* action = menu.addAction(m_parts.theme.icon(icon), text);
        action->setObjectName(QLatin1String(name));
        action->setEnabled(!panel->isEmpty());
        connect(action, &QAction::triggered, this, what);
        return action;
    };
    add("copyAction", QStringLiteral("copy"), tr("Copy"), [this, column] {
        copy(column);
    })->setShortcut(QKeySequence::Copy);
    add("saveAction", QStringLiteral("save"), tr("Save…"), [this, column] { save(column, false); });
    add("saveCaptionAction", QStringLiteral("export"), tr("Save with caption…"),
        [this, column] { save(column, true); });
    add("commandAction", QStringLiteral("terminal"), tr("Copy as command"), [this, column] { copyCommand(column); });
    add("reportAction", QStringLiteral("pages"), tr("Send to report"), [this, column] { sendToReport(column); });
    const qint64 item = panel->currentItem();
    if (item < 0)
        return;
    menu.addSeparator();
    for (const bool isFirst : {true, false})
        add(isFirst ? "useAsA" : "useAsB", QStringLiteral("interpolate"),
            isFirst ? tr("Interpolate from this item (A)") : tr("Interpolate to this item (B)"), [this, isFirst, item] {
                m_ends->choose(isFirst ? 0 : 1, item);
                setMode(SampleMode::Interpolate);
            });
}

void SamplesPage::copy(int column)
{
    m_current = column;
    const QImage picture = m_panels[column]->picture();
    if (!picture.isNull())
        QGuiApplication::clipboard()->setImage(picture);
    else if (const QString text = m_panels[column]->text(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void SamplesPage::sendToReport(int column)
{
    if (column >= m_panels.size() || m_panels[column]->isEmpty())
        return;
    const GridOrigin from = origin(column);
    const QImage picture = m_panels[column]->picture();
    ReportItem item{.title = pictureCaption(m_lab->run(column).grid().settings, from),
                    .caption = {},
                    .uids = {from.uid},
                    .source = command(column)};
    if (picture.isNull())
        item.text = m_panels[column]->text();
    else
        item.png = pngOf(picture);
    m_parts.store.post([facts = pictureFacts(m_lab->run(column).grid().settings, from)](StoreReader& reader) {
        noteFigure(reader, facts);
    });
    emit reportRequested(item);
}

QMimeData* SamplesPage::dragContent(int column)
{
    const SamplePanel& panel = *m_panels[column];
    const QImage picture = panel.picture();
    const TextModel* model = m_lab->model(column);
    const qint64 position = panel.currentItem();
    if (picture.isNull() && (position < 0 || !model))
        return nullptr;
    auto content = std::make_unique<QMimeData>();
    if (position >= 0 && model)
        addItem(*content, {.dataset = model->dataset,
                           .split = m_bar->settings().split,
                           .splitSeed = model->splitSeed,
                           .position = position});
    if (const QString text = panel.text(); picture.isNull() && !text.isEmpty())
        content->setText(text);
    if (picture.isNull()) // or one that has not come yet
        return content.release();
    if (!m_dragFolder)
        m_dragFolder = std::make_unique<QTemporaryDir>();
    QString name = QStringLiteral("%1 %2.png").arg(origin(column).run, modeName(mode()));
    name.replace(QLatin1Char('/'), QLatin1Char('-'));
    const QString file = m_dragFolder->filePath(name);
    // A drag must carry a file that is there: some kilobytes in the temporary folder.
    if (!writePicture(file, picture, pictureFacts(m_lab->run(column).grid().settings, origin(column))))
        return nullptr;
    content->setImageData(picture);
    content->setUrls({QUrl::fromLocalFile(file)});
    return content.release();
}

void SamplesPage::drag(int column)
{
    QMimeData* content = dragContent(column);
    if (!content)
        return;
    auto* drag = new QDrag(this);
    drag->setMimeData(content);
    if (content->hasImage())
        drag->setPixmap(QPixmap::fromImage(
            m_panels[column]->picture().scaled(160, 120, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    drag->exec(Qt::CopyAction);
}

void SamplesPage::save(int column, bool withCaption)
{
    m_current = column;
    if (column >= m_panels.size() || m_panels[column]->isEmpty())
        return;
    const GridOrigin from = origin(column);
    const QString caption = withCaption ? pictureCaption(m_lab->run(column).grid().settings, from) : QString();
    QString name = QStringLiteral("%1 %2.%3")
                       .arg(from.run, modeName(mode()), from.isText ? QStringLiteral("txt") : QStringLiteral("png"));
    name.replace(QLatin1Char('/'), QLatin1Char('-'));
    const auto answered = [this, column, caption](const std::optional<QString>& file) {
        if (file && column < m_panels.size())
            write(column, *file, caption);
    };
    m_parts.questions.askSaveFile(this, tr("Save grid"), QDir::home().filePath(name),
                                  {from.isText ? tr("Text (*.txt)") : tr("PNG picture (*.png)")},
                                  [answered, guard = QPointer<SamplesPage>(this)](const std::optional<QString>& file) {
                                      if (guard)
                                          answered(file);
                                  });
}

void SamplesPage::write(int column, const QString& file, const QString& caption)
{
    const QImage picture = m_panels[column]->picture(caption);
    const QString text = m_panels[column]->text();
    const auto facts = pictureFacts(m_lab->run(column).grid().settings, origin(column));
    m_parts.store.ask(
        this,
        [=](StoreReader& reader) {
            const Result<void> written =
                picture.isNull()
                    ? writeText(file,
                                (caption.isEmpty() ? text : caption + QStringLiteral("\n\n") + text).toUtf8() + '\n')
                    : writePicture(file, picture, facts);
            if (written)
                noteFigure(reader, facts);
            return written;
        },
        [this](const Result<void>& written) {
            if (!written)
                emit failed(written.error());
        });
}

} // namespace lb::gui
