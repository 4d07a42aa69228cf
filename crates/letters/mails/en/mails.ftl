# All words of the mails, English. Every key is used by a template of the same name or by the layout; the keys of a
# notice by `notice`, which shows every kind that has no template of its own.

## Layout

greeting = Hello { $name },
footer-why-applicant = You get this mail because you apply to { $programme }. It was sent once, to you alone.
footer-why-host = You get this mail because your company offers openings in { $programme }. It was sent once, to you alone.
footer-why-operator = You get this mail because you run { $programme }.
footer-why-operations = You get this mail because you keep the service of { $programme } running.
footer-unsubscribe = You don't want mails of this kind? Stop them here:
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
label-until = Until
label-when = When
label-previous_at = Before
label-was_at = Was planned for
label-ends_on = Ends
label-starts_on = Starts
label-expires_on = Valid until
label-last_on = Last date
label-host = Company
label-opening = Position
label-city = City
label-country = Country
label-address = Address
label-meeting_url = Video call
label-contact = Contact
label-bring = Bring along
label-step = Step
label-round = Round
label-trainee = Trainee
label-evaluation = Evaluation
label-seats = Seats
label-seats_free = Seats free
label-seats_filled = Seats filled
label-offers_open = Offers without an answer
label-candidates_waiting = Candidates waiting for you
label-openings = Openings
label-awaiting_review = Applications to review
label-documents_to_check = Documents to check
label-appeals = Appeals
label-approvals = Waiting for approval
label-offers_expiring = Offers that run out today
label-permits_at_risk = Permits at risk
label-submitted = Submitted
label-submitted_last_hour = Submitted in the last hour
label-drafts_open = Drafts not yet submitted
label-placed = Placed
label-programme_deadline = In the programme's time zone
label-pairs = Pairs
label-unmatched = Without a pair
label-blocking_pairs = Blocking pairs
label-input_hash = Hash of the input
label-route = Permit route
label-change = Change
label-period = Period
label-kind = Kind of message
label-oldest = Oldest
label-rate = Rate
label-limit = Limit
label-stream = Stream
label-consumer = Consumer
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
span = { $begin } to { $end }
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

receipt-subject = { $programme }: we have your application ({ $reference })
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

## Notices: one heading over each, by what it is about

topic-application = Application
topic-interview = Interview
topic-training = Training
topic-ranking = Ranking
topic-match = Match
topic-offer = Offer
topic-placement = Placement
topic-permit = Permit
topic-data = Your data
topic-partnership = Partnership
topic-opening = Opening
topic-summary = Summary
topic-operation = To do
topic-service = Service

## verify-address

verify-address-subject = Please confirm your e-mail address
verify-address-heading = Is this your address?
verify-address-lead = Somebody, most likely you, began an application to { $programme } with this address. Please confirm that it is yours, so that our mails reach the right person.
verify-address-action = Confirm this address
verify-address-after = The link works once and until the time above. If it was not you, do nothing: without a confirmation we remove the address.

## draft-saved

draft-saved-subject = Your application is saved as a draft
draft-saved-heading = Your draft is saved
draft-saved-lead = You began an application to { $programme }. It is saved but not yet submitted: nobody reads it before you submit.
draft-saved-items = Still missing:
draft-saved-action = Go on with your application
draft-saved-after = We remind you before the deadline. What is not submitted by then can't be considered.

## application-link

application-link-subject = The way back to your application
application-link-heading = Your new link
application-link-lead = Somebody, most likely you, asked for a new link to your application to { $programme }.
application-link-action = Open your application
application-link-after = The link works once, and for sixty days. If you did not ask, do nothing: it came to you alone.

## call-opens

call-opens-subject = You can now apply to { $programme }
call-opens-heading = Applications are open
call-opens-lead = You asked us to tell you when you can apply to { $programme }. Now you can.
call-opens-action = Begin an application
call-opens-after = You can save a draft and finish it later. Applications that arrive after the deadline can't be considered.

## deadline-moved

