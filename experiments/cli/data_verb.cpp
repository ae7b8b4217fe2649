#include "experiments/cli/data_verb.h"

#include "experiments/cli/commands.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace lb::experiments {

namespace {

void addTagItems(CLI::App& app, Session& session, std::function<int()>& action)
{
    struct Words {
        std::string dataset, tag, items;
        bool isTakenOff = false;
    };
    const auto words = std::make_shared<Words>();
    CLI::App* sub = app.add_subcommand("tag-items", "List the tags on items of a data set, or put one on some");
    sub->add_option("data", words->dataset, "Id of a data set")->required();
    CLI::Option* tag = sub->add_option("--tag", words->tag, "The tag; without --items: list those that have it");
    CLI::Option* items =
        sub->add_option("--items", words->items, "Numbers in the data set, such as 3,5,8-10, that get it")->needs(tag);
    sub->add_flag("--remove", words->isTakenOff, "Take it off them")->needs(items);
    sub->callback([&action, &session, words] {
        action = [&session, words] {
            return tagItemsCommand(session, {.dataset = QString::fromStdString(words->dataset),
                                             .tag = QString::fromStdString(words->tag),
                                             .items = QString::fromStdString(words->items),
                                             .isTakenOff = words->isTakenOff});
        };
    });
}

} // namespace

void addDataVerbs(CLI::App& app, Session& session, std::function<int()>& action)
{
    addTagItems(app, session, action);
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
