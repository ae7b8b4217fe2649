#include "models/families/model.h"

#include "engine/core/error.h"

namespace lb::models {

namespace {

[[noreturn]] void refuse(const char* what)
{
    throw engine::EngineError(engine::ErrorKind::InvalidArgument, std::string("This model has no ") + what + ".");
}

} // namespace

EncodingGraph Model::recordEncoding(engine::Graph&, engine::BatchShape) const
{
    refuse("codes");
}

DecodingGraph Model::recordDecoding(engine::Graph&, engine::BatchShape) const
{
    refuse("images");
}

void Model::recordBeginning(engine::Graph&, WritingShape) const
{
    refuse("words");
}

WritingGraph Model::recordWriting(engine::Graph&, WritingShape) const
{
    refuse("words");
}

} // namespace lb::models
