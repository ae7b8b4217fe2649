#include "gui/compare/compare_groups.h"

#include "experiments/records/metric_names.h"
#include "gui/project/run_config.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace lb::gui {

using experiments::RunFigures;
using experiments::RunRecord;
using experiments::ValueChoice;

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("Compare", text);
}

/// What makes a model what it is comes before how it is trained and on what.
qsizetype sectionOrder(const QString& key)
{
    static const QStringList sections{
        QStringLiteral("latent"),  QStringLiteral("objective"), QStringLiteral("model"),
        QStringLiteral("encoder"), QStringLiteral("decoder"),   QStringLiteral("optimizer"),
        QStringLiteral("train"),   QStringLiteral("data"),      QStringLiteral("run")};
    const qsizetype place = sections.indexOf(key.section(QLatin1Char('.'), 0, 0));
    return place < 0 ? sections.size() : place;
}

} // namespace

QStringList CompareGroup::uids() const
{
    QStringList result;
    for (const RunRecord& run : runs)
        result.append(run.uid);
    return result;
}

QList<CompareGroup> compareGroups(const QList<RunRecord>& runs, const CompareFigures& data, bool groupsSeeds)
{
    QList<CompareGroup> groups;
    QHash<QString, qsizetype> place;
    for (auto run = runs.crbegin(); run != runs.crend(); ++run) { // oldest first
        const QString read = groupsSeeds ? data.settingsKeys.value(run->uid) : QString();
        const QString settings = read.isEmpty() ? run->uid : read;
        if (const auto known = place.constFind(settings); known != place.cend()) {
            groups[*known].runs.append(*run);
            continue;
        }
        place.insert(settings, groups.size());
        groups.append({settings, run->name, experiments::hueOf(*run), {*run}});
    }
    for (CompareGroup& group : groups) {
        std::stable_sort(group.runs.begin(), group.runs.end(),
                         [](const RunRecord& a, const RunRecord& b) { return a.seed < b.seed; });
        if (group.isGroup()) {
            group.name = experiments::nameWithoutSeed(group.runs.first().name);
            group.key.prepend(QLatin1String("seeds:"));
        } else {
            group.key = group.runs.first().uid;
        }
    }
    return groups;
}

qsizetype CompareScene::runCount() const
{
    qsizetype count = 0;
    for (const CompareGroup& one : groups)
        count += one.runs.size();
    return count;
}

const CompareGroup* CompareScene::group(const QString& key) const
{
    for (const CompareGroup& one : groups)
        if (one.key == key)
            return &one;
    return nullptr;
}

const CompareGroup* CompareScene::groupOf(const QString& uid) const
{
    const qsizetype place = placeOf.value(uid, -1);
    return place < 0 ? nullptr : &groups[place];
}

void CompareScene::setGroups(const QList<CompareGroup>& wanted)
{
    groups = wanted;
    placeOf.clear();
    for (qsizetype place = 0; place < groups.size(); ++place)
        for (const RunRecord& run : std::as_const(groups)[place].runs)
            placeOf.insert(run.uid, place);
}

QList<CompareGroup> CompareScene::shownGroups() const
{
    const QSet<QString> chosen(shown.cbegin(), shown.cend());
    QList<CompareGroup> result;
    const auto isChosen = [&chosen](const RunRecord& run) { return chosen.contains(run.uid); };
    for (const CompareGroup& one : groups) {
        if (std::none_of(one.runs.cbegin(), one.runs.cend(), isChosen))
            continue; // of thousands of groups: not to be copied
        result.append(one);
        result.last().runs.removeIf([&](const RunRecord& run) { return !isChosen(run); });
    }
    return result;
}

double CompareScene::value(const QString& uid, const QString& metric) const
{
    const RunFigures* figures = data.figures(uid);
    return figures ? experiments::valueOf(*figures, metric, settings.valueOf(metric)) : qQNaN();
}

std::vector<double> CompareScene::values(const CompareGroup& one, const QString& metric) const
{
    std::vector<double> result;
    for (const RunRecord& run : one.runs)
        result.push_back(value(run.uid, metric));
    return result;
}

QStringList CompareScene::metrics() const
{
    QSet<QString> present;
    for (const CompareGroup& one : groups)
        for (const RunRecord& run : one.runs)
            if (const RunFigures* figures = data.figures(run.uid))
                present.unite(QSet<QString>(figures->metrics.cbegin(), figures->metrics.cend()));
    QStringList known;
    for (const experiments::MetricInfo& info : experiments::knownMetrics()) {
        if (info.isVector)
            continue;
        for (const QString& name :
             {info.name, QString(info.name).replace(QLatin1String("validation/"), QLatin1String("test/"))})
            if (present.remove(name))
                known.append(name);
    }
    QStringList others(present.cbegin(), present.cend());
    others.sort();
    return known + others;
}

QStringList CompareScene::parameters() const
{
    QStringList keys;
    for (const CompareGroup& one : groups)
        if (const RunFigures* figures = data.figures(one.runs.first().uid))
            for (auto field = figures->spec.fields().cbegin(); field != figures->spec.fields().cend(); ++field) {
                const experiments::FieldSchema* known = data.field(field.key());
                if (known && isUsed(*known, figures->spec) && !keys.contains(field.key()))
                    keys.append(field.key());
            }
    std::sort(keys.begin(), keys.end(), [](const QString& a, const QString& b) {
        return std::pair(sectionOrder(a), a) < std::pair(sectionOrder(b), b);
    });
    return keys;
}

