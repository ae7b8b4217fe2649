#pragma once

#include <QString>

namespace lb::experiments {

/// What a thing of the user's is called in ids and on disk: lower-case letters, digits and "-" made of what he says;
/// `otherwise` where nothing is left of it. At most 60 letters.
QString plainName(const QString& text, const QString& otherwise);

} // namespace lb::experiments
