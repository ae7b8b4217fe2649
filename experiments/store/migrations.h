#pragma once

#include <string>
#include <vector>

namespace lb::experiments {

/// SQL that takes a database from version i to i + 1, made from migrations/*.sql by the build.
std::vector<std::string> runMigrations();
std::vector<std::string> indexMigrations();

} // namespace lb::experiments
