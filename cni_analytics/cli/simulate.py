"""``cni simulate``: a labelled synthetic corpus with its truth."""

from __future__ import annotations

from pathlib import Path

import click

from cni_analytics.cli.progress import progress


class _Range(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """``6`` or ``3-9``."""

    name = "range"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:  # fmt: skip
        low, _, high = str(value).partition("-")
        if not low.isdecimal() or (high and not high.isdecimal()):
            self.fail(f"expected a number or two with a dash, such as 6 or 3-9, found {value}", param, ctx)
        return int(low), int(high or low)


@click.command("simulate")
@click.option("--out", metavar="FOLDER", type=click.Path(path_type=Path), required=True,
              help="A new or empty folder, or an earlier simulation, which is replaced.")  # fmt: skip
@click.option("--municipalities", metavar="N", type=int, default=19, show_default=True,
              help="How many councils.")  # fmt: skip
@click.option("--years", metavar="N", type=int, default=4, show_default=True,
              help="How many years, the last of them 2024.")  # fmt: skip
@click.option("--seed", metavar="N", type=int, default=7, show_default=True, help="The same seed, the same bytes.")
@click.option("--format", "format_", type=click.Choice(["txt", "pdf", "both"]), default="txt", show_default=True,
              help="Of the documents; PDF needs the extra 'simulate'.")  # fmt: skip
@click.option("--sessions-per-year", metavar="N", type=click.IntRange(1, 60), default=14, show_default=True,
              help="Of each council.")  # fmt: skip
@click.option("--decisions-per-session", metavar="N[-N]", type=_Range(), default="3-9", show_default=True,
              help="Fewest and most.")  # fmt: skip
@click.option("--contradictions", metavar="SHARE", type=click.FloatRange(0, 1), default=0.06, show_default=True,
              help="Share of documents with a planted contradiction.")  # fmt: skip
def command(
    out: Path, municipalities: int, years: int, seed: int, format_: str, sessions_per_year: int,
    decisions_per_session: tuple[int, int], contradictions: float,
) -> None:  # fmt: skip
    """Write a synthetic corpus to try things on, marked as such.

    Municipalities, people and decisions are invented. Every document says so on each page, and beside
    it lies the record that a perfect reader would give, so that what is read can be checked fact by fact.
    """
    from cni_analytics.simulate import simulate

    with progress("session") as told:
        done = simulate(
            out, municipalities=municipalities, years=years, seed=seed,
            formats=("txt", "pdf") if format_ == "both" else (format_,), per_session=decisions_per_session,
            sessions_per_year=sessions_per_year, contradictions=contradictions, progress=told,
        )  # fmt: skip
    click.echo(
        f"{done.decisions} SYNTHETIC decisions of {municipalities} invented municipalities in {done.sessions} sessions "
        f"under {done.documents}, the truth under {done.truth}; build them with: cni build {done.documents}"
    )
