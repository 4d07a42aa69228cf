# Visi laiškų žodžiai lietuviškai. Raktai tie patys kaip angliškame faile.

## Layout

greeting = Sveiki, { $name }!
footer-why-applicant = Šį laišką gavote, nes teikiate paraišką programai „{ $programme }“. Jis išsiųstas vieną kartą ir tik Jums.
footer-why-host = Šį laišką gavote, nes Jūsų įmonė siūlo vietų programoje „{ $programme }“. Jis išsiųstas vieną kartą ir tik Jums.
footer-link = Jei mygtukas neveikia, atverkite šį adresą:
label-reference = Numeris
label-your-time = Jūsų laiku
label-answer-until = Atsakyti iki
label-position = Pareigos
label-company = Įmonė
label-place = Vieta
label-starts = Pradžia
label-duration = Trukmė
label-pay = Atlyginimas
label-candidate = Kandidatas
label-seats-free = Laisvų vietų
duration-months = { $months ->
    [one] { $months } mėnuo
    [few] { $months } mėnesiai
   *[other] { $months } mėnesių
}
pay-month = { $amount } € per mėnesį neatskaičius mokesčių
place = { $city }, { $country }
your-candidate = Jūsų kandidatas
country-am = Armėnija
country-ee = Estija
country-ke = Kenija
country-lt = Lietuva
country-lv = Latvija
country-ng = Nigerija
country-us = Jungtinės Valstijos

## Time

instant = { $year } m. { $month } { $day } d., { $weekday }, { $time }
date = { $year } m. { $month } { $day } d., { $weekday }
in-zone = { $instant } ({ $zone } laiku)
in-utc = { $instant } (UTC)
weekday-1 = pirmadienis
weekday-2 = antradienis
weekday-3 = trečiadienis
weekday-4 = ketvirtadienis
weekday-5 = penktadienis
weekday-6 = šeštadienis
weekday-7 = sekmadienis
month-1 = sausio
month-2 = vasario
month-3 = kovo
month-4 = balandžio
month-5 = gegužės
month-6 = birželio
month-7 = liepos
month-8 = rugpjūčio
month-9 = rugsėjo
month-10 = spalio
month-11 = lapkričio
month-12 = gruodžio
left = { $hours ->
    [0] mažiau nei valanda
    [one] { $hours } valanda
    [few] { $hours } valandos
   *[other] { $hours } valandų
}
left-days = { $days ->
    [one] { $days } diena
    [few] { $days } dienos
   *[other] { $days } dienų
}

## receipt

receipt-subject = { $programme }: gavome Jūsų paraišką ({ $reference })
receipt-preheader = Pateikta: { $at }. Išsaugokite šį laišką – tai Jūsų patvirtinimas.
receipt-kicker = Patvirtinimas
receipt-heading = Gavome Jūsų paraišką
receipt-lead = Jūsų paraiška programai „{ $programme }“ gauta laiku. Išsaugokite šį laišką: jame yra pasirašytas patvirtinimas, įrodantis, kada ją gavome.
receipt-label-submitted = Pateikta
receipt-label-deadline = Galutinis terminas
receipt-pass = Pirminė patikra parodė, kad yra viskas, ko prašo programa. Toliau paraišką skaitys žmonės. Apie sprendimą pranešime bet kuriuo atveju.
receipt-review = Prieš priimdamas sprendimą, žmogus peržiūrės toliau nurodytus dalykus. Dabar Jums nieko daryti nereikia.
receipt-fail = Pirminė patikra parodė, kad šie reikalavimai netenkinami. Jei manote, kad tai klaida, atsakykite į šį laišką ir parašykite kodėl: jį perskaitys žmogus.
receipt-action = Peržiūrėti patvirtinimą
receipt-signed = Pasirašytas patvirtinimas

## deadline-reminder

deadline-reminder-subject = Paraiškai pateikti liko { $left }
deadline-reminder-preheader = „{ $programme }“ priėmimas baigiasi: { $at }.
deadline-reminder-kicker = Terminas
deadline-reminder-heading = Paraiškai pateikti liko { $left }
deadline-reminder-lead = Pradėjote pildyti paraišką programai „{ $programme }“, bet jos dar nepateikėte. Tai, ką parašėte, išsaugota.
deadline-reminder-label-closes = Baigiasi
deadline-reminder-missing = Dar trūksta:
deadline-reminder-complete = Nieko netrūksta: perskaitykite dar kartą ir pateikite.
deadline-reminder-action = Baigti ir pateikti
deadline-reminder-calendar = Terminas: paraiška programai „{ $programme }“
deadline-reminder-note = Sekunde pavėluotos paraiškos priimti negalime. Nelaukite paskutinės valandos. Jei apsigalvojote, nieko daryti nereikia.

## shortlist-digest

shortlist-digest-subject = { $candidates ->
    [one] { $candidates } kandidatas
    [few] { $candidates } kandidatai
   *[other] { $candidates } kandidatų
} Jūsų { $openings ->
    [one] vietai
   *[other] vietoms
}
shortlist-digest-preheader = Šiandien tinkamiausi programos „{ $programme }“ kandidatai.
shortlist-digest-kicker = Atrinkti kandidatai
shortlist-digest-heading = Kandidatai Jūsų { $openings ->
    [one] vietai
   *[other] vietoms
}
shortlist-digest-lead = Nuo paskutinio mūsų laiško šioms vietoms atsirado naujų ar pasikeitusių kandidatų. Vardai iki atrankos pabaigos nerodomi, kad apie visus būtų sprendžiama pagal gebėjimus.
shortlist-digest-row = { $candidates ->
    [one] { $candidates } kandidatas
    [few] { $candidates } kandidatai
   *[other] { $candidates } kandidatų
}, geriausias atitikimas – { $best } balų
shortlist-digest-seats = laisvų vietų: { $seats }
shortlist-digest-action = Peržiūrėti kandidatus
shortlist-digest-note = Tokį laišką gaunate ne dažniau kaip kartą per dieną, o jei nieko nepasikeitė – negaunate.

## offer

offer-subject = Pasiūlymas: { $title }, { $host }
offer-preheader = Prašome atsakyti iki: { $until }.
offer-kicker = Pasiūlymas
offer-heading = { $host } norėtų dirbti su Jumis
offer-lead = Programoje „{ $programme }“ Jums parinkta ši vieta. Iki toliau nurodyto laiko ji laikoma tik Jums.
offer-label-safe = Paskutinė saugi diena
offer-safe-note = Atsakius po šios dienos, leidimui ir kelionei lieka per mažai laiko.
offer-action = Perskaityti pasiūlymą ir atsakyti
offer-note = Niekas nesprendžiama, kol tame puslapyje nepaspausite mygtuko. Nuoroda skirta tik Jums: neperduokite šio laiško kitiems.

