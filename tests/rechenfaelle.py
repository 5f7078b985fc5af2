"""Random computable cases: every Verfahren, variant, rounding rule, part-year, refund and scenario; as YAML text."""

from __future__ import annotations

import random
from fractions import Fraction

from stellenbedarf.formel import Eingabe, Liste
from stellenbedarf.formel.satz import AUS_TEILEN
from stellenbedarf.verfahren import VERFAHREN

BEWERTUNGEN = ["E 5", "E 9a", "E 11", "A 8", "A 12", "EG 6"]
RUNDUNGEN = ["", "keine", "kaufmännisch 0,05", "aufrunden 0,1", "abrunden 0,25", "kaufmännisch 1/6", "aufrunden 1/12"]
WERTE = {  # plausible bounds of the inputs, in their unit
    "fallzahl": (1, 90000), "mittlere_bearbeitungszeit_min": (1, 240), "verteilzeit": (0, 25),
    "persoenliche_verteilzeit": (0, 12), "sachliche_verteilzeit": (0, 12),
    "jahresarbeitszeit_h": (1400, 1750), "grundgesamtheit": (50, 90000), "quote": (1, 60), "pruefzeit_h": (1, 9),
    "vertrauensniveau": (60, 99), "anteilswert": (5, 95), "fehlergrenze": (2, 15), "bezugsmenge": (1, 40000),
    "einheiten_je_stelle": (20, 900), "komplexitaetsfaktor": (1, 4), "vergleichsmenge": (100, 30000),
    "vergleichsstellen": (1, 20), "umfang_vzae": (1, 3), "aufwand_h": (10, 5000), "dauer_monate": (1, 24),
    "vergleichsaufwand_h": (10, 3000), "mehraufwandsfaktor": (1, 3), "stellen": (0, 4),
    "mindestzeit_min": (1, 9), "normalzeit_min": (10, 40), "hoechstzeit_min": (41, 200), "sockel_vzae": (0, 2),
    "bisheriger_bedarf_vzae": (1, 30), "bisherige_fallzahl": (100, 9000), "neue_fallzahl": (0, 9000),
    "fester_anteil": (0, 60), "unterstellte": (1, 60), "leitungsspanne": (4, 30), "leitungssockel_vzae": (0, 1),
    "fuehrungsanteil_je_person": (1, 1), "gleichzeitig_besetzt": (1, 4), "besetzungszeit_h": (200, 9000),
    "schichten_je_tag": (1, 3), "schichtdauer_h": (4, 12), "uebergabezeit_min": (0, 30), "besetzungstage": (200, 365),
    "bruttoarbeitszeit_h": (1900, 2100), "ausfallquote": (0, 40), "anrufe": (5, 400), "intervall_min": (30, 60),
    "bearbeitungsdauer_min": (1, 9), "servicegrad": (50, 95), "zielzeit_s": (5, 120), "hoechstauslastung": (50, 98),
    "servicezeit_h": (500, 4000), "schrittanteil": (1, 100), "schrittzeit_min": (0, 90), "kategorieanteil": (0, 25),
    "personen": (1, 4), "stunden_je_person": (0, 300), "vorhandene_vzae": (1, 40), "restanteil": (0, 60),
    "haeufigkeit_je_woche": (1, 5), "wochenarbeitszeit_h": (30, 45),
}  # fmt: skip
PROZENT = {
    "persoenliche_verteilzeit",
    "sachliche_verteilzeit",
    "verteilzeit",
    "quote",
    "vertrauensniveau",
    "anteilswert",
    "fehlergrenze",
    "fester_anteil",
    "ausfallquote",
    "servicegrad",
    "hoechstauslastung",
    "schrittanteil",
    "kategorieanteil",
    "restanteil",
}
GANZ = {"haeufigkeit_je_woche", "fallzahl", "grundgesamtheit", "einheiten_je_stelle", "dauer_monate"}
AUFGABEN = (
    'aufgaben: [{text: A, anteil: 55 %}, {text: B, anteil: "12,5 %", anrechenbar: nein}, {text: C, anteil: "32,5 %"}]'
)
AEMTER = (
    'aemter: {"10": {name: Hauptamt, teilhaushalt: "100"}, "20": {name: Kämmerei}, '
    '"3*": {name: S, teilhaushalt: "100"}}'
)


