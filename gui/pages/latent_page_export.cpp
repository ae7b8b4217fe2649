// The part of LatentPage about what leaves it: a file, a command.
#include "experiments/records/csv_text.h"
#include "gui/dialogs/questions.h"
#include "gui/project/item_tag_desk.h"
#include "gui/latent/path_film.h"
#include "gui/pages/decoded_panel.h"
#include "gui/pages/latent_page.h"
#include "gui/project/store_thread.h"
#include "widgets/plots/scatter_map.h"

#include <QDir>
#include <QPointer>
#include <QSaveFile>

#include <numeric>
#include <optional>

namespace lb::gui {

using experiments::Error;
using experiments::ErrorKind;
using experiments::Result;

QString LatentPage::command() const
{
    return commandOf(m_current);
}

void LatentPage::sendToReport(int column)
{
    const TextModel* shown = model(column);
    if (!shown || column >= m_panels.size())
        return;
    m_parts.store.post([facts = facts(column)](StoreReader& reader) { noteFigure(reader, facts); });
    const QString method = m_method == MapMethod::Pca    ? tr("PCA")
                           : m_method == MapMethod::Tsne ? tr("t-SNE")
                                                         : tr("UMAP");
    emit reportRequested(&m_panels[column]->map(), {.title = tr("Codes of %1 at step %2, %3", "run, step, method")
                                                                 .arg(shown->name)
                                                                 .arg(m_lab->run(column).rows().step)
                                                                 .arg(method),
                                                    .caption = {},
                                                    .uids = {shown->uid},
                                                    .source = commandOf(column)});
}

QString LatentPage::commandOf(int column) const
{
    const TextModel* shown = model(column);
    if (!shown)
        return {};
    const qint64 step = m_lab->run(column).rows().step;
    const auto quoted = [](QString word) {
        return QLatin1Char('\'') + word.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
    };
    const QString method = m_method == MapMethod::Pca    ? QStringLiteral("pca")
                           : m_method == MapMethod::Tsne ? QStringLiteral("tsne")
                                                         : QStringLiteral("umap");
    return QStringLiteral("latentbench-cli --project %1 map %2 --method %3 --limit %4 --out map.csv")
        .arg(quoted(m_parts.projectFolder()),
             quoted(step >= 0 ? QStringLiteral("%1@%2").arg(shown->name).arg(step) : shown->name), method)
        .arg(m_lab->limit());
}

std::vector<int> LatentPage::exportedRows() const
{
    std::vector<int> rows = m_lab->selectedRows(m_current);
    if (rows.empty()) {
        rows.resize(m_lab->run(m_current).rows().items.size());
        std::iota(rows.begin(), rows.end(), 0);
    }
    return rows;
}

QByteArray LatentPage::csv() const
{
    const LatentRun& run = m_lab->run(m_current);
    const LatentRows& rows = run.rows();
    const std::vector<float>& positions = run.map(m_method).positions;
    const std::vector<int> wanted = exportedRows();
    const auto field = [](const QString& words) { return experiments::csvField(words).toUtf8(); };
    const QByteArray origin = field(m_lab->dataset(m_current)) + ',' + field(rows.split) + ',';
    QByteArray text = "data,split,position,item,x,y";
    text += QByteArray(rows.labels.empty() ? "" : ",label") + (rows.kl.empty() ? "" : ",kl") +
            (rows.reconstruction.empty() ? "" : ",reconstruction") + (m_tags->tags().isEmpty() ? "" : ",tags") + '\n';
    const auto number = [](float value) { return QByteArray::number(static_cast<double>(value), 'g', 9); };
    for (const int row : wanted) {
        const auto i = static_cast<std::size_t>(row);
        if (2 * i + 1 >= positions.size() || i >= rows.places.size())
            break;
        text += origin + QByteArray::number(rows.places[i]) + ',' + QByteArray::number(rows.items[i]) + ',' +
                number(positions[2 * i]) + ',' + number(positions[2 * i + 1]);
        if (!rows.labels.empty())
            text += ',' + field(rows.classes.value(rows.labels[i]));
        if (i < rows.kl.size())
            text += ',' + number(rows.kl[i]);
        if (i < rows.reconstruction.size())
            text += ',' + number(rows.reconstruction[i]);
        if (!m_tags->tags().isEmpty())
            text += ',' + field(m_tags->tagsOf(m_lab->dataset(m_current), rows.items[i]).join(QLatin1Char(';')));
        text += '\n';
    }
    return text;
}

void LatentPage::askExport()
{
    if (m_current >= m_lab->count())
        return;
    const auto write = [this](const std::optional<QString>& file) {
        if (!file)
            return;
        m_parts.store.ask(
            this,
            [file = *file, content = csv()](StoreReader&) -> std::optional<Error> {
                QSaveFile out(file);
                if (out.open(QIODevice::WriteOnly) && out.write(content) == content.size() && out.commit())
                    return std::nullopt;
                return Error{ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(file, out.errorString())};
            },
            [this](const std::optional<Error>& error) {
                if (error)
                    emit failed(*error);
            });
    };
    m_parts.questions.askSaveFile(this, tr("Export codes"), QDir::home().filePath(tr("codes.csv")),
                                  {tr("Comma-separated values (*.csv)")},
                                  [write, guard = QPointer<LatentPage>(this)](const std::optional<QString>& file) {
                                      if (guard)
                                          write(file);
                                  });
}

PictureFacts LatentPage::facts(int column) const
{
    const TextModel* shown = model(column);
    return {{QStringLiteral("Software"), QStringLiteral("Latentbench " LB_VERSION)},
            {QStringLiteral("Run"), shown ? shown->uid : QString()},
            {QStringLiteral("RunName"), shown ? shown->name : QString()},
            {QStringLiteral("Step"), QString::number(m_lab->run(column).rows().step)},
            {QStringLiteral("Greys"), QStringLiteral("paper: 0 is white")}};
}

void LatentPage::askItems()
{
    const TextModel* shown = model(m_current);
    if (!shown)
        return;
    const LatentRun& run = m_lab->run(m_current);
    const LatentRows& rows = run.rows();
    ItemFolder folder{
        .folder = {}, .name = tr("%1 items").arg(shown->name), .items = {}, .table = csv(), .facts = facts(m_current)};
    for (const int row : exportedRows()) {
        const auto i = static_cast<std::size_t>(row);
        QString name = QStringLiteral("%1").arg(rows.places[i], 5, 10, QLatin1Char('0')); // its position in the split
        if (i < rows.labels.size())
            name += QLatin1Char(' ') + rows.classes.value(rows.labels[i]);
        folder.items.append({name, run.items().images.value(row), run.items().sentences.value(row)});
    }
    m_parts.questions.askFolder(
        this, tr("Export items"), QDir::homePath(),
        [this, folder, guard = QPointer<LatentPage>(this)](const std::optional<QString>& chosen) mutable {
            if (!guard || !chosen)
                return;
            folder.folder = *chosen;
            m_parts.store.ask(
                this,
                [folder](StoreReader& reader) {
                    const Result<QString> written = writeItemFolder(folder);
                    if (written)
                        noteFigure(reader, folder.facts);
                    return written;
                },
                [this, count = static_cast<int>(folder.items.size())](const Result<QString>& written) {
                    if (written)
                        emit itemsWritten(*written, count);
                    else
                        emit failed(written.error());
                });
        });
}

void LatentPage::askFrames()
{
    m_parts.questions.askFolder(this, tr("Export frames"), QDir::homePath(),
                                [this, guard = QPointer<LatentPage>(this)](const std::optional<QString>& folder) {
                                    if (guard && folder)
                                        writeFrames(*folder);
                                });
}

PathFrames LatentPage::frames() const
{
    const TextModel* shown = model(m_current);
    if (!shown || m_lab->run(m_current).film().count() == 0)
        return {};
    const LatentRun& run = m_lab->run(m_current);
    return PathFrames{.folder = {},
                      .name = tr("%1 path").arg(shown->name),
                      .images = run.film().images,
                      .sentences = run.film().sentences,
                      .norms = run.film().norms,
                      .facts = facts(m_current)};
}

void LatentPage::askFilm(FilmKind kind)
{
    const bool isGif = kind == FilmKind::Animation;
    const PathFrames path = frames();
    if (path.count() == 0)
        return;
    const auto write = [this, path, isGif](const std::optional<QString>& file) {
        if (!file)
            return;
        m_parts.store.ask(
            this,
            [path, isGif, file = *file](StoreReader& reader) {
                const Result<void> written = isGif ? writePathGif(path, file) : writePathStrip(path, file);
                if (written)
                    noteFigure(reader, path.facts);
                return written;
            },
            [this, file = *file](const Result<void>& written) {
                if (written)
                    emit filmWritten(file);
                else
                    emit failed(written.error());
            });
    };
    m_parts.questions.askSaveFile(
        this, isGif ? tr("Export animation") : tr("Export film strip"),
        QDir::home().filePath(fileName(path.name) + (isGif ? QStringLiteral(".gif") : QStringLiteral(".pdf"))),
        {isGif ? tr("Animated GIF (*.gif)") : tr("PDF page (*.pdf)")},
        [write, guard = QPointer<LatentPage>(this)](const std::optional<QString>& file) {
            if (guard)
                write(file);
        });
}

void LatentPage::writeFrames(const QString& folder)
{
    PathFrames frames = this->frames();
    frames.folder = folder;
    if (frames.count() == 0)
        return;
    m_parts.store.ask(
        this,
        [frames](StoreReader& reader) {
            const Result<QString> written = writePathFrames(frames);
            if (written)
                noteFigure(reader, frames.facts);
            return written;
        },
        [this, count = static_cast<int>(frames.count())](const Result<QString>& written) {
            if (written)
                emit framesWritten(*written, count);
            else
                emit failed(written.error());
        });
}

} // namespace lb::gui
