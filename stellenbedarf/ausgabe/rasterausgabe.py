"""A small grid of two inputs as a picture and as a sheet of a workbook."""

from __future__ import annotations

import io

from stellenbedarf.ausgabe.diagramme.heatmap import Rasterbild, render_heatmap
from stellenbedarf.ausgabe.tabellenmappe import blattname
from stellenbedarf.rastertabellen import Rastertabellen
from stellenbedarf.zahlen import format_zahl

MAX_ZEILEN, MAX_SPALTEN = 80, 40


def raster_svg(tabellen: Rastertabellen) -> str:
    """Return the first result over both inputs as SVG."""
    return render_heatmap(_bild(tabellen))


def _bild(tabellen: Rastertabellen) -> Rasterbild:
    raster = tabellen.raster
    zeilen, spalten = raster.achsen
    werte = tabellen.matrix()
    klein, gross = (f(w for zeile in werte for w in zeile) for f in (min, max))
    spanne = (gross - klein) or 1.0
    stufe = format_zahl(raster.stufe)
    return Rasterbild(
        titel=tabellen.bildtitel(),
        zeilentitel=tabellen.titel(zeilen),
        spaltentitel=tabellen.titel(spalten),
        zeilen=[tabellen.achszelle(zeilen, float(w)).text for w in zeilen.werte],
        spalten=[tabellen.achszelle(spalten, float(w)).text for w in spalten.werte],
        texte=[[tabellen.zielwert(w) for w in zeile] for zeile in werte],
        tiefen=[[(w - klein) / spanne for w in zeile] for zeile in werte],
        kanten=tabellen.kanten(),
        legende=f"Rote Linie: Hier ändert sich der auf {stufe} gerundete Wert.",
    )


def raster_mappe(tabellen: Rastertabellen) -> bytes:
    """Return a workbook with a sheet per result: first input in rows, second in columns, steps as thick borders."""
    import xlsxwriter

    puffer = io.BytesIO()
    with xlsxwriter.Workbook(puffer, {"in_memory": True, "strings_to_formulas": False}) as mappe:
        kopf = mappe.add_format({"bold": True, "bg_color": "#E8EEF5"})
        zeilen, spalten = tabellen.raster.achsen
        kanten = {(z, s, seite) for z, s, seite in tabellen.kanten()}
        for ziel, name in enumerate(tabellen.raster.ziele):
            blatt = mappe.add_worksheet(blattname(name))
            blatt.write_string(0, 0, f"{tabellen.bildtitel(ziel)}; Zeilen: {tabellen.titel(zeilen)}; "
                                     f"Spalten: {tabellen.titel(spalten)}", kopf)  # fmt: skip
            for s, wert in enumerate(spalten.werte):
                blatt.write_string(1, s + 1, tabellen.achszelle(spalten, float(wert)).text, kopf)
            for z, wert in enumerate(zeilen.werte):
                blatt.write_string(z + 2, 0, tabellen.achszelle(zeilen, float(wert)).text, kopf)
                for s, zahl in enumerate(tabellen.matrix(ziel)[z]):
                    rand = {"left": 5} if ziel == 0 and (z, s, "links") in kanten else {}
                    rand |= {"top": 5} if ziel == 0 and (z, s, "oben") in kanten else {}
                    blatt.write_number(z + 2, s + 1, zahl, mappe.add_format({"num_format": "#,##0.00", **rand}))
            bereich = (2, 1, len(zeilen.werte) + 1, len(spalten.werte))
            blatt.conditional_format(
                *bereich, {"type": "2_color_scale", "min_color": "#F5F8FC", "max_color": "#7FA8D6"}
            )
            blatt.set_column(0, 0, 18)
            blatt.freeze_panes(2, 1)
    return puffer.getvalue()
