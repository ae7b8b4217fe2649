#pragma once

#include <QString>

namespace lb::experiments {

/// Names inside a run's folder, in one place.
class RunFolder {
public:
    explicit RunFolder(QString path)
        : m_path(std::move(path))
    {
    }
    const QString& path() const { return m_path; }
    QString database() const { return m_path + QStringLiteral("/run.sqlite"); }
    QString spec() const { return m_path + QStringLiteral("/spec.json"); }
    QString meta() const { return m_path + QStringLiteral("/meta.json"); }
    QString log() const { return m_path + QStringLiteral("/log.txt"); }
    QString olderLog() const { return m_path + QStringLiteral("/log.1.txt"); }
    QString lock() const { return m_path + QStringLiteral("/lock"); }
    QString commands() const { return m_path + QStringLiteral("/commands"); }
    QString checkpoints() const { return m_path + QStringLiteral("/checkpoints"); }
    /// A fork's first weights: the checkpoint of its parent that it starts from.
    QString start() const { return m_path + QStringLiteral("/start.safetensors"); }
    QString artifacts() const { return m_path + QStringLiteral("/artifacts"); }
    /// Text runs: what their tokens are, complete in itself.
    QString tokenizer() const { return artifacts() + QStringLiteral("/tokenizer"); }

private:
    QString m_path;
};

} // namespace lb::experiments