## offer-expiring

offer-expiring-subject = Atsakyti liko { $left }: { $title }, { $host }
offer-expiring-preheader = Vieta laikoma iki: { $until }.
offer-expiring-kicker = Laukiame Jūsų atsakymo
offer-expiring-heading = Atsakyti į pasiūlymą liko { $left }
offer-expiring-lead = Vieta ({ $host }) vis dar laikoma Jums. „Ne“ – taip pat atsakymas: tada vieta iškart atiteks kitam žmogui.
offer-expiring-action = Sutikti arba atsisakyti
offer-expiring-note = Jei iki to laiko neatsakysite, pasiūlymas nustos galioti ir vieta atiteks kitam.

## offer-accepted, to the trainee

offer-accepted-subject = Sutikote: { $title }, { $host }
offer-accepted-preheader = Vieta Jūsų.
offer-accepted-kicker = Priimta
offer-accepted-heading = Vieta Jūsų
offer-accepted-lead = Priėmėte pasiūlymą ({ $host }). Įmonei pranešėme.
offer-accepted-next = Toliau – sutartis, tada leidimas ir kelionė. Prieš kiekvieną žingsnį parašysime, ko ir iki kada reikia.

## offer-accepted-host

offer-accepted-host-subject = Priimta: { $title }
offer-accepted-host-preheader = { $trainee }: pasiūlymas priimtas.
offer-accepted-host-kicker = Priimta
offer-accepted-host-heading = { $trainee }: pasiūlymas priimtas
offer-accepted-host-lead = Jūsų kandidatas priėmė pasiūlymą, vieta užimta.
offer-accepted-host-next = Dabar prašome parengti sutartį. Prieš kiekvieną leidimo žingsnį parašysime, kokių dokumentų ir iki kada reikia.

## offer-declined, to the trainee

offer-declined-subject = Atsisakėte: { $title }, { $host }
offer-declined-preheader = Dėkojame, kad atsakėte.
offer-declined-kicker = Atsisakyta
offer-declined-heading = Pasiūlymo atsisakėte
offer-declined-lead = Atsisakėte pasiūlymo ({ $host }). Dėkojame, kad atsakėte: vieta jau laisva kitam žmogui.
offer-declined-next = Programoje liekate. Jei Jums tiks kita vieta, parašysime.

## offer-declined-host

offer-declined-host-subject = Atsisakyta: { $title }
offer-declined-host-preheader = Ieškome kito kandidato.
offer-declined-host-kicker = Atsisakyta
offer-declined-host-heading = Jūsų kandidatas atsisakė
offer-declined-host-lead = Vieta vėl laisva. Tai nieko nesako apie Jūsų įmonę: žmonės apsisprendžia dėl įvairių priežasčių.
offer-declined-host-next = Vietai ieškome kito kandidato ir pranešime, kai tik jis sutiks. Jums nieko daryti nereikia.

## offer-expired, to the trainee

offer-expired-subject = Pasiūlymas nebegalioja: { $title }, { $host }
offer-expired-preheader = Laikas atsakyti baigėsi.
offer-expired-kicker = Nebegalioja
offer-expired-heading = Jūsų pasiūlymas nebegalioja
offer-expired-lead = Laikas atsakyti į pasiūlymą ({ $host }) baigėsi, todėl vieta atiteks kitam.
offer-expired-next = Esate laukiančiųjų sąraše. Jei vis dar norite dalyvauti, atsakykite į šį laišką, kad apie tai žinotume.

## offer-expired-host

offer-expired-host-subject = Neatsakyta: { $title }
offer-expired-host-preheader = Ieškome kito kandidato.
offer-expired-host-kicker = Nebegalioja
offer-expired-host-heading = Jūsų kandidatas laiku neatsakė
offer-expired-host-lead = Pasiūlymas nustojo galioti, vieta vėl laisva.
offer-expired-host-next = Vietai ieškome kito kandidato ir pranešime, kai tik jis sutiks. Jums nieko daryti nereikia.

## offer-rescinded, to the trainee

offer-rescinded-subject = Pasiūlymas atšauktas: { $title }, { $host }
offer-rescinded-preheader = Apgailestaujame. Programoje liekate.
offer-rescinded-kicker = Atšaukta
offer-rescinded-heading = Šis pasiūlymas atšauktas
offer-rescinded-lead = Pasiūlymas ({ $host }) nebegalioja. Apgailestaujame: tai ne dėl Jūsų.
offer-rescinded-next = Programoje liekate, ir kai atsilaisvins kita Jums tinkama vieta, būsite pirmoje eilėje. Jei jau ką nors pasirašėte ar užsakėte, atsakykite į šį laišką šiandien.

## offer-rescinded-host

offer-rescinded-host-subject = Pasiūlymas atšauktas: { $title }
offer-rescinded-host-preheader = Pasiūlymas nebegalioja.
offer-rescinded-host-kicker = Atšaukta
offer-rescinded-host-heading = Jūsų vietai skirtas pasiūlymas atšauktas
offer-rescinded-host-lead = Jūsų kandidatui skirtas pasiūlymas nebegalioja, jo vieta vėl laisva.
offer-rescinded-host-next = Jei to neprašėte, atsakykite į šį laišką – paaiškinsime.

footer-why-operator = Šį laišką gavote, nes vykdote programą „{ $programme }“.
footer-why-operations = Šį laišką gavote, nes prižiūrite programos „{ $programme }“ sistemą.
footer-unsubscribe = Nenorite tokių laiškų? Atsisakykite čia:
label-until = Iki
label-when = Kada
label-previous_at = Anksčiau
label-was_at = Buvo numatyta
label-ends_on = Pabaiga
label-starts_on = Pradžia
label-expires_on = Galioja iki
label-last_on = Paskutinė diena
label-host = Įmonė
label-opening = Pareigos
label-city = Miestas
label-country = Šalis
label-address = Adresas
label-meeting_url = Vaizdo skambutis
label-contact = Kontaktinis asmuo
label-bring = Turėkite su savimi
label-step = Žingsnis
label-round = Atrankos turas
label-trainee = Praktikantas
label-evaluation = Vertinimas
label-seats = Vietų
label-seats_free = Laisvų vietų
label-seats_filled = Užimtų vietų
label-offers_open = Pasiūlymų be atsakymo
label-candidates_waiting = Jūsų laukiančių kandidatų
label-openings = Siūlomų pareigų
label-awaiting_review = Peržiūrėtinų paraiškų
label-documents_to_check = Tikrintinų dokumentų
label-appeals = Apeliacijų
label-approvals = Laukia patvirtinimo
label-offers_expiring = Šiandien baigiasi pasiūlymų
label-permits_at_risk = Leidimų, kuriems gresia vėlavimas
label-submitted = Pateikta
label-submitted_last_hour = Pateikta per paskutinę valandą
label-drafts_open = Nepateiktų juodraščių
label-pairs = Porų
label-unmatched = Be poros
label-placed = Priskirta
label-programme_deadline = Programos laiku
label-blocking_pairs = Blokuojančių porų
label-input_hash = Pradinių duomenų maiša
label-route = Leidimo rūšis
label-change = Pakeitimas
label-period = Laikotarpis
label-kind = Laiško rūšis
label-oldest = Seniausias
label-rate = Dalis
label-limit = Riba
label-stream = Srautas
label-consumer = Gavėjas
span = { $begin } – { $end }

