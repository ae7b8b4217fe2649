#include "experiments/store/point_query.h"

#include "experiments/store/stored_number.h"

#include <sqlite3.h>

namespace lb::experiments {

PointQuery::PointQuery(SQLite::Database& database, const char* sql)
    : m_database(database)
{
    if (sqlite3_prepare_v3(database.getHandle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr) !=
        SQLITE_OK)
        fail();
}

PointQuery::~PointQuery()
{
    sqlite3_finalize(m_statement);
}

void PointQuery::fail()
{
    throw SQLite::Exception(m_database.getHandle());
}

void PointQuery::bind(int index, qint64 value)
{
    if (sqlite3_bind_int64(m_statement, index, value) != SQLITE_OK)
        fail();
}

bool PointQuery::next()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        fail();
    reset();
    return false;
}

void PointQuery::reset()
{
    sqlite3_reset(m_statement); // repeats the failure of the step before it, which was thrown then
}

qint64 PointQuery::id() const
{
    return sqlite3_column_int64(m_statement, 0);
}

qint64 PointQuery::metric() const
{
    return sqlite3_column_int64(m_statement, 1);
}

qint64 PointQuery::step() const
{
    return sqlite3_column_int64(m_statement, 2);
}

double PointQuery::value() const
{
    return numberOf(static_cast<NumberFlag>(sqlite3_column_int(m_statement, 4)), sqlite3_column_double(m_statement, 3));
}

qint64 PointQuery::timeMs() const
{
    return sqlite3_column_int64(m_statement, 5);
}

} // namespace lb::experiments
