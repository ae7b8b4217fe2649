#include "gui/dialogs/score_table.h"

#include "widgets/figures/figure_files.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

namespace {

constexpr int kRowHeight = 24;
constexpr int kNumberWidth = 84;

} // namespace

ScoreTable::ScoreTable(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new ScoreModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    m_count = new QLabel(this);
    m_count->setProperty("muted", true);
    m_count->setFont(theme.font(widgets::TextSize::Small));
    row->addWidget(m_count, 1);
    const auto add = [&](const char* name, const QString& icon, const QString& help) {
        auto* button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setIcon(theme.icon(icon));
        button->setToolTip(help);
        button->setWhatsThis(help);
        button->setAccessibleName(help);
        button->setFixedSize(28, 24);
        row->addWidget(button);
        return button;
    };
    m_copy = add("copyScores", QStringLiteral("copy"), tr("Copies the selected rows, or all (Ctrl+C)."));
    m_export = add("exportScores", QStringLiteral("export"), tr("Writes all rows, in this order, as CSV."));
    column->addLayout(row);
    m_view = new QTableView(this);
    m_view->setObjectName(QStringLiteral("scoreTable"));
    m_view->setAccessibleName(tr("Scores of the sentences"));
    m_view->setToolTip(tr("A row for each line. A click on a column sorts; a double click, or Return, shades the "
                          "words of a sentence."));
    m_view->setWhatsThis(m_view->toolTip());
    m_view->setModel(m_model);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // heights are not asked of each row
    m_view->verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* header = m_view->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultSectionSize(kNumberWidth);
    header->setSectionResizeMode(ScoreModel::Sentence, QHeaderView::Stretch);
    header->setSortIndicator(ScoreModel::Number, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    column->addWidget(m_view, 1);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(selectedText()); });
    connect(m_export, &QToolButton::clicked, this, &ScoreTable::exportRequested);
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex& index) {
        emit sentenceActivated(m_model->lines()[static_cast<std::size_t>(index.row())].sentence);
    });
    updateState();
}

void ScoreTable::setLines(const QString& text, const QCborMap& answer)
{
    m_model->setLines(scoredLines(text, answer));
    const QHeaderView* header = m_view->horizontalHeader();
    m_model->sort(header->sortIndicatorSection(), header->sortIndicatorOrder());
    m_view->setColumnHidden(ScoreModel::Kl, !m_model->hasKl());
    updateState();
}

void ScoreTable::clear()
{
    m_model->setLines({});
    updateState();
}

void ScoreTable::updateState()
{
    const int count = m_model->rowCount();
    m_count->setText(count > 0 ? tr("%n sentence(s)", nullptr, count) : tr("No text has been scored yet."));
    m_copy->setEnabled(count > 0);
    m_export->setEnabled(count > 0);
}

QString ScoreTable::selectedText() const
{
    const QItemSelectionModel* selection = m_view->selectionModel();
    const bool isAll = !selection->hasSelection();
    // Of ten thousand rows, so from the numbers themselves and into one text.
    QByteArray text;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!isAll && !selection->isRowSelected(row, {}))
            continue;
        const ScoredLine& line = m_model->lines()[static_cast<std::size_t>(row)];
        text += QByteArray::number(line.number) + '\t' + line.sentence.toUtf8() + '\t' +
                QByteArray::number(line.tokens) + '\t' + widgets::exactNumber(line.reconstruction) + '\t';
        if (!m_view->isColumnHidden(ScoreModel::Kl))
            text += widgets::exactNumber(line.kl) + '\t';
        text += widgets::exactNumber(line.perplexity()) + '\n';
    }
    text.chop(1);
    return QString::fromUtf8(text);
}

void ScoreTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(selectedText());
    else
        QWidget::keyPressEvent(event);
}

} // namespace lb::gui
