#include "gui/dialogs/score_dialog.h"

#include "experiments/preview/train_command.h"
#include "gui/dialogs/questions.h"
#include "gui/dialogs/score_table.h"
#include "gui/error_presenter.h"
#include "gui/figures/figure_export.h"
#include "gui/project/store_thread.h"
#include "gui/text/text_writer.h"
#include "widgets/text/token_text.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <optional>

namespace lb::gui {

using experiments::ConsoleToken;
using experiments::ErrorKind;
using experiments::Result;
using widgets::TextSize;

namespace {

constexpr QSize kFirstSize(640, 560);
constexpr qsizetype kMostEdited = 500; // lines
constexpr int kChooserColumn = 4;      // behind those of the model bar, so that names stay apart

Result<QString> textOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return experiments::fail(ErrorKind::NotFound,
                                 ScoreDialog::tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    const QByteArray bytes = file.read(ScoreDialog::kLargestFile + 1);
    if (bytes.size() > ScoreDialog::kLargestFile)
        return experiments::fail(
            ErrorKind::InvalidArgument,
            ScoreDialog::tr("%1 has more than 4 MiB; choose a shorter text, or use latentbench-cli score.").arg(path));
    return QString::fromUtf8(bytes);
}

} // namespace

ScoreDialog::ScoreDialog(const Parts& parts, QWidget* parent)
    : QDialog(parent)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("scoreDialog"));
    setWindowTitle(tr("Score text"));
    resize(kFirstSize);
    build();
    connect(&m_serve, &ServeThread::answered, this, &ScoreDialog::take);
    connect(&m_serve, &ServeThread::failed, this,
            [this](const experiments::Error& error) { fail(writingSentence(error, m_modelName), error.detail); });
    connect(&m_serve, &ServeThread::progressed, this, [this](int done, int total, const QString&) {
        m_summary->setText(tr("scoring, line %1 of %2").arg(widgets::countText(done), widgets::countText(total)));
    });
    updateState();
}

void ScoreDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 16);
    column->setSpacing(8);
    auto* top = new QHBoxLayout;
    auto* label = new QLabel(tr("Score with"), this);
    label->setProperty("muted", true);
    top->addWidget(label);
    m_chooser = new widgets::ModelChooser(m_parts.theme, kChooserColumn, this);
    m_chooser->setRemovable(false);
    top->addWidget(m_chooser);
    top->addStretch(1);
    auto* file = new QPushButton(tr("Open file…"), this);
    file->setObjectName(QStringLiteral("scoreFileButton"));
    file->setToolTip(tr("Reads a text of up to 4 MiB and scores it."));
    file->setWhatsThis(file->toolTip());
    file->setAutoDefault(false);
    top->addWidget(file);
    column->addLayout(top);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("scoreEditor"));
    m_text->setPlaceholderText(tr("Write or paste a text; an autoencoder takes each line as a sentence."));
    m_text->setAccessibleName(tr("Text to score"));
    m_text->setToolTip(tr("The text that the model is to judge."));
    m_text->setWhatsThis(m_text->toolTip());
    m_text->setTabChangesFocus(true);
    column->addWidget(m_text, 2);
    buildResult(column);
    connect(file, &QPushButton::clicked, this, &ScoreDialog::askFile);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ScoreDialog::updateState);
    connect(m_chooser, &widgets::ModelChooser::chosen, this, [this](const QString& uid, qint64 step) {
        setChoice({uid, step});
    });
}

