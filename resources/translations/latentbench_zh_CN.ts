<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActionRegistry</name>
    <message>
        <source>&amp;Open project…</source>
        <translation>打开项目(&amp;O)…</translation>
    </message>
    <message>
        <source>A project is one folder: a database and its files.</source>
        <translation>一个项目就是一个文件夹：一个数据库及其文件。</translation>
    </message>
    <message>
        <source>&amp;Ask again when closing</source>
        <translation>关闭时再次询问(&amp;A)</translation>
    </message>
    <message>
        <source>Forgets the remembered answer to what becomes of the training.</source>
        <translation>清除已记住的训练处理方式。</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Closes the window; asks first while runs are at work.</source>
        <translation>关闭窗口；有运行正在进行时会先询问。</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Makes the change again that was taken back.</source>
        <translation>重新执行已撤销的更改。</translation>
    </message>
    <message>
        <source>&amp;Find runs</source>
        <translation>查找运行(&amp;F)</translation>
    </message>
    <message>
        <source>Goes to the filter above the list of runs.</source>
        <translation>转到运行列表上方的筛选框。</translation>
    </message>
    <message>
        <source>&amp;New run</source>
        <translation>新建运行(&amp;N)</translation>
    </message>
    <message>
        <source>Choose a preset, change any field, and see what the run needs before it starts.</source>
        <translation>选择预设，更改任意字段，并在开始前查看运行所需的资源。</translation>
    </message>
    <message>
        <source>New run &amp;like this</source>
        <translation>仿照此运行新建(&amp;L)</translation>
    </message>
    <message>
        <source>A new run with the settings of this one, to be changed.</source>
        <translation>沿用此运行的设置新建运行，设置可再更改。</translation>
    </message>
    <message>
        <source>Run the &amp;demo: sentences</source>
        <translation>运行演示：句子(&amp;D)</translation>
    </message>
    <message>
        <source>Trains a VAE, a BN-VAE and an EAE on WordNet sentences, side by side.</source>
        <translation>在 WordNet 句子上并行训练 VAE、BN-VAE 和 EAE。</translation>
    </message>
    <message>
        <source>Run the demo: &amp;images</source>
        <translation>运行演示：图像(&amp;I)</translation>
    </message>
    <message>
        <source>Trains a VAE, a BN-VAE and an EAE on Fashion-MNIST, side by side.</source>
        <translation>在 Fashion-MNIST 上并行训练 VAE、BN-VAE 和 EAE。</translation>
    </message>
    <message>
        <source>Run demo</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>The next step: run the demo, start, pause or continue.</source>
        <translation>下一步操作：运行演示、开始、暂停或继续。</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>The run waits at its step and continues there.</source>
        <translation>运行停在当前步，之后从该步继续。</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>继续(&amp;C)</translation>
    </message>
    <message>
        <source>Goes on at the step where the run waits, or from its newest checkpoint.</source>
        <translation>从运行暂停的那一步或其最新的检查点继续。</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Saves a checkpoint of each run at work and ends its worker. The runs can be continued later.</source>
        <translation>为每个正在进行的运行保存检查点并结束其工作进程。之后可继续这些运行。</translation>
    </message>
    <message>
        <source>Stop &amp;this run</source>
        <translation>停止此运行(&amp;T)</translation>
    </message>
    <message>
        <source>Saves a checkpoint and ends this run&apos;s worker; takes a waiting run off the queue.</source>
        <translation>保存检查点并结束此运行的工作进程；等待中的运行则移出队列。</translation>
    </message>
    <message>
        <source>Stop by &amp;force</source>
        <translation>强制停止(&amp;F)</translation>
    </message>
    <message>
        <source>Ends a worker that does not answer. Steps after the last checkpoint are trained again.</source>
        <translation>结束没有响应的工作进程。最后一个检查点之后的步将重新训练。</translation>
    </message>
    <message>
        <source>Sample &amp;now</source>
        <translation>立即采样(&amp;N)</translation>
    </message>
    <message>
        <source>Decodes the eight validation items with the weights of this moment.</source>
        <translation>用当前权重解码八个验证条目。</translation>
    </message>
    <message>
        <source>C&amp;heckpoint now</source>
        <translation>立即保存检查点(&amp;H)</translation>
    </message>
    <message>
        <source>Saves the complete state of the run.</source>
        <translation>保存运行的完整状态。</translation>
    </message>
    <message>
        <source>Continue for more &amp;epochs…</source>
        <translation>继续训练更多轮(&amp;E)…</translation>
    </message>
    <message>
        <source>Trains a finished run beyond its budget; its curves go on.</source>
        <translation>让已完成的运行超出预算继续训练；其曲线随之延续。</translation>
    </message>
    <message>
        <source>&amp;Fork with changes…</source>
        <translation>更改设置并分叉(&amp;F)…</translation>
    </message>
    <message>
        <source>A new run like this one, with one setting changed.</source>
        <translation>与此运行相同的新运行，只更改一项设置。</translation>
    </message>
    <message>
        <source>Edit &amp;tags…</source>
        <translation>编辑标签(&amp;T)…</translation>
    </message>
    <message>
        <source>Words to find the run by, separated by commas.</source>
        <translation>用于查找此运行的词，以英文逗号分隔。</translation>
    </message>
    <message>
        <source>&amp;Move to trash</source>
        <translation>移到回收站(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Start page</source>
        <translation>起始页(&amp;S)</translation>
    </message>
    <message>
        <source>Demo, recent runs and data.</source>
        <translation>演示、最近的运行和数据。</translation>
    </message>
    <message>
        <source>&amp;Monitor</source>
        <translation>监控(&amp;M)</translation>
    </message>
    <message>
        <source>The curves of the runs that are shown, live.</source>
        <translation>所显示运行的实时曲线。</translation>
    </message>
    <message>
        <source>&amp;Latent</source>
        <translation>隐空间(&amp;L)</translation>
    </message>
    <message>
        <source>The space of codes: maps, decoding at the cursor, dimensions.</source>
        <translation>编码的空间：映射图、光标处解码、各维度。</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>文本(&amp;T)</translation>
    </message>
    <message>
        <source>The text console: let trained models write, and look at every word.</source>
        <translation>文本控制台：让训练好的模型生成文本，并逐词查看。</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <source>The data sets: what is in them, importing your own, tokenizers.</source>
        <translation>数据集：内容、导入自己的数据、分词器。</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>发送(&amp;S)</translation>
    </message>
    <message>
        <source>Lets the chosen models write on behind the prompt.</source>
        <translation>让所选模型接着提示续写。</translation>
    </message>
    <message>
        <source>S&amp;top writing</source>
        <translation>停止生成(&amp;T)</translation>
    </message>
    <message>
        <source>Ends the text at once; what is there stays.</source>
        <translation>立即结束生成；已有文本保留。</translation>
    </message>
    <message>
        <source>&amp;Regenerate</source>
        <translation>重新生成(&amp;R)</translation>
    </message>
    <message>
        <source>Writes another version of the last reply; the one before stays.</source>
        <translation>为上一条回复生成另一个版本；之前的版本保留。</translation>
    </message>
    <message>
        <source>&amp;New conversation</source>
        <translation>新建对话(&amp;N)</translation>
    </message>
    <message>
        <source>Leaves this conversation, which is kept, and begins another.</source>
        <translation>离开当前对话（会保留），开始新的对话。</translation>
    </message>
    <message>
        <source>&amp;Export conversation…</source>
        <translation>导出对话(&amp;E)…</translation>
    </message>
    <message>
        <source>Writes it as Markdown, text or JSON, with run, checkpoint, parameters and seed of each reply.</source>
        <translation>保存为 Markdown、文本或 JSON，附每条回复的运行、检查点、参数和随机种子。</translation>
    </message>
    <message>
        <source>Sentence &amp;lab</source>
        <translation>句子实验室(&amp;L)</translation>
    </message>
    <message>
        <source>Two sentences, their codes and what the models make of the way between them.</source>
        <translation>两个句子、它们的编码，以及模型在两者之间路径上生成的内容。</translation>
    </message>
    <message>
        <source>S&amp;core text…</source>
        <translation>给文本评分(&amp;C)…</translation>
    </message>
    <message>
        <source>How surprised a model is by each word of a text, and its perplexity.</source>
        <translation>模型对文本中每个词的意外度及其困惑度。</translation>
    </message>
    <message>
        <source>Score &amp;file…</source>
        <translation>给文件评分(&amp;F)…</translation>
    </message>
    <message>
        <source>The same for a text file.</source>
        <translation>对文本文件执行相同操作。</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>浅色主题(&amp;L)</translation>
    </message>
    <message>
        <source>Dark text on light ground.</source>
        <translation>浅色背景，深色文字。</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>深色主题(&amp;D)</translation>
    </message>
    <message>
        <source>Light text on dark ground.</source>
        <translation>深色背景，浅色文字。</translation>
    </message>
    <message>
        <source>Theme of the &amp;desktop</source>
        <translation>跟随桌面主题(&amp;D)</translation>
    </message>
    <message>
        <source>Light or dark as the desktop is at start.</source>
        <translation>启动时跟随桌面的浅色或深色。</translation>
    </message>
    <message>
        <source>&amp;English</source>
        <translation>英文 English(&amp;E)</translation>
    </message>
    <message>
        <source>The window speaks English from its next start on.</source>
        <translation>窗口从下次启动起使用英文。</translation>
    </message>
    <message>
        <source>&amp;Chinese (简体中文)</source>
        <translation>简体中文(&amp;C)</translation>
    </message>
    <message>
        <source>The window speaks Chinese from its next start on.</source>
        <translation>窗口从下次启动起使用中文。</translation>
    </message>
    <message>
        <source>Language of the des&amp;ktop</source>
        <translation>跟随桌面语言(&amp;K)</translation>
    </message>
    <message>
        <source>Chinese on a Chinese desktop, else English, from the next start on.</source>
        <translation>中文桌面上使用中文，否则使用英文；从下次启动起生效。</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>Docks and panels back to where they were at first.</source>
        <translation>将各停靠面板及其他面板恢复到最初位置。</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>The window fills the screen.</source>
        <translation>窗口占满整个屏幕。</translation>
    </message>
    <message>
        <source>&amp;Fit all plots</source>
        <translation>所有图适应数据(&amp;F)</translation>
    </message>
    <message>
        <source>Shows every curve from its first to its last point.</source>
        <translation>显示每条曲线从第一个点到最后一个点的全部内容。</translation>
    </message>
    <message>
        <source>Search &amp;commands</source>
        <translation>搜索命令(&amp;C)</translation>
    </message>
    <message>
        <source>Every command, run and preset by a part of its name.</source>
        <translation>按名称的一部分查找所有命令、运行和预设。</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>All keys: of the menus, in plots, in maps, in the console.</source>
        <translation>全部按键：菜单、图、映射图和控制台中的按键。</translation>
    </message>
    <message>
        <source>What is &amp;KL vanishing?</source>
        <translation>什么是 KL 消失？(&amp;K)</translation>
    </message>
    <message>
        <source>Two minutes to read, works offline.</source>
        <translation>两分钟读完，可离线阅读。</translation>
    </message>
    <message>
        <source>&amp;About Latentbench</source>
        <translation>关于 Latentbench(&amp;A)</translation>
    </message>
    <message>
        <source>Version, licence and what has changed.</source>
        <translation>版本、许可证和更新内容。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>Runs side by side: table, curves, trade-offs, settings, statistics.</source>
        <translation>并排查看各运行：表格、曲线、权衡、设置和统计。</translation>
    </message>
    <message>
        <source>Export &amp;figure…</source>
        <translation>导出图(&amp;F)…</translation>
    </message>
    <message>
        <source>The shown curves as a figure for a paper: PDF, SVG, PNG, pgfplots, CSV, JSON.</source>
        <translation>将所显示的曲线导出为论文用图：PDF、SVG、PNG、pgfplots、CSV、JSON。</translation>
    </message>
    <message>
        <source>Export &amp;table…</source>
        <translation>导出表格(&amp;T)…</translation>
    </message>
    <message>
        <source>The shown runs&apos; results, mean and deviation over seeds: LaTeX, CSV, Markdown.</source>
        <translation>所显示运行的结果，含各随机种子的均值和标准差：LaTeX、CSV、Markdown。</translation>
    </message>
    <message>
        <source>S&amp;amples</source>
        <translation>样本(&amp;A)</translation>
    </message>
    <message>
        <source>Reconstructions, samples, paths, traversals, and the worst items.</source>
        <translation>重构、样本、路径、遍历，以及效果最差的条目。</translation>
    </message>
    <message>
        <source>Open p&amp;icture…</source>
        <translation>打开图片(&amp;I)…</translation>
    </message>
    <message>
        <source>Goes to the run that a picture saved here came from; or drop it on the window.</source>
        <translation>转到此处所存图片的来源运行；也可将图片拖放到窗口上。</translation>
    </message>
    <message>
        <source>&amp;Star</source>
        <translation>星标(&amp;S)</translation>
    </message>
    <message>
        <source>Marks the run; is:starred finds all that are marked.</source>
        <translation>给运行加上星标；is:starred 可找出所有加了星标的运行。</translation>
    </message>
    <message>
        <source>Pack pro&amp;ject…</source>
        <translation>打包项目(&amp;J)…</translation>
    </message>
    <message>
        <source>The whole project in one ZIP file, with a hash of every file in it.</source>
        <translation>把整个项目存为一个 ZIP 文件，其中每个文件都带有校验值。</translation>
    </message>
    <message>
        <source>&amp;Unpack project…</source>
        <translation>解包项目(&amp;U)…</translation>
    </message>
    <message>
        <source>Unpacks a project that was packed, here or elsewhere, checks every file and opens it.</source>
        <translation>解包在此处或别处打包的项目，检查每个文件，然后打开它。</translation>
    </message>
    <message>
        <source>&amp;Tell when runs end</source>
        <translation>运行结束时通知(&amp;T)</translation>
    </message>
    <message>
        <source>A message of the desktop when a run ends while another window is in front.</source>
        <translation>其他窗口位于前台时，若有运行结束则发送桌面通知。</translation>
    </message>
    <message>
        <source>C&amp;hange while it trains…</source>
        <translation>训练时更改(&amp;H)…</translation>
    </message>
    <message>
        <source>Gives a run at work another learning rate, KL weight, patience or rhythm; the curves mark where.</source>
        <translation>为进行中的运行更改学习率、KL 权重、耐心值或各项间隔；曲线上会标出更改位置。</translation>
    </message>
    <message>
        <source>Train a&amp;gain and compare</source>
        <translation>再训练一次并比较(&amp;G)</translation>
    </message>
    <message>
        <source>Trains the run once more with the same settings and says how far its metrics are from the first time.</source>
        <translation>用相同的设置再训练一次，并说明各指标与第一次相差多少。</translation>
    </message>
    <message>
        <source>&amp;Play the training</source>
        <translation>播放训练过程(&amp;P)</translation>
    </message>
    <message>
        <source>Goes from checkpoint to checkpoint, on all pages together.</source>
        <translation>在所有页面上同时从一个检查点走到下一个检查点。</translation>
    </message>
    <message>
        <source>Checkpoint &amp;before</source>
        <translation>上一个检查点(&amp;B)</translation>
    </message>
    <message>
        <source>Moves all pages to the checkpoint before.</source>
        <translation>把所有页面移到上一个检查点。</translation>
    </message>
    <message>
        <source>Next checkpo&amp;int</source>
        <translation>下一个检查点(&amp;I)</translation>
    </message>
    <message>
        <source>Moves all pages to the next checkpoint.</source>
        <translation>把所有页面移到下一个检查点。</translation>
    </message>
    <message>
        <source>Follow the ne&amp;west</source>
        <translation>跟随最新(&amp;W)</translation>
    </message>
    <message>
        <source>All pages show the newest step, and go on with runs that train.</source>
        <translation>所有页面显示最新的步，并随训练中的运行前进。</translation>
    </message>
    <message>
        <source>Saved s&amp;earches</source>
        <translation>已存搜索(&amp;E)</translation>
    </message>
    <message>
        <source>Searches for runs under names: pick one, save the current one, rename, delete.</source>
        <translation>以名称保存的运行搜索：选用、保存当前、重命名、删除。</translation>
    </message>
    <message>
        <source>Arch&amp;ive</source>
        <translation>归档(&amp;I)</translation>
    </message>
    <message>
        <source>Puts the runs away at the end of the list; is:archived finds them.</source>
        <translation>把运行收到列表末尾；用 is:archived 可找到它们。</translation>
    </message>
    <message>
        <source>Moves the runs&apos; folders to the project&apos;s trash; Undo brings them back.</source>
        <translation>把运行的文件夹移到项目的回收站；撤销可取回。</translation>
    </message>
    <message>
        <source>Tras&amp;h…</source>
        <translation>回收站(&amp;H)…</translation>
    </message>
    <message>
        <source>Removed runs: bring them back, or delete them and free their bytes.</source>
        <translation>已移除的运行：取回，或删除以释放空间。</translation>
    </message>
    <message>
        <source>St&amp;orage…</source>
        <translation>存储(&amp;O)…</translation>
    </message>
    <message>
        <source>Bytes of each run, free space, and checkpoints that can go without loss.</source>
        <translation>每个运行的字节数、可用空间，以及可以无损删除的检查点。</translation>
    </message>
    <message>
        <source>Takes back the last change of a name, tags, notes, a saved search, plots or a removal.</source>
        <translation>撤销对名称、标签、笔记、已存搜索、曲线图或移除的最后一次更改。</translation>
    </message>
    <message>
        <source>Last ste&amp;ps…</source>
        <translation>最后几步(&amp;P)…</translation>
    </message>
    <message>
        <source>The last 200 steps of the run, its gradients by tensor, and where a number was not finite.</source>
        <translation>运行的最后 200 步、各张量的梯度，以及何处出现了非有限值。</translation>
    </message>
    <message>
        <source>L&amp;ist of metrics</source>
        <translation>指标列表(&amp;I)</translation>
    </message>
    <message>
        <source>All metrics of the shown runs: drag one onto a plot, or add it by Enter.</source>
        <translation>所显示运行的全部指标：拖到曲线图上，或按 Enter 添加。</translation>
    </message>
    <message>
        <source>&amp;Import runs…</source>
        <translation>导入运行(&amp;I)…</translation>
    </message>
    <message>
        <source>Import runs of a fol&amp;der…</source>
        <translation>导入文件夹中的运行(&amp;D)…</translation>
    </message>
    <message>
        <source>Stop and &amp;discard</source>
        <translation>停止并丢弃(&amp;D)</translation>
    </message>
    <message>
        <source>Stops the run and moves it to the trash; Undo brings it back, stopped.</source>
        <translation>停止运行并移到回收站；撤销可取回，状态为已停止。</translation>
    </message>
    <message>
        <source>Write whole r&amp;eport…</source>
        <translation>写出完整报告(&amp;E)…</translation>
    </message>
    <message>
        <source>All about the shown runs in one file, HTML or PDF: results, curves, settings, samples.</source>
        <translation>将所显示运行的全部内容汇集到一个 HTML 或 PDF 文件中：结果、曲线、设置和样本。</translation>
    </message>
    <message>
        <source>Settin&amp;gs…</source>
        <translation>设置(&amp;G)…</translation>
    </message>
    <message>
        <source>Language, theme, and what the window asks and tells.</source>
        <translation>语言、主题，以及窗口的询问和通知。</translation>
    </message>
    <message>
        <source>&amp;Evaluate…</source>
        <translation>评估(&amp;E)…</translation>
    </message>
    <message>
        <source>Measures that take longer, of test items: likelihood by importance sampling, codes against the prior, quality of samples.</source>
        <translation>在测试条目上计算耗时较长的指标：用重要性采样估计的似然、编码与先验的对比、样本质量。</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>报告(&amp;R)</translation>
    </message>
    <message>
        <source>The figures that were sent to the report: order, captions, one file.</source>
        <translation>已送入报告的图：排序、编辑图注、汇成一个文件。</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>此页面的帮助(&amp;H)</translation>
    </message>
    <message>
        <source>What the page or panel with the keyboard is for, and its keys. Works offline.</source>
        <translation>拥有键盘焦点的页面或面板的用途及其按键。可离线使用。</translation>
    </message>
    <message>
        <source>Export &amp;runs…</source>
        <translation>导出运行(&amp;R)…</translation>
    </message>
    <message>
        <source>The selected runs in one ZIP file, with or without their checkpoints.</source>
        <translation>把选中的运行写入一个 ZIP 文件，可带或不带检查点。</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>Edits the name of the run in the list.</source>
        <translation>在列表中编辑运行的名称。</translation>
    </message>
    <message>
        <source>The same of all event files, CSV and JSON of runs in a folder and below it.</source>
        <translation>同上，导入文件夹及其子文件夹中的全部事件文件以及运行的 CSV 和 JSON 文件。</translation>
    </message>
    <message>
        <source>Takes in runs that were exported as a ZIP file, with all that belongs to them, or another program&apos;s, to be shown and compared: a TensorBoard event file, or CSV or JSON with steps. Dropping it on the list of runs does the same.</source>
        <translation>导入以 ZIP 文件导出的运行及其所属的一切，或其他程序的运行（用于显示和比较）：TensorBoard 事件文件，或带步数的 CSV 或 JSON。拖放到运行列表上效果相同。</translation>
    </message>
</context>
<context>
    <name>AppOptions</name>
    <message>
        <source>A workbench for generative autoencoders. The same project is open to latentbench-cli.</source>
        <translation>生成式自编码器工作台。同一项目也可由 latentbench-cli 使用。</translation>
    </message>
    <message>
        <source>Folder of the project; made when it is not there.</source>
        <translation>项目文件夹；不存在时会创建。</translation>
    </message>
    <message>
        <source>DIR</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>light, dark or system.</source>
        <translation>light、dark 或 system。</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>en, zh or system.</source>
        <translation>en、zh 或 system。</translation>
    </message>
    <message>
        <source>CODE</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Size of the window in pixels, such as 1440x900.</source>
        <translation>窗口大小（像素），例如 1440x900。</translation>
    </message>
    <message>
        <source>WxH</source>
        <translation>宽x高</translation>
    </message>
    <message>
        <source>Writes a picture of the window and ends: for documents and tests.</source>
        <translation>写入窗口的截图后退出：用于文档和测试。</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Milliseconds of quiet before the picture is taken (1500).</source>
        <translation>截图前静置的毫秒数（1500）。</translation>
    </message>
    <message>
        <source>MS</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>Prints a line once the window can be used and ends: for measuring it.</source>
        <translation>窗口可用后打印一行并退出：用于测量启动时间。</translation>
    </message>
    <message>
        <source>Draws a figure from its description, a JSON file or JSON text, and ends; needs no display.</source>
        <translation>根据描述（JSON 文件或 JSON 文本）绘制图后退出；无需显示器。</translation>
    </message>
    <message>
        <source>SPEC</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Writes a report of a run, as HTML or PDF, and ends. May be repeated for several.</source>
        <translation>将运行的报告写为 HTML 或 PDF 后退出。可多次使用以写出多份报告。</translation>
    </message>
    <message>
        <source>RUN</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>What to write: .pdf, .svg, .png, .tex, .csv or .json; .html or .pdf of a report. May be repeated.</source>
        <translation>要写入的文件：.pdf、.svg、.png、.tex、.csv 或 .json；报告为 .html 或 .pdf。可多次使用。</translation>
    </message>
    <message>
        <source>“%1” is not expected here. A project is named by --project.</source>
        <translation>此处不应出现“%1”。项目用 --project 指定。</translation>
    </message>
    <message>
        <source>There is no theme “%1”: it is light, dark or system.</source>
        <translation>没有主题“%1”：应为 light、dark 或 system。</translation>
    </message>
    <message>
        <source>There is no language “%1”: it is en, zh or system.</source>
        <translation>没有语言“%1”：可选 en、zh 或 system。</translation>
    </message>
    <message>
        <source>“%1” is no size: write it like 1440x900.</source>
        <translation>“%1”不是有效的大小：请写成 1440x900 的形式。</translation>
    </message>
    <message>
        <source>Ask for a figure or for a report, one at a time.</source>
        <translation>请求图或报告，每次只能一种。</translation>
    </message>
    <message>
        <source>Say where to write it, such as --out figure.pdf.</source>
        <translation>请指定写入位置，例如 --out figure.pdf。</translation>
    </message>
    <message>
        <source>Page to open: start, monitor, compare, latent, samples, text, report, data, newrun or reading.</source>
        <translation>要打开的页面：start、monitor、compare、latent、samples、text、report、data、newrun 或 reading。</translation>
    </message>
    <message>
        <source>Writes the figures that were sent to the report, as HTML or PDF, and ends.</source>
        <translation>将已送入报告的图写为 HTML 或 PDF 后退出。</translation>
    </message>
    <message>
        <source>There is no page “%1”: it is start, monitor, compare, latent, samples, text, report, data, newrun or reading.</source>
        <translation>没有页面“%1”：应为 start、monitor、compare、latent、samples、text、report、data、newrun 或 reading。</translation>
    </message>
</context>
<context>
    <name>Claim</name>
    <message>
        <source>95 % CI %1 to %2</source>
        <translation>95% 置信区间 %1 至 %2</translation>
    </message>
    <message>
        <source>%1, %2:</source>
        <translation>%1，%2：</translation>
    </message>
    <message>
        <source>no such value</source>
        <translation>无此值</translation>
    </message>
    <message>
        <source>This is the baseline.</source>
        <translation>这是基线。</translation>
    </message>
    <message>
        <source>Pin a baseline to see differences and tests.</source>
        <translation>固定一个基线以查看差值和检验。</translation>
    </message>
    <message>
        <source>%1 against %2, %3:</source>
        <translation>%1 相对 %2，%3：</translation>
    </message>
    <message>
        <source>not to be compared: one of them has no such value</source>
        <translation>无法比较：其中一方无此值</translation>
    </message>
    <message>
        <source>n = %1 and %2</source>
        <translation>n = %1 和 %2</translation>
    </message>
    <message>
        <source>%1: too few for a test, it may be chance. Train at least %2 seeds of each.</source>
        <translation>%1：数量太少，无法检验，可能只是偶然。每组至少训练 %2 个随机种子。</translation>
    </message>
    <message>
        <source>%1: no spread between seeds, so there is nothing to test.</source>
        <translation>%1：各随机种子之间没有差异，无需检验。</translation>
    </message>
    <message>
        <source>Welch t = %1</source>
        <translation>Welch t = %1</translation>
    </message>
    <message>
        <source>p %1</source>
        <translation>p %1</translation>
    </message>
    <message>
        <source>g = %1</source>
        <translation>g = %1</translation>
    </message>
    <message>
        <source>same seeds and batches</source>
        <translation>随机种子和批次相同</translation>
    </message>
</context>
<context>
    <name>CoachBar</name>
    <message>
        <source>%1&apos;s KL is down at %2 nats: its code says nothing.</source>
        <translation>%1 的 KL 已降至 %2 nats：其编码不含任何信息。</translation>
    </message>
    <message>
        <source>%1 keeps %2 nats: with this decoder every pixel needs the code.</source>
        <translation>%1 保持 %2 nats：使用此解码器时，每个像素都需要编码。</translation>
    </message>
    <message>
        <source>%1&apos;s KL is at %2 nats; see whether it falls below 0.1.</source>
        <translation>%1 的 KL 为 %2 nats；观察它是否降到 0.1 以下。</translation>
    </message>
    <message>
        <source>%1 has no KL; its code entropy is %2 of at most %3 nats.</source>
        <translation>%1 没有 KL；其编码的熵为 %2 nats，上限为 %3 nats。</translation>
    </message>
    <message>
        <source>%1 keeps %2 nats; its floor is %3.</source>
        <translation>%1 保持 %2 nats；其下限为 %3。</translation>
    </message>
    <message>
        <source>Look at the plot of the KL:</source>
        <translation>查看 KL 的曲线图：</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>%1, training</source>
        <translation>%1，训练</translation>
    </message>
    <message>
        <source>%1, test</source>
        <translation>%1，测试</translation>
    </message>
    <message>
        <source>Rec.</source>
        <translation>重构</translation>
    </message>
    <message>
        <source>MI</source>
        <translation>互信息</translation>
    </message>
    <message>
        <source>Decoder use</source>
        <translation>解码器利用度</translation>
    </message>
    <message>
        <source>NLL</source>
        <translation>NLL</translation>
    </message>
    <message>
        <source>best val. ELBO</source>
        <translation>最佳验证 ELBO</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>minimum</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>ComparePane</name>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Parallel coordinates</source>
        <translation>平行坐标</translation>
    </message>
    <message>
        <source>Rate–distortion</source>
        <translation>率失真</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Paired differences</source>
        <translation>配对差</translation>
    </message>
</context>
<context>
    <name>CompareTable</name>
    <message>
        <source>Run, group of seeds</source>
        <translation>运行、随机种子组</translation>
    </message>
    <message>
        <source>A check shows the run in the views and plots.</source>
        <translation>勾选的运行显示在各视图和图中。</translation>
    </message>
    <message>
        <source>Runs that differ in their seed alone.</source>
        <translation>仅随机种子不同的运行。</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Settings that not all groups share.</source>
        <translation>各组不全相同的设置。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Value: %1</source>
        <translation>值：%1</translation>
    </message>
    <message>
        <source>%1, differs from %2</source>
        <translation>%1，与 %2 不同</translation>
    </message>
    <message>
        <source>No such value.</source>
        <translation>无此值。</translation>
    </message>
    <message>
        <source>%1 ± %2 (standard deviation), n = %3</source>
        <translation>%1 ± %2（标准差），n = %3</translation>
    </message>
    <message>
        <source>, better</source>
        <translation>，更好</translation>
    </message>
    <message>
        <source>, worse</source>
        <translation>，更差</translation>
    </message>
    <message>
        <source>
%1 against %2%3</source>
        <translation>
相对 %2：%1%3</translation>
    </message>
    <message>
        <source>%1, baseline</source>
        <translation>%1，基线</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Time of the training steps alone, without evaluations and pauses; of a group the mean.</source>
        <translation>只计训练步的时间，不含评估和暂停；一组运行取均值。</translation>
    </message>
    <message>
        <source>No step was timed yet.</source>
        <translation>还没有任何一步计过时。</translation>
    </message>
    <message>
        <source>%1, mean of %2; %3 to %4</source>
        <translation>%1，%2 的均值；%3 至 %4</translation>
    </message>
    <message>
        <source>%1 ± %2 (standard error of the estimate)</source>
        <translation>%1 ± %2（估计的标准误差）</translation>
    </message>
</context>
<context>
    <name>DecodedPanel</name>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
</context>
<context>
    <name>DeviceWords</name>
    <message>
        <source>there is no NVIDIA driver</source>
        <translation>没有 NVIDIA 驱动</translation>
    </message>
    <message>
        <source>the NVIDIA driver is too old</source>
        <translation>NVIDIA 驱动太旧</translation>
    </message>
    <message>
        <source>the NVIDIA driver is too old (%1)</source>
        <translation>NVIDIA 驱动太旧（%1）</translation>
    </message>
    <message>
        <source>the CUDA library is missing</source>
        <translation>缺少 CUDA 库</translation>
    </message>
    <message>
        <source>the CUDA library is of another build of Latentbench</source>
        <translation>CUDA 库来自 Latentbench 的另一个构建版本</translation>
    </message>
    <message>
        <source>the NVIDIA driver finds no device</source>
        <translation>NVIDIA 驱动找不到设备</translation>
    </message>
    <message>
        <source>the worker program does not run</source>
        <translation>工作程序无法运行</translation>
    </message>
    <message>
        <source>the NVIDIA driver does not answer</source>
        <translation>NVIDIA 驱动没有响应</translation>
    </message>
    <message numerus="yes">
        <source>CPU, %n thread(s)</source>
        <translation>
            <numerusform>CPU，%n 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>No GPU is used: %1.</source>
        <translation>未使用 GPU：%1。</translation>
    </message>
    <message>
        <source>This run needs at least %1, but %2 has %3.</source>
        <translation>此运行至少需要 %1，但 %2 只有 %3。</translation>
    </message>
    <message>
        <source>%1 Lower the batch size or turn on recomputation.</source>
        <translation>%1 请减小批次大小或打开重计算。</translation>
    </message>
    <message>
        <source>%1 Lower the batch size, turn on recomputation, or take a device with room for it: %2.</source>
        <translation>%1 请减小批次大小、打开重计算，或换用空间足够的设备：%2。</translation>
    </message>
    <message>
        <source>This computer has no GPU for it: %1. Choose automatic or the CPU.</source>
        <translation>此计算机没有可用的 GPU：%1。请选择自动或 CPU。</translation>
    </message>
    <message>
        <source>There is no GPU %1: the last one of this computer is %2.</source>
        <translation>没有 GPU %1：此计算机的最后一个是 %2。</translation>
    </message>
</context>
<context>
    <name>ErrorPresenter</name>
    <message>
        <source>%1 ran out of memory.</source>
        <translation>%1 内存不足。</translation>
    </message>
    <message>
        <source>Fork with changes</source>
        <translation>更改后分叉</translation>
    </message>
    <message>
        <source>%1 stopped: the loss is not a number.</source>
        <translation>%1 已停止：损失不是数值。</translation>
    </message>
    <message>
        <source>The last good checkpoint is kept. Fork it with a lower learning rate.</source>
        <translation>最后一个完好的检查点已保留。以更低的学习率分叉。</translation>
    </message>
    <message>
        <source>%1 could not read or write its files.</source>
        <translation>%1 无法读写其文件。</translation>
    </message>
    <message>
        <source>Check that the disk has free space, then continue from the last checkpoint.</source>
        <translation>确认磁盘有可用空间，然后从最近的检查点继续。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>%1 did not find something it needs.</source>
        <translation>%1 缺少所需的内容。</translation>
    </message>
    <message>
        <source>The details name it and say how to get it. Then continue the run.</source>
        <translation>详细信息说明了缺少什么以及如何获取。获取后继续运行。</translation>
    </message>
    <message>
        <source>A file of %1 is damaged.</source>
        <translation>%1 的一个文件已损坏。</translation>
    </message>
    <message>
        <source>Curves stay readable; the details name the file.</source>
        <translation>曲线仍可查看；详细信息中有该文件的名称。</translation>
    </message>
    <message>
        <source>%1 comes from a newer version of Latentbench.</source>
        <translation>%1 来自更新版本的 Latentbench。</translation>
    </message>
    <message>
        <source>Update this program to open it. Nothing was changed.</source>
        <translation>更新本程序后再打开。未作任何更改。</translation>
    </message>
    <message>
        <source>%1 is already at work in another process.</source>
        <translation>%1 已在另一个进程中运行。</translation>
    </message>
    <message>
        <source>Its curves are shown here as they grow; stop it before you start it again.</source>
        <translation>其曲线在此随训练更新；先停止，再重新启动。</translation>
    </message>
    <message>
        <source>The settings of %1 do not fit together.</source>
        <translation>%1 的设置相互冲突。</translation>
    </message>
    <message>
        <source>The details name the setting. Fork the run with that one changed.</source>
        <translation>详细信息指出了该设置。更改该设置后分叉运行。</translation>
    </message>
    <message>
        <source>%1 cannot be changed: its folder is read-only.</source>
        <translation>%1 无法更改：其文件夹为只读。</translation>
    </message>
    <message>
        <source>Curves stay readable. Choose a project folder that you may write.</source>
        <translation>曲线仍可查看。选择有写入权限的项目文件夹。</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>选择其他文件夹</translation>
    </message>
    <message>
        <source>%1 ended unexpectedly.</source>
        <translation>%1 意外结束。</translation>
    </message>
    <message>
        <source>Everything up to its last checkpoint is safe. Continue it, or look at the details.</source>
        <translation>最近检查点之前的内容都已保存。继续运行，或查看详细信息。</translation>
    </message>
    <message>
        <source>This project cannot be written.</source>
        <translation>此项目不可写入。</translation>
    </message>
    <message>
        <source>Runs stay readable; new ones need a folder that you may write.</source>
        <translation>运行仍可查看；新建运行需要有写入权限的文件夹。</translation>
    </message>
    <message>
        <source>This project comes from a newer version of Latentbench.</source>
        <translation>此项目来自更新版本的 Latentbench。</translation>
    </message>
    <message>
        <source>The index of this project is damaged.</source>
        <translation>此项目的索引已损坏。</translation>
    </message>
    <message>
        <source>The runs&apos; own folders are not touched; “latentbench-cli reindex” rebuilds the index.</source>
        <translation>各运行自己的文件夹不受影响；“latentbench-cli reindex”可重建索引。</translation>
    </message>
    <message>
        <source>The project could not be read or written.</source>
        <translation>无法读写项目。</translation>
    </message>
    <message>
        <source>Check that the disk is there and has free space. Nothing was changed.</source>
        <translation>确认磁盘可用且有剩余空间。未作任何更改。</translation>
    </message>
    <message>
        <source>That could not be done.</source>
        <translation>无法完成该操作。</translation>
    </message>
    <message>
        <source>Nothing was changed; the details say why.</source>
        <translation>未作任何更改；原因见详细信息。</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1 does not fit into memory. Ask fewer models at once, or choose bf16.</source>
        <translation>内存容不下 %1。减少同时提问的模型数量，或选择 bf16。</translation>
    </message>
    <message>
        <source>%1, its checkpoint or the worker program is no longer there. Choose another checkpoint; the tooltip says more.</source>
        <translation>%1、其检查点或工作进程的程序已不存在。选择其他检查点；详情见工具提示。</translation>
    </message>
    <message>
        <source>The checkpoint of %1 cannot be read. Choose another checkpoint.</source>
        <translation>无法读取 %1 的检查点。选择其他检查点。</translation>
    </message>
    <message>
        <source>%1 comes from a newer version of Latentbench. Update this program, or choose another model.</source>
        <translation>%1 来自更新版本的 Latentbench。更新本程序，或选择其他模型。</translation>
    </message>
    <message>
        <source>The worker of %1 ended unexpectedly. Send again: a new one is started.</source>
        <translation>%1 的工作进程意外结束。重新发送即可启动新的工作进程。</translation>
    </message>
    <message>
        <source>This project cannot be written, so this text is not kept. Export saves it.</source>
        <translation>此项目不可写入，因此这段文本不会保留。可通过“导出”保存。</translation>
    </message>
    <message>
        <source>The last text could not be stored (%1). Export saves it.</source>
        <translation>最后的文本无法保存（%1）。可通过“导出”保存。</translation>
    </message>
    <message>
        <source>Everything up to its last checkpoint is safe. Fork it with half the batch.</source>
        <translation>最近检查点之前的内容都已保存。以一半的批次大小分叉。</translation>
    </message>
    <message>
        <source>Fork with half the batch</source>
        <translation>以一半的批次大小分叉</translation>
    </message>
    <message>
        <source>%1 lost its GPU.</source>
        <translation>%1 丢失了 GPU。</translation>
    </message>
    <message>
        <source>Everything up to its last checkpoint is safe. Continue it; if the GPU is lost again, fork it with another device.</source>
        <translation>最近检查点之前的内容都已保存。请继续运行；若再次丢失 GPU，请换用其他设备分叉。</translation>
    </message>
</context>
<context>
    <name>EvaluationPhase</name>
    <message>
        <source>evaluating</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <source>importance sampling</source>
        <translation>重要性采样</translation>
    </message>
    <message>
        <source>comparing codes</source>
        <translation>比较编码</translation>
    </message>
    <message>
        <source>training the classifier</source>
        <translation>训练分类器</translation>
    </message>
    <message>
        <source>measuring samples</source>
        <translation>测量样本</translation>
    </message>
    <message>
        <source>writing sentences</source>
        <translation>生成句子</translation>
    </message>
    <message>
        <source>comparing sentences</source>
        <translation>比较句子</translation>
    </message>
</context>
<context>
    <name>Expression</name>
    <message>
        <source>The expression is longer than %1 characters; shorten it.</source>
        <translation>表达式超过 %1 个字符；请缩短。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not expected here; put an operator such as + before it.</source>
        <translation>此处不应出现“%1”；请在其前面加上 + 等运算符。</translation>
    </message>
    <message>
        <source>The expression has no metric in it; name one, such as train/kl.</source>
        <translation>表达式中没有指标；请写入一个，例如 train/kl。</translation>
    </message>
    <message>
        <source>More than %1 brackets or signs stand in each other; use fewer.</source>
        <translation>括号或正负号的嵌套超过 %1 层；请减少。</translation>
    </message>
    <message>
        <source>The expression ends where a number or a name should follow; complete it.</source>
        <translation>表达式末尾还应有数字或名称；请补全。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; stands where a number or a name should; put one there.</source>
        <translation>“%1”处应为数字或名称；请改正。</translation>
    </message>
    <message>
        <source>This bracket is never closed; put a ) after its content.</source>
        <translation>此括号没有闭合；请在其内容之后加上 )。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no number; write it like 0.5 or 1e-3.</source>
        <translation>“%1”不是数字；请写成 0.5 或 1e-3 的形式。</translation>
    </message>
    <message>
        <source>There is no setting &apos;%1&apos; that is a number.</source>
        <translation>没有名为“%1”的数值设置。</translation>
    </message>
    <message>
        <source>There is no setting &apos;%1&apos; that is a number; did you mean %2?</source>
        <translation>没有名为“%1”的数值设置；是否指 %2？</translation>
    </message>
    <message>
        <source>There is no metric &apos;%1&apos;; the list of metrics names all.</source>
        <translation>没有指标“%1”；指标列表中列有全部指标。</translation>
    </message>
    <message>
        <source>There is no metric &apos;%1&apos;; did you mean %2?</source>
        <translation>没有指标“%1”；是否指 %2？</translation>
    </message>
    <message>
        <source>%1 has one value per dimension; use a metric of one value.</source>
        <translation>%1 每个维度各有一个值；请使用单值指标。</translation>
    </message>
    <message>
        <source>There is no function &apos;%1&apos;; there are %2.</source>
        <translation>没有函数“%1”；可用的有 %2。</translation>
    </message>
    <message>
        <source>%1 takes %2 values, separated by commas; it was given %3.</source>
        <translation>%1 需要 %2 个值，以英文逗号分隔；实际给了 %3 个。</translation>
    </message>
