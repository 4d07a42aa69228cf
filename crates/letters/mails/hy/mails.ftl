# Նամակների բոլոր բառերը հայերեն։ Բանալիները նույնն են, ինչ անգլերեն ֆայլում։

## Layout

greeting = Բարև Ձեզ, { $name },
footer-why-applicant = Այս նամակը ստացել եք, քանի որ դիմում եք «{ $programme }» ծրագրին։ Այն ուղարկվել է մեկ անգամ և միայն Ձեզ։
footer-why-host = Այս նամակը ստացել եք, քանի որ Ձեր ընկերությունը տեղեր է առաջարկում «{ $programme }» ծրագրում։ Այն ուղարկվել է մեկ անգամ և միայն Ձեզ։
footer-link = Եթե կոճակը չի աշխատում, բացեք այս հասցեն՝
label-reference = Համար
label-your-time = Ձեր ժամանակով
label-answer-until = Պատասխանել մինչև
label-position = Պաշտոն
label-company = Ընկերություն
label-place = Վայր
label-starts = Սկիզբ
label-duration = Տևողություն
label-pay = Վարձատրություն
label-candidate = Թեկնածու
label-seats-free = Ազատ տեղեր
duration-months = { $months ->
    [one] { $months } ամիս
   *[other] { $months } ամիս
}
pay-month = Ամսական { $amount } € մինչև հարկերը
place = { $city }, { $country }
your-candidate = Ձեր թեկնածուն
country-am = Հայաստան
country-ee = Էստոնիա
country-ke = Քենիա
country-lt = Լիտվա
country-lv = Լատվիա
country-ng = Նիգերիա
country-us = Միացյալ Նահանգներ

## Time

instant = { $day } { $month } { $year } թ., { $weekday }, { $time }
date = { $day } { $month } { $year } թ., { $weekday }
in-zone = { $instant } (ժամանակը՝ { $zone })
in-utc = { $instant } (UTC)
weekday-1 = երկուշաբթի
weekday-2 = երեքշաբթի
weekday-3 = չորեքշաբթի
weekday-4 = հինգշաբթի
weekday-5 = ուրբաթ
weekday-6 = շաբաթ
weekday-7 = կիրակի
month-1 = հունվարի
month-2 = փետրվարի
month-3 = մարտի
month-4 = ապրիլի
month-5 = մայիսի
month-6 = հունիսի
month-7 = հուլիսի
month-8 = օգոստոսի
month-9 = սեպտեմբերի
month-10 = հոկտեմբերի
month-11 = նոյեմբերի
month-12 = դեկտեմբերի
left = { $hours ->
    [0] մեկ ժամից պակաս
    [one] { $hours } ժամ
   *[other] { $hours } ժամ
}
left-days = { $days ->
    [one] { $days } օր
   *[other] { $days } օր
}

## receipt

receipt-subject = { $programme }. մենք ստացել ենք Ձեր դիմումը ({ $reference })
receipt-preheader = Ներկայացված է՝ { $at }։ Պահեք այս նամակը․ սա Ձեր հաստատումն է։
receipt-kicker = Հաստատում
receipt-heading = Մենք ստացել ենք Ձեր դիմումը
receipt-lead = Ձեր դիմումը «{ $programme }» ծրագրին ժամանակին է հասել։ Պահեք այս նամակը․ դրանում ստորագրված հաստատում կա, որն ապացուցում է, թե երբ ենք այն ստացել։
receipt-label-submitted = Ներկայացված է
receipt-label-deadline = Վերջնաժամկետ
receipt-pass = Առաջին ստուգումը գտավ այն ամենը, ինչ պահանջում է ծրագիրը։ Այժմ դիմումը կկարդան մարդիկ։ Որոշման մասին կտեղեկացնենք ամեն դեպքում։
receipt-review = Մինչև որոշումը մարդը կնայի ստորև նշված կետերը։ Այժմ Դուք ոչինչ անելու կարիք չունեք։
receipt-fail = Առաջին ստուգումը ցույց տվեց, որ այս պայմանները չեն բավարարված։ Եթե կարծում եք, որ դա սխալ է, պատասխանեք այս նամակին և գրեք պատճառը․ այն կկարդա մարդ։
receipt-action = Տեսնել հաստատումը
receipt-signed = Ստորագրված հաստատում

## deadline-reminder

deadline-reminder-subject = Դիմումը ներկայացնելու համար մնացել է { $left }
deadline-reminder-preheader = «{ $programme }» ծրագրի դիմումների ընդունումն ավարտվում է՝ { $at }։
deadline-reminder-kicker = Վերջնաժամկետ
deadline-reminder-heading = Ներկայացնելու համար մնացել է { $left }
deadline-reminder-lead = Դուք սկսել եք «{ $programme }» ծրագրի դիմումը, բայց դեռ չեք ներկայացրել։ Գրածը պահպանված է։
deadline-reminder-label-closes = Ավարտվում է
deadline-reminder-missing = Դեռ պակասում է՝
deadline-reminder-complete = Ոչինչ չի պակասում․ մեկ անգամ ևս կարդացեք և ներկայացրեք։
deadline-reminder-action = Ավարտել և ներկայացնել
deadline-reminder-calendar = Վերջնաժամկետ՝ դիմում «{ $programme }» ծրագրին
deadline-reminder-note = Թեկուզ մեկ վայրկյան ուշացած դիմումը չենք կարող ընդունել։ Խնդրում ենք չսպասել վերջին ժամին։ Եթե մտափոխվել եք, ոչինչ անելու կարիք չկա։

## shortlist-digest

shortlist-digest-subject = { $candidates ->
    [one] { $candidates } թեկնածու
   *[other] { $candidates } թեկնածու
}՝ { $openings ->
    [one] Ձեր տեղի համար
   *[other] Ձեր տեղերի համար
}
shortlist-digest-preheader = «{ $programme }» ծրագրի այսօրվա լավագույն թեկնածուները։
shortlist-digest-kicker = Ընտրված թեկնածուներ
shortlist-digest-heading = Թեկնածուներ { $openings ->
    [one] Ձեր տեղի համար
   *[other] Ձեր տեղերի համար
}
shortlist-digest-lead = Մեր վերջին նամակից հետո այս տեղերի համար նոր կամ փոփոխված թեկնածուներ կան։ Անունները թաքցված են մինչև բաշխումը, որպեսզի բոլորին գնահատեն ըստ հմտությունների։
shortlist-digest-row = { $candidates ->
    [one] { $candidates } թեկնածու
   *[other] { $candidates } թեկնածու
}, լավագույն արդյունքը՝ { $best } միավոր
shortlist-digest-seats = { $seats ->
    [one] { $seats } ազատ տեղ
   *[other] { $seats } ազատ տեղ
}
shortlist-digest-action = Տեսնել թեկնածուներին
shortlist-digest-note = Այսպիսի նամակ ստանում եք օրը ոչ ավելի, քան մեկ անգամ, և չեք ստանում, եթե ոչինչ չի փոխվել։

## offer

offer-subject = Առաջարկ՝ { $title }, { $host }
offer-preheader = Խնդրում ենք պատասխանել մինչև՝ { $until }։
offer-kicker = Առաջարկ
offer-heading = { $host } ընկերությունը ցանկանում է աշխատել Ձեզ հետ
offer-lead = «{ $programme }» ծրագրում Ձեզ համար ընտրվել է այս տեղը։ Մինչև ստորև նշված ժամը այն պահվում է միայն Ձեզ համար։
offer-label-safe = Վերջին ապահով օրը
offer-safe-note = Այս օրվանից հետո պատասխանելու դեպքում թույլտվության և ճանապարհի համար չափազանց քիչ ժամանակ կմնա։
offer-action = Կարդալ առաջարկը և պատասխանել
offer-note = Ոչինչ որոշված չէ, քանի դեռ այդ էջում կոճակ չեք սեղմել։ Հղումը միայն Ձեզ համար է․ խնդրում ենք այս նամակը չփոխանցել ուրիշներին։

