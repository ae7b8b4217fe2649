#include "experiments/training/text_generator.h"

#include <algorithm>
#include <limits>

namespace lb::experiments {

namespace {

/// The length of `bytes` without a character that has only begun: what may be shown already.
std::size_t wholeCharacters(const std::string& bytes)
{
    std::size_t begin = bytes.size();
    for (int back = 0; back < 4 && begin > 0; ++back) {
        const auto byte = static_cast<unsigned char>(bytes[--begin]);
        if ((byte & 0xC0U) == 0x80U)
            continue;
        const std::size_t wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return begin + wanted <= bytes.size() ? bytes.size() : begin;
    }
    return bytes.size();
}

bool contains(const std::vector<std::int32_t>& ids, std::int32_t id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

} // namespace

TextMarks ownMarks()
{
    return {.begin = models::kBeginToken,
            .end = models::kEndToken,
            .never = {models::kPadToken, models::kBeginToken, models::kUnknownToken}};
}

TextMarks marksOf(const RunSpec& spec, const models::Tokenizer& tokenizer)
{
    const QString imported = QStringLiteral("imported");
    const QString tokens = spec.text(QStringLiteral("data.tokenizer"));
    if (tokens != imported && tokens != QStringLiteral("file"))
        return ownMarks();
    const models::SpecialTokens s = tokenizer.specials();
    TextMarks marks{.never = {s.unknown, s.classification, s.mask}};
    if (s.pad != s.end) // GPT-2's is all in one
        marks.never.push_back(s.pad);
    // What it was trained on began with nothing; a fork has learnt the marks.
    const bool isFork = spec.text(QStringLiteral("data.id")) != imported;
    marks.begin = isFork ? models::beginMark(s) : -1;
    marks.end = isFork ? models::endMark(s) : s.end;
    // Rows of the embedding that stand for no token.
    const auto rows = static_cast<std::int32_t>(vocabularyOf(spec, tokenizer));
    for (std::int32_t id = tokenizer.vocabularySize(); id < rows; ++id)
        marks.never.push_back(id);
    return marks;
}

std::int64_t vocabularyOf(const RunSpec& spec, const models::Tokenizer& tokenizer)
{
    const bool isImported = spec.text(QStringLiteral("data.tokenizer")) == QStringLiteral("imported");
    return isImported ? spec.integer(QStringLiteral("data.vocabulary")) : tokenizer.vocabularySize();
}

/// A text in the making.
struct TextGenerator::Writing {
    std::size_t number = 0;
    std::vector<std::int32_t> words; ///< begin mark, prompt, what was written
    std::size_t promptWords = 0;
    std::size_t fed = 0; ///< words that the stepper has
    WrittenText text;
    std::string decoded; ///< all bytes so far
    bool isDone = false;

