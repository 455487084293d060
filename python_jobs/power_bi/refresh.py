"""The refresh of the published Power BI model, asked for after a good run.

Microsoft's REST API takes the request (Datasets - Refresh Dataset In Group), and a service
principal makes it: an application of Entra ID with a secret of its own. Nobody has to sign in.
"""

from __future__ import annotations

import email.utils
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import requests
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_before_delay,
    wait_exponential,
)

from python_jobs.core.errors import CustomerIntelligenceError
from python_jobs.power_bi.settings import (
    AUTHORITY_URL,
    PREFIX,
    SECRET,
    PowerBiSettings,
    read_refresh_settings,
)

if TYPE_CHECKING:
    from azure.core.exceptions import ClientAuthenticationError

log = logging.getLogger(__name__)

__all__ = ["Patience", "PowerBiSettings", "RefreshRefused", "read_refresh_settings", "refresh"]

# Without a mail to the owner: a run that fails has its own way to tell people.
BODY = {"notifyOption": "NoNotification"}
SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 10, 30

UNDER_WAY = re.compile("already (executing|running|in progress)|another refresh", re.IGNORECASE)
AFTERWARDS = "Everything else of the run is done; Power BI shows it after its next refresh."
# What Entra's error codes mean for the person who has set the variables.
SIGN_IN_HINTS = {
    "AADSTS7000215": f"{PREFIX}{SECRET} is not the right secret; it takes the value, not the id.",
    "AADSTS7000222": f"the secret has expired; put the value of a new one into {PREFIX}{SECRET}.",
    "AADSTS700016": f"there is no such application; correct {PREFIX}CLIENT_ID or {PREFIX}TENANT_ID.",
    "AADSTS90002": f"there is no such tenant; correct {PREFIX}TENANT_ID.",
    "Unable to get authority configuration": f"there is no such tenant; correct {PREFIX}TENANT_ID.",
}


class RefreshRefused(CustomerIntelligenceError):
    """Power BI cannot be reached or refuses the refresh; the new marts are there all the same."""

    exit_code = 3


class _NotNow(RefreshRefused):
    """It may go well in a moment; the other side may have said after how many seconds."""

    def __init__(self, message: str, seconds_to_wait: float | None = None) -> None:
        super().__init__(message)
        self.seconds_to_wait = seconds_to_wait


@dataclass(frozen=True)
class Patience:
    """How long to go on asking: the first wait, which doubles up to the longest, and in all."""

    first_seconds: float = 1.0
    longest_seconds: float = 16.0
    all_in_all_seconds: float = 60.0


def refresh(settings: PowerBiSettings, patience: Patience | None = None) -> bool:
    """Ask Power BI to refresh the model, which it then does by itself. False: it was at it already.

    Raises RefreshRefused that says what is wrong, after about a minute where waiting may help.
    """
    patience = patience or Patience()
    retrying = Retrying(
        retry=retry_if_exception_type(_NotNow),
        stop=stop_before_delay(patience.all_in_all_seconds),
        wait=_wait(patience),
        before_sleep=_say_what_is_awaited,
        reraise=True,
    )
    try:
        begun: bool = retrying(_ask, settings)
    except RefreshRefused as error:
        raise RefreshRefused(f"{error} {AFTERWARDS}") from None
    if begun:
        log.info("Power BI has begun to refresh the model")
    else:
        log.info(
            "Power BI was refreshing the model already; it may have begun before this run's end"
        )
    return begun


def _ask(settings: PowerBiSettings) -> bool:
    """One request, with a token of the moment."""
    try:
        answer = requests.post(
            settings.refreshes_url,
            json=BODY,
            headers={"Authorization": f"Bearer {_token(settings)}"},
            timeout=(SECONDS_TO_CONNECT, SECONDS_TO_ANSWER),
            allow_redirects=False,
        )
    except requests.exceptions.SSLError:
        raise RefreshRefused(_untrusted(settings.api_url)) from None
    except requests.RequestException as error:
        raise _NotNow(_unreachable(settings.api_url, error)) from None
    return _judge(settings, answer)


def _judge(settings: PowerBiSettings, answer: requests.Response) -> bool:
    """Whether a refresh has begun (True) or was under way (False); else raises RefreshRefused."""
    status, said = answer.status_code, settings.without_secrets(_said(answer))
    if 200 <= status < 300:
        return True
    if status == 400 and UNDER_WAY.search(said):
        return False
    if status == 429 or status >= 500:
        seconds = _seconds_to_wait(answer.headers.get("Retry-After"))
        asks = "" if seconds is None else f" and asks to wait for {seconds:,.0f} seconds"
        raise _NotNow(f"Power BI is busy (status {status}){asks}.", seconds)
    quote = f"It said: {said}" if said else "It gave no reason."
    raise RefreshRefused(
        f"Power BI refused the refresh (status {status}){_how_to_mend(settings, status)}. {quote}"
    )