## offer-expiring

offer-expiring-subject = Պատասխանելու համար մնացել է { $left }՝ { $title }, { $host }
offer-expiring-preheader = Տեղը պահվում է մինչև՝ { $until }։
offer-expiring-kicker = Սպասում ենք Ձեր պատասխանին
offer-expiring-heading = Առաջարկին պատասխանելու համար մնացել է { $left }
offer-expiring-lead = Տեղը ({ $host }) դեռ պահվում է Ձեզ համար։ «Ոչ»-ը նույնպես պատասխան է․ այդ դեպքում տեղն անմիջապես կանցնի հաջորդին։
offer-expiring-action = Ընդունել կամ հրաժարվել
offer-expiring-note = Եթե մինչ այդ չպատասխանեք, առաջարկն ուժը կկորցնի, և տեղը կանցնի ուրիշի։

## offer-accepted, to the trainee

offer-accepted-subject = Դուք ընդունել եք՝ { $title }, { $host }
offer-accepted-preheader = Տեղը Ձերն է։
offer-accepted-kicker = Ընդունված է
offer-accepted-heading = Տեղը Ձերն է
offer-accepted-lead = Դուք ընդունել եք առաջարկը ({ $host })։ Մենք այդ մասին տեղեկացրել ենք ընկերությանը։
offer-accepted-next = Հաջորդը պայմանագիրն է, ապա՝ թույլտվությունն ու ճանապարհը։ Ամեն քայլից առաջ կգրենք, թե ինչ և մինչև երբ է անհրաժեշտ։

## offer-accepted-host

offer-accepted-host-subject = Ընդունված է՝ { $title }
offer-accepted-host-preheader = { $trainee }․ առաջարկն ընդունված է։
offer-accepted-host-kicker = Ընդունված է
offer-accepted-host-heading = { $trainee }․ առաջարկն ընդունված է
offer-accepted-host-lead = Ձեր թեկնածուն ընդունել է առաջարկը, և տեղը զբաղված է։
offer-accepted-host-next = Այժմ խնդրում ենք պատրաստել պայմանագիրը։ Թույլտվության ամեն քայլից առաջ կգրենք, թե ինչ փաստաթղթեր և մինչև երբ են անհրաժեշտ։

## offer-declined, to the trainee

offer-declined-subject = Դուք հրաժարվել եք՝ { $title }, { $host }
offer-declined-preheader = Շնորհակալություն պատասխանի համար։
offer-declined-kicker = Մերժված է
offer-declined-heading = Դուք հրաժարվել եք առաջարկից
offer-declined-lead = Դուք հրաժարվել եք առաջարկից ({ $host })։ Շնորհակալություն պատասխանի համար․ տեղն արդեն ազատ է հաջորդի համար։
offer-declined-next = Դուք մնում եք ծրագրում։ Եթե մեկ այլ տեղ Ձեզ հարմար լինի, կգրենք։

## offer-declined-host

offer-declined-host-subject = Մերժված է՝ { $title }
offer-declined-host-preheader = Փնտրում ենք հաջորդ թեկնածուին։
offer-declined-host-kicker = Մերժված է
offer-declined-host-heading = Ձեր թեկնածուն հրաժարվել է
offer-declined-host-lead = Տեղը կրկին ազատ է։ Սա ոչինչ չի ասում Ձեր ընկերության մասին․ մարդիկ որոշում են տարբեր պատճառներով։
offer-declined-host-next = Այս տեղի համար փնտրում ենք հաջորդ թեկնածուին և կտեղեկացնենք, հենց որ նա համաձայնի։ Դուք ոչինչ անելու կարիք չունեք։

## offer-expired, to the trainee

offer-expired-subject = Առաջարկն այլևս ուժի մեջ չէ՝ { $title }, { $host }
offer-expired-preheader = Պատասխանելու ժամանակն ավարտվել է։
offer-expired-kicker = Ժամկետանց
offer-expired-heading = Ձեր առաջարկն այլևս ուժի մեջ չէ
offer-expired-lead = Առաջարկին ({ $host }) պատասխանելու ժամանակն ավարտվել է, ուստի տեղը կանցնի ուրիշի։
offer-expired-next = Դուք սպասողների ցուցակում եք։ Եթե դեռ ցանկանում եք մասնակցել, պատասխանեք այս նամակին, որպեսզի իմանանք։

## offer-expired-host

offer-expired-host-subject = Պատասխան չկա՝ { $title }
offer-expired-host-preheader = Փնտրում ենք հաջորդ թեկնածուին։
offer-expired-host-kicker = Ժամկետանց
offer-expired-host-heading = Ձեր թեկնածուն ժամանակին չի պատասխանել
offer-expired-host-lead = Առաջարկն ուժը կորցրել է, և տեղը կրկին ազատ է։
offer-expired-host-next = Այս տեղի համար փնտրում ենք հաջորդ թեկնածուին և կտեղեկացնենք, հենց որ նա համաձայնի։ Դուք ոչինչ անելու կարիք չունեք։

## offer-rescinded, to the trainee

offer-rescinded-subject = Առաջարկը հետ է կանչվել՝ { $title }, { $host }
offer-rescinded-preheader = Ցավում ենք։ Դուք մնում եք ծրագրում։
offer-rescinded-kicker = Հետ է կանչվել
offer-rescinded-heading = Այս առաջարկը հետ է կանչվել
offer-rescinded-lead = Առաջարկը ({ $host }) այլևս ուժի մեջ չէ։ Ցավում ենք․ պատճառը Դուք չեք։
offer-rescinded-next = Դուք մնում եք ծրագրում և կլինեք առաջինը, երբ ազատվի Ձեզ հարմար հաջորդ տեղը։ Եթե արդեն ինչ-որ բան ստորագրել կամ պատվիրել եք, պատասխանեք այս նամակին այսօր։

## offer-rescinded-host

offer-rescinded-host-subject = Առաջարկը հետ է կանչվել՝ { $title }
offer-rescinded-host-preheader = Առաջարկն այլևս ուժի մեջ չէ։
offer-rescinded-host-kicker = Հետ է կանչվել
offer-rescinded-host-heading = Ձեր տեղի համար արված առաջարկը հետ է կանչվել
offer-rescinded-host-lead = Ձեր թեկնածուին արված առաջարկն այլևս ուժի մեջ չէ, և նրա տեղը կրկին ազատ է։
offer-rescinded-host-next = Եթե Դուք դա չեք խնդրել, պատասխանեք այս նամակին, և մենք կբացատրենք։

footer-why-operator = Այս նամակը ստացել եք, քանի որ վարում եք «{ $programme }» ծրագիրը։
footer-why-operations = Այս նամակը ստացել եք, քանի որ հոգում եք «{ $programme }» ծրագրի համակարգի աշխատանքը։
footer-unsubscribe = Չե՞ք ուզում այսպիսի նամակներ։ Հրաժարվեք այստեղ՝
label-until = Մինչև
label-when = Երբ
label-previous_at = Նախկինում
label-was_at = Նախատեսված էր
label-ends_on = Ավարտ
label-starts_on = Սկիզբ
label-expires_on = Գործում է մինչև
label-last_on = Վերջին օրը
label-host = Ընկերություն
label-opening = Պաշտոն
label-city = Քաղաք
label-country = Երկիր
label-address = Հասցե
label-meeting_url = Տեսազանգ
label-contact = Կոնտակտային անձ
label-bring = Բերել Ձեզ հետ
label-step = Քայլ
label-round = Փուլ
label-trainee = Ստաժոր
label-evaluation = Գնահատում
label-seats = Տեղեր
label-seats_free = Ազատ տեղեր
label-seats_filled = Զբաղված տեղեր
label-offers_open = Անպատասխան առաջարկներ
label-candidates_waiting = Ձեզ սպասող թեկնածուներ
label-openings = Առաջարկվող պաշտոններ
label-awaiting_review = Քննվող դիմումներ
label-documents_to_check = Ստուգվող փաստաթղթեր
label-appeals = Բողոքարկումներ
label-approvals = Սպասում են հաստատման
label-offers_expiring = Այսօր ավարտվող առաջարկներ
label-permits_at_risk = Վտանգված թույլտվություններ
label-submitted = Ներկայացված
label-submitted_last_hour = Ներկայացված վերջին ժամում
label-drafts_open = Չներկայացված սևագրեր
label-pairs = Զույգեր
label-unmatched = Առանց զույգի
label-placed = Տեղավորված
label-programme_deadline = Ծրագրի ժամանակով
label-blocking_pairs = Արգելափակող զույգեր
label-input_hash = Մուտքային տվյալների հեշ
label-route = Թույլտվության տեսակ
label-change = Փոփոխություն
label-period = Ժամանակաշրջան
label-kind = Նամակի տեսակ
label-oldest = Ամենահինը
label-rate = Չափաբաժին
label-limit = Սահման
label-stream = Հոսք
label-consumer = Ստացող
span = { $begin } – { $end }

