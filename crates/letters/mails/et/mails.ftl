# Kõik kirjade sõnad eesti keeles. Võtmed on samad mis ingliskeelses failis.

## Layout

greeting = Tere, { $name }!
footer-why-applicant = Saate selle kirja, sest kandideerite programmi „{ $programme }“. See saadeti üks kord ja ainult Teile.
footer-why-host = Saate selle kirja, sest Teie ettevõte pakub kohti programmis „{ $programme }“. See saadeti üks kord ja ainult Teile.
footer-link = Kui nupp ei tööta, avage see aadress:
label-reference = Viitenumber
label-your-time = Teie aja järgi
label-answer-until = Vastake hiljemalt
label-position = Ametikoht
label-company = Ettevõte
label-place = Koht
label-starts = Algus
label-duration = Kestus
label-pay = Tasu
label-candidate = Kandidaat
label-seats-free = Vabu kohti
duration-months = { $months ->
    [one] { $months } kuu
   *[other] { $months } kuud
}
pay-month = { $amount } € kuus enne makse
place = { $city }, { $country }
your-candidate = Teie kandidaat
country-am = Armeenia
country-ee = Eesti
country-ke = Keenia
country-lt = Leedu
country-lv = Läti
country-ng = Nigeeria
country-us = Ameerika Ühendriigid

## Time

instant = { $weekday }, { $day }. { $month } { $year }, kell { $time }
date = { $weekday }, { $day }. { $month } { $year }
in-zone = { $instant } ({ $zone } aeg)
in-utc = { $instant } (UTC)
weekday-1 = esmaspäev
weekday-2 = teisipäev
weekday-3 = kolmapäev
weekday-4 = neljapäev
weekday-5 = reede
weekday-6 = laupäev
weekday-7 = pühapäev
month-1 = jaanuar
month-2 = veebruar
month-3 = märts
month-4 = aprill
month-5 = mai
month-6 = juuni
month-7 = juuli
month-8 = august
month-9 = september
month-10 = oktoober
month-11 = november
month-12 = detsember
left = { $hours ->
    [0] alla tunni
    [one] { $hours } tund
   *[other] { $hours } tundi
}
left-days = { $days ->
    [one] { $days } päev
   *[other] { $days } päeva
}

## receipt

receipt-subject = { $programme }: saime Teie taotluse kätte ({ $reference })
receipt-preheader = Esitatud: { $at }. Hoidke see kiri alles: see on Teie kinnitus.
receipt-kicker = Kinnitus
receipt-heading = Saime Teie taotluse kätte
receipt-lead = Teie taotlus programmi „{ $programme }“ jõudis õigel ajal kohale. Hoidke see kiri alles: selles on allkirjastatud kinnitus, mis tõendab, millal me selle saime.
receipt-label-submitted = Esitatud
receipt-label-deadline = Tähtaeg
receipt-pass = Esimene kontroll leidis kõik, mida programm nõuab. Järgmisena loevad taotlust inimesed. Otsusest anname teada igal juhul.
receipt-review = Enne otsust vaatab inimene allpool nimetatud punktid üle. Praegu ei pea Te midagi tegema.
receipt-fail = Esimene kontroll leidis, et need tingimused ei ole täidetud. Kui arvate, et see on viga, vastake sellele kirjale ja selgitage, miks: seda loeb inimene.
receipt-action = Vaadake kinnitust
receipt-signed = Allkirjastatud kinnitus

## deadline-reminder

deadline-reminder-subject = Taotluse esitamiseks on jäänud { $left }
deadline-reminder-preheader = Programmi „{ $programme }“ tähtaeg: { $at }.
deadline-reminder-kicker = Tähtaeg
deadline-reminder-heading = Esitamiseks on jäänud { $left }
deadline-reminder-lead = Alustasite taotlust programmi „{ $programme }“, kuid ei ole seda veel esitanud. Kirjutatu on salvestatud.
deadline-reminder-label-closes = Lõpeb
deadline-reminder-missing = Veel on puudu:
deadline-reminder-complete = Midagi ei ole puudu: lugege taotlus veel kord läbi ja esitage see.
deadline-reminder-action = Lõpetage ja esitage
deadline-reminder-calendar = Tähtaeg: taotlus programmi „{ $programme }“
deadline-reminder-note = Taotlust, mis hilineb kas või sekundi, me vastu võtta ei saa. Palun ärge oodake viimast tundi. Kui mõtlesite ümber, ei pea Te midagi tegema.

## shortlist-digest

shortlist-digest-subject = { $candidates ->
    [one] { $candidates } kandidaat
   *[other] { $candidates } kandidaati
} { $openings ->
    [one] Teie kohale
   *[other] Teie kohtadele
}
shortlist-digest-preheader = Täna kõige sobivamad kandidaadid programmist „{ $programme }“.
shortlist-digest-kicker = Valik
shortlist-digest-heading = Kandidaadid { $openings ->
    [one] Teie kohale
   *[other] Teie kohtadele
}
shortlist-digest-lead = Pärast meie viimast kirja on nendel kohtadel uusi või muutunud kandidaate. Nimed jäävad kuni valikuni peidetuks, et kõiki hinnataks oskuste järgi.
shortlist-digest-row = { $candidates ->
    [one] { $candidates } kandidaat
   *[other] { $candidates } kandidaati
}, parim sobivus { $best } punkti
shortlist-digest-seats = { $seats ->
    [one] { $seats } vaba koht
   *[other] { $seats } vaba kohta
}
shortlist-digest-action = Vaadake kandidaate
shortlist-digest-note = Sellise kirja saate kõige rohkem kord päevas ja mitte siis, kui midagi ei muutunud.

## offer

offer-subject = Pakkumine: { $title }, { $host }
offer-preheader = Palun vastake hiljemalt: { $until }.
offer-kicker = Pakkumine
offer-heading = { $host } soovib Teiega koos töötada
offer-lead = Programmis „{ $programme }“ valiti Teile see koht. Allpool märgitud ajani hoitakse seda ainult Teile.
offer-label-safe = Viimane ohutu päev
offer-safe-note = Kui vastate pärast seda päeva, jääb loa ja sõidu jaoks liiga vähe aega.
offer-action = Lugege pakkumist ja vastake
offer-note = Midagi ei ole otsustatud enne, kui vajutate sellel lehel nuppu. Link on ainult Teile: palun ärge saatke seda kirja edasi.

