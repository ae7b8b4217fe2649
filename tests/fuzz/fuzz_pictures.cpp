// PNG, JPEG, NPY and CSV of pixels: by their first bytes, as an import tells them apart.
#include "experiments/importing/image_decoder.h"
#include "experiments/importing/image_fit.h"
#include "experiments/importing/pixel_table.h"

#include <cstdlib>

using namespace lb::experiments;

namespace {

void check(bool isRight)
{
    if (!isRight)
        std::abort();
}

void checkTable(const Result<PixelTable>& table)
{
    if (!table)
        return check(!table.error().detail.isEmpty());
    const std::int64_t size = std::max<std::int64_t>(table->height, 1) * table->width;
    check(static_cast<std::int64_t>(table->pixels.size()) == table->rows * size);
    check(table->labels.empty() || static_cast<std::int64_t>(table->labels.size()) == table->rows);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::span<const std::uint8_t> file(data, size);
    if (isPicture(file)) {
        const auto picture = decodePicture(file);
        if (!picture)
            check(!picture.error().detail.isEmpty());
        else if (picture->pixels.size() < 65'536)
            check(fitted(*picture, 7, 5).pixels.size() == 35);
        return 0;
    }
    checkTable(parseNpy(file));
    checkTable(parsePixelCsv({reinterpret_cast<const char*>(data), size}));
    return 0;
}
