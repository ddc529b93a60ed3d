"""Every rule that may decide a piece: its id, the kind it gives, and the sentence shown to the clerk."""

DEMANDS = ("directive_hard", "directive_soft", "directive_standing", "prohibition")

RULES: dict[str, str] = {
    "modal-must": "句中有“必须、务必、应当、一律”等硬性词，作为硬性要求。",
    "modal-should": "句中有“要、请、需”等要求词，作为一般要求。",
    "modal-never": "句中有“不得、严禁、决不、不准”等禁止词，作为禁止事项。",
    "standing": "以“坚持、持续、常态化”等词开头，作为长期要求。",
    "imperative": "句子没有主语，以“落实、推进、加强”等动词开头，作为要求。",
    "named-unit-acts": "写明由谁办什么，没有“已、了”等完成词，作为要求。",
    "numbered-point": "属于一个要求事项（一要、一是、（一）、1.等）的一部分，整体保留。",
    "continues": "接着上一句说同一件事，并入同一项要求。",
    "table-task": "任务表中“任务”一栏的内容。",
    "past-work": "讲已经做过的工作或取得的成绩，作为背景。",
    "past-series": "这一组序号讲的是过去的工作，不是要求。",
    "problem": "讲存在的问题和不足，可转为整改事项。",
    "problem-series": "这一组序号列的是问题，不是要求。",
    "rationale": "讲道理、意义或关系，作为背景。",
    "question": "问句，不是要求。",
    "statement": "一般陈述，没有要求词。",
    "guiding": "指导思想、总体目标一类的总述，作为背景。",
    "preamble": "正文分项之前的总起，没有单独的时限或对象，作为背景。",
    "lead-in": "只引出下面的分项，本身不是要求。",
    "procedure": "会议程序、行文说明（如“现通知如下”），不是要求。",
    "execute-only": "只有“请认真贯彻落实”一类套语，没有具体要求。",
    "quotes-others": "引用上级、领袖或他人的话。",
    "reported-view": "转述评价、肯定或看法，不是要求。",
    "closing": "结尾的号召。",
    "cheer": "号召、祝愿、口号。",
    "heading": "序号标题。",
    "heading-line": "单独成行的小标题。",
    "title-line": "文件标题或版头。",
    "speaker-line": "标明讲话人的一行。",
    "date-line": "日期。",
    "greeting": "称呼或主送单位。",
    "tail": "附件、落款、联系方式、印发说明。",
    "table-cell": "任务表的表头或其他栏。",
    "blank-line": "空白。",
}

KIND_OF: dict[str, str] = {
    "past-work": "background", "past-series": "background", "rationale": "background", "statement": "background", "question": "background",
    "guiding": "background", "preamble": "background", "lead-in": "background", "problem": "diagnosis",
    "problem-series": "diagnosis", "quotes-others": "quotation", "reported-view": "background", "closing": "exhortation",
    "cheer": "exhortation", "procedure": "furniture", "execute-only": "furniture", "heading": "furniture",
    "heading-line": "furniture", "title-line": "furniture", "speaker-line": "furniture", "date-line": "furniture",
    "greeting": "furniture", "tail": "furniture", "table-cell": "furniture", "blank-line": "furniture",
}  # fmt: skip