## Notices

topic-application = Paraiška
topic-interview = Pokalbis
topic-training = Mokymai
topic-ranking = Pageidavimai
topic-match = Atranka
topic-offer = Pasiūlymas
topic-placement = Stažuotė
topic-permit = Leidimas
topic-data = Jūsų duomenys
topic-partnership = Partnerystė
topic-opening = Siūloma vieta
topic-summary = Santrauka
topic-operation = Darbai
topic-service = Sistema

## verify-address

verify-address-subject = Patvirtinkite savo el. pašto adresą
verify-address-heading = Ar tai Jūsų adresas?
verify-address-lead = Kažkas – tikriausiai Jūs – šiuo adresu pradėjo pildyti paraišką programai „{ $programme }“. Patvirtinkite, kad adresas Jūsų, kad laiškai pasiektų reikiamą žmogų.
verify-address-action = Patvirtinti adresą
verify-address-after = Nuoroda veikia vieną kartą ir iki aukščiau nurodyto laiko. Jei tai ne Jūs, nieko nedarykite: nepatvirtintą adresą pašalinsime.

## draft-saved

draft-saved-subject = Jūsų paraiškos juodraštis išsaugotas
draft-saved-heading = Juodraštis išsaugotas
draft-saved-lead = Pradėjote paraišką programai „{ $programme }“. Ji išsaugota, bet dar nepateikta: kol nepateiksite, niekas jos neskaitys.
draft-saved-items = Dar trūksta:
draft-saved-action = Tęsti paraišką
draft-saved-after = Prieš terminą priminsime. Kas iki tada nepateikta, negali būti svarstoma.

## application-link

application-link-subject = Nauja nuoroda į Jūsų paraišką
application-link-heading = Jūsų nauja nuoroda
application-link-lead = Kažkas – tikriausiai Jūs – paprašė naujos nuorodos į Jūsų paraišką programai „{ $programme }“.
application-link-action = Atverti paraišką
application-link-after = Nuoroda veikia vieną kartą ir šešiasdešimt dienų. Jei neprašėte, nieko nedarykite: ją gavote tik Jūs.

## call-opens

call-opens-subject = Jau galima teikti paraiškas programai „{ $programme }“
call-opens-heading = Paraiškų priėmimas prasidėjo
call-opens-lead = Prašėte pranešti, kada galėsite teikti paraišką programai „{ $programme }“. Dabar jau galite.
call-opens-action = Pradėti paraišką
call-opens-after = Juodraštį galite išsaugoti ir baigti vėliau. Po termino gautos paraiškos negali būti svarstomos.

## deadline-moved

deadline-moved-subject = Naujas terminas: { $at }
deadline-moved-heading = Terminas perkeltas
deadline-moved-lead = Programos „{ $programme }“ terminas pasikeitė, jis nurodytas toliau. Jūsų juodraštis lieka toks, koks buvo.
deadline-moved-items = Dar trūksta:
deadline-moved-action = Baigti ir pateikti
deadline-moved-after = Nuo šiol galioja tik naujas laikas. Pridėtas kalendoriaus failas pakeičia ankstesnįjį.

## draft-expired

draft-expired-subject = Terminas baigėsi, Jūsų juodraštis nepateiktas
draft-expired-heading = Terminas baigėsi
draft-expired-lead = Pasibaigus terminui Jūsų paraiška programai „{ $programme }“ tebebuvo juodraštis, todėl ji negali būti svarstoma.
draft-expired-after = Jūsų juodraščio niekas neskaitė. Nieko daryti nereikia. Jei paraišką vis dėlto pateikėte ir turite patvirtinimą, atsakykite į šį laišką ir jį pridėkite.

## ineligible

ineligible-subject = Jūsų paraiška neatitinka reikalavimo
ineligible-heading = Reikalavimas netenkinamas
ineligible-lead = Patikrinome Jūsų paraišką programai „{ $programme }“ pagal jos taisykles. Tokia, kokia yra, ji negali būti svarstoma toliau. Priežastis nurodyta toliau.
ineligible-items = Kitos priežastys:
ineligible-action = Prašyti peržiūrėti dar kartą
ineligible-after = Jei manote, kad tai klaida, paprašykite peržiūrėti: paraišką dar kartą perskaitys žmogus. Kitaip ji lieka uždaryta.

## documents-missing

documents-missing-subject = Jūsų paraiškai trūksta dokumentų
documents-missing-heading = Trūksta dokumentų
documents-missing-lead = Jūsų paraiška programai „{ $programme }“ peržiūrima. Kad galėtume nuspręsti, reikia toliau nurodytų dokumentų.
documents-missing-items = Dar trūksta:
documents-missing-action = Siųsti dokumentus
documents-missing-after = Be jų tęsti negalime, ir po aukščiau nurodyto laiko paraiška bus uždaryta. Jei kurio nors laiku gauti nepavyksta, atsakykite į šį laišką ir parašykite kodėl.

## interview-invitation

interview-calendar = Pokalbis: { $title }
interview-invitation-subject = Pokalbis su { $host }: { $at }
interview-invitation-heading = Pokalbis su { $host }
interview-invitation-lead = { $host } norėtų su Jumis pasikalbėti. Toliau nurodytas laikas – Jūsų laiko juostos; jis yra ir pridėtame kalendoriaus faile.
interview-invitation-action = Patvirtinti pokalbį
interview-invitation-after = Jei laikas netinka, tame pačiame puslapyje galite prašyti kito. Padarykite tai kuo anksčiau.

## interview-moved

interview-moved-subject = Naujas pokalbio su { $host } laikas: { $at }
interview-moved-heading = Pokalbis perkeltas
interview-moved-lead = Jūsų pokalbio su { $host } laikas pasikeitė. Pridėtas kalendoriaus failas pakeičia ankstesnį įrašą.
interview-moved-action = Patvirtinti naują laiką
interview-moved-after = Jei naujas laikas netinka, tame pačiame puslapyje galite prašyti kito.

## interview-cancelled

interview-cancelled-subject = Jūsų pokalbis su { $host } atšauktas
interview-cancelled-heading = Pokalbis atšauktas
interview-cancelled-lead = Toliau nurodytu laiku pokalbis su { $host } nevyks. Pridėtas kalendoriaus failas pašalina jį iš Jūsų kalendoriaus.
interview-cancelled-after = Nieko daryti nereikia. Jei bus kitas pokalbis, gausite naują kvietimą.

