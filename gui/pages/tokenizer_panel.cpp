#include "gui/pages/tokenizer_panel.h"

#include "experiments/preview/train_command.h"
#include "gui/dialogs/questions.h"
#include "gui/pages/panel_header.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QCborArray>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lb::gui {

namespace {

constexpr int kPreviewHeight = 118;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// "the | boat | <unk>" under each sentence.
QString segmentationText(const QCborMap& sentence)
{
    QStringList pieces;
    for (const QCborValue& piece : sentence.value(word("pieces")).toArray())
        pieces.append(piece.toMap().value(word("piece")).toString());
    return pieces.join(word(" | "));
}

} // namespace

TokenizerPanel::TokenizerPanel(const widgets::Theme& theme, Questions& questions, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_questions(questions)
{
    setObjectName(QStringLiteral("tokenizerPanel"));
    setProperty("panel", true);
    build();
    showState();
}

void TokenizerPanel::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    QHBoxLayout* header = addPanelHeader(m_theme, this, tr("Tokenizer"));
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("tokenizerSummary"));
    m_summary->setProperty("muted", true);
    m_summary->setFont(m_theme.font(widgets::TextSize::Small));
    header->addWidget(m_summary, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(10, 8, 10, 8);
    row->setSpacing(8);
    const auto add = [&](QWidget* field, const char* name, const QString& label, const QString& toolTip) {
        auto* words = new QLabel(label, this);
        words->setProperty("muted", true);
        words->setBuddy(field);
        field->setObjectName(QString::fromLatin1(name));
        field->setAccessibleName(label);
        field->setToolTip(toolTip);
        field->setWhatsThis(toolTip);
        row->addWidget(words);
        row->addWidget(field);
    };
    m_kind = new QComboBox(this);
    m_kind->addItem(tr("Words"), word("words"));
    m_kind->addItem(tr("Characters"), word("characters"));
    m_kind->addItem(tr("Pieces (sentencepiece)"), word("sentencepiece"));
    add(m_kind, "tokenizerKind", tr("Tokens"),
        tr("Whole words, single characters, or pieces of words learned from the data."));
    m_vocabulary = new QSpinBox(this);
    m_vocabulary->setRange(100, 100'000);
    m_vocabulary->setSingleStep(1000);
    m_vocabulary->setValue(8000);
    m_vocabulary->setGroupSeparatorShown(true);
    add(m_vocabulary, "tokenizerVocabulary", tr("Vocabulary"),
        tr("At most so many different tokens; rarer ones are unknown."));
    m_pieces = new QComboBox(this);
    for (const char* kind : {"unigram", "bpe", "char", "word"})
        m_pieces->addItem(word(kind), word(kind));
    add(m_pieces, "tokenizerPieces", tr("Pieces"),
        tr("How sentencepiece finds them: likely ones, merged pairs, characters, words."));
    m_coverage = new QDoubleSpinBox(this);
    m_coverage->setDecimals(4);
    m_coverage->setRange(0.9, 1);
    m_coverage->setSingleStep(0.0005);
    m_coverage->setValue(0.9995);
    add(m_coverage, "tokenizerCoverage", tr("Coverage"),
        tr("Share of the text's characters that get a piece; 1 for small alphabets."));
    row->addStretch(1);
    const auto button = [&](const char* name, const QString& text, const QString& toolTip) {
        auto* made = new QPushButton(text, this);
        made->setObjectName(QString::fromLatin1(name));
        made->setToolTip(toolTip);
        made->setWhatsThis(toolTip);
        row->addWidget(made);
        return made;
    };
    m_copy = button("tokenizerCopy", tr("Copy as command"), tr("The same for the command line."));
    m_save =
        button("tokenizerSave", tr("Save…"), tr("Makes it and keeps it in a file, for runs that share one tokenizer."));
    m_make = button("tokenizerMake", tr("Make"),
                    tr("Makes the tokenizer and shows how it cuts sentences of the validation part."));
    column->addLayout(row);
    m_preview = new QPlainTextEdit(this);
    m_preview->setObjectName(QStringLiteral("segmentation"));
    m_preview->setAccessibleName(tr("How it cuts sentences"));
    m_preview->setToolTip(tr("Sentences of the validation part and their tokens."));
    m_preview->setReadOnly(true);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->setFixedHeight(kPreviewHeight);
    column->addWidget(m_preview);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TokenizerPanel::showState);
    connect(m_make, &QPushButton::clicked, this, [this] { make({}); });
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(command()); });
    connect(m_save, &QPushButton::clicked, this, [this] {
        m_questions.askSaveFile(this, tr("Save the tokenizer"),
                                QString(m_id).replace(QLatin1Char(':'), QLatin1Char('-')) + word(".vocabulary"),
                                {tr("Tokenizers (*.vocabulary)"), tr("All files (*)")},
                                [guard = QPointer<TokenizerPanel>(this)](const std::optional<QString>& file) {
                                    if (guard && file)
                                        guard->make(*file);
                                });
    });
}