    std::span<const std::int32_t> written() const { return std::span(words).subspan(promptWords); }
    /// What was written as it reads behind the prompt: with the blank that a word takes before it.
    std::string reading(const models::Tokenizer& tokenizer) const
    {
        constexpr std::size_t kContext = 8;
        const std::size_t before = std::min(promptWords, kContext);
        const std::span<const std::int32_t> tail = std::span(words).subspan(promptWords - before);
        const std::string context = tokenizer.decode(tail.first(before));
        std::string whole = tokenizer.decode(tail);
        return whole.starts_with(context) ? whole.substr(context.size()) : tokenizer.decode(written());
    }
};

TextGenerator::TextGenerator(WriterParts parts, const models::Tokenizer& tokenizer, TextMarks marks)
    : m_parts(std::move(parts))
    , m_tokenizer(tokenizer)
    , m_marks(std::move(marks))
{
}

TextStepper& TextGenerator::stepperFor(std::int64_t rows)
{
    if (!m_stepper || m_rows != rows)
        m_stepper = std::make_unique<TextStepper>(m_parts, rows);
    m_rows = rows;
    return *m_stepper;
}

/// Starts anew, for all words; where they are too many for the model, the newer half of what it can take.
TextGenerator::Words TextGenerator::begin(TextStepper& stepper, std::vector<Writing>& texts,
                                          std::span<const float> codes, std::int64_t more) const
{
    const std::int64_t longest = stepper.longest();
    Words words;
    std::size_t most = 0;
    for (Writing& text : texts) {
        std::vector<std::int32_t> own = text.words;
        if (longest > 0 && static_cast<std::int64_t>(own.size()) >= longest)
            own.erase(own.begin(), own.end() - std::max<std::int64_t>(1, longest / 2));
        most = std::max(most, own.size());
        text.fed = text.words.size();
        words.push_back(std::move(own));
    }
    stepper.start(codes, static_cast<std::int64_t>(most) + more);
    return words;
}

/// Words are drawn on a device if it has what the settings ask for; alternatives need the logits of all.
TextGenerator::Next TextGenerator::feed(TextStepper& stepper, const Words& words,
                                        const std::vector<Writing>& texts) const
{
    if (!stepper.drawsThere() || m_settings.alternatives > 0 || !WordDrawing::knows(m_settings.sampling))
        return {.logits = stepper.next(words)};
    std::vector<double> chances;
    for (const Writing& text : texts)
        chances.push_back(models::samplingNumber(m_settings.seed, text.number, text.written().size()));
    return {.drawn = stepper.draw(words, {.banned = m_marks.never, .sampling = m_settings.sampling}, chances)};
}

/// Takes a token into the text; an end mark ends it.
void TextGenerator::append(Writing& writing, WrittenToken token, const OnToken& onToken)
{
    const bool mayEnd = static_cast<std::int64_t>(writing.written().size()) + 1 >= m_settings.minimumTokens;
    if (token.id == m_marks.end && mayEnd) {
        writing.text.end = TextEnd::End;
        writing.isDone = true;
        return;
    }
    writing.words.push_back(token.id);
    writing.text.tokens.push_back(token);
    writing.decoded = writing.reading(m_tokenizer);
    std::size_t shown = wholeCharacters(writing.decoded);
    if (mayEnd)
        for (const std::string& stop : m_settings.stopStrings)
            if (const std::size_t at = writing.decoded.find(stop); !stop.empty() && at != std::string::npos) {
                shown = std::min(shown, at);
                writing.text.end = TextEnd::Stop;
                writing.isDone = true;
            }
    if (mayEnd && contains(m_settings.stopIds, token.id)) {
        writing.text.end = TextEnd::Stop;
        writing.isDone = true;
    }
    // Decoding joins tokens, so what was shown may have changed at its end: what comes is what follows it.
    if (shown > writing.text.text.size())
        writing.text.tokens.back().characters =
            writing.decoded.substr(writing.text.text.size(), shown - writing.text.text.size());
    writing.text.text = writing.decoded.substr(0, shown);
    if (!writing.isDone && static_cast<std::int64_t>(writing.written().size()) >= m_settings.maximumTokens) {
        writing.text.end = TextEnd::Length;
        writing.isDone = true;
    }
    if (onToken && !onToken(writing.number, writing.text.tokens.back())) {
        writing.text.end = TextEnd::Cancelled;
        writing.isDone = true;
    }
}

void TextGenerator::take(Writing& writing, const Next& next, const OnToken& onToken)
{
    if (!next.drawn.empty()) {
        const DrawnWord& word = next.drawn[writing.number];
        return append(writing, {.id = word.id, .logProbability = word.logProbability, .best = {}}, onToken);
    }
    const std::size_t vocabulary = next.logits.size() / static_cast<std::size_t>(m_rows);
    const std::span<const float> logits = std::span(next.logits).subspan(writing.number * vocabulary, vocabulary);
    std::vector<float> usable(logits.begin(), logits.end());
    for (const std::int32_t id : m_marks.never)
        if (id >= 0 && static_cast<std::size_t>(id) < usable.size())
            usable[static_cast<std::size_t>(id)] = -std::numeric_limits<float>::infinity();
    const std::size_t position = writing.written().size();
    const double u = models::samplingNumber(m_settings.seed, writing.number, position);
    WrittenToken token{.id = models::NextToken(std::move(usable), writing.words, m_settings.sampling).draw(u).id};
    token.logProbability = models::logProbability(logits, token.id);
    if (m_settings.alternatives > 0)
        token.best = models::NextToken({logits.begin(), logits.end()}, {}, {})
                         .best(static_cast<std::size_t>(m_settings.alternatives));
    append(writing, std::move(token), onToken);
}

void TextGenerator::writeBeam(Writing& writing, const std::vector<float>& code)
{
    const std::int64_t width = m_settings.beams;
    std::vector<std::int32_t> ends = m_settings.stopIds;
    if (m_marks.end >= 0)
        ends.push_back(m_marks.end);
    models::BeamSearch search({.width = width,
                               .maximumTokens = m_settings.maximumTokens,
                               .minimumTokens = std::max<std::int64_t>(1, m_settings.minimumTokens),
                               .endIds = ends,
                               .rule = m_settings.beamRule,
                               .lengthPenalty = m_settings.lengthPenalty});
    TextStepper& stepper = stepperFor(width);
    std::vector<float> codes;
    std::vector<Writing> rows(static_cast<std::size_t>(width), writing);
    for (std::int64_t i = 0; i < width; ++i)
        codes.insert(codes.end(), code.begin(), code.end());
    std::vector<float> logits = stepper.next(begin(stepper, rows, codes, m_settings.maximumTokens));
    const auto vocabulary = static_cast<std::int64_t>(logits.size()) / width;
    while (!search.isDone()) {
        for (std::size_t row = 0; row < search.count(); ++row)
            for (const std::int32_t id : m_marks.never)
                if (id >= 0 && id < vocabulary)
                    logits[row * static_cast<std::size_t>(vocabulary) + static_cast<std::size_t>(id)] =
                        -std::numeric_limits<float>::infinity();
        search.advance(std::span<const float>(logits).first(search.count() * static_cast<std::size_t>(vocabulary)),
                       vocabulary);
        const bool isFull = stepper.longest() > 0 && stepper.position() >= stepper.longest();
        if (search.isDone() || isFull)
            break;
        std::vector<std::int32_t> parents = search.parents();
        std::vector<std::int32_t> tokens = search.tokens();
        parents.resize(static_cast<std::size_t>(width), 0); // beams that are no more
        tokens.resize(static_cast<std::size_t>(width), tokens.front());
        stepper.pickRows(parents);
        logits = stepper.next(std::span<const std::int32_t>(tokens));
    }
    const models::BeamText best = search.best();
    for (std::size_t i = 0; i < best.ids.size() && !writing.isDone; ++i)
        append(writing, {.id = best.ids[i], .logProbability = best.steps[i]}, {});
}

std::vector<WrittenText> TextGenerator::run(const std::vector<std::vector<std::int32_t>>& prompts,
                                            std::span<const float> codes, const GenerationSettings& settings,
                                            const OnToken& onToken)
{
    m_settings = settings;
    std::vector<Writing> texts;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        Writing text{.number = i};
        if (m_marks.begin >= 0)
            text.words.push_back(m_marks.begin);
        text.words.insert(text.words.end(), prompts[i].begin(), prompts[i].end());
        if (text.words.empty()) // a model without a begin mark starts as after an end
            text.words.push_back(std::max<std::int32_t>(0, m_marks.end));
        text.promptWords = text.words.size();
        texts.push_back(std::move(text));
    }
    const std::size_t latent = prompts.empty() ? 0 : codes.size() / prompts.size();
    std::vector<WrittenText> result;
    if (settings.beams > 0) {
        for (Writing& text : texts) {
            const std::span<const float> own = codes.subspan(text.number * latent, latent);
            writeBeam(text, {own.begin(), own.end()});
        }
    } else if (!texts.empty() && settings.maximumTokens > 0) {
        writeTogether(texts, codes, onToken);
    }
    for (Writing& text : texts)
        result.push_back(std::move(text.text));
    return result;
}

void TextGenerator::writeTogether(std::vector<Writing>& texts, std::span<const float> codes, const OnToken& onToken)
{
    TextStepper& stepper = stepperFor(static_cast<std::int64_t>(texts.size()));
    Next after = feed(stepper, begin(stepper, texts, codes, m_settings.maximumTokens), texts);
    bool isCancelled = false;
    for (;;) {
        bool isAnyGoingOn = false;
        for (Writing& text : texts) {
            if (text.isDone)
                continue;
            take(text, after, onToken);
            isCancelled = isCancelled || text.text.end == TextEnd::Cancelled;
            isAnyGoingOn = isAnyGoingOn || !text.isDone;
        }
        if (isCancelled)
            for (Writing& text : texts)
                text.text.end = text.isDone ? text.text.end : TextEnd::Cancelled;
        if (!isAnyGoingOn || isCancelled)
            return;
        Words next;
        bool isFull = false;
        for (const Writing& text : texts) {
            next.push_back({text.words.begin() + static_cast<std::ptrdiff_t>(text.fed), text.words.end()});
            isFull = isFull || (stepper.longest() > 0 && !text.isDone &&
                                stepper.position(static_cast<std::int64_t>(text.number)) >= stepper.longest());
        }
        if (isFull && m_parts.model->hasCodes()) { // their texts have a beginning and an end
            for (Writing& text : texts)
                text.text.end = text.isDone ? text.text.end : TextEnd::Full;
            return;
        }
        if (isFull) {
            after = feed(stepper, begin(stepper, texts, codes, m_settings.maximumTokens), texts);
            continue;
        }
        for (Writing& text : texts)
            text.fed = text.words.size();
        after = feed(stepper, next, texts);
    }
}

} // namespace lb::experiments