QStringList CompareScene::differingParameters() const
{
    const QStringList used = parameters();
    QStringList result;
    for (const QString& key : used) {
        if (key == QLatin1String("run.seed"))
            continue;
        QString first;
        bool isFirst = true;
        for (const CompareGroup& one : groups) {
            if (!data.figures(one.runs.first().uid))
                continue;
            const QString text = parameterText(data, one.runs.first().uid, key);
            if (!std::exchange(isFirst, false) && text != first) {
                result.append(key);
                break;
            }
            first = text;
        }
    }
    return result;
}

QStringList CompareScene::variedAmong(QStringList keys) const
{
    keys.removeIf([this](const QString& key) {
        QString first;
        for (const CompareGroup& one : groups) {
            const QString text = parameterText(data, one.runs.first().uid, key);
            if (text == widgets::kNoValue)
                continue;
            if (!first.isNull() && text != first)
                return false;
            first = text;
        }
        return true;
    });
    return keys;
}

QString metricName(const QString& metric)
{
    const QString title = QCoreApplication::translate("Metric", experiments::metricInfo(metric).title.toUtf8());
    if (metric.startsWith(QLatin1String("train/")))
        return say(QT_TRANSLATE_NOOP("Compare", "%1, training")).arg(title);
    if (metric.startsWith(QLatin1String("test/")))
        return say(QT_TRANSLATE_NOOP("Compare", "%1, test")).arg(title);
    return title;
}

QString metricTitle(const QString& metric)
{
    const QString unit = experiments::metricInfo(metric).unit;
    return unit.isEmpty() ? metricName(metric) : QStringLiteral("%1 (%2)").arg(metricName(metric), unit);
}

QString metricShortTitle(const QString& metric)
{
    static const QHash<QString, const char*> names{
        {QStringLiteral("reconstruction"), QT_TRANSLATE_NOOP("Compare", "Rec.")},
        {QStringLiteral("mutual_information"), QT_TRANSLATE_NOOP("Compare", "MI")},
        {QStringLiteral("shuffle_gap"), QT_TRANSLATE_NOOP("Compare", "Decoder use")},
        {QStringLiteral("iw_nll"), QT_TRANSLATE_NOOP("Compare", "NLL")}};
    const char* name = names.value(metric.section(QLatin1Char('/'), 1));
    const bool isPlain = metric.startsWith(QLatin1String("validation/")) || metric == QLatin1String("test/iw_nll");
    if (!name || !isPlain)
        return metricTitle(metric);
    const QString unit = experiments::metricInfo(metric).unit;
    return unit.isEmpty() ? say(name) : QStringLiteral("%1 (%2)").arg(say(name), unit);
}

QString parameterTitle(const CompareFigures& data, const QString& key)
{
    const experiments::FieldSchema* field = data.field(key);
    return field ? fieldWords(field->label) : key;
}

QString parameterText(const CompareFigures& data, const QString& uid, const QString& key)
{
    const RunFigures* figures = data.figures(uid);
    const experiments::FieldSchema* field = data.field(key);
    if (!figures || !field || !figures->spec.has(key) || !isUsed(*field, figures->spec))
        return widgets::kNoValue;
    return fieldDisplayText(*field, figures->spec.value(key));
}

QString valueChoiceText(const ValueChoice& choice)
{
    switch (choice.kind) {
    case ValueChoice::Kind::BestStep:
        return say(QT_TRANSLATE_NOOP("Compare", "best val. ELBO"));
    case ValueChoice::Kind::Last:
        return say(QT_TRANSLATE_NOOP("Compare", "last"));
    case ValueChoice::Kind::Best:
        return say(QT_TRANSLATE_NOOP("Compare", "best"));
    case ValueChoice::Kind::Least:
        return say(QT_TRANSLATE_NOOP("Compare", "minimum"));
    case ValueChoice::Kind::Most:
        return say(QT_TRANSLATE_NOOP("Compare", "maximum"));
    case ValueChoice::Kind::AtStep:
        break;
    }
    return say(QT_TRANSLATE_NOOP("Compare", "step %1")).arg(widgets::countText(choice.step));
}

QStringList usualMetrics(const CompareScene& scene)
{
    // A column for one run alone has nothing to compare.
    const auto isShared = [&scene](const QString& metric) {
        int groups = 0;
        for (const CompareGroup& one : scene.groups)
            if (const RunFigures* figures = scene.data.figures(one.runs.first().uid))
                groups += figures->series.contains(metric) ? 1 : 0;
        return groups >= std::min<qsizetype>(2, scene.groups.size());
    };
    QStringList usual;
    for (const char* name : {"test/iw_nll", "validation/elbo", "validation/reconstruction", "validation/kl",
                             "validation/mutual_information", "validation/active_units", "validation/shuffle_gap",
                             "validation/perplexity", "validation/entropy_gap", "test/code_mmd", "test/fd_prior",
                             "test/precision", "test/recall", "test/self_bleu_4"})
        if (isShared(QLatin1String(name)))
            usual.append(QLatin1String(name));
    return usual;
}

} // namespace lb::gui