## Notices

topic-application = Դիմում
topic-interview = Հարցազրույց
topic-training = Ուսուցում
topic-ranking = Նախապատվություններ
topic-match = Բաշխում
topic-offer = Առաջարկ
topic-placement = Ստաժավորում
topic-permit = Թույլտվություն
topic-data = Ձեր տվյալները
topic-partnership = Գործընկերություն
topic-opening = Առաջարկվող տեղ
topic-summary = Ամփոփում
topic-operation = Անելիքներ
topic-service = Համակարգ

## verify-address

verify-address-subject = Խնդրում ենք հաստատել Ձեր էլ. փոստի հասցեն
verify-address-heading = Սա Ձե՞ր հասցեն է
verify-address-lead = Ինչ-որ մեկը, ամենայն հավանականությամբ Դուք, այս հասցեով սկսել է «{ $programme }» ծրագրի դիմում։ Խնդրում ենք հաստատել, որ հասցեն Ձերն է, որպեսզի նամակները հասնեն ճիշտ մարդուն։
verify-address-action = Հաստատել հասցեն
verify-address-after = Հղումն աշխատում է մեկ անգամ և մինչև վերը նշված ժամը։ Եթե դա Դուք չէիք, ոչինչ մի արեք․ չհաստատված հասցեն կջնջենք։

## draft-saved

draft-saved-subject = Ձեր դիմումի սևագիրը պահպանված է
draft-saved-heading = Սևագիրը պահպանված է
draft-saved-lead = Դուք սկսել եք «{ $programme }» ծրագրի դիմում։ Այն պահպանված է, բայց դեռ ներկայացված չէ․ մինչև ներկայացնելը ոչ ոք այն չի կարդում։
draft-saved-items = Դեռ պակասում է՝
draft-saved-action = Շարունակել դիմումը
draft-saved-after = Ժամկետից առաջ կհիշեցնենք։ Ինչ մինչ այդ չի ներկայացվի, չի կարող քննարկվել։

## application-link

application-link-subject = Ձեր դիմումի նոր հղումը
application-link-heading = Ձեր նոր հղումը
application-link-lead = Ինչ-որ մեկը, ամենայն հավանականությամբ Դուք, խնդրել է «{ $programme }» ծրագրի Ձեր դիմումի նոր հղում։
application-link-action = Բացել դիմումը
application-link-after = Հղումն աշխատում է մեկ անգամ և վաթսուն օր։ Եթե Դուք չեք խնդրել, ոչինչ մի արեք․ այն ուղարկվել է միայն Ձեզ։

## call-opens

call-opens-subject = Այժմ կարող եք դիմել «{ $programme }» ծրագրին
call-opens-heading = Դիմումների ընդունումը բաց է
call-opens-lead = Դուք խնդրել էիք հայտնել, թե երբ կարելի է դիմել «{ $programme }» ծրագրին։ Այժմ կարելի է։
call-opens-action = Սկսել դիմումը
call-opens-after = Կարող եք պահպանել սևագիրը և ավարտել ավելի ուշ։ Ժամկետից հետո ստացված դիմումները չեն կարող քննարկվել։

## deadline-moved

deadline-moved-subject = Նոր վերջնաժամկետ՝ { $at }
deadline-moved-heading = Վերջնաժամկետը փոխվել է
deadline-moved-lead = «{ $programme }» ծրագիրը նոր վերջնաժամկետ ունի, այն նշված է ստորև։ Ձեր սևագիրը մնում է ինչպես կար։
deadline-moved-items = Դեռ պակասում է՝
deadline-moved-action = Ավարտել և ներկայացնել
deadline-moved-after = Այսուհետ գործում է միայն նոր ժամկետը։ Կցված օրացույցի ֆայլը փոխարինում է նախորդին։

## draft-expired

draft-expired-subject = Ժամկետն անցել է, Ձեր սևագիրը չի ներկայացվել
draft-expired-heading = Ժամկետն անցել է
draft-expired-lead = Երբ ժամկետն անցավ, Ձեր դիմումը «{ $programme }» ծրագրին դեռ սևագիր էր, ուստի այն չի կարող քննարկվել։
draft-expired-after = Ձեր սևագիրը ոչ ոք չի կարդացել։ Ոչինչ անելու կարիք չկա։ Եթե այնուամենայնիվ ներկայացրել եք և հաստատում ունեք, պատասխանեք այս նամակին և կցեք այն։

## ineligible

ineligible-subject = Ձեր դիմումը չի համապատասխանում մի պահանջի
ineligible-heading = Պահանջը բավարարված չէ
ineligible-lead = Մենք ստուգել ենք Ձեր դիմումը «{ $programme }» ծրագրին ըստ դրա կանոնների։ Այս տեսքով այն չի կարող առաջ գնալ․ պատճառը նշված է ստորև։
ineligible-items = Այլ պատճառներ՝
ineligible-action = Խնդրել նորից նայել
ineligible-after = Եթե կարծում եք, որ դա սխալ է, խնդրեք նորից նայել․ այդ դեպքում դիմումը կրկին կկարդա մարդ։ Հակառակ դեպքում այն փակ կմնա։

## documents-missing

documents-missing-subject = Ձեր դիմումին փաստաթղթեր են պակասում
documents-missing-heading = Փաստաթղթեր են պակասում
documents-missing-lead = Ձեր դիմումը «{ $programme }» ծրագրին քննվում է։ Որոշելու համար մեզ անհրաժեշտ են ստորև նշված փաստաթղթերը։
documents-missing-items = Դեռ պակասում է՝
documents-missing-action = Ուղարկել փաստաթղթերը
documents-missing-after = Առանց դրանց չենք կարող շարունակել, և վերը նշված ժամից հետո դիմումը կփակվի։ Եթե որևէ մեկը ժամանակին ստանալ չեք կարող, պատասխանեք այս նամակին և գրեք պատճառը։

## interview-invitation

interview-calendar = Հարցազրույց՝ { $title }
interview-invitation-subject = Հարցազրույց՝ { $host }, { $at }
interview-invitation-heading = Հարցազրույց՝ { $host }
interview-invitation-lead = { $host } ընկերությունը ցանկանում է խոսել Ձեզ հետ։ Ստորև նշված ժամը Ձեր ժամային գոտու ժամն է․ այն կա նաև կցված օրացույցի ֆայլում։
interview-invitation-action = Հաստատել հարցազրույցը
interview-invitation-after = Եթե ժամը հարմար չէ, նույն էջում կարող եք խնդրել ուրիշը։ Խնդրում ենք դա անել որքան հնարավոր է շուտ։

## interview-moved

interview-moved-subject = Հարցազրույցի նոր ժամ՝ { $host }, { $at }
interview-moved-heading = Հարցազրույցը տեղափոխվել է
interview-moved-lead = Ձեր հարցազրույցը ({ $host }) նոր ժամ ունի։ Կցված օրացույցի ֆայլը փոխարինում է նախորդ գրառմանը։
interview-moved-action = Հաստատել նոր ժամը
interview-moved-after = Եթե նոր ժամը հարմար չէ, նույն էջում կարող եք խնդրել ուրիշը։

