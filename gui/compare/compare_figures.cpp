#include "gui/compare/compare_figures.h"

namespace lb::gui {

using experiments::FieldSchema;
using experiments::RunFigures;
using experiments::ValueChoice;

void CompareFigures::take(const QString& uid, CompareRun run, const QList<SettingText>& settings)
{
    for (const SettingText& setting : settings) {
        auto place = m_placeOfKey.constFind(setting.key);
        if (place == m_placeOfKey.cend()) {
            place = m_placeOfKey.insert(setting.key, m_keys.size());
            m_keys.append(setting.key);
        }
        auto number = m_numberOfText.constFind(setting.text);
        if (number == m_numberOfText.cend()) {
            number = m_numberOfText.insert(setting.text, static_cast<quint32>(m_texts.size()));
            m_texts.append(setting.text);
        }
        const auto at = static_cast<std::size_t>(*place);
        if (run.settings.size() <= at)
            run.settings.resize(at + 1, 0);
        run.settings[at] = *number;
    }
    if (run.figures.metrics == m_metrics)
        run.figures.metrics = m_metrics; // shared
    m_metrics = run.figures.metrics;
    const qint64 step = experiments::bestStep(run.figures);
    const ValueChoice best =
        step < 0 ? ValueChoice{ValueChoice::Kind::Last, 0} : ValueChoice{ValueChoice::Kind::AtStep, step};
    for (auto series = run.figures.series.cbegin(); series != run.figures.series.cend(); ++series) {
        auto place = m_placeOfMetric.constFind(series.key());
        if (place == m_placeOfMetric.cend())
            place = m_placeOfMetric.insert(series.key(), m_placeOfMetric.size());
        const auto at = static_cast<std::size_t>(*place);
        if (run.bestValues.size() <= at)
            run.bestValues.resize(at + 1, qQNaN());
        run.bestValues[at] = experiments::valueOf(run.figures, series.key(), best);
    }
    m_runs.insert(uid, std::make_shared<const CompareRun>(std::move(run)));
}

void CompareFigures::take(const QList<FieldSchema>& fields)
{
    for (const FieldSchema& field : fields)
        if (!m_fields.contains(field.key))
            m_fields.insert(field.key, field);
}

const RunFigures* CompareFigures::figures(const QString& uid) const
{
    const auto found = m_runs.constFind(uid);
    return found == m_runs.cend() ? nullptr : &(*found)->figures;
}

const FieldSchema* CompareFigures::field(const QString& key) const
{
    const auto found = m_fields.constFind(key);
    return found == m_fields.cend() ? nullptr : &*found;
}

quint32 CompareFigures::textNumber(const CompareRun& run, qsizetype place)
{
    const auto at = static_cast<std::size_t>(place);
    return place >= 0 && at < run.settings.size() ? run.settings[at] : 0;
}

} // namespace lb::gui
