# All words of the mails, English. Every key is used by a template of the same name or by the layout.

## Layout

greeting = Hello { $name },
footer-why-applicant = You get this mail because you apply to { $programme }. It was sent once, to you alone.
footer-why-host = You get this mail because your company offers openings in { $programme }. It was sent once, to you alone.
footer-link = If the button does not work, open this address:
label-reference = Reference
label-your-time = your time
label-answer-until = Answer until
label-position = Position
label-company = Company
label-place = Place
label-starts = Starts
label-duration = Duration
label-pay = Pay
label-candidate = Candidate
label-seats-free = Seats free
duration-months = { $months ->
    [one] { $months } month
   *[other] { $months } months
}
pay-month = { $amount } € a month before tax
place = { $city }, { $country }
your-candidate = Your candidate
country-am = Armenia
country-ee = Estonia
country-ke = Kenya
country-lt = Lithuania
country-lv = Latvia
country-ng = Nigeria
country-us = United States

## Time

instant = { $weekday } { $day } { $month } { $year }, { $time }
date = { $weekday } { $day } { $month } { $year }
in-zone = { $instant } ({ $zone } time)
in-utc = { $instant } (UTC)
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
left = { $hours ->
    [0] less than an hour
    [one] { $hours } hour
   *[other] { $hours } hours
}
left-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}

## receipt

receipt-subject = We have your application ({ $reference })
receipt-preheader = Submitted { $at }. Keep this mail: it is your receipt.
receipt-kicker = Receipt
receipt-heading = We have your application
receipt-lead = Your application to { $programme } arrived in time. Keep this mail: it carries a signed receipt that proves when we got it.
receipt-label-submitted = Submitted
receipt-label-deadline = Deadline
receipt-pass = Our first check found everything the programme asks for. Next, people read your application. You hear from us either way.
receipt-review = A person will look at the points below before we decide. You need not do anything now.
receipt-fail = Our first check found that these points are not met. If you think that is wrong, answer this mail and say why: a person will read it.
receipt-action = See your receipt
receipt-signed = Signed receipt

## deadline-reminder

deadline-reminder-subject = { $left } left to submit your application
deadline-reminder-preheader = { $programme } closes { $at }.
deadline-reminder-kicker = Deadline
deadline-reminder-heading = { $left } left to submit
deadline-reminder-lead = You began an application to { $programme } and have not submitted it yet. What you wrote is saved.
deadline-reminder-label-closes = Closes
deadline-reminder-missing = Still missing:
deadline-reminder-complete = Nothing is missing: read it once more, then submit.
deadline-reminder-action = Finish and submit
deadline-reminder-calendar = Deadline: apply to { $programme }
deadline-reminder-note = An application that is one second late can't be taken. Please don't wait for the last hour. If you changed your mind, you need not do anything.

## shortlist-digest

shortlist-digest-subject = { $candidates ->
    [one] { $candidates } candidate
   *[other] { $candidates } candidates
} for your { $openings ->
    [one] opening
   *[other] openings
}
shortlist-digest-preheader = The best matches for { $programme } today.
shortlist-digest-kicker = Shortlist
shortlist-digest-heading = Candidates for your { $openings ->
    [one] opening
   *[other] openings
}
shortlist-digest-lead = These openings have new or changed candidates since the last time we wrote. Names stay hidden until the match, so that everybody is judged by skills.
shortlist-digest-row = { $candidates ->
    [one] { $candidates } candidate
   *[other] { $candidates } candidates
}, best match { $best } points
shortlist-digest-seats = { $seats ->
    [one] { $seats } seat free
   *[other] { $seats } seats free
}
shortlist-digest-action = Look at the shortlist
shortlist-digest-note = You get at most one such mail a day, and none when nothing changed.

## offer

offer-subject = Offer: { $title } at { $host }
offer-preheader = Please answer until { $until }.
offer-kicker = Offer
offer-heading = { $host } would like to work with you
offer-lead = You were matched with this position in { $programme }. The seat is held for you until the time below, and for nobody else.
offer-label-safe = Last safe day
offer-safe-note = An answer after this day leaves too little time for permit and journey.
offer-action = Read the offer and answer
offer-note = Nothing is decided until you press a button on that page. The link is for you alone: please don't pass this mail on.

