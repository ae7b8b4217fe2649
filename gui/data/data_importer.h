#pragma once

#include "gui/text/serve_thread.h"

#include <QObject>

#include <memory>

namespace lb::gui {

/// What is imported, as import-data takes it.
struct DataImportOrder {
    QString source;
    QString name;
    qint64 height = 0; ///< 0: as fits
    qint64 width = 0;
};

/// What became of it.
struct DataImportReport {
    QString id; ///< "own:digits"
    qint64 count = 0;
    qint64 found = 0;
    QStringList skipped; ///< "2: it is no whole PNG: ... (a.png, b.png)"
};

/// "latentbench-cli --project P import-data PATH --name N --size HxW".
QString importCommand(const QString& project, const DataImportOrder& order);

/// One import at a time, by a worker of its own that is ended afterwards. GUI thread; nothing here waits.
class DataImporter : public QObject {
    Q_OBJECT
public:
    explicit DataImporter(QObject* parent = nullptr);
    ~DataImporter() override;

    /// Only while none is at work. `folder`: PROJECT/datasets.
    void start(const DataImportOrder& order, const QString& folder);
    void cancel();
    bool isAtWork() const { return m_serve && m_serve->isAsking(); }

signals:
    void progressed(int done, int total);
    void finished(const lb::gui::DataImportReport& report);
    void cancelled();
    void failed(const lb::experiments::Error& error);

private:
    void take(const QCborMap& answer);
    std::unique_ptr<ServeThread> m_serve;
    bool m_isCancelled = false;
};

} // namespace lb::gui