void TokenizerPanel::setData(const QString& id, const QString& folder)
{
    if (id == m_id && folder == m_folder)
        return;
    m_id = id;
    m_folder = folder;
    m_serve.reset();
    m_preview->clear();
    m_summary->setText(tr("as a run on this text would make it"));
    showState();
}

QString TokenizerPanel::command() const
{
    QStringList words{word("latentbench-cli"),
                      word("--project"),
                      QDir::cleanPath(m_folder + word("/..")),
                      word("train-tokenizer"),
                      m_id,
                      word("--kind"),
                      m_kind->currentData().toString(),
                      word("--vocabulary"),
                      QString::number(m_vocabulary->value())};
    if (m_kind->currentData().toString() == word("sentencepiece"))
        words << word("--pieces") << m_pieces->currentText() << word("--coverage")
              << QString::number(m_coverage->value());
    return experiments::shellCommand(words);
}

void TokenizerPanel::make(const QString& out)
{
    if (isAtWork() || m_id.isEmpty())
        return;
    m_out = out;
    m_serve = std::make_unique<ServeThread>();
    connect(m_serve.get(), &ServeThread::answered, this, &TokenizerPanel::take);
    connect(m_serve.get(), &ServeThread::failed, this, [this](const experiments::Error& error) {
        m_serve.release()->deleteLater(); // inside one of its signals
        showState();
        emit failed(error);
    });
    m_serve->ask({{word("what"), word("train_tokenizer")},
                  {word("data"), m_id},
                  {word("tokenizer"), m_kind->currentData().toString()},
                  {word("pieces"), m_pieces->currentText()},
                  {word("vocabulary"), m_vocabulary->value()},
                  {word("coverage"), m_coverage->value()},
                  {word("minimum_count"), 1},
                  {word("cache"), m_folder},
                  {word("out"), out}});
    m_summary->setText(tr("being made…"));
    showState();
}

void TokenizerPanel::take(const QCborMap& answer)
{
    m_serve.release()->deleteLater(); // inside one of its signals
    showState();
    if (answer.isEmpty())
        return;
    const QString made = tr("%1 tokens; %2 a text, %3 % unknown")
                             .arg(widgets::countText(answer.value(word("vocabulary")).toInteger()),
                                  widgets::numberText(answer.value(word("tokens_per_text")).toDouble(), 1),
                                  widgets::numberText(100 * answer.value(word("unknown_share")).toDouble(), 2));
    m_summary->setText(m_out.isEmpty() ? made : tr("%1; saved as %2").arg(made, QDir::toNativeSeparators(m_out)));
    QStringList lines;
    for (const QCborValue& sentence : answer.value(word("sentences")).toArray())
        lines << sentence.toMap().value(word("text")).toString() << word("    ") + segmentationText(sentence.toMap());
    m_preview->setPlainText(lines.join(QLatin1Char('\n')));
}

void TokenizerPanel::showState()
{
    const bool isPieces = m_kind->currentData().toString() == word("sentencepiece");
    m_pieces->setEnabled(isPieces);
    m_coverage->setEnabled(isPieces);
    for (QPushButton* button : {m_make, m_save})
        button->setEnabled(!m_id.isEmpty() && !isAtWork());
}

} // namespace lb::gui