## admitted

admitted-subject = Esate priimti į programą „{ $programme }“
admitted-heading = Esate priimti
admitted-lead = Jūsų paraiška priimta: programoje „{ $programme }“ Jums yra vieta.
admitted-action = Sužinoti, kas toliau
admitted-after = Dabar nieko daryti nereikia: prieš mokymus parašysime. Jei vietos užimti negalite, atsakykite į šį laišką, kad ji atitektų žmogui iš laukiančiųjų sąrašo.

## waitlisted

waitlisted-subject = Esate programos „{ $programme }“ laukiančiųjų sąraše
waitlisted-heading = Esate laukiančiųjų sąraše
waitlisted-lead = Jūsų paraiška programai „{ $programme }“ gera, bet šiuo metu visos vietos užimtos. Esate laukiančiųjų sąraše.
waitlisted-after = Nieko daryti nereikia. Kai Jums atsiras vieta, iškart parašysime. Jei dalyvauti nebenorite, atsakykite į šį laišką.

## rejected

rejected-subject = Jūsų paraiška programai „{ $programme }“
rejected-heading = Vietos pasiūlyti negalime
rejected-lead = Dėkojame, kad teikėte paraišką programai „{ $programme }“. Ją atidžiai perskaitėme ir šį kartą vietos pasiūlyti negalime.
rejected-after = Galite teikti paraišką kitą kartą. Jei norite daugiau sužinoti apie sprendimą, atsakykite į šį laišką.

## training-starts

training-starts-subject = Jūsų mokymai prasideda { $at }
training-starts-heading = Prasideda Jūsų mokymai
training-starts-lead = Programos „{ $programme }“ mokymai prasideda toliau nurodytu Jūsų laiko juostos laiku. Iš anksto išbandykite prieigą.
training-starts-action = Atverti mokymus
training-starts-after = Jei tada pradėti negalite, atsakykite į šį laišką šiandien – kartu rasime išeitį.

## training-behind

training-behind-subject = Mokymai: { $count ->
    [one] nebaigta { $count } dalis
    [few] nebaigtos { $count } dalys
   *[other] nebaigta { $count } dalių
}
training-behind-heading = Atsiliekate nuo plano
training-behind-lead = { $count ->
    [one] { $count } mokymų dalis jau turėtų būti baigta, bet dar nebaigta.
    [few] { $count } mokymų dalys jau turėtų būti baigtos, bet dar nebaigtos.
   *[other] { $count } mokymų dalių jau turėtų būti baigta, bet dar nebaigta.
}
training-behind-items = Dar nebaigta:
training-behind-action = Tęsti mokymus
training-behind-after = Pasivykite planą iki aukščiau nurodyto laiko. Kas atsilieka, tam negalima parinkti įmonės. Jei kas nors trukdo, atsakykite į šį laišką: galime padėti.

## rank-hosts

rank-hosts-subject = Įmonėms išrikiuoti liko { $left }
rank-hosts-heading = Kurias įmones rinktumėtės?
rank-hosts-lead = { $count ->
    [one] Jums tinka { $count } vieta. Pasakykite, ar jos norite.
    [few] Jums tinka { $count } vietos. Išrikiuokite tas, kurių norite.
   *[other] Jums tinka { $count } vietų. Išrikiuokite tas, kurių norite.
} Atrankos ture pirmiausia žiūrima Jūsų eilės tvarkos.
rank-hosts-action = Išrikiuoti įmones
rank-hosts-after = Tvarką galite keisti iki aukščiau nurodyto laiko. Jei nieko neišrikiuosite, tvarką nulems tai, kaip kuri vieta Jums tinka.

## match-result

match-result-subject = Atrankos rezultatas: šį kartą vietos neradome
match-result-heading = Šį kartą vietos neradome
match-result-lead = Atrankos turas baigtas. Šį kartą tarp Jūsų pasirinktų ir Jums tinkamų vietų laisvos neliko.
match-result-after = Programoje liekate ir dalyvausite kitame ture. Nieko daryti nereikia.

## opening-cancelled

opening-cancelled-subject = Atšaukta: { $opening }, { $host }
opening-cancelled-heading = Jūsų pasirinkta vieta atšaukta
opening-cancelled-lead = { $host } šios vietos nebesiūlo. Tai nesusiję su Jumis.
opening-cancelled-action = Peržiūrėti eilės tvarką
opening-cancelled-after = Kitos Jūsų pasirinktos vietos pasislenka aukštyn. Nieko daryti nereikia.

## contract-due

contract-due-subject = Pasirašykite sutartį su { $host }
contract-due-heading = Sutartis paruošta pasirašyti
contract-due-lead = Jūsų stažuotės sutartis ({ $host }) paruošta. Perskaitykite ją ir pasirašykite iki toliau nurodyto laiko.
contract-due-action = Perskaityti ir pasirašyti
contract-due-after = Leidimo galima prašyti tik turint pasirašytą sutartį. Jei ji vėluos, gali tekti nukelti pradžią. Jei kas nors joje netikslu, prieš pasirašydami atsakykite į šį laišką.

## permit-step

permit-step-subject = { $step ->
    [permit_filed] Dėl Jūsų leidimo kreiptasi
    [permit_granted] Leidimas Jums suteiktas
    [permit_refused] Leidimas Jums nesuteiktas
    [appeal_filed] Jūsų skundas pateiktas
   *[other] Naujienos apie Jūsų leidimą
}
permit-step-heading = { $step ->
    [permit_filed] Dėl Jūsų leidimo kreiptasi
    [permit_granted] Leidimas Jums suteiktas
    [permit_refused] Leidimas Jums nesuteiktas
    [appeal_filed] Jūsų skundas pateiktas
   *[other] Naujienos apie Jūsų leidimą
}
permit-step-lead = { $step ->
    [permit_filed] Prašymas dėl Jūsų leidimo pateiktas ({ $country }). Dabar sprendžia institucijos.
    [permit_granted] Jūsų leidimas suteiktas ({ $country }). Galite planuoti kelionę.
    [permit_refused] Jūsų leidimas nesuteiktas ({ $country }). Apgailestaujame. Tai dar nereiškia, kad stažuotė prarasta.
    [appeal_filed] Skundas dėl nesuteikto leidimo pateiktas ({ $country }).
   *[other] Pasikeitė kažkas, kas susiję su Jūsų leidimu ({ $country }).
}
permit-step-items = Kas toliau:
permit-step-action = Peržiūrėti leidimą
permit-step-after = { $step ->
    [permit_filed] Kelionės dar neužsakykite. Parašysime, kai tik bus sprendimas.
    [permit_granted] Patikrinkite leidime nurodytą vardą ir datas; jei kas netikslu, iškart praneškite.
    [permit_refused] Kartu ieškosime, ką galima padaryti. Kol neparašysime, nieko neužsakykite ir neatšaukite.
    [appeal_filed] Parašysime, kai tik bus sprendimas.
   *[other] Nieko daryti nereikia, nebent puslapyje nurodyta kitaip.
}