## offer-expiring

offer-expiring-subject = Vastamiseks on jäänud { $left }: { $title }, { $host }
offer-expiring-preheader = Kohta hoitakse kuni: { $until }.
offer-expiring-kicker = Ootame Teie vastust
offer-expiring-heading = Pakkumisele vastamiseks on jäänud { $left }
offer-expiring-lead = Kohta ({ $host }) hoitakse endiselt Teile. Ka „ei“ on vastus: siis läheb koht kohe järgmisele inimesele.
offer-expiring-action = Võtke vastu või loobuge
offer-expiring-note = Kui Te selleks ajaks ei vasta, kaotab pakkumine kehtivuse ja koht läheb kellelegi teisele.

## offer-accepted, to the trainee

offer-accepted-subject = Võtsite vastu: { $title }, { $host }
offer-accepted-preheader = Koht on Teie.
offer-accepted-kicker = Vastu võetud
offer-accepted-heading = Koht on Teie
offer-accepted-lead = Võtsite pakkumise ({ $host }) vastu. Andsime sellest ettevõttele teada.
offer-accepted-next = Edasi tulevad leping, seejärel luba ja sõit. Enne iga sammu kirjutame, mida ja mis ajaks on vaja.

## offer-accepted-host

offer-accepted-host-subject = Vastu võetud: { $title }
offer-accepted-host-preheader = { $trainee } võttis pakkumise vastu.
offer-accepted-host-kicker = Vastu võetud
offer-accepted-host-heading = { $trainee } võttis pakkumise vastu
offer-accepted-host-lead = Teie kandidaat võttis pakkumise vastu ja koht on täidetud.
offer-accepted-host-next = Nüüd palun valmistage ette leping. Enne iga loa sammu kirjutame, milliseid dokumente ja mis ajaks on vaja.

## offer-declined, to the trainee

offer-declined-subject = Loobusite: { $title }, { $host }
offer-declined-preheader = Aitäh, et vastasite.
offer-declined-kicker = Loobutud
offer-declined-heading = Loobusite pakkumisest
offer-declined-lead = Loobusite pakkumisest ({ $host }). Aitäh, et vastasite: koht on juba järgmisele inimesele vaba.
offer-declined-next = Jääte programmi. Kui Teile sobib mõni teine koht, kirjutame.

## offer-declined-host

offer-declined-host-subject = Loobutud: { $title }
offer-declined-host-preheader = Otsime järgmist kandidaati.
offer-declined-host-kicker = Loobutud
offer-declined-host-heading = Teie kandidaat loobus
offer-declined-host-lead = Koht on jälle vaba. See ei ütle midagi Teie ettevõtte kohta: inimesed otsustavad mitmel põhjusel.
offer-declined-host-next = Otsime kohale järgmist kandidaati ja anname teada kohe, kui ta nõustub. Teie ei pea midagi tegema.

## offer-expired, to the trainee

offer-expired-subject = Pakkumine ei kehti enam: { $title }, { $host }
offer-expired-preheader = Vastamise aeg on läbi.
offer-expired-kicker = Aegunud
offer-expired-heading = Teie pakkumine ei kehti enam
offer-expired-lead = Pakkumisele ({ $host }) vastamise aeg on läbi, seega läheb koht kellelegi teisele.
offer-expired-next = Olete ootenimekirjas. Kui soovite endiselt osaleda, vastake sellele kirjale, et me seda teaksime.

## offer-expired-host

offer-expired-host-subject = Vastust ei tulnud: { $title }
offer-expired-host-preheader = Otsime järgmist kandidaati.
offer-expired-host-kicker = Aegunud
offer-expired-host-heading = Teie kandidaat ei vastanud õigel ajal
offer-expired-host-lead = Pakkumine aegus ja koht on jälle vaba.
offer-expired-host-next = Otsime kohale järgmist kandidaati ja anname teada kohe, kui ta nõustub. Teie ei pea midagi tegema.

## offer-rescinded, to the trainee

offer-rescinded-subject = Pakkumine võeti tagasi: { $title }, { $host }
offer-rescinded-preheader = Meil on kahju. Jääte programmi.
offer-rescinded-kicker = Tagasi võetud
offer-rescinded-heading = See pakkumine võeti tagasi
offer-rescinded-lead = Pakkumine ({ $host }) ei kehti enam. Meil on kahju: asi ei ole Teis.
offer-rescinded-next = Jääte programmi ja olete esimene, kui vabaneb järgmine Teile sobiv koht. Kui olete juba midagi allkirjastanud või broneerinud, vastake sellele kirjale täna.

## offer-rescinded-host

offer-rescinded-host-subject = Pakkumine võeti tagasi: { $title }
offer-rescinded-host-preheader = Pakkumine ei kehti enam.
offer-rescinded-host-kicker = Tagasi võetud
offer-rescinded-host-heading = Teie kohale tehtud pakkumine võeti tagasi
offer-rescinded-host-lead = Teie kandidaadile tehtud pakkumine ei kehti enam ja koht on jälle vaba.
offer-rescinded-host-next = Kui Te seda ei palunud, vastake sellele kirjale ja me selgitame.

