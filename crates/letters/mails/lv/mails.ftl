# Visi vēstuļu vārdi latviski. Atslēgas ir tās pašas, kas angļu failā.

## Layout

greeting = Labdien, { $name }!
footer-why-applicant = Jūs saņemat šo vēstuli, jo piesakāties programmai “{ $programme }”. Tā nosūtīta vienreiz un tikai Jums.
footer-why-host = Jūs saņemat šo vēstuli, jo Jūsu uzņēmums piedāvā vietas programmā “{ $programme }”. Tā nosūtīta vienreiz un tikai Jums.
footer-link = Ja poga nedarbojas, atveriet šo adresi:
label-reference = Numurs
label-your-time = pēc Jūsu laika
label-answer-until = Atbildēt līdz
label-position = Amats
label-company = Uzņēmums
label-place = Vieta
label-starts = Sākums
label-duration = Ilgums
label-pay = Atalgojums
label-candidate = Kandidāts
label-seats-free = Brīvas vietas
duration-months = { $months ->
    [zero] { $months } mēnešu
    [one] { $months } mēnesis
   *[other] { $months } mēneši
}
pay-month = { $amount } € mēnesī pirms nodokļiem
place = { $city }, { $country }
your-candidate = Jūsu kandidāts
country-am = Armēnija
country-ee = Igaunija
country-ke = Kenija
country-lt = Lietuva
country-lv = Latvija
country-ng = Nigērija
country-us = Amerikas Savienotās Valstis

## Time

instant = { $weekday }, { $year }. gada { $day }. { $month }, plkst. { $time }
date = { $weekday }, { $year }. gada { $day }. { $month }
in-zone = { $instant } ({ $zone } laiks)
in-utc = { $instant } (UTC)
weekday-1 = pirmdiena
weekday-2 = otrdiena
weekday-3 = trešdiena
weekday-4 = ceturtdiena
weekday-5 = piektdiena
weekday-6 = sestdiena
weekday-7 = svētdiena
month-1 = janvāris
month-2 = februāris
month-3 = marts
month-4 = aprīlis
month-5 = maijs
month-6 = jūnijs
month-7 = jūlijs
month-8 = augusts
month-9 = septembris
month-10 = oktobris
month-11 = novembris
month-12 = decembris
left = { $hours ->
    [0] mazāk nekā stunda
    [zero] { $hours } stundu
    [one] { $hours } stunda
   *[other] { $hours } stundas
}
left-days = { $days ->
    [zero] { $days } dienu
    [one] { $days } diena
   *[other] { $days } dienas
}

## receipt

receipt-subject = { $programme }: esam saņēmuši Jūsu pieteikumu ({ $reference })
receipt-preheader = Iesniegts: { $at }. Saglabājiet šo vēstuli: tas ir Jūsu apliecinājums.
receipt-kicker = Apliecinājums
receipt-heading = Esam saņēmuši Jūsu pieteikumu
receipt-lead = Jūsu pieteikums programmai “{ $programme }” saņemts laikā. Saglabājiet šo vēstuli: tajā ir parakstīts apliecinājums, kas pierāda, kad to saņēmām.
receipt-label-submitted = Iesniegts
receipt-label-deadline = Termiņš
receipt-pass = Pirmajā pārbaudē ir viss, ko prasa programma. Tālāk pieteikumu lasīs cilvēki. Par lēmumu paziņosim jebkurā gadījumā.
receipt-review = Pirms lēmuma zemāk minēto izskatīs cilvēks. Jums tagad nekas nav jādara.
receipt-fail = Pirmajā pārbaudē konstatēts, ka šie nosacījumi nav izpildīti. Ja uzskatāt, ka tā ir kļūda, atbildiet uz šo vēstuli un paskaidrojiet, kāpēc: to izlasīs cilvēks.
receipt-action = Skatīt apliecinājumu
receipt-signed = Parakstīts apliecinājums

## deadline-reminder

deadline-reminder-subject = Līdz pieteikuma iesniegšanas beigām: { $left }
deadline-reminder-preheader = Pieteikšanās “{ $programme }” beidzas: { $at }.
deadline-reminder-kicker = Termiņš
deadline-reminder-heading = Līdz iesniegšanas beigām: { $left }
deadline-reminder-lead = Jūs sākāt pieteikumu programmai “{ $programme }”, bet vēl neesat to iesniedzis vai iesniegusi. Uzrakstītais ir saglabāts.
deadline-reminder-label-closes = Beidzas
deadline-reminder-missing = Vēl trūkst:
deadline-reminder-complete = Nekā netrūkst: izlasiet vēlreiz un iesniedziet.
deadline-reminder-action = Pabeigt un iesniegt
deadline-reminder-calendar = Termiņš: pieteikums programmai “{ $programme }”
deadline-reminder-note = Pieteikumu, kas nokavēts kaut par sekundi, pieņemt nevaram. Lūdzu, negaidiet pēdējo stundu. Ja pārdomājāt, nekas nav jādara.

## shortlist-digest

shortlist-digest-subject = { $candidates ->
    [zero] { $candidates } kandidātu
    [one] { $candidates } kandidāts
   *[other] { $candidates } kandidāti
} { $openings ->
    [one] Jūsu vakancei
   *[other] Jūsu vakancēm
}
shortlist-digest-preheader = Šodien piemērotākie programmas “{ $programme }” kandidāti.
shortlist-digest-kicker = Atlase
shortlist-digest-heading = Kandidāti { $openings ->
    [one] Jūsu vakancei
   *[other] Jūsu vakancēm
}
shortlist-digest-lead = Kopš mūsu pēdējās vēstules šīm vakancēm ir jauni vai mainījušies kandidāti. Vārdi līdz atlases beigām ir slēpti, lai par visiem spriestu pēc prasmēm.
shortlist-digest-row = { $candidates ->
    [zero] { $candidates } kandidātu
    [one] { $candidates } kandidāts
   *[other] { $candidates } kandidāti
}, labākā atbilstība: { $best } punkti
shortlist-digest-seats = brīvas vietas: { $seats }
shortlist-digest-action = Skatīt kandidātus
shortlist-digest-note = Šādu vēstuli saņemat ne biežāk kā reizi dienā un nesaņemat, ja nekas nav mainījies.

## offer

offer-subject = Piedāvājums: { $title }, { $host }
offer-preheader = Lūdzu, atbildiet līdz: { $until }.
offer-kicker = Piedāvājums
offer-heading = { $host } vēlas strādāt kopā ar Jums
offer-lead = Programmā “{ $programme }” Jums ir izraudzīta šī vieta. Līdz zemāk norādītajam laikam tā tiek turēta tikai Jums.
offer-label-safe = Pēdējā drošā diena
offer-safe-note = Ja atbildēsiet pēc šīs dienas, atļaujai un ceļam paliks par maz laika.
offer-action = Izlasīt piedāvājumu un atbildēt
offer-note = Nekas nav izlemts, kamēr šajā lapā nenospiežat pogu. Saite ir tikai Jums: lūdzu, nepārsūtiet šo vēstuli.