</context>
<context>
    <name>FieldHelp</name>
    <message>
        <source>%1 to %2.</source>
        <translation>%1 至 %2。</translation>
    </message>
    <message>
        <source>At least %1.</source>
        <translation>至少为 %1。</translation>
    </message>
    <message>
        <source>Default: %1.</source>
        <translation>默认：%1。</translation>
    </message>
    <message>
        <source>Several values make a grid: &quot;a, b&quot; or &quot;a..b step c&quot;.</source>
        <translation>多个值构成网格：&quot;a, b&quot; 或 &quot;a..b step c&quot;。</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>log scale</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>symlog scale</source>
        <translation>对称对数坐标</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (seed %2)</source>
        <translation>%1（随机种子 %2）</translation>
    </message>
    <message>
        <source>One run: %1.</source>
        <translation>一个运行：%1。</translation>
    </message>
    <message>
        <source>n = %1 runs, seeds %2: %3.</source>
        <translation>n = %1 个运行，随机种子 %2：%3。</translation>
    </message>
    <message>
        <source>over epochs</source>
        <translation>随轮数的变化</translation>
    </message>
    <message>
        <source>over examples seen</source>
        <translation>随已见样例数的变化</translation>
    </message>
    <message>
        <source>over time</source>
        <translation>随时间的变化</translation>
    </message>
    <message>
        <source>over training steps</source>
        <translation>随训练步数的变化</translation>
    </message>
    <message>
        <source>Dashed: %1.</source>
        <translation>虚线：%1。</translation>
    </message>
    <message>
        <source>Values beyond the axis are cut off: %1.</source>
        <translation>超出坐标轴的值被截断：%1。</translation>
    </message>
    <message>
        <source>Smoothed by an exponential mean with factor %1 (debiased), raw values pale behind.</source>
        <translation>以系数为 %1 的指数均值平滑（已去偏），原始值以浅色显示在后方。</translation>
    </message>
    <message>
        <source>Every logged value, no smoothing.</source>
        <translation>所有已记录的值，未平滑。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1 on %2.</source>
        <translation>%1，数据集：%2。</translation>
    </message>
    <message>
        <source>Made with Latentbench %1: %2</source>
        <translation>由 Latentbench %1 生成：%2</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样例数</translation>
    </message>
    <message>
        <source>Time (h)</source>
        <translation>时间（小时）</translation>
    </message>
    <message>
        <source>Time (min)</source>
        <translation>时间（分钟）</translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation>时间（s）</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>%1%2 %3 at step %4</source>
        <comment>panel, run, value, step</comment>
        <translation>%1%2 %3（第 %4 步）</translation>
    </message>
    <message>
        <source>Stars: the best raw value of each curve</source>
        <translation>星号：每条曲线的最佳原始值</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <comment>what stars are, list</comment>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>Bands: one standard deviation (n − 1) on either side of the mean.</source>
        <translation>区间带：均值两侧各一个标准差（n − 1）。</translation>
    </message>
    <message>
        <source>Bands: from the smallest to the largest value.</source>
        <translation>区间带：从最小值到最大值。</translation>
    </message>
    <message>
        <source>Bands: 95 % confidence interval of the mean (Student&apos;s t).</source>
        <translation>区间带：均值的 95 % 置信区间（学生 t 分布）。</translation>
    </message>
    <message>
        <source>%1 (seeds %2)</source>
        <translation>%1（随机种子 %2）</translation>
    </message>
    <message>
        <source>Lines are means of runs that differ in their seed alone: %1.</source>
        <translation>曲线为仅随机种子不同的各运行的均值：%1。</translation>
    </message>
    <message>
        <source>Smoothed by the mean of the last %1 values (of fewer at the start), raw values pale behind.</source>
        <translation>以最近 %1 个值的均值平滑（起始处取更少的值），原始值以浅色显示在后方。</translation>
    </message>
</context>
<context>
    <name>FigureSource</name>
    <message>
        <source>Code entropy is the nearest-neighbour estimate less its bias on N(0, I).</source>
        <translation>编码熵为最近邻估计值减去其在 N(0, I) 上的偏差。</translation>
    </message>
</context>
<context>
    <name>FileChoices</name>
    <message>
        <source>For LaTeX and print: lines stay lines, fonts are embedded.</source>
        <translation>用于 LaTeX 和印刷：线条保持矢量，字体已嵌入。</translation>
    </message>
    <message>
        <source>For drawing programs and the web: text stays text.</source>
        <translation>用于绘图程序和网页：文字仍为文字。</translation>
    </message>
    <message>
        <source>Pixels, as many as its resolution says.</source>
        <translation>像素图，像素数取决于分辨率。</translation>
    </message>
    <message>
        <source>A .tex file that pdflatex compiles alone, in the fonts of LaTeX.</source>
        <translation>可由 pdflatex 单独编译的 .tex 文件，使用 LaTeX 字体。</translation>
    </message>
    <message>
        <source>Every stored point in the shown range.</source>
        <translation>所示范围内存储的所有点。</translation>
    </message>
    <message>
        <source>The points with the description of the figure.</source>
        <translation>数据点及图的描述。</translation>
    </message>
</context>
<context>
    <name>InterruptedBars</name>
    <message>
        <source>%1 was interrupted at step %2.</source>
        <translation>%1 在第 %2 步中断。</translation>
    </message>
    <message>
        <source>Its worker ended without a last word. It continues from its newest checkpoint; curves are kept.</source>
        <translation>其工作进程未留信息便已结束。运行将从最新的检查点继续；曲线已保留。</translation>
    </message>
    <message>
        <source>The newest checkpoint is from step %1. Nothing before it is lost.</source>
        <translation>最新的检查点位于第 %1 步。此前的内容均未丢失。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Trains on from the newest checkpoint.</source>
        <translation>从最新的检查点继续训练。</translation>
    </message>
    <message>
        <source>Keep as is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>The run counts as stopped; it can be continued later.</source>
        <translation>该运行视为已停止；以后可以继续。</translation>
    </message>
</context>
<context>
    <name>ItemTag</name>
    <message>
        <source>A tag is a word or some words, without spaces around them.</source>
        <translation>标签是一个或几个词，前后没有空格。</translation>
    </message>
    <message>
        <source>A tag has at most 40 characters; shorten it.</source>
        <translation>标签最多 40 个字符，请缩短。</translation>
    </message>
    <message>
        <source>A tag may not have , ; or &quot; in it, for tables use them.</source>
        <translation>标签中不能有 , ; 或 &quot;，因为表格要用到它们。</translation>
    </message>
</context>
<context>
    <name>KeptStrips</name>
    <message>
        <source>%1 (first at %2)</source>
        <translation>%1（最早在第 %2 步）</translation>
    </message>
    <message>
        <source>Nothing was kept at or before step %1 of: %2.</source>
        <translation>在第 %1 步或之前没有保存：%2。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>In plots</source>
        <translation>在图中</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Pause or continue the runs</source>
        <translation>暂停或继续运行</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Left、Right</translation>
    </message>
    <message>
        <source>Move the cursor; with Ctrl ten times as far</source>
        <translation>移动光标；按住 Ctrl 时步幅为十倍</translation>
    </message>
    <message>
        <source>+, -</source>
        <translation>+、-</translation>
    </message>
    <message>
        <source>Zoom in and out; the wheel as well</source>
        <translation>放大和缩小；也可用滚轮</translation>
    </message>
    <message>
        <source>Shift and drag</source>
        <translation>Shift+拖动</translation>
    </message>
    <message>
        <source>Zoom into a box</source>
        <translation>放大到框选区域</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>The range before</source>
        <translation>上一个范围</translation>
    </message>
    <message>
        <source>Click, Escape</source>
        <translation>单击、Escape</translation>
    </message>
    <message>
        <source>Leave cursor B there, and take it away</source>
        <translation>放置光标 B；移除光标 B</translation>
    </message>
    <message>
        <source>In latent maps</source>
        <translation>在隐空间映射图中</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Move what is decoded; with Shift farther</source>
        <translation>移动解码位置；按住 Shift 时移动更远</translation>
    </message>
    <message>
        <source>+, -, Home</source>
        <translation>+、-、Home</translation>
    </message>
    <message>
        <source>Zoom, and show everything</source>
        <translation>缩放，显示全部</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Choose the item under the cursor</source>
        <translation>选择光标处的条目</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Escape</translation>
    </message>
    <message>
        <source>Drop the lasso</source>
        <translation>取消套索</translation>
    </message>
    <message>
        <source>In lists and strips</source>
        <translation>在列表和条带中</translation>
    </message>
    <message>
        <source>Show or hide a run&apos;s curves</source>
        <translation>显示或隐藏运行的曲线</translation>
    </message>
    <message>
        <source>Open the run, choose the picture</source>
        <translation>打开运行，选择图片</translation>
    </message>
    <message>
        <source>Alt+Up, Alt+Down</source>
        <translation>Alt+Up、Alt+Down</translation>
    </message>
    <message>
        <source>Move a waiting run in the queue</source>
        <translation>在队列中移动等待的运行</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>In the comparison</source>
        <translation>在比较页中</translation>
    </message>
    <message>
        <source>Check the row</source>
        <translation>勾选该行</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Pin the row as the baseline</source>
        <translation>将该行固定为基线</translation>
    </message>
    <message>
        <source>G</source>
        <translation>G</translation>
    </message>
    <message>
        <source>Group seeds</source>
        <translation>合并随机种子</translation>
    </message>
    <message>
        <source>F4, Shift+F4</source>
        <translation>F4、Shift+F4</translation>
    </message>
    <message>
        <source>Next, previous difference</source>
        <translation>下一处、上一处差异</translation>
    </message>
    <message>
        <source>I, L, Escape</source>
        <translation>I、L、Esc</translation>
    </message>
    <message>
        <source>Invert an axis, make it logarithmic, drop the brushes</source>
        <translation>反转坐标轴、改为对数、清除刷选</translation>
    </message>
    <message>
        <source>[, ]</source>
        <translation>[、]</translation>
    </message>
    <message>
        <source>Samples of the step before, after</source>
        <translation>上一步、下一步的样本</translation>
    </message>
    <message>
        <source>S, X, D</source>
        <translation>S、X、D</translation>
    </message>
    <message>
        <source>Samples of two runs under a divider, turned round, their difference</source>
        <translation>两个运行的样本置于分隔线两侧、互换、求差</translation>
    </message>
    <message>
        <source>Right, Left</source>
        <translation>Right、Left</translation>
    </message>
    <message>
        <source>Open or close a row that stands for several seeds</source>
        <translation>展开或收起代表多个随机种子的行</translation>
    </message>
    <message>
        <source>L, Shift+L</source>
        <translation>L、Shift+L</translation>
    </message>
    <message>
        <source>The y axis linear, log, symlog; the x axis</source>
        <translation>切换 y 轴：线性、对数、对称对数；切换 x 轴</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>Smoothing on and off</source>
        <translation>打开或关闭平滑</translation>
    </message>
    <message>
        <source>The step before, after of which the items below were kept</source>
        <translation>上一个、下一个保留了下方条目的步</translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>重构</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>ELBO</source>
        <translation>ELBO</translation>
    </message>
    <message>
        <source>Entropy of the codes</source>
        <translation>编码的熵</translation>
    </message>
    <message>
        <source>Discrepancy from the prior (MMD)</source>
        <translation>与先验的差异（MMD）</translation>
    </message>
    <message>
        <source>Penalty on the codes</source>
        <translation>编码惩罚</translation>
    </message>
    <message>
        <source>Penalty on the decoder</source>
        <translation>解码器惩罚</translation>
    </message>
    <message>
        <source>Words predicted from the code alone</source>
        <translation>仅凭编码预测的词</translation>
    </message>
    <message>
        <source>Trained variance of a pixel</source>
        <translation>训练所得的像素方差</translation>
    </message>
    <message>
        <source>KL weight</source>
        <translation>KL 权重</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Updates of the encoder alone</source>
        <translation>单独更新编码器的次数</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Smallest variance before batch norm</source>
        <translation>批归一化前的最小方差</translation>
    </message>
    <message>
        <source>Time per step</source>
        <translation>每步时间</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>Waiting for data</source>
        <translation>等待数据</translation>
    </message>
    <message>
        <source>Forward and backward</source>
        <translation>前向与反向</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Between the steps</source>
        <translation>步间</translation>
    </message>
    <message>
        <source>Processor time of the worker</source>
        <translation>工作进程的处理器时间</translation>
    </message>
    <message>
        <source>Memory of the worker</source>
        <translation>工作进程的内存</translation>
    </message>
    <message>
        <source>Load of the computer</source>
        <translation>计算机负载</translation>
    </message>
    <message>
        <source>Variance before batch norm</source>
        <translation>批归一化前的方差</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Token accuracy</source>
        <translation>token 准确率</translation>
    </message>
    <message>
        <source>Squared error</source>
        <translation>平方误差</translation>
    </message>
    <message>
        <source>Active units</source>
        <translation>活跃单元</translation>
    </message>
    <message>
        <source>Mutual information</source>
        <translation>互信息</translation>
    </message>
    <message>
        <source>Largest measurable mutual information</source>
        <translation>可测的最大互信息</translation>
    </message>
    <message>
        <source>Items of the mutual information</source>
        <translation>互信息的条目数</translation>
    </message>
    <message>
        <source>KL of all codes together from the prior</source>
        <translation>全部编码整体与先验的 KL</translation>
    </message>
    <message>
        <source>Dimensions with a KL below 0.01</source>
        <translation>KL 低于 0.01 的维度</translation>
    </message>
    <message>
        <source>Decoder use (shuffle gap)</source>
        <translation>解码器利用度（shuffle gap）</translation>
    </message>
    <message>
        <source>Error of the shuffle gap</source>
        <translation>解码器利用度的误差</translation>
    </message>
    <message>
        <source>Decoder use per token</source>
        <translation>每个 token 的解码器利用度</translation>
    </message>
    <message>
        <source>Same estimate for a standard Gaussian</source>
        <translation>标准高斯分布的同一估计</translation>
    </message>
    <message>
        <source>Entropy gap</source>
        <translation>熵差</translation>
    </message>
    <message>
        <source>Error of the entropy gap</source>
        <translation>熵差的误差</translation>
    </message>
    <message>
        <source>Bias of the entropy estimate</source>
        <translation>熵估计的偏差</translation>
    </message>
    <message>
        <source>Codes left out as duplicates</source>
        <translation>因重复而略去的编码</translation>
    </message>
    <message>
        <source>Largest aggregated mean</source>
        <translation>最大聚合均值</translation>
    </message>
    <message>
        <source>Smallest aggregated variance</source>
        <translation>最小聚合方差</translation>
    </message>
    <message>
        <source>Largest aggregated variance</source>
        <translation>最大聚合方差</translation>
    </message>
    <message>
        <source>Generalisation gap</source>
        <translation>泛化差距</translation>
    </message>
    <message>
        <source>-log p(x), importance sampling</source>
        <translation>-log p(x)，重要性采样</translation>
    </message>
    <message>
        <source>Perplexity of a trigram model</source>
        <translation>三元语法模型的困惑度</translation>
    </message>
    <message>
        <source>Perplexity, importance sampling</source>
        <translation>困惑度，重要性采样</translation>
    </message>
    <message>
        <source>Samples K of the importance sampling</source>
        <translation>重要性采样的样本数 K</translation>
    </message>
    <message>
        <source>Items of the importance sampling</source>
        <translation>重要性采样的条目数</translation>
    </message>
    <message>
        <source>MMD of codes and prior</source>
        <translation>编码与先验的 MMD</translation>
    </message>
    <message>
        <source>Holes of the codes under the prior, KL(p || q)</source>
        <translation>编码在先验下的空洞，KL(p || q)</translation>
    </message>
    <message>
        <source>FD (own classifier), samples of the prior</source>
        <translation>FD（自建分类器），先验的样本</translation>
    </message>
    <message>
        <source>FD (own classifier), samples of a Gaussian fit</source>
        <translation>FD（自建分类器），高斯分布拟合的样本</translation>
    </message>
    <message>
        <source>FD (own classifier), samples of a mixture fit</source>
        <translation>FD（自建分类器），混合分布拟合的样本</translation>
    </message>
    <message>
        <source>FD (own classifier), reconstructions</source>
        <translation>FD（自建分类器），重构</translation>
    </message>
    <message>
        <source>FD (own classifier), training images: the floor</source>
        <translation>FD（自建分类器），训练图像：下限</translation>
    </message>
    <message>
        <source>Precision of prior samples</source>
        <translation>先验样本的精确率</translation>
    </message>
    <message>
        <source>Recall of prior samples</source>
        <translation>先验样本的召回率</translation>
    </message>
    <message>
        <source>Density of prior samples</source>
        <translation>先验样本的密度</translation>
    </message>
    <message>
        <source>Coverage of prior samples</source>
        <translation>先验样本的覆盖率</translation>
    </message>
    <message>
        <source>Accuracy of the own classifier</source>
        <translation>自建分类器的准确率</translation>
    </message>
    <message>
        <source>Samples measured</source>
        <translation>测量的样本数</translation>
    </message>
    <message>
        <source>Different words of prior samples</source>
        <translation>先验样本的不同词</translation>
    </message>
    <message>
        <source>Different word pairs of prior samples</source>
        <translation>先验样本的不同词对</translation>
    </message>
    <message>
        <source>Self-BLEU-2 of prior samples</source>
        <translation>先验样本的 Self-BLEU-2</translation>
    </message>
    <message>
        <source>Self-BLEU-3 of prior samples</source>
        <translation>先验样本的 Self-BLEU-3</translation>
    </message>
    <message>
        <source>Self-BLEU-4 of prior samples</source>
        <translation>先验样本的 Self-BLEU-4</translation>
    </message>
    <message>
        <source>BLEU-4 of reconstructions</source>
        <translation>重构的 BLEU-4</translation>
    </message>
    <message>
        <source>KL per dimension</source>
        <translation>每维 KL</translation>
    </message>
    <message>
        <source>Aggregated mean</source>
        <translation>聚合均值</translation>
    </message>
    <message>
        <source>Aggregated variance</source>
        <translation>聚合方差</translation>
    </message>
    <message>
        <source>Epochs since the best loss</source>
        <translation>最佳损失以来的轮数</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心值</translation>
    </message>
    <message>
        <source>Error of the mutual information</source>
        <translation>互信息的误差</translation>
    </message>
</context>
<context>
    <name>MetricHelp</name>
    <message>
        <source>reconstruction + β KL + further terms of the objective, mean over the batch</source>
        <translation>重构 + β KL + 目标函数的其他项，对批次取均值</translation>
    </message>
    <message>
        <source>−ln p(x | z), z ~ q(z | x), summed over pixels or tokens, mean over the batch</source>
        <translation>−ln p(x | z)，z ~ q(z | x)，对像素或 token 求和，对批次取均值</translation>
    </message>
    <message>
        <source>KL(q(z|x) ‖ p(z)) = ½ Σⱼ (μⱼ² + σⱼ² − ln σⱼ² − 1), mean over the batch</source>
        <translation>KL(q(z|x) ‖ p(z)) = ½ Σⱼ (μⱼ² + σⱼ² − ln σⱼ² − 1)，对批次取均值</translation>
    </message>
    <message>
        <source>Near 0 the code says nothing: KL vanishing.</source>
        <translation>接近 0 时编码不含任何信息：KL 消失。</translation>
    </message>
    <message>
        <source>−reconstruction − KL ≤ ln p(x)</source>
        <translation>−重构 − KL ≤ ln p(x)</translation>
    </message>
    <message>
        <source>ψ(n) − ψ(k) + ln V_d + (d/n) Σᵢ ln ε_k(i), ε_k: distance to the k-th nearest code of the batch</source>
        <translation>ψ(n) − ψ(k) + ln V_d + (d/n) Σᵢ ln ε_k(i)，ε_k：到批次中第 k 近编码的距离</translation>
    </message>
    <message>
        <source>A small batch makes it larger than the truth; the entropy gap takes that off.</source>
        <translation>批次较小时估计值偏大；熵差会扣除这一偏差。</translation>
    </message>
    <message>
        <source>Unbiased: it can be slightly negative.</source>
        <translation>无偏估计：可能略为负值。</translation>
    </message>
    <message>
        <source>w_z ‖z‖², mean over the batch</source>
        <translation>w_z ‖z‖²，对批次取均值</translation>
    </message>
    <message>
        <source>w ‖θ_decoder‖² (L2), or the gradient penalty ‖∂x̂/∂z‖²</source>
        <translation>w ‖θ_decoder‖²（L2），或梯度惩罚 ‖∂x̂/∂z‖²</translation>
    </message>
    <message>
        <source>−Σ ln p(word | z) over the words of the sentence, before its weight</source>
        <translation>−Σ ln p(词 | z)，对句子中的词求和，尚未乘以权重</translation>
    </message>
    <message>
        <source>β of reconstruction + β KL at this step</source>
        <translation>此步中“重构 + β KL”的 β</translation>
    </message>
    <message>
        <source>rate × schedule(step)</source>
        <translation>学习率 × 调度(步)</translation>
    </message>
    <message>
        <source>updates of the encoder alone before one of the decoder</source>
        <translation>解码器每次更新之前，编码器单独更新的次数</translation>
    </message>
    <message>
        <source>√(Σ g²) over all parameters, before clipping</source>
        <translation>对所有参数计算 √(Σ g²)，裁剪之前</translation>
    </message>
    <message>
        <source>minⱼ Var_batch[hⱼ] of what batch norm takes in</source>
        <translation>批归一化输入的 minⱼ Var_batch[hⱼ]</translation>
    </message>
    <message>
        <source>Near 0 batch norm enlarges noise.</source>
        <translation>接近 0 时，批归一化会放大噪声。</translation>
    </message>
    <message>
        <source>time from one step to the next, mean since the last point</source>
        <translation>从一步到下一步的时间，自上一个点以来的均值</translation>
    </message>
    <message>
        <source>items of the batch / time of the step</source>
        <translation>批次的条目数 / 该步的时间</translation>
    </message>
    <message>
        <source>time a step waits for its batch</source>
        <translation>一步等待其批次的时间</translation>
    </message>
    <message>
        <source>time of the forward and backward pass</source>
        <translation>前向和反向传播的时间</translation>
    </message>
    <message>
        <source>time of the optimizer</source>
        <translation>优化器的时间</translation>
    </message>
    <message>
        <source>time between two steps: logging, checkpoints, evaluation</source>
        <translation>两步之间的时间：日志、检查点、评估</translation>
    </message>
    <message>
        <source>processor time of the worker / time × 100</source>
        <translation>工作进程的处理器时间 / 时间 × 100</translation>
    </message>
    <message>
        <source>100 is one core.</source>
        <translation>100 表示一个核心。</translation>
    </message>
    <message>
        <source>resident memory of the worker / 10⁶</source>
        <translation>工作进程的常驻内存 / 10⁶</translation>
    </message>
    <message>
        <source>time that the cores are not idle / time × 100, mean over all cores</source>
        <translation>核心非空闲的时间 / 时间 × 100，对所有核心取均值</translation>
    </message>
    <message>
        <source>Var_batch[hⱼ] of what batch norm takes in</source>
        <translation>批归一化输入的 Var_batch[hⱼ]</translation>
    </message>
    <message>
        <source>−ln p(x | z), z ~ q(z | x), summed over pixels or tokens, mean over items</source>
        <translation>−ln p(x | z)，z ~ q(z | x)，对像素或 token 求和，对条目取均值</translation>
    </message>
    <message>
        <source>Grey images under a Bernoulli likelihood keep a part that no model removes.</source>
        <translation>灰度图像在伯努利似然下总会留有一部分重构误差，任何模型都无法消除。</translation>
    </message>
    <message>
        <source>KL(q(z|x) ‖ p(z)) = ½ Σⱼ (μⱼ² + σⱼ² − ln σⱼ² − 1), mean over items</source>
        <translation>KL(q(z|x) ‖ p(z)) = ½ Σⱼ (μⱼ² + σⱼ² − ln σⱼ² − 1)，对条目取均值</translation>
    </message>
    <message>
        <source>A bound: compare it with bounds only.</source>
        <translation>这是一个界：只能与其他界比较。</translation>
    </message>
    <message>
        <source>exp(Σ nats / Σ tokens), of the ELBO where there is one; tokens with the end mark</source>
        <translation>exp(Σ nats / Σ token 数)，有 ELBO 时按 ELBO 计算；token 数包括结束标记</translation>
    </message>
    <message>
        <source>From the ELBO it is an upper bound.</source>
        <translation>由 ELBO 算得时为上界。</translation>
    </message>
    <message>
        <source>share of tokens that are likeliest, each given the true ones before it</source>
        <translation>给定此前的真实 token 时，真实 token 恰为最可能 token 的比例</translation>
    </message>
    <message>
        <source>Σ (x − x̂)² over pixels, z = μ, mean over items</source>
        <translation>Σ (x − x̂)²，对像素求和，z = μ，对条目取均值</translation>
    </message>
    <message>
        <source>An estimate: it can be slightly negative, and shows at most ln N.</source>
        <translation>这是估计值：可能略为负值，且最大只能显示 ln N。</translation>
    </message>
    <message>
        <source>√(Var of the N terms / N)</source>
        <translation>√(N 个项的 Var / N)</translation>
    </message>
    <message>
        <source>Of the draws and items; the ceiling ln N is not in it.</source>
        <translation>来自抽样和条目的误差；不含上限 ln N 的影响。</translation>
    </message>
    <message>
        <source>N, the items that the mutual information is estimated from</source>
        <translation>N，用于估计互信息的条目数</translation>
    </message>
    <message>
        <source>As exact as the mutual information in it.</source>
        <translation>其精确程度与所含的互信息相同。</translation>
    </message>
    <message>
        <source>Below 0.1 the decoder does not listen to z, whatever KL says.</source>
        <translation>低于 0.1 时，无论 KL 为多少，解码器都未利用 z。</translation>
    </message>
    <message>
        <source>s / √n of the differences of n items</source>
        <translation>n 个条目之差的 s / √n</translation>
    </message>
    <message>
        <source>shuffle gap / tokens of a sentence</source>
        <translation>解码器利用度 / 句子的 token 数</translation>
    </message>
    <message>
        <source>ψ(n) − ψ(k) + ln V_d + (d/n) Σᵢ ln ε_k(i), ε_k: distance to the k-th nearest code</source>
        <translation>ψ(n) − ψ(k) + ln V_d + (d/n) Σᵢ ln ε_k(i)，ε_k：到第 k 近编码的距离</translation>
    </message>
    <message>
        <source>Biased upwards, the more the more dimensions; see the entropy gap.</source>
        <translation>估计偏高，维度越多偏差越大；参见熵差。</translation>
    </message>
    <message>
        <source>the same estimate of as many draws of N(0, I)</source>
        <translation>对同样数量的 N(0, I) 抽样所作的同一估计</translation>
    </message>
    <message>
        <source>0: as spread out as N(0, I), which has the most entropy at variance 1.</source>
        <translation>0：与 N(0, I) 同样分散；方差为 1 时 N(0, I) 的熵最大。</translation>
    </message>
    <message>
        <source>s √(1 + 1/r), s: deviation of the estimate over r samples of N(0, I)</source>
        <translation>s √(1 + 1/r)，s：该估计在 N(0, I) 的 r 个样本上的标准差</translation>
    </message>
    <message>
        <source>codes that equal another one; the entropy leaves them out</source>
        <translation>与另一个编码相同的编码；计算熵时将其略去</translation>
    </message>
    <message>
        <source>0 for a matched model.</source>
        <translation>模型与先验匹配时为 0。</translation>
    </message>
    <message>
        <source>minⱼ Var of zⱼ under q(z)</source>
        <translation>q(z) 下 zⱼ 的 minⱼ Var</translation>
    </message>
    <message>
        <source>1 for a matched model.</source>
        <translation>模型与先验匹配时为 1。</translation>
    </message>
    <message>
        <source>maxⱼ Var of zⱼ under q(z)</source>
        <translation>q(z) 下 zⱼ 的 maxⱼ Var</translation>
    </message>
    <message>
        <source>epochs since the validation loss was lowest</source>
        <translation>自验证损失最低以来的轮数</translation>
    </message>
    <message>
        <source>validation loss − training loss</source>
        <translation>验证损失 − 训练损失</translation>
    </message>
    <message>
        <source>An upper bound of −ln p(x), tighter the larger K is.</source>
        <translation>−ln p(x) 的上界，K 越大越紧。</translation>
    </message>
    <message>
        <source>exp(Σ nats / Σ tokens) of counts of three tokens, interpolated</source>
        <translation>三元 token 计数（经插值）的 exp(Σ nats / Σ token 数)</translation>
    </message>
    <message>
        <source>exp(Σ NLL by importance sampling / Σ tokens)</source>
        <translation>exp(Σ 重要性采样所得的 NLL / Σ token 数)</translation>
    </message>
    <message>
        <source>K of the importance sampling</source>
        <translation>重要性采样的 K</translation>
    </message>
    <message>
        <source>items that the importance sampling is over</source>
        <translation>重要性采样所用的条目数</translation>
    </message>
    <message>
        <source>E_p[ ln p(z) − ln q(z) ] over draws of the prior</source>
        <translation>E_p[ ln p(z) − ln q(z) ]，对先验的抽样取均值</translation>
    </message>
    <message>
        <source>Large where prior draws fall between the codes.</source>
        <translation>先验的抽样落在编码之间时较大。</translation>
    </message>
    <message>
        <source>‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½) of features of a classifier trained here</source>
        <translation>‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½)，特征取自在此训练的分类器</translation>
    </message>
    <message>
        <source>Compares with distances in the same features and at the same number of images, never with published FID.</source>
        <translation>只能与相同特征、相同图像数下的距离比较，绝不能与已发表的 FID 比较。</translation>
    </message>
    <message>
        <source>‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½), codes drawn from one Gaussian fit</source>
        <translation>‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½)，编码抽自单个高斯分布的拟合</translation>
    </message>
    <message>
        <source>Never compare with published FID.</source>
        <translation>切勿与已发表的 FID 比较。</translation>
    </message>
    <message>
        <source>‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½), codes drawn from a mixture of 10 Gaussians</source>
        <translation>‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½)，编码抽自 10 个高斯分布的混合</translation>
    </message>
    <message>
        <source>‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½), test images and what the model gives back</source>
        <translation>‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½)，测试图像与模型对其的重构</translation>
    </message>
    <message>
        <source>‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½), test and training images</source>
        <translation>‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½)，测试图像与训练图像</translation>
    </message>
    <message>
        <source>What two sets of real images have: no model needs less.</source>
        <translation>两组真实图像之间的值：模型无需低于此值。</translation>
    </message>
    <message>
        <source>share of samples inside a k-NN ball of a real image, k = 5</source>
        <translation>落入某个真实图像 k-NN 球内的样本所占比例，k = 5</translation>
    </message>
    <message>
        <source>share of real images inside a k-NN ball of a sample, k = 5</source>
        <translation>落入某个样本 k-NN 球内的真实图像所占比例，k = 5</translation>
    </message>
    <message>
        <source>(1/(k m)) Σ over m samples of the k-NN balls of real images it is in, k = 5</source>
        <translation>(1/(k m)) Σ：对 m 个样本，累加每个样本所落入的真实图像 k-NN 球的个数，k = 5</translation>
    </message>
    <message>
        <source>1 for equal distributions; can be above 1.</source>
        <translation>分布相同时为 1；可大于 1。</translation>
    </message>
    <message>
        <source>share of real images whose k-NN ball holds a sample, k = 5</source>
        <translation>k-NN 球内含有样本的真实图像所占比例，k = 5</translation>
    </message>
    <message>
        <source>share of test images whose class the classifier of the features names</source>
        <translation>特征分类器判对类别的测试图像所占比例</translation>
    </message>
    <message>
        <source>samples that were measured</source>
        <translation>参与测量的样本数</translation>
    </message>
    <message>
        <source>different words / all words of the samples</source>
        <translation>样本中不同的词数 / 总词数</translation>
    </message>
    <message>
        <source>different word pairs / all word pairs of the samples</source>
        <translation>样本中不同的词对数 / 总词对数</translation>
    </message>
    <message>
        <source>mean BLEU-2 of each sample against all others</source>
        <translation>每个样本相对于其余所有样本的 BLEU-2 的均值</translation>
    </message>
    <message>
        <source>Rises with the number of samples; read it beside quality.</source>
        <translation>随样本数增大而升高；应结合质量一起看。</translation>
    </message>
    <message>
        <source>mean BLEU-3 of each sample against all others</source>
        <translation>每个样本相对于其余所有样本的 BLEU-3 的均值</translation>
    </message>
    <message>
        <source>mean BLEU-4 of each sample against all others</source>
        <translation>每个样本相对于其余所有样本的 BLEU-4 的均值</translation>
    </message>
    <message>
        <source>mean BLEU-4 of sentences with what the model gives back, z = μ, greedy</source>
        <translation>句子与模型重构结果之间 BLEU-4 的均值，z = μ，贪心解码</translation>
    </message>
    <message>
        <source>KLⱼ = ½ (μⱼ² + σⱼ² − ln σⱼ² − 1), mean over items</source>
        <translation>KLⱼ = ½ (μⱼ² + σⱼ² − ln σⱼ² − 1)，对条目取均值</translation>
    </message>
    <message>
        <source>Var of zⱼ under q(z)</source>
        <translation>zⱼ 在 q(z) 下的方差</translation>
    </message>
    <message>
        <source>epochs without a better validation loss that end the run</source>
        <translation>验证损失未改善达此轮数时结束运行</translation>
    </message>