deadline-moved-subject = New deadline: { $at }
deadline-moved-heading = The deadline was moved
deadline-moved-lead = { $programme } has a new deadline, shown below. Your draft stays as it is.
deadline-moved-items = Still missing:
deadline-moved-action = Finish and submit
deadline-moved-after = Only the new time counts from now on. The attached calendar file replaces the earlier one.

## draft-expired

draft-expired-subject = The deadline has passed; your draft was not submitted
draft-expired-heading = The deadline has passed
draft-expired-lead = Your application to { $programme } was still a draft when the deadline passed, so it can't be considered.
draft-expired-after = Nobody has read your draft. You need not do anything. If you did submit it and have a receipt, answer this mail with the receipt.

## ineligible

ineligible-subject = Your application does not meet a requirement
ineligible-heading = A requirement is not met
ineligible-lead = We checked your application to { $programme } against its rules. As it stands it can't go on, for the reason below.
ineligible-action = Ask for another look
ineligible-items = There is more:
ineligible-after = If you think this is wrong, ask for another look: a person then reads your application again. Without that, it stays closed.

## documents-missing

documents-missing-subject = Documents are missing from your application
documents-missing-heading = Some documents are missing
documents-missing-lead = Your application to { $programme } is in review. To decide, we need the documents below.
documents-missing-items = Still missing:
documents-missing-action = Send the documents
documents-missing-after = Without them we can't go on, and your application is closed after the time above. If you can't get one in time, answer this mail and say why.

## interview-invitation

interview-calendar = Interview: { $title }
interview-invitation-subject = Interview with { $host }: { $at }
interview-invitation-heading = An interview with { $host }
interview-invitation-lead = { $host } would like to talk with you. The time below is in your time zone; the attached calendar file holds it, too.
interview-invitation-action = Confirm the interview
interview-invitation-after = If the time does not suit you, the same page lets you ask for another one. Please do so as early as you can.

## interview-moved

interview-moved-subject = New time for your interview with { $host }: { $at }
interview-moved-heading = Your interview was moved
interview-moved-lead = Your interview with { $host } has a new time. The attached calendar file replaces the earlier entry.
interview-moved-action = Confirm the new time
interview-moved-after = If the new time does not suit you, the same page lets you ask for another one.

## interview-cancelled

interview-cancelled-subject = Your interview with { $host } was called off
interview-cancelled-heading = Your interview was called off
interview-cancelled-lead = The interview with { $host } at the time below does not take place. The attached calendar file takes it out of your calendar.
interview-cancelled-after = You need not do anything. If there will be another interview, you get a new invitation.

## admitted

admitted-subject = You are admitted to { $programme }
admitted-heading = You are admitted
admitted-lead = Your application was accepted: there is a place for you in { $programme }.
admitted-action = See what comes next
admitted-after = You need not do anything now: we write before the training starts. If you can't take the place, answer this mail, so that somebody on the waiting list gets it.

## waitlisted

waitlisted-subject = You are on the waiting list of { $programme }
waitlisted-heading = You are on the waiting list
waitlisted-lead = Your application to { $programme } is good, but all places are taken at the moment. You are on the waiting list.
waitlisted-after = You need not do anything. When a place becomes free for you, we write at once. If you no longer want to take part, answer this mail.

## rejected

rejected-subject = Your application to { $programme }
rejected-heading = We can't offer you a place
rejected-lead = Thank you for applying to { $programme }. We read your application with care and can't offer you a place this time.
rejected-after = You can apply again in a later call. If you would like to know more about the decision, answer this mail.

## training-starts

training-starts-subject = Your training starts { $at }
training-starts-heading = Your training starts
training-starts-lead = The training of { $programme } begins at the time below, in your time zone. Please try the access beforehand.
training-starts-action = Open the training
training-starts-after = If you can't begin then, answer this mail today, so that we find a way together.

## training-behind

training-behind-subject = Training: { $count ->
    [one] { $count } part is open
   *[other] { $count } parts are open
}
training-behind-heading = You are behind the plan
training-behind-lead = { $count ->
    [one] { $count } part of your training should be finished by now and is still open.
   *[other] { $count } parts of your training should be finished by now and are still open.
}
training-behind-items = Still open:
training-behind-action = Go on with the training
training-behind-after = Please catch up by the time above. Who stays behind can't be matched with a company. If something keeps you from it, answer this mail: we can help.

