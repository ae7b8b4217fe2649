#include "engine/train/batch_feed.h"

#include "engine/core/error.h"

#include <utility>
#include <vector>

namespace lb::engine {

namespace {

/// The batch's arrays in the order in which they are sent: visit(name, values).
template <class Visit>
void forEachArray(const Batch& batch, const Visit& visit)
{
    for (const auto& [name, values] : batch.reals)
        visit(name, values);
    for (const auto& [name, values] : batch.indices)
        visit(name, values);
}

std::vector<UploadPart> partsOf(const Batch& batch)
{
    std::vector<UploadPart> parts;
    forEachArray(batch, [&](const std::string&, const auto& values) {
        parts.push_back({values.data(), values.size() * sizeof values.front()});
    });
    return parts;
}

} // namespace

std::size_t uploadBytes(const Backend& backend, const Batch& batch)
{
    return backend.uploadBytes(partsOf(batch));
}

BatchFeed::BatchFeed(Backend& backend, const BatchSource& source, Prefetcher::Position first)
    : m_prefetcher(source, first)
    , m_upload(backend.makeUpload())
{
}

const Batch& BatchFeed::next()
{
    m_isSent = m_sent.has_value();
    Result<Batch> batch = m_isSent ? *std::exchange(m_sent, std::nullopt) : m_prefetcher.next();
    if (!batch)
        throw EngineError(batch.error().kind, batch.error().detail);
    m_batch = std::move(*batch);
    return m_batch;
}

void BatchFeed::fill(Program& program)
{
    if (!m_isSent)
        return fillInputs(program, m_batch);
    std::size_t part = 0;
    forEachArray(m_batch, [&](const std::string& name, const auto&) {
        if (program.graph().findInput(name) >= 0)
            program.setInput(name, *m_upload, part);
        ++part;
    });
}

void BatchFeed::sendAhead()
{
    if (!m_upload || m_sent)
        return;
    m_isSent = false; // its place is taken
    m_sent = m_prefetcher.next();
    if (!*m_sent)
        return;
    m_upload->begin(partsOf(**m_sent));
}

void fillInputs(Program& program, const Batch& batch)
{
    forEachArray(batch, [&](const std::string& name, const auto& values) {
        if (program.graph().findInput(name) >= 0)
            program.setInput(name, std::span(values));
    });
}

} // namespace lb::engine