## interview-cancelled

interview-cancelled-subject = Ձեր հարցազրույցը չեղարկվել է՝ { $host }
interview-cancelled-heading = Հարցազրույցը չեղարկվել է
interview-cancelled-lead = Ստորև նշված ժամին հարցազրույցը ({ $host }) չի կայանա։ Կցված օրացույցի ֆայլը հանում է այն Ձեր օրացույցից։
interview-cancelled-after = Ոչինչ անելու կարիք չկա։ Եթե ուրիշ հարցազրույց լինի, նոր հրավեր կստանաք։

## admitted

admitted-subject = Դուք ընդունված եք «{ $programme }» ծրագիր
admitted-heading = Դուք ընդունված եք
admitted-lead = Ձեր դիմումն ընդունվել է․ «{ $programme }» ծրագրում Ձեզ համար տեղ կա։
admitted-action = Տեսնել, թե ինչ է հաջորդում
admitted-after = Այժմ ոչինչ անելու կարիք չկա․ ուսուցման սկզբից առաջ կգրենք։ Եթե չեք կարող զբաղեցնել տեղը, պատասխանեք այս նամակին, որպեսզի այն ստանա սպասողների ցուցակից մեկը։

## waitlisted

waitlisted-subject = Դուք «{ $programme }» ծրագրի սպասողների ցուցակում եք
waitlisted-heading = Դուք սպասողների ցուցակում եք
waitlisted-lead = Ձեր դիմումը «{ $programme }» ծրագրին լավն է, բայց այս պահին բոլոր տեղերը զբաղված են։ Դուք սպասողների ցուցակում եք։
waitlisted-after = Ոչինչ անելու կարիք չկա։ Երբ Ձեզ համար տեղ ազատվի, անմիջապես կգրենք։ Եթե այլևս չեք ցանկանում մասնակցել, պատասխանեք այս նամակին։

## rejected

rejected-subject = Ձեր դիմումը «{ $programme }» ծրագրին
rejected-heading = Չենք կարող Ձեզ տեղ առաջարկել
rejected-lead = Շնորհակալություն «{ $programme }» ծրագրին դիմելու համար։ Մենք ուշադիր կարդացել ենք Ձեր դիմումը և այս անգամ չենք կարող Ձեզ տեղ առաջարկել։
rejected-after = Կարող եք դիմել հաջորդ անգամ։ Եթե ցանկանում եք ավելին իմանալ որոշման մասին, պատասխանեք այս նամակին։

## training-starts

training-starts-subject = Ձեր ուսուցումը սկսվում է՝ { $at }
training-starts-heading = Ձեր ուսուցումը սկսվում է
training-starts-lead = «{ $programme }» ծրագրի ուսուցումը սկսվում է ստորև նշված ժամին՝ Ձեր ժամային գոտով։ Խնդրում ենք նախապես փորձել մուտքը։
training-starts-action = Բացել ուսուցումը
training-starts-after = Եթե այդ ժամանակ սկսել չեք կարող, պատասխանեք այս նամակին այսօր, որպեսզի միասին ելք գտնենք։

## training-behind

training-behind-subject = Ուսուցում՝ { $count ->
    [one] { $count } մաս ավարտված չէ
   *[other] { $count } մաս ավարտված չէ
}
training-behind-heading = Դուք ետ եք մնում պլանից
training-behind-lead = { $count ->
    [one] Ուսուցման { $count } մաս արդեն պետք է ավարտված լիներ, բայց դեռ բաց է։
   *[other] Ուսուցման { $count } մաս արդեն պետք է ավարտված լիներ, բայց դեռ բաց է։
}
training-behind-items = Դեռ բաց է՝
training-behind-action = Շարունակել ուսուցումը
training-behind-after = Խնդրում ենք հասնել պլանին մինչև վերը նշված ժամը։ Ով ետ է մնում, նրան ընկերություն ընտրել հնարավոր չէ։ Եթե ինչ-որ բան խանգարում է, պատասխանեք այս նամակին․ կարող ենք օգնել։

## rank-hosts

rank-hosts-subject = Ընկերությունները դասավորելու համար մնացել է { $left }
rank-hosts-heading = Ո՞ր ընկերությունները կընտրեիք
rank-hosts-lead = { $count ->
    [one] Ձեզ հարմար է { $count } տեղ։ Ասեք, արդյոք ուզում եք այն։
   *[other] Ձեզ հարմար է { $count } տեղ։ Ձեր ուզածները դասավորեք Ձեր հերթականությամբ։
} Փուլն ամենից առաջ նայում է Ձեր հերթականությանը։
rank-hosts-action = Դասավորել ընկերությունները
rank-hosts-after = Հերթականությունը կարող եք փոխել մինչև վերը նշված ժամը։ Եթե ոչինչ չդասավորեք, այն կորոշվի ըստ նրա, թե որքան է հարմար յուրաքանչյուր տեղը։

## match-result

match-result-subject = Փուլի արդյունքը՝ այս անգամ Ձեզ համար տեղ չգտնվեց
match-result-heading = Այս անգամ տեղ չգտնվեց
match-result-lead = Փուլն ավարտված է։ Այս անգամ Ձեր ընտրած և Ձեզ հարմար տեղերի մեջ ազատը չմնաց։
match-result-after = Դուք մնում եք ծրագրում և կմասնակցեք հաջորդ փուլին։ Ոչինչ անելու կարիք չկա։

## opening-cancelled

opening-cancelled-subject = Չեղարկված է՝ { $opening }, { $host }
opening-cancelled-heading = Ձեր ընտրած տեղը չեղարկվել է
opening-cancelled-lead = { $host } ընկերությունն այլևս չի առաջարկում այս տեղը։ Դա Ձեզ հետ կապված չէ։
opening-cancelled-action = Տեսնել իմ հերթականությունը
opening-cancelled-after = Մյուս տեղերը Ձեր հերթականության մեջ բարձրանում են։ Ոչինչ անելու կարիք չկա։

## contract-due

contract-due-subject = Խնդրում ենք ստորագրել պայմանագիրը՝ { $host }
contract-due-heading = Պայմանագիրը պատրաստ է ստորագրման
contract-due-lead = Ձեր ստաժավորման պայմանագիրը ({ $host }) պատրաստ է։ Խնդրում ենք կարդալ և ստորագրել մինչև ստորև նշված ժամը։
contract-due-action = Կարդալ և ստորագրել
contract-due-after = Թույլտվություն կարելի է խնդրել միայն ստորագրված պայմանագրով։ Եթե այն ուշանա, սկիզբը կարող է հետաձգվել։ Եթե դրանում սխալ կա, ստորագրելուց առաջ պատասխանեք այս նամակին։

## permit-step