## rank-hosts

rank-hosts-subject = { $left } left to rank your companies
rank-hosts-heading = Which companies would you choose?
rank-hosts-lead = { $count ->
    [one] { $count } position fits you. Say whether you want it.
   *[other] { $count } positions fit you. Put those you want into your order.
} The round takes your order into account before anything else.
rank-hosts-action = Rank the companies
rank-hosts-after = You can change your order until the time above. If you rank nothing, your order is made from how well each position fits you.

## match-result

match-result-subject = Result of the round: no match for you this time
match-result-heading = No match this time
match-result-lead = The round is decided. This time there was no seat for you among the positions you ranked and that fit you.
match-result-after = You stay in the programme and take part in the next round. You need not do anything.

## opening-cancelled

opening-cancelled-subject = Cancelled: { $opening } at { $host }
opening-cancelled-heading = A position you ranked was cancelled
opening-cancelled-lead = { $host } has cancelled this position. This has nothing to do with you.
opening-cancelled-action = Look at your order
opening-cancelled-after = The other positions in your order move up. You need not do anything.

## contract-due

contract-due-subject = Please sign your contract with { $host }
contract-due-heading = Your contract is ready to sign
contract-due-lead = The contract for your stay at { $host } is ready. Please read it and sign it by the time below.
contract-due-action = Read and sign
contract-due-after = Your permit can only be asked for with a signed contract. If it is late, the start may have to move. If something in it is not right, answer this mail before you sign.

## permit-step

permit-step-subject = { $step ->
    [permit_filed] Your permit was applied for
    [permit_granted] Your permit was granted
    [permit_refused] Your permit was refused
    [appeal_filed] Your appeal was handed in
   *[other] News about your permit
}
permit-step-heading = { $step ->
    [permit_filed] Your permit was applied for
    [permit_granted] Your permit was granted
    [permit_refused] Your permit was refused
    [appeal_filed] Your appeal was handed in
   *[other] News about your permit
}
permit-step-lead = { $step ->
    [permit_filed] The application for your permit for { $country } was handed in. Now the authorities decide.
    [permit_granted] Your permit for { $country } was granted. You can plan your journey.
    [permit_refused] Your permit for { $country } was refused. We are sorry. It does not yet mean that your stay is lost.
    [appeal_filed] The appeal against the refusal of your permit for { $country } was handed in.
   *[other] Something has changed about your permit for { $country }.
}
permit-step-items = What comes next:
permit-step-action = See your permit
permit-step-after = { $step ->
    [permit_filed] Please don't book a journey yet. We write as soon as there is a decision.
    [permit_granted] Please check name and dates on the permit, and tell us at once if something is wrong.
    [permit_refused] We look with you for what can be done. Please don't book or cancel anything until we have written to you.
    [appeal_filed] We write as soon as there is a decision.
   *[other] You need not do anything unless the page says so.
}

## permit-at-risk

permit-at-risk-subject = Your permit may come too late
permit-at-risk-heading = Your permit may come too late
permit-at-risk-lead = By today's plan your permit for { $country } may not be there when you start. There is still time to do something about it.
permit-at-risk-items = What helps now:
permit-at-risk-action = See what helps
permit-at-risk-after = If the permit is not there in time, the start moves, or another position is sought. Nothing is decided without you.

## travel-pack

travel-pack-subject = Your journey to { $city }: { $left } left
travel-pack-heading = Your journey to { $city }
travel-pack-lead = { $left } left until you arrive in { $city }. Here is what you need on the way.
travel-pack-items = Please have with you:
travel-pack-action = Open the travel pack
travel-pack-after = If a flight changes or something is missing, answer this mail at once: somebody reads it on travel days, too.

## first-day

first-day-subject = Your first day at { $host }
first-day-heading = Your first day at { $host }
first-day-lead = { $host } expects you at the time and place below.
first-day-items = Please bring:
first-day-action = See the way there
first-day-after = If you can't come or are late, call the contact above and answer this mail.

## mid-review

