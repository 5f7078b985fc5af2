"""The field tables: every field of a case with type, unit, bounds, meaning and example.

The one description of what a case may contain: the readers, the input workbook, the documentation and the messages
about unknown or missing fields are made from it. Field names are the attribute names of the dataclasses in `fall`.
"""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.modell.felder_herkunft import HERKUNFT, STATUS
from stellenbedarf.modell.felder_kosten import ERHOEHUNG, JAHRESTABELLE, KOSTENSATZ
from stellenbedarf.modell.felder_vergleich import EIGENLEISTUNG, VERLAUF, VORHANDEN
from stellenbedarf.modell.korrelation import KORRELATION
from stellenbedarf.modell.profil import GEWICHTE, GRUPPEN
from stellenbedarf.verfahren.prognose import ARTEN

VERTEILUNGEN = ("dreieck", "pert", "gleich", "normal", "lognormal", "diskret", "empirisch")
GRUNDZEIT, MBZ = ZEITARTEN = ("Grundzeit", "mBZ")
RECHNUNGSARTEN = ("summe", "differenz", "produkt", "quotient")

_NULL = Fraction(0)
_EINS = Fraction(1)

KOPF = (
    Feld("titel", Typ.TEXT, "Betreff der Vorlage", "Stellenbedarf Jobcenter", pflicht=True),
    Feld("untertitel", Typ.TEXT, "zweite Zeile des Betreffs", "Stellenbedarf der Querschnittsämter"),
    Feld("koerperschaft", Typ.TEXT, "Stadt, Landkreis oder Bezirksamt", "Landeshauptstadt Stuttgart", pflicht=True,
         titel="Körperschaft"),
    Feld("ort", Typ.TEXT, "Ort vor dem Datum", "Stuttgart"),
    Feld("referat", Typ.TEXT, "vorlegendes Referat oder Dezernat", "Referat WFB"),
    Feld("aktenzeichen", Typ.TEXT, "Geschäftszeichen", "WFB 1234"),
    Feld("nummer", Typ.TEXT, "Nummer der Vorlage", "GRDrs 647/2011"),
    Feld("datum", Typ.DATUM, "Datum der Vorlage", "19.09.2011"),
    Feld("stichtag", Typ.DATUM, "Tag, für den die Bemessung gilt", "31.12.2010"),
    Feld("haushaltsjahre", Typ.JAHRE, "Jahre, für die Kosten ausgewiesen werden", "2011, 2012"),
    Feld("stellenplan", Typ.TEXT, "Stellenplan, in dem über die Stellen entschieden wird", "2012/2013"),
    Feld("kostenart", Typ.TEXT, "was die Kostensätze enthalten", "Gesamtkosten (Personal-, Sach- und EDV-Kosten)"),
    Feld("beteiligte", Typ.TEXTLISTE, "zu beteiligende Stellen und Gremien", "Personalrat"),
    Feld("unterschriften", Typ.TEXTLISTE, "Ämter der Unterzeichnenden, keine Namen", "Erster Bürgermeister"),
)  # fmt: skip
BERATUNG = (
    Feld("gremium", Typ.TEXT, "Ausschuss oder Rat", "Gemeinderat", pflicht=True),
    Feld("zweck", Typ.TEXT, "Beratung, Vorberatung oder Beschlussfassung", "Beschlussfassung", pflicht=True),
    Feld("sitzungsart", Typ.WAHL, "öffentlich oder nicht öffentlich", "öffentlich",
         wahl=("öffentlich", "nicht öffentlich")),
    Feld("termin", Typ.DATUM, "Sitzungstag", "06.10.2011"),
)  # fmt: skip
TEXTE = (
    Feld("ausgangslage", Typ.ABSAETZE, "Anlass und Rechtsgrundlage"),
    Feld("bedarf", Typ.ABSAETZE, "Einleitung zum Stellenbedarf"),
    Feld("deckung", Typ.ABSAETZE, "woher die Mittel kommen"),
    Feld("einstellung", Typ.ABSAETZE, "warum Stellen vorzeitig besetzt werden"),
    Feld("alternativen", Typ.ABSAETZE, "geprüfte Alternativen"),
    Feld("folgen", Typ.ABSAETZE, "was geschieht, wenn dem Antrag nicht gefolgt wird", titel="Folgen einer Ablehnung"),
)
ANNAHME = (
    Feld("bezeichnung", Typ.TEXT, "Name, wie er im Rechenweg steht", "Bedarfsgemeinschaften", pflicht=True),
    Feld("wert", Typ.ZAHL, "Zahl, deutsch oder englisch geschrieben", "22082"),
    Feld("einheit", Typ.TEXT, "was gezählt oder gemessen wird", "Bedarfsgemeinschaften", pflicht=True),
    Feld("parameter", Typ.TEXT, "statt eines Werts: Schlüssel eines mitgelieferten Richtwerts oder Kennwerts",
         "kgst-2022-41h"),
    Feld("rechnung", Typ.WAHL, "statt eines Werts: wie er sich aus anderen Annahmen ergibt", "quotient",
         wahl=RECHNUNGSARTEN),
    Feld("aus", Typ.TEXTLISTE, "zur Rechnung: Namen der Annahmen, aus denen der Wert entsteht", "kosten, menge"),
    Feld("prognose", Typ.WAHL, "statt eines Werts: Vorhersage aus den Werten unter „Verläufe“", "linear", wahl=ARTEN),
    Feld("zieljahre", Typ.JAHRE, "zur Prognose: Jahre, für die sie gilt; das erste liefert den Wert", "2027, 2028"),
    Feld("wachstumsrate", Typ.ANTEIL, "zur Prognose „wachstumsrate“: vorgegebene Rate; ohne Angabe das geometrische "
         "Mittel der vergangenen Jahre", "2 %", minimum=-_EINS),
    *HERKUNFT,
    Feld("niedrig", Typ.ZAHL, "untere Grenze der Spanne; bei normal und lognormal liegen 5 % darunter", "1"),
    Feld("hoch", Typ.ZAHL, "obere Grenze der Spanne; bei normal und lognormal liegen 5 % darüber", "2"),
    Feld("verteilung", Typ.WAHL, "wie der Wert in der Spanne streut; ohne Angabe dreieck", "pert",
         wahl=VERTEILUNGEN),
    Feld("stuetzwerte", Typ.TEXT, "zu diskret und empirisch: Werte, mit Doppelpunkt ihr Anteil",
         "1: 20 %; 2: 80 %", titel="Stützwerte"),
    Feld("erlaeuterung", Typ.TEXT, "was der Leser dazu wissen muss", titel="Erläuterung"),
)  # fmt: skip
LAENDER = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
FEIERTAGSGEBIETE = ("überwiegend katholisch", "Augsburg")
ARBEITSZEIT = (
    Feld("land", Typ.WAHL, "Land, dessen Feiertage gelten, als Kürzel", "BW", pflicht=True, wahl=LAENDER),
    Feld("jahr", Typ.JAHR, "Kalenderjahr, dessen Feiertage gelten", "2026", pflicht=True),
    Feld("feiertagsgebiet", Typ.WAHL, "wenn in der Gemeinde weitere Feiertage gelten als im ganzen Land", "Augsburg",
         wahl=FEIERTAGSGEBIETE),
    Feld("heiligabend_frei", Typ.JA_NEIN, "ob der 24. Dezember dienstfrei ist", "ja", pflicht=True),
    Feld("silvester_frei", Typ.JA_NEIN, "ob der 31. Dezember dienstfrei ist", "ja", pflicht=True),
    Feld("arbeitstage_je_woche", Typ.WAHL, "Arbeitstage je Woche (ohne Angabe: 5)", "5", wahl=("5", "6"),
         titel="Arbeitstage je Woche"),
)  # fmt: skip
"""Fields of an Annahme of the section arbeitszeit that is built from its parts; hours and days come from `ANGABEN`."""

