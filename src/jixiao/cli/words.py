"""Words (中文界面): what the command line says in Chinese, beside the English that stands in the code.

A test finds here every sentence that the code says and nothing else, with the same slots. It is one list:
hence its length.
"""

from __future__ import annotations

CHINESE: dict[str, str] = {
    # ---- help ------------------------------------------------------------------------------------------
    "Usage: {line}": "用法：{line}",
    "COMMAND …": "命令 …",
    "[options]": "[选项]",
    "Arguments": "参数",
    "Options": "选项",
    "Commands": "命令",
    "Examples": "示例",
    "Show this help.": "显示这份帮助。",
    "Help: {command} --help": "帮助：{command} --help",
    "Jixiao keeps a unit's budget year and writes its performance report from it.": (
        "绩效：记一个单位的预算年度，并由台账写出绩效跟踪报告。"
    ),
    "Show the version.": "显示版本。",
    "The language to speak; also JIXIAO_LANG.": "界面语言；也可用环境变量 JIXIAO_LANG。",
    # ---- arguments that several commands share ---------------------------------------------------------
    "The year's workbook (.xlsx .xls .et .ods), .json file or folder.": (
        "年度台账：工作簿（.xlsx .xls .et .ods）、.json 文件或文件夹。"
    ),
    "Figures as of this date, e.g. 2019-08-31.": "数据截至这一天，如 2019-08-31。",
    "A period of the year, e.g. half-year or 半年.": "期间，如 half-year 或 半年。",
    "The region's rules, or your own file (.toml).": "地区政策的名称，或本单位的文件（.toml）。",
    "How pages look; gbt-9704 unless said otherwise.": "版式的名称或文件；缺省为 gbt-9704。",
    "The folder to write into; made if missing.": "写入哪个文件夹；没有就新建。",
    "How the lights and the forecast of a project came about.": "一个项目的灯和全年预计是怎么得来的。",
    "Lights (projects, worst first)": "预警灯（项目，最差的在前）",
    "Light": "灯",
    "Budget": "预算",
    "Indicators": "指标",
    "Year's end (forecast)": "全年预计（预）",
    "How a light or forecast came about: --why PROJECT": "灯和预计是怎么得来的：--why 项目",
    "No project is called “{name}”.": "没有名为“{name}”的项目。",
    "How right the year's forecasts were": "全年预计得准不准",
    "off by {share} of what was spent": "与实际支出相差{share}",
    "{n} indicator called certain": "称确定能的指标{n}条",
    "{n} indicators called certain": "称确定能的指标{n}条",
    "{n} not met": "没有完成{n}条",
    "Take monitoring or self-evaluation forms that came back into the year.": "把填好发回的监控表、自评表收进年度。",
    "A form is known by its project, its rows by their indicators. What is blank in a form stays as the year "
    "has it. Rows that were not matched, a second form of a project and files that are no form are told. The "
    "exit code is 2 where a file could not be read; the others are taken all the same.": (
        "按项目名称认表，按指标名称认行。表里空着的，按年度原有的保留。没有对应上的行、同一项目的第二张表、"
        "不是这种表的文件都会列出。有文件读不了时退出码是2，其余的照样收下。"
    ),
    "Write the self-evaluations as the national exchange tables: CSV for each table, JSON of all.": (
        "把自评写成国家交换表：每张表一个 CSV，另有一个 JSON。"
    ),
    "The year is taken at its end. A project of which a score is missing is left out, and named.": (
        "按年末的数。有得分缺失的项目不写入，并列出名称。"
    ),
    "The time that the tables bear; usually now.": "表里的时间戳；通常是现在。",
    "--stamp {stamp} is no time of 17 digits.": "--stamp {stamp} 不是17位的时间。",
    "Filled-in forms (.xlsx .xls .et .ods), or folders of them.": "填好的表（.xlsx .xls .et .ods），或放着这些表的文件夹。",
    "The year with them: .xlsx, .json or a folder.": "收下表以后的年度：.xlsx、.json 或文件夹。",
    "not taken": "没有收",
    "No form was found.": "没有找到可以收的表。",
    "{n} indicator": "{n}条指标",
    "{n} indicators": "{n}条指标",
    "left out, a score is missing: {name}": "没有写入，有得分缺失：{name}",
    "The example: yuetan-2019, or the invented shifan-2023.": "哪个示例：yuetan-2019，或虚构的 shifan-2023。",
    "Overwrite the file if it exists.": "文件已存在时覆盖。",
    "“{text}” is no date; write it as in 2019-08-31.": "“{text}”不是日期；请写成 2019-08-31 的样子。",
    "--as-of {date}: the year {year} has not begun by then.": "--as-of {date}：{year}年度还没有开始。",
    "--since {since} is not before {date}.": "--since {since} 不在 {date} 之前。",
    "{option} takes {known}; not “{text}”.": "{option} 可以是 {known}；不能是“{text}”。",
    # ---- year ------------------------------------------------------------------------------------------
    "The year's ledger as a file: make an empty one, check it, read your own.": (
        "年度台账文件：建空表、检查、对照自己的表头、转换。"
    ),
    "Write an empty workbook that explains itself.": "写出一本带填表说明的空台账。",
    "The workbook to write (.xlsx).": "要写的工作簿（.xlsx）。",
    "Read the year and tell everything that is wrong with it.": "读入台账，把不对的地方一次列全。",
    (
        "Each finding names sheet and cell, what was read, what was expected and how to mend it. The exit code is "
        "0 where there are no errors, 1 where there are, 2 where the file cannot be read."
    ): "每处都写明工作表和单元格、读到什么、应该是什么、怎么改。没有错误时退出码为 0，有错误为 1，文件读不了为 2。",
    "The year before, to see what was copied or carried over.": "上一年度的台账，看照搬和结转。",
    "Every finding, however many there are of a kind.": "同类再多也全部列出。",
    "{file} was edited after it had been written. To lose the edits, add --force.": (
        "{file} 写出以后被人改过。确实不要改动，加 --force。"
    ),
    "Name your own sheets and headers once.": "指明本单位的工作表和表头，一次就记住。",
    (
        "Shows what each sheet and column of the workbook is taken for. Whatever is set is remembered and used by "
        "all commands from then on; with nothing behind the sign = it is not read."
    ): "列出每张表、每一栏当作什么。指明的内容会记住，以后所有命令照此读；等号右边留空表示不读。",
    "The unit's own workbook (.xlsx .xls .et .ods).": "本单位自己的工作簿（.xlsx .xls .et .ods）。",
    "What a sheet or a column is; may be repeated. See the examples.": "某张表或某一栏是什么；可多次。见示例。",
    "The fiscal year, where no sheet says it.": "预算年度，表里没写时用。",
    "Remember it as shown, in a file beside the workbook.": "照所列的记住，写在工作簿旁边的文件里。",
    "Remember it for all workbooks of yours.": "记住，用于本人的所有工作簿。",
    "Write the year in another form: workbook, JSON or a folder of text files.": (
        "把台账换一种形式：工作簿、JSON 或文本文件夹。"
    ),
    "A workbook (.xlsx), a .json file, or a folder for text files.": "工作簿（.xlsx）、.json 文件，或放文本文件的文件夹。",
    "{file}: a year is written as .xlsx, .json or a folder.": "{file}：台账可以写成 .xlsx、.json 或文件夹。",
    "Print the JSON Schema of a year.": "输出台账的 JSON Schema。",
    # ---- mapping ---------------------------------------------------------------------------------------
    "not read": "不读入",
    " (header in row {n})": "（表头在第 {n} 行）",
    "{n} column by its own name": "{n} 栏，照原名",
    "{n} columns by their own names": "{n} 栏，照原名",
    "Your header": "你的表头",
    "is taken for": "当作",
    "“{label}”?": "是不是“{label}”？",
    "Remembered in {file}.": "已记在 {file}。",
    "If that is right, add --save; else --set OWN=OURS.": "如果都对，加 --save 记住；不对的用 --set 自己的=台账的 指明。",
    "“{text}”: write SHEET=TABLE or SHEET!HEADER=COLUMN.": "“{text}”：请写成 工作表=台账的表，或 工作表!表头=台账的栏。",
    "There is no sheet “{name}”; there are {known}.": "没有工作表“{name}”；有 {known}。",
    "“{name}” is no table; there are {known}.": "台账没有“{name}”这张表；有 {known}。",
    "Say first what sheet “{name}” is: {name}=TABLE.": "请先指明工作表“{name}”是哪张表：{name}=台账的表。",
    "“{name}” is no column; there are {known}.": "该表没有“{name}”这一栏；有 {known}。",
    # ---- findings --------------------------------------------------------------------------------------
    "{n} row": "{n} 行",
    "{n} rows": "{n} 行",
    "not read; the rules of the ledger could not be checked": "未读入；台账规则没有检查",
    "Not checked": "未能核对",
    "{rules} rules: {sound} relations hold, {found} do not; {idle} rules had nothing to check": (
        "台账规则 {rules} 条：{sound} 处相符，{found} 处不符；{idle} 条没有可核对的内容"
    ),
    "expected: {what}": "应为：{what}",
    "see also: {places}": "另见：{places}",
    "Sound: no errors": "可以报：没有错误",
    "Mend {n} error first": "改后再报：{n} 处错误",
    "Mend {n} errors first": "改后再报：{n} 处错误",
    "{n} doubt": "{n} 处存疑",
    "{n} doubts": "{n} 处存疑",
    "{n} notice": "{n} 处提示",
    "{n} notices": "{n} 处提示",
    "{n} matter of style": "{n} 处文字",
    "{n} matters of style": "{n} 处文字",
    "{n} error": "{n} 处错误",
    "{n} errors": "{n} 处错误",
    "{n} doubt about the year read.": "读入的台账有 {n} 处存疑。",
    "{n} doubts about the year read.": "读入的台账有 {n} 处存疑。",
    "jixiao year check {file} tells everything.": "用 jixiao year check {file} 查看全部。",
    # ---- check -----------------------------------------------------------------------------------------
    "Check every figure of a report against all others in it.": "核稿：一份报告里的每个数，都与其余的数对一遍。",
    (
        "The last lines say whether the report can go out and how many of its figures were verified. With -o and "
        "a name ending in .docx the report comes back with comments at the figures. The exit code is 0 where "
        "nothing was found at the level of --fail-on, 1 where something was, 2 where a file could not be read; "
        "the others are answered all the same."
    ): (
        "最后几行写明能不能报、有多少数得到印证。-o 后面写 .docx 的文件名，报告带着批注返回。"
        "没有 --fail-on 那一级的发现时退出码为 0，有为 1；有文件读不了为 2，其余文件照样核。"
    ),
    "Reports, or folders of them: .docx .pdf .ofd .html .xlsx .txt …": (
        "报告，或放报告的文件夹：.docx .pdf .ofd .html .xlsx .txt 等。"
    ),
    "text, json, jsonl, sarif, html, docx or xlsx.": "text、json、jsonl、sarif、html、docx 或 xlsx。",
    "Where to write; its ending tells the form.": "写到哪里；由后缀决定写成什么。",
    "In a Word file, certain repairs as tracked changes, too.": "Word 文件里，把握大的改法同时写成修订。",
    "In JSON, every relation found, sound ones too.": "JSON 里列出全部勾稽关系，相符的也列。",
    "Exit code 1 from error, warning, notice; or never.": "从哪一级起退出码为 1：error、warning、notice；或 never。",
    "Settings; else the nearest jixiao.toml at or above the file.": (
        "设置文件；不写时用报告所在文件夹或上级文件夹里的 jixiao.toml。"
    ),
    "Files to check at once; 0 as many as pay.": "同时核几份；0 为自动。",
    "Print the JSON Schema of the results.": "输出结果的 JSON Schema。",
    "Say which report to check: jixiao check report.docx": "请写明核哪份报告：jixiao check 报告.docx",
    "Hold the report to this year's ledger, too.": "同时与这份年度台账逐数核对。",
    "Hold what the files say of earlier years to each other, too.": "几份文件是同一单位的：上年数互相核对。",
    "--same-unit takes two files or more: jixiao check 2023.pdf 2024.pdf --same-unit": (
        "--same-unit 要两个以上文件：jixiao check 2023.pdf 2024.pdf --same-unit"
    ),
    "The department's own document: hold what it adds up to the FILEs of its units.": (
        "部门的文件：部门的数与各所属单位（含本级）文件的合计核对。"
    ),
    "Name the files of the units, too: jixiao check UNIT1.docx UNIT2.docx --department ALL.docx": (
        "请写明所属单位的文件：jixiao check 局本级.docx 文化馆.docx --department 部门.docx"
    ),
    "--period and --as-of go with --against: they say which state of the ledger.": (
        "--period 和 --as-of 要与 --against 同用：说明与台账的哪个时点核对。"
    ),
    "{file}: say in which form, --format {known}.": "{file}：请写明写成什么，--format {known}。",
    "Say where to write: -o {name}": "请写明写到哪里：-o {name}",
    "There is no report in {folder}.": "{folder} 里没有能核的报告。",
    "{n} character": "{n} 字",
    "{n} characters": "{n} 字",
    "{n} figure": "{n} 处数字",
    "{n} figures": "{n} 处数字",
    "not read: {what}": "没有读：{what}",
    "changes: {what}": "改变结论：{what}",
    "→ write {what}.": "→ 改为 {what}。",
    "Ready to go out: no errors": "可以报：没有发现错误",
    "Mend first: {errors}": "改后再报：{errors}",
    "Not fit to go out: {errors}": "不宜报：{errors}",
    " ({what} would change)": "（会改变{what}）",
    " ({what})": "（{what}）",
    ".": "。",
    "{n} suppressed by jixiao.toml": "{n} 处按 jixiao.toml 不再提示",
    (
        "Of {figures} figures {verified} agree with another place, {single} are said only once, {uncheckable} "
        "could not be checked"
    ): "{figures} 处数字：{verified} 处与别处相符，{single} 处只说过一次，{uncheckable} 处无法核对",
    "others {n}": "其他 {n}",
    ". Nothing in the text vouches for any of them": "。文中没有一处能印证另一处",
    "Report": "报告",
    "Verdict": "结论",
    "Verified": "已核",
    "ready": "可以报",
    "to mend": "改后再报",
    "not fit": "不宜报",
    "{n} report": "{n} 份报告",
    "{n} reports": "{n} 份报告",
    "Checking": "核稿",
    "Ledger": "台账",
    "Documents": "文稿",
    # ---- track -----------------------------------------------------------------------------------------
    "Show the year at a glance: budget, spending, bands, what is behind, lights of budget and objectives.": (
        "全年一览：预算、支出、档次、哪些慢于计划、预算和目标的预警灯。"
    ),
    (
        "Rates are given of the adjusted and of the original budget. A project with planned spending is held "
        "against its own plan, any other against the share of the year that has passed. Without --as-of the year "
        "is shown as of today, a past one as of its last day."
    ): (
        "执行率同时除以调整后预算和年初预算。有用款计划的项目对照自己的计划，其余对照序时进度。"
        "不写 --as-of 时截至今天，往年截至年末。"
    ),
    "Also show what changed after this date.": "再列出这一天以后的变动。",
    "Ordinary projects too, and everything that is behind.": "一般项目也列，慢于计划的全列。",
    "{unit} · {year} · as of {date} · in 万元": "{unit} · {year}年度 · 截至 {date} · 单位：万元",
    "Original": "年初预算",
    "Adjusted": "调整后预算",
    "Spent": "实际支出",
    "Rate": "执行率",
    "÷ original": "对年初之比",
    "÷ orig.": "对年初",
    "± plan": "±进度",
    "Planned": "计划",
    "Unit": "部门整体",
    "Basic expenditure": "基本支出",
    "Project expenditure": "项目支出",
    "Focus projects ({n})": "重点项目（{n}个）",
    "Ordinary projects": "一般项目",
    "No.": "序号",
    "Project": "项目",
    "Office": "执行部门",
    "Focus projects by execution rate (spent ÷ adjusted)": "重点项目，按执行率（支出÷调整后预算）分档",
    "Ordinary projects by execution rate (spent ÷ adjusted)": "一般项目，按执行率（支出÷调整后预算）分档",
    "{n} project": "{n}个项目",
    "{n} projects": "{n}个项目",
    "There are no focus projects; --all shows the ordinary ones.": "没有重点项目；一般项目用 --all 查看。",
    "Behind, furthest first ({n} of {all})": "慢于计划的，最慢的在前（{all}个中{n}个）",
    "Nothing is behind.": "没有慢于计划的项目。",
    "± plan: percentage points ahead (+) or behind (-) of the share of the year that has passed": (
        "±进度：比序时进度快（+）或慢（-）几个百分点"
    ),
    "; * of the project's own plan": "；带 * 的对照项目自己的用款计划",
    "; ? not known: only a later statement tells what was spent": "；? 不详，只有以后的累计数",
    "… and {n} more (--all)": "……另有 {n} 个（--all）",
    "… and {n} more": "……另有 {n} 条",
    "Changed after {since}, up to {date}": "{since} 之后至 {date} 的变动",
    "Nothing.": "没有变动。",
    "Entries": "记录",
    "{n} payment": "支付{n}笔",
    "{n} payments": "支付{n}笔",
    "{n} refund": "退回{n}笔",
    "{n} refunds": "退回{n}笔",
    "{n} statement": "累计数{n}笔",
    "{n} statements": "累计数{n}笔",
    "? not known: only a later statement tells what was spent before": "? 不详：此前的支出只有以后的累计数",
    "Letters": "函件",
    "{title}: requested {requested}, approved {approved}, {state}": (
        "{title}：申请 {requested}，批复 {approved}，{state}"
    ),
    "Outputs": "成果",
    "{subject}: {outputs}": "{subject}：{outputs}",
    "{now} (was {before})": "{now}（原为 {before}）",
    # ---- report ----------------------------------------------------------------------------------------
    "Write the performance report of the year, every figure from the ledger.": (
        "写绩效跟踪报告，每个数都来自台账。"
    ),
    "What the ledger lacks stands in the draft as 【待补】 and is listed here; --final refuses it.": (
        "台账缺的内容，草稿里是【待补】，屏幕上也列出；--final 不放行。"
    ),
    "Where to write: .docx, .html, .md or .pdf; may be repeated.": "写到哪里：.docx、.html、.md 或 .pdf；可多个。",
    "full-year, half-year, or your own file (.toml).": "full-year、half-year，或本单位的提纲文件（.toml）。",
    "external (default), or internal: names and dates too.": "external（对外，缺省），或 internal（对内，点名、写期限）。",
    "A clean copy: nothing is written while anything is wanting.": "定稿：只要还缺内容就不写文件。",
    "Overwrite even a document that was edited by hand.": "即使文件被人手工改过也覆盖。",
    "To be checked first (核对): {n}": "先要核对：{n} 处",
    "Wanting (待补): {n}": "待补：{n} 处",
    "Typed into texts, bound to nothing (手填数字): {n}": "手填的数字，不随台账变化：{n} 个",
    "No clean copy was written; this is wanting:": "没有写定稿，还缺：",
    "Say where to write the report: -o report.docx": "请写明报告写到哪里：-o 报告.docx",
    "Bring the figures of this edited report (.docx) up to date.": "把这份改过的报告（.docx）里的数更新到最新。",
    "{option} does not go with --refresh: the edited report says its own period and date.": (
        "{option} 不能与 --refresh 同用：期间和截至日期以改过的报告为准。"
    ),
    "--refresh writes one file: -o NEW.docx": "--refresh 只写一个文件：-o 新报告.docx",
    "refreshed": "更新",
    "Figures changed (更新的数): {n}": "更新的数：{n} 个",
    "Typed over by hand, now as the ledger has it (手改的数): {n}": "手工改过、现按台账写的数：{n} 个",
    "Bound again by their words (重新绑定): {n}": "按上下文重新绑定的数：{n} 个",
    "Not found any more, look for them (未能绑定): {n}": "找不到、请人工核对的数：{n} 个",
    "No longer in the ledger (台账中已没有): {n}": "台账中已没有的数：{n} 个",
    "Other words proposed in comments (批注建议的文字): {n}": "文字需要改的，已写在批注里：{n} 处",
    "not found": "未找到位置",
    "no longer needed": "这一句不再需要",
    "Every figure is as the ledger has it.": "所有的数都与台账一致。",
    "Worth a look before it goes round (行文): {n}": "送审前再看一眼的行文：{n} 处",
    # ---- read ------------------------------------------------------------------------------------------
    "Make a year's ledger of a report: projects, budget, adjustments, spending, letters.": (
        "把报告读成年度台账：项目、预算、调整、支出、函件。"
    ),
    (
        "What the report says firmly is taken as printed, and exactly from a .docx that Jixiao wrote. What it does "
        "not say stays empty. Every doubt is told, stands among the year's remarks, and is marked in the workbook."
    ): (
        "报告写明的照印出的数读入，本软件写的 .docx 读入精确数；没有写的留空。"
        "存疑之处都列出来，写进台账的“存疑”表，并在工作簿里标出单元格。"
    ),
    "The report: .docx .pdf .ofd .html .md .txt …": "报告：.docx .pdf .ofd .html .md .txt 等。",
    "The fiscal year, where the report does not say it.": "预算年度，报告没写时用。",
    "Every doubt, however many there are of a kind.": "存疑再多也全部列出。",
    "as of {date}": "截至 {date}",
    "{n} line of approval": "批复明细 {n} 笔",
    "{n} lines of approval": "批复明细 {n} 笔",
    "{n} line of adjustment": "调整明细 {n} 笔",
    "{n} lines of adjustment": "调整明细 {n} 笔",
    "{n} sum spent": "支出 {n} 笔",
    "{n} sums spent": "支出 {n} 笔",
    "{n} letter": "调整函 {n} 份",
    "{n} letters": "调整函 {n} 份",
    "Found: {what}": "读到：{what}",
    "Not found: {what}": "没有找到：{what}",
    "To look at: {what}": "要看的：{what}",
    "the unit's name": "单位名称",
    "projects": "项目",
    "a table of projects": "项目表",
    "the document that approved the budget": "批复预算的文件",
    "the letters of adjustment": "申请调整的函",
    "the unit's totals": "部门整体的数",
    "what was spent": "支出",
    "in the report: {place}": "报告：{place}",
    "Look through it, then: {command}": "看过之后：{command}",
    # ---- forms and letters -----------------------------------------------------------------------------
    "Write the annexes as workbooks and Word files, or fill a bureau's blank.": (
        "写附件表格（.xlsx 和 .docx），或填财政局发的空表。"
    ),
    "Without --form they are those that the annexes of the year name.": "不写 --form 时，写台账“附件”表里的表样。",
    "Into a FOLDER that ends in .zip every project gets a file of its own.": (
        "输出写成 .zip 时，每个项目一个文件，打成一包。"
    ),
    "A format; may be repeated; xlsx and docx.": "格式；可多个；不写是 xlsx 和 docx。",
    "Only this project's form, where each has one.": "只出这个项目的表（一个项目一张的表样）。",
    "No such format: {name}. There are {known}.": "没有 {name} 这种格式；有 {known}。",
    "No project has the code {code}.": "没有编号为 {code} 的项目。",
    "{n} file": "{n} 个文件",
    "{n} files": "{n} 个文件",
    "A form, or your own file (.toml); may be repeated.": "表样的名称，或本单位的文件（.toml）；可多个。",
    "Fill the bureau's own blank (.xlsx).": "填这份空表（.xlsx）。",
    "Which cell of the blank gets what (.toml).": "空表哪一格填什么的对照文件（.toml）。",
    "Fill cells of the blank that hold something, too.": "空表里已有内容的格也填。",
    "--blank and --mapping go together.": "--blank 和 --mapping 要一起用。",
    "{n} cell filled": "填了 {n} 格",
    "{n} cells filled": "填了 {n} 格",
    "; the ledger has nothing for {cells}": "；台账里没有内容可填的：{cells}",
    "The letter's number, e.g. 月办函〔2020〕3号.": "函的发文字号，如 月办函〔2020〕3号。",
    "The date of letter and cover.": "函和封面的日期。",
    "A number or date that is not given stands as 【待补】.": "没有给的字号、日期，写作【待补】。",
    "Write the covering letter (报送函) and the cover page (封面) of the report.": "写报告的报送函和封面。",
    # ---- example, rules --------------------------------------------------------------------------------
    "Write the example year: workbook, report, forms and letters, and show it at a glance.": (
        "写出示例年度：台账、报告、表格、公函，并显示全年一览。"
    ),
    "List the rules: of documents, and of the ledger.": "列出规则：文稿规则和台账规则。",
    "Explain a rule: what it checks, why, and what it cannot see.": "说明一条规则：查什么、为什么、查不出什么。",
    "The code of a rule, as findings show it.": "规则代码，检查结果里有。",
    "The folder is written afresh each time; what you changed in it yourself keep under another name.": (
        "文件夹里的文件每次重写；自己改过的请另存。"
    ),
    "Change a payment in the workbook, then: {command}": "在台账里改一笔支出，然后：{command}",
    # ---- what goes wrong -------------------------------------------------------------------------------
    "Error: {what}": "错误：{what}",
    "Interrupted.": "已中断。",
    "There is no option {name}.": "没有 {name} 这个选项。",
    "There is no command {name}.": "没有 {name} 这个命令。",
    "{name} wants a value behind it.": "{name} 后面要跟一个值。",
    "There is one argument too many: {names}": "多了参数：{names}",
    "Did you mean {names}?": "是不是 {names}？",
    "{name} is missing: {help}": "缺少 {name}：{help}",
    "{file} does not exist.": "{file} 不存在。",
    "{file} may not be read or written. Is it open in another program? Close it and try again.": (
        "{file} 不能读写。是不是在别的程序里打开着？关闭后再试。"
    ),
    "{file}: the name must end in one of {known}.": "{file}：文件名应以 {known} 之一结尾。",
    "{file} is a folder.": "{file} 是文件夹。",
    "{file} is a file, not a folder.": "{file} 是文件，不是文件夹。",
    "{file} is the file that is read; choose another name.": "{file} 就是要读的文件；请换一个名字。",
    "{file} exists; choose another name, or add --force.": "{file} 已存在；请换一个名字，或加 --force。",
    (
        "{file} was edited after it had been written. To keep the edits, bring its figures up to date with "
        "jixiao report --refresh {file} YEAR -o NEW.docx; to lose them, add --force."
    ): (
        "{file} 写出以后被人改过。要保留改动，请用 jixiao report --refresh {file} 台账 -o 新报告.docx 更新数字；"
        "不要改动了，加 --force。"
    ),
    # ---- marks -----------------------------------------------------------------------------------------
    ", ": "、",
    "; ": "；",
}
