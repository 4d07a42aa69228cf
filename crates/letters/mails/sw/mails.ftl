# Maneno yote ya barua pepe kwa Kiswahili. Funguo ni zile zile za faili ya Kiingereza.

## Layout

greeting = Habari { $name },
footer-why-applicant = Unapokea barua hii kwa sababu unaomba nafasi katika { $programme }. Imetumwa mara moja, kwako peke yako.
footer-why-host = Unapokea barua hii kwa sababu kampuni yako inatoa nafasi katika { $programme }. Imetumwa mara moja, kwako peke yako.
footer-link = Kitufe kisipofanya kazi, fungua anwani hii:
label-reference = Nambari ya kumbukumbu
label-your-time = saa ya kwako
label-answer-until = Jibu kabla ya
label-position = Kazi
label-company = Kampuni
label-place = Mahali
label-starts = Kuanza
label-duration = Muda
label-pay = Malipo
label-candidate = Mgombea
label-seats-free = Nafasi zilizo wazi
duration-months = { $months ->
    [one] mwezi { $months }
   *[other] miezi { $months }
}
pay-month = € { $amount } kwa mwezi kabla ya kodi
place = { $city }, { $country }
your-candidate = Mgombea wako
country-am = Armenia
country-ee = Estonia
country-ke = Kenya
country-lt = Lithuania
country-lv = Latvia
country-ng = Nigeria
country-us = Marekani

## Time

instant = { $weekday } { $day } { $month } { $year }, saa { $time }
date = { $weekday } { $day } { $month } { $year }
in-zone = { $instant } (saa za { $zone })
in-utc = { $instant } (UTC)
weekday-1 = Jumatatu
weekday-2 = Jumanne
weekday-3 = Jumatano
weekday-4 = Alhamisi
weekday-5 = Ijumaa
weekday-6 = Jumamosi
weekday-7 = Jumapili
month-1 = Januari
month-2 = Februari
month-3 = Machi
month-4 = Aprili
month-5 = Mei
month-6 = Juni
month-7 = Julai
month-8 = Agosti
month-9 = Septemba
month-10 = Oktoba
month-11 = Novemba
month-12 = Desemba
left = { $hours ->
    [0] chini ya saa moja
    [one] saa { $hours }
   *[other] saa { $hours }
}
left-days = { $days ->
    [one] siku { $days }
   *[other] siku { $days }
}

## receipt

receipt-subject = { $programme }: tumepokea ombi lako ({ $reference })
receipt-preheader = Limewasilishwa: { $at }. Hifadhi barua hii: ni stakabadhi yako.
receipt-kicker = Stakabadhi
receipt-heading = Tumepokea ombi lako
receipt-lead = Ombi lako la { $programme } limefika kwa wakati. Hifadhi barua hii: ina stakabadhi iliyotiwa sahihi inayothibitisha tulilipokea lini.
receipt-label-submitted = Limewasilishwa
receipt-label-deadline = Mwisho wa maombi
receipt-pass = Ukaguzi wa kwanza umekuta kila kitu ambacho programu inahitaji. Sasa watu watasoma ombi lako. Tutakujulisha uamuzi kwa vyovyote vile.
receipt-review = Mtu ataangalia mambo yaliyo hapa chini kabla ya kuamua. Huhitaji kufanya chochote sasa.
receipt-fail = Ukaguzi wa kwanza umekuta kwamba masharti haya hayajatimizwa. Ukiona ni kosa, jibu barua hii na ueleze kwa nini: mtu ataisoma.
receipt-action = Tazama stakabadhi yako
receipt-signed = Stakabadhi iliyotiwa sahihi

## deadline-reminder

deadline-reminder-subject = Umebakiwa na { $left } kuwasilisha ombi lako
deadline-reminder-preheader = Maombi ya { $programme } yanafungwa: { $at }.
deadline-reminder-kicker = Mwisho wa maombi
deadline-reminder-heading = Umebakiwa na { $left } kuwasilisha
deadline-reminder-lead = Ulianza ombi la { $programme } lakini bado hujaliwasilisha. Ulichoandika kimehifadhiwa.
deadline-reminder-label-closes = Yanafungwa
deadline-reminder-missing = Bado kunakosekana:
deadline-reminder-complete = Hakuna kinachokosekana: lisome mara moja tena, kisha uliwasilishe.
deadline-reminder-action = Maliza na uwasilishe
deadline-reminder-calendar = Mwisho: kuomba { $programme }
deadline-reminder-note = Ombi lililochelewa hata kwa sekunde moja haliwezi kupokelewa. Tafadhali usisubiri saa ya mwisho. Ukibadilisha nia, huhitaji kufanya chochote.

## shortlist-digest

shortlist-digest-subject = { $candidates ->
    [one] Mgombea { $candidates }
   *[other] Wagombea { $candidates }
} kwa { $openings ->
    [one] kazi yako
   *[other] kazi zako
}
shortlist-digest-preheader = Wanaofaa zaidi katika { $programme } leo.
shortlist-digest-kicker = Orodha fupi
shortlist-digest-heading = Wagombea kwa { $openings ->
    [one] kazi yako
   *[other] kazi zako
}
shortlist-digest-lead = Tangu barua yetu iliyopita, kazi hizi zina wagombea wapya au waliobadilika. Majina yamefichwa hadi upangaji ukamilike, ili kila mtu apimwe kwa ujuzi wake.
shortlist-digest-row = { $candidates ->
    [one] mgombea { $candidates }
   *[other] wagombea { $candidates }
}, anayefaa zaidi ana pointi { $best }
shortlist-digest-seats = { $seats ->
    [one] nafasi { $seats } iko wazi
   *[other] nafasi { $seats } ziko wazi
}
shortlist-digest-action = Tazama orodha fupi
shortlist-digest-note = Unapata barua kama hii si zaidi ya mara moja kwa siku, na hupati kama hakuna kilichobadilika.

## offer

offer-subject = Ofa: { $title }, { $host }
offer-preheader = Tafadhali jibu kabla ya: { $until }.
offer-kicker = Ofa
offer-heading = { $host } wangependa kufanya kazi nawe
offer-lead = Umepangiwa nafasi hii katika { $programme }. Nafasi imewekwa kwa ajili yako peke yako hadi wakati ulio hapa chini.
offer-label-safe = Siku ya mwisho iliyo salama
offer-safe-note = Jibu la baada ya siku hii linaacha muda mfupi mno kwa kibali na safari.
offer-action = Soma ofa na ujibu
offer-note = Hakuna kilichoamuliwa hadi ubonyeze kitufe kwenye ukurasa huo. Kiungo ni chako peke yako: tafadhali usimpe mtu mwingine barua hii.

