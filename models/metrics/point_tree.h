#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace lb::models {

/// A quadtree over points of the plane that sums the repulsion of t-SNE coarsely: a cell that looks small from where
/// one stands counts as one heavy point. Source: Barnes & Hut 1986; van der Maaten 2014.
class PointTree {
public:
    /// `positions`: [n, 2], finite.
    explicit PointTree(std::span<const float> positions);

    struct Repulsion {
        std::array<double, 2> force{}; ///< sum of w^2 (y_i - y_j), w = 1 / (1 + |y_i - y_j|^2)
        double sum = 0;                ///< of w
    };
    /// Of all other points on point `index`. A cell is one point where its side is below `theta` times its distance.
    Repulsion repulsionOn(std::int64_t index, double theta) const;

private:
    struct Cell {
        std::array<double, 2> corner{};
        double side = 0;
        std::array<double, 2> centre{}; ///< of mass
        double count = 0;
        std::int32_t children = -1; ///< the first of four; -1: a leaf
        std::int32_t first = -1;    ///< a point of a leaf
    };
    void insert(std::int32_t point);
    void split(std::int32_t cell);
    std::int32_t childOf(const Cell& cell, std::array<double, 2> at) const;
    std::array<double, 2> at(std::int32_t point) const;

    std::span<const float> m_positions;
    std::vector<Cell> m_cells;
};

} // namespace lb::models