</context>
<context>
    <name>MetricWords</name>
    <message>
        <source>KL divergence</source>
        <translation>KL 散度</translation>
    </message>
    <message>
        <source>KL (nats)</source>
        <translation>KL (nats)</translation>
    </message>
    <message>
        <source>KL(q(z|x) ‖ N(0, I)) per item, in nats, mean of each training batch. How much the code may say about the item. 0: the code says nothing. Dashed: the floor that BN-VAE guarantees.</source>
        <translation>每个条目的 KL(q(z|x) ‖ N(0, I))，以 nats 计，为每个训练批次的均值。表示编码最多能说明条目的多少信息。0：编码不含信息。虚线：BN-VAE 保证的下限。</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>重构</translation>
    </message>
    <message>
        <source>Reconstruction (nats)</source>
        <translation>重构（nats）</translation>
    </message>
    <message>
        <source>Rec. (nats)</source>
        <translation>重构（nats）</translation>
    </message>
    <message>
        <source>−ln p(x|z) per item, in nats, mean of the validation items. Lower is better. The menu adds, pale, each training batch, which goes up and down with the length of its sentences.</source>
        <translation>每个条目的 −ln p(x|z)，以 nats 计，为验证条目的均值。越低越好。菜单可用淡色加上每个训练批次，其值随句子长度起伏。</translation>
    </message>
    <message>
        <source>ELBO</source>
        <translation>ELBO</translation>
    </message>
    <message>
        <source>ELBO (nats)</source>
        <translation>ELBO（nats）</translation>
    </message>
    <message>
        <source>Evidence lower bound, −reconstruction − KL, per validation item in nats. Higher is better. Autoencoders without a KL (AE, EAE) have none. The menu adds, pale, each training batch.</source>
        <translation>证据下界，−重构 − KL，按每个验证条目计，单位 nats。越高越好。没有 KL 的自编码器（AE、EAE）没有此值。菜单可用淡色加上每个训练批次。</translation>
    </message>
    <message>
        <source>Active units</source>
        <translation>活跃单元</translation>
    </message>
    <message>
        <source>Latent dimensions whose mean changes with the input: variance over the validation items above 0.01 (Burda et al. 2016). Higher is better.</source>
        <translation>均值随输入变化的隐维度：在验证条目上的方差大于 0.01（Burda 等，2016）。越高越好。</translation>
    </message>
    <message>
        <source>KL per dimension</source>
        <translation>每维 KL</translation>
    </message>
    <message>
        <source>KL of each latent dimension on validation items, in nats, the largest on top; one block per run, the same colours for all. Background: a dimension that carries nothing.</source>
        <translation>验证条目上每个隐维度的 KL，以 nats 计，最大的在最上方；每个运行一块，所有运行用同一组颜色。背景色：不携带信息的维度。</translation>
    </message>
    <message>
        <source>Code entropy</source>
        <translation>编码熵</translation>
    </message>
    <message>
        <source>Entropy (nats)</source>
        <translation>熵（nats）</translation>
    </message>
    <message>
        <source>Entropy of the codes of the validation items, from distances to nearest neighbours, less the estimator&apos;s bias on N(0, I) with as many draws. The gap to the ceiling is printed with its error.</source>
        <translation>验证条目编码的熵，由最近邻距离估计，并减去估计量在同样抽样数的 N(0, I) 上的偏差。与上限之差连同其误差一并标出。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>quantity, unit</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>计算机</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>quantity, split</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Value, each in its unit</source>
        <translation>值，各用其单位</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Value (%1)</source>
        <comment>unit</comment>
        <translation>值（%1）</translation>
    </message>
    <message>
        <source>%1 (%2).</source>
        <comment>title, name</comment>
        <translation>%1（%2）。</translation>
    </message>
    <message>
        <source>In %1.</source>
        <comment>unit</comment>
        <translation>单位：%1。</translation>
    </message>
    <message>
        <source>Lower is better.</source>
        <translation>越低越好。</translation>
    </message>
    <message>
        <source>Higher is better.</source>
        <translation>越高越好。</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>%1: which share of the tensor&apos;s numbers lies where, step by step. Rows are powers of two, zero in the middle; gradients are those before clipping.</source>
        <translation>%1：逐步显示张量的数值分布在何处、各占多少。各行为 2 的幂，零在中间；梯度为裁剪前的值。</translation>
    </message>
    <message>
        <source>%1: made of others in this project; the list of metrics says how.</source>
        <translation>%1：由此项目中的其他指标组成；指标列表中有其表达式。</translation>
    </message>
    <message>
        <source>Neither end is better.</source>
        <translation>高低无优劣之分。</translation>
    </message>
    <message>
        <source>Formula: %1</source>
        <translation>公式：%1</translation>
    </message>
    <message>
        <source>A pure number.</source>
        <translation>无量纲。</translation>
    </message>
    <message>
        <source>After %1.</source>
        <comment>reference</comment>
        <translation>参照 %1。</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <comment>value, its error</comment>
        <translation>%1 ± %2</translation>
    </message>
</context>
<context>
    <name>NewRunWords</name>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GFLOP</source>
        <translation>%1 GFLOP</translation>
    </message>
    <message>
        <source>%1 MFLOP</source>
        <translation>%1 MFLOP</translation>
    </message>
    <message>
        <source>known when the data are read</source>
        <translation>读取数据后可知</translation>
    </message>
    <message>
        <source>about %1, of about %2 items</source>
        <translation>约 %1，共约 %2 个条目</translation>
    </message>
    <message>
        <source>%1, of %2 items</source>
        <translation>%1，共 %2 个条目</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>%1; %2 per run × %3</source>
        <translation>%1；每个运行 %2 × %3</translation>
    </message>
    <message>
        <source>as fast as %1</source>
        <translation>参照 %1 的速度</translation>
    </message>
    <message>
        <source>scaled by operations from %1</source>
        <translation>根据 %1 按运算量推算</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>%1（可用 %2）</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>workspace</source>
        <translation>工作空间</translation>
    </message>
    <message>
        <source>weights, optimizer</source>
        <translation>权重、优化器</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>process</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>All fields are valid, and the run fits.</source>
        <translation>所有字段均有效，且内存足以容纳该运行。</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) of %1</source>
        <translation>
            <numerusform>%1：%n 个值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seed(s)</source>
        <translation>
            <numerusform>%n 个随机种子</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <translation>%1 = %2</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>GRU</source>
        <translation>GRU</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>Perceptron</source>
        <translation>感知机</translation>
    </message>
    <message>
        <source>Convolutions</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Residual blocks</source>
        <translation>残差块</translation>
    </message>
    <message>
        <source>Language model, GPT</source>
        <translation>语言模型，GPT</translation>
    </message>
    <message>
        <source>Language model, LSTM</source>
        <translation>语言模型，LSTM</translation>
    </message>
    <message>
        <source>Language model, GRU</source>
        <translation>语言模型，GRU</translation>
    </message>
    <message>
        <source>Fashion-MNIST</source>
        <translation>Fashion-MNIST</translation>
    </message>
    <message>
        <source>WordNet</source>
        <translation>WordNet</translation>
    </message>
    <message>
        <source>synthetic mixture</source>
        <translation>合成混合数据</translation>
    </message>
    <message>
        <source>Tang poems</source>
        <translation>唐诗</translation>
    </message>
    <message>
        <source>Chinese prose</source>
        <translation>中文散文</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>not known yet: some steps are tried once the memory is planned</source>
        <translation>尚不清楚：内存规划完成后会试运行若干步</translation>
    </message>
    <message>
        <source>by some steps that were tried</source>
        <translation>按试运行的若干步估算</translation>
    </message>
    <message>
        <source>%1 of %2 free on %3; %4 beside it</source>
        <translation>%3 上 %1（可用 %2）；另需内存 %4</translation>
    </message>
    <message>
        <source>at least %1 of %2 on %3</source>
        <translation>%3 上至少 %1（共 %2）</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
</context>
<context>
    <name>OwnMetric</name>
    <message>
        <source>The metric has no name; give it one, such as Rate.</source>
        <translation>指标没有名称；请命名，例如“码率”。</translation>
    </message>
    <message>
        <source>A name has at most 60 characters and a unit 20; shorten it.</source>
        <translation>名称最多 60 个字符，单位最多 20 个；请缩短。</translation>
    </message>
    <message>
        <source>A name may not have / ( ) | &quot; , ; \ in it, for files of metrics use them; write it with letters, digits and signs such as -.</source>
        <translation>名称中不能有 / ( ) | &quot; , ; \，指标文件要用到这些字符；请使用字母、数字和 - 等符号。</translation>
    </message>
    <message>
        <source>A unit may not have ( ) | &quot; , ; \ in it nor be the word lower, higher or neither; write it like nats or items/s.</source>
        <translation>单位中不能有 ( ) | &quot; , ; \，也不能是 lower、higher 或 neither；请写成 nats 或 items/s 的形式。</translation>
    </message>
</context>
<context>
    <name>PictureFile</name>
    <message>
        <source>%1 is not a PNG or JPEG picture, so it has no code here. Drop one that is.</source>
        <translation>%1 不是 PNG 或 JPEG 图片，因此无法编码。请拖入 PNG 或 JPEG 图片。</translation>
    </message>
</context>
<context>
    <name>PrimaryVerb</name>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>正在暂停</translation>
    </message>
    <message>
        <source>Continuing</source>
        <translation>正在继续</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Run demo</source>
        <translation>运行演示</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Nothing is created (Esc).</source>
        <translation>不创建任何内容（Esc）。</translation>
    </message>
    <message>
        <source>Creates the run and starts it (Return).</source>
        <translation>创建并启动运行（Return）。</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>The same for the command line.</source>
        <translation>用于命令行的相同操作。</translation>
    </message>
</context>
<context>
    <name>Remedies</name>
    <message>
        <source>Try BN-VAE</source>
        <translation>尝试 BN-VAE</translation>
    </message>
    <message>
        <source>Batch norm with a fixed scale keeps the means of the codes apart, so that KL cannot fall below γ²d/2.</source>
        <translation>尺度固定的批归一化使各编码的均值保持分散，因此 KL 不会低于 γ²d/2。</translation>
    </message>
    <message>
        <source>Try free bits</source>
        <translation>尝试自由比特</translation>
    </message>
    <message>
        <source>Each dimension may carry its share of 4 nats for nothing: giving them up brings the model no gain.</source>
        <translation>每个维度可免费携带 4 nats 中属于自己的份额：放弃它们不会给模型带来任何好处。</translation>
    </message>
    <message>
        <source>Try warm-up</source>
        <translation>尝试预热</translation>
    </message>
    <message>
        <source>The KL term starts at weight 0 and rises, so that the decoder learns to read z before z costs anything.</source>
        <translation>KL 项的权重从 0 开始上升，使解码器在 z 产生代价之前先学会读取 z。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Fork with one change</source>
        <translation>更改一处后分叉</translation>
    </message>
    <message>
        <source>Fork from step %1</source>
        <translation>从第 %1 步分叉</translation>
    </message>
    <message>
        <source>It begins with the weights of the checkpoint at step %1 and trains its whole budget from there.</source>
        <translation>它从第 %1 步检查点的权重开始，并由此训练其全部预算。</translation>
    </message>
    <message>
        <source>Try half the batch</source>
        <translation>尝试一半的批次大小</translation>
    </message>
    <message>
        <source>Half the batch takes about half the memory; adding up the gradients of twice as many batches keeps the steps what they were.</source>
        <translation>批次大小减半，内存约减半；累积两倍数量批次的梯度，可使每一步与原来相同。</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>KL divergence</source>
        <translation>KL 散度</translation>
    </message>
    <message>
        <source>KL (nats)</source>
        <translation>KL (nats)</translation>
    </message>
    <message>
        <source>Active units</source>
        <translation>活跃单元</translation>
    </message>
    <message>
        <source>Active units (of %1)</source>
        <translation>活跃单元（共 %1 个）</translation>
    </message>
    <message>
        <source>KL per dimension</source>
        <translation>每维 KL</translation>
    </message>
    <message>
        <source>KL per dimension (nats)</source>
        <translation>每维 KL（nats）</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>重构</translation>
    </message>
    <message>
        <source>Reconstruction (nats)</source>
        <translation>重构（nats）</translation>
    </message>
    <message>
        <source>ELBO</source>
        <translation>ELBO</translation>
    </message>
    <message>
        <source>ELBO (nats)</source>
        <translation>ELBO（nats）</translation>
    </message>
    <message>
        <source>Code entropy</source>
        <translation>编码熵</translation>
    </message>
    <message>
        <source>Entropy (nats)</source>
        <translation>熵（nats）</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Mean ± standard deviation over n seeds; bold and underlined: the better end of a row.</source>
        <translation>n 个随机种子的均值 ± 标准差；粗体加下划线：该行较好的一端。</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>无。</translation>
    </message>
    <message>
        <source>Nothing has been measured yet.</source>
        <translation>尚未测量任何内容。</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>at step</source>
        <translation>所在步</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Items and samples at step %1</source>
        <translation>第 %1 步的条目和样本</translation>
    </message>
    <message>
        <source>Above validation items, below what the model gives back; 0 is white.</source>
        <translation>上方为验证条目，下方为模型的重构；0 为白色。</translation>
    </message>
    <message>
        <source>Items and their reconstructions</source>
        <translation>条目及其重构</translation>
    </message>
    <message>
        <source>Samples of the prior:</source>
        <translation>先验的样本：</translation>
    </message>
    <message>
        <source>Samples of the prior</source>
        <translation>先验的样本</translation>
    </message>
    <message>
        <source>Validation item</source>
        <translation>验证条目</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>重构结果</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>data %1</source>
        <translation>数据 %1</translation>
    </message>
    <message>
        <source>id %1</source>
        <translation>id %1</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>tags %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Settings that differ from %1</source>
        <translation>与 %1 不同的设置</translation>
    </message>
    <message>
        <source>the defaults</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>全部设置</translation>
    </message>
    <message>
        <source>Trains it again</source>
        <translation>重新训练此运行</translation>
    </message>
    <message>
        <source>Project %1 · %2</source>
        <translation>项目 %1 · %2</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Nothing has been recorded yet.</source>
        <translation>尚未记录任何内容。</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Makes this report again</source>
        <translation>重新生成此报告</translation>
    </message>
    <message>
        <source>The last value; in brackets the best one, where a metric has a better end.</source>
        <translation>最后的值；有优劣之分的指标，括号内为最佳值。</translation>
    </message>
    <message>
        <source>Trained by %1.</source>
        <translation>由 %1 训练。</translation>
    </message>
    <message>
        <source>This report was written by %1.</source>
        <translation>此报告由 %1 生成。</translation>
    </message>
    <message numerus="yes">
        <source>Not in the project any more: %n run(s) of this figure.</source>
        <translation>
            <numerusform>此图中有 %n 个运行已不在项目中。</numerusform>
        </translation>
    </message>
    <message>
        <source>Trains %1 again</source>
        <translation>重新训练 %1</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Report of %1</source>
        <comment>project</comment>
        <translation>%1 的报告</translation>
    </message>
</context>
<context>
    <name>RunCommands</name>
    <message>
        <source>Copy as co&amp;mmand</source>
        <translation>复制为命令(&amp;M)</translation>
    </message>
    <message>
        <source>Continue for %1 more epochs</source>
        <translation>继续训练 %1 轮</translation>
    </message>
    <message>
        <source>Train again and compare</source>
        <translation>再训练一次并比较</translation>
    </message>
    <message>
        <source>Whole report of the shown runs</source>
        <translation>所显示运行的完整报告</translation>
    </message>
    <message>
        <source>report.html</source>
        <translation>report.html</translation>
    </message>
    <message>
        <source>Table of the shown runs</source>
        <translation>所显示运行的表格</translation>
    </message>
    <message>
        <source>results.tex</source>
        <translation>results.tex</translation>
    </message>
</context>
<context>
    <name>RunConfig</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>RunLookMenu</name>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Strong blue</source>
        <translation>深蓝色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>蓝绿色</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Magenta</source>
        <translation>品红</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>棕色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Solid</source>
        <translation>实线</translation>
    </message>
    <message>
        <source>Dashed</source>
        <translation>虚线</translation>
    </message>
    <message>
        <source>Dotted</source>
        <translation>点线</translation>
    </message>
    <message>
        <source>Dashed and dotted</source>
        <translation>点划线</translation>
    </message>
    <message>
        <source>Long dashes</source>
        <translation>长虚线</translation>
    </message>
    <message>
        <source>Co&amp;lour</source>
        <translation>颜色(&amp;L)</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>&amp;Dash</source>
        <translation>线型(&amp;D)</translation>
    </message>
</context>
<context>
    <name>SampleGrid</name>
    <message>
        <source>item %1</source>
        <translation>条目 %1</translation>
    </message>
    <message>
        <source>
reconstruction %1 nats</source>
        <translation>
重构 %1 nats</translation>
    </message>
    <message>
        <source>
KL %1 nats</source>
        <translation>
KL %1 nats</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>loss, nats</source>
        <translation>损失，nats</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>−255 to 255</source>
        <translation>−255 至 255</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>z %1</source>
        <translation>z %1</translation>
    </message>
    <message>
        <source>KL %1</source>
        <translation>KL %1</translation>
    </message>
    <message>
        <source>Dimension, deviations</source>
        <translation>维度，标准差倍数</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>the same codes</source>
        <translation>相同的编码</translation>
    </message>
    <message>
        <source>a</source>
        <translation>a</translation>
    </message>
    <message>
        <source>b</source>
        <translation>b</translation>
    </message>
    <message>
        <source>c</source>
        <translation>c</translation>
    </message>
    <message>
        <source>a − b + c</source>
        <translation>a − b + c</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>norm of z %1
nearest training item %2, %3 away
encoded again %4 away</source>
        <translation>z 的范数 %1
最近的训练条目 %2，距离 %3
重新编码后距离 %4</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>项</translation>
    </message>
    <message>
        <source>item %1, %2</source>
        <translation>条目 %1，%2</translation>
    </message>
    <message>
        <source>norm %1</source>
        <translation>范数 %1</translation>
    </message>
    <message>
        <source>%1 away</source>
        <translation>距离 %1</translation>
    </message>
    <message>
        <source>%1 was made grey, as the data is.</source>
        <translation>%1 已转为灰度，与数据一致。</translation>
    </message>
    <message>
        <source>%1 (%2 × %3 pixels) was made grey, and its middle scaled to %4 × %5.</source>
        <translation>%1（%2 × %3 像素）已转为灰度，其中央部分缩放到 %4 × %5。</translation>
    </message>
    <message>
        <source>The middle of %1 (%2 × %3 pixels) was scaled to %4 × %5.</source>
        <translation>%1（%2 × %3 像素）的中央部分已缩放到 %4 × %5。</translation>
    </message>
</context>
<context>
    <name>SampleSettings</name>
    <message>
        <source>Reconstructions</source>
        <translation>重构</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Interpolation</source>
        <translation>插值</translation>
    </message>
    <message>
        <source>Traversal</source>
        <translation>遍历</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Worst items</source>
        <translation>最差条目</translation>
    </message>
    <message>
        <source>fitted Gaussian</source>
        <translation>拟合高斯</translation>
    </message>
    <message>
        <source>mixture of %1 Gaussians</source>
        <translation>%1 个高斯的混合</translation>
    </message>
    <message>
        <source>N(0, I)</source>
        <translation>N(0, I)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 的%1</translation>
    </message>
    <message>
        <source>, step %1</source>
        <translation>，第 %1 步</translation>
    </message>
    <message>
        <source>, codes from %1 at temperature %2, seed %3</source>
        <translation>，编码来自 %1，温度 %2，随机种子 %3</translation>
    </message>
    <message>
        <source>, items %1 and %2 of the %3 split, %4 path</source>
        <translation>，%3 划分的条目 %1 和 %2，%4路径</translation>
    </message>
    <message>
        <source>spherical</source>
        <translation>球面</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>, %1 deviations to both sides, dimensions by KL</source>
        <translation>，两侧各 %1 个标准差，维度按 KL 排列</translation>
    </message>
    <message>
        <source>, items of the %1 split drawn by seed %2</source>
        <translation>，由随机种子 %2 抽取的 %1 划分的条目</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>向量运算</translation>
    </message>
    <message>
        <source>, items %1 − %2 + %3 of the %4 split</source>
        <translation>，%4 划分的条目 %1 − %2 + %3</translation>
    </message>
</context>
<context>
    <name>SeedLine</name>
    <message>
        <source>%1, n = %2</source>
        <comment>runs alike but for their seed; how many</comment>
        <translation>%1，n = %2</translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>pausing</source>
        <translation>正在暂停</translation>
    </message>
    <message>
        <source>continuing</source>
        <translation>正在继续</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
</context>
<context>
    <name>TextConsole</name>
    <message>
        <source>Without a prompt</source>
        <translation>无提示</translation>
    </message>
</context>
<context>
    <name>TextOrder</name>
    <message>
        <source>%1 has no checkpoint at or before step %2; its first is at step %3.</source>
        <translation>%1 在第 %2 步或之前没有检查点；它的第一个检查点在第 %3 步。</translation>
    </message>
</context>
<context>
    <name>Theory</name>
    <message>
        <source>BN-VAE floor −d/2 ln(1−τ) = %1</source>
        <translation>BN-VAE 下限 −d/2 ln(1−τ) = %1</translation>
    </message>
    <message>
        <source>BN-VAE floor γ²d/2 = %1</source>
        <translation>BN-VAE 下限 γ²d/2 = %1</translation>
    </message>
    <message>
        <source>KL floor = %1</source>
        <translation>KL 下限 = %1</translation>
    </message>
    <message>
        <source>ceiling d/2 ln(2πe) = %1</source>
        <translation>上限 d/2 ln(2πe) = %1</translation>
    </message>
    <message>
        <source>gap %1</source>
        <translation>熵差 %1</translation>
    </message>
    <message>
        <source>gap %1 ± %2</source>
        <translation>熵差 %1 ± %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>文本(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>lb::gui::ClassPanel</name>
    <message>
        <source>Classes on the map</source>
        <translation>映射图上的类别</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>A check shows a class on the map.</source>
        <translation>勾选的类别显示在映射图上。</translation>
    </message>
    <message>
        <source>Prior N(0, I)</source>
        <translation>先验 N(0, I)</translation>
    </message>
    <message>
        <source>Rings at 1, 2 and 3 standard deviations of the prior.</source>
        <translation>先验 1、2、3 倍标准差处的圆环。</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>How many codes are where, in place of points.</source>
        <translation>以各处编码的数量代替点。</translation>
    </message>
    <message>
        <source>Drag path</source>
        <translation>拖动路径</translation>
    </message>
    <message>
        <source>The way of the last drag, with the places that were decoded.</source>
        <translation>上次拖动的路径及其间解码的位置。</translation>
    </message>
    <message>
        <source>%1: pale %2 or less, strong %3 or more.</source>
        <translation>%1：浅色为 %2 及以下，深色为 %3 及以上。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Items as little pictures, as many as fit beside each other; of texts the first words.</source>
        <translation>条目显示为小图片，能并排放下多少就显示多少；文本显示开头的词。</translation>
    </message>
    <message>
        <source>Codes on the map</source>
        <translation>图上的编码数</translation>
    </message>
    <message>
        <source>How many codes are on the map, drawn from each class in proportion. The axes of PCA are those of all codes of the split; t-SNE and UMAP take longer for more.</source>
        <translation>图上显示多少个编码，按各类比例抽取。PCA 的坐标轴由该划分的全部编码算出；t-SNE 和 UMAP 的编码越多，所需时间越长。</translation>
    </message>
    <message>
        <source>%1 codes</source>
        <translation>%1 个编码</translation>
    </message>
    <message>
        <source>All codes</source>
        <translation>全部编码</translation>
    </message>
</context>
<context>
    <name>lb::gui::CloseDialog</name>
    <message>
        <source>Close Latentbench</source>
        <translation>关闭 Latentbench</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) at work: %1</source>
        <translation>
            <numerusform>%n 个运行正在进行：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>What should become of the training?</source>
        <translation>如何处理正在进行的训练？</translation>
    </message>
    <message>
        <source>Keep training in the background</source>
        <translation>在后台继续训练</translation>
    </message>
    <message>
        <source>Open Latentbench again at any time: the curves are there and go on.</source>
        <translation>可随时重新打开 Latentbench：曲线仍在并会延续。</translation>
    </message>
    <message>
        <source>Pause and close</source>
        <translation>暂停并关闭</translation>
    </message>
    <message>
        <source>The runs wait at their step, with their memory, until you continue them.</source>
        <translation>各运行停在当前步并保留所占内存，直到手动继续。</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Each run saves a checkpoint and ends. It can be continued from there.</source>
        <translation>每个运行保存检查点后结束。之后可从该处继续。</translation>
    </message>
    <message>
        <source>Do this from now on without asking</source>
        <translation>以后都这样做，不再询问</translation>
    </message>
    <message>
        <source>File, Ask when closing brings the question back.</source>
        <translation>可用“文件”菜单中的“关闭时再次询问”恢复此询问。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The window stays open (Esc).</source>
        <translation>窗口保持打开（Esc）。</translation>
    </message>
</context>
<context>
    <name>lb::gui::CommandLink</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>lb::gui::CommandSearch</name>
    <message>
        <source>Search runs or commands</source>
        <translation>搜索运行或命令</translation>
    </message>
    <message>
        <source>Finds every command, run and preset by a part of its name (Ctrl+K).</source>
        <translation>按名称的一部分查找所有命令、运行和预设（Ctrl+K）。</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Nothing has this name. Fewer letters find more.</source>
        <translation>没有匹配的名称。减少字母可找到更多。</translation>
    </message>
    <message numerus="yes">
        <source>%n more; more letters find them.</source>
        <translation>
            <numerusform>还有 %n 项；输入更多字母可找到。</numerusform>
        </translation>
    </message>
    <message>
        <source>Return does it, Escape leaves.</source>
        <translation>按 Return 执行，按 Escape 退出。</translation>
    </message>
</context>
<context>
    <name>lb::gui::CompareBar</name>
    <message>
        <source>Filter: data:word tag:paper kl&gt;2</source>
        <translation>筛选：data:word tag:paper kl&gt;2</translation>
    </message>
    <message>
        <source>Filter the runs to compare</source>
        <translation>筛选要比较的运行</translation>
    </message>
    <message>
        <source>Words that must all hold: a part of the name, model:bn, state:failed, tag:paper, data:word, seed:2, kl&gt;2, au&lt;=4 (Ctrl+F).</source>
        <translation>须同时满足的词：名称的一部分、model:bn、state:failed、tag:paper、data:word、seed:2、kl&gt;2、au&lt;=4（Ctrl+F）。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>at step</source>
        <translation>指定步</translation>
    </message>
    <message>
        <source>Which of its values stands for a run: where the validation ELBO is best, the last, the best, smallest or largest of its metric, or the one at a step. A right click on a column&apos;s title chooses for that column alone.</source>
        <translation>用哪个值代表一个运行：验证 ELBO 最佳处的值，指标的最后、最佳、最小或最大值，或某一步的值。右键单击列标题可单独为该列选择。</translation>
    </message>
    <message>
        <source>Value that stands for a run</source>
        <translation>代表运行的值</translation>
    </message>
    <message>
        <source>The newest value at or before this step.</source>
        <translation>此步或之前的最新值。</translation>
    </message>
    <message>
        <source>Step of the values</source>
        <translation>取值的步</translation>
    </message>
    <message>
        <source>All others are told by their difference from this run or group (B pins the current row).</source>
        <translation>其他各项均以与此运行或组的差值表示（按 B 将当前行固定为基线）。</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Group seeds</source>
        <translation>合并随机种子</translation>
    </message>
    <message>
        <source>Runs that differ in their seed alone are one row, their mean (G).</source>
        <translation>仅随机种子不同的运行合并为一行，显示其均值（G）。</translation>
    </message>
    <message>
        <source>Deltas</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>The difference from the baseline, else the spread of the seeds.</source>
        <translation>与基线的差值；无基线时为随机种子间的离散程度。</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>仅显示差异</translation>
    </message>
    <message>
        <source>Columns of settings: only those that not all groups share (F4 goes through what differs).</source>
        <translation>设置列：只显示各组不全相同的设置（按 F4 逐一转到不同之处）。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Chooses the metrics and settings of the table.</source>
        <translation>选择表格中的指标和设置。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies the table, or the command for it.</source>
        <translation>复制表格或生成该表格的命令。</translation>
    </message>
    <message>
        <source>Table, separated by tabs</source>
        <translation>表格，以制表符分隔</translation>
    </message>
    <message>
        <source>Table as LaTeX</source>
        <translation>LaTeX 表格</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Usual columns</source>
        <translation>常用列</translation>
    </message>
    <message>
        <source>As all columns: %1</source>
        <translation>与所有列相同：%1</translation>
    </message>
    <message>
        <source>Hide this column</source>
        <translation>隐藏此列</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2 of %n runs</source>
        <translation>
            <numerusform>%1，%2 / %n 个运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n groups</source>
        <translation>
            <numerusform>%n 个组</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, reading %n more</source>
        <translation>
            <numerusform>，还在读取 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>About the runs</source>
        <translation>运行信息</translation>
    </message>
    <message>
        <source>Number of runs</source>
        <translation>运行数</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>训练时间</translation>
    </message>
</context>
<context>
    <name>lb::gui::ComparePage</name>
    <message>
        <source>Runs stand side by side here, with their differences and how sure they are. There is no run in this project yet.</source>
        <translation>各运行在此并排显示，并给出其差异及可信程度。此项目中尚无运行。</translation>
    </message>
    <message>
        <source>Run the demo</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>Bold and underlined: best. A dash: no such quantity.</source>
        <translation>粗体加下划线：最佳。短横线：无此量。</translation>
    </message>
    <message>
        <source>Choose a row to read what its numbers say.</source>
        <translation>选择一行以查看其数值说明。</translation>
    </message>
</context>
<context>
    <name>lb::gui::ComparePane</name>
    <message>
        <source>One group alone has nothing to differ from. Check a second one in the table.</source>
        <translation>只有一个组，无从比较差异。请在表格中再勾选一个组。</translation>
    </message>
    <message>
        <source>What the checked runs have in common and where they differ appears here. None is checked in the table yet.</source>
        <translation>此处显示所勾选运行的共同点和不同点。表格中尚未勾选任何运行。</translation>
    </message>
    <message>
        <source>Send to report: puts this view at the end of the report (Ctrl+6).</source>
        <translation>发送到报告：将此视图放到报告末尾（Ctrl+6）。</translation>
    </message>
    <message>
        <source>Send to report</source>
        <translation>发送到报告</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>view, what it shows</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>lb::gui::ConfigView</name>
    <message>
        <source>Settings of the current run</source>
        <translation>当前运行的设置</translation>
    </message>
    <message>
        <source>A dot marks what differs from the preset, or from the run this one was forked from.</source>
        <translation>圆点标出与预设不同的设置，或与分叉来源运行不同的设置。</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>之前：%1</translation>
    </message>
    <message>
        <source>Theory</source>
        <translation>理论</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 nats</translation>
    </message>
    <message>
        <source>KL floor γ²d/2</source>
        <translation>KL 下限 γ²d/2</translation>
    </message>
    <message>
        <source>Batch norm on the mean with fixed scale γ keeps KL above this.</source>
        <translation>对均值做固定缩放 γ 的批归一化，使 KL 保持在此值之上。</translation>
    </message>
    <message>
        <source>KL above floor</source>
        <translation>KL 超出下限</translation>
    </message>
    <message>
        <source>Last KL on validation items less the floor.</source>
        <translation>验证条目上最后的 KL 减去下限。</translation>
    </message>
    <message>
        <source>Entropy ceiling d/2 ln(2πe)</source>
        <translation>熵上限 d/2 ln(2πe)</translation>
    </message>
    <message>
        <source>Entropy of N(0, I): no code of unit variance has more.</source>
        <translation>N(0, I) 的熵：单位方差的编码以此为最大。</translation>
    </message>
    <message>
        <source>Entropy gap</source>
        <translation>熵差</translation>
    </message>
    <message>
        <source>Estimated entropy, less the estimator&apos;s bias, minus the ceiling.</source>
        <translation>估计的熵减去估计量的偏差，再减去上限。</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Numbers that training changes.</source>
        <translation>训练过程中更新的数值。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>value, unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Measured on test items</source>
        <translation>在测试条目上测得</translation>
    </message>
</context>
<context>
    <name>lb::gui::CurvesSheet</name>
    <message>
        <source>Metric of the curves</source>
        <translation>曲线的指标</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>区间带</translation>
    </message>
    <message>
        <source>What the band around the mean of seeds shows</source>
        <translation>随机种子均值周围区间带的含义</translation>
    </message>
    <message>
        <source>Scale of the values</source>
        <translation>值的刻度</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>std</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>min–max</source>
        <translation>最小–最大</translation>
    </message>
    <message>
        <source>95 % CI</source>
        <translation>95% 置信区间</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>symlog</source>
        <translation>对称对数</translation>
    </message>
    <message>
        <source>%1, n = %2</source>
        <translation>%1，n = %2</translation>
    </message>
    <message>
        <source>mean of seeds with %1</source>
        <translation>随机种子的均值，区间带：%1</translation>
    </message>
</context>
<context>
    <name>lb::gui::DataCard</name>
    <message>
        <source>%1
From: %2</source>
        <translation>%1
来源：%2</translation>
    </message>
</context>
<context>
    <name>lb::gui::DataFactsPanel</name>
    <message>
        <source>Items</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Items that are trained on.</source>
        <translation>用于训练的条目。</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Items that every validation measures.</source>
        <translation>每次验证所测量的条目。</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Items for the last measurement.</source>
        <translation>用于最终测量的条目。</translation>
    </message>
    <message>
        <source>The items before.</source>
        <translation>前面的条目。</translation>
    </message>
    <message>
        <source>The items after.</source>
        <translation>后面的条目。</translation>
    </message>
    <message>
        <source>Items of the data set</source>
        <translation>数据集的条目</translation>
    </message>
    <message>
        <source>Items that are trained on, by the split of seed 1.</source>
        <translation>用于训练的条目（按随机种子 1 的划分）。</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>%1 x %2, grey</source>
        <translation>%1 x %2，灰度</translation>
    </message>
    <message>
        <source>Height and width of an item.</source>
        <translation>条目的高度和宽度。</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>no labels</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Different labels.</source>
        <translation>不同标签的数量。</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Of the training pixels; white is 1.</source>
        <translation>训练像素的均值；白色为 1。</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Standard deviation of the training pixels.</source>
        <translation>训练像素的标准差。</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Different tokens of the training texts.</source>
        <translation>训练文本中不同 token 的数量。</translation>
    </message>
    <message>
        <source>Mean length</source>
        <translation>平均长度</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个 token</translation>
    </message>
    <message>
        <source>Tokens per training sentence.</source>
        <translation>每个训练句子的 token 数。</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知 token</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Share of the tokens that are not in the vocabulary.</source>
        <translation>不在词表中的 token 所占比例。</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>SHA-256 over content and split: %1</source>
        <translation>内容和划分的 SHA-256：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已略过</translation>
    </message>
    <message>
        <source>Every item of the files is used.</source>
        <translation>文件中的条目全部使用。</translation>
    </message>
    <message>
        <source>Length of training texts (tokens)</source>
        <translation>训练文本长度（token）</translation>
    </message>
    <message>
        <source>Training pixels, from black to white</source>
        <translation>训练像素，从黑到白</translation>
    </message>
    <message>
        <source>Items of the first %1 of %2 classes</source>
        <translation>前 %1 个类别的条目（共 %2 个类别）</translation>
    </message>
    <message>
        <source>Items by class</source>
        <translation>各类别的条目</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 to %2 of %3</source>
        <translation>第 %1 至 %2 项，共 %3 项</translation>
    </message>
