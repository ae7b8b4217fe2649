#pragma once

#include "gui/text/lab_worker.h"

#include <memory>
#include <vector>

namespace lb::gui {

class StoreThread;
class TextModels;

/// The sentence lab behind its panel: asks each chosen text autoencoder for codes, path, neighbours and decoder use of
/// two sentences, by a LabWorker of its own. Rests while nobody looks. GUI thread; holds no widget.
class SentenceLab : public QObject {
    Q_OBJECT
public:
    SentenceLab(TextModels& models, StoreThread& store, QObject* parent);
    ~SentenceLab() override;

    /// While true, the models are asked as soon as something has changed.
    void setActive(bool active);
    /// Who is asked; the order is that of the results.
    void setColumns(const QList<ModelChoice>& columns);
    const QList<ModelChoice>& columns() const { return m_columns; }
    /// Asked a moment after the last change. Sentences without a word ask nothing.
    void setInput(const LabInput& input);
    const LabInput& input() const { return m_input; }
    /// Asks everyone again, each on its newest checkpoint where none was chosen.
    void refresh();
    void stop();
    /// Two sentences of the data of the first autoencoder, by the seed: `drawn`.
    void draw(qint64 seed);
    bool canDraw() const;

    const LabResult& result(int column) const;
    bool isBusy(int column) const;
    bool isBusy() const;
    QString phase(int column) const;

signals:
    void columnsChanged();
    void columnChanged(int column);
    void drawn(const QStringList& sentences);

private:
    void askSoon();
    void ask(int column);
    /// Asks for the target in the store's thread, then `use(worker, target)`.
    template <class Use>
    void withTarget(int column, Use use);
    bool hasCodes(int column) const;
    int firstWithCodes() const;

    TextModels& m_models;
    StoreThread& m_store;
    QList<ModelChoice> m_columns;
    LabInput m_input;
    std::vector<std::unique_ptr<LabWorker>> m_workers;
    QTimer m_timer;
    bool m_isActive = false;
    bool m_isDue = false; ///< something changed since the models were asked
};

} // namespace lb::gui