footer-why-operator = Saate selle kirja, sest juhite programmi „{ $programme }“.
footer-why-operations = Saate selle kirja, sest hoiate töös programmi „{ $programme }“ süsteemi.
footer-unsubscribe = Te ei soovi selliseid kirju? Loobuge siin:
label-until = Tähtaeg
label-when = Millal
label-previous_at = Varem
label-was_at = Oli kavas
label-ends_on = Lõpp
label-starts_on = Algus
label-expires_on = Kehtib kuni
label-last_on = Viimane päev
label-host = Ettevõte
label-opening = Ametikoht
label-city = Linn
label-country = Riik
label-address = Aadress
label-meeting_url = Videokõne
label-contact = Kontakt
label-bring = Võtke kaasa
label-step = Samm
label-round = Voor
label-trainee = Praktikant
label-evaluation = Hinnang
label-seats = Kohti
label-seats_free = Vabu kohti
label-seats_filled = Täidetud kohti
label-offers_open = Vastuseta pakkumisi
label-candidates_waiting = Teid ootavaid kandidaate
label-openings = Pakutavaid ametikohti
label-awaiting_review = Läbivaatamata taotlusi
label-documents_to_check = Kontrollimata dokumente
label-appeals = Vaideid
label-approvals = Ootab kinnitust
label-offers_expiring = Täna lõppevaid pakkumisi
label-permits_at_risk = Ohus olevaid lube
label-submitted = Esitatud
label-submitted_last_hour = Esitatud viimase tunni jooksul
label-drafts_open = Esitamata mustandeid
label-pairs = Paare
label-unmatched = Paarita
label-placed = Koha saanuid
label-programme_deadline = Programmi aja järgi
label-blocking_pairs = Blokeerivaid paare
label-input_hash = Sisendi räsi
label-route = Loa liik
label-change = Muudatus
label-period = Ajavahemik
label-kind = Kirja liik
label-oldest = Vanim
label-rate = Osakaal
label-limit = Piir
label-stream = Voog
label-consumer = Vastuvõtja
span = { $begin } – { $end }

## Notices

topic-application = Taotlus
topic-interview = Vestlus
topic-training = Koolitus
topic-ranking = Eelistused
topic-match = Sobitamine
topic-offer = Pakkumine
topic-placement = Praktika
topic-permit = Luba
topic-data = Teie andmed
topic-partnership = Koostöö
topic-opening = Pakutav koht
topic-summary = Kokkuvõte
topic-operation = Tööd
topic-service = Süsteem

## verify-address

verify-address-subject = Palun kinnitage oma e-posti aadress
verify-address-heading = Kas see on Teie aadress?
verify-address-lead = Keegi, tõenäoliselt Teie, alustas selle aadressiga taotlust programmi „{ $programme }“. Palun kinnitage, et aadress on Teie oma, et kirjad jõuaksid õige inimeseni.
verify-address-action = Kinnitage aadress
verify-address-after = Link töötab ühe korra ja ülal märgitud ajani. Kui see ei olnud Teie, ärge tehke midagi: kinnitamata aadressi me kustutame.

## draft-saved

draft-saved-subject = Teie taotluse mustand on salvestatud
draft-saved-heading = Teie mustand on salvestatud
draft-saved-lead = Alustasite taotlust programmi „{ $programme }“. See on salvestatud, kuid veel esitamata: enne esitamist ei loe seda keegi.
draft-saved-items = Veel on puudu:
draft-saved-action = Jätkake taotlust
draft-saved-after = Tuletame enne tähtaega meelde. Mida selleks ajaks ei esitata, seda arvesse võtta ei saa.

## application-link

application-link-subject = Uus link Teie taotluse juurde
application-link-heading = Teie uus link
application-link-lead = Keegi, tõenäoliselt Teie, palus uut linki Teie taotluse juurde programmis „{ $programme }“.
application-link-action = Avage taotlus
application-link-after = Link töötab ühe korra ja kuuskümmend päeva. Kui Te seda ei palunud, ärge tehke midagi: see saadeti ainult Teile.

## call-opens

call-opens-subject = Programmi „{ $programme }“ saab nüüd kandideerida
call-opens-heading = Taotluste vastuvõtt on avatud
call-opens-lead = Palusite teada anda, millal saab kandideerida programmi „{ $programme }“. Nüüd saab.
call-opens-action = Alustage taotlust
call-opens-after = Mustandi võib salvestada ja hiljem lõpetada. Pärast tähtaega saabunud taotlusi arvesse võtta ei saa.

## deadline-moved

deadline-moved-subject = Uus tähtaeg: { $at }
deadline-moved-heading = Tähtaeg on muutunud
deadline-moved-lead = Programmil „{ $programme }“ on uus tähtaeg, see on märgitud allpool. Teie mustand jääb nii, nagu oli.
deadline-moved-items = Veel on puudu:
deadline-moved-action = Lõpetage ja esitage
deadline-moved-after = Nüüdsest kehtib ainult uus aeg. Lisatud kalendrifail asendab varasema.

## draft-expired

draft-expired-subject = Tähtaeg on möödas, Teie mustand jäi esitamata
draft-expired-heading = Tähtaeg on möödas
draft-expired-lead = Kui tähtaeg möödus, oli Teie taotlus programmi „{ $programme }“ veel mustand, seega ei saa seda arvesse võtta.
draft-expired-after = Keegi ei ole Teie mustandit lugenud. Te ei pea midagi tegema. Kui esitasite taotluse siiski ja Teil on kinnitus, vastake sellele kirjale ja lisage see.

## ineligible

ineligible-subject = Teie taotlus ei vasta ühele nõudele
ineligible-heading = Nõue ei ole täidetud
ineligible-lead = Kontrollisime Teie taotlust programmi „{ $programme }“ selle reeglite järgi. Praegusel kujul see edasi minna ei saa; põhjus on allpool.
ineligible-items = Muud põhjused:
ineligible-action = Paluge uuesti vaadata
ineligible-after = Kui arvate, et see on viga, paluge taotlus uuesti läbi vaadata: siis loeb seda inimene. Muidu jääb see suletuks.

## documents-missing

documents-missing-subject = Teie taotlusel on dokumente puudu
documents-missing-heading = Mõned dokumendid on puudu
documents-missing-lead = Teie taotlust programmi „{ $programme }“ vaadatakse läbi. Otsustamiseks on vaja allpool nimetatud dokumente.
documents-missing-items = Veel on puudu:
documents-missing-action = Saatke dokumendid
documents-missing-after = Ilma nendeta me jätkata ei saa ja pärast ülal märgitud aega taotlus suletakse. Kui Te mõnda õigel ajal ei saa, vastake sellele kirjale ja selgitage, miks.

## interview-invitation

interview-calendar = Vestlus: { $title }
interview-invitation-subject = Vestlus ({ $host }): { $at }
interview-invitation-heading = Vestlus: { $host }
interview-invitation-lead = { $host } soovib Teiega rääkida. Allpool olev aeg on Teie ajavööndis; see on ka lisatud kalendrifailis.
interview-invitation-action = Kinnitage vestlus
interview-invitation-after = Kui aeg ei sobi, saate samal lehel teist aega paluda. Palun tehke seda nii vara kui võimalik.

## interview-moved

