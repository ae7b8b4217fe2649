#include "gui/pages/theory.h"

#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace lb::gui {

using experiments::RunRecord;
using widgets::TheoryLine;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Theory)
};

double theoryValue(const RunRecord& run, const char* key)
{
    return run.theory.value(QLatin1String(key)).toDouble();
}

bool hasEntropy(const RunRecord& run)
{
    return run.family == QLatin1String("eae") && theoryValue(run, "entropy_ceiling") > 0;
}

void appendOnce(QList<TheoryLine>& lines, const TheoryLine& line)
{
    const bool known =
        std::any_of(lines.cbegin(), lines.cend(), [&](const TheoryLine& other) { return other.label == line.label; });
    if (!known)
        lines.append(line);
}

} // namespace

widgets::PlotRun plottedRun(const RunRecord& run)
{
    widgets::PlotRun plotted;
    plotted.uid = run.uid;
    plotted.name = run.name;
    plotted.family = experiments::hueOf(run);
    plotted.seed = run.seed;
    plotted.dash = run.look.dash;
    plotted.stepsPerEpoch = theoryValue(run, "steps_per_epoch");
    plotted.itemsPerStep = plotted.stepsPerEpoch > 0 ? theoryValue(run, "train_items") / plotted.stepsPerEpoch : 0;
    return plotted;
}

QList<TheoryLine> klFloors(const QList<RunRecord>& runs)
{
    QList<TheoryLine> lines;
    for (const RunRecord& run : runs) {
        const double floor = theoryValue(run, "kl_floor");
        if (floor <= 0)
            continue;
        const QString label = run.family == QLatin1String("bn-split") ? Words::tr("BN-VAE floor −d/2 ln(1−τ) = %1")
                              : run.family == QLatin1String("bn-vae") ? Words::tr("BN-VAE floor γ²d/2 = %1")
                                                                      : Words::tr("KL floor = %1");
        appendOnce(lines, {run.uid, label.arg(widgets::numberText(floor, 2)), floor});
    }
    return lines;
}

QList<TheoryLine> entropyCeilings(const QList<RunRecord>& runs)
{
    QList<TheoryLine> lines;
    for (const RunRecord& run : runs)
        if (hasEntropy(run)) {
            const double ceiling = theoryValue(run, "entropy_ceiling");
            appendOnce(lines, {run.uid, Words::tr("ceiling d/2 ln(2πe) = %1").arg(widgets::numberText(ceiling, 2)),
                               ceiling, true});
        }
    return lines;
}

QList<widgets::PlotNote> entropyNotes(const QList<RunRecord>& runs, const RunBoard& board)
{
    QList<widgets::PlotNote> notes;
    for (const RunRecord& run : runs) {
        const auto& last = board.history(run.uid).last;
        const auto gap = last.constFind(QStringLiteral("validation/entropy_gap"));
        const auto error = last.constFind(QStringLiteral("validation/entropy_gap_error"));
        if (!hasEntropy(run) || gap == last.cend())
            continue;
        const auto value = entropyLessBias(run, *gap);
        const QString text = error == last.cend()
                                 ? Words::tr("gap %1").arg(widgets::deltaText(*gap))
                                 : Words::tr("gap %1 ± %2").arg(widgets::deltaText(*gap), widgets::valueText(*error));
        notes.append({runs.size() > 1 && notes.size() > 0 ? Words::tr("%1: %2").arg(run.name, text) : text, value});
    }
    return notes;
}

std::optional<double> entropyLessBias(const RunRecord& run, double gap)
{
    const double ceiling = theoryValue(run, "entropy_ceiling");
    if (ceiling <= 0)
        return std::nullopt;
    return ceiling + gap;
}

qint64 latentSize(const QList<RunRecord>& runs)
{
    qint64 size = 0;
    for (const RunRecord& run : runs)
        size = std::max(size, run.theory.value(QLatin1String("latent_size")).toInteger());
    return size;
}

} // namespace lb::gui
