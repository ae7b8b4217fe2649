#include "gui/samples/sample_settings.h"

#include "widgets/theme/number_text.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace lb::gui {

namespace {

/// One value of a request and its option on the command line: both come from one list, so that they cannot differ.
struct Field {
    const char* key;
    const char* option; ///< nullptr: the command line has no such thing
    QCborValue value;
};

struct Order {
    const char* what;
    const char* verb;
    QList<Field> fields;
};

/// A position, or the file of a picture.
QCborValue termOf(const SampleSettings& s, std::size_t term)
{
    if (!s.pictures[term].isEmpty())
        return QCborMap{{QStringLiteral("picture"), s.pictures[term]}};
    return std::array{s.from, s.to, s.third}[term];
}

/// Whether the seed has a say in what a path or a sum is made of.
bool isDrawn(const SampleSettings& s)
{
    for (std::size_t term = 0; term < (s.mode == SampleMode::Arithmetic ? 3 : 2); ++term)
        if (const QCborValue value = termOf(s, term); value.isInteger() && value.toInteger() < 0)
            return true;
    return false;
}

Order orderOf(const SampleSettings& s, bool isText)
{
    const Field split{"split", "--split", s.split};
    const Field seed{"seed", "--seed", s.seed};
    switch (s.mode) {
    case SampleMode::Reconstruct:
        return {"reconstruct",
                "reconstruct",
                {split, {"order", "--order", QStringLiteral("random")}, seed, {"count", "--count", s.count}}};
    case SampleMode::Prior: {
        Order order{"sample", "sample", {seed, {"count", "--count", s.count}, {"sampler", "--sampler", s.sampler}}};
        if (s.sampler == QStringLiteral("gmm"))
            order.fields.append({"components", "--components", s.components});
        order.fields.append(isText ? Field{"temperature", "--temperature", s.temperature}
                                   : Field{"spread", "--spread", s.temperature});
        return order;
    }
    case SampleMode::Interpolate: {
        Order order{"interpolate", "interpolate", {split}};
        order.fields.append({"from", "--from", termOf(s, 0)});
        order.fields.append({"to", "--to", termOf(s, 1)});
        order.fields.append({"count", "--steps", s.steps});
        order.fields.append({"path", "--path", s.isSpherical ? QStringLiteral("spherical") : QStringLiteral("linear")});
        if (isDrawn(s))
            order.fields.append({"seed", nullptr, s.seed});
        return order;
    }
    case SampleMode::Traverse:
        return {"traverse",
                "traverse",
                {split, {"rows", "--rows", s.rows}, {"count", "--steps", s.steps}, {"reach", "--reach", s.reach}}};
    case SampleMode::Arithmetic: {
        Order order{"combine", "arithmetic", {split}};
        order.fields.append({"a", "--a", termOf(s, 0)});
        order.fields.append({"b", "--b", termOf(s, 1)});
        order.fields.append({"c", "--c", termOf(s, 2)});
        if (isDrawn(s))
            order.fields.append({"seed", nullptr, s.seed});
        return order;
    }
    case SampleMode::History:
        return {"", "history", {}};
    case SampleMode::Worst:
        break;
    }
    return {"rank", "reconstruct", {split, {nullptr, "--order", s.order}, {nullptr, "--count", s.count}}};
}

QString quoted(QString word)
{
    return QLatin1Char('\'') + word.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(SampleSettings)
};

QString textOf(const QCborValue& value)
{
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 6);
    if (value.isMap())
        return quoted(value.toMap().value(QLatin1String("picture")).toString());
    return value.toVariant().toString();
}

} // namespace

bool asksTheSame(const SampleSettings& a, SampleSettings b)
{
    if (a.mode == SampleMode::Worst)
        b.order = a.order;
    return a == b;
}

QCborMap sampleRequest(const SampleSettings& settings, bool isText)
{
    const Order order = orderOf(settings, isText);
    QCborMap request{{QStringLiteral("what"), QLatin1String(order.what)}};
    for (const Field& field : order.fields)
        if (field.key)
            request.insert(QLatin1String(field.key), field.value);
    return request;
}

QCborMap alongRequest(const SampleSettings& settings, bool isText)
{
    constexpr int kImages = 101;
    constexpr int kSentences = 21; // they change less often and take longer
    QCborMap request = sampleRequest(settings, isText);
    request.insert(QStringLiteral("what"), QStringLiteral("along"));
    request.insert(QStringLiteral("count"), isText ? kSentences : kImages);
    return request;
}

