#include "experiments/store/waiting_points.h"

#include "experiments/store/stored_number.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <sqlite3.h>

#include <memory>
#include <new>

namespace lb::experiments {

namespace {

enum Column { Metric, Step, TimeMs, Value, Flag };

struct Table : sqlite3_vtab {
    const WaitingPoints::Points* points = nullptr;
};

struct Cursor : sqlite3_vtab_cursor {
    WaitingPoints::Points rest;
    sqlite3_int64 row = 0;
};

int connect(sqlite3* handle, void* source, int, const char* const*, sqlite3_vtab** made, char**)
{
    std::unique_ptr<Table> table(new (std::nothrow) Table); // no exception may pass through SQLite
    if (!table)
        return SQLITE_NOMEM;
    table->points = static_cast<const WaitingPoints::Points*>(source);
    const int done = sqlite3_declare_vtab(handle, "CREATE TABLE waiting_point (metric, step, time_ms, value, flag)");
    if (done == SQLITE_OK)
        *made = table.release();
    return done;
}

int disconnect(sqlite3_vtab* table)
{
    delete static_cast<Table*>(table);
    return SQLITE_OK;
}

int planOf(sqlite3_vtab*, sqlite3_index_info*)
{
    return SQLITE_OK; // every row, in the order of the buffer
}

int openCursor(sqlite3_vtab*, sqlite3_vtab_cursor** made)
{
    *made = new (std::nothrow) Cursor{};
    return *made ? SQLITE_OK : SQLITE_NOMEM;
}

int closeCursor(sqlite3_vtab_cursor* cursor)
{
    delete static_cast<Cursor*>(cursor);
    return SQLITE_OK;
}

int rewind(sqlite3_vtab_cursor* opened, int, const char*, int, sqlite3_value**)
{
    auto& cursor = *static_cast<Cursor*>(opened);
    cursor.rest = *static_cast<Table*>(opened->pVtab)->points;
    cursor.row = 0;
    return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* opened)
{
    auto& cursor = *static_cast<Cursor*>(opened);
    cursor.rest = cursor.rest.subspan(1);
    ++cursor.row;
    return SQLITE_OK;
}

int isAtEnd(sqlite3_vtab_cursor* cursor)
{
    return static_cast<Cursor*>(cursor)->rest.empty() ? 1 : 0;
}

int column(sqlite3_vtab_cursor* cursor, sqlite3_context* result, int index)
{
    const RunBuffer::Point& point = static_cast<Cursor*>(cursor)->rest.front();
    switch (index) {
    case Metric:
        sqlite3_result_int(result, point.metric + 1);
        break;
    case Step:
        sqlite3_result_int64(result, point.step);
        break;
    case TimeMs:
        sqlite3_result_int64(result, point.timeMs);
        break;
    case Value:
        if (flagOf(point.value) == NumberFlag::Plain)
            sqlite3_result_double(result, point.value);
        break; // else NULL
    default:
        sqlite3_result_int(result, static_cast<int>(flagOf(point.value)));
    }
    return SQLITE_OK;
}

int rowOf(sqlite3_vtab_cursor* cursor, sqlite3_int64* row)
{
    *row = static_cast<Cursor*>(cursor)->row;
    return SQLITE_OK;
}

/// Without xCreate: the table is there under the module's name, and no file can ask for one.
sqlite3_module makeModule()
{
    sqlite3_module module{};
    module.xConnect = connect;
    module.xBestIndex = planOf;
    module.xDisconnect = disconnect;
    module.xOpen = openCursor;
    module.xClose = closeCursor;
    module.xFilter = rewind;
    module.xNext = next;
    module.xEof = isAtEnd;
    module.xColumn = column;
    module.xRowid = rowOf;
    return module;
}

} // namespace

WaitingPoints::WaitingPoints(SQLite::Database& database)
    : m_points(new Points)
{
    static const sqlite3_module module = makeModule();
    // Deletes the span at the connection's end, or at once when it refuses.
    const int done = sqlite3_create_module_v2(database.getHandle(), "waiting_point", &module, m_points,
                                              [](void* points) { delete static_cast<Points*>(points); });
    if (done != SQLITE_OK)
        throw SQLite::Exception(database.getHandle(), done);
}

void WaitingPoints::set(Points points)
{
    *m_points = points;
}

} // namespace lb::experiments