AMT = (
    Feld("name", Typ.TEXT, "Bezeichnung des Amts", "Jobcenter", pflicht=True),
    Feld("teilhaushalt", Typ.TEXT, "Nummer des Teilhaushalts", "290"),
    Feld("teilhaushalt_name", Typ.TEXT, "Bezeichnung des Teilhaushalts", "Jobcenter", titel="Name des Teilhaushalts"),
    Feld("begruendung", Typ.ABSAETZE, "Begründung des Bedarfs im Amt", titel="Begründung"),
)
BEMESSUNG = (
    Feld("verfahren", Typ.TEXT, "Bemessungsverfahren", "fallzahl", pflicht=True),
    Feld("variante", Typ.TEXT, "Variante des Verfahrens", "quote"),
    Feld("bezeichnung", Typ.TEXT, "Name der Bemessung", "Prüfung der Leistungsfälle"),
    Feld("teile", Typ.TEXTLISTE, "nur zum Verfahren kombination: Namen der Bemessungen, aus denen sie besteht; im Fall "
         "auch die Bemessungen selbst", "antraege, rest"),
    Feld("zeitart", Typ.WAHL, "was die Zeit je Fall enthält: nur Grundzeit, oder mBZ (mit Erholungs- und Verteilzeit)",
         "Grundzeit", wahl=ZEITARTEN),
    Feld("quelle", Typ.TEXT, "Quelle der Angaben, die hier als Zahl stehen", "Anlage 3 der Vorlage"),
    Feld("begruendung", Typ.ABSAETZE, "warum so bemessen oder gesetzt wird", titel="Begründung"),
    Feld(
        "erlaeuterung_abweichung",
        Typ.ABSAETZE,
        "warum mehr oder weniger beantragt als berechnet wird",
        titel="Erläuterung der Abweichung",
    ),
)  # fmt: skip
EINTRAG = (
    Feld("bezeichnung", Typ.TEXT, "Name des Eintrags: Schritt, Variante, Tätigkeit, Zuschlag oder Intervall",
         "Antrag prüfen", pflicht=True),
    Feld("variante", Typ.TEXT, "Bezeichnung der Variante, in der ein Prozessschritt anfällt; ohne Angabe in allen",
         "Online-Antrag"),
    *HERKUNFT,
)  # fmt: skip
"""Fields of every entry of a list of a Bemessung; what else it holds are inputs of the Verfahren."""
AUFGABE = (
    Feld("text", Typ.TEXT, "Aufgabe oder Arbeitsvorgang", "Kontenpflege", pflicht=True, titel="Aufgabe"),
    Feld("bereich", Typ.TEXT, "Bereich, zu dem die Aufgabe gehört", "Systembetreuung"),
    Feld("anteil", Typ.ANTEIL, "Anteil an der Arbeitszeit der Stelle", "55 %", minimum=_NULL, maximum=_EINS),
    Feld("anrechenbar", Typ.JA_NEIN, "zählt im Zeitanteilsverfahren mit (ohne Angabe: ja)", "ja"),
    Feld("quelle", Typ.TEXT, "woher der Anteil stammt", "Aufzeichnung vom 03. bis 28.02.2025"),
    Feld("status", Typ.WAHL, "wie sicher der Anteil ist", "geschätzt", wahl=STATUS),
    Feld("bewertung", Typ.TEXT, "Bewertung des Arbeitsvorgangs, wenn sie einzeln bekannt ist", "E 11"),
    Feld("einzelheiten", Typ.ABSAETZE, "was zum Arbeitsvorgang gehört, je Absatz ein Punkt"),
)
PROFIL = (
    Feld("dienststelle", Typ.ABSAETZE, "Behörde, Abteilung, Amt und Bereich, je Absatz eine Ebene"),
    Feld("stellenzeichen", Typ.TEXT, "Stellenzeichen der Stelle", "Soz ZS 1"),
    Feld("erstellt_von", Typ.TEXT, "Stellenzeichen, das die Papiere erstellt hat", "Soz ZS"),
    Feld("stand", Typ.TEXT, "Monat oder Tag, für den die Papiere gelten", "02/2026"),
    Feld("entgeltgruppe", Typ.TEXT, "Bewertung für Tarifbeschäftigte", "E 11 TV-L"),
    Feld("besoldungsgruppe", Typ.TEXT, "Bewertung für Beamtinnen und Beamte", "A 11"),
    Feld("bewertungsvermutung", Typ.JA_NEIN, "die Bewertung ist noch nicht bestätigt (ohne Angabe: nein)", "ja",
         titel="Bewertung vermutet"),
    Feld("arbeitsgebiet", Typ.ABSAETZE, "worum es auf der Stelle geht", pflicht=True),
    Feld("anforderungen_beamte", Typ.ABSAETZE, "formale Anforderungen an Beamtinnen und Beamte, je Absatz eine"),
    Feld("anforderungen_tarif", Typ.ABSAETZE, "formale Anforderungen an Tarifbeschäftigte, je Absatz eine"),
    Feld("erwuenscht", Typ.ABSAETZE, "was darüber hinaus gewünscht wird", titel="Erwünscht"),
    Feld("jahresarbeitszeit", Typ.TEXT, "Name der Annahme (h je VZÄ), mit der Stunden im Jahr ausgewiesen werden",
         "jahresarbeitszeit_h"),
    Feld("wochenarbeitszeit", Typ.TEXT, "Name der Annahme (h je VZÄ), mit der Stunden je Woche ausgewiesen werden",
         "wochenarbeitszeit_h"),
    Feld("quelle", Typ.TEXT, "woher Arbeitsgebiet, Bewertung und Anforderungen stammen", "Geschäftsverteilungsplan"),
)  # fmt: skip
LEISTUNGSMERKMAL = (
    Feld("gruppe", Typ.WAHL, "Art der Kompetenz", "fachlich", pflicht=True, wahl=tuple(GRUPPEN)),
    Feld("bezeichnung", Typ.TEXT, "Name der Kompetenz", "Organisationsfähigkeit", pflicht=True),
    Feld("beschreibung", Typ.TEXT, "was damit gemeint ist, in einem Satz"),
    Feld("gewicht", Typ.WAHL, ", ".join(f"{g} {wort}" for g, wort in GEWICHTE.items()), "3", pflicht=True,
         wahl=tuple(GEWICHTE)),
    Feld("aussagen", Typ.ABSAETZE, "woran sich die Kompetenz zeigt, je Absatz eine Aussage"),
)  # fmt: skip
AUSSCHREIBUNG = (
    Feld("kennziffer", Typ.TEXT, "Kennziffer der Ausschreibung", "148/2025"),
    Feld("datum", Typ.DATUM, "Tag der Ausschreibung, wenn er von dem im Kopf abweicht", "01.02.2026"),
    Feld("bezeichnung", Typ.TEXT, "Amts- oder Tätigkeitsbezeichnung", "Stadtamtfrau oder Stadtamtmann"),
    Feld("umfang", Typ.ANTEIL, "Anteil an der regelmäßigen Arbeitszeit", "100 %", minimum=_NULL, maximum=_EINS),
    Feld("besetzbar_ab", Typ.TEXT, "ab wann die Stelle zu besetzen ist", "sofort"),
    Feld("befristung", Typ.TEXT, "unbefristet, oder bis wann und warum", "unbefristet"),
    Feld("einsatzort", Typ.TEXT, "Anschrift", "Müllerstraße 146, 13353 Berlin"),
    Feld("bewerbungsfrist", Typ.DATUM, "letzter Tag der Bewerbungsfrist", "28.02.2026"),
    Feld("fristtext", Typ.TEXT, "statt eines Tages: wie lange man sich bewerben kann",
         "vier Wochen ab Veröffentlichung"),
    Feld("bewerbungsweg", Typ.ABSAETZE, "wo und wie man sich bewirbt"),
    Feld("unterlagen", Typ.ABSAETZE, "Unterlagen, die zur Bewerbung gehören, je Absatz eine"),
    Feld("kontakt", Typ.ABSAETZE, "wer Fragen beantwortet, je Absatz eine Stelle"),
    Feld("hinweise", Typ.ABSAETZE, "Hinweise zur Chancengleichheit und zur Arbeitszeit, je Absatz einer"),
    Feld("quelle", Typ.TEXT, "woher die Angaben stammen", "Ausschreibung 148/2025"),
)  # fmt: skip
POSITION = (
    Feld("nr", Typ.TEXT, "Nummer der Position, im Fall eindeutig", "7", pflicht=True, titel="Nr."),
    Feld("amt", Typ.TEXT, "Schlüssel des Amts", "29", pflicht=True),
    Feld("org_einheit", Typ.TEXT, "Organisationseinheit nach Stellenplan", "29-1", titel="Org.-Einheit"),
    Feld("teilhaushalt", Typ.TEXT, "Teilhaushalt, wenn er von dem des Amts abweicht", "290"),
    Feld("funktion", Typ.TEXT, "Funktionsbezeichnung", "Sachbearbeitung Finanzen", pflicht=True),
    Feld("bewertung", Typ.TEXT, "Besoldungs- oder Entgeltgruppe", "A 12", pflicht=True),
    Feld("beantragt", Typ.ZAHL, "beantragter Stellenanteil; fehlt er, gilt der berechnete", "0,5", minimum=_NULL),
    Feld("bemessung", Typ.TEXT, "Name einer Bemessung, oder die Bemessung selbst", "kasse", pflicht=True),
    Feld("rundung", Typ.TEXT, "Rundung des berechneten Anteils: Art und Schritt", "kaufmännisch 0,05"),
    Feld("beginn", Typ.DATUM, "erster Tag", "01.01.2012"),
    Feld("ende", Typ.DATUM, "letzter Tag einer befristeten Stelle", "31.12.2014"),
    Feld("vorzeitig", Typ.JA_NEIN, "Einstellung vor dem Stellenplan", "ja"),
    Feld("vermerk", Typ.TEXT, "kw- oder ku-Vermerk", "kw 31.12.2014"),
    Feld("erstattungsquote", Typ.ANTEIL, "Anteil, den ein Dritter erstattet", "84,8 %", minimum=_NULL, maximum=_EINS),
    Feld("erstattung_durch", Typ.TEXT, "wer erstattet", "Bund"),
    Feld("begruendung", Typ.ABSAETZE, "warum die Stelle gebraucht wird", titel="Begründung"),
    Feld("luecke", Typ.TEXT, "Angabe, die für eine Bemessung fehlt", "Zahl der offenen Forderungen", titel="Lücke"),
)
SACHKOSTEN = (
    Feld("name", Typ.TEXT, "wofür die Mittel gebraucht werden", "Zentraler Druck und Versand", pflicht=True),
    Feld("teilhaushalt", Typ.TEXT, "Teilhaushalt", "100"),
    Feld("menge", Typ.ARGUMENT, "Menge im Jahr: Zahl oder Name einer Annahme", "sendungen", pflicht=True),
    Feld("stueckpreis", Typ.ARGUMENT, "Preis je Einheit in EUR: Zahl oder Name einer Annahme", "preis_je_sendung",
         pflicht=True, titel="Preis je Einheit"),
    Feld("beginn", Typ.DATUM, "erster Tag", "01.01.2012"),
    Feld("ende", Typ.DATUM, "letzter Tag", "31.12.2014"),
    Feld("quelle", Typ.TEXT, "Quelle", "Angebot vom 01.08.2011"),
    Feld("begruendung", Typ.ABSAETZE, "warum die Mittel gebraucht werden", titel="Begründung"),
)  # fmt: skip
SZENARIO = (
    Feld("beschreibung", Typ.TEXT, "was in diesem Szenario anders ist", "1 Stunde je Fall", pflicht=True),
    Feld("erbt_von", Typ.TEXT, "Szenario, dessen Ersatzwerte gelten, wo dieses keine eigenen nennt", "hoch"),
)
BESTAND = (
    Feld("bewertung", Typ.TEXT, "Besoldungs- oder Entgeltgruppe", "EG 9", pflicht=True),
    Feld("org_einheit", Typ.TEXT, "Organisationseinheit, wenn der Bestand je Einheit angegeben wird", "29-1",
         titel="Org.-Einheit"),
    Feld("stellen", Typ.ZAHL, "Stellen, die der geltende Stellenplan ausweist", "12,5", pflicht=True, minimum=_NULL),
    *HERKUNFT,
)  # fmt: skip
BEHAUPTUNG = (
    Feld("text", Typ.TEXT, "was behauptet wird", "Summe im Beschlussantrag", pflicht=True, titel="Behauptung"),
    Feld("groesse", Typ.TEXT, "Größe, mit der verglichen wird", "kosten", pflicht=True, titel="Größe"),
    Feld("wert", Typ.ZAHL, "behaupteter Wert", "1682510", pflicht=True),
    Feld("quelle", Typ.TEXT, "wo die Behauptung steht", "Beschlussantrag Ziffer 2"),
)

