"""Document kinds: for each the text template that makes its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stellenbedarf.ausgabe.inhalt import belastbarkeit, bemessungsnachweis, freistellung, vorlagentabellen
from stellenbedarf.ausgabe.inhalt.bloecke import Inhalt, Kopfangaben
from stellenbedarf.ausgabe.inhalt.sicht import Sicht
from stellenbedarf.ausgabe.inhalt.stellenpapier import baue_stellenpapier
from stellenbedarf.ausgabe.inhalt.texte import Textvorlagen
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.fall import Kopf
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.zahlen import format_datum


@dataclass(frozen=True, slots=True)
class Berichtsart:
    """A kind of document: name on the command line, title on the paper, text template.

    `je_position` marks kinds about single posts; `zusaetze` give what not every kind shows.
    """

    name: str
    titel: str
    vorlage: str
    zusaetze: tuple[Callable[[Sicht], Mapping[str, Any]], ...] = ()
    je_position: bool = False

    def eigenes(self, sicht: Sicht) -> dict[str, Any]:
        """Return what text templates of this kind may use beside the common names."""
        return {name: wert for zusatz in self.zusaetze for name, wert in zusatz(sicht).items()}


BERICHTSARTEN: Mapping[str, Berichtsart] = {
    art.name: art
    for art in (
        Berichtsart("beschlussvorlage", "Beschlussvorlage", "beschlussvorlage/inhalt.md",
                    (belastbarkeit.kontext,)),
        Berichtsart("beschlussvorlage-muenchen", "Sitzungsvorlage", "beschlussvorlage-muenchen/inhalt.md",
                    (belastbarkeit.kontext,)),
        Berichtsart("beschlussvorlage-ris", "Beschlussvorlage", "beschlussvorlage-ris/inhalt.md",
                    (belastbarkeit.kontext, vorlagentabellen.kontext)),
        Berichtsart("freistellung", "Antrag auf Freistellung", "freistellung/inhalt.md",
                    (belastbarkeit.kontext, freistellung.kontext)),
        Berichtsart("bemessungsnachweis", "Bemessungsnachweis", "bemessungsnachweis/inhalt.md",
                    (belastbarkeit.kontext, bemessungsnachweis.kontext)),
        Berichtsart("stellenbeschreibung", "Stellenbeschreibung", "stellenbeschreibung/inhalt.md", je_position=True),
        Berichtsart("anforderungsprofil", "Anforderungsprofil", "anforderungsprofil/inhalt.md", je_position=True),
        Berichtsart("stellenausschreibung", "Stellenausschreibung", "stellenausschreibung/inhalt.md", je_position=True),
    )
}  # fmt: skip


def baue_inhalt(
    ergebnis: Ergebnis, art: Berichtsart, positionen: Sequence[str] = (), vorlagen: Textvorlagen | None = None
) -> Inhalt:
    """Return the content of a document.

    Args:
        ergebnis: the result.
        art: the kind.
        positionen: numbers of the positions that it covers, for kinds that are about single posts; none means all.
        vorlagen: where its text templates come from; without it the town's own in `./templates`, then the shipped ones.

    Raises:
        StellenbedarfFehler: where the case lacks what the document needs, or a text template cannot be used.
    """
    vorlagen = vorlagen or Textvorlagen()
    if art.je_position:
        return baue_stellenpapier(ergebnis, art.name, art.titel, art.vorlage, positionen, vorlagen)
    if positionen:
        raise StellenbedarfFehler.einzeln(
            f"Die Dokumentart „{art.name}“ behandelt immer alle Positionen", None, "Lassen Sie --position weg."
        )
    kopf = ergebnis.modell.fall.kopf
    sicht = Sicht(ergebnis)
    bloecke = vorlagen.render(art.vorlage, {**sicht.kontext(), **art.eigenes(sicht)}, sicht.freitexte.laeufe)
    return Inhalt(
        titel=kopf.titel,
        untertitel=kopf.untertitel,
        kopf=kopfangaben(kopf, art.titel, tuple(f.kopf.nummer or f.kopf.titel for f in ergebnis.modell.faelle[1:])),
        bloecke=sicht.freitexte.vollende(bloecke),
        eigene_texte=tuple(sorted(vorlagen.eigene)),
    )


def kopfangaben(kopf: Kopf, art: str, weitere: tuple[str, ...] = ()) -> Kopfangaben:
    """Return head and footer: those of the first case, with the names of the other cases in the paper."""
    angaben = (
        ("Referat", kopf.referat),
        ("Geschäftszeichen", kopf.aktenzeichen),
        ("Nummer", kopf.nummer),
        ("zusammen mit", ", ".join(weitere)),
    )
    datum = format_datum(kopf.datum) if kopf.datum else ""
    stand = f"Stand {datum}" if datum else ""
    return Kopfangaben(
        koerperschaft=kopf.koerperschaft,
        angaben=tuple((name, wert) for name, wert in angaben if wert),
        ort_datum=", ".join(t for t in (kopf.ort, datum) if t),
        art=art,
        fusszeile=" · ".join(t for t in (kopf.nummer, kopf.titel, stand) if t),
    )