permit-step-subject = { $step ->
    [permit_filed] Ձեր թույլտվության համար դիմել են
    [permit_granted] Ձեր թույլտվությունը տրվել է
    [permit_refused] Ձեր թույլտվությունը մերժվել է
    [appeal_filed] Ձեր բողոքը ներկայացվել է
   *[other] Նորություն Ձեր թույլտվության մասին
}
permit-step-heading = { $step ->
    [permit_filed] Ձեր թույլտվության համար դիմել են
    [permit_granted] Ձեր թույլտվությունը տրվել է
    [permit_refused] Ձեր թույլտվությունը մերժվել է
    [appeal_filed] Ձեր բողոքը ներկայացվել է
   *[other] Նորություն Ձեր թույլտվության մասին
}
permit-step-lead = { $step ->
    [permit_filed] Ձեր թույլտվության դիմումը ներկայացվել է (երկիր՝ { $country })։ Այժմ որոշում են իշխանությունները։
    [permit_granted] Ձեր թույլտվությունը տրվել է (երկիր՝ { $country })։ Կարող եք պլանավորել ճանապարհը։
    [permit_refused] Ձեր թույլտվությունը մերժվել է (երկիր՝ { $country })։ Ցավում ենք։ Դա դեռ չի նշանակում, որ ստաժավորումը կորած է։
    [appeal_filed] Թույլտվության մերժման դեմ բողոքը ներկայացվել է (երկիր՝ { $country })։
   *[other] Ձեր թույլտվության հարցում ինչ-որ բան փոխվել է (երկիր՝ { $country })։
}
permit-step-items = Ինչ է հաջորդում՝
permit-step-action = Տեսնել թույլտվությունը
permit-step-after = { $step ->
    [permit_filed] Խնդրում ենք դեռ ճանապարհ չամրագրել։ Կգրենք, հենց որ որոշում լինի։
    [permit_granted] Խնդրում ենք ստուգել անունն ու ամսաթվերը թույլտվության վրա և անմիջապես հայտնել, եթե սխալ կա։
    [permit_refused] Ձեզ հետ կփնտրենք, թե ինչ կարելի է անել։ Խնդրում ենք ոչինչ չամրագրել և չչեղարկել, քանի դեռ չենք գրել։
    [appeal_filed] Կգրենք, հենց որ որոշում լինի։
   *[other] Ոչինչ անելու կարիք չկա, եթե էջում այլ բան նշված չէ։
}

## permit-at-risk

permit-at-risk-subject = Ձեր թույլտվությունը կարող է ուշանալ
permit-at-risk-heading = Ձեր թույլտվությունը կարող է ուշանալ
permit-at-risk-lead = Այսօրվա պլանով Ձեր թույլտվությունը սկզբի պահին կարող է դեռ չլինել (երկիր՝ { $country })։ Դեռ ժամանակ կա ինչ-որ բան անելու։
permit-at-risk-items = Ինչն է հիմա օգնում՝
permit-at-risk-action = Տեսնել, թե ինչն է օգնում
permit-at-risk-after = Եթե թույլտվությունը ժամանակին չլինի, սկիզբը կհետաձգվի կամ ուրիշ տեղ կփնտրվի։ Առանց Ձեզ ոչինչ չի որոշվում։

## travel-pack

travel-pack-subject = Ձեր ճանապարհորդությունը ({ $city })՝ մնացել է { $left }
travel-pack-heading = Ձեր ճանապարհորդությունը՝ { $city }
travel-pack-lead = Ժամանմանը ({ $city }) մնացել է { $left }։ Ահա ինչ է պետք ճանապարհին։
travel-pack-items = Խնդրում ենք Ձեզ հետ ունենալ՝
travel-pack-action = Բացել ճանապարհի տեղեկությունները
travel-pack-after = Եթե թռիչքը փոխվի կամ ինչ-որ բան պակասի, անմիջապես պատասխանեք այս նամակին․ այն կարդում են նաև ճանապարհի օրերին։

## first-day

first-day-subject = Ձեր առաջին օրը՝ { $host }
first-day-heading = Ձեր առաջին օրը՝ { $host }
first-day-lead = { $host } ընկերությունը սպասում է Ձեզ ստորև նշված ժամին և վայրում։
first-day-items = Խնդրում ենք բերել՝
first-day-action = Տեսնել ճանապարհը
first-day-after = Եթե չեք կարող գալ կամ ուշանում եք, զանգահարեք վերը նշված կոնտակտային անձին և պատասխանեք այս նամակին։

## mid-review

mid-review-subject = Ստաժավորման կեսն անցել է ({ $host })․ ինչպե՞ս է ընթանում
mid-review-heading = Ինչպե՞ս է ընթանում
mid-review-lead = Ձեր ստաժավորման կեսն անցել է ({ $host })։ Խնդրում ենք պատասխանել մի քանի հարցի, որպեսզի դեռ կարողանանք փոխել այն, ինչ պետք է ավելի լավը լինի։
mid-review-action = Պատասխանել հարցերին
mid-review-after = Դա տևում է մոտ հինգ րոպե։ Ընկերությունը տեսնում է միայն այն, ինչ համաձայնեք ցույց տալ։

## placement-ends

placement-ends-subject = Ձեր ստաժավորումը շուտով ավարտվում է՝ { $host }
placement-ends-heading = Ստաժավորումը շուտով ավարտվում է
placement-ends-lead = Ձեր ստաժավորումը ({ $host }) ավարտվում է՝ { $ends_on }։ Մինչ այդ մի քանի բան պետք է կարգավորել։
placement-ends-items = Մեկնելուց առաջ՝
placement-ends-action = Տեսնել, թե ինչ է մնացել
placement-ends-after = Եթե ավելի երկար եք մնում կամ ավելի շուտ եք մեկնում, պատասխանեք այս նամակին, որպեսզի թույլտվությունն ու ապահովագրությունը համապատասխանեն։

## permit-expiring

permit-expiring-subject = Ձեր թույլտվության ավարտին մնացել է { $count ->
    [one] { $count } օր
   *[other] { $count } օր
}
permit-expiring-heading = Ձեր թույլտվությունն ավարտվում է՝ { $expires_on }
permit-expiring-lead = Ձեր թույլտվությունը (երկիր՝ { $country }) գործում է մինչև՝ { $expires_on }։ Խնդրում ենք ասել՝ երկարացնում եք այն, թե մինչև այդ օրը մեկնում եք։
permit-expiring-action = Հայտնել պլանը
permit-expiring-after = Երկարացումը խնդրում են, քանի դեռ թույլտվությունը գործում է։ Առանց դրա մնալն արգելված է և կարող է խանգարել հետագա թույլտվություններին։

## stay-or-return

stay-or-return-subject = Ստաժավորումից հետո՝ մնո՞ւմ եք, թե վերադառնում
stay-or-return-heading = Մնո՞ւմ եք, թե վերադառնում
stay-or-return-lead = Ձեր ստաժավորումն ավարտվում է՝ { $ends_on }։ Խնդրում ենք ասել, թե ինչ եք պլանավորում, որպեսզի ժամանակին օգնենք՝ աշխատանքի և թույլտվության կամ վերադարձի հարցում։
stay-or-return-action = Հայտնել պլանը
stay-or-return-after = Դա Ձեզ ոչնչով չի պարտավորեցնում։ Եթե պատասխան չլինի, կնախապատրաստենք Ձեր վերադարձը։

## reintegration

reintegration-subject = Օգնություն վերադարձից հետո
reintegration-heading = Բարի վերադարձ
reintegration-lead = Դուք վերադարձել եք «{ $programme }» ծրագրի ստաժավորումից։ Երկու ամիս կարող եք օգնություն ստանալ՝ աշխատանքի, փաստաթղթերի հարցում կամ պարզապես զրուցելու համար։
reintegration-items = Ինչ կարող ենք առաջարկել՝
reintegration-action = Ընտրել, թե ինչն է օգնում
reintegration-after = Դա անվճար է։ Եթե օգնություն պետք չէ, ոչինչ անելու կարիք չկա։

## outcome-questions

outcome-questions-subject = { $count ->
    [one] Ստաժավորումից { $count } ամիս անց․ ինչպե՞ս եք
   *[other] Ստաժավորումից { $count } ամիս անց․ ինչպե՞ս եք
}
outcome-questions-heading = Ինչպե՞ս եք հիմա
outcome-questions-lead = { $count ->
    [one] Ձեր ստաժավորումից անցել է { $count } ամիս։
   *[other] Ձեր ստաժավորումից անցել է { $count } ամիս։
} Խնդրում ենք ասել, թե ինչ եք անում հիմա։ Դա ցույց է տալիս, թե ինչում է ծրագիրն օգտակար, և ինչում՝ ոչ։
outcome-questions-action = Պատասխանել երեք հարցի
outcome-questions-after = Պատասխանները հաշվվում են առանց Ձեր անվան։ Եթե պատասխան չլինի, կգրենք «անհայտ»։

## data-export-ready

