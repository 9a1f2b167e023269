"""The three looks: dark, light, and one for projectors in bright rooms."""

from typing import Final

from textual.theme import Theme

from pmqa_writer.i18n import N_

DARK: Final = Theme(
    name="pmqa-dark",
    primary="#7aa2f7",
    secondary="#8bd5ca",
    accent="#c6a0f6",
    warning="#e5c07b",
    error="#ff7a85",
    success="#8fd694",
    foreground="#e6e9ef",
    background="#14161f",
    surface="#1c1f2b",
    panel="#262a39",
    dark=True,
)
LIGHT: Final = Theme(
    name="pmqa-light",
    primary="#1d4ed8",
    secondary="#0f766e",
    accent="#7c3aed",
    warning="#9a5b00",
    error="#b3202c",
    success="#1b6e35",
    foreground="#1b1f27",
    background="#f7f7f4",
    surface="#ffffff",
    panel="#e7e9ee",
    dark=False,
)
PROJECTOR: Final = Theme(
    name="pmqa-projector",
    primary="#00308f",
    secondary="#004d40",
    accent="#5b0a91",
    warning="#7a3d00",
    error="#a30000",
    success="#00501e",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#e3e3e3",
    dark=False,
    variables={"border": "#000000", "block-cursor-background": "#00308f", "block-cursor-foreground": "#ffffff"},
)
THEMES: Final = {DARK.name: N_("Dark"), LIGHT.name: N_("Light"), PROJECTOR.name: N_("Projector: strong and roomy")}
ALL: Final = (DARK, LIGHT, PROJECTOR)
