#pragma once

#include "experiments/preview/schema.h"
#include "tests/support/tiny_project.h"

namespace lb::tests {

/// Of a small language model on the project's text.
inline experiments::RunSpec languageSpec(const TinyProject& project, const QString& family)
{
    const experiments::RunSpec text = project.spec({});
    experiments::RunSpec spec;
    for (const experiments::FieldSchema& field : experiments::schemaFor(family))
        if (text.has(field.key))
            spec.set(field.key, text.value(field.key));
    spec.set(QStringLiteral("model.family"), family);
    if (family.endsWith(QStringLiteral("transformer")))
        spec.set(QStringLiteral("decoder.width"), 16);
    return spec;
}

} // namespace lb::tests
