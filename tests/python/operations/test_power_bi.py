"""The refresh of Power BI, against a stand-in for Entra and Power BI on this machine."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import logging
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import trustme

from python_jobs.core.errors import InputError
from python_jobs.power_bi.refresh import (
    Patience,
    PowerBiSettings,
    RefreshRefused,
    read_refresh_settings,
    refresh,
)
from tests.python.operations.power_bi_stand_in import (
    ENVIRONMENT,
    SECRET,
    TOKEN,
    Answer,
    StandIn,
    serving,
)

SHORT = Patience(first_seconds=0.02, longest_seconds=0.1, all_in_all_seconds=60.0)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "root.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "root.pem"))
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "localhost,127.0.0.1")
    with serving(authority) as stand_in:
        yield stand_in


@pytest.fixture
def settings(stand_in: StandIn) -> PowerBiSettings:
    given = read_refresh_settings(
        {
            **ENVIRONMENT,
            "CUSTOMER_INTELLIGENCE_POWER_BI_API_URL": stand_in.url,
            "CUSTOMER_INTELLIGENCE_POWER_BI_AUTHORITY_URL": f"{stand_in.url}/",
        }
    )
    assert given is not None
    return given


def refusal(settings: PowerBiSettings, patience: Patience = SHORT) -> str:
    """The sentence of a refresh that must fail, with no secret in it."""
    with pytest.raises(RefreshRefused) as caught:
        refresh(settings, patience)
    assert caught.value.exit_code == 3
    message = str(caught.value)
    assert "Everything else of the run is done" in message
    assert SECRET not in message
    assert TOKEN not in message
    return message


def test_a_refresh_is_asked_for_as_the_service_principal(
    stand_in: StandIn, settings: PowerBiSettings
) -> None:
    assert refresh(settings) is True
    [sign_in] = stand_in.asked("/token")
    form = parse_qs(sign_in.body)
    assert form["grant_type"] == ["client_credentials"]
    assert form["client_id"] == [settings.client_id]
    assert form["client_secret"] == [SECRET]
    assert form["scope"] == ["https://analysis.windows.net/powerbi/api/.default"]
    [asked] = stand_in.asked("/refreshes")
    assert asked.headers["Authorization"] == f"Bearer {TOKEN}"
    assert json.loads(asked.body) == {"notifyOption": "NoNotification"}


def test_a_busy_power_bi_is_asked_again_when_it_says(
    stand_in: StandIn, settings: PowerBiSettings
) -> None:
    stand_in.refreshes = [Answer(429, headers={"Retry-After": "1"}), Answer(202)]
    assert refresh(settings, SHORT) is True
    first, second = stand_in.asked("/refreshes")
    assert second.at - first.at >= 1.0


def test_a_date_says_how_long_to_wait_as_well(stand_in: StandIn, settings: PowerBiSettings) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=2)
    stand_in.refreshes = [Answer(429, headers={"Retry-After": email.utils.format_datetime(later)})]
    assert refresh(settings, SHORT) is True
    first, second = stand_in.asked("/refreshes")
    assert second.at - first.at > 0.5


def test_nobody_waits_for_an_hour(stand_in: StandIn, settings: PowerBiSettings) -> None:
    stand_in.refreshes = [Answer(429, headers={"Retry-After": "3392"})]
    began = time.monotonic()
    assert "asks to wait for 3,392 seconds" in refusal(settings)
    assert time.monotonic() - began < 3.0
    assert len(stand_in.asked("/refreshes")) == 1


def test_a_fault_of_theirs_passes(
    stand_in: StandIn,
    settings: PowerBiSettings,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(logging.getLogger("python_jobs"), "propagate", True)
    stand_in.refreshes = [Answer(503), Answer(503), Answer(202)]
    with caplog.at_level(logging.DEBUG):
        assert refresh(settings, SHORT) is True
    assert len(stand_in.asked("/refreshes")) == 3
    # Of records, not of lines: a command that ran earlier in this process may have added a handler.
    said = {id(one) for one in caplog.records if "(status 503). Trying again" in one.getMessage()}
    assert len(said) == 2
    assert SECRET not in caplog.text
    assert TOKEN not in caplog.text


def test_a_fault_of_theirs_that_stays_is_told(stand_in: StandIn, settings: PowerBiSettings) -> None:
    stand_in.refreshes = [Answer(500)] * 500
    message = refusal(settings, replace(SHORT, all_in_all_seconds=3))
    assert message.startswith("Power BI is busy (status 500).")
    assert 1 < len(stand_in.asked("/refreshes")) < 100


def test_a_refresh_that_is_under_way_is_no_error(
    stand_in: StandIn, settings: PowerBiSettings
) -> None:
    said = "Invalid dataset refresh request. Another refresh request is already executing"
    stand_in.refreshes = [Answer(400, {"error": {"code": "InvalidRequest", "message": said}})]
    assert refresh(settings, SHORT) is False


def test_another_bad_request_is_one(stand_in: StandIn, settings: PowerBiSettings) -> None:
    said = "Number of refresh requests in last 24 hours exceeded limit"
    stand_in.refreshes = [Answer(400, {"error": {"code": "InvalidRequest", "message": said}})]
    message = refusal(settings)
    assert message.startswith("Power BI refused the refresh (status 400). It said: InvalidRequest")
    assert said in message


@pytest.mark.parametrize("status", [401, 403])
def test_a_right_that_is_missing_is_named(
    stand_in: StandIn, settings: PowerBiSettings, status: int
) -> None:
    stand_in.refreshes = [Answer(status, {"error": {"code": "PowerBINotAuthorizedException"}})]
    message = refusal(settings)
    assert "let service principals use Power BI's APIs" in message
    assert "member or contributor" in message
    assert settings.workspace_id in message
    assert len(stand_in.asked("/refreshes")) == 1


def test_a_wrong_id_is_named(stand_in: StandIn, settings: PowerBiSettings) -> None:
    stand_in.refreshes = [Answer(404, {"error": {"code": "PowerBIEntityNotFound"}})]
    message = refusal(settings)
    assert "CUSTOMER_INTELLIGENCE_POWER_BI_DATASET_ID" in message
    assert "PowerBIEntityNotFound" in message


def test_an_address_that_has_moved_is_not_followed(
    stand_in: StandIn, settings: PowerBiSettings
) -> None:
    stand_in.refreshes = [Answer(307, headers={"Location": f"{stand_in.url}/elsewhere"})]
    assert "status 307" in refusal(settings)
    assert stand_in.asked("/elsewhere") == []


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("AADSTS7000215: Invalid client secret provided.", "CLIENT_SECRET is not the right secret"),
        ("AADSTS7000222: The provided client secret keys are expired.", "the secret has expired"),
        ("AADSTS700016: Application was not found.", "there is no such application"),
        ("AADSTS50001: Something else.", "AADSTS50001: Something else."),
    ],
)
def test_a_sign_in_that_fails_is_told(
    stand_in: StandIn,
    settings: PowerBiSettings,
    caplog: pytest.LogCaptureFixture,
    code: str,
    hint: str,
) -> None:
    description = f"{code} {SECRET}\r\nTrace ID: 1\r\nTimestamp: now"
    stand_in.tokens = [Answer(401, {"error": "invalid_client", "error_description": description})]
    with caplog.at_level(logging.DEBUG):
        message = refusal(settings)
    assert message.startswith("The sign-in for Power BI failed")
    assert hint in message
    assert "Trace ID" not in message
    assert stand_in.asked("/refreshes") == []
    assert SECRET not in caplog.text


def test_a_tenant_that_does_not_exist_is_told(stand_in: StandIn, settings: PowerBiSettings) -> None:
    message = refusal(replace(settings, tenant_id="nobody.example"))
    assert "there is no such tenant" in message
    assert stand_in.asked("/token") == []


def test_a_sign_in_that_is_busy_is_tried_again(
    stand_in: StandIn, settings: PowerBiSettings
) -> None:
    stand_in.tokens = [Answer(503, {"error": "temporarily_unavailable"})]
    assert refresh(settings, SHORT) is True
    assert len(stand_in.asked("/token")) == 2


@pytest.mark.parametrize("which", ["api_url", "authority_url"])
def test_a_server_that_is_not_there_is_told(settings: PowerBiSettings, which: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        url = f"https://localhost:{nobody.getsockname()[1]}"
    settings = replace(settings, **{which: url})
    message = refusal(settings, replace(SHORT, all_in_all_seconds=0.3))
    assert message.startswith(f"{url} cannot be reached")


@pytest.mark.parametrize("which", ["api_url", "authority_url"])
def test_a_certificate_that_is_not_trusted_is_told(settings: PowerBiSettings, which: str) -> None:
    url = getattr(settings, which).replace("localhost", "127.0.0.1")  # not on the certificate
    message = refusal(replace(settings, **{which: url}))
    assert message.startswith(f"The certificate of {url} is not one that this machine trusts")
    assert "REQUESTS_CA_BUNDLE" in message


def test_without_ids_no_refresh_is_wanted() -> None:
    assert read_refresh_settings({}) is None
    assert read_refresh_settings({"CUSTOMER_INTELLIGENCE_POWER_BI_CLIENT_SECRET": SECRET}) is None


@pytest.mark.parametrize("missing", ENVIRONMENT)
def test_a_variable_that_is_missing_is_named(missing: str) -> None:
    some = {name: value for name, value in ENVIRONMENT.items() if name != missing}
    with pytest.raises(InputError, match=f"also needs {missing}\\.") as caught:
        read_refresh_settings(some)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKSPACE_ID", "../../admin"),
        ("CLIENT_ID", SECRET),
        ("TENANT_ID", "contoso/../common"),
        ("API_URL", "http://api.powerbi.com"),
        ("AUTHORITY_URL", "login.microsoftonline.com"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(name: str, value: str) -> None:
    variable = f"CUSTOMER_INTELLIGENCE_POWER_BI_{name}"
    with pytest.raises(InputError, match=variable) as caught:
        read_refresh_settings({**ENVIRONMENT, variable: value})
    assert SECRET not in str(caught.value)


def test_a_national_cloud_has_a_scope_of_its_own() -> None:
    settings = read_refresh_settings(
        {**ENVIRONMENT, "CUSTOMER_INTELLIGENCE_POWER_BI_API_URL": "https://api.powerbigov.us/"}
    )
    assert settings is not None
    assert settings.scope == "https://analysis.usgovcloudapi.net/powerbi/api/.default"


def test_the_secret_is_in_no_representation() -> None:
    settings = read_refresh_settings(ENVIRONMENT)
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings)
