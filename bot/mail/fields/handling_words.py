"""Phrases of what was done: encryption, containment, deletion, recovery, actions. Data only."""

from __future__ import annotations

import re

from bot.mail.fields.late import late
from bot.mail.fields.lexicon import one

ENCRYPTED = one(
    r"encrypted(?! (?:by|our|all|the|files|and held|everything|most|several|significant|some|a |data on"
    r"|part|those|these|only))",
    r"encryption(?! key)(?= (?:was|is|enabled|on|at rest|turned|algorithm|in place|applied|active|software)"
    r"|\.|,)",
    r"bit ?locker(?:ed)?",
    r"file ?vault",
    r"password protected(?= (?:zip|with aes|and encrypted))",
    r"veracrypt",
    r"fully encrypted",
)
NOT_ENCRYPTED = one(
    r"unencrypted",
    r"un encrypted",
    r"non encrypted",
    r"in (?:the )?clear",
    r"in plain ?text",
    r"(?:not|n't|wasnt|isnt|never|neither|no|without|without any|not been|n't been|lacked) (?:been |being "
    r"|even |actually |fully |password protected or |protected or |properly |protected by |protected with"
    r" )?(?:encrypted|encryption|bitlocker)",
    r"(?:no|not|n't|without|without any|without a) (?:password|pin|passcode)(?: protect(?:ed|ion))?(?: or"
    r" encrypt(?:ed|ion))?(?! (?:was|were) (?:entered|taken|compromised|stolen|accessed|included))",
    r"not (?:password|pin) protected",
    r"n't (?:password|pin) protected",
    r"encrypted\??:? ?(?:no|none)",
    r"encryption:? ?(?:no|none)",
    r"not protected by (?:any |a |strong )?(?:password|encryption)",
)
# Encryption done by an attacker says nothing about how the data were protected.
BY_ATTACKER = re.compile(r"(?:ransom|attack|malware|hacker|perpetrator|criminals?|intruder|virus|crypto)")
AT_REST = re.compile(
    r"encryption at rest|encrypted at rest|at rest|stored in encrypted|(?:was|were) (?:already )?stored"
    r" encrypted"
)
_PERIOD = (
    r"(?:this (?:morning|afternoon)|yesterday|today|last|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the"
    r"|it was|it got|i|we"
    r"|she|he|they|when|\d)"
)
SAFE = one(
    # in the past with an end
    rf"(?:online|visible|live|accessible|on show|on display"
    rf"|(?:was|were|been|stayed|remained) (?:up|public|published|displayed))(?: [\w.:]+){{0,7}}?"
    rf" (?:until|till) (?!further|now|someone|somebody|you){_PERIOD}",
    r"until (?:its|their) (?:removal|withdrawal|deletion|discovery and removal)",
    # taken away, whoever did it
    r"(?:is|are|it's|its|they're) (?:now )?(?:on|in|with) (?:my|our) (?:desk|bag|office|classroom|drawer"
    r"|possession|hands|safe|car)",
    r"(?:i|we)(?:'ve| have) (?:now )?(?:got )?(?:it|them|everything) (?:in|with|on|here|back|safe"
    r"|now)(?! (?:the|our) (?:website|page))",
    r"handed (?:it|them|both|all) (?:straight )?to (?:me|us|reception|the office)",
    r"made (?:it |them |the (?:\w+ )?\w+ )?private",
    r"(?:printing|access|service|accounts?|system|sharing|use|logins?) (?:has|have|was"
    r"|were) (?:now )?(?:been )?(?:suspended|stopped"
    r"|shut|halted|paused|frozen)",
    r"(?:i|we|dsl|it|it team|support|technician|manager|and has|and have) (?:have |has |now |since )*(?:shut"
    r"|locked|frozen|closed|killed|disabled) (?:the|her|his"
    r"|their|all)(?: \w+)?"
    r" (?:accounts?|sessions?|logins?)",
    r"handed (?:it |them )?in(?= (?:at|by|to|this|on|yesterday)|,|\.)",
    r"(?:dropped|left|handed|brought|took) (?:it|them) (?:at|to|in at|into) (?:reception|the (?:school )?office)",
    r"took (?:it|them|this|that) (?:out|off)(?! of school| site)",
    r"(?:deleted|removed|taken down|unpublished|took it out)(?: it| them)?(?: at)? \d{1,2}[.:]\d\d",
    r"(?:assurance|confirmation|undertaking) (?:of|that|from)(?: \w+){0,6}? (?:delet\w+|destr\w+|eras\w+|shred\w+)",
    r"sessions? (?:killed|ended|terminated)",
    r"(?:isolated|disconnected|unplugged|shut down|took offline) (?:\w+ ){0,3}(?:servers?|machines?|pcs?"
    r"|laptops?|computers?|network)",
    r"(?:i|we|she|he|they|caretaker|technician|secretary) (?:have |has |had )?(?:fetched|collected|picked up"
    r"|retrieved|got back)"
    r" (?:it|them|the (?:\w+ )?\w+)",
    r"(?:sheets?|lists?|notes|box(?:es)?|packs?) (?:was |were |has been |have been )?(?:collected|retrieved"
    r"|recovered|returned)",
    r"(?:took|taken|pulled|brought) (?:it|them|this|that|the \w+) (?:straight |right |back )?down(?! the| to)",
    r"(?:switched|turned) (?:it|them|this|that|the (?:\w+ )?\w+) off",
    r"(?:switched|turned|taken) (?:off|down|offline) (?:at|by|this|today|yesterday|straight|immediately|on|within)",
    r"(?:gave|handed|swapped|passed|brought|sent|swopped) (?:it|them|these|those|everything"
    r"|the (?:\w+ )?\w+) (?:straight |right "
    r"|all )?back",
    r"(?:access|permissions?|link|sharing|rights|licen[cs]es?|post|page) (?:was |were |has been |have been "
    r"|had been )(?:\w+ly )?"
    r"(?:withdrawn|rescinded|ended|stopped|cut|cancelled|terminated)",
    r"(?:passwords?|sessions?|accounts?|links?|permissions?|posts?|pages?|photos?|pictures?|tokens?) (?:all )?"
    r"(?:revoked|reset|changed|disabled|withdrawn|removed|unpublished|blocked|taken down|hidden)(?= (?:at"
    r"|by \d|and|this|today"
    r"|on|within|the same|\d|yesterday|straight|immediately)|,|\.|$|\n)",
    r"(?:surgery|practice|firm|company|school|academy|council|hospital|agency|recipients?|parents?|mum|dad"
    r"|family|office|she|he"
    r"|they|who|and|then|has|have|had) (?:has |have |had )?(?:since |now |then |both |all )?(?:shredded"
    r"|destroyed|incinerated) (?:it|them|both|all)"
    r"(?! (?:by (?:mistake|accident)|in error|instead))",
    r"(?:locked|(?:has|have|had) lock) (?:it|them|these|those|everything) (?:away|in|up|safely)",
    r"(?:she|he|they|office|senco|head|manager) (?:has|have|had) (?:now )?lock(?:ed)? (?:it|them)",
    r"(?:texted|said|says|replied|wrote|answered|rang|phoned|mailed)(?: back)?(?: \w+){0,3}? ['\"](?:[^'\"\n]{0,40} )?"
    r"deleted",
    r"(?:she|he|they|who|recipients?|firm|company|supplier|parent) (?:has |have |had )?(?:now |since "
    r"|already |both |all )?confirmed"
    r" (?:this|that|it|doing so|deletion|having done so|they have|she has|he has|in writing)(?! is| was| got)",
    r"gave (?:it|them|this) to (?:reception|the (?:office|head|receptionist|dsl|senco|deputy)|our \w+)",
    r"(?:was|were) (?:collected|fetched|picked up|retrieved)(?: in person)? by (?:the|our|my|a member|one of"
    r"|mr|mrs|ms|miss)",
    r"which (?:she|he|they) (?:has|have|did)(?=,|\.|$| now)",
    r"(?:was|were|is|are) (?:all )?still (?:there|where|on the (?:table|seat|desk|printer|counter)"
    r"|in the (?:tray|printer|box|envelope))",
    r"quarantined (?:it|the file|the e ?mail)",
    r"cut (?:off )?(?:the|their|his) (?:connection|access|internet|network)",
    r"(?:have |has |had |'ve |was |were |been |now |since |successfully |immediately |already"
    r" )*(?:remote(?:ly)? wiped?|wiped (?:it |the \w+ |them )?remotely)",
    r"remote wipe (?:was|has been|is|completed|confirmed|command (?:was|has been))(?: \w+){0,2}"
    r" (?:complete\w*|success\w*|issued|sent|confirmed|done|carried)",
    r"(?:confirmed|confirming|confirms|confirmation|assured|verified|says|said|promised|replied)(?:"
    r" \w+){0,10}? (?:deleted|deletion|destroyed|shredded|erased|removed|not (?:read|opened|kept))",
    r"(?:and|has|have|had|'s|'ve|she|he|they|who|parent|recipient|recipients|colleague|agent|all|both|was"
    r"|were|been|it|immediately|then|now|also|since|both) (?:now |since |immediately |kindly |already |then"
    r" |both |all |also |been |permanently |been permanently |double )?(?:deleted|shredded|destroyed) (?:it"
    r"|them|the|this|that|both|all|immediately|unread|without|and|from|by(?! (?:an? |the |our |one )?(?:pupil"
    r"|student|mistake|accident"
    r"|attacker|hacker|someone|somebody|error)(?![a-z]))|straight|at|in|permanently"
    r"|securely)",
    r"(?:recalled|recall (?:was )?(?:successful|worked|succeeded))(?! (?:failed|didn't|did not))",
    r"(?:recovered|retrieved|got (?:it|them|everything|the \w+(?: \w+)?) back|have (?:it|them) back|been"
    r" (?:returned|handed (?:in|back)|found|recovered|retrieved|located)|returned (?:it|them|the \w+|to"
    r" (?:us|school|the school|me|the office|the controller))|handed (?:it|them) (?:back|in)|brought (?:it"
    r"|them|the \w+(?: \w+)?) (?:back|in)|collected (?:it|them|(?:the|both|all) \w+)|(?:letters?|papers?"
    r"|paperwork|folders?|files?|forms?|reports?|both|all|envelopes?|books?|documents?|bags?|registers?)(?:"
    r" \w+){0,2} (?:were |was |have been |has been |been )?(?:collected|retrieved|recovered|returned)"
    r"|brought (?:it|them|the \w+(?: \w+)?) (?:straight |right )?(?:back|in)|back in (?:our|my|the)"
    r" (?:possession|school|office|hands))",
    r"(?:password|passwords|account|accounts|access|login|link|sharing|permissions?|page|post|form|file"
    r"|document|website|image|photo|tweet|mailbox|session|sessions|spreadsheet|folder|drive|list|rule|rules"
    r"|vulnerability|flaw|bug|error|issue|problem|server|server|machine|laptop|computer)(?: \w+){0,3}?"
    r" (?:has|have|was|were|is|are|had)(?: \w+ly)? (?:now |since |then |immediately |all |also |been |now"
    r" been |since been |already |already been )*(?:reset|changed|disabled|blocked|locked|suspended|revoked"
    r"|removed|taken (?:down|offline)|closed|restricted|corrected|fixed|unpublished|deleted|isolated"
    r"|disconnected|unshared|made private|patched|resolved|hidden|switched off|turned off|shut down"
    r"|quarantined)(?! (?:by (?:an? |the |our |one |some)?(?:pupil|student|mistake|accident|attacker|hacker|virus"
    r"|someone|somebody|error|fire|flood)|in error|accidentally))",
    r"(?:i|we|it|they|he|she|the office|it team|technician|i've|we've|have|has|then|immediately|quickly"
    r"|straight away|team|manager|lead|department|support)(?: (?:have|had|has|then|immediately|quickly"
    r"|since|now|also|already|straight away))* (?:took|taken|pulled|removed|deleted|unshared|unpublished"
    r"|disabled|blocked|reset|changed|revoked|locked|suspended|isolated|disconnected|restricted|switched"
    r" off|turned off|closed|recovered|retrieved|collected|recalled|restored|patched|fixed)(?: \w+){0,6}?"
    r" (?:down|it|them|post|page|link|access|account|accounts|sharing|password|passwords|file|document"
    r"|photo|permissions|laptop|server|machine|network|offline|rule|rules|website|folder|message|e ?mail"
    r"|form|sessions|back|device|system|systems|computer|vulnerability|papers|paperwork|letter|envelope"
    r"|register|envelopes|letters|list|spreadsheet|all|register)",
    r"(?:is|was|been|now|fully|has been|have|situation is) contained",
    r"(?:data|systems?|everything|files|records|service|backups?|all)(?: \w+){0,3} (?:was|were|has been"
    r"|have been|been|is|are)(?: \w+){0,2} (?:restored|recovered)",
    r"restored (?:within|in|after) (?:\w+ ){1,4}(?:hours?|minutes|days?)",
    r"restored (?:\w+ ){0,4}from (?:the |a |our |last night's )?back ?ups?",
    r"no data (?:has |had )?left",
    r"handed (?:it|them) to the police",
    r"(?:arrived|came) back",
    r"(?:it|they) (?:was|were) (?:removed|taken down|withdrawn)",
    r"found (?:it|them|the \w+)(?: \w+){0,3} (?:in|at|under|safe|still|on)(?! (?:the )?(?:dark|street"
    r"|online|internet|web|(?:mon|tues|wednes|thurs|fri|satur|sun)day|google|facebook))",
    r"unopened(?:,? and| and returned| back)?",
    r"still sealed",
    r"(?:it's|its|it is|they are|they're) (?:now |locked )*(?:in|locked in) (?:the|my|our) (?:safe|office"
    r"|locked)",
    r"(?:nobody|no ?one)(?: else)? (?:saw|opened|read|accessed|has seen|had seen|has opened)",
    r"near miss",
    r"(?:stopped|intercepted|cancelled|quarantined)(?: \w+){0,3} (?:before|in time)",
    r"did not (?:actually )?(?:go out|send)",
    r"didn't (?:actually )?(?:go out|send)",
    r"deleted from (?:her|his|their|the recipient's|all) (?:inbox|mailbox|sent|system|server|phone|devices?"
    r"|e ?mail|e ?mails)(?:es|s)?",
)
WISHED = late(
    r"(?:ask|request|await|wait|chas|press|want|need)\w* (?:\w+ ){0,2}for (?:\w+ )?$|(?:request|await)\w* (?:\w+ )?$"
)
STILL_OPEN = one(
    r"(?:not|n't|nothing)(?: been)? heard (?:of|from|anything|back)",
    r"but (?:\d+|some|one|two|three|several|a few) (?:people )?(?:have |had )?(?:already )?(?:opened|read"
    r"|seen)",
    r"(?:not|n't|yet to|never|nor) (?:yet |been able to |able to |managed to |been |fully |be"
    r" )*(?:contained|recovered|retrieved|recalled|found|returned|deleted|restored|located|get (?:it|them)"
    r" back|got (?:it|them) back|heard back|replied|responded|confirmed|answered|removed|taken down|reset"
    r"|traced|stopped)",
    r"(?:still |remain(?:s|ing)? )?outstanding",
    r"(?:some|one|two|three|\d+)(?: \w+)? (?:are |is )?(?:still )?(?:to come|unaccounted for|not back)",
    r"still (?:missing|up|online|live|visible|being|out there|not|out|at large|lost|logged|going (?:on|out)"
    r"|sending|open|accessible|available|on the (?:website|internet|facebook)|ongoing|public|in (?:her|his"
    r"|their) possession|has it|have it|waiting|shared|circulating|down|locked|happening)",
    r"(?:ongoing|on going)",
    r"(?:unable to|could(?:n't| not)|can(?:'t|not)|failed to|unsuccessful(?:ly)?|cant) (?:to )?(?:contain"
    r"|recover|retrieve|recall|find|get (?:it|them) back|restore|locate|trace|remove|contact|reach|track"
    r"|wipe|access it to delete|delete|take it down)",
    r"(?:no|had no|without|without a|without any) (?:reply|response|answer|confirmation)(?: yet| so far)?",
    r"recall (?:failed|did(?:n't| not) work|was unsuccessful|message failed)",
    r"tried to recall",
    r"refus(?:ed|es|ing) (?:to )?(?:delete|return|hand|give|confirm|do so|both)?",
    r"nothing (?:has been )?done (?:so far|yet)?",
    r"(?:have|has)(?:n't| not) (?:done|taken) any(?:thing| action)",
    r"no (?:sign|trace) of (?:it|them|the)",
    r"remains? (?:missing|lost|unrecovered|at large|online|unaccounted)",
    r"awaiting (?:confirmation|reply|a reply|response)",
    r"waiting for (?:a |her |his |their |the |confirmation)(?:\w+ )?(?:reply|response|confirm|answer"
    r"|recipient|back)?",
    r"whereabouts (?:are )?unknown",
    r"never (?:been )?(?:found|recovered|returned)",
    r"n't been found",
    r"not (?:been )?found",
    r"(?:is|was|are|were|its|been|gone|went) (?:still )?missing",
    r"can't find it",
    r"(?:nobody|no ?one|nothing|not|n't)(?: has| had| have| been)* handed (?:it|anything|them|any)? ?in",
    r"(?:not|n't|nobody|no ?one)(?: has| have| had)? (?:got|seen|found|turned up|come back|surfaced)(?: it|"
    r" them| anything)?",
    r"without success",
    r"unsuccessful(?:ly)?",
    r"not had (?:a |any )?(?:reply|response|answer)",
)
DELETION_ASKED = one(
    r"(?:ask(?:ed|ing)?|request(?:ed|ing)?|told|instruct(?:ed|ing)|contacted|demanded|urged|wrote|emailed|e"
    r" mailed|rang|phoned|begged)(?: \w+){0,14}? (?:to )?(?:please )?(?:permanently |immediately |kindly "
    r"|securely )?(?:delete|destroy|shred|erase|return|remove|disregard|ignore|deletion|destroying|deleting"
    r"|bin|send (?:it|them|the (?:\w+ )?\w+) back|not (?:to )?(?:use|share|open|read))",
    r"deletion (?:was )?requested",
    r"recall(?:ed)? (?:the|it|message|this|request)",
)
DELETION_CONFIRMED = one(
    r"(?:delete|take) (?:it|them)(?: down)?,? which (?:she|he|they) (?:has|have|did)",
    r"(?:confirmed|confirming|confirms|confirmation|assured|verified|written statement|promised|replied)(?:"
    r" \w+){0,10}? (?:delet(?:ed|ion|ing)|destroyed|destruction|shredded|erased)",
    r"(?:has|have|had|she|he|they|who|parent|recipient|recipients|agent|colleague|both|all|'s|'ve"
    r"|immediately|then|also|since|carer|mum|dad|mother|father|teacher|school|council|family|customer"
    r"|client|supplier|office|and) (?:now |since |immediately |kindly |already |then |both |all |also "
    r"|permanently |later |duly |double )?(?:deleted|shredded|destroyed|erased) (?:it|them|the (?:e ?mail"
    r"|message|file|attachment|document|letter|mail|list|report|data|copy|information|spreadsheet)|this"
    r"|that|both|all|immediately|unread|without|and (?:has |have )?(?:confirmed|let|said|told|emptied))",
    r"deleted (?:it|them|the \w+)(?:,| and|, and) (?:\w+ ){0,2}(?:confirm(?:ed)?|told|said|let|informed)",
    r"deleted and (?:\w+ )?confirmed",
    r"delet(?:ed|ion) (?:was|has been|is) confirmed",
    r"deleted (?:it )?unread",
    r"says? (?:she|he|they|it)(?:'s|'ve| has| have| had) (?:already |now |been )?delet(?:ed|e)",
    r"said (?:she|he|they|it)(?:'s|'d|'ve| has| have| had) (?:already |now |been )?(?:deleted|shredded"
    r"|destroyed)",
    r"confirmed in writing",
    r"(?:confirmed|stated|assured)(?: \w+){0,6} (?:not kept|no cop(?:y|ies))",
)
RECOVERED = one(
    r"(?:was|were) (?:all )?still (?:there|where|on the (?:table|seat|desk|counter)|in the (?:tray|printer"
    r"|box))",
    r"(?:recovered|retrieved|got (?:it|them|everything|the \w+(?: \w+)?) back|have (?:it|them) back|been"
    r" (?:returned|handed (?:in|back)|found|recovered|retrieved|located)|(?:was|were) (?:returned|handed"
    r" (?:in|back)|found|recovered|retrieved|brought back)|(?:she|he|they|parent|recipient|who|and|mum|dad"
    r"|has|have|neighbour|had|customer|client) (?:has |have |had |then |kindly )?(?:returned|handed|brought"
    r"|gave|given|posted|sent) (?:it|them|the \w+(?: \w+)?) (?:straight |right )?(?:back|in|to (?:us|the"
    r" (?:school|office|reception)))|(?:returned|handed in|handed back) (?:to|unopened|it|them)|collected"
    r" (?:it|them|(?:the|both|all) \w+)|brought (?:it|them|the \w+(?: \w+)?) (?:straight |right )?(?:back"
    r"|in)|(?:letters?|papers?|paperwork|folders?|files?|forms?|reports?|both|all|envelopes?|books?"
    r"|documents?|bags?|registers?)(?: \w+){0,2} (?:were |was |have been |has been |been )?(?:collected"
    r"|retrieved|recovered|returned)|back in (?:our|my|the) (?:possession|school|office|hands))",
    r"found (?:it|them)(?! on (?:the )?(?:dark|google|facebook))",
    r"found safe",
    r"returned (?:the|it|them|unopened)",
    r"(?:sent|gave|brought|posted|returned|handed|passed) (?:it|them|the (?:\w+ )?\w+) back",
    r"mailed back",
    r"(?:arrived|came|sent|handed|given|brought) back(?! to life)",
    r"sent back",
)
ACTION = one(
    r"(?:i|we|i've|we've|she|he|they|and|the office|it|our \w+|team|head|school|have|has|then)(?: (?:have"
    r"|had|has|then|immediately|also|already|now|since|straight away|quickly|of course|at once|did))*"
    r" (?:recalled|deleted|asked|rang|phoned|called|contacted|told|informed|reported|reset|changed|blocked"
    r"|disabled|wiped|locked|removed|took (?:it|the \w+|this|them) down|taken (?:it|the \w+|down)|isolated"
    r"|disconnected|unplugged|switched off|turned off|shut down|notified|emailed (?:them|her|him|(?:the"
    r"|our) (?:it|head|dpo|recipients?|supplier|helpdesk|provider|parent)|back|all (?:of them|recipients"
    r"|the parents))|apologised|retrieved|collected|recovered|searched|looked|checked|retraced|spoke|spoken"
    r"|requested|tried to|restored|suspended|revoked|cancelled|instructed|unshared|withdrew|withdrawn"
    r"|alerted|patched|ran|replaced|advised|closed|stopped|written to|wrote to|sent (?:a |an )?(?:recall"
    r"|apology|follow|second|message asking))",
    r"(?:has|have|was|were) (?:been |now been |since been |immediately )*(?:recalled|deleted|reset|changed"
    r"|blocked|disabled|wiped|locked|removed|taken (?:down|offline)|isolated|disconnected|reported|informed"
    r"|notified|retrieved|recovered|suspended|revoked|restored|contacted|instructed|warned|patched|alerted"
    r"|retracted|returned)",
    r"(?:police|parents?|families|head|headteacher|it|it team|dpo|staff|dsl|school) (?:\w+ )?(?:informed|told"
    r"|notified|alerted"
    r"|contacted|rung)",
    r"asked (?:her|him|them|the (?:parent|recipient|family|recipients)) to",
    r"reported (?:it |this )?to (?:the )?(?:police|it|head|dpo|train|lost property|transport)",
    r"remote(?:ly)? wiped?",
)
# These count where they open a sentence: "Rang the bus company."
OPENING = one(
    r"(?:have |has |also |then |immediately |straight away )*(?:rang|phoned|called|contacted|asked|told"
    r"|informed|reported|emailed|e mailed|spoke|spoken|recalled|deleted|reset|changed|blocked|searched"
    r"|looked|retraced|apologised|notified)"
)
NO_ACTION = one(
    r"(?:nothing|no action)(?: has| have| had)?(?: been)? (?:done|taken)(?: yet| so far)?",
    r"(?:have|has)(?:n't| not) (?:done|taken) any(?:thing| action)",
)
