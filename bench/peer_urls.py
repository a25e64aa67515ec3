# mypy: disable-error-code="import-not-found, import-untyped"
"""The peer's addresses, which its mails name. Read by the peer's interpreter alone."""

from django.urls import include, path

urlpatterns = [path("helpdesk/", include("helpdesk.urls", namespace="helpdesk"))]
