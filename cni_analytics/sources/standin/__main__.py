"""Starts the stand-in: ``python -m cni_analytics.sources.standin --port 8123 --seed 7``."""

from __future__ import annotations

from pathlib import Path

import click

from cni_analytics.sources.standin import FAULTS, Faults, Standin, invent


def _faults(_: click.Context, __: click.Parameter, value: str) -> frozenset[str]:
    names = frozenset(FAULTS) if value == "all" else frozenset(value.split(",")) - {"none", ""}
    if unknown := sorted(names - set(FAULTS)):
        raise click.BadParameter(f"expected all, none or some of {', '.join(FAULTS)}, found {', '.join(unknown)}")
    return names


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8123, show_default=True, help="0: any free one.")
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed, the same archive.")
@click.option("--municipalities", type=click.IntRange(1), default=3, show_default=True)
@click.option("--years", type=click.IntRange(1, 5), default=2, show_default=True, help="The last of them 2024.")
@click.option("--sessions", type=click.IntRange(1, 60), default=6, show_default=True, help="Of a council in a year.")
@click.option("--faults", default="none", show_default=True, callback=_faults, metavar="all|none|NAME,…",
              help="What goes wrong: " + " ".join(f"{name}: {what}" for name, what in FAULTS.items()))  # fmt: skip
@click.option("--later", is_flag=True, help="As it stands some days later: some decisions corrected, some revoked.")
@click.option("--data", type=click.Path(path_type=Path), metavar="FOLDER",
              help="Write a data folder whose network these municipalities are, for CNI_DATA.")  # fmt: skip
def main(
    port: int, seed: int, municipalities: int, years: int, sessions: int, faults: frozenset[str], later: bool,
    data: Path | None,
) -> None:  # fmt: skip
    """Stand in for Diavgeia with invented decisions, on this machine only, until Ctrl-C."""
    archive = invent(municipalities, years=years, seed=seed, sessions=sessions)
    if later:
        archive.later()
    if data:
        archive.write_members(data)
    standin = Standin(archive, Faults(faults), port=port)
    days = sorted(f.issued for f in archive.filed.values())
    click.echo(f"SYNTHETIC DATA at {standin.url}: {len(archive.filed)} invented decisions of "
               + ", ".join(f"{o.uid} ({o.label})" for o in archive.organizations.values()))  # fmt: skip
    whom = "--network" if data else " ".join(archive.organizations)
    folder = f"CNI_DATA={data} " if data else ""
    click.echo(f"try: {folder}cni fetch {whom} --from {days[0]} --to {days[-1]} --base-url {standin.url}")
    try:
        standin.serve()
    except KeyboardInterrupt:
        click.echo("stopped")


if __name__ == "__main__":
    main()
