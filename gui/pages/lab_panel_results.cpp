// The part of LabPanel that shows what the models answered.
#include "experiments/records/word_marks.h"
#include "gui/pages/lab_panel.h"
#include "widgets/logs/empty_state.h"
#include "widgets/text/code_bars.h"
#include "widgets/text/listening_row.h"
#include "widgets/text/run_text_table.h"
#include "widgets/text/sentence_inputs.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QMap>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::gui {

using experiments::WordMark;
using widgets::CodeBars;
using widgets::ListeningRow;
using Cell = widgets::RunTextModel::Cell;

namespace {

enum PageIndex { Empty, Body }; // in the order of LabPanel's constructor

CodeBars::Code barsOf(const std::optional<LabCode>& code)
{
    return code ? CodeBars::Code{code->mean, code->deviation, code->kl} : CodeBars::Code{};
}

bool isAnswer(const LabResult& result)
{
    return result.a.has_value();
}

} // namespace

int LabPanel::columnCount() const
{
    return static_cast<int>(std::min(m_runs.size(), m_lab.columns().size()));
}

void LabPanel::setRuns(const QList<widgets::PlotRun>& runs)
{
    m_runs = runs;
    m_path->texts().setRuns(runs);
    m_near->texts().setRuns(runs);
    const int shown = std::max(0, m_codeRun->currentIndex());
    {
        const QSignalBlocker quiet(m_codeRun);
        m_codeRun->clear();
        for (const widgets::PlotRun& run : runs)
            m_codeRun->addItem(run.name);
        m_codeRun->setCurrentIndex(std::min(shown, static_cast<int>(runs.size()) - 1));
    }
    while (m_uses.size() > runs.size())
        delete m_uses.takeLast();
    while (m_uses.size() < runs.size()) {
        m_uses.append(new ListeningRow(m_theme, m_meter));
        m_meterRows->addWidget(m_uses.last());
    }
    showAll();
}

void LabPanel::showAll()
{
    for (int column = 0; column < columnCount(); ++column)
        showColumn(column);
    showCodes();
    showWords();
}

void LabPanel::showColumn(int column)
{
    if (column >= columnCount())
        return;
    showPath(column);
    showNeighbours(column);
    showUse(column);
    if (column == m_codeRun->currentIndex())
        showCodes();
    showWords();
}

void LabPanel::showCodes()
{
    const int column = m_codeRun->currentIndex();
    if (column < 0 || column >= columnCount()) {
        m_bars->clear();
        return;
    }
    const LabResult& result = m_lab.result(column);
    m_bars->setCodes(barsOf(result.a), barsOf(result.b));
    m_bars->setBetween(result.path.value(m_inputs->step()).code);
}

void LabPanel::showPath(int column)
{
    const LabResult& result = m_lab.result(column);
    QList<Cell> cells;
    for (qsizetype i = 0; i < result.path.size(); ++i) {
        const QString& sentence = result.path[i].sentence;
        cells.append(
            {.text = sentence,
             .marks = i > 0 ? experiments::changedWords(result.path[i - 1].sentence, sentence) : QList<WordMark>()});
    }
    m_path->texts().setCells(column, cells);
    QStringList labels;
    for (int i = 0; i < m_lab.input().steps; ++i)
        labels.append(widgets::numberText(static_cast<double>(i) / (m_lab.input().steps - 1), 1));
    if (m_path->texts().rowCount() != labels.size()) {
        m_path->texts().setLabels(tr("Position"), labels);
        m_path->chooseRow(m_inputs->step());
    }
}

void LabPanel::showNeighbours(int column)
{
    const LabResult& result = m_lab.result(column);
    QList<Cell> cells;
    for (const LabNeighbour& neighbour : result.neighbours.value_or(QList<LabNeighbour>())) {
        const QString distance = widgets::numberText(neighbour.distance, 2) + QStringLiteral("   ");
        Cell cell{.text = distance + neighbour.sentence, .toolTip = tr("Distance between the mean codes")};
        for (const WordMark& mark : experiments::wordsNotIn(m_lab.input().a, neighbour.sentence))
            cell.marks.append({mark.start + distance.size(), mark.length});
        cells.append(cell);
    }
    m_near->texts().setCells(column, cells);
    qsizetype rows = 0;
    for (int i = 0; i < columnCount(); ++i)
        rows = std::max(rows, m_lab.result(i).neighbours.value_or(QList<LabNeighbour>()).size());
    QStringList labels;
    for (qsizetype i = 0; i < rows; ++i)
        labels.append(widgets::countText(i + 1));
    if (m_near->texts().rowCount() != rows || rows == 0)
        m_near->texts().setLabels(tr("Rank"), labels);
}