## offer-expiring

offer-expiring-subject = Laiks atbildei: { $left } – { $title }, { $host }
offer-expiring-preheader = Vieta tiek turēta līdz: { $until }.
offer-expiring-kicker = Gaidām Jūsu atbildi
offer-expiring-heading = Laiks atbildei uz piedāvājumu: { $left }
offer-expiring-lead = Vieta ({ $host }) joprojām tiek turēta Jums. Arī “nē” ir atbilde: tad vieta uzreiz nonāk pie nākamā cilvēka.
offer-expiring-action = Pieņemt vai atteikties
offer-expiring-note = Ja līdz tam neatbildēsiet, piedāvājums zaudēs spēku un vieta tiks kādam citam.

## offer-accepted, to the trainee

offer-accepted-subject = Jūs pieņēmāt: { $title }, { $host }
offer-accepted-preheader = Vieta ir Jūsu.
offer-accepted-kicker = Pieņemts
offer-accepted-heading = Vieta ir Jūsu
offer-accepted-lead = Jūs pieņēmāt piedāvājumu ({ $host }). Uzņēmumam esam to paziņojuši.
offer-accepted-next = Tālāk seko līgums, pēc tam atļauja un ceļš. Pirms katra soļa rakstīsim, kas un līdz kuram laikam ir vajadzīgs.

## offer-accepted-host

offer-accepted-host-subject = Pieņemts: { $title }
offer-accepted-host-preheader = { $trainee }: piedāvājums pieņemts.
offer-accepted-host-kicker = Pieņemts
offer-accepted-host-heading = { $trainee }: piedāvājums pieņemts
offer-accepted-host-lead = Jūsu kandidāts pieņēma piedāvājumu, vieta ir aizņemta.
offer-accepted-host-next = Tagad, lūdzu, sagatavojiet līgumu. Pirms katra atļaujas soļa rakstīsim, kādi dokumenti un līdz kuram laikam ir vajadzīgi.

## offer-declined, to the trainee

offer-declined-subject = Jūs atteicāties: { $title }, { $host }
offer-declined-preheader = Paldies par atbildi.
offer-declined-kicker = Atteikts
offer-declined-heading = Jūs atteicāties no piedāvājuma
offer-declined-lead = Jūs atteicāties no piedāvājuma ({ $host }). Paldies par atbildi: vieta jau ir brīva nākamajam cilvēkam.
offer-declined-next = Jūs paliekat programmā. Ja Jums derēs cita vieta, mēs uzrakstīsim.

## offer-declined-host

offer-declined-host-subject = Atteikts: { $title }
offer-declined-host-preheader = Meklējam nākamo kandidātu.
offer-declined-host-kicker = Atteikts
offer-declined-host-heading = Jūsu kandidāts atteicās
offer-declined-host-lead = Vieta atkal ir brīva. Tas neko nesaka par Jūsu uzņēmumu: cilvēki izlemj dažādu iemeslu dēļ.
offer-declined-host-next = Meklējam šai vietai nākamo kandidātu un paziņosim, tiklīdz tas piekritīs. Jums nekas nav jādara.

## offer-expired, to the trainee

offer-expired-subject = Piedāvājums zaudējis spēku: { $title }, { $host }
offer-expired-preheader = Laiks atbildei ir beidzies.
offer-expired-kicker = Beidzies
offer-expired-heading = Jūsu piedāvājums zaudējis spēku
offer-expired-lead = Laiks atbildei uz piedāvājumu ({ $host }) ir beidzies, tāpēc vieta tiks kādam citam.
offer-expired-next = Jūs esat gaidītāju sarakstā. Ja joprojām vēlaties piedalīties, atbildiet uz šo vēstuli, lai mēs to zinātu.

## offer-expired-host

offer-expired-host-subject = Nav atbildes: { $title }
offer-expired-host-preheader = Meklējam nākamo kandidātu.
offer-expired-host-kicker = Beidzies
offer-expired-host-heading = Jūsu kandidāts laikā neatbildēja
offer-expired-host-lead = Piedāvājums zaudējis spēku, un vieta atkal ir brīva.
offer-expired-host-next = Meklējam šai vietai nākamo kandidātu un paziņosim, tiklīdz tas piekritīs. Jums nekas nav jādara.

## offer-rescinded, to the trainee

offer-rescinded-subject = Piedāvājums atsaukts: { $title }, { $host }
offer-rescinded-preheader = Mums žēl. Jūs paliekat programmā.
offer-rescinded-kicker = Atsaukts
offer-rescinded-heading = Šis piedāvājums ir atsaukts
offer-rescinded-lead = Piedāvājums ({ $host }) vairs nav spēkā. Mums žēl: tas nav Jūsu dēļ.
offer-rescinded-next = Jūs paliekat programmā un būsiet pirmais rindā, kad atbrīvosies cita Jums piemērota vieta. Ja jau kaut ko parakstījāt vai pasūtījāt, atbildiet uz šo vēstuli šodien.

## offer-rescinded-host

offer-rescinded-host-subject = Piedāvājums atsaukts: { $title }
offer-rescinded-host-preheader = Piedāvājums vairs nav spēkā.
offer-rescinded-host-kicker = Atsaukts
offer-rescinded-host-heading = Jūsu vakances piedāvājums ir atsaukts
offer-rescinded-host-lead = Piedāvājums Jūsu kandidātam vairs nav spēkā, un vieta atkal ir brīva.
offer-rescinded-host-next = Ja to neesat lūguši, atbildiet uz šo vēstuli, un mēs paskaidrosim.

footer-why-operator = Jūs saņemat šo vēstuli, jo vadāt programmu “{ $programme }”.
footer-why-operations = Jūs saņemat šo vēstuli, jo uzturat programmas “{ $programme }” sistēmu.
footer-unsubscribe = Nevēlaties šādas vēstules? Atsakieties šeit:
label-until = Līdz
label-when = Kad
label-previous_at = Iepriekš
label-was_at = Bija paredzēts
label-ends_on = Beigas
label-starts_on = Sākums
label-expires_on = Derīgs līdz
label-last_on = Pēdējā diena
label-host = Uzņēmums
label-opening = Amats
label-city = Pilsēta
label-country = Valsts
label-address = Adrese
label-meeting_url = Videozvans
label-contact = Kontaktpersona
label-bring = Līdzi jāņem
label-step = Solis
label-round = Kārta
label-trainee = Praktikants
label-evaluation = Novērtējums
label-seats = Vietas
label-seats_free = Brīvas vietas
label-seats_filled = Aizņemtas vietas
label-offers_open = Piedāvājumi bez atbildes
label-candidates_waiting = Kandidāti, kas gaida Jūs
label-openings = Vakances
label-awaiting_review = Izskatāmie pieteikumi
label-documents_to_check = Pārbaudāmie dokumenti
label-appeals = Apelācijas
label-approvals = Gaida apstiprinājumu
label-offers_expiring = Piedāvājumi, kas šodien beidzas
label-permits_at_risk = Apdraudētās atļaujas
label-submitted = Iesniegti
label-submitted_last_hour = Iesniegti pēdējā stundā
label-drafts_open = Neiesniegti melnraksti
label-pairs = Pāri
label-unmatched = Bez pāra
label-placed = Piešķirti
label-programme_deadline = Pēc programmas laika
label-blocking_pairs = Bloķējoši pāri
label-input_hash = Ievaddatu jaucējkods
label-route = Atļaujas veids
label-change = Izmaiņa
label-period = Periods
label-kind = Vēstules veids
label-oldest = Vecākais
label-rate = Daļa
label-limit = Robeža
label-stream = Plūsma
label-consumer = Saņēmējs
span = { $begin } – { $end }