interview-moved-subject = Vestluse uus aeg ({ $host }): { $at }
interview-moved-heading = Vestluse aeg muutus
interview-moved-lead = Teie vestlusel ({ $host }) on uus aeg. Lisatud kalendrifail asendab varasema kande.
interview-moved-action = Kinnitage uus aeg
interview-moved-after = Kui uus aeg ei sobi, saate samal lehel teist aega paluda.

## interview-cancelled

interview-cancelled-subject = Teie vestlus jääb ära: { $host }
interview-cancelled-heading = Vestlus jääb ära
interview-cancelled-lead = Vestlust ({ $host }) allpool märgitud ajal ei toimu. Lisatud kalendrifail eemaldab selle Teie kalendrist.
interview-cancelled-after = Te ei pea midagi tegema. Kui tuleb uus vestlus, saate uue kutse.

## admitted

admitted-subject = Olete vastu võetud programmi „{ $programme }“
admitted-heading = Olete vastu võetud
admitted-lead = Teie taotlus võeti vastu: programmis „{ $programme }“ on Teile koht.
admitted-action = Vaadake, mis järgneb
admitted-after = Praegu ei pea Te midagi tegema: kirjutame enne koolituse algust. Kui Te kohta vastu võtta ei saa, vastake sellele kirjale, et selle saaks keegi ootenimekirjast.

## waitlisted

waitlisted-subject = Olete programmi „{ $programme }“ ootenimekirjas
waitlisted-heading = Olete ootenimekirjas
waitlisted-lead = Teie taotlus programmi „{ $programme }“ on hea, kuid praegu on kõik kohad täis. Olete ootenimekirjas.
waitlisted-after = Te ei pea midagi tegema. Kui Teile vabaneb koht, kirjutame kohe. Kui Te enam osaleda ei soovi, vastake sellele kirjale.

## rejected

rejected-subject = Teie taotlus programmi „{ $programme }“
rejected-heading = Me ei saa Teile kohta pakkuda
rejected-lead = Täname, et kandideerisite programmi „{ $programme }“. Lugesime Teie taotluse hoolega läbi ega saa Teile seekord kohta pakkuda.
rejected-after = Võite mõnel järgmisel korral uuesti kandideerida. Kui soovite otsuse kohta rohkem teada, vastake sellele kirjale.

## training-starts

training-starts-subject = Teie koolitus algab: { $at }
training-starts-heading = Teie koolitus algab
training-starts-lead = Programmi „{ $programme }“ koolitus algab allpool märgitud ajal, Teie ajavööndis. Palun proovige ligipääsu varem järele.
training-starts-action = Avage koolitus
training-starts-after = Kui Te siis alustada ei saa, vastake sellele kirjale täna, et leiaksime koos lahenduse.

## training-behind

training-behind-subject = Koolitus: { $count ->
    [one] { $count } osa on lõpetamata
   *[other] { $count } osa on lõpetamata
}
training-behind-heading = Olete plaanist maas
training-behind-lead = { $count ->
    [one] { $count } koolituse osa peaks olema lõpetatud, kuid on veel pooleli.
   *[other] { $count } koolituse osa peaksid olema lõpetatud, kuid on veel pooleli.
}
training-behind-items = Veel pooleli:
training-behind-action = Jätkake koolitust
training-behind-after = Palun jõudke plaanile järele ülal märgitud ajaks. Kes jääb maha, sellele ei saa ettevõtet leida. Kui midagi takistab, vastake sellele kirjale: saame aidata.

## rank-hosts

rank-hosts-subject = Ettevõtete järjestamiseks on jäänud { $left }
rank-hosts-heading = Millised ettevõtted valiksite Teie?
rank-hosts-lead = { $count ->
    [one] Teile sobib { $count } koht. Öelge, kas soovite seda.
   *[other] Teile sobib { $count } kohta. Pange need, mida soovite, oma järjekorda.
} Voorus arvestatakse kõigepealt Teie järjekorda.
rank-hosts-action = Järjestage ettevõtted
rank-hosts-after = Järjekorda saate muuta ülal märgitud ajani. Kui Te midagi ei järjesta, tuleb järjekord sellest, kui hästi iga koht Teile sobib.

## match-result

match-result-subject = Vooru tulemus: seekord Teile kohta ei leidunud
match-result-heading = Seekord kohta ei leidunud
match-result-lead = Voor on otsustatud. Seekord ei jäänud Teie järjestatud ja Teile sobivate kohtade seas vaba kohta.
match-result-after = Jääte programmi ja osalete järgmises voorus. Te ei pea midagi tegema.

## opening-cancelled

opening-cancelled-subject = Ära jäetud: { $opening }, { $host }
opening-cancelled-heading = Teie järjestatud koht jääb ära
opening-cancelled-lead = { $host } seda kohta enam ei paku. See ei ole seotud Teiega.
opening-cancelled-action = Vaadake oma järjekorda
opening-cancelled-after = Teised kohad Teie järjekorras liiguvad ülespoole. Te ei pea midagi tegema.

## contract-due

contract-due-subject = Palun allkirjastage leping: { $host }
contract-due-heading = Leping on allkirjastamiseks valmis
contract-due-lead = Teie praktika leping ({ $host }) on valmis. Palun lugege see läbi ja allkirjastage allpool märgitud ajaks.
contract-due-action = Lugege ja allkirjastage
contract-due-after = Luba saab taotleda ainult allkirjastatud lepinguga. Kui see hilineb, võib algus edasi lükkuda. Kui midagi lepingus ei ole õige, vastake sellele kirjale enne allkirjastamist.

## permit-step