## offer-expiring

offer-expiring-subject = Umebakiwa na { $left } kujibu: { $title }, { $host }
offer-expiring-preheader = Nafasi imewekwa hadi: { $until }.
offer-expiring-kicker = Tunasubiri jibu lako
offer-expiring-heading = Umebakiwa na { $left } kujibu ofa yako
offer-expiring-lead = Nafasi ya { $host } bado imewekwa kwa ajili yako. Hata “hapana” ni jibu: nafasi humwendea mtu anayefuata mara moja.
offer-expiring-action = Kubali au kataa
offer-expiring-note = Usipojibu kufikia wakati huo, ofa itaisha na nafasi itapewa mtu mwingine.

## offer-accepted, to the trainee

offer-accepted-subject = Umekubali: { $title }, { $host }
offer-accepted-preheader = Nafasi ni yako.
offer-accepted-kicker = Imekubaliwa
offer-accepted-heading = Nafasi ni yako
offer-accepted-lead = Umekubali ofa ya { $host }. Tumewajulisha.
offer-accepted-next = Kinachofuata ni mkataba, kisha kibali chako na safari. Tutakuandikia katika kila hatua, kueleza kinachohitajika na kwa lini.

## offer-accepted-host

offer-accepted-host-subject = Imekubaliwa: { $title }
offer-accepted-host-preheader = { $trainee } amekubali ofa yako.
offer-accepted-host-kicker = Imekubaliwa
offer-accepted-host-heading = { $trainee } amekubali
offer-accepted-host-lead = Mgombea wako amekubali ofa, na nafasi imejazwa.
offer-accepted-host-next = Sasa tafadhali andaa mkataba. Tutakuandikia katika kila hatua ya kibali, kueleza hati zinazohitajika na kwa lini.

## offer-declined, to the trainee

offer-declined-subject = Umekataa: { $title }, { $host }
offer-declined-preheader = Asante kwa kujibu.
offer-declined-kicker = Imekataliwa
offer-declined-heading = Umekataa ofa
offer-declined-lead = Umekataa ofa ya { $host }. Asante kwa kujibu: nafasi tayari iko wazi kwa mtu anayefuata.
offer-declined-next = Unabaki katika programu. Nafasi nyingine ikikufaa, tutakuandikia.

## offer-declined-host

offer-declined-host-subject = Imekataliwa: { $title }
offer-declined-host-preheader = Tunatafuta mgombea anayefuata.
offer-declined-host-kicker = Imekataliwa
offer-declined-host-heading = Mgombea wako amekataa
offer-declined-host-lead = Nafasi iko wazi tena. Hii haisemi lolote kuhusu kampuni yako: watu huamua kwa sababu nyingi.
offer-declined-host-next = Tunaipangia nafasi hii mgombea mwingine na tutakujulisha mara tu atakapokubali. Huhitaji kufanya chochote.

## offer-expired, to the trainee

offer-expired-subject = Ofa yako imeisha: { $title }, { $host }
offer-expired-preheader = Muda wa kujibu umekwisha.
offer-expired-kicker = Imeisha
offer-expired-heading = Ofa yako imeisha
offer-expired-lead = Muda wa kujibu ofa ya { $host } umekwisha, kwa hiyo nafasi itapewa mtu mwingine.
offer-expired-next = Uko kwenye orodha ya kusubiri. Kama bado unataka kushiriki, jibu barua hii ili tujue.

## offer-expired-host

offer-expired-host-subject = Hakuna jibu: { $title }
offer-expired-host-preheader = Tunatafuta mgombea anayefuata.
offer-expired-host-kicker = Imeisha
offer-expired-host-heading = Mgombea wako hakujibu kwa wakati
offer-expired-host-lead = Ofa imeisha na nafasi iko wazi tena.
offer-expired-host-next = Tunaipangia nafasi hii mgombea mwingine na tutakujulisha mara tu atakapokubali. Huhitaji kufanya chochote.

## offer-rescinded, to the trainee

offer-rescinded-subject = Ofa imeondolewa: { $title }, { $host }
offer-rescinded-preheader = Samahani. Unabaki katika programu.
offer-rescinded-kicker = Imeondolewa
offer-rescinded-heading = Ofa hii imeondolewa
offer-rescinded-lead = Ofa ya { $host } haipo tena. Samahani: si kwa sababu yako.
offer-rescinded-next = Unabaki katika programu, nawe utakuwa wa kwanza nafasi nyingine inayokufaa ikipatikana. Kama tayari umetia sahihi au kulipia kitu, jibu barua hii leo.

## offer-rescinded-host

offer-rescinded-host-subject = Ofa imeondolewa: { $title }
offer-rescinded-host-preheader = Ofa haipo tena.
offer-rescinded-host-kicker = Imeondolewa
offer-rescinded-host-heading = Ofa ya nafasi yako imeondolewa
offer-rescinded-host-lead = Ofa kwa mgombea wako haipo tena, na nafasi yake iko wazi.
offer-rescinded-host-next = Kama hukuomba hivyo, jibu barua hii nasi tutaeleza.

footer-why-operator = Unapokea barua hii kwa sababu unaendesha { $programme }.
footer-why-operations = Unapokea barua hii kwa sababu unatunza huduma ya { $programme }.
footer-unsubscribe = Hutaki barua za aina hii? Zisimamishe hapa:
label-until = Hadi
label-when = Lini
label-previous_at = Hapo awali
label-was_at = Ilipangwa
label-ends_on = Mwisho
label-starts_on = Kuanza
label-expires_on = Inatumika hadi
label-last_on = Siku ya mwisho
label-host = Kampuni
label-opening = Kazi
label-city = Mji
label-country = Nchi
label-address = Anwani
label-meeting_url = Simu ya video
label-contact = Mtu wa kuwasiliana naye
label-bring = Njoo na
label-step = Hatua
label-round = Awamu
label-trainee = Mwanafunzi wa kazi
label-evaluation = Tathmini
label-seats = Nafasi
label-seats_free = Nafasi zilizo wazi
label-seats_filled = Nafasi zilizojazwa
label-offers_open = Ofa zisizo na jibu
label-candidates_waiting = Wagombea wanaokusubiri
label-openings = Kazi zinazotolewa
label-awaiting_review = Maombi ya kukaguliwa
label-documents_to_check = Hati za kukaguliwa
label-appeals = Rufaa
label-approvals = Yanasubiri idhini
label-offers_expiring = Ofa zinazoisha leo
label-permits_at_risk = Vibali vilivyo hatarini
label-submitted = Yamewasilishwa
label-submitted_last_hour = Yaliyowasilishwa saa iliyopita
label-drafts_open = Rasimu ambazo hazijawasilishwa
label-pairs = Jozi
label-unmatched = Wasio na jozi
label-placed = Waliopangiwa
label-programme_deadline = Kwa saa za programu
label-blocking_pairs = Jozi zinazozuia
label-input_hash = Hashi ya data ya kuanzia
label-route = Aina ya kibali
label-change = Badiliko
label-period = Kipindi
label-kind = Aina ya barua
label-oldest = La zamani zaidi
label-rate = Kiwango
label-limit = Kikomo
label-stream = Mkondo
label-consumer = Mpokeaji
span = { $begin } – { $end }

