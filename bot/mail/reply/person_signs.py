"""Signs of a person who tells of one case, and what footers say that would look like it. A table; weighs nothing."""

from __future__ import annotations

import re

from bot.mail.reply.footer_signs import Sign

PERSON = (
    # one thing, not every mail
    Sign(
        6,
        1,
        r"^\W*the (?:attachment|file|document|link|laptop|stick|spreadsheet) (?:was|is|has)\b(?! (?:intended"
        r"|confidential|private|only|"
        r"solely|for |not intended|protected))",
    ),
    Sign(
        4,
        2,
        r"\b(?:(?-i:I)|i (?:am|have|was|think|don|did|had|will|can|know|hope|would)|I['’](?:m|ve|ll|d)|"
        r"(?-i:me)|mine|myself|we['’](?:ve|re|ll|d))\b",
    ),
    Sign(3, 2, r"\bmy\b(?! (?:working|work|office|pattern|normal|usual|core|pronouns))"),
    Sign(
        3,
        3,
        r"\b(?:(?:was|were)(?! (?:sent|scanned|checked|not (?:meant|intended)|swept))|had|did|didn['’]t|"
        r"wasn['’]t|weren['’]t|went|got|told|asked|rang|sent it|sent us|"
        r"found|stole|clicked|noticed|happened|lost|gave|took|left|came|said|says|typed|wrote|knew|thought|put|"
        r"saw|began|moved|signed|spoke|opened|forwarded|phoned|emailed|replied)\b",
    ),
    Sign(
        3,
        2,
        r"\b(?:has|have|['’]ve|hasn['’]t|haven['’]t)(?: not| already| all| just| now| also| only| since|"
        r" both|n['’]t)*"
        r" (?!received|been (?:scanned|swept|checked|sent|protected|secured|encrypted|automatically|virus|"
        r"certified|accredited|awarded|rated|judged|addressed|misdirected)|processed|scanned|checked|swept|"
        r"taken (?:all|every|reasonable)|reached)(?:\w{2,}ed|been|seen|gone|told|had|got|said|done|put|"
        r"taken|given|lost|left|made|met|spoken|written|shown|found|sent|read|"
        r"come|kept|known|heard|let|set|shut|asked)\b",
    ),
    Sign(4, 2, r"\b(?:he|she|him|her|his|hers|nobody|somebody|someone|no one|both of)\b"),
    Sign(2, 1, r"\b(?:they|them|their|theirs)\b"),
    Sign(
        2,
        3,
        r"\b(?:the|that|those|a|an|one|our|two|three|their|her|his) (?:\w+ )?(?:files?|lists?|folders?|laptop|"
        r"parents?|child|pupil|family|families|mother|father|mum|dad|teacher|stick|phones?|page|links?|"
        r"password|"
        r"supplier|envelope|register|recording|pictures?|photos?|video|server|machines?|head|carer|copy|copies|"
        r"report|matter|case|incident|breach|letter|form|printer|copier|keyboard|room|car|bag|class|login|"
        r"spreadsheet|document|old|wrong|address(?!ee)|number that|app does|boy|girl|governor|colleague)\b",
    ),
    Sign(
        3,
        2,
        r"\b(?:yesterday|today|tomorrow|tonight|this (?:morning|afternoon|week|evening|term|year)|"
        r"last (?:week|term|"
        r"night|year|month)|next (?:week|term)|yet|already|still|so far|at the moment|for now|by the way|"
        r"too|(?:half past|on|since|until|by) (?:monday|tuesday|wednesday|thursday|friday|then|"
        r"\w+day))\b(?! (?:only|"
        r"to |and |- ))",
    ),
    Sign(
        2,
        2,
        r"\b(?:but(?! always| please| never)|because|although|though|sorry|thanks|thank you|hope|happy to|"
        r"perhaps|maybe|anyway)\b",
    ),
    Sign(
        2,
        1,
        r",? so (?:we|that|it|you|there|somebody|one|the|is|tell)\b|, as (?:we|he|she|it|they|nobody|n)|"
        r"\b(?:of its own|of their own|what else|one \w+ is|is missing|are missing|as well)\b|"
        r"^the (?:company|firm|agency)",
    ),
    Sign(
        3,
        2,
        r"\b(?:going to|could you|can you|would you|shall (?:we|i)|let me|tell me|ring me|(?:we|they|it|"
        r"you) (?:will|"
        r"would|could|may|might|can) (?:need|see|ring|tell|look|ask)|"
        r"(?:disclose|tell|send|report|give|open|share) (?:it|them|her|him)\b|we (?:think|need|know|want|"
        r"only))\b",
    ),
    Sign(
        3,
        1,
        r"^\W*(?:it|that|there|yes|no|ok|nothing else|one|two|three|staff have|more|they|both|dear|hi)\b",
    ),
    Sign(
        3,
        2,
        r"\bbut (?:has|is|was|have)\b|\bown up\b|\b(?:this|that) (?:kind|sort) of\b|\bour (?:insurers?|"
        r"solicitors?|bank|supplier|provider)\b|"
        r"\bfor this (?:case|incident)\b|^the (?:company|firm|agency|nursery) (?:is|has|"
        r"says?)\b(?! (?:registered|limited|authori[sz]ed|regulated))",
    ),
    Sign(2, 1, r"\?\W*$"),
    Sign(
        9,
        1,
        r"(?:^|\n)\W*(?:what|when|who|where|how|data|people|date|time|recipients?|encrypted|contained|cause|"
        r"effects?|lessons|actions?|school|incident|3[a-k]|names?|done|owner|question|answer|note|risk)\b"
        r"(?! we\b| to\b)[^:\n]{0,60}:|\bowner\s?:",
    ),
)
SAID_BY_FOOTERS = re.compile(
    r"\b(?:he|she|they|ze|hi|nhw)\s?/\s?(?:him|her|them|hir|ei|nhw)\b(?:\s?/\s?\w+)?|"
    r"\bhow (?:was|did) (?:our|we)\b[^.?!]{0,40}\?|"
    r"\b(?:are|is) (?:entirely |solely |purely )?(?:mine|my own)\b|\bprint me\b|"
    r"\b(?:it|this|they) (?:was|were) not (?:meant|intended|addressed)|\bafter (?:it|they|this) (?:left|was)|"
    r"\b(?:somebody|someone|anybody|anyone) else in error\b|\bno one else (?:may|can|should)\b|"
    r"\bwas (?:clean|used to)\b|\bit left our\b|\bmy days\b|\b(?:follow|meet|contact) our head\b|"
    r"\b(?:they|you) should let us\b|\bnominate a colleague\b|"
    r"\bif (?:asked|requested)\b|\b(?:someone|anyone|somebody|anybody|persons?|people) other than\b|\bbut no\b|"
    r"\bif you are (?:not )?the (?:wrong|right|intended)\b|\bencrypted in transit\b|\bwere (?=encrypted)|"
    r"\b(?:must|should|may|can) be \w+ed\b|\bwe would ask (?:that )?you\b|\ba copy of (?:which|this|our)\b|"
    r"\bhas been used\b|\bhas (?:deemed|found)\b|\bhas confirmed (?:them|it|this) in writing\b|"
    r"\bwant you to\b|\b(?:is|are|may be|are to be) (?:told|found|shown|given|opened|left|put) |"
    r"\bI['’]m (?:a|an) (?:flexible|part)|\bI (?:do not|want)\b|"
    r"\byou (?:have received|are receiving|received) this \w+ because\b|\b(?:suits|works for) me\b|"
    r"\bI (?:might|may|sometimes|often|am sending|send|work|am in (?:school|the "
    r"office)|am part)\b(?! (?:mon\w+ and tue\w+|mondays|on))|\b(?:contact|notify|inform) me\b",
    re.IGNORECASE,
)