</context>
<context>
    <name>lb::gui::DataImportBar</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>N&amp;ame</source>
        <translation>名称(&amp;A)</translation>
    </message>
    <message>
        <source>What the data set is called. Runs name it own: and this name.</source>
        <translation>数据集的名称。运行中以 own: 加此名称来引用。</translation>
    </message>
    <message>
        <source>As fits</source>
        <translation>自动适应</translation>
    </message>
    <message>
        <source>%1 x %1</source>
        <translation>%1 x %1</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>大小(&amp;Z)</translation>
    </message>
    <message>
        <source>Pictures are cut to a centred square and scaled to it. &quot;As fits&quot; keeps pictures of one small size as they are and makes others 32 x 32.</source>
        <translation>图片居中裁剪为正方形并缩放到此大小。“自动适应”会原样保留尺寸一致的小图片，其他图片缩放为 32 x 32。</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>The same for the command line.</source>
        <translation>用于命令行的相同操作。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Makes a data set of this project; what cannot be read is counted and listed.</source>
        <translation>建立此项目的数据集；无法读取的内容会计数并列出。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Nothing is kept of an import that is cancelled.</source>
        <translation>取消导入后不保留任何内容。</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::DataPage</name>
    <message>
        <source>Data sets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>The program&apos;s data sets, and those that this project has imported.</source>
        <translation>程序自带的数据集，以及此项目导入的数据集。</translation>
    </message>
    <message>
        <source>Import &amp;folder…</source>
        <translation>导入文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>A folder of PNG or JPEG pictures; its subfolders are the classes. Dropping it here does the same.</source>
        <translation>含 PNG 或 JPEG 图片的文件夹，其子文件夹即为类别。也可将其拖放到此处。</translation>
    </message>
    <message>
        <source>&amp;Import file…</source>
        <translation>导入文件(&amp;I)…</translation>
    </message>
    <message>
        <source>IDX, NPY or CSV of pixels, or a text with one sentence a line. Dropping it here does the same.</source>
        <translation>像素的 IDX、NPY 或 CSV 文件，或每行一个句子的文本。也可将其拖放到此处。</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Moves an imported set&apos;s folder to the project&apos;s trash. Runs that were trained on it keep their numbers, but cannot go on without it.</source>
        <translation>将导入的数据集的文件夹移到项目的回收站。用它训练的运行保留已有数值，但没有它便无法继续训练。</translation>
    </message>
    <message>
        <source>New run with this data</source>
        <translation>用此数据新建运行</translation>
    </message>
    <message>
        <source>Opens New run with this data set chosen.</source>
        <translation>打开“新建运行”并选定此数据集。</translation>
    </message>
    <message>
        <source>Choose a data set to see what is in it.</source>
        <translation>选择数据集以查看其内容。</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>未导入任何内容。</translation>
    </message>
    <message>
        <source>The tokenizer was not made.</source>
        <translation>分词器未生成。</translation>
    </message>
    <message>
        <source>%1 was moved to the trash.</source>
        <translation>已将 %1 移到回收站。</translation>
    </message>
    <message>
        <source>Its folder is kept there until you delete it.</source>
        <translation>其文件夹保留在回收站中，直到手动删除。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>%1
%2
From: %3</source>
        <translation>%1
%2
来源：%3</translation>
    </message>
    <message>
        <source>%1 From: %2</source>
        <translation>%1 来源：%2</translation>
    </message>
    <message>
        <source>%1 is being read.</source>
        <translation>正在读取 %1。</translation>
    </message>
    <message>
        <source>Import a folder of pictures</source>
        <translation>导入图片文件夹</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Data (*.txt *.csv *.npy *.idx *-ubyte *.gz *.md)</source>
        <translation>数据 (*.txt *.csv *.npy *.idx *-ubyte *.gz *.md)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) imported.</source>
        <translation>
            <numerusform>已导入 %n 个条目。</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs name the data set %1.</source>
        <translation>运行中以 %1 引用此数据集。</translation>
    </message>
    <message>
        <source>Left out: %1.</source>
        <translation>已略过：%1。</translation>
    </message>
</context>
<context>
    <name>lb::gui::DataShelf</name>
    <message>
        <source>The folder of %1 cannot be moved to the trash.</source>
        <translation>无法将 %1 的文件夹移到回收站。</translation>
    </message>
    <message>
        <source>The folder of %1 cannot be brought back.</source>
        <translation>无法恢复 %1 的文件夹。</translation>
    </message>
</context>
<context>
    <name>lb::gui::DecodedPanel</name>
    <message>
        <source>Decoded</source>
        <translation>解码结果</translation>
    </message>
    <message>
        <source>at the cursor</source>
        <translation>光标处</translation>
    </message>
    <message>
        <source>What the place under the cursor becomes, while it is dragged.</source>
        <translation>拖动时，光标所在位置的解码结果。</translation>
    </message>
    <message>
        <source>path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>From one point to another: click two points of the map.</source>
        <translation>从一点到另一点：在映射图上点击两个点。</translation>
    </message>
    <message>
        <source>a − b + c</source>
        <translation>a − b + c</translation>
    </message>
    <message>
        <source>Arithmetic with codes: click three points of the map.</source>
        <translation>编码的向量运算：在映射图上点击三个点。</translation>
    </message>
    <message>
        <source>selection</source>
        <translation>选中项</translation>
    </message>
    <message>
        <source>The items inside the last lasso.</source>
        <translation>上一次套索内的条目。</translation>
    </message>
    <message>
        <source>Decoded at the cursor</source>
        <translation>光标处的解码结果</translation>
    </message>
    <message>
        <source>Nearest codes, with distance</source>
        <translation>最近的编码及距离</translation>
    </message>
    <message>
        <source>Along the drag, oldest first</source>
        <translation>沿拖动轨迹，最早的在前</translation>
    </message>
    <message>
        <source>Drag on the map, or move the cursor
with the arrow keys.</source>
        <translation>在映射图上拖动，
或用方向键移动光标。</translation>
    </message>
    <message>
        <source>Way between the points</source>
        <translation>两点之间的路径</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>spherical</source>
        <translation>球面</translation>
    </message>
    <message>
        <source>Linear: the straight line. Spherical: turning at equal pace, so that codes between keep their length.</source>
        <translation>线性：沿直线。球面：匀速转动，使中间的编码保持长度。</translation>
    </message>
    <message>
        <source>Codes on the path</source>
        <translation>路径上的编码数</translation>
    </message>
    <message>
        <source>Codes on the path, both ends included: 2 to 32.</source>
        <translation>路径上的编码数，含两端：2 到 32。</translation>
    </message>
    <message>
        <source>From A to B</source>
        <translation>从 A 到 B</translation>
    </message>
    <message>
        <source>a, b, c and a − b + c</source>
        <translation>a、b、c 和 a − b + c</translation>
    </message>
    <message>
        <source>Nearest to the sum, with distance</source>
        <translation>与运算结果最近的编码及距离</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Writes the selected items with places, class and figures; without a selection all of the map.</source>
        <translation>写出选中条目的位置、类别和数值；未选中时写出整张映射图。</translation>
    </message>
    <message>
        <source>Selected items</source>
        <translation>选中条目</translation>
    </message>
    <message>
        <source>PC 1, PC 2   %1, %2</source>
        <translation>PC 1, PC 2   %1, %2</translation>
    </message>
    <message>
        <source>Norm of z   %1</source>
        <translation>z 的范数   %1</translation>
    </message>
    <message>
        <source>item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Nearest   %1, %2 away</source>
        <translation>最近   %1，距离 %2</translation>
    </message>
    <message>
        <source>Item %1 of the data</source>
        <translation>数据的条目 %1</translation>
    </message>
    <message>
        <source>KL   %1 nats</source>
        <translation>KL   %1 nats</translation>
    </message>
    <message>
        <source>Reconstruction   %1 nats</source>
        <translation>重构   %1 nats</translation>
    </message>
    <message>
        <source>Nothing is selected: draw a lasso with Shift-drag.</source>
        <translation>未选中任何条目：按住 Shift 拖动以绘制套索。</translation>
    </message>
    <message>
        <source>a</source>
        <translation>a</translation>
    </message>
    <message>
        <source>b</source>
        <translation>b</translation>
    </message>
    <message>
        <source>c</source>
        <translation>c</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Decoded at the position on the path</source>
        <translation>在路径上的位置解码</translation>
    </message>
    <message>
        <source>Frames…</source>
        <translation>帧…</translation>
    </message>
    <message>
        <source>Plays the way from A to B (Space on the map).</source>
        <translation>播放从 A 到 B 的路径（在映射图上按 Space）。</translation>
    </message>
    <message>
        <source>The place on the path; arrow keys move it.</source>
        <translation>路径上的位置；方向键可移动它。</translation>
    </message>
    <message>
        <source>Position   %1</source>
        <translation>位置   %1</translation>
    </message>
    <message>
        <source>Click a point of the map for A, then one for B; or drop a picture here.</source>
        <translation>先在映射图上点击一个点作为 A，再点击一个点作为 B；也可将图片拖放到此处。</translation>
    </message>
    <message>
        <source>Writes the path as numbered PNG pictures; the menu as an animation or a film strip.</source>
        <translation>将路径保存为一组编号的 PNG 图片；菜单中可选择保存为动画或胶片条。</translation>
    </message>
    <message>
        <source>Pictures (PNG)…</source>
        <translation>图片（PNG）…</translation>
    </message>
    <message>
        <source>Animation (GIF)…</source>
        <translation>动画（GIF）…</translation>
    </message>
    <message>
        <source>Film strip (PDF)…</source>
        <translation>胶片条（PDF）…</translation>
    </message>
    <message>
        <source>Click three points of the map: a, b and c; or drop a picture here.</source>
        <translation>在映射图上点击三个点：a、b 和 c；也可将图片拖放到此处。</translation>
    </message>
    <message>
        <source>%1, %2 split</source>
        <translation>%1，%2 划分</translation>
    </message>
    <message>
        <source>The selected items (%1) are not on this map: it is of other data.</source>
        <translation>选中条目（%1）不在此映射图上：此图来自其他数据。</translation>
    </message>
    <message numerus="yes">
        <source>First %1 of %n selected item(s) of %2</source>
        <translation>
            <numerusform>%2 的 %n 个选中条目中的前 %1 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected item(s) of %1</source>
        <translation>
            <numerusform>%1 的 %n 个选中条目</numerusform>
        </translation>
    </message>
    <message>
        <source>Items…</source>
        <translation>条目…</translation>
    </message>
    <message>
        <source>Writes the selected items into a folder: a PNG each, or their sentences, and the table of their codes.</source>
        <translation>把选中的条目写入一个文件夹：每个条目一张 PNG（或其句子），以及它们的编码表。</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Puts a tag on the selected items, or takes it off; the tag holds in every run on this data. Also selects the items that have one.</source>
        <translation>为所选条目加上或去掉标签；标签在使用该数据的每个运行中都有效。也可选取带有某个标签的条目。</translation>
    </message>
    <message>
        <source>Tags   %1</source>
        <translation>标签   %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::DemoPreview</name>
    <message>
        <source>%1: falls to %2 nats, z unused</source>
        <translation>%1：降至 %2 nats，z 未被使用</translation>
    </message>
    <message>
        <source>%1: stays at %2 nats</source>
        <translation>%1：保持在 %2 nats</translation>
    </message>
    <message>
        <source>What the demo shows</source>
        <translation>演示所展示的内容</translation>
    </message>
    <message>
        <source>from a finished run</source>
        <translation>来自已完成的运行</translation>
    </message>
    <message>
        <source>KL of each model during a recorded demo.</source>
        <translation>录制的演示中各模型的 KL。</translation>
    </message>
    <message>
        <source>KL (nats)</source>
        <translation>KL (nats)</translation>
    </message>
    <message>
        <source>floor γ²d/2 = %1</source>
        <translation>下限 γ²d/2 = %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::DeviceButton</name>
    <message>
        <source>Where new runs train: %1.</source>
        <translation>新运行的训练设备：%1。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Device of new runs: %1</source>
        <translation>新运行的设备：%1</translation>
    </message>
    <message>
        <source>Automatic: %1</source>
        <translation>自动：%1</translation>
    </message>
    <message>
        <source>A GPU where there is one, else the CPU.</source>
        <translation>有 GPU 则用 GPU，否则用 CPU。</translation>
    </message>
    <message>
        <source>New runs train on the CPU.</source>
        <translation>新运行在 CPU 上训练。</translation>
    </message>
    <message>
        <source>New runs train on this GPU.</source>
        <translation>新运行在此 GPU 上训练。</translation>
    </message>
</context>
<context>
    <name>lb::gui::DialogHelp</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>lb::gui::DiffSheet</name>
    <message>
        <source>Hide identical</source>
        <translation>隐藏相同项</translation>
    </message>
    <message>
        <source>Lists only settings that differ.</source>
        <translation>只列出不同的设置。</translation>
    </message>
    <message>
        <source>Previous difference (Shift+F4)</source>
        <translation>上一处不同（Shift+F4）</translation>
    </message>
    <message>
        <source>Next difference (F4)</source>
        <translation>下一处不同（F4）</translation>
    </message>
    <message>
        <source>Copies the table, separated by tabs.</source>
        <translation>复制表格，以制表符分隔。</translation>
    </message>
    <message>
        <source>Settings side by side</source>
        <translation>设置并排对照</translation>
    </message>
    <message>
        <source>What differs from the first column stands on a marked ground.</source>
        <translation>与第一列不同之处以底色标出。</translation>
    </message>
    <message>
        <source>%1, n = %2</source>
        <translation>%1，n = %2</translation>
    </message>
    <message numerus="yes">
        <source>%n settings differ</source>
        <translation>
            <numerusform>%n 个设置不同</numerusform>
        </translation>
    </message>
    <message>
        <source>, the first %1 of %2 shown</source>
        <translation>，显示 %2 列中的前 %1 列</translation>
    </message>
</context>
<context>
    <name>lb::gui::DimensionPanel</name>
    <message>
        <source>Dimensions</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>KL, variances and a traversal of each dimension.</source>
        <translation>各维度的 KL、方差和遍历。</translation>
    </message>
    <message>
        <source>sliders</source>
        <translation>滑块</translation>
    </message>
    <message>
        <source>A slider for each dimension, the largest KL first; the picture above follows.</source>
        <translation>每个维度一个滑块，KL 最大的在前；上方图像随之变化。</translation>
    </message>
    <message>
        <source>prior</source>
        <translation>先验</translation>
    </message>
    <message>
        <source>The aggregated posterior of the chosen dimension against the prior.</source>
        <translation>所选维度的聚合后验与先验对照。</translation>
    </message>
    <message>
        <source>Aggregated posterior against the prior</source>
        <translation>聚合后验与先验对照</translation>
    </message>
    <message>
        <source>z %1</source>
        <translation>z %1</translation>
    </message>
    <message>
        <source>Dimension %1</source>
        <translation>维度 %1</translation>
    </message>
    <message>
        <source>Dimension %1 from 3 standard deviations of the aggregated posterior below its mean to 3 above.</source>
        <translation>维度 %1：从聚合后验均值以下 3 个标准差到以上 3 个标准差。</translation>
    </message>
    <message>
        <source>To the mean</source>
        <translation>回到均值</translation>
    </message>
    <message>
        <source>All dimensions to the mean of all codes.</source>
        <translation>将所有维度设为所有编码的均值。</translation>
    </message>
    <message>
        <source>Aggregated posterior: mean %1, standard deviation %2; the prior has 0 and 1.</source>
        <translation>聚合后验：均值 %1，标准差 %2；先验为 0 和 1。</translation>
    </message>
    <message>
        <source>Threshold of active units</source>
        <translation>活跃单元的阈值</translation>
    </message>
    <message>
        <source>A dimension is active when the variance of its posterior mean over the split, over N − 1, is at least this (Burda et al. 2016 take 0.01).</source>
        <translation>若某一维的后验均值在该划分上的方差（除以 N − 1）不小于此值，则该维为活跃（Burda 等 2016 取 0.01）。</translation>
    </message>
    <message>
        <source>%1 of %2 active</source>
        <translation>%2 维中 %1 维活跃</translation>
    </message>
</context>
<context>
    <name>lb::gui::Dock</name>
    <message>
        <source>Float or dock %1</source>
        <translation>浮动或停靠“%1”</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>关闭“%1”</translation>
    </message>
</context>
<context>
    <name>lb::gui::EndPanel</name>
    <message>
        <source>item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>抽取</translation>
    </message>
    <message>
        <source>Position of the item in the split. A grid&apos;s menu puts an item here, too.</source>
        <translation>条目在划分中的位置。网格的菜单也可把条目放到这里。</translation>
    </message>
    <message>
        <source>Another item, drawn at random.</source>
        <translation>另一个随机抽取的条目。</translation>
    </message>
    <message>
        <source>From map…</source>
        <translation>从映射图…</translation>
    </message>
    <message>
        <source>Goes to the map of the codes, to pick a point there.</source>
        <translation>转到编码的映射图，在那里选一个点。</translation>
    </message>
    <message>
        <source>Worst items…</source>
        <translation>最差条目…</translation>
    </message>
    <message>
        <source>Goes to the items that are given back worst; their menu puts one here.</source>
        <translation>转到重构得最差的条目；其菜单可把条目放到这里。</translation>
    </message>
    <message>
        <source>Item %1</source>
        <translation>条目 %1</translation>
    </message>
    <message>
        <source>Item %1 as it is</source>
        <translation>条目 %1 原样</translation>
    </message>
    <message>
        <source>own picture</source>
        <translation>自选图片</translation>
    </message>
    <message>
        <source>not of the data</source>
        <translation>不属于数据集</translation>
    </message>
</context>
<context>
    <name>lb::gui::EvaluateDialog</name>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation>评估进度</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>The same for the command line.</source>
        <translation>用于命令行的相同操作。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>An evaluation at work goes on; the window tells when it is done.</source>
        <translation>进行中的评估会继续；完成时由主窗口提示。</translation>
    </message>
    <message>
        <source>Chec&amp;kpoint</source>
        <translation>检查点(&amp;K)</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>The weights that are measured.</source>
        <translation>所测量的权重。</translation>
    </message>
    <message>
        <source>What training &amp;measures too</source>
        <translation>训练时也测量的指标(&amp;M)</translation>
    </message>
    <message>
        <source>Reconstruction, KL, ELBO, active units, mutual information, decoder use, entropy.</source>
        <translation>重构、KL、ELBO、活跃单元、互信息、解码器利用度、熵。</translation>
    </message>
    <message>
        <source>&amp;Likelihood by importance sampling</source>
        <translation>重要性采样估计的似然(&amp;L)</translation>
    </message>
    <message>
        <source>−ln p(x), tighter than the ELBO, of models whose codes have noise (Burda et al. 2016).</source>
        <translation>−ln p(x)，比 ELBO 更紧，适用于编码带噪声的模型（Burda et al. 2016）。</translation>
    </message>
    <message>
        <source>&amp;Samples K of each item</source>
        <translation>每个条目的样本数 K(&amp;S)</translation>
    </message>
    <message>
        <source>The bound is tighter the more they are, and takes as many times longer.</source>
        <translation>样本越多，界越紧，用时也成倍增加。</translation>
    </message>
    <message>
        <source>Test &amp;items</source>
        <translation>测试条目数(&amp;I)</translation>
    </message>
    <message>
        <source>The first so many. 0: all of them.</source>
        <translation>只取前若干个。0：全部。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>&amp;Codes against the prior</source>
        <translation>编码与先验对照(&amp;C)</translation>
    </message>
    <message>
        <source>MMD of codes and prior draws, and holes: prior draws that no code is near.</source>
        <translation>编码与先验抽样的 MMD，以及空洞：附近没有任何编码的先验抽样。</translation>
    </message>
    <message>
        <source>&amp;Quality of samples</source>
        <translation>样本质量(&amp;Q)</translation>
    </message>
    <message>
        <source>Images: Fréchet distance in features of an own classifier, precision, recall, density, coverage. Sentences: variety (distinct words, self-BLEU), BLEU of reconstructions.</source>
        <translation>图像：自建分类器特征上的 Fréchet 距离、精确率、召回率、密度、覆盖率。句子：多样性（不同词比例、Self-BLEU）、重构的 BLEU。</translation>
    </message>
    <message>
        <source>Sam&amp;ples, and as many real ones</source>
        <translation>样本数，真实数据取同样多(&amp;P)</translation>
    </message>
    <message>
        <source>The Fréchet distance depends on the number: compare only at the same one.</source>
        <translation>Fréchet 距离与数量有关：仅在数量相同时比较。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>测量结果</translation>
    </message>
    <message>
        <source>The numbers of the last evaluation; they are kept with their runs.</source>
        <translation>最近一次评估的数值；随各自的运行保存。</translation>
    </message>
    <message>
        <source>Evaluate %1</source>
        <translation>评估 %1</translation>
    </message>
    <message numerus="yes">
        <source>Evaluate %n runs</source>
        <translation>
            <numerusform>评估 %n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>On test items, which training never sees. A run at work writes its own numbers: these are shown here but kept only once it has ended.</source>
        <translation>在训练从未见过的测试条目上测量。进行中的运行会写入自己的数值：此处的结果会显示，但仅在运行结束后才会保存。</translation>
    </message>
    <message>
        <source>On test items, which training never sees. The numbers are kept with the run and stand in Compare, the Inspector and reports.</source>
        <translation>在训练从未见过的测试条目上测量。数值随运行保存，并显示在“比较”页面、检查器和报告中。</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Step %1 (%2)</source>
        <translation>第 %1 步（%2）</translation>
    </message>
    <message>
        <source>Nothing is chosen: check what is to be measured.</source>
        <translation>未选择任何内容：请勾选要测量的项目。</translation>
    </message>
    <message>
        <source>How long it takes is not known before it has begun.</source>
        <translation>开始之前无法得知所需时间。</translation>
    </message>
    <message>
        <source>Takes about %1, by the speed of training.</source>
        <translation>按训练速度估计，约需 %1。</translation>
    </message>
    <message>
        <source>The first one of an image data set also trains its classifier, about a minute.</source>
        <translation>图像数据集的首次评估还需训练其分类器，约一分钟。</translation>
    </message>
    <message>
        <source>Cancel evaluation</source>
        <translation>取消评估</translation>
    </message>
    <message>
        <source>Ends the work; nothing is kept of the run that is being measured.</source>
        <translation>结束评估；正在测量的运行不保留任何结果。</translation>
    </message>
    <message>
        <source>Measures in the background (Return).</source>
        <translation>在后台测量（Return）。</translation>
    </message>
    <message>
        <source>opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>run, what is being done</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>, about %1 left</source>
        <translation>，约剩 %1</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>正在取消</translation>
    </message>
</context>
<context>
    <name>lb::gui::ExportFigureDialog</name>
    <message>
        <source>Export figure</source>
        <translation>导出图</translation>
    </message>
    <message>
        <source>Preview at true size</source>
        <translation>按实际尺寸预览</translation>
    </message>
    <message>
        <source>Zoom of the preview</source>
        <translation>预览缩放</translation>
    </message>
    <message>
        <source>100 %: a centimetre of the figure is one on the screen.</source>
        <translation>100 %：图上的一厘米等于屏幕上的一厘米。</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Shows the figure as it is.</source>
        <translation>按原样显示图。</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Shows it as a printer without colours makes it.</source>
        <translation>以黑白打印的效果显示。</translation>
    </message>
    <message>
        <source>Colour-blind</source>
        <translation>色盲</translation>
    </message>
    <message>
        <source>Shows it as eyes without green cones see it.</source>
        <translation>以缺少绿色视锥细胞的眼睛所见的效果显示。</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>图注</translation>
    </message>
    <message>
        <source>What a reader must know; it follows the choices until you change it. Empty it to have it back.</source>
        <translation>读者须知的内容；手动更改之前随各项选择更新。清空即可恢复。</translation>
    </message>
    <message>
        <source>Copy caption</source>
        <translation>复制图注</translation>
    </message>
    <message>
        <source>Copies the caption with n, seeds, smoothing and the command that draws the figure.</source>
        <translation>复制图注，包括 n、随机种子、平滑以及绘制该图的命令。</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Copies the command line that draws exactly these files; it needs no display.</source>
        <translation>复制绘制这些文件的命令行；运行时无需显示器。</translation>
    </message>
    <message>
        <source>Copy to clipboard</source>
        <translation>复制到剪贴板</translation>
    </message>
    <message>
        <source>Copies the picture and its values.</source>
        <translation>复制图像及其数值。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Closes the dialog; files that are written stay.</source>
        <translation>关闭对话框；已写出的文件保留。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Writes the files (Ctrl+Return).</source>
        <translation>写出文件（Ctrl+Return）。</translation>
    </message>
    <message>
        <source>The points cannot be read.</source>
        <translation>无法读取数据点。</translation>
    </message>
    <message>
        <source>Check a panel to see it here.</source>
        <translation>勾选面板后在此显示。</translation>
    </message>
    <message>
        <source>Reading the points</source>
        <translation>正在读取数据点</translation>
    </message>
    <message>
        <source>%1 stored, %2 drawn</source>
        <translation>已存 %1 个，绘制 %2 个</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Choose a panel and a format.</source>
        <translation>选择面板和格式。</translation>
    </message>
    <message>
        <source>In %1, with %2 beside them, from which the command draws them again.</source>
        <translation>位于 %1，旁边附有 %2，命令可据此重新绘制。</translation>
    </message>
    <message>
        <source>Export 1 file</source>
        <translation>导出 1 个文件</translation>
    </message>
    <message>
        <source>Export %1 files</source>
        <translation>导出 %1 个文件</translation>
    </message>
    <message>
        <source>The figure was not written.</source>
        <translation>图未写出。</translation>
    </message>
    <message>
        <source>Written to %1:</source>
        <translation>已写入 %1：</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>lb::gui::ExportRunsDialog</name>
    <message>
        <source>Export runs</source>
        <translation>导出运行</translation>
    </message>
    <message numerus="yes">
        <source>Export %n run(s) as one file</source>
        <translation>
            <numerusform>把 %n 个运行导出为一个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>以及另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>With &amp;checkpoints</source>
        <translation>带检查点(&amp;C)</translation>
    </message>
    <message>
        <source>Weights make the file large; without them there are curves, samples and settings.</source>
        <translation>权重会使文件很大；不带权重时只有曲线、样本和设置。</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>The same for the command line.</source>
        <translation>用于命令行的相同操作。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Nothing is written (Esc).</source>
        <translation>不写入任何内容（Esc）。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Asks for the file, then writes it (Return).</source>
        <translation>先选择文件，再写入（Return）。</translation>
    </message>
    <message>
        <source>They can be looked at, sampled and gone on with where the file is unpacked.</source>
        <translation>在解包该文件的位置，可以查看这些运行、对其采样并继续训练。</translation>
    </message>
    <message>
        <source>They can be looked at and compared, not sampled or gone on with.</source>
        <translation>可以查看和比较它们，但不能采样或继续训练。</translation>
    </message>
    <message>
        <source>Data sets that were imported for them come along.</source>
        <translation>为这些运行导入的数据集会一并打包。</translation>
    </message>
    <message>
        <source>A run at work is packed as it is by now.</source>
        <translation>正在训练的运行按当前状态打包。</translation>
    </message>
    <message>
        <source>runs.zip</source>
        <translation>runs.zip</translation>
    </message>
</context>
<context>
    <name>lb::gui::FieldDialog</name>
    <message>
        <source>&amp;Setting</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>&amp;New value</source>
        <translation>新值(&amp;N)</translation>
    </message>
    <message>
        <source>The setting that changes.</source>
        <translation>要更改的设置。</translation>
    </message>
</context>
<context>
    <name>lb::gui::FigureDesk</name>
    <message>
        <source>Export table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>results.tex</source>
        <translation>results.tex</translation>
    </message>
    <message>
        <source>LaTeX with booktabs (*.tex)</source>
        <translation>使用 booktabs 的 LaTeX (*.tex)</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Write report</source>
        <translation>写出报告</translation>
    </message>
    <message>
        <source>report.html</source>
        <translation>report.html</translation>
    </message>
    <message>
        <source>Web page, opens offline (*.html)</source>
        <translation>网页，可离线打开 (*.html)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>lb::gui::FigureForm</name>
    <message>
        <source>Single column, 86 mm</source>
        <translation>单栏，86 mm</translation>
    </message>
    <message>
        <source>Double column, 178 mm</source>
        <translation>双栏，178 mm</translation>
    </message>
    <message>
        <source>Slide, 254 mm</source>
        <translation>幻灯片，254 mm</translation>
    </message>
    <message>
        <source>EMA %1</source>
        <translation>EMA %1</translation>
    </message>
    <message>
        <source> in</source>
        <translation> in</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>✓ safe in grey</source>
        <translation>✓ 灰度下可区分</translation>
    </message>
    <message>
        <source>alike in grey: take greys and dashes</source>
        <translation>灰度下难以区分：改用灰度和虚线</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Panels of the figure</source>
        <translation>图的面板</translation>
    </message>
    <message>
        <source>Check what the figure shows; drag to order, or Alt+Up and Alt+Down. Space checks.</source>
        <translation>勾选图中要显示的内容；拖动或按 Alt+Up、Alt+Down 排序。按 Space 勾选。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>As many as fit</source>
        <translation>尽可能多</translation>
    </message>
    <message>
        <source>1</source>
        <translation>1</translation>
    </message>
    <message>
        <source>2</source>
        <translation>2</translation>
    </message>
    <message>
        <source>3</source>
        <translation>3</translation>
    </message>
    <message>
        <source>4</source>
        <translation>4</translation>
    </message>
    <message>
        <source>How many panels stand side by side.</source>
        <translation>并排的面板数。</translation>
    </message>
    <message>
        <source>a) b) c)</source>
        <translation>a) b) c)</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Letters the panels, for the caption.</source>
        <translation>为面板标上字母，供图注引用。</translation>
    </message>
    <message>
        <source>Size and style</source>
        <translation>尺寸和样式</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Own size</source>
        <translation>自定义尺寸</translation>
    </message>
    <message>
        <source>Widths of journals and slides; the height follows the panels.</source>
        <translation>期刊和幻灯片的宽度；高度取决于面板。</translation>
    </message>
    <message>
        <source>Unit of the size</source>
        <translation>尺寸单位</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>in</source>
        <translation>in</translation>
    </message>
    <message>
        <source>Millimetres or inches.</source>
        <translation>毫米或英寸。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Width of the whole figure.</source>
        <translation>整张图的宽度。</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Height of the whole figure.</source>
        <translation>整张图的高度。</translation>
    </message>
    <message>
        <source>×</source>
        <translation>×</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Sans</source>
        <translation>无衬线</translation>
    </message>
    <message>
        <source>Serif</source>
        <translation>衬线</translation>
    </message>
    <message>
        <source>Sans or serif, as the text around the figure.</source>
        <translation>无衬线或衬线，与图周围的正文一致。</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>In points on paper, as in the text.</source>
        <translation>以纸面上的磅为单位，与正文相同。</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>Line width</source>
        <translation>线宽</translation>
    </message>
    <message>
        <source>Of the curves, in points on paper.</source>
        <translation>曲线的线宽，以纸面上的磅为单位。</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>线条</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>On the lines</source>
        <translation>线旁</translation>
    </message>
    <message>
        <source>Above</source>
        <translation>上方</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Names beside their lines need no looking up.</source>
        <translation>名称标在线旁，无需对照查找。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Run colours</source>
        <translation>运行颜色</translation>
    </message>
    <message>
        <source>Greys and dashes</source>
        <translation>灰度和虚线</translation>
    </message>
    <message>
        <source>As in the window, or told apart without any colour.</source>
        <translation>与窗口中相同，或不靠颜色也能区分。</translation>
    </message>
    <message>
        <source>Theory lines</source>
        <translation>理论线</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Floors and ceilings that the models promise.</source>
        <translation>模型所保证的下限和上限。</translation>
    </message>
    <message>
        <source>Pale lines at the ticks.</source>
        <translation>刻度处的浅色线。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>All points</source>
        <translation>所有点</translation>
    </message>
    <message>
        <source>As on the Monitor</source>
        <translation>与监控页相同</translation>
    </message>
    <message>
        <source>From … to</source>
        <translation>从 … 到</translation>
    </message>
    <message>
        <source>The part of the x axis that the figure and its numbers show.</source>
        <translation>图及其数值所涵盖的 x 轴范围。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Where the x axis begins.</source>
        <translation>x 轴的起点。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>Where the x axis ends.</source>
        <translation>x 轴的终点。</translation>
    </message>
    <message>
        <source>From, to</source>
        <translation>从，到</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>in the caption</source>
        <translation>图注中会注明</translation>
    </message>
    <message>
        <source>Outliers may leave the axis</source>
        <translation>离群值可超出坐标轴</translation>
    </message>
    <message>
        <source>Fits the y axis without the outermost 2 % of the values; the caption says so where it cuts.</source>
        <translation>y 轴范围不计最外侧 2 % 的值；有截断时图注中会说明。</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>坐标轴</translation>
    </message>
    <message>
        <source>Curves keep the smallest and largest value of every 150th of an inch, so that spikes stay and files are small. CSV and JSON hold every point.</source>
        <translation>曲线在每 1/150 英寸内保留最小值和最大值，既保留尖峰又减小文件。CSV 和 JSON 包含所有点。</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>数据点</translation>
    </message>
    <message>
        <source>Best values</source>
        <translation>最佳值</translation>
    </message>
    <message>
        <source>Vanishing, numbers that are none, changed settings, forks, resumes.</source>
        <translation>KL 消失、非数值（NaN）、设置更改、分叉、恢复运行。</translation>
    </message>
    <message>
        <source>A star at the best raw value of each curve.</source>
        <translation>在每条曲线的最佳原始值处标星。</translation>
    </message>
    <message>
        <source>Mean of %1</source>
        <translation>%1 点均值</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Each run</source>
        <translation>各个运行</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Mean, std</source>
        <translation>均值，标准差</translation>
    </message>
    <message>
        <source>Mean, min–max</source>
        <translation>均值，最小值–最大值</translation>
    </message>
    <message>
        <source>Mean, 95 % CI</source>
        <translation>均值，95% 置信区间</translation>
    </message>
    <message>
        <source>Runs that are alike but for their seed as one line, with a band. Not over time.</source>
        <translation>仅随机种子不同的运行合为一条曲线，并带区间带。横轴为时间时不适用。</translation>
    </message>
    <message>
        <source>An exponential mean (EMA), or the mean of the last points; raw values stay pale behind it.</source>
        <translation>指数平滑（EMA），或最近若干点的均值；原始值以浅色留在后面。</translation>
    </message>
    <message>
        <source>%1, panel %2</source>
        <translation>%1，子图 %2</translation>
    </message>
</context>
<context>
    <name>lb::gui::FileChoices</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Resolution of PNG</source>
        <translation>PNG 分辨率</translation>
    </message>
    <message>
        <source>Pixels in an inch; journals want 300 or more.</source>
        <translation>每英寸像素数；期刊要求 300 或更高。</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>Name of the files</source>
        <translation>文件名称</translation>
    </message>
    <message>
        <source>{project}, {metric}, {runs} and {date} are filled in.</source>
        <translation>{project}、{metric}、{runs} 和 {date} 会自动填入。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder of the files</source>
        <translation>文件所在文件夹</translation>
    </message>
    <message>
        <source>A folder; without a leading / inside the project. It is made when it is not there.</source>
        <translation>文件夹；不以 / 开头时位于项目内。不存在时自动创建。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>选择文件夹。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Remember for this project</source>
        <translation>为此项目记住</translation>
    </message>
    <message>
        <source>The next figure of this project begins with this size, style and folder.</source>
        <translation>此项目的下一张图将沿用这些尺寸、样式和文件夹。</translation>
    </message>
    <message>
        <source>Folder for figures</source>
        <translation>图的文件夹</translation>
    </message>
</context>
<context>
    <name>lb::gui::FlightDialog</name>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>Last steps of %1</source>
        <translation>%1 的最后几步</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Asks the worker for the steps of this moment.</source>
        <translation>向工作进程索取此刻的步。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Loss and its parts</source>
        <translation>损失及其各项</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>The newest step on top.</source>
        <translation>最新的一步在最上。</translation>
    </message>
    <message>
        <source>Gradients by tensor</source>
        <translation>各张量的梯度</translation>
    </message>
    <message>
        <source>Norm of each tensor&apos;s gradient before clipping, every 16 steps and in a step that failed.</source>
        <translation>裁剪前各张量梯度的范数，每 16 步一次，失败的那一步也记录。</translation>
    </message>
    <message>
        <source>The worker is asked for its last steps.</source>
        <translation>正在向工作进程索取最后几步。</translation>
    </message>
    <message>
        <source>No last steps are recorded of this run. Its worker writes them when the run ends or fails.</source>
        <translation>此运行没有记录最后几步。工作进程在运行结束或失败时写入。</translation>
    </message>
    <message>
        <source>The last steps cannot be read. %1</source>
        <translation>无法读取最后几步。%1</translation>
    </message>
    <message numerus="yes">
        <source>All numbers of the last %n steps are finite.</source>
        <translation>
            <numerusform>最后 %n 步的所有数值均为有限值。</numerusform>
        </translation>
    </message>
    <message>
        <source>No node of the graph gave it: the norm of the gradient overflowed.</source>
        <translation>并非由计算图的节点产生：梯度的范数溢出。</translation>
    </message>
    <message>
        <source>It began in %1.</source>
        <translation>始于 %1。</translation>
    </message>
    <message>
        <source>Step %1 gave a number that is not finite.</source>
        <translation>第 %1 步出现了非有限值。</translation>
    </message>
    <message>
        <source>%1 of %2 gradients were not finite in it.</source>
        <translation>该步的 %2 个梯度中有 %1 个不是有限值。</translation>
    </message>
    <message>
        <source>Export last steps</source>
        <translation>导出最后几步</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>%1 was written.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>All steps and gradients as CSV, or with the activations too as JSON.</source>
        <translation>所有步与梯度，存为 CSV；存为 JSON 时还包括激活值。</translation>
    </message>
    <message>
        <source>Activations by part</source>
        <translation>各部分的激活值</translation>
    </message>
    <message>
        <source>Range of all numbers that each part of the model made in one step, forward and backward: the step that failed, or the last one.</source>
        <translation>模型各部分在一步中（前向与反向）产生的所有数的范围：出错的那一步，或最后一步。</translation>
    </message>
    <message>
        <source>Activations at step %1</source>
        <translation>第 %1 步的激活值</translation>
    </message>
