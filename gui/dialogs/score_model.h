#pragma once

#include <QAbstractTableModel>
#include <QCborMap>

#include <vector>

namespace lb::gui {

/// One line of a scored text.
struct ScoredLine {
    qint32 number = 0; ///< of the text, from 1
    QString sentence;
    qint32 tokens = 0;
    double reconstruction = 0; ///< nats; of a language model its loss
    double kl = 0;             ///< nats; 0: the model has none
    double perplexity() const; ///< of both together
};

/// What a worker said of the lines of `text` (experiments/worker/README.md, "score"); blank ones are left out.
std::vector<ScoredLine> scoredLines(const QString& text, const QCborMap& answer);
/// A row for each line, numbers to the last digit.
QByteArray scoredCsv(const std::vector<ScoredLine>& lines);

/// The lines as a table that is sorted by its own `sort`: ten thousand rows without a pause.
class ScoreModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Sentence, Tokens, Reconstruction, Kl, Perplexity, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setLines(std::vector<ScoredLine> lines);
    const std::vector<ScoredLine>& lines() const { return m_lines; }
    bool hasKl() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    std::vector<ScoredLine> m_lines;
};

} // namespace lb::gui
