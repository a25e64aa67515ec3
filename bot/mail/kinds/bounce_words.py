"""How mail systems, old and new, say that a mail did not arrive: words and shapes as data. Decides nothing."""

from __future__ import annotations

import re

# From addresses and names that no person writes under.
MAILER_ADDRESS = re.compile(
    r"^(?:mailer[-_.]?d[ae]?a?emon|mail[-_.]?daemon|mailerdaemon|m-?daemon|post[-_.]?master|mailmaster"
    r"|microsoftexchange"
    r"|mail[-_.]?(?:er|system|delivery|router|admin(?:istrator)?|server|gateway)|smtp(?:[-_.]?(?:gateway"
    r"|admin|relay|server))?"
    r"|bounces?|bounced?[-_.]?(?:mail|notification|message)?|mdaemon|mmdf|uucp|daemon"
    r"|undeliverable"
    r"|non-?delivery|system-?administrator|mailmarshal|amavis(?:d(?:-new)?)?|symantec"
    r"|anti-?(?:virus|spam)|mail-?(?:guard|security|filter)|virus(?:alert|master)?"
    r"|content-?filter)"
    r"(?:[-+_.=0-9a-f][^@]*)?(?:@|$)"
)
MAILER_NAME = re.compile(
    r"mail(?:er)?[ -]?(?:delivery|d[ae]e?mon|system|router|server|administrator|gateway|service)|mailer"
    r"|delivery (?:sub)?system"
    r"|system administrator|post-?master|mail delivery|delivery (?:service|failure|notification|status)"
    r"|internet mail"
    r"|microsoft (?:outlook|exchange)|mailmarshal|smtp (?:gateway|relay|server|mail)|message router"
    r"|x\.?400|pmdf|interscan|anti[- ]?(?:virus|spam)|(?:mail|internet|security) gateway|mail (?:guard"
    r"|security|filter)|mimecast"
    r"|barracuda|symantec"
    r"|groupwise|mail admin|non-?deliver|undeliver|daemon|mail ?er ?subsystem|\bmta\b|email (?:system"
    r"|server)|returned mail"
)
# Subjects of failure reports (of the whole subject or its start).
SUBJECT = re.compile(
    r"undeliver|un-?deliverable|(?:mail|message) returned|not delivered|returned (?:mail|message|e-?mail"
    r"|to sender)|returning (?:mail|message|to sender)"
    r"|(?:mail|message|e-?mail) (?:was |has been |is being )?return(?:ed|ing)|delivery[ -](?:status"
    r"|failure|failed|has failed|error"
    r"|report|problem|notification|delay|incomplete|unsuccess|temporar|attempt|impossible"
    r"|to the following)|(?:mail|message|e-?mail)"
    r"(?: delivery)? (?:has |was |is )?(?:fail|error|problem|delay|undeliver|reject|not deliver"
    r"|could ?n[o']t|cannot|can't|notification)|failure notice|failed mail"
    r"|failure (?:delivering|to deliver)|fail(?:ed|ure) (?:delivery|message)|non[- ]?(?:deliver|remis"
    r"|recapit)|nondeliver|ndn:|ndr:"
    r"|mail system error|(?:could|can) ?not be (?:sent|delivered)|couldn't (?:be )?(?:sent|deliver)"
    r"|unable to (?:deliver|send)"
    r"|user unknown|unknown (?:user|address|recipient)|no such (?:user|address|mailbox)"
    r"|invalid (?:address|recipient|user|mailbox)"
    r"|warning: (?:could not|message|mail|delayed|unable)|^(?:delayed|rejected|mail error|error sending"
    r"|bounced?|deliver(?:y)? error|delay)\b"
    r"|(?:message|mail) (?:status|bounced?|delayed|blocked|quarantined)|mailbox (?:full|unavailable"
    r"|exceed)|over quota|unzustellbar"
    r"|r[üu]ckl[äa]ufer|nicht zugestellt|non distribu|message non remis|no se (?:puede|pudo) entregar"
    r"|n[ãa]o (?:entregue|foi poss)"
    r"|mancata consegna|onbestelbaar|kan inte levereras|olevererbart|mail delivery|virus (?:found|alert"
    r"|detected|in)|banned|infected"
    r"|エラー|配信|送信できません|недостав|не доставлен|退信|系统退信"
)
# Openings of reports that programs write word for word; on their own enough beside a mailer's sender.
OPENER = re.compile(
    r"this is the (?:mail(?:er)? (?:system|delivery)|postfix|qmail|exim|courier|mail delivery"
    r"|machine generated|smtp|.{0,40}program at)"
    r"|hi\. this is the|i'?m sorry to have to inform you|i'?m afraid i wasn't able to deliver"
    r"|this message was created automatically by"
    r"|a message that you (?:have )?sent (?:could not|has not|contained|was)|addresses? (?:had"
    r"|with) (?:permanent|transient|delivery) "
    r"|the (?:following|original) (?:address|message|recipient|mail)(?:[^.]|\.(?=\S)){0,80}(?:had|fail"
    r"|could not|was not|were not|not deliver|undeliver|unreach|bounced?|reject|return|error)"
    r"|(?:did|was|were|has|have|could|can|will|is|are)(?: ?n[o']t| never| not yet)(?: be"
    r"| been)? (?:reach|deliver|be(?:en)? deliver|sent|be sent|accepted|relay|forward|transmitted"
    r"|process)"
    r"|delivery (?:to|of|for)(?:[^.]|\.(?=\S)){0,120}(?:fail|delay|not|abort|unsuccess|impossible"
    r"|suspend)|unable to deliver|undeliver|un-?deliverable"
    r"|delivery (?:failed|failure|has failed|attempt|has been delayed|error|status notification|report)"
    r"|failed (?:permanently|to deliver|to reach|recipient|address)"
    r"|permanent (?:fatal )?(?:error|failure)|fatal error|transcript of session|message (?:was "
    r"|has been )?(?:returned|rejected|bounced|refused|blocked|delayed|discarded)"
    r"|return(?:ed|ing) (?:to sender|mail|message|your|the)|sorry[,.]? (?:i|we|your|no|the|it) (?:[^.]"
    r"|\.(?=\S)){0,80}(?:deliver|mailbox|find|exist)"
    r"|(?:user|recipient|address|mailbox|account|host|domain)(?:[^.]|\.(?=\S)){0,60}(?:unknown|not found"
    r"|does ?n[o']t exist|not exist|unavailable|disabled|inactive|suspended|full|invalid|not listed"
    r"|rejected|over quota|exceed|not recogni|is not a valid)"
    r"|(?:unknown|no such|invalid|bad|non-?existent|unrecogni[sz]ed|illegal) (?:user|recipient|address"
    r"|mailbox|host|domain|local|account|destination)"
    r"|too many hops|mail loop|relaying denied|quota exceeded|exceed(?:s|ed)? (?:the |its |his "
    r"|maximum )?(?:storage|quota|size|disk|mailbox)"
    r"|nicht (?:zugestellt|zustellbar)|konnte nicht|n'a pas pu|non (?:remis|consegn|stato possibile)"
    r"|no (?:se )?(?:pudo|ha podido)|n[ãa]o (?:p[ôo]de|foi)"
    r"|could not (?:deliver|send|be|find)|couldn'?t (?:be )?(?:deliver|find)|cannot (?:deliver|send|be)"
    r"|not (?:listed in|a known user)|failed on (?:the )?following"
    r"|error (?:while|in) (?:deliver|send|process)|your (?:message|mail|e-?mail)(?:[^.]"
    r"|\.(?=\S)){0,60}(?:was|has|could|cannot|is)(?:[^.]|\.(?=\S)){0,30}(?:not|reject|refus|block|bounce"
    r"|fail|quarant|delay|infect|virus)"
    r"|rejected (?:by|because|for)|access denied|service unavailable|no route|retry time(?:out)?|(?:mail"
    r"|e-?mail|message) could|エラー|配信|宛先|届け|ありません|できません|не (?:может|доставл)|无法|地址"
)
SMTP_CODE = re.compile(
    r"(?<![\d.,£$])(?:[45]\.\d{1,3}\.\d{1,3}(?![\d.])|(?:4[2-5]\d|5[0-7]\d)[ -](?:[45]\.\d|[a-z#<\"*]))"
)
STATUS = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])")
DELAY = re.compile(
    r"delayed|not yet been|will (?:continue|keep|be) (?:to )?(?:try|retr)|still (?:being )?(?:try|tried"
    r"|queued|retried)|warning message only"
    r"|no action is required|do not need to resend|transient|temporar(?:y|ily)|will retry|keep trying"
    r"|attempts? will be made|deferred"
)
GIVEN_UP = re.compile(
    r"permanent|fatal|giving up|given up|will no longer|has been (?:returned|deleted)"
    r"|could not be delivered for|undeliverable|has failed|failed\b"
)
# Where a report ends and the copy of our mail begins.
COPY = re.compile(
    r"(?im)^(?:[ \t>|*#=+-]{0,60}(?:below this line is|this is a copy of|(?:included|here) is a copy"
    r"|the (?:original|first|header|body|text|beginning)[^\n]{0,40}"
    r"(?:message|lines|headers?|follows|is below|was)|original message|unsent message|(?:message"
    r"|undelivered) (?:headers?|text|contents?|body)[^\n]{0,30}(?:follow|below|:)"
    r"|your (?:original )?(?:message|mail)[^\n]{0,30}(?:follows|reads|below|began)|returned (?:message"
    r"|mail)|start of returned|forwarded message|copy of (?:the|your)"
    r"|message header|headers? of (?:the|your)|text of (?:the|your)|rejected message"
    r"|begin(?:ning)? (?:of )?(?:included|original|returned|message))[^\n]*"
    r"|[> |\t]{0,6}(?:received|return-path|x-envelope-from|message-id|mime-version|delivered-to|x-mailer"
    r"|dkim-signature):[ \t]?[^\n]*)$"
)
ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?", re.IGNORECASE
)
NEVER_FAILED = re.compile(
    r"^(?:post[-_.]?master|mailer-daemon|abuse|helpdesk|support|hostmaster|webmaster|noc|no-?reply)@"
    r"|@(?:[^@]*\.)?(?:localhost|prod\.outlook\.com|phx\.gbl)$"
)

