"""The checks: one small function each, in one explicit table."""

from __future__ import annotations

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.regeln.angaben import (
    bewertung_gibt_es,
    gleiche_angabe,
    schreibweise,
    schwellenwert,
    stueckpreis,
)
from stellenbedarf.pruefung.regeln.anteile import basis_fehlt, erstattung, stellenanteile, zeitanteile
from stellenbedarf.pruefung.regeln.aufbau import datumsfolge, leerer_abschnitt, nummerierung, verweise
from stellenbedarf.pruefung.regeln.basis import RECHNUNG, Pruefregel
from stellenbedarf.pruefung.regeln.bedarf import fallrechnung, falltabelle
from stellenbedarf.pruefung.regeln.beschluss_geld import (
    geld_beschluss_anlage,
    kosten_zu_stellen,
    kostenart,
    listensumme,
)
from stellenbedarf.pruefung.regeln.beschluss_stellen import (
    amtssumme,
    bewertung_beschluss_anlage,
    funktion_beschluss_anlage,
    listenkopf,
    stellen_beschluss_anlage,
    stellenzahl,
    text_und_tabelle,
)
from stellenbedarf.pruefung.regeln.beziehungen import spaltenbeziehung
from stellenbedarf.pruefung.regeln.davon import davon
from stellenbedarf.pruefung.regeln.kennzeichen import kennzeichen
from stellenbedarf.pruefung.regeln.kostenzeilen import ein_satz, zeilenprodukt
from stellenbedarf.pruefung.regeln.rechnungen import differenzspalte, gleichung, prozent_von, tagerechnung, von_auf_um
from stellenbedarf.pruefung.regeln.satzsummen import davon_prozent, satzsumme
from stellenbedarf.pruefung.regeln.schluessel import schluessel, stichprobe
from stellenbedarf.pruefung.regeln.tabellensummen import quersumme, spaltensumme
from stellenbedarf.pruefung.regeln.teiljahr import teiljahr, teiljahr_tabelle

_F, _W, _L, _H = Stufe.FEHLER, Stufe.WIDERSPRUCH, Stufe.LUECKE, Stufe.HINWEIS
_ORGHB = "Organisationshandbuch BMI/BVA 2.4.3.5.4: Bedarf = Fallzahl × mittlere Bearbeitungszeit / Jahresarbeitszeit"
_NACHVOLLZIEHBAR = (
    "Bundesrechnungshof, BWV Bd. 4 (2017), Nr. 3: zentrale Parameter sind lückenlos und prüfbar zu belegen"
)
_EINHEITLICH = "Widerspruchsfreiheit: dieselbe Angabe an zwei Stellen der Vorlage"

