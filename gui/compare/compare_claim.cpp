// Sentences about a group of seeds against the baseline.
#include "experiments/records/claim.h"
#include "experiments/records/metric_names.h"
#include "gui/compare/compare_table.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

namespace lb::gui {

using experiments::Claim;
using experiments::Interval;
using widgets::numberText;
using widgets::valueText;

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("Claim", text);
}

QString withUnit(const QString& number, const QString& unit)
{
    return unit.isEmpty() ? number : number + QLatin1Char(' ') + unit;
}

QString intervalText(const Interval& interval)
{
    return say(QT_TRANSLATE_NOOP("Claim", "95 % CI %1 to %2")).arg(valueText(interval.low), valueText(interval.high));
}

} // namespace

QString probabilityText(double p)
{
    return p < 0.001 ? QStringLiteral("< 0.001") : numberText(p, 3);
}

experiments::Claim claimOf(const CompareScene& scene, const CompareGroup& group, const QString& metric)
{
    const CompareGroup* base = scene.baseline();
    const auto figuresOf = [](const CompareGroup& one) {
        QList<const experiments::RunFigures*> figures;
        for (const auto& run : one.read)
            figures.append(run ? &run->figures : nullptr);
        return figures;
    };
    return experiments::claimOf(figuresOf(group), base ? figuresOf(*base) : QList<const experiments::RunFigures*>(),
                                metric, scene.settings.valueOf(metric));
}

ClaimWords claimWords(const CompareScene& scene, const CompareGroup& group, const QString& metric)
{
    const CompareGroup* base = scene.baseline();
    const QString name = metricName(metric);
    const QString unit = experiments::metricInfo(metric).unit;
    const Claim claim = claimOf(scene, group, metric);
    if (!base || base->key == group.key) {
        ClaimWords words{say(QT_TRANSLATE_NOOP("Claim", "%1, %2:")).arg(group.name, name), {}, {}};
        if (claim.group.n == 0) {
            words.claim = say(QT_TRANSLATE_NOOP("Claim", "no such value"));
            return words;
        }
        words.claim = withUnit(valueText(claim.group.mean), unit);
        if (claim.group.n >= experiments::kFewestForStatistics)
            words.claim += QStringLiteral(", ") + intervalText(*claim.group.confidence);
        words.test = base ? say(QT_TRANSLATE_NOOP("Claim", "This is the baseline."))
                          : say(QT_TRANSLATE_NOOP("Claim", "Pin a baseline to see differences and tests."));
        return words;
    }
    ClaimWords words{say(QT_TRANSLATE_NOOP("Claim", "%1 against %2, %3:")).arg(group.name, base->name, name), {}, {}};
    if (claim.group.n == 0 || claim.base.n == 0) {
        words.claim = say(QT_TRANSLATE_NOOP("Claim", "not to be compared: one of them has no such value"));
        return words;
    }
    words.claim = withUnit(widgets::deltaText(claim.group.mean - claim.base.mean), unit);
    const QString counts = say(QT_TRANSLATE_NOOP("Claim", "n = %1 and %2")).arg(claim.group.n).arg(claim.base.n);
    if (claim.isTooSmall()) {
        words.test = say(QT_TRANSLATE_NOOP(
                             "Claim", "%1: too few for a test, it may be chance. Train at least %2 seeds of each."))
                         .arg(counts)
                         .arg(experiments::kFewestForStatistics);
        return words;
    }
    if (!claim.welch) {
        words.test =
            say(QT_TRANSLATE_NOOP("Claim", "%1: no spread between seeds, so there is nothing to test.")).arg(counts);
        return words;
    }
    words.claim += QStringLiteral(", ") + intervalText(claim.welch->confidence);
    QStringList test{say(QT_TRANSLATE_NOOP("Claim", "Welch t = %1")).arg(numberText(claim.welch->t, 1)),
                     say(QT_TRANSLATE_NOOP("Claim", "p %1"))
                         .arg(claim.welch->p < 0.001 ? probabilityText(claim.welch->p)
                                                     : QStringLiteral("= ") + probabilityText(claim.welch->p))};
    if (claim.effect)
        test.append(say(QT_TRANSLATE_NOOP("Claim", "g = %1")).arg(numberText(*claim.effect, 1)));
    test.append(counts);
    if (claim.seeds.size() == static_cast<std::size_t>(claim.group.n) && claim.group.n == claim.base.n)
        test.append(say(QT_TRANSLATE_NOOP("Claim", "same seeds and batches")));
    words.test = test.join(QStringLiteral(", "));
    return words;
}

} // namespace lb::gui
