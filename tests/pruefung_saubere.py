"""Clean papers in the layouts that towns use, each figure that an error can be planted in marked as «kind:figure».

`SAUBER` holds functions without argument that return marked blocks; `setze` and `orte` read the marks. The figures
are worked out by hand and stand in the papers as a town would print them; names and places are made up.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from pruefpapiere import h, p, papier, t

from stellenbedarf.pruefung.dokument import Block, Dokument, Tabelle

_MARKE = re.compile(r"«([a-z_]+):([^»]*)»")


class Ort(NamedTuple):
    """A marked figure: kind, its text, and where it stands (block, row and column from 0; None outside tables)."""

    art: str
    text: str
    block: int
    zeile: int | None
    spalte: int | None
    nummer: int
    im_kopf: bool = False


def _ohne(text: str) -> str:
    return _MARKE.sub(r"\2", text)


def _felder(block: Block) -> list[tuple[str, int | None, int | None, bool]]:
    if isinstance(block, Tabelle):
        return [(z.text, i, k, False) for i, zeile in enumerate(block.zeilen) for k, z in enumerate(zeile)]
    return [(block.text, None, None, False), (block.nummer, None, None, True)]


def orte(bloecke: Sequence[Block]) -> list[Ort]:
    """Return every marked figure."""
    gefunden = []
    for n, block in enumerate(bloecke):
        for text, zeile, spalte, im_kopf in _felder(block):
            for k, m in enumerate(_MARKE.finditer(text)):
                gefunden.append(Ort(m[1], m[2], n, zeile, spalte, k, im_kopf))
    return gefunden


def setze(bloecke: Sequence[Block], ort: Ort | None = None, neu: str = "") -> list[Block]:
    """Return the blocks without marks, one marked figure replaced."""

    def text_fuer(text: str, hier: bool) -> str:
        zaehler = -1

        def tausche(m: re.Match[str]) -> str:
            nonlocal zaehler
            zaehler += 1
            return neu if hier and ort is not None and zaehler == ort.nummer else m[2]

        return _MARKE.sub(tausche, text)

    fertig: list[Block] = []
    for n, block in enumerate(bloecke):
        hier = ort is not None and ort.block == n
        if isinstance(block, Tabelle):
            zeilen = tuple(
                tuple(
                    replace(z, text=text_fuer(z.text, hier and ort is not None and (ort.zeile, ort.spalte) == (i, k)))
                    for k, z in enumerate(zeile)
                )
                for i, zeile in enumerate(block.zeilen)
            )
            fertig.append(replace(block, zeilen=zeilen))
        else:
            im_kopf = ort is not None and ort.im_kopf
            fertig.append(
                replace(
                    block,
                    text=text_fuer(block.text, hier and not im_kopf),
                    nummer=text_fuer(block.nummer, hier and im_kopf),
                )
            )
    return fertig


def dokument(bloecke: Sequence[Block], datei: str = "vorlage.txt") -> Dokument:
    """Return the paper without marks."""
    return papier(*setze(bloecke), datei=datei)


_KOPF = [
    "Org.einheit",
    "Stellenwert",
    "Funktionsbezeichnung",
    "Anzahl der Stellen",
    "Stellenvermerk",
    "Jährlicher Aufwand EUR",
]


def stuttgart() -> list[Block]:
    """Stuttgart: resolution by office, reasons with totals in headings, tables per office in the annex."""
    return [
        h(1, "Ausbau der Wohngeldstelle"),
        t([["Vorlage an", "zur", "Sitzungsart", "Sitzungstermin"],
           ["Verwaltungsausschuss", "Vorberatung", "öffentlich", "04.03.2026"],
           ["Gemeinderat", "Beschlussfassung", "öffentlich", "«datum_folge:12.03.2026»"]]),
        h(1, "Beschlussantrag"),
        p("Vom zusätzlichen Bedarf von insgesamt «stellenzahl:5,8» Stellen wird Kenntnis genommen. Im "
          "Einzelnen:", "1."),
        p("Amt für Soziales (Amt 50):"),
        p("100 % Sachgebietsleitung Wohngeld, «grad_beschluss:A 12»", "-"),
        p("«prozentposten:200» % Sachbearbeitung Wohngeld, EG 9b", "-"),
        p("50 % Registratur Wohngeld, EG 6", "-"),
        p("Stadtkasse (Amt 21):"),
        p("«prozentposten:80» % Sachbearbeitung Zahlungsverkehr, «grad_beschluss:EG 8»", "-"),
        p("150 % Vollstreckung Innendienst, EG 9b", "-"),
        p("Für die Stellen werden ab 2027 jährlich Personalmittel von «geld_beschluss:454.880» EUR "
          "bereitgestellt; davon entfallen:", "2."),
        p("Teilhaushalt 500 – Amt für Soziales: «geld_liste:288.500» EUR", "-"),
        p("Teilhaushalt 210 – Stadtkasse: 166.380 EUR", "-"),
        h(1, "Begründung"),
        h(2, "Ausgangslage", "1"),
        p("Seit der Wohngeldreform haben sich die Anträge verdoppelt. Die Bearbeitung dauert inzwischen vier Monate."),
        h(2, "Stellenbedarf", "«nummer:2»"),
        h(3, "Amt für Soziales (insgesamt «ueberschrift:3,5» Stellen)", "2.1"),
        p("Die Leitung des Sachgebiets war bisher beim Sozialdienst angesiedelt."),
        h(3, "Stadtkasse (insgesamt 2,3 Stellen)", "2.2"),
        p("Mit der Zahl der Bescheide wächst die Zahl der Buchungen."),
        h(2, "«leer:Finanzielle Auswirkungen»", "3"),
        p("Die Mittel sind im Entwurf des Haushalts 2027 enthalten."),
        h(1, "Anlagen"),
        h(2, "Amt für Soziales", "1"),
        t([_KOPF,
           ["50-1", "«grad_tabelle:A 12»", "Sachgebietsleitung Wohngeld", "1,0", "-", "«zeile_einzeln:101.200 EUR»"],
           ["50-1", "EG 9b", "Sachbearbeitung Wohngeld", "«zeile_anteil:2,0»", "-", "«zeile_betrag:158.800 EUR»"],
           ["50-3", "EG 6", "Registratur Wohngeld", "0,5", "-", "28.500 EUR"],
           ["Gesamt", "", "", "«summe_stellen:3,5»", "", "«summe_eur:288.500 EUR»"]]),
        p("50-1: 1,0 Stelle in «grad_text:A 12» für die Leitung des Sachgebiets Wohngeld"),
        h(2, "Stadtkasse", "2"),
        t([_KOPF,
           ["21-2", "EG 8", "Sachbearbeitung Zahlungsverkehr", "«zeile_anteil:0,8»", "-", "47.280 EUR"],
           ["21-4", "EG 9b", "Vollstreckung Innendienst", "1,5", "-", "«zeile_betrag:119.100 EUR»"],
           ["Gesamt", "", "", "«summe_stellen:2,3»", "", "«summe_eur:166.380 EUR»"]]),
    ]  # fmt: skip


def muenchen() -> list[Block]:
    """München: Vortrag first, cost table with rates and months, Antrag at the end."""
    return [
        h(1, "Personalbedarf in der Bauaufsicht"),
        h(1, "Vortrag der Referentin"),
        h(2, "Anlass", "1"),
        p("Die Zahl der Bauanträge ist von «von_auf:2.400» auf 3.000 gestiegen, also um 600 (25,0 %)."),
        h(2, "Darstellung der Kosten und der Finanzierung", "2"),
        t([["Funktion", "Einwertung", "VZÄ", "Jahresmittelbetrag EUR", "Kosten EUR"],
           ["Prüfung Bauanträge", "E 11", "3,0", "«satz:91.450»", "«zeile_produkt:274.350»"],
           ["Brandschutz", "E 12", "1,0", "97.210", "«zeile_produkt:97.210»"],
           ["Assistenz", "E 6", "1,5", "62.840", "94.260"],
           ["Rechtsprüfung", "A 13", "0,5", "104.300", "«zeile_produkt:52.150»"],
           ["Summe", "", "«summe_stellen:6,0»", "", "«summe_eur:517.970»"]],
          titel="Dauerhafte Kosten im Jahr"),
        h(1, "Antrag der Referentin"),
        p("Das Baureferat wird beauftragt, «stellenzahl_einfach:6,0» VZÄ einzurichten und zu besetzen.", "1."),
        p("Die dauerhaften Personalkosten von jährlich «geld_beschluss:517.970» Euro werden zum Haushalt 2027 "
          "angemeldet.", "2."),
        p("Der Beschluss unterliegt nicht der Beschlussvollzugskontrolle.", "«nummer_beschluss:3.»"),
    ]  # fmt: skip


def allris() -> list[Block]:
    """ALLRIS: Beschlussvorschlag, Sachverhalt, one wide table with refunds."""
    return [
        h(1, "Beschlussvorschlag"),
        p("Der Rat beschließt die Einrichtung der in der Tabelle aufgeführten 4,5 Stellen."),
        h(1, "Sachverhalt"),
        p("Das Land erstattet «erstattung:60» % der Kosten der Schulsozialarbeit, das sind "
          "«erstattung_betrag:113.040» EUR von 188.400 EUR."),
        t([["Stellenplan-Nr.", "Bezeichnung", "Anzahl", "Bewertung", "Kosten p. a. "
                                                                     "(EUR)", "Erstattung "
                                                                              "(EUR)", "Netto (EUR)", "Befristung"],
           ["4010", "Schulsozialarbeit", "«zeile_anteil:2,0»", "S 12", "«zeile_betrag:150.720»", "90.432", "60.288",
            "-"],
           ["4011", "Schulsozialarbeit Grundschule", "0,5", "S 12", "«zeile_betrag:37.680»", "22.608", "15.072", "-"],
           ["4020", "Schulverwaltung", "1,0", "EG 9c", "74.900", "-", "74.900", "-"],
           ["4030", "Schulsekretariat", "1,0", "EG 6", "57.300", "-", "57.300", "-"],
           ["Gesamt", "", "«summe_stellen:4,5»", "", "«summe_eur:320.600»", "«summe_eur:113.040»",
            "«summe_eur:207.560»", ""]]),
        h(1, "«leer:Beteiligung»"),
        t([["Stelle", "beteiligt am", "Ergebnis"], ["Personalrat", "12.01.2026", "zugestimmt"],
           ["Gleichstellung", "14.01.2026", "keine Bedenken"]]),
    ]  # fmt: skip


def prosa() -> list[Block]:
    """Prose only: figures in sentences, an equation, shares of a post."""
    return [
        h(1, "Beschlussvorschlag"),
        p("Der Kreistag stimmt der Einrichtung einer Stelle für die Klimaanpassung zu."),
        h(1, "Sachverhalt"),
        p("Der Landkreis betreut 46 Liegenschaften. Eine Kraft benötigt je Liegenschaft 18 Stunden im Jahr, das sind "
          "46 × 18 = «gleichung:828» Stunden. Für Förderanträge kommen weitere 612 Stunden hinzu, zusammen "
          "828 + 612 = «gleichung:1.440» Stunden."),
        p("Eine Vollzeitkraft leistet im Jahr 1.600 Stunden; 1.440 / 1.600 = «gleichung:0,9». Der verbleibende "
          "Rest deckt die "
          "Abstimmung mit den Gemeinden."),
        p("Beantragt wird 1,0 Stelle; auf die Gebäude entfällt ein Stellenanteil von «stellenanteil:0,55», auf "
          "die Förderung "
          "ein Stellenanteil von 0,45."),
        p("Von den 46 Liegenschaften sind 50 % der Gebäude vor 1980 errichtet. Die Kosten betragen im Jahr "
          "81.300 EUR."),
    ]  # fmt: skip


def stellenplan() -> list[Block]:
    """Stellenplan: posts by grade with previous year, difference and „davon“."""
    return [
        h(1, "Stellenplan 2026, Teil A: Beamtinnen und Beamte"),
        t([["Bewertung", "Stellen 2025", "Stellen 2026", "Veränderung", "besetzt am 30.06."],
           ["A 14", "2,0", "2,0", "0,0", "2,0"],
           ["A 13", "«vorjahr:4,5»", "5,0", "«differenz:0,5»", "4,5"],
           ["A 12", "8,0", "7,5", "«differenz:-0,5»", "7,5"],
           ["A 11", "12,0", "13,5", "«differenz:1,5»", "11,0"],
           ["Gesamt", "«summe_stellen:26,5»", "«summe_stellen:28,0»", "1,5", "«summe_stellen:25,0»"],
           ["davon Vollzeit", "20,0", "21,0", "1,0", ""],
           ["davon Teilzeit", "6,5", "«davon:7,0»", "0,5", ""]]),
        h(1, "Teil B: Tarifbeschäftigte"),
        t([["Entgeltgruppe", "Stellen 2025", "Stellen 2026", "Veränderung"],
           ["EG 11", "6,0", "7,0", "«differenz:1,0»"],
           ["EG 9b", "14,0", "15,5", "1,5"],
           ["EG 8", "9,5", "9,0", "-0,5"],
           ["Zwischensumme", "29,5", "«zwischensumme:31,5»", "2,0"],
           ["S 12", "4,0", "5,0", "«differenz:1,0»"],
           ["S 8a", "11,0", "11,0", "0,0"],
           ["Zwischensumme", "«zwischensumme:15,0»", "16,0", "1,0"],
           ["Gesamt", "«summe_stellen:44,5»", "47,5", "«summe_stellen:3,0»"]]),
    ]  # fmt: skip


def schluessel() -> list[Block]:
    """Keys: social services, in prose and as a table."""
    return [
        h(1, "Beschlussvorschlag"),
        p("Der Ausschuss nimmt den Bedarf im Fallmanagement zur Kenntnis."),
        h(1, "Sachverhalt"),
        p("Bei 1.500 Leistungsberechtigten unter 25 Jahren und einem Schlüssel von 1:75 ergeben sich "
          "«schluessel:20,0» Stellen."),
        p("Für 4.200 Leistungsberechtigte ab 25 Jahren ergeben sich bei einem Schlüssel von 1:150 "
          "«schluessel:28,0» Stellen."),
        t([["Bereich", "Fallzahl", "Schlüssel", "Stellen"],
           ["Vormundschaften", "260", "1:50", "«schluessel_tabelle:5,2»"],
           ["Pflegekinder", "112", "1:35", "«schluessel_tabelle:3,2»"],
           ["Beistandschaften", "900", "1:250", "«schluessel_tabelle:3,6»"],
           ["Unterhaltsvorschuss", "1.240", "1:400", "3,1"],
           ["Summe", "«summe_faelle:2.512»", "", "«summe_stellen:15,1»"]]),
        p("Der Bund beteiligt sich nicht."),
    ]  # fmt: skip


def fallzahlen() -> list[Block]:
    """Cases and time: a table as the Organisationshandbuch computes it."""
    return [
        h(1, "Stellenbemessung Ausländerbehörde"),
        h(2, "Grundlagen", "1"),
        p("Die Jahresarbeitszeit einer Normalarbeitskraft beträgt 1.590 Stunden."),
        h(2, "Berechnung", "2"),
        t([["Aufgabe", "Fallzahl", "Bearbeitungszeit (Min.)", "Stunden", "VZÄ"],
           ["Erteilung Aufenthaltstitel", "6.200", "75", "«fall_stunden:7.750»", "«fall_vzae:4,87»"],
           ["Verlängerung", "9.000", "«fall_zeit:40»", "6.000", "3,77"],
           ["Verpflichtungserklärung", "1.400", "30", "«fall_stunden:700»", "0,44"],
           ["Einbürgerung", "800", "240", "3.200", "«fall_vzae:2,01»"],
           ["Gesamt", "", "", "«summe_stunden:17.650»", "«summe_vzae:11,09»"]]),
        h(2, "«leer:Ergebnis»", "«nummer:3»"),
        p("Der Bestand von 9,5 Stellen ist um 1,59 Stellen zu erhöhen."),
    ]  # fmt: skip


def stichprobe() -> list[Block]:
    """A sample with confidence and margin, and the post that follows from it."""
    return [
        h(1, "Prüfung der Zuwendungen"),
        h(2, "Umfang der Stichprobe", "1"),
        p("Im Jahr werden 20.000 Bescheide erteilt. Geprüft wird eine repräsentative Stichprobe mit einem "
          "Vertrauensniveau von "
          "95 % und einer Fehlergrenze von 5 %. Der Stichprobenumfang beträgt «stichprobe:377» Bescheide."),
        h(2, "Zeitaufwand", "2"),
        p("Zu prüfen sind 800 Verwendungsnachweise im Jahr. Je Nachweis werden 2,0 Stunden veranschlagt. "
          "Daraus ergibt sich ein Bedarf "
          "von «fallrechnung:1,0» Stelle."),
        h(2, "Quote", "3"),
        p("Vertieft geprüft werden 3 % von 22.000 = «prozent_von:660» Fälle."),
    ]  # fmt: skip


def antrag() -> list[Block]:
    """A request of one page with a list of tasks and their time shares."""
    return [
        h(1, "Antrag auf Freistellung für die Anwendungsbetreuung"),
        p("Für die Betreuung des Fachverfahrens wird 1,0 Stelle der Entgeltgruppe 9b beantragt. Die "
          "Zeitanteile verteilen sich so:"),
        p("Anwenderinnen und Anwender beraten und schulen («zeitanteil:45 %»)", "-"),
        p("Rechte und Stammdaten pflegen («zeitanteil:25 %»)", "-"),
        p("Neue Versionen prüfen und einführen (20 %)", "-"),
        p("Auswertungen erstellen («zeitanteil:10 %»)", "-"),
        p("Die Stelle soll zum 01.07.2026 besetzt werden; die Vertretung übernimmt vom 01.07.2026 bis "
          "«datum_bis:31.12.2026» das Team."),
        p("Die Abstimmung findet am Mittwoch, «datum_wochentag:08.07.2026» statt."),
    ]  # fmt: skip


def mehrjahr() -> list[Block]:
    """Costs of several years with a total column; the posts begin in July."""
    return [
        h(1, "Beschlussvorschlag"),
        p("Die Stellen werden ab 01.07.2026 eingerichtet."),
        h(1, "Finanzielle Auswirkungen"),
        t([["Kostenart", "2026 EUR", "2027 EUR", "2028 EUR", "Gesamt EUR"],
           ["Personalkosten", "«teiljahr_tabelle:120.000»", "240.000", "240.000", "«quersumme:600.000»"],
           ["Sachkosten", "14.550", "29.100", "29.100", "«quersumme:72.750»"],
           ["Gemeinkosten", "24.000", "48.000", "48.000", "«quersumme:120.000»"],
           ["Summe", "«summe_eur:158.550»", "«summe_eur:317.100»", "317.100", "«summe_eur:792.750»"]]),
        p("Der Zuschuss des Landes beträgt 30 %. Das sind 95.130 EUR im Jahr 2027."),
        p("Einzelheiten stehen in Anlage «verweis:2»."),
        h(1, "Berechnung der Personalkosten", "Anlage 1"),
        p("Die Personalkosten wurden mit Durchschnittssätzen ermittelt."),
        h(1, "Zeitplan", "«nummer_anlage:Anlage 2»"),
        p("Die Ausschreibung beginnt im März."),
    ]  # fmt: skip


def berlin() -> list[Block]:
    """A Berlin district: task analysis with shares in a table."""
    return [
        h(1, "Bezirksamt, Abteilung Soziales: Bedarf IT-Koordination"),
        h(2, "Beschreibung des Arbeitsgebietes", "1"),
        p("Bewertung: E 11 / A 11. Umfang: 1,0 Stelle mit 100 % der regelmäßigen Arbeitszeit."),
        t([["Arbeitsvorgang", "Zeitanteil in %"],
           ["Verfahrensbetreuung", "«zeitanteil_tabelle:40»"],
           ["Anwenderbetreuung und Schulung", "«zeitanteil_tabelle:35»"],
           ["IT-Beschaffung", "15"],
           ["Auswertungen für die Leitung", "«zeitanteil_tabelle:10»"]]),
        h(2, "Begründung des Bedarfs", "2"),
        p("Die Zahl der Arbeitsplätze stieg von 180 auf «von_auf:225», also um 45 Arbeitsplätze (25 %)."),
        h(2, "«leer:Haushaltsmäßige Auswirkungen»", "«nummer:3»"),
        p("Die Stelle kostet 92.600 EUR im Jahr; sie wird aus dem Kapitel 3900 finanziert."),
    ]  # fmt: skip


def umbruch() -> list[Block]:
    """A long table that was broken over pages: heads repeated, Übertrag, subtotals of departments."""
    kopf = ["Lfd. Nr.", "Bezeichnung", "Bewertung", "Stellen", "Kosten EUR"]
    return [
        h(1, "Übersicht der angemeldeten Stellen"),
        t([kopf,
           ["", "Fachbereich Ordnung", "", "", ""],
           ["1", "Gewerbeamt", "EG 9a", "«zeile_anteil:1,0»", "«zeile_betrag:68.400»"],
           ["2", "Gaststätten", "EG 9a", "0,5", "34.200"],
           ["3", "Außendienst", "EG 8", "3,0", "«zeile_betrag:184.500»"],
           ["", "Summe Ordnung", "", "«zwischensumme:4,5»", "«zwischensumme:287.100»"],
           kopf,
           ["", "Übertrag", "", "4,5", "287.100"],
           ["", "Fachbereich Bürgerservice", "", "", ""],
           ["4", "Meldewesen", "EG 8", "2,0", "«zeile_betrag:123.000»"],
           ["5", "Pass- und Ausweisstelle", "EG 8", "1,5", "92.250"],
           ["6", "Teamleitung", "EG 9a", "1,0", "68.400"],
           ["", "Summe Bürgerservice", "", "«zwischensumme:4,5»", "«zwischensumme:283.650»"],
           ["", "Gesamtsumme", "", "«summe_stellen:9,0»", "«summe_eur:570.750»"]]),
        p("Insgesamt werden 9,0 Stellen angemeldet."),
    ]  # fmt: skip


def arbeitszeit() -> list[Block]:
    """Net working time: as a table, in a sentence and as an equation."""
    return [
        h(1, "Nettoarbeitszeit"),
        t([["Größe", "Tage"],
           ["Kalendertage", "365"],
           ["abzüglich Samstage und Sonntage", "104"],
           ["abzüglich Feiertage", "«tage_abzug:9»"],
           ["abzüglich Urlaub", "30"],
           ["abzüglich Krankheit", "13"],
           ["verbleibende Arbeitstage", "«tage_ergebnis:209»"]]),
        p("Von 365 Kalendertagen gehen 104 Tage an Wochenenden, 11 Feiertage, 30 Tage Urlaub und 12 Tage "
          "Krankheit ab; es verbleiben «tage_satz:208» Arbeitstage."),
        p("Je Arbeitstag sind 7,8 Stunden anzusetzen: 208 × 7,8 = «gleichung:1.622,4» Stunden."),
        p("Die Rechnung 365 - 104 - 11 - 30 - 12 = «gleichung:208» gilt für Beschäftigte mit fünf Arbeitstagen "
          "in der Woche."),
    ]  # fmt: skip


def vergabe() -> list[Block]:
    """Contracts: unit price, threshold, comparison of alternatives."""
    return [
        h(1, "Beschlussvorschlag"),
        p("Der Auftrag für Druck und Versand wird erteilt."),
        h(1, "Sachverhalt"),
        h(2, "Druck und Versand", "1"),
        p("Im Jahr fallen 250.000 Sendungen an. Der Vertrag mit dem Rechenzentrum kostet jährlich 187.500 EUR; "
          "das sind «stueckpreis:0,75» EUR je Sendung."),
        h(2, "Einkauf", "2"),
        p("Es sind jährlich 8 Ausschreibungen vorgesehen (Ausgaben 2025: 2,4 Mio. EUR). Der Auftragswert liegt "
          "in der Regel über dem Schwellenwert von «schwelle:221.000» EUR."),
        h(2, "Vergleich", "3"),
        t([["Variante", "bisher EUR", "künftig EUR", "Differenz EUR"],
           ["Eigenbetrieb", "210.000", "236.500", "«differenz:26.500»"],
           ["Rechenzentrum", "198.000", "187.500", "«differenz:-10.500»"],
           ["Mischform", "205.000", "214.250", "«differenz:9.250»"]]),
        p("Die Stadtwerke haben 4.850 Kunden angeschrieben; von den «gleiche_angabe:4.850» Kunden haben 1.200 "
          "geantwortet."),
    ]  # fmt: skip


def beschluss_teiljahr() -> list[Block]:
    """Posts filled early: the amount for the rest of the year follows from rates and months."""
    return [
        h(1, "Beschlussantrag"),
        p("Beim Jugendamt (Amt 51) werden 3,0 Stellen geschaffen:", "1."),
        p("1,0 Stelle Leitung Kindertagespflege, «grad_beschluss:EG 11» (Einstellung ab sofort)", "-"),
        p("«posten_beschluss:2,0» Stellen Sachbearbeitung Kindertagespflege, EG 9c", "-"),
        p("Für 2026 werden überplanmäßig «teiljahr:20.725» EUR für Personalausgaben bewilligt.", "2."),
        p("Ab 2027 werden Personalausgaben von «geld_beschluss:235.500» EUR veranschlagt.", "3."),
        h(1, "Begründung"),
        p("Die Leitungsstelle wird ab 01.10.2026 gebraucht, die übrigen Stellen ab 01.01.2027."),
        h(1, "Stellen", "Anlage 1"),
        t([["Org.einheit", "Stellenwert", "Funktionsbezeichnung", "Anzahl der Stellen", "Personalausgaben EUR"],
           ["51-2", "EG 11", "Leitung Kindertagespflege", "1,0", "«zeile_einzeln:82.900»"],
           ["51-2", "EG 9c", "Sachbearbeitung Kindertagespflege Nord", "«zeile_anteil:1,0»", "«zeile_betrag:76.300»"],
           ["51-2", "EG 9c", "Sachbearbeitung Kindertagespflege Süd", "1,0", "«zeile_betrag:76.300»"],
           ["Gesamt", "", "", "«summe_stellen:3,0»", "«summe_eur:235.500»"]]),
    ]  # fmt: skip


SAUBER: tuple[Callable[[], list[Block]], ...] = (
    stuttgart, muenchen, allris, prosa, stellenplan, schluessel, fallzahlen, stichprobe, antrag, mehrjahr, berlin,
    umbruch, arbeitszeit, vergabe, beschluss_teiljahr,
)  # fmt: skip
