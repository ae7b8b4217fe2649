#include "engine/io/transformer_config.h"
#include "engine/io/transformer_names.h"

#include <QTest>

using namespace lb::engine;

class TestTransformerConfig : public QObject {
    Q_OBJECT
private slots:
    void everyProgramsKeysAreRead()
    {
        const auto gpt2 = parseTransformerConfig(R"({"model_type":"gpt2","n_layer":12,"n_head":12,"n_embd":768,
            "n_inner":null,"n_positions":1024,"n_ctx":512,"vocab_size":50257,"activation_function":"gelu_new",
            "layer_norm_epsilon":1e-05,"tie_word_embeddings":true,"task_specific_params":{"text":{"do_sample":true}},
            "architectures":["GPT2LMHeadModel"],"summary_type":"cls_index"})");
        QVERIFY(gpt2 && gpt2->layers == 12 && gpt2->heads == 12 && gpt2->width == 768 && gpt2->positions == 1024);
        QVERIFY(!gpt2->feedForward && gpt2->activation == FeedActivation::GeluTanh && gpt2->normEpsilon == 1e-5);
        QCOMPARE(gpt2->unread, (std::vector<std::string>{"summary_type", "task_specific_params"}));
        const auto nanoGpt = parseTransformerConfig(R"({"model_type":"gpt2","activation_function":"gelu"})");
        QVERIFY(nanoGpt && nanoGpt->activation == FeedActivation::GeluErf); // trained with the exact form
        const auto openAi =
            parseTransformerConfig(R"({"n_vocab":50257,"n_ctx":1024,"n_embd":768,"n_head":12,"n_layer":12})");
        QVERIFY(openAi && openAi->vocabulary == 50257 && openAi->positions == 1024);
        const auto bert = parseTransformerConfig(R"({"hidden_size":312,"num_hidden_layers":4,"num_attention_heads":12,
            "intermediate_size":1248,"hidden_act":"gelu","max_position_embeddings":512,"embedding_size":128,
            "attention_head_size":26,"attention_key_size":64,"type_vocab_size":2,"vocab_size":21128})");
        QVERIFY(bert && bert->keySize == 64 && bert->headSize == 26 && bert->embeddingWidth == 128 &&
                bert->segments == 2);
        QVERIFY(bert->activation == FeedActivation::GeluErf && bert->unread.empty() && !bert->normEpsilon);
    }

    void whatCannotBeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* json, const char* words) {
            QTest::newRow(json) << QByteArray(json) << QByteArray(words);
        };
        row("", "not valid JSON");
        row("[]", "is a list");
        row("3", "a single value");
        row(R"({"n_layer":0})", "no whole number");
        row(R"({"n_layer":-1})", "no whole number");
        row(R"({"n_layer":1.5})", "no whole number");
        row(R"({"n_layer":"12"})", "no whole number");
        row(R"({"n_layer":2147483648})", "no whole number");
        row(R"({"n_layer":18446744073709551616})", "no whole number");
        row(R"({"n_layer":12,"num_hidden_layers":13})", "of the same meaning 12");
        row(R"({"n_layer":12,"n_layer":12})", "is there twice");
        row(R"({"hidden_act":"swish"})", "gelu_pytorch_tanh");
        row(R"({"hidden_act":"gelu","activation_function":"relu"})", "another activation");
        row(R"({"layer_norm_eps":0.0})", "small positive");
        row(R"({"layer_norm_eps":1})", "small positive");
        row(R"({"layer_norm_eps":1e999})", "not valid JSON");
        row(R"({"scale_attn_weights":false})", "scaling of attention");
        row(R"({"scale_attn_by_inverse_layer_idx":true})", "is true");
        row(R"({"add_cross_attention":true})", "is true");
        row(R"({"position_embedding_type":"relative_key"})", "relative_key");
        row("{\"n_layer\":12}\xFF", "not valid JSON");
    }
    void whatCannotBeIsRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, words);
        const auto config = parseTransformerConfig(json.toStdString());
        QVERIFY(!config);
        QVERIFY2(config.error().detail.find(words.toStdString()) != std::string::npos, config.error().detail.c_str());
    }

    void deepAndLargeFilesAreRefused()
    {
        const auto deep = [](int levels) {
            return "{\"a\":" + std::string(static_cast<std::size_t>(levels), '[') +
                   std::string(static_cast<std::size_t>(levels), ']') + "}";
        };
        QVERIFY(parseTransformerConfig(deep(63)));
        QVERIFY(!parseTransformerConfig(deep(64)));
        QVERIFY(!parseTransformerConfig("{\"a\":\"" + std::string(std::size_t{16} << 20, 'x') + "\"}"));
        std::string many = "{";
        for (int i = 0; i < 200'001; ++i)
            many += (i ? ",\"" : "\"") + std::to_string(i) + "\":{}";
        QVERIFY(!parseTransformerConfig(many + "}"));
    }

    void blockNumbersAreReadFromNames()
    {
        QCOMPARE(matchName("h.#.ln_1.weight", "h.11.ln_1.weight"), std::optional<std::int64_t>(11));
        QCOMPARE(matchName("newslm/layer#/x", "newslm/layer07/x"), std::optional<std::int64_t>(7));
        QCOMPARE(matchName("wte.weight", "wte.weight"), std::optional<std::int64_t>(-1));
        for (const char* name :
             {"h.x.ln_1.weight", "h..ln_1.weight", "h.-1.ln_1.weight", "h.1.ln_2.weight", "h.",
              "h.99999999999999999999.ln_1.weight", "h.1 .ln_1.weight", "h.+1.ln_1.weight", "h.-0.ln_1.weight"})
            QVERIFY2(!matchName("h.#.ln_1.weight", name), name);
        QCOMPARE(fillName("block#.attention.*.bias", 3, 2, 1), std::string("block03.attention.key.bias"));
        QCOMPARE(fillName("block#.x", 123, 2), std::string("block123.x"));
    }
};

QTEST_APPLESS_MAIN(TestTransformerConfig)
#include "tst_transformer_config.moc"