# Audit points that only a statement of the case can answer: key → what is stated.
NACHWEISE = {
    "aufgabenkritik": "Aufgaben und Organisation wurden vor der Bemessung überprüft",
    "erhebungsplanung": "Die Erhebung wurde geplant, die Aufgaben wurden vorher aufgelistet",
    "verfahrenswahl": "Das Verfahren wurde nach Anlass, Art der Aufgaben, Tiefe, Dauer, Aufwand und Risiken gewählt",
    "datenschutz": "Bei der Erhebung wurde der Datenschutz beachtet",
    "auslastung": "Das vorhandene Personal ist nachweislich ausgelastet, der Mehrbedarf unabweisbar",
    "verteilzeit": "Die Verteilzeit ist getrennt ausgewiesen und in den Bearbeitungszeiten nicht enthalten",
    "schaetzung": "Geschätzt wurde je Aufgabe, moderiert und in Minuten",
    "fortschreibung": "Die Werte sind auf den Stichtag bezogen und fortgeschrieben",
}
NACHWEIS = (
    Feld("erfuellt", Typ.JA_NEIN, "ob der Prüfpunkt eingehalten ist", "ja", pflicht=True, titel="Erfüllt"),
    Feld("text", Typ.TEXT, "was geschehen ist", "Aufgabenkritik im Workshop mit den Teamleitungen", pflicht=True),
    Feld("quelle", Typ.TEXT, "Beleg; ohne ihn gilt der Punkt nicht als erfüllt", "Bericht der Organisationsabteilung"),
    Feld("stand", Typ.TEXT, "Datum des Belegs", "03/2026"),
)

ABSCHNITTE: dict[str, tuple[Feld, ...]] = {
    "kopf": KOPF,
    "beratungsfolge": BERATUNG,
    "texte": TEXTE,
    "annahmen": ANNAHME,
    "verlaeufe": VERLAUF,
    "korrelationen": KORRELATION,
    "aemter": AMT,
    "kostensaetze": KOSTENSATZ,
    "kostentabellen": JAHRESTABELLE,
    "erhoehungen": ERHOEHUNG,
    "bemessungen": BEMESSUNG,
    "eintraege": EINTRAG,
    "positionen": POSITION,
    "aufgaben": AUFGABE,
    "profile": PROFIL,
    "leistungsmerkmale": LEISTUNGSMERKMAL,
    "ausschreibungen": AUSSCHREIBUNG,
    "sachkosten": SACHKOSTEN,
    "eigenleistungen": EIGENLEISTUNG,
    "vorhandene_stellen": VORHANDEN,
    "szenarien": SZENARIO,
    "stellenbestand": BESTAND,
    "behauptungen": BEHAUPTUNG,
    "nachweise": NACHWEIS,
}