## permit-at-risk

permit-at-risk-subject = Jūsų leidimas gali vėluoti
permit-at-risk-heading = Jūsų leidimas gali vėluoti
permit-at-risk-lead = Pagal šiandienos planą iki pradžios Jūsų leidimo gali dar nebūti ({ $country }). Dar yra laiko ką nors padaryti.
permit-at-risk-items = Kas dabar padėtų:
permit-at-risk-action = Sužinoti, kas padėtų
permit-at-risk-after = Jei leidimo laiku nebus, pradžia nukeliama arba ieškoma kitos vietos. Be Jūsų nieko nesprendžiame.

## travel-pack

travel-pack-subject = Jūsų kelionė ({ $city }): liko { $left }
travel-pack-heading = Jūsų kelionė: { $city }
travel-pack-lead = Iki atvykimo ({ $city }) liko { $left }. Štai ko prireiks kelyje.
travel-pack-items = Turėkite su savimi:
travel-pack-action = Atverti kelionės informaciją
travel-pack-after = Jei pasikeis skrydis ar ko nors trūks, iškart atsakykite į šį laišką: jį skaitome ir kelionės dienomis.

## first-day

first-day-subject = Jūsų pirmoji diena: { $host }
first-day-heading = Jūsų pirmoji diena: { $host }
first-day-lead = { $host } laukia Jūsų toliau nurodytu laiku ir vietoje.
first-day-items = Atsineškite:
first-day-action = Žiūrėti kelią
first-day-after = Jei negalite atvykti ar vėluojate, paskambinkite aukščiau nurodytam asmeniui ir atsakykite į šį laišką.

## mid-review

mid-review-subject = Praėjo pusė stažuotės ({ $host }): kaip sekasi?
mid-review-heading = Kaip sekasi?
mid-review-lead = Praėjo pusė Jūsų stažuotės ({ $host }). Atsakykite į kelis klausimus, kad dar galėtume pakeisti tai, kas galėtų būti geriau.
mid-review-action = Atsakyti į klausimus
mid-review-after = Tai užtruks apie penkias minutes. Įmonė matys tik tai, kuo sutiksite pasidalyti.

## placement-ends

placement-ends-subject = Jūsų stažuotė ({ $host }) netrukus baigsis
placement-ends-heading = Stažuotė netrukus baigsis
placement-ends-lead = Jūsų stažuotė ({ $host }) baigiasi: { $ends_on }. Prieš tai reikia sutvarkyti kelis dalykus.
placement-ends-items = Prieš išvykstant:
placement-ends-action = Peržiūrėti, kas liko
placement-ends-after = Jei liekate ilgiau ar išvykstate anksčiau, atsakykite į šį laišką, kad tiktų leidimas ir draudimas.

## permit-expiring

permit-expiring-subject = Jūsų leidimas nustos galioti po { $count ->
    [one] { $count } dienos
   *[other] { $count } dienų
}
permit-expiring-heading = Leidimo galiojimo pabaiga: { $expires_on }
permit-expiring-lead = Jūsų leidimas ({ $country }) galioja iki: { $expires_on }. Pasakykite, ar jį pratęsite, ar iki tos dienos išvyksite.
permit-expiring-action = Pranešti planą
permit-expiring-after = Pratęsti prašoma, kol leidimas galioja. Likti be jo draudžiama, ir tai gali sutrukdyti gauti leidimą vėliau.

## stay-or-return

stay-or-return-subject = Po stažuotės: liekate ar grįžtate?
stay-or-return-heading = Liekate ar grįžtate?
stay-or-return-lead = Jūsų stažuotė baigiasi: { $ends_on }. Pasakykite, ką planuojate, kad laiku padėtume – dėl darbo ir leidimo arba dėl grįžimo.
stay-or-return-action = Pranešti planą
stay-or-return-after = Tai Jūsų neįpareigoja. Neatsakius rengsimės Jūsų grįžimui.

## reintegration

reintegration-subject = Pagalba sugrįžus
reintegration-heading = Sveiki sugrįžę
reintegration-lead = Grįžote po programos „{ $programme }“ stažuotės. Du mėnesius galite gauti pagalbos vėl įsikuriant: dėl darbo, dokumentų ar tiesiog pasikalbėti.
reintegration-items = Ką galime pasiūlyti:
reintegration-action = Pasirinkti pagalbą
reintegration-after = Tai nieko nekainuoja. Jei nereikia, nieko nedarykite.

## outcome-questions

outcome-questions-subject = { $count ->
    [one] Praėjo { $count } mėnuo po stažuotės: kaip Jums sekasi?
    [few] Praėjo { $count } mėnesiai po stažuotės: kaip Jums sekasi?
   *[other] Praėjo { $count } mėnesių po stažuotės: kaip Jums sekasi?
}
outcome-questions-heading = Kaip Jums dabar sekasi?
outcome-questions-lead = { $count ->
    [one] Po stažuotės praėjo { $count } mėnuo.
    [few] Po stažuotės praėjo { $count } mėnesiai.
   *[other] Po stažuotės praėjo { $count } mėnesių.
} Pasakykite, ką veikiate dabar. Tai parodo, kuo programa naudinga, o kuo ne.
outcome-questions-action = Atsakyti į tris klausimus
outcome-questions-after = Atsakymai skaičiuojami be Jūsų vardo. Neatsakius įrašysime „nežinoma“.

## data-export-ready

data-export-ready-subject = Jūsų duomenų kopija parengta
data-export-ready-heading = Jūsų duomenų kopija parengta
data-export-ready-lead = Prašėte kopijos visko, ką apie Jus žino „{ $programme }“. Ją jau galite atsisiųsti.
data-export-ready-action = Atsisiųsti duomenis
data-export-ready-after = Nuoroda veikia iki aukščiau nurodyto laiko, paskui kopija ištrinama. Jei jos neprašėte, iškart atsakykite į šį laišką.

## erased

erased-subject = Jūsų duomenys ištrinti
erased-heading = Jūsų duomenys ištrinti
erased-lead = Kaip prašyta, ištrynėme Jūsų duomenis iš programos „{ $programme }“. Tai, ką saugoti įpareigoja įstatymas, saugoma be Jūsų vardo.
erased-after = Tai paskutinis mūsų laiškas Jums; kartu ištrintas ir šis adresas. Nieko daryti nereikia.

## host-invitation