</context>
<context>
    <name>lb::gui::FlightModel</name>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>inf</source>
        <translation>inf</translation>
    </message>
    <message>
        <source>−inf</source>
        <translation>−inf</translation>
    </message>
    <message>
        <source>This is not a finite number.</source>
        <translation>这不是有限的数。</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Batch rows</source>
        <translation>批次行数</translation>
    </message>
    <message>
        <source>Batch length</source>
        <translation>批次长度</translation>
    </message>
    <message>
        <source>Items of the batch: %1</source>
        <comment>positions in the data set</comment>
        <translation>批次中的条目：%1</translation>
    </message>
    <message>
        <source>(no part)</source>
        <translation>（无所属部分）</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>%1, backward</source>
        <comment>a part of the model</comment>
        <translation>%1，反向</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation>非有限</translation>
    </message>
    <message>
        <source>Numbers</source>
        <comment>how many there are</comment>
        <translation>数的个数</translation>
    </message>
</context>
<context>
    <name>lb::gui::ForkDialog</name>
    <message>
        <source>Like</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>A number is added when the name is taken.</source>
        <translation>名称已被占用时会加上编号。</translation>
    </message>
    <message>
        <source>Name of the new run</source>
        <translation>新运行的名称</translation>
    </message>
    <message>
        <source>Data, seed and everything else stay the same, so that the curves compare.</source>
        <translation>数据、随机种子及其他设置均保持不变，以便比较曲线。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>In lock step with %1</source>
        <translation>与 %1 同步训练</translation>
    </message>
    <message>
        <source>The same batches in the same order and the same random numbers: differences are paired at each step. Compare shows them.</source>
        <translation>相同的批次、相同的顺序、相同的随机数：差值可逐步配对。在“比较”页面查看。</translation>
    </message>
    <message>
        <source>Not in lock step: with another %1 it sees other batches.</source>
        <translation>不同步：%1 不同，它看到的批次就不同。</translation>
    </message>
</context>
<context>
    <name>lb::gui::FramePlayer</name>
    <message>
        <source>The one before ([).</source>
        <translation>上一个（[）。</translation>
    </message>
    <message>
        <source>The next one (]).</source>
        <translation>下一个（]）。</translation>
    </message>
    <message>
        <source>How long the whole way takes</source>
        <translation>走完全程所需的时间</translation>
    </message>
    <message>
        <source>How long the whole way takes when it is played.</source>
        <translation>播放时走完全程所需的时间。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>What happens at the end</source>
        <translation>到达终点时的行为</translation>
    </message>
    <message>
        <source>Whether it is played once, again from the start, or there and back.</source>
        <translation>播放一次、从头再来，还是往返播放。</translation>
    </message>
    <message>
        <source>once</source>
        <translation>一次</translation>
    </message>
    <message>
        <source>again</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>both ways</source>
        <translation>往返</translation>
    </message>
</context>
<context>
    <name>lb::gui::ImagesSheet</name>
    <message>
        <source>None of the shown runs has written samples yet. The first come with the first validation.</source>
        <translation>所示运行均尚未写出样本。首批样本在第一次验证时生成。</translation>
    </message>
    <message>
        <source>the first %1 of %2 runs</source>
        <translation>%2 个运行中的前 %1 个</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>分隔对照</translation>
    </message>
    <message>
        <source>Lays two runs on top of each other under a divider that can be dragged (S).</source>
        <translation>把两个运行叠放在可拖动的分隔线两侧（S）。</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>What is more, and what is less, in the first than in the second (D).</source>
        <translation>第一个比第二个多出什么、少了什么（D）。</translation>
    </message>
    <message>
        <source>Run to the left of the divider</source>
        <translation>分隔线左侧的运行</translation>
    </message>
    <message>
        <source>Run to the right of the divider</source>
        <translation>分隔线右侧的运行</translation>
    </message>
    <message>
        <source>Samples of the shown runs</source>
        <translation>所显示运行的样本</translation>
    </message>
    <message>
        <source>nothing kept until this step</source>
        <translation>到这一步为止没有保存</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>[ and ] go to the step before and after, S lays two runs on top of each other; the wheel, + and - zoom all runs together.</source>
        <translation>[ 和 ] 转到前一步和后一步，S 把两个运行叠放；滚轮、+ 和 - 同时缩放所有运行。</translation>
    </message>
</context>
<context>
    <name>lb::gui::InspectorDock</name>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Config</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation>标签，以英文逗号分隔</translation>
    </message>
    <message>
        <source>Words to find the run by.</source>
        <translation>用于查找运行的词语。</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Notes: what you expect, what you saw. Kept with the run.</source>
        <translation>笔记：预期与所见。随运行保存。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存时间</translation>
    </message>
    <message>
        <source>Checkpoints of the current run</source>
        <translation>当前运行的检查点</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>The settings cannot be read: %1</source>
        <translation>无法读取设置：%1</translation>
    </message>
    <message>
        <source>Choose a run to see its settings.</source>
        <translation>选择运行以查看其设置。</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>Same as %1</source>
        <translation>与 %1 相同</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) from %1</source>
        <translation>
            <numerusform>相对 %1 有 %n 处更改</numerusform>
        </translation>
    </message>
    <message>
        <source>Same as the preset %1</source>
        <translation>与预设 %1 相同</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) from the preset %1</source>
        <translation>
            <numerusform>相对预设 %1 有 %n 处更改</numerusform>
        </translation>
    </message>
    <message>
        <source>All settings are the defaults</source>
        <translation>所有设置均为默认值</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) from the defaults</source>
        <translation>
            <numerusform>相对默认值有 %n 处更改</numerusform>
        </translation>
    </message>
    <message>
        <source>seed %1, in lock step with %2</source>
        <translation>随机种子 %1，与 %2 同步训练</translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation>谱系</translation>
    </message>
    <message>
        <source>imported: numbers alone</source>
        <translation>已导入：仅有数值</translation>
    </message>
    <message>
        <source>Markdown, kept in the run&apos;s folder. Saved when you stop typing; Edit &gt; Undo takes it back.</source>
        <translation>Markdown 格式，保存在运行的文件夹中。停止输入后自动保存；可用“编辑 &gt; 撤销”恢复。</translation>
    </message>
    <message>
        <source>Notes as they read</source>
        <translation>排版后的笔记</translation>
    </message>
    <message>
        <source>The notes with headings, lists, emphasis and links.</source>
        <translation>带标题、列表、强调和链接的笔记。</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Shows how the notes read; again to go on writing.</source>
        <translation>显示排版后的笔记；再按一次可继续编写。</translation>
    </message>
    <message>
        <source>States that the run can be continued from. A double click, or Return, forks the run from one; the menu exports it.</source>
        <translation>运行可由此继续的状态。双击或按 Return 可从该状态分叉运行；通过菜单可导出。</translation>
    </message>
    <message>
        <source>Fork from here…</source>
        <translation>从此处分叉…</translation>
    </message>
    <message>
        <source>A new run with these weights, and one setting changed.</source>
        <translation>使用这些权重、更改一项设置的新运行。</translation>
    </message>
    <message>
        <source>Export checkpoint…</source>
        <translation>导出检查点…</translation>
    </message>
    <message>
        <source>A folder for other programs: weights as safetensors, the settings as JSON, a script that loads them.</source>
        <translation>供其他程序使用的文件夹：safetensors 格式的权重、JSON 格式的设置，以及加载它们的脚本。</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>The same export from the command line.</source>
        <translation>通过命令行进行相同的导出。</translation>
    </message>
</context>
<context>
    <name>lb::gui::ItemTagDesk</name>
    <message>
        <source>tag %1</source>
        <translation>加标签 %1</translation>
    </message>
    <message>
        <source>take the tag %1 off</source>
        <translation>去掉标签 %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::LabPanel</name>
    <message>
        <source>Take two sentences of the data</source>
        <translation>从数据中取两个句子</translation>
    </message>
    <message>
        <source>Sentence lab</source>
        <translation>句子实验室</translation>
    </message>
    <message>
        <source>Asks the models again, a run that trains at its newest checkpoint.</source>
        <translation>重新询问各模型；正在训练的运行使用其最新检查点。</translation>
    </message>
    <message>
        <source>Codes of</source>
        <translation>编码来自</translation>
    </message>
    <message>
        <source>Whose codes of A and B the plot shows: the means of q(z|x), dimension by dimension.</source>
        <translation>图中显示哪个运行对 A 和 B 的编码：q(z|x) 的均值，逐维显示。</translation>
    </message>
    <message>
        <source>▬  z at the slider&apos;s place</source>
        <translation>▬  滑块位置的 z</translation>
    </message>
    <message>
        <source>From A to B</source>
        <translation>从 A 到 B</translation>
    </message>
    <message>
        <source>What each model decodes on the way; words that are new against the row above are marked.</source>
        <translation>各模型沿途解码的内容；标出与上一行相比新出现的词。</translation>
    </message>
    <message>
        <source>Nearest to A</source>
        <translation>与 A 最近</translation>
    </message>
    <message>
        <source>Sentences of the training data whose mean codes are nearest to that of A, with the distance; words that A lacks are marked.</source>
        <translation>训练数据中均值编码与 A 最近的句子，附距离；标出 A 中没有的词。</translation>
    </message>
    <message>
        <source>Sentences from A to B</source>
        <translation>从 A 到 B 的句子</translation>
    </message>
    <message>
        <source>Does the decoder listen to z?</source>
        <translation>解码器利用 z 吗？</translation>
    </message>
    <message>
        <source>How much likelier sentence A is with codes of its own than with codes of other sentences: in all, and word by word. A decoder that ignores its code gains nothing. Averages over 16 codes, drawn by the seed.</source>
        <translation>句子 A 使用自身编码时的似然比使用其他句子的编码时高出多少：给出总量和逐词的值。忽略编码的解码器没有增益。对 16 个编码取平均，编码按随机种子抽取。</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Distance between the mean codes</source>
        <translation>均值编码之间的距离</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>end</source>
        <comment>of a sentence</comment>
        <translation>结尾</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无结果</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>尚未到来</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Not all words of %1 are known to %2, which reads “%3”.</source>
        <translation>%2 不认识 %1 中的部分词，将其读作“%3”。</translation>
    </message>
    <message>
        <source>%1 is longer than what %2 was trained on and was cut.</source>
        <translation>%1 超出 %2 训练时的长度，已截断。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>run, what it does</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>encode two sentences, go from one to the other</source>
        <translation>编码两个句子，从一个过渡到另一个</translation>
    </message>
    <message>
        <source>None of the chosen models has codes: choose a text autoencoder above.</source>
        <translation>所选模型都没有编码：在上方选择一个文本自编码器。</translation>
    </message>
    <message>
        <source>Write a sentence in each field above, or take two of the data.</source>
        <translation>在上方两个字段中各写一个句子，或从数据中取两个句子。</translation>
    </message>
    <message>
        <source>words new against the row above are marked</source>
        <translation>标出与上一行相比新出现的词</translation>
    </message>
    <message>
        <source>among %1 training sentences; words that A lacks are marked</source>
        <translation>在 %1 个训练句子中；标出 A 中没有的词</translation>
    </message>
    <message>
        <source>the data is being encoded</source>
        <translation>正在编码数据</translation>
    </message>
    <message>
        <source>nats gained by A&apos;s own z; tick: mean of %1 sentences</source>
        <translation>A 自身的 z 带来的增益（nats）；刻线：%1 个句子的均值</translation>
    </message>
    <message>
        <source>nats gained by A&apos;s own z</source>
        <translation>A 自身的 z 带来的增益（nats）</translation>
    </message>
</context>
<context>
    <name>lb::gui::LabWorker</name>
    <message>
        <source>encoding the data, %1 %</source>
        <translation>正在编码数据，%1 %</translation>
    </message>
    <message>
        <source>opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message>
        <source>decoding</source>
        <translation>正在解码</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>正在测量解码器利用度</translation>
    </message>
    <message>
        <source>encoding the data</source>
        <translation>正在编码数据</translation>
    </message>
</context>
<context>
    <name>lb::gui::LatentPage</name>
    <message>
        <source>There is no autoencoder in this project yet, so there are no codes. The demo trains three.</source>
        <translation>此项目中还没有自编码器，因此没有编码。演示会训练三个。</translation>
    </message>
    <message>
        <source>Train the image demo</source>
        <translation>训练图像演示</translation>
    </message>
    <message>
        <source>Codes of</source>
        <translation>编码来自</translation>
    </message>
    <message>
        <source>One more run or checkpoint beside these, up to three.</source>
        <translation>再并列一个运行或检查点，最多三个。</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Colour of the points</source>
        <translation>点的颜色</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>重构</translation>
    </message>
    <message>
        <source>Class of the item; its KL or its reconstruction error, both in nats.</source>
        <translation>条目的类别；其 KL 或重构误差，均以 nats 计。</translation>
    </message>
    <message>
        <source>Looks at the codes again, of a run that trains at its newest checkpoint.</source>
        <translation>重新读取编码；正在训练的运行使用其最新检查点。</translation>
    </message>
    <message>
        <source>Copies the command that makes this map.</source>
        <translation>复制生成此映射图的命令。</translation>
    </message>
    <message>
        <source>Writes the selection, or all of the map, as CSV.</source>
        <translation>将选中部分或整个映射图写为 CSV。</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>映射图</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>The plane in which all codes of the split vary most: places on it can be decoded.</source>
        <translation>该划分的全部编码变化最大的平面：平面上的位置可以解码。</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>Keeps neighbours together; distances between groups mean nothing. Takes a while, in the background.</source>
        <translation>近邻聚在一起；组间距离没有意义。在后台进行，需要一些时间。</translation>
    </message>
    <message>
        <source>UMAP</source>
        <translation>UMAP</translation>
    </message>
    <message>
        <source>A neighbour embedding after UMAP: keeps neighbours together and groups apart. Takes a while, in the background.</source>
        <translation>仿照 UMAP 的近邻嵌入：近邻聚在一起，各组彼此分开。在后台进行，需要一些时间。</translation>
    </message>
    <message>
        <source>A drag decodes the place under the cursor.</source>
        <translation>拖动可解码光标处的位置。</translation>
    </message>
    <message>
        <source>A drag moves the map; double click fits it.</source>
        <translation>拖动可移动映射图；双击可适应窗口。</translation>
    </message>
    <message>
        <source>A drag selects what is inside it, in all maps.</source>
        <translation>拖动可在所有映射图中选中圈内的点。</translation>
    </message>
    <message>
        <source>A click picks a point: ends of a path, or terms of a − b + c.</source>
        <translation>单击选取一个点：路径的端点，或 a − b + c 的各项。</translation>
    </message>
    <message>
        <source>Export codes</source>
        <translation>导出编码</translation>
    </message>
    <message>
        <source>codes.csv</source>
        <translation>codes.csv</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>%1 has no checkpoint yet. The map opens with its first.</source>
        <translation>%1 尚无检查点。有了第一个检查点后即打开映射图。</translation>
    </message>
    <message>
        <source> (nats)</source>
        <translation>（nats）</translation>
    </message>
    <message>
        <source>%1 of %2 codes.</source>
        <translation>%2 个编码中的 %1 个。</translation>
    </message>
    <message>
        <source>%1 of %2 codes, drawn from each class in proportion.</source>
        <translation>%2 个编码中的 %1 个，按比例从各类别抽取。</translation>
    </message>
    <message>
        <source>%1 hidden.</source>
        <translation>已隐藏 %1 个。</translation>
    </message>
    <message>
        <source>Export frames</source>
        <translation>导出帧</translation>
    </message>
    <message>
        <source>%1 path</source>
        <translation>%1 路径</translation>
    </message>
    <message>
        <source>Click a point of the map.</source>
        <translation>点击映射图上的一个点。</translation>
    </message>
    <message>
        <source>Its item becomes %1. Arrow keys and Return do the same.</source>
        <translation>它的条目成为 %1。方向键和 Return 键也可以。</translation>
    </message>
    <message>
        <source>Export animation</source>
        <translation>导出动画</translation>
    </message>
    <message>
        <source>Export film strip</source>
        <translation>导出胶片条</translation>
    </message>
    <message>
        <source>Animated GIF (*.gif)</source>
        <translation>GIF 动画 (*.gif)</translation>
    </message>
    <message>
        <source>PDF page (*.pdf)</source>
        <translation>PDF 页面 (*.pdf)</translation>
    </message>
    <message>
        <source>Codes of %1 at step %2, %3</source>
        <comment>run, step, method</comment>
        <translation>%1 在第 %2 步的编码，%3</translation>
    </message>
    <message>
        <source>%1 items</source>
        <translation>%1 条目</translation>
    </message>
    <message>
        <source>Export items</source>
        <translation>导出条目</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <comment>tag, how many of the selected items have it</comment>
        <translation>%1（%3 个中的 %2 个）</translation>
    </message>
    <message>
        <source>New tag…</source>
        <translation>新建标签…</translation>
    </message>
    <message>
        <source>Select all with</source>
        <translation>选取所有带有</translation>
    </message>
    <message>
        <source>%1 (%2 on this map)</source>
        <comment>tag</comment>
        <translation>%1（此映射图上 %2 个）</translation>
    </message>
    <message numerus="yes">
        <source>Tag %n item(s)</source>
        <translation>
            <numerusform>为 %n 个条目加标签</numerusform>
        </translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>No item was tagged.</source>
        <translation>没有为任何条目加标签。</translation>
    </message>
</context>
<context>
    <name>lb::gui::LatentRun</name>
    <message>
        <source>scoring the codes</source>
        <translation>正在为编码评分</translation>
    </message>
    <message>
        <source>encoding the data</source>
        <translation>正在编码数据</translation>
    </message>
    <message>
        <source>arranging the codes</source>
        <translation>正在排布编码</translation>
    </message>
    <message>
        <source>looking for neighbours</source>
        <translation>正在查找近邻</translation>
    </message>
    <message>
        <source>opening the model</source>
        <translation>正在打开模型</translation>
    </message>
</context>
<context>
    <name>lb::gui::LayoutDesk</name>
    <message>
        <source>The stored layouts of the plots cannot be read; the standard one is shown. %1</source>
        <translation>无法读取已存的图布局；显示标准布局。%1</translation>
    </message>
    <message>
        <source>The Monitor shows at most %1 plots; remove one first.</source>
        <translation>监控页最多显示 %1 个图；请先移除一个。</translation>
    </message>
    <message>
        <source>layout Standard</source>
        <translation>布局“标准”</translation>
    </message>
    <message>
        <source>layout %1</source>
        <translation>布局 %1</translation>
    </message>
    <message>
        <source>save layout %1</source>
        <translation>保存布局 %1</translation>
    </message>
    <message>
        <source>rename layout %1</source>
        <translation>重命名布局 %1</translation>
    </message>
    <message>
        <source>delete layout %1</source>
        <translation>删除布局 %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::LayoutMenu</name>
    <message>
        <source>Plots</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Stores the plots as they are under this layout&apos;s name.</source>
        <translation>以此布局的名称保存当前各图。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Stores the plots, their metrics and axes under a name, in this project.</source>
        <translation>将各图及其指标与坐标轴以一个名称存入此项目。</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Gives the chosen layout another name.</source>
        <translation>为所选布局改名。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Forgets the chosen layout; the plots stay as they are. Undo brings it back.</source>
        <translation>删除所选布局；各图保持原样。可撤销。</translation>
    </message>
    <message>
        <source>Add plot</source>
        <translation>添加图</translation>
    </message>
    <message>
        <source>An empty plot behind the others, and the list of metrics to fill it.</source>
        <translation>在其余图之后添加一个空图，并打开指标列表以填充。</translation>
    </message>
    <message>
        <source>add a plot</source>
        <translation>添加图</translation>
    </message>
    <message>
        <source>The layout Standard is always there; choose another name.</source>
        <translation>布局“标准”始终存在；请换一个名称。</translation>
    </message>
    <message>
        <source>A layout&apos;s name has at most %1 letters.</source>
        <translation>布局名称最多 %1 个字符。</translation>
    </message>
    <message>
        <source>Save layout</source>
        <translation>保存布局</translation>
    </message>
    <message>
        <source>Name of the layout</source>
        <translation>布局名称</translation>
    </message>
    <message>
        <source>Rename layout</source>
        <translation>重命名布局</translation>
    </message>
    <message>
        <source>There is a layout %1 already.</source>
        <translation>已有名为 %1 的布局。</translation>
    </message>
</context>
<context>
    <name>lb::gui::LineageView</name>
    <message>
        <source>The data set on the Data page.</source>
        <translation>“数据”页上的数据集。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Where the run comes from and what came from it</source>
        <translation>运行从何而来，又衍生出什么</translation>
    </message>
    <message>
        <source>A click, or Return, goes to the run.</source>
        <translation>单击或按 Return 转到该运行。</translation>
    </message>
    <message>
        <source>import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>scratch</source>
        <translation>从头</translation>
    </message>
    <message>
        <source>Trained from scratch.</source>
        <translation>从头训练。</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Trained from scratch with the settings of the run above, some changed.</source>
        <translation>用上面运行的设置（有些已更改）从头训练。</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Began with the weights of the run above at step %1.</source>
        <translation>从上面运行第 %1 步的权重开始。</translation>
    </message>
    <message>
        <source>a run that is gone</source>
        <translation>已不存在的运行</translation>
    </message>
    <message>
        <source>%1 (in the trash)</source>
        <translation>%1（在回收站）</translation>
    </message>
    <message>
        <source>%1: %2. Data: %3.</source>
        <translation>%1：%2。数据：%3。</translation>
    </message>
    <message>
        <source>Data: %1</source>
        <translation>数据：%1</translation>
    </message>
    <message>
        <source>Split: %1 training, %2 validation and %3 test items (list %4).</source>
        <translation>划分：训练条目 %1 个，验证条目 %2 个，测试条目 %3 个（列表 %4）。</translation>
    </message>
    <message>
        <source>Trained by %1.</source>
        <translation>由 %1 训练。</translation>
    </message>
    <message>
        <source>Equal lists have equal hashes. The program and the computer are those that trained.</source>
        <translation>列表相同则哈希相同。程序和计算机均为训练时所用。</translation>
    </message>
</context>
<context>
    <name>lb::gui::LiveWatch</name>
    <message>
        <source>preparing</source>
        <translation>准备中</translation>
    </message>
</context>
<context>
    <name>lb::gui::LogDock</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Log of the current run</source>
        <translation>当前运行的日志</translation>
    </message>
</context>
<context>
    <name>lb::gui::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起始页</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>监控</translation>
    </message>
    <message>
        <source>Latent</source>
        <translation>隐空间</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建运行</translation>
    </message>
    <message>
        <source>KL vanishing</source>
        <translation>KL 消失</translation>
    </message>
    <message>
        <source>Closes this page.</source>
        <translation>关闭此页面。</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>%1 (on)</source>
        <translation>%1（开）</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Shows or hides a dock</source>
        <translation>显示或隐藏停靠面板</translation>
    </message>
    <message>
        <source>Run, %1</source>
        <translation>运行，%1</translation>
    </message>
    <message>
        <source>Run in %1, %2</source>
        <translation>%1 中的运行，%2</translation>
    </message>
    <message>
        <source>New run from a preset</source>
        <translation>从预设新建运行</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written.</source>
        <translation>无法写入文件夹 %1。</translation>
    </message>
    <message>
        <source>The language changes with the next start.</source>
        <translation>语言将在下次启动时改变。</translation>
    </message>
    <message>
        <source>Close the window and open it again; runs at work go on meanwhile.</source>
        <translation>关闭窗口后重新打开即可；进行中的运行会继续训练。</translation>
    </message>
    <message>
        <source>%1 was moved to the trash.</source>
        <translation>已将 %1 移到回收站。</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 没有响应。</translation>
    </message>
    <message>
        <source>Its worker is busy or hangs. What is saved is safe; you can wait, or stop it by force.</source>
        <translation>其工作进程正忙或已卡住。已保存的内容不会丢失；可以等待，也可以强制停止。</translation>
    </message>
    <message>
        <source>Stop by force</source>
        <translation>强制停止</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>%1 was written.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>Open picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>%1 does not say where it came from.</source>
        <translation>%1 没有记录其来源。</translation>
    </message>
    <message>
        <source>Only PNG pictures that were saved here lead back to their run.</source>
        <translation>只有在本程序中保存的 PNG 图片才能追溯到其运行。</translation>
    </message>
    <message>
        <source>The run of this picture, %1, is not in this project.</source>
        <translation>此图片的运行 %1 不在此项目中。</translation>
    </message>
    <message>
        <source>Open the project that it was trained in.</source>
        <translation>打开训练该运行的项目。</translation>
    </message>
    <message>
        <source>This picture is of %1 at step %2.</source>
        <translation>此图片来自 %1 的第 %2 步。</translation>
    </message>
    <message>
        <source>Go to run</source>
        <translation>转到运行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s), %1.</source>
        <translation>
            <numerusform>%n 个运行，%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was unpacked and every file checked.</source>
        <translation>%1 已解包，每个文件都已检查。</translation>
    </message>
    <message>
        <source>Pack project</source>
        <translation>打包项目</translation>
    </message>
    <message>
        <source>ZIP (*.zip)</source>
        <translation>ZIP (*.zip)</translation>
    </message>
    <message>
        <source>Unpack project</source>
        <translation>解包项目</translation>
    </message>
    <message>
        <source>Folder in which the project is to be</source>
        <translation>存放项目的文件夹</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) were written.</source>
        <translation>
            <numerusform>已写入 %n 帧。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2 are identical.</source>
        <translation>%1 与 %2 完全相同。</translation>
    </message>
    <message numerus="yes">
        <source>All %n metrics at all steps.</source>
        <translation>
            <numerusform>所有步上的全部 %n 个指标。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2 differ from step %3 on, %4 by up to %5.</source>
        <translation>%1 与 %2 从第 %3 步起不同，%4 最多相差 %5。</translation>
    </message>
    <message>
        <source>Another thread count, processor or program, or a setting that was changed while the first one trained, are the usual reasons.</source>
        <translation>常见原因是线程数、处理器或程序不同，或第一次训练时更改过设置。</translation>
    </message>
    <message>
        <source>%1 and %2 are equal where both have points.</source>
        <translation>%1 与 %2 在都有数据点的地方相同。</translation>
    </message>
    <message>
        <source>One of them is longer or has other metrics.</source>
        <translation>其中一个更长，或有另外的指标。</translation>
    </message>
    <message>
        <source>Saved search for runs</source>
        <translation>已存的运行搜索</translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoints were deleted.</source>
        <translation>
            <numerusform>已删除 %n 个检查点。</numerusform>
        </translation>
    </message>
    <message>
        <source>The disk has %1 more.</source>
        <translation>磁盘已腾出 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n runs were moved to the trash.</source>
        <translation>
            <numerusform>%n 个运行已移到回收站。</numerusform>
        </translation>
    </message>
    <message>
        <source>Kept there until you empty the trash.</source>
        <translation>在清空回收站之前会一直保留。</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>未导入任何内容。</translation>
    </message>
    <message>
        <source>They can be shown and compared, not continued.</source>
        <translation>可以显示和比较，不能继续训练。</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) imported.</source>
        <translation>
            <numerusform>已导入 %n 个运行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Import runs of a folder</source>
        <translation>导入文件夹中的运行</translation>
    </message>
    <message>
        <source>Import runs</source>
        <translation>导入运行</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Importing %1.</source>
        <translation>正在导入 %1。</translation>
    </message>
    <message>
        <source>The path was written.</source>
        <translation>路径已写出。</translation>
    </message>
    <message>
        <source>%1 was evaluated.</source>
        <translation>%1 已评估。</translation>
    </message>
    <message numerus="yes">
        <source>%n runs were evaluated.</source>
        <translation>
            <numerusform>已评估 %n 个运行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show numbers</source>
        <translation>显示数值</translation>
    </message>
    <message>
        <source>Export checkpoint into</source>
        <translation>导出检查点到</translation>
    </message>
    <message>
        <source>Weights, settings and load.py are in %1.</source>
        <translation>权重、设置和 load.py 位于 %1。</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>%1 is in the report.</source>
        <translation>%1 已加入报告。</translation>
    </message>
    <message>
        <source>Show report</source>
        <translation>显示报告</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) were written.</source>
        <translation>
            <numerusform>已写入 %n 个条目。</numerusform>
        </translation>
    </message>
    <message>
        <source>This project is on a network drive or in a folder that is synchronised.</source>
        <translation>此项目位于网络驱动器或同步文件夹中。</translation>
    </message>
    <message>
        <source>Its runs are written more slowly, and only one computer may train in it at a time. A project on a disk of this computer is faster and safer.</source>
        <translation>其中的运行写入较慢，且同一时间只能有一台计算机在其中训练。放在本机磁盘上的项目更快也更安全。</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Packing or unpacking: %1 %</source>
        <translation>正在打包或解包：%1 %</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Export runs</source>
        <translation>导出运行</translation>
    </message>
    <message>
        <source>Its worker has given no sign of life for %1: its device or its disk hangs. What is saved is safe; stop it by force, then continue it.</source>
        <translation>其工作进程已有 %1 没有响应：设备或磁盘已卡住。已保存的内容不会丢失；请强制停止，然后继续运行。</translation>
    </message>
    <message>
        <source>Packed runs, TensorBoard, CSV and JSON (*.zip *tfevents* *.csv *.tsv *.json *.jsonl)</source>
        <translation>打包的运行、TensorBoard、CSV 和 JSON (*.zip *tfevents* *.csv *.tsv *.json *.jsonl)</translation>
    </message>
    <message>
        <source>Here already, so left as they are: %1.</source>
        <translation>此处已有，因此保持不变：%1。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%n data set(s) came with them.</source>
        <translation>
            <numerusform>随之带来 %n 个数据集。</numerusform>
        </translation>
    </message>
    <message>
        <source>Metrics of your own have these titles here, so the archive&apos;s were left: %1.</source>
        <translation>此处您自己的指标已用了这些标题，因此未取档案中的：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) taken in.</source>
        <translation>
            <numerusform>已导入 %n 个运行。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::MapPanel</name>
    <message>
        <source>Progress of the map</source>
        <translation>映射图的进度</translation>
    </message>
    <message>
        <source>Each point is the mean code of an item. Wheel zooms, Shift-drag is a lasso, Home fits; arrow keys move the cursor.</source>
        <translation>每个点是一个条目的均值编码。滚轮缩放，Shift+拖动使用套索，Home 适应窗口；方向键移动光标。</translation>
    </message>
    <message>
        <source>Map of mean codes</source>
        <translation>均值编码的映射图</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Ends the work on this map; what there is of it stays.</source>
        <translation>结束此映射图的计算；已有的部分会保留。</translation>
    </message>
    <message>
        <source>Shows all points (Home).</source>
        <translation>显示所有点（Home）。</translation>
    </message>
    <message>
        <source>PC 1 (%1 % of variance)</source>
        <translation>PC 1（方差的 %1 %）</translation>
    </message>
    <message>
        <source>PC 2 (%1 % of variance)</source>
        <translation>PC 2（方差的 %1 %）</translation>
    </message>
    <message>
        <source>t-SNE 1</source>
        <translation>t-SNE 1</translation>
    </message>
    <message>
        <source>Neighbour embedding 1</source>
        <translation>近邻嵌入 1</translation>
    </message>
    <message>
        <source>t-SNE 2</source>
        <translation>t-SNE 2</translation>
    </message>
    <message>
        <source>Neighbour embedding 2</source>
        <translation>近邻嵌入 2</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1，%2 %</translation>
    </message>
    <message>
        <source>density of %1 codes</source>
        <translation>%1 个编码的密度</translation>
    </message>
    <message>
        <source>no way back to codes: the nearest item is shown; trustworthiness %1</source>
        <translation>无法还原为编码：显示最近的条目；可信度 %1</translation>
    </message>
    <message>
        <source>cancelled: neighbours are not in place yet</source>
        <translation>已取消：近邻尚未就位</translation>
    </message>
    <message>
        <source>drag to decode, Shift-drag for a lasso</source>
        <translation>拖动解码，Shift+拖动使用套索</translation>
    </message>
    <message>
        <source>The codes cannot be shown.</source>
        <translation>无法显示编码。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Send to report: puts this map at the end of the report (Ctrl+6).</source>
        <translation>发送到报告：将此映射图放到报告末尾（Ctrl+6）。</translation>
    </message>
    <message>
        <source>Send to report</source>
        <translation>发送到报告</translation>
    </message>
</context>
<context>
    <name>lb::gui::MetricListModel</name>
    <message>
        <source>%1 It is on a plot.</source>
        <comment>description</comment>
        <translation>%1 已在图上。</translation>
    </message>
    <message>
        <source>%1, on a plot</source>
        <translation>%1，已在图上</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <comment>metric, expression</comment>
        <translation>%1 = %2</translation>
    </message>
</context>
<context>
    <name>lb::gui::MetricShelf</name>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Hides the list of metrics.</source>
        <translation>隐藏指标列表。</translation>
    </message>
    <message>
        <source>Find a metric</source>
        <translation>查找指标</translation>
    </message>
    <message>
        <source>Words of its title or name: &quot;kl&quot;, &quot;validation elbo&quot;. Down goes to the list.</source>
        <translation>标题或名称中的词：“kl”、“validation elbo”。按下箭头进入列表。</translation>
    </message>
    <message>
        <source>All metrics of the shown runs</source>
        <translation>所显示运行的全部指标</translation>
    </message>
    <message>
        <source>Drag a metric onto a plot, or press Enter to add it to the plot below.</source>
        <translation>将指标拖到图上，或按 Enter 添加到下面选定的图。</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>图</translation>
    </message>
    <message>
        <source>The plot to which Enter adds a metric.</source>
        <translation>按 Enter 时添加到的图。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Adds the chosen metric to this plot.</source>
        <translation>将所选指标添加到此图。</translation>
    </message>
    <message>
        <source>New plot</source>
        <translation>新图</translation>
    </message>
    <message>
        <source>Add to plot</source>
        <translation>添加到图</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>新建…</translation>
    </message>
    <message>
        <source>Makes a metric of others, such as reconstruction + 4 * kl.</source>
        <translation>由其他指标组成新指标，例如 reconstruction + 4 * kl。</translation>
    </message>
    <message>
        <source>New metric</source>
        <translation>新建指标</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>lb::gui::ModelBar</name>
    <message>
        <source>Write with</source>
        <translation>生成所用模型</translation>
    </message>
    <message>
        <source>Asks one more model, beside these, with the same prompt and seed.</source>
        <translation>再询问一个模型，与这些并列，使用相同的提示和随机种子。</translation>
    </message>
</context>
<context>
    <name>lb::gui::ModelStates</name>
    <message>
        <source>Checkpoint now</source>
        <translation>立即保存检查点</translation>
    </message>
</context>
<context>
    <name>lb::gui::MonitorPage</name>
    <message>
        <source>Curves of the runs that are checked in the list appear here. None is checked yet.</source>
        <translation>此处显示列表中勾选的运行的曲线。目前尚未勾选任何运行。</translation>
    </message>
    <message>
        <source>Run the demo</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>No line: on the time axis every run gets to a step at another moment.</source>
        <translation>没有竖线：在时间轴上，各个运行到达同一步的时刻不同。</translation>
    </message>
    <message>
        <source>x axis</source>
        <translation>x 轴</translation>
    </message>
    <message>
        <source>Rename plot</source>
        <translation>重命名图</translation>
    </message>
    <message>
        <source>Title; empty for the words of its metric</source>
        <translation>标题；留空则用指标的名称</translation>
    </message>
    <message>
        <source>rename the plot %1</source>
        <translation>重命名图 %1</translation>
    </message>
    <message>
        <source>change the metric %1</source>
        <translation>更改指标 %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::MonitorPanels</name>
    <message>
        <source>Training batches</source>
        <translation>训练批次</translation>
    </message>
    <message>
        <source>Fork from here…</source>
        <translation>从此处分叉…</translation>
    </message>
    <message>
        <source>A new run with the current run&apos;s weights at the cursor, and one setting changed.</source>
        <translation>以当前运行在光标处的权重新建运行，并更改一项设置。</translation>
    </message>
    <message>
        <source>%1: no bound</source>
        <translation>%1：无下界</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Active units (of %1)</source>
        <translation>活跃单元（共 %1 个）</translation>
    </message>
    <message>
        <source>Copy picture and values</source>
        <translation>复制图片和数值</translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation>导出图…</translation>
    </message>
    <message>
        <source>Opens the dialog for figures with this plot chosen.</source>
        <translation>打开图的对话框，并选中此图。</translation>
    </message>
    <message>
        <source>scale of %1</source>
        <translation>%1 的刻度</translation>
    </message>
    <message>
        <source>New plot</source>
        <translation>新图</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>quantity, unit</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Add metric…</source>
        <translation>添加指标…</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>取下</translation>
    </message>
    <message>
        <source>Rename plot…</source>
        <translation>重命名图…</translation>
    </message>
    <message>
        <source>Move earlier</source>
        <translation>前移</translation>
    </message>
    <message>
        <source>Move later</source>
        <translation>后移</translation>
    </message>
    <message>
        <source>Remove plot</source>
        <translation>移除图</translation>
    </message>
    <message>
        <source>remove the plot %1</source>
        <translation>移除图 %1</translation>
    </message>
    <message>
        <source>add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>take off %1</source>
        <translation>取下 %1</translation>
    </message>
    <message>
        <source>move the plot %1</source>
        <translation>移动图 %1</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>example %1</source>
        <translation>第 %1 个样例</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Send to report</source>
        <translation>发送到报告</translation>
    </message>
    <message>
        <source>Puts the plot at the end of the report (Ctrl+6).</source>
        <translation>将此图放到报告末尾（Ctrl+6）。</translation>
    </message>
