"""Names of columns that change what an amount is: units of prices and of quantities, and discounts."""

from __future__ import annotations

import re

# What a price is for: one piece, or 100 or 1000 of them.
PRICE_UNIT = re.compile(
    "preis ?(?:einh(?:eit)?|menge|basis|faktor|bezug|pro|je|per)(?: stück| menge)?|pe|peh|[kp]?pein|peinh|per|je|pro|je menge|"
    "(?:price|pricing) (?:per|unit|unit qty|unit quantity|unit of measure|uom|um|quantity|qty|basis|base|factor|divisor|multiple)|"
    "(?:unit of )?measure of price|per (?:unit|units|qty|quantity)|"
    "(?:unité|base|quantité) (?:de |du |par )?prix|prix (?:par|pour)|(?:unidad|base|cantidad) (?:de |del |por )?precio|precio por|"
    "(?:unità|base|um|u m|quantità) (?:di |del )?prezzo|prezzo per|"
    "prijs ?(?:eenheid|hoeveelheid|basis|per|aantal)|eenheid prijs|(?:jednostka|jedn|j m|jm|ilość) ceny|cena za|"
    "(?:unidade|base|quantidade) (?:de |do )?preço|preço por|pris ?(?:enhet|enhed|per|pr|antal)|hinta ?yksikkö|"
    "единица (?:измерения )?цены|ед цены|цена за|fiyat birimi|jednotka ceny|egységár egység"
)
DISCOUNT = re.compile(
    "(?:.* )?(?:\\w*(?:discount|rabatt|nachlass|remise|descuento|sconto|korting|rabat|desconto|sleva|ristourne|rabais|bonificaci|rebaja|abbuon|upust|zniżk|obniżk|abatiment|"
    "ribass|скидк|знижк|отстъпк|alennu|割引|値引|折扣|할인|kedvezmény|indirim|iskonto|έκπτωσ|popust|reducere|zľav|afslag|avslag|nuolaid|allahindlus)\\w*|"
    "réduction|reduction|ermäßigung|ermässigung|preisnachlass|rebate|markdown|allowance|escompte|bonif|deducción|deduzione|"
    "(?:promotion|promo|coupon|voucher|gutschein) (?:amount|value|total|betrag|wert)|gutscheinbetrag|gutscheinwert|"
    "skonto|disc)(?: .*)?|(?:line |item |pos )?(?:disc|rab|dto|rem|sc)(?: (?:pct|percent|amount|amt|rate|value|in|%))?|kbetr"
)
# A word for a price, but for one that stands before the discount on it: `UnitPriceDiscount`, `Preisnachlass`.
_PRICE = "(?:price|preis|prix)(?!s? ?(?:disc|discounts?|reductions?|rebates?|markdowns?|nachl[aä]ss\\w*|rabatte?|abschl[aä]g\\w*|erm[aä][sß]\\w*)(?: (?!price).*)?$)"
# its code or its name, what is left after it, and what is taken off the postage
NO_DISCOUNT = re.compile(
    ".*(?:code|coupon|name|reason|type|id|title|description|tax|shipping|versand|grund|art|motif|kod)s?|"
    ".* (?:no|nr|num|number|nummer|track)|"
    f".*(?:discounted|rabattiert|after|before|{_PRICE}|net|gross|subtotal).*|"
    "(?:.* )?(?:ship|shipping|delivery|freight|postage|versand\\w*|livraison|envío|spedizione|verzend\\w*)(?: .*)?"
)
# Money that was taken off where the values are amounts: the same names are those of codes.
MONEY_OFF = re.compile(
    "(?:order |line |item |cart )?(?:coupons?|vouchers?|gutscheine?|bons?|cupons?|cupón|cupones|buoni?|buono sconto|bons? d achat|waardebon|cadeaubon|kupony?|vales?|"
    "promo(?:tion)?s?|aktion|bonus|loyalty)(?: (?:used|redeemed|eingelöst))?|"
    "(?:you |total )?sav(?:ed?|ings?)|(?:sie )?(?:sparen|gespart)|ersparnis|économies?|vous économisez|ahorros?|ha ahorrado|risparmi[oa]|hai risparmiato|besparing|oszczędności?|poupança"
)
# Beside a list price: what was to be paid for it.
NET_PRICE = re.compile(
    "netto ?(?:einzel|stück|verkaufs)?preis|(?:einzel|stück|verkaufs)?preis(?: netto)?|netto ?(?:vk|ep)|(?:vk|ep)(?: netto)?|(?:kunden|rechnungs|ihr |effektiv)preis|"
    "(?:net|invoice|customer|your|selling|sales|sale|unit|contract) (?:unit |item )?price|(?:unit )?price(?: net)?|"
    "prix (?:unitaire )?(?:net|vente|de vente)?(?: ht)?|prix|pu (?:net|ht)|precio (?:unitario )?(?:neto|venta|de venta)?|precio|prezzo (?:unitario )?(?:netto|vendita|di vendita)?|prezzo|"
    "netto ?(?:stuk|eenheids|verkoop)?prijs|(?:stuk|eenheids|verkoop)?prijs(?: netto)?|cena (?:jednostkowa )?(?:netto|sprzedaży)?|cena|preço (?:unitário )?(?:líquido|de venda)?|preço"
)
LIST_PRICE = re.compile(
    "\\w*(?:listen|katalog|liste?|tarif)preis(?: .*)?|(?:.* )?(?:list|catalog|catalogue|tariff) (?:unit )?price(?: .*)?|(?:prix|precio|prezzo|preço|cena|prijs) .*(?:liste|catalog\\w*|catálogo|"
    "lista|listino|tabela|katalog\\w*|tarifa?)|(?:catalogus|lijst|advies)prijs|pricelist|preisliste"
)
# What a quantity is of: pieces, dozens, grams.
MEASURE = re.compile(
    "(?:sales |order |base |quantity |qty |selling )?(?:unit|uom|unit of measure|measure|measurement unit)|(?:mengen|verkaufs|bestell|basis)?einheit|me|meh|"
    "unité(?: de (?:mesure|vente))?|unidad(?: de medida)?|u ?m|unità(?: di misura)?|(?:verkoop)?eenheid|jednostka(?: miary)?|j ?m|unidade(?: de medida)?|enhet|enhed|yksikkö"
)
# The set, bundle or kit whose part a line is: its amount is in that of the set, or the set has none.
PART_OF_A_SET = re.compile(
    "(?:parent|bundle|kit|set|bom|main|master|component of|part of|belongs to)(?: (?:line ?item|order ?item|item|line|sku|article|product|code|id|no|number|parent|ref))*|"
    "(?:haupt|eltern|ober|stücklisten|set|bundle|vater)(?:artikel|position|produkt)(?:nummer|nr)?|gehört zu|"
    "(?:article|produit|ligne) parente?|(?:artículo|producto|línea) padre|(?:articolo|prodotto|riga) padre|(?:hoofd|ouder)artikel|(?:produkt|pozycja) (?:nadrzędny|nadrzędna)|zestaw"
)
# What tells sets, their parts and single articles apart.
ARTICLE_KIND = re.compile(
    "(?:product|item|line ?item|order ?item|article|line) (?:type|kind)|(?:artikel|produkt|positions)(?:typ|art)|type (?:de |d )?(?:produit|article|ligne)|"
    "tipo (?:de |di )?(?:producto|artículo|prodotto|articolo|línea|riga|produto)|(?:product|artikel|regel)(?:soort|type)|(?:typ|rodzaj) (?:produktu|pozycji|towaru)|type"
)
