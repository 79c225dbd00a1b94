"""What the commands of the site say in Chinese, beside the English that stands in the code."""

from __future__ import annotations

CHINESE: dict[str, str] = {
    "The address to listen at.": "监听的地址。",
    "The port to listen at.": "监听的端口。",
    "How many processes answer pages.": "几个进程处理网页。",
    "How many do long work beside them.": "另有几个进程做导入、核稿等费时的事。",
    "The folder for database, files and keys; also JIXIAO_DATA.": (
        "放数据库、文件和密钥的文件夹；也可用环境变量 JIXIAO_DATA。"
    ),
    "Run the whole site for a unit: pages, long work and the clock, in one tree of processes.": (
        "运行一个单位的网站：网页、后台任务、定时任务一并启动。"
    ),
    (
        "The database is brought up to date first. What dies is started again; Ctrl+C ends all in good order."
    ): "启动前先升级数据库。哪个进程停了就重新启动；按 Ctrl+C 全部正常结束。",
    "Run the pages alone; long work and the clock run elsewhere.": (
        "只运行网页；后台任务和定时任务在别处运行。"
    ),
    "Run processes for long work alone.": "只运行后台任务。",
    "Run the clock alone: reminders, and jobs of killed processes. Two of them do nothing twice.": (
        "只运行定时任务：催办提醒、接回中断的任务。开两个也不会重复做。"
    ),
    "The folder of the demonstration.": "演示用的文件夹。",
    "Begin anew: what was changed is lost.": "从头再来：在演示里改过的都丢掉。",
    "Run the site with the example year and public accounts, one for each role, printed here.": (
        "运行演示网站：示例年度，每种角色一个公开的账号，列在屏幕上。"
    ),
    "Run one of Django's commands on the site, such as migrate, createsuperuser or dumpdata.": (
        "运行 Django 的命令，如 migrate、createsuperuser、dumpdata。"
    ),
    "{what} ended; it is started again.": "{what} 停了，重新启动。",
    "Stopped.": "已停止。",
    "Ready: {address}": "请用浏览器打开：{address}",
    "Called by other names than {names}, the site refuses: set JIXIAO_HOSTS=name,address.": (
        "网站只认 {names} 这些名称；别的机器要访问，请设 JIXIAO_HOSTS=名称,地址。"
    ),
}