## Notices

topic-application = Pieteikums
topic-interview = Intervija
topic-training = Apmācība
topic-ranking = Vēlmes
topic-match = Sadale
topic-offer = Piedāvājums
topic-placement = Prakse
topic-permit = Atļauja
topic-data = Jūsu dati
topic-partnership = Sadarbība
topic-opening = Vakance
topic-summary = Kopsavilkums
topic-operation = Darbi
topic-service = Sistēma

## verify-address

verify-address-subject = Lūdzu, apstipriniet savu e-pasta adresi
verify-address-heading = Vai šī ir Jūsu adrese?
verify-address-lead = Kāds, visticamāk Jūs, ar šo adresi sāka pieteikumu programmai “{ $programme }”. Lūdzu, apstipriniet, ka adrese ir Jūsu, lai vēstules nonāktu pie īstā cilvēka.
verify-address-action = Apstiprināt adresi
verify-address-after = Saite darbojas vienreiz un līdz augstāk norādītajam laikam. Ja tas nebijāt Jūs, nedariet neko: neapstiprinātu adresi izdzēsīsim.

## draft-saved

draft-saved-subject = Jūsu pieteikuma melnraksts ir saglabāts
draft-saved-heading = Melnraksts ir saglabāts
draft-saved-lead = Jūs sākāt pieteikumu programmai “{ $programme }”. Tas ir saglabāts, bet vēl nav iesniegts: pirms iesniegšanas to neviens nelasa.
draft-saved-items = Vēl trūkst:
draft-saved-action = Turpināt pieteikumu
draft-saved-after = Pirms termiņa atgādināsim. Ko līdz tam neiesniegsiet, to izskatīt nevarēsim.

## application-link

application-link-subject = Jauna saite uz Jūsu pieteikumu
application-link-heading = Jūsu jaunā saite
application-link-lead = Kāds, visticamāk Jūs, lūdza jaunu saiti uz Jūsu pieteikumu programmai “{ $programme }”.
application-link-action = Atvērt pieteikumu
application-link-after = Saite darbojas vienreiz un sešdesmit dienas. Ja to nelūdzāt, nedariet neko: to saņēmāt tikai Jūs.

## call-opens

call-opens-subject = Programmai “{ $programme }” jau var pieteikties
call-opens-heading = Pieteikšanās ir sākusies
call-opens-lead = Jūs lūdzāt paziņot, kad varēs pieteikties programmai “{ $programme }”. Tagad var.
call-opens-action = Sākt pieteikumu
call-opens-after = Melnrakstu var saglabāt un pabeigt vēlāk. Pēc termiņa saņemtus pieteikumus izskatīt nevarēsim.

## deadline-moved

deadline-moved-subject = Jauns termiņš: { $at }
deadline-moved-heading = Termiņš ir pārcelts
deadline-moved-lead = Programmai “{ $programme }” ir jauns termiņš, tas norādīts zemāk. Jūsu melnraksts paliek, kāds bija.
deadline-moved-items = Vēl trūkst:
deadline-moved-action = Pabeigt un iesniegt
deadline-moved-after = Turpmāk spēkā ir tikai jaunais laiks. Pievienotais kalendāra fails aizstāj iepriekšējo.

## draft-expired

draft-expired-subject = Termiņš ir beidzies, Jūsu melnraksts nav iesniegts
draft-expired-heading = Termiņš ir beidzies
draft-expired-lead = Termiņam beidzoties, Jūsu pieteikums programmai “{ $programme }” vēl bija melnraksts, tāpēc to izskatīt nevar.
draft-expired-after = Jūsu melnrakstu neviens nav lasījis. Jums nekas nav jādara. Ja pieteikumu tomēr iesniedzāt un Jums ir apliecinājums, atbildiet uz šo vēstuli un pievienojiet to.

## ineligible

ineligible-subject = Jūsu pieteikums neatbilst kādam nosacījumam
ineligible-heading = Nosacījums nav izpildīts
ineligible-lead = Pārbaudījām Jūsu pieteikumu programmai “{ $programme }” pēc tās noteikumiem. Tāds, kāds tas ir, tas tālāk netiek; iemesls norādīts zemāk.
ineligible-items = Citi iemesli:
ineligible-action = Lūgt izskatīt vēlreiz
ineligible-after = Ja uzskatāt, ka tā ir kļūda, lūdziet izskatīt vēlreiz: tad cilvēks pieteikumu izlasīs no jauna. Citādi tas paliek slēgts.

## documents-missing

documents-missing-subject = Jūsu pieteikumam trūkst dokumentu
documents-missing-heading = Trūkst dokumentu
documents-missing-lead = Jūsu pieteikums programmai “{ $programme }” tiek izskatīts. Lai izlemtu, vajadzīgi zemāk minētie dokumenti.
documents-missing-items = Vēl trūkst:
documents-missing-action = Sūtīt dokumentus
documents-missing-after = Bez tiem turpināt nevaram, un pēc augstāk norādītā laika pieteikums tiks slēgts. Ja kādu nevarat laikus saņemt, atbildiet uz šo vēstuli un paskaidrojiet, kāpēc.

## interview-invitation

interview-calendar = Intervija: { $title }
interview-invitation-subject = Intervija ar { $host }: { $at }
interview-invitation-heading = Intervija ar { $host }
interview-invitation-lead = { $host } vēlas ar Jums parunāt. Zemāk norādītais laiks ir pēc Jūsu laika joslas; tas ir arī pievienotajā kalendāra failā.
interview-invitation-action = Apstiprināt interviju
interview-invitation-after = Ja laiks neder, tajā pašā lapā varat lūgt citu. Lūdzu, dariet to pēc iespējas agrāk.

## interview-moved

interview-moved-subject = Jauns laiks intervijai ar { $host }: { $at }
interview-moved-heading = Intervija ir pārcelta
interview-moved-lead = Jūsu intervijai ar { $host } ir jauns laiks. Pievienotais kalendāra fails aizstāj iepriekšējo ierakstu.
interview-moved-action = Apstiprināt jauno laiku
interview-moved-after = Ja jaunais laiks neder, tajā pašā lapā varat lūgt citu.

## interview-cancelled

