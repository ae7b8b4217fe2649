#include "widgets/figures/figure_caption.h"

#include "widgets/figures/figure_layout.h"
#include "widgets/plots/debiased_mean.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr qsizetype kMostStars = 12; // that a caption lists

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

QString listed(const QStringList& parts)
{
    if (parts.size() < 2)
        return parts.join(QString());
    return Words::tr("%1 and %2").arg(parts.mid(0, parts.size() - 1).join(Words::tr(", ")), parts.last());
}

QString scaleWord(AxisScale::Kind kind)
{
    return kind == AxisScale::Kind::Log      ? Words::tr("log scale")
           : kind == AxisScale::Kind::Symlog ? Words::tr("symlog scale")
                                             : QString();
}

/// "KL divergence in nats (a, symlog scale)".
QString panelWords(const FigurePanel& panel, const QString& letter)
{
    static const QRegularExpression unit(QStringLiteral("\\(([^()]+)\\)$"));
    const QString found = unit.match(panel.valueLabel).captured(1);
    QString words = panel.title;
    if (found.startsWith(QLatin1String("of ")))
        words += QLatin1Char(' ') + found;
    else if (!found.isEmpty())
        words = Words::tr("%1 in %2").arg(words, found);
    QStringList remarks;
    if (!letter.isEmpty())
        remarks.append(letter);
    if (const QString scale = scaleWord(panel.scale); !scale.isEmpty() && !panel.isHeatMap)
        remarks.append(scale);
    return remarks.isEmpty() ? words : Words::tr("%1 (%2)").arg(words, remarks.join(Words::tr(", ")));
}

QString numbersOf(const QList<qint64>& seeds)
{
    QStringList numbers;
    for (const qint64 seed : seeds)
        numbers.append(QString::number(seed));
    return numbers.join(Words::tr(", "));
}

QString bandWords(SpreadKind band)
{
    switch (band) {
    case SpreadKind::Deviation:
        return Words::tr("Bands: one standard deviation (n − 1) on either side of the mean.");
    case SpreadKind::Extremes:
        return Words::tr("Bands: from the smallest to the largest value.");
    case SpreadKind::Confidence:
        return Words::tr("Bands: 95 % confidence interval of the mean (Student's t).");
    case SpreadKind::None:
        break;
    }
    return {};
}

/// "Means of seeds: VAE, n = 3 (seeds 1, 2, 3) and BN-VAE, n = 2 (seeds 1, 2). Bands: ..."; empty where none is one.
QString seedWords(const FigureSpec& spec, const FigureData& data)
{
    QStringList names;
    for (const FigureRunData& run : data.runs)
        if (!run.seeds.isEmpty())
            names.append(Words::tr("%1 (seeds %2)").arg(run.run.name, numbersOf(run.seeds)));
    if (names.isEmpty())
        return {};
    const QString means = Words::tr("Lines are means of runs that differ in their seed alone: %1.").arg(listed(names));
    const QString band = bandWords(spec.seeds.value_or(SpreadKind::None));
    return band.isEmpty() ? means : means + QLatin1Char(' ') + band;
}

/// Of the runs that stand for themselves; empty where there are none.
QString runWords(const FigureData& data)
{
    QStringList names;
    QList<qint64> seeds;
    for (const FigureRunData& run : data.runs) {
        if (run.isAveraged || !run.seeds.isEmpty())
            continue;
        names.append(Words::tr("%1 (seed %2)").arg(run.run.name).arg(run.run.seed));
        if (!seeds.contains(run.run.seed))
            seeds.append(run.run.seed);
    }
    if (names.isEmpty())
        return {};
    std::sort(seeds.begin(), seeds.end());
    if (names.size() == 1)
        return Words::tr("One run: %1.").arg(names.first());
    return Words::tr("n = %1 runs, seeds %2: %3.").arg(names.size()).arg(numbersOf(seeds), listed(names));
}

QString axisWords(const FigureSpec& spec)
{
    switch (spec.xMode) {
    case XMode::Epoch:
        return Words::tr("over epochs");
    case XMode::Examples:
        return Words::tr("over examples seen");
    case XMode::Time:
        return Words::tr("over time");
    case XMode::Step:
        break;
    }
    return Words::tr("over training steps");
}