host-invitation-subject = Kvietimas dalyvauti programoje „{ $programme }“
host-invitation-heading = Dalyvaukite programoje „{ $programme }“
host-invitation-lead = Norėtume bendradarbiauti su Jūsų įmone programoje „{ $programme }“. Jūs siūlote vietas, mes – žmones, kurių gebėjimai tinka, o renkasi abi pusės. Puslapyje rasite sutartį, kainą ir tai, ko reikės iš Jūsų.
host-invitation-action = Perskaityti sutartį
host-invitation-after = Atsakykite iki aukščiau nurodyto laiko. Jei tai ne Jums, tame pačiame puslapyje pakanka pasakyti „ne“, ir daugiau neberašysime.

## confirm-opening

confirm-opening-subject = Ar šis skelbimas tebegalioja? { $opening }
confirm-opening-heading = Ar šis skelbimas tebegalioja?
confirm-opening-lead = Prieš parodydami jį žmonėms prašome dar kartą peržiūrėti, ką siūlote: vietų skaičių, pradžią, atlyginimą ir reikalingus gebėjimus.
confirm-opening-action = Patvirtinti arba pakeisti
confirm-opening-after = Kas nepatvirtinta iki aukščiau nurodyto laiko, šiame ture niekam nerodoma.

## answer-overdue

answer-overdue-subject = { $count ->
    [one] Jūsų atsakymo laukia { $count } kandidatas
    [few] Jūsų atsakymo laukia { $count } kandidatai
   *[other] Jūsų atsakymo laukia { $count } kandidatų
}: { $opening }
answer-overdue-heading = Laukiame Jūsų atsakymo
answer-overdue-lead = { $count ->
    [one] Dėl šios vietos Jūsų atsakymo laukia { $count } kandidatas.
    [few] Dėl šios vietos Jūsų atsakymo laukia { $count } kandidatai.
   *[other] Dėl šios vietos Jūsų atsakymo laukia { $count } kandidatų.
} Kol neatsakysite, niekas negali planuoti.
answer-overdue-action = Atsakyti dabar
answer-overdue-after = Neatsakius iki aukščiau nurodyto laiko Jūsų skelbimai sustabdomi, o kandidatams rodomi kiti.

## host-paused

host-paused-subject = Jūsų skelbimai sustabdyti
host-paused-heading = Jūsų skelbimai sustabdyti
host-paused-lead = Du kartus negavome Jūsų atsakymo, todėl Jūsų skelbimai programoje „{ $programme }“ sustabdyti: kandidatai jiems nesiūlomi.
host-paused-action = Vėl dalyvauti
host-paused-after = Kad tęstume, pakanka vieno atsakymo tame puslapyje. Jau išsiųsti pasiūlymai galioja.

## interview-host

interview-host-subject = { $state ->
    [cancelled] Pokalbis ({ $opening }) atšauktas
   *[other] { $sequence ->
        [0] Pokalbis ({ $opening }): { $at }
       *[other] Naujas pokalbio laikas ({ $opening }): { $at }
    }
}
interview-host-heading = { $state ->
    [cancelled] Pokalbis atšauktas
   *[other] { $sequence ->
        [0] Pokalbis dėl Jūsų siūlomos vietos
       *[other] Pokalbis perkeltas
    }
}
interview-host-lead = { $state ->
    [cancelled] Toliau nurodytu laiku pokalbis ({ $opening }) nevyks. Pridėtas kalendoriaus failas pašalina jį iš Jūsų kalendoriaus.
   *[other] { $sequence ->
        [0] Pokalbis ({ $opening }) suderintas. Laikas yra pridėtame kalendoriaus faile.
       *[other] Pokalbio ({ $opening }) laikas pasikeitė. Pridėtas kalendoriaus failas pakeičia ankstesnį įrašą.
    }
}
interview-host-action = Peržiūrėti pokalbį
interview-host-after = { $state ->
    [cancelled] Nieko daryti nereikia. Jei bus kitas pokalbis, gausite naują kvietimą.
   *[other] Jei laikas netinka, tame pačiame puslapyje galite pasiūlyti kitą. Padarykite tai kuo anksčiau.
}

## rank-candidates

rank-candidates-subject = Kandidatams išrikiuoti liko { $left }: { $opening }
rank-candidates-heading = Ką rinktumėtės?
rank-candidates-lead = { $count ->
    [one] Šiai vietai tinka { $count } kandidatas. Pasakykite, ar jį priimtumėte.
    [few] Šiai vietai tinka { $count } kandidatai. Išrikiuokite tuos, kuriuos priimtumėte.
   *[other] Šiai vietai tinka { $count } kandidatų. Išrikiuokite tuos, kuriuos priimtumėte.
} Vardai iki atrankos pabaigos nerodomi.
rank-candidates-action = Išrikiuoti kandidatus
rank-candidates-after = Tvarką galite keisti iki aukščiau nurodyto laiko. Jei nieko neišrikiuosite, tvarką nulems tai, kaip kuris kandidatas tinka.

## match-result-host

match-result-host-subject = Atrankos rezultatas: { $count ->
    [0] šį kartą porų nėra
    [one] { $count } pora
    [few] { $count } poros
   *[other] { $count } porų
}
match-result-host-heading = Atrankos turas baigtas
match-result-host-lead = { $count ->
    [0] Šį kartą Jūsų vietoms niekas nepriskirtas.
    [one] Kandidatas parinktas { $count } Jūsų vietai. Pasiūlymas išsiunčiamas dabar.
    [few] Kandidatai parinkti { $count } Jūsų vietoms. Pasiūlymai išsiunčiami dabar.
   *[other] Kandidatai parinkti { $count } Jūsų vietų. Pasiūlymai išsiunčiami dabar.
}
match-result-host-items = Jūsų siūlomos vietos:
match-result-host-action = Peržiūrėti rezultatą
match-result-host-after = Rezultatas patikrintas: nėra kandidato ir įmonės, kurie vienas kitą rinktųsi labiau nei tai, ką gavo.{ $count ->
    [0] {""}
   *[other] {" "}Pranešime apie atsakymą į kiekvieną pasiūlymą.
}

## next-candidate

next-candidate-subject = Kitas kandidatas: { $opening }
next-candidate-heading = Vieta pasiūlyta kitam kandidatui
next-candidate-lead = Ši vieta buvo laisva, ir pasiūlymą gavo kitas Jūsų sąrašo kandidatas. Atsakyti jis gali iki toliau nurodyto laiko.
next-candidate-action = Peržiūrėti kandidatą
next-candidate-after = Nieko daryti nereikia. Pranešime, kai tik bus atsakymas.

## candidate-withdrew