mid-review-subject = Half of your stay at { $host } is over: how is it going?
mid-review-heading = How is it going?
mid-review-lead = Half of your stay at { $host } is over. Please answer a few questions, so that we can still change what should be better.
mid-review-action = Answer the questions
mid-review-after = It takes about five minutes. Your company sees only what you agree to share.

## placement-ends

placement-ends-subject = Your stay at { $host } ends soon
placement-ends-heading = Your stay ends soon
placement-ends-lead = Your stay at { $host } ends on { $ends_on }. A few things should be settled before.
placement-ends-items = Before you leave:
placement-ends-action = See what is open
placement-ends-after = If you stay longer or leave earlier, answer this mail, so that permit and insurance fit.

## permit-expiring

permit-expiring-subject = Your permit runs out in { $count ->
    [one] { $count } day
   *[other] { $count } days
}
permit-expiring-heading = Your permit runs out on { $expires_on }
permit-expiring-lead = Your permit for { $country } is valid until { $expires_on }. Please tell us whether you extend it or leave before that day.
permit-expiring-action = Tell us your plan
permit-expiring-after = An extension must be asked for while the permit is valid. Staying on without one is not allowed and may block later permits.

## stay-or-return

stay-or-return-subject = After your stay: do you stay or return?
stay-or-return-heading = Do you stay or return?
stay-or-return-lead = Your stay ends on { $ends_on }. Please tell us what you plan, so that we can help in time: with a job and a permit, or with your return.
stay-or-return-action = Tell us your plan
stay-or-return-after = It binds you to nothing. Without an answer we prepare for your return.

## reintegration

reintegration-subject = Help with settling in again
reintegration-heading = Welcome back
reintegration-lead = You have returned from your stay with { $programme }. For two months you can get help with settling in again: with work, with papers, or just a talk.
reintegration-items = What we can offer:
reintegration-action = Choose what helps
reintegration-after = It costs nothing. If you need none of it, you need not do anything.

## outcome-questions

outcome-questions-subject = { $count ->
    [one] { $count } month after your stay: how are you?
   *[other] { $count } months after your stay: how are you?
}
outcome-questions-heading = How are you now?
outcome-questions-lead = { $count ->
    [one] { $count } month has passed since your stay.
   *[other] { $count } months have passed since your stay.
} Please tell us what you do now. It shows what the programme is good for, and what it is not.
outcome-questions-action = Answer three questions
outcome-questions-after = Your answers are counted without your name. Without an answer we write "unknown".

## data-export-ready

data-export-ready-subject = The copy of your data is ready
data-export-ready-heading = The copy of your data is ready
data-export-ready-lead = You asked for a copy of everything { $programme } knows about you. It is ready to be fetched.
data-export-ready-action = Fetch your data
data-export-ready-after = The link works until the time above; then the copy is deleted. If you did not ask for it, answer this mail at once.

## erased

erased-subject = Your data was erased
erased-heading = Your data was erased
erased-lead = As asked for, we erased your data from { $programme }. What the law makes us keep is kept without your name.
erased-after = This is our last mail to you; this address is erased with it. You need not do anything.

## host-invitation

host-invitation-subject = Invitation to take part in { $programme }
host-invitation-heading = Take part in { $programme }
host-invitation-lead = We would like to work with your company in { $programme }. You offer positions, we propose people whose skills fit, and both sides choose. The page shows the agreement, what it costs and what it asks of you.
host-invitation-action = Read the agreement
host-invitation-after = Please answer until the time above. If it is not for you, a no on the same page is enough, and we don't write again.

## confirm-opening

confirm-opening-subject = Is this opening still right? { $opening }
confirm-opening-heading = Is this opening still right?
confirm-opening-lead = Before people see it, please look once more at what you offer: number of seats, start, pay and skills.
confirm-opening-action = Confirm or change
confirm-opening-after = What is not confirmed by the time above is not shown to anybody in this round.

## answer-overdue