QString sampleCommand(const SampleSettings& settings, const GridOrigin& origin)
{
    if (origin.run.isEmpty())
        return {};
    const Order order = orderOf(settings, origin.isText);
    const bool hasStep = origin.step >= 0 && isServed(settings.mode);
    QStringList words{QStringLiteral("latentbench-cli"), QStringLiteral("--project"), quoted(origin.project),
                      QLatin1String(order.verb),
                      quoted(hasStep ? QStringLiteral("%1@%2").arg(origin.run).arg(origin.step) : origin.run)};
    for (const Field& field : order.fields)
        if (field.option)
            words << QLatin1String(field.option) << textOf(field.value);
    if (isServed(settings.mode))
        words << QStringLiteral("--out") << (origin.isText ? QStringLiteral("grid.txt") : QStringLiteral("grid.png"));
    return words.join(QLatin1Char(' '));
}

QList<std::pair<QString, QString>> pictureFacts(const SampleSettings& settings, const GridOrigin& origin)
{
    const bool isSampled = settings.mode == SampleMode::Prior;
    QList<std::pair<QString, QString>> facts{
        {QStringLiteral("Software"), QStringLiteral("Latentbench " LB_VERSION)},
        {QStringLiteral("Run"), origin.uid},
        {QStringLiteral("RunName"), origin.run},
        {QStringLiteral("Checkpoint"), origin.checkpoint},
        {QStringLiteral("Step"), QString::number(origin.step)},
        {QStringLiteral("Seed"), QString::number(settings.seed)},
        {QStringLiteral("Sampler"), isSampled ? settings.sampler : QLatin1String(orderOf(settings, false).verb)},
        {QStringLiteral("Temperature"), isSampled ? QString::number(settings.temperature) : QString()},
        {QStringLiteral("Greys"), QStringLiteral("paper: 0 is white")},
        {QStringLiteral("Command"), sampleCommand(settings, origin)}};
    facts.removeIf([](const auto& fact) { return fact.second.isEmpty(); });
    return facts;
}

QString modeName(SampleMode mode)
{
    switch (mode) {
    case SampleMode::Reconstruct:
        return Words::tr("Reconstructions");
    case SampleMode::Prior:
        return Words::tr("Samples");
    case SampleMode::Interpolate:
        return Words::tr("Interpolation");
    case SampleMode::Traverse:
        return Words::tr("Traversal");
    case SampleMode::Arithmetic:
        return Words::tr("Arithmetic");
    case SampleMode::History:
        return Words::tr("History");
    case SampleMode::Worst:
        break;
    }
    return Words::tr("Worst items");
}

QString termName(const SampleSettings& settings, std::size_t term)
{
    const QString& file = settings.pictures[term];
    return file.isEmpty() ? QString::number(std::array{settings.from, settings.to, settings.third}[term])
                          : QFileInfo(file).fileName();
}

QString samplerName(const SampleSettings& settings)
{
    if (settings.sampler == QStringLiteral("gaussian"))
        return Words::tr("fitted Gaussian");
    if (settings.sampler == QStringLiteral("gmm"))
        return Words::tr("mixture of %1 Gaussians").arg(settings.components);
    return Words::tr("N(0, I)");
}

QString pictureCaption(const SampleSettings& settings, const GridOrigin& origin)
{
    QString words = Words::tr("%1 of %2").arg(modeName(settings.mode), origin.run);
    if (origin.step >= 0)
        words += Words::tr(", step %1").arg(widgets::countText(origin.step));
    if (settings.mode == SampleMode::Prior)
        words += Words::tr(", codes from %1 at temperature %2, seed %3")
                     .arg(samplerName(settings), widgets::numberText(settings.temperature, 2))
                     .arg(settings.seed);
    else if (settings.mode == SampleMode::Interpolate)
        words += Words::tr(", items %1 and %2 of the %3 split, %4 path")
                     .arg(termName(settings, 0), termName(settings, 1), settings.split,
                          settings.isSpherical ? Words::tr("spherical") : Words::tr("linear"));
    else if (settings.mode == SampleMode::Arithmetic)
        words += Words::tr(", items %1 − %2 + %3 of the %4 split")
                     .arg(termName(settings, 0), termName(settings, 1), termName(settings, 2), settings.split);
    else if (settings.mode == SampleMode::Traverse)
        words +=
            Words::tr(", %1 deviations to both sides, dimensions by KL").arg(widgets::numberText(settings.reach, 1));
    else if (settings.mode == SampleMode::Reconstruct)
        words += Words::tr(", items of the %1 split drawn by seed %2").arg(settings.split).arg(settings.seed);
    return words + QLatin1Char('.');
}

} // namespace lb::gui