interview-cancelled-subject = Jūsu intervija ar { $host } ir atcelta
interview-cancelled-heading = Intervija ir atcelta
interview-cancelled-lead = Zemāk norādītajā laikā intervija ar { $host } nenotiks. Pievienotais kalendāra fails izņem to no Jūsu kalendāra.
interview-cancelled-after = Jums nekas nav jādara. Ja būs cita intervija, saņemsiet jaunu ielūgumu.

## admitted

admitted-subject = Jūs esat uzņemti programmā “{ $programme }”
admitted-heading = Jūs esat uzņemti
admitted-lead = Jūsu pieteikums ir pieņemts: programmā “{ $programme }” Jums ir vieta.
admitted-action = Skatīt, kas notiks tālāk
admitted-after = Tagad nekas nav jādara: pirms apmācības sākuma rakstīsim. Ja vietu izmantot nevarat, atbildiet uz šo vēstuli, lai to saņem kāds no gaidītāju saraksta.

## waitlisted

waitlisted-subject = Jūs esat programmas “{ $programme }” gaidītāju sarakstā
waitlisted-heading = Jūs esat gaidītāju sarakstā
waitlisted-lead = Jūsu pieteikums programmai “{ $programme }” ir labs, bet pašlaik visas vietas ir aizņemtas. Jūs esat gaidītāju sarakstā.
waitlisted-after = Jums nekas nav jādara. Tiklīdz Jums atbrīvosies vieta, uzreiz rakstīsim. Ja vairs nevēlaties piedalīties, atbildiet uz šo vēstuli.

## rejected

rejected-subject = Jūsu pieteikums programmai “{ $programme }”
rejected-heading = Nevaram piedāvāt vietu
rejected-lead = Paldies, ka pieteicāties programmai “{ $programme }”. Jūsu pieteikumu rūpīgi izlasījām un šoreiz vietu piedāvāt nevaram.
rejected-after = Varat pieteikties citreiz. Ja vēlaties vairāk uzzināt par lēmumu, atbildiet uz šo vēstuli.

## training-starts

training-starts-subject = Jūsu apmācība sākas: { $at }
training-starts-heading = Sākas Jūsu apmācība
training-starts-lead = Programmas “{ $programme }” apmācība sākas zemāk norādītajā laikā pēc Jūsu laika joslas. Lūdzu, laikus izmēģiniet piekļuvi.
training-starts-action = Atvērt apmācību
training-starts-after = Ja tad sākt nevarat, atbildiet uz šo vēstuli šodien, un kopā atradīsim risinājumu.

## training-behind

training-behind-subject = Apmācība: { $count ->
    [zero] nav pabeigtas { $count } daļas
    [one] nav pabeigta { $count } daļa
   *[other] nav pabeigtas { $count } daļas
}
training-behind-heading = Jūs atpaliekat no plāna
training-behind-lead = { $count ->
    [one] { $count } apmācības daļai jau vajadzēja būt pabeigtai, bet tā vēl nav pabeigta.
   *[other] { $count } apmācības daļām jau vajadzēja būt pabeigtām, bet tās vēl nav pabeigtas.
}
training-behind-items = Vēl nav pabeigts:
training-behind-action = Turpināt apmācību
training-behind-after = Lūdzu, panāciet plānu līdz augstāk norādītajam laikam. Kas atpaliek, tam uzņēmumu piemeklēt nevar. Ja kaut kas traucē, atbildiet uz šo vēstuli: varam palīdzēt.

## rank-hosts

rank-hosts-subject = Laiks sakārtot uzņēmumus: { $left }
rank-hosts-heading = Kurus uzņēmumus izvēlētos Jūs?
rank-hosts-lead = { $count ->
    [zero] Jums der { $count } vietu. Sakārtojiet tās, kuras vēlaties.
    [one] Jums der { $count } vieta. Pasakiet, vai to vēlaties.
   *[other] Jums der { $count } vietas. Sakārtojiet tās, kuras vēlaties.
} Kārtā vispirms ņem vērā Jūsu secību.
rank-hosts-action = Sakārtot uzņēmumus
rank-hosts-after = Secību var mainīt līdz augstāk norādītajam laikam. Ja nesakārtosiet neko, secību noteiks tas, cik labi katra vieta Jums der.

## match-result

match-result-subject = Kārtas rezultāts: šoreiz Jums vietas nav
match-result-heading = Šoreiz vietas nav
match-result-lead = Kārta ir pabeigta. Šoreiz starp Jūsu izvēlētajām un Jums piemērotajām vietām brīvas nepalika.
match-result-after = Jūs paliekat programmā un piedalāties nākamajā kārtā. Jums nekas nav jādara.

## opening-cancelled

opening-cancelled-subject = Atcelts: { $opening }, { $host }
opening-cancelled-heading = Jūsu izvēlētā vieta ir atcelta
opening-cancelled-lead = { $host } šo vietu vairs nepiedāvā. Tas nav saistīts ar Jums.
opening-cancelled-action = Skatīt savu secību
opening-cancelled-after = Pārējās Jūsu izvēlētās vietas pavirzās uz augšu. Jums nekas nav jādara.

## contract-due

contract-due-subject = Lūdzu, parakstiet līgumu ar { $host }
contract-due-heading = Līgums ir gatavs parakstīšanai
contract-due-lead = Jūsu prakses līgums ({ $host }) ir gatavs. Lūdzu, izlasiet un parakstiet to līdz zemāk norādītajam laikam.
contract-due-action = Izlasīt un parakstīt
contract-due-after = Atļauju var lūgt tikai ar parakstītu līgumu. Ja tas kavēsies, var nākties pārcelt sākumu. Ja tajā kaut kas nav pareizi, pirms parakstīšanas atbildiet uz šo vēstuli.

## permit-step

permit-step-subject = { $step ->
    [permit_filed] Jūsu atļauja ir pieprasīta
    [permit_granted] Jūsu atļauja ir piešķirta
    [permit_refused] Jūsu atļauja ir atteikta
    [appeal_filed] Jūsu apelācija ir iesniegta
   *[other] Jaunumi par Jūsu atļauju
}
permit-step-heading = { $step ->
    [permit_filed] Jūsu atļauja ir pieprasīta
    [permit_granted] Jūsu atļauja ir piešķirta
    [permit_refused] Jūsu atļauja ir atteikta
    [appeal_filed] Jūsu apelācija ir iesniegta
   *[other] Jaunumi par Jūsu atļauju
}
permit-step-lead = { $step ->
    [permit_filed] Atļaujas pieprasījums ir iesniegts ({ $country }). Tagad lemj iestādes.
    [permit_granted] Jūsu atļauja ir piešķirta ({ $country }). Varat plānot ceļu.
    [permit_refused] Jūsu atļauja ir atteikta ({ $country }). Mums žēl. Tas vēl nenozīmē, ka prakse ir zaudēta.
    [appeal_filed] Apelācija par atļaujas atteikumu ir iesniegta ({ $country }).
   *[other] Ar Jūsu atļauju kaut kas ir mainījies ({ $country }).
}
permit-step-items = Kas notiks tālāk:
permit-step-action = Skatīt atļauju
permit-step-after = { $step ->
    [permit_filed] Lūdzu, ceļu vēl nerezervējiet. Rakstīsim, tiklīdz būs lēmums.
    [permit_granted] Lūdzu, pārbaudiet atļaujā vārdu un datumus un uzreiz paziņojiet, ja kaut kas nav pareizi.
    [permit_refused] Kopā meklēsim, ko var darīt. Lūdzu, neko nerezervējiet un neatceliet, kamēr neesam rakstījuši.
    [appeal_filed] Rakstīsim, tiklīdz būs lēmums.
   *[other] Jums nekas nav jādara, ja vien lapā nav norādīts citādi.
}

