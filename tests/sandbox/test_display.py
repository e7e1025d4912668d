import io

from rich.console import Console

from sandbox.display import show_results, show_sandbox
from sandbox.journeys import Result
from sandbox.state import Etat, PersonaVue

STATE = Etat(
    pid=1,
    urls={
        name: f"http://{name}.invalid" for name in ("courtier", "france_connect", "caf", "mairie")
    },
    tokens={"mairie": "jeton-mairie", "developpeur": "jeton-developpeur"},
    personas=(
        PersonaVue(
            cle="terrieur",
            nom="ALEX TERRIEUR",
            raison="La particulière [du scénario]",
            identite={"nomNaissance": "TERRIEUR", "prenoms[]": ["ALEX"]},
            numero_allocataire="1000001",
            code_postal="35000",
            identifiant_france_connect="terrieur",
            quotient=820,
        ),
    ),
    broker_env={"DLNUF_MASTER_KEY": "secret-du-courtier"},
)


def printed(width: int = 100) -> tuple[Console, io.StringIO]:
    output = io.StringIO()
    return Console(file=output, width=width), output


def test_addresses_tokens_people_and_calls_are_printed_and_no_secret_of_the_broker() -> None:
    console, output = printed()

    show_sandbox(console, STATE)

    text = output.getvalue()
    assert "http://mairie.invalid" in text
    assert "jeton-developpeur" in text
    assert "La particulière [du scénario]" in text
    assert "secret-du-courtier" not in text


def test_a_call_to_copy_stays_on_one_line_however_narrow_the_terminal() -> None:
    console, output = printed(width=40)

    show_sandbox(console, STATE)

    calls = [line for line in output.getvalue().splitlines() if line.startswith("curl")]
    assert len(calls) == 4
    assert all(line.endswith(("'", "/api/introspect")) for line in calls)


def test_a_journey_that_failed_is_marked() -> None:
    console, output = printed()

    show_results(console, [Result("Un jeton révoqué", "401", "[200]", ok=False, milliseconds=1.0)])

    assert "✘" in output.getvalue()
    assert "[200]" in output.getvalue()
