#include "gui/samples/sample_grid.h"

#include "experiments/records/word_marks.h"
#include "gui/samples/code_details.h"
#include "widgets/theme/number_text.h"

#include <QCborArray>
#include <QCoreApplication>

#include <cmath>
#include <cstring>

namespace lb::gui {

using widgets::PictureCell;
using widgets::PictureRow;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(SampleGrid)
};

QImage imageOf(const QByteArray& bytes, qint64 width, qint64 height)
{
    constexpr qint64 kMostSide = 4096;
    if (width <= 0 || height <= 0 || width > kMostSide || height > kMostSide || bytes.size() != width * height)
        return {};
    return QImage(reinterpret_cast<const uchar*>(bytes.constData()), static_cast<int>(width), static_cast<int>(height),
                  static_cast<int>(width), QImage::Format_Grayscale8)
        .copy(); // the bytes go
}

struct Frame {
    qint64 width = 0;
    qint64 height = 0;
    explicit Frame(const QCborMap& answer)
        : width(answer.value(QLatin1String("width")).toInteger())
        , height(answer.value(QLatin1String("height")).toInteger())
    {
    }
    QImage image(const QCborValue& bytes) const { return imageOf(bytes.toByteArray(), width, height); }
};

QString positionText(int index, int count)
{
    return widgets::numberText(count > 1 ? static_cast<double>(index) / (count - 1) : 0, count > 11 ? 2 : 1);
}

std::vector<float> floatsOf(const QCborMap& answer, const char* key)
{
    const QByteArray bytes = answer.value(QLatin1String(key)).toByteArray();
    std::vector<float> numbers(static_cast<std::size_t>(bytes.size()) / sizeof(float));
    if (!numbers.empty())
        std::memcpy(numbers.data(), bytes.constData(), numbers.size() * sizeof(float));
    return numbers;
}

/// What an import would do to a picture of another size or with colours, and so was done here.
QString noteOf(const QCborMap& item, const Frame& frame)
{
    const qint64 width = item.value(QLatin1String("file_width")).toInteger(frame.width);
    const qint64 height = item.value(QLatin1String("file_height")).toInteger(frame.height);
    const bool wasColored = item.value(QLatin1String("was_colored")).toBool();
    const QString name = item.value(QLatin1String("label")).toString();
    if (width == frame.width && height == frame.height)
        return wasColored ? Words::tr("%1 was made grey, as the data is.").arg(name) : QString();
    const QString sentence = wasColored
                                 ? Words::tr("%1 (%2 × %3 pixels) was made grey, and its middle scaled to %4 × %5.")
                                 : Words::tr("The middle of %1 (%2 × %3 pixels) was scaled to %4 × %5.");
    return sentence.arg(name).arg(width).arg(height).arg(frame.width).arg(frame.height);
}

QString factsOf(const QCborMap& item)
{
    if (item.contains(QLatin1String("file")))
        return item.value(QLatin1String("label")).toString();
    QString facts = Words::tr("item %1").arg(item.value(QLatin1String("position")).toInteger());
    if (const QString label = item.value(QLatin1String("label")).toString(); !label.isEmpty())
        facts += QStringLiteral(", ") + label;
    if (const QCborValue loss = item.value(QLatin1String("loss")); loss.isDouble())
        facts += Words::tr("\nreconstruction %1 nats").arg(widgets::valueText(loss.toDouble()));
    if (const double kl = item.value(QLatin1String("kl")).toDouble(std::nan("")); std::isfinite(kl))
        facts += Words::tr("\nKL %1 nats").arg(widgets::valueText(kl));
    return facts;
}