# fmt: off
REGELN: tuple[Pruefregel, ...] = (
    Pruefregel("spaltensumme",
               "Summenzeilen einer Tabelle sind die Summe ihrer Zeilen; gerundete Zeilen gegen eine gerundete Summe "
               "sind ein Hinweis.",
               _F, RECHNUNG, spaltensumme),
    Pruefregel("quersumme",
               "Die Spalte „Gesamt“ ist die Summe der Jahresspalten davor.",
               _F, RECHNUNG, quersumme),
    Pruefregel("davon",
               "„davon“ ist nie mehr als das Ganze; Paare wie besetzt/unbesetzt ergeben zusammen das Ganze.",
               _W, RECHNUNG, davon),
    Pruefregel("spaltenbeziehung",
               "Gilt in allen Zeilen bis auf eine Spalte × Spalte = Spalte (oder +), ist diese eine falsch.",
               _W, RECHNUNG, spaltenbeziehung),
    Pruefregel("zeilenprodukt",
               "Stellen × Kostensatz = Betrag. Der Satz ist gedruckt oder aus den übrigen Zeilen derselben Bewertung"
               " abgeleitet.",
               _F, RECHNUNG, zeilenprodukt),
    Pruefregel("ein-satz",
               "Eine Bewertung kostet in jeder Zeile gleich viel.",
               _W, _EINHEITLICH, ein_satz),
    Pruefregel("differenzspalte",
               "Eine Spalte „Differenz“ ist die Differenz der beiden verglichenen Spalten.",
               _F, RECHNUNG, differenzspalte),
    Pruefregel("stellenzahl",
               "Die im Beschluss genannte Stellenzahl ist die Summe der aufgeführten Posten.",
               _W, RECHNUNG, stellenzahl),
    Pruefregel("listenkopf",
               "„Amt …, 5,5 Stellen:“ ist die Summe der Posten darunter.",
               _W, RECHNUNG, listenkopf),
    Pruefregel("stellen-beschluss-anlage",
               "Der Beschluss verlangt die Stellen, die die Tabellen aufführen.",
               _W, _EINHEITLICH, stellen_beschluss_anlage),
    Pruefregel("bewertung-beschluss-anlage",
               "Ein Posten hat im Beschluss dieselbe Bewertung wie in der Tabelle.",
               _W, _EINHEITLICH, bewertung_beschluss_anlage),
    Pruefregel("funktion-beschluss-anlage",
               "Ein Posten heißt im Beschluss wie in der Tabelle.",
               _H, _EINHEITLICH, funktion_beschluss_anlage),
    Pruefregel("text-und-tabelle",
               "Ein beschreibender Text („20-4: 1,0 Stelle in A 10“) stimmt mit der Tabelle daneben überein.",
               _W, _EINHEITLICH, text_und_tabelle),
    Pruefregel("amtssumme",
               "Eine Überschrift „Amt (insgesamt 4,5 Stellen)“ stimmt mit der Tabelle des Amts überein.",
               _W, _EINHEITLICH, amtssumme),
    Pruefregel("geld-beschluss-anlage",
               "Die Mittel des Beschlusses sind die Summe der Tabellen; als Erklärung dienen weitere Papiere, "
               "fehlende oder doppelte Zeilen.",
               _W, _EINHEITLICH, geld_beschluss_anlage),
    Pruefregel("kosten-zu-stellen",
               "„1,5 Stellen mit Kosten von 117.210 EUR“ stimmt mit der Tabelle des Amts überein.",
               _W, _EINHEITLICH, kosten_zu_stellen),
    Pruefregel("listensumme",
               "Ein Betrag vor einer Liste ist die Summe der Beträge in der Liste.",
               _W, RECHNUNG, listensumme),
    Pruefregel("teiljahr",
               "Ein Betrag für einen Teil des Jahres ist Jahreskosten × Monate / 12; gesucht wird, welche Monate "
               "passen.",
               _W, RECHNUNG, teiljahr),
    Pruefregel("teiljahr-tabelle",
               "Die erste Jahresspalte passt zum genannten Beginn der Stellen.",
               _W, RECHNUNG, teiljahr_tabelle),
    Pruefregel("kostenart",
               "Was „Personalausgaben“ heißt, ist nicht mit Gesamtkosten gerechnet.",
               _W, "Kostenarten der KGSt „Kosten eines Arbeitsplatzes“: Personal-, Sach- und Gemeinkosten", kostenart),
    Pruefregel("satzsumme",
               "Eine Zahl hinter „zusammen“ ist die Summe der Zahlen davor im selben Satz.",
               _F, RECHNUNG, satzsumme),
    Pruefregel("davon-prozent",
               "„21 Fälle, davon 14 (66,7 %)“: Der Prozentsatz ist der Anteil am Ganzen.",
               _F, RECHNUNG, davon_prozent),
    Pruefregel("von-auf-um",
               "„von 12,0 auf 15,5, also um 3,5 (29,2 %)“: Differenz und Prozentsatz stimmen.",
               _F, RECHNUNG, von_auf_um),
    Pruefregel("prozent-von",
               "„3 % von 22.082 = 662“ ist richtig gerechnet.",
               _F, RECHNUNG, prozent_von),
    Pruefregel("gleichung",
               "Gedruckte Rechnungen („365 − 104 − 10 = 251“) gehen auf.",
               _F, RECHNUNG, gleichung),
    Pruefregel("tagerechnung",
               "Kalendertage abzüglich Wochenenden, Feiertage, Urlaub und Krankheit ergeben die Arbeitstage.",
               _F, RECHNUNG, tagerechnung),
    Pruefregel("zeitanteile",
               "Zeitanteile einer Stelle ergeben 100 %.",
               _F, RECHNUNG, zeitanteile),
    Pruefregel("stellenanteile",
               "Anteile einer Stelle (0,55 und 0,45) ergeben die Stelle.",
               _F, RECHNUNG, stellenanteile),
    Pruefregel("fallrechnung",
               "Aus Fallzahl, Zeit je Fall und plausibler Jahresarbeitszeit folgt der genannte Stellenbedarf.",
               _W, _ORGHB, fallrechnung),
    Pruefregel("falltabelle",
               "In Tabellen gilt Fallzahl × Zeit = Stunden und Stunden / Jahresarbeitszeit = Stellen.",
               _F, _ORGHB, falltabelle),
    Pruefregel("schluessel",
               "Fälle / Schlüssel (1:75) = Stellen.",
               _F, RECHNUNG, schluessel),
    Pruefregel("stichprobe",
               "Eine repräsentative Stichprobe nennt Vertrauensniveau und Fehlergrenze; ihr Umfang folgt daraus.",
               _W, "Mindestumfang für Anteilswerte: n₀ = z² · p · (1 − p) / e², mit Endlichkeitskorrektur", stichprobe),
    Pruefregel("erstattung",
               "Eine genannte Erstattungsquote ist auf einen Betrag angewandt.",
               _L, _NACHVOLLZIEHBAR, erstattung),
    Pruefregel("basis-fehlt",
               "Ein Prozentsatz, aus dem Stellen abgeleitet sind, nennt seine Bezugszahl.",
               _L, _NACHVOLLZIEHBAR, basis_fehlt),
    Pruefregel("schwellenwert",
               "Aufträge, die über einem Schwellenwert liegen sollen, tun das nach Volumen und Anzahl im "
               "Durchschnitt.",
               _W, RECHNUNG, schwellenwert),
    Pruefregel("stueckpreis",
               "Vertragssumme / Menge = Stückpreis.",
               _W, RECHNUNG, stueckpreis),
    Pruefregel("gleiche-angabe",
               "Dieselbe Sache ist überall gleich beziffert.",
               _H, _EINHEITLICH, gleiche_angabe),
    Pruefregel("bewertung-gibt-es",
               "Die Bewertung kommt in der Besoldungs- oder Entgeltordnung vor.",
               _H, "Besoldungsordnung A (A 2 bis A 16), TVöD/TV-L (EG 1 bis EG 15, S 2 bis S 18)", bewertung_gibt_es),
    Pruefregel("leerer-abschnitt",
               "Jeder Abschnitt hat einen Inhalt.",
               _L, "Aufbau einer Beschlussvorlage", leerer_abschnitt),
    Pruefregel("nummerierung",
               "Abschnitte, Anlagen und Beschlusspunkte sind lückenlos nummeriert.",
               _H, "Aufbau einer Beschlussvorlage", nummerierung),
    Pruefregel("verweise",
               "Anlagen, auf die verwiesen wird, gibt es.",
               _H, "Aufbau einer Beschlussvorlage", verweise),
    Pruefregel("datumsfolge",
               "Tage gibt es im Kalender, Zeiträume laufen vorwärts, Sitzungen folgen aufeinander.",
               _W, "Kalender", datumsfolge),
    Pruefregel("kennzeichen",
               "In Papieren dieses Programms hat ein Kennzeichen (R7.3, S15) überall dieselbe Zahl.",
               _W, _EINHEITLICH, kennzeichen),
    Pruefregel("schreibweise",
               "Zahlen sind deutsch geschrieben.",
               _H, "DIN 1333 / Schreibweise deutscher Verwaltungen", schreibweise),
)
# fmt: on
