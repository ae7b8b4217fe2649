#pragma once

#include "gui/latent/latent_lab.h"
#include "gui/pages/decoded_panel.h"
#include "gui/pages/latent_page.h"
#include "tests/gui/text_bench.h"
#include "widgets/plots/scatter_map.h"

namespace lb::tests {

constexpr int kPatientMs = 4 * WindowBench::kPatienceMs; // a model is opened, ten thousand images are encoded

/// The window on its latent page over a copy of a trained project.
struct LatentBench {
    explicit LatentBench(const QTemporaryDir& trained, const char* project)
    {
        window.takeCopyOf(trained.filePath(QString::fromUtf8(project)));
        window.open();
        window.window->resize(1440, 900);
        window.trigger(gui::Verb::ShowLatent);
    }
    gui::LatentPage& page() { return window.window->latent(); }
    gui::LatentRun& run(int column = 0) { return page().lab().run(column); }
    widgets::ScatterMap& map(int column = 0) { return page().panel(column).map(); }
    bool opened(int column = 0)
    {
        return QTest::qWaitFor(
            [&] {
                return page().lab().count() > column && !run(column).isOpening() && run(column).items().count() > 0 &&
                       !map(column).positions().empty();
            },
            kPatientMs);
    }
    QPoint at(int row, int column = 0)
    {
        const auto i = static_cast<std::size_t>(row) * 2;
        const auto& places = map(column).positions();
        return map(column)
            .frame()
            .toPixel({static_cast<double>(places[i]), static_cast<double>(places[i + 1])})
            .toPoint();
    }
    /// Between two points that are picked with the mouse.
    bool filmed()
    {
        window.click(QStringLiteral("toolPick"));
        QTest::mouseClick(&map(), Qt::LeftButton, {}, at(3));
        QTest::mouseClick(&map(), Qt::LeftButton, {}, at(40));
        return QTest::qWaitFor([&] { return run().film().count() == gui::DecodedPanel::kFrames; }, kPatientMs);
    }
    template <class Widget>
    Widget& find(const char* name)
    {
        return *window.find<Widget>(QString::fromUtf8(name));
    }
    WindowBench window;
};

} // namespace lb::tests