void addReconstructions(SampleGrid& grid, const QCborMap& answer)
{
    const Frame frame(answer);
    PictureRow inputs{.title = Words::tr("Input"), .detail = {}, .cells = {}};
    PictureRow outputs{.title = Words::tr("Output"), .detail = Words::tr("loss, nats"), .cells = {}};
    PictureRow errors{.title = Words::tr("Error"), .detail = Words::tr("−255 to 255"), .cells = {}};
    const QCborArray items = answer.value(QLatin1String("items")).toArray();
    for (const QCborValue& value : items) {
        const QCborMap item = value.toMap();
        const double loss = item.value(QLatin1String("loss")).toDouble();
        grid.loss += loss / static_cast<double>(items.size());
        if (frame.height == 0) {
            const QString input = item.value(QLatin1String("input")).toString();
            const QString output = item.value(QLatin1String("output")).toString();
            grid.text.labels.append(input);
            grid.text.lines.append({output, experiments::wordsNotIn(input, output), factsOf(item)});
            continue;
        }
        const QImage input = frame.image(item.value(QLatin1String("input_image")));
        const QImage output = frame.image(item.value(QLatin1String("output_image")));
        const QString facts = factsOf(item);
        const qint64 position = item.value(QLatin1String("position")).toInteger(-1);
        inputs.cells.append({input, {}, {}, facts, position});
        outputs.cells.append({output, {}, widgets::valueText(loss), facts, position});
        errors.cells.append({output, input, {}, facts, position});
    }
    grid.text.title = Words::tr("Input");
    if (!inputs.cells.isEmpty())
        grid.pictures.rows = {inputs, outputs, errors};
    grid.pictures.isWrapped = true;
}

void addDecoded(SampleGrid& grid, const QCborMap& answer)
{
    const Frame frame(answer);
    const bool isPath = grid.settings.mode == SampleMode::Interpolate;
    const QCborArray sentences = answer.value(QLatin1String("sentences")).toArray();
    const QCborArray images = answer.value(QLatin1String("images")).toArray();
    const QCborArray ends = answer.value(QLatin1String("items")).toArray();
    const auto count = static_cast<int>(std::max(sentences.size(), images.size()));
    if (!sentences.isEmpty()) {
        grid.text.title = isPath ? Words::tr("Position") : Words::tr("#");
        for (int i = 0; i < count; ++i) {
            grid.text.labels.append(isPath ? positionText(i, count) : widgets::countText(i + 1));
            const QString text = sentences[i].toString();
            const QString before = i > 0 ? sentences[i - 1].toString() : text;
            grid.text.lines.append(
                {text, isPath ? experiments::wordsNotIn(before, text) : QList<experiments::WordMark>(), {}});
        }
        return;
    }
    if (images.isEmpty())
        return;
    PictureRow row;
    const auto addEnd = [&](int end, const QString& name) {
        const QCborMap item = ends.at(end).toMap();
        row.cells.append({frame.image(item.value(QLatin1String("image"))), {}, {}, factsOf(item)});
        grid.pictures.columns.append(name);
    };
    if (isPath && ends.size() == 2)
        addEnd(0, Words::tr("A"));
    for (int i = 0; i < count; ++i) {
        row.cells.append({frame.image(images[i]), {}, {}, {}});
        if (isPath)
            grid.pictures.columns.append(positionText(i, count));
    }
    if (isPath && ends.size() == 2)
        addEnd(1, Words::tr("B"));
    grid.pictures.rows = {row};
    grid.pictures.isWrapped = !isPath;
}