</context>
<context>
    <name>lb::gui::NewRunPage</name>
    <message>
        <source>Find a field</source>
        <translation>查找字段</translation>
    </message>
    <message>
        <source>Shows the fields whose names or help have all of these words, folded ones too.</source>
        <translation>显示名称或帮助包含所有这些词的字段，包括折叠的字段。</translation>
    </message>
    <message>
        <source>Sections of the form</source>
        <translation>表单的各部分</translation>
    </message>
    <message>
        <source>Goes to the section. Behind its name: how many fields are changed.</source>
        <translation>转到该部分。名称之后：已更改的字段数。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Runs of a grid get what tells them apart behind it. Empty: by the kind of model.</source>
        <translation>网格的各个运行会在名称后加上用于区分的内容。留空：按模型种类命名。</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Runs of a group stand together in lists. A single run trains beside the others of its group; those of a grid take turns.</source>
        <translation>同一组的运行在列表中排在一起。单个运行与组内其他运行同时训练；网格的运行则轮流训练。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Words to find the runs by, separated by commas.</source>
        <translation>用于查找运行的词，以英文逗号分隔。</translation>
    </message>
    <message>
        <source>Runs of grids at a time</source>
        <translation>网格运行的同时训练数</translation>
    </message>
    <message>
        <source>So many runs of grids train at a time in this project; the others wait in the queue.</source>
        <translation>此项目中可同时训练的网格运行数；其余在队列中等待。</translation>
    </message>
    <message>
        <source>at a time</source>
        <translation>个同时训练</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Puts the command line that makes the same runs on the clipboard.</source>
        <translation>将生成相同运行的命令行放入剪贴板。</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>The settings as text: for files, mails and scripts.</source>
        <translation>文本形式的设置：可用于文件、邮件和脚本。</translation>
    </message>
    <message>
        <source>&amp;Paste JSON</source>
        <translation>粘贴 JSON(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Copy JSON</source>
        <translation>复制 JSON(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export JSON…</source>
        <translation>导出 JSON(&amp;E)…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back to where you were; the form stays as it is.</source>
        <translation>返回之前的位置；表单保持不变。</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>Behind all that wait; this page stays.</source>
        <translation>排在所有等待的运行之后；此页面保持打开。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Before all that wait, at once if nothing is at work (%1)</source>
        <translation>排在所有等待的运行之前，没有运行在进行时立即开始（%1）</translation>
    </message>
    <message>
        <source>With the settings of %1; it starts from scratch.</source>
        <translation>使用 %1 的设置；从头开始训练。</translation>
    </message>
    <message>
        <source>As %1</source>
        <translation>同 %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n 处更改</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Start %n run(s)</source>
        <translation>
            <numerusform>开始 %n 个运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to put right.</source>
        <translation>
            <numerusform>%n 个字段需要更正。</numerusform>
        </translation>
    </message>
    <message>
        <source>The grid makes %1 runs; %2 are the most. Take fewer values or seeds.</source>
        <translation>网格会生成 %1 个运行，上限为 %2 个。需减少取值或随机种子。</translation>
    </message>
    <message>
        <source>Queued runs keep these values; later edits do not reach them.</source>
        <translation>已排队的运行保留这些值；之后的修改不影响它们。</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) added to the queue.</source>
        <translation>
            <numerusform>已将 %n 个运行加入队列。</numerusform>
        </translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>自定义预设</translation>
    </message>
    <message>
        <source>Presets of your own: keep these settings, rename or delete a preset.</source>
        <translation>自定义预设：保存当前设置，重命名或删除预设。</translation>
    </message>
    <message>
        <source>Your presets</source>
        <translation>自定义预设</translation>
    </message>
    <message>
        <source>&amp;Save as a preset…</source>
        <translation>存为预设(&amp;S)…</translation>
    </message>
    <message>
        <source>Keeps the settings of this form under a name, for every project.</source>
        <translation>以一个名称保存此表单的设置，所有项目可用。</translation>
    </message>
    <message>
        <source>&amp;Rename preset…</source>
        <translation>重命名预设(&amp;R)…</translation>
    </message>
    <message>
        <source>Another name for the chosen preset of yours.</source>
        <translation>为所选的自定义预设改名。</translation>
    </message>
    <message>
        <source>&amp;Delete preset</source>
        <translation>删除预设(&amp;D)</translation>
    </message>
    <message>
        <source>The form keeps its settings: saving brings the preset back.</source>
        <translation>表单保留其设置：再次保存即可恢复该预设。</translation>
    </message>
    <message>
        <source>Save as a preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1（已修改）</translation>
    </message>
    <message>
        <source>Kept. The command line knows it as %1.</source>
        <translation>已保存。命令行中的名称为 %1。</translation>
    </message>
    <message>
        <source>Rename the preset</source>
        <translation>重命名预设</translation>
    </message>
    <message>
        <source>The preset %1 was deleted. The form keeps its settings.</source>
        <translation>预设 %1 已删除。表单保留其设置。</translation>
    </message>
    <message>
        <source>There is no text on the clipboard to paste.</source>
        <translation>剪贴板中没有可粘贴的文本。</translation>
    </message>
    <message>
        <source>The text on the clipboard is too long for settings.</source>
        <translation>剪贴板中的文本过长，不是设置。</translation>
    </message>
    <message>
        <source>The clipboard holds no JSON: %1 at character %2.</source>
        <translation>剪贴板中没有 JSON：%1，位于第 %2 个字符。</translation>
    </message>
    <message>
        <source>The clipboard&apos;s JSON is no object with settings.</source>
        <translation>剪贴板中的 JSON 不是包含设置的对象。</translation>
    </message>
    <message>
        <source>The command is on the clipboard.</source>
        <translation>命令已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The first run&apos;s settings are on the clipboard; JSON holds no grid.</source>
        <translation>第一个运行的设置已复制到剪贴板；JSON 不含网格。</translation>
    </message>
    <message>
        <source>The settings are on the clipboard as JSON.</source>
        <translation>设置已以 JSON 形式复制到剪贴板。</translation>
    </message>
    <message numerus="yes">
        <source>Pasted: %n change(s) from %1.</source>
        <translation>
            <numerusform>已粘贴：与 %1 相比有 %n 处更改。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>导出设置</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>A run whose batches this one sees in the same order, with the same random numbers, so that differences are paired at each step. It takes that run&apos;s seed; data and batch size must be the same.</source>
        <translation>这个运行将以相同的顺序看到所选运行的批次，并使用相同的随机数，使差值可逐步配对。它采用该运行的随机种子；数据和批次大小必须相同。</translation>
    </message>
    <message>
        <source>In lock step with</source>
        <translation>同步训练</translation>
    </message>
    <message>
        <source>In lock step with %1 this must be %2.</source>
        <translation>与 %1 同步训练时，此项必须为 %2。</translation>
    </message>
</context>
<context>
    <name>lb::gui::NewRunSide</name>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Takes back every change.</source>
        <translation>撤回所有更改。</translation>
    </message>
    <message>
        <source>Over the run</source>
        <translation>整个运行期间</translation>
    </message>
    <message>
        <source>KL weight</source>
        <translation>KL 权重</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Step by step, by the function that the training asks. Dashed: without the changes.</source>
        <translation>逐步的值，由训练所用的同一函数算出。虚线：未作更改时。</translation>
    </message>
    <message>
        <source>KL weight β</source>
        <translation>KL 权重 β</translation>
    </message>
    <message>
        <source>Before it starts</source>
        <translation>开始之前</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>峰值内存</translation>
    </message>
    <message>
        <source>Everything that the run&apos;s process keeps at its peak.</source>
        <translation>运行的进程在峰值时占用的全部内存。</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Runs of a grid train one after another.</source>
        <translation>网格中的运行依次训练。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>By how fast runs of this kind trained here. Evaluations come on top of it.</source>
        <translation>根据此类运行在本机上的训练速度估计。评估时间另计。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Of the optimizer: epochs times whole batches.</source>
        <translation>优化器的步数：轮数乘以完整批次数。</translation>
    </message>
    <message>
        <source>One step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Operations on numbers, forward and backward.</source>
        <translation>数值运算次数，含前向与反向。</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Numbers that training changes.</source>
        <translation>训练过程中更新的数值。</translation>
    </message>
    <message>
        <source>Go to batch size</source>
        <translation>转到批次大小</translation>
    </message>
    <message>
        <source>The field that lowers the memory most directly.</source>
        <translation>最直接降低内存占用的字段。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>MFLOP</source>
        <translation>MFLOP</translation>
    </message>
    <message>
        <source>Parts of the model in the order in which they work</source>
        <translation>模型的各部分，按工作顺序排列</translation>
    </message>
    <message>
        <source>Shapes of a batch, parameters, and operations of the forward pass.</source>
        <translation>批次的形状、参数量和前向传播的运算量。</translation>
    </message>
    <message>
        <source>As in %1</source>
        <translation>与 %1 相同</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) from %1</source>
        <translation>
            <numerusform>相对 %1 有 %n 处更改</numerusform>
        </translation>
    </message>
    <message>
        <source>This run</source>
        <translation>此运行</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>未更改</translation>
    </message>
    <message>
        <source>known when the data are read</source>
        <translation>读取数据后可知</translation>
    </message>
    <message>
        <source>%1 steps, mean %2</source>
        <translation>%1 步，均值 %2</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即</translation>
    </message>
    <message numerus="yes">
        <source>after %n run(s) at work or waiting</source>
        <translation>
            <numerusform>排在 %n 个正在进行或等待的运行之后</numerusform>
        </translation>
    </message>
    <message>
        <source>a worker is planning …</source>
        <translation>工作进程正在规划…</translation>
    </message>
    <message>
        <source>planned by a worker</source>
        <translation>由工作进程规划</translation>
    </message>
    <message>
        <source>lower bound</source>
        <translation>下界</translation>
    </message>
    <message>
        <source>%1: %2 of values in a forward pass</source>
        <translation>%1：一次前向传播中的值占 %2</translation>
    </message>
    <message>
        <source>forward %1</source>
        <translation>前向 %1</translation>
    </message>
    <message>
        <source>, about</source>
        <translation>，约</translation>
    </message>
</context>
<context>
    <name>lb::gui::NoticeArea</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Copies program, system and error, for a report.</source>
        <translation>复制程序、系统和错误信息，用于报告问题。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Brings it back (Ctrl+Z).</source>
        <translation>将其恢复（Ctrl+Z）。</translation>
    </message>
    <message>
        <source>Show last steps</source>
        <translation>显示最后几步</translation>
    </message>
    <message>
        <source>The steps before, and where it began.</source>
        <translation>此前的各步，以及问题始于何处。</translation>
    </message>
</context>
<context>
    <name>lb::gui::OwnMetricDesk</name>
    <message>
        <source>The project&apos;s own metrics cannot be read and are left out. %1</source>
        <translation>无法读取此项目的自定义指标，已略去。%1</translation>
    </message>
    <message>
        <source>metric %1</source>
        <translation>指标 %1</translation>
    </message>
    <message>
        <source>change the metric %1</source>
        <translation>更改指标 %1</translation>
    </message>
    <message>
        <source>delete the metric %1</source>
        <translation>删除指标 %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::OwnMetricDialog</name>
    <message>
        <source>New metric</source>
        <translation>新建指标</translation>
    </message>
    <message>
        <source>Change metric</source>
        <translation>更改指标</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What the metric is called in lists, plots and tables.</source>
        <translation>指标在列表、图和表格中的名称。</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>码率</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>Metrics by their names, of a training batch without train/ (kl, validation/elbo); numbers among the settings (latent.size); + - * / ^ ( ) and %1.</source>
        <translation>指标以名称书写，训练批次的指标不带 train/（kl、validation/elbo）；数值设置（latent.size）；+ - * / ^ ( ) 以及 %1。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Stands beside the axis; empty for a pure number.</source>
        <translation>显示在坐标轴旁；无量纲时留空。</translation>
    </message>
    <message>
        <source>Neither is better</source>
        <translation>不分优劣</translation>
    </message>
    <message>
        <source>Lower is better</source>
        <translation>越低越好</translation>
    </message>
    <message>
        <source>Higher is better</source>
        <translation>越高越好</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>优劣方向</translation>
    </message>
    <message>
        <source>Decides which value is the best one: for stars, tables and comparisons.</source>
        <translation>决定哪个值为最佳值：用于标星、表格和比较。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Changes nothing (Escape).</source>
        <translation>不作任何更改（Escape）。</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>The metric then stands wherever metrics do; nothing is written into the runs.</source>
        <translation>此后凡有指标之处均可使用此指标；不向运行写入任何内容。</translation>
    </message>
    <message>
        <source>At character %1: %2</source>
        <comment>place, what is wrong</comment>
        <translation>第 %1 个字符处：%2</translation>
    </message>
    <message>
        <source>There is a metric %1 already; choose another name.</source>
        <translation>已有名为 %1 的指标；请换一个名称。</translation>
    </message>
    <message>
        <source>It has a value at each step at which all its metrics have one; a division by zero is a gap.</source>
        <translation>在其所有指标都有值的每一步上取值；除以零处留空。</translation>
    </message>
    <message>
        <source>For example: reconstruction + 4 * kl, or validation/kl / latent.size.</source>
        <translation>例如：reconstruction + 4 * kl，或 validation/kl / latent.size。</translation>
    </message>
</context>
<context>
    <name>lb::gui::PairedSheet</name>
    <message>
        <source>Metric of the differences</source>
        <translation>求差的指标</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>没有差值</translation>
    </message>
    <message>
        <source>Difference, %1</source>
        <translation>差值，%1</translation>
    </message>
    <message>
        <source>No checked run sees the batches of %1 at an equal seed and has this metric too. Train one in lock step with it: New run, In lock step with.</source>
        <translation>所选的运行中，没有一个以相同的随机种子看到 %1 的批次并且也有此指标。请与它同步训练一个：新建运行，“同步训练”。</translation>
    </message>
    <message>
        <source>less %1</source>
        <translation>减 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n 对</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 less %2: %3, mean of %4, %5</source>
        <translation>%1 减 %2：%3，%4 的均值，%5</translation>
    </message>
    <message>
        <source>%1. Too few for an interval.</source>
        <translation>%1。太少，无法给出区间。</translation>
    </message>
    <message>
        <source>95 % CI %1 to %2</source>
        <translation>95% 置信区间 %1 至 %2</translation>
    </message>
    <message>
        <source>%1; %2 over pairs.</source>
        <translation>%1；按对计算，%2。</translation>
    </message>
    <message>
        <source>%1; %2 over %3 blocks of steps, which follow on each other.</source>
        <translation>%1；按 %3 个前后相接的步段计算，%2。</translation>
    </message>
</context>
<context>
    <name>lb::gui::ParallelSheet</name>
    <message>
        <source>Axes</source>
        <translation>坐标轴</translation>
    </message>
    <message>
        <source>Chooses the axes, up to twelve.</source>
        <translation>选择坐标轴，最多十二个。</translation>
    </message>
    <message>
        <source>Clear brush</source>
        <translation>清除刷选</translation>
    </message>
    <message>
        <source>Removes all brushes and brings back the selection before them (Esc in the plot).</source>
        <translation>移除所有刷选并恢复此前的选择（在图中按 Esc）。</translation>
    </message>
    <message numerus="yes">
        <source>%n axes</source>
        <translation>
            <numerusform>%n 个坐标轴</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n runs inside the brush</source>
        <translation>
            <numerusform>刷选范围内有 %1 个运行，共 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>drag on an axis to brush it</source>
        <translation>在坐标轴上拖动以刷选</translation>
    </message>
</context>
<context>
    <name>lb::gui::PathDetails</name>
    <message>
        <source>Details come with the codes along the path; the first time training items are encoded.</source>
        <translation>细节随路径上的编码一并显示；首次使用时会先编码训练条目。</translation>
    </message>
    <message>
        <source>Change per 0.01 of path</source>
        <translation>路径每前进 0.01 的变化</translation>
    </message>
    <message>
        <source>How much the picture changes: the mean difference of a pixel, in percent of the scale; of sentences the share of other words.</source>
        <translation>图片变化多少：像素的平均差，以量程的百分比表示；句子则为不同词的比例。</translation>
    </message>
    <message>
        <source>Change (%)</source>
        <translation>变化（%）</translation>
    </message>
    <message>
        <source>Norm along the path</source>
        <translation>路径上的范数</translation>
    </message>
    <message>
        <source>How far the code is from 0. Codes drawn from N(0, I) in d dimensions have a norm near √d.</source>
        <translation>编码到 0 的距离。从 d 维 N(0, I) 抽取的编码，其范数接近 √d。</translation>
    </message>
    <message>
        <source>Norm of z</source>
        <translation>z 的范数</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>typical for N(0, I): √d = %1</source>
        <translation>N(0, I) 的典型值：√d = %1</translation>
    </message>
    <message>
        <source>nearest of %1 training items</source>
        <translation>%1 个训练条目中最近的</translation>
    </message>
    <message>
        <source>%1 away</source>
        <translation>距离 %1</translation>
    </message>
    <message>
        <source>%1, %2 away</source>
        <translation>%1，距离 %2</translation>
    </message>
    <message>
        <source>‖z‖ %1</source>
        <translation>‖z‖ %1</translation>
    </message>
    <message>
        <source>encoded again %1 away</source>
        <translation>重新编码后距离 %1</translation>
    </message>
    <message>
        <source>At position %1</source>
        <translation>在位置 %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::PathEnds</name>
    <message>
        <source>Swap</source>
        <translation>互换</translation>
    </message>
    <message>
        <source>Swaps the first and the second.</source>
        <translation>互换第一个和第二个。</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>All drawn at random.</source>
        <translation>全部随机抽取。</translation>
    </message>
    <message>
        <source>a</source>
        <translation>a</translation>
    </message>
    <message>
        <source>b</source>
        <translation>b</translation>
    </message>
    <message>
        <source>c</source>
        <translation>c</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
</context>
<context>
    <name>lb::gui::PerformanceDock</name>
    <message>
        <source>Performance</source>
        <translation>性能</translation>
    </message>
    <message>
        <source>Where a step&apos;s time goes, and what the run takes of the computer. It appears while the current run is shown in the plots.</source>
        <translation>单步时间的分布，以及运行占用的计算机资源。当前运行显示在图中时出现。</translation>
    </message>
    <message>
        <source>Where a step&apos;s time goes</source>
        <translation>单步时间的分布</translation>
    </message>
    <message>
        <source>Means of the last %1 steps. Between the steps: logging, evaluation, samples, checkpoints.</source>
        <translation>最近 %1 步的均值。步与步之间：日志、评估、样本、检查点。</translation>
    </message>
    <message>
        <source>Speed, processor and memory</source>
        <translation>速度、处理器和内存</translation>
    </message>
    <message>
        <source>The last values; processor, memory and load once a second, kept with the run.</source>
        <translation>最近的值；处理器、内存和负载每秒记录一次，随运行保存。</translation>
    </message>
    <message>
        <source>A step every %1 ms</source>
        <translation>每步 %1 ms</translation>
    </message>
</context>
<context>
    <name>lb::gui::PlaneSheet</name>
    <message>
        <source>x</source>
        <translation>x</translation>
    </message>
    <message>
        <source>Quantity of the horizontal axis</source>
        <translation>横轴的量</translation>
    </message>
    <message>
        <source>y</source>
        <translation>y</translation>
    </message>
    <message>
        <source>Quantity of the vertical axis</source>
        <translation>纵轴的量</translation>
    </message>
    <message>
        <source>What else is drawn</source>
        <translation>附加绘制的内容</translation>
    </message>
    <message>
        <source>Pareto front</source>
        <translation>帕累托前沿</translation>
    </message>
    <message>
        <source>Lines of equal ELBO</source>
        <translation>等 ELBO 线</translation>
    </message>
    <message>
        <source>Trend line</source>
        <translation>趋势线</translation>
    </message>
    <message>
        <source>x logarithmic</source>
        <translation>x 对数刻度</translation>
    </message>
    <message>
        <source>y logarithmic</source>
        <translation>y 对数刻度</translation>
    </message>
    <message numerus="yes">
        <source>%n runs without both values</source>
        <translation>
            <numerusform>%n 个运行未同时具有两个值</numerusform>
        </translation>
    </message>
    <message>
        <source>reconstruction against KL</source>
        <translation>重构对 KL</translation>
    </message>
</context>
<context>
    <name>lb::gui::QueueDock</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Nothing is waiting.</source>
        <translation>没有等待中的运行。</translation>
    </message>
    <message>
        <source>Drag a row, or press Alt+Up and Alt+Down, to change the order.</source>
        <translation>拖动一行，或按 Alt+Up 和 Alt+Down，可更改顺序。</translation>
    </message>
    <message>
        <source>Runs that wait for their turn</source>
        <translation>正在排队的运行</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, done in about %2</source>
        <comment>runs, time</comment>
        <translation>%1，约 %2 后完成</translation>
    </message>
</context>
<context>
    <name>lb::gui::QueueModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 waits for its turn. Drag it to change the order.</source>
        <translation>%1 正在排队。拖动可更改顺序。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>About how long the run trains, by runs of this project that were measured.</source>
        <translation>运行的大致训练时长，根据本项目中实测过的运行估计。</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>耗时</translation>
    </message>
</context>
<context>
    <name>lb::gui::ReadingPage</name>
    <message>
        <source>Built-in text</source>
        <translation>内置文本</translation>
    </message>
    <message>
        <source># Latentbench %1

A workbench for generative autoencoders. GPL-3.0-or-later. Nothing here needs a network.

</source>
        <translation># Latentbench %1

生成式自编码器的工作台。GPL-3.0-or-later。所有功能均无需网络。

</translation>
    </message>
    <message>
        <source>Works offline; links lead to other pages of the help.</source>
        <translation>可离线使用；链接通往帮助的其他页面。</translation>
    </message>
</context>
<context>
    <name>lb::gui::ReportPage</name>
    <message>
        <source>The figures of your report stand here. Send some: “Send to report” is in the menus of the Monitor&apos;s plots and of grids of samples, and a button above the views of Compare and the maps of Latent.</source>
        <translation>报告的图显示在这里。可用“发送到报告”添加：它位于监控页各图和样本网格的菜单中，也是比较页各视图和隐空间页映射图上方的按钮。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>These figures, with settings, metrics and versions of the runs they show.</source>
        <translation>以下各图，以及所示运行的设置、指标和版本。</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>The same report from the command line.</source>
        <translation>通过命令行生成相同的报告。</translation>
    </message>
    <message>
        <source>Write report…</source>
        <translation>写出报告…</translation>
    </message>
    <message>
        <source>One file, HTML or PDF, that needs nothing else.</source>
        <translation>单个 HTML 或 PDF 文件，无需其他文件。</translation>
    </message>
    <message>
        <source>Figures of the report, in order</source>
        <translation>报告中的图，按顺序</translation>
    </message>
    <message>
        <source>Drag a figure to another place, or move it with Alt+Up and Alt+Down. Del removes it.</source>
        <translation>将图拖到其他位置，或用 Alt+Up 和 Alt+Down 移动。按 Del 移除。</translation>
    </message>
    <message>
        <source>Moves the figure up (Alt+Up).</source>
        <translation>上移此图（Alt+Up）。</translation>
    </message>
    <message>
        <source>Moves the figure down (Alt+Down).</source>
        <translation>下移此图（Alt+Down）。</translation>
    </message>
    <message>
        <source>Takes the figure off the report (Del). Undo brings it back.</source>
        <translation>将此图从报告中移除（Del）。可用“撤销”恢复。</translation>
    </message>
    <message>
        <source>Title of the figure</source>
        <translation>图的标题</translation>
    </message>
    <message>
        <source>The heading above the figure (F2).</source>
        <translation>图上方的标题（F2）。</translation>
    </message>
    <message>
        <source>The figure as it stands in the report</source>
        <translation>图在报告中的样子</translation>
    </message>
    <message>
        <source>Caption of the figure</source>
        <translation>图注</translation>
    </message>
    <message>
        <source>Caption: what one is to see in it.</source>
        <translation>图注：说明图中要看什么。</translation>
    </message>
    <message>
        <source>Stands below the figure. Runs, seeds, units and smoothing are added to curves anyway.</source>
        <translation>显示在图下方。曲线图始终会附上运行、随机种子、单位和平滑方式。</translation>
    </message>
    <message>
        <source>Curves: drawn anew from all stored points whenever the report is written.</source>
        <translation>曲线：每次写出报告时，根据所有已存储的点重新绘制。</translation>
    </message>
    <message>
        <source>Text, as it was when it was sent here.</source>
        <translation>文本，保持发送到此处时的内容。</translation>
    </message>
    <message>
        <source>A picture, as it was when it was sent here.</source>
        <translation>图片，保持发送到此处时的样子。</translation>
    </message>
    <message>
        <source>Nothing has been recorded of it.</source>
        <translation>尚无相关记录。</translation>
    </message>
    <message>
        <source>report.html</source>
        <translation>report.html</translation>
    </message>
    <message>
        <source>Write report</source>
        <translation>写出报告</translation>
    </message>
    <message>
        <source>Web page, opens offline (*.html)</source>
        <translation>网页，可离线打开 (*.html)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Show the Monitor</source>
        <translation>显示监控页</translation>
    </message>
</context>
<context>
    <name>lb::gui::ReportShelf</name>
    <message>
        <source>The figures collected for the report cannot be read; the list starts empty. %1</source>
        <translation>无法读取为报告收集的图；列表从空开始。%1</translation>
    </message>
    <message>
        <source>send %1 to the report</source>
        <translation>将 %1 发送到报告</translation>
    </message>
    <message>
        <source>rename the figure %1</source>
        <translation>重命名图 %1</translation>
    </message>
    <message>
        <source>caption of %1</source>
        <translation>修改 %1 的图注</translation>
    </message>
    <message>
        <source>move %1</source>
        <translation>移动 %1</translation>
    </message>
    <message>
        <source>remove %1 from the report</source>
        <translation>从报告中移除 %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::RunActions</name>
    <message>
        <source>rename %1</source>
        <translation>重命名 %1</translation>
    </message>
    <message>
        <source>tags of %1</source>
        <translation>%1 的标签</translation>
    </message>
    <message>
        <source>notes of %1</source>
        <translation>%1 的笔记</translation>
    </message>
    <message>
        <source>removal of %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>change, of which runs</comment>
        <translation>%2 的%1</translation>
    </message>
    <message>
        <source>archiving</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>bringing back</source>
        <translation>取回</translation>
    </message>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>bringing back %1</source>
        <translation>取回 %1</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>dash</source>
        <translation>线型</translation>
    </message>
</context>
<context>
    <name>lb::gui::RunListSettings</name>
    <message>
        <source>saving of the search %1</source>
        <translation>保存搜索 %1</translation>
    </message>
    <message>
        <source>renaming of the search %1</source>
        <translation>重命名搜索 %1</translation>
    </message>
    <message>
        <source>deletion of the search %1</source>
        <translation>删除搜索 %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::RunNotifier</name>
    <message>
        <source>%1 has finished</source>
        <translation>%1 已完成</translation>
    </message>
    <message>
        <source>%1 has failed</source>
        <translation>%1 已失败</translation>
    </message>
    <message>
        <source>%1 was interrupted</source>
        <translation>%1 被中断</translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s) trained.</source>
        <translation>
            <numerusform>训练了 %n 轮。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs have ended</source>
        <translation>
            <numerusform>%n 个运行已结束</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1 of them failed or were interrupted.</source>
        <translation>其中 %1 个失败或被中断。</translation>
    </message>
</context>
<context>
    <name>lb::gui::RunVerbs</name>
    <message>
        <source>&amp;Undo %1</source>
        <translation>撤销 %1(&amp;U)</translation>
    </message>
    <message>
        <source>%1 keeps no checkpoint at or before step %2.</source>
        <translation>%1 在第 %2 步及之前未保留检查点。</translation>
    </message>
    <message>
        <source>The diamonds on the x axis are where it keeps one; fork from one of those.</source>
        <translation>x 轴上的菱形标出保留检查点的位置；请从其中之一分叉。</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation>标签，以英文逗号分隔</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Continue %1</source>
        <translation>继续 %1</translation>
    </message>
    <message>
        <source>Further epochs</source>
        <translation>追加轮数</translation>
    </message>
    <message>
        <source>Fork with changes</source>
        <translation>更改后分叉</translation>
    </message>
    <message>
        <source>A run like %1, with one setting changed</source>
        <translation>与 %1 相同但更改一项设置的运行</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Shows the change once more before anything starts (Return).</source>
        <translation>开始之前再次显示所作更改（Return）。</translation>
    </message>
    <message>
        <source>Change while it trains</source>
        <translation>训练时更改</translation>
    </message>
    <message>
        <source>From its next step on, %1 trains with another setting</source>
        <translation>从下一步起，%1 用另一个设置训练</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Changes the setting at once, with a checkpoint and a mark on the curves (Return).</source>
        <translation>立即更改设置，保存检查点，并在曲线上做标记（Return）。</translation>
    </message>
    <message numerus="yes">
        <source>Tags that all %n runs have, separated by commas</source>
        <translation>
            <numerusform>全部 %n 个运行共有的标签，以英文逗号分隔</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Another run is called %1.</source>
        <translation>已有名为 %1 的运行。</translation>
    </message>
    <message>
        <source>Names are unique in a project: %1 keeps its own. Take another.</source>
        <translation>项目中的名称不能重复：%1 保留原名。请换一个。</translation>
    </message>
    <message>
        <source>%1 keeps its name.</source>
        <translation>%1 保留原名。</translation>
    </message>
    <message>
        <source>A name has 1 to 80 printable characters, none of them @, and does not begin with a dash.</source>
        <translation>名称为 1 至 80 个可打印字符，不含 @，且不以短横线开头。</translation>
    </message>
</context>
<context>
    <name>lb::gui::RunsDock</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Filter: model:bn kl&gt;2 tag:paper</source>
        <translation>筛选：model:bn kl&gt;2 tag:paper</translation>
    </message>
    <message>
        <source>Filter the list of runs</source>
        <translation>筛选运行列表</translation>
    </message>
    <message>
        <source>No runs yet. The demo makes three.</source>
        <translation>尚无运行。演示会创建三个。</translation>
    </message>
    <message>
        <source>Runs of the project</source>
        <translation>项目的运行</translation>
    </message>
    <message>
        <source>Terms that must all hold: a part of the name, model:bn, state:failed, tag:paper, data:word, seed:2, kl&gt;2, au&lt;=4, is:starred, created&gt;=2026-11-01, &quot;words&quot; in name, tags or notes; -tag:old leaves out (Ctrl+F).</source>
        <translation>须同时满足的条件：名称的一部分、model:bn、state:failed、tag:paper、data:word、seed:2、kl&gt;2、au&lt;=4、is:starred、created&gt;=2026-11-01、名称、标签或笔记中的 &quot;words&quot;；-tag:old 表示排除（Ctrl+F）。</translation>
    </message>
    <message>
        <source>A check shows the run in the plots. The selected runs are those that verbs act on. Runs that differ in their seed alone are one row, with n; Right opens it.</source>
        <translation>勾选的运行显示在图中。操作针对所选的运行。仅随机种子不同的运行合为一行，并标出 n；按向右方向键展开。</translation>
    </message>
    <message>
        <source>Removed runs: bring them back, or delete them (Ctrl+Shift+T).</source>
        <translation>已移除的运行：取回或删除（Ctrl+Shift+T）。</translation>
    </message>
    <message>
        <source>Saved searches (Ctrl+Shift+F)</source>
        <translation>已存搜索（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>What stands behind the states</source>
        <translation>状态之后显示的内容</translation>
    </message>
    <message numerus="yes">
        <source>Trash: %n run(s)</source>
        <translation>
            <numerusform>回收站：%n 个运行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::RunsMenus</name>
    <message>
        <source>Save this search</source>
        <translation>保存此搜索</translation>
    </message>
    <message>
        <source>Rename this search</source>
        <translation>重命名此搜索</translation>
    </message>
    <message>
        <source>Name of the search</source>
        <translation>搜索的名称</translation>
    </message>
    <message>
        <source>%1, test</source>
        <translation>%1，测试</translation>
    </message>
    <message>
        <source>%1, training</source>
        <translation>%1，训练</translation>
    </message>
    <message>
        <source>No saved searches yet</source>
        <translation>还没有已存搜索</translation>
    </message>
    <message>
        <source>&amp;Save this search…</source>
        <translation>保存此搜索(&amp;S)…</translation>
    </message>
    <message>
        <source>Type a search first.</source>
        <translation>请先输入搜索。</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
</context>
<context>
    <name>lb::gui::SampleBar</name>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Where the items come from; the model has not been trained on validation and test.</source>
        <translation>条目的来源；模型未在验证集和测试集上训练。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Equal seeds draw equal codes, items and pairs, whatever the run.</source>
        <translation>无论哪个运行，相同的随机种子抽取相同的编码、条目和配对。</translation>
    </message>
    <message>
        <source>Keeps the seed when grids are made again.</source>
        <translation>重新生成网格时固定随机种子。</translation>
    </message>
    <message>
        <source>Another seed, drawn at random.</source>
        <translation>随机抽取另一个随机种子。</translation>
    </message>
    <message>
        <source>Makes the grids again: with another seed, or with the same where it is locked.</source>
        <translation>重新生成网格：使用另一个随机种子，已锁定时使用同一个。</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>How many, for each run.</source>
        <translation>每个运行的数量。</translation>
    </message>
    <message>
        <source>reconstruction loss</source>
        <translation>重构损失</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>novelty</source>
        <translation>新颖度</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>Largest first: loss and KL in nats; novelty is the distance to the nearest other code of the split.</source>
        <translation>从大到小：损失和 KL 以 nats 计；新颖度是到该划分中最近的其他编码的距离。</translation>
    </message>
    <message>
        <source>N(0, I)</source>
        <translation>N(0, I)</translation>
    </message>
    <message>
        <source>fitted Gaussian</source>
        <translation>拟合高斯</translation>
    </message>
    <message>
        <source>mixture (GMM)</source>
        <translation>混合（GMM）</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>Where codes are drawn from: the prior, or one Gaussian or a mixture fitted to the codes of the training data. A language model has none.</source>
        <translation>编码的抽取来源：先验，或对训练数据的编码拟合的单个高斯分布或混合分布。语言模型没有编码。</translation>
    </message>
    <message>
        <source>k</source>
        <translation>k</translation>
    </message>
    <message>
        <source>Gaussians in the mixture.</source>
        <translation>混合模型中的高斯分量数。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Images: how far codes lie from the sampler&apos;s mean, 1 as they are drawn. Text: how freely words are drawn, 0 takes the likeliest.</source>
        <translation>图像：编码偏离采样器均值的程度，1 表示按抽取结果不变。文本：抽取词的自由程度，0 表示取最可能的词。</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>The straight line between the two codes.</source>
        <translation>两个编码之间的直线。</translation>
    </message>
    <message>
        <source>Spherical</source>
        <translation>球面</translation>
    </message>
    <message>
        <source>Turns from one code to the other at equal pace, keeping its distance from 0.</source>
        <translation>匀速地从一个编码转向另一个，保持到 0 的距离。</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Codes on the path or along each dimension, both ends included.</source>
        <translation>路径上或沿每个维度的编码数，含两端。</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>So many, those of the largest KL first.</source>
        <translation>维度的数量，KL 最大的优先。</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Standard deviations of the codes, to both sides of their mean.</source>
        <translation>编码的标准差数，向均值两侧展开。</translation>
    </message>
</context>
<context>
    <name>lb::gui::SamplePanel</name>
    <message>
        <source>Progress of the grid</source>
        <translation>网格的进度</translation>
    </message>
    <message>
        <source>This run has kept no pictures: they come with its first evaluation, and every train.sample_every steps.</source>
        <translation>此运行尚未保留图片：首次评估时生成，之后每 train.sample_every 步生成一次。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Ends the work on this grid; what there is of it stays.</source>
        <translation>结束此网格的生成；已有部分保留。</translation>
    </message>
    <message>
        <source>Copies the grid (Ctrl+C).</source>
        <translation>复制网格（Ctrl+C）。</translation>
    </message>
    <message>
        <source>Copy, save, items of this grid.</source>
        <translation>复制、保存，以及此网格的条目。</translation>
    </message>
    <message>
        <source>Pictures of this run</source>
        <translation>此运行的图片</translation>
    </message>
    <message>
        <source>The current picture, enlarged</source>
        <translation>当前图片（放大）</translation>
    </message>
    <message>
        <source>Sentences of this run</source>
        <translation>此运行的句子</translation>
    </message>
    <message>
        <source>What the model makes of codes. Ctrl+C copies all lines.</source>
        <translation>模型由编码生成的内容。Ctrl+C 复制所有行。</translation>
    </message>
    <message>
        <source>Items of the split, the worst first</source>
        <translation>划分中的条目，最差的在前</translation>
    </message>
    <message>
        <source>Each tile is an item and what the run makes of it. Ctrl+C copies those selected.</source>
        <translation>每个图块是一个条目及运行对它的输出。Ctrl+C 复制选中的图块。</translation>
    </message>
    <message>
        <source>Position %1</source>
        <translation>位置 %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>Sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>mean loss %1 nats</source>
        <translation>损失均值 %1 nats</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>items %1 and %2, %3 path</source>
        <translation>条目 %1 和 %2，%3路径</translation>
    </message>
    <message>
        <source>spherical</source>
        <translation>球面</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>dimensions by KL, in deviations of the codes</source>
        <translation>按 KL 排列的维度，以编码的标准差为单位</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s), the worst first</source>
        <translation>
            <numerusform>%n 个条目，最差的在前</numerusform>
        </translation>
    </message>
    <message>
        <source>the same items and codes at every step</source>
        <translation>每一步使用相同的条目和编码</translation>
    </message>
    <message>
        <source>opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message>
        <source>working, %1 %</source>
        <translation>正在处理，%1 %</translation>
    </message>
    <message>
        <source>This grid cannot be made.</source>
        <translation>无法生成此网格。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>items %1 − %2 + %3</source>
        <translation>条目 %1 − %2 + %3</translation>
    </message>
