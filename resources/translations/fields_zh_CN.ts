<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Field</name>
    <message>
        <source>0 chooses by the computer. Results repeat for equal thread counts.</source>
        <translation>0 表示根据计算机自动选择。线程数相同时结果可复现。</translation>
    </message>
    <message>
        <source>0 evaluates once per epoch.</source>
        <translation>0 表示每轮评估一次。</translation>
    </message>
    <message>
        <source>0 switches it off. Batch norm&apos;s fixed scale is exempt.</source>
        <translation>0 表示关闭。批归一化的固定缩放不受影响。</translation>
    </message>
    <message>
        <source>0 uses all items; a smaller number makes a quick try.</source>
        <translation>0 表示使用全部条目；较小的数可用于快速试验。</translation>
    </message>
    <message>
        <source>A built-in data set, &quot;own:&quot; and the name of one that was imported, or &quot;file:&quot; and the path of a text.</source>
        <translation>内置数据集、“own:”加已导入数据集的名称，或“file:”加文本文件的路径。</translation>
    </message>
    <message>
        <source>A run that needs more is refused before it starts; 0 takes what is free.</source>
        <translation>需要更多内存的运行在启动前即被拒绝；0 表示使用可用内存。</translation>
    </message>
    <message>
        <source>A tokenizer.json, a .model of sentencepiece, a file of train-tokenizer, or a folder with the files of a tokenizer.</source>
        <translation>tokenizer.json、sentencepiece 的 .model、train-tokenizer 生成的文件，或包含分词器文件的文件夹。</translation>
    </message>
    <message>
        <source>AdamW decays weights apart from the gradient; LAMB is for large batches; AdaFactor keeps little state.</source>
        <translation>AdamW 的权重衰减独立于梯度；LAMB 适用于大批次；AdaFactor 只保存少量状态。</translation>
    </message>
    <message>
        <source>Added to the variance before dividing. Keep it at 1e-8 or below: with 1e-5 the optimiser shrinks the variance under epsilon and the KL floor is gone.</source>
        <translation>做除法前加到方差上。应保持在 1e-8 或以下：取 1e-5 时，优化器会把方差压到 epsilon 以下，KL 下限随之失效。</translation>
    </message>
    <message>
        <source>Added to the variance by layer norms: 1e-5 in GPT-2, 1e-12 in BERT.</source>
        <translation>层归一化时加到方差上：GPT-2 为 1e-5，BERT 为 1e-12。</translation>
    </message>
    <message>
        <source>After the warm-up: constant, dropping in steps, or a cosine down to 0.</source>
        <translation>预热之后：恒定、阶梯式下降，或按余弦降至 0。</translation>
    </message>
    <message>
        <source>An interrupted run resumes from the newest checkpoint.</source>
        <translation>中断的运行从最新的检查点继续。</translation>
    </message>
    <message>
        <source>At its highest, after the warm-up.</source>
        <translation>预热之后的最大值。</translation>
    </message>
    <message>
        <source>At most so many different tokens; rarer ones become &quot;unknown&quot;.</source>
        <translation>不同 token 的最大数量；更少见的归为“未知”。</translation>
    </message>
    <message>
        <source>At most so many validation items; the end of a run uses the whole test split.</source>
        <translation>最多使用的验证条目数；运行结束时使用完整的测试划分。</translation>
    </message>
    <message>
        <source>Attention heads of each block; they divide the width.</source>
        <translation>每个块的注意力头数；须能整除宽度。</translation>
    </message>
    <message>
        <source>Automatic takes a GPU where there is one.</source>
        <translation>自动：有 GPU 时使用 GPU。</translation>
    </message>
    <message>
        <source>Average of weights</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>Bag-of-words weight</source>
        <translation>词袋权重</translation>
    </message>
    <message>
        <source>Batch norm epsilon</source>
        <translation>批归一化 epsilon</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>Batches per step</source>
        <translation>每步批次数</translation>
    </message>
    <message>
        <source>Channels of the maps next to the image; every stage further from it has twice as many.</source>
        <translation>最靠近图像的特征图的通道数；每远离一个阶段，通道数加倍。</translation>
    </message>
    <message>
        <source>Characters covered</source>
        <translation>字符覆盖率</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Clip gradient norm</source>
        <translation>裁剪梯度范数</translation>
    </message>
    <message>
        <source>Code enters as</source>
        <translation>编码输入方式</translation>
    </message>
    <message>
        <source>Code weight</source>
        <translation>编码权重</translation>
    </message>
    <message>
        <source>Computes parts of the forward pass again in the backward pass instead of keeping them, which takes less memory and more time: never, between the inputs of all blocks, or only as far as the memory limit asks for. The results are the same.</source>
        <translation>在反向传播时重新计算前向传播的部分结果而不加以保存，占用内存更少但耗时更多：从不、在所有块的输入之间，或仅在内存上限要求的范围内。结果不变。</translation>
    </message>
    <message>
        <source>Concentration of codes around their direction. It fixes the KL: with d = 32, 2.2 nats at 13, 12.3 at 50, 20.8 at 100.</source>
        <translation>编码围绕其方向的集中度。它决定 KL：d = 32 时，取 13 为 2.2 nats，取 50 为 12.3，取 100 为 20.8。</translation>
    </message>
    <message>
        <source>Constant, one linear rise, or repeated rises (Fu et al. 2019).</source>
        <translation>恒定、单次线性上升，或多次重复上升（Fu et al. 2019）。</translation>
    </message>
    <message>
        <source>Cycles</source>
        <translation>周期数</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Decides which items train, validate and test. Compare runs only with equal splits.</source>
        <translation>决定哪些条目用于训练、验证和测试。仅应比较划分相同的运行。</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>Decoder activation</source>
        <translation>解码器激活函数</translation>
    </message>
    <message>
        <source>Decoder blocks</source>
        <translation>解码器块数</translation>
    </message>
    <message>
        <source>Decoder channels</source>
        <translation>解码器通道数</translation>
    </message>
    <message>
        <source>Decoder dropout</source>
        <translation>解码器 dropout</translation>
    </message>
    <message>
        <source>Decoder embedding</source>
        <translation>解码器词嵌入维数</translation>
    </message>
    <message>
        <source>Decoder heads</source>
        <translation>解码器头数</translation>
    </message>
    <message>
        <source>Decoder init range</source>
        <translation>解码器初始化范围</translation>
    </message>
    <message>
        <source>Decoder inner width</source>
        <translation>解码器内部宽度</translation>
    </message>
    <message>
        <source>Decoder key size</source>
        <translation>解码器键维数</translation>
    </message>
    <message>
        <source>Decoder layers</source>
        <translation>解码器层数</translation>
    </message>
    <message>
        <source>Decoder layout</source>
        <translation>解码器块布局</translation>
    </message>
    <message>
        <source>Decoder margin</source>
        <translation>解码器边距</translation>
    </message>
    <message>
        <source>Decoder norm epsilon</source>
        <translation>解码器归一化 epsilon</translation>
    </message>
    <message>
        <source>Decoder penalty</source>
        <translation>解码器惩罚</translation>
    </message>
    <message>
        <source>Decoder penalty weight</source>
        <translation>解码器惩罚权重</translation>
    </message>
    <message>
        <source>Decoder positions</source>
        <translation>解码器位置数</translation>
    </message>
    <message>
        <source>Decoder stages</source>
        <translation>解码器阶段数</translation>
    </message>
    <message>
        <source>Decoder talking heads</source>
        <translation>解码器 talking-heads</translation>
    </message>
    <message>
        <source>Decoder tapers</source>
        <translation>解码器宽度递减</translation>
    </message>
    <message>
        <source>Decoder weights start uniform in plus or minus this; 0 means 1/sqrt(units).</source>
        <translation>解码器权重在正负该值之间按均匀分布初始化；0 表示 1/sqrt(units)，units 为单元数。</translation>
    </message>
    <message>
        <source>Decoder width</source>
        <translation>解码器宽度</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Drop by factor</source>
        <translation>下降系数</translation>
    </message>
    <message>
        <source>Drop every</source>
        <translation>下降间隔</translation>
    </message>
    <message>
        <source>Encoder activation</source>
        <translation>编码器激活函数</translation>
    </message>
    <message>
        <source>Encoder ahead</source>
        <translation>编码器先行</translation>
    </message>
    <message>
        <source>Encoder blocks</source>
        <translation>编码器块数</translation>
    </message>
    <message>
        <source>Encoder channels</source>
        <translation>编码器通道数</translation>
    </message>
    <message>
        <source>Encoder dropout</source>
        <translation>编码器 dropout</translation>
    </message>
    <message>
        <source>Encoder embedding</source>
        <translation>编码器词嵌入维数</translation>
    </message>
    <message>
        <source>Encoder heads</source>
        <translation>编码器头数</translation>
    </message>
    <message>
        <source>Encoder init range</source>
        <translation>编码器初始化范围</translation>
    </message>
    <message>
        <source>Encoder inner width</source>
        <translation>编码器内部宽度</translation>
    </message>
    <message>
        <source>Encoder key size</source>
        <translation>编码器键维数</translation>
    </message>
    <message>
        <source>Encoder layers</source>
        <translation>编码器层数</translation>
    </message>
    <message>
        <source>Encoder layout</source>
        <translation>编码器块布局</translation>
    </message>
    <message>
        <source>Encoder margin</source>
        <translation>编码器边距</translation>
    </message>
    <message>
        <source>Encoder norm epsilon</source>
        <translation>编码器归一化 epsilon</translation>
    </message>
    <message>
        <source>Encoder pooling</source>
        <translation>编码器池化</translation>
    </message>
    <message>
        <source>Encoder positions</source>
        <translation>编码器位置数</translation>
    </message>
    <message>
        <source>Encoder stages</source>
        <translation>编码器阶段数</translation>
    </message>
    <message>
        <source>Encoder talking heads</source>
        <translation>编码器 talking-heads</translation>
    </message>
    <message>
        <source>Encoder tapers</source>
        <translation>编码器宽度递减</translation>
    </message>
    <message>
        <source>Encoder weights start uniform in plus or minus this, embeddings in 0.1; 0 means 1/sqrt(units) and embeddings of unit size. 0.01, usual in older text VAEs, starves batch norm.</source>
        <translation>编码器权重在正负该值之间按均匀分布初始化，嵌入则在正负 0.1 之间；0 表示 1/sqrt(units)（units 为单元数）以及单位大小的嵌入。较早的文本 VAE 常用 0.01，会使批归一化的输入过小。</translation>
    </message>
    <message>
        <source>Encoder width</source>
        <translation>编码器宽度</translation>
    </message>
    <message>
        <source>Entropy weight lambda</source>
        <translation>熵权重 lambda</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Equal settings and seeds give equal runs.</source>
        <translation>设置和随机种子相同，则运行结果相同。</translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation>评估间隔</translation>
    </message>
    <message>
        <source>Evaluate on</source>
        <translation>评估条目数</translation>
    </message>
    <message>
        <source>Factors on the learning rate for parameters by their names, such as &quot;decoder/*=0.1, latent/*=2&quot;; 0 freezes. The last pattern that fits counts.</source>
        <translation>按参数名称设置的学习率系数，例如“decoder/*=0.1, latent/*=2”；0 表示冻结。以最后一个匹配的模式为准。</translation>
    </message>
    <message>
        <source>Fewest occurrences</source>
        <translation>最少出现次数</translation>
    </message>
    <message>
        <source>Fixed scale of the normalised mean. The KL of a training batch cannot fall below d gamma^2 / 2: 5.76 nats for d = 32 and 0.6, the published settings being 0.5 to 0.7.</source>
        <translation>归一化均值的固定缩放。训练批次的 KL 不会低于 d gamma^2 / 2：d = 32、取 0.6 时为 5.76 nats；已发表的设置为 0.5 到 0.7。</translation>
    </message>
    <message>
        <source>Fraction of β from which a rise starts.</source>
        <translation>上升起点占 β 的比例。</translation>
    </message>
    <message>
        <source>Free KL</source>
        <translation>自由 KL</translation>
    </message>
    <message>
        <source>Free bits</source>
        <translation>自由比特</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>Goes back part of the way to where it was so many steps ago, such as 5 (Zhang et al. 2019); 0 never does.</source>
        <translation>每隔这么多步（例如 5）朝该间隔之前的位置退回一部分（Zhang et al. 2019）；0 表示从不退回。</translation>
    </message>
    <message>
        <source>Halves the width with every layer away from the pixels: 512 with two layers becomes 512 and 256.</source>
        <translation>每远离像素一层，宽度减半：两层、宽度 512 时为 512 和 256。</translation>
    </message>
    <message>
        <source>Hidden layers with ReLU; 0 makes this half of the model linear.</source>
        <translation>使用 ReLU 的隐藏层数；0 使模型的这一半成为线性。</translation>
    </message>
    <message>
        <source>How often height and width are halved: three stages take 32 x 32 pixels to 4 x 4.</source>
        <translation>高度和宽度减半的次数：三个阶段将 32 x 32 像素变为 4 x 4。</translation>
    </message>
    <message>
        <source>How often the weight rises during the run.</source>
        <translation>运行期间权重上升的次数。</translation>
    </message>
    <message>
        <source>How sentencepiece finds them: likely ones that make up the text, frequent pairs merged again and again, single characters, or whole words.</source>
        <translation>sentencepiece 得出子词的方式：选取最可能构成文本的子词、反复合并高频对、单个字符，或整词。</translation>
    </message>
    <message>
        <source>How the encoder&apos;s output becomes a code: plain autoencoder, Gaussian VAE, BN-VAE (batch norm on the mean), BN-VAE with Su&apos;s split, delta-VAE, von Mises-Fisher VAE on the sphere, entropic, Wasserstein (MMD) or regularised autoencoder.</source>
        <translation>编码器的输出如何变为编码：普通自编码器、高斯 VAE、BN-VAE（对均值做批归一化）、采用 Su 拆分的 BN-VAE、delta-VAE、球面上的 von Mises-Fisher VAE、熵自编码器、Wasserstein（MMD）自编码器或正则化自编码器。</translation>
    </message>
    <message>
        <source>How the tokens&apos; states become one vector: a mean with trained weights, the plain mean, or the first token&apos;s state.</source>
        <translation>各 token 的状态如何合为一个向量：权重可训练的加权均值、普通均值，或第一个 token 的状态。</translation>
    </message>
    <message>
        <source>How z reaches the decoder: as a position of its own before the first word, which every word can attend to, added to every word&apos;s embedding, or both.</source>
        <translation>z 如何传入解码器：作为第一个词之前的独立位置，供每个词关注；加到每个词的嵌入上；或两者兼用。</translation>
    </message>
    <message>
        <source>Items per step. Batch norm needs at least 2.</source>
        <translation>每步的条目数。批归一化至少需要 2 个。</translation>
    </message>
    <message>
        <source>Joins z to what each word is read off, so that no decoder can pass it by (skip-VAE).</source>
        <translation>将 z 与用于输出每个词的状态拼接，使任何解码器都无法绕过它（skip-VAE）。</translation>
    </message>
    <message>
        <source>KL schedule</source>
        <translation>KL 调度</translation>
    </message>
    <message>
        <source>KL that costs nothing. Total: an item&apos;s KL counts only when it exceeds the allowance. Per dimension: each dimension&apos;s batch mean counts only above its share.</source>
        <translation>不计代价的 KL。总量：条目的 KL 仅在超出限额时计入。逐维度：每个维度的批次均值仅在超出其份额时计入。</translation>
    </message>
    <message>
        <source>KL weight at the start</source>
        <translation>初始 KL 权重</translation>
    </message>
    <message>
        <source>KL weight β</source>
        <translation>KL 权重 β</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>Kappa</translation>
    </message>
    <message>
        <source>Keeps a moving average of the weights beside them, which remembers this share at each step, such as 0.999; 0 keeps none. It is evaluated and exported on request.</source>
        <translation>另外保存权重的滑动平均，每步保留旧值的这一比例，例如 0.999；0 表示不保存。可按需评估和导出。</translation>
    </message>
    <message>
        <source>Keeps the division by small gradients bounded.</source>
        <translation>使除以小梯度的结果保持有界。</translation>
    </message>
    <message>
        <source>Latent</source>
        <translation>隐变量</translation>
    </message>
    <message>
        <source>Latent size d</source>
        <translation>隐维数 d</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Length of the linear rise (Bowman et al. 2016).</source>
        <translation>线性上升的长度（Bowman et al. 2016）。</translation>
    </message>
    <message>
        <source>Likelihood</source>
        <translation>似然</translation>
    </message>
    <message>
        <source>Log every</source>
        <translation>记录间隔</translation>
    </message>
    <message>
        <source>Lookahead every</source>
        <translation>Lookahead 间隔</translation>
    </message>
    <message>
        <source>Lookahead weight</source>
        <translation>Lookahead 权重</translation>
    </message>
    <message>
        <source>MMD weight lambda</source>
        <translation>MMD 权重 lambda</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>内存上限</translation>
    </message>
    <message>
        <source>Memory of earlier steps; 0 keeps none.</source>
        <translation>对先前各步的保留比例；0 表示不保留。</translation>
    </message>
    <message>
        <source>Memory of the mean gradient.</source>
        <translation>平均梯度的保留比例。</translation>
    </message>
    <message>
        <source>Memory of the squared gradient.</source>
        <translation>平方梯度的保留比例。</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>Mixes the maps of the heads before and after the softmax with trained matrices.</source>
        <translation>在 softmax 前后用可训练矩阵混合各头的注意力图。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Nats of reconstruction given up per nat of entropy. On 28x28 images with 16 dimensions 1 to 5 was useful, 0.05 nearly inert.</source>
        <translation>为每 1 nat 熵所牺牲的重构 nats 数。在 28x28 图像、16 维下，1 到 5 有用，0.05 几乎不起作用。</translation>
    </message>
    <message>
        <source>Nats of reconstruction given up per unit of discrepancy between the batch&apos;s codes and the prior. Published: 10 with d = 8, 100 with d = 64.</source>
        <translation>为批次编码与先验之间每单位差异所牺牲的重构 nats 数。已发表的取值：d = 8 时为 10，d = 64 时为 100。</translation>
    </message>
    <message>
        <source>Nats per squared length of the code, so that codes stay small.</source>
        <translation>编码每单位平方长度对应的 nats 数，使编码保持较小。</translation>
    </message>
    <message>
        <source>Nats per squared weight, or per squared slope summed over pixels and dimensions.</source>
        <translation>每单位权重平方，或对像素和维度求和的每单位斜率平方所对应的 nats 数。</translation>
    </message>
    <message>
        <source>Neighbours k</source>
        <translation>近邻数 k</translation>
    </message>
    <message>
        <source>No decay for</source>
        <translation>不衰减的参数</translation>
    </message>
    <message>
        <source>Numbers in a code. BN-VAE&apos;s KL floor and the entropy ceiling grow in proportion to it.</source>
        <translation>编码中数值的个数。BN-VAE 的 KL 下限和熵的上限与其成正比增长。</translation>
    </message>
    <message>
        <source>Numbers inside each block&apos;s net; 0 means four times the width.</source>
        <translation>每个块内部网络的数值个数；0 表示宽度的四倍。</translation>
    </message>
    <message>
        <source>Numbers of a head&apos;s queries and keys; 0 means width / heads. Larger ones lift the rank of the attention maps, which a small head bounds.</source>
        <translation>每个头的查询和键的数值个数；0 表示宽度 / 头数。较大的值会提高注意力图的秩，小的头会限制其秩。</translation>
    </message>
    <message>
        <source>Numbers per position that the blocks pass on.</source>
        <translation>各块之间传递的每个位置的数值个数。</translation>
    </message>
    <message>
        <source>Numbers per word that the decoder reads.</source>
        <translation>解码器读取的每个词的数值个数。</translation>
    </message>
    <message>
        <source>Numbers per word that the encoder reads.</source>
        <translation>编码器读取的每个词的数值个数。</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标函数</translation>
    </message>
    <message>
        <source>Of each block&apos;s net: GELU by tanh (OpenAI&apos;s GPT-2), by erf (BERT, GPT2-ML), or ReLU.</source>
        <translation>每个块内部网络的激活函数：用 tanh 近似的 GELU（OpenAI 的 GPT-2）、用 erf 计算的 GELU（BERT、GPT2-ML），或 ReLU。</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Part of the way that is kept; without Lookahead it has no effect.</source>
        <translation>前进路程中保留的比例；未启用 Lookahead 时不起作用。</translation>
    </message>
    <message>
        <source>Passes over the training items.</source>
        <translation>遍历训练条目的次数。</translation>
    </message>
    <message>
        <source>Patterns of parameter names that weight decay leaves alone; biases and norms it always does.</source>
        <translation>不做权重衰减的参数名模式；偏置和归一化参数始终不衰减。</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>子词</translation>
    </message>
    <message>
        <source>Pixel variance</source>
        <translation>像素方差</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Puts whole texts one behind the other and cuts them into windows, for models of longer texts. 0 takes sentence by sentence.</source>
        <translation>将完整文本首尾相接并切成窗口，用于处理较长文本的模型。0 表示逐句读取。</translation>
    </message>
    <message>
        <source>Rate schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Rates by name</source>
        <translation>按名称设学习率</translation>
    </message>
    <message>
        <source>Reads the words off with the decoder&apos;s own embedding instead of a map of its own.</source>
        <translation>用解码器自身的嵌入读出词，而不另设映射。</translation>
    </message>
    <message>
        <source>Recompute</source>
        <translation>重计算</translation>
    </message>
    <message>
        <source>Reconstructs the same items and draws samples with the same seed at every evaluation and also every so many steps; all are kept with the run.</source>
        <translation>在每次评估时，以及每隔指定步数，用同一随机种子重构相同的条目并抽取样本；全部随运行保存。</translation>
    </message>
    <message>
        <source>Residual blocks of two 3x3 convolutions in each stage.</source>
        <translation>每个阶段中由两个 3x3 卷积组成的残差块数。</translation>
    </message>
    <message>
        <source>Rise over</source>
        <translation>上升时长</translation>
    </message>
    <message>
        <source>Rises linearly from 0 to the learning rate.</source>
        <translation>从 0 线性上升到学习率。</translation>
    </message>
    <message>
        <source>Rising part of a cycle</source>
        <translation>周期中的上升部分</translation>
    </message>
    <message>
        <source>Rows and columns of black on all four sides of the image inside the network: 2 makes of 28 x 28 pixels 32 x 32, which halve evenly. The loss counts the image alone.</source>
        <translation>网络内部在图像四边各填充的黑色行数和列数：2 使 28 x 28 像素变为 32 x 32，便于逐次对半。损失只计算图像本身。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Sample every</source>
        <translation>采样间隔</translation>
    </message>
    <message>
        <source>Scales larger gradients down to this norm; 0 never does.</source>
        <translation>将更大的梯度缩小到此范数；0 表示从不缩小。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Seed of the split</source>
        <translation>划分的随机种子</translation>
    </message>
    <message>
        <source>Share embedding</source>
        <translation>共享嵌入</translation>
    </message>
    <message>
        <source>Share of the decoder&apos;s embeddings and outputs set to 0 in training. It makes the decoder rely on z more.</source>
        <translation>训练中解码器的嵌入和输出被置为 0 的比例。使解码器更依赖 z。</translation>
    </message>
    <message>
        <source>Share of the decoder&apos;s input words replaced by &lt;unk&gt; in training, so that it must ask z.</source>
        <translation>训练中解码器的输入词被替换为 &lt;unk&gt; 的比例，使其必须求助于 z。</translation>
    </message>
    <message>
        <source>Share of the embeddings and of what each block adds that is set to 0 in training.</source>
        <translation>训练中嵌入以及每个块的增量被置为 0 的比例。</translation>
    </message>
    <message>
        <source>Share of the text&apos;s characters that get a piece; the rarest are unknown. 1 for small alphabets.</source>
        <translation>文本字符中获得子词的比例；最罕见的字符视为未知。字母表较小时设为 1。</translation>
    </message>
    <message>
        <source>Share of the unit variance that the mean keeps at least; the rest is divided by a trained theta. The KL floor is -(d/2) ln(1 - tau).</source>
        <translation>均值至少保留的单位方差比例；其余部分除以可训练的 theta。KL 下限为 -(d/2) ln(1 - tau)。</translation>
    </message>
    <message>
        <source>Skip connection</source>
        <translation>跳跃连接</translation>
    </message>
    <message>
        <source>Steps between two drops of the learning rate.</source>
        <translation>学习率两次下降之间的步数。</translation>
    </message>
    <message>
        <source>Steps between two logged points of the training curves.</source>
        <translation>训练曲线两个记录点之间的步数。</translation>
    </message>
    <message>
        <source>Sums the gradients of so many batches before a step: the result of a larger batch with the memory of one. Batch norm still normalises each batch by itself.</source>
        <translation>累加指定数量批次的梯度后再走一步：以一个批次的内存得到更大批次的结果。批归一化仍对每个批次单独归一化。</translation>
    </message>
    <message>
        <source>Tau</source>
        <translation>Tau</translation>
    </message>
    <message>
        <source>The allowance for all dimensions together. 4 to 5 is usual for text with d = 32.</source>
        <translation>所有维度合计的免费额度。d = 32 的文本通常取 4 到 5。</translation>
    </message>
    <message>
        <source>The entropy of a batch is estimated from each code&apos;s distance to its k-th nearest other code. 1 for training; the batch must have more than k rows.</source>
        <translation>批次的熵由每个编码到其第 k 近的其他编码的距离估计。训练时取 1；批次的行数必须大于 k。</translation>
    </message>
    <message>
        <source>The least KL of each dimension. The KL cannot fall below d delta: 4.8 nats for d = 32 and 0.15, the published settings being 0.1 and 0.15.</source>
        <translation>每个维度的最小 KL。KL 不会低于 d delta：d = 32、取 0.15 时为 4.8 nats；已发表的设置为 0.1 和 0.15。</translation>
    </message>
    <message>
        <source>The longest text it can take, in tokens with &lt;/s&gt;.</source>
        <translation>可接受的最长文本，以 token 计，含 &lt;/s&gt;。</translation>
    </message>
    <message>
        <source>The network that draws the image: any may follow any encoder.</source>
        <translation>绘制图像的网络：任何一种都可接在任何编码器之后。</translation>
    </message>
    <message>
        <source>The network that writes the sentence: any may follow any encoder.</source>
        <translation>生成句子的网络：任何一种都可接在任何编码器之后。</translation>
    </message>
    <message>
        <source>The rest of each cycle keeps the full weight.</source>
        <translation>每个周期的其余部分保持完整权重。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token 类型</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Trains the encoder to its best before each step of the decoder, until the code stops gaining information (He et al. 2019). Slow at the start.</source>
        <translation>在解码器的每一步之前将编码器训练到最佳，直到编码不再获得信息为止（He et al. 2019）。开始阶段较慢。</translation>
    </message>
    <message>
        <source>Transformer blocks, layer norm first, with GELU.</source>
        <translation>Transformer 块数，层归一化在前，使用 GELU。</translation>
    </message>
    <message>
        <source>Units in each hidden layer between the code and the pixels.</source>
        <translation>编码与像素之间每个隐藏层的单元数。</translation>
    </message>
    <message>
        <source>Units in each hidden layer between the pixels and the code.</source>
        <translation>像素与编码之间每个隐藏层的单元数。</translation>
    </message>
    <message>
        <source>Units of the decoder&apos;s recurrent layer.</source>
        <translation>解码器循环层的单元数。</translation>
    </message>
    <message>
        <source>Units of the encoder&apos;s recurrent layer.</source>
        <translation>编码器循环层的单元数。</translation>
    </message>
    <message>
        <source>Use at most</source>
        <translation>最多使用</translation>
    </message>
    <message>
        <source>Variance of a pixel around the drawn image, or where its training starts. Smaller ones weigh the error more against the KL: with 0.5 the loss is the plain squared error.</source>
        <translation>像素围绕所绘图像的方差，或其训练的初始值。较小的值使误差相对于 KL 的权重更大：取 0.5 时损失为普通平方误差。</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Weight of a term that makes z alone predict the sentence&apos;s words in any order; 1 is usual, 0 leaves it out.</source>
        <translation>使 z 单独以任意顺序预测句中各词的项的权重；通常为 1，0 表示不使用该项。</translation>
    </message>
    <message>
        <source>Weight of the KL term once the schedule has run; 1 is the ELBO.</source>
        <translation>调度结束后 KL 项的权重；1 即 ELBO。</translation>
    </message>
    <message>
        <source>What keeps the decoder smooth: a penalty on its weights, on the slope of the image by the code (estimated along one random direction), spectral norm of its layers, or nothing.</source>
        <translation>使解码器保持平滑的方式：惩罚其权重、惩罚图像对编码的斜率（沿一个随机方向估计）、对各层做谱归一化，或不做处理。</translation>
    </message>
    <message>
        <source>What reads the data; what writes it is a setting of its own.</source>
        <translation>读取数据的部分；写出数据的部分另有设置。</translation>
    </message>
    <message>
        <source>What the learning rate is multiplied by.</source>
        <translation>学习率所乘的系数。</translation>
    </message>
    <message>
        <source>What the reconstruction loss measures, summed over pixels: binary cross-entropy, or the squared error under a Gaussian of fixed or of trained variance, with its constant.</source>
        <translation>重构损失的度量，对像素求和：二元交叉熵，或方差固定或可训练的高斯分布下的平方误差（含常数项）。</translation>
    </message>
    <message>
        <source>Where a block normalises: before both of its halves (gpt2), before its net and after it (gpt2-ml), or after each half (bert).</source>
        <translation>块内归一化的位置：两个半块之前（gpt2）、内部网络之前和之后（gpt2-ml），或每个半块之后（bert）。</translation>
    </message>
    <message>
        <source>Whole words, single characters (for Chinese too), or pieces of words learned from the data; those of a file; a fork of an imported model keeps its own.</source>
        <translation>完整单词、单个字符（也适用于中文），或从数据中学得的子词；也可使用文件中的 token；导入模型的分叉保留其自身的 token。</translation>
    </message>
    <message>
        <source>Windows of</source>
        <translation>窗口长度</translation>
    </message>
    <message>
        <source>Word dropout</source>
        <translation>词丢弃</translation>
    </message>
    <message>
        <source>Words or characters that come less often in the training text are unknown.</source>
        <translation>在训练文本中出现次数少于此值的词或字符视为未知。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>bf16 rounds the operands of a step&apos;s products to bfloat16 and keeps all else in fp32: faster where the processor multiplies such numbers, slower elsewhere. Automatic takes it where it is faster.</source>
        <translation>bf16 将一步中乘积的操作数舍入为 bfloat16，其余均保持 fp32：处理器支持此类数的乘法时更快，否则更慢。“自动”在更快时采用。</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>dimensions</source>
        <translation>维</translation>
    </message>
    <message>
        <source>items</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nats</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>only at an epoch&apos;s end</source>
        <translation>仅在每轮结束时</translation>
    </message>
    <message>
        <source>only at evaluations</source>
        <translation>仅在评估时</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>逐句</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>token</translation>
    </message>
    <message>
        <source>units</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>what is free</source>
        <translation>可用内存</translation>
    </message>
    <message>
        <source>β₁</source>
        <translation>β₁</translation>
    </message>
    <message>
        <source>β₂</source>
        <translation>β₂</translation>
    </message>
    <message>
        <source>ε</source>
        <translation>ε</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心值</translation>
    </message>
    <message>
        <source>Finish below a KL of</source>
        <translation>KL 低于此值时结束</translation>
    </message>
    <message>
        <source>Train at most</source>
        <translation>最长训练时间</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Finishes when the validation loss has not fallen for so many epochs; the best checkpoint is kept. 0 trains to the last epoch.</source>
        <translation>验证损失连续这么多轮没有下降时结束；保留最佳检查点。0 表示训练到最后一轮。</translation>
    </message>
    <message>
        <source>Finishes when the KL of the validation items is less after an epoch: a code that has vanished seldom comes back. Waits for the end of a linear KL schedule. 0 never does.</source>
        <translation>一轮之后验证条目的 KL 低于此值时结束：消失了的编码很少恢复。线性 KL 调度结束之前不判断。0 表示从不。</translation>
    </message>
    <message>
        <source>Finishes after so much time of training; pauses do not count. 0 trains to the last epoch.</source>
        <translation>训练这么长时间之后结束；暂停不计。0 表示训练到最后一轮。</translation>
    </message>
    <message>
        <source>Histograms of each tensor&apos;s weights and gradients are kept every so many steps: a pass over all of them, and 408 bytes a tensor on the disk. 0 keeps none.</source>
        <translation>每隔这么多步保存各张量权重与梯度的直方图：需遍历一次全部数值，每个张量在磁盘上占 408 字节。0 表示不保存。</translation>
    </message>
    <message>
        <source>Histograms every</source>
        <translation>直方图间隔</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Which of several GPUs, counted from 0.</source>
        <translation>使用多个 GPU 中的哪一个，从 0 开始计数。</translation>
    </message>
</context>
</TS>