## permit-at-risk

permit-at-risk-subject = Jūsu atļauja var nokavēties
permit-at-risk-heading = Jūsu atļauja var nokavēties
permit-at-risk-lead = Pēc šodienas plāna Jūsu atļaujas sākumā vēl var nebūt ({ $country }). Vēl ir laiks kaut ko darīt.
permit-at-risk-items = Kas tagad palīdz:
permit-at-risk-action = Skatīt, kas palīdz
permit-at-risk-after = Ja atļaujas laikā nebūs, sākumu pārcels vai meklēs citu vietu. Bez Jums neko neizlems.

## travel-pack

travel-pack-subject = Jūsu ceļojums ({ $city }): vēl { $left }
travel-pack-heading = Jūsu ceļojums: { $city }
travel-pack-lead = Līdz ierašanās brīdim ({ $city }) vēl { $left }. Lūk, kas vajadzīgs ceļā.
travel-pack-items = Lūdzu, ņemiet līdzi:
travel-pack-action = Atvērt ceļojuma informāciju
travel-pack-after = Ja mainās lidojums vai kaut kā trūkst, uzreiz atbildiet uz šo vēstuli: to lasām arī ceļojuma dienās.

## first-day

first-day-subject = Jūsu pirmā diena: { $host }
first-day-heading = Jūsu pirmā diena: { $host }
first-day-lead = { $host } gaida Jūs zemāk norādītajā laikā un vietā.
first-day-items = Lūdzu, ņemiet līdzi:
first-day-action = Skatīt ceļu
first-day-after = Ja nevarat ierasties vai kavējaties, piezvaniet augstāk norādītajai kontaktpersonai un atbildiet uz šo vēstuli.

## mid-review

mid-review-subject = Puse prakses ({ $host }) ir pagājusi: kā klājas?
mid-review-heading = Kā klājas?
mid-review-lead = Puse Jūsu prakses ({ $host }) ir pagājusi. Lūdzu, atbildiet uz dažiem jautājumiem, lai vēl varam mainīt to, kam jābūt labāk.
mid-review-action = Atbildēt uz jautājumiem
mid-review-after = Tas aizņems apmēram piecas minūtes. Uzņēmums redzēs tikai to, ko piekritīsiet rādīt.

## placement-ends

placement-ends-subject = Jūsu prakse ({ $host }) drīz beigsies
placement-ends-heading = Prakse drīz beigsies
placement-ends-lead = Jūsu prakse ({ $host }) beidzas: { $ends_on }. Pirms tam jānokārto dažas lietas.
placement-ends-items = Pirms došanās prom:
placement-ends-action = Skatīt, kas vēl jādara
placement-ends-after = Ja paliekat ilgāk vai dodaties prom agrāk, atbildiet uz šo vēstuli, lai atļauja un apdrošināšana derētu.

## permit-expiring

permit-expiring-subject = Jūsu atļauja beigsies pēc { $count ->
    [zero] { $count } dienām
    [one] { $count } dienas
   *[other] { $count } dienām
}
permit-expiring-heading = Jūsu atļauja beidzas: { $expires_on }
permit-expiring-lead = Jūsu atļauja ({ $country }) ir derīga līdz: { $expires_on }. Lūdzu, pasakiet, vai to pagarināsiet vai līdz tai dienai dosieties prom.
permit-expiring-action = Paziņot plānu
permit-expiring-after = Pagarinājums jālūdz, kamēr atļauja ir derīga. Palikt bez tās nav atļauts, un tas var traucēt saņemt atļaujas vēlāk.

## stay-or-return

stay-or-return-subject = Pēc prakses: paliekat vai atgriežaties?
stay-or-return-heading = Paliekat vai atgriežaties?
stay-or-return-lead = Jūsu prakse beidzas: { $ends_on }. Lūdzu, pasakiet, ko plānojat, lai laikus varam palīdzēt: ar darbu un atļauju vai ar atgriešanos.
stay-or-return-action = Paziņot plānu
stay-or-return-after = Tas Jūs ne pie kā nesaista. Ja neatbildēsiet, gatavosim Jūsu atgriešanos.

## reintegration

reintegration-subject = Palīdzība pēc atgriešanās
reintegration-heading = Laipni lūdzam atpakaļ
reintegration-lead = Jūs esat atgriezušies no programmas “{ $programme }” prakses. Divus mēnešus varat saņemt palīdzību: ar darbu, ar dokumentiem vai vienkārši parunāt.
reintegration-items = Ko varam piedāvāt:
reintegration-action = Izvēlēties palīdzību
reintegration-after = Tas neko nemaksā. Ja nekas nav vajadzīgs, nekas nav jādara.

## outcome-questions

outcome-questions-subject = { $count ->
    [zero] { $count } mēnešu pēc prakses: kā Jums klājas?
    [one] { $count } mēnesis pēc prakses: kā Jums klājas?
   *[other] { $count } mēneši pēc prakses: kā Jums klājas?
}
outcome-questions-heading = Kā Jums tagad klājas?
outcome-questions-lead = { $count ->
    [zero] Kopš prakses pagājuši { $count } mēnešu.
    [one] Kopš prakses pagājis { $count } mēnesis.
   *[other] Kopš prakses pagājuši { $count } mēneši.
} Lūdzu, pasakiet, ko darāt tagad. Tas parāda, kam programma noder un kam ne.
outcome-questions-action = Atbildēt uz trim jautājumiem
outcome-questions-after = Atbildes skaita bez Jūsu vārda. Ja neatbildēsiet, ierakstīsim “nav zināms”.

## data-export-ready

data-export-ready-subject = Jūsu datu kopija ir gatava
data-export-ready-heading = Jūsu datu kopija ir gatava
data-export-ready-lead = Jūs lūdzāt visa kopiju, ko par Jums zina “{ $programme }”. To jau var saņemt.
data-export-ready-action = Saņemt datus
data-export-ready-after = Saite darbojas līdz augstāk norādītajam laikam, pēc tam kopiju izdzēš. Ja to nelūdzāt, uzreiz atbildiet uz šo vēstuli.

## erased

erased-subject = Jūsu dati ir izdzēsti
erased-heading = Jūsu dati ir izdzēsti
erased-lead = Kā lūgts, izdzēsām Jūsu datus no programmas “{ $programme }”. To, ko liek glabāt likums, glabājam bez Jūsu vārda.
erased-after = Šī ir mūsu pēdējā vēstule Jums; reizē izdzēsta arī šī adrese. Jums nekas nav jādara.

