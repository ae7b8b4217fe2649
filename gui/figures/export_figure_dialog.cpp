#include "gui/figures/export_figure_dialog.h"

#include "gui/error_presenter.h"
#include "gui/figures/figure_clipboard.h"
#include "gui/figures/figure_form.h"
#include "gui/figures/figure_source.h"
#include "gui/figures/file_choices.h"
#include "gui/project/store_thread.h"
#include "widgets/figures/figure_caption.h"
#include "widgets/figures/figure_curves.h"
#include "widgets/figures/figure_layout.h"
#include "widgets/figures/figure_preview.h"
#include "widgets/logs/message_bar.h"
#include "widgets/theme/number_text.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>

namespace lb::gui {

using experiments::Error;
using experiments::ErrorKind;
using experiments::Result;
using widgets::FigureData;
using widgets::FigureFormat;
using widgets::FigureSpec;

namespace {

const QString kSetting = QStringLiteral("figure"); ///< of the project
const QString kTemplate = QStringLiteral("{project}_{metric}_{date}");
const QString kFolder = QStringLiteral("figures");

template <class Words>
QStringList textsOf(const Words& words)
{
    QStringList texts;
    for (const QJsonValue& word : words)
        texts.append(word.toString());
    return texts;
}

} // namespace

ExportFigureDialog::ExportFigureDialog(const Parts& parts, const FigureSpec& all, const QStringList& chosen,
                                       QWidget* parent)
    : QDialog(parent)
    , m_parts(parts)
    , m_all(all)
    , m_chosen(chosen)
{
    build();
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(0);
    connect(&m_redraw, &QTimer::timeout, this, &ExportFigureDialog::redraw);
    m_files->setFormats({FigureFormat::Pdf});
    m_files->setDpi(all.dpi);
    m_files->setNameTemplate(kTemplate);
    m_files->setFolder(kFolder);
    m_all.heightMm = widgets::pleasantHeightMm(m_all);
    m_form->setFigure(m_all, chosen);
    connect(m_form, &FigureForm::changed, this, &ExportFigureDialog::takeChange);
    connect(m_files, &FileChoices::changed, this, &ExportFigureDialog::showFiles);
    connect(m_caption, &QPlainTextEdit::textChanged, this, &ExportFigureDialog::showCaption);
    connect(findChild<QPushButton*>(QStringLiteral("copyCaption")), &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_caption->toPlainText()); });
    ++m_requests;
    m_parts.store.ask(
        this,
        [](StoreReader& reader) {
            return reader.store() ? reader.store()->setting(kSetting).value_or(QString()) : QString();
        },
        [this](const QString& json) {
            --m_requests;
            readLook(json);
            takeChange();
        });
}

FigureSpec ExportFigureDialog::spec() const
{
    FigureSpec spec = m_form->spec();
    spec.dpi = m_files->dpi();
    return spec;
}

QString ExportFigureDialog::lookJson() const
{
    FigureSpec look = spec();
    look.x.reset();
    QJsonArray formats;
    for (const FigureFormat format : m_files->formats())
        formats.append(widgets::figureEnding(format));
    return QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("figure"), look.toJson()},
                                                       {QStringLiteral("formats"), formats},
                                                       {QStringLiteral("name"), m_files->nameTemplate()},
                                                       {QStringLiteral("folder"), m_files->folder()}})
                                 .toJson(QJsonDocument::Compact));
}

void ExportFigureDialog::readLook(const QString& json)
{
    const QJsonObject look = QJsonDocument::fromJson(json.toUtf8()).object();
    const auto remembered = FigureSpec::fromJson(look);
    if (!remembered) { // nothing yet, or of a newer version: a height that fits what was chosen
        FigureSpec first = spec();
        first.heightMm = widgets::pleasantHeightMm(first);
        m_form->setLook(first);
        return;
    }
    FigureSpec wanted = *remembered;
    wanted.smoothing = m_all.smoothing; // these are as the Monitor shows them
    wanted.isRobust = m_all.isRobust;
    if (wanted.panels.size() != spec().panels.size()) {
        wanted.panels = spec().panels;
        wanted.heightMm = widgets::pleasantHeightMm(wanted);
    }
    m_form->setLook(wanted);
    QList<FigureFormat> formats;
    for (const QString& ending : textsOf(look.value(QLatin1String("formats")).toArray()))
        if (const auto format = widgets::figureFormatOf(QLatin1Char('.') + ending))
            formats.append(*format);
    m_files->setFormats(formats);
    m_files->setDpi(wanted.dpi);
    m_files->setNameTemplate(look.value(QLatin1String("name")).toString(kTemplate));
    m_files->setFolder(look.value(QLatin1String("folder")).toString(kFolder));
}

void ExportFigureDialog::takeChange()
{
    readPoints();
    m_redraw.start();
}

void ExportFigureDialog::readPoints()
{
    FigureSpec wanted = m_all; // all panels at once: checking another one needs no disk
    wanted.hasEvents = true;
    wanted.seeds = spec().seeds;
    const QString key = inlineDescription(wanted);
    if (key == m_dataKey)
        return;
    m_dataKey = key;
    ++m_requests;
    m_parts.store.ask(
        this,
        [wanted](StoreReader& reader) -> Result<FigureData> {
            if (!reader.store())
                return tl::unexpected(noProject());
            return readFigure(*reader.store(), wanted);
        },
        [this](const Result<FigureData>& points) {
            --m_requests;
            takePoints(points);
        });
}

void ExportFigureDialog::takePoints(const Result<FigureData>& points)
{
    if (points) {
        m_data = std::make_shared<const FigureData>(*points);
        m_redraw.start();
        return;
    }
    const PresentedError presented = present(points.error());
    m_message->showMessage({widgets::MessageBar::Kind::Error, tr("The points cannot be read."), presented.what, {}});
}

