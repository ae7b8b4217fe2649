#include "models/metrics/point_tree.h"

#include <algorithm>
#include <cmath>

namespace lb::models {

namespace {

constexpr int kDeepest = 48; // points nearer than this share a leaf

} // namespace

PointTree::PointTree(std::span<const float> positions)
    : m_positions(positions)
{
    std::array<double, 2> low{1e300, 1e300};
    std::array<double, 2> high{-1e300, -1e300};
    for (std::size_t i = 0; i < positions.size(); ++i) {
        low[i % 2] = std::min(low[i % 2], static_cast<double>(positions[i]));
        high[i % 2] = std::max(high[i % 2], static_cast<double>(positions[i]));
    }
    Cell root;
    root.corner = low;
    root.side = std::max({high[0] - low[0], high[1] - low[1], 1e-12}) * (1 + 1e-9);
    m_cells.reserve(positions.size());
    m_cells.push_back(root);
    for (std::size_t i = 0; i < positions.size() / 2; ++i)
        insert(static_cast<std::int32_t>(i));
}

std::array<double, 2> PointTree::at(std::int32_t point) const
{
    const auto i = static_cast<std::size_t>(point) * 2;
    return {static_cast<double>(m_positions[i]), static_cast<double>(m_positions[i + 1])};
}

std::int32_t PointTree::childOf(const Cell& cell, std::array<double, 2> at) const
{
    const double half = cell.side / 2;
    return cell.children + (at[0] >= cell.corner[0] + half ? 1 : 0) + (at[1] >= cell.corner[1] + half ? 2 : 0);
}

void PointTree::split(std::int32_t index)
{
    const auto children = static_cast<std::int32_t>(m_cells.size());
    Cell cell = m_cells[static_cast<std::size_t>(index)];
    cell.children = children;
    for (int k = 0; k < 4; ++k) {
        Cell child;
        child.side = cell.side / 2;
        child.corner = {cell.corner[0] + (k % 2) * child.side, cell.corner[1] + (k / 2) * child.side};
        m_cells.push_back(child);
    }
    Cell& heir = m_cells[static_cast<std::size_t>(childOf(cell, at(cell.first)))];
    heir.count = cell.count;
    heir.centre = cell.centre;
    heir.first = cell.first;
    m_cells[static_cast<std::size_t>(index)] = cell;
}

void PointTree::insert(std::int32_t point)
{
    const std::array<double, 2> place = at(point);
    std::int32_t index = 0;
    for (int depth = 0;; ++depth) {
        Cell* cell = &m_cells[static_cast<std::size_t>(index)];
        const bool isFree = cell->count == 0;
        if (!isFree && cell->children < 0 && depth < kDeepest && at(cell->first) != place) {
            split(index);
            cell = &m_cells[static_cast<std::size_t>(index)];
        }
        for (std::size_t k = 0; k < 2; ++k)
            cell->centre[k] += (place[k] - cell->centre[k]) / (cell->count + 1);
        cell->count += 1;
        if (isFree)
            cell->first = point;
        if (cell->children < 0)
            return;
        index = childOf(*cell, place);
    }
}

PointTree::Repulsion PointTree::repulsionOn(std::int64_t index, double theta) const
{
    const std::array<double, 2> own = at(static_cast<std::int32_t>(index));
    Repulsion result;
    std::array<std::int32_t, 4 * (kDeepest + 2)> open{};
    std::size_t count = 1;
    while (count > 0) {
        const Cell& cell = m_cells[static_cast<std::size_t>(open[--count])];
        const double dx = own[0] - cell.centre[0];
        const double dy = own[1] - cell.centre[1];
        const double square = dx * dx + dy * dy;
        if (cell.children >= 0 && cell.side * cell.side >= theta * theta * square) {
            for (std::int32_t k = 0; k < 4; ++k)
                if (m_cells[static_cast<std::size_t>(cell.children + k)].count > 0)
                    open[count++] = cell.children + k;
            continue;
        }
        const double w = 1 / (1 + square);
        result.sum += cell.count * w;
        result.force[0] += cell.count * w * w * dx;
        result.force[1] += cell.count * w * w * dy;
    }
    result.sum -= 1; // itself, which is in one of the leaves and pushes nowhere
    return result;
}

} // namespace lb::models
