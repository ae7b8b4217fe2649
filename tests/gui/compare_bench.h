#pragma once

#include "gui/compare/compare_data.h"
#include "gui/pages/compare_page.h"
#include "tests/gui/compare_project.h"
#include "tests/gui/window_bench.h"
#include "widgets/compare/compare_model.h"
#include "widgets/compare/compare_view.h"

#include <QComboBox>

namespace lb::tests {

inline QString word(const char* text)
{
    return QString::fromUtf8(text);
}

/// The window over a copy of CompareProject.
struct CompareBench : WindowBench {
    CompareBench()
        : vae(CompareProject::written().vae)
        , bn(CompareProject::written().bn)
        , wide(CompareProject::written().wide)
    {
        takeCopyOf(CompareProject::written().directory.filePath(word("project")));
        open();
        window->resize(1440, 900);
    }
    gui::ComparePage& page() { return window->compare(); }
    widgets::CompareModel& model() { return page().model(); }
    widgets::CompareView& table() { return *find<widgets::CompareView>(word("compareTable")); }
    bool openPage(int groups = 3)
    {
        trigger(gui::Verb::ShowCompare);
        return QTest::qWaitFor(
            [&] {
                return page().data().read().waiting == 0 && model().rowCount() == groups &&
                       !page().scene().metrics.isEmpty();
            },
            kPatienceMs);
    }
    const widgets::CompareCell* cell(const QString& row, const char* column)
    {
        for (int i = 0; i < model().columns().size(); ++i)
            if (model().columns()[i].id == word(column))
                for (int j = 0; j < model().rowCount(); ++j)
                    if (model().row(model().index(j, 0))->name == row)
                        return model().cell(model().index(j, i));
        return nullptr;
    }
    QString textOf(const QString& row, const char* column)
    {
        const auto* found = cell(row, column);
        return found ? found->text : word("no such cell");
    }
    void choose(const char* combo, int index)
    {
        auto* box = find<QComboBox>(word(combo));
        box->setFocus();
        box->setCurrentIndex(index);
        emit box->activated(index); // what a click on the popup's row does
    }
    void pinVae()
    {
        table().setCurrentKey(page().scene().groupOf(vae.first())->key);
        QTest::keyClick(&table(), Qt::Key_B);
    }
    QStringList vae;
    QStringList bn;
    QString wide;
};

} // namespace lb::tests
