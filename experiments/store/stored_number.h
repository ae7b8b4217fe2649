#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cmath>
#include <limits>

namespace lb::experiments {

/// How a double is stored: SQLite turns NaN into NULL and -0.0 into 0.0, so a flag beside the value says which it was.
enum class NumberFlag : int { Plain = 0, NotANumber = 1, PlusInfinity = 2, MinusInfinity = 3, MinusZero = 4 };

inline NumberFlag flagOf(double value)
{
    if (std::isfinite(value))
        return value == 0 && std::signbit(value) ? NumberFlag::MinusZero : NumberFlag::Plain;
    if (std::isnan(value))
        return NumberFlag::NotANumber;
    return value > 0 ? NumberFlag::PlusInfinity : NumberFlag::MinusInfinity;
}

/// Binds the value at `index` and its flag after it.
inline void bindNumber(SQLite::Statement& statement, int index, double value)
{
    const NumberFlag flag = flagOf(value);
    if (flag == NumberFlag::Plain)
        statement.bind(index, value);
    else
        statement.bind(index);
    statement.bind(index + 1, static_cast<int>(flag));
}

/// The number that was stored as `value` and `flag`.
inline double numberOf(NumberFlag flag, double value)
{
    switch (flag) {
    case NumberFlag::NotANumber:
        return std::numeric_limits<double>::quiet_NaN();
    case NumberFlag::PlusInfinity:
        return std::numeric_limits<double>::infinity();
    case NumberFlag::MinusInfinity:
        return -std::numeric_limits<double>::infinity();
    case NumberFlag::MinusZero:
        return -0.0;
    case NumberFlag::Plain:
        break;
    }
    return value;
}

inline double readNumber(SQLite::Statement& row, int valueColumn)
{
    return numberOf(static_cast<NumberFlag>(row.getColumn(valueColumn + 1).getInt()),
                    row.getColumn(valueColumn).getDouble());
}

} // namespace lb::experiments
