#include "experiments/store/retention.h"

#include <QStringList>

namespace lb::experiments {

namespace {

const QString kKey = QStringLiteral("checkpoints/retention");
const QString kOff = QStringLiteral("off");
constexpr int kMost = 1'000'000;

} // namespace

QString retentionText(const Retention& rule)
{
    if (!rule.isOn())
        return kOff;
    const QString newest = QStringLiteral("newest=%1").arg(rule.newest);
    return rule.everyEpochs > 0 ? newest + QStringLiteral(",every=%1").arg(rule.everyEpochs) : newest;
}

Result<Retention> retentionOf(const QString& text)
{
    if (text == kOff)
        return Retention();
    Retention rule;
    const QStringList parts = text.split(QLatin1Char(','));
    for (const QString& part : parts) {
        const QString key = part.section(QLatin1Char('='), 0, 0).trimmed();
        bool isNumber = false;
        const int number = part.section(QLatin1Char('='), 1).toInt(&isNumber);
        int* const value = key == QStringLiteral("newest")  ? &rule.newest
                           : key == QStringLiteral("every") ? &rule.everyEpochs
                                                            : nullptr;
        if (!value || !isNumber || number < 1 || number > kMost)
            return fail(
                ErrorKind::InvalidArgument,
                QStringLiteral("'%1' is no rule for keeping checkpoints. Say off, newest=3, or newest=3,every=10: "
                               "the newest three and one of every tenth epoch.")
                    .arg(text));
        *value = number;
    }
    if (!rule.isOn())
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("'%1' does not say how many of the newest checkpoints stay. Add newest=3.").arg(text));
    return rule;
}

Result<Retention> retention(RunStore& store)
{
    const Result<QString> text = store.setting(kKey);
    if (!text)
        return tl::unexpected(text.error());
    return text->isEmpty() ? Result<Retention>(Retention()) : retentionOf(*text);
}

Result<void> setRetention(RunStore& store, const Retention& rule)
{
    return store.setSetting(kKey, retentionText(rule));
}

Result<PrunePlan> applyRetention(RunStore& store, const QStringList& uids)
{
    const Result<Retention> rule = retention(store);
    if (!rule)
        return tl::unexpected(rule.error());
    if (!rule->isOn() || uids.isEmpty())
        return PrunePlan();
    const PrunePolicy policy{.keeps = *rule};
    const Result<PrunePlan> plan = planPruning(store, uids, policy);
    return plan && !plan->checkpoints.isEmpty() ? prune(store, *plan, policy) : plan;
}

} // namespace lb::experiments
