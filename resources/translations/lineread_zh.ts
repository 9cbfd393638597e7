<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutBox</name>
    <message>
        <source>About Lineread</source>
        <translation>关于 Lineread</translation>
    </message>
    <message>
        <source>Version {version}. A script is the document, speech is derived from it.</source>
        <translation>版本 {version}。剧本即文档，语音由它生成。</translation>
    </message>
    <message>
        <source>Lineread is free software under the Apache License 2.0. It works offline and sends nothing.</source>
        <translation>Lineread 是 Apache License 2.0 许可的自由软件。离线工作，不向外发送任何数据。</translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation>组成部分及其许可证</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Engine: {name}</source>
        <translation>引擎：{name}</translation>
    </message>
    <message>
        <source>Copy for a report</source>
        <translation>复制用于报告</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>: </source>
        <translation>：</translation>
    </message>
</context>
<context>
    <name>Asides</name>
    <message>
        <source>Pr&amp;eferences…</source>
        <translation>首选项(&amp;E)…</translation>
    </message>
    <message>
        <source>Theme of the s&amp;ystem</source>
        <translation>跟随系统主题(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>深色主题(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>浅色主题(&amp;L)</translation>
    </message>
    <message>
        <source>Command &amp;palette…</source>
        <translation>命令面板(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Shortcuts…</source>
        <translation>快捷键(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Documentation</source>
        <translation>文档(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;About Lineread</source>
        <translation>关于 Lineread(&amp;A)</translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation>请先打开项目。</translation>
    </message>
    <message>
        <source>Select a line first.</source>
        <translation>请先选择台词。</translation>
    </message>
</context>
<context>
    <name>BandStrip</name>
    <message>
        <source>Scene {number}</source>
        <translation>场景 {number}</translation>
    </message>
</context>
<context>
    <name>Below</name>
    <message>
        <source>, too near to tell them apart.</source>
        <translation>，太接近，无法区分。</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>16 bit is dithered.</source>
        <translation>16 位会加抖动。</translation>
    </message>
    <message>
        <source>A boy of about ten.</source>
        <translation>十岁左右的男孩。</translation>
    </message>
    <message>
        <source>A brace { is never closed.</source>
        <translation>花括号 { 没有闭合。</translation>
    </message>
    <message>
        <source>A bracket [ is never closed.</source>
        <translation>方括号 [ 没有闭合。</translation>
    </message>
    <message>
        <source>A bundle with the sound files in it, instead of a folder.</source>
        <translation>打成一个包，音频文件在其中，而不是文件夹。</translation>
    </message>
    <message>
        <source>A calm baritone: documentary narrator.</source>
        <translation>沉稳的男中音：纪录片旁白。</translation>
    </message>
    <message>
        <source>A calm voice.</source>
        <translation>平静的音色。</translation>
    </message>
    <message>
        <source>A character needs a name.</source>
        <translation>角色需要一个名字。</translation>
    </message>
    <message>
        <source>A clone in context needs to know what its recording says.</source>
        <translation>带语境的克隆需要知道录音里说了什么。</translation>
    </message>
    <message>
        <source>A cloned or frozen voice</source>
        <translation>克隆或固化的音色</translation>
    </message>
    <message>
        <source>A constant offset of {0} of full scale is removed.</source>
        <translation>已去除 {0} 满刻度的直流偏移。</translation>
    </message>
    <message>
        <source>A crisp, bright woman: news, instructions.</source>
        <translation>清脆明亮的女声：新闻、说明。</translation>
    </message>
    <message>
        <source>A cue stays until it can be read, where the next one leaves room; what is still too fast is listed. none: as spoken.</source>
        <translation>字幕会停留到读得完为止，只要下一条留有余地；仍然太快的会列出。留空：按说话时长。</translation>
    </message>
    <message>
        <source>A cue without a name belongs to the one before; else to the narrator.</source>
        <translation>没有名字的字幕属于上一条的说话者，否则属于旁白。</translation>
    </message>
    <message>
        <source>A dialogue script and a DataTable, both as CSV.</source>
        <translation>对白脚本和 DataTable，均为 CSV。</translation>
    </message>
    <message>
        <source>A driven showman with gravel in his voice.</source>
        <translation>亢奋的主持人，嗓音粗砺。</translation>
    </message>
    <message>
        <source>A file of mouth shapes beside each sound, in the layout of Rhubarb.</source>
        <translation>每个声音旁边放一个口型文件，采用 Rhubarb 的格式。</translation>
    </message>
    <message>
        <source>A file per</source>
        <translation>每一份一个文件</translation>
    </message>
    <message>
        <source>A file per character.</source>
        <translation>每个角色一个文件。</translation>
    </message>
    <message>
        <source>A file per line, in the folder lines. Placed at their starts they sum to the stem.</source>
        <translation>每句一个文件，放在 lines 文件夹。按起点摆放后相加即为分轨。</translation>
    </message>
    <message>
        <source>A file whose tempo map and time signatures are kept as they are. It counts before Tempo and bars.</source>
        <translation>其速度图和拍号原样保留的文件。优先于“速度与小节”。</translation>
    </message>
    <message>
        <source>A fine-tuned model needs its speakers in config.json; or use a released checkpoint.</source>
        <translation>微调模型要在 config.json 里写明说话人；或改用已发布的模型。</translation>
    </message>
    <message>
        <source>A giant: huge, rough, slow.</source>
        <translation>巨人：庞大、粗犷、缓慢。</translation>
    </message>
    <message>
        <source>A goblin: small, shrill and rasping.</source>
        <translation>小妖：矮小、尖利、刺耳。</translation>
    </message>
    <message>
        <source>A heavy bass.</source>
        <translation>浑厚的男低音。</translation>
    </message>
    <message>
        <source>A language is written as its code, not {0}.</source>
        <translation>语言要写它的代码，而不是 {0}。</translation>
    </message>
    <message>
        <source>A line cannot start before the programme.</source>
        <translation>台词不能早于节目开始。</translation>
    </message>
    <message>
        <source>A line that is spoken longer is cut at a sentence, a clause or a silence.</source>
        <translation>说得更久的台词会在句末、分句或静默处切开。</translation>
    </message>
    <message>
        <source>A lively young woman.</source>
        <translation>活泼的年轻女声。</translation>
    </message>
    <message>
        <source>A low, dry alto with authority.</source>
        <translation>低沉干练的女低音，有威严。</translation>
    </message>
    <message>
        <source>A marker for each line</source>
        <translation>每句一个标记</translation>
    </message>
    <message>
        <source>A marker for each scene</source>
        <translation>每个场景一个标记</translation>
    </message>
    <message>
        <source>A marker with the line&apos;s id and text at its start: a region has no notes.</source>
        <translation>在起点放一个带台词编号和文字的标记：片段没有备注。</translation>
    </message>
    <message>
        <source>A part of this line has a voice of another engine ({0}).</source>
        <translation>这句的一部分用了另一个引擎（{0}）的音色。</translation>
    </message>
    <message>
        <source>A pause is a time with its unit, up to {0} s, not {1}.</source>
        <translation>停顿是带单位的时间，最长 {0} 秒，而不是 {1}。</translation>
    </message>
    <message>
        <source>A piece of the line has no text.</source>
        <translation>这句有一段没有文字。</translation>
    </message>
    <message>
        <source>A preset voice</source>
        <translation>预设音色</translation>
    </message>
    <message>
        <source>A remark is not closed, so the rest of the line is not spoken.</source>
        <translation>备注没有闭合，因此这一句余下的部分不会被念出。</translation>
    </message>
    <message>
        <source>A respelling is written {shown|spoken}.</source>
        <translation>替换读法写作 {显示|念法}。</translation>
    </message>
    <message>
        <source>A robot: one pitch, no doubt.</source>
        <translation>机器人：一个音高，毫无迟疑。</translation>
    </message>
    <message>
        <source>A row in capitals before a paragraph is a speaker; begin it with ! if it is action.</source>
        <translation>段落前的大写行是说话者；如果是动作，请以 ! 开头。</translation>
    </message>
    <message>
        <source>A script that finds each line&apos;s voice by its identifier.</source>
        <translation>按标识符找到每句语音的脚本。</translation>
    </message>
    <message>
        <source>A small girl.</source>
        <translation>小女孩。</translation>
    </message>
    <message>
        <source>A spreadsheet wrote cells in its own way ({0}); they stay as they were.</source>
        <translation>电子表格程序以自己的方式改写了单元格（{0}）；保持原样不变。</translation>
    </message>
    <message>
        <source>A spreadsheet wrote ids in its own way ({0}); they are the same lines.</source>
        <translation>电子表格程序以自己的方式改写了编号（{0}）；仍视为同一批台词。</translation>
    </message>
    <message>
        <source>A string table for Unity Localization.</source>
        <translation>用于 Unity Localization 的字符串表。</translation>
    </message>
    <message>
        <source>A string table.</source>
        <translation>字符串表。</translation>
    </message>
    <message>
        <source>A tab-delimited file for Wwise&apos;s importer: voices, objects and events.</source>
        <translation>供 Wwise 导入的制表符分隔文件：语音、对象和事件。</translation>
    </message>
    <message>
        <source>A tempo of {0} beats a minute cannot be written.</source>
        <translation>每分钟 {0} 拍的速度无法写出。</translation>
    </message>
    <message>
        <source>A tier of the single sounds under each character&apos;s words.</source>
        <translation>在每个角色的单词下面再加一层单个音素。</translation>
    </message>
    <message>
        <source>A timed span for each word, shown when it is spoken.</source>
        <translation>每个单词一个定时片段，说到时显示。</translation>
    </message>
    <message>
        <source>A tone at 110 Hz.</source>
        <translation>110 Hz 的纯音。</translation>
    </message>
    <message>
        <source>A tone at 220 Hz.</source>
        <translation>220 Hz 的纯音。</translation>
    </message>
    <message>
        <source>A tone at 440 Hz.</source>
        <translation>440 Hz 的纯音。</translation>
    </message>
    <message>
        <source>A translation as CSV.</source>
        <translation>CSV 翻译表。</translation>
    </message>
    <message>
        <source>A true-peak ceiling of {0} dB leaves no room.</source>
        <translation>{0} dB 的真峰值上限没有留下余地。</translation>
    </message>
    <message>
        <source>A voice from a description</source>
        <translation>按描述设计的音色</translation>
    </message>
    <message>
        <source>A voice is cloned from {0} to {1} s, best from 5 to 15 s.</source>
        <translation>克隆音色需要 {0} 到 {1} 秒录音，5 到 15 秒最好。</translation>
    </message>
    <message>
        <source>A voice is cloned only with the consent of the person it belongs to.</source>
        <translation>克隆声音必须得到其本人的同意。</translation>
    </message>
    <message>
        <source>A voice needs a name.</source>
        <translation>音色需要一个名字。</translation>
    </message>
    <message>
        <source>A voice of the checkpoint {0}.</source>
        <translation>模型 {0} 自带的音色。</translation>
    </message>
    <message>
        <source>A voice of the embedded engine has no setting called “{0}”.</source>
        <translation>内置引擎的音色没有“{0}”这项设置。</translation>
    </message>
    <message>
        <source>A voice of {0} on {1}.</source>
        <translation>{1} 上 {0} 的音色。</translation>
    </message>
    <message>
        <source>A voice tag names a voice.</source>
        <translation>voice 标签要写出一个音色。</translation>
    </message>
    <message>
        <source>A warm, soft woman who takes her time.</source>
        <translation>温暖柔和的女声，从容不迫。</translation>
    </message>
    <message>
        <source>A workbook cannot be {0} without {1}.</source>
        <translation>没有 {1} 就无法{0}工作簿。</translation>
    </message>
    <message>
        <source>A young man, open and quick.</source>
        <translation>青年男声，爽朗，语速快。</translation>
    </message>
    <message>
        <source>A {0} has no {1}.</source>
        <translation>{0}没有 {1}。</translation>
    </message>
    <message>
        <source>AAF (Pro Tools, Media Composer, Nuendo)</source>
        <translation>AAF（Pro Tools、Media Composer、Nuendo）</translation>
    </message>
    <message>
        <source>AAF has none for tracks</source>
        <translation>AAF 的音轨没有颜色</translation>
    </message>
    <message>
        <source>AAF needs the package pyaaf2.</source>
        <translation>AAF 需要 pyaaf2 软件包。</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>Add a checkpoint: `lineread models get` names them.</source>
        <translation>请添加模型：`lineread models get` 会列出可用的模型。</translation>
    </message>
    <message>
        <source>Add it under that address.</source>
        <translation>请用那个地址添加。</translation>
    </message>
    <message>
        <source>Add one that can, or choose another voice.</source>
        <translation>请添加一个能做到的，或另选音色。</translation>
    </message>
    <message>
        <source>Add one that serves a voice design model, or design the voice with another engine.</source>
        <translation>请添加一个带音色设计模型的服务器，或用别的引擎设计音色。</translation>
    </message>
    <message>
        <source>Add one with `lineread models add`.</source>
        <translation>请用 `lineread models add` 添加一个。</translation>
    </message>
    <message>
        <source>Add one: `lineread models add --server http://host:port/v1 --name gpu`.</source>
        <translation>请添加一个：`lineread models add --server http://host:port/v1 --name gpu`。</translation>
    </message>
    <message>
        <source>Add the checkpoint when it is there.</source>
        <translation>下载完成后再添加模型。</translation>
    </message>
    <message>
        <source>Add them one by one, or all of them with `lineread models add`.</source>
        <translation>请逐个添加，或用 `lineread models add` 全部添加。</translation>
    </message>
    <message>
        <source>An old man, hoarse and unhurried.</source>
        <translation>老年男声，沙哑，不慌不忙。</translation>
    </message>
    <message>
        <source>An old woman, a little breathy, with a tremor.</source>
        <translation>老年女声，略带气声和颤音。</translation>
    </message>
    <message>
        <source>Another package is already called {0}.</source>
        <translation>已有别的软件包叫 {0}。</translation>
    </message>
    <message>
        <source>Another release is installed: `pip install hibari-tts==0.2.1`.</source>
        <translation>装的是另一个版本：`pip install hibari-tts==0.2.1`。</translation>
    </message>
    <message>
        <source>Ardour session</source>
        <translation>Ardour 工程</translation>
    </message>
    <message>
        <source>Ardour&apos;s pan law lowers mono tracks by 3 dB in a stereo master</source>
        <translation>Ardour 的声像法则会让单声道轨在立体声主总线中低 3 dB</translation>
    </message>
    <message>
        <source>As few as fit, as even as can be, at most so many.</source>
        <translation>行数尽量少、尽量均匀，最多这么多。</translation>
    </message>
    <message>
        <source>Ask whoever sent it for the file, or export again into the same folder.</source>
        <translation>请向发送者索取该文件，或重新导出到同一文件夹。</translation>
    </message>
    <message>
        <source>At {0}{1} there is no speech server: it answers “{2}”.</source>
        <translation>{0}{1} 不是语音服务器：它回答“{2}”。</translation>
    </message>
    <message>
        <source>Audacity (labels and files)</source>
        <translation>Audacity（标签和文件）</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>平衡</translation>
    </message>
    <message>
        <source>Bar {0} of the tempo map does not come after bar {1}.</source>
        <translation>速度图的第 {0} 小节不在第 {1} 小节之后。</translation>
    </message>
    <message>
        <source>Beats a minute, or a map by bars: 1:120 4/4, 9:96, 17:140 3/4. Left open: 120, 4/4.</source>
        <translation>每分钟拍数，或按小节的速度图：1:120 4/4, 9:96, 17:140 3/4。留空：120，4/4。</translation>
    </message>
    <message>
        <source>Before the next cue, so that the eye sees the change: two frames of 25.</source>
        <translation>下一条字幕之前的空隙，让眼睛看出变化：25 帧制的两帧。</translation>
    </message>
    <message>
        <source>Begin each cue with NAME: .</source>
        <translation>每条字幕以“名字: ”开头。</translation>
    </message>
    <message>
        <source>Begin each row with NAME: .</source>
        <translation>每行以“名字: ”开头。</translation>
    </message>
    <message>
        <source>Below the line stand 1, 2, 4, 8, ...</source>
        <translation>下面只能是 1、2、4、8……</translation>
    </message>
    <message>
        <source>Between the cells</source>
        <translation>单元格之间</translation>
    </message>
    <message>
        <source>Bit depth</source>
        <translation>位深</translation>
    </message>
    <message>
        <source>Bright, slightly edgy young woman.</source>
        <translation>年轻女声，明亮，略带锋芒。</translation>
    </message>
    <message>
        <source>Bring it back, and render the line again.</source>
        <translation>请把它恢复，再渲染这句台词。</translation>
    </message>
    <message>
        <source>Bring it back, or save the project under another name.</source>
        <translation>把它放回来，或将项目另存为别的名字。</translation>
    </message>
    <message>
        <source>Bring project.json back from a backup; the takes are safe in their folder.</source>
        <translation>从备份中恢复 project.json；版次都安全地在各自的文件夹里。</translation>
    </message>
    <message>
        <source>Bring the folder back, or give the character another voice.</source>
        <translation>把文件夹放回来，或给角色换一个音色。</translation>
    </message>
    <message>
        <source>Bring the old file back, or make the voice again.</source>
        <translation>请恢复原来的文件，或重新制作这个音色。</translation>
    </message>
    <message>
        <source>Broadcast WAV</source>
        <translation>广播 WAV</translation>
    </message>
    <message>
        <source>CMX 3600 numbers {0} events; the lists of {1} have more, which not all editors read</source>
        <translation>CMX 3600 最多编号 {0} 个事件；{1} 的列表超出，并非所有剪辑软件都能读取</translation>
    </message>
    <message>
        <source>Change the line a little, or report it with the log.</source>
        <translation>稍微改动这一句，或附上日志报告问题。</translation>
    </message>
    <message>
        <source>Change the line a little, or take another seed.</source>
        <translation>请稍改这句台词，或换一个种子。</translation>
    </message>
    <message>
        <source>Change the line or the voice; when the server itself has changed, add it again: `lineread models add`.</source>
        <translation>请改动台词或音色；如果服务器本身变了，请重新添加：`lineread models add`。</translation>
    </message>
    <message>
        <source>Chapter metadata (ffmpeg)</source>
        <translation>章节元数据（ffmpeg）</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Chapters from</source>
        <translation>章节来自</translation>
    </message>
    <message>
        <source>Characters a second</source>
        <translation>每秒字符数</translation>
    </message>
    <message>
        <source>Characters in a row</source>
        <translation>每行字符数</translation>
    </message>
    <message>
        <source>Check its address, its model and its log; a proxy in between may have answered.</source>
        <translation>请检查它的地址、模型和日志；也可能是中间的代理在回答。</translation>
    </message>
    <message>
        <source>Check its address, which usually ends in /v1, and its model: `lineread models`.</source>
        <translation>请检查它的地址（通常以 /v1 结尾）和模型：`lineread models`。</translation>
    </message>
    <message>
        <source>Check its permissions and the disk.</source>
        <translation>请检查其权限和磁盘。</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>请检查它的权限。</translation>
    </message>
    <message>
        <source>Check the address and the network.</source>
        <translation>请检查地址和网络。</translation>
    </message>
    <message>
        <source>Check the address, which usually ends in /v1; a proxy in between may have answered.</source>
        <translation>请检查地址（通常以 /v1 结尾）；也可能是中间的代理在回答。</translation>
    </message>
    <message>
        <source>Check the disk, and download the checkpoint again.</source>
        <translation>请检查磁盘，然后重新下载模型。</translation>
    </message>
    <message>
        <source>Check the folder and try again.</source>
        <translation>请检查文件夹后再试。</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions, or choose another.</source>
        <translation>请检查文件夹的权限，或另选一个。</translation>
    </message>
    <message>
        <source>Check the folder, or name another file in {0}.</source>
        <translation>请检查该文件夹，或在 {0} 中写另一个文件。</translation>
    </message>
    <message>
        <source>Check the name and the rights.</source>
        <translation>请检查名称和权限。</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>请检查名称。</translation>
    </message>
    <message>
        <source>Check the server&apos;s name.</source>
        <translation>请检查服务器的名称。</translation>
    </message>
    <message>
        <source>Check the token in {0}.</source>
        <translation>请检查 {0} 中的令牌。</translation>
    </message>
    <message>
        <source>Chinese characters a second</source>
        <translation>每秒汉字数</translation>
    </message>
    <message>
        <source>Chinese characters in a row</source>
        <translation>每行汉字数</translation>
    </message>
    <message>
        <source>Choose 3 to 30 seconds of it.</source>
        <translation>请从中选 3 到 30 秒。</translation>
    </message>
    <message>
        <source>Choose a checkpoint of the kind {0}.</source>
        <translation>请选择 {0} 类模型。</translation>
    </message>
    <message>
        <source>Choose a new name for the project&apos;s folder.</source>
        <translation>请为项目文件夹另取一个新名字。</translation>
    </message>
    <message>
        <source>Choose a new name.</source>
        <translation>请换一个新名字。</translation>
    </message>
    <message>
        <source>Choose a text file.</source>
        <translation>请选择文本文件。</translation>
    </message>
    <message>
        <source>Choose a value from {0} to {1}.</source>
        <translation>请选择 {0} 到 {1} 之间的值。</translation>
    </message>
    <message>
        <source>Choose a voice that speaks it, or give a respelling: {{0}|how it sounds}.</source>
        <translation>请选择会说它的音色，或给出替换读法：{{0}|读音}。</translation>
    </message>
    <message>
        <source>Choose a voice that speaks {0}.</source>
        <translation>请选择会说 {0} 的音色。</translation>
    </message>
    <message>
        <source>Choose an engine that speaks this language, or write the words in English.</source>
        <translation>请选择会说这种语言的引擎，或改用英文书写。</translation>
    </message>
    <message>
        <source>Choose another checkpoint for this voice, or none: the fitting one is taken then.</source>
        <translation>请为这个音色另选模型，或不选：届时自动取合适的。</translation>
    </message>
    <message>
        <source>Choose another name, or add a mood to it: --mood happy.</source>
        <translation>请另取名字，或作为一种情绪加入：--mood happy。</translation>
    </message>
    <message>
        <source>Choose another name, or forget that one: `lineread models remove`.</source>
        <translation>请换一个名字，或先移除那一个：`lineread models remove`。</translation>
    </message>
    <message>
        <source>Choose another name, or import into it.</source>
        <translation>请另取名字，或导入到其中。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请另取名字。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请另选一个。</translation>
    </message>
    <message>
        <source>Choose another place for the delivery.</source>
        <translation>请为交付另选位置。</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>请另选位置。</translation>
    </message>
    <message>
        <source>Choose another recording, or check which input was recorded.</source>
        <translation>请另选一段录音，或检查录的是哪个输入。</translation>
    </message>
    <message>
        <source>Choose another server or voice.</source>
        <translation>请另选服务器或音色。</translation>
    </message>
    <message>
        <source>Choose another suffix.</source>
        <translation>请另选后缀。</translation>
    </message>
    <message>
        <source>Choose from {0}.</source>
        <translation>请从 {0} 中选择。</translation>
    </message>
    <message>
        <source>Choose low, middle or high.</source>
        <translation>请选 low、middle 或 high。</translation>
    </message>
    <message>
        <source>Choose one of: {0}.</source>
        <translation>请选择其一：{0}。</translation>
    </message>
    <message>
        <source>Choose one that can: {0}.</source>
        <translation>请选择可以的：{0}。</translation>
    </message>
    <message>
        <source>Choose the folder a Qwen3-TTS checkpoint was downloaded to.</source>
        <translation>请选择下载了 Qwen3-TTS 模型的文件夹。</translation>
    </message>
    <message>
        <source>Choose the folder of an export.</source>
        <translation>请选择导出所在的文件夹。</translation>
    </message>
    <message>
        <source>Choose the folder that holds a project.json.</source>
        <translation>请选择含有 project.json 的文件夹。</translation>
    </message>
    <message>
        <source>Clone a voice, or choose one of a CustomVoice checkpoint.</source>
        <translation>请克隆一个音色，或选用 CustomVoice 模型的音色。</translation>
    </message>
    <message>
        <source>Clone it again from the file.</source>
        <translation>请从文件重新克隆。</translation>
    </message>
    <message>
        <source>Clone one: `lineread voices add --clone FILE`.</source>
        <translation>克隆一个：`lineread voices add --clone FILE`。</translation>
    </message>
    <message>
        <source>Clone or design a voice, or add a CustomVoice checkpoint: `lineread models get`.</source>
        <translation>请克隆或设计音色，或添加 CustomVoice 模型：`lineread models get`。</translation>
    </message>
    <message>
        <source>Close it there, or work on a copy of the folder.</source>
        <translation>请在那里关闭它，或使用文件夹的副本。</translation>
    </message>
    <message>
        <source>Close it with ].</source>
        <translation>请用 ] 闭合。</translation>
    </message>
    <message>
        <source>Close other programs, choose the 0.6B checkpoint, or load it in bfloat16.</source>
        <translation>请关闭其他程序，改用 0.6B 模型，或以 bfloat16 加载。</translation>
    </message>
    <message>
        <source>Close other programs, or choose the 0.6B checkpoint.</source>
        <translation>请关闭其他程序，或改用 0.6B 模型。</translation>
    </message>
    <message>
        <source>Close other programs, or use fewer workers.</source>
        <translation>请关闭其他程序，或减少工作进程。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns to look at; they are not read back.</source>
        <translation>供查看的列，不会读回。</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>请改正后再试。</translation>
    </message>
    <message>
        <source>Correct it in a text editor, or use `lineread recover`.</source>
        <translation>请在文本编辑器中改正，或使用 `lineread recover`。</translation>
    </message>
    <message>
        <source>Cues of one speaker that follow at once become one line where the sentence goes on.</source>
        <translation>同一说话者紧接着的字幕，若句子未完，合并为一句。</translation>
    </message>
    <message>
        <source>DAWproject (Bitwig, Studio One, Cubase)</source>
        <translation>DAWproject（Bitwig、Studio One、Cubase）</translation>
    </message>
    <message>
        <source>DAWproject, edited</source>
        <translation>DAWproject（改过的）</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Delete the remark with the id when you copy a line.</source>
        <translation>复制台词时请删去带编号的备注。</translation>
    </message>
    <message>
        <source>Delivery folder</source>
        <translation>交付文件夹</translation>
    </message>
    <message>
        <source>Describe the voice.</source>
        <translation>请描述这个音色。</translation>
    </message>
    <message>
        <source>Did you mean [emotion_{0}]?</source>
        <translation>是否要写 [emotion_{0}]？</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>是否要写 {0}？</translation>
    </message>
    <message>
        <source>Download it again with the command of `lineread models get`.</source>
        <translation>请用 `lineread models get` 给出的命令重新下载。</translation>
    </message>
    <message>
        <source>Download the checkpoint again.</source>
        <translation>请重新下载模型。</translation>
    </message>
    <message>
        <source>Download the checkpoint again; a download that is repeated fetches what is missing.</source>
        <translation>请重新下载模型；再次下载会补齐缺少的部分。</translation>
    </message>
    <message>
        <source>Download the checkpoint again; a file that is not complete has to be fetched anew.</source>
        <translation>请重新下载模型；不完整的文件须重新获取。</translation>
    </message>
    <message>
        <source>Download the folder speech_tokenizer of the checkpoint again.</source>
        <translation>请重新下载模型的 speech_tokenizer 文件夹。</translation>
    </message>
    <message>
        <source>Download the whole checkpoint, not only its first level: `lineread models get`.</source>
        <translation>请下载完整的模型，而不只是第一层：`lineread models get`。</translation>
    </message>
    <message>
        <source>Dynamic man with strong rhythmic drive.</source>
        <translation>男声，富有活力，节奏感强。</translation>
    </message>
    <message>
        <source>Each word lights up when it is spoken.</source>
        <translation>每个单词说到时亮起。</translation>
    </message>
    <message>
        <source>Edit lists (CMX 3600)</source>
        <translation>剪辑表（CMX 3600）</translation>
    </message>
    <message>
        <source>Emphasis</source>
        <translation>强调</translation>
    </message>
    <message>
        <source>Enhanced LRC: a time stamp before each word.</source>
        <translation>增强 LRC：每个单词前有时间戳。</translation>
    </message>
    <message>
        <source>Excel opens a comma in English and a semicolon in most of Europe.</source>
        <translation>英文版 Excel 用逗号打开，欧洲多数版本用分号。</translation>
    </message>
    <message>
        <source>Expected are {0}.</source>
        <translation>应为 {0}。</translation>
    </message>
    <message>
        <source>Export a delta: lineread export PROJECT --since DELIVERY.</source>
        <translation>请导出增量：lineread export PROJECT --since DELIVERY。</translation>
    </message>
    <message>
        <source>Export again with the depth that is wanted (-o depth=...).</source>
        <translation>请用所需的位深重新导出（-o depth=...）。</translation>
    </message>
    <message>
        <source>Export again with the rate that is wanted (-o rate=...).</source>
        <translation>请用所需的采样率重新导出（-o rate=...）。</translation>
    </message>
    <message>
        <source>Export it again.</source>
        <translation>请再次导出。</translation>
    </message>
    <message>
        <source>Export it from the music session as MIDI with tempo.</source>
        <translation>请从音乐工程中导出带速度的 MIDI。</translation>
    </message>
    <message>
        <source>Export the delivery again.</source>
        <translation>请再次导出交付。</translation>
    </message>
    <message>
        <source>Export the pack again into the same folder.</source>
        <translation>请把资源包重新导出到同一文件夹。</translation>
    </message>
    <message>
        <source>Export the tempo map once more.</source>
        <translation>请重新导出速度图。</translation>
    </message>
    <message>
        <source>Export the voice again.</source>
        <translation>请再次导出音色。</translation>
    </message>
    <message>
        <source>Export the whole pack instead of a delta.</source>
        <translation>请导出整个包，而不是增量。</translation>
    </message>
    <message>
        <source>Export them into different folders.</source>
        <translation>请把它们导出到不同的文件夹。</translation>
    </message>
    <message>
        <source>FMOD</source>
        <translation>FMOD</translation>
    </message>
    <message>
        <source>Fields: id, number, scene, scene_number, character, slug, emotion, voice, lang, state, project, file (as the table says it, without its suffix). / makes folders.</source>
        <translation>字段：id、number、scene、scene_number、character、slug、emotion、voice、lang、state、project、file（表格中所写，不含扩展名）。/ 表示文件夹。</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <source>File names in ASCII only.</source>
        <translation>文件名只用 ASCII。</translation>
    </message>
    <message>
        <source>Final Cut Pro, Logic (FCPXML)</source>
        <translation>Final Cut Pro、Logic（FCPXML）</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适配</translation>
    </message>
    <message>
        <source>For scripts with narrow characters: Latin, Cyrillic, Arabic. A row that mixes both kinds takes a share of each.</source>
        <translation>用于窄字符文字：拉丁、西里尔、阿拉伯。两种混排的行各占其份。</translation>
    </message>
    <message>
        <source>For wide characters: Chinese, Japanese, Korean.</source>
        <translation>用于宽字符：中文、日文、韩文。</translation>
    </message>
    <message>
        <source>Fountain screenplay</source>
        <translation>Fountain 剧本</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>帧率</translation>
    </message>
    <message>
        <source>Free some space and do it again.</source>
        <translation>请腾出空间后再做一次。</translation>
    </message>
    <message>
        <source>Game pack</source>
        <translation>游戏包</translation>
    </message>
    <message>
        <source>Gaps are {0}, in milliseconds.</source>
        <translation>间隙有 {0}，单位毫秒。</translation>
    </message>
    <message>
        <source>Give a position of 0 or more.</source>
        <translation>请给出 0 或更大的位置。</translation>
    </message>
    <message>
        <source>Give exactly the words of the stretch that is taken, or no transcript.</source>
        <translation>请准确给出所取片段的原话，或不给文字稿。</translation>
    </message>
    <message>
        <source>Give it another id.</source>
        <translation>请换一个编号。</translation>
    </message>
    <message>
        <source>Give it one: --name MARA.</source>
        <translation>请给它取名：--name MARA。</translation>
    </message>
    <message>
        <source>Give seconds from its beginning: --from 2.5 --to 12.</source>
        <translation>请从开头算起给出秒数：--from 2.5 --to 12。</translation>
    </message>
    <message>
        <source>Give that part its own line, or a voice of this engine.</source>
        <translation>请把那一段单独成句，或换用本引擎的音色。</translation>
    </message>
    <message>
        <source>Give that passage a line of its own.</source>
        <translation>请让那一段单独成句。</translation>
    </message>
    <message>
        <source>Give the character a cloned or a designed voice.</source>
        <translation>请给角色一个克隆或设计的音色。</translation>
    </message>
    <message>
        <source>Give the day on which the consent was given.</source>
        <translation>请给出同意的日期。</translation>
    </message>
    <message>
        <source>Give the files their names again, or export again into the same folder.</source>
        <translation>请恢复文件的原名，或重新导出到同一文件夹。</translation>
    </message>
    <message>
        <source>Give the name a voice under Cast:.</source>
        <translation>请在 Cast: 下给这个名字一个音色。</translation>
    </message>
    <message>
        <source>Give the new line another id.</source>
        <translation>请给新句子换一个编号。</translation>
    </message>
    <message>
        <source>Give the server a certificate of a known authority, or name yours in SSL_CERT_FILE.</source>
        <translation>请给服务器装公认机构的证书，或在 SSL_CERT_FILE 中指定你的证书。</translation>
    </message>
    <message>
        <source>Give the word as it stands in the script.</source>
        <translation>请按剧本中的写法给出这个词。</translation>
    </message>
    <message>
        <source>Give them one character first.</source>
        <translation>请先让它们属于同一个角色。</translation>
    </message>
    <message>
        <source>Go on with the last speaker</source>
        <translation>沿用上一个说话者</translation>
    </message>
    <message>
        <source>Godot</source>
        <translation>Godot</translation>
    </message>
    <message>
        <source>Guide note</source>
        <translation>引导音</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>余量</translation>
    </message>
    <message>
        <source>Hold every line at its cue&apos;s time and remember how long the cue stands.</source>
        <translation>让每句保持在字幕的时间，并记住字幕停留多久。</translation>
    </message>
    <message>
        <source>How loud the guide note is; 1 is nearly silent.</source>
        <translation>引导音的响度；1 几乎无声。</translation>
    </message>
    <message>
        <source>If letters look wrong, save it as UTF-8 and import it again.</source>
        <translation>如果文字显示不对，请存为 UTF-8 再导入。</translation>
    </message>
    <message>
        <source>Import it with --as table.</source>
        <translation>请用 --as table 导入。</translation>
    </message>
    <message>
        <source>In Audacity: File &gt; Import &gt; Audio for the .lof, File &gt; Import &gt; Labels for each label file.</source>
        <translation>在 Audacity 中：用“文件 &gt; 导入 &gt; 音频”打开 .lof，用“文件 &gt; 导入 &gt; 标签”打开每个标签文件。</translation>
    </message>
    <message>
        <source>In Hz. Left open: the project&apos;s.</source>
        <translation>单位 Hz。留空：与项目相同。</translation>
    </message>
    <message>
        <source>In dBTP. What stays below is not touched.</source>
        <translation>单位 dBTP。低于它的部分不受影响。</translation>
    </message>
    <message>
        <source>In its {0} s there is nothing to be heard.</source>
        <translation>在它的 {0} 秒里什么也听不到。</translation>
    </message>
    <message>
        <source>In {0} the recording {1} is damaged.</source>
        <translation>{0} 中的录音 {1} 已损坏。</translation>
    </message>
    <message>
        <source>In {0} the recording {1} is missing.</source>
        <translation>{0} 中缺少录音 {1}。</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Ink</translation>
    </message>
    <message>
        <source>Install ffmpeg, or choose wav or flac.</source>
        <translation>请安装 ffmpeg，或选择 wav 或 flac。</translation>
    </message>
    <message>
        <source>Install it with `pip install hibari-tts==0.2.1`.</source>
        <translation>请安装：`pip install hibari-tts==0.2.1`。</translation>
    </message>
    <message>
        <source>Is it another project&apos;s session?</source>
        <translation>是不是别的项目的工程？</translation>
    </message>
    <message>
        <source>Is it another project&apos;s timeline?</source>
        <translation>是不是别的项目的时间线？</translation>
    </message>
    <message>
        <source>Is it another project&apos;s?</source>
        <translation>是不是别的项目的？</translation>
    </message>
    <message>
        <source>Is it running, and reachable from here?</source>
        <translation>它在运行吗？从这里能连上吗？</translation>
    </message>
    <message>
        <source>Is it running? Start it, or check the port.</source>
        <translation>它在运行吗？请启动它，或检查端口。</translation>
    </message>
    <message>
        <source>It has none at all.</source>
        <translation>它一个也没有。</translation>
    </message>
    <message>
        <source>It has {0}.</source>
        <translation>它有 {0}。</translation>
    </message>
    <message>
        <source>It has: {0}.</source>
        <translation>它有：{0}。</translation>
    </message>
    <message>
        <source>It is between 4 and 999.</source>
        <translation>范围为 4 到 999。</translation>
    </message>
    <message>
        <source>It is clipped in {0} places, {1} ms at the longest.</source>
        <translation>有 {0} 处削波，最长 {1} 毫秒。</translation>
    </message>
    <message>
        <source>It is made for api {0}; this Lineread has {1}.</source>
        <translation>它为接口 {0} 而写；本机的 Lineread 是 {1}。</translation>
    </message>
    <message>
        <source>It is one of int8, {0}.</source>
        <translation>可为 int8、{0} 之一。</translation>
    </message>
    <message>
        <source>It is silent.</source>
        <translation>没有声音。</translation>
    </message>
    <message>
        <source>It is very quiet ({0} LUFS) and is raised by {1} dB, noise and all.</source>
        <translation>非常轻（{0} LUFS），会连同噪声提高 {1} dB。</translation>
    </message>
    <message>
        <source>It is {0} long; {1} s to {2} s of it is taken, where most is spoken without a break.</source>
        <translation>全长 {0}；取其中 {1} 秒到 {2} 秒，那里连续说话最多。</translation>
    </message>
    <message>
        <source>It is {0}.</source>
        <translation>应为 {0}。</translation>
    </message>
    <message>
        <source>It is {0}{1}.</source>
        <translation>应为 {0}{1}。</translation>
    </message>
    <message>
        <source>It knows {0}.</source>
        <translation>它认识 {0}。</translation>
    </message>
    <message>
        <source>It needs a row of headers and a row for each line.</source>
        <translation>需要一行表头，每句一行。</translation>
    </message>
    <message>
        <source>It speaks {0}, or choose automatic.</source>
        <translation>它会说 {0}；也可选自动。</translation>
    </message>
    <message>
        <source>It speaks {0}; choose another voice for these words.</source>
        <translation>它会说 {0}；这些词请换一个音色。</translation>
    </message>
    <message>
        <source>Its number; 60 is middle C.</source>
        <translation>音符编号；60 为中央 C。</translation>
    </message>
    <message>
        <source>Its words changed after it was spoken.</source>
        <translation>念出之后文字又改过。</translation>
    </message>
    <message>
        <source>Join sentences</source>
        <translation>合并句子</translation>
    </message>
    <message>
        <source>Karaoke</source>
        <translation>卡拉 OK</translation>
    </message>
    <message>
        <source>Keep descriptions of the action as remarks that nobody speaks, or let the narrator read them.</source>
        <translation>把动作描写保留为不念的备注，或交给旁白念出。</translation>
    </message>
    <message>
        <source>Keep line ids</source>
        <translation>保留句子编号</translation>
    </message>
    <message>
        <source>Keep the times</source>
        <translation>保持时间</translation>
    </message>
    <message>
        <source>Known: {0}. Or name one with --as.</source>
        <translation>已知：{0}。或用 --as 指定。</translation>
    </message>
    <message>
        <source>LINEREAD_QWEN3_DTYPE is “{0}”.</source>
        <translation>LINEREAD_QWEN3_DTYPE 为“{0}”。</translation>
    </message>
    <message>
        <source>Label tracks</source>
        <translation>标签轨</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Let the server send wav, pcm, flac or mp3.</source>
        <translation>请让服务器发送 wav、pcm、flac 或 mp3。</translation>
    </message>
    <message>
        <source>Line {0} ({1}) {2} in the project.</source>
        <translation>句子 {0}（{1}）在项目中{2}。</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>单句</translation>
    </message>
    <message>
        <source>Lines of different characters cannot be joined.</source>
        <translation>不同角色的句子不能合并。</translation>
    </message>
    <message>
        <source>Lip-sync</source>
        <translation>口型</translation>
    </message>
    <message>
        <source>Lip-sync (Rhubarb)</source>
        <translation>口型（Rhubarb）</translation>
    </message>
    <message>
        <source>Listen to it, approve it or take another reading, then export a delta.</source>
        <translation>请试听后通过或重读，再导出增量。</translation>
    </message>
    <message>
        <source>Lively man from Chengdu, bright and slightly husky.</source>
        <translation>成都男声，活泼明亮，略带沙哑。</translation>
    </message>
    <message>
        <source>Look at its log.</source>
        <translation>请查看它的日志。</translation>
    </message>
    <message>
        <source>Look at the server&apos;s log, or try again.</source>
        <translation>请查看服务器日志，或再试一次。</translation>
    </message>
    <message>
        <source>Look at the server&apos;s log.</source>
        <translation>请查看服务器日志。</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>响度</translation>
    </message>
    <message>
        <source>Lower the gain of the line or its track, or set a ceiling, and export again.</source>
        <translation>请降低台词或其音轨的增益，或设置上限，再重新导出。</translation>
    </message>
    <message>
        <source>Lyrics (LRC)</source>
        <translation>歌词（LRC）</translation>
    </message>
    <message>
        <source>MIDI (lyrics, guide notes, markers)</source>
        <translation>MIDI（歌词、引导音、标记）</translation>
    </message>
    <message>
        <source>MIDI files need the package mido.</source>
        <translation>MIDI 文件需要 mido 软件包。</translation>
    </message>
    <message>
        <source>MP3 and MP4 keep milliseconds; Matroska is exact</source>
        <translation>MP3 和 MP4 精确到毫秒；Matroska 完全精确</translation>
    </message>
    <message>
        <source>Make the voice again from its recording.</source>
        <translation>请从录音重新制作这个音色。</translation>
    </message>
    <message>
        <source>Make the voice again from its recording; vectors do not carry over from one model size to another.</source>
        <translation>请用录音重新制作音色；向量不能在不同大小的模型间通用。</translation>
    </message>
    <message>
        <source>Make the voice again.</source>
        <translation>请重新制作这个音色。</translation>
    </message>
    <message>
        <source>Make the voice “{0}” again from its recording.</source>
        <translation>请用录音重新制作音色“{0}”。</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Marker per line</source>
        <translation>每句一个标记</translation>
    </message>
    <message>
        <source>Master bus</source>
        <translation>主总线</translation>
    </message>
    <message>
        <source>Mend it, or move it away.</source>
        <translation>请修复它，或把它移走。</translation>
    </message>
    <message>
        <source>Milliseconds before and after each line file: what the take holds there, or silence.</source>
        <translation>每个单句文件前后的毫秒数：取版次中的内容，没有则为静音。</translation>
    </message>
    <message>
        <source>Milliseconds before and after each line in its file: what the take holds there, or silence.</source>
        <translation>每句在其文件中前后的毫秒数：取版次中的内容，没有则为静音。</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>混音</translation>
    </message>
    <message>
        <source>Move it away.</source>
        <translation>请把它移走。</translation>
    </message>
    <message>
        <source>Move the file away and add the models again with `lineread models add`.</source>
        <translation>请移走该文件，再用 `lineread models add` 重新添加模型。</translation>
    </message>
    <message>
        <source>Move them first.</source>
        <translation>请先移动它们。</translation>
    </message>
    <message>
        <source>Name an http proxy in http_proxy and https_proxy, or the server in no_proxy.</source>
        <translation>请在 http_proxy 和 https_proxy 中写 http 代理，或在 no_proxy 中写该服务器。</translation>
    </message>
    <message>
        <source>Name the environment variable that holds its token: `lineread models add --token-variable NAME`.</source>
        <translation>请指定存放其令牌的环境变量：`lineread models add --token-variable NAME`。</translation>
    </message>
    <message>
        <source>Name the folder that holds config.json and model.safetensors; `lineread models get` says how to get one.</source>
        <translation>请指定含 config.json 和 model.safetensors 的文件夹；`lineread models get` 说明如何获取。</translation>
    </message>
    <message>
        <source>Name the stretch and give its words: --from {0} --to {1}.</source>
        <translation>请指出片段并给出原话：--from {0} --to {1}。</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Names of the files</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Names of the line files</source>
        <translation>单句文件名</translation>
    </message>
    <message>
        <source>Names of the sound files</source>
        <translation>音频文件名</translation>
    </message>
    <message>
        <source>Near it: {0}.</source>
        <translation>相近的名称：{0}。</translation>
    </message>
    <message>
        <source>No column of the table holds the lines: {0}.</source>
        <translation>表中没有台词所在的列：{0}。</translation>
    </message>
    <message>
        <source>No importer reads {0}.</source>
        <translation>没有导入器能读 {0}。</translation>
    </message>
    <message>
        <source>No speech server is known yet.</source>
        <translation>还没有添加语音服务器。</translation>
    </message>
    <message>
        <source>Nobody has agreed to the voice “{0}” being cloned, so it does not speak.</source>
        <translation>没有人同意克隆“{0}”的声音，因此它不发声。</translation>
    </message>
    <message>
        <source>None of the session&apos;s clips is a line of this project.</source>
        <translation>工程里没有一个片段是这个项目的句子。</translation>
    </message>
    <message>
        <source>None of the session&apos;s items is a line of this project.</source>
        <translation>工程里没有一个条目是这个项目的句子。</translation>
    </message>
    <message>
        <source>None of the speech servers can make a voice from a description.</source>
        <translation>没有一个语音服务器能按描述制作音色。</translation>
    </message>
    <message>
        <source>None of the speech servers can {0}.</source>
        <translation>没有一个语音服务器能做到：{0}。</translation>
    </message>
    <message>
        <source>None of the timeline&apos;s clips is a line of this project.</source>
        <translation>时间线里没有一个片段是这个项目的句子。</translation>
    </message>
    <message>
        <source>None of these ids is in this project, for example {0}.</source>
        <translation>这些编号都不在本项目中，例如 {0}。</translation>
    </message>
    <message>
        <source>Not rendered since it was last changed.</source>
        <translation>自上次修改后尚未渲染。</translation>
    </message>
    <message>
        <source>Not understood: {0}.</source>
        <translation>未能理解：{0}。</translation>
    </message>
    <message>
        <source>Nothing can be heard in the recording of “{0}”.</source>
        <translation>“{0}”的录音里听不到声音。</translation>
    </message>
    <message>
        <source>Nothing can be heard in this line.</source>
        <translation>这一句里什么也听不到。</translation>
    </message>
    <message>
        <source>Nothing can be heard in “{0}”.</source>
        <translation>“{0}”里什么也听不到。</translation>
    </message>
    <message>
        <source>Nothing is to be heard.</source>
        <translation>听不到任何声音。</translation>
    </message>
    <message>
        <source>Numbers, states and times</source>
        <translation>数字、状态和时间</translation>
    </message>
    <message>
        <source>Of a workbook; the first one if it is left empty.</source>
        <translation>工作簿中的工作表；留空为第一个。</translation>
    </message>
    <message>
        <source>Of all lines together, in LUFS, reached by one gain for everything; none leaves the level alone. A delta keeps the gain of the pack before.</source>
        <translation>全部句子合计，单位 LUFS，用一个统一的增益达到；留空则不改电平。增量沿用上一包的增益。</translation>
    </message>
    <message>
        <source>Of the video. The files begin on frames, with silence before the line, so that lines stay on their samples.</source>
        <translation>视频的帧率。文件从整帧开始，句前加静音，使句子保持在原来的采样上。</translation>
    </message>
    <message>
        <source>Of the voice “{0}” this was not understood: {1}.</source>
        <translation>音色“{0}”的这部分未能理解：{1}。</translation>
    </message>
    <message>
        <source>Of the whole programme, in LUFS, as for the stems: the session sounds like the mix.</source>
        <translation>整个节目的响度，单位 LUFS，与分轨相同：工程听起来与混音一致。</translation>
    </message>
    <message>
        <source>Of the whole programme, in LUFS, reached by one gain for everything; none leaves the level alone.</source>
        <translation>整个节目的响度，单位 LUFS，用一个统一的增益达到；留空则不改电平。</translation>
    </message>
    <message>
        <source>One file (.otioz)</source>
        <translation>单个文件（.otioz）</translation>
    </message>
    <message>
        <source>One for each character, or one for all of them.</source>
        <translation>每个角色一个，或全部合为一个。</translation>
    </message>
    <message>
        <source>One gain of {0} dB for the whole programme.</source>
        <translation>整个节目统一增益 {0} dB。</translation>
    </message>
    <message>
        <source>One more label track, with each word.</source>
        <translation>再加一条标签轨，标出每个单词。</translation>
    </message>
    <message>
        <source>Only 29.97 and 59.94 frames a second drop frames.</source>
        <translation>只有每秒 29.97 和 59.94 帧才有丢帧。</translation>
    </message>
    <message>
        <source>Only ever whispers.</source>
        <translation>从来只用耳语。</translation>
    </message>
    <message>
        <source>Only for WAV and FLAC. 16 bit is dithered.</source>
        <translation>仅用于 WAV 和 FLAC。16 位会加抖动。</translation>
    </message>
    <message>
        <source>Only for WAV and FLAC. 16 bit is dithered; FLAC has no float.</source>
        <translation>仅用于 WAV 和 FLAC。16 位会加抖动；FLAC 没有浮点。</translation>
    </message>
    <message>
        <source>Only for WAV: time stamp, loudness, and a labelled region per line with its id and text.</source>
        <translation>仅用于 WAV：时间戳、响度，以及每句带编号和文字的区域。</translation>
    </message>
    <message>
        <source>Only lines that follow one another in one scene can be joined.</source>
        <translation>只有同一场景中相邻的句子才能合并。</translation>
    </message>
    <message>
        <source>Only the {0} channel holds the voice; the other is {1} dB below it and is left out.</source>
        <translation>只有{0}声道有人声；另一个低 {1} dB，已略去。</translation>
    </message>
    <message>
        <source>Only {0} s are spoken; a voice needs {1} to {2} seconds.</source>
        <translation>只说了 {0} 秒；制作音色需要 {1} 到 {2} 秒。</translation>
    </message>
    <message>
        <source>Open the project.</source>
        <translation>请打开项目。</translation>
    </message>
    <message>
        <source>OpenTimelineIO</source>
        <translation>OpenTimelineIO</translation>
    </message>
    <message>
        <source>OpenTimelineIO, edited</source>
        <translation>OpenTimelineIO（改过的）</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Origination date in the files, as 2026-11-22. Left open: none, so that the same script gives the same files.</source>
        <translation>文件中的制作日期，如 2026-11-22。留空：不写，使同样的剧本得到同样的文件。</translation>
    </message>
    <message>
        <source>Other programs will not open {0}, for want of {1}; Lineread does.</source>
        <translation>别的程序打不开 {0}，因为缺少 {1}；Lineread 可以。</translation>
    </message>
    <message>
        <source>Outside this voice&apos;s range {0} to {1}; the nearest value is used.</source>
        <translation>超出此音色的范围 {0} 到 {1}；取最近的值。</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>音素</translation>
    </message>
    <message>
        <source>Pick-ups from a mixer (CSV)</source>
        <translation>混音师返回的补录单（CSV）</translation>
    </message>
    <message>
        <source>Plain names</source>
        <translation>简单文件名</translation>
    </message>
    <message>
        <source>Playful Japanese woman with a light, nimble timbre.</source>
        <translation>日语女声，俏皮，音质轻盈灵动。</translation>
    </message>
    <message>
        <source>Podcast transcript and chapters</source>
        <translation>播客文字稿和章节</translation>
    </message>
    <message>
        <source>Podcasting 2.0 JSON, for podcast:chapters in the feed.</source>
        <translation>Podcasting 2.0 JSON，用于订阅源的 podcast:chapters。</translation>
    </message>
    <message>
        <source>Podcasting 2.0 JSON, for podcast:transcript in the feed.</source>
        <translation>Podcasting 2.0 JSON，用于订阅源的 podcast:transcript。</translation>
    </message>
    <message>
        <source>Podlove Simple Chapters, XML for the feed&apos;s item.</source>
        <translation>Podlove Simple Chapters，用于订阅源条目的 XML。</translation>
    </message>
    <message>
        <source>Praat TextGrid</source>
        <translation>Praat TextGrid</translation>
    </message>
    <message>
        <source>Premiere has no name for {0}</source>
        <translation>Premiere 没有 {0} 的名称</translation>
    </message>
    <message>
        <source>Premiere takes no transcript without a sentence</source>
        <translation>Premiere 不接受没有句子的文字稿</translation>
    </message>
    <message>
        <source>Premiere transcript (JSON)</source>
        <translation>Premiere 文字稿（JSON）</translation>
    </message>
    <message>
        <source>Premiere, Resolve (FCP 7 XML)</source>
        <translation>Premiere、Resolve（FCP 7 XML）</translation>
    </message>
    <message>
        <source>Programme starts at</source>
        <translation>节目起点</translation>
    </message>
    <message>
        <source>Publish the story to a file in Twine, or use Twee 3.</source>
        <translation>请在 Twine 中发布为文件，或使用 Twee 3。</translation>
    </message>
    <message>
        <source>Put the token into an environment variable and name that: --token-variable NAME.</source>
        <translation>请把令牌放进环境变量并指定其名：--token-variable NAME。</translation>
    </message>
    <message>
        <source>Qwen3-TTS needs {0}, which this Python does not have.</source>
        <translation>Qwen3-TTS 需要 {0}，当前的 Python 没有安装。</translation>
    </message>
    <message>
        <source>REAPER project</source>
        <translation>REAPER 工程</translation>
    </message>
    <message>
        <source>REAPER project, edited</source>
        <translation>REAPER 工程（改过的）</translation>
    </message>
    <message>
        <source>Ready for Lineread.</source>
        <translation>Lineread 已就绪。</translation>
    </message>
    <message>
        <source>Record a few sentences; 8 to 15 seconds are best.</source>
        <translation>请录几句话；8 到 15 秒最好。</translation>
    </message>
    <message>
        <source>Record it louder, or nearer to the microphone.</source>
        <translation>请录得更响，或离话筒更近。</translation>
    </message>
    <message>
        <source>Record the consent for the recording in use: `lineread voices consent`.</source>
        <translation>请为正在使用的录音登记同意：`lineread voices consent`。</translation>
    </message>
    <message>
        <source>Record three seconds or more.</source>
        <translation>请录三秒以上。</translation>
    </message>
    <message>
        <source>Record who agreed, when and what for: `lineread voices consent`.</source>
        <translation>请登记谁在何时同意、用于什么：`lineread voices consent`。</translation>
    </message>
    <message>
        <source>Recordings by line id</source>
        <translation>按句子编号的录音</translation>
    </message>
    <message>
        <source>Reinstall it with `pip install --force-reinstall hibari-tts==0.2.1`.</source>
        <translation>请重新安装：`pip install --force-reinstall hibari-tts==0.2.1`。</translation>
    </message>
    <message>
        <source>Remove it, or open the span before it.</source>
        <translation>请去掉它，或在它之前打开区间。</translation>
    </message>
    <message>
        <source>Remove its DOCTYPE.</source>
        <translation>请去掉其中的 DOCTYPE。</translation>
    </message>
    <message>
        <source>Remove one of them.</source>
        <translation>请去掉其中一个。</translation>
    </message>
    <message>
        <source>Remove the lines too, or keep the scene.</source>
        <translation>请连句子一起删除，或保留场景。</translation>
    </message>
    <message>
        <source>Remove the voice, or add another mood first.</source>
        <translation>请删除整个音色，或先加另一种情绪。</translation>
    </message>
    <message>
        <source>Ren&apos;Py</source>
        <translation>Ren&apos;Py</translation>
    </message>
    <message>
        <source>Ren&apos;Py dialogue.tab</source>
        <translation>Ren&apos;Py dialogue.tab</translation>
    </message>
    <message>
        <source>Rename the folder {0}.</source>
        <translation>请重命名文件夹 {0}。</translation>
    </message>
    <message>
        <source>Render that line again.</source>
        <translation>请再次渲染那一句。</translation>
    </message>
    <message>
        <source>Render the line anew (`lineread render --line ID`), then export a delta.</source>
        <translation>请重新渲染这句台词（`lineread render --line ID`），再导出增量。</translation>
    </message>
    <message>
        <source>Render the other lines, then change this one a little; `lineread doctor` checks the engine.</source>
        <translation>请先渲染其他句子，再稍微改动这一句；`lineread doctor` 可检查引擎。</translation>
    </message>
    <message>
        <source>Render the project, then export a delta.</source>
        <translation>请渲染项目，再导出增量。</translation>
    </message>
    <message>
        <source>Render the project; `lineread show` says why a line has no take. Then export a delta.</source>
        <translation>请渲染项目；`lineread show` 会说明台词为何没有版次。然后导出增量。</translation>
    </message>
    <message>
        <source>Report it with the log.</source>
        <translation>请附上日志报告此问题。</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>Restore it with `lineread recover`.</source>
        <translation>请用 `lineread recover` 恢复。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Run `git lfs pull` in its folder.</source>
        <translation>请在其文件夹中运行 `git lfs pull`。</translation>
    </message>
    <message>
        <source>Run `git lfs pull` in {0}, or download with the command of `lineread models get`.</source>
        <translation>请在 {0} 中运行 `git lfs pull`，或用 `lineread models get` 给出的命令下载。</translation>
    </message>
    <message>
        <source>Run the download again; it goes on where it stopped.</source>
        <translation>请再次运行下载；会从中断处继续。</translation>
    </message>
    <message>
        <source>SSML</source>
        <translation>SSML</translation>
    </message>
    <message>
        <source>SSML begins with &lt;speak&gt;.</source>
        <translation>SSML 以 &lt;speak&gt; 开头。</translation>
    </message>
    <message>
        <source>SSML: {0} {1}; the words stay.</source>
        <translation>SSML：{0} {1}；文字保留。</translation>
    </message>
    <message>
        <source>Sample rate</source>
        <translation>采样率</translation>
    </message>
    <message>
        <source>Save it again as .xlsx.</source>
        <translation>请重新存为 .xlsx。</translation>
    </message>
    <message>
        <source>Save it as CSV again.</source>
        <translation>请重新存为 CSV。</translation>
    </message>
    <message>
        <source>Save it as DAWproject again.</source>
        <translation>请重新存为 DAWproject。</translation>
    </message>
    <message>
        <source>Save it as OpenTimelineIO again.</source>
        <translation>请重新存为 OpenTimelineIO。</translation>
    </message>
    <message>
        <source>Save it as plain text (UTF-8) and import that.</source>
        <translation>请存为纯文本（UTF-8）再导入。</translation>
    </message>
    <message>
        <source>Save it from REAPER again.</source>
        <translation>请从 REAPER 重新保存。</translation>
    </message>
    <message>
        <source>Say true or false.</source>
        <translation>请写 true 或 false。</translation>
    </message>
    <message>
        <source>Say which character speaks them instead.</source>
        <translation>请说明改由哪个角色来念。</translation>
    </message>
    <message>
        <source>Say who agreed and what for: --consent &quot;Mara Lind; the audio drama Lighthouse&quot;.</source>
        <translation>请说明谁同意、用于什么：--consent &quot;Mara Lind; the audio drama Lighthouse&quot;。</translation>
    </message>
    <message>
        <source>Say who speaks and how it sounds: “a deep, hoarse old man, slow and calm”.</source>
        <translation>请说明谁在说话、声音如何：“低沉沙哑的老人，缓慢而平静”。</translation>
    </message>
    <message>
        <source>Say who speaks, as &lt;v NAME&gt;.</source>
        <translation>以 &lt;v NAME&gt; 标出说话者。</translation>
    </message>
    <message>
        <source>Say who speaks: “a warm old man, unhurried”.</source>
        <translation>请写明谁在说话：“a warm old man, unhurried”。</translation>
    </message>
    <message>
        <source>Script text</source>
        <translation>剧本文本</translation>
    </message>
    <message>
        <source>Seasoned man with a low, mellow timbre.</source>
        <translation>成熟男声，低沉醇厚。</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>分段</translation>
    </message>
    <message>
        <source>Select the lines that belong together.</source>
        <translation>请选择属于一起的句子。</translation>
    </message>
    <message>
        <source>Session start</source>
        <translation>工程起点</translation>
    </message>
    <message>
        <source>Set LINEREAD_QWEN3_DEVICE to cpu, or leave it out.</source>
        <translation>请把 LINEREAD_QWEN3_DEVICE 设为 cpu，或不要设置。</translation>
    </message>
    <message>
        <source>Set a lower ceiling or loudness and export again.</source>
        <translation>请设置更低的上限或响度，再重新导出。</translation>
    </message>
    <message>
        <source>Set depth to {0}.</source>
        <translation>请把 depth 设为 {0}。</translation>
    </message>
    <message>
        <source>Set fail to 0.</source>
        <translation>请把 fail 设为 0。</translation>
    </message>
    <message>
        <source>Set rate to one of {0}.</source>
        <translation>请把 rate 设为 {0} 之一。</translation>
    </message>
    <message>
        <source>Set the rate to one of {0}.</source>
        <translation>请把采样率设为 {0} 之一。</translation>
    </message>
    <message>
        <source>Set {0} and start again.</source>
        <translation>请设置 {0} 并重新启动。</translation>
    </message>
    <message>
        <source>Set {0} anew.</source>
        <translation>请重新设置 {0}。</translation>
    </message>
    <message>
        <source>Set {0} in the environment.</source>
        <translation>请在环境变量中设置 {0}。</translation>
    </message>
    <message>
        <source>Settings are: {0}.</source>
        <translation>设置有：{0}。</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>间隙</translation>
    </message>
    <message>
        <source>Longest cue</source>
        <translation>最长字幕</translation>
    </message>
    <message>
        <source>Shortest cue</source>
        <translation>最短字幕</translation>
    </message>
    <message>
        <source>Simple chapters</source>
        <translation>简单章节</translation>
    </message>
    <message>
        <source>Some bytes are no text and became �.</source>
        <translation>有些字节不是文字，已变为 �。</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Sound files</source>
        <translation>声音文件</translation>
    </message>
    <message>
        <source>Speak *stressed* and **bold** words with emphasis.</source>
        <translation>*重音* 和 **粗体** 的词加强调念出。</translation>
    </message>
    <message>
        <source>Speaks Chinese in the {0} dialect.</source>
        <translation>讲汉语 {0} 方言。</translation>
    </message>
    <message>
        <source>Split it into parts.</source>
        <translation>请把它拆成几部分。</translation>
    </message>
    <message>
        <source>Split it into shorter lines.</source>
        <translation>请拆成较短的台词。</translation>
    </message>
    <message>
        <source>Split it, or use a shorter reference.</source>
        <translation>请拆分，或用较短的参考录音。</translation>
    </message>
    <message>
        <source>Stems</source>
        <translation>分轨</translation>
    </message>
    <message>
        <source>Stems and mix</source>
        <translation>分轨和混音</translation>
    </message>
    <message>
        <source>Stems and mix are not of one export: export them again together.</source>
        <translation>分轨和混音不是同一次导出的：请一起重新导出。</translation>
    </message>
    <message>
        <source>Subtitles (ASS)</source>
        <translation>字幕（ASS）</translation>
    </message>
    <message>
        <source>Subtitles (ASS, SSA)</source>
        <translation>字幕（ASS、SSA）</translation>
    </message>
    <message>
        <source>Subtitles (SRT)</source>
        <translation>字幕（SRT）</translation>
    </message>
    <message>
        <source>Subtitles (TTML, IMSC 1.1)</source>
        <translation>字幕（TTML、IMSC 1.1）</translation>
    </message>
    <message>
        <source>Subtitles (WebVTT)</source>
        <translation>字幕（WebVTT）</translation>
    </message>
    <message>
        <source>Sunny American man with a clear midrange.</source>
        <translation>美国男声，阳光，中频清晰。</translation>
    </message>
    <message>
        <source>Switch on stems, mix or lines.</source>
        <translation>请打开分轨、混音或单句。</translation>
    </message>
    <message>
        <source>Switch on transcript, chapters or simple_chapters.</source>
        <translation>请打开 transcript、chapters 或 simple_chapters。</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格（CSV）</translation>
    </message>
    <message>
        <source>Table (CSV, TSV, Excel)</source>
        <translation>表格（CSV、TSV、Excel）</translation>
    </message>
    <message>
        <source>Table (Excel)</source>
        <translation>表格（Excel）</translation>
    </message>
    <message>
        <source>Take the file from the page&apos;s download link, or use the command of `lineread models get`.</source>
        <translation>请从网页的下载链接取文件，或用 `lineread models get` 给出的命令。</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>版次</translation>
    </message>
    <message>
        <source>Tempo and bars</source>
        <translation>速度与小节</translation>
    </message>
    <message>
        <source>Tempo from a MIDI file</source>
        <translation>来自 MIDI 文件的速度</translation>
    </message>
    <message>
        <source>That is a defect of the plug-in.</source>
        <translation>这是插件的缺陷。</translation>
    </message>
    <message>
        <source>The Qwen3 voices need the package {0}, which is not installed.</source>
        <translation>Qwen3 音色需要 {0} 包，尚未安装。</translation>
    </message>
    <message>
        <source>The address holds a name or password; it would stand in a file.</source>
        <translation>地址里含有用户名或密码；它会被写进文件。</translation>
    </message>
    <message>
        <source>The answer of the speech server was not understood ({0}: {1}).</source>
        <translation>未能理解语音服务器的回答（{0}：{1}）。</translation>
    </message>
    <message>
        <source>The audio does not seem to say this text.</source>
        <translation>音频说的似乎不是这段文字。</translation>
    </message>
    <message>
        <source>The audio file {0} cannot be read: {1}.</source>
        <translation>音频文件 {0} 无法读取：{1}。</translation>
    </message>
    <message>
        <source>The audio file {0} does not exist.</source>
        <translation>音频文件 {0} 不存在。</translation>
    </message>
    <message>
        <source>The audio from “{0}” broke off after {1} s.</source>
        <translation>“{0}”传来的音频在 {1} 秒处中断。</translation>
    </message>
    <message>
        <source>The audio from “{0}” broke off.</source>
        <translation>“{0}”传来的音频中断了。</translation>
    </message>
    <message>
        <source>The audio holds values that are not numbers; render it again.</source>
        <translation>音频中有不是数字的值；请重新渲染。</translation>
    </message>
    <message>
        <source>The audio reaches full scale; lower the volume.</source>
        <translation>音频到达满刻度；请降低音量。</translation>
    </message>
    <message>
        <source>The channels are turned over against each other and would cancel out; one is turned back.</source>
        <translation>两个声道反相，会互相抵消；已将其中一个翻回。</translation>
    </message>
    <message>
        <source>The character {0} was missing; it has been added.</source>
        <translation>缺少角色 {0}，已补上。</translation>
    </message>
    <message>
        <source>The checkpoint in {0} has no speaker encoder.</source>
        <translation>{0} 中的模型没有说话人编码器。</translation>
    </message>
    <message>
        <source>The clips carry the lines&apos; names and texts; this adds a marker at the start of each.</source>
        <translation>片段已带有句子的名字和文字；此项在每段起点再加一个标记。</translation>
    </message>
    <message>
        <source>The clips carry the lines&apos; names and texts; this adds a marker for each.</source>
        <translation>片段已带有句子的名字和文字；此项为每段再加一个标记。</translation>
    </message>
    <message>
        <source>The cloned voice&apos;s codes are not this checkpoint&apos;s.</source>
        <translation>克隆音色的编码不属于这个模型。</translation>
    </message>
    <message>
        <source>The cloned voice&apos;s vector has {0} numbers, this checkpoint&apos;s {1}.</source>
        <translation>克隆音色的向量有 {0} 个数，这个模型的有 {1} 个。</translation>
    </message>
    <message>
        <source>The column {0} is not told apart.</source>
        <translation>无法识别列 {0}。</translation>
    </message>
    <message>
        <source>The connection to “{0}” broke off before the audio was complete.</source>
        <translation>音频尚未传完，与“{0}”的连接就断了。</translation>
    </message>
    <message>
        <source>The consent for “{0}” was given to another recording.</source>
        <translation>“{0}”的同意是针对另一段录音给出的。</translation>
    </message>
    <message>
        <source>The disk is full: {0} could not be written.</source>
        <translation>磁盘已满：{0} 无法写入。</translation>
    </message>
    <message>
        <source>The embedded engine has no voice called “{0}”.</source>
        <translation>内置引擎没有叫“{0}”的音色。</translation>
    </message>
    <message>
        <source>The embedded voice is not installed.</source>
        <translation>内置音色没有安装。</translation>
    </message>
    <message>
        <source>The embedded voice&apos;s model cannot be read: {0}.</source>
        <translation>内置音色的模型无法读取：{0}。</translation>
    </message>
    <message>
        <source>The embedded voice&apos;s model has no tensor {0}, so it cannot be opened for direction.</source>
        <translation>内置音色的模型没有张量 {0}，因此无法接受指导。</translation>
    </message>
    <message>
        <source>The embedded voice&apos;s model is quantised differently from the one known.</source>
        <translation>内置音色的模型与已知的量化方式不同。</translation>
    </message>
    <message>
        <source>The embedded voice&apos;s model is wired differently: {0} reaches a later stage.</source>
        <translation>内置音色的模型结构不同：{0} 通到了后面的级。</translation>
    </message>
    <message>
        <source>The embedded voices speak English only; “{0}” is marked as {1}.</source>
        <translation>内置音色只会说英语；“{0}”标为 {1}。</translation>
    </message>
    <message>
        <source>The emotion {0} is not known; it is kept as direction.</source>
        <translation>不认识情绪 {0}，已作为表演指示保留。</translation>
    </message>
    <message>
        <source>The end is missing: “{0}” cannot be heard.</source>
        <translation>结尾缺失：听不到“{0}”。</translation>
    </message>
    <message>
        <source>The end of “{0}” sounds cut off.</source>
        <translation>“{0}”的结尾像被切断了。</translation>
    </message>
    <message>
        <source>The environment variable {0} holds no token: it has line ends or odd characters.</source>
        <translation>环境变量 {0} 里不是令牌：含有换行或异常字符。</translation>
    </message>
    <message>
        <source>The exporter {0} did not write {1}.</source>
        <translation>导出器 {0} 没有写出 {1}。</translation>
    </message>
    <message>
        <source>The exporter {0} plans to write {1}, which is outside of the delivery.</source>
        <translation>导出器 {0} 打算写入 {1}，它在交付之外。</translation>
    </message>
    <message>
        <source>The exporter {0} {1} {2}.</source>
        <translation>导出器 {0} {1} {2}。</translation>
    </message>
    <message>
        <source>The file is damaged, or the checkpoint is newer than this version of Lineread.</source>
        <translation>文件已损坏，或模型比本版 Lineread 更新。</translation>
    </message>
    <message>
        <source>The file is damaged: export again into the same folder.</source>
        <translation>文件已损坏：请重新导出到同一文件夹。</translation>
    </message>
    <message>
        <source>The file was cut or stretched: export again into the same folder.</source>
        <translation>文件被剪短或拉伸：请重新导出到同一文件夹。</translation>
    </message>
    <message>
        <source>The files of “{0}” are not those that were added.</source>
        <translation>“{0}”的文件与添加时的不同。</translation>
    </message>
    <message>
        <source>The folder mixes files of different checkpoints, or its download did not end; download it again.</source>
        <translation>文件夹里混有不同模型的文件，或下载没有完成；请重新下载。</translation>
    </message>
    <message>
        <source>The folder mixes files of different checkpoints; download it again.</source>
        <translation>文件夹里混有不同模型的文件；请重新下载。</translation>
    </message>
    <message>
        <source>The folder {0} cannot be a Python package.</source>
        <translation>文件夹 {0} 不能作为 Python 软件包。</translation>
    </message>
    <message>
        <source>The folder {0} could not be made: {1}.</source>
        <translation>文件夹 {0} 无法创建：{1}。</translation>
    </message>
    <message>
        <source>The folder {0} is missing in {1}: it turns the model&apos;s codes into sound.</source>
        <translation>{1} 中缺少文件夹 {0}：要靠它把模型的编码变成声音。</translation>
    </message>
    <message>
        <source>The group {0} has no option {1}.</source>
        <translation>选项组{0}没有选项{1}。</translation>
    </message>
    <message>
        <source>The id {0} is not a word of small letters, digits and hyphens.</source>
        <translation>编号 {0} 只能由小写字母、数字和连字符组成。</translation>
    </message>
    <message>
        <source>The id {0} stands in this script twice, so this one got a new id.</source>
        <translation>编号 {0} 在剧本中出现两次，此处已换新编号。</translation>
    </message>
    <message>
        <source>The id {0} stands twice; this row gets a new one.</source>
        <translation>编号 {0} 出现两次；这一行换新编号。</translation>
    </message>
    <message>
        <source>The intensity of an emotion is a number from 0 to 1, not {0}.</source>
        <translation>情绪强度是 0 到 1 的数，而不是 {0}。</translation>
    </message>
    <message>
        <source>The items carry the lines&apos; names and texts; this adds a marker at the start of each.</source>
        <translation>条目已带有句子的名字和文字；此项在每段起点再加一个标记。</translation>
    </message>
    <message>
        <source>The kind {0} is neither exporter nor importer.</source>
        <translation>类型 {0} 既不是导出器也不是导入器。</translation>
    </message>
    <message>
        <source>The limiter held the peaks down by {0} dB, which sounds squashed: lower the volume of this line by {1} dB or more.</source>
        <translation>限幅器把峰值压低了 {0} dB，听起来发闷：请把这一句的音量降低 {1} dB 或更多。</translation>
    </message>
    <message>
        <source>The limiter took up to {0} dB from the loudest peaks, of all stems alike.</source>
        <translation>限幅器从最响的峰值取走了至多 {0} dB，各分轨一致。</translation>
    </message>
    <message>
        <source>The line is too long for the model: {0} tokens and {1} frames of {2}.</source>
        <translation>这句对模型来说太长：{0} 个词元和 {1} 帧，上限 {2}。</translation>
    </message>
    <message>
        <source>The line was cancelled.</source>
        <translation>这一句已取消。</translation>
    </message>
    <message>
        <source>The line {0} is in this project already.</source>
        <translation>句子 {0} 已在本项目中。</translation>
    </message>
    <message>
        <source>The line&apos;s own voice speaks.</source>
        <translation>由台词自己的音色朗读。</translation>
    </message>
    <message>
        <source>The list of models in {0} cannot be read: {1}.</source>
        <translation>{0} 中的模型列表无法读取：{1}。</translation>
    </message>
    <message>
        <source>The list of models in {0} could not be written: {1}.</source>
        <translation>{0} 中的模型列表无法写入：{1}。</translation>
    </message>
    <message>
        <source>The list of models in {0} was written by a newer Lineread.</source>
        <translation>{0} 中的模型列表由更新版本的 Lineread 写成。</translation>
    </message>
    <message>
        <source>The mean level is odd: {0} dB under full scale.</source>
        <translation>平均电平异常：比满刻度低 {0} dB。</translation>
    </message>
    <message>
        <source>The mix has {0} LUFS instead of {1}: a ceiling of {2} dBTP leaves no more room.</source>
        <translation>混音为 {0} LUFS 而不是 {1}：{2} dBTP 的上限没有更多余地。</translation>
    </message>
    <message>
        <source>The model&apos;s own voice: a clear, friendly woman.</source>
        <translation>模型自带的音色：清晰亲切的女声。</translation>
    </message>
    <message>
        <source>The name template is empty.</source>
        <translation>命名模板是空的。</translation>
    </message>
    <message>
        <source>The name template {0} cannot be used: {1}.</source>
        <translation>命名模板 {0} 无法使用：{1}。</translation>
    </message>
    <message>
        <source>The only scene still has lines.</source>
        <translation>唯一的场景里还有句子。</translation>
    </message>
    <message>
        <source>The option {0} has an unknown key {1}.</source>
        <translation>选项 {0} 有未知的键 {1}。</translation>
    </message>
    <message>
        <source>The option {0} has no default and is not optional.</source>
        <translation>选项 {0} 没有默认值，也不是可选的。</translation>
    </message>
    <message>
        <source>The option {0} has no value.</source>
        <translation>选项 {0} 没有值。</translation>
    </message>
    <message>
        <source>The option {0} has nothing to choose from.</source>
        <translation>选项 {0} 没有可选的内容。</translation>
    </message>
    <message>
        <source>The option {0} has the type {1}.</source>
        <translation>选项 {0} 的类型是 {1}。</translation>
    </message>
    <message>
        <source>The option {0} is for {1}, which is not being exported.</source>
        <translation>选项 {0} 属于 {1}，而它不在导出之列。</translation>
    </message>
    <message>
        <source>The option {0} is not a table.</source>
        <translation>选项 {0} 不是表。</translation>
    </message>
    <message>
        <source>The package hibari-tts, which holds the English dictionary, is not installed.</source>
        <translation>含有英语词典的 hibari-tts 软件包没有安装。</translation>
    </message>
    <message>
        <source>The package {0} has no {1}.</source>
        <translation>软件包 {0} 没有 {1}。</translation>
    </message>
    <message>
        <source>The phonemes are empty.</source>
        <translation>音素是空的。</translation>
    </message>
    <message>
        <source>The phonemes of “{0}” are empty.</source>
        <translation>“{0}”的音素是空的。</translation>
    </message>
    <message>
        <source>The phonemes{0} contain “{1}” (position {2}), which this voice does not know.</source>
        <translation>音素{0}含有“{1}”（第 {2} 位），这个音色不认识它。</translation>
    </message>
    <message>
        <source>The plug-in {0} ({1}) cannot be started: {2}.</source>
        <translation>插件 {0}（{1}）无法启动：{2}。</translation>
    </message>
    <message>
        <source>The plug-in {0} ({1}) is not an {2}: it has no {3}().</source>
        <translation>插件 {0}（{1}）不是 {2}：没有 {3}()。</translation>
    </message>
    <message>
        <source>The programme is silent, so no loudness could be set.</source>
        <translation>节目没有声音，因此无法设定响度。</translation>
    </message>
    <message>
        <source>The project has no voice called “{0}”; the line&apos;s own voice is used.</source>
        <translation>项目里没有叫“{0}”的音色；改用台词自己的音色。</translation>
    </message>
    <message>
        <source>The project&apos;s folder {0} is gone.</source>
        <translation>项目文件夹 {0} 不见了。</translation>
    </message>
    <message>
        <source>The project&apos;s sample rate is {0} Hz.</source>
        <translation>项目的采样率是 {0} Hz。</translation>
    </message>
    <message>
        <source>The proxy of the environment ({0}) is of a kind that is not supported.</source>
        <translation>环境变量中的代理（{0}）属于不支持的类型。</translation>
    </message>
    <message>
        <source>The recording holds no sound that could be encoded.</source>
        <translation>录音里没有可编码的声音。</translation>
    </message>
    <message>
        <source>The recording holds no voice: {0} samples.</source>
        <translation>录音里没有人声：{0} 个采样。</translation>
    </message>
    <message>
        <source>The recording of “{0}” is {1} s long.</source>
        <translation>“{0}”的录音长 {1} 秒。</translation>
    </message>
    <message>
        <source>The recording {0} cannot be read.</source>
        <translation>录音 {0} 无法读取。</translation>
    </message>
    <message>
        <source>The recording {0} cannot be read: {1}.</source>
        <translation>录音 {0} 无法读取：{1}。</translation>
    </message>
    <message>
        <source>The recording {0} is not the one that was agreed to.</source>
        <translation>录音 {0} 不是获得同意的那一段。</translation>
    </message>
    <message>
        <source>The recording {0} is not the one the voice was made from.</source>
        <translation>录音 {0} 不是制作该音色的那一段。</translation>
    </message>
    <message>
        <source>The recording {0} is too short.</source>
        <translation>录音 {0} 太短。</translation>
    </message>
    <message>
        <source>The rendering was stopped.</source>
        <translation>渲染已停止。</translation>
    </message>
    <message>
        <source>The same for wide characters.</source>
        <translation>同上，用于宽字符。</translation>
    </message>
    <message>
        <source>The server “{0}” cannot {1}.</source>
        <translation>服务器“{0}”做不到：{1}。</translation>
    </message>
    <message>
        <source>The server “{0}” has no model called “{1}”.</source>
        <translation>服务器“{0}”没有叫“{1}”的模型。</translation>
    </message>
    <message>
        <source>The server “{0}” has no voices of its own.</source>
        <translation>服务器“{0}”没有自带的音色。</translation>
    </message>
    <message>
        <source>The server “{0}” needs a token, and the environment variable {1} is empty.</source>
        <translation>服务器“{0}”需要令牌，而环境变量 {1} 是空的。</translation>
    </message>
    <message>
        <source>The server “{0}” sent a damaged WAV.</source>
        <translation>服务器“{0}”发来的 WAV 已损坏。</translation>
    </message>
    <message>
        <source>The server “{0}” sent an event that cannot be read.</source>
        <translation>服务器“{0}”发来的事件无法读取。</translation>
    </message>
    <message>
        <source>The server “{0}” sent audio of no length.</source>
        <translation>服务器“{0}”发来的音频长度为零。</translation>
    </message>
    <message>
        <source>The server “{0}” sent no audio.</source>
        <translation>服务器“{0}”没有发来音频。</translation>
    </message>
    <message>
        <source>The server “{0}” states a sample rate of {1} hertz.</source>
        <translation>服务器“{0}”声称采样率为 {1} Hz。</translation>
    </message>
    <message>
        <source>The server “{0}” stopped in the middle of its answer.</source>
        <translation>服务器“{0}”回答到一半停了。</translation>
    </message>
    <message>
        <source>The setting {0} is {1}.</source>
        <translation>设置 {0} 为 {1}。</translation>
    </message>
    <message>
        <source>The settings of the Qwen3 voices are not understood: {0}.</source>
        <translation>未能理解 Qwen3 音色的设置：{0}。</translation>
    </message>
    <message>
        <source>The speech servers need a token that is not there.</source>
        <translation>语音服务器需要令牌，但没有找到。</translation>
    </message>
    <message>
        <source>The spreadsheet took words for a formula and shows {0}: begin the cell with &apos;.</source>
        <translation>电子表格程序把文字当成公式，显示 {0}：请在单元格开头加 &apos;。</translation>
    </message>
    <message>
        <source>The stems do not add up to {0}: they differ by up to {1} dBFS.</source>
        <translation>各分轨相加不等于 {0}：相差至多 {1} dBFS。</translation>
    </message>
    <message>
        <source>The sum of all stems.</source>
        <translation>所有分轨之和。</translation>
    </message>
    <message>
        <source>The table cannot be read: {0}.</source>
        <translation>表格无法读取：{0}。</translation>
    </message>
    <message>
        <source>The table has no column {0}.</source>
        <translation>表中没有列 {0}。</translation>
    </message>
    <message>
        <source>The template field {{0}} is not known.</source>
        <translation>不认识模板字段 {{0}}。</translation>
    </message>
    <message>
        <source>The tempo {0} cannot be read.</source>
        <translation>速度 {0} 无法读懂。</translation>
    </message>
    <message>
        <source>The three files of Rhubarb Lip Sync.</source>
        <translation>Rhubarb Lip Sync 的三个文件。</translation>
    </message>
    <message>
        <source>The timecode of the first sample, written as SMPTE offset at 25 frames a second.</source>
        <translation>第一个采样的时间码，以每秒 25 帧写成 SMPTE 偏移。</translation>
    </message>
    <message>
        <source>The tokenizer in {0} cannot be read: {1}.</source>
        <translation>{0} 中的分词器无法读取：{1}。</translation>
    </message>
    <message>
        <source>The tokenizer in {0} does not know “assistant” as one token; it is not this model&apos;s.</source>
        <translation>{0} 中的分词器不把“assistant”当作一个词元；它不属于这个模型。</translation>
    </message>
    <message>
        <source>The tokenizer in {0} has {1} tokens, the model {2}.</source>
        <translation>{0} 中的分词器有 {1} 个词元，模型有 {2} 个。</translation>
    </message>
    <message>
        <source>The transcript ({0} characters) is {1} in {2} s.</source>
        <translation>文字稿（{0} 个字符）在 {2} 秒里{1}。</translation>
    </message>
    <message>
        <source>The voice did not come to an end after “{0}”: it took {1} s.</source>
        <translation>“{0}”之后声音没有结束：用了 {1} 秒。</translation>
    </message>
    <message>
        <source>The voice did not stop: {0} s for “{1}”.</source>
        <translation>声音没有停下：“{1}”用了 {0} 秒。</translation>
    </message>
    <message>
        <source>The voice engine ended a line without a result.</source>
        <translation>语音引擎结束了一句，却没有结果。</translation>
    </message>
    <message>
        <source>The voice engine stumbled over this line ({0}: {1}).</source>
        <translation>语音引擎在这一句上出错（{0}：{1}）。</translation>
    </message>
    <message>
        <source>The voice engine&apos;s process could not be started: {0}.</source>
        <translation>语音引擎的进程无法启动：{0}。</translation>
    </message>
    <message>
        <source>The voice engine&apos;s process ended while it spoke this line, twice.</source>
        <translation>语音引擎的进程在念这一句时两次中止。</translation>
    </message>
    <message>
        <source>The voice in {0} cannot be read: {1}.</source>
        <translation>{0} 中的音色无法读取：{1}。</translation>
    </message>
    <message>
        <source>The voice in {0} has no recording.</source>
        <translation>{0} 中的音色没有录音。</translation>
    </message>
    <message>
        <source>The voice repeats itself, or holds one sound, in “{0}”.</source>
        <translation>声音在“{0}”里重复，或拖住一个音。</translation>
    </message>
    <message>
        <source>The voice setting “{0}” is {1}; it goes from {2} to {3}.</source>
        <translation>音色设置“{0}”为 {1}；范围是 {2} 到 {3}。</translation>
    </message>
    <message>
        <source>The voice took {0} s for its words, so it did not say them as written.</source>
        <translation>这些词用了 {0} 秒，所以没有照原文念出。</translation>
    </message>
    <message>
        <source>The voice will have it too. Record in a quieter room, or nearer to the microphone.</source>
        <translation>声音也会带上它。请在更安静的房间录，或离话筒更近。</translation>
    </message>
    <message>
        <source>The voice will sound as rough. Record it with less gain.</source>
        <translation>声音听起来也会这样粗糙。请降低增益再录。</translation>
    </message>
    <message>
        <source>The voice will sound so. Use a recording of at least 16 kHz.</source>
        <translation>声音听起来也会这样。请使用至少 16 kHz 的录音。</translation>
    </message>
    <message>
        <source>The voice {0} does not say which recording it was made from.</source>
        <translation>音色 {0} 没有说明由哪段录音制成。</translation>
    </message>
    <message>
        <source>The voice {0} is in this project already.</source>
        <translation>音色 {0} 已在本项目中。</translation>
    </message>
    <message>
        <source>The voice {0} is not made of recordings.</source>
        <translation>音色 {0} 不是由录音制成的。</translation>
    </message>
    <message>
        <source>The voice “{0}” belongs to the engine “{1}” and cannot speak inside this line.</source>
        <translation>音色“{0}”属于引擎“{1}”，不能在这一句里说话。</translation>
    </message>
    <message>
        <source>The voice “{0}” keeps its recordings in the project&apos;s folder.</source>
        <translation>音色“{0}”的录音放在项目文件夹中。</translation>
    </message>
    <message>
        <source>The weights in {0} do not fit into memory.</source>
        <translation>{0} 中的权重放不进内存。</translation>
    </message>
    <message>
        <source>The weights in {0} do not fit their config.json; {1}.</source>
        <translation>{0} 中的权重与其 config.json 不符；{1}。</translation>
    </message>
    <message>
        <source>The weights in {0} were quantised for another program.</source>
        <translation>{0} 中的权重是为别的程序量化的。</translation>
    </message>
    <message>
        <source>The {0} id {1} is already taken by {2} ({3}).</source>
        <translation>{0}编号 {1} 已被 {2}（{3}）占用。</translation>
    </message>
    <message>
        <source>There are {0} more of these.</source>
        <translation>这样的还有 {0} 个。</translation>
    </message>
    <message>
        <source>There are {0} s of silence inside the line.</source>
        <translation>句中有 {0} 秒静默。</translation>
    </message>
    <message>
        <source>There are {0}.</source>
        <translation>有 {0}。</translation>
    </message>
    <message>
        <source>There are: {0}.</source>
        <translation>可用的有：{0}。</translation>
    </message>
    <message>
        <source>There is a character {0} already.</source>
        <translation>已有角色 {0}。</translation>
    </message>
    <message>
        <source>There is a long silence inside “{0}”.</source>
        <translation>“{0}”里有长时间的静默。</translation>
    </message>
    <message>
        <source>There is a project in {0} already.</source>
        <translation>{0} 中已有项目。</translation>
    </message>
    <message>
        <source>There is a voice called {0} in this project already.</source>
        <translation>本项目中已有叫 {0} 的音色。</translation>
    </message>
    <message>
        <source>There is already a model called “{0}”.</source>
        <translation>已经有叫“{0}”的模型。</translation>
    </message>
    <message>
        <source>There is no Qwen3-TTS checkpoint in {0}.</source>
        <translation>{0} 中没有 Qwen3-TTS 模型。</translation>
    </message>
    <message>
        <source>There is no Qwen3-TTS checkpoint on this machine yet.</source>
        <translation>这台机器上还没有 Qwen3-TTS 模型。</translation>
    </message>
    <message>
        <source>There is no audio format {0}.</source>
        <translation>没有音频格式 {0}。</translation>
    </message>
    <message>
        <source>There is no config.json in {0}.</source>
        <translation>{0} 中没有 config.json。</translation>
    </message>
    <message>
        <source>There is no cue in this file.</source>
        <translation>这个文件里没有字幕。</translation>
    </message>
    <message>
        <source>There is no delivery.json with this session, so nothing can be said of positions.</source>
        <translation>这个工程旁没有 delivery.json，因此无法判断位置。</translation>
    </message>
    <message>
        <source>There is no description to make a voice from.</source>
        <translation>没有可用来制作音色的描述。</translation>
    </message>
    <message>
        <source>There is no description.</source>
        <translation>没有描述。</translation>
    </message>
    <message>
        <source>There is no emotion {0}.</source>
        <translation>没有情绪 {0}。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>没有文件 {0}。</translation>
    </message>
    <message>
        <source>There is no folder {0}.</source>
        <translation>没有文件夹 {0}。</translation>
    </message>
    <message>
        <source>There is no gap {0}.</source>
        <translation>没有间隙 {0}。</translation>
    </message>
    <message>
        <source>There is no group of options {0}.</source>
        <translation>没有名为{0}的选项组。</translation>
    </message>
    <message>
        <source>There is no line in this story.</source>
        <translation>这个故事里没有台词。</translation>
    </message>
    <message>
        <source>There is no line {0}.</source>
        <translation>没有句子 {0}。</translation>
    </message>
    <message>
        <source>There is no model.safetensors in {0}.</source>
        <translation>{0} 中没有 model.safetensors。</translation>
    </message>
    <message>
        <source>There is no mood “{0}”.</source>
        <translation>没有情绪“{0}”。</translation>
    </message>
    <message>
        <source>There is no project in {0}.</source>
        <translation>{0} 中没有项目。</translation>
    </message>
    <message>
        <source>There is no readable autosave in {0}.</source>
        <translation>{0} 中没有可读的自动保存。</translation>
    </message>
    <message>
        <source>There is no tag [{0}], so it is not spoken.</source>
        <translation>没有标签 [{0}]，因此不念出。</translation>
    </message>
    <message>
        <source>There is no voice called “{0}” for this line.</source>
        <translation>这句台词没有叫“{0}”的音色。</translation>
    </message>
    <message>
        <source>There is no voice called “{0}” in this project.</source>
        <translation>本项目中没有叫“{0}”的音色。</translation>
    </message>
    <message>
        <source>There is no voice called “{0}” in {1}.</source>
        <translation>{1} 中没有叫“{0}”的音色。</translation>
    </message>
    <message>
        <source>There is no voice called “{0}”.</source>
        <translation>没有叫“{0}”的音色。</translation>
    </message>
    <message>
        <source>There is no voice engine called “{0}”.</source>
        <translation>没有叫“{0}”的语音引擎。</translation>
    </message>
    <message>
        <source>There is no {0} called “{1}” on this machine.</source>
        <translation>这台机器上没有叫“{1}”的 {0}。</translation>
    </message>
    <message>
        <source>There is no {0} in {1}, only {2}, which is another program&apos;s format.</source>
        <translation>{1} 中没有 {0}，只有 {2}，那是别的程序的格式。</translation>
    </message>
    <message>
        <source>There is no {0} in {1}.</source>
        <translation>{1} 中没有 {0}。</translation>
    </message>
    <message>
        <source>There is no {0} {1} in this project.</source>
        <translation>本项目中没有{0} {1}。</translation>
    </message>
    <message>
        <source>There is no {0} {1}.</source>
        <translation>没有{0} {1}。</translation>
    </message>
    <message>
        <source>There is noise instead of speech in “{0}”.</source>
        <translation>“{0}”里是噪声而不是语音。</translation>
    </message>
    <message>
        <source>There is not a word in the transcript.</source>
        <translation>文字稿里一个词也没有。</translation>
    </message>
    <message>
        <source>There is not enough memory for this line, even alone.</source>
        <translation>即使单独渲染，内存也不够这一句用。</translation>
    </message>
    <message>
        <source>There is not enough memory for this line.</source>
        <translation>内存不够念这一句。</translation>
    </message>
    <message>
        <source>There is nothing above {0} kHz, as on the telephone.</source>
        <translation>{0} kHz 以上什么也没有，像在电话里。</translation>
    </message>
    <message>
        <source>There is nothing to be heard.</source>
        <translation>什么也听不到。</translation>
    </message>
    <message>
        <source>There is nothing to say in this line.</source>
        <translation>这句没有可说的内容。</translation>
    </message>
    <message>
        <source>There is nothing to say.</source>
        <translation>没有可说的内容。</translation>
    </message>
    <message>
        <source>There is nothing to write.</source>
        <translation>没有可写的内容。</translation>
    </message>
    <message>
        <source>There is {0} s of other speech {1}.</source>
        <translation>{1}有 {0} 秒别的语音。</translation>
    </message>
    <message>
        <source>This checkpoint ({0}) {1}.</source>
        <translation>这个模型（{0}）：{1}。</translation>
    </message>
    <message>
        <source>This checkpoint does not follow instructions in words.</source>
        <translation>这个模型不接受文字指导。</translation>
    </message>
    <message>
        <source>This checkpoint does not speak “{0}”.</source>
        <translation>这个模型不会说“{0}”。</translation>
    </message>
    <message>
        <source>This checkpoint has no voice called “{0}”.</source>
        <translation>这个模型没有叫“{0}”的音色。</translation>
    </message>
    <message>
        <source>This event cannot be read.</source>
        <translation>这个事件无法读取。</translation>
    </message>
    <message>
        <source>This installation cannot write {0}.</source>
        <translation>此安装无法写入 {0}。</translation>
    </message>
    <message>
        <source>This is no entry of the {0}: {1}.</source>
        <translation>这不是{0}的条目：{1}。</translation>
    </message>
    <message>
        <source>This is no marker: {0}.</source>
        <translation>这不是标记：{0}。</translation>
    </message>
    <message>
        <source>This is no pronunciation: {0}.</source>
        <translation>这不是读音：{0}。</translation>
    </message>
    <message>
        <source>This line has no words.</source>
        <translation>这一句没有文字。</translation>
    </message>
    <message>
        <source>This line is too long: its prompt has {0} tokens, and {1} frames are to follow.</source>
        <translation>这句太长：提示有 {0} 个词元，后面还有 {1} 帧。</translation>
    </message>
    <message>
        <source>This list has no columns id and status, note or gain.</source>
        <translation>这份清单没有 id 列以及 status、note 或 gain 列。</translation>
    </message>
    <message>
        <source>This voice cannot speak “{0}”.</source>
        <translation>这个音色不会说“{0}”。</translation>
    </message>
    <message>
        <source>This voice has no recording to speak from.</source>
        <translation>这个音色没有可依据的录音。</translation>
    </message>
    <message>
        <source>This voice has no {0} control; it is left out.</source>
        <translation>这个音色没有{0}控制；已略去。</translation>
    </message>
    <message>
        <source>This voice speaks English only, not {0}.</source>
        <translation>这个音色只会说英语，不会 {0}。</translation>
    </message>
    <message>
        <source>This voice speaks English only; “{0}” at character {1} is in {2} letters.</source>
        <translation>这个音色只会说英语；第 {1} 个字符处的“{0}”是{2}字母。</translation>
    </message>
    <message>
        <source>This voice was told to fail.</source>
        <translation>这个音色被设为必定失败。</translation>
    </message>
    <message>
        <source>Through a mono master the session is the mix, sample for sample; a stereo one lowers it by 3 dB (pan law).</source>
        <translation>经过单声道主总线，工程与混音逐采样一致；立体声主总线会低 3 dB（声像法则）。</translation>
    </message>
    <message>
        <source>Ticks per quarter note. sample: a tick for each sample (24000 at 48 kHz and 120 bpm); some sequencers round it again.</source>
        <translation>每四分音符的刻度数。按采样：每个采样一个刻度（48 kHz、120 bpm 时为 24000）；有些音序器会再取整。</translation>
    </message>
    <message>
        <source>Time stamps inside the cue, for karaoke styling.</source>
        <translation>字幕内的时间戳，用于卡拉 OK 样式。</translation>
    </message>
    <message>
        <source>Timecode of the first sample for the time stamps: 01:00:00:00, with frames as 01:00:00:12@25 (or @29.97df).</source>
        <translation>时间戳所用第一个采样的时间码：01:00:00:00，带帧写作 01:00:00:12@25（或 @29.97df）。</translation>
    </message>
    <message>
        <source>Timecode of the first sample: 01:00:00:00, with frames as 01:00:00:12@25 (or @29.97df).</source>
        <translation>第一个采样的时间码：01:00:00:00，带帧写作 01:00:00:12@25（或 @29.97df）。</translation>
    </message>
    <message>
        <source>To always take the likeliest code, set do_sample off.</source>
        <translation>要总取最可能的编码，请关闭 do_sample。</translation>
    </message>
    <message>
        <source>To take another stretch: --from {0} --to {1} (3 to 30 seconds).</source>
        <translation>要取另一段：--from {0} --to {1}（3 到 30 秒）。</translation>
    </message>
    <message>
        <source>Tones has no setting “{0}”.</source>
        <translation>测试音没有“{0}”这项设置。</translation>
    </message>
    <message>
        <source>Tones has no voice called “{0}”.</source>
        <translation>测试音没有叫“{0}”的音色。</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>文字稿</translation>
    </message>
    <message>
        <source>True-peak ceiling</source>
        <translation>真峰值上限</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message>
        <source>Try again with another seed.</source>
        <translation>请换一个种子再试。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请再试一次。</translation>
    </message>
    <message>
        <source>Try again; look at the server&apos;s log when it stays so.</source>
        <translation>请再试一次；若仍如此，请查看服务器日志。</translation>
    </message>
    <message>
        <source>Try another audition, or another seed.</source>
        <translation>请换一个试听，或换一个种子。</translation>
    </message>
    <message>
        <source>Twine, Twee</source>
        <translation>Twine、Twee</translation>
    </message>
    <message>
        <source>Two lines or more are needed to join.</source>
        <translation>合并需要两句或更多。</translation>
    </message>
    <message>
        <source>Two lines were called {0}; the later one is {1} now.</source>
        <translation>有两句都叫 {0}；后一句现在是 {1}。</translation>
    </message>
    <message>
        <source>Type one.</source>
        <translation>请输入一个。</translation>
    </message>
    <message>
        <source>Unity</source>
        <translation>Unity</translation>
    </message>
    <message>
        <source>Unreal</source>
        <translation>Unreal</translation>
    </message>
    <message>
        <source>Update Lineread, or name another file in {0}.</source>
        <translation>请更新 Lineread，或在 {0} 中写另一个文件。</translation>
    </message>
    <message>
        <source>Update Lineread; the project has not been touched.</source>
        <translation>请更新 Lineread；项目没有被改动。</translation>
    </message>
    <message>
        <source>Update one of them.</source>
        <translation>请更新其中之一。</translation>
    </message>
    <message>
        <source>Update or remove it.</source>
        <translation>请更新或移除它。</translation>
    </message>
    <message>
        <source>Use -0.1 or less.</source>
        <translation>请用 -0.1 或更低。</translation>
    </message>
    <message>
        <source>Use 1 to 64; one for each free core is best.</source>
        <translation>请用 1 到 64；每个空闲核心一个最好。</translation>
    </message>
    <message>
        <source>Use 8000 to 192000, usually 48000.</source>
        <translation>请用 8000 到 192000，通常 48000。</translation>
    </message>
    <message>
        <source>Use a Qwen3-TTS-12Hz checkpoint; its speech_tokenizer folder belongs to it.</source>
        <translation>请使用 Qwen3-TTS-12Hz 模型；speech_tokenizer 文件夹是它的一部分。</translation>
    </message>
    <message>
        <source>Use one of the released 12 Hz checkpoints: Base, CustomVoice or VoiceDesign, 0.6B or 1.7B.</source>
        <translation>请使用已发布的 12 Hz 模型：Base、CustomVoice 或 VoiceDesign，0.6B 或 1.7B。</translation>
    </message>
    <message>
        <source>Use the 1.7B CustomVoice or VoiceDesign checkpoint, or leave the direction out.</source>
        <translation>请使用 1.7B CustomVoice 或 VoiceDesign 模型，或去掉指导语。</translation>
    </message>
    <message>
        <source>Use the checkpoint as it was published, with safetensors files: `lineread models get`.</source>
        <translation>请使用原样发布的模型（safetensors 文件）：`lineread models get`。</translation>
    </message>
    <message>
        <source>Use the checkpoint as it was published: bfloat16, float16 or float32.</source>
        <translation>请使用原样发布的模型：bfloat16、float16 或 float32。</translation>
    </message>
    <message>
        <source>Use the checkpoint as it was published; this engine makes its own eight bits when it loads.</source>
        <translation>请使用原样发布的模型；本引擎加载时自行转为八位。</translation>
    </message>
    <message>
        <source>Use the phonemes of misaki (IPA with A I O W Y for diphthongs), or a respelling.</source>
        <translation>请使用 misaki 音素（IPA，双元音用 A I O W Y），或替换读法。</translation>
    </message>
    <message>
        <source>Velocity</source>
        <translation>力度</translation>
    </message>
    <message>
        <source>Voice tags</source>
        <translation>说话者标签</translation>
    </message>
    <message>
        <source>Voices are cloned with a Base checkpoint.</source>
        <translation>克隆音色要用 Base 模型。</translation>
    </message>
    <message>
        <source>WAV and FLAC keep every sample; MP3, Ogg and Opus do not sum to the mix exactly.</source>
        <translation>WAV 和 FLAC 保留每个采样；MP3、Ogg 和 Opus 相加不完全等于混音。</translation>
    </message>
    <message>
        <source>Wait until the project is rendered, then export a delta.</source>
        <translation>请等项目渲染完毕，再导出增量。</translation>
    </message>
    <message>
        <source>Warm Korean woman with rich emotion.</source>
        <translation>韩语女声，温暖，情感丰富。</translation>
    </message>
    <message>
        <source>Warm, gentle young woman.</source>
        <translation>年轻女声，温暖柔和。</translation>
    </message>
    <message>
        <source>What a line may do that is longer than its cue: natural, run on; gap, use the silence behind; stretch, be spoken faster within limits; flag, only be marked.</source>
        <translation>比字幕更长的台词怎么办：自然，任其延长；利用空隙，占用后面的静默；变速，在限度内说得更快；仅标记，不作改动。</translation>
    </message>
    <message>
        <source>What a segment of the transcript is.</source>
        <translation>文字稿中一个分段是什么。</translation>
    </message>
    <message>
        <source>What begins a chapter. One at zero is added where there is none.</source>
        <translation>章节从哪里开始。若零点没有，会补上一个。</translation>
    </message>
    <message>
        <source>What headers mean where it cannot be guessed: text=Dialogue, character=Who. HEADER= keeps a column as it is. Fields: id, scene, character, text, direction, emotion, intensity, speed, pitch, volume, language, pause_before, pause_after, gain, status, note.</source>
        <translation>无法猜到时表头的含义：text=Dialogue, character=Who。HEADER= 让一列保持原样。字段：id、scene、character、text、direction、emotion、intensity、speed、pitch、volume、language、pause_before、pause_after、gain、status、note。</translation>
    </message>
    <message>
        <source>Where nobody mended the file on purpose, export again into the same folder.</source>
        <translation>若没有人有意修改该文件，请重新导出到同一文件夹。</translation>
    </message>
    <message>
        <source>Where the delivery will lie when it is opened, as /Volumes/Show/Delivery or D:\Show\Delivery. Left open: beside the session file. A bundle has its media inside.</source>
        <translation>打开时交付文件所在的位置，如 /Volumes/Show/Delivery 或 D:\Show\Delivery。留空：在工程文件旁边。打包文件的媒体在其内部。</translation>
    </message>
    <message>
        <source>Where the delivery will lie when it is opened, as /Volumes/Show/Delivery or D:\Show\Delivery. Left open: where it is written. relative: beside the session file.</source>
        <translation>打开时交付所在的位置，如 /Volumes/Show/Delivery 或 D:\Show\Delivery。留空：写到哪里就在哪里。relative：在工程文件旁边。</translation>
    </message>
    <message>
        <source>Where the next one leaves room.</source>
        <translation>在下一条留有余地时。</translation>
    </message>
    <message>
        <source>Which word is to be said differently?</source>
        <translation>哪个词要换一种念法？</translation>
    </message>
    <message>
        <source>With ids the script can be edited anywhere and imported again: every line keeps its takes. Without, it is clean for reading.</source>
        <translation>带编号时，剧本可在任何地方修改后再导入，每句保留自己的版次。不带编号则便于阅读。</translation>
    </message>
    <message>
        <source>With its id, its character and how it begins.</source>
        <translation>带上编号、角色和开头几个词。</translation>
    </message>
    <message>
        <source>Word labels</source>
        <translation>单词标签</translation>
    </message>
    <message>
        <source>Word times</source>
        <translation>单词时间</translation>
    </message>
    <message>
        <source>Words (JSON)</source>
        <translation>单词（JSON）</translation>
    </message>
    <message>
        <source>Write \[ for a bracket that is meant as one.</source>
        <translation>若就是要方括号，请写 \[。</translation>
    </message>
    <message>
        <source>Write \{ for a brace that is meant as one.</source>
        <translation>若就是要花括号，请写 \{。</translation>
    </message>
    <message>
        <source>Write field=Header, field=Header.</source>
        <translation>请写作 field=Header, field=Header。</translation>
    </message>
    <message>
        <source>Write for example [emotion_{0}_0.6].</source>
        <translation>例如写作 [emotion_{0}_0.6]。</translation>
    </message>
    <message>
        <source>Write for example [lang_{0}].</source>
        <translation>例如写作 [lang_{0}]。</translation>
    </message>
    <message>
        <source>Write for example [pause_400ms] or [pause_0.4s].</source>
        <translation>例如写作 [pause_400ms] 或 [pause_0.4s]。</translation>
    </message>
    <message>
        <source>Write for example [voice_clara].</source>
        <translation>例如写作 [voice_clara]。</translation>
    </message>
    <message>
        <source>Write for example {0}.</source>
        <translation>例如写作 {0}。</translation>
    </message>
    <message>
        <source>Write it as 01:00:00:00, with frames as 01:00:00:12@25.</source>
        <translation>请写作 01:00:00:00，带帧写作 01:00:00:12@25。</translation>
    </message>
    <message>
        <source>Write it as 120, or by bars: &quot;1:120 4/4, 9:96, 17:140 3/4&quot;.</source>
        <translation>请写作 120，或按小节：&quot;1:120 4/4, 9:96, 17:140 3/4&quot;。</translation>
    </message>
    <message>
        <source>Write it as 2026-03-31.</source>
        <translation>请写作 2026-03-31。</translation>
    </message>
    <message>
        <source>Write it as 2026-11-22.</source>
        <translation>请写作 2026-11-22。</translation>
    </message>
    <message>
        <source>Write it as http://host:port/v1.</source>
        <translation>请写成 http://host:port/v1。</translation>
    </message>
    <message>
        <source>Write it as key=value.</source>
        <translation>请写作 key=value。</translation>
    </message>
    <message>
        <source>Write some text.</source>
        <translation>请写一些文字。</translation>
    </message>
    <message>
        <source>Write the transcript, or clone by the voice&apos;s vector alone.</source>
        <translation>请写出录音文本，或只用音色向量克隆。</translation>
    </message>
    <message>
        <source>Write “{0}” instead.</source>
        <translation>请改写为“{0}”。</translation>
    </message>
    <message>
        <source>Wwise</source>
        <translation>Wwise</translation>
    </message>
    <message>
        <source>Wwise and Unreal import WAV; Ren&apos;Py, Godot and Unity also take Ogg.</source>
        <translation>Wwise 和 Unreal 导入 WAV；Ren&apos;Py、Godot 和 Unity 也接受 Ogg。</translation>
    </message>
    <message>
        <source>Wwise imports WAV only</source>
        <translation>Wwise 只导入 WAV</translation>
    </message>
    <message>
        <source>Yarn Spinner</source>
        <translation>Yarn Spinner</translation>
    </message>
    <message>
        <source>Yarn Spinner strings (CSV)</source>
        <translation>Yarn Spinner 字符串（CSV）</translation>
    </message>
    <message>
        <source>Young man from Beijing with a clear, natural timbre.</source>
        <translation>北京青年男声，清晰自然。</translation>
    </message>
    <message>
        <source>Your version is kept in {0}; open the project again and merge.</source>
        <translation>您的版本保存在 {0}；请重新打开项目并合并。</translation>
    </message>
    <message>
        <source>Your work is kept in {0} meanwhile.</source>
        <translation>您的内容暂存于 {0}。</translation>
    </message>
    <message>
        <source>Zero bytes were left out.</source>
        <translation>零字节已略去。</translation>
    </message>
    <message>
        <source>[[plugin]] has an unknown key {0}.</source>
        <translation>[[plugin]] 含有未知的键 {0}。</translation>
    </message>
    <message>
        <source>[[plugin]] has no {0}.</source>
        <translation>[[plugin]] 缺少 {0}。</translation>
    </message>
    <message>
        <source>[[plugin]] is not a table.</source>
        <translation>[[plugin]] 不是表。</translation>
    </message>
    <message>
        <source>[options] is no table.</source>
        <translation>[options]不是表。</translation>
    </message>
    <message>
        <source>`lineread doctor` checks it.</source>
        <translation>`lineread doctor` 可检查它。</translation>
    </message>
    <message>
        <source>`lineread models add {0}` takes it as it is now; its lines become stale.</source>
        <translation>`lineread models add {0}` 按现状重新添加；相关台词会变为过期。</translation>
    </message>
    <message>
        <source>`lineread models get {0}` says how to download it.</source>
        <translation>`lineread models get {0}` 说明如何下载。</translation>
    </message>
    <message>
        <source>`lineread models get` names the checkpoints there are.</source>
        <translation>`lineread models get` 会列出可用的模型。</translation>
    </message>
    <message>
        <source>`lineread models get` says how to download a checkpoint.</source>
        <translation>`lineread models get` 说明如何下载模型。</translation>
    </message>
    <message>
        <source>`lineread models get` says how to download one, `lineread models add FOLDER` makes it known.</source>
        <translation>`lineread models get` 说明如何下载，`lineread models add FOLDER` 把它登记进来。</translation>
    </message>
    <message>
        <source>`lineread new PROJECT --script FILE` makes one.</source>
        <translation>`lineread new PROJECT --script FILE` 可新建一个。</translation>
    </message>
    <message>
        <source>`lineread plugins` lists it.</source>
        <translation>`lineread plugins` 会列出它。</translation>
    </message>
    <message>
        <source>`lineread recover` brings back the newest good autosave.</source>
        <translation>`lineread recover` 可恢复最新的完好自动保存。</translation>
    </message>
    <message>
        <source>`lineread show` lists the lines and their ids.</source>
        <translation>`lineread show` 会列出句子及其编号。</translation>
    </message>
    <message>
        <source>`lineread show` lists what there is.</source>
        <translation>`lineread show` 会列出已有的内容。</translation>
    </message>
    <message>
        <source>`lineread show` says why. Mend it, render, and export a delta.</source>
        <translation>`lineread show` 会说明原因。请修正、渲染，再导出增量。</translation>
    </message>
    <message>
        <source>`lineread voices export` makes one.</source>
        <translation>`lineread voices export` 可制作一个。</translation>
    </message>
    <message>
        <source>`lineread voices list` names them.</source>
        <translation>`lineread voices list` 会列出它们。</translation>
    </message>
    <message>
        <source>`lineread voices` lists the voices there are.</source>
        <translation>`lineread voices` 会列出已有的音色。</translation>
    </message>
    <message>
        <source>a cell holds 32,767 characters</source>
        <translation>一个单元格最多 32,767 个字符</translation>
    </message>
    <message>
        <source>a frame at {0} is no whole number of samples: lines are within half a sample</source>
        <translation>{0} 的一帧不是整数个采样：台词位置误差在半个采样以内</translation>
    </message>
    <message>
        <source>a pack holds lines, not a timeline</source>
        <translation>包里是单句，不是时间线</translation>
    </message>
    <message>
        <source>a region has a name and no notes; the track&apos;s comment has them</source>
        <translation>区域只有名称，没有备注；备注在音轨注释里</translation>
    </message>
    <message>
        <source>a tick is {0} samples ({1} ms); positions are within half of it</source>
        <translation>一个刻度为 {0} 个采样（{1} 毫秒）；位置误差在其一半以内</translation>
    </message>
    <message>
        <source>all: every kept take is a media reference of its clip, and the one that plays is the active one. chosen: only that.</source>
        <translation>全部：每个保留的版次都是其片段的媒体引用，播放的那个为当前引用。所选：只含播放的版次。</translation>
    </message>
    <message>
        <source>all: every kept take that says the line&apos;s words is in further playlists of its track (the button P). chosen: only the one that plays.</source>
        <translation>全部：凡文字与台词一致的保留版次放在该音轨的其他播放列表里（按钮 P）。所选：只放播放的版次。</translation>
    </message>
    <message>
        <source>all: every kept take that says the line&apos;s words lies under the one that plays, and the mixer may choose it. chosen: only the one that plays.</source>
        <translation>全部：凡文字与台词一致的保留版次都放在播放版次之下，混音师可以改选。所选：只放播放的版次。</translation>
    </message>
    <message>
        <source>audio</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>but for one a line</source>
        <translation>每句只留一个</translation>
    </message>
    <message>
        <source>cast</source>
        <translation>角色表</translation>
    </message>
    <message>
        <source>cast and pronunciations</source>
        <translation>角色表和读音</translation>
    </message>
    <message>
        <source>centiseconds</source>
        <translation>百分之一秒</translation>
    </message>
    <message>
        <source>character: one static gain per character brings all of their lines together to one loudness.</source>
        <translation>按角色：每个角色一个固定增益，使其所有台词达到同一响度。</translation>
    </message>
    <message>
        <source>clip, track and programme gain and fades are in the audio</source>
        <translation>片段、音轨和节目的增益及淡变已写入音频</translation>
    </message>
    <message>
        <source>colours dropped</source>
        <translation>颜色丢弃</translation>
    </message>
    <message>
        <source>container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>cue {0} has {1} characters a second; it would need {2} s and has {3} s</source>
        <translation>字幕 {0} 每秒 {1} 个字符；需要 {2} 秒，只有 {3} 秒</translation>
    </message>
    <message>
        <source>cue {0} stays {1} ms, less than {2} ms</source>
        <translation>字幕 {0} 停留 {1} 毫秒，少于 {2} 毫秒</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>删减</translation>
    </message>
    <message>
        <source>dithered (TPDF)</source>
        <translation>已加抖动（TPDF）</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>estimated time</source>
        <translation>估计的时间</translation>
    </message>
    <message>
        <source>float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>gain baked</source>
        <translation>增益已写入</translation>
    </message>
    <message>
        <source>handles</source>
        <translation>余量</translation>
    </message>
    <message>
        <source>heads: {0} is not a regular expression: {1}.</source>
        <translation>heads：{0} 不是正则表达式：{1}。</translation>
    </message>
    <message>
        <source>ids</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>inside: one file with everything, which every reader of the format opens. beside: in a folder next to it, so that a later delivery brings only the sounds that changed; not every program finds them there.</source>
        <translation>内含：全部放进一个文件，支持该格式的程序都能打开。旁置：放在旁边的文件夹里，以后的交付只需带上改动过的声音；并非每个程序都能找到它们。</translation>
    </message>
    <message>
        <source>it stands in the sound files only</source>
        <translation>只写在音频文件中</translation>
    </message>
    <message>
        <source>joined words</source>
        <translation>连写的词</translation>
    </message>
    <message>
        <source>keys.txt for an audio table.</source>
        <translation>用于音频表的 keys.txt。</translation>
    </message>
    <message>
        <source>language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>laughs and sighs become marks</source>
        <translation>笑声和叹息变成记号</translation>
    </message>
    <message>
        <source>level</source>
        <translation>电平</translation>
    </message>
    <message>
        <source>line {0} begins before the one before it has ended</source>
        <translation>第 {0} 句在前一句结束之前就开始了</translation>
    </message>
    <message>
        <source>line {0} has no file</source>
        <translation>第 {0} 句没有文件</translation>
    </message>
    <message>
        <source>line {0} has no sound yet</source>
        <translation>第 {0} 句还没有声音</translation>
    </message>
    <message>
        <source>line {0} has no take yet</source>
        <translation>第 {0} 句还没有版次</translation>
    </message>
    <message>
        <source>line {0} has nothing to show</source>
        <translation>第 {0} 句没有可显示的内容</translation>
    </message>
    <message>
        <source>line {0} has words without length, written with their neighbour</source>
        <translation>第 {0} 句有时长为零的单词，已与相邻单词合写</translation>
    </message>
    <message>
        <source>line {0} was changed</source>
        <translation>第 {0} 句已改过</translation>
    </message>
    <message>
        <source>line {0}, column {1}: {2}</source>
        <translation>第 {0} 行第 {1} 列：{2}</translation>
    </message>
    <message>
        <source>line: times from the line&apos;s first sample. character: over the whole programme, to go with the stems.</source>
        <translation>按句：从台词第一个采样算起。按角色：覆盖整个节目，与分轨配合。</translation>
    </message>
    <message>
        <source>lineread: everything, in samples. whisper: segments and words in seconds, as tools around Whisper read them.</source>
        <translation>Lineread：全部信息，以采样计。Whisper：分段和单词以秒计，供 Whisper 周边工具读取。</translation>
    </message>
    <message>
        <source>lines are told apart by their words when it is imported again</source>
        <translation>再次导入时靠文字区分句子</translation>
    </message>
    <message>
        <source>lines that share a frame are on {0}</source>
        <translation>同处一帧的句子放在 {0}</translation>
    </message>
    <message>
        <source>long list</source>
        <translation>列表过长</translation>
    </message>
    <message>
        <source>lossy</source>
        <translation>有损</translation>
    </message>
    <message>
        <source>markers dropped</source>
        <translation>标记丢弃</translation>
    </message>
    <message>
        <source>media beside</source>
        <translation>媒体旁置</translation>
    </message>
    <message>
        <source>media by address</source>
        <translation>按地址引用媒体</translation>
    </message>
    <message>
        <source>midnight</source>
        <translation>零点</translation>
    </message>
    <message>
        <source>more tracks</source>
        <translation>更多音轨</translation>
    </message>
    <message>
        <source>no audio</source>
        <translation>没有音频</translation>
    </message>
    <message>
        <source>no phonemes</source>
        <translation>没有音素</translation>
    </message>
    <message>
        <source>no take</source>
        <translation>没有版次</translation>
    </message>
    <message>
        <source>no words</source>
        <translation>没有文字</translation>
    </message>
    <message>
        <source>not every program looks for sounds outside of the container</source>
        <translation>并非每个程序都会在容器之外寻找声音</translation>
    </message>
    <message>
        <source>options is not a table.</source>
        <translation>options不是表。</translation>
    </message>
    <message>
        <source>overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>pip install &apos;lineread[handoff]&apos;, or use CSV.</source>
        <translation>请运行 pip install &apos;lineread[handoff]&apos;，或改用 CSV。</translation>
    </message>
    <message>
        <source>plugin.toml announces no [[plugin]].</source>
        <translation>plugin.toml 里没有 [[plugin]]。</translation>
    </message>
    <message>
        <source>plugin.toml does not say which api it is for (api = &quot;&gt;=1,&lt;2&quot;).</source>
        <translation>plugin.toml 没有写明所用接口（api = &quot;&gt;=1,&lt;2&quot;）。</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>positions are converted from {0} to {1} Hz</source>
        <translation>位置从 {0} 换算到 {1} Hz</translation>
    </message>
    <message>
        <source>production state</source>
        <translation>制作状态</translation>
    </message>
    <message>
        <source>python_name {0} is not {1}.module:Class.</source>
        <translation>python_name {0} 不是 {1}.module:Class 的形式。</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>采样率</translation>
    </message>
    <message>
        <source>reading speed</source>
        <translation>阅读速度</translation>
    </message>
    <message>
        <source>regions dropped</source>
        <translation>区域丢弃</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>已改名</translation>
    </message>
    <message>
        <source>scenes and regions become markers at their starts</source>
        <translation>场景和区域变为起点处的标记</translation>
    </message>
    <message>
        <source>script: lines stay where they are, whatever the sheet was sorted by, and new ones follow the row above. sheet: the sheet&apos;s order is the script&apos;s.</source>
        <translation>按剧本：无论表格如何排序，台词保持原位，新台词跟在上一行之后。按表格：以表格的顺序为剧本顺序。</translation>
    </message>
    <message>
        <source>seeds, pins, gains, chosen takes, locks and status</source>
        <translation>种子、固定位置、增益、所选版次、锁定和状态</translation>
    </message>
    <message>
        <source>session start dropped</source>
        <translation>工程起点丢弃</translation>
    </message>
    <message>
        <source>short cue</source>
        <translation>过短的字幕</translation>
    </message>
    <message>
        <source>some readers of AAF take 16 and 24 bit only</source>
        <translation>有些 AAF 读取程序只接受 16 和 24 位</translation>
    </message>
    <message>
        <source>some readers play a clip&apos;s sound from the file&apos;s beginning</source>
        <translation>有些读取程序会从文件开头播放片段</translation>
    </message>
    <message>
        <source>sounds</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>stale line</source>
        <translation>过期的句子</translation>
    </message>
    <message>
        <source>stems: a track per character. lines: a track per line, at its place. none: labels only.</source>
        <translation>分轨：每个角色一轨。台词：每句一轨，在其位置。无：只有标签。</translation>
    </message>
    <message>
        <source>takes left behind</source>
        <translation>未带上的版次</translation>
    </message>
    <message>
        <source>texts shortened</source>
        <translation>文字缩短</translation>
    </message>
    <message>
        <source>the document holds words and directions</source>
        <translation>文档中只有文字和表演指示</translation>
    </message>
    <message>
        <source>the mouth follows letters or rests</source>
        <translation>口型跟随字母，或保持静止</translation>
    </message>
    <message>
        <source>the programme ends after 24 hours of timecode, where that begins at {0} again</source>
        <translation>节目超出时间码的 24 小时，时间码在那里又从 {0} 开始</translation>
    </message>
    <message>
        <source>the script holds words and directions; takes stay in the project</source>
        <translation>剧本中只有文字和表演指示；版次留在项目里</translation>
    </message>
    <message>
        <source>the table holds words and directions</source>
        <translation>表格中只有文字和表演指示</translation>
    </message>
    <message>
        <source>times are rounded to 10 ms</source>
        <translation>时间取整到 10 毫秒</translation>
    </message>
    <message>
        <source>times in centiseconds</source>
        <translation>时间以百分之一秒计</translation>
    </message>
    <message>
        <source>times in microseconds</source>
        <translation>时间以微秒计</translation>
    </message>
    <message>
        <source>times in ticks</source>
        <translation>时间以刻度计</translation>
    </message>
    <message>
        <source>torch sees no GPU here.</source>
        <translation>torch 在这里看不到显卡。</translation>
    </message>
    <message>
        <source>track gain baked</source>
        <translation>音轨增益已写入</translation>
    </message>
    <message>
        <source>use is not a list of groups.</source>
        <translation>use不是选项组的列表。</translation>
    </message>
    <message>
        <source>voices are named as in the project; other engines have others</source>
        <translation>音色按项目中的名称；别的引擎另有名称</translation>
    </message>
    <message>
        <source>voices, colours, seeds, pins and takes stay in the project</source>
        <translation>音色、颜色、种子、固定位置和版次留在项目里</translation>
    </message>
    <message>
        <source>when the delivery is moved, set base to its new folder or show the editor one of the files</source>
        <translation>移动交付文件夹后，请把 base 设为新文件夹，或在剪辑软件中指给它其中一个文件</translation>
    </message>
    <message>
        <source>word times dropped</source>
        <translation>单词时间丢弃</translation>
    </message>
    <message>
        <source>{0} and {1} are both for line {2}.</source>
        <translation>{0} 和 {1} 都对应句子 {2}。</translation>
    </message>
    <message>
        <source>{0} can do {1}.</source>
        <translation>{0}可以做到 {1}。</translation>
    </message>
    <message>
        <source>{0} can speak {1}.</source>
        <translation>{0}会说 {1}。</translation>
    </message>
    <message>
        <source>{0} cannot be deleted: {1}.</source>
        <translation>{0} 无法删除：{1}。</translation>
    </message>
    <message>
        <source>{0} cannot be reached: {1}.</source>
        <translation>无法连接 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} cannot be read as a workbook: {1}.</source>
        <translation>{0} 无法作为工作簿读取：{1}。</translation>
    </message>
    <message>
        <source>{0} cannot be read to its end: {1}.</source>
        <translation>{0} 无法读到结尾：{1}。</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0} 无法读取：{1}。</translation>
    </message>
    <message>
        <source>{0} cannot be {1}; it became {2}.</source>
        <translation>{0}不能是{1}；已改为{2}。</translation>
    </message>
    <message>
        <source>{0} cannot follow words; choose an emotion, or set speed, pitch and volume.</source>
        <translation>{0}听不懂文字指示；请选择情绪，或设置语速、音高和音量。</translation>
    </message>
    <message>
        <source>{0} cannot have {1} Hz.</source>
        <translation>{0}不能有 {1} Hz。</translation>
    </message>
    <message>
        <source>{0} cannot make this sound; it is left out.</source>
        <translation>{0}发不出这个声音；已略去。</translation>
    </message>
    <message>
        <source>{0} cannot speak from a recording.</source>
        <translation>{0}不能从录音说话。</translation>
    </message>
    <message>
        <source>{0} closes a span that is not open.</source>
        <translation>{0} 闭合了一个没有打开的区间。</translation>
    </message>
    <message>
        <source>{0} could not be written: {1}.</source>
        <translation>{0} 无法写入：{1}。</translation>
    </message>
    <message>
        <source>{0} declares entities, which are not read.</source>
        <translation>{0} 声明了实体，它们不会被读取。</translation>
    </message>
    <message>
        <source>{0} describes a model this engine does not run: {1}.</source>
        <translation>{0} 描述的模型本引擎无法运行：{1}。</translation>
    </message>
    <message>
        <source>{0} describes the codec &apos;{1}&apos;, not the 12 Hz tokenizer.</source>
        <translation>{0} 描述的是编解码器“{1}”，不是 12 Hz 分词器。</translation>
    </message>
    <message>
        <source>{0} does not answer in time.</source>
        <translation>{0} 没有及时回答。</translation>
    </message>
    <message>
        <source>{0} does not say which version it is.</source>
        <translation>{0} 没有说明自己的版本。</translation>
    </message>
    <message>
        <source>{0} ended while it was read.</source>
        <translation>{0} 读到一半就结束了。</translation>
    </message>
    <message>
        <source>{0} ends at {1} of at least {2} bytes, before {3} is complete.</source>
        <translation>{0} 在 {1} 字节处结束（至少应有 {2}），{3} 不完整。</translation>
    </message>
    <message>
        <source>{0} ends {1} samples too early.</source>
        <translation>{0} 早结束了 {1} 个采样。</translation>
    </message>
    <message>
        <source>{0} exists already.</source>
        <translation>{0} 已存在。</translation>
    </message>
    <message>
        <source>{0} exists and is not empty.</source>
        <translation>{0} 已存在且不是空的。</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} 句失败</translation>
    </message>
    <message>
        <source>{0} failed, {1}</source>
        <translation>{0} 句失败，{1}</translation>
    </message>
    <message>
        <source>{0} frames a second are not known.</source>
        <translation>不认识每秒 {0} 帧。</translation>
    </message>
    <message>
        <source>{0} gives {1} {2} bytes, not {3}.</source>
        <translation>{0} 给 {1} 的是 {2} 字节，而不是 {3}。</translation>
    </message>
    <message>
        <source>{0} had no voice; {1} ({2}) was chosen.</source>
        <translation>{0}没有音色；已选 {1}（{2}）。</translation>
    </message>
    <message>
        <source>{0} has a damaged header: {1}.</source>
        <translation>{0} 的文件头已损坏：{1}。</translation>
    </message>
    <message>
        <source>{0} has frames, but of what rate?</source>
        <translation>{0} 有帧，但帧率是多少？</translation>
    </message>
    <message>
        <source>{0} has no address in the network.</source>
        <translation>{0} 在网络上没有地址。</translation>
    </message>
    <message>
        <source>{0} has no depth {1}.</source>
        <translation>{0}没有位深 {1}。</translation>
    </message>
    <message>
        <source>{0} has no option {1}.</source>
        <translation>{0} 没有选项 {1}。</translation>
    </message>
    <message>
        <source>{0} has no preset {1}.</source>
        <translation>{0} 没有预设 {1}。</translation>
    </message>
    <message>
        <source>{0} has no recording in the mood “{1}”.</source>
        <translation>{0} 没有情绪“{1}”的录音。</translation>
    </message>
    <message>
        <source>{0} has no setting “{1}”.</source>
        <translation>{0} 没有“{1}”这项设置。</translation>
    </message>
    <message>
        <source>{0} has no sheet {1}.</source>
        <translation>{0} 没有工作表 {1}。</translation>
    </message>
    <message>
        <source>{0} has no take{1}: it is silent in this delivery.</source>
        <translation>{0} 没有版次{1}：在这份交付中是静音。</translation>
    </message>
    <message>
        <source>{0} has no tempo map.</source>
        <translation>{0} 没有速度图。</translation>
    </message>
    <message>
        <source>{0} has no voice to begin with.</source>
        <translation>{0}没有可以起步的音色。</translation>
    </message>
    <message>
        <source>{0} has no voice yet; give the character one.</source>
        <translation>{0}还没有音色；请给这个角色一个。</translation>
    </message>
    <message>
        <source>{0} has no voices of its own.</source>
        <translation>{0}没有自己的音色。</translation>
    </message>
    <message>
        <source>{0} has no words here.</source>
        <translation>{0} 在这里没有文字。</translation>
    </message>
    <message>
        <source>{0} has no {1} samples.</source>
        <translation>{0}没有 {1} 采样。</translation>
    </message>
    <message>
        <source>{0} has not come yet.</source>
        <translation>{0} 还没到。</translation>
    </message>
    <message>
        <source>{0} has only this recording.</source>
        <translation>{0} 只有这一段录音。</translation>
    </message>
    <message>
        <source>{0} has {1} Hz and should have {2} Hz.</source>
        <translation>{0} 是 {1} Hz，应为 {2} Hz。</translation>
    </message>
    <message>
        <source>{0} has {1} MB, which is no script.</source>
        <translation>{0} 有 {1} MB，不会是剧本。</translation>
    </message>
    <message>
        <source>{0} has {1} bytes more than its header says.</source>
        <translation>{0} 比文件头所写多 {1} 字节。</translation>
    </message>
    <message>
        <source>{0} holds another model ({1}), not a Qwen3-TTS checkpoint.</source>
        <translation>{0} 里是别的模型（{1}），不是 Qwen3-TTS 模型。</translation>
    </message>
    <message>
        <source>{0} holds no passages.</source>
        <translation>{0} 没有段落。</translation>
    </message>
    <message>
        <source>{0} holds no sounds.</source>
        <translation>{0} 里没有声音。</translation>
    </message>
    <message>
        <source>{0} holds something unexpected: {1}.</source>
        <translation>{0} 含有意外的内容：{1}。</translation>
    </message>
    <message>
        <source>{0} holds what belongs into {1}.</source>
        <translation>{0} 里是本应放在 {1} 的内容。</translation>
    </message>
    <message>
        <source>{0} holds {1} checkpoints: {2}.</source>
        <translation>{0} 里有 {1} 个模型：{2}。</translation>
    </message>
    <message>
        <source>{0} hung up before it answered.</source>
        <translation>{0} 没有回答就断开了。</translation>
    </message>
    <message>
        <source>{0} in {1} is no number.</source>
        <translation>{1} 中的 {0} 不是数字。</translation>
    </message>
    <message>
        <source>{0} is a Git LFS pointer, not the file itself.</source>
        <translation>{0} 是 Git LFS 指针，不是文件本身。</translation>
    </message>
    <message>
        <source>{0} is a file, not a folder.</source>
        <translation>{0} 是文件，不是文件夹。</translation>
    </message>
    <message>
        <source>{0} is a folder where a file would be written.</source>
        <translation>{0} 是文件夹，而那里要写文件。</translation>
    </message>
    <message>
        <source>{0} is a folder.</source>
        <translation>{0} 是文件夹。</translation>
    </message>
    <message>
        <source>{0} is a link to a file that is not there: the download was interrupted, or its cache was cleaned.</source>
        <translation>{0} 是指向缺失文件的链接：下载曾中断，或缓存已被清理。</translation>
    </message>
    <message>
        <source>{0} is a pointer to a file, not the file.</source>
        <translation>{0} 是指向文件的指针，不是文件。</translation>
    </message>
    <message>
        <source>{0} is a web page that was saved under this name.</source>
        <translation>{0} 是以这个名字保存的网页。</translation>
    </message>
    <message>
        <source>{0} is an empty table.</source>
        <translation>{0} 是空表。</translation>
    </message>
    <message>
        <source>{0} is an {1}, not an {2}.</source>
        <translation>{0} 是 {1}，不是 {2}。</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <translation>{0} 已损坏：{1}。</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0} 是空的。</translation>
    </message>
    <message>
        <source>{0} is in the earlier delivery already.</source>
        <translation>{0} 已在先前的交付中。</translation>
    </message>
    <message>
        <source>{0} is no REAPER project.</source>
        <translation>{0} 不是 REAPER 工程。</translation>
    </message>
    <message>
        <source>{0} is no SSML: it begins with {1}.</source>
        <translation>{0} 不是 SSML：它以 {1} 开头。</translation>
    </message>
    <message>
        <source>{0} is no configuration.</source>
        <translation>{0} 不是配置文件。</translation>
    </message>
    <message>
        <source>{0} is no cue; it was left out.</source>
        <translation>{0} 不是字幕，已略去。</translation>
    </message>
    <message>
        <source>{0} is no date.</source>
        <translation>{0} 不是日期。</translation>
    </message>
    <message>
        <source>{0} is no delivery: it has no {1}.</source>
        <translation>{0} 不是交付：它没有 {1}。</translation>
    </message>
    <message>
        <source>{0} is no gain in dB.</source>
        <translation>{0} 不是以 dB 计的增益。</translation>
    </message>
    <message>
        <source>{0} is no good XML at line {1}, column {2}: {3}.</source>
        <translation>{0} 在第 {1} 行第 {2} 列不是合格的 XML：{3}。</translation>
    </message>
    <message>
        <source>{0} is no setting of a voice.</source>
        <translation>{0} 不是音色的设置。</translation>
    </message>
    <message>
        <source>{0} is no string table of Yarn Spinner.</source>
        <translation>{0} 不是 Yarn Spinner 的字符串表。</translation>
    </message>
    <message>
        <source>{0} is no time of a day.</source>
        <translation>{0} 不是一天中的时间。</translation>
    </message>
    <message>
        <source>{0} is no timecode.</source>
        <translation>{0} 不是时间码。</translation>
    </message>
    <message>
        <source>{0} is no voice.</source>
        <translation>{0} 不是音色。</translation>
    </message>
    <message>
        <source>{0} is not UTF-8; it was read as {1}.</source>
        <translation>{0} 不是 UTF-8；按 {1} 读取。</translation>
    </message>
    <message>
        <source>{0} is not a Lineread project.</source>
        <translation>{0} 不是 Lineread 项目。</translation>
    </message>
    <message>
        <source>{0} is not a MIDI file that can be read.</source>
        <translation>{0} 不是可读的 MIDI 文件。</translation>
    </message>
    <message>
        <source>{0} is not a list of strings.</source>
        <translation>{0} 不是字符串列表。</translation>
    </message>
    <message>
        <source>{0} is not a speech tokenizer configuration: {1}.</source>
        <translation>{0} 不是语音分词器的配置：{1}。</translation>
    </message>
    <message>
        <source>{0} is not a whole safetensors file ({1} bytes).</source>
        <translation>{0} 不是完整的 safetensors 文件（{1} 字节）。</translation>
    </message>
    <message>
        <source>{0} is not in the cast and was added to it.</source>
        <translation>{0} 不在角色表中，已加入。</translation>
    </message>
    <message>
        <source>{0} is not part of this delivery.</source>
        <translation>{0} 不属于这份交付。</translation>
    </message>
    <message>
        <source>{0} is not text.</source>
        <translation>{0} 不是文本。</translation>
    </message>
    <message>
        <source>{0} is not there.</source>
        <translation>{0} 不在那里。</translation>
    </message>
    <message>
        <source>{0} is open in another program.</source>
        <translation>{0} 已在别的程序中打开。</translation>
    </message>
    <message>
        <source>{0} is open in {1} (process {2} of {3} on {4}, since {5}).</source>
        <translation>{0} 已在 {1} 中打开（{4} 上 {3} 的进程 {2}，自 {5}）。</translation>
    </message>
    <message>
        <source>{0} is still being downloaded into {1}.</source>
        <translation>{0} 正在下载到 {1}。</translation>
    </message>
    <message>
        <source>{0} is taken, so it becomes {1}</source>
        <translation>{0} 已被占用，改为 {1}</translation>
    </message>
    <message>
        <source>{0} is the speech tokenizer alone; it lies inside every checkpoint already.</source>
        <translation>{0} 只是语音分词器；每个模型里都已包含它。</translation>
    </message>
    <message>
        <source>{0} is too long for its transcript to be that of the stretch that is taken.</source>
        <translation>{0} 太长，其文字稿不可能只属于所取的片段。</translation>
    </message>
    <message>
        <source>{0} is {1} samples shorter than its take.</source>
        <translation>{0} 比它的版次短 {1} 个采样。</translation>
    </message>
    <message>
        <source>{0} is {1}, not text.</source>
        <translation>{0} 是{1}，不是文本。</translation>
    </message>
    <message>
        <source>{0} may not be written.</source>
        <translation>{0} 不允许写入。</translation>
    </message>
    <message>
        <source>{0} missing</source>
        <translation>{0} 句缺失</translation>
    </message>
    <message>
        <source>{0} must be above 0.</source>
        <translation>{0} 必须大于 0。</translation>
    </message>
    <message>
        <source>{0} names a file for {1} that is not in this delivery.</source>
        <translation>{0} 为 {1} 指定了不在这份交付中的文件。</translation>
    </message>
    <message>
        <source>{0} names no language (codec_language_id).</source>
        <translation>{0} 没有写明语言（codec_language_id）。</translation>
    </message>
    <message>
        <source>{0} needs a {1} checkpoint, and there is none on this machine.</source>
        <translation>{0}需要 {1} 模型，而这台机器上没有。</translation>
    </message>
    <message>
        <source>{0} needs a {1} checkpoint; “{2}” is {3}.</source>
        <translation>{0}需要 {1} 模型；“{2}”是 {3}。</translation>
    </message>
    <message>
        <source>{0} no voice called “{1}”.</source>
        <translation>{0}没有叫“{1}”的音色。</translation>
    </message>
    <message>
        <source>{0} of {1} current, {2} suspect</source>
        <translation>{1} 句中 {0} 句最新，{2} 句可疑</translation>
    </message>
    <message>
        <source>{0} of {1} current, {2} suspect, {3}</source>
        <translation>{1} 句中 {0} 句最新，{2} 句可疑，{3}</translation>
    </message>
    <message>
        <source>{0} other takes of {1} lines are not in it</source>
        <translation>{1} 句台词的另外 {0} 个版次不在其中</translation>
    </message>
    <message>
        <source>{0} points outside its folder: “{1}”.</source>
        <translation>{0} 指向文件夹之外：“{1}”。</translation>
    </message>
    <message>
        <source>{0} promises tensors its files do not hold: {1}.</source>
        <translation>{0} 列出的张量在文件中不存在：{1}。</translation>
    </message>
    <message>
        <source>{0} reads no phonemes; write how the word is said.</source>
        <translation>{0}不读音素；请写出这个词的念法。</translation>
    </message>
    <message>
        <source>{0} refuses connections.</source>
        <translation>{0} 拒绝连接。</translation>
    </message>
    <message>
        <source>{0} s are short for these words ({1} letters a second).</source>
        <translation>对这些词来说 {0} 秒太短（每秒 {1} 个字母）。</translation>
    </message>
    <message>
        <source>{0} s is too long for its text (at most {1} s expected).</source>
        <translation>{0} 秒对它的文字来说太长（预期至多 {1} 秒）。</translation>
    </message>
    <message>
        <source>{0} s is too short for its text (at least {1} s expected): words may be missing.</source>
        <translation>{0} 秒对它的文字来说太短（预期至少 {1} 秒）：可能漏了词。</translation>
    </message>
    <message>
        <source>{0} s to {1} s is longer than {2} seconds.</source>
        <translation>{0} 秒到 {1} 秒超过了 {2} 秒。</translation>
    </message>
    <message>
        <source>{0} s to {1} s is no stretch of {2}, which is {3} s long.</source>
        <translation>{0} 秒到 {1} 秒不是 {2} 中的片段，它长 {3} 秒。</translation>
    </message>
    <message>
        <source>{0} says custom_voice but names no speaker (spk_id).</source>
        <translation>{0} 写着 custom_voice，却没有列出说话人（spk_id）。</translation>
    </message>
    <message>
        <source>{0} says nothing.</source>
        <translation>{0} 什么也没说。</translation>
    </message>
    <message>
        <source>{0} shows a certificate that cannot be trusted: {1}.</source>
        <translation>{0} 的证书不可信：{1}。</translation>
    </message>
    <message>
        <source>{0} stale</source>
        <translation>{0} 句过期</translation>
    </message>
    <message>
        <source>{0} stale, {1}</source>
        <translation>{0} 句过期，{1}</translation>
    </message>
    <message>
        <source>{0} stands here a second time and was kept as a note.</source>
        <translation>{0} 在此第二次出现，已作为备注保留。</translation>
    </message>
    <message>
        <source>{0} stands in the cast twice; lines go to the first.</source>
        <translation>{0} 在角色表中出现两次；句子归第一个。</translation>
    </message>
    <message>
        <source>{0} stems do not sum to the mix exactly</source>
        <translation>{0} 分轨相加不完全等于混音</translation>
    </message>
    <message>
        <source>{0} still has {1} lines.</source>
        <translation>{0} 还有 {1} 句。</translation>
    </message>
    <message>
        <source>{0} stores {1} as {2}, which this engine does not read.</source>
        <translation>{0} 把 {1} 存为 {2}，本引擎读不了。</translation>
    </message>
    <message>
        <source>{0} takes a number from {1} to {2}, not {3}.</source>
        <translation>{0} 的数值范围是 {1} 到 {2}，而不是 {3}。</translation>
    </message>
    <message>
        <source>{0} takes a whole number, not {1}.</source>
        <translation>{0} 要整数，而不是 {1}。</translation>
    </message>
    <message>
        <source>{0} unchanged files are in the earlier delivery, {1}.</source>
        <translation>{0} 个未改变的文件在先前的交付 {1} 中。</translation>
    </message>
    <message>
        <source>{0} was changed after the export: it {1}.</source>
        <translation>{0} 在导出后被改过：它{1}。</translation>
    </message>
    <message>
        <source>{0} was changed by another program since it was opened.</source>
        <translation>{0} 在打开之后被别的程序改过。</translation>
    </message>
    <message>
        <source>{0} was designed, so there is nobody to ask.</source>
        <translation>{0} 是设计出来的，因此无人可问。</translation>
    </message>
    <message>
        <source>{0} was made by a newer Lineread (format {1}; this one reads up to {2}).</source>
        <translation>{0} 由更新的 Lineread 制作（格式 {1}；此版本最多读到 {2}）。</translation>
    </message>
    <message>
        <source>{0} workers cannot be.</source>
        <translation>不能有 {0} 个工作进程。</translation>
    </message>
    <message>
        <source>{0} would be written by {1}.</source>
        <translation>{0} 会由 {1} 写出。</translation>
    </message>
    <message>
        <source>{0}.wav is taken, so it becomes {1}.wav</source>
        <translation>{0}.wav 已被占用，改为 {1}.wav</translation>
    </message>
    <message>
        <source>{0}/{1} is no time signature.</source>
        <translation>{0}/{1} 不是拍号。</translation>
    </message>
    <message>
        <source>{0}: {1} cannot be {2}.</source>
        <translation>{0}：{1} 不能是 {2}。</translation>
    </message>
    <message>
        <source>{0}Choose from {1}.</source>
        <translation>{0}请从 {1} 中选择。</translation>
    </message>
    <message>
        <source>{0}Known are {1}.</source>
        <translation>{0}已知的有 {1}。</translation>
    </message>
    <message>
        <source>{0}There are: {1}.</source>
        <translation>{0}可用的有：{1}。</translation>
    </message>
    <message>
        <source>{0}`lineread voices` lists them.</source>
        <translation>{0}`lineread voices` 会列出它们。</translation>
    </message>
    <message>
        <source>{0}{1} is taken, so it becomes {2}{3}</source>
        <translation>{0}{1} 已被占用，改为 {2}{3}</translation>
    </message>
    <message>
        <source>“{0}={1}” is no number; it was left out.</source>
        <translation>“{0}={1}”不是数字，已略去。</translation>
    </message>
    <message>
        <source>“{0}” has no voice called “{1}”.</source>
        <translation>“{0}”没有叫“{1}”的音色。</translation>
    </message>
    <message>
        <source>“{0}” is no address of a server.</source>
        <translation>“{0}”不是服务器地址。</translation>
    </message>
    <message>
        <source>“{0}” is not a date.</source>
        <translation>“{0}”不是日期。</translation>
    </message>
    <message>
        <source>“{0}” is over after {1} s: words may be missing.</source>
        <translation>“{0}”在 {1} 秒后就结束：可能漏了词。</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
</context>
<context>
    <name>CastPanel</name>
    <message>
        <source>Cast</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Voices</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>设计</translation>
    </message>
    <message>
        <source>&amp;Cast</source>
        <translation>角色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Characters</source>
        <translation>角色表(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Voice library</source>
        <translation>音色库(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Design a voice…</source>
        <translation>设计音色(&amp;D)…</translation>
    </message>
    <message>
        <source>C&amp;lone a voice from a recording…</source>
        <translation>从录音克隆音色(&amp;L)…</translation>
    </message>
    <message>
        <source>Cast &amp;everyone without a voice</source>
        <translation>为所有未配音色的角色分配音色(&amp;E)</translation>
    </message>
    <message>
        <source>Cast everyone without a voice (%1)</source>
        <translation>为未配音色的角色分配音色（%1）</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 个角色</translation>
    </message>
    <message>
        <source>Nobody is here yet. Write a line with a name before it, or add a character here.</source>
        <translation>还没有角色。写一句前面带名字的台词，或在此添加角色。</translation>
    </message>
    <message>
        <source>Defaults that the lines inherit: %1</source>
        <translation>台词继承的默认值：%1</translation>
    </message>
    <message>
        <source>Lines of %1: %2. Who speaks them from now on?</source>
        <translation>%1 的台词：%2 句。今后由谁来说？</translation>
    </message>
    <message>
        <source>Give voices</source>
        <translation>分配音色</translation>
    </message>
    <message>
        <source>Select a character to give it a voice, a colour and a manner.</source>
        <translation>选择一个角色，为其设定音色、颜色和表演方式。</translation>
    </message>
    <message>
        <source>Change %1 of %2 characters</source>
        <translation>更改 %2 个角色的%1</translation>
    </message>
    <message>
        <source>Change %1 of %2</source>
        <translation>更改 %2 的%1</translation>
    </message>
    <message>
        <source>There is no voice to hear yet; choose one.</source>
        <translation>还没有可试听的音色，请先选择。</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>Rename to %1</source>
        <translation>重命名为 %1</translation>
    </message>
    <message>
        <source>Somebody has to speak the lines.</source>
        <translation>台词总得有人说。</translation>
    </message>
    <message>
        <source>Add a character first.</source>
        <translation>请先添加一个角色。</translation>
    </message>
    <message>
        <source>Delete characters</source>
        <translation>删除角色</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Cast everyone</source>
        <translation>为全部角色分配音色</translation>
    </message>
    <message>
        <source>Select the characters first.</source>
        <translation>请先选择角色。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Add voices</source>
        <translation>添加音色</translation>
    </message>
    <message>
        <source>Remove voices</source>
        <translation>移除音色</translation>
    </message>
    <message>
        <source>Keep the voice %1</source>
        <translation>保留音色 %1</translation>
    </message>
    <message>
        <source>%1 is in the project now.</source>
        <translation>%1 已加入项目。</translation>
    </message>
    <message>
        <source>%1 speaks for %2 now.</source>
        <translation>%2 现在使用音色 %1。</translation>
    </message>
</context>
<context>
    <name>CharacterChooser</name>
    <message>
        <source>Who speaks</source>
        <translation>说话的角色</translation>
    </message>
    <message>
        <source>Name, or a new one</source>
        <translation>角色名，或输入新名称</translation>
    </message>
    <message>
        <source>Name of the character</source>
        <translation>角色名称</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>New character “{name}”</source>
        <translation>新建角色“{name}”</translation>
    </message>
    <message>
        <source>Rename {old} to “{name}”</source>
        <translation>将 {old} 重命名为“{name}”</translation>
    </message>
</context>
<context>
    <name>CharactersPage</name>
    <message>
        <source>Character</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>台词</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>New character</source>
        <translation>新角色</translation>
    </message>
    <message>
        <source>Name of a new character</source>
        <translation>新角色的名字</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Track gain</source>
        <translation>音轨增益</translation>
    </message>
    <message>
        <source>Hear the voice</source>
        <translation>试听音色</translation>
    </message>
</context>
<context>
    <name>CheatSheet</name>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Find a command or keys</source>
        <translation>查找命令或按键</translation>
    </message>
    <message>
        <source>Commands and their shortcuts</source>
        <translation>命令及其快捷键</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新快捷键</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>All back to the default</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>New keys:</source>
        <translation>新快捷键：</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Changed; by default {keys}</source>
        <translation>已更改；默认为 {keys}</translation>
    </message>
    <message>
        <source>Take the keys</source>
        <translation>改用此按键</translation>
    </message>
    <message>
        <source>This command works while you type: its keys need Ctrl or Alt, or are a function key.</source>
        <translation>此命令在输入文字时也有效：按键须含 Ctrl 或 Alt，或为功能键。</translation>
    </message>
    <message>
        <source>{keys} belongs to “{other}”.</source>
        <translation>{keys} 已用于“{other}”。</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Quick choices: {field}</source>
        <translation>快捷选择：{field}</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>beside</source>
        <translation>旁置</translation>
    </message>
    <message>
        <source>character</source>
        <translation>按角色</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>所选</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>flac</source>
        <translation>FLAC</translation>
    </message>
    <message>
        <source>flag</source>
        <translation>仅标记</translation>
    </message>
    <message>
        <source>float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>利用空隙</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>内含</translation>
    </message>
    <message>
        <source>json</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>line</source>
        <translation>按句</translation>
    </message>
    <message>
        <source>lineread</source>
        <translation>Lineread</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>台词</translation>
    </message>
    <message>
        <source>markers</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>单声道</translation>
    </message>
    <message>
        <source>mp3</source>
        <translation>MP3</translation>
    </message>
    <message>
        <source>narrator</source>
        <translation>旁白</translation>
    </message>
    <message>
        <source>natural</source>
        <translation>自然</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>ogg</source>
        <translation>Ogg</translation>
    </message>
    <message>
        <source>opus</source>
        <translation>Opus</translation>
    </message>
    <message>
        <source>remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>按采样</translation>
    </message>
    <message>
        <source>scenes</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>script</source>
        <translation>按剧本</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>sentence</source>
        <translation>按句子</translation>
    </message>
    <message>
        <source>sheet</source>
        <translation>按表格</translation>
    </message>
    <message>
        <source>stems</source>
        <translation>分轨</translation>
    </message>
    <message>
        <source>stereo</source>
        <translation>立体声</translation>
    </message>
    <message>
        <source>stretch</source>
        <translation>变速</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>tsv</source>
        <translation>TSV</translation>
    </message>
    <message>
        <source>wav</source>
        <translation>WAV</translation>
    </message>
    <message>
        <source>whisper</source>
        <translation>Whisper</translation>
    </message>
    <message>
        <source>xml</source>
        <translation>XML</translation>
    </message>
</context>
<context>
    <name>ChoiceField</name>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Inherit</source>
        <translation>继承</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>多个值</translation>
    </message>
</context>
<context>
    <name>CloneDialog</name>
    <message>
        <source>Another mood for %1</source>
        <translation>%1 的另一种情绪</translation>
    </message>
    <message>
        <source>Clone a voice from a recording</source>
        <translation>从录音克隆音色</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意书</translation>
    </message>
    <message>
        <source>Only with the consent of the person whose voice it is. It is kept with the voice and goes into every export.</source>
        <translation>必须征得声音本人的同意。同意书与声音一同保存，并写入每次导出。</translation>
    </message>
    <message>
        <source>What is still missing</source>
        <translation>还缺什么</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>克隆</translation>
    </message>
    <message>
        <source>3 to 30 seconds of one person speaking</source>
        <translation>一个人说话的 3 到 30 秒录音</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>From, in seconds</source>
        <translation>起点（秒）</translation>
    </message>
    <message>
        <source>To, in seconds</source>
        <translation>终点（秒）</translation>
    </message>
    <message>
        <source>▶ Hear</source>
        <translation>▶ 试听</translation>
    </message>
    <message>
        <source>Hear what is taken</source>
        <translation>试听所取片段</translation>
    </message>
    <message>
        <source>What is to be said of the recording</source>
        <translation>对录音的说明</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Name of the voice</source>
        <translation>音色名称</translation>
    </message>
    <message>
        <source>Exactly what is said. Without it only the sound of the voice is taken, not its manner.</source>
        <translation>录音中一字不差的原话。没有原话时只取音色，不取语气。</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>原话</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>情绪</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Sound files</source>
        <translation>声音文件</translation>
    </message>
    <message>
        <source>Choose a recording</source>
        <translation>选择录音</translation>
    </message>
    <message>
        <source>Listening …</source>
        <translation>正在听…</translation>
    </message>
    <message>
        <source>%1 s are taken; the voice is %2 dB above the noise and reaches %3 kHz.</source>
        <translation>取 %1 秒；人声高出噪声 %2 dB，频率达 %3 kHz。</translation>
    </message>
    <message>
        <source>No engine here speaks from recordings.</source>
        <translation>这里没有能用录音说话的引擎。</translation>
    </message>
    <message>
        <source>Choose a recording.</source>
        <translation>请选择录音。</translation>
    </message>
    <message>
        <source>This recording will not do.</source>
        <translation>这段录音不能用。</translation>
    </message>
    <message>
        <source>Choose 3 to 30 seconds of it.</source>
        <translation>请选取其中 3 到 30 秒。</translation>
    </message>
    <message>
        <source>Give the voice a name.</source>
        <translation>请给音色起个名字。</translation>
    </message>
    <message>
        <source>Say who agreed, what for and when.</source>
        <translation>请写明谁同意、用途和日期。</translation>
    </message>
</context>
<context>
    <name>ColorField</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Other colour…</source>
        <translation>其他颜色…</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>多个值</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>own</source>
        <translation>自定</translation>
    </message>
</context>
<context>
    <name>ColumnChoice</name>
    <message>
        <source>Id of the line</source>
        <translation>台词编号</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>说话者</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>台词内容</translation>
    </message>
</context>
<context>
    <name>ColumnHeader</name>
    <message>
        <source>Character</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>台词</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>停顿</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>版次</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Not possible at the moment.</source>
        <translation>目前无法执行。</translation>
    </message>
    <message>
        <source>{command}: {step}</source>
        <translation>{command}：{step}</translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>Consent for %1</source>
        <translation>%1 的同意书</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>A cloned voice speaks only with the consent of the person it belongs to. It is kept with the voice and goes into every export.</source>
        <translation>克隆的音色只有在本人同意后才能说话。同意书与音色一同保存，并写入每次导出。</translation>
    </message>
</context>
<context>
    <name>ConsentForm</name>
    <message>
        <source>the person whose voice it is</source>
        <translation>声音的本人</translation>
    </message>
    <message>
        <source>Who agreed</source>
        <translation>同意人</translation>
    </message>
    <message>
        <source>the audio drama Lighthouse</source>
        <translation>广播剧《灯塔》</translation>
    </message>
    <message>
        <source>What the voice may be used for</source>
        <translation>音色可用于什么</translation>
    </message>
    <message>
        <source>The day of the consent</source>
        <translation>同意的日期</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日期</translation>
    </message>
</context>
<context>
    <name>ContextMenus</name>
    <message>
        <source>Playhead here</source>
        <translation>播放头移到这里</translation>
    </message>
    <message>
        <source>Rename the track…</source>
        <translation>重命名音轨…</translation>
    </message>
    <message>
        <source>Colour of the track…</source>
        <translation>音轨颜色…</translation>
    </message>
    <message>
        <source>Mute the track</source>
        <translation>音轨静音</translation>
    </message>
    <message>
        <source>Solo the track</source>
        <translation>音轨独奏</translation>
    </message>
    <message>
        <source>Reset the track&apos;s gain</source>
        <translation>重置音轨增益</translation>
    </message>
    <message>
        <source>Select the track&apos;s lines</source>
        <translation>选择音轨上的台词</translation>
    </message>
    <message>
        <source>Reset track gain</source>
        <translation>重置音轨增益</translation>
    </message>
</context>
<context>
    <name>Control</name>
    <message>
        <source>Voice</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>Emotion</source>
        <translation>情绪</translation>
    </message>
    <message>
        <source>Intensity</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>语速</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>音高</translation>
    </message>
    <message>
        <source>Intonation</source>
        <translation>语调起伏</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Breath</source>
        <translation>气声</translation>
    </message>
    <message>
        <source>Whisper</source>
        <translation>耳语</translation>
    </message>
    <message>
        <source>Emphasis</source>
        <translation>重音</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>指导语</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>停顿</translation>
    </message>
    <message>
        <source>Pause before</source>
        <translation>前停顿</translation>
    </message>
    <message>
        <source>Pause after</source>
        <translation>后停顿</translation>
    </message>
    <message>
        <source>Clip gain</source>
        <translation>片段增益</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>音效</translation>
    </message>
    <message>
        <source>Said as</source>
        <translation>读作</translation>
    </message>
</context>
<context>
    <name>Differences</name>
    <message numerus="yes">
        <source>%n line(s) changed</source>
        <translation>
            <numerusform>%n 句有改动</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) new</source>
        <translation>
            <numerusform>新增 %n 句</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) gone</source>
        <translation>
            <numerusform>删去 %n 句</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) moved</source>
        <translation>
            <numerusform>移动 %n 句</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) in the cast</source>
        <translation>
            <numerusform>角色与音色 %n 处改动</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other change(s)</source>
        <translation>
            <numerusform>其他 %n 处改动</numerusform>
        </translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>new: {what}</source>
        <translation>新增：{what}</translation>
    </message>
    <message>
        <source>changed: {what}</source>
        <translation>改动：{what}</translation>
    </message>
    <message>
        <source>gone: {what}</source>
        <translation>移除：{what}</translation>
    </message>
    <message>
        <source>moved: {what}</source>
        <translation>移动：{what}</translation>
    </message>
    <message>
        <source>line</source>
        <translation>台词</translation>
    </message>
    <message>
        <source>character</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>pronunciation</source>
        <translation>读音</translation>
    </message>
    <message>
        <source>marker</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation>{field}：{value}</translation>
    </message>
    <message>
        <source>{field}: no longer {value}</source>
        <translation>{field}：不再是 {value}</translation>
    </message>
    <message>
        <source>{field}: {before} → {after}</source>
        <translation>{field}：{before} → {after}</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>breath</source>
        <translation>气声</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>direction</source>
        <translation>指导语</translation>
    </message>
    <message>
        <source>emotion</source>
        <translation>情绪</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>level</source>
        <translation>电平</translation>
    </message>
    <message>
        <source>intensity</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>pause after</source>
        <translation>后停顿</translation>
    </message>
    <message>
        <source>pause before</source>
        <translation>前停顿</translation>
    </message>
    <message>
        <source>phonemes</source>
        <translation>音素</translation>
    </message>
    <message>
        <source>pitch</source>
        <translation>音高</translation>
    </message>
    <message>
        <source>intonation</source>
        <translation>语调</translation>
    </message>
    <message>
        <source>place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>sample rate</source>
        <translation>采样率</translation>
    </message>
    <message>
        <source>said as</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>读法</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>语速</translation>
    </message>
    <message>
        <source>start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>take</source>
        <translation>版次</translation>
    </message>
    <message>
        <source>volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>whisper</source>
        <translation>耳语</translation>
    </message>
    <message>
        <source>pause after a sentence</source>
        <translation>句号后的停顿</translation>
    </message>
    <message>
        <source>pause after a question</source>
        <translation>问号后的停顿</translation>
    </message>
    <message>
        <source>pause after an exclamation</source>
        <translation>感叹号后的停顿</translation>
    </message>
    <message>
        <source>pause after a comma</source>
        <translation>逗号后的停顿</translation>
    </message>
    <message>
        <source>pause after …</source>
        <translation>省略号后的停顿……</translation>
    </message>
    <message>
        <source>pause after a dash</source>
        <translation>破折号后的停顿</translation>
    </message>
    <message>
        <source>pause after a scene</source>
        <translation>场景后的停顿</translation>
    </message>
    <message>
        <source>silence at the beginning</source>
        <translation>开头的静音</translation>
    </message>
</context>
<context>
    <name>Emotion</name>
    <message>
        <source>Neutral</source>
        <translation>中性</translation>
    </message>
    <message>
        <source>Happy</source>
        <translation>高兴</translation>
    </message>
    <message>
        <source>Excited</source>
        <translation>兴奋</translation>
    </message>
    <message>
        <source>Sad</source>
        <translation>悲伤</translation>
    </message>
    <message>
        <source>Angry</source>
        <translation>愤怒</translation>
    </message>
    <message>
        <source>Afraid</source>
        <translation>恐惧</translation>
    </message>
    <message>
        <source>Tender</source>
        <translation>温柔</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>平静</translation>
    </message>
    <message>
        <source>Serious</source>
        <translation>严肃</translation>
    </message>
    <message>
        <source>Sarcastic</source>
        <translation>讽刺</translation>
    </message>
    <message>
        <source>Tired</source>
        <translation>疲惫</translation>
    </message>
    <message>
        <source>Surprised</source>
        <translation>惊讶</translation>
    </message>
    <message>
        <source>Bored</source>
        <translation>厌倦</translation>
    </message>
    <message>
        <source>Disgusted</source>
        <translation>厌恶</translation>
    </message>
    <message>
        <source>Proud</source>
        <translation>自豪</translation>
    </message>
</context>
<context>
    <name>EmptyScript</name>
    <message>
        <source>Nothing is written yet</source>
        <translation>还没有台词</translation>
    </message>
    <message>
        <source>Press Enter and write the first line, or paste a script: “ANN: Hello there.”
A file can be dropped here too: text, screenplay, subtitles or a table.</source>
        <translation>按回车键写下第一句台词，或粘贴剧本：“ANN: Hello there.”
也可以把文件拖到这里：文本、剧本、字幕或表格。</translation>
    </message>
    <message>
        <source>Write the first line</source>
        <translation>写第一句台词</translation>
    </message>
</context>
<context>
    <name>EnginesPage</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Add a checkpoint…</source>
        <translation>添加模型…</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>The files stay where they are.</source>
        <translation>文件留在原处。</translation>
    </message>
    <message>
        <source>Address of a speech server</source>
        <translation>语音服务器的地址</translation>
    </message>
    <message>
        <source>Add the server</source>
        <translation>添加服务器</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>{folder} (not there)</source>
        <translation>{folder}（不存在）</translation>
    </message>
    <message>
        <source>speech server</source>
        <translation>语音服务器</translation>
    </message>
    <message>
        <source>None was added; the embedded voices need none.</source>
        <translation>尚未添加；内置音色不需要模型。</translation>
    </message>
    <message>
        <source>A folder with a checkpoint</source>
        <translation>含有模型的文件夹</translation>
    </message>
    <message>
        <source>Added: {names}.</source>
        <translation>已添加：{names}。</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>请重新下载。</translation>
    </message>
    <message>
        <source>{name} is whole.</source>
        <translation>{name} 完好。</translation>
    </message>
    <message>
        <source>{name} is forgotten; its files are where they were.</source>
        <translation>{name} 已移除；文件仍在原处。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>读取中…</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>The export stopped: {reason}.</source>
        <translation>导出已停止：{reason}。</translation>
    </message>
    <message>
        <source>This is a defect; the log has the details.</source>
        <translation>这是程序缺陷；详情见日志。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Exporters</source>
        <translation>导出格式</translation>
    </message>
    <message>
        <source>Options of the chosen exporters</source>
        <translation>所选导出器的选项</translation>
    </message>
    <message>
        <source>{name} delivery</source>
        <translation>{name} 交付</translation>
    </message>
    <message>
        <source>Folder of the delivery</source>
        <translation>交付文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Only what changed since the last delivery</source>
        <translation>仅导出上次交付后改动的内容</translation>
    </message>
    <message>
        <source>Files of unchanged lines stay as they are; CHANGES.csv lists the others.</source>
        <translation>未改动台词的文件保持不变；其余列在 CHANGES.csv 中。</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>The preset wants exporters that are not here: {names}.</source>
        <translation>该预设需要此处没有的导出器：{names}。</translation>
    </message>
    <message>
        <source>Choose what to export.</source>
        <translation>请选择导出内容。</translation>
    </message>
    <message>
        <source>Since the last delivery: {changes}.</source>
        <translation>自上次交付以来：{changes}。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancelled; the folder is as it was.</source>
        <translation>已取消，文件夹保持原样。</translation>
    </message>
</context>
<context>
    <name>ExportPreview</name>
    <message>
        <source>Files that will be written</source>
        <translation>将写入的文件</translation>
    </message>
    <message>
        <source>States of the lines</source>
        <translation>台词的状态</translation>
    </message>
    <message>
        <source>Render the lines that are not current</source>
        <translation>渲染尚未是最新的台词</translation>
    </message>
    <message>
        <source>What will be lost</source>
        <translation>会丢失的内容</translation>
    </message>
    <message>
        <source>collides</source>
        <translation>重名</translation>
    </message>
    <message>
        <source>replaces</source>
        <translation>替换</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>另有 %Ln 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) collide.</source>
        <translation>
            <numerusform>%n 个名称重复。</numerusform>
        </translation>
    </message>
    <message>
        <source>replaced · {size}</source>
        <translation>已替换 · {size}</translation>
    </message>
    <message numerus="yes">
        <source>Written: %n file(s)</source>
        <translation>
            <numerusform>已写入 %n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Render %Ln line(s)</source>
        <translation>
            <numerusform>渲染 %Ln 句</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Reset: inherit again</source>
        <translation>重置：恢复继承</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置%1</translation>
    </message>
    <message>
        <source>The selected lines differ.</source>
        <translation>所选台词的值不同。</translation>
    </message>
    <message>
        <source>Set here.</source>
        <translation>在此设定。</translation>
    </message>
    <message>
        <source>Inherited %1.</source>
        <translation>继承：%1。</translation>
    </message>
    <message>
        <source>The default.</source>
        <translation>默认值。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Take the unsaved work</source>
        <translation>采用未保存的内容</translation>
    </message>
    <message>
        <source>The unsaved work is a project of its own: {folder}.</source>
        <translation>未保存的内容已成为单独的项目：{folder}。</translation>
    </message>
    <message>
        <source>Choose a script</source>
        <translation>选择剧本</translation>
    </message>
    <message>
        <source>Where to keep the project</source>
        <translation>项目保存位置</translation>
    </message>
    <message>
        <source>Open the project whose lines these recordings are.</source>
        <translation>请打开这些录音所属的项目。</translation>
    </message>
    <message>
        <source>There is no project to import into.</source>
        <translation>没有可导入的项目。</translation>
    </message>
    <message numerus="yes">
        <source>Rendering goes on with %n line(s) that were waiting when the program ended.</source>
        <translation>
            <numerusform>继续渲染程序结束时等待的 %n 句。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the changes to {name}?</source>
        <translation>要保存对 {name} 的更改吗？</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>项目另存为</translation>
    </message>
    <message>
        <source>Copying the project…</source>
        <translation>正在复制项目……</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter lines</source>
        <translation>筛选台词</translation>
    </message>
    <message>
        <source>Show only lines with this text</source>
        <translation>只显示含此文字的台词</translation>
    </message>
    <message>
        <source>Show only lines of this character</source>
        <translation>只显示该角色的台词</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Show all lines</source>
        <translation>显示全部台词</translation>
    </message>
    <message>
        <source>{shown} of {lines}</source>
        <translation>{shown} / {lines}</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>全部角色</translation>
    </message>
    <message>
        <source>pick-up</source>
        <translation>补录</translation>
    </message>
    <message>
        <source>over slot</source>
        <translation>超出时段</translation>
    </message>
    <message>
        <source>Show lines that are: {word}</source>
        <translation>显示此状态的台词：{word}</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find and replace</source>
        <translation>查找和替换</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Match upper and lower case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Only in the lines that are selected now</source>
        <translation>仅在现在选中的句子中</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
    <message>
        <source>Replace this place</source>
        <translation>替换此处</translation>
    </message>
    <message>
        <source>Replace every place</source>
        <translation>替换每一处</translation>
    </message>
    <message>
        <source>Not a pattern: {reason}</source>
        <translation>表达式无效：{reason}</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>{at} of {places}</source>
        <translation>{at} / {places}</translation>
    </message>
    <message>
        <source>1 place</source>
        <translation>1 处</translation>
    </message>
    <message>
        <source>{places} places</source>
        <translation>{places} 处</translation>
    </message>
    <message>
        <source>{places}, in the lines shown</source>
        <translation>{places}（在显示的台词中）</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>surprised, faster towards the end</source>
        <translation>惊讶，越说越快</translation>
    </message>
    <message>
        <source>approved, pick-up, …</source>
        <translation>通过、补录……</translation>
    </message>
    <message>
        <source>never spoken</source>
        <translation>不会念出</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>from punctuation</source>
        <translation>由标点决定</translation>
    </message>
    <message>
        <source>from the line before</source>
        <translation>由上一句决定</translation>
    </message>
    <message>
        <source>from the project</source>
        <translation>来自项目</translation>
    </message>
    <message>
        <source>no voice yet</source>
        <translation>尚无音色</translation>
    </message>
    <message>
        <source>%1 take no directions in words.</source>
        <translation>%1 不接受文字指导。</translation>
    </message>
    <message>
        <source>%1 have no such control.</source>
        <translation>%1 没有这项控制。</translation>
    </message>
    <message>
        <source>Choose an emotion first.</source>
        <translation>请先选择情绪。</translation>
    </message>
    <message>
        <source>%1 do not know this emotion; it is left out.</source>
        <translation>%1 不支持这种情绪，将被忽略。</translation>
    </message>
    <message>
        <source>%1 do not speak this language.</source>
        <translation>%1 不支持这种语言。</translation>
    </message>
    <message>
        <source>This voice does %1 to %2; the nearest value is used.</source>
        <translation>该音色支持 %1 到 %2，将取最接近的值。</translation>
    </message>
    <message>
        <source>%1 do not know this emotion.</source>
        <translation>%1 不支持这种情绪。</translation>
    </message>
    <message>
        <source>%1 (not with %2)</source>
        <translation>%1（%2 不支持）</translation>
    </message>
</context>
<context>
    <name>GainField</name>
    <message>
        <source> dB</source>
        <translation> dB</translation>
    </message>
</context>
<context>
    <name>Gestures</name>
    <message>
        <source>{name} at {position}</source>
        <translation>{name}，位于 {position}</translation>
    </message>
</context>
<context>
    <name>Headers</name>
    <message>
        <source>No characters yet</source>
        <translation>还没有角色</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Documentation</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>The page</source>
        <translation>当前页面</translation>
    </message>
    <message>
        <source>The program was installed without its documentation.</source>
        <translation>安装的程序不含文档。</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n 段录音</numerusform>
        </translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation>导入 {name}</translation>
    </message>
    <message>
        <source>{title} ({place})</source>
        <translation>{title}（{place}）</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>将发生的更改</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>台词</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Keep lines that the file no longer has</source>
        <translation>保留文件中已没有的台词</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message numerus="yes">
        <source>Keep the %n line(s) that the file does not have</source>
        <translation>
            <numerusform>保留文件中没有的 %n 句台词</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the column that has what is said.</source>
        <translation>请选择台词内容所在的列。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln 句改动</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln 句新增</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gone</source>
        <translation>
            <numerusform>%Ln 句移除</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved</source>
        <translation>
            <numerusform>%Ln 句移动</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln recording(s)</source>
        <translation>
            <numerusform>%Ln 段录音</numerusform>
        </translation>
    </message>
    <message>
        <source>place in time</source>
        <translation>时间位置</translation>
    </message>
    <message>
        <source>pronunciation</source>
        <translation>读音</translation>
    </message>
    <message>
        <source>other columns</source>
        <translation>其他列</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>take</source>
        <translation>版次</translation>
    </message>
    <message>
        <source>nothing changed</source>
        <translation>没有更改</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln 条备注</numerusform>
        </translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>A folder of recordings</source>
        <translation>录音文件夹</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>第 {number} 个，共 {count} 个</translation>
    </message>
    <message>
        <source>The import was cancelled; the script is as it was.</source>
        <translation>导入已取消；剧本保持原样。</translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation>导入 {name}</translation>
    </message>
    <message>
        <source>Taking the recordings in…</source>
        <translation>正在导入录音……</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Scripts ({patterns});;All files (*)</source>
        <translation>剧本 ({patterns});;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>表演</translation>
    </message>
    <message>
        <source>Timing and take</source>
        <translation>时间与版次</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>制作</translation>
    </message>
    <message>
        <source>Delivery plan</source>
        <translation>表演方案</translation>
    </message>
    <message>
        <source>Hear the line with this voice (right click: a sample of the voice)</source>
        <translation>用该音色试听台词（右键：音色样例）</translation>
    </message>
    <message>
        <source>Re-roll: the next seed, another reading</source>
        <translation>重新生成：换下一个种子，另读一遍</translation>
    </message>
    <message>
        <source>&amp;Direct</source>
        <translation>指导(&amp;D)</translation>
    </message>
    <message>
        <source>Re-roll</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Direct the selected lines</source>
        <translation>指导所选台词</translation>
    </message>
    <message>
        <source>Hear the line as directed</source>
        <translation>按指导试听台词</translation>
    </message>
    <message>
        <source>Hear a sample of the voice</source>
        <translation>试听音色样例</translation>
    </message>
    <message>
        <source>Apply the line’s direction to the selection</source>
        <translation>将本句的指导应用于所选台词</translation>
    </message>
    <message>
        <source>Make the direction the character’s default</source>
        <translation>将指导设为角色默认</translation>
    </message>
    <message>
        <source>Reset the direction</source>
        <translation>重置指导</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>Select a line in the script or on the timeline to direct it.</source>
        <translation>在剧本或时间线上选择一句台词进行指导。</translation>
    </message>
    <message>
        <source>%1 lines · %2</source>
        <translation>%1 句台词 · %2</translation>
    </message>
    <message>
        <source>Line %1 · %2</source>
        <translation>第 %1 句 · %2</translation>
    </message>
    <message>
        <source>Spoken plainly: no control is set.</source>
        <translation>平实地说：未设定任何控制。</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>更改%1</translation>
    </message>
    <message>
        <source>Change %1 of %2 lines</source>
        <translation>更改 %2 句台词的%1</translation>
    </message>
    <message>
        <source>Make it the default of %1</source>
        <translation>设为 %1 的默认值</translation>
    </message>
    <message>
        <source>Apply to the selection</source>
        <translation>应用于所选台词</translation>
    </message>
    <message>
        <source>Make %1 the default</source>
        <translation>将%1设为默认</translation>
    </message>
    <message>
        <source>There is no voice to hear yet; choose one.</source>
        <translation>还没有可试听的音色，请先选择。</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩语</translation>
    </message>
    <message>
        <source>German</source>
        <translation>德语</translation>
    </message>
    <message>
        <source>French</source>
        <translation>法语</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>俄语</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>葡萄牙语</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>西班牙语</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>意大利语</translation>
    </message>
</context>
<context>
    <name>LexiconPanel</name>
    <message>
        <source>Pronunciation</source>
        <translation>读音</translation>
    </message>
    <message>
        <source>Search words</source>
        <translation>搜索词语</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>Said like</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>台词</translation>
    </message>
    <message>
        <source>Pronunciations</source>
        <translation>读音表</translation>
    </message>
    <message>
        <source>▶ Hear</source>
        <translation>▶ 试听</translation>
    </message>
    <message>
        <source>Hear the word</source>
        <translation>试听词语</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>No word is said differently yet. Select one in the script and press Ctrl+P, or add one here.</source>
        <translation>还没有特殊读音。在剧本中选中词语并按 Ctrl+P，或在此添加。</translation>
    </message>
    <message>
        <source>&amp;Cast</source>
        <translation>角色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Say it like this…</source>
        <translation>指定读音(&amp;S)…</translation>
    </message>
    <message>
        <source>Change how the selected word is said</source>
        <translation>更改所选词语的读音</translation>
    </message>
    <message>
        <source>project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 句</translation>
    </message>
    <message>
        <source>No line with a voice says this word.</source>
        <translation>没有已配音色的台词含有这个词。</translation>
    </message>
    <message>
        <source>Say “%1” as usual</source>
        <translation>恢复“%1”的常规读音</translation>
    </message>
</context>
<context>
    <name>LineEditor</name>
    <message>
        <source>Text of the line</source>
        <translation>台词文字</translation>
    </message>
</context>
<context>
    <name>LoudnessMeter</name>
    <message>
        <source>Loudness</source>
        <translation>响度</translation>
    </message>
    <message>
        <source>Momentary loudness {loudness} LUFS, highest true peak {peak} dBTP. Click to forget the peak.</source>
        <translation>瞬时响度 {loudness} LUFS，最高真峰值 {peak} dBTP。单击清除峰值。</translation>
    </message>
    <message>
        <source>{level} LUFS</source>
        <translation>{level} LUFS</translation>
    </message>
    <message>
        <source>{level} dBTP</source>
        <translation>{level} dBTP</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Ru&amp;ler</source>
        <translation>标尺(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Markers and region</source>
        <translation>标记与区域(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Clips</source>
        <translation>片段(&amp;C)</translation>
    </message>
    <message>
        <source>Trac&amp;ks</source>
        <translation>轨道(&amp;K)</translation>
    </message>
</context>
<context>
    <name>MessagesPanel</name>
    <message>
        <source>Message history</source>
        <translation>消息记录</translation>
    </message>
    <message>
        <source>Only warnings and errors</source>
        <translation>仅警告和错误</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>The selected messages, or all of them.</source>
        <translation>复制所选消息；未选则复制全部。</translation>
    </message>
    <message>
        <source>Nothing was said yet. Notices, warnings and errors are kept here.</source>
        <translation>还没有消息。通知、警告和错误都保留在这里。</translation>
    </message>
</context>
<context>
    <name>Method</name>
    <message>
        <source>by the model</source>
        <translation>由模型</translation>
    </message>
    <message>
        <source>in the voice</source>
        <translation>由音色参数</translation>
    </message>
    <message>
        <source>in words</source>
        <translation>由文字指令</translation>
    </message>
    <message>
        <source>in pieces</source>
        <translation>分段</translation>
    </message>
    <message>
        <source>stretched</source>
        <translation>时间伸缩</translation>
    </message>
    <message>
        <source>level</source>
        <translation>电平</translation>
    </message>
    <message>
        <source>respelled</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>cannot</source>
        <translation>不支持</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Remark on the line</source>
        <translation>台词备注</translation>
    </message>
    <message>
        <source>A remark, never spoken</source>
        <translation>备注，不会念出</translation>
    </message>
    <message>
        <source>Ctrl+Enter keeps it, Esc leaves it as it was</source>
        <translation>Ctrl+Enter 保存，Esc 放弃更改</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>“%1” is not a number.</source>
        <translation>“%1”不是数字。</translation>
    </message>
    <message>
        <source>%1 goes from %2 to %3; it is %4 now.</source>
        <translation>%1的范围是 %2 到 %3，现在为 %4。</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>多个值</translation>
    </message>
</context>
<context>
    <name>Pace</name>
    <message>
        <source>about a second</source>
        <translation>约 1 秒</translation>
    </message>
    <message>
        <source>about {count} seconds</source>
        <translation>约 {count} 秒</translation>
    </message>
    <message>
        <source>about a minute</source>
        <translation>约 1 分钟</translation>
    </message>
    <message>
        <source>about {count} minutes</source>
        <translation>约 {count} 分钟</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>输入命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Matching commands</source>
        <translation>匹配的命令</translation>
    </message>
    <message>
        <source>No command is called that. Fewer letters find more.</source>
        <translation>没有这样的命令。少输几个字可找到更多。</translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message>
        <source>Delivery plan</source>
        <translation>表演方案</translation>
    </message>
    <message>
        <source>≈ %1</source>
        <translation>≈ %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>查找设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Engines and models</source>
        <translation>引擎和模型</translation>
    </message>
    <message>
        <source>No setting is called that. Fewer letters find more.</source>
        <translation>没有这样的设置。少输几个字可找到更多。</translation>
    </message>
    <message>
        <source>Reset this page</source>
        <translation>重置本页</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>{setting}: back to the default</source>
        <translation>{setting}：恢复默认</translation>
    </message>
    <message>
        <source>beside the project</source>
        <translation>在项目旁边</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Deliveries go to</source>
        <translation>交付文件夹</translation>
    </message>
    <message>
        <source>Open the window again now</source>
        <translation>立即重新打开窗口</translation>
    </message>
    <message>
        <source>The window speaks its new language when it is opened the next time.</source>
        <translation>窗口下次打开时使用新的语言。</translation>
    </message>
    <message>
        <source>Look for it again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Clear what nothing uses…</source>
        <translation>清除不再使用的版次…</translation>
    </message>
    <message>
        <source>Nothing uses takes that were binned, and those of lines that undo cannot bring back.</source>
        <translation>“不再使用”指已丢弃的版次，以及无法再撤销恢复的台词的版次。</translation>
    </message>
    <message>
        <source>Takes of this project</source>
        <translation>本项目的版次</translation>
    </message>
    <message>
        <source>Show and change the shortcuts…</source>
        <translation>查看和更改快捷键…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Every command can have keys of yours.</source>
        <translation>每个命令都可以自定按键。</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>没有打开的项目。</translation>
    </message>
    <message>
        <source>{count} takes, {size} in {folder}; {unused} of them, {free}, nothing uses.</source>
        <translation>{count} 个版次，{size}，位于 {folder}；其中 {unused} 个（{free}）不再使用。</translation>
    </message>
    <message>
        <source>Delete {count} takes for good? {size} become free; there is no way back.</source>
        <translation>永久删除 {count} 个版次？可腾出 {size}，此操作无法恢复。</translation>
    </message>
    <message numerus="yes">
        <source>%n take(s) deleted.</source>
        <translation>
            <numerusform>已删除 %n 个版次。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresetRow</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Choose one, or type a name to save this choice</source>
        <translation>选择一个预设，或输入名称保存当前选择</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the preset</source>
        <translation>保存预设</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete the preset</source>
        <translation>删除预设</translation>
    </message>
    <message>
        <source>Mixer: REAPER</source>
        <translation>混音：REAPER</translation>
    </message>
    <message>
        <source>Mixer: Ardour</source>
        <translation>混音：Ardour</translation>
    </message>
    <message>
        <source>Mixer: Pro Tools, Nuendo (AAF)</source>
        <translation>混音：Pro Tools、Nuendo（AAF）</translation>
    </message>
    <message>
        <source>Mixer: Bitwig, Studio One, Cubase (DAWproject)</source>
        <translation>混音：Bitwig、Studio One、Cubase（DAWproject）</translation>
    </message>
</context>
<context>
    <name>Projects</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>打开最近的项目(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;New project from a script…</source>
        <translation>由剧本新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>From a script, subtitles or a table; the file itself stays as it is.</source>
        <translation>由剧本、字幕或表格新建；原文件保持不变。</translation>
    </message>
    <message>
        <source>New e&amp;mpty project…</source>
        <translation>新建空项目(&amp;M)…</translation>
    </message>
    <message>
        <source>Asks where to keep it; you write the first line.</source>
        <translation>选择存放位置，然后写下第一句台词。</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the sam&amp;ple</source>
        <translation>打开示例(&amp;P)</translation>
    </message>
    <message>
        <source>A fresh copy of a short scene with four voices.</source>
        <translation>一个四个音色的短场景的全新副本。</translation>
    </message>
    <message>
        <source>&amp;Close the project</source>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>{name} (not there)</source>
        <translation>{name}（找不到）</translation>
    </message>
    <message>
        <source>Nothing was open before</source>
        <translation>没有打开过的项目</translation>
    </message>
    <message>
        <source>Forget those that are not there</source>
        <translation>移除找不到的项目</translation>
    </message>
    <message>
        <source>Where to keep the project</source>
        <translation>项目存放位置</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
</context>
<context>
    <name>PronounceDialog</name>
    <message>
        <source>Say it like this</source>
        <translation>指定读音</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>Said like</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>as it would be written: engine x</source>
        <translation>按读法书写：engine x</translation>
    </message>
    <message>
        <source>Phonemes</source>
        <translation>音素</translation>
    </message>
    <message>
        <source>this voice reads none</source>
        <translation>该音色不支持音素</translation>
    </message>
    <message>
        <source>As usual again</source>
        <translation>恢复常规读音</translation>
    </message>
    <message>
        <source>Remove this pronunciation</source>
        <translation>移除此读音</translation>
    </message>
    <message>
        <source>▶ Hear the word</source>
        <translation>▶ 试听词语</translation>
    </message>
    <message>
        <source>▶ Hear the line</source>
        <translation>▶ 试听台词</translation>
    </message>
    <message>
        <source>In the whole project</source>
        <translation>整个项目</translation>
    </message>
    <message>
        <source>Whenever %1 says it</source>
        <translation>仅 %1 说到时</translation>
    </message>
    <message>
        <source>In this line only</source>
        <translation>仅本句</translation>
    </message>
    <message>
        <source>in no line</source>
        <translation>没有台词用到</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln line(s)</source>
        <translation>
            <numerusform>%Ln 句台词用到</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 to be spoken again</source>
        <translation>%1，其中 %2 句需重新渲染</translation>
    </message>
    <message>
        <source>This line cannot be spoken: give its character a voice.</source>
        <translation>这句台词无法念出：请先为角色配音色。</translation>
    </message>
    <message>
        <source>Say “%1” differently</source>
        <translation>更改“%1”的读音</translation>
    </message>
    <message>
        <source>Say “%1” as usual</source>
        <translation>恢复“%1”的常规读音</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Render progress</source>
        <translation>渲染进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Retry what failed</source>
        <translation>重试失败项</translation>
    </message>
    <message>
        <source>Lines being rendered, and lines that failed</source>
        <translation>正在渲染和渲染失败的台词</translation>
    </message>
    <message>
        <source>Ctrl+R speaks every stale line. What is being spoken, and what failed, is listed here.</source>
        <translation>按 Ctrl+R 渲染所有过期台词。正在渲染的和失败的台词列在这里。</translation>
    </message>
    <message>
        <source>%v of %m lines</source>
        <translation>%v / %m 句</translation>
    </message>
    <message>
        <source>nothing to render</source>
        <translation>没有要渲染的台词</translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation>约剩 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>Unsaved work</source>
        <translation>未保存的内容</translation>
    </message>
    <message>
        <source>{name} was not closed properly. Work from {time} was not saved.</source>
        <translation>{name} 没有正常关闭。{time} 的内容没有保存。</translation>
    </message>
    <message>
        <source>Red is what is saved, green the unsaved work. If you take it, Undo leads back to what is saved; if not, it stays among the autosaves.</source>
        <translation>红色为已保存的内容，绿色为未保存的内容。采用后可用“撤销”回到已保存的内容；不采用则仍留在自动保存中。</translation>
    </message>
    <message>
        <source>&amp;Take the unsaved work</source>
        <translation>采用未保存的内容(&amp;T)</translation>
    </message>
    <message>
        <source>Keep &amp;both</source>
        <translation>两者都保留(&amp;B)</translation>
    </message>
    <message>
        <source>Opens what is saved; the unsaved work becomes a project of its own beside it.</source>
        <translation>打开已保存的内容；未保存的内容成为旁边单独的项目。</translation>
    </message>
    <message>
        <source>Keep what is &amp;saved</source>
        <translation>保留已保存的内容(&amp;S)</translation>
    </message>
    <message>
        <source>No autosave is whole. Bring project.json back from a backup; takes and voices are safe.</source>
        <translation>没有完好的自动保存。请从备份恢复 project.json；版次和音色都安全。</translation>
    </message>
    <message>
        <source>The autosave of {time} is whole: {name}, {lines} lines. Go on with it?</source>
        <translation>{time} 的自动保存完好：{name}，{lines} 句台词。要从它继续吗？</translation>
    </message>
</context>
<context>
    <name>Rehearsal</name>
    <message>
        <source>The voice engine&apos;s process ended.</source>
        <translation>语音引擎进程已退出。</translation>
    </message>
    <message>
        <source>Try again; `lineread doctor` checks it.</source>
        <translation>请重试；可用 `lineread doctor` 检查。</translation>
    </message>
</context>
<context>
    <name>RowDelegate</name>
    <message>
        <source>Title of the scene</source>
        <translation>场景标题</translation>
    </message>
    <message>
        <source>Take {number} of {count} plays.</source>
        <translation>正在使用版次 {number}，共 {count} 个。</translation>
    </message>
    <message>
        <source>A pause of {pause} ms was asked for.</source>
        <translation>指定停顿 {pause} 毫秒。</translation>
    </message>
    <message>
        <source>A pause of {pause} ms, from the punctuation.</source>
        <translation>停顿 {pause} 毫秒，由标点决定。</translation>
    </message>
    <message>
        <source>Estimated until the line is rendered.</source>
        <translation>渲染前为估计值。</translation>
    </message>
</context>
<context>
    <name>ScriptActions</name>
    <message>
        <source>New line</source>
        <translation>新建台词</translation>
    </message>
    <message>
        <source>Delete line</source>
        <translation>删除台词</translation>
    </message>
    <message>
        <source>Delete {n} lines</source>
        <translation>删除 {n} 句台词</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Join lines</source>
        <translation>合并台词</translation>
    </message>
    <message>
        <source>Move lines</source>
        <translation>移动台词</translation>
    </message>
    <message>
        <source>Change status</source>
        <translation>更改状态</translation>
    </message>
    <message>
        <source>New scene</source>
        <translation>新建场景</translation>
    </message>
    <message>
        <source>Remove scene heading</source>
        <translation>移除场景标题</translation>
    </message>
    <message>
        <source>Change character</source>
        <translation>更改角色</translation>
    </message>
    <message>
        <source>New character</source>
        <translation>新建角色</translation>
    </message>
    <message>
        <source>Rename character</source>
        <translation>重命名角色</translation>
    </message>
    <message>
        <source>Change remark</source>
        <translation>更改备注</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>no status</source>
        <translation>无状态</translation>
    </message>
    <message>
        <source>Another word…</source>
        <translation>其他状态…</translation>
    </message>
    <message>
        <source>Status of the selected lines:</source>
        <translation>所选台词的状态：</translation>
    </message>
    <message>
        <source>Paste lines</source>
        <translation>粘贴台词</translation>
    </message>
    <message>
        <source>&amp;Line</source>
        <translation>台词(&amp;L)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>编写(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Character…</source>
        <translation>角色(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Remark…</source>
        <translation>备注(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Status…</source>
        <translation>状态(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>通过(&amp;A)</translation>
    </message>
    <message>
        <source>Mark as pick-&amp;up</source>
        <translation>标记为补录(&amp;U)</translation>
    </message>
    <message>
        <source>Insert &amp;below</source>
        <translation>在下方插入(&amp;B)</translation>
    </message>
    <message>
        <source>Insert abo&amp;ve</source>
        <translation>在上方插入(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>复制一份(&amp;D)</translation>
    </message>
    <message>
        <source>S&amp;plit at the caret</source>
        <translation>在光标处拆分(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Join with the next</source>
        <translation>与下一句合并(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Move up</source>
        <translation>上移(&amp;M)</translation>
    </message>
    <message>
        <source>Move dow&amp;n</source>
        <translation>下移(&amp;N)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>New scene &amp;here</source>
        <translation>在此新建场景(&amp;H)</translation>
    </message>
    <message>
        <source>Rename the scene</source>
        <translation>重命名场景</translation>
    </message>
    <message>
        <source>Remove the scene heading</source>
        <translation>移除场景标题</translation>
    </message>
</context>
<context>
    <name>ScriptModel</name>
    <message>
        <source>Scene: {title}</source>
        <translation>场景：{title}</translation>
    </message>
    <message>
        <source>Line {number}, {character}, {state}: {text}</source>
        <translation>第 {number} 句，{character}，{state}：{text}</translation>
    </message>
</context>
<context>
    <name>ScriptPanel</name>
    <message>
        <source>Script</source>
        <translation>剧本</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Replace…</source>
        <translation>替换(&amp;R)…</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>查找下一处(&amp;N)</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>查找上一处(&amp;V)</translation>
    </message>
    <message>
        <source>Fi&amp;lter lines</source>
        <translation>筛选台词(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Pick-up list</source>
        <translation>补录清单(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;All lines</source>
        <translation>全部台词(&amp;A)</translation>
    </message>
</context>
<context>
    <name>ScriptRow</name>
    <message>
        <source>Untitled scene</source>
        <translation>未命名场景</translation>
    </message>
    <message>
        <source>Nothing written yet</source>
        <translation>尚无文字</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>~{length}</source>
        <translation>~{length}</translation>
    </message>
    <message>
        <source>▲ {seconds} over</source>
        <translation>▲ 超出 {seconds}</translation>
    </message>
    <message>
        <source>{milliseconds} ms</source>
        <translation>{milliseconds} ms</translation>
    </message>
    <message>
        <source>{lines} lines · {length}</source>
        <translation>{lines} 句 · {length}</translation>
    </message>
    <message>
        <source>1 line · {length}</source>
        <translation>1 句 · {length}</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>pick-up</source>
        <translation>补录</translation>
    </message>
    <message>
        <source>rehearse</source>
        <translation>排练</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>删减</translation>
    </message>
    <message>
        <source>{seconds} s too long for its slot.</source>
        <translation>比时段长 {seconds} 秒。</translation>
    </message>
</context>
<context>
    <name>ScriptView</name>
    <message>
        <source>Script</source>
        <translation>剧本</translation>
    </message>
    <message>
        <source>{count} lines</source>
        <translation>{count} 句台词</translation>
    </message>
</context>
<context>
    <name>Searching</name>
    <message>
        <source>Cannot be replaced: {reason}</source>
        <translation>无法替换：{reason}</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>不会有任何更改。</translation>
    </message>
    <message>
        <source>No line goes stale.</source>
        <translation>没有台词会过期。</translation>
    </message>
    <message>
        <source>1 line goes stale, {time} to render.</source>
        <translation>1 句台词将过期，渲染需{time}。</translation>
    </message>
    <message>
        <source>{count} lines go stale, {time} to render.</source>
        <translation>{count} 句台词将过期，渲染需{time}。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace in {count} lines</source>
        <translation>在 {count} 句台词中替换</translation>
    </message>
    <message>
        <source>Replaced in {count} lines.</source>
        <translation>已在 {count} 句台词中替换。</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>Pitch</source>
        <translation>音高</translation>
    </message>
    <message>
        <source>Intonation</source>
        <translation>语调起伏</translation>
    </message>
    <message>
        <source>Head size</source>
        <translation>头腔大小</translation>
    </message>
    <message>
        <source>Mouth</source>
        <translation>口腔</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>明亮度</translation>
    </message>
    <message>
        <source>Breath</source>
        <translation>气声</translation>
    </message>
    <message>
        <source>Hoarseness</source>
        <translation>沙哑</translation>
    </message>
    <message>
        <source>Tremor</source>
        <translation>颤抖</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>语速</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>停顿</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>用力</translation>
    </message>
    <message>
        <source>Whisper</source>
        <translation>耳语</translation>
    </message>
    <message>
        <source>Robot</source>
        <translation>机器人</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>窗口语言</translation>
    </message>
    <message>
        <source>The language of the menus and messages; what is spoken is a matter of the script.</source>
        <translation>菜单和消息的语言；朗读的语言由剧本决定。</translation>
    </message>
    <message>
        <source>Editing</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Render as you type</source>
        <translation>边写边渲染</translation>
    </message>
    <message>
        <source>A line is spoken again a moment after it was changed.</source>
        <translation>台词改动后片刻自动重新渲染。</translation>
    </message>
    <message>
        <source>Autosave</source>
        <translation>自动保存</translation>
    </message>
    <message>
        <source>Twenty states to go back to, beside the project. A crash costs seconds in any case.</source>
        <translation>可以退回的二十个状态，放在项目旁边。无论如何，崩溃最多丢失几秒。</translation>
    </message>
    <message numerus="yes">
        <source>every %n minute(s)</source>
        <translation>
            <numerusform>每 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Follow the playhead</source>
        <translation>跟随播放头</translation>
    </message>
    <message>
        <source>page by page</source>
        <translation>逐页</translation>
    </message>
    <message>
        <source>smoothly</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>不跟随</translation>
    </message>
    <message>
        <source>Ripple</source>
        <translation>波纹</translation>
    </message>
    <message>
        <source>Later lines follow when one is moved or becomes longer.</source>
        <translation>移动或加长一句台词时，后面的台词随之移动。</translation>
    </message>
    <message>
        <source>Snap</source>
        <translation>吸附</translation>
    </message>
    <message>
        <source>What is dragged stops at edges, markers and the playhead.</source>
        <translation>拖动时吸附到边缘、标记和播放头。</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Audio device</source>
        <translation>音频设备</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Speech processes</source>
        <translation>语音进程数</translation>
    </message>
    <message>
        <source>Lines that are spoken side by side. Each needs a processor core and its own memory.</source>
        <translation>同时渲染的台词数。每个进程占用一个处理器核心和各自的内存。</translation>
    </message>
    <message>
        <source>Voices of a new project</source>
        <translation>新项目的音色</translation>
    </message>
    <message>
        <source>The engine that gives every character of a new project a voice.</source>
        <translation>为新项目的每个角色分配音色的引擎。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Deliveries go to</source>
        <translation>交付文件夹</translation>
    </message>
    <message>
        <source>The folder that the export dialog begins with; empty for the one beside the project.</source>
        <translation>导出对话框默认使用的文件夹；留空则在项目旁边。</translation>
    </message>
    <message>
        <source>{name} (not there)</source>
        <translation>{name}（找不到）</translation>
    </message>
    <message>
        <source>The system&apos;s device</source>
        <translation>系统设备</translation>
    </message>
</context>
<context>
    <name>SlotView</name>
    <message>
        <source>Slot of the line</source>
        <translation>台词的时段</translation>
    </message>
    <message>
        <source>Use the gap</source>
        <translation>利用空隙</translation>
    </message>
    <message>
        <source>The line may go on in the silence before the next one</source>
        <translation>台词可以延续到下一句之前的静音里</translation>
    </message>
    <message>
        <source>Re-roll</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Another reading may be shorter</source>
        <translation>另一遍可能更短</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适配</translation>
    </message>
    <message>
        <source>Fit ×%1</source>
        <translation>适配 ×%1</translation>
    </message>
    <message>
        <source>Spoken faster, so that it ends with its slot</source>
        <translation>说得快一些，在时段内结束</translation>
    </message>
    <message>
        <source>Render the line first: its length is only estimated.</source>
        <translation>请先渲染这句台词：目前的时长只是估计。</translation>
    </message>
    <message>
        <source>As fast as it sounds natural; %1 s remain too long</source>
        <translation>已到自然语速的上限；仍超出 %1 秒</translation>
    </message>
    <message>
        <source>Slot %1 s · %2 s to spare</source>
        <translation>时段 %1 秒 · 余 %2 秒</translation>
    </message>
    <message>
        <source>Slot %1 s · %2 s longer; nothing follows</source>
        <translation>时段 %1 秒 · 超出 %2 秒；后面没有台词</translation>
    </message>
    <message>
        <source>Slot %1 s · %2 s longer, in %3 s of silence</source>
        <translation>时段 %1 秒 · 超出 %2 秒，后面有 %3 秒静音</translation>
    </message>
    <message>
        <source>Slot %1 s · %2 s too long, %3 s of it into the next line</source>
        <translation>时段 %1 秒 · 超出 %2 秒，其中 %3 秒进入下一句</translation>
    </message>
    <message>
        <source>Slot %1 s · %2 s too long</source>
        <translation>时段 %1 秒 · 超出 %2 秒</translation>
    </message>
</context>
<context>
    <name>Slots</name>
    <message>
        <source>&amp;Direct</source>
        <translation>指导(&amp;D)</translation>
    </message>
    <message>
        <source>Fit the selected lines to their slots</source>
        <translation>把所选台词适配到各自的时段</translation>
    </message>
    <message>
        <source>Let the selected lines use the silence behind their slots</source>
        <translation>允许所选台词使用时段后的静音</translation>
    </message>
    <message>
        <source>Next line that is too long for its slot</source>
        <translation>下一句超出时段的台词</translation>
    </message>
    <message>
        <source>No selected line can be fitted: it fits, is locked or is not rendered yet.</source>
        <translation>所选台词都无法适配：已经合适、已锁定，或尚未渲染。</translation>
    </message>
    <message>
        <source>Fit %1 to the slot</source>
        <translation>把%1适配到时段</translation>
    </message>
    <message>
        <source>Too long all the same: %1, by up to %2 s.</source>
        <translation>仍然超出：%1，最多 %2 秒。</translation>
    </message>
    <message>
        <source>Re-roll, shorten the text, or use the gap.</source>
        <translation>请重新生成、缩短文字，或使用空隙。</translation>
    </message>
    <message>
        <source>Let %1 use the gap</source>
        <translation>允许%1使用空隙</translation>
    </message>
    <message>
        <source>The silence is too short for %1.</source>
        <translation>静音对%1来说太短。</translation>
    </message>
    <message>
        <source>Every line is as long as its slot allows.</source>
        <translation>每句台词都在时段允许的长度内。</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 句</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 句台词</translation>
    </message>
</context>
<context>
    <name>SoundOutput</name>
    <message>
        <source>The audio device “{name}” is not there.</source>
        <translation>找不到音频设备“{name}”。</translation>
    </message>
    <message>
        <source>No audio device could be opened ({reason}).</source>
        <translation>无法打开音频设备（{reason}）。</translation>
    </message>
    <message>
        <source>Sound goes to {device}.</source>
        <translation>声音输出到{device}。</translation>
    </message>
    <message>
        <source>the system&apos;s device</source>
        <translation>系统设备</translation>
    </message>
    <message>
        <source>Choose another device in the transport bar; until then the playhead moves in silence.</source>
        <translation>请在播放控制栏选择其他设备；在此之前播放头将静音走动。</translation>
    </message>
    <message>
        <source>Sound is back. {where}</source>
        <translation>声音已恢复。{where}</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Write or drop a script. Give it voices. Press Space.</source>
        <translation>写下或拖入剧本，配上音色，按空格键播放。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Or drop it here: a project&apos;s folder, a script, subtitles (.srt, .vtt), a table (.csv, .xlsx).</source>
        <translation>也可以拖到这里：项目文件夹、剧本、字幕（.srt、.vtt）、表格（.csv、.xlsx）。</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>{name} (not there)</source>
        <translation>{name}（找不到）</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开 {name}</translation>
    </message>
    <message>
        <source>Take it out of this list; the project stays where it is.</source>
        <translation>从列表中移除；项目留在原处。</translation>
    </message>
    <message>
        <source>Take {name} out of this list</source>
        <translation>从列表中移除 {name}</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>unvoiced</source>
        <translation>无音色</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>rendering</source>
        <translation>渲染中</translation>
    </message>
    <message>
        <source>current</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>过期</translation>
    </message>
    <message>
        <source>suspect</source>
        <translation>可疑</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>the take belongs to what is written.</source>
        <translation>版次与台词一致。</translation>
    </message>
    <message>
        <source>changed since it was spoken. Ctrl+R speaks it.</source>
        <translation>渲染后有改动。按 Ctrl+R 重新渲染。</translation>
    </message>
    <message>
        <source>a check asks you to listen. A approves, R reads it again.</source>
        <translation>有检查项需要你试听。按 A 通过，按 R 重读。</translation>
    </message>
    <message>
        <source>could not be spoken; the reason is on the row.</source>
        <translation>渲染失败；原因见该行。</translation>
    </message>
    <message>
        <source>the character has no voice yet.</source>
        <translation>角色还没有音色。</translation>
    </message>
    <message>
        <source>keeps its take, whatever is written.</source>
        <translation>无论台词怎么改，都保留版次。</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Status</source>
        <translation>状态栏</translation>
    </message>
    <message>
        <source>Length of the whole programme</source>
        <translation>整个节目的时长</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) to render</source>
        <translation>
            <numerusform>%n 句待渲染</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>{folder} is not there any more.</source>
        <translation>{folder} 已经不在了。</translation>
    </message>
</context>
<context>
    <name>SwitchField</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>多个值</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
</context>
<context>
    <name>TagCompletion</name>
    <message>
        <source>Control tags</source>
        <translation>控制标签</translation>
    </message>
</context>
<context>
    <name>TakeChoice</name>
    <message>
        <source>Re-roll</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Take {number} says something else than the line.</source>
        <translation>版次 {number} 的内容与台词不一致。</translation>
    </message>
    <message>
        <source>Lock it to use it all the same, or re-roll the line.</source>
        <translation>仍要使用请锁定，或重新生成这句台词。</translation>
    </message>
    <message>
        <source>Take {number} is kept.</source>
        <translation>已保留版次 {number}。</translation>
    </message>
    <message>
        <source>Bin a take</source>
        <translation>丢弃版次</translation>
    </message>
    <message>
        <source>Take {number} is in the bin.</source>
        <translation>版次 {number} 已移入回收站。</translation>
    </message>
    <message>
        <source>Take {number} is back from the bin.</source>
        <translation>版次 {number} 已从回收站恢复。</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>There is nothing to lock.</source>
        <translation>没有可锁定的版次。</translation>
    </message>
    <message>
        <source>Render the line first, then lock its take.</source>
        <translation>请先渲染这句台词，再锁定版次。</translation>
    </message>
    <message>
        <source>Choose take</source>
        <translation>选择版次</translation>
    </message>
    <message>
        <source>The line is locked.</source>
        <translation>这句台词已锁定。</translation>
    </message>
    <message>
        <source>Unlock it (Ctrl+Shift+L) to give it another take.</source>
        <translation>请先解锁（Ctrl+Shift+L）再更换版次。</translation>
    </message>
</context>
<context>
    <name>TakeDelegate</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
</context>
<context>
    <name>TakesModel</name>
    <message>
        <source>Take {number}, chosen</source>
        <translation>版次 {number}，已选用</translation>
    </message>
    <message>
        <source>Take {number}</source>
        <translation>版次 {number}</translation>
    </message>
</context>
<context>
    <name>TakesPanel</name>
    <message>
        <source>Ta&amp;kes</source>
        <translation>版次(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Re-roll: another reading</source>
        <translation>重新生成：另读一遍(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Older take</source>
        <translation>较早的版次(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Newer take</source>
        <translation>较新的版次(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Compare with the one before (A/B)</source>
        <translation>与上一版次比较(A/B)(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Keep this take</source>
        <translation>保留此版次(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Bin this take</source>
        <translation>丢弃此版次(&amp;B)</translation>
    </message>
    <message>
        <source>Bring the last one back &amp;from the bin</source>
        <translation>从回收站恢复上一个(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Lock the line to this take</source>
        <translation>将台词锁定于此版次(&amp;L)</translation>
    </message>
    <message>
        <source>Re-roll</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Re-roll: another reading</source>
        <translation>重新生成：另读一遍</translation>
    </message>
    <message>
        <source>Older take</source>
        <translation>较早的版次</translation>
    </message>
    <message>
        <source>Newer take</source>
        <translation>较新的版次</translation>
    </message>
    <message>
        <source>A/B</source>
        <translation>A/B</translation>
    </message>
    <message>
        <source>Compare with the take before</source>
        <translation>与上一版次比较</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep this take</source>
        <translation>保留此版次</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Bin this take</source>
        <translation>丢弃此版次</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Lock the line to this take</source>
        <translation>将台词锁定于此版次</translation>
    </message>
    <message>
        <source>Takes of the line</source>
        <translation>台词的版次</translation>
    </message>
    <message>
        <source>Bring a take back from the bin</source>
        <translation>从回收站恢复版次</translation>
    </message>
    <message>
        <source>{command} ({keys})</source>
        <translation>{command}（{keys}）</translation>
    </message>
    <message>
        <source>No line is selected.</source>
        <translation>未选择台词。</translation>
    </message>
    <message>
        <source>This line has no takes yet. Space speaks it, R speaks it another way.</source>
        <translation>这句台词还没有版次。空格键生成，R 键换一种读法。</translation>
    </message>
    <message>
        <source>In the bin: {count} ▾</source>
        <translation>回收站：{count} ▾</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{voice}, {emotion}</source>
        <translation>{voice}，{emotion}</translation>
    </message>
    <message>
        <source>Another reading</source>
        <translation>另一种读法</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>An earlier version of the voice</source>
        <translation>音色的旧版本</translation>
    </message>
    <message>
        <source>says “{value}”</source>
        <translation>内容为“{value}”</translation>
    </message>
    <message>
        <source>voice {value}</source>
        <translation>音色 {value}</translation>
    </message>
    <message>
        <source>emotion {value}</source>
        <translation>情绪 {value}</translation>
    </message>
    <message>
        <source>intensity {value}</source>
        <translation>强度 {value}</translation>
    </message>
    <message>
        <source>speed {value}</source>
        <translation>语速 {value}</translation>
    </message>
    <message>
        <source>pitch {value}</source>
        <translation>音高 {value}</translation>
    </message>
    <message>
        <source>pitch range {value}</source>
        <translation>语调起伏 {value}</translation>
    </message>
    <message>
        <source>volume {value} dB</source>
        <translation>音量 {value} dB</translation>
    </message>
    <message>
        <source>breath {value}</source>
        <translation>气声 {value}</translation>
    </message>
    <message>
        <source>whisper {value}</source>
        <translation>耳语 {value}</translation>
    </message>
    <message>
        <source>emphasis {value}</source>
        <translation>重音 {value}</translation>
    </message>
    <message>
        <source>pauses {value}</source>
        <translation>停顿 {value}</translation>
    </message>
    <message>
        <source>sounds {value}</source>
        <translation>音效 {value}</translation>
    </message>
    <message>
        <source>pronunciation {value}</source>
        <translation>读音 {value}</translation>
    </message>
    <message>
        <source>direction “{value}”</source>
        <translation>指导语“{value}”</translation>
    </message>
    <message>
        <source>language {value}</source>
        <translation>语言 {value}</translation>
    </message>
    <message>
        <source>seed {value}</source>
        <translation>种子 {value}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>TextField</name>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>多个值</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{position}   {change} ms</source>
        <translation>{position}   {change} ms</translation>
    </message>
    <message>
        <source>Pause {ms} ms (was {before})</source>
        <translation>停顿 {ms} ms（原为 {before}）</translation>
    </message>
    <message>
        <source>× {factor} — hurried   {seconds} s</source>
        <translation>× {factor} — 偏赶   {seconds} s</translation>
    </message>
    <message>
        <source>× {factor}   {seconds} s</source>
        <translation>× {factor}   {seconds} s</translation>
    </message>
    <message>
        <source>{gain} dB</source>
        <translation>{gain} dB</translation>
    </message>
</context>
<context>
    <name>TimelineCommands</name>
    <message>
        <source>&amp;Timeline</source>
        <translation>时间线(&amp;T)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>显示全部(&amp;A)</translation>
    </message>
    <message>
        <source>Show the s&amp;election</source>
        <translation>显示所选内容(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Follow the playhead by pages</source>
        <translation>按页跟随播放头(&amp;F)</translation>
    </message>
    <message>
        <source>Follow the playhead smoot&amp;hly</source>
        <translation>平滑跟随播放头(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Snap</source>
        <translation>吸附(&amp;S)</translation>
    </message>
    <message>
        <source>Clips stick to edges, markers and the playhead. Shift suspends it.</source>
        <translation>片段吸附到边缘、标记和播放头。按住 Shift 暂停吸附。</translation>
    </message>
    <message>
        <source>&amp;Ripple</source>
        <translation>波纹(&amp;R)</translation>
    </message>
    <message>
        <source>Later lines follow when one moves.</source>
        <translation>移动一句时，后面的台词随之移动。</translation>
    </message>
    <message>
        <source>Pitch and energy of selected clips</source>
        <translation>所选片段的音高与能量</translation>
    </message>
    <message>
        <source>Higher waves</source>
        <translation>增大波形</translation>
    </message>
    <message>
        <source>Lower waves</source>
        <translation>减小波形</translation>
    </message>
    <message>
        <source>Taller tracks</source>
        <translation>增高音轨</translation>
    </message>
    <message>
        <source>Lower tracks</source>
        <translation>降低音轨</translation>
    </message>
    <message>
        <source>Reset track heights</source>
        <translation>重置音轨高度</translation>
    </message>
    <message>
        <source>Ruler in &amp;time</source>
        <translation>标尺：时间(&amp;T)</translation>
    </message>
    <message>
        <source>Ruler in sam&amp;ples</source>
        <translation>标尺：采样(&amp;P)</translation>
    </message>
    <message>
        <source>Add &amp;marker</source>
        <translation>添加标记(&amp;M)</translation>
    </message>
    <message>
        <source>Rename the marker…</source>
        <translation>重命名标记…</translation>
    </message>
    <message>
        <source>The one that was clicked, or the nearest to the playhead.</source>
        <translation>点击的标记，或离播放头最近的标记。</translation>
    </message>
    <message>
        <source>Delete the marker</source>
        <translation>删除标记</translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation>下一个标记</translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation>上一个标记</translation>
    </message>
    <message>
        <source>Region from the selection</source>
        <translation>由所选内容建立区域</translation>
    </message>
    <message>
        <source>Play the region</source>
        <translation>播放区域</translation>
    </message>
    <message>
        <source>Again and again while looping is on.</source>
        <translation>循环开启时反复播放。</translation>
    </message>
    <message>
        <source>No region</source>
        <translation>取消区域</translation>
    </message>
    <message>
        <source>Nudge left by a pixel</source>
        <translation>左移 1 像素</translation>
    </message>
    <message>
        <source>Nudge right by a pixel</source>
        <translation>右移 1 像素</translation>
    </message>
    <message>
        <source>Nudge left by 1 ms</source>
        <translation>左移 1 毫秒</translation>
    </message>
    <message>
        <source>Nudge right by 1 ms</source>
        <translation>右移 1 毫秒</translation>
    </message>
    <message>
        <source>Nudge left by a frame</source>
        <translation>左移 1 帧</translation>
    </message>
    <message>
        <source>Nudge right by a frame</source>
        <translation>右移 1 帧</translation>
    </message>
    <message>
        <source>Move to the playhead</source>
        <translation>移到播放头</translation>
    </message>
    <message>
        <source>&amp;Unpin</source>
        <translation>取消固定(&amp;U)</translation>
    </message>
    <message>
        <source>Pause before the line…</source>
        <translation>台词前停顿…</translation>
    </message>
    <message>
        <source>Fit to a length…</source>
        <translation>适配到时长…</translation>
    </message>
    <message>
        <source>Fit to the next line&apos;s start</source>
        <translation>适配到下一句开头</translation>
    </message>
    <message>
        <source>Clip louder by 0.5 dB</source>
        <translation>片段增益 +0.5 dB</translation>
    </message>
    <message>
        <source>Clip softer by 0.5 dB</source>
        <translation>片段增益 −0.5 dB</translation>
    </message>
    <message>
        <source>Reset the clip&apos;s gain</source>
        <translation>重置片段增益</translation>
    </message>
    <message>
        <source>Ruler in frames, {rate} a second</source>
        <translation>标尺：帧，每秒 {rate} 帧</translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>Lines appear here as they are written.</source>
        <translation>写下的台词会显示在这里。</translation>
    </message>
    <message>
        <source>Scroll in time</source>
        <translation>沿时间滚动</translation>
    </message>
    <message>
        <source>Scroll the tracks</source>
        <translation>滚动音轨</translation>
    </message>
    <message>
        <source>Unit of the ruler</source>
        <translation>标尺单位</translation>
    </message>
    <message>
        <source>Snap</source>
        <translation>吸附</translation>
    </message>
    <message>
        <source>Ripple</source>
        <translation>波纹</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>{rate} fps</source>
        <translation>{rate} fps</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Line {number}, {state}, {seconds} s from {position}</source>
        <translation>第 {number} 句，{state}，{seconds} 秒，始于 {position}</translation>
    </message>
    <message>
        <source>Pinned: it stays at its place in time.</source>
        <translation>已固定：时间位置保持不变。</translation>
    </message>
    <message>
        <source>Move clips</source>
        <translation>移动片段</translation>
    </message>
    <message>
        <source>Unpin clips</source>
        <translation>取消固定片段</translation>
    </message>
    <message>
        <source>Set pause</source>
        <translation>设定停顿</translation>
    </message>
    <message>
        <source>Pause before line {number}, in milliseconds:</source>
        <translation>第 {number} 句之前的停顿（毫秒）：</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>停顿</translation>
    </message>
    <message>
        <source>Line {number} is locked and keeps its take.</source>
        <translation>第 {number} 句已锁定，版次保持不变。</translation>
    </message>
    <message>
        <source>Unlock it first.</source>
        <translation>请先解锁。</translation>
    </message>
    <message>
        <source>Fit line {number}</source>
        <translation>适配第 {number} 句</translation>
    </message>
    <message>
        <source>Length of line {number}, in seconds:</source>
        <translation>第 {number} 句的时长（秒）：</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适配</translation>
    </message>
    <message>
        <source>Change clip gain</source>
        <translation>更改片段增益</translation>
    </message>
    <message>
        <source>Reset clip gain</source>
        <translation>重置片段增益</translation>
    </message>
    <message>
        <source>Marker {number}</source>
        <translation>标记 {number}</translation>
    </message>
    <message>
        <source>Add marker</source>
        <translation>添加标记</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>名称：</translation>
    </message>
    <message>
        <source>Rename marker</source>
        <translation>重命名标记</translation>
    </message>
    <message>
        <source>Move marker</source>
        <translation>移动标记</translation>
    </message>
    <message>
        <source>Delete marker</source>
        <translation>删除标记</translation>
    </message>
</context>
<context>
    <name>TrackHeader</name>
    <message>
        <source>M</source>
        <comment>mute</comment>
        <translation>静</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>S</source>
        <comment>solo</comment>
        <translation>独</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>独奏</translation>
    </message>
    <message>
        <source>Colour of {name}</source>
        <translation>{name} 的颜色</translation>
    </message>
    <message>
        <source>Name of track {name}</source>
        <translation>音轨 {name} 的名称</translation>
    </message>
    <message>
        <source>Mute {name}</source>
        <translation>静音 {name}</translation>
    </message>
    <message>
        <source>Solo {name}</source>
        <translation>独奏 {name}</translation>
    </message>
    <message>
        <source>Gain of {name}</source>
        <translation>{name} 的增益</translation>
    </message>
    <message>
        <source>Level of {name}</source>
        <translation>{name} 的电平</translation>
    </message>
    <message>
        <source>Track gain. Wheel changes it, Ctrl+wheel by tenths, double-click resets.</source>
        <translation>音轨增益。滚轮调整，Ctrl+滚轮微调 0.1，双击重置。</translation>
    </message>
    <message>
        <source>Change colour</source>
        <translation>更改颜色</translation>
    </message>
    <message>
        <source>Rename character</source>
        <translation>重命名角色</translation>
    </message>
    <message>
        <source>Change track gain</source>
        <translation>更改音轨增益</translation>
    </message>
</context>
<context>
    <name>TrackStrip</name>
    <message>
        <source>{gain} dB</source>
        <translation>{gain} dB</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>Play or stop the &amp;line</source>
        <translation>播放或停止本句(&amp;L)</translation>
    </message>
    <message>
        <source>Play &amp;from here</source>
        <translation>从此处播放(&amp;F)</translation>
    </message>
    <message>
        <source>Play the &amp;selection</source>
        <translation>播放所选台词(&amp;S)</translation>
    </message>
    <message>
        <source>Play the &amp;whole</source>
        <translation>播放全部(&amp;W)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>L&amp;oop</source>
        <translation>循环(&amp;O)</translation>
    </message>
    <message>
        <source>Play &amp;backwards, again: faster</source>
        <translation>倒放，再按加速(&amp;B)</translation>
    </message>
    <message>
        <source>Stop the sh&amp;uttle</source>
        <translation>停止穿梭播放(&amp;U)</translation>
    </message>
    <message>
        <source>Play forw&amp;ards, again: faster</source>
        <translation>正放，再按加速(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Previous line</source>
        <translation>上一句(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next line</source>
        <translation>下一句(&amp;N)</translation>
    </message>
    <message>
        <source>Previous line</source>
        <translation>上一句</translation>
    </message>
    <message>
        <source>Play or stop the line</source>
        <translation>播放或停止本句</translation>
    </message>
    <message>
        <source>Next line</source>
        <translation>下一句</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>从此处播放</translation>
    </message>
    <message>
        <source>Play the whole</source>
        <translation>播放全部</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Position of the playhead</source>
        <translation>播放头位置</translation>
    </message>
    <message>
        <source>Position. Click to read it in samples or frames.</source>
        <translation>位置。单击可切换为采样或帧。</translation>
    </message>
    <message>
        <source>Duration of the programme</source>
        <translation>节目时长</translation>
    </message>
    <message>
        <source>Duration of the whole programme</source>
        <translation>整个节目的时长</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>播放速度</translation>
    </message>
    <message>
        <source>Audio device</source>
        <translation>音频设备</translation>
    </message>
    <message>
        <source>{command} ({keys})</source>
        <translation>{command}（{keys}）</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Frames, {rate} per second</source>
        <translation>帧，每秒 {rate} 帧</translation>
    </message>
    <message>
        <source>/ {duration}</source>
        <translation>/ {duration}</translation>
    </message>
    <message>
        <source>{speed}×</source>
        <translation>{speed}×</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>无声音</translation>
    </message>
    <message>
        <source>{reason} Click to choose another.</source>
        <translation>{reason} 单击以选择其他设备。</translation>
    </message>
    <message>
        <source>The system&apos;s device</source>
        <translation>系统设备</translation>
    </message>
    <message>
        <source>{device} (not there)</source>
        <translation>{device}（找不到）</translation>
    </message>
    <message>
        <source>Look for it again</source>
        <translation>重新查找</translation>
    </message>
</context>
<context>
    <name>VoiceAssets</name>
    <message>
        <source>Clone the voice %1</source>
        <translation>克隆音色 %1</translation>
    </message>
    <message>
        <source>%1 is in the project now.</source>
        <translation>%1 已加入项目。</translation>
    </message>
    <message>
        <source>%1 has %2 moods now.</source>
        <translation>%1 现在有 %2 种情绪。</translation>
    </message>
    <message>
        <source>The consent for %1 is recorded.</source>
        <translation>%1 的同意书已记录。</translation>
    </message>
    <message>
        <source>Voices (%1)</source>
        <translation>音色（%1）</translation>
    </message>
    <message>
        <source>Export the voice</source>
        <translation>导出音色</translation>
    </message>
    <message>
        <source>%1 is written to %2.</source>
        <translation>%1 已写入 %2。</translation>
    </message>
    <message>
        <source>Import a voice</source>
        <translation>导入音色</translation>
    </message>
    <message>
        <source>Import the voice %1</source>
        <translation>导入音色 %1</translation>
    </message>
    <message>
        <source>Freeze the voice %1</source>
        <translation>固化音色 %1</translation>
    </message>
    <message>
        <source>%1 sounds the same from now on.</source>
        <translation>%1 从现在起声音保持不变。</translation>
    </message>
</context>
<context>
    <name>VoiceDesigner</name>
    <message>
        <source>a deep, hoarse old man, slow and calm</source>
        <translation>低沉沙哑的老人，缓慢而平静</translation>
    </message>
    <message>
        <source>Describe the voice</source>
        <translation>描述音色</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>设计</translation>
    </message>
    <message>
        <source>Engine of the new voice</source>
        <translation>新音色的引擎</translation>
    </message>
    <message>
        <source>Why this engine cannot design here</source>
        <translation>此引擎在这里不能设计的原因</translation>
    </message>
    <message>
        <source>Say who speaks and how it sounds.</source>
        <translation>描述是谁在说话、声音如何。</translation>
    </message>
    <message>
        <source>What was understood</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <source>Three to choose from</source>
        <translation>三个备选</translation>
    </message>
    <message>
        <source>Three others</source>
        <translation>换三个</translation>
    </message>
    <message>
        <source>Variation %1</source>
        <translation>变体 %1</translation>
    </message>
    <message>
        <source>Hear variation %1</source>
        <translation>试听变体 %1</translation>
    </message>
    <message>
        <source>Freeze this design</source>
        <translation>固化此设计</translation>
    </message>
    <message>
        <source>What it says once becomes the recording it is cloned from: it sounds the same in every line</source>
        <translation>它说一次的话成为克隆它的录音：在每句台词里听起来都一样</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>Keep, give to %1</source>
        <translation>保留并用于 %1</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Name of the voice</source>
        <translation>音色名称</translation>
    </message>
    <message>
        <source>Not understood: %1</source>
        <translation>未能识别：%1</translation>
    </message>
    <message>
        <source>Designing…</source>
        <translation>正在设计…</translation>
    </message>
</context>
<context>
    <name>VoiceLibrary</name>
    <message>
        <source>Search: old woman, warm, robot …</source>
        <translation>搜索：old woman、warm、robot……</translation>
    </message>
    <message>
        <source>Search voices</source>
        <translation>搜索音色</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>自有</translation>
    </message>
    <message>
        <source>Voices</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>▶ Hear</source>
        <translation>▶ 试听</translation>
    </message>
    <message>
        <source>Hear the voice</source>
        <translation>试听音色</translation>
    </message>
    <message>
        <source>Why the voice does not speak</source>
        <translation>音色不说话的原因</translation>
    </message>
    <message>
        <source>Clone from a recording…</source>
        <translation>从录音克隆…</translation>
    </message>
    <message>
        <source>Add a mood…</source>
        <translation>添加情绪…</translation>
    </message>
    <message>
        <source>Another recording of this voice, for lines in that emotion</source>
        <translation>此音色的另一段录音，用于该情绪的台词</translation>
    </message>
    <message>
        <source>Consent…</source>
        <translation>同意书…</translation>
    </message>
    <message>
        <source>Who agreed to this voice being cloned</source>
        <translation>谁同意克隆此音色</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>固化</translation>
    </message>
    <message>
        <source>Make this voice sound the same in every line</source>
        <translation>让此音色在每句台词里听起来都一样</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add to the project’s voices without giving it to anybody</source>
        <translation>加入项目音色，暂不分配给角色</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Bring a voice in that was exported from another project</source>
        <translation>导入从其他项目导出的音色</translation>
    </message>
    <message>
        <source>Hear</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Add to the project</source>
        <translation>添加到项目</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Remove from the project</source>
        <translation>从项目中移除</translation>
    </message>
    <message>
        <source>Only voices made of recordings are files; the others come with their engine.</source>
        <translation>只有由录音制作的声音才有文件；其余的随引擎提供。</translation>
    </message>
    <message>
        <source>Give to %1</source>
        <translation>分配给 %1</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>does not speak</source>
        <translation>不能说话</translation>
    </message>
    <message>
        <source>cloned</source>
        <translation>克隆</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>已固化</translation>
    </message>
    <message>
        <source>In the project.</source>
        <translation>已在项目中。</translation>
    </message>
    <message>
        <source>Cloned with the consent of %1 (%2), for: %3</source>
        <translation>经 %1 同意克隆（%2），用途：%3</translation>
    </message>
</context>
<context>
    <name>VoicePicker</name>
    <message>
        <source>— Voice library —</source>
        <translation>— 音色库 —</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Transport</source>
        <translation>播放控制</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>表演指导</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Pronunciation</source>
        <translation>读音</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>版次</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Render</source>
        <translation>渲染(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Import recor&amp;dings…</source>
        <translation>导入录音(&amp;D)…</translation>
    </message>
    <message>
        <source>A folder of recordings, named by the ids of their lines, becomes takes.</source>
        <translation>以句子编号命名的录音文件夹会成为各句的录音。</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>还没有改动。</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>重做(&amp;D)</translation>
    </message>
    <message>
        <source>Nothing was undone.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <source>Render what is &amp;stale</source>
        <translation>渲染过期台词(&amp;S)</translation>
    </message>
    <message>
        <source>Render the s&amp;election</source>
        <translation>渲染所选台词(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Cancel rendering</source>
        <translation>取消渲染(&amp;C)</translation>
    </message>
    <message>
        <source>Nothing is being rendered.</source>
        <translation>没有正在渲染的台词。</translation>
    </message>
    <message>
        <source>Render as you &amp;type</source>
        <translation>边输入边渲染(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Go to the script</source>
        <translation>转到剧本(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Next panel</source>
        <translation>下一个面板(&amp;N)</translation>
    </message>
    <message>
        <source>Pre&amp;vious panel</source>
        <translation>上一个面板(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>This is a defect. Your work is in the autosaves. The report is {file}.</source>
        <translation>程序出现错误。您的工作已自动保存。错误报告：{file}。</translation>
    </message>
</context>
<context>
    <name>Word</name>
    <message>
        <source>1 speaks without any voice</source>
        <translation>1 为完全不振动声带</translation>
    </message>
    <message>
        <source>Embedded voices</source>
        <translation>内置音色</translation>
    </message>
    <message>
        <source>Qwen3-TTS</source>
        <translation>Qwen3-TTS</translation>
    </message>
    <message>
        <source>Speech server</source>
        <translation>语音服务器</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>测试音</translation>
    </message>
    <message>
        <source>adult</source>
        <translation>成年</translation>
    </message>
    <message>
        <source>boy</source>
        <translation>男孩</translation>
    </message>
    <message>
        <source>breathy</source>
        <translation>气声</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>明亮</translation>
    </message>
    <message>
        <source>brightness: decibels between 200 Hz and 8 kHz</source>
        <translation>明亮度：200 Hz 到 8 kHz 之间的分贝差</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>平静</translation>
    </message>
    <message>
        <source>child</source>
        <translation>儿童</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>清晰</translation>
    </message>
    <message>
        <source>creature</source>
        <translation>怪物</translation>
    </message>
    <message>
        <source>decibels around 1.2 kHz</source>
        <translation>1.2 kHz 附近的分贝数</translation>
    </message>
    <message>
        <source>decibels around 150 Hz</source>
        <translation>150 Hz 附近的分贝数</translation>
    </message>
    <message>
        <source>decibels around 2 kHz</source>
        <translation>2 kHz 附近的分贝数</translation>
    </message>
    <message>
        <source>decibels around 3 kHz</source>
        <translation>3 kHz 附近的分贝数</translation>
    </message>
    <message>
        <source>decibels around 350 Hz</source>
        <translation>350 Hz 附近的分贝数</translation>
    </message>
    <message>
        <source>decibels around 4.5 kHz</source>
        <translation>4.5 kHz 附近的分贝数</translation>
    </message>
    <message>
        <source>decibels around 7.5 kHz</source>
        <translation>7.5 kHz 附近的分贝数</translation>
    </message>
    <message>
        <source>decibels around 700 Hz</source>
        <translation>700 Hz 附近的分贝数</translation>
    </message>
    <message>
        <source>decibels over the even level that all voices have</source>
        <translation>高出各音色统一电平的分贝数</translation>
    </message>
    <message>
        <source>deep</source>
        <translation>低沉</translation>
    </message>
    <message>
        <source>flat</source>
        <translation>平板</translation>
    </message>
    <message>
        <source>flat, stepped pitch and equal pulse phases</source>
        <translation>平直分级的音高，脉冲相位一致</translation>
    </message>
    <message>
        <source>further factor for what lies over 2 kHz: mouth against throat</source>
        <translation>2 kHz 以上的附加系数：口腔相对于喉部</translation>
    </message>
    <message>
        <source>giant</source>
        <translation>巨人</translation>
    </message>
    <message>
        <source>girl</source>
        <translation>女孩</translation>
    </message>
    <message>
        <source>goblin</source>
        <translation>小妖</translation>
    </message>
    <message>
        <source>hertz of the tone</source>
        <translation>纯音的频率（Hz）</translation>
    </message>
    <message>
        <source>high</source>
        <translation>高音</translation>
    </message>
    <message>
        <source>hoarse</source>
        <translation>沙哑</translation>
    </message>
    <message>
        <source>hoarseness: uneven pitch periods, every second one weaker</source>
        <translation>沙哑：基音周期不均，隔一个减弱</translation>
    </message>
    <message>
        <source>how many of the likeliest sounds are drawn from</source>
        <translation>从多少个最可能的音中抽取</translation>
    </message>
    <message>
        <source>how many of the likeliest timbre codes are drawn from</source>
        <translation>从多少个最可能的音质编码中抽取</translation>
    </message>
    <message>
        <source>how much a sound that was used is avoided</source>
        <translation>对用过的音的回避程度</translation>
    </message>
    <message>
        <source>length of the pauses at punctuation, factor</source>
        <translation>标点处停顿的长度系数</translation>
    </message>
    <message>
        <source>liveliness of the reading; higher is freer and less sure</source>
        <translation>朗读的活跃度；越高越自由，也越不稳定</translation>
    </message>
    <message>
        <source>liveliness of the timbre</source>
        <translation>音质的活跃度</translation>
    </message>
    <message>
        <source>lively</source>
        <translation>活泼</translation>
    </message>
    <message>
        <source>low</source>
        <translation>低音</translation>
    </message>
    <message>
        <source>machine</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>man</source>
        <translation>男声</translation>
    </message>
    <message>
        <source>narrator</source>
        <translation>旁白</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>中性</translation>
    </message>
    <message>
        <source>noise in the voice; 1 is as much as the voice itself</source>
        <translation>嗓音中的噪声；1 为与嗓音等量</translation>
    </message>
    <message>
        <source>old</source>
        <translation>老年</translation>
    </message>
    <message>
        <source>robot</source>
        <translation>机器人</translation>
    </message>
    <message>
        <source>rough</source>
        <translation>粗犷</translation>
    </message>
    <message>
        <source>secret</source>
        <translation>隐秘</translation>
    </message>
    <message>
        <source>semitones over the model&apos;s own voice, whose median is about 195 Hz</source>
        <translation>相对模型原音色的半音数，其中位音高约 195 Hz</translation>
    </message>
    <message>
        <source>share of probability that is drawn from</source>
        <translation>抽取的累计概率</translation>
    </message>
    <message>
        <source>share of probability that timbre codes are drawn from</source>
        <translation>抽取音质编码的累计概率</translation>
    </message>
    <message>
        <source>size of the head: formants are multiplied by it; 0.75 a giant, 1.2 a child</source>
        <translation>头部大小：共振峰乘以此数；0.75 为巨人，1.2 为儿童</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>缓慢</translation>
    </message>
    <message>
        <source>slow shaking of pitch and level, as of the old; 1 is a semitone</source>
        <translation>音高和电平的缓慢颤动，如老人；1 为一个半音</translation>
    </message>
    <message>
        <source>soft</source>
        <translation>柔和</translation>
    </message>
    <message>
        <source>stern</source>
        <translation>严厉</translation>
    </message>
    <message>
        <source>this speaker&apos;s own rate of speaking, factor</source>
        <translation>说话人自身的语速系数</translation>
    </message>
    <message>
        <source>vocal effort: soft to loud, units of the model&apos;s energy (about 5.5 dB each)</source>
        <translation>用力程度：从轻到响，以模型能量为单位（每级约 5.5 dB）</translation>
    </message>
    <message>
        <source>warm</source>
        <translation>温暖</translation>
    </message>
    <message>
        <source>whisper</source>
        <translation>耳语</translation>
    </message>
    <message>
        <source>width of the intonation, factor</source>
        <translation>语调起伏的系数</translation>
    </message>
    <message>
        <source>woman</source>
        <translation>女声</translation>
    </message>
    <message>
        <source>young</source>
        <translation>青年</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>Change text</source>
        <translation>更改文字</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>新建台词</translation>
    </message>
    <message>
        <source>Split line</source>
        <translation>拆分台词</translation>
    </message>
    <message>
        <source>Join lines</source>
        <translation>合并台词</translation>
    </message>
    <message>
        <source>Rename scene</source>
        <translation>重命名场景</translation>
    </message>
</context>
</TS>
