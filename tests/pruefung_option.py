"""A council paper with the figures, the structure and the defects of GRDrs 647/2011, told in own words.

It is the main test of the checks: what is wrong in the real paper is wrong here too, what is right there is right
here.
"""

from pruefpapiere import h, p, papier, t

from stellenbedarf.pruefung.dokument import Block, Dokument

KOPF = ["Org.einheit (aut. "
        "Stpl.)", "Stellenwert Haushalt", "Funktionsbezeichnung", "Anzahl der Stellen", "Stellenvermerk",
        "Durchschnittl. jährl. kostenwirksamer Aufwand EUR"]  # fmt: skip

_BESCHLUSS = [
    p("Der Übergang der Trägerschaft löst weiteren Personalbedarf aus: im Jahr 2011 im Umfang von 2,0 Stellen, "
      "ab 01.01.2012 im Umfang von "
      "11,5 Stellen. Der Gemeinderat nimmt davon Kenntnis und erlaubt, folgendes Personal auszuwählen und "
      "einzustellen (siehe Anlage):", "1."),
    p("Jobcenter (Amt 29):"),
    p("50 % Sachbearbeitung Fortbildung und Weiterbildung, EG 9", "-"),
    p("100 % Sachbearbeitung Finanzen mit Finanzcontrolling, A 12", "-"),
    p("100 % Sachbearbeitung Einkauf Arbeitsmarktdienstleistungen, A 11 (Einstellung ab sofort)", "-"),
    p("100 % Sachbearbeitung Steuerungsunterstützung, A 13 hD", "-"),
    p("100 % Sachbearbeitung Zentrales Controlling, EG 11", "-"),
    p("100 % Sachbearbeitung Öffentlichkeitsarbeit und Berichtswesen, EG 11", "-"),
    p("Haupt- und Personalamt (Amt 10):"),
    p("50 % Sachbearbeitung Zentraler Einkauf, EG 9", "-"),
    p("30 % Sachbearbeitung Ausbildung, A 12", "-"),
    p("30 % Sachbearbeitung Personalwirtschaft, A 12", "-"),
    p("10 % Personalaktei, EG 6", "-"),
    p("30 % Sachbearbeitung Bezügeabrechnung, A 8", "-"),
    p("Stadtkämmerei (Amt 20):"),
    p("50 % Sachbearbeitung Haushalt, A 12", "-"),
    p("100 % Kreditorenbuchhaltung mit stellvertretender Teamleitung, A 11 (Einstellung ab sofort)", "-"),
    p("100 % Sachbearbeitung Kreditorenbuchhaltung, A 8", "-"),
    p("100 % Sachbearbeitung Kreditorenbuchhaltung, EG 6", "-"),
    p("100 % Sachbearbeitung Beitreibung, EG 8", "-"),
    p("Rechnungsprüfungsamt (Amt 14):"),
    p("100 % Prüfung der Leistungen, A 13 hD", "-"),
    p("Referat WFB:"),
    p("100 % Führungsunterstützung und Controlling, A 14", "-"),
    p("Für die Teilhaushalte 100, 140, 200, 290 und 810 werden ab 01.01.2012 Mittel für Personalausgaben von "
      "rund 1.682.510 EUR bewilligt. "
      "Der Bund erstattet die Verwaltungskosten des Jobcenters zu 84,8 %.", "2."),
    p("Für das Jahr 2011 werden in den Teilhaushalten 290 und 200 überplanmäßig rund 42.350,00 EUR für "
      "Personalausgaben bewilligt."),
    p("Mit dem Rechenzentrum KDRS ist ein Vertrag über Druck und Versand der Bescheide zu schließen. Der "
      "jährliche Ausgabenbedarf wird auf "
      "ca. 480.000 EUR geschätzt.", "3."),
]  # fmt: skip

_BEGRUENDUNG = [
    h(2, "Anlass", "1"),
    p("Zum Jahreswechsel übernimmt die Stadt die Grundsicherung in eigener Trägerschaft."),
    h(2, "Bisherige Leistungen der Agentur", "2"),
    p("Viele Dienste kamen bisher von der Agentur; sie fallen weg."),
    h(2, "Bedarf der Ämter", "3"),
    h(3, "Haupt- und Personalamt (insgesamt 1,5 Stellen)", "3.1"),
    p("Vergaben begleiten und die neuen Beschäftigten betreuen: Das leisten die vorhandenen Kräfte nicht zusätzlich."),
    p(
        "Bisher druckte die Agentur die Bescheide der KDRS-Gemeinden nicht mit. Hochgerechnet fallen rund "
        "800.000 Vorgänge im Jahr an."
    ),
    h(3, "Jobcenter (insgesamt 5,5 Stellen)", "3.2"),
    p("Steuerung, Controlling und Einkauf sind neu aufzubauen."),
    h(3, "Rechnungsprüfungsamt (insgesamt 1,0 Stelle)", "3.3"),
    p("Die Prüfung der Bundesleistungen geht auf die Stadt über."),
    h(3, "Stadtkämmerei (insgesamt 4,5 Stellen)", "3.4"),
    p("In der Buchhaltung kommen rund 22.000 Bedarfsgemeinschaften hinzu."),
    p(
        "In der Sozialhilfe werden 8,3 % der Fälle mit offenen Forderungen beigetrieben. Daraus errechnet sich "
        "ein Bedarf von 1,0 Stelle. "
    ),
    h(3, "Referat WFB, Controlling (insgesamt 1,0 Stelle)", "3.5"),
    p("Die Ziele sind mit dem Land zu vereinbaren."),
    h(1, "Finanzielle Auswirkungen"),
    h(1, "Beteiligte Stellen"),
    p("Erste Bürgermeisterin"),
]

