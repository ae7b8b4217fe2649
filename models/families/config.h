#pragma once

#include "engine/core/error.h"

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace lb::models {

using ConfigValue = std::variant<bool, std::int64_t, double, std::string>;

/// One setting of a model: the single source for the form, validation, help and the command line.
struct ConfigField {
    std::string key;          ///< dotted: "latent.size"
    std::string label;        ///< "Latent size d"
    ConfigValue defaultValue; ///< its alternative is the field's type
    double minimum = -1e300;  ///< numbers
    double maximum = 1e300;
    std::vector<std::string> choices; ///< strings: empty means free text
    std::string unit;                 ///< "nats", "steps", ...
    std::string help;                 ///< one or two sentences
    std::string section;              ///< "Model", "Latent", "Objective"
    /// Shown and used only while the named field has one of these values; empty: always. "latent.kind" / {"bn-vae"}.
    std::string dependsOn;
    std::vector<std::string> dependsOnValues;
};

/// When a field is in use: the named text field has this value.
struct FieldCondition {
    std::string key;
    std::string value;
};

/// Appends `more` to `fields`, each in use only under `condition`. A field that is there already is used under that
/// condition as well: two architectures share it. Fields of `more` with a condition of their own keep it.
void addFields(std::vector<ConfigField>& fields, const std::vector<ConfigField>& more, const FieldCondition& condition);

/// Key to value; keys that are absent have their field's default.
class Config {
public:
    void set(const std::string& key, ConfigValue value) { m_values[key] = std::move(value); }
    bool has(const std::string& key) const { return m_values.contains(key); }
    bool boolean(const std::string& key) const { return std::get<bool>(at(key)); }
    std::int64_t integer(const std::string& key) const { return std::get<std::int64_t>(at(key)); }
    double real(const std::string& key) const { return std::get<double>(at(key)); }
    const std::string& text(const std::string& key) const { return std::get<std::string>(at(key)); }
    const std::map<std::string, ConfigValue>& values() const { return m_values; }

private:
    /// Throws EngineError(Internal) for a key that no default filled: the family's own mistake.
    const ConfigValue& at(const std::string& key) const;
    std::map<std::string, ConfigValue> m_values;
};

/// A value that does not fit its field, with a sentence for the user: what, why, what to do.
struct FieldProblem {
    std::string key;
    std::string sentence;
};

/// All problems at once: unknown keys, wrong types, out of range, unknown choice. A whole number fits a real field.
/// Ranges and choices of fields that are not in use (dependsOn) are not judged.
std::vector<FieldProblem> checkConfig(const std::vector<ConfigField>& fields, const Config& config);
/// `config` with the defaults of all absent fields, and real fields' whole numbers as doubles. Types must fit.
Config withDefaults(const std::vector<ConfigField>& fields, Config config);

} // namespace lb::models
