#include "experiments/importing/pixel_table.h"
#include "experiments/importing/pixel_values.h"

#include <QString>

#include <charconv>
#include <cmath>

namespace lb::experiments {

namespace {

constexpr std::size_t kMostColumns = 16'385;

bool isSquare(std::size_t count)
{
    const auto side = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(count))));
    return side * side == count;
}

/// The numbers of a line; false at the first cell that is none.
bool readNumbers(std::string_view line, std::vector<float>& numbers)
{
    const char* at = line.data();
    const char* const end = at + line.size();
    const auto skipBlanks = [&] {
        while (at != end && (*at == ' ' || *at == '"'))
            ++at;
    };
    while (true) {
        skipBlanks();
        float number = 0;
        const auto [next, error] = std::from_chars(at, end, number);
        if (error != std::errc() || numbers.size() >= kMostColumns)
            return false;
        numbers.push_back(number);
        at = next;
        skipBlanks();
        if (at == end)
            return true;
        if (*at != ',' && *at != ';' && *at != '\t')
            return false;
        ++at;
        if (at == end)
            return true; // a separator at the end of the line
    }
}

struct Lines {
    std::string_view rest;
    qint64 number = 0;
    /// The next line without its end; false after the last.
    bool next(std::string_view& line)
    {
        if (rest.empty())
            return false;
        const std::size_t end = rest.find('\n');
        line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        ++number;
        return true;
    }
};

} // namespace

Result<PixelTable> parsePixelCsv(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    Lines lines{.rest = text};
    std::string_view line;
    std::vector<float> row;
    std::vector<float> numbers;
    PixelTable table;
    std::size_t columns = 0;
    bool hasLabels = false;
    while (lines.next(line)) {
        row.clear();
        if (line.empty())
            continue;
        if (!readNumbers(line, row)) {
            if (lines.number == 1)
                continue; // names of columns
            return fail(
                ErrorKind::Corrupt,
                QStringLiteral("line %1 holds something that is no number; each line is a picture: its pixels by "
                               "commas, after its label if it has one")
                    .arg(lines.number));
        }
        if (columns == 0) {
            columns = row.size();
            hasLabels = !isSquare(columns) && isSquare(columns - 1);
        }
        if (row.size() != columns)
            return fail(ErrorKind::Corrupt,
                        QStringLiteral("line %1 holds %2 numbers where the first has %3; give every picture as many")
                            .arg(lines.number)
                            .arg(row.size())
                            .arg(columns));
        if (hasLabels) {
            const float label = row.front();
            if (!(label >= 0.0F && label <= 255.0F) || label != std::floor(label))
                return fail(
                    ErrorKind::Corrupt,
                    QStringLiteral("line %1 begins with %2, which is no label; number the classes from 0 to 255")
                        .arg(lines.number)
                        .arg(static_cast<double>(label)));
            table.labels.push_back(static_cast<std::int32_t>(label));
        }
        numbers.insert(numbers.end(), row.begin() + (hasLabels ? 1 : 0), row.end());
        ++table.rows;
    }
    if (table.rows == 0)
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("it holds no line of numbers; write a line of pixels for each picture"));
    auto pixels = toPixels(numbers, false);
    if (!pixels)
        return tl::unexpected(pixels.error());
    table.width = static_cast<std::int64_t>(columns) - (hasLabels ? 1 : 0);
    table.pixels = std::move(*pixels);
    return table;
}

} // namespace lb::experiments