permit-step-subject = { $step ->
    [permit_filed] Teie luba on taotletud
    [permit_granted] Teile anti luba
    [permit_refused] Teile luba ei antud
    [appeal_filed] Teie vaie on esitatud
   *[other] Uudiseid Teie loa kohta
}
permit-step-heading = { $step ->
    [permit_filed] Teie luba on taotletud
    [permit_granted] Teile anti luba
    [permit_refused] Teile luba ei antud
    [appeal_filed] Teie vaie on esitatud
   *[other] Uudiseid Teie loa kohta
}
permit-step-lead = { $step ->
    [permit_filed] Teie loa taotlus on esitatud (riik: { $country }). Nüüd otsustavad ametiasutused.
    [permit_granted] Teie luba on antud (riik: { $country }). Võite sõitu kavandada.
    [permit_refused] Teie luba ei antud (riik: { $country }). Meil on kahju. See ei tähenda veel, et praktika jääb ära.
    [appeal_filed] Vaie loast keeldumise peale on esitatud (riik: { $country }).
   *[other] Teie loaga on midagi muutunud (riik: { $country }).
}
permit-step-items = Mis järgneb:
permit-step-action = Vaadake luba
permit-step-after = { $step ->
    [permit_filed] Palun ärge veel sõitu broneerige. Kirjutame kohe, kui otsus on olemas.
    [permit_granted] Palun kontrollige loal nime ja kuupäevi ning andke kohe teada, kui midagi on valesti.
    [permit_refused] Otsime koos, mida saab teha. Palun ärge broneerige ega tühistage midagi enne, kui oleme Teile kirjutanud.
    [appeal_filed] Kirjutame kohe, kui otsus on olemas.
   *[other] Te ei pea midagi tegema, kui lehel ei ole öeldud teisiti.
}

## permit-at-risk

permit-at-risk-subject = Teie luba võib hilineda
permit-at-risk-heading = Teie luba võib hilineda
permit-at-risk-lead = Tänase plaani järgi ei pruugi Teie luba alguseks valmis olla (riik: { $country }). Veel on aega midagi ette võtta.
permit-at-risk-items = Mis nüüd aitab:
permit-at-risk-action = Vaadake, mis aitab
permit-at-risk-after = Kui luba õigel ajal ei ole, lükkub algus edasi või otsitakse teine koht. Ilma Teieta ei otsustata midagi.

## travel-pack

travel-pack-subject = Teie reis ({ $city }): jäänud on { $left }
travel-pack-heading = Teie reis: { $city }
travel-pack-lead = Saabumiseni ({ $city }) on jäänud { $left }. Siin on, mida teel vaja läheb.
travel-pack-items = Palun hoidke käepärast:
travel-pack-action = Avage reisiinfo
travel-pack-after = Kui lend muutub või midagi on puudu, vastake sellele kirjale kohe: loeme seda ka reisipäevadel.

## first-day

first-day-subject = Teie esimene päev: { $host }
first-day-heading = Teie esimene päev: { $host }
first-day-lead = { $host } ootab Teid allpool märgitud ajal ja kohas.
first-day-items = Palun võtke kaasa:
first-day-action = Vaadake teed
first-day-after = Kui Te tulla ei saa või hilinete, helistage ülal märgitud kontaktile ja vastake sellele kirjale.

## mid-review

mid-review-subject = Pool praktikast ({ $host }) on möödas: kuidas läheb?
mid-review-heading = Kuidas läheb?
mid-review-lead = Pool Teie praktikast ({ $host }) on möödas. Palun vastake mõnele küsimusele, et saaksime veel muuta seda, mis peaks olema parem.
mid-review-action = Vastake küsimustele
mid-review-after = See võtab umbes viis minutit. Ettevõte näeb ainult seda, mida Te lubate jagada.

## placement-ends

placement-ends-subject = Teie praktika ({ $host }) lõpeb varsti
placement-ends-heading = Praktika lõpeb varsti
placement-ends-lead = Teie praktika ({ $host }) lõpeb: { $ends_on }. Enne seda tuleks mõned asjad korda ajada.
placement-ends-items = Enne lahkumist:
placement-ends-action = Vaadake, mis on veel teha
placement-ends-after = Kui jääte kauemaks või lahkute varem, vastake sellele kirjale, et luba ja kindlustus sobiksid.

## permit-expiring

permit-expiring-subject = Teie loa lõpuni on { $count ->
    [one] { $count } päev
   *[other] { $count } päeva
}
permit-expiring-heading = Teie luba lõpeb: { $expires_on }
permit-expiring-lead = Teie luba (riik: { $country }) kehtib kuni: { $expires_on }. Palun öelge, kas pikendate seda või lahkute selleks päevaks.
permit-expiring-action = Öelge oma plaan
permit-expiring-after = Pikendust tuleb taotleda loa kehtivuse ajal. Ilma loata jääda ei ole lubatud ja see võib takistada hilisemaid lube.

## stay-or-return

stay-or-return-subject = Pärast praktikat: kas jääte või naasete?
stay-or-return-heading = Kas jääte või naasete?
stay-or-return-lead = Teie praktika lõpeb: { $ends_on }. Palun öelge, mida kavatsete, et saaksime õigel ajal aidata: töö ja loaga või naasmisega.
stay-or-return-action = Öelge oma plaan
stay-or-return-after = See ei kohusta Teid millekski. Kui Te ei vasta, valmistame ette Teie naasmist.

## reintegration

reintegration-subject = Abi taaskohanemisel
reintegration-heading = Tere tulemast tagasi
reintegration-lead = Olete programmi „{ $programme }“ praktikalt naasnud. Kahe kuu jooksul saate abi taaskohanemisel: töö, dokumentide või lihtsalt jutuajamisega.
reintegration-items = Mida saame pakkuda:
reintegration-action = Valige, mis aitab
reintegration-after = See ei maksa midagi. Kui Te abi ei vaja, ei pea Te midagi tegema.

## outcome-questions

outcome-questions-subject = { $count ->
    [one] { $count } kuu pärast praktikat: kuidas Teil läheb?
   *[other] { $count } kuud pärast praktikat: kuidas Teil läheb?
}
outcome-questions-heading = Kuidas Teil nüüd läheb?
outcome-questions-lead = { $count ->
    [one] Teie praktikast on möödas { $count } kuu.
   *[other] Teie praktikast on möödas { $count } kuud.
} Palun öelge, mida praegu teete. See näitab, milleks programm hea on ja milleks mitte.
outcome-questions-action = Vastake kolmele küsimusele
outcome-questions-after = Vastuseid loendatakse ilma Teie nimeta. Kui Te ei vasta, kirjutame „teadmata“.

## data-export-ready

data-export-ready-subject = Teie andmete koopia on valmis
data-export-ready-heading = Teie andmete koopia on valmis
data-export-ready-lead = Palusite koopiat kõigest, mida „{ $programme }“ Teist teab. Selle saab nüüd alla laadida.
data-export-ready-action = Laadige andmed alla
data-export-ready-after = Link töötab ülal märgitud ajani, seejärel koopia kustutatakse. Kui Te seda ei palunud, vastake sellele kirjale kohe.