candidate-withdrew-subject = Kandidatas pasitraukė: { $opening }
candidate-withdrew-heading = Kandidatas pasitraukė
candidate-withdrew-lead = Kandidatas iš Jūsų sąrašo šiai vietai nebedalyvauja. Žmonės pasitraukia dėl įvairių priežasčių; tai nieko nesako apie Jūsų įmonę.
candidate-withdrew-action = Peržiūrėti kandidatus
candidate-withdrew-after = Kiti Jūsų sąrašo kandidatai pasislenka aukštyn. Nieko daryti nereikia.

## permit-papers

permit-papers-subject = Leidimui reikia dokumentų iki: { $at }
permit-papers-heading = Mums reikia Jūsų dokumentų
permit-papers-lead = Leidimui gauti ({ $trainee }) iš Jūsų įmonės reikia toliau nurodytų dokumentų.
permit-papers-items = Atsiųskite:
permit-papers-action = Siųsti dokumentus
permit-papers-after = Aukščiau nurodytas laikas – paskutinis, kai leidimas dar gali spėti iki pradžios. Vėliau pradžią teks nukelti.

## arrival

arrival-subject = { $trainee } atvyksta { $at }
arrival-heading = { $trainee } atvyksta
arrival-lead = Jūsų praktikantas atvyksta ({ $city }) toliau nurodytu laiku.
arrival-items = Paruoškite:
arrival-action = Peržiūrėti atvykimo planą
arrival-after = Jei niekas negali pasitikti, atsakykite į šį laišką, ir rasime, kas gali.

## evaluation-due

evaluation-due-subject = Laukiame Jūsų vertinimo: { $trainee }
evaluation-due-heading = Įvertinkite stažuotę
evaluation-due-lead = Papasakokite, kaip sekasi dirbti ({ $trainee }). Tai užtruks apie penkias minutes.
evaluation-due-action = Rašyti vertinimą
evaluation-due-after = Jį skaitys ir praktikantas. Be vertinimo stažuotės patvirtinti negalima.

## seats-unused

seats-unused-subject = { $count ->
    [one] { $count } vieta nenaudojama
    [few] { $count } vietos nenaudojamos
   *[other] { $count } vietų nenaudojama
}
seats-unused-heading = { $count ->
    [one] Nenaudojama { $count } Jūsų vieta
    [few] Nenaudojamos { $count } Jūsų vietos
   *[other] Nenaudojama { $count } Jūsų vietų
}
seats-unused-lead = Vietos laikomos Jums, bet neužimtos ir niekam nepasiūlytos. Ar jų dar reikia?
seats-unused-items = Pagal pareigas:
seats-unused-action = Pasilikti arba grąžinti
seats-unused-after = Grąžintos vietos pravers kitiems. Neatsakius jos laikomos, kol turas užrakinamas.

## weekly-summary

weekly-summary-subject = Jūsų savaitė programoje „{ $programme }“
weekly-summary-heading = Savaitė trumpai
weekly-summary-lead = Tokia Jūsų siūlomų vietų padėtis.
weekly-summary-items = Laukia Jūsų:
weekly-summary-action = Atverti savo puslapį
weekly-summary-after = Šis laiškas siunčiamas kartą per savaitę, o jei nieko nevyko – nesiunčiamas.

## work-list

work-list-subject = { $count ->
    [0] Šiandien niekas Jūsų nelaukia
    [one] Šiandien Jūsų laukia { $count } darbas
    [few] Šiandien Jūsų laukia { $count } darbai
   *[other] Šiandien Jūsų laukia { $count } darbų
}
work-list-heading = Kas laukia šiandien
work-list-lead = Programos „{ $programme }“ atvejai, kuriems reikia žmogaus.
work-list-items = Pirmiausia:
work-list-action = Atverti darbų sąrašą
work-list-after = Ilgiausiai laukiantys yra sąrašo viršuje.

## last-day-surge

last-day-surge-subject = Paskutinės valandos iki termino: { $count ->
    [one] nepateiktas { $count } juodraštis
    [few] nepateikti { $count } juodraščiai
   *[other] nepateikta { $count } juodraščių
}
last-day-surge-heading = Paskutinės valandos iki termino
last-day-surge-lead = { $count ->
    [one] Dar nepateiktas { $count } juodraštis.
    [few] Dar nepateikti { $count } juodraščiai.
   *[other] Dar nepateikta { $count } juodraščių.
} Daugiausia paraiškų gaunama būtent tada.
last-day-surge-action = Stebėti priėmimą
last-day-surge-after = Kol terminas nepasibaigė, nekeiskite formų ir taisyklių.

## second-approval

second-approval-subject = Turui reikia antro patvirtinimo: { $round }
second-approval-heading = Turui reikia antro patvirtinimo
second-approval-lead = { $round }: rezultatas patvirtintas vieną kartą. Programoje „{ $programme }“ tvirtina du skirtingi žmonės: dar trūksta antrojo patvirtinimo.
second-approval-action = Patikrinti ir patvirtinti
second-approval-after = Iki tol joks pasiūlymas neišsiunčiamas. Jei kas nors kelia abejonių, grąžinkite tame pačiame puslapyje.

## round-published

round-published-subject = Paskelbtas turas: { $round }
round-published-heading = Turas paskelbtas
round-published-lead = { $round }: rezultatas paskelbtas, pasiūlymai išsiunčiami. Tikrintuvo skaičiai – toliau.
round-published-action = Atverti patikros ataskaitą
round-published-after = Pagal pradinius duomenis ir sėklą rezultatą gali perskaičiuoti bet kas: kaip – parašyta puslapyje.

## offers-expiring-today

offers-expiring-today-subject = { $count ->
    [one] Šiandien baigiasi { $count } pasiūlymas
    [few] Šiandien baigiasi { $count } pasiūlymai
   *[other] Šiandien baigiasi { $count } pasiūlymų
}
offers-expiring-today-heading = Šiandien baigiasi pasiūlymai
offers-expiring-today-lead = { $count ->
    [one] { $count } pasiūlymas be atsakymo baigiasi šiandien.
    [few] { $count } pasiūlymai be atsakymo baigiasi šiandien.
   *[other] { $count } pasiūlymų be atsakymo baigiasi šiandien.
} Žmonėms priminta; dažnai padeda skambutis.
offers-expiring-today-items = Laiko tvarka:
offers-expiring-today-action = Peržiūrėti pasiūlymus
offers-expiring-today-after = Pasibaigęs pasiūlymas atlaisvina vietą, ir ji iškart siūloma kitam kandidatui.

## permit-refused

permit-refused-subject = { $programme }: leidimas nesuteiktas ({ $reference })
permit-refused-heading = Leidimas nesuteiktas
permit-refused-lead = Šios stažuotės leidimas nesuteiktas ({ $country }).
permit-refused-action = Spręsti: skųsti ar baigti
permit-refused-after = Laiku neapskundus sprendimas galutinis, stažuotė panaikinama, o jos vieta atsilaisvina.

## quota-closed