data-export-ready-subject = Ձեր տվյալների պատճենը պատրաստ է
data-export-ready-heading = Ձեր տվյալների պատճենը պատրաստ է
data-export-ready-lead = Դուք խնդրել եք այն ամենի պատճենը, ինչ «{ $programme }» ծրագիրը գիտի Ձեր մասին։ Այն արդեն կարելի է վերցնել։
data-export-ready-action = Վերցնել տվյալները
data-export-ready-after = Հղումն աշխատում է մինչև վերը նշված ժամը, ապա պատճենը ջնջվում է։ Եթե չեք խնդրել, անմիջապես պատասխանեք այս նամակին։

## erased

erased-subject = Ձեր տվյալները ջնջված են
erased-heading = Ձեր տվյալները ջնջված են
erased-lead = Ինչպես խնդրվել էր, Ձեր տվյալները ջնջել ենք «{ $programme }» ծրագրից։ Այն, ինչ օրենքը պարտադրում է պահել, պահվում է առանց Ձեր անվան։
erased-after = Սա մեր վերջին նամակն է Ձեզ․ դրա հետ ջնջվում է նաև այս հասցեն։ Ոչինչ անելու կարիք չկա։

## host-invitation

host-invitation-subject = Հրավեր մասնակցելու «{ $programme }» ծրագրին
host-invitation-heading = Մասնակցեք «{ $programme }» ծրագրին
host-invitation-lead = Ցանկանում ենք Ձեր ընկերության հետ աշխատել «{ $programme }» ծրագրում։ Դուք տեղեր եք առաջարկում, մենք՝ մարդկանց, որոնց հմտությունները համապատասխանում են, և ընտրում են երկու կողմերն էլ։ Էջում կան համաձայնագիրը, ծախսերը և այն, ինչ պահանջվում է Ձեզնից։
host-invitation-action = Կարդալ համաձայնագիրը
host-invitation-after = Խնդրում ենք պատասխանել մինչև վերը նշված ժամը։ Եթե դա Ձեզ համար չէ, նույն էջում «ոչ»-ը բավական է, և այլևս չենք գրի։

## confirm-opening

confirm-opening-subject = Այս տեղը դեռ ճի՞շտ է՝ { $opening }
confirm-opening-heading = Այս տեղը դեռ ճի՞շտ է
confirm-opening-lead = Քանի դեռ մարդիկ այն չեն տեսել, խնդրում ենք ևս մեկ անգամ նայել, թե ինչ եք առաջարկում՝ տեղերի թիվը, սկիզբը, վարձատրությունը և հմտությունները։
confirm-opening-action = Հաստատել կամ փոխել
confirm-opening-after = Ինչ մինչև վերը նշված ժամը չի հաստատվի, այս փուլում ոչ ոքի չի ցուցադրվի։

## answer-overdue

answer-overdue-subject = { $count ->
    [one] { $count } թեկնածու սպասում է Ձեր պատասխանին
   *[other] { $count } թեկնածու սպասում է Ձեր պատասխանին
}՝ { $opening }
answer-overdue-heading = Սպասում ենք Ձեր պատասխանին
answer-overdue-lead = { $count ->
    [one] Այս տեղի համար Ձեր պատասխանին սպասում է { $count } թեկնածու։
   *[other] Այս տեղի համար Ձեր պատասխանին սպասում է { $count } թեկնածու։
} Քանի դեռ չեք պատասխանել, ոչ ոք չի կարող պլանավորել։
answer-overdue-action = Պատասխանել հիմա
answer-overdue-after = Եթե մինչև վերը նշված ժամը պատասխան չլինի, Ձեր տեղերը կկասեցվեն, և թեկնածուներին ուրիշները ցույց կտրվեն։

## host-paused

host-paused-subject = Ձեր տեղերը կասեցված են
host-paused-heading = Ձեր տեղերը կասեցված են
host-paused-lead = Երկու անգամ պատասխան չենք ստացել, ուստի «{ $programme }» ծրագրում Ձեր տեղերը կասեցված են․ դրանց համար թեկնածուներ չեն առաջարկվում։
host-paused-action = Կրկին մասնակցել
host-paused-after = Շարունակելու համար այդ էջում մեկ պատասխանը բավական է։ Արդեն ուղարկված առաջարկները մնում են ուժի մեջ։

## interview-host

interview-host-subject = { $state ->
    [cancelled] Հարցազրույցը չեղարկվել է՝ { $opening }
   *[other] { $sequence ->
        [0] Հարցազրույց ({ $opening })՝ { $at }
       *[other] Հարցազրույցի նոր ժամ ({ $opening })՝ { $at }
    }
}
interview-host-heading = { $state ->
    [cancelled] Հարցազրույցը չեղարկվել է
   *[other] { $sequence ->
        [0] Հարցազրույց Ձեր առաջարկած տեղի համար
       *[other] Հարցազրույցը տեղափոխվել է
    }
}
interview-host-lead = { $state ->
    [cancelled] Ստորև նշված ժամին հարցազրույցը ({ $opening }) չի կայանա։ Կցված օրացույցի ֆայլը հանում է այն Ձեր օրացույցից։
   *[other] { $sequence ->
        [0] Հարցազրույցը ({ $opening }) պայմանավորված է։ Ժամը կա կցված օրացույցի ֆայլում։
       *[other] Հարցազրույցը ({ $opening }) նոր ժամ ունի։ Կցված օրացույցի ֆայլը փոխարինում է նախորդ գրառմանը։
    }
}
interview-host-action = Տեսնել հարցազրույցը
interview-host-after = { $state ->
    [cancelled] Ոչինչ անելու կարիք չկա։ Եթե ուրիշ հարցազրույց լինի, նոր հրավեր կստանաք։
   *[other] Եթե ժամը հարմար չէ, նույն էջում կարող եք ուրիշն առաջարկել։ Խնդրում ենք դա անել որքան հնարավոր է շուտ։
}

## rank-candidates

rank-candidates-subject = Թեկնածուներին դասավորելու համար մնացել է { $left }՝ { $opening }
rank-candidates-heading = Ո՞ւմ կընտրեիք
rank-candidates-lead = { $count ->
    [one] Այս տեղին համապատասխանում է { $count } թեկնածու։ Ասեք, արդյոք կընդունեիք նրան։
   *[other] Այս տեղին համապատասխանում է { $count } թեկնածու։ Նրանց, ում կընդունեիք, դասավորեք Ձեր հերթականությամբ։
} Անունները թաքցված են մինչև բաշխումը։
rank-candidates-action = Դասավորել թեկնածուներին
rank-candidates-after = Հերթականությունը կարող եք փոխել մինչև վերը նշված ժամը։ Եթե ոչ ոքի չդասավորեք, այն կորոշվի ըստ նրա, թե որքան է համապատասխանում յուրաքանչյուր թեկնածուն։

## match-result-host

match-result-host-subject = Փուլի արդյունքը՝ { $count ->
    [0] այս անգամ զույգ չկա
    [one] { $count } զույգ
   *[other] { $count } զույգ
}
match-result-host-heading = Փուլն ավարտված է
match-result-host-lead = { $count ->
    [0] Այս անգամ Ձեր տեղերին ոչ ոք չի բաշխվել։
    [one] Ձեր { $count } տեղի համար թեկնածու է գտնվել։ Առաջարկն ուղարկվում է հիմա։
   *[other] Ձեր { $count } տեղի համար թեկնածուներ են գտնվել։ Առաջարկներն ուղարկվում են հիմա։
}
match-result-host-items = Ձեր տեղերը՝
match-result-host-action = Տեսնել արդյունքը
match-result-host-after = Արդյունքը ստուգված է․ չկա թեկնածու և ընկերություն, որոնք միմյանց նախընտրեին իրենց ստացածից։{ $count ->
    [0] {""}
   *[other] {" "}Կտեղեկացնենք յուրաքանչյուր առաջարկի պատասխանի մասին։
}

## next-candidate

