#include "tests/engine/safetensors_cases.h"

#include "engine/io/safetensors_checksums.h"

namespace lb::tests {

using engine::ErrorKind;

namespace {

using namespace std::string_literals;

const std::string kX = R"("x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";

std::string repeated(const std::string& text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i)
        result += text;
    return result;
}

std::string manyTensors(int count)
{
    std::string header = "{";
    for (int i = 0; i < count; ++i)
        header += (i ? ",\"t" : "\"t") + std::to_string(i) + R"(":{"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
    return header + "}";
}

std::string manyMetadata(int count)
{
    std::string header = R"({"__metadata__":{)";
    for (int i = 0; i < count; ++i)
        header += (i ? ",\"" : "\"") + std::to_string(i) + "\":\"\"";
    return header + "}}";
}

} // namespace

std::vector<Verdict> acceptedFiles()
{
    std::vector<Verdict> rows{
        {"no tensors", fileOf("{}")},
        {"one tensor", fileOf("{" + kX + "}", 8)},
        {"spaces behind the header", fileOf("{" + kX + "}     ", 8)},
        {"spaces and line ends inside", fileOf("{ \n\t" + kX + " }\r\n", 8)},
        {"scalar", oneTensor(R"("dtype":"F64","shape":[],"data_offsets":[0,8])")},
        {"fields in another order", oneTensor(R"("data_offsets":[0,8],"shape":[2],"dtype":"F32")")},
        {"eight axes", oneTensor(R"("dtype":"U8","shape":[1,1,1,2,2,2,1,1],"data_offsets":[0,8])")},
        {"empty tensor", fileOf(R"({"x":{"dtype":"F32","shape":[3,0],"data_offsets":[0,0]}})")},
        {"empty tensor between two", fileOf(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)"
                                            R"("b":{"dtype":"U8","shape":[0],"data_offsets":[4,4]},)"
                                            R"("c":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
                                            8)},
        {"tensors listed against their order", fileOf(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]},)"
                                                      R"("b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})",
                                                      8)},
        {"huge extent times zero",
         fileOf(R"({"x":{"dtype":"F32","shape":[0,9223372036854775807],"data_offsets":[0,0]}})")},
        {"metadata", fileOf(R"({"__metadata__":{"format":"pt","":"","text":"a\nb \"c\" \u00e9 é"},)" + kX + "}", 8)},
        {"metadata last", fileOf("{" + kX + R"(,"__metadata__":{}})", 8)},
        {"name with slashes and letters of the world",
         fileOf(R"({"层/ä.\"0\"":{"dtype":"U8","shape":[],"data_offsets":[0,1]}})", 1)},
        {"name of 512 bytes",
         fileOf("{\"" + std::string(512, 'n') + R"(":{"dtype":"U8","shape":[],"data_offsets":[0,1]}})", 1)},
        {"100000 tensors", fileOf(manyTensors(100'000))},
        {"length that looks like a pickle", fileOf("{}" + std::string(0x0280 - 2, ' '))},
    };
    for (const auto& [dtype, shape] :
         {std::pair{"F64", "[1]"}, std::pair{"I64", "[1]"}, std::pair{"F32", "[2]"}, std::pair{"I32", "[2]"},
          std::pair{"F16", "[4]"}, std::pair{"BF16", "[4]"}, std::pair{"U8", "[8]"}})
        rows.push_back({"type "s + dtype,
                        oneTensor("\"dtype\":\""s + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[0,8]")});
    return rows;
}

std::vector<Verdict> refusedHeaders()
{
    return {
        {"empty file", "", "is empty"},
        {"two bytes", "\x01\x02", "2 bytes only"},
        {"length alone", fileOf(""), "8 bytes only"},
        {"length and one brace", fileOf("{"), "9 bytes only"},
        {"giant length", std::string("\0\0\0\0\0\1\0\0{}        ", 18), "the limit is 100 MB"},
        {"largest length", std::string(8, '\xFF') + "{}        ", "the limit is 100 MB"},
        {"length of more than 100 MB", "\x01\xE1\xF5\x05"s + std::string(4, '\0') + "{}", "100000001 bytes long"},
        {"header cut", fileOf("{" + kX + "}", 8).substr(0, 40), "The file was cut"},
        {"list at the top", fileOf("[      ]"), "does not begin with"},
        {"space before the brace", fileOf(" {}"), "does not begin with"},
        {"byte order mark", fileOf("\xEF\xBB\xBF{}"), "does not begin with"},
        {"two objects", fileOf("{}{}"), "not valid JSON"},
        {"text behind the object", fileOf("{} x"), "not valid JSON"},
        {"zeros behind the object", fileOf("{}"s + std::string(6, '\0')), "zero byte"},
        {"zero byte hiding text", fileOf("{}"s + '\0' + "garbage"), "zero byte"},
        {"no end", fileOf("{" + kX, 8), "not valid JSON"},
        {"trailing comma", fileOf("{" + kX + ",}", 8), "not valid JSON"},
        {"comment", fileOf("{/**/" + kX + "}", 8), "not valid JSON"},
        {"single quotes", fileOf("{'x':1}"), "not valid JSON"},
        {"broken UTF-8 in a name", fileOf("{\"\xFF\xFE\":1}"), "not valid JSON"},
        {"half a surrogate pair", fileOf("{\"\\ud800\":1}"), "not valid JSON"},
        {"line end inside a string", fileOf("{\"a\nb\":1}"), "not valid JSON"},
        {"deep nesting", fileOf("{\"x\":" + repeated("[", 100'000)), "a value of a kind"},
        {"deep objects", fileOf("{\"x\":" + repeated("{\"dtype\":", 10'000)), "a value of a kind"},
        {"metadata twice", fileOf(R"({"__metadata__":{},"__metadata__":{}})"), "two entries"},
        {"metadata key twice", fileOf(R"({"__metadata__":{"a":"1","a":"2"}})"), "twice"},
        {"metadata with a number", fileOf(R"({"__metadata__":{"a":1}})"), "the metadata holds"},
        {"metadata with an object", fileOf(R"({"__metadata__":{"a":{}}})"), "the metadata holds"},
        {"metadata with null", fileOf(R"({"__metadata__":{"a":null}})"), "the metadata holds"},
        {"metadata as a text", fileOf(R"({"__metadata__":"a"})"), "a value of a kind"},
        {"metadata as a list", fileOf(R"({"__metadata__":[]})"), "a value of a kind"},
        {"metadata of more than 16 MiB",
         fileOf(R"({"__metadata__":{"a":")" + std::string((16 << 20) + 1, 'a') + "\"}}"), "16 MiB"},
        {"100001 entries of metadata", fileOf(manyMetadata(100'001)), "100000 entries"},
        {"100001 tensors", fileOf(manyTensors(100'001)), "more than 100000 tensors"},
        {"checksums without the header's", fileOf(R"({"__metadata__":{"lb.crc32":"{}"}})"),
         "checksum entries is missing"},
        {"header's checksum alone", fileOf(R"({"__metadata__":{"lb.header_crc32":"00000000"}})"),
         "checksum entries is missing"},
        {"wrong header checksum", fileOf(R"({"__metadata__":{"lb.crc32":"{}","lb.header_crc32":"00000000"}})"),
         "its header is damaged"},
        {"header checksum in another form",
         fileOf(R"({"__metadata__":{"lb.crc32":"{}","lb.header_crc32" : "00000000"}})"), "its header is damaged"},
    };
}

std::vector<Verdict> refusedTensors()
{
    const auto withShape = [](const std::string& shape) {
        return oneTensor(R"("dtype":"F32","data_offsets":[0,8],"shape":)" + shape);
    };
    const auto withOffsets = [](const std::string& offsets) {
        return oneTensor(R"("dtype":"F32","shape":[2],"data_offsets":)" + offsets);
    };
    const auto withDtype = [](const std::string& dtype) {
        return oneTensor(R"("shape":[2],"data_offsets":[0,8],"dtype":)" + dtype);
    };
    std::vector<Verdict> rows{
        {"tensor twice", fileOf("{" + kX + "," + kX + "}", 8), "\"x\" is listed twice"},
        {"tensor twice by an escape",
         fileOf("{" + kX + R"(,"\u0078":{"dtype":"U8","shape":[0],"data_offsets":[8,8]}})", 8),
         "\"x\" is listed twice"},
        {"name of 513 bytes", fileOf("{\"" + std::string(513, 'n') + "\":{}}"), "513 bytes long"},
        {"name with a control character", fileOf("{\"a\\u0007\":{}}"), "control characters"},
        {"name with a zero", fileOf("{\"a\\u0000\":{}}"), "control characters"},
        {"no type", oneTensor(R"("shape":[2],"data_offsets":[0,8])"), "lacks one of"},
        {"no shape", oneTensor(R"("dtype":"F32","data_offsets":[0,8])"), "lacks one of"},
        {"no offsets", oneTensor(R"("dtype":"F32","shape":[2])"), "lacks one of"},
        {"nothing", oneTensor(""), "lacks one of"},
        {"unknown field", oneTensor(R"("dtype":"F32","shape":[2],"data_offsets":[0,8],"a":1)"),
         "an entry that is none"},
        {"field twice", oneTensor(R"("dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8])"), "dtype twice"},
        {"overlap", fileOf("{" + kX + R"(,"y":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})", 12), "overlaps"},
        {"the same bytes twice", fileOf("{" + kX + R"(,"y":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8),
         "overlaps"},
        {"hole at the start", fileOf(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})", 16), "a hole of 8"},
        {"hole between", fileOf("{" + kX + R"(,"y":{"dtype":"F32","shape":[2],"data_offsets":[9,17]}})", 17),
         "a hole of 1"},
        {"bytes behind", fileOf("{" + kX + "}", 9), "1 bytes behind the last tensor"},
        {"bytes without tensors", fileOf("{}", 1), "1 bytes behind the last tensor"},
        {"data cut", fileOf("{" + kX + "}", 7), "The file was cut"},
        {"data missing", fileOf("{" + kX + "}"), "The file was cut"},
    };
    for (const std::string value : {"null", "true", "1", "\"a\"", "[]"})
        rows.push_back({"tensor that is " + value, fileOf("{\"x\":" + value + "}"), "a value of a kind"});
    for (const std::string shape : {"[-2]", "[-0]", "[2.0]", "[2e0]", "[\"2\"]", "[[2]]", "[null]", "2", "{}", "null"})
        rows.push_back({"shape " + shape, withShape(shape), "a value of a kind"});
    rows.push_back({"shape of another size", withShape("[3]"), "needs 12 bytes"});
    rows.push_back({"nine axes", withShape("[1,1,1,1,1,1,1,1,2]"), "more than 8 axes"});
    rows.push_back({"extent 2^63", withShape("[9223372036854775808]"), "too large"});
    rows.push_back({"extent 2^64", withShape("[18446744073709551616]"), "a value of a kind"});
    rows.push_back({"product that wraps to 8", withShape("[4611686018427387906]"), "negative or too large"});
    rows.push_back({"product that wraps to 0", withShape("[4294967296,4294967296]"), "negative or too large"});
    for (const std::string offsets : {"[0]", "[]", "[0,8,8]"})
        rows.push_back({"offsets " + offsets, withOffsets(offsets), "does not have two"});
    for (const std::string offsets : {"[-8,0]", "[0,8.0]", "[0,8e0]", "[0,\"8\"]", "8", "null", "{\"a\":1}"})
        rows.push_back({"offsets " + offsets, withOffsets(offsets), "a value of a kind"});
    rows.push_back({"offsets reversed", withOffsets("[8,0]"), "ends before it begins"});
    rows.push_back({"offsets that wrap", withOffsets("[18446744073709551608,0]"), "ends before it begins"});
    rows.push_back({"offsets near 2^64", withOffsets("[18446744073709551607,18446744073709551615]"), "a hole of"});
    for (const std::string dtype : {"\"F31\"", "\"f32\"", "\"\"", "\"F32 \""})
        rows.push_back({"type " + dtype, withDtype(dtype), "a data type that the format does not have"});
    for (const std::string dtype : {"1", "null", "[\"F32\"]"})
        rows.push_back({"type " + dtype, withDtype(dtype), "a value of a kind"});
    for (const std::string dtype : {"\"BOOL\"", "\"F8_E4M3\"", "\"U16\""})
        rows.push_back({"type " + dtype, withDtype(dtype), "which is not supported", ErrorKind::Unsupported});
    return rows;
}

std::vector<Verdict> foreignFiles()
{
    const std::string rest(600, 'r');
    std::vector<Verdict> rows{
        {"web page", "<!DOCTYPE html>\n<html>" + rest, "is a web page"},
        {"web page in capitals", "\n  <HTML><HEAD>" + rest, "is a web page"},
        {"XML error page", "<?xml version=\"1.0\"?><Error>" + rest, "is a web page"},
        {"LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "git lfs pull"},
        {"zip of torch.save", "PK\x03\x04\x14\0\0\0\0\0"s + rest, "save_file(model.state_dict()"},
        {"empty zip", "PK\x05\x06"s + std::string(18, '\0'), "zip archive"},
        {"pickle protocol 2", "\x80\x02}q\0X\x05"s + rest, "is a Python pickle"},
        {"pickle of torch's legacy format", "\x80\x02\x8a\nl\xfc\x9c\x46\xf9 j\xa8P\x19."s + rest,
         "is a Python pickle"},
        {"pickle protocol 4", "\x80\x04\x95\x20\0\0\0\0\0\0\0"s + rest, "is a Python pickle"},
        {"tiny pickle", "\x80\x04N.", "is a Python pickle"},
        {"HDF5", "\x89HDF\r\n\x1a\n" + rest, "HDF5"},
        {"GGUF", "GGUF\x03\0\0\0"s + rest, "GGUF"},
        {"NumPy array", "\x93NUMPY\x01\0v\0"s + rest, "NumPy"},
        {"gzip", "\x1f\x8b\x08\0\0\0\0\0"s + rest, "gzip"},
        {"JSON", "{\n  \"model_type\": \"gpt2\"}" + rest, "is JSON text"},
        {"SQLite", "SQLite format 3\0"s + rest, "SQLite"},
        {"PNG", "\x89PNG\r\n\x1a\n" + rest, "PNG"},
    };
    for (Verdict& row : rows)
        row.kind = ErrorKind::Unsupported;
    rows.push_back({"plain text", "These are not the weights you are looking for.", "is not a .safetensors file"});
    rows.push_back({"zeros", std::string(600, '\0'), "is not a .safetensors file"});
    return rows;
}

std::vector<Verdict> checksumLists()
{
    std::vector<Verdict> rows{
        {"right", R"({\"x\":\"00000000\"})", ""},
        {"missing", "{}", "has no checksum"},
        {"of nothing", R"({\"x\":\"00000000\",\"y\":\"00000000\"})", "not in the file"},
        {"twice", R"({\"x\":\"00000000\",\"x\":\"00000000\"})", "list of checksums is damaged"},
        {"capitals", R"({\"x\":\"0000000A\"})", "list of checksums is damaged"},
        {"seven digits", R"({\"x\":\"0000000\"})", "list of checksums is damaged"},
        {"a number", R"({\"x\":0})", "list of checksums is damaged"},
        {"nested", R"({\"x\":{\"x\":\"00000000\"}})", "list of checksums is damaged"},
        {"no JSON", "x", "list of checksums is damaged"},
        {"another sum", R"({\"x\":\"00000001\"})", "\"x\" is damaged"},
    };
    for (Verdict& row : rows) {
        std::string header = R"({"__metadata__":{"lb.crc32":")" + row.file + R"(","lb.header_crc32":"00000000"},)" +
                             R"("x":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})";
        engine::sealHeader(header);
        row.file = fileOf(header);
    }
    return rows;
}

} // namespace lb::tests
