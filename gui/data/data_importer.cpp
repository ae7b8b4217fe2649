#include "gui/data/data_importer.h"

#include "experiments/preview/train_command.h"

#include <QCborArray>

namespace lb::gui {

namespace {

constexpr qsizetype kExamples = 3;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

DataImportReport reportOf(const QCborMap& answer)
{
    const QCborMap report = answer.value(word("report")).toMap();
    DataImportReport result{.id = answer.value(word("id")).toString(),
                            .count = answer.value(word("count")).toInteger(),
                            .found = report.value(word("found")).toInteger(),
                            .skipped = {}};
    for (const QCborValue& value : report.value(word("skipped")).toArray()) {
        const QCborMap skipped = value.toMap();
        QStringList examples;
        for (const QCborValue& example : skipped.value(word("examples")).toArray())
            if (examples.size() < kExamples)
                examples.append(example.toString());
        QString line = QStringLiteral("%1: %2")
                           .arg(skipped.value(word("count")).toInteger())
                           .arg(skipped.value(word("reason")).toString());
        if (!examples.isEmpty())
            line += QStringLiteral(" (%1)").arg(examples.join(word(", ")));
        result.skipped.append(line);
    }
    return result;
}

} // namespace

QString importCommand(const QString& project, const DataImportOrder& order)
{
    QStringList words{word("latentbench-cli"), word("--project"), project, word("import-data"), order.source};
    if (!order.name.isEmpty())
        words << word("--name") << order.name;
    if (order.height > 0)
        words << word("--size") << QStringLiteral("%1x%2").arg(order.height).arg(order.width);
    return experiments::shellCommand(words);
}

DataImporter::DataImporter(QObject* parent)
    : QObject(parent)
{
}

DataImporter::~DataImporter() = default;

void DataImporter::start(const DataImportOrder& order, const QString& folder)
{
    m_isCancelled = false;
    m_serve = std::make_unique<ServeThread>();
    connect(m_serve.get(), &ServeThread::answered, this, &DataImporter::take);
    connect(m_serve.get(), &ServeThread::failed, this, [this](const experiments::Error& error) {
        m_serve.release()->deleteLater();
        if (m_isCancelled)
            emit cancelled();
        else
            emit failed(error);
    });
    connect(m_serve.get(), &ServeThread::progressed, this,
            [this](int done, int total, const QString&) { emit progressed(done, total); });
    m_serve->ask({{word("what"), word("import_data")},
                  {word("path"), order.source},
                  {word("name"), order.name},
                  {word("height"), order.height},
                  {word("width"), order.width},
                  {word("cache"), folder}});
}

void DataImporter::cancel()
{
    if (!isAtWork())
        return;
    m_isCancelled = true;
    m_serve->stop();
}

void DataImporter::take(const QCborMap& answer)
{
    m_serve.release()->deleteLater(); // inside one of its signals
    if (answer.isEmpty() || answer.value(word("cancelled")).toBool())
        emit cancelled();
    else
        emit finished(reportOf(answer));
}

} // namespace lb::gui
