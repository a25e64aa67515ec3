"""What `nearmiss init` prints: the administrator's steps, the policy's sentence, the sheet of phone numbers. Pure."""

from __future__ import annotations

from bot.cli.init_files import Answers

_SCOPE = "Nearmiss mailboxes"


def steps(answers: Answers) -> str:
    """What the tenant's administrator does, with this trust's addresses filled in; each line can be pasted."""
    boxes = [answers.incidents, *([answers.anonymous] if answers.anonymous else [])]
    either = " -or ".join(f"PrimarySmtpAddress -eq '{box}'" for box in boxes)
    names = ("Security Incidents", "Speak Up")
    made = "\n".join(
        f'  New-Mailbox -Shared -Name "{name}" -PrimarySmtpAddress {box}'
        for name, box in zip(names, boxes, strict=False)
    )
    client = answers.client_id or "<client id>"
    return f"""For the tenant's administrator

Steps 1 and 4 are Exchange Online PowerShell. Once on that computer, then at each session:
  Install-Module ExchangeOnlineManagement -Scope CurrentUser
  Connect-ExchangeOnline

1. Shared mailboxes. Give nobody access to the one for anonymous reports.
{made}

2. App registration: https://entra.microsoft.com, Identity, Applications, App registrations, New registration.
   Name "Nearmiss", "Accounts in this organizational directory only", no redirect address, Register.
   From its Overview note "Application (client) ID" and "Directory (tenant) ID".
   Under "API permissions" take away what stands there and add no Mail permission: it would reach all mailboxes.

3. Its credential, on the server that will run Nearmiss (a certificate, for two years):
  openssl req -x509 -newkey rsa:3072 -nodes -days 730 -subj "/CN=nearmiss" -keyout nearmiss.key.pem -out nearmiss.cer
  cat nearmiss.cer nearmiss.key.pem > nearmiss.pem && chmod 600 nearmiss.pem && rm nearmiss.key.pem
   Upload nearmiss.cer under "Certificates & secrets", "Certificates". NEARMISS_CLIENT_CERTIFICATE in .env names
   nearmiss.pem. (Or make a "New client secret" there; its Value goes into NEARMISS_CLIENT_SECRET.)

4. Rights for these mailboxes only. The object id stands in the portal under Enterprise applications, Nearmiss,
   Overview, "Object ID" (the one under App registrations is another). The rights hold after half an hour or more.
  $object = "<object id>"
  New-ServicePrincipal -AppId {client} -ObjectId $object -DisplayName "Nearmiss"
  New-ManagementScope -Name "{_SCOPE}" -RecipientRestrictionFilter "{either}"
  New-ManagementRoleAssignment -App $object -Role "Application Mail.ReadWrite" -CustomResourceScope "{_SCOPE}"
  New-ManagementRoleAssignment -App $object -Role "Application Mail.Send" -CustomResourceScope "{_SCOPE}"
{_tests(boxes)}
   InScope must be True for both roles. For any other mailbox it must be False.

5. Fill in .env, then on the server: nearmiss check
"""


def _tests(boxes: list[str]) -> str:
    return "\n".join(
        f"  Test-ServicePrincipalAuthorization -Identity $object -Resource {box}" for box in boxes
    )


def policy_sentence(answers: Answers) -> str:
    """The changed sentence of the policy, and why."""
    if not answers.anonymous:
        return ""
    return f"""For the policy (How must I do it, point 1)

"Report immediately by e-mail to {answers.incidents}, which reaches the CEO or Headteacher (or their Deputy if they are
unavailable), or if you would like to stay anonymous to {answers.anonymous}."

A person's own address must not forward here: that would leave the reporter's name in that person's mailbox.
"""


def contact_sheet(answers: Answers) -> str:
    """For when mail is down: print it; or that there is nobody to ring yet."""
    if not answers.people:
        return "Nobody stands in directory.toml yet: write people and roles into it, or give a list with --people.\n"
    rows = [
        f"  {e.role.replace('_', ' '):22} {e.school:24} {e.name:28} {e.phone or 'no phone yet'}"
        for e in answers.people
    ]
    return "When mail is down, ring (print this sheet)\n\n" + "\n".join(rows) + "\n"
