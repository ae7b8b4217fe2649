#include "models/families/config.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lb::models {

namespace {

const ConfigField* findField(const std::vector<ConfigField>& fields, const std::string& key)
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const ConfigField& f) { return f.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

/// Integers are welcome where a real number is asked for: JSON writes 1 for 1.0.
bool typeFits(const ConfigField& field, const ConfigValue& value)
{
    return value.index() == field.defaultValue.index() ||
           (std::holds_alternative<double>(field.defaultValue) && std::holds_alternative<std::int64_t>(value));
}

std::string_view typeName(const ConfigValue& value)
{
    constexpr std::string_view kNames[] = {"yes or no", "a whole number", "a number", "a word"};
    return kNames[value.index()];
}

std::string shown(double number)
{
    return fmt::format("{:g}", number);
}

std::string withUnit(const ConfigField& field, double number)
{
    return field.unit.empty() ? shown(number) : shown(number) + " " + field.unit;
}

std::string rangeProblem(const ConfigField& field, double number)
{
    if (number >= field.minimum && number <= field.maximum)
        return {};
    constexpr double kUnbounded = 1e299;
    std::string range = fmt::format("between {} and {}", shown(field.minimum), withUnit(field, field.maximum));
    if (field.maximum > kUnbounded)
        range = fmt::format("at least {}", withUnit(field, field.minimum));
    return fmt::format(
        "{} is {}, but it must be {}. Choose a value in that range, such as {}.", field.label, shown(number), range,
        std::visit([](const auto& standard) { return fmt::format("{}", standard); }, field.defaultValue));
}

std::string choiceProblem(const ConfigField& field, const std::string& word)
{
    if (field.choices.empty() || std::find(field.choices.begin(), field.choices.end(), word) != field.choices.end())
        return {};
    return fmt::format("{} cannot be \"{}\", because there is no such choice. Choose one of: {}.", field.label, word,
                       fmt::join(field.choices, ", "));
}

std::string problemOf(const ConfigField& field, const ConfigValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return rangeProblem(field, static_cast<double>(*whole));
    if (const auto* real = std::get_if<double>(&value))
        return rangeProblem(field, *real);
    if (const auto* word = std::get_if<std::string>(&value))
        return choiceProblem(field, *word);
    return {};
}

/// Whether the fields it depends on (and theirs) have the values that put it to use. `complete` has all defaults.
bool isInUse(const std::vector<ConfigField>& fields, const ConfigField& field, const Config& complete)
{
    if (field.dependsOn.empty())
        return true;
    const ConfigField* other = findField(fields, field.dependsOn);
    if (!other || !std::holds_alternative<std::string>(other->defaultValue))
        return true;
    const auto& wanted = field.dependsOnValues;
    return std::find(wanted.begin(), wanted.end(), complete.text(other->key)) != wanted.end() &&
           isInUse(fields, *other, complete);
}

} // namespace

void addFields(std::vector<ConfigField>& fields, const std::vector<ConfigField>& more, const FieldCondition& condition)
{
    for (const ConfigField& field : more) {
        const auto known =
            std::find_if(fields.begin(), fields.end(), [&](const ConfigField& f) { return f.key == field.key; });
        if (known == fields.end()) {
            fields.push_back(field);
            if (field.dependsOn.empty()) {
                fields.back().dependsOn = condition.key;
                fields.back().dependsOnValues = {condition.value};
            }
        } else if (known->dependsOn == condition.key) {
            known->dependsOnValues.push_back(condition.value);
        }
    }
}

const ConfigValue& Config::at(const std::string& key) const
{
    const auto found = m_values.find(key);
    if (found == m_values.end())
        throw engine::EngineError(engine::ErrorKind::Internal, "the model reads a setting it never declared: " + key);
    return found->second;
}

std::vector<FieldProblem> checkConfig(const std::vector<ConfigField>& fields, const Config& config)
{
    std::vector<FieldProblem> problems;
    Config usable;
    for (const auto& [key, value] : config.values()) {
        const ConfigField* field = findField(fields, key);
        if (!field)
            problems.push_back(
                {key, fmt::format("The model has no setting named \"{}\". Remove it, or correct its spelling.", key)});
        else if (!typeFits(*field, value))
            problems.push_back(
                {key, fmt::format("{} is {}, but it must be {}. Change its value, for example to its default.",
                                  field->label, typeName(value), typeName(field->defaultValue))});
        else
            usable.set(key, value);
    }
    const Config complete = withDefaults(fields, usable);
    for (const auto& [key, value] : usable.values()) {
        const ConfigField& field = *findField(fields, key);
        // A hidden field's value has no effect, so the user must not be sent to look for it.
        const std::string sentence = isInUse(fields, field, complete) ? problemOf(field, value) : std::string();
        if (!sentence.empty())
            problems.push_back({key, sentence});
    }
    return problems;
}

Config withDefaults(const std::vector<ConfigField>& fields, Config config)
{
    for (const ConfigField& field : fields) {
        if (!config.has(field.key))
            config.set(field.key, field.defaultValue);
        else if (std::holds_alternative<double>(field.defaultValue) &&
                 std::holds_alternative<std::int64_t>(config.values().at(field.key)))
            config.set(field.key, static_cast<double>(config.integer(field.key)));
    }
    return config;
}

} // namespace lb::models
