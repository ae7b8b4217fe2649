#include "gui/compare/compare_groups.h"

#include "experiments/records/metric_names.h"
#include "gui/project/run_config.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace lb::gui {

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

QList<CompareGroup> compareGroups(const std::vector<const RunRecord*>& runs, const CompareFigures& data,
                                  bool groupsSeeds)
{
    QList<CompareGroup> groups;
    QHash<QString, qsizetype> place;
    for (auto it = runs.crbegin(); it != runs.crend(); ++it) { // oldest first
        const RunRecord& run = **it;
        std::shared_ptr<const CompareRun> read = data.run(run.uid);
        const QString settings = groupsSeeds && read ? read->settingsKey : run.uid;
        auto known = place.constFind(settings);
        if (known == place.cend()) {
            known = place.insert(settings, groups.size());
            groups.append({settings, run.name, experiments::hueOf(run), {}, {}});
        }
        CompareGroup& group = groups[*known];
        const auto after = std::upper_bound(group.runs.cbegin(), group.runs.cend(), run.seed,
                                            [](qint64 seed, const RunRecord& other) { return seed < other.seed; });
        group.read.insert(group.read.begin() + (after - group.runs.cbegin()), std::move(read));
        group.runs.insert(after, run);
    }
    for (CompareGroup& group : groups) {
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

void CompareScene::setGroups(QList<CompareGroup> wanted)
{
    groups = std::move(wanted);
    placeOf.clear();
    placeOf.reserve(runCount());
    for (qsizetype place = 0; place < groups.size(); ++place)
        for (const RunRecord& run : std::as_const(groups)[place].runs)
            placeOf.insert(run.uid, place);
    findMetrics();
    findParameters();
    usual = usualMetrics(*this);
}

QList<CompareGroup> CompareScene::shownGroups() const
{
    const QSet<QString> chosen(shown.cbegin(), shown.cend());
    QList<CompareGroup> result;
    for (const CompareGroup& one : groups) {
        CompareGroup part{one.key, one.name, one.family, {}, {}};
        for (std::size_t i = 0; i < one.read.size(); ++i) {
            const RunRecord& run = one.runs[static_cast<qsizetype>(i)];
            if (!chosen.contains(run.uid))
                continue;
            part.runs.append(run);
            part.read.push_back(one.read[i]);
        }
        if (!part.runs.isEmpty())
            result.append(part);
    }
    return result;
}

double CompareScene::value(const CompareRun* run, const QString& metric) const
{
    if (!run)
        return qQNaN();
    const ValueChoice choice = settings.valueOf(metric);
    if (choice.kind != ValueChoice::Kind::BestStep)
        return experiments::valueOf(run->figures, metric, choice);
    const auto place = static_cast<std::size_t>(data.placeOfMetric(metric)); // of none: beyond every end
    return place < run->bestValues.size() ? run->bestValues[place] : qQNaN();
}

double CompareScene::quantity(const CompareRun* run, const QString& id) const
{
    const qsizetype place = data.placeOf(id);
    if (place < 0)
        return value(run, id);
    if (!run || CompareFigures::textNumber(*run, place) == 0)
        return qQNaN();
    const QJsonValue number = run->figures.spec.value(id);
    return number.isDouble() ? number.toDouble() : qQNaN();
}

std::vector<double> CompareScene::values(const CompareGroup& one, const QString& metric) const
{
    std::vector<double> result;
    for (const auto& run : one.read)
        result.push_back(value(run.get(), metric));
    return result;
}

void CompareScene::findMetrics()
{
    QSet<QString> present;
    QStringList before; // thousands of runs have the same
    for (const CompareGroup& one : std::as_const(groups))
        for (const auto& run : one.read)
            if (run && run->figures.metrics != before) {
                before = run->figures.metrics;
                present.unite(QSet<QString>(before.cbegin(), before.cend()));
            }
    metrics.clear();
    for (const experiments::MetricInfo& info : experiments::knownMetrics()) {
        if (info.isVector)
            continue;
        for (const QString& name :
             {info.name, QString(info.name).replace(QLatin1String("validation/"), QLatin1String("test/"))})
            if (present.remove(name))
                metrics.append(name);
    }
    QStringList others(present.cbegin(), present.cend());
    others.sort();
    metrics += others;
}

void CompareScene::findParameters()
{
    std::vector<const CompareRun*> firsts; // a group's runs differ in their seed alone
    for (const CompareGroup& one : std::as_const(groups))
        if (one.read.front())
            firsts.push_back(one.read.front().get());
    parameters = data.keys();
    std::sort(parameters.begin(), parameters.end(), [](const QString& a, const QString& b) {
        return std::pair(sectionOrder(a), a) < std::pair(sectionOrder(b), b);
    });
    differing.clear();
    varied.clear();
    parameters.removeIf([&](const QString& key) {
        const qsizetype place = data.placeOf(key);
        bool isUsed = false;
        bool differs = false;
        quint32 first = 0; // of those that use it
        bool varies = false;
        for (const CompareRun* run : firsts) {
            const quint32 number = CompareFigures::textNumber(*run, place);
            isUsed = isUsed || number != 0;
            differs = differs || number != CompareFigures::textNumber(*firsts.front(), place);
            if (first == 0)
                first = number;
            varies = varies || (number != 0 && number != first);
        }
        if (differs && key != QLatin1String("run.seed")) {
            differing.append(key);
            if (varies)
                varied.append(key);
        }
        return !isUsed;
    });
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

QString parameterText(const CompareFigures& data, const CompareRun* run, const QString& key)
{
    const quint32 number = run ? CompareFigures::textNumber(*run, data.placeOf(key)) : 0;
    return number == 0 ? widgets::kNoValue : data.text(number);
}

QString quantityTitle(const CompareScene& scene, const QString& id)
{
    return scene.data.field(id) ? parameterTitle(scene.data, id) : metricShortTitle(id);
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
        qsizetype missing = std::min<qsizetype>(2, scene.groups.size());
        for (const CompareGroup& one : scene.groups) {
            const CompareRun* run = one.read.front().get();
            if (run && run->figures.series.contains(metric) && --missing == 0)
                return true;
        }
        return missing == 0;
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
