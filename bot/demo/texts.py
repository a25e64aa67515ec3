"""What people of the invented trust write in the story: played by `--play`, offered as examples by the page."""

from __future__ import annotations

REPORT = """Hello,

At 3.20 this afternoon I e-mailed the SEND register of 32 pupils to a parent by mistake
(jo.tremaine@homepost.example). It has their names, dates of birth and diagnoses and was not
encrypted. I noticed at 3.30 and have asked her to delete it; she has not answered yet.

Tess Abara
Year 5 teacher
"""

OUTCOME = """OUTCOME
3a Expected outcomes, stakeholders, policies breached: Register back or deleted; 32 families; e-mail policy.
3b Staff spoken to: Tess Abara, the SENCo, the office.
3c Evidence and audit trail: The mail, the parent's written answer, the mail log.
3d Expert help: The Data Protection Officer.
3e Escalation: To the SIRO on the first day.
3f Data subjects informed, or why not: Yes, by letter to all 32 families.
3g Risks of the incident: Distress, gossip among parents; watched by the SENCo.
3h Disciplinary action started, or why not: Not started; an honest slip, reported at once.
3i Communications plan: Letter and a named person for questions.
3j Controls to prevent recurrence: Recipient check for outside addresses; registers only as links.
3k Incident outcome report: This form.
Cause: An autocompleted address and an attachment without a check.
Effects: One parent opened the list; it was deleted the same evening.
Lessons: Registers do not belong in mail.
Actions:
Switch on the warning for outside recipients; owner: r.sundaram@osborne.example; by: 2026-12-18
Train the office on sharing links; owner: c.lindqvist@hill.osborne.example; by: 2027-01-29
"""

ANONYMOUS = """Hello,

I'm Noor, the teaching assistant in the nurture room. At Hill Academy the folder with the
test results of two pupils lay open on the photocopier this morning at 7.30, and two parents
saw it. Cat Lindqvist had left it there. I share the office with her.

Noor Whitlock
Teaching assistant
01632 960199
"""

SLIP = """Hello,

I sent the seating plan of class 4B to the parents of class 4A at 9.10 today. It has first names only.
I noticed at once, recalled the mail, and all of them have deleted it.
"""

LAPTOP = """Hello,

I left my school laptop on the 17.12 train yesterday and noticed at 18.00. It is encrypted and was switched off.
The train company has not found it yet.
"""

MEMORY_STICK = """Mr Castell keeps pupils' files on a private memory stick and takes it home. I have seen it twice
on his desk at Hill Academy. Please do not say that I wrote.
"""
