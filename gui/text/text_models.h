#pragma once

#include "experiments/records/run_record.h"
#include "gui/text/text_order.h"
#include "widgets/text/model_chooser.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace lb::gui {

class RunBoard;
class StoreThread;

/// Which runs a list is of.
enum class ServedModels {
    Text,  ///< that can write: text autoencoders and language models
    Codes, ///< that have codes: autoencoders of texts and of images
    All,   ///< that can be sampled: both of these
};

/// A run that can be asked, with the checkpoints it has.
struct TextModel {
    QString uid;
    QString name;
    QString family;
    experiments::RunLook look{};
    QString dataset;
    qint64 splitSeed = 1; ///< data.split_seed: which items are of which split
    qint64 seed = 1;
    bool isAtWork = false;
    bool isText = true;
    QList<qint64> steps; ///< of its checkpoints, newest first; empty: none yet
    bool operator==(const TextModel&) const = default;
};

/// What of a run's spec says whether and how it can be asked.
struct TextModelSpec {
    QString family; ///< model.family
    qint64 splitSeed = 1;
};

/// "lm: a language model trained on wordnet-glosses." `code`: where a text autoencoder's codes come from, as
/// WritingParameters::code.
QString describe(const TextModel& model, const QString& code);

/// The project's models of a kind, newest first, kept true while somebody looks. GUI thread; specs and folders are read
/// in the store's.
class TextModels : public QObject {
    Q_OBJECT
public:
    TextModels(RunBoard& board, StoreThread& store, QObject* parent, ServedModels which = ServedModels::Text);

    /// Those with a checkpoint.
    QList<TextModel> ready() const;
    const QList<TextModel>& all() const { return m_models; }
    const TextModel* find(const QString& uid) const;
    /// The columns whose model is still there, on its newest checkpoint where the chosen one is gone. Where none is
    /// left, the board's current run if it can be asked, else the newest model.
    QList<ModelChoice> settled(const QList<ModelChoice>& columns) const;
    /// The same columns; those that go with the window's time where it is now.
    QList<ModelChoice> placed(const QList<ModelChoice>& columns) const;
    /// Checkpoints of the columns' models, rising: what the time line of their page goes to. Nothing while none is
    /// known.
    std::optional<QList<qint64>> stops(const QList<ModelChoice>& columns) const;
    /// Was read at least once since the project was opened.
    bool isRead() const { return m_isRead; }
    /// While true, changes of runs and checkpoints are looked at.
    void setWatching(bool watching);

signals:
    /// Of the models, or of where the window looks in time.
    void changed();

private:
    void readSoon();
    void read();

    RunBoard& m_board;
    StoreThread& m_store;
    ServedModels m_which;
    QList<TextModel> m_models;
    /// By uid; read and written in the store's thread alone.
    std::shared_ptr<QHash<QString, TextModelSpec>> m_specs;
    QTimer m_timer;
    bool m_isWatching = false;
    bool m_isRead = false;
    bool m_isReading = false;
};

/// Those with a checkpoint, as lists to choose from show them.
widgets::PlotRun plottedModel(const TextModel& model);
QList<widgets::ModelItem> modelItems(const TextModels& models);

} // namespace lb::gui