## host-invitation

host-invitation-subject = Ielūgums piedalīties programmā “{ $programme }”
host-invitation-heading = Piedalieties programmā “{ $programme }”
host-invitation-lead = Vēlamies sadarboties ar Jūsu uzņēmumu programmā “{ $programme }”. Jūs piedāvājat vietas, mēs – cilvēkus, kuru prasmes der, un izvēlas abas puses. Lapā ir līgums, izmaksas un tas, kas būs jādara Jums.
host-invitation-action = Izlasīt līgumu
host-invitation-after = Lūdzu, atbildiet līdz augstāk norādītajam laikam. Ja tas nav Jums, pietiek ar “nē” tajā pašā lapā, un vairs nerakstīsim.

## confirm-opening

confirm-opening-subject = Vai šī vakance vēl ir spēkā? { $opening }
confirm-opening-heading = Vai šī vakance vēl ir spēkā?
confirm-opening-lead = Pirms to redz cilvēki, lūdzu, vēlreiz apskatiet, ko piedāvājat: vietu skaitu, sākumu, atalgojumu un prasmes.
confirm-opening-action = Apstiprināt vai mainīt
confirm-opening-after = Kas līdz augstāk norādītajam laikam nav apstiprināts, to šajā kārtā nevienam nerāda.

## answer-overdue

answer-overdue-subject = { $count ->
    [zero] Jūsu atbildi gaida { $count } kandidātu
    [one] Jūsu atbildi gaida { $count } kandidāts
   *[other] Jūsu atbildi gaida { $count } kandidāti
}: { $opening }
answer-overdue-heading = Gaidām Jūsu atbildi
answer-overdue-lead = { $count ->
    [zero] Par šo vakanci Jūsu atbildi gaida { $count } kandidātu.
    [one] Par šo vakanci Jūsu atbildi gaida { $count } kandidāts.
   *[other] Par šo vakanci Jūsu atbildi gaida { $count } kandidāti.
} Kamēr neatbildat, neviens nevar plānot.
answer-overdue-action = Atbildēt tagad
answer-overdue-after = Ja līdz augstāk norādītajam laikam neatbildēsiet, Jūsu vakances tiks apturētas un kandidātiem rādīs citas.

## host-paused

host-paused-subject = Jūsu vakances ir apturētas
host-paused-heading = Jūsu vakances ir apturētas
host-paused-lead = Divreiz nesaņēmām Jūsu atbildi, tāpēc Jūsu vakances programmā “{ $programme }” ir apturētas: kandidātus tām nepiedāvā.
host-paused-action = Piedalīties atkal
host-paused-after = Lai turpinātu, pietiek ar vienu atbildi tajā lapā. Jau nosūtītie piedāvājumi paliek spēkā.

## interview-host

interview-host-subject = { $state ->
    [cancelled] Intervija ({ $opening }) ir atcelta
   *[other] { $sequence ->
        [0] Intervija ({ $opening }): { $at }
       *[other] Jauns intervijas laiks ({ $opening }): { $at }
    }
}
interview-host-heading = { $state ->
    [cancelled] Intervija ir atcelta
   *[other] { $sequence ->
        [0] Intervija par Jūsu vakanci
       *[other] Intervija ir pārcelta
    }
}
interview-host-lead = { $state ->
    [cancelled] Zemāk norādītajā laikā intervija ({ $opening }) nenotiks. Pievienotais kalendāra fails izņem to no Jūsu kalendāra.
   *[other] { $sequence ->
        [0] Intervija ({ $opening }) ir norunāta. Laiks ir pievienotajā kalendāra failā.
       *[other] Intervijai ({ $opening }) ir jauns laiks. Pievienotais kalendāra fails aizstāj iepriekšējo ierakstu.
    }
}
interview-host-action = Skatīt interviju
interview-host-after = { $state ->
    [cancelled] Jums nekas nav jādara. Ja būs cita intervija, saņemsiet jaunu ielūgumu.
   *[other] Ja laiks neder, tajā pašā lapā varat piedāvāt citu. Lūdzu, dariet to pēc iespējas agrāk.
}

## rank-candidates

rank-candidates-subject = Laiks sakārtot kandidātus: { $left } – { $opening }
rank-candidates-heading = Ko izvēlētos Jūs?
rank-candidates-lead = { $count ->
    [zero] Šai vakancei der { $count } kandidātu. Sakārtojiet tos, kurus pieņemtu.
    [one] Šai vakancei der { $count } kandidāts. Pasakiet, vai to pieņemtu.
   *[other] Šai vakancei der { $count } kandidāti. Sakārtojiet tos, kurus pieņemtu.
} Vārdi līdz sadalei ir slēpti.
rank-candidates-action = Sakārtot kandidātus
rank-candidates-after = Secību var mainīt līdz augstāk norādītajam laikam. Ja nesakārtosiet nevienu, secību noteiks tas, cik labi katrs kandidāts der.

## match-result-host

match-result-host-subject = Kārtas rezultāts: { $count ->
    [0] šoreiz pāru nav
    [zero] { $count } pāru
    [one] { $count } pāris
   *[other] { $count } pāri
}
match-result-host-heading = Kārta ir pabeigta
match-result-host-lead = { $count ->
    [0] Šoreiz Jūsu vakancēm neviens nav piešķirts.
    [zero] Kandidāti atrasti { $count } Jūsu vietām. Piedāvājumus sūtām tagad.
    [one] Kandidāts atrasts { $count } Jūsu vietai. Piedāvājumu sūtām tagad.
   *[other] Kandidāti atrasti { $count } Jūsu vietām. Piedāvājumus sūtām tagad.
}
match-result-host-items = Jūsu vakances:
match-result-host-action = Skatīt rezultātu
match-result-host-after = Rezultāts ir pārbaudīts: nav kandidāta un uzņēmuma, kas viens otru vēlētos vairāk nekā to, ko saņēma.{ $count ->
    [0] {""}
   *[other] {" "}Paziņosim par katru atbildi uz piedāvājumu.
}

## next-candidate

next-candidate-subject = Nākamais kandidāts: { $opening }
next-candidate-heading = Vieta piedāvāta nākamajam kandidātam
next-candidate-lead = Šajā vakancē bija brīva vieta, un piedāvājumu saņēma nākamais kandidāts no Jūsu saraksta. Atbildēt var līdz zemāk norādītajam laikam.
next-candidate-action = Skatīt kandidātu
next-candidate-after = Jums nekas nav jādara. Paziņosim, tiklīdz būs atbilde.

## candidate-withdrew

candidate-withdrew-subject = Kandidāts izstājās: { $opening }
candidate-withdrew-heading = Kandidāts izstājās
candidate-withdrew-lead = Kandidāts no Jūsu saraksta šai vakancei vairs nepiedalās. Cilvēki izstājas dažādu iemeslu dēļ; tas neko nesaka par Jūsu uzņēmumu.
candidate-withdrew-action = Skatīt kandidātus
candidate-withdrew-after = Pārējie Jūsu sarakstā pavirzās uz augšu. Jums nekas nav jādara.