void ScoreDialog::buildResult(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("scoreSummary"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setFont(m_parts.theme.font(TextSize::Small));
    row->addWidget(m_summary, 1);
    m_copy = new QPushButton(m_parts.theme.icon(QStringLiteral("terminal")), tr("Copy as command"), this);
    m_copy->setObjectName(QStringLiteral("copyScoreCommand"));
    m_copy->setToolTip(tr("The same for the command line."));
    m_copy->setWhatsThis(m_copy->toolTip());
    m_copy->setAutoDefault(false);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(command()); });
    m_score = new QPushButton(tr("Score"), this);
    m_score->setObjectName(QStringLiteral("scoreButton"));
    m_score->setProperty("primary", true);
    m_score->setDefault(true);
    row->addWidget(m_score, 0, Qt::AlignTop);
    column->addLayout(row);
    auto* frame = new QFrame(this);
    frame->setProperty("panel", true);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    m_area = new QScrollArea(frame);
    m_area->setObjectName(QStringLiteral("scoreArea"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(m_area);
    content->setProperty("turns", true); // the ground of texts
    auto* contentColumn = new QVBoxLayout(content);
    contentColumn->setContentsMargins(8, 6, 8, 6);
    m_tokens = new widgets::TokenText(m_parts.theme, content);
    m_tokens->setObjectName(QStringLiteral("scoredText"));
    m_tokens->setAccessibleName(tr("The text, shaded by surprise"));
    contentColumn->addWidget(m_tokens);
    contentColumn->addStretch(1);
    m_area->setWidget(content);
    inside->addWidget(m_area);
    m_results = new QTabWidget(this);
    m_results->setObjectName(QStringLiteral("scoreResults"));
    m_results->setDocumentMode(true);
    m_results->tabBar()->setDrawBase(false); // a line beside the tabs
    m_results->addTab(frame, tr("Words"));
    m_table = new ScoreTable(m_parts.theme, m_results);
    m_results->addTab(m_table, tr("Sentences"));
    column->addWidget(m_results, 3);
    connect(m_table, &ScoreTable::sentenceActivated, this, [this](const QString& sentence) {
        if (isScoring())
            return;
        m_text->setPlainText(sentence);
        m_results->setCurrentIndex(0);
        score();
    });
    connect(m_table, &ScoreTable::exportRequested, this, &ScoreDialog::askExport);
    connect(m_score, &QPushButton::clicked, this, [this] {
        if (isScoring())
            m_serve.stop();
        else
            score();
    });
}

void ScoreDialog::setModels(const QList<widgets::ModelItem>& models)
{
    m_models = models;
    m_chooser->setModels(models);
    const auto isThere = [this](const widgets::ModelItem& model) { return model.run.uid == m_choice.uid; };
    if (!models.isEmpty() && std::none_of(models.cbegin(), models.cend(), isThere))
        m_choice = {models.first().run.uid};
    setChoice(models.isEmpty() ? ModelChoice() : m_choice);
}

void ScoreDialog::setChoice(const ModelChoice& choice)
{
    m_choice = choice;
    m_chooser->setChoice(choice.uid, choice.checkpoint());
    updateState();
}

void ScoreDialog::updateState()
{
    const bool isBusy = isScoring();
    m_score->setText(isBusy ? tr("Stop") : tr("Score"));
    m_score->setToolTip(isBusy ? tr("Ends the work; nothing is shown of it.")
                               : tr("Shades each word by how little the model expected it (Return)."));
    m_score->setWhatsThis(m_score->toolTip());
    const bool canScore = !m_choice.uid.isEmpty() && !m_text->toPlainText().trimmed().isEmpty();
    m_score->setEnabled(isBusy || canScore);
    m_copy->setEnabled(canScore);
    if (m_choice.uid.isEmpty())
        m_summary->setText(tr("There is no text model with a checkpoint yet. Train one, or wait for its first."));
    else if (m_tokens->tokens().isEmpty() && !isBusy && m_summary->text().isEmpty())
        m_summary->setText(tr("The darker a word, the less the model expected it; full at 6 nats."));
}

QString ScoreDialog::command() const
{
    QString run;
    for (const widgets::ModelItem& model : m_models)
        if (model.run.uid == m_choice.uid)
            run = model.run.name;
    if (m_choice.checkpoint() >= 0)
        run += QStringLiteral("@%1").arg(m_choice.checkpoint());
    return experiments::shellCommand({QStringLiteral("latentbench-cli"), QStringLiteral("--project"), m_parts.project(),
                                      QStringLiteral("score"), run, m_text->toPlainText()});
}

void ScoreDialog::score()
{
    scoreText(m_text->toPlainText(), false);
}

void ScoreDialog::scoreText(const QString& text, bool isLong)
{
    m_isPreparing = true;
    m_scored = text;
    m_tokens->setTokens({});
    m_table->clear();
    m_summary->setText(tr("opening the model"));
    updateState();
    m_parts.store.ask(
        this, [choice = m_choice](StoreReader& reader) { return targetOf(reader, choice); },
        [this, text, isLong](const ModelRequest& target) {
            m_isPreparing = false;
            m_modelName = target.runName;
            if (target.error) {
                fail(writingSentence(*target.error, target.runName), target.error->detail);
                return;
            }
            QCborMap request = target.request;
            request.insert(QStringLiteral("what"), QStringLiteral("score"));
            request.insert(QStringLiteral("text"), text);
            request.insert(QStringLiteral("per_line"), isLong);
            m_serve.ask(request);
            updateState();
        });
}

QString ScoreDialog::summaryOf(const QCborMap& answer, qsizetype tokens) const
{
    const double nll = answer.value(QLatin1String("nll")).toDouble();
    const QString perplexity = widgets::valueText(std::exp(nll / static_cast<double>(tokens)));
    QStringList words{tr("%1 at checkpoint %2: %n token(s), %3 nats, perplexity %4.", nullptr, static_cast<int>(tokens))
                          .arg(m_modelName, widgets::countText(answer.value(QLatin1String("step")).toInteger()),
                               widgets::valueText(nll), perplexity)};
    if (answer.value(QLatin1String("is_bound")).toBool())
        words +=
            tr("Each line was read under a code of its own; the code's KL, %1 nats, is counted, so the model is at "
               "most so surprised.")
                .arg(widgets::valueText(answer.value(QLatin1String("kl")).toDouble()));
    else if (answer.value(QLatin1String("has_codes")).toBool())
        words +=
            tr("Each line was read under its own code, which this model has for free: it says how well the text is "
               "given back, not how likely it is.");
    if (const qint64 cut = answer.value(QLatin1String("cut")).toInteger(); cut > 0)
        words += tr("Cut to what the model takes: %n line(s).", nullptr, static_cast<int>(cut));
    if (tokens > kMostShown)
        words += tr("The first %1 tokens are shown.").arg(widgets::countText(kMostShown));
    return words.join(QLatin1Char(' '));
}

void ScoreDialog::take(const QCborMap& answer)
{
    QList<ConsoleToken> tokens;
    const QCborArray all = answer.value(QLatin1String("tokens")).toArray();
    for (qsizetype i = 0; i < std::min(all.size(), kMostShown); ++i)
        tokens.append(tokenOfMap(all[i].toMap()));
    if (!tokens.isEmpty()) {
        ConsoleToken& last = tokens.last(); // the end of the last line is no line
        if (last.characters == QLatin1String("\n"))
            last.characters.clear();
        m_tokens->setTokens(tokens);
    }
    const qsizetype count = answer.value(QLatin1String("count")).toInteger();
    m_summary->setText(count == 0 ? tr("Stopped.") : summaryOf(answer, count));
    m_table->setLines(m_scored, answer);
    m_results->setTabEnabled(0, !all.isEmpty());
    if (all.isEmpty() && count > 0)
        m_results->setCurrentIndex(1); // too long to be looked at word by word
    m_summary->setToolTip({});
    updateState();
}

void ScoreDialog::fail(const QString& sentence, const QString& detail)
{
    m_summary->setText(sentence);
    m_summary->setToolTip(detail);
    updateState();
}

void ScoreDialog::askExport()
{
    m_parts.questions.askSaveFile(this, tr("Export scores"), QDir::home().filePath(tr("scores.csv")),
                                  {tr("Comma-separated values (*.csv)")},
                                  [this, guard = QPointer<ScoreDialog>(this)](const std::optional<QString>& file) {
                                      if (guard && file)
                                          writeTable(*file);
                                  });
}

void ScoreDialog::writeTable(const QString& file)
{
    m_parts.store.ask(
        this, [file, lines = m_table->lines()](StoreReader&) { return writeWhole(file, scoredCsv(lines)); },
        [this, file](const Result<void>& written) {
            m_summary->setText(written ? tr("%1 was written.").arg(file) : written.error().detail);
        });
}

void ScoreDialog::askFile()
{
    m_parts.questions.askOpenFile(this, tr("Score file"), QDir::homePath(),
                                  {tr("Text (*.txt *.md)"), tr("All files (*)")},
                                  [this, guard = QPointer<ScoreDialog>(this)](const std::optional<QString>& file) {
                                      if (guard && file)
                                          readFile(*file);
                                  });
}

void ScoreDialog::readFile(const QString& path)
{
    m_parts.store.ask(
        this, [path](StoreReader&) { return textOf(path); },
        [this](const Result<QString>& text) {
            if (!text) {
                fail(text.error().detail, {});
                return;
            }
            // An editor takes its time over thousands of lines, and nobody reads them there.
            const bool isLong = text->count(QLatin1Char('\n')) > kMostEdited;
            m_text->setPlainText(isLong ? QString() : *text);
            if (!m_choice.uid.isEmpty() && !isScoring() && !text->trimmed().isEmpty())
                scoreText(*text, isLong);
        });
}

} // namespace lb::gui