/// With the spacing of the axis, where it is no even one.
QString overWords(const FigureSpec& spec)
{
    const QString scale = scaleWord(spec.xScale);
    const QString what = axisWords(spec);
    return scale.isEmpty() ? what : Words::tr("%1 (%2)").arg(what, scale);
}

QString theoryWords(const FigureSpec& spec, const FigureData& data)
{
    QStringList labels;
    if (spec.hasTheory)
        for (const FigurePanel& panel : spec.panels)
            for (const TheoryLine& line : data.theory.value(panel.metric))
                if (!labels.contains(line.label))
                    labels.append(line.label);
    return labels.isEmpty() ? QString() : Words::tr("Dashed: %1.").arg(listed(labels));
}

QString cutWords(const FigureSpec& spec, const FigureData& data)
{
    const FigureLayout layout = layOutFigure(spec, data, 64);
    QStringList cut;
    for (const FigureLayout::Panel& panel : layout.panels)
        if (panel.isCut)
            cut.append(panel.letter.isEmpty() ? panel.yLabel : panel.letter.chopped(1));
    return cut.isEmpty() ? QString()
                         : Words::tr("Values beyond the axis are cut off: %1.").arg(cut.join(Words::tr(", ")));
}

QString starWords(const FigureSpec& spec, const FigureData& data)
{
    if (!spec.hasBest)
        return {};
    QStringList stars;
    const FigureLayout layout = layOutFigure(spec, data, 64);
    for (const FigureLayout::Panel& panel : layout.panels)
        for (const FigureLayout::Star& star : panel.stars) {
            const QString place = panel.letter.isEmpty() ? QString() : panel.letter.chopped(1) + QLatin1Char(' ');
            stars.append(Words::tr("%1%2 %3 at step %4", "panel, run, value, step")
                             .arg(place, data.runs[star.run].run.name, valueText(star.value))
                             .arg(star.step, 0, 'f', 0));
        }
    if (stars.isEmpty())
        return {};
    const QString all = Words::tr("Stars: the best raw value of each curve");
    return stars.size() > kMostStars
               ? Words::tr("%1.").arg(all)
               : Words::tr("%1: %2.", "what stars are, list").arg(all, stars.join(Words::tr(", ")));
}

} // namespace

QString smoothingSentence(const FigureSpec& spec)
{
    if (DebiasedMean::isWindow(spec.smoothing))
        return Words::tr("Smoothed by the mean of the last %1 values (of fewer at the start), raw values pale behind.")
            .arg(static_cast<int>(spec.smoothing));
    return spec.smoothing > 0
               ? Words::tr("Smoothed by an exponential mean with factor %1 (debiased), raw values pale behind.")
                     .arg(spec.smoothing)
               : Words::tr("Every logged value, no smoothing.");
}

QString figureCaption(const FigureSpec& spec, const FigureData& data, const QString& command)
{
    QStringList sentences;
    if (!spec.caption.isEmpty())
        sentences.append(spec.caption);
    QStringList panels;
    for (qsizetype i = 0; i < spec.panels.size(); ++i)
        panels.append(panelWords(spec.panels[i],
                                 spec.hasLettersShown() ? QString(QChar(u'a' + static_cast<char16_t>(i))) : QString()));
    QStringList sets;
    for (const FigureRunData& run : data.runs)
        if (!run.dataset.isEmpty() && !sets.contains(run.dataset))
            sets.append(run.dataset);
    const QString what = Words::tr("%1 %2").arg(listed(panels), overWords(spec));
    sentences.append(sets.isEmpty() ? Words::tr("%1.").arg(what) : Words::tr("%1 on %2.").arg(what, listed(sets)));
    for (const QString& words : {seedWords(spec, data), runWords(data), smoothingSentence(spec),
                                 theoryWords(spec, data), starWords(spec, data), cutWords(spec, data)})
        if (!words.isEmpty())
            sentences.append(words);
    for (const FigurePanel& panel : spec.panels)
        if (const QString remark = data.remarks.value(panel.metric); !remark.isEmpty())
            sentences.append(remark);
    if (!command.isEmpty())
        sentences.append(Words::tr("Made with Latentbench %1: %2").arg(QStringLiteral(LB_VERSION), command));
    return sentences.join(QLatin1Char(' '));
}

} // namespace lb::widgets
