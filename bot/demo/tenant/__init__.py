"""A strict Microsoft 365 stand-in: mailboxes, delivery, login and Graph v1.0 mail over TLS on loopback.

Independent of the service on purpose: it shares no code with bot.graph, so that both cannot be wrong in the same way.
"""

from bot.demo.tenant.behaviour import Behaviour, Limits
from bot.demo.tenant.faults import Faults, Trouble
from bot.demo.tenant.headers import Auth
from bot.demo.tenant.letters import Mail
from bot.demo.tenant.serve import TenantServer
from bot.demo.tenant.tenant import Tenant

__all__ = ["Auth", "Behaviour", "Faults", "Limits", "Mail", "Tenant", "TenantServer", "Trouble"]