</context>
<context>
    <name>lb::gui::SamplesPage</name>
    <message>
        <source>Reconstruct</source>
        <translation>重构</translation>
    </message>
    <message>
        <source>Items as they are, as the run gives them back, and what differs.</source>
        <translation>原始条目、运行给出的重构，以及二者的差异。</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>先验</translation>
    </message>
    <message>
        <source>What codes become that are drawn from the prior or from a fit.</source>
        <translation>从先验或拟合分布中抽取的编码解码后的结果。</translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation>插值</translation>
    </message>
    <message>
        <source>The way from the code of one item to that of another.</source>
        <translation>从一个条目的编码到另一个条目的编码的路径。</translation>
    </message>
    <message>
        <source>Traverse</source>
        <translation>遍历</translation>
    </message>
    <message>
        <source>What each dimension of the code changes, the most telling first.</source>
        <translation>编码的每个维度所改变的内容，最显著的在前。</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>What the run made of the same items and codes at every step it kept.</source>
        <translation>该运行在保留的每一步上，对相同条目和编码的输出。</translation>
    </message>
    <message>
        <source>Worst items</source>
        <translation>最差条目</translation>
    </message>
    <message>
        <source>All items of a split by loss, KL or novelty.</source>
        <translation>某个划分的所有条目，按损失、KL 或新颖度排列。</translation>
    </message>
    <message>
        <source>There is no model in this project yet, so nothing can be sampled. The demo trains three.</source>
        <translation>此项目尚无模型，无法采样。演示会训练三个。</translation>
    </message>
    <message>
        <source>Train the image demo</source>
        <translation>训练图像演示</translation>
    </message>
    <message>
        <source>Samples of</source>
        <translation>样本来自</translation>
    </message>
    <message>
        <source>One more run or checkpoint beside these, up to three.</source>
        <translation>再并列一个运行或检查点，最多三个。</translation>
    </message>
    <message>
        <source>Copies the command that makes the same grid.</source>
        <translation>复制生成同一网格的命令。</translation>
    </message>
    <message>
        <source>Saves the grid as a PNG with a caption; the file says which run, checkpoint and seed made it.</source>
        <translation>将网格保存为带图注的 PNG；文件中注明生成它的运行、检查点和随机种子。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save with caption…</source>
        <translation>保存并附图注…</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Interpolate from this item (A)</source>
        <translation>从此条目开始插值（A）</translation>
    </message>
    <message>
        <source>Interpolate to this item (B)</source>
        <translation>插值到此条目（B）</translation>
    </message>
    <message>
        <source>Save grid</source>
        <translation>保存网格</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>%1 has no checkpoint yet. It can be sampled from its first on.</source>
        <translation>%1 尚无检查点。有了首个检查点后即可采样。</translation>
    </message>
    <message>
        <source>position %1</source>
        <translation>位置 %1</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>向量运算</translation>
    </message>
    <message>
        <source>What the code of one item, less that of another, plus that of a third becomes.</source>
        <translation>一个条目的编码减去另一个条目的编码，再加上第三个条目的编码，所得编码的解码结果。</translation>
    </message>
    <message>
        <source>Goes along the path, there and again.</source>
        <translation>沿路径前进，往返播放。</translation>
    </message>
    <message>
        <source>A place on the path; arrow keys move it.</source>
        <translation>路径上的一个位置；方向键可移动它。</translation>
    </message>
    <message>
        <source>a of a − b + c</source>
        <translation>a − b + c 中的 a</translation>
    </message>
    <message>
        <source>b of a − b + c</source>
        <translation>a − b + c 中的 b</translation>
    </message>
    <message>
        <source>c of a − b + c</source>
        <translation>a − b + c 中的 c</translation>
    </message>
    <message>
        <source>A of the path</source>
        <translation>路径的 A 端</translation>
    </message>
    <message>
        <source>B of the path</source>
        <translation>路径的 B 端</translation>
    </message>
    <message>
        <source>Send to report</source>
        <translation>发送到报告</translation>
    </message>
    <message>
        <source>The item is of %1, but %2 was trained on %3.</source>
        <translation>该条目属于 %1，但 %2 是在 %3 上训练的。</translation>
    </message>
    <message>
        <source>Take an item of %1.</source>
        <translation>请选用 %1 的条目。</translation>
    </message>
    <message>
        <source>%1 splits its data by another seed, so that this position is another item there.</source>
        <translation>%1 用另一个随机种子划分数据，因此该位置在那里是另一个条目。</translation>
    </message>
    <message>
        <source>Take an item from a grid of the model itself.</source>
        <translation>请从该模型自己的网格中选用条目。</translation>
    </message>
</context>
<context>
    <name>lb::gui::ScoreDialog</name>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>Score text</source>
        <translation>为文本评分</translation>
    </message>
    <message>
        <source>scoring, line %1 of %2</source>
        <translation>正在评分，第 %1 行，共 %2 行</translation>
    </message>
    <message>
        <source>Score with</source>
        <translation>评分模型</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Write or paste a text; an autoencoder takes each line as a sentence.</source>
        <translation>输入或粘贴文本；自编码器将每一行视为一个句子。</translation>
    </message>
    <message>
        <source>Text to score</source>
        <translation>要评分的文本</translation>
    </message>
    <message>
        <source>The text that the model is to judge.</source>
        <translation>要由模型评判的文本。</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>The text, shaded by surprise</source>
        <translation>按意外度着色的文本</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Ends the work; nothing is shown of it.</source>
        <translation>结束处理；不显示任何结果。</translation>
    </message>
    <message>
        <source>Shades each word by how little the model expected it (Return).</source>
        <translation>按模型对每个词的意外程度着色（Return）。</translation>
    </message>
    <message>
        <source>There is no text model with a checkpoint yet. Train one, or wait for its first.</source>
        <translation>尚无带检查点的文本模型。请训练一个，或等待其首个检查点。</translation>
    </message>
    <message>
        <source>The darker a word, the less the model expected it; full at 6 nats.</source>
        <translation>词的颜色越深，意外度越高；达到 6 nats 时颜色最深。</translation>
    </message>
    <message>
        <source>opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message numerus="yes">
        <source>%1 at checkpoint %2: %n token(s), %3 nats, perplexity %4.</source>
        <translation>
            <numerusform>%1，检查点 %2：%n 个 token，%3 nats，困惑度 %4。</numerusform>
        </translation>
    </message>
    <message>
        <source>Each line was read under a code of its own; the code&apos;s KL, %1 nats, is counted, so the model is at most so surprised.</source>
        <translation>每一行都在其自身的编码下读取；编码的 KL（%1 nats）已计入，因此所示为模型意外度的上界。</translation>
    </message>
    <message>
        <source>Each line was read under its own code, which this model has for free: it says how well the text is given back, not how likely it is.</source>
        <translation>每一行都在其自身的编码下读取，而此模型的编码不计代价：结果反映文本重构得有多好，而非文本有多可能。</translation>
    </message>
    <message numerus="yes">
        <source>Cut to what the model takes: %n line(s).</source>
        <translation>
            <numerusform>已截断至模型可接受的长度：%n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>The first %1 tokens are shown.</source>
        <translation>仅显示前 %1 个 token。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Score file</source>
        <translation>为文件评分</translation>
    </message>
    <message>
        <source>Text (*.txt *.md)</source>
        <translation>文本 (*.txt *.md)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 has more than 4 MiB; choose a shorter text, or use latentbench-cli score.</source>
        <translation>%1 超过 4 MiB；请选择较短的文本，或使用 latentbench-cli score。</translation>
    </message>
    <message>
        <source>Reads a text of up to 4 MiB and scores it.</source>
        <translation>读取不超过 4 MiB 的文本并评分。</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>单词</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Export scores</source>
        <translation>导出评分</translation>
    </message>
    <message>
        <source>scores.csv</source>
        <translation>scores.csv</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>%1 was written.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>The same for the command line.</source>
        <translation>用于命令行的相同操作。</translation>
    </message>
</context>
<context>
    <name>lb::gui::ScoreModel</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token 数</translation>
    </message>
    <message>
        <source>Rec. (nats)</source>
        <translation>重构（nats）</translation>
    </message>
    <message>
        <source>Loss (nats)</source>
        <translation>损失（nats）</translation>
    </message>
    <message>
        <source>KL (nats)</source>
        <translation>KL (nats)</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Place in the text.</source>
        <translation>在文本中的位置。</translation>
    </message>
    <message>
        <source>As it stands there.</source>
        <translation>文本中的原句。</translation>
    </message>
    <message>
        <source>As the model cuts it, with the end mark.</source>
        <translation>按模型的切分，含结束标记。</translation>
    </message>
    <message>
        <source>−ln p of the sentence, summed over its tokens; of an autoencoder given its own code.</source>
        <translation>句子的 −ln p，对其 token 求和；自编码器以句子自身的编码为条件。</translation>
    </message>
    <message>
        <source>Of the sentence&apos;s code; language models have none.</source>
        <translation>句子编码的 KL；语言模型没有此值。</translation>
    </message>
    <message>
        <source>exp of all nats of the sentence by token; of an autoencoder an upper bound.</source>
        <translation>句子的总 nats 除以 token 数后取 exp；对自编码器为上界。</translation>
    </message>
</context>
<context>
    <name>lb::gui::ScoreTable</name>
    <message>
        <source>Copies the selected rows, or all (Ctrl+C).</source>
        <translation>复制选中的行；未选中则复制所有行（Ctrl+C）。</translation>
    </message>
    <message>
        <source>Writes all rows, in this order, as CSV.</source>
        <translation>按当前顺序将所有行写为 CSV。</translation>
    </message>
    <message>
        <source>Scores of the sentences</source>
        <translation>句子的评分</translation>
    </message>
    <message>
        <source>A row for each line. A click on a column sorts; a double click, or Return, shades the words of a sentence.</source>
        <translation>文本每行对应表中一行。单击列标题排序；双击或按 Return 为句子的各词着色。</translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <translation>
            <numerusform>%n 个句子</numerusform>
        </translation>
    </message>
    <message>
        <source>No text has been scored yet.</source>
        <translation>尚未对文本评分。</translation>
    </message>
</context>
<context>
    <name>lb::gui::SeedButton</name>
    <message>
        <source>Group seeds</source>
        <translation>合并随机种子</translation>
    </message>
    <message>
        <source>Draws runs that are alike but for their seed as their mean with a band (G). The arrow chooses the band. On the time axis runs stay apart.</source>
        <translation>将仅随机种子不同的运行绘制为均值加区间带（G）。用箭头选择区间带。在时间坐标轴上各运行仍分开显示。</translation>
    </message>
    <message>
        <source>Band of seeds</source>
        <translation>随机种子的区间带</translation>
    </message>
    <message>
        <source>No band</source>
        <translation>无区间带</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Smallest to largest</source>
        <translation>最小值到最大值</translation>
    </message>
    <message>
        <source>95 % confidence interval of the mean</source>
        <translation>均值的 95 % 置信区间</translation>
    </message>
</context>
<context>
    <name>lb::gui::SentenceLab</name>
    <message>
        <source>%1 is a language model without latent, so it has no codes; choose a text autoencoder.</source>
        <translation>%1 是没有隐变量的语言模型，因此没有编码；请选择文本自编码器。</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>此运行</translation>
    </message>
</context>
<context>
    <name>lb::gui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Show the start page at start</source>
        <translation>启动时显示起始页(&amp;S)</translation>
    </message>
    <message>
        <source>Else the window begins with the Monitor when the project has runs.</source>
        <translation>否则，项目中有运行时，窗口从监控页开始。</translation>
    </message>
    <message>
        <source>The remembered answer is given.</source>
        <translation>采用已记住的选择。</translation>
    </message>
    <message>
        <source>Asked each time runs are at work.</source>
        <translation>有运行正在进行时每次都询问。</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>关闭时</translation>
    </message>
</context>
<context>
    <name>lb::gui::StaleBar</name>
    <message numerus="yes">
        <source>View ends at %1; %n new point(s).</source>
        <translation>
            <numerusform>视图止于 %1；有 %n 个新点。</numerusform>
        </translation>
    </message>
    <message>
        <source>Catch up</source>
        <translation>跟上最新</translation>
    </message>
    <message>
        <source>Shows all points, and goes on with the runs (Home); Backspace leads back.</source>
        <translation>显示所有点，并继续跟随运行（Home）；Backspace 返回。</translation>
    </message>
</context>
<context>
    <name>lb::gui::StartPage</name>
    <message>
        <source>Train and compare VAE, BN-VAE and EAE models</source>
        <translation>训练并比较 VAE、BN-VAE 和 EAE 模型</translation>
    </message>
    <message>
        <source>Run the demo</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>Under two minutes. Three models on real sentences.</source>
        <translation>不到两分钟。三个模型，真实句子。</translation>
    </message>
    <message>
        <source>Run the demo on images</source>
        <translation>运行图像演示</translation>
    </message>
    <message>
        <source>The same models on Fashion-MNIST</source>
        <translation>同样的模型，用于 Fashion-MNIST</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建运行</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>A project is one folder: a database and its files</source>
        <translation>一个项目就是一个文件夹：数据库及其文件</translation>
    </message>
    <message>
        <source>Read: what is KL vanishing?</source>
        <translation>阅读：什么是 KL 消失？</translation>
    </message>
    <message>
        <source>2 minutes, works offline</source>
        <translation>2 分钟，可离线阅读</translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation>最近的运行</translation>
    </message>
    <message>
        <source>Double click or Return opens the run with its group on the Monitor.</source>
        <translation>双击或按回车键，在监控页中打开该运行及其组。</translation>
    </message>
    <message>
        <source>Bundled data</source>
        <translation>内置数据</translation>
    </message>
    <message>
        <source>Show this page at start</source>
        <translation>启动时显示此页</translation>
    </message>
    <message>
        <source>Off: the program opens on the Monitor. Ctrl+0 comes back here.</source>
        <translation>关闭时：程序启动后进入监控页。按 Ctrl+0 返回此页。</translation>
    </message>
    <message>
        <source>A preset, your changes, what it will need</source>
        <translation>一个预设、所做的更改、所需的资源</translation>
    </message>
    <message>
        <source>%1 Every feature works without a GPU and without a network.</source>
        <translation>%1 没有 GPU、没有网络也能使用全部功能。</translation>
    </message>
</context>
<context>
    <name>lb::gui::StatisticsSheet</name>
    <message>
        <source>Metric of the statistics</source>
        <translation>统计所用的指标</translation>
    </message>
    <message>
        <source>Groups of seeds and their statistics</source>
        <translation>随机种子组及其统计量</translation>
    </message>
    <message>
        <source>Differences per seed</source>
        <translation>各随机种子的差值</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>相对于 %1</translation>
    </message>
    <message>
        <source>no baseline pinned</source>
        <translation>未固定基线</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Std</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>95 % CI</source>
        <translation>95% 置信区间</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>95 % CI of it</source>
        <translation>差值的 95 % 置信区间</translation>
    </message>
    <message>
        <source>Welch t</source>
        <translation>Welch t</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>Hedges’ g</source>
        <translation>Hedges’ g</translation>
    </message>
    <message>
        <source>n &lt; %1</source>
        <translation>n &lt; %1</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>No run shares seed and batches with one of the baseline, so there are no paired differences.</source>
        <translation>没有运行与基线中的运行共用随机种子和批次，因此没有配对差。</translation>
    </message>
    <message>
        <source>Differences per seed, same batches: %1</source>
        <translation>各随机种子的差值，相同批次：%1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>paired t</source>
        <translation>配对 t</translation>
    </message>
    <message>
        <source>Choose a group above to read what its numbers say.</source>
        <translation>在上方选择一个组，查看其数值的含义。</translation>
    </message>
</context>
<context>
    <name>lb::gui::StatusStrip</name>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Shows or hides the log of the current run.</source>
        <translation>显示或隐藏当前运行的日志。</translation>
    </message>
    <message>
        <source>Project: %1 (read-only)</source>
        <translation>项目：%1（只读）</translation>
    </message>
    <message>
        <source>Project: %1</source>
        <translation>项目：%1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>ETA %1</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 items/s</source>
        <translation>%1 条目/秒</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>KL %1 nats</source>
        <translation>KL %1 nats</translation>
    </message>
    <message>
        <source>Entropy %1 nats</source>
        <translation>熵 %1 nats</translation>
    </message>
    <message>
        <source>AU %1/%2</source>
        <translation>AU %1/%2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>saved %1 s ago</source>
        <translation>%1 秒前保存</translation>
    </message>
    <message>
        <source>saved at %1</source>
        <translation>保存于 %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::StorageDialog</name>
    <message>
        <source>Storage and trash</source>
        <translation>存储与回收站</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Closes this window (Esc).</source>
        <translation>关闭此窗口（Esc）。</translation>
    </message>
</context>
<context>
    <name>lb::gui::StorageModel</name>
    <message>
        <source>%1: %2 bytes</source>
        <translation>%1：%2 字节</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Artifacts</source>
        <translation>产物</translation>
    </message>
    <message>
        <source>Rest</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>lb::gui::StoragePanel</name>
    <message>
        <source>Bytes of each run</source>
        <translation>每个运行的字节数</translation>
    </message>
    <message>
        <source>A click on a title sorts. Selected runs are those that checkpoints are pruned of.</source>
        <translation>单击列标题可排序。清理检查点时只处理所选的运行。</translation>
    </message>
    <message>
        <source>Checkpoints that can go</source>
        <translation>可以删除的检查点</translation>
    </message>
    <message>
        <source>Kept: the newest, the best and the final one of each run, those that another run was forked from, and all of runs with a star or at work.</source>
        <translation>保留：每个运行最新、最佳和最终的检查点，其他运行由其分叉的检查点，以及加星或进行中的运行的全部检查点。</translation>
    </message>
    <message>
        <source>Also those that were asked for by hand</source>
        <translation>也包括手动保存的检查点</translation>
    </message>
    <message>
        <source>Checkpoints of Checkpoint now.</source>
        <translation>由“立即保存检查点”保存的检查点。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>What would be deleted.</source>
        <translation>将被删除的内容。</translation>
    </message>
    <message>
        <source>Delete these checkpoints…</source>
        <translation>删除这些检查点…</translation>
    </message>
    <message>
        <source>Asks first. Curves and everything else of the runs stay.</source>
        <translation>会先询问。运行的曲线和其他一切都保留。</translation>
    </message>
    <message numerus="yes">
        <source>%n runs take %1.</source>
        <translation>
            <numerusform>%n 个运行占用 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 are free on the disk.</source>
        <translation>磁盘可用 %1。</translation>
    </message>
    <message>
        <source>Measured so far: %1 of %2.</source>
        <translation>已测量：%1 / %2。</translation>
    </message>
    <message>
        <source>Nothing can go.</source>
        <translation>没有可删除的。</translation>
    </message>
    <message>
        <source>Nothing of the selected runs can go.</source>
        <translation>所选的运行没有可删除的。</translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoints of all runs, which frees %1.</source>
        <translation>
            <numerusform>所有运行共 %n 个检查点，可释放 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoints of the selected runs, which frees %1.</source>
        <translation>
            <numerusform>所选运行共 %n 个检查点，可释放 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n checkpoints of %1 runs?</source>
        <translation>
            <numerusform>删除 %1 个运行的 %n 个检查点？</numerusform>
        </translation>
    </message>
    <message>
        <source>That frees %1. The runs cannot be continued or forked from these any more; that cannot be undone.</source>
        <translation>这会释放 %1。运行将不能再从这些检查点继续或分叉；此操作不能撤销。</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n checkpoints</source>
        <translation>
            <numerusform>删除 %n 个检查点</numerusform>
        </translation>
    </message>
    <message>
        <source>By the project&apos;s rule, which is applied when a run ends: keep the newest</source>
        <translation>按项目的规则（运行结束时执行）：保留最新的</translation>
    </message>
    <message>
        <source>The project&apos;s own rule. Best, final and forked ones and those of runs with a star stay, too.</source>
        <translation>项目自身的规则。最佳、最终和被分叉的检查点，以及加星运行的检查点也会保留。</translation>
    </message>
    <message>
        <source>Newest checkpoints of each run that stay.</source>
        <translation>每个运行保留的最新检查点数。</translation>
    </message>
    <message>
        <source>and one of every</source>
        <translation>个，另每</translation>
    </message>
    <message>
        <source>Epochs of which one checkpoint stays.</source>
        <translation>每隔这么多轮保留一个检查点。</translation>
    </message>
    <message>
        <source>no</source>
        <translation>无</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮保留一个</translation>
    </message>
</context>
<context>
    <name>lb::gui::TextModels</name>
    <message>
        <source>%1: a language model trained on %2.</source>
        <translation>%1：在 %2 上训练的语言模型。</translation>
    </message>
    <message>
        <source>a code drawn for the prompt</source>
        <translation>按提示抽取的编码</translation>
    </message>
    <message>
        <source>the mean of the prompt&apos;s codes</source>
        <translation>提示的编码均值</translation>
    </message>
    <message>
        <source>a random code</source>
        <translation>随机编码</translation>
    </message>
    <message>
        <source>%1: a text autoencoder trained on %2; each reply is written from %3.</source>
        <translation>%1：在 %2 上训练的文本自编码器；每条回复由%3生成。</translation>
    </message>
</context>
<context>
    <name>lb::gui::TextPage</name>
    <message>
        <source>There is no text model in this project yet. The demo trains three.</source>
        <translation>此项目中尚无文本模型。演示会训练三个。</translation>
    </message>
    <message>
        <source>Train the text demo</source>
        <translation>训练文本演示</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>控制台</translation>
    </message>
    <message>
        <source>Shade by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>surprise</source>
        <translation>意外度</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Surprise: the less likely a word was to the model, the darker it stands; full at 6 nats. Difference: words that are new against the first model&apos;s text are marked; of one model, against its version before.</source>
        <translation>意外度：词对模型而言越不可能，颜色越深；达到 6 nats 时颜色最深。差异：标出与第一个模型的文本相比新出现的词；只有一个模型时，与其上一版本相比。</translation>
    </message>
    <message>
        <source>What you send below and what the models write behind it appears here.</source>
        <translation>在下方发送的内容以及各模型接着写出的内容会显示在此处。</translation>
    </message>
    <message>
        <source>Begin from nothing</source>
        <translation>从空白开始</translation>
    </message>
    <message>
        <source>Export conversation</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>conversation.md</source>
        <translation>conversation.md</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>JSON, complete (*.json)</source>
        <translation>JSON，完整 (*.json)</translation>
    </message>
    <message>
        <source>What you send becomes a branch beside the old prompt.</source>
        <translation>发送的内容会成为原提示旁的一个分支。</translation>
    </message>
    <message>
        <source>What you send begins a branch here.</source>
        <translation>发送的内容会从此处开始一个分支。</translation>
    </message>
    <message>
        <source>Everything that followed stays; the arrows beside a prompt lead to it.</source>
        <translation>此后的内容全部保留；可用提示旁的箭头切换到该内容。</translation>
    </message>
    <message>
        <source>Back to what was shown</source>
        <translation>返回之前显示的内容</translation>
    </message>
    <message>
        <source>%1 Not an assistant: it writes on behind the prompt.</source>
        <translation>%1不是助手：只会接着提示续写。</translation>
    </message>
    <message>
        <source>%1 Not an assistant: it rewrites the prompt.</source>
        <translation>%1不是助手：只会改写提示。</translation>
    </message>
    <message>
        <source>%1 has no checkpoint yet. The console opens with its first.</source>
        <translation>%1 尚无检查点。有了第一个检查点后，控制台即可使用。</translation>
    </message>
    <message>
        <source>nothing written yet</source>
        <translation>尚未生成内容</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s), saved</source>
        <translation>
            <numerusform>%n 段文本，已保存</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s), not saved</source>
        <translation>
            <numerusform>%n 段文本，未保存</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot write there: its first checkpoint is at step %2.</source>
        <translation>%1 无法在该步生成文本：其第一个检查点位于第 %2 步。</translation>
    </message>
</context>
<context>
    <name>lb::gui::TextSide</name>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Back to the usual parameters; the seed stays.</source>
        <translation>恢复常用参数；随机种子保持不变。</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>The conversations of this project, newest first. A click opens one.</source>
        <translation>此项目的对话，最新的在前。单击即可打开。</translation>
    </message>
    <message>
        <source>%1   %2</source>
        <translation>%1   %2</translation>
    </message>
</context>
<context>
    <name>lb::gui::TimeStrip</name>
    <message>
        <source>Align axes</source>
        <translation>对齐坐标轴</translation>
    </message>
    <message>
        <source>Turns and mirrors each plane so that the codes stand as near as they can to where they stood before (Procrustes); lengths stay.</source>
        <translation>旋转并镜像每个平面，使编码尽可能靠近其此前的位置（Procrustes）；长度不变。</translation>
    </message>
    <message>
        <source>Checkpoints of the run, oldest first, with the maps that were looked at. A click goes there.</source>
        <translation>运行的检查点，从旧到新，附有看过的映射图。点击即转到那里。</translation>
    </message>
</context>
<context>
    <name>lb::gui::TimelineBar</name>
    <message>
        <source>Step of the training</source>
        <translation>训练步</translation>
    </message>
    <message>
        <source>Moves all pages to a step of the training: lines in plots, maps, samples, replies. Marks are what can be gone to; what needs a checkpoint takes the one at or before the step.</source>
        <translation>把所有页面移到训练的某一步：图中的竖线、映射图、样本、回复。标记表示可以转到的位置；需要检查点的页面取该步或之前的检查点。</translation>
    </message>
    <message numerus="yes">
        <source>newest, %n snapshot(s)</source>
        <translation>
            <numerusform>最新，%n 个快照</numerusform>
        </translation>
    </message>
    <message>
        <source>step %1, before the first snapshot</source>
        <translation>第 %1 步，在第一个快照之前</translation>
    </message>
    <message>
        <source>step %1, snapshot %2 of %3</source>
        <translation>第 %1 步，快照 %2 / %3</translation>
    </message>
    <message>
        <source>step %1, after snapshot %2 of %3</source>
        <translation>第 %1 步，在快照 %2 / %3 之后</translation>
    </message>
</context>
<context>
    <name>lb::gui::TokenizerPanel</name>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>单词</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>Pieces (sentencepiece)</source>
        <translation>子词（sentencepiece）</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token 类型</translation>
    </message>
    <message>
        <source>Whole words, single characters, or pieces of words learned from the data.</source>
        <translation>完整单词、单个字符，或从数据中学得的子词。</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>At most so many different tokens; rarer ones are unknown.</source>
        <translation>不同 token 的数量上限；更罕见的视为未知。</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>子词</translation>
    </message>
    <message>
        <source>How sentencepiece finds them: likely ones, merged pairs, characters, words.</source>
        <translation>sentencepiece 查找子词的方式：按概率、合并字符对、按字符、按单词。</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>Share of the text&apos;s characters that get a piece; 1 for small alphabets.</source>
        <translation>文本字符中能得到子词的比例；字符集较小时取 1。</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>The same for the command line.</source>
        <translation>用于命令行的相同操作。</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Makes it and keeps it in a file, for runs that share one tokenizer.</source>
        <translation>生成分词器并保存到文件，供共用同一分词器的运行使用。</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Makes the tokenizer and shows how it cuts sentences of the validation part.</source>
        <translation>生成分词器，并显示它如何切分验证部分的句子。</translation>
    </message>
    <message>
        <source>How it cuts sentences</source>
        <translation>句子的切分方式</translation>
    </message>
    <message>
        <source>Sentences of the validation part and their tokens.</source>
        <translation>验证部分的句子及其 token。</translation>
    </message>
    <message>
        <source>Save the tokenizer</source>
        <translation>保存分词器</translation>
    </message>
    <message>
        <source>Tokenizers (*.vocabulary)</source>
        <translation>分词器 (*.vocabulary)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>as a run on this text would make it</source>
        <translation>与在此文本上训练的运行所生成的相同</translation>
    </message>
    <message>
        <source>being made…</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>%1 tokens; %2 a text, %3 % unknown</source>
        <translation>%1 个 token；每段文本 %2 个，%3 % 未知</translation>
    </message>
    <message>
        <source>%1; saved as %2</source>
        <translation>%1；已保存为 %2</translation>
    </message>
</context>
<context>
    <name>lb::gui::ToolStrip</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Switches between the light and the dark theme.</source>
        <translation>在浅色和深色主题之间切换。</translation>
    </message>
    <message>
        <source>Shows or hides runs and queue.</source>
        <translation>显示或隐藏运行和队列。</translation>
    </message>
    <message>
        <source>Shows or hides the log.</source>
        <translation>显示或隐藏日志。</translation>
    </message>
    <message>
        <source>Shows or hides inspector and values.</source>
        <translation>显示或隐藏检查器和数值。</translation>
    </message>
</context>
<context>
    <name>lb::gui::TrashPanel</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>移除时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Runs in the trash</source>
        <translation>回收站中的运行</translation>
    </message>
    <message>
        <source>Removed runs, the last one first. Return brings the selected ones back.</source>
        <translation>已移除的运行，最近的在前。按 Return 取回所选的运行。</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>Moves the selected runs back into the project.</source>
        <translation>把所选的运行移回项目。</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>永久删除…</translation>
    </message>
    <message>
        <source>Deletes the selected runs; asks first.</source>
        <translation>删除所选的运行；会先询问。</translation>
    </message>
    <message>
        <source>Empty trash…</source>
        <translation>清空回收站…</translation>
    </message>
    <message>
        <source>Deletes all of these runs; asks first.</source>
        <translation>删除所有这些运行；会先询问。</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message numerus="yes">
        <source>%n runs take %1. Nothing of them is lost until they are deleted here.</source>
        <translation>
            <numerusform>%n 个运行占用 %1。在此处删除之前，其内容不会有任何丢失。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n runs for good?</source>
        <translation>
            <numerusform>永久删除 %n 个运行？</numerusform>
        </translation>
    </message>
    <message>
        <source>That frees %1. Their curves, checkpoints and notes are gone then; that cannot be undone, nor can what was done before.</source>
        <translation>这会释放 %1。它们的曲线、检查点和笔记将不复存在；此操作和此前的操作都不能撤销。</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n runs</source>
        <translation>
            <numerusform>删除 %n 个运行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::ValuesDock</name>
    <message>
        <source>Values at cursor</source>
        <translation>光标处的值</translation>
    </message>
    <message>
        <source>Click in a plot leaves the cursor standing (A); the moving one is B. Ctrl+C copies the table.</source>
        <translation>在图中单击可固定光标（A）；移动的光标为 B。按 Ctrl+C 复制表格。</translation>
    </message>
    <message>
        <source>Decoder use</source>
        <translation>解码器利用度</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>Example %1</source>
        <translation>第 %1 个样例</translation>
    </message>
    <message>
        <source>Time %1</source>
        <translation>时间 %1</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新</translation>
    </message>
</context>
<context>
    <name>lb::gui::VanishingBars</name>
    <message>
        <source>%1 of %2 active units</source>
        <translation>%1/%2 个活跃单元</translation>
    </message>
    <message numerus="yes">
        <source>%n active unit(s)</source>
        <translation>
            <numerusform>%n 个活跃单元</numerusform>
        </translation>
    </message>
    <message>
        <source>KL vanishing in %1 since step %2: %3 nats, %4.</source>
        <translation>%1 自第 %2 步起出现 KL 消失：%3 nats，%4。</translation>
    </message>
    <message>
        <source>Decoder use %1 nats: every input gives nearly the same output.</source>
        <translation>解码器利用度 %1 nats：每个输入给出的输出几乎相同。</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Shows the one change, then starts a fork of %1.</source>
        <translation>先显示这一处更改，再启动 %1 的分叉。</translation>
    </message>
    <message>
        <source>This run&apos;s numbers and what it gives back, and what helps.</source>
        <translation>此运行的数值和输出结果，以及如何缓解。</translation>
    </message>
</context>
<context>
    <name>lb::gui::VanishingPanel</name>
    <message>
        <source>The reconstructions differ by %1 % of what the inputs do.</source>
        <translation>重构之间的差异为输入之间差异的 %1 %。</translation>
    </message>
    <message numerus="yes">
        <source>%n input(s), all with the same reconstruction.</source>
        <translation>
            <numerusform>%n 个输入，重构全部相同。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n input(s), %1 different reconstructions.</source>
        <translation>
            <numerusform>%n 个输入，%1 种不同的重构。</numerusform>
        </translation>
    </message>
    <message>
        <source>Why KL has vanished</source>
        <translation>KL 为何消失</translation>
    </message>
    <message>
        <source>Closes this panel.</source>
        <translation>关闭此面板。</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>says something from about %1 nat on</source>
        <translation>约 %1 nat 起含有信息</translation>
    </message>
    <message>
        <source>Active units</source>
        <translation>活跃单元</translation>
    </message>
    <message>
        <source>a unit&apos;s mean varies by more than 0.01</source>
        <translation>单元均值的方差大于 0.01</translation>
    </message>
    <message>
        <source>Decoder use</source>
        <translation>解码器利用度</translation>
    </message>
    <message>
        <source>ignored below %1, used again from %2 nats</source>
        <translation>低于 %1 视为被忽略，达到 %2 nats 视为重新使用</translation>
    </message>
    <message>
        <source>The decoder does well without the code, so the training stops paying for it: each nat of KL costs a nat of the bound and brings nothing. Decoder use is what is lost when every item gets another item&apos;s code. Near zero, all inputs are answered alike, whatever KL says.</source>
        <translation>解码器不用编码也能做好，因此训练不再为编码付出代价：每 1 nat 的 KL 使下界损失 1 nat，却毫无收益。解码器利用度是每个条目换用其他条目的编码时的损失。接近零时，无论 KL 是多少，所有输入得到的输出都一样。</translation>
    </message>
    <message>
        <source>Read more</source>
        <translation>阅读更多</translation>
    </message>
    <message>
        <source>What KL vanishing is, and what helps.</source>
        <translation>KL 消失是什么，以及如何缓解。</translation>
    </message>
    <message>
        <source>Shows the one change, then starts a fork of %1.</source>
        <translation>先显示这一处更改，再启动 %1 的分叉。</translation>
    </message>
    <message>
        <source>Why? %1</source>
        <translation>为什么？%1</translation>
    </message>
    <message>
        <source>The decoder ignores the code since step %1.</source>
        <translation>自第 %1 步起，解码器忽略编码。</translation>
    </message>
    <message>
        <source>The decoder uses the code again.</source>
        <translation>解码器重新使用编码。</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 nats</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>No items have been decoded yet; each validation does it.</source>
        <translation>尚未解码任何条目；每次验证时都会解码。</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Given back at step %1</source>
        <translation>第 %1 步的重构</translation>
    </message>
    <message>
        <source>Input %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source>Reconstruction %1</source>
        <translation>重构 %1</translation>
    </message>
</context>
<context>
    <name>lb::gui::ViewBar</name>
    <message>
        <source>x axis</source>
        <translation>x 轴</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样例数</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>EMA 0.6</source>
        <translation>EMA 0.6</translation>
    </message>
    <message>
        <source>EMA 0.9</source>
        <translation>EMA 0.9</translation>
    </message>
    <message>
        <source>EMA 0.99</source>
        <translation>EMA 0.99</translation>
    </message>
    <message>
        <source>Robust</source>
        <translation>稳健</translation>
    </message>
    <message>
        <source>Leaves the outermost 2 % of the values out when fitting the y axes.</source>
        <translation>确定 y 轴范围时忽略最外侧 2 % 的值。</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Which events are marked in the plots.</source>
        <translation>在图中标记哪些事件。</translation>
    </message>
    <message>
        <source>More choices for the plots.</source>
        <translation>更多图形选项。</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>A star at each curve&apos;s best value, where its metric has better and worse. Of the raw values, smoothed or not.</source>
        <translation>在每条曲线的最佳值处标星（指标须有优劣之分）。无论是否平滑，均取原始值。</translation>
    </message>
    <message>
        <source>What the x axis of all plots counts, and how it is spaced. Log leaves out step 0.</source>
        <translation>所有图的 x 轴以何计数、如何分布。对数轴不含第 0 步。</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>symlog</source>
        <translation>对称对数</translation>
    </message>
    <message>
        <source>x axis: %1</source>
        <translation>x 轴：%1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>x axis, scale</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Which plots there are, with their metrics and axes; a dot: changed since it was saved.</source>
        <translation>有哪些图，及其指标与坐标轴；圆点：保存后有更改。</translation>
    </message>
    <message>
        <source>Layout of the plots: %1</source>
        <translation>图的布局：%1</translation>
    </message>
    <message>
        <source>KL vanishing</source>
        <translation>KL 消失</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Units died</source>
        <translation>单元失活</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>非数值（NaN）</translation>
    </message>
    <message>
        <source>Changed settings</source>
        <translation>设置更改</translation>
    </message>
    <message>
        <source>Forks</source>
        <translation>分叉</translation>
    </message>
    <message>
        <source>Start and continue</source>
        <translation>开始和继续</translation>
    </message>
    <message>
        <source>Pause and stop</source>
        <translation>暂停和停止</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Mean of 10</source>
        <translation>10 点均值</translation>
    </message>
    <message>
        <source>Mean of 100</source>
        <translation>100 点均值</translation>
    </message>
    <message>
        <source>A debiased exponential mean (EMA), or the mean of the last values; raw values stay visible behind it.</source>
        <translation>去偏的指数平滑（EMA），或最近若干值的均值；原始值仍显示在后方。</translation>
    </message>