void LabPanel::showUse(int column)
{
    const LabResult& result = m_lab.result(column);
    ListeningRow& row = *m_uses[column];
    row.setRun(m_runs[column]);
    if (result.use) {
        QList<ListeningRow::Token> tokens;
        for (const LabToken& token : result.use->tokens)
            tokens.append({token.isEnd ? tr("end", "of a sentence") : token.piece, token.own, token.other});
        row.setTokens(result.use->gain, tokens);
        row.setDataGain(result.use->items > 0 ? std::optional(result.use->dataGain) : std::nullopt,
                        result.use->dataError);
    } else {
        row.setRemark(!result.failure.isEmpty() ? tr("no answer") : m_lab.isBusy(column) ? tr("to come") : QString());
    }
}

/// What the models did not read as it was written: once, where several agree.
QStringList LabPanel::readingRemarks() const
{
    QStringList remarks;
    for (const bool isSecond : {false, true}) {
        const QString name = isSecond ? tr("B") : tr("A");
        QMap<QString, QStringList> readers; // by what they read
        QStringList cutters;
        for (int column = 0; column < columnCount(); ++column) {
            const LabResult& result = m_lab.result(column);
            const std::optional<LabCode>& code = isSecond ? result.b : result.a;
            if (code && code->unknown > 0)
                readers[code->text] += m_runs[column].name;
            if (code && code->isCut)
                cutters += m_runs[column].name;
        }
        for (auto it = readers.cbegin(); it != readers.cend(); ++it)
            remarks += tr("Not all words of %1 are known to %2, which reads “%3”.")
                           .arg(name, it->join(QStringLiteral(", ")), it.key());
        if (!cutters.isEmpty())
            remarks += tr("%1 is longer than what %2 was trained on and was cut.")
                           .arg(name, cutters.join(QStringLiteral(", ")));
    }
    return remarks;
}

/// Everything that is said in words: what goes on, what is wrong, which page.
void LabPanel::showWords()
{
    const bool hasSentences = !m_inputs->first().trimmed().isEmpty() && !m_inputs->second().trimmed().isEmpty();
    QStringList phases;
    QStringList remarks = readingRemarks();
    QStringList failures;
    bool hasAnswer = false;
    bool isBusy = false;
    for (int column = 0; column < columnCount(); ++column) {
        const LabResult& result = m_lab.result(column);
        hasAnswer = hasAnswer || isAnswer(result);
        isBusy = isBusy || m_lab.isBusy(column);
        if (!m_lab.phase(column).isEmpty())
            phases += tr("%1: %2", "run, what it does").arg(m_runs[column].name, m_lab.phase(column));
        if (!result.failure.isEmpty())
            failures += result.failure;
    }
    m_hint->setText(phases.isEmpty() ? tr("encode two sentences, go from one to the other")
                                     : phases.join(QStringLiteral("   ")));
    m_inputs->setCanDraw(m_lab.canDraw());
    QString sentence;
    if (!m_lab.canDraw())
        sentence = failures.isEmpty() || !hasSentences
                       ? tr("None of the chosen models has codes: choose a text autoencoder above.")
                       : failures.join(QLatin1Char('\n'));
    else if (!hasSentences)
        sentence = tr("Write a sentence in each field above, or take two of the data.");
    const bool isEmpty = !m_lab.canDraw() || !hasSentences;
    m_empty->setSentence(sentence);
    m_empty->setButtonVisible(m_lab.canDraw());
    m_pages->setCurrentIndex(isEmpty ? Empty : Body);
    remarks = failures + remarks;
    m_remarks->setText(remarks.join(QLatin1Char('\n')));
    m_remarks->setVisible(!isEmpty && !remarks.isEmpty());
    m_remarks->setProperty("failed", !failures.isEmpty());
    QPalette palette = m_remarks->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(failures.isEmpty() ? widgets::ColorRole::WarningText
                                                                            : widgets::ColorRole::ErrorText));
    m_remarks->setPalette(palette);
    showHints(hasAnswer || isBusy);
}

void LabPanel::showHints(bool isAtWork)
{
    qint64 among = 0;
    qint64 items = 0;
    for (int column = 0; column < columnCount(); ++column) {
        const LabResult& result = m_lab.result(column);
        among = std::max(among, result.neighbours ? result.among : 0);
        items = std::max(items, result.use ? result.use->items : 0);
    }
    if (m_pathButton->isChecked())
        m_viewHint->setText(tr("words new against the row above are marked"));
    else if (among > 0)
        m_viewHint->setText(
            tr("among %1 training sentences; words that A lacks are marked").arg(widgets::countText(among)));
    else
        m_viewHint->setText(isAtWork ? tr("the data is being encoded") : QString());
    m_dataUse->setText(items > 0
                           ? tr("nats gained by A's own z; tick: mean of %1 sentences").arg(widgets::countText(items))
                           : tr("nats gained by A's own z"));
}

} // namespace lb::gui