quota-closed-subject = Leidimų kvota išnaudota: { $route }
quota-closed-heading = Leidimų kvota išnaudota
quota-closed-lead = { $count ->
    [0] Tai nepaliečia nė vienos stažuotės ar poros.
    [one] Šis kelias nebetinka { $count } stažuotei ar porai.
   *[other] Šis kelias nebetinka { $count } stažuočių ar porų.
} Visos poros patikrintos iš naujo.
quota-closed-items = Paliesta:
quota-closed-action = Žiūrėti, ką tai paliečia
quota-closed-after = Nauji turai šio kelio nebenaudos savaime. Dėl jau sudarytų porų turi nuspręsti žmogus.

## bulk-change-done

bulk-change-done-subject = Atlikta: { $change } ({ $count ->
    [one] { $count } eilutė
    [few] { $count } eilutės
   *[other] { $count } eilučių
})
bulk-change-done-heading = Pakeitimas atliktas
bulk-change-done-lead = { $count ->
    [one] Kaip prašėte, pakeista { $count } eilutė.
    [few] Kaip prašėte, pakeistos { $count } eilutės.
   *[other] Kaip prašėte, pakeista { $count } eilučių.
}
bulk-change-done-action = Peržiūrėti arba atšaukti
bulk-change-done-after = Atšaukti galima iki aukščiau nurodyto laiko. Jau išsiųstų laiškų susigrąžinti negalima.

## erasure-due

erasure-due-subject = Reikia ištrinti žmogaus duomenis: liko { $left }
erasure-due-heading = Reikia ištrinti duomenis
erasure-due-lead = Žmogus prašė ištrinti jo duomenis. Įstatymas duoda laiko iki toliau nurodytos valandos.
erasure-due-action = Patikrinti ir ištrinti
erasure-due-after = Puslapyje nurodyta, kas ištrinama, ką būtina saugoti ir kodėl.

## funder-report

funder-report-subject = Ataskaita finansuotojui parengta: { $period }
funder-report-heading = Ataskaita finansuotojui parengta
funder-report-lead = Programos „{ $programme }“ ataskaita ({ $period }) sudaryta iš įrašų; ją galima tikrinti.
funder-report-action = Skaityti ataskaitą
funder-report-after = Savaime ji niekam nesiunčiama. Patikrinkite ir perduokite.

## messages-overdue

messages-overdue-subject = { $count ->
    [one] { $count } laiškas suplanuotas, bet neišsiųstas
    [few] { $count } laiškai suplanuoti, bet neišsiųsti
   *[other] { $count } laiškų suplanuota, bet neišsiųsta
}: { $kind }
messages-overdue-heading = Laiškai suplanuoti, bet neišsiųsti
messages-overdue-lead = { $count ->
    [one] { $count } toliau nurodytos rūšies laiškas turėjo būti išsiųstas, bet neišėjo.
    [few] { $count } toliau nurodytos rūšies laiškai turėjo būti išsiųsti, bet neišėjo.
   *[other] { $count } toliau nurodytos rūšies laiškų turėjo būti išsiųsta, bet neišėjo.
}
messages-overdue-action = Atverti laiškų knygą
messages-overdue-after = Pažiūrėkite, ar veikia siuntėjas ir ar atsako pašto serveris. Niekas neprarasta: kas laukia, išeis, kai jie veiks.

## messages-uncertain

messages-uncertain-subject = { $count ->
    [one] Dėl { $count } laiško abejojama
   *[other] Dėl { $count } laiškų abejojama
}
messages-uncertain-heading = Abejotini laiškai
messages-uncertain-lead = { $count ->
    [one] Nežinoma, ar pašto serveris priėmė { $count } laišką.
    [few] Nežinoma, ar pašto serveris priėmė { $count } laiškus.
   *[other] Nežinoma, ar pašto serveris priėmė { $count } laiškų.
} Laukiama sprendimo.
messages-uncertain-action = Spręsti
messages-uncertain-after = Palyginkite su serverio žurnalu, tada kiekvieną išleiskite arba atšaukite. Be sprendimo jie nesiunčiami.

## bounce-rate

bounce-rate-subject = Grįžta per daug laiškų: { $rate }
bounce-rate-heading = Grįžta per daug laiškų
bounce-rate-lead = Grįžo { $rate } paskutinės paros laiškų. Riba – { $limit }.
bounce-rate-action = Žiūrėti, kas grįžo
bounce-rate-after = Peržiūrėkite priežastis prieš siųsdami toliau: pašto tiekėjai ima atmesti siuntėjus, kurių laiškų daug grįžta.

## backlog-age

backlog-age-subject = Įvykiai laukia per ilgai: { $stream }
backlog-age-heading = Įvykiai laukia per ilgai
backlog-age-lead = Seniausias srauto { $stream } įvykis laukia { $oldest }. Riba – { $limit }.
backlog-age-action = Atverti stebėseną
backlog-age-after = Pažiūrėkite, ar veikia jo gavėjai. Įvykiai saugomi, taigi niekas neprarasta.

## redelivery-spike

redelivery-spike-subject = Įvykiai pristatomi vis iš naujo: { $consumer }
redelivery-spike-heading = Įvykiai pristatomi vis iš naujo
redelivery-spike-lead = { $count ->
    [one] Per paskutinę valandą { $count } įvykis gavėjui { $consumer } pristatytas ne vieną kartą.
    [few] Per paskutinę valandą { $count } įvykiai gavėjui { $consumer } pristatyti ne vieną kartą.
   *[other] Per paskutinę valandą { $count } įvykių gavėjui { $consumer } pristatyta ne vieną kartą.
}
redelivery-spike-action = Atverti stebėseną
redelivery-spike-after = Peržiūrėkite klaidas žurnale. Po per daug bandymų įvykis patenka tarp nepristatytų ir ten laukia.

## backup-drill

backup-drill-subject = Metas pratyboms: atkurti atsarginę kopiją
backup-drill-heading = Atkurkite atsarginę kopiją pratyboms
backup-drill-lead = Kartą per ketvirtį atsarginė kopija atkuriama atskirame kompiuteryje, kad žinotume, jog ji veikia.
backup-drill-items = Žingsniai:
backup-drill-action = Atverti instrukciją
backup-drill-after = Padarykite tai iki aukščiau nurodyto laiko ir užrašykite, kiek truko. Kopija, kurios niekas neatkūrė, – tik viltis.

## digest

digest-subject = { $programme }: { $count ->
    [one] { $count } pranešimas šiandien
    [few] { $count } pranešimai šiandien
   *[other] { $count } pranešimų šiandien
}
digest-heading = Šiandien – viename laiške
digest-lead = Neskubius pranešimus sudedame į vieną laišką per dieną.
digest-items = Šiandien:
digest-action = Atverti savo puslapį
digest-after = Skubūs pranešimai pasiekia Jus iškart.
