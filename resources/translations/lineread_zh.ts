<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>BandStrip</name>
    <message>
        <source>Scene {number}</source>
        <translation>场景 {number}</translation>
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
        <source>New character</source>
        <translation>新建角色</translation>
    </message>
    <message>
        <source>Name of a new character</source>
        <translation>新角色的名称</translation>
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
        <translation>轨道增益</translation>
    </message>
    <message>
        <source>Hear the voice</source>
        <translation>试听音色</translation>
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
        <translation>从录音克隆声音(&amp;L)…</translation>
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
    <name>CheatSheet</name>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
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
        <source>New keys:</source>
        <translation>新快捷键：</translation>
    </message>
    <message>
        <source>{keys} belongs to “{other}”.</source>
        <translation>{keys} 已用于“{other}”。</translation>
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
        <translation>从录音克隆声音</translation>
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
        <translation>请给声音起个名字。</translation>
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
        <translation>克隆的声音只有在本人同意后才能说话。同意书与声音一同保存，并写入每次导出。</translation>
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
        <translation>声音可用于什么</translation>
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
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Exporters</source>
        <translation>导出格式</translation>
    </message>
    <message>
        <source>Files that will be written</source>
        <translation>将写入的文件</translation>
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
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Choose what to export.</source>
        <translation>请选择导出内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) collide.</source>
        <translation>
            <numerusform>%n 个文件名冲突。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>Written: %n file(s)</source>
        <translation>
            <numerusform>已写入 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled; the folder is as it was.</source>
        <translation>已取消，文件夹保持原样。</translation>
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
        <source>Choose a script</source>
        <translation>选择剧本</translation>
    </message>
    <message>
        <source>Where to keep the project</source>
        <translation>项目保存位置</translation>
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
        <source>{folder} could not be written: {reason}.</source>
        <translation>无法写入 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>Choose a new name.</source>
        <translation>请换一个新名称。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation>导入 {name}</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Lineread {version}&lt;/h3&gt;&lt;p&gt;A script is the document, speech is derived from it.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Lineread {version}&lt;/h3&gt;&lt;p&gt;剧本是文档，语音由它生成。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>About Lineread</source>
        <translation>关于 Lineread</translation>
    </message>
    <message>
        <source>Scripts ({patterns});;All files (*)</source>
        <translation>剧本 ({patterns});;所有文件 (*)</translation>
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
    <name>ImportSheet</name>
    <message>
        <source>Import {name}</source>
        <translation>导入 {name}</translation>
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
        <source>%n changed</source>
        <translation>
            <numerusform>%n 处更改</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 句新增</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gone</source>
        <translation>
            <numerusform>%n 句移除</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n moved</source>
        <translation>
            <numerusform>%n 句移动</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing changed</source>
        <translation>没有更改</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
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
    <name>MessagesPanel</name>
    <message>
        <source>Message history</source>
        <translation>消息记录</translation>
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
        <source>lines: %1, going stale: %2</source>
        <translation>台词：%1 句，将过期：%2 句</translation>
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
        <source>Move u&amp;p</source>
        <translation>上移(&amp;P)</translation>
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
        <source>Line {number}, {character}: {text}. {state}</source>
        <translation>第 {number} 句，{character}：{text}。{state}</translation>
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
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Write or drop a script. Give it voices. Press Space.</source>
        <translation>写下或拖入剧本，配上音色，按空格键播放。</translation>
    </message>
    <message>
        <source>Open the sample project</source>
        <translation>打开示例项目</translation>
    </message>
    <message>
        <source>New project from a script…</source>
        <translation>从剧本新建项目…</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开 {name}</translation>
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
        <source>&amp;Takes</source>
        <translation>版次(&amp;T)</translation>
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
        <source>Follow the playhead s&amp;moothly</source>
        <translation>平滑跟随播放头(&amp;M)</translation>
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
        <translation>增高轨道</translation>
    </message>
    <message>
        <source>Lower tracks</source>
        <translation>降低轨道</translation>
    </message>
    <message>
        <source>Reset track heights</source>
        <translation>重置轨道高度</translation>
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
        <source>Rename the nearest marker…</source>
        <translation>重命名最近的标记…</translation>
    </message>
    <message>
        <source>Delete the nearest marker</source>
        <translation>删除最近的标记</translation>
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
        <translation>滚动轨道</translation>
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
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Playhead here</source>
        <translation>播放头移到此处</translation>
    </message>
    <message>
        <source>Marker here</source>
        <translation>在此添加标记</translation>
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
        <translation>轨道 {name} 的名称</translation>
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
        <source>Track gain. Wheel changes it, Ctrl+wheel by tenths, double-click resets.</source>
        <translation>轨道增益。滚轮调整，Ctrl+滚轮微调 0.1，双击重置。</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>颜色…</translation>
    </message>
    <message>
        <source>Reset gain</source>
        <translation>重置增益</translation>
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
        <translation>更改轨道增益</translation>
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
        <source>Play for&amp;wards, again: faster</source>
        <translation>正放，再按加速(&amp;W)</translation>
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
        <source>Look for it again</source>
        <translation>重新查找</translation>
    </message>
</context>
<context>
    <name>VoiceAssets</name>
    <message>
        <source>Clone the voice %1</source>
        <translation>克隆声音 %1</translation>
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
        <source>Freeze the voice %1</source>
        <translation>固定声音 %1</translation>
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
        <translation>新声音的引擎</translation>
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
        <translation>固定此设计</translation>
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
        <translation>声音不说话的原因</translation>
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
        <translation>此声音的另一段录音，用于该情绪的台词</translation>
    </message>
    <message>
        <source>Consent…</source>
        <translation>同意书…</translation>
    </message>
    <message>
        <source>Who agreed to this voice being cloned</source>
        <translation>谁同意克隆此声音</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Make this voice sound the same in every line</source>
        <translation>让此声音在每句台词里听起来都一样</translation>
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
        <source>Give to %1</source>
        <translation>分配给 %1</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>分配</translation>
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
        <translation>已固定</translation>
    </message>
    <message>
        <source>in the project · %1</source>
        <translation>项目中 · %1</translation>
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
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the &amp;sample</source>
        <translation>打开示例(&amp;S)</translation>
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
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
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
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>重置布局(&amp;R)</translation>
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
        <source>&amp;About Lineread</source>
        <translation>关于 Lineread(&amp;A)</translation>
    </message>
    <message>
        <source>This is a defect. Your work is in the autosaves. The report is {file}.</source>
        <translation>程序出现错误。您的工作已自动保存。错误报告：{file}。</translation>
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