answer-overdue-subject = { $count ->
    [one] { $count } candidate waits for your answer
   *[other] { $count } candidates wait for your answer
}: { $opening }
answer-overdue-heading = We wait for your answer
answer-overdue-lead = { $count ->
    [one] { $count } candidate for this opening waits for your answer.
   *[other] { $count } candidates for this opening wait for your answer.
} Until you answer, nobody can plan.
answer-overdue-action = Answer now
answer-overdue-after = Without an answer by the time above your openings are paused, and the candidates are shown others.

## host-paused

host-paused-subject = Your openings are paused
host-paused-heading = Your openings are paused
host-paused-lead = We did not hear from you twice, so your openings in { $programme } are paused: no candidates are proposed for them.
host-paused-action = Take part again
host-paused-after = One answer on that page is enough to go on. Offers already sent stay valid.

## interview-host

interview-host-subject = { $state ->
    [cancelled] The interview for { $opening } was called off
   *[other] { $sequence ->
        [0] Interview for { $opening }: { $at }
       *[other] New time for the interview for { $opening }: { $at }
    }
}
interview-host-heading = { $state ->
    [cancelled] The interview was called off
   *[other] { $sequence ->
        [0] An interview for your opening
       *[other] The interview was moved
    }
}
interview-host-lead = { $state ->
    [cancelled] The interview for { $opening } at the time below does not take place. The attached calendar file takes it out of your calendar.
   *[other] { $sequence ->
        [0] The interview for { $opening } is arranged. The attached calendar file holds the time.
       *[other] The interview for { $opening } has a new time. The attached calendar file replaces the earlier entry.
    }
}
interview-host-action = See the interview
interview-host-after = { $state ->
    [cancelled] You need not do anything. If there will be another interview, you get a new invitation.
   *[other] If the time does not suit you, the same page lets you propose another one. Please do so as early as you can.
}

## rank-candidates

rank-candidates-subject = { $left } left to rank candidates: { $opening }
rank-candidates-heading = Whom would you choose?
rank-candidates-lead = { $count ->
    [one] { $count } candidate fits this opening. Say whether you would take them.
   *[other] { $count } candidates fit this opening. Put those you would take into your order.
} Names stay hidden until the match.
rank-candidates-action = Rank the candidates
rank-candidates-after = You can change your order until the time above. If you rank nobody, the order is made from how well each candidate fits.

## match-result-host

match-result-host-subject = Result of the round: { $count ->
    [0] no match this time
    [one] { $count } match
   *[other] { $count } matches
}
match-result-host-heading = The round is decided
match-result-host-lead = { $count ->
    [0] This time nobody was matched with your openings.
    [one] { $count } of your seats has a match. The offer goes out now.
   *[other] { $count } of your seats have a match. The offers go out now.
}
match-result-host-items = Your openings:
match-result-host-action = See the result
match-result-host-after = The result was checked: no candidate and company prefer each other to what they got.{ $count ->
    [0] {""}
   *[other] {" "}We tell you when each offer is answered.
}

## next-candidate

next-candidate-subject = Next candidate: { $opening }
next-candidate-heading = The seat was offered to the next candidate
next-candidate-lead = A seat of this opening was free, and the next candidate on your list has an offer now. They have time to answer until the time below.
next-candidate-action = See the candidate
next-candidate-after = You need not do anything. We tell you as soon as there is an answer.

## candidate-withdrew

candidate-withdrew-subject = A candidate withdrew: { $opening }
candidate-withdrew-heading = A candidate withdrew
candidate-withdrew-lead = A candidate on your list for this opening no longer takes part. People withdraw for many reasons; it says nothing about your company.
candidate-withdrew-action = Look at the shortlist
candidate-withdrew-after = The others on your list move up. You need not do anything.

## permit-papers

permit-papers-subject = Papers for a permit, needed by { $at }
permit-papers-heading = We need papers from you
permit-papers-lead = For the permit of { $trainee } we need the papers below from your company.
permit-papers-items = Please send:
permit-papers-action = Send the papers
permit-papers-after = The time above is the last at which the permit can still come before the start. Later, the start has to move.

## arrival

arrival-subject = { $trainee } arrives { $at }
arrival-heading = { $trainee } arrives
arrival-lead = Your trainee arrives in { $city } at the time below.
arrival-items = Please prepare:
arrival-action = See the arrival plan
arrival-after = If nobody can be there, answer this mail, and we find somebody who can.

