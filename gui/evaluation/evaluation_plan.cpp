#include "gui/evaluation/evaluation_plan.h"

#include "experiments/preview/train_command.h"

#include <QCborArray>

#include <algorithm>

namespace lb::gui {

namespace {

constexpr double kForwardPerStep = 3;      // a backward pass costs two forward ones
constexpr double kPassesOfBasics = 3;      // given back, with another item's code, encoded
constexpr double kDiscrepancyItems = 1000; // experiments/training/run_evaluation.cpp
constexpr double kSampleRounds = 6;        // of images: real, training, given back, three ways to draw

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

QStringList EvaluationPlan::parts() const
{
    QStringList parts;
    for (const auto& [isWanted, name] :
         {std::pair{hasBasics, "basic"}, {hasLikelihood, "nll"}, {hasDiscrepancy, "mmd"}, {hasSamples, "samples"}})
        if (isWanted)
            parts.append(word(name));
    return parts;
}

QCborMap evaluationRequest(const QCborMap& target, const EvaluationPlan& plan)
{
    QCborMap request = target;
    request.insert(word("what"), word("evaluate"));
    request.insert(word("split"), word("test"));
    request.insert(word("parts"), QCborArray::fromStringList(plan.parts()));
    request.insert(word("importance_samples"), plan.importanceSamples);
    request.insert(word("likelihood_items"), plan.likelihoodItems);
    request.insert(word("samples"), plan.samples);
    request.insert(word("store"), true);
    return request;
}

QString evaluationCommand(const EvaluationPlan& plan, const QStringList& names, const QString& project)
{
    QStringList lines;
    for (const QString& name : names) {
        const QString target = plan.checkpoint < 0 ? name : name + QLatin1Char('@') + QString::number(plan.checkpoint);
        QStringList words{word("latentbench-cli"),
                          word("--project"),
                          project,
                          word("evaluate"),
                          target,
                          word("--what"),
                          plan.parts().join(QLatin1Char(','))};
        if (plan.hasLikelihood)
            words << word("--importance-samples") << QString::number(plan.importanceSamples)
                  << word("--likelihood-items") << QString::number(plan.likelihoodItems);
        if (plan.hasSamples)
            words << word("--samples") << QString::number(plan.samples);
        lines.append(experiments::shellCommand(words));
    }
    return lines.join(QLatin1Char('\n'));
}

double evaluationSeconds(const EvaluationPlan& plan, const experiments::RunRecord& run)
{
    const double trained =
        run.itemsPerSecond > 0 ? run.itemsPerSecond : run.last.value(QStringLiteral("train/items_per_s"), 0);
    const double items = run.theory.value(QLatin1String("test_items")).toDouble();
    if (!(trained > 0) || !(items > 0))
        return -1;
    double passes = 0;
    if (plan.hasBasics)
        passes += kPassesOfBasics * items;
    if (plan.hasLikelihood)
        passes +=
            plan.importanceSamples * (plan.likelihoodItems > 0 ? std::min<double>(items, plan.likelihoodItems) : items);
    if (plan.hasDiscrepancy)
        passes += std::min(items, kDiscrepancyItems);
    if (plan.hasSamples)
        passes += kSampleRounds * std::min<double>(items, plan.samples);
    return passes / (trained * kForwardPerStep);
}

} // namespace lb::gui
