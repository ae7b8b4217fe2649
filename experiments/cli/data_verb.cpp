#include "experiments/cli/data_verb.h"

#include "experiments/cli/commands.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace lb::experiments {

void addDataVerb(CLI::App& app, Session& session, std::function<int()>& action)
{
    struct Words {
        std::string path, name, labels, size;
    };
    const auto words = std::make_shared<Words>(); // the callback lives as long as the app
    CLI::App* sub = app.add_subcommand(
        "import-data", "Make a data set of your files: a folder of PNG or JPEG, IDX, NPY, CSV of pixels, or text");
    sub->add_option("path", words->path, "The folder or file")->required();
    sub->add_option("--name", words->name, "What it is called; absent: as the file");
    sub->add_option("--labels", words->labels, "IDX: the file of labels, when it lies elsewhere");
    sub->add_option("--size", words->size, "HEIGHTxWIDTH of the pictures, which are cut to this shape and scaled");
    sub->callback([&action, &session, words] {
        action = [&session, words] {
            return importDataCommand(session, {.path = QString::fromStdString(words->path),
                                               .name = QString::fromStdString(words->name),
                                               .labels = QString::fromStdString(words->labels),
                                               .size = QString::fromStdString(words->size)});
        };
    });
}

} // namespace lb::experiments