void ExportFigureDialog::redraw()
{
    const FigureSpec figure = spec();
    const bool isEmpty = figure.panels.isEmpty();
    const QString caption = m_data && !isEmpty ? widgets::figureCaption(figure, *m_data, {}) : QString();
    m_preview->setFigure(figure, isEmpty ? nullptr : m_data, caption,
                         isEmpty ? tr("Check a panel to see it here.") : tr("Reading the points"));
    showCaption();
    showFiles();
    if (!m_data || isEmpty)
        return;
    m_form->showGreyCheck(widgets::FigureStyle(figure, m_data->runs).isSafeInGrey());
    qint64 stored = 0;
    qint64 drawn = 0;
    const widgets::PlotRange x = widgets::xRangeOf(figure, *m_data);
    for (const widgets::FigurePanel& panel : figure.panels)
        for (const widgets::FigureRunData& run : m_data->runs)
            stored += static_cast<qint64>(widgets::rowsOf(figure, run, panel.metric, x).size());
    for (const auto& panel : widgets::layOutFigure(figure, *m_data).panels)
        for (const auto& line : panel.lines)
            for (const QPolygonF& part : line.parts)
                drawn += part.size();
    m_form->showPoints(tr("%1 stored, %2 drawn").arg(widgets::countText(stored), widgets::countText(drawn)));
}

void ExportFigureDialog::showCaption()
{
    const bool isOwn = !m_caption->toPlainText().isEmpty() && m_caption->toPlainText() != m_autoCaption;
    const FigureSpec figure = spec();
    if (isOwn || !m_data || figure.panels.isEmpty())
        return;
    m_autoCaption = widgets::figureCaption(figure, *m_data, command());
    const QSignalBlocker quiet(m_caption);
    m_caption->setPlainText(m_autoCaption);
}

FigureOrder ExportFigureDialog::order() const
{
    const FigureSpec figure = spec();
    const QString project = QDir(m_parts.projectFolder).dirName();
    return {figure, m_caption->toPlainText(), QDir(m_parts.projectFolder).absoluteFilePath(m_files->folder()),
            figureFileName(m_files->nameTemplate(), figure, project, QDate::currentDate()), m_files->formats()};
}

QString ExportFigureDialog::command() const
{
    const FigureOrder wanted = order();
    const QString base = QDir(wanted.folder).filePath(wanted.name);
    QStringList files;
    for (const FigureFormat format : wanted.formats)
        files.append(base + QLatin1Char('.') + widgets::figureEnding(format));
    return figureCommand(m_parts.projectFolder, base + kDescriptionEnding, files);
}

void ExportFigureDialog::showFiles()
{
    const FigureOrder wanted = order();
    QStringList endings;
    for (const FigureFormat format : wanted.formats)
        endings.append(QLatin1Char('.') + widgets::figureEnding(format));
    const bool canExport = !wanted.formats.isEmpty() && !wanted.spec.panels.isEmpty() && !wanted.spec.runs.isEmpty();
    m_names->setText(canExport ? tr("%1 (%2)").arg(wanted.name, endings.join(tr(", ")))
                               : tr("Choose a panel and a format."));
    m_names->setToolTip(tr("In %1, with %2 beside them, from which the command draws them again.")
                            .arg(wanted.folder, wanted.name + kDescriptionEnding));
    const int count = static_cast<int>(wanted.formats.size());
    m_export->setText(count == 1 ? tr("Export 1 file") : tr("Export %1 files").arg(count));
    m_export->setEnabled(canExport);
    showCaption(); // its command names the files
}

void ExportFigureDialog::exportFiles()
{
    ++m_requests;
    m_export->setEnabled(false);
    const QString look = m_files->remembers() ? lookJson() : QString();
    m_parts.store.ask(
        this,
        [wanted = order(), look](StoreReader& reader) -> Result<QStringList> {
            if (!reader.store())
                return tl::unexpected(noProject());
            if (!look.isEmpty() && !reader.store()->isReadOnly())
                if (const auto kept = reader.store()->setSetting(kSetting, look); !kept)
                    return tl::unexpected(kept.error());
            return writeFigure(*reader.store(), wanted);
        },
        [this](const Result<QStringList>& files) {
            --m_requests;
            takeWritten(files);
        });
}

void ExportFigureDialog::takeWritten(const Result<QStringList>& files)
{
    m_export->setEnabled(true);
    if (!files) {
        m_message->showMessage(
            {widgets::MessageBar::Kind::Error, tr("The figure was not written."), files.error().detail, {}});
        return;
    }
    QStringList names;
    for (const QString& file : *files)
        names.append(QFileInfo(file).fileName());
    m_message->showMessage({widgets::MessageBar::Kind::Success,
                            tr("Written to %1:").arg(QFileInfo(files->first()).path()),
                            names.join(tr(", ")),
                            {}});
    m_close->setText(tr("Close"));
    emit exported(*files);
}

void ExportFigureDialog::copyCommand()
{
    const FigureOrder wanted = order();
    QStringList files;
    for (const FigureFormat format : wanted.formats)
        files.append(QDir(wanted.folder).filePath(wanted.name + QLatin1Char('.') + widgets::figureEnding(format)));
    QGuiApplication::clipboard()->setText(figureCommand(m_parts.projectFolder, inlineDescription(wanted.spec), files));
}

void ExportFigureDialog::copyToClipboard()
{
    if (m_data && !spec().panels.isEmpty())
        copyFigure(spec(), *m_data);
}

} // namespace lb::gui