class Rechenfall:
    """Builds one case from a seed; the same seed gives the same case."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.annahmen: list[str] = []
        self.ersetzbar: list[tuple[str, str]] = []

    def zahl(self, name: str) -> str:
        unten, oben = WERTE[name]
        wert = Fraction(self.rng.randint(unten, oben))
        if name not in GANZ and self.rng.random() < 0.5:
            wert = min(wert + Fraction(self.rng.randint(0, 99), 100), Fraction(oben))
        ganz, rest = divmod(wert, 1)
        text = f"{ganz}.{int(rest * 100):02d}" if rest else f"{ganz}"
        return f"{text} %" if name in PROZENT else text

    def argument(self, name: str, einheit: str) -> str:
        """Return a number, or the name of a new Annahme; working times come as minutes or hours."""
        if self.rng.random() < 0.5:
            return f'"{self.zahl(name)}"'
        kurz = f"a{len(self.annahmen)}"
        if einheit == "min je Fall" and self.rng.random() < 0.5:
            einheit = "h je Fall"
        wert = f'wert: "{self.zahl(name)}", einheit: "{einheit or "Faktor"}"'
        self.annahmen.append(f'  {kurz}: {{bezeichnung: "Größe {kurz}", {wert}, quelle: Test}}')
        self.ersetzbar.append((kurz, name))
        return kurz

    def gebraucht(self, eingabe: Eingabe) -> bool:
        return not (eingabe.optional or eingabe.vorgabe is not None) or self.rng.random() < 0.5

    def eintraege(self, liste: Liste) -> list[str]:
        """Return the entries of a list; variants make 100 %, steps belong to one of them or to none."""
        if liste.name == "varianten":
            anteil = self.rng.randint(1, 99)
            return [f'{{bezeichnung: V{n}, variantenanteil: "{w} %"}}' for n, w in enumerate((anteil, 100 - anteil), 1)]
        zeilen = []
        for nummer in range(1, self.rng.randint(1 if liste.pflicht else 0, 3) + 1):
            felder = [f"bezeichnung: {liste.bezeichnung} {nummer}"]
            if liste.je and self.rng.random() < 0.6:
                felder.append(f"variante: V{self.rng.randint(1, 2)}")
            felder += [
                f"{e.name}: {self.argument(e.name, e.einheit.anzeige)}" for e in liste.eingaben if self.gebraucht(e)
            ]
            zeilen.append(f"{{{', '.join(felder)}}}")
        return zeilen

    def bemessung(self, teil: bool = False) -> tuple[str, bool]:
        """Return a Bemessung and whether it needs tasks; a part of a combination measures and is no combination."""
        moeglich = [v for v in VERFAHREN.values() if not teil or (v.misst and v.name != "kombination")]
        verfahren = self.rng.choice(moeglich)
        variante = self.rng.choice(list(verfahren.varianten))
        felder = [f"verfahren: {verfahren.name}", f"variante: {variante}", "quelle: Test"]
        reihe = False
        satz = verfahren.varianten[variante]
        for eingabe in satz.eingaben:
            if eingabe.reihe == AUS_TEILEN:
                teile = [self.bemessung(teil=True) for _ in range(self.rng.randint(2, 3))]
                felder.append(f"teile: [{', '.join(text for text, _ in teile)}]")
                reihe = any(r for _, r in teile)
            elif eingabe.reihe:
                reihe = True
            elif self.gebraucht(eingabe):
                felder.append(f"{eingabe.name}: {self.argument(eingabe.name, eingabe.einheit.anzeige)}")
        felder += [f"{liste.name}: [{', '.join(self.eintraege(liste))}]" for liste in satz.listen]
        if verfahren.texte:
            felder.append("begruendung: Test")
        return "{" + ", ".join(felder) + "}", reihe

    def position(self, nr: int) -> str:
        bemessung, reihe = self.bemessung()
        felder = [f"nr: {nr}", f'amt: "{self.rng.choice(["10", "20", "3*"])}"', f"funktion: Funktion {nr}",
                  f"bewertung: {self.rng.choice(BEWERTUNGEN)}"]  # fmt: skip
        jahr, monat = self.rng.choice([(2024, 7), (2025, 1), (2025, 4), (2026, 11), (2027, 2)])
        felder.append(f"beginn: {self.rng.randint(1, 28):02d}.{monat:02d}.{jahr}")
        if self.rng.random() < 0.3:
            felder.append(f"ende: {self.rng.randint(1, 28):02d}.{self.rng.randint(3, 12):02d}.{jahr + 1}")
        if self.rng.random() < 0.4:
            felder.append(f'beantragt: "{self.rng.choice(["0.5", "1", "2", "0.75", "1/3"])}"')
        rundung = self.rng.choice(RUNDUNGEN)
        if rundung:
            felder.append(f'rundung: "{rundung}"')
        if self.rng.random() < 0.3:
            felder.append(f'erstattungsquote: "{self.rng.choice(["84,8 %", "50 %", "33,3 %"])}"')
        if reihe:
            felder.append(AUFGABEN)
        return f"  - {{{', '.join(felder)}, bemessung: {bemessung}}}"

    def prognose(self) -> list[str]:
        """Return the past values of a new Annahme with a forecast, or nothing."""
        if self.rng.random() < 0.5:
            return []
        art = self.rng.choice(["konstant", "linear", "wachstumsrate", "gegeben"])
        angaben = f"bezeichnung: Prognose, einheit: Fälle, prognose: {art}, zieljahre: [2026, 2028]"
        self.annahmen.append(f"  vorhersage: {{{angaben}}}")
        jahre = [2026, 2028] if art == "gegeben" else range(2019, 2019 + self.rng.randint(3, 6))
        return [f"  - {{annahme: vorhersage, jahr: {j}, wert: {self.rng.randint(50, 9000)}, quelle: T}}" for j in jahre]

    def kostenplan(self) -> list[str]:
        """Return rates of later years and increases, or nothing."""
        teile: list[str] = []
        if self.rng.random() < 0.3:
            teile.append("kostentabellen: [{ab: 01.01.2026, tabelle: kgst-2025-26}]")
        moeglich = [(2025, 7), (2026, 1), (2026, 4), (2026, 11), (2027, 2)]
        monate = sorted(self.rng.sample(moeglich, self.rng.randint(0, 3)))
        if monate:
            teile.append("erhoehungen:")
        for jahr, monat in monate:
            gruppe = self.rng.choice(["Tarif", "Besoldung", "alle"])
            satz = f'satz: "{self.rng.randint(0, 6)},{self.rng.randint(10, 99)} %"'
            teile.append(f"  - {{ab: 01.{monat:02d}.{jahr}, {satz}, gruppe: {gruppe}, quelle: Test}}")
        return teile

    def yaml(self) -> str:
        positionen = [self.position(nr) for nr in range(1, self.rng.randint(2, 7))]
        verlauf = self.prognose()
        teile = ['kopf: {titel: "Zufall", koerperschaft: K, haushaltsjahre: [2025, 2026]}']
        if self.annahmen:
            teile += ["annahmen:", *self.annahmen]
        if verlauf:
            teile += ["verlaeufe:", *verlauf]
        eigene = "  eigene: [{bewertung: EG 6, satz: 50400, quelle: Test, preisstand: 31.12.2025}]"
        teile += [
            "kostensaetze:",
            "  tabelle: kgst-2025-26",
            eigene,
            *self.kostenplan(),
            AEMTER,
            "positionen:",
            *positionen,
        ]
        if self.rng.random() < 0.5:
            nr, ist = self.rng.randint(1, len(positionen)), self.rng.choice(["0", "0,5", "7/3", "12"])
            teile += ["vorhandene_stellen:", f'  - {{position: {nr}, stellen: "{ist}", quelle: T, stand: "2026"}}']
        if self.rng.random() < 0.4:
            teile.append("sachkosten: [{name: Druck, menge: 800000, stueckpreis: 0.6, quelle: T}]")
            fest, stueck = self.rng.randint(0, 900000), self.rng.choice(["0.35", "0.6", "0.61", "1/3"])
            werte = f'festkosten: {fest}, stueckkosten: "{stueck}"'
            teile.append(f"eigenleistungen: [{{name: E, sachkosten: Druck, {werte}, quelle: T}}]")
        if self.ersetzbar:
            teile.append("szenarien:")
            for szenario in range(self.rng.randint(1, 3)):
                ersatz = self.rng.sample(self.ersetzbar, self.rng.randint(1, min(3, len(self.ersetzbar))))
                werte = ", ".join(f'{kurz}: "{self.zahl(name)}"' for kurz, name in ersatz)
                teile.append(f"  s{szenario}: {{beschreibung: Szenario {szenario}, annahmen: {{{werte}}}}}")
        return "\n".join(teile) + "\n"
