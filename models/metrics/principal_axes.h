#pragma once

#include "models/metrics/rows_view.h"

#include <vector>

namespace lb::models {

/// The directions in which rows vary most, by falling variance.
struct PrincipalAxes {
    std::int64_t width = 0;
    std::vector<double> mean;      ///< [width]
    std::vector<double> variances; ///< along each axis, over N
    std::vector<double> axes;      ///< [width, width], an axis a row: unit length, its largest coefficient positive

    /// Of the whole variance, along one axis; 0 where nothing varies.
    double share(std::int64_t axis) const;
};

/// Of all rows, by the eigenvectors of their covariance. Throws EngineError(InvalidArgument) for fewer than two rows
/// and for numbers that are not finite. Source: Pearson 1901.
PrincipalAxes principalAxes(RowsView rows);

/// A plane through code space with coordinates of its own: codes become positions, and positions codes of the plane.
/// Its origin is the point of the plane nearest to zero where codes have no mean beside the plane, so that rings around
/// it are those of N(0, I).
class CodePlane {
public:
    CodePlane() = default;
    /// The plane of the first two axes through the mean. Codes of one dimension have a second coordinate of 0.
    explicit CodePlane(const PrincipalAxes& axes);
    /// From `numbers()`; empty where their count does not fit `width`.
    CodePlane(std::int64_t width, std::span<const float> numbers);

    bool isEmpty() const { return m_numbers.empty(); }
    std::int64_t width() const { return m_width; }
    /// Base, first and second direction, [3, width]: what a plane is made from again.
    std::span<const float> numbers() const { return m_numbers; }

    /// [rows, 2].
    std::vector<float> positionsOf(RowsView codes) const;
    /// [positions, width]: the codes of the plane at these positions.
    std::vector<float> codesAt(std::span<const float> positions) const;
    /// Turned, and mirrored if that is better, about its origin so that `own` positions come as near as they can to
    /// `reference`, row by row (orthogonal Procrustes; Schönemann 1966). Both [rows, 2].
    CodePlane alignedTo(std::span<const float> own, std::span<const float> reference) const;
    /// Variance along the two directions as a share of the whole.
    double share(const PrincipalAxes& axes, int direction) const;

private:
    std::span<const float> part(int index) const
    {
        return std::span(m_numbers).subspan(static_cast<std::size_t>(index * m_width),
                                            static_cast<std::size_t>(m_width));
    }
    std::int64_t m_width = 0;
    std::vector<float> m_numbers;
};

} // namespace lb::models
