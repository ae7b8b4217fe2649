#include "gui/project/store_thread.h"

namespace lb::gui {

StoreThread::StoreThread(std::unique_ptr<experiments::RunLauncher> launcher, QObject* parent)
    : QObject(parent)
{
    qRegisterMetaType<experiments::Error>("lb::experiments::Error");
    qRegisterMetaType<experiments::MetricUpdate>("lb::experiments::MetricUpdate");
    qRegisterMetaType<QList<experiments::RunRecord>>("QList<lb::experiments::RunRecord>");
    qRegisterMetaType<QList<experiments::CheckpointRecord>>("QList<lb::experiments::CheckpointRecord>");
    qRegisterMetaType<LogText>("lb::gui::LogText");

    m_reader = new StoreReader(std::move(launcher));
    m_reader->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_reader, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("store"));
    m_thread.start();
}

StoreThread::~StoreThread()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace lb::gui