HEADER_LINE = re.compile(
    r"(?im)^[ \t>]{0,8}(?:from|to|cc|reply-to|sender|subject|return-path|message-id|in-reply-to"
    r"|references|date|received)[ \t]*:[^\n]*"
)
# Addresses of programs that may also write other things than failure reports.
MACHINE_ADDRESS = re.compile(
    r"^(?:no-?reply|do-?not-?reply|admin(?:istrator)?|root|system|server|gateway|mail|e-?mail|notif\w*"
    r"|info|abuse|listserv|majordomo|autoreply)(?:[-+_.][^@]*)?@"
)
ANSWERS_AWAY = re.compile(
    r"^\s*(?:auto|out[ -]of|ooo\b|away|vacation|abwesen|r[ée]ponse auto|respuesta auto|risposta auto)"
)
FIRST_PERSON = re.compile(
    r"\b(?:i|we|my|our)\b(?!'?(?:m|re|ve)? ?(?:was |were |am |are |have |been )?(?:unable|not able|sorry"
    r"|afraid|given up)"
    r"|(?: was|were)?(?: ?n't| not) able| could ?n[o']t| (?:mail |e-?mail )?(?:server|system|gateway"
    r"|filter))"
)
SERVICE_BOUNCE = re.compile(r"\"(?:notificationType|eventType)\"\s*:\s*\"Bounce\"")
SERVICE_RECIPIENT = re.compile(r"\"emailAddress\"\s*:\s*\"([^\"]{3,320})\"([^{}]{0,600})")