/// a, b, c, what a - b + c becomes, and the training item that is nearest to it.
void addSum(SampleGrid& grid, const QCborMap& answer)
{
    const CodeDetails sum = codeDetailsOf(answer);
    const QList<GivenItem> terms = givenItemsOf(answer);
    if (sum.count() != 1 || terms.size() != 3)
        return;
    grid.settings.from = terms[0].position;
    grid.settings.to = terms[1].position;
    grid.settings.third = terms[2].position;
    const NearItem near = sum.nearest.value(0);
    const QStringList names{Words::tr("a"), Words::tr("b"), Words::tr("c"), Words::tr("a − b + c"),
                            Words::tr("nearest")};
    const QString facts =
        Words::tr("norm of z %1\nnearest training item %2, %3 away\nencoded again %4 away")
            .arg(widgets::numberText(static_cast<double>(sum.norms[0]), 2), near.label,
                 widgets::numberText(near.distance, 2),
                 widgets::numberText(sum.returned.empty() ? std::nan("") : static_cast<double>(sum.returned[0]), 2));
    if (sum.images.isEmpty()) {
        grid.text.title = Words::tr("Term");
        grid.text.labels = names;
        for (const GivenItem& term : terms)
            grid.text.lines.append({term.inputText, {}, {}});
        grid.text.lines.append({sum.sentences.value(0), {}, facts});
        grid.text.lines.append({near.text, {}, {}});
        return;
    }
    PictureRow row;
    for (const GivenItem& term : terms)
        row.cells.append(
            {term.input,
             {},
             {},
             term.file.isEmpty() ? Words::tr("item %1, %2").arg(term.position).arg(term.label) : term.label,
             term.position});
    row.cells.append({sum.images.value(0),
                      {},
                      Words::tr("norm %1").arg(widgets::numberText(static_cast<double>(sum.norms[0]), 2)),
                      facts});
    row.cells.append({near.image, {}, Words::tr("%1 away").arg(widgets::numberText(near.distance, 2)), near.label});
    grid.pictures.columns = names;
    grid.pictures.rows = {row};
}

} // namespace

SampleGrid sampleGridOf(const SampleSettings& settings, const QCborMap& answer)
{
    SampleGrid grid{.settings = settings,
                    .step = answer.value(QLatin1String("step")).toInteger(-1),
                    .checkpoint = answer.value(QLatin1String("checkpoint")).toString(),
                    .pictures = {},
                    .text = {},
                    .ends = {}};
    if (settings.mode == SampleMode::Reconstruct) {
        addReconstructions(grid, answer);
    } else if (settings.mode == SampleMode::Prior || settings.mode == SampleMode::Interpolate) {
        grid.settings.from = answer.value(QLatin1String("from")).toInteger(settings.from);
        grid.settings.to = answer.value(QLatin1String("to")).toInteger(settings.to);
        addDecoded(grid, answer);
    } else if (settings.mode == SampleMode::Arithmetic) {
        addSum(grid, answer);
    }
    grid.total = answer.value(QLatin1String("total")).toInteger();
    if (settings.mode == SampleMode::Interpolate || settings.mode == SampleMode::Arithmetic)
        grid.ends = givenItemsOf(answer);
    return grid;
}

void addTraversal(SampleGrid& grid, const QCborMap& part)
{
    const Frame frame(part);
    const QString name = Words::tr("z %1").arg(part.value(QLatin1String("dimension")).toInteger());
    const QCborValue kl = part.value(QLatin1String("kl"));
    const QString detail = kl.isDouble() ? Words::tr("KL %1").arg(widgets::valueText(kl.toDouble())) : QString();
    const QCborArray sentences = part.value(QLatin1String("sentences")).toArray();
    const auto at = [&](qsizetype i, qsizetype count) { // in deviations
        const double place = count > 1 ? 2 * static_cast<double>(i) / static_cast<double>(count - 1) - 1 : 0;
        return widgets::numberText(place * grid.settings.reach, 1);
    };
    if (!sentences.isEmpty()) {
        grid.text.title = Words::tr("Dimension, deviations");
        const QString middle = sentences[sentences.size() / 2].toString();
        for (qsizetype i = 0; i < sentences.size(); ++i) {
            grid.text.labels.append(Words::tr("%1 at %2").arg(name, at(i, sentences.size())));
            const QString text = sentences[i].toString();
            grid.text.lines.append({text, experiments::wordsNotIn(middle, text), detail});
        }
        return;
    }
    const QByteArray pixels = part.value(QLatin1String("pixels")).toByteArray();
    const qint64 size = frame.width * frame.height;
    PictureRow row{.title = name, .detail = detail, .cells = {}};
    for (qint64 begin = 0; size > 0 && begin + size <= pixels.size(); begin += size)
        row.cells.append({imageOf(pixels.mid(begin, size), frame.width, frame.height), {}, {}, {}});
    if (grid.pictures.columns.isEmpty())
        for (qsizetype i = 0; i < row.cells.size(); ++i)
            grid.pictures.columns.append(at(i, row.cells.size()));
    grid.pictures.rows.append(row);
}

