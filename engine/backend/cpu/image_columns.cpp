#include "engine/backend/cpu/image_columns.h"

#include <algorithm>

namespace lb::engine::cpu {

ImageColumns::Position ImageColumns::positionOf(Index index) const
{
    return {index / m_e.outWidth / m_e.outHeight, index / m_e.outWidth % m_e.outHeight, index % m_e.outWidth};
}

template <class Run>
void ImageColumns::forRuns(const Position& at, const Run& run) const
{
    const Index line = m_e.kernelWidth * m_e.channels;
    const Index x = at.column * m_e.stride - m_e.padding;
    const Index left = std::clamp<Index>(-x, 0, m_e.kernelWidth);
    const Index right = std::clamp<Index>(m_e.width - x, left, m_e.kernelWidth);
    for (Index u = 0; u < m_e.kernelHeight; ++u) {
        const Index y = at.row * m_e.stride - m_e.padding + u;
        if (y < 0 || y >= m_e.height) {
            run(Index{-1}, u * line, line);
            continue;
        }
        if (left > 0)
            run(Index{-1}, u * line, left * m_e.channels);
        if (right > left)
            run(((at.item * m_e.height + y) * m_e.width + x + left) * m_e.channels, u * line + left * m_e.channels,
                (right - left) * m_e.channels);
        if (right < m_e.kernelWidth)
            run(Index{-1}, u * line + right * m_e.channels, (m_e.kernelWidth - right) * m_e.channels);
    }
}

void ImageColumns::gather(const float* images, Index first, Index count, float* columns) const
{
    const Index window = m_e.window();
    for (Index i = 0; i < count; ++i, columns += window)
        forRuns(positionOf(first + i), [&](Index from, Index to, Index floats) {
            if (from < 0)
                std::fill_n(columns + to, floats, 0.0F);
            else
                std::copy_n(images + from, floats, columns + to);
        });
}

void ImageColumns::scatterAdd(const float* columns, Index first, Index count, float* images) const
{
    const Index window = m_e.window();
    for (Index i = 0; i < count; ++i, columns += window)
        forRuns(positionOf(first + i), [&](Index from, Index to, Index floats) {
            if (from >= 0)
                m_vector.layout.add(columns + to, images + from, floats);
        });
}

void ImageColumns::gatherTransposed(const float* images, Index first, Index count, ColumnSpan span,
                                    float* transposed) const
{
    for (Index at = 0; at < count;) { // a run of positions in one line of one image
        const Position start = positionOf(first + at);
        const Index run = std::min(count - at, m_e.outWidth - start.column);
        for (Index column = span.begin; column < span.end;) { // the channels of one tap
            const Index tap = column / m_e.channels;
            const Index channel = column % m_e.channels;
            const Index channels = std::min(m_e.channels - channel, span.end - column);
            const Index y = start.row * m_e.stride - m_e.padding + tap / m_e.kernelWidth;
            const Index x = start.column * m_e.stride - m_e.padding + tap % m_e.kernelWidth;
            // Positions before `begin` lie left of the image, those from `end` on right of it.
            const Index begin = x >= 0 ? 0 : std::min(run, (-x + m_e.stride - 1) / m_e.stride);
            const bool isInside = y >= 0 && y < m_e.height && x + begin * m_e.stride < m_e.width;
            const Index end = isInside ? std::clamp((m_e.width - x + m_e.stride - 1) / m_e.stride, begin, run) : begin;
            float* const to = transposed + (column - span.begin) * count + at;
            for (Index c = 0; c < channels; ++c) {
                std::fill_n(to + c * count, begin, 0.0F);
                std::fill_n(to + c * count + end, run - end, 0.0F);
            }
            if (end > begin)
                m_vector.layout.transpose(
                    images + ((start.item * m_e.height + y) * m_e.width + x + begin * m_e.stride) * m_e.channels +
                        channel,
                    to + begin, end - begin, channels, m_e.stride * m_e.channels, count);
            column += channels;
        }
        at += run;
    }
}

} // namespace lb::engine::cpu