## Notices

topic-application = Ombi
topic-interview = Mahojiano
topic-training = Mafunzo
topic-ranking = Mapendeleo
topic-match = Upangaji
topic-offer = Ofa
topic-placement = Mafunzo kazini
topic-permit = Kibali
topic-data = Data yako
topic-partnership = Ushirikiano
topic-opening = Nafasi ya kazi
topic-summary = Muhtasari
topic-operation = Ya kufanya
topic-service = Huduma

## verify-address

verify-address-subject = Tafadhali thibitisha anwani yako ya barua pepe
verify-address-heading = Je, hii ni anwani yako?
verify-address-lead = Mtu fulani, huenda ni wewe, alianza ombi la { $programme } kwa anwani hii. Tafadhali thibitisha kuwa ni yako, ili barua zetu zimfikie mtu sahihi.
verify-address-action = Thibitisha anwani hii
verify-address-after = Kiungo hufanya kazi mara moja na hadi wakati ulio hapo juu. Kama si wewe, usifanye chochote: bila uthibitisho tutaifuta anwani.

## draft-saved

draft-saved-subject = Rasimu ya ombi lako imehifadhiwa
draft-saved-heading = Rasimu yako imehifadhiwa
draft-saved-lead = Ulianza ombi la { $programme }. Limehifadhiwa lakini bado halijawasilishwa: hakuna anayelisoma kabla hujaliwasilisha.
draft-saved-items = Bado kunakosekana:
draft-saved-action = Endelea na ombi lako
draft-saved-after = Tutakukumbusha kabla ya mwisho wa maombi. Kisichowasilishwa kufikia hapo hakiwezi kuzingatiwa.

## application-link

application-link-subject = Kiungo kipya cha ombi lako
application-link-heading = Kiungo chako kipya
application-link-lead = Mtu fulani, huenda ni wewe, aliomba kiungo kipya cha ombi lako la { $programme }.
application-link-action = Fungua ombi lako
application-link-after = Kiungo hufanya kazi mara moja, kwa siku sitini. Kama hukukiomba, usifanye chochote: kimetumwa kwako peke yako.

## call-opens

call-opens-subject = Sasa unaweza kuomba { $programme }
call-opens-heading = Maombi yamefunguliwa
call-opens-lead = Ulituomba tukuambie ni lini unaweza kuomba { $programme }. Sasa unaweza.
call-opens-action = Anza ombi
call-opens-after = Unaweza kuhifadhi rasimu na kuimaliza baadaye. Maombi yanayofika baada ya mwisho hayawezi kuzingatiwa.

## deadline-moved

deadline-moved-subject = Mwisho mpya wa maombi: { $at }
deadline-moved-heading = Mwisho wa maombi umebadilishwa
deadline-moved-lead = { $programme } ina mwisho mpya wa maombi, ulioonyeshwa hapa chini. Rasimu yako inabaki kama ilivyo.
deadline-moved-items = Bado kunakosekana:
deadline-moved-action = Maliza na uwasilishe
deadline-moved-after = Kuanzia sasa wakati mpya pekee ndio unaohesabika. Faili ya kalenda iliyoambatishwa inachukua nafasi ya ile ya awali.

## draft-expired

draft-expired-subject = Muda wa maombi umepita; rasimu yako haikuwasilishwa
draft-expired-heading = Muda wa maombi umepita
draft-expired-lead = Ombi lako la { $programme } lilikuwa bado rasimu muda ulipopita, kwa hiyo haliwezi kuzingatiwa.
draft-expired-after = Hakuna aliyesoma rasimu yako. Huhitaji kufanya chochote. Kama uliliwasilisha na una stakabadhi, jibu barua hii ukiiambatisha.

## ineligible

ineligible-subject = Ombi lako halitimizi sharti moja
ineligible-heading = Sharti moja halijatimizwa
ineligible-lead = Tulikagua ombi lako la { $programme } kulingana na kanuni zake. Lilivyo sasa haliwezi kuendelea, kwa sababu iliyo hapa chini.
ineligible-items = Sababu nyingine:
ineligible-action = Omba liangaliwe tena
ineligible-after = Ukiona ni kosa, omba liangaliwe tena: mtu atasoma ombi lako upya. Bila hivyo linabaki limefungwa.

## documents-missing

documents-missing-subject = Hati zinakosekana kwenye ombi lako
documents-missing-heading = Baadhi ya hati zinakosekana
documents-missing-lead = Ombi lako la { $programme } linakaguliwa. Ili tuamue, tunahitaji hati zilizo hapa chini.
documents-missing-items = Bado zinakosekana:
documents-missing-action = Tuma hati
documents-missing-after = Bila hati hizo hatuwezi kuendelea, na ombi litafungwa baada ya wakati ulio hapo juu. Kama huwezi kupata moja kwa wakati, jibu barua hii na ueleze kwa nini.

## interview-invitation

interview-calendar = Mahojiano: { $title }
interview-invitation-subject = Mahojiano na { $host }: { $at }
interview-invitation-heading = Mahojiano na { $host }
interview-invitation-lead = { $host } wangependa kuzungumza nawe. Wakati ulio hapa chini ni wa eneo lako; uko pia kwenye faili ya kalenda iliyoambatishwa.
interview-invitation-action = Thibitisha mahojiano
interview-invitation-after = Kama wakati haukufai, ukurasa huo huo unakuruhusu kuomba mwingine. Tafadhali fanya hivyo mapema iwezekanavyo.

## interview-moved

