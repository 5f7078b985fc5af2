"""An empty case as commented YAML to fill in, made from the field tables."""

from __future__ import annotations

from collections.abc import Sequence

from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.formel.satz import AUS_AUFGABEN, AUS_TEILEN
from stellenbedarf.modell import felder, felder_kosten
from stellenbedarf.modell.mappenplan import JE_POSITION, PLAENE, listen
from stellenbedarf.verfahren import VERFAHREN

_KOPF = """\
# Ein leerer Fall zum Ausfüllen. Was hinter # steht, ist Erläuterung.
# Angaben ohne Wert gelten als nicht gemacht; nicht gebrauchte Zeilen und Abschnitte können gelöscht werden.
# Prüfen: stellenbedarf pruefen DATEI
"""
_WEITERE = (
    "arbeitszeit", "behauptungen", "sachkosten", "beratungsfolge", "bemessungen", "stellenbestand", "nachweise",
    "verlaeufe", "korrelationen", "kostentabellen", "erhoehungen", "vorhandene_stellen", "eigenleistungen",
)  # fmt: skip
_BENANNT = {"annahmen": "menge", "aemter": '"10"', "bemessungen": "bemessung"}


def yaml_vorlage() -> str:
    """Return the template; read back unfilled it gives findings that name every required field."""
    teile = [_KOPF]
    for plan in PLAENE:
        name = plan.abschnitt
        if name in JE_POSITION or name in _WEITERE:
            continue
        zeilen = [f"# {plan.zweck}", f"{name}:"]
        if name in _BENANNT:
            zeilen += [f"  {_BENANNT[name]}:  # Kurzname, unter dem andere Abschnitte den Eintrag nennen"]
            zeilen += _zeilen(felder.ABSCHNITTE[name], "    ")
        elif name == "kostensaetze":
            zeilen += _zeilen(felder_kosten.KOSTENWAHL, "  ")
        elif name == "positionen":
            zeilen += _position()
        else:
            zeilen += _zeilen(felder.ABSCHNITTE[name], "  ")
        teile.append("\n".join(zeilen) + "\n")
    teile.append(
        "# Weitere Abschnitte: arbeitszeit, verlaeufe, korrelationen, beratungsfolge, kostentabellen,\n"
        "# erhoehungen, vorhandene_stellen, sachkosten, eigenleistungen, szenarien, stellenbestand, behauptungen,\n"
        "# nachweise, bemessungen (für mehrere Positionen gemeinsam); in einer Position: aufgaben, profil,\n"
        "# leistungsmerkmale und ausschreibung.\n"
        "# Beispiele: „stellenbedarf neu NAME --art stuttgart --format yaml“.\n"
    )
    return "\n".join(teile)


def _zeilen(tabelle: Sequence[Feld], einzug: str) -> list[str]:
    breite = max(len(f.name) for f in tabelle) + 2
    return [f"{einzug}{f.name + ':':<{breite}}# {_erlaeuterung(f)}" for f in tabelle]


def _erlaeuterung(feld: Feld) -> str:
    pflicht = "Pflicht: " if feld.pflicht else ""
    moeglich = f" ({' | '.join(feld.wahl)})" if feld.wahl else ""
    art = f" [{feld.typ.value}]" if feld.typ is not Typ.TEXT else ""
    beispiel = f", z. B. {feld.beispiel}" if feld.beispiel else ""
    return f"{pflicht}{feld.bedeutung}{moeglich}{beispiel}{art}"


def _position() -> list[str]:
    zeilen: list[str] = []
    for zeile in _zeilen([f for f in felder.POSITION if f.name != "bemessung"], "    "):
        zeilen.append(zeile if zeilen else f"  - {zeile.lstrip()}")
    zeilen += ["    bemessung:", "      verfahren:  # Pflicht: eines der folgenden mit seinen Eingaben"]
    for verfahren in VERFAHREN.values():
        for variante, satz in verfahren.varianten.items():
            namen = ", ".join(
                "teile (Liste von Bemessungen)" if e.reihe == AUS_TEILEN else f"{e.name} ({e.einheit})"
                for e in satz.eingaben
                if e.reihe != AUS_AUFGABEN
            )
            zusatz = f" mit variante {variante}" if len(verfahren.varianten) > 1 else ""
            mit = "".join(f"; Liste {liste.name}" for liste in satz.listen)
            zeilen.append(f"      # {verfahren.name}{zusatz}: {namen}{mit}")
    zeilen += ["      # Je Eintrag einer Liste bezeichnung, quelle, stand, status und:"]
    for liste in listen().values():
        namen = ", ".join(f"{e.name} ({e.einheit})" for e in liste.eingaben)
        zusatz = "; variante kann die Variante nennen" if liste.je else ""
        zeilen.append(f"      #   {liste.name}: {namen}{zusatz}")
    return [*zeilen, "      begruendung:  # warum so bemessen oder gesetzt wird"]
