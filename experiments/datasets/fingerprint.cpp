#include "experiments/datasets/fingerprint.h"

namespace lb::experiments {

void Fingerprint::add(std::string_view bytes)
{
    add(static_cast<qint64>(bytes.size()));
    m_hash.add(bytes.data(), bytes.size());
}

void Fingerprint::add(const QString& text)
{
    add(std::string_view(text.toStdString()));
}

void Fingerprint::add(qint64 number)
{
    m_hash.add(&number, sizeof number);
}

QString Fingerprint::hex() const
{
    return QString::fromLatin1(m_hash.result().toHex());
}

} // namespace lb::experiments