interview-moved-subject = Wakati mpya wa mahojiano yako na { $host }: { $at }
interview-moved-heading = Mahojiano yako yamehamishwa
interview-moved-lead = Mahojiano yako na { $host } yana wakati mpya. Faili ya kalenda iliyoambatishwa inachukua nafasi ya ingizo la awali.
interview-moved-action = Thibitisha wakati mpya
interview-moved-after = Kama wakati mpya haukufai, ukurasa huo huo unakuruhusu kuomba mwingine.

## interview-cancelled

interview-cancelled-subject = Mahojiano yako na { $host } yamefutwa
interview-cancelled-heading = Mahojiano yako yamefutwa
interview-cancelled-lead = Mahojiano na { $host } ya wakati ulio hapa chini hayatafanyika. Faili ya kalenda iliyoambatishwa inayaondoa kwenye kalenda yako.
interview-cancelled-after = Huhitaji kufanya chochote. Kukiwa na mahojiano mengine, utapata mwaliko mpya.

## admitted

admitted-subject = Umekubaliwa katika { $programme }
admitted-heading = Umekubaliwa
admitted-lead = Ombi lako limekubaliwa: kuna nafasi yako katika { $programme }.
admitted-action = Tazama kinachofuata
admitted-after = Huhitaji kufanya chochote sasa: tutaandika kabla ya mafunzo kuanza. Kama huwezi kuchukua nafasi hii, jibu barua hii, ili apewe mtu aliye kwenye orodha ya kusubiri.

## waitlisted

waitlisted-subject = Uko kwenye orodha ya kusubiri ya { $programme }
waitlisted-heading = Uko kwenye orodha ya kusubiri
waitlisted-lead = Ombi lako la { $programme } ni zuri, lakini kwa sasa nafasi zote zimejaa. Uko kwenye orodha ya kusubiri.
waitlisted-after = Huhitaji kufanya chochote. Nafasi yako ikipatikana, tutaandika mara moja. Kama hutaki tena kushiriki, jibu barua hii.

## rejected

rejected-subject = Ombi lako la { $programme }
rejected-heading = Hatuwezi kukupa nafasi
rejected-lead = Asante kwa kuomba { $programme }. Tumesoma ombi lako kwa makini na safari hii hatuwezi kukupa nafasi.
rejected-after = Unaweza kuomba tena wakati mwingine. Ukitaka kujua zaidi kuhusu uamuzi, jibu barua hii.

## training-starts

training-starts-subject = Mafunzo yako yanaanza { $at }
training-starts-heading = Mafunzo yako yanaanza
training-starts-lead = Mafunzo ya { $programme } yanaanza wakati ulio hapa chini, kwa saa za eneo lako. Tafadhali jaribu kuingia mapema.
training-starts-action = Fungua mafunzo
training-starts-after = Kama huwezi kuanza wakati huo, jibu barua hii leo, ili tutafute njia pamoja.

## training-behind

training-behind-subject = Mafunzo: { $count ->
    [one] sehemu { $count } haijakamilika
   *[other] sehemu { $count } hazijakamilika
}
training-behind-heading = Uko nyuma ya mpango
training-behind-lead = { $count ->
    [one] Sehemu { $count } ya mafunzo yako ilipaswa kuwa imekamilika na bado haijakamilika.
   *[other] Sehemu { $count } za mafunzo yako zilipaswa kuwa zimekamilika na bado hazijakamilika.
}
training-behind-items = Bado hazijakamilika:
training-behind-action = Endelea na mafunzo
training-behind-after = Tafadhali fikia mpango kufikia wakati ulio hapo juu. Anayebaki nyuma hawezi kupangiwa kampuni. Kama kuna kinachokuzuia, jibu barua hii: tunaweza kusaidia.

## rank-hosts

rank-hosts-subject = Umebakiwa na { $left } kupanga kampuni zako
rank-hosts-heading = Ungechagua kampuni zipi?
rank-hosts-lead = { $count ->
    [one] Nafasi { $count } inakufaa. Sema kama unaitaka.
   *[other] Nafasi { $count } zinakufaa. Ziweke unazotaka kwa mpangilio wako.
} Awamu huangalia mpangilio wako kabla ya jambo lingine lolote.
rank-hosts-action = Panga kampuni
rank-hosts-after = Unaweza kubadilisha mpangilio hadi wakati ulio hapo juu. Usipopanga chochote, mpangilio utatokana na jinsi kila nafasi inavyokufaa.

## match-result

match-result-subject = Matokeo ya awamu: safari hii hukupangiwa nafasi
match-result-heading = Safari hii hakuna nafasi
match-result-lead = Awamu imeamuliwa. Safari hii hakukuwa na nafasi yako kati ya zile ulizochagua na zinazokufaa.
match-result-after = Unabaki katika programu na utashiriki awamu ijayo. Huhitaji kufanya chochote.

## opening-cancelled

opening-cancelled-subject = Imefutwa: { $opening }, { $host }
opening-cancelled-heading = Nafasi uliyochagua imefutwa
opening-cancelled-lead = { $host } wamefuta nafasi hii. Haihusiani nawe.
opening-cancelled-action = Tazama mpangilio wako
opening-cancelled-after = Nafasi nyingine kwenye mpangilio wako zinapanda. Huhitaji kufanya chochote.

## contract-due

contract-due-subject = Tafadhali tia sahihi mkataba wako na { $host }
contract-due-heading = Mkataba wako uko tayari kutiwa sahihi
contract-due-lead = Mkataba wa muda wako katika { $host } uko tayari. Tafadhali usome na utie sahihi kabla ya wakati ulio hapa chini.
contract-due-action = Soma na utie sahihi
contract-due-after = Kibali kinaweza kuombwa tu kwa mkataba uliotiwa sahihi. Ukichelewa, huenda kuanza kukasogezwa. Kama kuna kosa ndani yake, jibu barua hii kabla ya kutia sahihi.

## permit-step

