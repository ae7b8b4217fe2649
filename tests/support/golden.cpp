#include "tests/support/golden.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <stdexcept>

namespace lb::testing {

namespace {

void flatten(const QJsonValue& value, std::vector<double>& numbers)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue& entry : array)
            flatten(entry, numbers);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const QJsonValue& entry : object)
            flatten(entry, numbers);
    } else {
        numbers.push_back(value.toDouble());
    }
}

} // namespace

std::filesystem::path goldenFile(const std::string& name)
{
    return LB_SOURCE_DIR "/tests/golden/" + name;
}

std::vector<double> golden(const QString& file, const QString& key)
{
    QFile json(QString::fromStdString(goldenFile(file.toStdString() + ".json").string()));
    if (!json.open(QIODevice::ReadOnly))
        throw std::runtime_error("there is no golden file " + file.toStdString());
    QJsonValue value = QJsonDocument::fromJson(json.readAll()).object();
    for (const QString& part : key.split(u'/'))
        value = value.toObject().value(part);
    if (value.isUndefined())
        throw std::runtime_error("there is no golden entry " + key.toStdString() + " in " + file.toStdString());
    std::vector<double> numbers;
    flatten(value, numbers);
    return numbers;
}

} // namespace lb::testing
