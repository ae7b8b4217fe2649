#pragma once

#include "experiments/datasets/dataset_registry.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace lb::gui {

/// What one looks at of a data set.
struct DataFactsShown {
    experiments::DatasetEntry entry;
    experiments::DatasetDescription description;
    experiments::DatasetReport report;
    QString fingerprint;
    QList<qint64> classCounts;    ///< of all items, by class; empty: no labels
    QList<qint64> pixelHistogram; ///< images: training pixels in equal steps from black to white
};

/// Which items.
enum class DataPart { Train, Validation, Test };

/// A page of items.
struct DataItems {
    QString id;
    DataPart part = DataPart::Train;
    qint64 first = 0;
    qint64 total = 0; ///< of the part
    experiments::DatasetPreview preview;
};

/// The data sets of the program and of the open project, read in a thread of its own. The set that is looked at is kept
/// in memory, no other. GUI thread; answers come as signals, those of older questions are dropped.
class DataShelf : public QObject {
    Q_OBJECT
public:
    static constexpr int kPixelBins = 32;

    explicit DataShelf(QObject* parent = nullptr);
    ~DataShelf() override;

    /// PROJECT/datasets; lists anew.
    void open(const QString& folder);
    const QString& folder() const { return m_folder; }
    void list();
    void look(const QString& id);
    /// Of the set that is looked at.
    void turn(DataPart part, qint64 first, qint64 count);
    /// Gives the memory back.
    void forget();
    /// Moves an own set's folder to the project's trash, or back from where `removed` said it is; then lists anew.
    void remove(const QString& id);
    void bringBack(const QString& id, const QString& place);

signals:
    void listed(const QList<lb::experiments::DatasetEntry>& entries);
    void looked(const lb::gui::DataFactsShown& facts);
    void turned(const lb::gui::DataItems& items);
    void removed(const QString& id, const QString& place);
    void failed(const QString& id, const lb::experiments::Error& error);

private:
    struct Inside; ///< lives in m_thread
    void post(std::function<void(Inside&)> work);

    QString m_folder;
    QString m_id; ///< looked at
    std::unique_ptr<Inside> m_inside;
    QObject* m_place; ///< lives in m_thread
    QThread m_thread;
};

} // namespace lb::gui