permit-step-subject = { $step ->
    [permit_filed] Kibali chako kimeombwa
    [permit_granted] Umepewa kibali chako
    [permit_refused] Kibali chako kimekataliwa
    [appeal_filed] Rufaa yako imewasilishwa
   *[other] Habari kuhusu kibali chako
}
permit-step-heading = { $step ->
    [permit_filed] Kibali chako kimeombwa
    [permit_granted] Umepewa kibali chako
    [permit_refused] Kibali chako kimekataliwa
    [appeal_filed] Rufaa yako imewasilishwa
   *[other] Habari kuhusu kibali chako
}
permit-step-lead = { $step ->
    [permit_filed] Ombi la kibali chako cha { $country } limewasilishwa. Sasa mamlaka zinaamua.
    [permit_granted] Kibali chako cha { $country } kimetolewa. Unaweza kupanga safari yako.
    [permit_refused] Kibali chako cha { $country } kimekataliwa. Samahani. Bado haimaanishi kwamba nafasi yako imepotea.
    [appeal_filed] Rufaa dhidi ya kukataliwa kwa kibali chako cha { $country } imewasilishwa.
   *[other] Kuna kilichobadilika kuhusu kibali chako cha { $country }.
}
permit-step-items = Kinachofuata:
permit-step-action = Tazama kibali chako
permit-step-after = { $step ->
    [permit_filed] Tafadhali usikate tiketi bado. Tutaandika mara tu uamuzi utakapotoka.
    [permit_granted] Tafadhali kagua jina na tarehe kwenye kibali, na utuambie mara moja kama kuna kosa.
    [permit_refused] Tutaangalia pamoja nawe nini kinaweza kufanywa. Tafadhali usikate wala kufuta chochote hadi tutakapokuandikia.
    [appeal_filed] Tutaandika mara tu uamuzi utakapotoka.
   *[other] Huhitaji kufanya chochote isipokuwa ukurasa useme hivyo.
}

## permit-at-risk

permit-at-risk-subject = Kibali chako huenda kikachelewa
permit-at-risk-heading = Kibali chako huenda kikachelewa
permit-at-risk-lead = Kwa mpango wa leo, kibali chako cha { $country } huenda kisiwepo utakapoanza. Bado kuna muda wa kufanya jambo.
permit-at-risk-items = Kinachosaidia sasa:
permit-at-risk-action = Tazama kinachosaidia
permit-at-risk-after = Kibali kisipopatikana kwa wakati, kuanza kunasogezwa au nafasi nyingine inatafutwa. Hakuna kinachoamuliwa bila wewe.

## travel-pack

travel-pack-subject = Safari yako ya { $city }: imebaki { $left }
travel-pack-heading = Safari yako ya { $city }
travel-pack-lead = Imebaki { $left } kabla ya kufika { $city }. Haya ndiyo utakayohitaji njiani.
travel-pack-items = Tafadhali kuwa na:
travel-pack-action = Fungua taarifa za safari
travel-pack-after = Ndege ikibadilika au kitu kikikosekana, jibu barua hii mara moja: mtu huisoma hata siku za safari.

## first-day

first-day-subject = Siku yako ya kwanza katika { $host }
first-day-heading = Siku yako ya kwanza katika { $host }
first-day-lead = { $host } wanakusubiri wakati na mahali palipo hapa chini.
first-day-items = Tafadhali njoo na:
first-day-action = Tazama njia ya kufika
first-day-after = Kama huwezi kuja au umechelewa, mpigie mtu aliyetajwa hapo juu na ujibu barua hii.

## mid-review

mid-review-subject = Nusu ya muda wako katika { $host } imepita: mambo yanaendaje?
mid-review-heading = Mambo yanaendaje?
mid-review-lead = Nusu ya muda wako katika { $host } imepita. Tafadhali jibu maswali machache, ili tuweze bado kubadilisha kinachohitaji kuboreshwa.
mid-review-action = Jibu maswali
mid-review-after = Inachukua kama dakika tano. Kampuni yako itaona tu unachokubali kushiriki.

## placement-ends

placement-ends-subject = Muda wako katika { $host } unaisha hivi karibuni
placement-ends-heading = Muda wako unaisha hivi karibuni
placement-ends-lead = Muda wako katika { $host } unaisha { $ends_on }. Kuna mambo machache ya kukamilisha kabla ya hapo.
placement-ends-items = Kabla ya kuondoka:
placement-ends-action = Tazama kilichobaki
placement-ends-after = Ukikaa zaidi au ukiondoka mapema, jibu barua hii, ili kibali na bima vifae.

## permit-expiring

permit-expiring-subject = Kibali chako kinaisha baada ya { $count ->
    [one] siku { $count }
   *[other] siku { $count }
}
permit-expiring-heading = Kibali chako kinaisha { $expires_on }
permit-expiring-lead = Kibali chako cha { $country } kinatumika hadi { $expires_on }. Tafadhali tuambie kama utakiongeza muda au utaondoka kabla ya siku hiyo.
permit-expiring-action = Tuambie mpango wako
permit-expiring-after = Kuongeza muda huombwa kibali kikiwa bado kinatumika. Kukaa bila kibali hakuruhusiwi na kunaweza kuzuia vibali vya baadaye.

## stay-or-return

stay-or-return-subject = Baada ya muda wako: utabaki au utarudi?
stay-or-return-heading = Utabaki au utarudi?
stay-or-return-lead = Muda wako unaisha { $ends_on }. Tafadhali tuambie unapanga nini, ili tusaidie kwa wakati: kwa kazi na kibali, au kwa kurudi kwako.
stay-or-return-action = Tuambie mpango wako
stay-or-return-after = Haikufungi kwa lolote. Bila jibu tutaandaa kurudi kwako.

## reintegration

reintegration-subject = Msaada wa kuanza tena nyumbani
reintegration-heading = Karibu tena
reintegration-lead = Umerudi kutoka { $programme }. Kwa miezi miwili unaweza kupata msaada wa kuanza tena: kuhusu kazi, hati, au mazungumzo tu.
reintegration-items = Tunachoweza kutoa:
reintegration-action = Chagua kinachosaidia
reintegration-after = Ni bure. Kama huhitaji, huna la kufanya.

## outcome-questions

outcome-questions-subject = { $count ->
    [one] Mwezi { $count } baada ya muda wako: habari yako?
   *[other] Miezi { $count } baada ya muda wako: habari yako?
}
outcome-questions-heading = Habari yako sasa?
outcome-questions-lead = { $count ->
    [one] Mwezi { $count } umepita tangu muda wako uishe.
   *[other] Miezi { $count } imepita tangu muda wako uishe.
} Tafadhali tuambie unafanya nini sasa. Inaonyesha programu inafaa kwa nini, na haifai kwa nini.
outcome-questions-action = Jibu maswali matatu
outcome-questions-after = Majibu yako yanahesabiwa bila jina lako. Bila jibu tutaandika “haijulikani”.

## data-export-ready

data-export-ready-subject = Nakala ya data yako iko tayari
data-export-ready-heading = Nakala ya data yako iko tayari
data-export-ready-lead = Uliomba nakala ya kila kitu ambacho { $programme } inajua kukuhusu. Iko tayari kuchukuliwa.
data-export-ready-action = Chukua data yako
data-export-ready-after = Kiungo hufanya kazi hadi wakati ulio hapo juu; kisha nakala hufutwa. Kama hukuiomba, jibu barua hii mara moja.