## offer-expiring

offer-expiring-subject = { $left } left to answer: { $title } at { $host }
offer-expiring-preheader = The seat is held until { $until }.
offer-expiring-kicker = Waiting for your answer
offer-expiring-heading = { $left } left to answer your offer
offer-expiring-lead = The seat at { $host } is still held for you. A no is an answer too: it gives the seat to the next person at once.
offer-expiring-action = Accept or decline
offer-expiring-note = Without an answer by then the offer lapses and the seat goes to somebody else.

## offer-accepted, to the trainee

offer-accepted-subject = You accepted: { $title } at { $host }
offer-accepted-preheader = The seat is yours.
offer-accepted-kicker = Accepted
offer-accepted-heading = The seat is yours
offer-accepted-lead = You accepted the offer of { $host }. We have told them.
offer-accepted-next = Next comes the contract, then your permit and journey. We write to you at every step, with what is needed and by when.

## offer-accepted-host

offer-accepted-host-subject = Accepted: { $title }
offer-accepted-host-preheader = { $trainee } accepted your offer.
offer-accepted-host-kicker = Accepted
offer-accepted-host-heading = { $trainee } accepted
offer-accepted-host-lead = Your candidate accepted the offer, and the seat is filled.
offer-accepted-host-next = Next, please prepare the contract. We write to you at every step of the permit, with the papers we need and by when.

## offer-declined, to the trainee

offer-declined-subject = You declined: { $title } at { $host }
offer-declined-preheader = Thank you for answering.
offer-declined-kicker = Declined
offer-declined-heading = You declined the offer
offer-declined-lead = You declined the offer of { $host }. Thank you for answering: the seat is free for the next person already.
offer-declined-next = You stay in the programme. If another seat fits you, you hear from us.

## offer-declined-host

offer-declined-host-subject = Declined: { $title }
offer-declined-host-preheader = We look for the next candidate.
offer-declined-host-kicker = Declined
offer-declined-host-heading = Your candidate declined
offer-declined-host-lead = The seat is free again. This says nothing about your company: people decide for many reasons.
offer-declined-host-next = We are matching the seat anew and tell you as soon as the next candidate accepts. You need not do anything.

## offer-expired, to the trainee

offer-expired-subject = Your offer lapsed: { $title } at { $host }
offer-expired-preheader = The time to answer is over.
offer-expired-kicker = Lapsed
offer-expired-heading = Your offer lapsed
offer-expired-lead = The time to answer the offer of { $host } is over, so the seat goes to somebody else.
offer-expired-next = You are on the waiting list. If you still want to take part, answer this mail, so that we know you are there.

## offer-expired-host

offer-expired-host-subject = No answer: { $title }
offer-expired-host-preheader = We look for the next candidate.
offer-expired-host-kicker = Lapsed
offer-expired-host-heading = Your candidate did not answer in time
offer-expired-host-lead = The offer lapsed and the seat is free again.
offer-expired-host-next = We are matching the seat anew and tell you as soon as the next candidate accepts. You need not do anything.

## offer-rescinded, to the trainee

offer-rescinded-subject = Offer withdrawn: { $title } at { $host }
offer-rescinded-preheader = We are sorry. You stay in the programme.
offer-rescinded-kicker = Withdrawn
offer-rescinded-heading = This offer was withdrawn
offer-rescinded-lead = The offer of { $host } is no longer valid. We are sorry: this is not about you.
offer-rescinded-next = You stay in the programme, and you come first when the next seat that fits you is free. If you have already signed or booked something, answer this mail today.

## offer-rescinded-host

offer-rescinded-host-subject = Offer withdrawn: { $title }
offer-rescinded-host-preheader = The offer is no longer valid.
offer-rescinded-host-kicker = Withdrawn
offer-rescinded-host-heading = An offer for your opening was withdrawn
offer-rescinded-host-lead = The offer to your candidate is no longer valid, and its seat is free again.
offer-rescinded-host-next = If you did not ask for this, answer this mail and we explain.
