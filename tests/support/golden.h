#pragma once

#include <QString>

#include <filesystem>
#include <string>
#include <vector>

namespace lb::testing {

/// The numbers under `key` of tests/golden/FILE.json, nested lists and objects flattened in their order ("a/b" for an
/// entry inside an entry). Throws std::runtime_error when there is no such file or entry.
std::vector<double> golden(const QString& file, const QString& key);

/// Path of a file in tests/golden.
std::filesystem::path goldenFile(const std::string& name);

} // namespace lb::testing