## erased

erased-subject = Data yako imefutwa
erased-heading = Data yako imefutwa
erased-lead = Kama ilivyoombwa, tumefuta data yako kutoka { $programme }. Kile ambacho sheria inatulazimu kuhifadhi kinahifadhiwa bila jina lako.
erased-after = Hii ni barua yetu ya mwisho kwako; anwani hii imefutwa pamoja nayo. Huhitaji kufanya chochote.

## host-invitation

host-invitation-subject = Mwaliko wa kushiriki katika { $programme }
host-invitation-heading = Shiriki katika { $programme }
host-invitation-lead = Tungependa kufanya kazi na kampuni yako katika { $programme }. Ninyi mnatoa nafasi, sisi tunapendekeza watu wenye ujuzi unaofaa, na pande zote mbili zinachagua. Ukurasa unaonyesha makubaliano, gharama zake na kinachohitajika kwenu.
host-invitation-action = Soma makubaliano
host-invitation-after = Tafadhali jibu kabla ya wakati ulio hapo juu. Kama haiwafai, “hapana” kwenye ukurasa huo huo inatosha, na hatutaandika tena.

## confirm-opening

confirm-opening-subject = Je, nafasi hii bado ni sahihi? { $opening }
confirm-opening-heading = Je, nafasi hii bado ni sahihi?
confirm-opening-lead = Kabla watu hawajaiona, tafadhali angalia tena mnachotoa: idadi ya nafasi, kuanza, malipo na ujuzi.
confirm-opening-action = Thibitisha au badilisha
confirm-opening-after = Kisichothibitishwa kufikia wakati ulio hapo juu hakionyeshwi kwa yeyote katika awamu hii.

## answer-overdue

answer-overdue-subject = { $count ->
    [one] Mgombea { $count } anasubiri jibu lako
   *[other] Wagombea { $count } wanasubiri jibu lako
}: { $opening }
answer-overdue-heading = Tunasubiri jibu lako
answer-overdue-lead = { $count ->
    [one] Mgombea { $count } wa nafasi hii anasubiri jibu lako.
   *[other] Wagombea { $count } wa nafasi hii wanasubiri jibu lako.
} Hadi utakapojibu, hakuna anayeweza kupanga.
answer-overdue-action = Jibu sasa
answer-overdue-after = Bila jibu kufikia wakati ulio hapo juu, nafasi zako zitasimamishwa, na wagombea wataonyeshwa nyingine.

## host-paused

host-paused-subject = Nafasi zako zimesimamishwa
host-paused-heading = Nafasi zako zimesimamishwa
host-paused-lead = Mara mbili hatukupata jibu lako, kwa hiyo nafasi zako katika { $programme } zimesimamishwa: hakuna wagombea wanaopendekezwa kwazo.
host-paused-action = Shiriki tena
host-paused-after = Jibu moja kwenye ukurasa huo linatosha kuendelea. Ofa zilizokwisha kutumwa zinabaki halali.

## interview-host

interview-host-subject = { $state ->
    [cancelled] Mahojiano ya { $opening } yamefutwa
   *[other] { $sequence ->
        [0] Mahojiano ya { $opening }: { $at }
       *[other] Wakati mpya wa mahojiano ya { $opening }: { $at }
    }
}
interview-host-heading = { $state ->
    [cancelled] Mahojiano yamefutwa
   *[other] { $sequence ->
        [0] Mahojiano ya nafasi yako
       *[other] Mahojiano yamehamishwa
    }
}
interview-host-lead = { $state ->
    [cancelled] Mahojiano ya { $opening } ya wakati ulio hapa chini hayatafanyika. Faili ya kalenda iliyoambatishwa inayaondoa kwenye kalenda yako.
   *[other] { $sequence ->
        [0] Mahojiano ya { $opening } yamepangwa. Faili ya kalenda iliyoambatishwa ina wakati.
       *[other] Mahojiano ya { $opening } yana wakati mpya. Faili ya kalenda iliyoambatishwa inachukua nafasi ya ingizo la awali.
    }
}
interview-host-action = Tazama mahojiano
interview-host-after = { $state ->
    [cancelled] Huhitaji kufanya chochote. Kukiwa na mahojiano mengine, utapata mwaliko mpya.
   *[other] Kama wakati haukufai, ukurasa huo huo unakuruhusu kupendekeza mwingine. Tafadhali fanya hivyo mapema iwezekanavyo.
}

## rank-candidates

rank-candidates-subject = Umebakiwa na { $left } kupanga wagombea: { $opening }
rank-candidates-heading = Ungemchagua nani?
rank-candidates-lead = { $count ->
    [one] Mgombea { $count } anafaa nafasi hii. Sema kama ungemchukua.
   *[other] Wagombea { $count } wanafaa nafasi hii. Waweke ambao ungewachukua kwa mpangilio wako.
} Majina yamefichwa hadi upangaji ukamilike.
rank-candidates-action = Panga wagombea
rank-candidates-after = Unaweza kubadilisha mpangilio hadi wakati ulio hapo juu. Usipompanga yeyote, mpangilio utatokana na jinsi kila mgombea anavyofaa.

## match-result-host

match-result-host-subject = Matokeo ya awamu: { $count ->
    [0] safari hii hakuna aliyepangwa
    [one] aliyepangwa ni { $count }
   *[other] waliopangwa ni { $count }
}
match-result-host-heading = Awamu imeamuliwa
match-result-host-lead = { $count ->
    [0] Safari hii hakuna aliyepangiwa nafasi zako.
    [one] Nafasi { $count } kati ya zako imepata mtu. Ofa inatumwa sasa.
   *[other] Nafasi { $count } kati ya zako zimepata watu. Ofa zinatumwa sasa.
}
match-result-host-items = Nafasi zako:
match-result-host-action = Tazama matokeo
match-result-host-after = Matokeo yamekaguliwa: hakuna mgombea na kampuni wanaopendana kuliko walichopata.{ $count ->
    [0] {""}
   *[other] {" "}Tutakujulisha kila ofa inapojibiwa.
}

## next-candidate

next-candidate-subject = Mgombea anayefuata: { $opening }
next-candidate-heading = Nafasi imepewa mgombea anayefuata
next-candidate-lead = Nafasi ya kazi hii ilibaki wazi, na mgombea anayefuata kwenye orodha yako sasa ana ofa. Anaweza kujibu hadi wakati ulio hapa chini.
next-candidate-action = Tazama mgombea
next-candidate-after = Huhitaji kufanya chochote. Tutakujulisha mara tu kutakapokuwa na jibu.