def _how_to_mend(settings: PowerBiSettings, status: int) -> str:
    """What a status means for the person who has set up the service principal."""
    if status in (401, 403):
        return (
            f": the service principal {settings.client_id} may not. An administrator must let "
            "service principals use Power BI's APIs (Admin portal, Tenant settings, Developer "
            f"settings), and make it a member or contributor of the workspace {settings.workspace_id}"
        )
    if status == 404:
        return (
            f": the service principal sees no model {settings.dataset_id} in a workspace "
            f"{settings.workspace_id}. Compare {PREFIX}WORKSPACE_ID and {PREFIX}DATASET_ID with "
            "the model's address in Power BI, and make it a member or contributor of the workspace"
        )
    return ""


def _said(answer: requests.Response) -> str:
    """What the answer says in words: {"error": {"code": …, "message": …}}, or whatever it is."""
    try:
        error = answer.json()["error"]
        return " ".join(str(error[key]) for key in ("code", "message") if error.get(key))
    except (ValueError, KeyError, TypeError, AttributeError):
        return " ".join(answer.text.split())


def _token(settings: PowerBiSettings) -> str:
    """A token from Entra, for one try: a credential gives a bad answer again for some seconds."""
    # Slow to import, which only a run with a refresh should pay.
    from azure.core.exceptions import ClientAuthenticationError
    from azure.identity import ClientSecretCredential

    # It logs every failure as a warning of its own, beside the sentence that we make of it.
    logging.getLogger("azure.identity").setLevel(logging.CRITICAL)
    service_principal = ClientSecretCredential(
        settings.tenant_id,
        settings.client_id,
        settings.client_secret,
        authority=settings.authority_url,
        # Only Microsoft's own addresses are on the list that it would look up.
        disable_instance_discovery=settings.authority_url != AUTHORITY_URL,
        # The one patience there is belongs to refresh().
        retry_total=0,
        connection_timeout=SECONDS_TO_CONNECT,
        read_timeout=SECONDS_TO_ANSWER,
    )
    try:
        with service_principal:
            return service_principal.get_token(settings.scope).token
    except ClientAuthenticationError as error:
        raise _sign_in_failed(settings, error) from None


def _sign_in_failed(settings: PowerBiSettings, error: ClientAuthenticationError) -> RefreshRefused:
    from azure.core.exceptions import ServiceRequestError, ServiceResponseError

    cause, text = error.__cause__, str(error)
    if isinstance(cause, ServiceRequestError | ServiceResponseError):
        if isinstance(cause.inner_exception, requests.exceptions.SSLError):
            return RefreshRefused(_untrusted(settings.authority_url))
        return _NotNow(_unreachable(settings.authority_url, cause.inner_exception or cause))
    if busy := re.search(r"HTTP Error: (429|5\d\d)", text):
        return _NotNow(f"The sign-in at {settings.authority_url} is busy (status {busy[1]}).")
    for mark, hint in SIGN_IN_HINTS.items():
        if re.search(rf"{mark}\b", text):
            return RefreshRefused(f"The sign-in for Power BI failed: {hint}")
    first_line = settings.without_secrets(text.partition("\n")[0])
    return RefreshRefused(f"The sign-in for Power BI failed. {first_line}")


def _unreachable(url: str, error: BaseException) -> str:
    return f"{url} cannot be reached ({type(error).__name__})."


def _untrusted(url: str) -> str:
    return (
        f"The certificate of {url} is not one that this machine trusts. Where a proxy opens "
        "encrypted connections, name the file of its root certificate in REQUESTS_CA_BUNDLE."
    )


def _wait(patience: Patience) -> Callable[[RetryCallState], float]:
    """Twice as long each time, and at least as long as the other side asks for."""
    backoff = wait_exponential(patience.first_seconds, max=patience.longest_seconds)

    def seconds(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked_for = error.seconds_to_wait if isinstance(error, _NotNow) else None
        return max(backoff(state), asked_for or 0.0)

    return seconds


def _seconds_to_wait(retry_after: str | None) -> float | None:
    """Retry-After is a number of seconds or a date (RFC 9110, 10.2.3)."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(moment.timestamp() - time.time(), 0.0)


def _say_what_is_awaited(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.warning("%s Trying again in %.1f s.", error, state.upcoming_sleep)
