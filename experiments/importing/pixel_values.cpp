#include "experiments/importing/pixel_values.h"

#include <QString>

#include <algorithm>
#include <cmath>

namespace lb::experiments {

Result<std::vector<std::uint8_t>> toPixels(const std::vector<float>& numbers, bool areWhole)
{
    float largest = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!(numbers[i] >= 0.0F && numbers[i] <= 255.0F))
            return fail(ErrorKind::Corrupt, QStringLiteral("number %1 is %2; pixels lie in 0 to 1, or in 0 to 255")
                                                .arg(i + 1)
                                                .arg(static_cast<double>(numbers[i])));
        largest = std::max(largest, numbers[i]);
    }
    const float factor = !areWhole && largest <= 1.0F ? 255.0F : 1.0F;
    std::vector<std::uint8_t> result(numbers.size());
    std::transform(numbers.begin(), numbers.end(), result.begin(), [factor](float number) {
        return static_cast<std::uint8_t>(std::clamp(std::lround(number * factor), 0L, 255L));
    });
    return result;
}

} // namespace lb::experiments