next-candidate-subject = Հաջորդ թեկնածուն՝ { $opening }
next-candidate-heading = Տեղն առաջարկվել է հաջորդ թեկնածուին
next-candidate-lead = Այս պաշտոնում ազատ տեղ կար, և առաջարկ է ստացել Ձեր ցուցակի հաջորդ թեկնածուն։ Պատասխանել կարելի է մինչև ստորև նշված ժամը։
next-candidate-action = Տեսնել թեկնածուին
next-candidate-after = Ոչինչ անելու կարիք չկա։ Կտեղեկացնենք, հենց որ պատասխան լինի։

## candidate-withdrew

candidate-withdrew-subject = Թեկնածուն հրաժարվել է մասնակցությունից՝ { $opening }
candidate-withdrew-heading = Թեկնածուն հրաժարվել է մասնակցությունից
candidate-withdrew-lead = Այս տեղի համար Ձեր ցուցակի մի թեկնածու այլևս չի մասնակցում։ Պատճառները տարբեր են լինում․ դա ոչինչ չի ասում Ձեր ընկերության մասին։
candidate-withdrew-action = Տեսնել թեկնածուներին
candidate-withdrew-after = Ձեր ցուցակի մյուսները բարձրանում են։ Ոչինչ անելու կարիք չկա։

## permit-papers

permit-papers-subject = Թույլտվության համար փաստաթղթեր են պետք մինչև՝ { $at }
permit-papers-heading = Մեզ Ձեզնից փաստաթղթեր են պետք
permit-papers-lead = Թույլտվության համար ({ $trainee }) Ձեր ընկերությունից պետք են ստորև նշված փաստաթղթերը։
permit-papers-items = Խնդրում ենք ուղարկել՝
permit-papers-action = Ուղարկել փաստաթղթերը
permit-papers-after = Վերը նշված ժամը վերջինն է, երբ թույլտվությունը դեռ կարող է հասնել մինչև սկիզբը։ Ավելի ուշ սկիզբը պետք է հետաձգվի։

## arrival

arrival-subject = { $trainee } ժամանում է՝ { $at }
arrival-heading = { $trainee } ժամանում է
arrival-lead = Ձեր ստաժորը ժամանում է ({ $city }) ստորև նշված ժամին։
arrival-items = Խնդրում ենք պատրաստել՝
arrival-action = Տեսնել ժամանման պլանը
arrival-after = Եթե ոչ ոք չի կարող դիմավորել, պատասխանեք այս նամակին, և կգտնենք մեկին, ով կարող է։

## evaluation-due

evaluation-due-subject = Սպասում ենք Ձեր գնահատմանը՝ { $trainee }
evaluation-due-heading = Խնդրում ենք գնահատել ստաժավորումը
evaluation-due-lead = Խնդրում ենք պատմել, թե ինչպես է ընթանում աշխատանքը ({ $trainee })։ Դա տևում է մոտ հինգ րոպե։
evaluation-due-action = Գրել գնահատումը
evaluation-due-after = Այն կկարդա նաև ստաժորը։ Առանց դրա ստաժավորումը չի կարող հաստատվել։

## seats-unused

seats-unused-subject = { $count ->
    [one] { $count } տեղ չի օգտագործվում
   *[other] { $count } տեղ չի օգտագործվում
}
seats-unused-heading = { $count ->
    [one] Ձեր { $count } տեղը չի օգտագործվում
   *[other] Ձեր { $count } տեղը չի օգտագործվում
}
seats-unused-lead = Դրանք պահվում են Ձեզ համար, բայց ոչ զբաղված են, ոչ էլ առաջարկված։ Դեռ պե՞տք են Ձեզ։
seats-unused-items = Ըստ պաշտոնների՝
seats-unused-action = Պահել կամ վերադարձնել
seats-unused-after = Վերադարձված տեղերն օգնում են ուրիշներին։ Եթե պատասխան չլինի, դրանք կպահվեն մինչև փուլի փակումը։

## weekly-summary

weekly-summary-subject = Ձեր շաբաթը «{ $programme }» ծրագրում
weekly-summary-heading = Շաբաթը համառոտ
weekly-summary-lead = Ձեր տեղերի վիճակն այսպիսին է։
weekly-summary-items = Սպասում է Ձեզ՝
weekly-summary-action = Բացել իմ էջը
weekly-summary-after = Այս նամակը ստանում եք շաբաթը մեկ անգամ և չեք ստանում, եթե ոչինչ չի կատարվել։

## work-list

work-list-subject = { $count ->
    [0] Այսօր Ձեզ ոչինչ չի սպասում
    [one] Այսօր Ձեզ սպասում է { $count } գործ
   *[other] Այսօր Ձեզ սպասում է { $count } գործ
}
work-list-heading = Ինչ է սպասում այսօր
work-list-lead = Սրանք «{ $programme }» ծրագրի դեպքերն են, որոնք մարդու կարիք ունեն։
work-list-items = Ամենից առաջ՝
work-list-action = Բացել գործերի ցուցակը
work-list-after = Ամենաերկարն սպասողը ցուցակի վերևում է։

## last-day-surge

last-day-surge-subject = Վերջին ժամերը մինչև ժամկետը՝ { $count ->
    [one] { $count } սևագիր ներկայացված չէ
   *[other] { $count } սևագիր ներկայացված չէ
}
last-day-surge-heading = Վերջին ժամերը մինչև ժամկետը
last-day-surge-lead = { $count ->
    [one] Դեռ ներկայացված չէ { $count } սևագիր։
   *[other] Դեռ ներկայացված չէ { $count } սևագիր։
} Դիմումների մեծ մասը հասնում է այս ժամերին։
last-day-surge-action = Հետևել ընդունմանը
last-day-surge-after = Խնդրում ենք չփոխել ձևերն ու կանոնները, քանի դեռ ժամկետը չի անցել։

## second-approval

second-approval-subject = Պետք է երկրորդ հաստատում՝ փուլ { $round }
second-approval-heading = Փուլին երկրորդ հաստատում է պետք
second-approval-lead = Փուլ { $round }․ արդյունքը մեկ անգամ հաստատված է։ «{ $programme }» ծրագրում հաստատում են երկու տարբեր մարդիկ․ պակասում է երկրորդ հաստատումը։
second-approval-action = Ստուգել և հաստատել
second-approval-after = Մինչ այդ ոչ մի առաջարկ չի ուղարկվում։ Եթե ինչ-որ բան սխալ է թվում, վերադարձրեք նույն էջում։

## round-published

round-published-subject = Հրապարակված է՝ փուլ { $round }
round-published-heading = Փուլը հրապարակված է
round-published-lead = Փուլ { $round }․ արդյունքը հրապարակված է, առաջարկներն ուղարկվում են։ Ստուգիչի թվերը ստորև են։
round-published-action = Բացել ստուգման հաշվետվությունը
round-published-after = Ցանկացած մարդ կարող է արդյունքը նորից հաշվել մուտքային տվյալներից և սերմից․ ինչպես՝ գրված է էջում։

## offers-expiring-today

offers-expiring-today-subject = { $count ->
    [one] Այսօր ավարտվում է { $count } առաջարկ
   *[other] Այսօր ավարտվում է { $count } առաջարկ
}
offers-expiring-today-heading = Այսօր առաջարկներ են ավարտվում
offers-expiring-today-lead = { $count ->
    [one] { $count } առաջարկ անպատասխան է և ավարտվում է այսօր։
   *[other] { $count } առաջարկ անպատասխան է և ավարտվում է այսօր։
} Մարդկանց հիշեցվել է․ հաճախ օգնում է զանգը։
offers-expiring-today-items = Ըստ ժամի՝
offers-expiring-today-action = Տեսնել առաջարկները
offers-expiring-today-after = Ավարտված առաջարկն ազատում է տեղը, և այն անմիջապես առաջարկվում է հաջորդ թեկնածուին։

## permit-refused