## candidate-withdrew

candidate-withdrew-subject = Mgombea amejiondoa: { $opening }
candidate-withdrew-heading = Mgombea amejiondoa
candidate-withdrew-lead = Mgombea mmoja kwenye orodha yako ya nafasi hii hashiriki tena. Watu hujiondoa kwa sababu nyingi; haisemi lolote kuhusu kampuni yako.
candidate-withdrew-action = Tazama orodha fupi
candidate-withdrew-after = Wengine kwenye orodha yako wanapanda. Huhitaji kufanya chochote.

## permit-papers

permit-papers-subject = Hati za kibali, zinahitajika kabla ya { $at }
permit-papers-heading = Tunahitaji hati kutoka kwako
permit-papers-lead = Kwa kibali cha { $trainee } tunahitaji hati zilizo hapa chini kutoka kampuni yako.
permit-papers-items = Tafadhali tuma:
permit-papers-action = Tuma hati
permit-papers-after = Wakati ulio hapo juu ndio wa mwisho ambapo kibali bado kinaweza kufika kabla ya kuanza. Baadaye, kuanza kutasogezwa.

## arrival

arrival-subject = { $trainee } anafika { $at }
arrival-heading = { $trainee } anafika
arrival-lead = Mwanafunzi wako wa kazi anafika { $city } wakati ulio hapa chini.
arrival-items = Tafadhali andaa:
arrival-action = Tazama mpango wa kufika
arrival-after = Kama hakuna anayeweza kumpokea, jibu barua hii, na tutampata anayeweza.

## evaluation-due

evaluation-due-subject = Tunasubiri tathmini yako ya { $trainee }
evaluation-due-heading = Tafadhali tathmini mafunzo haya
evaluation-due-lead = Tafadhali tuambie kazi na { $trainee } inaendaje. Inachukua kama dakika tano.
evaluation-due-action = Andika tathmini
evaluation-due-after = Mwanafunzi wako wa kazi ataisoma pia. Bila hiyo mafunzo hayawezi kuthibitishwa.

## seats-unused

seats-unused-subject = { $count ->
    [one] Nafasi { $count } haitumiki
   *[other] Nafasi { $count } hazitumiki
}
seats-unused-heading = { $count ->
    [one] Nafasi { $count } kati ya zako haitumiki
   *[other] Nafasi { $count } kati ya zako hazitumiki
}
seats-unused-lead = Zimewekwa kwa ajili yako lakini hazijajazwa wala kutolewa ofa. Je, bado unazihitaji?
seats-unused-items = Kwa kila kazi:
seats-unused-action = Zibakize au uzirudishe
seats-unused-after = Nafasi zinazorudishwa humsaidia mwingine. Bila jibu zinabaki zako hadi awamu ifungwe.

## weekly-summary

weekly-summary-subject = Wiki yako katika { $programme }
weekly-summary-heading = Wiki yako kwa ufupi
weekly-summary-lead = Hivi ndivyo nafasi zako zilivyo.
weekly-summary-items = Yanayokusubiri:
weekly-summary-action = Fungua ukurasa wako
weekly-summary-after = Unapata barua hii mara moja kwa wiki, na hupati kama hakuna kilichotokea.

## work-list

work-list-subject = { $count ->
    [0] Leo hakuna kinachokusubiri
    [one] Leo jambo { $count } linakusubiri
   *[other] Leo mambo { $count } yanakusubiri
}
work-list-heading = Yanayosubiri leo
work-list-lead = Haya ni mambo ya { $programme } yanayohitaji mtu.
work-list-items = Kwanza kabisa:
work-list-action = Fungua orodha ya kazi
work-list-after = Yaliyosubiri zaidi yako juu ya orodha.

## last-day-surge

last-day-surge-subject = Saa za mwisho za maombi: { $count ->
    [one] rasimu { $count } iko wazi
   *[other] rasimu { $count } ziko wazi
}
last-day-surge-heading = Saa za mwisho za maombi
last-day-surge-lead = { $count ->
    [one] Rasimu { $count } bado haijawasilishwa.
   *[other] Rasimu { $count } bado hazijawasilishwa.
} Maombi mengi hufika saa hizi.
last-day-surge-action = Fuatilia maombi
last-day-surge-after = Tafadhali usibadilishe fomu wala kanuni hadi muda wa maombi upite.

## second-approval

second-approval-subject = Idhini ya pili inahitajika: awamu { $round }
second-approval-heading = Awamu inahitaji idhini ya pili
second-approval-lead = Matokeo ya awamu { $round } yameidhinishwa mara moja. { $programme } inahitaji watu wawili tofauti: idhini ya pili bado inakosekana.
second-approval-action = Kagua na uidhinishe
second-approval-after = Hakuna ofa inayotumwa kabla ya hapo. Kama kuna kinachoonekana si sawa, yarudishe kwenye ukurasa huo huo.

## round-published

round-published-subject = Imechapishwa: awamu { $round }
round-published-heading = Awamu imechapishwa
round-published-lead = Awamu { $round } imechapishwa, na ofa zinatumwa. Takwimu za mkaguzi ziko hapa chini.
round-published-action = Fungua ripoti ya mkaguzi
round-published-after = Yeyote anaweza kukokotoa matokeo tena kutoka data ya kuanzia na mbegu: ukurasa unaeleza jinsi.

## offers-expiring-today

offers-expiring-today-subject = { $count ->
    [one] Ofa { $count } inaisha leo
   *[other] Ofa { $count } zinaisha leo
}
offers-expiring-today-heading = Ofa zinaisha leo
offers-expiring-today-lead = { $count ->
    [one] Ofa { $count } haina jibu bado na inaisha leo.
   *[other] Ofa { $count } hazina jibu bado na zinaisha leo.
} Watu wamekumbushwa; mara nyingi simu husaidia.
offers-expiring-today-items = Kwa mpangilio wa saa:
offers-expiring-today-action = Tazama ofa
offers-expiring-today-after = Ofa inayoisha huacha nafasi wazi, na mgombea anayefuata hupewa mara moja.

## permit-refused

permit-refused-subject = { $programme }: kibali kimekataliwa ({ $reference })
permit-refused-heading = Kibali kimekataliwa
permit-refused-lead = Kibali cha { $country } cha nafasi hii kimekataliwa.
permit-refused-action = Amua: rufaa au kumaliza
permit-refused-after = Bila rufaa kwa wakati, kukataliwa ni kwa mwisho, nafasi inabatilishwa na inabaki wazi.