## permit-papers

permit-papers-subject = Atļaujai vajadzīgi dokumenti līdz: { $at }
permit-papers-heading = Mums vajadzīgi Jūsu dokumenti
permit-papers-lead = Lai saņemtu atļauju ({ $trainee }), no Jūsu uzņēmuma vajadzīgi zemāk minētie dokumenti.
permit-papers-items = Lūdzu, sūtiet:
permit-papers-action = Sūtīt dokumentus
permit-papers-after = Augstāk norādītais laiks ir pēdējais, kad atļauja vēl var būt gatava līdz sākumam. Vēlāk sākums būs jāpārceļ.

## arrival

arrival-subject = { $trainee } ierodas: { $at }
arrival-heading = { $trainee } ierodas
arrival-lead = Jūsu praktikants ierodas ({ $city }) zemāk norādītajā laikā.
arrival-items = Lūdzu, sagatavojiet:
arrival-action = Skatīt ierašanās plānu
arrival-after = Ja neviens nevar sagaidīt, atbildiet uz šo vēstuli, un atradīsim, kas var.

## evaluation-due

evaluation-due-subject = Gaidām Jūsu novērtējumu: { $trainee }
evaluation-due-heading = Lūdzu, novērtējiet praksi
evaluation-due-lead = Lūdzu, pastāstiet, kā veicas darbs ({ $trainee }). Tas aizņems apmēram piecas minūtes.
evaluation-due-action = Rakstīt novērtējumu
evaluation-due-after = To lasīs arī praktikants. Bez tā praksi nevar apliecināt.

## seats-unused

seats-unused-subject = { $count ->
    [zero] { $count } vietu netiek izmantotas
    [one] { $count } vieta netiek izmantota
   *[other] { $count } vietas netiek izmantotas
}
seats-unused-heading = { $count ->
    [zero] Netiek izmantotas { $count } Jūsu vietu
    [one] Netiek izmantota { $count } Jūsu vieta
   *[other] Netiek izmantotas { $count } Jūsu vietas
}
seats-unused-lead = Vietas ir rezervētas Jums, bet nav ne aizņemtas, ne piedāvātas. Vai tās vēl vajag?
seats-unused-items = Pa vakancēm:
seats-unused-action = Paturēt vai atdot
seats-unused-after = Atdotās vietas noder citiem. Ja neatbildēsiet, tās paliks rezervētas līdz kārtas slēgšanai.

## weekly-summary

weekly-summary-subject = Jūsu nedēļa programmā “{ $programme }”
weekly-summary-heading = Nedēļa īsumā
weekly-summary-lead = Tāds ir stāvoklis ar Jūsu vakancēm.
weekly-summary-items = Gaida Jūs:
weekly-summary-action = Atvērt savu lapu
weekly-summary-after = Šo vēstuli saņemat reizi nedēļā un nesaņemat, ja nekas nav noticis.

## work-list

work-list-subject = { $count ->
    [0] Šodien nekas Jūs negaida
    [zero] Šodien Jūs gaida { $count } darbu
    [one] Šodien Jūs gaida { $count } darbs
   *[other] Šodien Jūs gaida { $count } darbi
}
work-list-heading = Kas gaida šodien
work-list-lead = Programmas “{ $programme }” gadījumi, kuriem vajadzīgs cilvēks.
work-list-items = Vispirms:
work-list-action = Atvērt darbu sarakstu
work-list-after = Kas gaida visilgāk, ir saraksta augšā.

## last-day-surge

last-day-surge-subject = Pēdējās stundas līdz termiņam: { $count ->
    [zero] nav iesniegti { $count } melnrakstu
    [one] nav iesniegts { $count } melnraksts
   *[other] nav iesniegti { $count } melnraksti
}
last-day-surge-heading = Pēdējās stundas līdz termiņam
last-day-surge-lead = { $count ->
    [zero] Vēl nav iesniegti { $count } melnrakstu.
    [one] Vēl nav iesniegts { $count } melnraksts.
   *[other] Vēl nav iesniegti { $count } melnraksti.
} Šajās stundās saņem visvairāk pieteikumu.
last-day-surge-action = Vērot pieteikumus
last-day-surge-after = Lūdzu, līdz termiņam nemainiet veidlapas un noteikumus.

## second-approval

second-approval-subject = Kārtai vajadzīgs otrs apstiprinājums: { $round }
second-approval-heading = Kārtai vajadzīgs otrs apstiprinājums
second-approval-lead = { $round }: rezultāts ir apstiprināts vienreiz. Programmā “{ $programme }” apstiprina divi dažādi cilvēki: vēl trūkst otra apstiprinājuma.
second-approval-action = Pārbaudīt un apstiprināt
second-approval-after = Līdz tam nevienu piedāvājumu nesūta. Ja kaut kas šķiet nepareizi, atgrieziet to tajā pašā lapā.

## round-published

round-published-subject = Publicēta kārta: { $round }
round-published-heading = Kārta ir publicēta
round-published-lead = { $round }: rezultāts ir publicēts, piedāvājumus sūta. Pārbaudītāja skaitļi ir zemāk.
round-published-action = Atvērt pārbaudes ziņojumu
round-published-after = Rezultātu no ievaddatiem un sēklas var pārrēķināt jebkurš: kā, rakstīts lapā.

## offers-expiring-today

offers-expiring-today-subject = { $count ->
    [zero] Šodien beidzas { $count } piedāvājumu
    [one] Šodien beidzas { $count } piedāvājums
   *[other] Šodien beidzas { $count } piedāvājumi
}
offers-expiring-today-heading = Šodien beidzas piedāvājumi
offers-expiring-today-lead = { $count ->
    [zero] { $count } piedāvājumu bez atbildes beidzas šodien.
    [one] { $count } piedāvājums bez atbildes beidzas šodien.
   *[other] { $count } piedāvājumi bez atbildes beidzas šodien.
} Cilvēkiem ir atgādināts; bieži palīdz zvans.
offers-expiring-today-items = Laika secībā:
offers-expiring-today-action = Skatīt piedāvājumus
offers-expiring-today-after = Piedāvājums, kas beidzas, atbrīvo vietu, un to uzreiz piedāvā nākamajam kandidātam.

## permit-refused

permit-refused-subject = { $programme }: atļauja atteikta ({ $reference })
permit-refused-heading = Atļauja ir atteikta
permit-refused-lead = Šīs prakses atļauja ir atteikta ({ $country }).
permit-refused-action = Izlemt: pārsūdzēt vai beigt
permit-refused-after = Ja laikus nepārsūdz, atteikums ir galīgs, praksi atceļ un tās vieta atbrīvojas.

## quota-closed