</context>
<context>
    <name>lb::widgets</name>
    <message>
        <source>not a number</source>
        <translation>非数值</translation>
    </message>
    <message>
        <source>inf</source>
        <translation>inf</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ChangesTable</name>
    <message>
        <source>Goes to the field %1.</source>
        <translation>转到字段 %1。</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>恢复为 %1</translation>
    </message>
    <message>
        <source>%1: back to %2</source>
        <translation>%1：恢复为 %2</translation>
    </message>
    <message>
        <source>Every field is as in the base.</source>
        <translation>所有字段均与基准相同。</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>此运行</translation>
    </message>
</context>
<context>
    <name>lb::widgets::CodeBars</name>
    <message>
        <source>Codes of the two sentences</source>
        <translation>两个句子的编码</translation>
    </message>
    <message numerus="yes">
        <source>%n dimension(s)</source>
        <translation>
            <numerusform>%n 个维度</numerusform>
        </translation>
    </message>
    <message>
        <source>Dimension, by falling KL</source>
        <translation>维度，按 KL 降序</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1（%2 / %3）</translation>
    </message>
    <message>
        <source>mean of z</source>
        <translation>z 的均值</translation>
    </message>
    <message>
        <source>%1: mean %2</source>
        <translation>%1：均值 %2</translation>
    </message>
    <message>
        <source>, deviation %1</source>
        <translation>，标准差 %1</translation>
    </message>
    <message>
        <source>, KL %1 nats</source>
        <translation>，KL %1 nats</translation>
    </message>
    <message>
        <source>Dimension %1</source>
        <translation>维度 %1</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>between them: %1</source>
        <translation>两者之间：%1</translation>
    </message>
</context>
<context>
    <name>lb::widgets::CompareDelegate</name>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
</context>
<context>
    <name>lb::widgets::CompareView</name>
    <message>
        <source>Runs side by side</source>
        <translation>并排比较的运行</translation>
    </message>
    <message>
        <source>A check shows the run in the views below and in the plots (Space). B pins the row as the baseline, Return opens the run, F4 goes to the next setting that differs, Ctrl+C copies the rows.</source>
        <translation>勾选的运行显示在下方视图和图中（Space）。按 B 将该行固定为基线，按 Return 打开运行，按 F4 转到下一个不同的设置，按 Ctrl+C 复制各行。</translation>
    </message>
    <message>
        <source>No run matches the filter.</source>
        <translation>没有运行符合筛选条件。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ConversationView</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Prompts and what the models wrote.</source>
        <translation>提示和模型生成的内容。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::CursorValuesModel</name>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
</context>
<context>
    <name>lb::widgets::CursorValuesTable</name>
    <message>
        <source>Values at cursor</source>
        <translation>光标处的值</translation>
    </message>
    <message>
        <source>Values where the cursor stands. A click in a plot leaves A standing; B follows the mouse. Ctrl+C copies the table.</source>
        <translation>光标所在位置的值。在图中单击可固定 A；B 跟随鼠标。按 Ctrl+C 复制表格。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::DecoderUseLabel</name>
    <message>
        <source>How much worse the decoder does when codes are shuffled among items, in nats per item. Near zero it ignores its code.</source>
        <translation>编码在条目之间打乱后解码器变差的程度，以每个条目的 nats 计。接近零时解码器忽略编码。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>run, value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Decoder use in nats</source>
        <translation>解码器利用度（nats）</translation>
    </message>
    <message>
        <source>Decoder use, nats:</source>
        <translation>解码器利用度，nats：</translation>
    </message>
</context>
<context>
    <name>lb::widgets::DifferenceModel</name>
    <message>
        <source>%1, differs</source>
        <translation>%1，不同</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>lb::widgets::DimensionModel</name>
    <message>
        <source>Dimension %1 is active: the mean varies over the data.</source>
        <translation>维度 %1 为活跃单元：均值随数据变化。</translation>
    </message>
    <message>
        <source>Dimension %1 is not active: the mean hardly varies over the data.</source>
        <translation>维度 %1 不活跃：均值几乎不随数据变化。</translation>
    </message>
    <message>
        <source>Decoded along the dimension, the others at the mean of all codes: from 3 standard deviations of the aggregated posterior below it to 3 above.</source>
        <translation>沿该维度解码，其余维度取所有编码的均值：从聚合后验均值以下 3 个标准差到以上 3 个标准差。</translation>
    </message>
    <message>
        <source>KL of the posterior against N(0, 1), mean over the split. Click sorts.</source>
        <translation>后验相对 N(0, 1) 的 KL，在该划分上取均值。点击排序。</translation>
    </message>
    <message>
        <source>Variance of the posterior mean over the data: above 0.01 the dimension is active. Click sorts.</source>
        <translation>后验均值在数据上的方差：大于 0.01 时该维度活跃。点击排序。</translation>
    </message>
    <message>
        <source>Mean variance of the posterior itself: near 1 it says nothing of its item.</source>
        <translation>后验自身方差的均值：接近 1 时不含条目的任何信息。</translation>
    </message>
    <message>
        <source>Dimension, from 0. Click sorts.</source>
        <translation>维度，从 0 起。点击排序。</translation>
    </message>
    <message>
        <source>Dim</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>KL (nats)</source>
        <translation>KL (nats)</translation>
    </message>
    <message>
        <source>Var μ</source>
        <translation>Var μ</translation>
    </message>
    <message>
        <source>E σ²</source>
        <translation>E σ²</translation>
    </message>
    <message>
        <source>Traversal −3σ to 3σ</source>
        <translation>遍历 −3σ 到 3σ</translation>
    </message>
</context>
<context>
    <name>lb::widgets::DimensionTable</name>
    <message>
        <source>Dimensions of the codes</source>
        <translation>编码的维度</translation>
    </message>
    <message>
        <source>A row chooses its dimension, a click on a header sorts.</source>
        <translation>点击行选择维度，点击表头排序。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::EventKinds</name>
    <message>
        <source>vanishing</source>
        <translation>KL 消失</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>非数值</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>resume</source>
        <translation>续训</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>replay</source>
        <translation>重放</translation>
    </message>
    <message>
        <source>changed setting</source>
        <translation>设置更改</translation>
    </message>
    <message>
        <source>estimator</source>
        <translation>估计量</translation>
    </message>
    <message>
        <source>fork</source>
        <translation>分叉</translation>
    </message>
    <message>
        <source>damaged file</source>
        <translation>文件损坏</translation>
    </message>
    <message>
        <source>tidied</source>
        <translation>已清理</translation>
    </message>
    <message>
        <source>refused change</source>
        <translation>被拒绝的更改</translation>
    </message>
    <message>
        <source>units died</source>
        <translation>单元失活</translation>
    </message>
</context>
<context>
    <name>lb::widgets::FieldCell</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>恢复为 %1</translation>
    </message>
    <message>
        <source>%1: back to %2</source>
        <translation>%1：恢复为 %2</translation>
    </message>
    <message>
        <source>Changed; it was %1.</source>
        <translation>已更改；原为 %1。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::FigurePreview</name>
    <message>
        <source>Preview of the figure</source>
        <translation>图的预览</translation>
    </message>
    <message>
        <source>The figure as it is printed, on white paper whatever the window&apos;s theme.</source>
        <translation>图的打印效果，无论窗口主题如何均为白底。</translation>
    </message>
    <message>
        <source>Figure 1.</source>
        <translation>图 1.</translation>
    </message>
</context>
<context>
    <name>lb::widgets::HeatMapPlot</name>
    <message numerus="yes">
        <source>%1: %2 %3 in %n dimensions</source>
        <comment>run, sum, unit</comment>
        <translation>
            <numerusform>%1：%n 个维度共 %2 %3</numerusform>
        </translation>
    </message>
    <message>
        <source>No runs are shown.</source>
        <translation>未显示任何运行。</translation>
    </message>
    <message>
        <source>Last values: %1.</source>
        <translation>最新值：%1。</translation>
    </message>
    <message>
        <source>%1, dimension %2, step %3: %4 %5. Click to traverse it.</source>
        <comment>run, dimension, step, value, unit</comment>
        <translation>%1，维度 %2，第 %3 步：%4 %5。点击可遍历该维度。</translation>
    </message>
    <message>
        <source>%1, step %2: %3 % of the values lie from %4 to %5.</source>
        <comment>run, step, share, values</comment>
        <translation>%1，第 %2 步：%3 % 的值位于 %4 到 %5 之间。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ImageSwipe</name>
    <message>
        <source>Two runs under a divider</source>
        <translation>分隔线两侧的两个运行</translation>
    </message>
    <message>
        <source>Drag the divider, or move it with Left and Right: left of it stands the one run, right of it the other, picture on picture.</source>
        <translation>拖动分隔线，或用左右方向键移动：左侧是一个运行，右侧是另一个，图片逐一对应。</translation>
    </message>
    <message>
        <source>%1 less %2</source>
        <translation>%1 减 %2</translation>
    </message>
    <message>
        <source>%1 left of the divider at %2 %, %3 right of it</source>
        <translation>%1 在分隔线左侧，分隔线位于 %2 %，%3 在右侧</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ItemGalleryModel</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Item %1: %2
%3
%4</source>
        <translation>条目 %1：%2
%3
%4</translation>
    </message>
    <message>
        <source>Item %1: %2</source>
        <translation>条目 %1：%2</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ItemImageGrid</name>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message numerus="yes">
        <source>Prior samples, the same %n codes z ~ N(0, I)</source>
        <translation>
            <numerusform>先验样本，使用相同的 %n 个编码 z ~ N(0, I)</numerusform>
        </translation>
    </message>
    <message>
        <source>Each column is one validation image, each row a run. Double click opens the item. The wheel, + and -, zoom all of them together; 0 shows all.</source>
        <translation>每列为一张验证图像，每行为一个运行。双击可打开条目。滚轮、+ 和 - 同时缩放所有图像；0 显示全部。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ItemStripView</name>
    <message>
        <source>Earlier step</source>
        <translation>较早的步</translation>
    </message>
    <message>
        <source>Later step</source>
        <translation>较晚的步</translation>
    </message>
    <message>
        <source>More about these items</source>
        <translation>这些条目的更多操作</translation>
    </message>
    <message>
        <source>Validation items</source>
        <translation>验证条目</translation>
    </message>
    <message>
        <source>What each run makes of the same items. Double click opens one.</source>
        <translation>各运行对相同条目的结果。双击可打开其中一个。</translation>
    </message>
    <message numerus="yes">
        <source>Same %n validation items</source>
        <translation>
            <numerusform>相同的 %n 个验证条目</numerusform>
        </translation>
    </message>
    <message>
        <source>decoded at each validation; the first is still to come</source>
        <translation>每次验证时解码；第一次尚未到来</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>step %1; words not in the input are marked</source>
        <translation>第 %1 步；输入中没有的词已标出</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ItemTextModel</name>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
</context>
<context>
    <name>lb::widgets::LegendBar</name>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Hide %1 in the plots</source>
        <translation>在图中隐藏 %1</translation>
    </message>
    <message>
        <source>Show %1 in the plots</source>
        <translation>在图中显示 %1</translation>
    </message>
</context>
<context>
    <name>lb::widgets::LinkedPlot</name>
    <message>
        <source>Wheel zooms, drag moves, Shift+drag zooms into a box, Home shows everything, Backspace goes back. A click leaves a cursor standing, Escape removes it.</source>
        <translation>滚轮缩放，拖动平移，Shift+拖动放大到框选区域，Home 显示全部，Backspace 返回。单击放置光标，Escape 移除光标。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>event kind, run</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样例数</translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation>时间（s）</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1, %2, step %3: %4</source>
        <comment>event kind, run, step, what</comment>
        <translation>%1，%2，第 %3 步：%4</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ListeningRow</name>
    <message>
        <source>Does %1 listen to its code?</source>
        <translation>%1 利用其编码吗？</translation>
    </message>
    <message>
        <source>%1 nats gained in all</source>
        <translation>总增益 %1 nats</translation>
    </message>
    <message>
        <source>“%1”: ln p = %2 with the sentence&apos;s own code, %3 with others&apos;: %4 nats gained</source>
        <translation>“%1”：使用句子自身的编码时 ln p = %2，使用其他句子的编码时为 %3：增益 %4 nats</translation>
    </message>
    <message>
        <source>%1: the sentence is %2 nats likelier with its own code than with those of other sentences. Near zero the decoder ignores the code; the bar is full at %3 nats.</source>
        <translation>%1：使用自身编码时，该句子的对数似然比使用其他句子的编码时高 %2 nats。接近零表示解码器忽略编码；达到 %3 nats 时条形为满格。</translation>
    </message>
    <message>
        <source>The tick is the mean of the data: %1 ± %2.</source>
        <translation>刻线为数据的均值：%1 ± %2。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::LiveDot</name>
    <message>
        <source>Age of the newest point. Stalled means that the training has not been heard of for a while.</source>
        <translation>最新数据点距今的时间。“停滞”表示已有一段时间没有收到训练的消息。</translation>
    </message>
    <message>
        <source>live, %1 s ago</source>
        <translation>实时，%1 秒前</translation>
    </message>
    <message>
        <source>stalled, %1 s</source>
        <translation>停滞，%1 秒</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>未运行</translation>
    </message>
</context>
<context>
    <name>lb::widgets::LogModel</name>
    <message>
        <source>detail</source>
        <translation>详细</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>lb::widgets::LogView</name>
    <message>
        <source>Search the log</source>
        <translation>搜索日志</translation>
    </message>
    <message>
        <source>Show only lines that contain this text</source>
        <translation>只显示包含此文本的行</translation>
    </message>
    <message>
        <source>Lowest level shown</source>
        <translation>显示的最低级别</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>信息及以上</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all that are shown (Ctrl+C)</source>
        <translation>复制选中的行，或显示的全部行（Ctrl+C）</translation>
    </message>
    <message>
        <source>Copy log lines</source>
        <translation>复制日志行</translation>
    </message>
    <message>
        <source>Newest lines at the bottom. Ctrl+C copies what is selected.</source>
        <translation>最新的行在底部。Ctrl+C 复制选中的内容。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What the program and its workers said, newest at the bottom. Ctrl+C copies.</source>
        <translation>程序及其工作进程的消息，最新的在底部。Ctrl+C 复制。</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n lines</source>
        <translation>
            <numerusform>%n 行中的 %1 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous error</source>
        <translation>上一个错误</translation>
    </message>
    <message>
        <source>Goes to the error above (Shift+F4)</source>
        <translation>转到上方的错误（Shift+F4）</translation>
    </message>
    <message>
        <source>Next error</source>
        <translation>下一个错误</translation>
    </message>
    <message>
        <source>Goes to the error below (F4)</source>
        <translation>转到下方的错误（F4）</translation>
    </message>
</context>
<context>
    <name>lb::widgets::MemoryBar</name>
    <message>
        <source>What the run keeps in memory at its peak, against what is free.</source>
        <translation>运行在峰值时占用的内存，与可用内存相比。</translation>
    </message>
    <message>
        <source>Memory: %1</source>
        <translation>内存：%1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>lb::widgets::MessageBar</name>
    <message>
        <source>Close this message (Esc)</source>
        <translation>关闭此消息（Esc）</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>lb::widgets::MetricChips</name>
    <message>
        <source>No metric yet: drag one here from the list of metrics.</source>
        <translation>尚无指标：从指标列表拖一个到这里。</translation>
    </message>
    <message>
        <source>Takes %1 off this plot.</source>
        <translation>将 %1 从此图取下。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::MetricPlot</name>
    <message>
        <source>%1: %2</source>
        <comment>run, value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>No runs are shown.</source>
        <translation>未显示任何运行。</translation>
    </message>
    <message>
        <source>Last values: %1.</source>
        <translation>最新值：%1。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>run, metric</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>value, step</comment>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>%1: best %2 at step %3</source>
        <comment>run, value, step</comment>
        <translation>%1：最佳 %2，第 %3 步</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ModelChooser</name>
    <message>
        <source>Model %1</source>
        <translation>模型 %1</translation>
    </message>
    <message>
        <source>The run that writes. Runs with a text model and a checkpoint are listed.</source>
        <translation>生成文本的运行。列出带有文本模型和检查点的运行。</translation>
    </message>
    <message>
        <source>Checkpoint of model %1</source>
        <translation>模型 %1 的检查点</translation>
    </message>
    <message>
        <source>Which weights write. “Newest” is looked up at each prompt, also while the run trains.</source>
        <translation>生成文本所用的权重。每次提示时都会重新查找“最新”，运行训练期间也是如此。</translation>
    </message>
    <message>
        <source>Takes this model out of the comparison.</source>
        <translation>将此模型移出比较。</translation>
    </message>
    <message>
        <source>Newest (%1, training)</source>
        <translation>最新（%1，训练中）</translation>
    </message>
    <message>
        <source>Newest (%1)</source>
        <translation>最新（%1）</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>还没有</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ParallelPlot</name>
    <message>
        <source>Parallel coordinates</source>
        <translation>平行坐标</translation>
    </message>
    <message>
        <source>Each line is a run. Drag on an axis to brush it: the runs inside are the selection. Drag a name to move its axis, double click it to invert it, with Shift for a logarithmic scale. Keys: arrows, Ctrl with arrows, I, L, Escape.</source>
        <translation>每条线是一个运行。在坐标轴上拖动可进行刷选：范围内的运行即为选中项。拖动名称可移动其坐标轴，双击名称可反转坐标轴，按住 Shift 双击可切换对数刻度。按键：方向键、Ctrl 加方向键、I、L、Escape。</translation>
    </message>
    <message>
        <source>%1 of %2 runs inside the brushes.</source>
        <translation>刷选范围内有 %1 个运行，共 %2 个。</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>已反转</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ParameterPanel</name>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>1 takes the model&apos;s own probabilities, less makes it more careful, 0 takes the likeliest word each time.</source>
        <translation>取 1 时使用模型自身的概率，取更小的值更保守，取 0 时每次都选最可能的词。</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Draws from the k likeliest tokens only; 0 from all.</source>
        <translation>仅从最可能的 k 个 token 中抽取；0 表示从全部中抽取。</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Draws from the likeliest tokens that together have this share of the probability; 1 from all.</source>
        <translation>从合计达到此概率份额的最可能 token 中抽取；1 表示从全部中抽取。</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>The most tokens that a reply may have.</source>
        <translation>一条回复最多可含的 token 数。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Equal seeds give equal texts, with the same checkpoint and parameters.</source>
        <translation>检查点和参数相同时，相同的随机种子给出相同的文本。</translation>
    </message>
    <message>
        <source>Keep the seed</source>
        <translation>固定随机种子</translation>
    </message>
    <message>
        <source>Keeps the seed; otherwise each prompt gets another one.</source>
        <translation>固定随机种子；否则每个提示使用不同的随机种子。</translation>
    </message>
    <message>
        <source>Draw a seed</source>
        <translation>抽取随机种子</translation>
    </message>
    <message>
        <source>Draws another seed.</source>
        <translation>抽取另一个随机种子。</translation>
    </message>
    <message>
        <source>More parameters</source>
        <translation>更多参数</translation>
    </message>
    <message>
        <source>Shows or hides the parameters that are rarely changed.</source>
        <translation>显示或隐藏很少更改的参数。</translation>
    </message>
    <message>
        <source>More: repetition, stops, beams</source>
        <translation>更多：重复、停止、束搜索</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>More than 1 makes tokens that were used less likely; 1 changes nothing.</source>
        <translation>大于 1 会降低已用过的 token 的概率；1 表示不作改变。</translation>
    </message>
    <message>
        <source>No n tokens twice</source>
        <translation>禁止 n 个 token 重复</translation>
    </message>
    <message>
        <source>No n tokens in a row come twice in a text; 0: they may.</source>
        <translation>文本中任何连续 n 个 token 不会出现两次；0：允许重复。</translation>
    </message>
    <message>
        <source>Least length</source>
        <translation>最小长度</translation>
    </message>
    <message>
        <source>Ends and stop strings are heeded from this many tokens on.</source>
        <translation>达到此 token 数后，结束符和停止字符串才生效。</translation>
    </message>
    <message>
        <source>Beams</source>
        <translation>束宽</translation>
    </message>
    <message>
        <source>Searches for likely texts with this many beams instead of drawing; 0 draws.</source>
        <translation>以此束宽搜索可能的文本，而不抽取；0 表示抽取。</translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation>长度惩罚</translation>
    </message>
    <message>
        <source>With beams: above 1 longer texts win, below 1 shorter ones.</source>
        <translation>使用束搜索时：大于 1 偏向较长的文本，小于 1 偏向较短的文本。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>In what the weights are kept: bf16 halves the memory and rounds them.</source>
        <translation>权重的存储格式：bf16 使内存减半，但会舍入权重。</translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation>停止于</translation>
    </message>
    <message>
        <source>Strings that end a text and are cut off, one per line; \n is a line break.</source>
        <translation>结束文本并被截去的字符串，每行一个；\n 表示换行。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::PathPlot</name>
    <message>
        <source>at %1: %2</source>
        <translation>在 %1 处：%2</translation>
    </message>
</context>
<context>
    <name>lb::widgets::PictureGrid</name>
    <message>
        <source>Ctrl+C copies the grid, a drag takes it out as a picture, the menu saves it.</source>
        <translation>Ctrl+C 复制网格，拖动可将其作为图片拖出，菜单可将其保存。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n picture(s)</source>
        <translation>
            <numerusform>%1：%n 张图片</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::widgets::PlanePlot</name>
    <message>
        <source>Two quantities against each other</source>
        <translation>两个量的对照图</translation>
    </message>
    <message>
        <source>Each point is a run, or the mean of a group of seeds. Click chooses one, a drag selects those in the box; arrow keys go from point to point, Return chooses.</source>
        <translation>每个点是一个运行，或一组随机种子的均值。单击选择一个点，拖动选择框内的点；方向键在点之间移动，Return 键选择。</translation>
    </message>
    <message numerus="yes">
        <source>%1 against %2, %n points.</source>
        <translation>
            <numerusform>%1 对 %2，%n 个点。</numerusform>
        </translation>
    </message>
    <message>
        <source>ELBO %1</source>
        <translation>ELBO %1</translation>
    </message>
    <message>
        <source>trend: slope %1, r = %2</source>
        <translation>趋势：斜率 %1，r = %2</translation>
    </message>
</context>
<context>
    <name>lb::widgets::PlotPanel</name>
    <message>
        <source>What is this?</source>
        <translation>这是什么？</translation>
    </message>
    <message>
        <source>Show all data (Home)</source>
        <translation>显示全部数据（Home）</translation>
    </message>
    <message>
        <source>More about this plot</source>
        <translation>此图的更多操作</translation>
    </message>
    <message>
        <source>Maximise</source>
        <translation>最大化</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应</translation>
    </message>
    <message>
        <source>sorted</source>
        <translation>已排序</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>按编号</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>symlog</source>
        <translation>对称对数</translation>
    </message>
    <message>
        <source>Order of the dimensions</source>
        <translation>维度的顺序</translation>
    </message>
    <message>
        <source>Scale of the value axis</source>
        <translation>数值轴的刻度</translation>
    </message>
    <message>
        <source>Back to all plots</source>
        <translation>返回所有图</translation>
    </message>
</context>
<context>
    <name>lb::widgets::PositionCard</name>
    <message>
        <source>Nearest: %1</source>
        <translation>最近：%1</translation>
    </message>
    <message numerus="yes">
        <source>z, %n dimension(s), −%1 to %1</source>
        <translation>
            <numerusform>z，%n 个维度，−%1 至 %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::widgets::PresetChooser</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>What the run begins with; any field can be changed afterwards.</source>
        <translation>运行的初始设置；之后可更改任何字段。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::PresetList</name>
    <message>
        <source>Find a preset: gru, chinese, normalised …</source>
        <translation>查找预设：gru、chinese、normalised…</translation>
    </message>
    <message>
        <source>Find a preset</source>
        <translation>查找预设</translation>
    </message>
    <message>
        <source>All words must occur in a preset&apos;s name, purpose or group.</source>
        <translation>所有词都须出现在预设的名称、用途或组中。</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Settings that are known to work; Up and Down in the search field go through them.</source>
        <translation>已知有效的设置；在搜索框中按 Up 和 Down 逐个浏览。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::PriorPlot</name>
    <message>
        <source>Bars: draws from the posteriors of all items of the split, one each. Curve: the prior N(0, 1).</source>
        <translation>条形：从该划分所有条目的后验中各抽取一次。曲线：先验 N(0, 1)。</translation>
    </message>
    <message>
        <source>z</source>
        <translation>z</translation>
    </message>
</context>
<context>
    <name>lb::widgets::PromptEditor</name>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>What the text begins with. It may be empty: then the model begins from nothing.</source>
        <translation>文本的开头。可以为空：此时模型从空白开始。</translation>
    </message>
    <message>
        <source>The beginning of a text</source>
        <translation>文本的开头</translation>
    </message>
    <message>
        <source>Lets the chosen models write on behind the prompt (Ctrl+Return).</source>
        <translation>让选定的模型接着提示续写（Ctrl+Return）。</translation>
    </message>
    <message>
        <source>Ends the writing at once; what is there stays (Esc).</source>
        <translation>立即结束生成；已有内容保留（Esc）。</translation>
    </message>
    <message>
        <source>Ctrl+Return sends    Esc stops    Ctrl+R regenerates</source>
        <translation>Ctrl+Return 发送    Esc 停止    Ctrl+R 重新生成</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Draws a code from the prior; the text begins with the prompt, or with nothing.</source>
        <translation>从先验中抽取一个编码；文本以提示开头，或从空白开始。</translation>
    </message>
    <message>
        <source>Encode</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Encodes the prompt and decodes a draw from q(z|x), another for each seed.</source>
        <translation>编码提示，并解码从 q(z|x) 中抽取的一个编码，每个随机种子各不相同。</translation>
    </message>
    <message>
        <source>Encode, mean</source>
        <translation>编码，取均值</translation>
    </message>
    <message>
        <source>Encodes the prompt and decodes the mean of q(z|x).</source>
        <translation>编码提示，并解码 q(z|x) 的均值。</translation>
    </message>
    <message>
        <source>What to do with the prompt</source>
        <translation>如何处理提示</translation>
    </message>
    <message>
        <source>What text autoencoders do with the prompt: go on behind it with a code from the prior, or encode it and write what its code says.</source>
        <translation>文本自编码器如何处理提示：用先验中的编码接着续写，或将其编码并写出编码所表达的内容。</translation>
    </message>
    <message>
        <source>A sentence to encode and decode</source>
        <translation>要编码并解码的句子</translation>
    </message>
</context>
<context>
    <name>lb::widgets::RecentRunsModel</name>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>date, time</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>date, year</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <comment>active units, of</comment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>%1. Double click opens it.</source>
        <translation>%1。双击打开。</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>AU</source>
        <translation>AU</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>上次更改</translation>
    </message>
    <message>
        <source>KL divergence, nats</source>
        <translation>KL 散度，nats</translation>
    </message>
    <message>
        <source>Active units</source>
        <translation>活跃单元</translation>
    </message>
</context>
<context>
    <name>lb::widgets::RecentRunsView</name>
    <message>
        <source>Recent runs</source>
        <translation>最近的运行</translation>
    </message>
    <message>
        <source>Double click opens a run.</source>
        <translation>双击打开运行。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ReplyCard</name>
    <message>
        <source>Lets this model write on behind its text.</source>
        <translation>让此模型接着自己的文本续写。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Copies this text.</source>
        <translation>复制此文本。</translation>
    </message>
    <message>
        <source>Reply of %1</source>
        <translation>%1 的回复</translation>
    </message>
    <message>
        <source>checkpoint %1</source>
        <translation>检查点 %1</translation>
    </message>
    <message>
        <source>perplexity %1</source>
        <translation>困惑度 %1</translation>
    </message>
    <message>
        <source>opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message numerus="yes">
        <source>writing, %n token(s)</source>
        <translation>
            <numerusform>正在生成，%n 个 token</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 token/s</translation>
    </message>
    <message>
        <source>wrote nothing: its first token was the end</source>
        <translation>未生成任何内容：首个 token 即为结束符</translation>
    </message>
    <message>
        <source>stopped by you</source>
        <translation>已手动停止</translation>
    </message>
    <message numerus="yes">
        <source>cut at %n token(s)</source>
        <translation>
            <numerusform>在 %n 个 token 处截断</numerusform>
        </translation>
    </message>
    <message>
        <source>the model has no room for more</source>
        <translation>已达模型的长度上限</translation>
    </message>
</context>
<context>
    <name>lb::widgets::RunFold</name>
    <message numerus="yes">
        <source>%n seeds</source>
        <translation>
            <numerusform>%n 个随机种子</numerusform>
        </translation>
    </message>
    <message>
        <source>Seeds %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>count, state</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1: %2, n = 1</source>
        <translation>%1：%2，n = 1</translation>
    </message>
    <message>
        <source>%1: %2 ± %3 (standard deviation), from %4 to %5, n = %6</source>
        <translation>%1：%2 ± %3（标准差），从 %4 到 %5，n = %6</translation>
    </message>
    <message>
        <source>%1: %2. %3.</source>
        <comment>name, states, seeds</comment>
        <translation>%1：%2。%3。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::RunStateStyle</name>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>finishing</source>
        <translation>正在收尾</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message numerus="yes">
        <source>%n epochs</source>
        <translation>
            <numerusform>%n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>epoch %1/%2</source>
        <translation>第 %1/%2 轮</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>imported, step %1</source>
        <translation>已导入，第 %1 步</translation>
    </message>
    <message>
        <source>%1 of %2 epochs without a better validation loss</source>
        <comment>epochs, patience</comment>
        <translation>验证损失未改善的轮数：%1/%2</translation>
    </message>
</context>
<context>
    <name>lb::widgets::RunTreeDelegate</name>
    <message>
        <source>Name of the run</source>
        <translation>运行的名称</translation>
    </message>
    <message>
        <source>Return keeps the new name, Esc the old one.</source>
        <translation>回车采用新名称，Esc 保留旧名称。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::RunTreeModel</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n runs</source>
        <translation>
            <numerusform>%1，%n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>state, detail</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1: %2. Data: %3. Seed %4.</source>
        <translation>%1：%2。数据：%3。随机种子 %4。</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>%1, starred</source>
        <translation>%1，已加星标</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n runs, %2</source>
        <translation>
            <numerusform>%1，%n 个运行，%2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>state, reason</comment>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>%1: %2 Numbers alone: it cannot be continued.</source>
        <comment>name, state</comment>
        <translation>%1：%2 仅有数值，不能继续训练。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::RunTreeView</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>A check shows the run in the plots (Space). Double click opens it, a slow second click edits its name.</source>
        <translation>勾选后在图中显示该运行（空格）。双击打开，慢速再次单击可编辑名称。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::ScatterMap</name>
    <message>
        <source>Map of codes</source>
        <translation>编码映射图</translation>
    </message>
    <message>
        <source>%1 points, cursor at %2, %3</source>
        <translation>%1 个点，光标位于 %2, %3</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 个点</translation>
    </message>
    <message>
        <source>%1σ</source>
        <translation>%1σ</translation>
    </message>
</context>
<context>
    <name>lb::widgets::SentenceInputs</name>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>another sentence</source>
        <translation>另一个句子</translation>
    </message>
    <message>
        <source>a sentence</source>
        <translation>一个句子</translation>
    </message>
    <message>
        <source>Sentence %1</source>
        <translation>句子 %1</translation>
    </message>
    <message>
        <source>The sentence where the way ends.</source>
        <translation>路径终点的句子。</translation>
    </message>
    <message>
        <source>The sentence where the way begins; its neighbours and what the decoder hears of it are shown below.</source>
        <translation>路径起点的句子；下方显示它的近邻以及解码器从中利用的信息。</translation>
    </message>
    <message>
        <source>Takes a sentence of the data, by chance, as %1.</source>
        <translation>随机取数据中的一个句子作为 %1。</translation>
    </message>
    <message>
        <source>Goes from A to B, step by step.</source>
        <translation>从 A 逐步走到 B。</translation>
    </message>
    <message>
        <source>Place between A and B</source>
        <translation>A 与 B 之间的位置</translation>
    </message>
    <message>
        <source>Where between the codes of A and B: the row below and the dashes in the plot.</source>
        <translation>在 A 与 B 的编码之间的位置：对应下方的行和图中的虚线。</translation>
    </message>
    <message>
        <source>Straight</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Spherical</source>
        <translation>球面</translation>
    </message>
    <message>
        <source>Way between the codes</source>
        <translation>编码之间的路径</translation>
    </message>
    <message>
        <source>Straight: the line between the two codes, whose middle is short where they differ much. Spherical: turns from one direction to the other, so that codes keep their usual length.</source>
        <translation>直线：两个编码之间的连线，两者相差较大时中点的长度偏短。球面：从一个方向转向另一个方向，使编码保持通常的长度。</translation>
    </message>
    <message>
        <source>Swaps A and B.</source>
        <translation>交换 A 和 B。</translation>
    </message>
</context>
<context>
    <name>lb::widgets::SpecForm</name>
    <message>
        <source>No field has these words.</source>
        <translation>没有匹配的字段。</translation>
    </message>
    <message>
        <source>Shows or hides the fields that are rarely changed.</source>
        <translation>显示或隐藏不常更改的字段。</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另外 %1 项</translation>
    </message>
</context>
<context>
    <name>lb::widgets::TimeBar</name>
    <message>
        <source>%1 %2 ms</source>
        <translation>%1 %2 ms</translation>
    </message>
    <message>
        <source>%1 ms    %2 %</source>
        <translation>%1 ms    %2 %</translation>
    </message>
</context>
<context>
    <name>lb::widgets::TokenPanel</name>
    <message>
        <source>Point at a word of a reply: how likely it was, and what else was, appears here.</source>
        <translation>指向回复中的词：此处会显示它的概率以及其他候选。</translation>
    </message>
    <message>
        <source>surprise %1 nats</source>
        <translation>意外度 %1 nats</translation>
    </message>
    <message>
        <source>%1, rank %2</source>
        <translation>%1，排名 %2</translation>
    </message>
    <message>
        <source>%1, below rank %2</source>
        <translation>%1，排名低于 %2</translation>
    </message>
    <message>
        <source>%1; a beam search keeps no others</source>
        <translation>%1；束搜索不保留其他候选</translation>
    </message>
    <message>
        <source>Reply %1, token %2: %3</source>
        <translation>回复 %1，token %2：%3</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>lb::widgets::TokenText</name>
    <message>
        <source>Point at a word to see how likely it was; the arrow keys do the same.</source>
        <translation>指向一个词可查看其概率；也可使用方向键。</translation>
    </message>
    <message>
        <source>Surprise %1 nats, probability %2 %</source>
        <translation>意外度 %1 nats，概率 %2 %</translation>
    </message>
    <message>
        <source>%1 %  %2</source>
        <translation>%1 %  %2</translation>
    </message>
</context>
<context>
    <name>lb::widgets::TurnCard</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Shows the branch before.</source>
        <translation>显示上一个分支。</translation>
    </message>
    <message>
        <source>Shows the next branch.</source>
        <translation>显示下一个分支。</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Takes the prompt into the editor; what you send becomes a branch beside it.</source>
        <translation>将提示放入编辑器；发送的内容会成为它旁边的一个分支。</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>The next prompt follows here, beside what follows now.</source>
        <translation>下一个提示接在此处，与现有的后续内容并列。</translation>
    </message>
    <message>
        <source>Shows the version before.</source>
        <translation>显示上一个版本。</translation>
    </message>
    <message>
        <source>Shows the next version.</source>
        <translation>显示下一个版本。</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Writes another version, with the models, parameters and seed chosen now (Ctrl+R).</source>
        <translation>按当前选择的模型、参数和随机种子生成另一个版本（Ctrl+R）。</translation>
    </message>
    <message>
        <source>Same seed</source>
        <translation>相同随机种子</translation>
    </message>
    <message>
        <source>Writes it once more with the same checkpoint, parameters and seed: the same text, to the byte.</source>
        <translation>以相同的检查点、参数和随机种子再生成一次：得到逐字节相同的文本。</translation>
    </message>
    <message>
        <source>Without a prompt</source>
        <translation>无提示</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>encoded, mean</source>
        <translation>由提示编码，取均值</translation>
    </message>
    <message>
        <source>encoded</source>
        <translation>由提示编码</translation>
    </message>
    <message numerus="yes">
        <source>%n beam(s)</source>
        <translation>
            <numerusform>束宽 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>top-k %1</source>
        <translation>top-k %1</translation>
    </message>
    <message>
        <source>top-p %1</source>
        <translation>top-p %1</translation>
    </message>
    <message>
        <source>no reply</source>
        <translation>无回复</translation>
    </message>
</context>
</TS>
