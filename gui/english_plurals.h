#pragma once

#include <QTranslator>

namespace lb::gui {

/// "%n run(s)" becomes "1 run" and "3 runs": the program's own English without a file of translations to keep in step.
class EnglishPlurals : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;
    QString translate(const char* context, const char* sourceText, const char* disambiguation, int n) const override;
    bool isEmpty() const override { return false; }
};

} // namespace lb::gui
