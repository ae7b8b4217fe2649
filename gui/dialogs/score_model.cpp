#include "gui/dialogs/score_model.h"

#include "experiments/records/csv_text.h"
#include "widgets/figures/figure_files.h"
#include "widgets/theme/number_text.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace lb::gui {

namespace {

template <class Number>
Number numberAt(const QByteArray& bytes, qsizetype i)
{
    Number value{};
    if ((i + 1) * static_cast<qsizetype>(sizeof value) <= bytes.size())
        std::memcpy(&value, bytes.constData() + i * static_cast<qsizetype>(sizeof value), sizeof value);
    return value;
}

double keyOf(const ScoredLine& line, int column)
{
    switch (column) {
    case ScoreModel::Tokens:
        return line.tokens;
    case ScoreModel::Reconstruction:
        return line.reconstruction;
    case ScoreModel::Kl:
        return line.kl;
    case ScoreModel::Perplexity:
        return line.tokens > 0 ? (line.reconstruction + line.kl) / line.tokens : 0;
    default:
        return line.number;
    }
}

} // namespace

double ScoredLine::perplexity() const
{
    return tokens > 0 ? std::exp((reconstruction + kl) / tokens) : std::nan("");
}

std::vector<ScoredLine> scoredLines(const QString& text, const QCborMap& answer)
{
    const QCborMap columns = answer.value(QLatin1String("lines")).toMap();
    const auto bytes = [&columns](const char* name) { return columns.value(QLatin1String(name)).toByteArray(); };
    const QByteArray numbers = bytes("line");
    const QByteArray tokens = bytes("tokens");
    const QByteArray reconstruction = bytes("reconstruction");
    const QByteArray kl = bytes("kl");
    const QStringList sentences = text.split(QLatin1Char('\n'));
    std::vector<ScoredLine> lines;
    for (qsizetype i = 0; i < numbers.size() / static_cast<qsizetype>(sizeof(qint32)); ++i) {
        const auto number = numberAt<qint32>(numbers, i);
        const QString sentence = sentences.value(number).trimmed();
        if (!sentence.isEmpty())
            lines.push_back({.number = number + 1,
                             .sentence = sentence,
                             .tokens = numberAt<qint32>(tokens, i),
                             .reconstruction = static_cast<double>(numberAt<float>(reconstruction, i)),
                             .kl = static_cast<double>(numberAt<float>(kl, i))});
    }
    return lines;
}

QByteArray scoredCsv(const std::vector<ScoredLine>& lines)
{
    QByteArray csv = "line,sentence,tokens,reconstruction,kl,perplexity\n";
    for (const ScoredLine& line : lines)
        csv += QByteArray::number(line.number) + ',' + experiments::csvField(line.sentence).toUtf8() + ',' +
               QByteArray::number(line.tokens) + ',' + widgets::exactNumber(line.reconstruction) + ',' +
               widgets::exactNumber(line.kl) + ',' + widgets::exactNumber(line.perplexity()) + '\n';
    return csv;
}

void ScoreModel::setLines(std::vector<ScoredLine> lines)
{
    beginResetModel(); // another text
    m_lines = std::move(lines);
    endResetModel();
}

bool ScoreModel::hasKl() const
{
    return std::any_of(m_lines.begin(), m_lines.end(), [](const ScoredLine& line) { return line.kl != 0; });
}

int ScoreModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int ScoreModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ScoreModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ScoredLine& line = m_lines[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Sentence ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole)
        return line.sentence;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Number:
        return widgets::countText(line.number);
    case Sentence:
        return line.sentence;
    case Tokens:
        return widgets::countText(line.tokens);
    case Reconstruction:
        return widgets::valueText(line.reconstruction);
    case Kl:
        return widgets::valueText(line.kl);
    default:
        return widgets::valueText(line.perplexity());
    }
}

QVariant ScoreModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const QString titles[]{tr("Line"),      tr("Sentence"),
                           tr("Tokens"),    hasKl() ? tr("Rec. (nats)") : tr("Loss (nats)"),
                           tr("KL (nats)"), tr("Perplexity")};
    const QString helps[]{tr("Place in the text."),
                          tr("As it stands there."),
                          tr("As the model cuts it, with the end mark."),
                          tr("−ln p of the sentence, summed over its tokens; of an autoencoder given its own code."),
                          tr("Of the sentence's code; language models have none."),
                          tr("exp of all nats of the sentence by token; of an autoencoder an upper bound.")};
    if (section < 0 || section >= ColumnCount)
        return {};
    return role == Qt::DisplayRole ? titles[section] : helps[section];
}

void ScoreModel::sort(int column, Qt::SortOrder order)
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<qint32> numbers; // of the lines that somebody holds on to
    for (const QModelIndex& index : before)
        numbers.push_back(m_lines[static_cast<std::size_t>(index.row())].number);
    const auto isBefore = [column](const ScoredLine& a, const ScoredLine& b) {
        if (column == Sentence)
            return a.sentence.compare(b.sentence, Qt::CaseInsensitive) < 0;
        return keyOf(a, column) < keyOf(b, column);
    };
    if (order == Qt::AscendingOrder)
        std::stable_sort(m_lines.begin(), m_lines.end(), isBefore);
    else
        std::stable_sort(m_lines.begin(), m_lines.end(),
                         [&](const ScoredLine& a, const ScoredLine& b) { return isBefore(b, a); });
    QHash<qint32, int> rows;
    if (!numbers.empty())
        for (std::size_t i = 0; i < m_lines.size(); ++i)
            rows.insert(m_lines[i].number, static_cast<int>(i));
    QModelIndexList after;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        after.append(index(rows.value(numbers[i]), before[static_cast<qsizetype>(i)].column()));
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

} // namespace lb::gui