_ANLAGEN = [
    h(1, "Anlagen"),
    p("Allen Stellen liegen Gesamtkosten (Personal-, Sach- und EDV-Kosten) zugrunde."),
    h(2, "Haupt- und Personalamt", "1"),
    t([KOPF,
       ["10-1.2", "EG 9", "SB Zentraler Einkauf", "0,5", "-", "31.500 EUR"],
       ["10-3.3", "A 12", "SB Ausbildung", "0,3", "-", "29.790 EUR"],
       ["10-5.1", "A 12", "SB Personalwirtschaft", "0,3", "-", "29.790 EUR"],
       ["10-5.1", "EG 6", "MA Personalaktei", "0,1", "-", "5.040 EUR"],
       ["10-5.3", "A 8", "SB Bezügeabrechnung", "0,3", "-", "21.090 EUR"],
       ["", "", "Gesamt:", "1,5", "", "117.210 EUR"]]),
    h(3, "10-1.2: 0,5 Stellen in EG 9 für Vergaberecht"),
    p("Künftig sind jährlich ca. 10 - 20 Ausschreibungen zu begleiten (Ausgaben 2010: ca. 3,4 Mio.). Der "
      "Auftragswert liegt in der Regel über dem "
      "Schwellenwert von 193.000 EUR für Vergaben in der EU."),
    h(2, "Jobcenter", "2"),
    t([KOPF,
       ["29AL", "A 13 hD", "SB Steuerungsunterstützung", "1,00", "-", "110.400 EUR"],
       ["29AL", "EG 11", "SB Zentrales Controlling", "1,00", "-", "74.300 EUR"],
       ["29AL", "EG 11", "SB Öffentlichkeitsarbeit, Berichtswesen", "1,00", "-", "74.300 EUR"],
       ["29-1", "A 12", "SB Finanzen / Finanzcontrolling", "1,00", "-", "99.300 EUR"],
       ["29-1", "EG 9", "SB Fortbildung / Weiterbildung", "0,50", "-", "31.500 EUR"],
       ["29-3", "A 11", "SB Einkauf Arbeitsmarktdienstleistungen", "1,00", "-", "88.700 EUR"],
       ["", "", "Gesamt", "5,5", "-", "478.500 EUR"]]),
    h(2, "Rechnungsprüfungsamt", "1"),
    t([KOPF[:1] + KOPF[1:], ["14-2", "A 13 hD", "Prüfer/-in", "1,0", "-", "110.400 EUR"]]),
    p("Die Stadt übernimmt 22.082 Bedarfsgemeinschaften (Stand 12/2010). Für eine repräsentative Stichprobe "
      "sind 3 % der Bedarfsgemeinschaften "
      "= 662 „Fälle“ zu prüfen. Je Fall werden ein bis zwei Stunden angesetzt. Dafür wird 1,00 Stelle benötigt."),
    h(2, "Stadtkämmerei", "4"),
    t([KOPF,
       ["20-2", "A 12", "SB Haushalt", "0,5", "-", "49.650 EUR"],
       ["20-4", "A 10", "SB / stv. Teamleitung", "1,0", "-", "80.700 EUR"],
       ["20-4", "A 8", "SB Buchhaltung", "1,0", "-", "70.300 EUR"],
       ["20-4", "EG 6", "SB Buchhaltung", "1,0", "-", "50.400 EUR"],
       ["20-5", "EG 8", "SB Beitreibung", "1,0", "-", "53.900 EUR"],
       ["Gesamt", "", "", "4,5", "", "304.950 EUR"]]),
    h(3, "20-4: 1,0 Stelle in Bes. Gr. A 10 für die stellvertretende Teamleitung"),
    p("Die Stelle überwacht Abläufe und Schnittstellen."),
    h(3, "20-5: 1,0 Stelle (Anteil 0,55 innen, Anteil 0,45 außen) in EG 8 für die Beitreibung"),
    p("Die Stelle setzt Forderungen durch."),
    h(2, "Referat WFB - Controlling", "5"),
    t([KOPF, ["WFB", "A 14", "SB Controlling", "1,0", "-", "117.500 EUR"]]),
]  # fmt: skip


def option(datei: str = "option.txt") -> Dokument:
    """Return the paper."""
    bloecke: list[Block] = [
        h(1, "Bedarf an Stellen für das Jobcenter in kommunaler Trägerschaft"),
        t([["Vorlage an", "zur", "Sitzungsart", "Sitzungstermin"],
           ["Unterausschuss", "Beratung", "nicht öffentlich", "23.09.2011"],
           ["Gemeinderat", "Beschlussfassung", "öffentlich", "06.10.2011"]]),
        h(1, "Beschlussantrag"), *_BESCHLUSS, h(1, "Begründung"), *_BEGRUENDUNG, *_ANLAGEN,
    ]  # fmt: skip
    return papier(*bloecke, datei=datei)


def frueheres(datei: str = "frueher.txt") -> Dokument:
    """Return the earlier paper: eight posts with grade and beginning, no amounts."""
    posten = [("1,0", "EG 9", "01.07.2011"), ("0,5", "EG 9", "01.10.2011"), ("2,0", "EG 10", "01.05.2011"),
              ("3,0", "EG 10", "01.07.2011"), ("0,5", "EG 11", "01.05.2011"),
              ("1,0", "EG 11", "01.10.2011")]  # fmt: skip
    return papier(
        h(1, "Beschlussantrag"),
        p("Für IT und Personal entsteht ein Bedarf von 8,0 Stellen:", "1."),
        *(p(f"{n} {'Stelle' if n == '1,0' else 'Stellen'} in {g} ab {d}", "-") for n, g, d in posten),
        datei=datei,
    )