## evaluation-due

evaluation-due-subject = Your evaluation of { $trainee } is due
evaluation-due-heading = Please evaluate the stay
evaluation-due-lead = Please tell us how the work with { $trainee } is going. It takes about five minutes.
evaluation-due-action = Write the evaluation
evaluation-due-after = Your trainee reads it, too. Without it the stay can't be certified.

## seats-unused

seats-unused-subject = { $count ->
    [one] { $count } seat nobody uses
   *[other] { $count } seats nobody uses
}
seats-unused-heading = { $count ->
    [one] { $count } of your seats is unused
   *[other] { $count } of your seats are unused
}
seats-unused-lead = They are reserved for you but neither filled nor on offer. Do you still need them?
seats-unused-items = By opening:
seats-unused-action = Keep them or give them back
seats-unused-after = Seats given back help somebody else. Without an answer they stay reserved until the round is locked.

## weekly-summary

weekly-summary-subject = Your week in { $programme }
weekly-summary-heading = Your week in short
weekly-summary-lead = This is where your openings stand.
weekly-summary-items = Waiting for you:
weekly-summary-action = Open your page
weekly-summary-after = You get this mail once a week, and none when nothing happened.

## work-list

work-list-subject = { $count ->
    [0] Nothing waits for you today
    [one] { $count } thing waits for you today
   *[other] { $count } things wait for you today
}
work-list-heading = What waits today
work-list-lead = These are the cases that need a person, in { $programme }.
work-list-items = First of all:
work-list-action = Open the work list
work-list-after = What waits longest stands on top of the list.

## last-day-surge

last-day-surge-subject = Last hours before the deadline: { $count ->
    [one] { $count } draft is open
   *[other] { $count } drafts are open
}
last-day-surge-heading = The deadline's last hours
last-day-surge-lead = { $count ->
    [one] { $count } draft is not yet submitted.
   *[other] { $count } drafts are not yet submitted.
} Most applications arrive in these hours.
last-day-surge-action = Watch the intake
last-day-surge-after = Please change nothing in forms and rules until the deadline has passed.

## second-approval

second-approval-subject = A second approval is needed: round { $round }
second-approval-heading = A round needs a second approval
second-approval-lead = The result of round { $round } was approved once. { $programme } asks for two different people: another one is missing.
second-approval-action = Check and approve
second-approval-after = No offer goes out before that. If something looks wrong, send it back on the same page.

## round-published

round-published-subject = Published: round { $round }
round-published-heading = The round is published
round-published-lead = Round { $round } is published, and the offers go out. The checker's figures stand below.
round-published-action = Open the checker's report
round-published-after = Anybody can compute the result again from the input and the seed: the page says how.

## offers-expiring-today

offers-expiring-today-subject = { $count ->
    [one] { $count } offer runs out today
   *[other] { $count } offers run out today
}
offers-expiring-today-heading = Offers run out today
offers-expiring-today-lead = { $count ->
    [one] { $count } offer has no answer yet and runs out today.
   *[other] { $count } offers have no answer yet and run out today.
} The people were reminded; a call often helps.
offers-expiring-today-items = In order of time:
offers-expiring-today-action = See the offers
offers-expiring-today-after = An offer that runs out frees its seat, and the next candidate is offered it at once.

## permit-refused

permit-refused-subject = { $programme }: a permit was refused ({ $reference })
permit-refused-heading = A permit was refused
permit-refused-lead = The permit for { $country } in this placement was refused.
permit-refused-action = Decide: appeal or end
permit-refused-after = Without an appeal in time the refusal is final, the placement is voided, and its seat comes free.

## quota-closed

quota-closed-subject = A permit quota closed: { $route }
quota-closed-heading = A permit quota closed
quota-closed-lead = { $count ->
    [0] No placement or pair is concerned.
    [one] { $count } placement or pair can't go this way any more.
   *[other] { $count } placements or pairs can't go this way any more.
} Every pair was checked again.
quota-closed-items = Concerned:
quota-closed-action = See who is concerned
quota-closed-after = New rounds leave this route out by themselves. For pairs already made, somebody has to decide.