permit-refused-subject = { $programme }. թույլտվությունը մերժվել է ({ $reference })
permit-refused-heading = Թույլտվությունը մերժվել է
permit-refused-lead = Այս ստաժավորման թույլտվությունը մերժվել է (երկիր՝ { $country })։
permit-refused-action = Որոշել՝ բողոքարկել, թե ավարտել
permit-refused-after = Եթե ժամանակին չբողոքարկվի, մերժումը վերջնական է, ստաժավորումը չեղարկվում է, և տեղն ազատվում է։

## quota-closed

quota-closed-subject = Թույլտվությունների քվոտան փակվել է՝ { $route }
quota-closed-heading = Թույլտվությունների քվոտան փակվել է
quota-closed-lead = { $count ->
    [0] Դա ոչ մի ստաժավորման կամ զույգի չի վերաբերում։
    [one] Այս ճանապարհն այլևս հնարավոր չէ { $count } ստաժավորման կամ զույգի համար։
   *[other] Այս ճանապարհն այլևս հնարավոր չէ { $count } ստաժավորման կամ զույգի համար։
} Բոլոր զույգերը նորից ստուգվել են։
quota-closed-items = Ում է վերաբերում՝
quota-closed-action = Տեսնել, թե ում է վերաբերում
quota-closed-after = Նոր փուլերն ինքնաբերաբար չեն օգտագործի այս ճանապարհը։ Արդեն կազմված զույգերի մասին պետք է որոշի մարդ։

## bulk-change-done

bulk-change-done-subject = Կատարված է՝ { $change } ({ $count ->
    [one] { $count } տող
   *[other] { $count } տող
})
bulk-change-done-heading = Փոփոխությունը կատարված է
bulk-change-done-lead = { $count ->
    [one] Ինչպես խնդրել էիք, փոխվել է { $count } տող։
   *[other] Ինչպես խնդրել էիք, փոխվել է { $count } տող։
}
bulk-change-done-action = Տեսնել կամ հետարկել
bulk-change-done-after = Հետարկել կարելի է մինչև վերը նշված ժամը։ Արդեն ուղարկված նամակները հետ կանչել չի լինի։

## erasure-due

erasure-due-subject = Պետք է ջնջել մարդու տվյալները՝ մնացել է { $left }
erasure-due-heading = Պետք է տվյալներ ջնջել
erasure-due-lead = Մարդը խնդրել է ջնջել իր տվյալները։ Օրենքը ժամանակ է տալիս մինչև ստորև նշված ժամը։
erasure-due-action = Ստուգել և ջնջել
erasure-due-after = Էջում ցույց է տրված, թե ինչն է ջնջվում, ինչը պետք է պահել և ինչու։

## funder-report

funder-report-subject = Ֆինանսավորողի հաշվետվությունը պատրաստ է՝ { $period }
funder-report-heading = Ֆինանսավորողի հաշվետվությունը պատրաստ է
funder-report-lead = «{ $programme }» ծրագրի հաշվետվությունը ({ $period }) կազմված է գրառումներից և պատրաստ է ստուգման։
funder-report-action = Կարդալ հաշվետվությունը
funder-report-after = Այն ինքնաբերաբար ոչ ոքի չի ուղարկվում։ Խնդրում ենք ստուգել և փոխանցել։

## messages-overdue

messages-overdue-subject = { $count ->
    [one] { $count } նամակ պլանավորված է, բայց ուղարկված չէ
   *[other] { $count } նամակ պլանավորված է, բայց ուղարկված չէ
}՝ { $kind }
messages-overdue-heading = Նամակները պլանավորված են, բայց ուղարկված չեն
messages-overdue-lead = { $count ->
    [one] Ստորև նշված տեսակի { $count } նամակ պետք է գնար, բայց չի գնացել։
   *[other] Ստորև նշված տեսակի { $count } նամակ պետք է գնար, բայց չի գնացել։
}
messages-overdue-action = Բացել նամակների մատյանը
messages-overdue-after = Նայեք՝ արդյոք աշխատում է ուղարկողը և պատասխանում է փոստի սերվերը։ Ոչինչ կորած չէ․ սպասողները կգնան, երբ դրանք աշխատեն։

## messages-uncertain

messages-uncertain-subject = { $count ->
    [one] { $count } նամակ կասկածի տակ է
   *[other] { $count } նամակ կասկածի տակ է
}
messages-uncertain-heading = Կասկածի տակ գտնվող նամակներ
messages-uncertain-lead = { $count ->
    [one] { $count } նամակի մասին հայտնի չէ՝ արդյոք փոստի սերվերն ընդունել է։
   *[other] { $count } նամակի մասին հայտնի չէ՝ արդյոք փոստի սերվերն ընդունել է։
} Որոշում է պետք։
messages-uncertain-action = Որոշել
messages-uncertain-after = Համեմատեք սերվերի մատյանի հետ, ապա յուրաքանչյուրը բաց թողեք կամ չեղարկեք։ Առանց որոշման դրանք չեն ուղարկվում։

## bounce-rate

bounce-rate-subject = Չափազանց շատ նամակ է հետ գալիս՝ { $rate }
bounce-rate-heading = Չափազանց շատ նամակ է հետ գալիս
bounce-rate-lead = Վերջին օրվա նամակների { $rate }-ը հետ է եկել։ Սահմանը { $limit } է։
bounce-rate-action = Տեսնել, թե ինչն է հետ եկել
bounce-rate-after = Խնդրում ենք նայել պատճառները, քանի դեռ նոր նամակներ չեն գնացել․ մատակարարները սկսում են մերժել այն ուղարկողներին, ում նամակները հաճախ են հետ գալիս։

## backlog-age

backlog-age-subject = Իրադարձությունները չափազանց երկար են սպասում՝ { $stream }
backlog-age-heading = Իրադարձությունները չափազանց երկար են սպասում
backlog-age-lead = Ամենահին իրադարձությունը { $stream } հոսքում սպասում է { $oldest }։ Սահմանը { $limit } է։
backlog-age-action = Բացել վահանակը
backlog-age-after = Նայեք՝ արդյոք աշխատում են դրա ստացողները։ Իրադարձությունները պահվում են, ուստի ոչինչ կորած չէ։

## redelivery-spike

redelivery-spike-subject = Իրադարձությունները նորից ու նորից են առաքվում՝ { $consumer }
redelivery-spike-heading = Իրադարձությունները նորից ու նորից են առաքվում
redelivery-spike-lead = { $count ->
    [one] Վերջին ժամում { $count } իրադարձություն { $consumer } ստացողին առաքվել է մեկից ավելի անգամ։
   *[other] Վերջին ժամում { $count } իրադարձություն { $consumer } ստացողին առաքվել է մեկից ավելի անգամ։
}
redelivery-spike-action = Բացել վահանակը
redelivery-spike-after = Նայեք սխալները մատյանում։ Չափազանց շատ փորձերից հետո իրադարձությունն անցնում է չառաքվածների շարքը և այնտեղ սպասում։

## backup-drill

backup-drill-subject = Ժամանակն է վարժանքի համար վերականգնել պահուստային պատճենը
backup-drill-heading = Վարժանքի համար վերականգնեք պահուստային պատճենը
backup-drill-lead = Եռամսյակը մեկ անգամ պահուստային պատճենը վերականգնում են առանձին մեքենայի վրա՝ իմանալու համար, որ այն աշխատում է։
backup-drill-items = Քայլերը՝
backup-drill-action = Բացել հրահանգը
backup-drill-after = Խնդրում ենք դա անել մինչև վերը նշված ժամը և գրել, թե որքան տևեց։ Պատճենը, որը ոչ ոք չի վերականգնել, միայն հույս է։

## digest

digest-subject = { $programme }՝ { $count ->
    [one] այսօր { $count } հաղորդագրություն
   *[other] այսօր { $count } հաղորդագրություն
}
digest-heading = Այսօրվանը՝ մեկ նամակում
digest-lead = Ոչ շտապը հավաքում ենք օրը մեկ նամակում։
digest-items = Այսօր՝
digest-action = Բացել իմ էջը
digest-after = Շտապը նախկինի պես անմիջապես հասնում է Ձեզ։