## quota-closed

quota-closed-subject = Mgao wa vibali umefungwa: { $route }
quota-closed-heading = Mgao wa vibali umefungwa
quota-closed-lead = { $count ->
    [0] Hakuna nafasi wala jozi inayoguswa.
    [one] Nafasi au jozi { $count } haiwezi tena kupitia njia hii.
   *[other] Nafasi au jozi { $count } haziwezi tena kupitia njia hii.
} Kila jozi imekaguliwa tena.
quota-closed-items = Zinazoguswa:
quota-closed-action = Tazama nani anaguswa
quota-closed-after = Awamu mpya zinaacha njia hii zenyewe. Kwa jozi zilizokwisha kufanywa, mtu lazima aamue.

## bulk-change-done

bulk-change-done-subject = Imekamilika: { $change } ({ $count ->
    [one] safu { $count }
   *[other] safu { $count }
})
bulk-change-done-heading = Badiliko limekamilika
bulk-change-done-lead = { $count ->
    [one] Safu { $count } imebadilishwa, kama ulivyoomba.
   *[other] Safu { $count } zimebadilishwa, kama ulivyoomba.
}
bulk-change-done-action = Litazame au ulitengue
bulk-change-done-after = Linaweza kutenguliwa hadi wakati ulio hapo juu. Barua zilizokwisha kutumwa haziwezi kurudishwa.

## erasure-due

erasure-due-subject = Data ya mtu lazima ifutwe: imebaki { $left }
erasure-due-heading = Data lazima ifutwe
erasure-due-lead = Mtu ameomba data yake ifutwe. Sheria inatupa hadi wakati ulio hapa chini.
erasure-due-action = Kagua na ufute
erasure-due-after = Ukurasa unaonyesha kinachofutwa, kinachopaswa kuhifadhiwa, na kwa nini.

## funder-report

funder-report-subject = Ripoti ya mfadhili iko tayari: { $period }
funder-report-heading = Ripoti ya mfadhili iko tayari
funder-report-lead = Ripoti ya { $programme } ya { $period } imetengenezwa kutoka kumbukumbu na iko tayari kukaguliwa.
funder-report-action = Soma ripoti
funder-report-after = Haitumwi kwa yeyote yenyewe. Tafadhali ikague, kisha uipeleke.

## messages-overdue

messages-overdue-subject = { $count ->
    [one] Barua { $count } imepangwa na haijatumwa
   *[other] Barua { $count } zimepangwa na hazijatumwa
}: { $kind }
messages-overdue-heading = Barua zimepangwa na hazijatumwa
messages-overdue-lead = { $count ->
    [one] Barua { $count } ya aina iliyo hapa chini ilipaswa kutumwa na haijatoka.
   *[other] Barua { $count } za aina iliyo hapa chini zilipaswa kutumwa na hazijatoka.
}
messages-overdue-action = Fungua daftari la barua
messages-overdue-after = Angalia kama mtumaji anafanya kazi na seva ya barua inajibu. Hakuna kilichopotea: zinazosubiri zitatoka vitakapofanya kazi.

## messages-uncertain

messages-uncertain-subject = { $count ->
    [one] Barua { $count } ina shaka
   *[other] Barua { $count } zina shaka
}
messages-uncertain-heading = Barua zenye shaka
messages-uncertain-lead = { $count ->
    [one] Kwa barua { $count } hakuna anayejua kama seva ya barua iliipokea.
   *[other] Kwa barua { $count } hakuna anayejua kama seva ya barua ilizipokea.
} Uamuzi unasubiriwa.
messages-uncertain-action = Amua
messages-uncertain-after = Linganisha na kumbukumbu za seva, kisha uachilie au ufute kila moja. Bila uamuzi hazitumwi.

## bounce-rate

bounce-rate-subject = Barua nyingi mno zinarudi: { $rate }
bounce-rate-heading = Barua nyingi mno zinarudi
bounce-rate-lead = { $rate } ya barua za siku iliyopita zimerudi. Kikomo ni { $limit }.
bounce-rate-action = Tazama zilizorudi
bounce-rate-after = Tafadhali angalia sababu kabla ya kutuma zaidi: watoa huduma huanza kukataa watumaji ambao barua zao hurudi mara nyingi.

## backlog-age

backlog-age-subject = Matukio yanasubiri muda mrefu mno: { $stream }
backlog-age-heading = Matukio yanasubiri muda mrefu mno
backlog-age-lead = Tukio la zamani zaidi katika { $stream } limesubiri { $oldest }. Kikomo ni { $limit }.
backlog-age-action = Fungua dashibodi
backlog-age-after = Angalia kama wapokeaji wake wanafanya kazi. Matukio huhifadhiwa, kwa hiyo hakuna kilichopotea.

## redelivery-spike

redelivery-spike-subject = Matukio yanaletwa tena na tena: { $consumer }
redelivery-spike-heading = Matukio yanaletwa tena na tena
redelivery-spike-lead = { $count ->
    [one] Tukio { $count } limeletwa kwa { $consumer } zaidi ya mara moja katika saa iliyopita.
   *[other] Matukio { $count } yameletwa kwa { $consumer } zaidi ya mara moja katika saa iliyopita.
}
redelivery-spike-action = Fungua dashibodi
redelivery-spike-after = Angalia makosa yake kwenye kumbukumbu. Baada ya majaribio mengi mno, tukio huenda kwa yale yaliyoshindikana na kusubiri hapo.

## backup-drill

backup-drill-subject = Wakati wa kurejesha nakala rudufu kwa mazoezi
backup-drill-heading = Rejesha nakala rudufu kwa mazoezi
backup-drill-lead = Mara moja kwa robo mwaka nakala rudufu hurejeshwa kwenye mashine nyingine, ili kujua kwamba inafanya kazi.
backup-drill-items = Hatua:
backup-drill-action = Fungua mwongozo
backup-drill-after = Tafadhali fanya kabla ya wakati ulio hapo juu na uandike ilichukua muda gani. Nakala ambayo hakuna aliyeirejesha ni matumaini tu.

## digest

digest-subject = { $programme }: { $count ->
    [one] ujumbe { $count } leo
   *[other] jumbe { $count } leo
}
digest-heading = Ya leo katika barua moja
digest-lead = Yasiyo ya haraka tunayaweka katika barua moja kwa siku.
digest-items = Leo:
digest-action = Fungua ukurasa wako
digest-after = La haraka bado litakufikia mara moja.