## bulk-change-done

bulk-change-done-subject = Done: { $change } ({ $count ->
    [one] { $count } row
   *[other] { $count } rows
})
bulk-change-done-heading = The change is done
bulk-change-done-lead = { $count ->
    [one] { $count } row was changed, as you asked.
   *[other] { $count } rows were changed, as you asked.
}
bulk-change-done-action = See it or undo it
bulk-change-done-after = It can be undone until the time above. Mails that already went out can't be called back.

## erasure-due

erasure-due-subject = Somebody's data must be erased: { $left } left
erasure-due-heading = An erasure is due
erasure-due-lead = A person asked for their data to be erased. The law gives us until the time below.
erasure-due-action = Check and erase
erasure-due-after = The page shows what is erased and what must be kept, and why.

## funder-report

funder-report-subject = The funder's report is ready: { $period }
funder-report-heading = The funder's report is ready
funder-report-lead = The report of { $programme } for { $period } was made from the records and is ready to be checked.
funder-report-action = Read the report
funder-report-after = It is not sent to anybody by itself. Please check it, then pass it on.

## messages-overdue

messages-overdue-subject = { $count ->
    [one] { $count } message planned and not sent
   *[other] { $count } messages planned and not sent
}: { $kind }
messages-overdue-heading = Messages were planned and not sent
messages-overdue-lead = { $count ->
    [one] { $count } message of the kind below was due and has not gone out.
   *[other] { $count } messages of the kind below were due and have not gone out.
}
messages-overdue-action = Open the ledger
messages-overdue-after = Look whether the worker runs and the mail server answers. Nothing is lost: what is due goes out when they do, and berth mail plan --state failed lists what was given up.

## messages-uncertain

messages-uncertain-subject = { $count ->
    [one] { $count } message in doubt
   *[other] { $count } messages in doubt
}
messages-uncertain-heading = Messages in doubt
messages-uncertain-lead = { $count ->
    [one] For { $count } message nobody knows whether the mail server took it.
   *[other] For { $count } messages nobody knows whether the mail server took them.
} They wait for a decision.
messages-uncertain-action = Decide
messages-uncertain-after = Compare with the server's log, then release or cancel each. Without a decision they are not sent.

## bounce-rate

bounce-rate-subject = Too many messages come back: { $rate }
bounce-rate-heading = Too many messages come back
bounce-rate-lead = { $rate } of the last day's messages came back. The limit is { $limit }.
bounce-rate-action = See what came back
bounce-rate-after = Please look at the reasons before more mail goes out: providers begin to refuse senders with many returns.

## backlog-age

backlog-age-subject = Events wait too long: { $stream }
backlog-age-heading = Events wait too long
backlog-age-lead = The oldest event in { $stream } has waited for { $oldest }. The limit is { $limit }.
backlog-age-action = Open the dashboard
backlog-age-after = Look whether its consumers run. Events are kept, so nothing is lost.

## redelivery-spike

redelivery-spike-subject = Events are delivered again and again: { $consumer }
redelivery-spike-heading = Events are delivered again and again
redelivery-spike-lead = { $count ->
    [one] { $count } event was delivered to { $consumer } more than once in the last hour.
   *[other] { $count } events were delivered to { $consumer } more than once in the last hour.
}
redelivery-spike-action = Open the dashboard
redelivery-spike-after = Look at its errors in the log. After too many tries an event goes to the dead letters and waits there.

## backup-drill

backup-drill-subject = Time to restore a backup for practice
backup-drill-heading = Restore a backup for practice
backup-drill-lead = Once a quarter a backup is restored on a spare machine, to know that it works.
backup-drill-items = The steps:
backup-drill-action = Open the runbook
backup-drill-after = Please do it by the time above and note how long it took. A backup nobody has restored is a hope.

## digest

digest-subject = { $programme }: { $count ->
    [one] { $count } message today
   *[other] { $count } messages today
}
digest-heading = Today in one mail
digest-lead = We put what is not urgent into one mail a day.
digest-items = Today:
digest-action = Open your page
digest-after = Anything urgent still reaches you at once.