## erased

erased-subject = Teie andmed on kustutatud
erased-heading = Teie andmed on kustutatud
erased-lead = Nagu palutud, kustutasime Teie andmed programmist „{ $programme }“. Mida seadus käsib hoida, hoitakse ilma Teie nimeta.
erased-after = See on meie viimane kiri Teile; koos sellega kustutati ka see aadress. Te ei pea midagi tegema.

## host-invitation

host-invitation-subject = Kutse osaleda programmis „{ $programme }“
host-invitation-heading = Osalege programmis „{ $programme }“
host-invitation-lead = Soovime Teie ettevõttega programmis „{ $programme }“ koostööd teha. Teie pakute kohti, meie inimesi, kelle oskused sobivad, ja valivad mõlemad pooled. Lehel on leping, kulud ja see, mida Teilt oodatakse.
host-invitation-action = Lugege lepingut
host-invitation-after = Palun vastake ülal märgitud ajaks. Kui see Teile ei sobi, piisab samal lehel vastusest „ei“, ja me rohkem ei kirjuta.

## confirm-opening

confirm-opening-subject = Kas see koht kehtib endiselt? { $opening }
confirm-opening-heading = Kas see koht kehtib endiselt?
confirm-opening-lead = Enne kui inimesed seda näevad, vaadake palun veel kord üle, mida pakute: kohtade arv, algus, tasu ja oskused.
confirm-opening-action = Kinnitage või muutke
confirm-opening-after = Mida ülal märgitud ajaks ei kinnitata, seda selles voorus kellelegi ei näidata.

## answer-overdue

answer-overdue-subject = { $count ->
    [one] { $count } kandidaat ootab Teie vastust
   *[other] { $count } kandidaati ootab Teie vastust
}: { $opening }
answer-overdue-heading = Ootame Teie vastust
answer-overdue-lead = { $count ->
    [one] Sellel kohal ootab Teie vastust { $count } kandidaat.
   *[other] Sellel kohal ootab Teie vastust { $count } kandidaati.
} Kuni Te ei vasta, ei saa keegi midagi kavandada.
answer-overdue-action = Vastake nüüd
answer-overdue-after = Kui Te ülal märgitud ajaks ei vasta, peatatakse Teie kohad ja kandidaatidele näidatakse teisi.

## host-paused

host-paused-subject = Teie kohad on peatatud
host-paused-heading = Teie kohad on peatatud
host-paused-lead = Me ei saanud Teilt kaks korda vastust, seepärast on Teie kohad programmis „{ $programme }“ peatatud: neile kandidaate ei pakuta.
host-paused-action = Osalege jälle
host-paused-after = Jätkamiseks piisab ühest vastusest sellel lehel. Juba saadetud pakkumised kehtivad edasi.

## interview-host

interview-host-subject = { $state ->
    [cancelled] Vestlus jääb ära: { $opening }
   *[other] { $sequence ->
        [0] Vestlus ({ $opening }): { $at }
       *[other] Vestluse uus aeg ({ $opening }): { $at }
    }
}
interview-host-heading = { $state ->
    [cancelled] Vestlus jääb ära
   *[other] { $sequence ->
        [0] Vestlus Teie pakutava koha kohta
       *[other] Vestluse aeg muutus
    }
}
interview-host-lead = { $state ->
    [cancelled] Vestlust ({ $opening }) allpool märgitud ajal ei toimu. Lisatud kalendrifail eemaldab selle Teie kalendrist.
   *[other] { $sequence ->
        [0] Vestlus ({ $opening }) on kokku lepitud. Aeg on lisatud kalendrifailis.
       *[other] Vestlusel ({ $opening }) on uus aeg. Lisatud kalendrifail asendab varasema kande.
    }
}
interview-host-action = Vaadake vestlust
interview-host-after = { $state ->
    [cancelled] Te ei pea midagi tegema. Kui tuleb uus vestlus, saate uue kutse.
   *[other] Kui aeg ei sobi, saate samal lehel teist pakkuda. Palun tehke seda nii vara kui võimalik.
}

## rank-candidates

rank-candidates-subject = Kandidaatide järjestamiseks on jäänud { $left }: { $opening }
rank-candidates-heading = Kelle valiksite Teie?
rank-candidates-lead = { $count ->
    [one] Sellele kohale sobib { $count } kandidaat. Öelge, kas võtaksite ta.
   *[other] Sellele kohale sobib { $count } kandidaati. Pange need, keda võtaksite, oma järjekorda.
} Nimed jäävad kuni sobitamiseni peidetuks.
rank-candidates-action = Järjestage kandidaadid
rank-candidates-after = Järjekorda saate muuta ülal märgitud ajani. Kui Te kedagi ei järjesta, tuleb järjekord sellest, kui hästi iga kandidaat sobib.

## match-result-host

match-result-host-subject = Vooru tulemus: { $count ->
    [0] seekord paare ei ole
    [one] { $count } paar
   *[other] { $count } paari
}
match-result-host-heading = Voor on otsustatud
match-result-host-lead = { $count ->
    [0] Seekord ei määratud Teie kohtadele kedagi.
    [one] Kandidaat leiti { $count } Teie kohale. Pakkumine saadetakse nüüd.
   *[other] Kandidaadid leiti { $count } Teie kohale. Pakkumised saadetakse nüüd.
}
match-result-host-items = Teie kohad:
match-result-host-action = Vaadake tulemust
match-result-host-after = Tulemus on kontrollitud: ei ole kandidaati ja ettevõtet, kes eelistaksid teineteist sellele, mille said.{ $count ->
    [0] {""}
   *[other] {" "}Anname teada, kui igale pakkumisele on vastatud.
}

## next-candidate

next-candidate-subject = Järgmine kandidaat: { $opening }
next-candidate-heading = Koht pakuti järgmisele kandidaadile
next-candidate-lead = Sellel ametikohal oli vaba koht ja pakkumise sai järgmine kandidaat Teie nimekirjast. Vastata saab allpool märgitud ajani.
next-candidate-action = Vaadake kandidaati
next-candidate-after = Te ei pea midagi tegema. Anname teada kohe, kui vastus on olemas.

