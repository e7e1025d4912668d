"""The coverage report, inside pytest's own: its closing line stays the last one."""

import io

import coverage
import pytest

_report = io.StringIO()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    measured = coverage.Coverage.current()
    if measured is None or session.exitstatus != pytest.ExitCode.OK:
        return
    total = measured.report(file=_report)
    floor = measured.config.fail_under
    if total < floor:
        _report.write(f"\n{total:.1f} % is under the floor of {floor:.0f} %: this run fails\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if text := _report.getvalue():
        terminalreporter.section("coverage")
        terminalreporter.write(text)