SampleGrid historyGridOf(const experiments::ItemStrip& strip)
{
    SampleGrid grid{.settings = {.mode = SampleMode::History},
                    .step = strip.step,
                    .checkpoint = {},
                    .pictures = {},
                    .text = {},
                    .ends = {}};
    if (strip.height == 0) {
        grid.text.title = Words::tr("Input");
        for (const experiments::ItemStrip::Item& item : strip.items) {
            grid.text.labels.append(item.input);
            grid.text.lines.append({item.output, experiments::wordsNotIn(item.input, item.output), {}});
        }
        for (const QByteArray& sample : strip.samples) {
            grid.text.labels.append(Words::tr("sample"));
            grid.text.lines.append({QString::fromUtf8(sample), {}, {}});
        }
        return grid;
    }
    PictureRow inputs{.title = Words::tr("Input"), .detail = {}, .cells = {}};
    PictureRow outputs{.title = Words::tr("Output"), .detail = {}, .cells = {}};
    PictureRow errors{.title = Words::tr("Error"), .detail = {}, .cells = {}};
    for (const experiments::ItemStrip::Item& item : strip.items) {
        const QImage input = imageOf(item.inputImage, strip.width, strip.height);
        const QImage output = imageOf(item.outputImage, strip.width, strip.height);
        inputs.cells.append({input, {}, {}, {}});
        outputs.cells.append({output, {}, {}, {}});
        errors.cells.append({output, input, {}, {}});
    }
    grid.pictures.rows = {inputs, outputs, errors};
    grid.pictures.isWrapped = true;
    PictureRow samples{.title = Words::tr("Samples"), .detail = Words::tr("the same codes"), .cells = {}};
    for (const QByteArray& sample : strip.samples)
        samples.cells.append({imageOf(sample, strip.width, strip.height), {}, {}, {}});
    if (!samples.cells.isEmpty())
        grid.pictures.rows.append(samples);
    return grid;
}

Ranking rankingOf(const QCborMap& answer)
{
    Ranking ranking{floatsOf(answer, "loss"), floatsOf(answer, "kl"), floatsOf(answer, "novelty")};
    if (ranking.kl.size() != ranking.loss.size())
        ranking.kl.clear();
    if (ranking.novelty.size() != ranking.loss.size())
        ranking.novelty.clear();
    return ranking;
}

QList<GivenItem> givenItemsOf(const QCborMap& answer)
{
    const Frame frame(answer);
    QList<GivenItem> items;
    for (const QCborValue& value : answer.value(QLatin1String("items")).toArray()) {
        const QCborMap item = value.toMap();
        const bool isAlone = item.contains(QLatin1String("image")) || item.contains(QLatin1String("text"));
        items.append({.position = item.value(QLatin1String("position")).toInteger(-1),
                      .label = item.value(QLatin1String("label")).toString(),
                      .input = frame.image(item.value(QLatin1String(isAlone ? "image" : "input_image"))),
                      .output = frame.image(item.value(QLatin1String("output_image"))),
                      .inputText = item.value(QLatin1String(isAlone ? "text" : "input")).toString(),
                      .outputText = item.value(QLatin1String("output")).toString(),
                      .file = item.value(QLatin1String("file")).toString(),
                      .note = noteOf(item, frame)});
    }
    return items;
}

} // namespace lb::gui