## candidate-withdrew

candidate-withdrew-subject = Kandidaat loobus: { $opening }
candidate-withdrew-heading = Kandidaat loobus
candidate-withdrew-lead = Üks kandidaat Teie nimekirjast sellele kohale enam ei osale. Inimesed loobuvad mitmel põhjusel; see ei ütle midagi Teie ettevõtte kohta.
candidate-withdrew-action = Vaadake kandidaate
candidate-withdrew-after = Teised Teie nimekirjas liiguvad ülespoole. Te ei pea midagi tegema.

## permit-papers

permit-papers-subject = Loa jaoks on vaja dokumente: { $at }
permit-papers-heading = Vajame Teilt dokumente
permit-papers-lead = Loa jaoks ({ $trainee }) vajame Teie ettevõttelt allpool nimetatud dokumente.
permit-papers-items = Palun saatke:
permit-papers-action = Saatke dokumendid
permit-papers-after = Ülal märgitud aeg on viimane, mil luba võib veel enne algust valmis saada. Hiljem tuleb algust edasi lükata.

## arrival

arrival-subject = { $trainee } saabub: { $at }
arrival-heading = { $trainee } saabub
arrival-lead = Teie praktikant saabub ({ $city }) allpool märgitud ajal.
arrival-items = Palun valmistage ette:
arrival-action = Vaadake saabumise plaani
arrival-after = Kui keegi vastu tulla ei saa, vastake sellele kirjale ja leiame kellegi, kes saab.

## evaluation-due

evaluation-due-subject = Ootame Teie hinnangut: { $trainee }
evaluation-due-heading = Palun hinnake praktikat
evaluation-due-lead = Palun rääkige, kuidas töö läheb ({ $trainee }). See võtab umbes viis minutit.
evaluation-due-action = Kirjutage hinnang
evaluation-due-after = Seda loeb ka praktikant. Ilma selleta ei saa praktikat kinnitada.

## seats-unused

seats-unused-subject = { $count ->
    [one] { $count } koht on kasutamata
   *[other] { $count } kohta on kasutamata
}
seats-unused-heading = { $count ->
    [one] { $count } Teie koht on kasutamata
   *[other] { $count } Teie kohta on kasutamata
}
seats-unused-lead = Need on Teile hoitud, kuid ei ole täidetud ega kellelegi pakutud. Kas vajate neid veel?
seats-unused-items = Ametikohtade kaupa:
seats-unused-action = Jätke alles või andke tagasi
seats-unused-after = Tagasi antud kohad aitavad kedagi teist. Kui Te ei vasta, hoitakse neid kuni vooru lukustamiseni.

## weekly-summary

weekly-summary-subject = Teie nädal programmis „{ $programme }“
weekly-summary-heading = Nädal lühidalt
weekly-summary-lead = Selline on Teie kohtade seis.
weekly-summary-items = Ootab Teid:
weekly-summary-action = Avage oma leht
weekly-summary-after = Selle kirja saate kord nädalas ja mitte siis, kui midagi ei juhtunud.

## work-list

work-list-subject = { $count ->
    [0] Täna ei oota Teid midagi
    [one] Täna ootab Teid { $count } töö
   *[other] Täna ootab Teid { $count } tööd
}
work-list-heading = Mis täna ootab
work-list-lead = Need on programmi „{ $programme }“ juhtumid, mis vajavad inimest.
work-list-items = Kõigepealt:
work-list-action = Avage tööde nimekiri
work-list-after = Kõige kauem oodanud on nimekirja ülaosas.

## last-day-surge

last-day-surge-subject = Viimased tunnid enne tähtaega: { $count ->
    [one] { $count } mustand on esitamata
   *[other] { $count } mustandit on esitamata
}
last-day-surge-heading = Viimased tunnid enne tähtaega
last-day-surge-lead = { $count ->
    [one] { $count } mustand on veel esitamata.
   *[other] { $count } mustandit on veel esitamata.
} Enamik taotlusi saabub just neil tundidel.
last-day-surge-action = Jälgige vastuvõttu
last-day-surge-after = Palun ärge muutke vorme ega reegleid enne, kui tähtaeg on möödas.

## second-approval

second-approval-subject = Voor vajab teist kinnitust: { $round }
second-approval-heading = Voor vajab teist kinnitust
second-approval-lead = Voor { $round }: tulemus on ühe korra kinnitatud. Programmis „{ $programme }“ kinnitavad kaks eri inimest: teine kinnitus on veel puudu.
second-approval-action = Kontrollige ja kinnitage
second-approval-after = Enne seda ei saadeta ühtegi pakkumist. Kui midagi tundub vale, saatke see samal lehel tagasi.

## round-published

round-published-subject = Avaldatud voor: { $round }
round-published-heading = Voor on avaldatud
round-published-lead = Voor { $round } on avaldatud ja pakkumised saadetakse välja. Kontrollija arvud on allpool.
round-published-action = Avage kontrolli aruanne
round-published-after = Igaüks saab tulemuse sisendist ja seemnest uuesti arvutada: kuidas, on lehel kirjas.

## offers-expiring-today

offers-expiring-today-subject = { $count ->
    [one] { $count } pakkumine lõpeb täna
   *[other] { $count } pakkumist lõpeb täna
}
offers-expiring-today-heading = Täna lõpeb pakkumisi
offers-expiring-today-lead = { $count ->
    [one] { $count } vastuseta pakkumine lõpeb täna.
   *[other] { $count } vastuseta pakkumist lõpeb täna.
} Inimestele on meelde tuletatud; sageli aitab telefonikõne.
offers-expiring-today-items = Aja järgi:
offers-expiring-today-action = Vaadake pakkumisi
offers-expiring-today-after = Lõppenud pakkumine vabastab koha ja seda pakutakse kohe järgmisele kandidaadile.

## permit-refused

permit-refused-subject = { $programme }: luba ei antud ({ $reference })
permit-refused-heading = Luba ei antud
permit-refused-lead = Selle praktika luba ei antud (riik: { $country }).
permit-refused-action = Otsustage: vaidlustada või lõpetada
permit-refused-after = Kui õigel ajal ei vaidlustata, on keeldumine lõplik, praktika tühistatakse ja koht vabaneb.