quota-closed-subject = Atļauju kvota ir slēgta: { $route }
quota-closed-heading = Atļauju kvota ir slēgta
quota-closed-lead = { $count ->
    [0] Tas neskar nevienu praksi vai pāri.
    [zero] Šo ceļu vairs nevar izmantot { $count } prakšu vai pāru.
    [one] Šo ceļu vairs nevar izmantot { $count } prakse vai pāris.
   *[other] Šo ceļu vairs nevar izmantot { $count } prakses vai pāri.
} Visi pāri ir pārbaudīti no jauna.
quota-closed-items = Skartie:
quota-closed-action = Skatīt, ko tas skar
quota-closed-after = Jaunās kārtas šo ceļu neizmantos pašas no sevis. Par jau izveidotiem pāriem jālemj cilvēkam.

## bulk-change-done

bulk-change-done-subject = Paveikts: { $change } ({ $count ->
    [zero] { $count } rindu
    [one] { $count } rinda
   *[other] { $count } rindas
})
bulk-change-done-heading = Izmaiņa ir paveikta
bulk-change-done-lead = { $count ->
    [zero] Kā lūdzāt, mainītas { $count } rindu.
    [one] Kā lūdzāt, mainīta { $count } rinda.
   *[other] Kā lūdzāt, mainītas { $count } rindas.
}
bulk-change-done-action = Skatīt vai atsaukt
bulk-change-done-after = To var atsaukt līdz augstāk norādītajam laikam. Jau nosūtītas vēstules atsaukt nevar.

## erasure-due

erasure-due-subject = Jāizdzēš cilvēka dati: vēl { $left }
erasure-due-heading = Jāizdzēš dati
erasure-due-lead = Cilvēks lūdza izdzēst savus datus. Likums dod laiku līdz zemāk norādītajam brīdim.
erasure-due-action = Pārbaudīt un izdzēst
erasure-due-after = Lapā redzams, ko izdzēš, kas jāglabā un kāpēc.

## funder-report

funder-report-subject = Pārskats finansētājam ir gatavs: { $period }
funder-report-heading = Pārskats finansētājam ir gatavs
funder-report-lead = Programmas “{ $programme }” pārskats ({ $period }) ir sastādīts no ierakstiem un ir pārbaudāms.
funder-report-action = Lasīt pārskatu
funder-report-after = Pats no sevis tas nevienam netiek sūtīts. Lūdzu, pārbaudiet un nododiet tālāk.

## messages-overdue

messages-overdue-subject = { $count ->
    [zero] { $count } vēstuļu plānotas, bet nav nosūtītas
    [one] { $count } vēstule plānota, bet nav nosūtīta
   *[other] { $count } vēstules plānotas, bet nav nosūtītas
}: { $kind }
messages-overdue-heading = Vēstules plānotas, bet nav nosūtītas
messages-overdue-lead = { $count ->
    [zero] { $count } zemāk minētā veida vēstuļu bija jānosūta, bet tās nav izgājušas.
    [one] { $count } zemāk minētā veida vēstule bija jānosūta, bet tā nav izgājusi.
   *[other] { $count } zemāk minētā veida vēstules bija jānosūta, bet tās nav izgājušas.
}
messages-overdue-action = Atvērt vēstuļu grāmatu
messages-overdue-after = Paskatieties, vai darbojas sūtītājs un atbild pasta serveris. Nekas nav zudis: kas gaida, izies, kad tie darbosies.

## messages-uncertain

messages-uncertain-subject = { $count ->
    [zero] Šaubas par { $count } vēstulēm
    [one] Šaubas par { $count } vēstuli
   *[other] Šaubas par { $count } vēstulēm
}
messages-uncertain-heading = Vēstules, par kurām ir šaubas
messages-uncertain-lead = { $count ->
    [zero] Nav zināms, vai pasta serveris pieņēma { $count } vēstules.
    [one] Nav zināms, vai pasta serveris pieņēma { $count } vēstuli.
   *[other] Nav zināms, vai pasta serveris pieņēma { $count } vēstules.
} Jāpieņem lēmums.
messages-uncertain-action = Izlemt
messages-uncertain-after = Salīdziniet ar servera žurnālu, tad katru atlaidiet vai atceliet. Bez lēmuma tās nesūta.

## bounce-rate

bounce-rate-subject = Atgriežas pārāk daudz vēstuļu: { $rate }
bounce-rate-heading = Atgriežas pārāk daudz vēstuļu
bounce-rate-lead = Atgriezās { $rate } pēdējās diennakts vēstuļu. Robeža ir { $limit }.
bounce-rate-action = Skatīt, kas atgriezās
bounce-rate-after = Lūdzu, apskatiet iemeslus, pirms sūtāt vēl: pakalpojumu sniedzēji sāk noraidīt sūtītājus, kuru vēstules bieži atgriežas.

## backlog-age

backlog-age-subject = Notikumi gaida pārāk ilgi: { $stream }
backlog-age-heading = Notikumi gaida pārāk ilgi
backlog-age-lead = Vecākais notikums plūsmā { $stream } gaida { $oldest }. Robeža ir { $limit }.
backlog-age-action = Atvērt uzraudzību
backlog-age-after = Paskatieties, vai darbojas tās saņēmēji. Notikumi tiek glabāti, tāpēc nekas nav zudis.

## redelivery-spike

redelivery-spike-subject = Notikumi tiek piegādāti atkal un atkal: { $consumer }
redelivery-spike-heading = Notikumi tiek piegādāti atkal un atkal
redelivery-spike-lead = { $count ->
    [zero] Pēdējā stundā { $count } notikumu saņēmējam { $consumer } piegādāti vairāk nekā vienreiz.
    [one] Pēdējā stundā { $count } notikums saņēmējam { $consumer } piegādāts vairāk nekā vienreiz.
   *[other] Pēdējā stundā { $count } notikumi saņēmējam { $consumer } piegādāti vairāk nekā vienreiz.
}
redelivery-spike-action = Atvērt uzraudzību
redelivery-spike-after = Apskatiet kļūdas žurnālā. Pēc pārāk daudziem mēģinājumiem notikums nonāk pie nepiegādātajiem un tur gaida.

## backup-drill

backup-drill-subject = Laiks mācībām: atjaunot rezerves kopiju
backup-drill-heading = Atjaunojiet rezerves kopiju mācībām
backup-drill-lead = Reizi ceturksnī rezerves kopiju atjauno citā datorā, lai zinātu, ka tā darbojas.
backup-drill-items = Soļi:
backup-drill-action = Atvērt norādījumus
backup-drill-after = Lūdzu, paveiciet to līdz augstāk norādītajam laikam un pierakstiet, cik ilgi tas aizņēma. Kopija, ko neviens nav atjaunojis, ir tikai cerība.

## digest

digest-subject = { $programme }: { $count ->
    [zero] šodien { $count } ziņojumu
    [one] šodien { $count } ziņojums
   *[other] šodien { $count } ziņojumi
}
digest-heading = Šodiena vienā vēstulē
digest-lead = Nesteidzamos ziņojumus apvienojam vienā vēstulē dienā.
digest-items = Šodien:
digest-action = Atvērt savu lapu
digest-after = Steidzamie joprojām pienāk uzreiz.