## quota-closed

quota-closed-subject = Lubade kvoot on täis: { $route }
quota-closed-heading = Lubade kvoot on täis
quota-closed-lead = { $count ->
    [0] See ei puuduta ühtegi praktikat ega paari.
    [one] Seda teed ei saa enam kasutada { $count } praktika või paar.
   *[other] Seda teed ei saa enam kasutada { $count } praktikat või paari.
} Kõik paarid kontrolliti uuesti.
quota-closed-items = Puudutatud:
quota-closed-action = Vaadake, keda see puudutab
quota-closed-after = Uued voorud jätavad selle tee ise kõrvale. Juba tehtud paaride üle peab otsustama inimene.

## bulk-change-done

bulk-change-done-subject = Tehtud: { $change } ({ $count ->
    [one] { $count } rida
   *[other] { $count } rida
})
bulk-change-done-heading = Muudatus on tehtud
bulk-change-done-lead = { $count ->
    [one] Nagu palusite, muudeti { $count } rida.
   *[other] Nagu palusite, muudeti { $count } rida.
}
bulk-change-done-action = Vaadake või võtke tagasi
bulk-change-done-after = Tagasi saab võtta ülal märgitud ajani. Juba saadetud kirju tagasi kutsuda ei saa.

## erasure-due

erasure-due-subject = Inimese andmed tuleb kustutada: jäänud on { $left }
erasure-due-heading = Andmed tuleb kustutada
erasure-due-lead = Inimene palus oma andmed kustutada. Seadus annab aega allpool märgitud ajani.
erasure-due-action = Kontrollige ja kustutage
erasure-due-after = Lehel on kirjas, mis kustutatakse, mida tuleb hoida ja miks.

## funder-report

funder-report-subject = Rahastaja aruanne on valmis: { $period }
funder-report-heading = Rahastaja aruanne on valmis
funder-report-lead = Programmi „{ $programme }“ aruanne ({ $period }) koostati kirjete põhjal ja ootab kontrolli.
funder-report-action = Lugege aruannet
funder-report-after = Iseenesest ei saadeta seda kellelegi. Palun kontrollige ja andke edasi.

## messages-overdue

messages-overdue-subject = { $count ->
    [one] { $count } kiri on kavas, kuid saatmata
   *[other] { $count } kirja on kavas, kuid saatmata
}: { $kind }
messages-overdue-heading = Kirjad on kavas, kuid saatmata
messages-overdue-lead = { $count ->
    [one] { $count } allpool nimetatud liiki kiri pidi välja minema, kuid ei läinud.
   *[other] { $count } allpool nimetatud liiki kirja pidid välja minema, kuid ei läinud.
}
messages-overdue-action = Avage kirjade raamat
messages-overdue-after = Vaadake, kas saatja töötab ja postiserver vastab. Midagi ei ole kadunud: ootel kirjad lähevad välja, kui need töötavad.

## messages-uncertain

messages-uncertain-subject = { $count ->
    [one] { $count } kiri on kahtluse all
   *[other] { $count } kirja on kahtluse all
}
messages-uncertain-heading = Kahtluse all olevad kirjad
messages-uncertain-lead = { $count ->
    [one] { $count } kirja kohta ei ole teada, kas postiserver võttis selle vastu.
   *[other] { $count } kirja kohta ei ole teada, kas postiserver võttis need vastu.
} Need ootavad otsust.
messages-uncertain-action = Otsustage
messages-uncertain-after = Võrrelge serveri logiga, seejärel vabastage või tühistage iga kiri. Ilma otsuseta neid ei saadeta.

## bounce-rate

bounce-rate-subject = Liiga palju kirju tuleb tagasi: { $rate }
bounce-rate-heading = Liiga palju kirju tuleb tagasi
bounce-rate-lead = Viimase ööpäeva kirjadest tuli tagasi { $rate }. Piir on { $limit }.
bounce-rate-action = Vaadake, mis tagasi tuli
bounce-rate-after = Palun vaadake põhjusi enne, kui kirju juurde saadetakse: teenusepakkujad hakkavad keelduma saatjatest, kelle kirju palju tagasi tuleb.

## backlog-age

backlog-age-subject = Sündmused ootavad liiga kaua: { $stream }
backlog-age-heading = Sündmused ootavad liiga kaua
backlog-age-lead = Vanim sündmus voos { $stream } on oodanud { $oldest }. Piir on { $limit }.
backlog-age-action = Avage seire
backlog-age-after = Vaadake, kas selle vastuvõtjad töötavad. Sündmused hoitakse alles, seega midagi ei ole kadunud.

## redelivery-spike

redelivery-spike-subject = Sündmusi saadetakse ikka ja jälle: { $consumer }
redelivery-spike-heading = Sündmusi saadetakse ikka ja jälle
redelivery-spike-lead = { $count ->
    [one] Viimase tunni jooksul saadeti vastuvõtjale { $consumer } { $count } sündmus rohkem kui üks kord.
   *[other] Viimase tunni jooksul saadeti vastuvõtjale { $consumer } { $count } sündmust rohkem kui üks kord.
}
redelivery-spike-action = Avage seire
redelivery-spike-after = Vaadake logist vigu. Pärast liiga paljusid katseid läheb sündmus kättetoimetamata kirjade hulka ja ootab seal.

## backup-drill

backup-drill-subject = Aeg harjutada varukoopia taastamist
backup-drill-heading = Taastage harjutuseks varukoopia
backup-drill-lead = Kord kvartalis taastatakse varukoopia teises masinas, et teada, et see töötab.
backup-drill-items = Sammud:
backup-drill-action = Avage juhend
backup-drill-after = Palun tehke seda ülal märgitud ajaks ja kirjutage üles, kui kaua see võttis. Koopia, mida keegi ei ole taastanud, on ainult lootus.

## digest

digest-subject = { $programme }: { $count ->
    [one] täna { $count } teade
   *[other] täna { $count } teadet
}
digest-heading = Tänane päev ühes kirjas
digest-lead = Mittekiireloomulised teated paneme kokku üheks kirjaks päevas.
digest-items = Täna:
digest-action = Avage oma leht
digest-after = Kiireloomulised jõuavad Teieni endiselt kohe.
