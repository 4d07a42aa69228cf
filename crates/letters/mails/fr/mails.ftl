# Tous les mots des messages en français. Les clés sont celles du fichier anglais.

## Layout

greeting = Bonjour { $name },
footer-why-applicant = Vous recevez ce message parce que vous êtes candidat ou candidate au programme { $programme }. Il a été envoyé une seule fois, à vous seul.
footer-why-host = Vous recevez ce message parce que votre entreprise propose des postes dans le programme { $programme }. Il a été envoyé une seule fois, à vous seul.
footer-link = Si le bouton ne fonctionne pas, ouvrez cette adresse :
label-reference = Référence
label-your-time = votre heure
label-answer-until = Répondre avant
label-position = Poste
label-company = Entreprise
label-place = Lieu
label-starts = Début
label-duration = Durée
label-pay = Rémunération
label-candidate = Candidat
label-seats-free = Places libres
duration-months = { $months ->
    [one] { $months } mois
   *[other] { $months } mois
}
pay-month = { $amount } € par mois avant impôts
place = { $city }, { $country }
your-candidate = Votre candidat
country-am = Arménie
country-ee = Estonie
country-ke = Kenya
country-lt = Lituanie
country-lv = Lettonie
country-ng = Nigeria
country-us = États-Unis

## Time

instant = { $weekday } { $day } { $month } { $year }, { $time }
date = { $weekday } { $day } { $month } { $year }
in-zone = { $instant } (heure de { $zone })
in-utc = { $instant } (UTC)
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
left = { $hours ->
    [0] moins d’une heure
    [one] { $hours } heure
   *[other] { $hours } heures
}
left-days = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}

## receipt

receipt-subject = { $programme } : nous avons reçu votre candidature ({ $reference })
receipt-preheader = Déposée : { $at }. Gardez ce message : c’est votre accusé de réception.
receipt-kicker = Accusé de réception
receipt-heading = Nous avons reçu votre candidature
receipt-lead = Votre candidature au programme { $programme } est arrivée à temps. Gardez ce message : il contient un accusé de réception signé qui prouve quand nous l’avons reçue.
receipt-label-submitted = Déposée
receipt-label-deadline = Date limite
receipt-pass = Notre première vérification a trouvé tout ce que le programme demande. Des personnes vont maintenant lire votre candidature. Nous vous répondrons dans tous les cas.
receipt-review = Une personne examinera les points ci-dessous avant toute décision. Vous n’avez rien à faire pour le moment.
receipt-fail = Notre première vérification indique que ces conditions ne sont pas remplies. Si vous pensez que c’est une erreur, répondez à ce message et expliquez pourquoi : une personne vous lira.
receipt-action = Voir votre accusé de réception
receipt-signed = Accusé de réception signé

## deadline-reminder

deadline-reminder-subject = Il reste { $left } pour déposer votre candidature
deadline-reminder-preheader = Fin des candidatures à { $programme } : { $at }.
deadline-reminder-kicker = Date limite
deadline-reminder-heading = Il reste { $left } pour la déposer
deadline-reminder-lead = Vous avez commencé une candidature au programme { $programme } sans l’avoir encore déposée. Ce que vous avez écrit est enregistré.
deadline-reminder-label-closes = Fin
deadline-reminder-missing = Il manque encore :
deadline-reminder-complete = Il ne manque rien : relisez une fois, puis déposez-la.
deadline-reminder-action = Terminer et déposer
deadline-reminder-calendar = Date limite : candidature à { $programme }
deadline-reminder-note = Une candidature en retard d’une seule seconde ne peut pas être acceptée. N’attendez pas la dernière heure. Si vous avez changé d’avis, vous n’avez rien à faire.

## shortlist-digest

shortlist-digest-subject = { $candidates ->
    [one] { $candidates } candidat
   *[other] { $candidates } candidats
} pour { $openings ->
    [one] votre poste
   *[other] vos postes
}
shortlist-digest-preheader = Les meilleures correspondances du programme { $programme } aujourd’hui.
shortlist-digest-kicker = Présélection
shortlist-digest-heading = Des candidats pour { $openings ->
    [one] votre poste
   *[other] vos postes
}
shortlist-digest-lead = Depuis notre dernier message, ces postes ont des candidats nouveaux ou dont le profil a changé. Les noms restent cachés jusqu’à l’attribution, pour que chacun soit jugé sur ses compétences.
shortlist-digest-row = { $candidates ->
    [one] { $candidates } candidat
   *[other] { $candidates } candidats
}, meilleur résultat : { $best } points
shortlist-digest-seats = { $seats ->
    [one] { $seats } place libre
   *[other] { $seats } places libres
}
shortlist-digest-action = Voir la présélection
shortlist-digest-note = Vous recevez au plus un message de ce genre par jour, et aucun si rien n’a changé.

## offer

offer-subject = Offre : { $title } chez { $host }
offer-preheader = Merci de répondre avant : { $until }.
offer-kicker = Offre
offer-heading = { $host } souhaite travailler avec vous
offer-lead = Ce poste vous a été attribué dans le programme { $programme }. La place est réservée pour vous, et pour personne d’autre, jusqu’à l’heure ci-dessous.
offer-label-safe = Dernier jour sûr
offer-safe-note = Une réponse après ce jour laisse trop peu de temps pour le permis et le voyage.
offer-action = Lire l’offre et répondre
offer-note = Rien n’est décidé tant que vous n’avez pas appuyé sur un bouton de cette page. Le lien est pour vous seul : ne transmettez pas ce message.

## offer-expiring

offer-expiring-subject = Il reste { $left } pour répondre : { $title } chez { $host }
offer-expiring-preheader = La place est réservée jusqu’à : { $until }.
offer-expiring-kicker = Nous attendons votre réponse
offer-expiring-heading = Il reste { $left } pour répondre à votre offre
offer-expiring-lead = La place chez { $host } vous est toujours réservée. Un non est aussi une réponse : la place va alors tout de suite à la personne suivante.
offer-expiring-action = Accepter ou refuser
offer-expiring-note = Sans réponse d’ici là, l’offre expire et la place va à quelqu’un d’autre.

## offer-accepted, to the trainee

offer-accepted-subject = Vous avez accepté : { $title } chez { $host }
offer-accepted-preheader = La place est à vous.
offer-accepted-kicker = Acceptée
offer-accepted-heading = La place est à vous
offer-accepted-lead = Vous avez accepté l’offre de { $host }. Nous les avons prévenus.
offer-accepted-next = Ensuite viennent le contrat, puis votre permis et le voyage. Nous vous écrivons à chaque étape, avec ce qu’il faut et pour quand.

## offer-accepted-host

offer-accepted-host-subject = Acceptée : { $title }
offer-accepted-host-preheader = { $trainee } a accepté votre offre.
offer-accepted-host-kicker = Acceptée
offer-accepted-host-heading = { $trainee } a accepté
offer-accepted-host-lead = Votre candidat a accepté l’offre et la place est pourvue.
offer-accepted-host-next = Merci de préparer maintenant le contrat. Nous vous écrivons à chaque étape du permis, avec les pièces nécessaires et la date.

## offer-declined, to the trainee

offer-declined-subject = Vous avez refusé : { $title } chez { $host }
offer-declined-preheader = Merci d’avoir répondu.
offer-declined-kicker = Refusée
offer-declined-heading = Vous avez refusé l’offre
offer-declined-lead = Vous avez refusé l’offre de { $host }. Merci d’avoir répondu : la place est déjà libre pour la personne suivante.
offer-declined-next = Vous restez dans le programme. Si une autre place vous convient, nous vous écrirons.

## offer-declined-host

offer-declined-host-subject = Refusée : { $title }
offer-declined-host-preheader = Nous cherchons le candidat suivant.
offer-declined-host-kicker = Refusée
offer-declined-host-heading = Votre candidat a refusé
offer-declined-host-lead = La place est de nouveau libre. Cela ne dit rien de votre entreprise : chacun décide pour des raisons diverses.
offer-declined-host-next = Nous réattribuons la place et vous prévenons dès que le candidat suivant accepte. Vous n’avez rien à faire.

## offer-expired, to the trainee

offer-expired-subject = Votre offre a expiré : { $title } chez { $host }
offer-expired-preheader = Le délai de réponse est écoulé.
offer-expired-kicker = Expirée
offer-expired-heading = Votre offre a expiré
offer-expired-lead = Le délai pour répondre à l’offre de { $host } est écoulé, la place va donc à quelqu’un d’autre.
offer-expired-next = Vous êtes sur la liste d’attente. Si vous voulez toujours participer, répondez à ce message pour que nous le sachions.

## offer-expired-host

offer-expired-host-subject = Sans réponse : { $title }
offer-expired-host-preheader = Nous cherchons le candidat suivant.
offer-expired-host-kicker = Expirée
offer-expired-host-heading = Votre candidat n’a pas répondu à temps
offer-expired-host-lead = L’offre a expiré et la place est de nouveau libre.
offer-expired-host-next = Nous réattribuons la place et vous prévenons dès que le candidat suivant accepte. Vous n’avez rien à faire.

## offer-rescinded, to the trainee

offer-rescinded-subject = Offre retirée : { $title } chez { $host }
offer-rescinded-preheader = Nous sommes désolés. Vous restez dans le programme.
offer-rescinded-kicker = Retirée
offer-rescinded-heading = Cette offre a été retirée
offer-rescinded-lead = L’offre de { $host } n’est plus valable. Nous sommes désolés : cela ne tient pas à vous.
offer-rescinded-next = Vous restez dans le programme et vous passez en premier dès qu’une place qui vous convient se libère. Si vous avez déjà signé ou réservé quelque chose, répondez à ce message aujourd’hui.

## offer-rescinded-host

offer-rescinded-host-subject = Offre retirée : { $title }
offer-rescinded-host-preheader = L’offre n’est plus valable.
offer-rescinded-host-kicker = Retirée
offer-rescinded-host-heading = Une offre pour votre poste a été retirée
offer-rescinded-host-lead = L’offre faite à votre candidat n’est plus valable et sa place est de nouveau libre.
offer-rescinded-host-next = Si vous ne l’avez pas demandé, répondez à ce message et nous vous expliquerons.

footer-why-operator = Vous recevez ce message parce que vous gérez le programme { $programme }.
footer-why-operations = Vous recevez ce message parce que vous faites fonctionner le service du programme { $programme }.
footer-unsubscribe = Vous ne voulez plus de messages de ce genre ? Arrêtez-les ici :
label-until = Jusqu’au
label-when = Quand
label-previous_at = Avant
label-was_at = Était prévu
label-ends_on = Fin
label-starts_on = Début
label-expires_on = Valable jusqu’au
label-last_on = Dernier jour
label-host = Entreprise
label-opening = Poste
label-city = Ville
label-country = Pays
label-address = Adresse
label-meeting_url = Visioconférence
label-contact = Contact
label-bring = À apporter
label-step = Étape
label-round = Tour
label-trainee = Stagiaire
label-evaluation = Évaluation
label-seats = Places
label-seats_free = Places libres
label-seats_filled = Places pourvues
label-offers_open = Offres sans réponse
label-candidates_waiting = Candidats en attente de vous
label-openings = Postes proposés
label-awaiting_review = Candidatures à examiner
label-documents_to_check = Documents à vérifier
label-appeals = Recours
label-approvals = En attente d’approbation
label-offers_expiring = Offres qui expirent aujourd’hui
label-permits_at_risk = Permis menacés
label-submitted = Déposées
label-submitted_last_hour = Déposées dans la dernière heure
label-drafts_open = Brouillons non déposés
label-pairs = Paires
label-unmatched = Sans attribution
label-placed = Placés
label-programme_deadline = À l’heure du programme
label-blocking_pairs = Paires bloquantes
label-input_hash = Empreinte des données d’entrée
label-route = Type de permis
label-change = Modification
label-period = Période
label-kind = Type de message
label-oldest = Le plus ancien
label-rate = Taux
label-limit = Limite
label-stream = Flux
label-consumer = Destinataire
span = { $begin } – { $end }

## Notices

topic-application = Candidature
topic-interview = Entretien
topic-training = Formation
topic-ranking = Préférences
topic-match = Attribution
topic-offer = Offre
topic-placement = Stage
topic-permit = Permis
topic-data = Vos données
topic-partnership = Partenariat
topic-opening = Poste
topic-summary = Résumé
topic-operation = À faire
topic-service = Service

## verify-address

verify-address-subject = Merci de confirmer votre adresse e-mail
verify-address-heading = Est-ce votre adresse ?
verify-address-lead = Quelqu’un, sans doute vous, a commencé une candidature au programme { $programme } avec cette adresse. Merci de confirmer qu’elle est à vous, pour que nos messages arrivent à la bonne personne.
verify-address-action = Confirmer cette adresse
verify-address-after = Le lien fonctionne une seule fois et jusqu’à l’heure ci-dessus. Si ce n’était pas vous, ne faites rien : sans confirmation, nous supprimons l’adresse.

## draft-saved

draft-saved-subject = Le brouillon de votre candidature est enregistré
draft-saved-heading = Votre brouillon est enregistré
draft-saved-lead = Vous avez commencé une candidature au programme { $programme }. Elle est enregistrée mais pas encore déposée : personne ne la lit avant.
draft-saved-items = Il manque encore :
draft-saved-action = Continuer votre candidature
draft-saved-after = Nous vous le rappellerons avant la date limite. Ce qui n’est pas déposé d’ici là ne peut pas être examiné.

## application-link

application-link-subject = Un nouveau lien vers votre candidature
application-link-heading = Votre nouveau lien
application-link-lead = Quelqu’un, sans doute vous, a demandé un nouveau lien vers votre candidature au programme { $programme }.
application-link-action = Ouvrir votre candidature
application-link-after = Le lien fonctionne une seule fois, pendant soixante jours. Si vous n’avez rien demandé, ne faites rien : il n’est parvenu qu’à vous.

## call-opens

call-opens-subject = Vous pouvez maintenant poser votre candidature à { $programme }
call-opens-heading = Les candidatures sont ouvertes
call-opens-lead = Vous nous aviez demandé de vous dire quand les candidatures à { $programme } seraient ouvertes. Elles le sont.
call-opens-action = Commencer une candidature
call-opens-after = Vous pouvez enregistrer un brouillon et le terminer plus tard. Une candidature arrivée après la date limite ne peut pas être examinée.

## deadline-moved

deadline-moved-subject = Nouvelle date limite : { $at }
deadline-moved-heading = La date limite a changé
deadline-moved-lead = Le programme { $programme } a une nouvelle date limite, indiquée ci-dessous. Votre brouillon reste tel quel.
deadline-moved-items = Il manque encore :
deadline-moved-action = Terminer et déposer
deadline-moved-after = Seule la nouvelle date compte désormais. Le fichier d’agenda joint remplace le précédent.

## draft-expired

draft-expired-subject = La date limite est passée ; votre brouillon n’a pas été déposé
draft-expired-heading = La date limite est passée
draft-expired-lead = Votre candidature au programme { $programme } était encore un brouillon à la date limite, elle ne peut donc pas être examinée.
draft-expired-after = Personne n’a lu votre brouillon. Vous n’avez rien à faire. Si vous l’aviez déposé et avez un accusé de réception, répondez à ce message en le joignant.

## ineligible

ineligible-subject = Votre candidature ne remplit pas une condition
ineligible-heading = Une condition n’est pas remplie
ineligible-lead = Nous avons vérifié votre candidature au programme { $programme } selon ses règles. En l’état, elle ne peut pas continuer, pour la raison ci-dessous.
ineligible-items = Autres raisons :
ineligible-action = Demander un nouvel examen
ineligible-after = Si vous pensez que c’est une erreur, demandez un nouvel examen : une personne relira votre candidature. Sinon, elle reste close.

## documents-missing

documents-missing-subject = Il manque des documents à votre candidature
documents-missing-heading = Il manque des documents
documents-missing-lead = Votre candidature au programme { $programme } est en cours d’examen. Pour décider, il nous faut les documents ci-dessous.
documents-missing-items = Il manque encore :
documents-missing-action = Envoyer les documents
documents-missing-after = Sans eux nous ne pouvons pas continuer, et votre candidature sera close après l’heure ci-dessus. Si vous ne pouvez pas en obtenir un à temps, répondez à ce message et dites pourquoi.

## interview-invitation

interview-calendar = Entretien : { $title }
interview-invitation-subject = Entretien avec { $host } : { $at }
interview-invitation-heading = Un entretien avec { $host }
interview-invitation-lead = { $host } souhaite vous parler. L’heure ci-dessous est celle de votre fuseau ; le fichier d’agenda joint la contient aussi.
interview-invitation-action = Confirmer l’entretien
interview-invitation-after = Si l’heure ne vous convient pas, la même page permet d’en demander une autre. Merci de le faire le plus tôt possible.

## interview-moved

interview-moved-subject = Nouvelle heure pour votre entretien avec { $host } : { $at }
interview-moved-heading = Votre entretien a été déplacé
interview-moved-lead = Votre entretien avec { $host } a une nouvelle heure. Le fichier d’agenda joint remplace l’entrée précédente.
interview-moved-action = Confirmer la nouvelle heure
interview-moved-after = Si la nouvelle heure ne vous convient pas, la même page permet d’en demander une autre.

## interview-cancelled

interview-cancelled-subject = Votre entretien avec { $host } est annulé
interview-cancelled-heading = Votre entretien est annulé
interview-cancelled-lead = L’entretien avec { $host } à l’heure ci-dessous n’a pas lieu. Le fichier d’agenda joint le retire de votre agenda.
interview-cancelled-after = Vous n’avez rien à faire. S’il y a un autre entretien, vous recevrez une nouvelle invitation.

## admitted

admitted-subject = Vous êtes admis au programme { $programme }
admitted-heading = Vous êtes admis
admitted-lead = Votre candidature est acceptée : il y a une place pour vous dans le programme { $programme }.
admitted-action = Voir la suite
admitted-after = Vous n’avez rien à faire pour le moment : nous vous écrirons avant le début de la formation. Si vous ne pouvez pas prendre la place, répondez à ce message, pour qu’elle aille à quelqu’un de la liste d’attente.

## waitlisted

waitlisted-subject = Vous êtes sur la liste d’attente de { $programme }
waitlisted-heading = Vous êtes sur la liste d’attente
waitlisted-lead = Votre candidature au programme { $programme } est bonne, mais toutes les places sont prises pour le moment. Vous êtes sur la liste d’attente.
waitlisted-after = Vous n’avez rien à faire. Dès qu’une place se libère pour vous, nous vous écrivons. Si vous ne voulez plus participer, répondez à ce message.

## rejected

rejected-subject = Votre candidature à { $programme }
rejected-heading = Nous ne pouvons pas vous proposer de place
rejected-lead = Merci d’avoir posé votre candidature au programme { $programme }. Nous l’avons lue avec soin et ne pouvons pas vous proposer de place cette fois.
rejected-after = Vous pourrez de nouveau poser votre candidature. Pour en savoir plus sur la décision, répondez à ce message.

## training-starts

training-starts-subject = Votre formation commence : { $at }
training-starts-heading = Votre formation commence
training-starts-lead = La formation du programme { $programme } commence à l’heure ci-dessous, dans votre fuseau. Merci d’essayer l’accès avant.
training-starts-action = Ouvrir la formation
training-starts-after = Si vous ne pouvez pas commencer à ce moment, répondez à ce message aujourd’hui : nous chercherons une solution ensemble.

## training-behind

training-behind-subject = Formation : { $count ->
    [one] { $count } partie reste à faire
   *[other] { $count } parties restent à faire
}
training-behind-heading = Vous avez du retard sur le plan
training-behind-lead = { $count ->
    [one] { $count } partie de votre formation devrait être terminée et ne l’est pas encore.
   *[other] { $count } parties de votre formation devraient être terminées et ne le sont pas encore.
}
training-behind-items = Encore à faire :
training-behind-action = Continuer la formation
training-behind-after = Merci de rattraper le retard d’ici l’heure ci-dessus. Sans cela, aucune entreprise ne peut vous être attribuée. Si quelque chose vous en empêche, répondez à ce message : nous pouvons aider.

## rank-hosts

rank-hosts-subject = Il reste { $left } pour classer vos entreprises
rank-hosts-heading = Quelles entreprises choisiriez-vous ?
rank-hosts-lead = { $count ->
    [one] { $count } poste vous convient. Dites si vous le voulez.
   *[other] { $count } postes vous conviennent. Mettez ceux que vous voulez dans votre ordre.
} Le tour tient compte de votre ordre avant tout le reste.
rank-hosts-action = Classer les entreprises
rank-hosts-after = Vous pouvez changer votre ordre jusqu’à l’heure ci-dessus. Si vous ne classez rien, votre ordre dépend de l’adéquation de chaque poste.

## match-result

match-result-subject = Résultat du tour : pas d’attribution pour vous cette fois
match-result-heading = Pas d’attribution cette fois
match-result-lead = Le tour est décidé. Cette fois, il ne restait pas de place pour vous parmi les postes que vous avez classés et qui vous conviennent.
match-result-after = Vous restez dans le programme et participez au prochain tour. Vous n’avez rien à faire.

## opening-cancelled

opening-cancelled-subject = Annulé : { $opening } chez { $host }
opening-cancelled-heading = Un poste que vous aviez classé est annulé
opening-cancelled-lead = { $host } a annulé ce poste. Cela n’a rien à voir avec vous.
opening-cancelled-action = Voir votre ordre
opening-cancelled-after = Les autres postes de votre ordre remontent. Vous n’avez rien à faire.

## contract-due

contract-due-subject = Merci de signer votre contrat avec { $host }
contract-due-heading = Votre contrat est prêt à signer
contract-due-lead = Le contrat de votre stage chez { $host } est prêt. Merci de le lire et de le signer avant l’heure ci-dessous.
contract-due-action = Lire et signer
contract-due-after = Le permis ne peut être demandé qu’avec un contrat signé. S’il tarde, le début peut être repoussé. Si quelque chose n’est pas juste, répondez à ce message avant de signer.

## permit-step

permit-step-subject = { $step ->
    [permit_filed] Votre permis a été demandé
    [permit_granted] Votre permis a été accordé
    [permit_refused] Votre permis a été refusé
    [appeal_filed] Votre recours a été déposé
   *[other] Du nouveau pour votre permis
}
permit-step-heading = { $step ->
    [permit_filed] Votre permis a été demandé
    [permit_granted] Votre permis a été accordé
    [permit_refused] Votre permis a été refusé
    [appeal_filed] Votre recours a été déposé
   *[other] Du nouveau pour votre permis
}
permit-step-lead = { $step ->
    [permit_filed] La demande de votre permis a été déposée (pays : { $country }). La décision revient maintenant aux autorités.
    [permit_granted] Votre permis a été accordé (pays : { $country }). Vous pouvez préparer votre voyage.
    [permit_refused] Votre permis a été refusé (pays : { $country }). Nous sommes désolés. Cela ne veut pas encore dire que votre stage est perdu.
    [appeal_filed] Le recours contre le refus de votre permis a été déposé (pays : { $country }).
   *[other] Quelque chose a changé pour votre permis (pays : { $country }).
}
permit-step-items = La suite :
permit-step-action = Voir votre permis
permit-step-after = { $step ->
    [permit_filed] Ne réservez pas encore de voyage. Nous vous écrivons dès qu’il y a une décision.
    [permit_granted] Merci de vérifier le nom et les dates sur le permis, et de nous prévenir aussitôt si quelque chose est faux.
    [permit_refused] Nous cherchons avec vous ce qui peut être fait. Ne réservez et n’annulez rien avant que nous vous ayons écrit.
    [appeal_filed] Nous vous écrivons dès qu’il y a une décision.
   *[other] Vous n’avez rien à faire, sauf si la page le demande.
}

## permit-at-risk

permit-at-risk-subject = Votre permis risque d’arriver trop tard
permit-at-risk-heading = Votre permis risque d’arriver trop tard
permit-at-risk-lead = Selon le plan d’aujourd’hui, votre permis risque de ne pas être là au début (pays : { $country }). Il est encore temps d’agir.
permit-at-risk-items = Ce qui aide maintenant :
permit-at-risk-action = Voir ce qui aide
permit-at-risk-after = Si le permis n’arrive pas à temps, le début est repoussé ou un autre poste est cherché. Rien n’est décidé sans vous.

## travel-pack

travel-pack-subject = Votre voyage ({ $city }) : il reste { $left }
travel-pack-heading = Votre voyage : { $city }
travel-pack-lead = Il reste { $left } avant votre arrivée ({ $city }). Voici ce qu’il vous faut en route.
travel-pack-items = À avoir sur vous :
travel-pack-action = Ouvrir le dossier de voyage
travel-pack-after = Si un vol change ou s’il manque quelque chose, répondez aussitôt à ce message : quelqu’un le lit aussi les jours de voyage.

## first-day

first-day-subject = Votre premier jour chez { $host }
first-day-heading = Votre premier jour chez { $host }
first-day-lead = { $host } vous attend à l’heure et au lieu ci-dessous.
first-day-items = Merci d’apporter :
first-day-action = Voir le chemin
first-day-after = Si vous ne pouvez pas venir ou si vous êtes en retard, appelez le contact ci-dessus et répondez à ce message.

## mid-review

mid-review-subject = La moitié de votre stage chez { $host } est passée : comment cela va-t-il ?
mid-review-heading = Comment cela va-t-il ?
mid-review-lead = La moitié de votre stage chez { $host } est passée. Merci de répondre à quelques questions, pour que nous puissions encore améliorer ce qui doit l’être.
mid-review-action = Répondre aux questions
mid-review-after = Il faut environ cinq minutes. L’entreprise ne voit que ce que vous acceptez de partager.

## placement-ends

placement-ends-subject = Votre stage chez { $host } se termine bientôt
placement-ends-heading = Votre stage se termine bientôt
placement-ends-lead = Votre stage chez { $host } se termine : { $ends_on }. Quelques points sont à régler avant.
placement-ends-items = Avant de partir :
placement-ends-action = Voir ce qui reste à faire
placement-ends-after = Si vous restez plus longtemps ou partez plus tôt, répondez à ce message, pour que le permis et l’assurance conviennent.

## permit-expiring

permit-expiring-subject = Votre permis expire dans { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
permit-expiring-heading = Votre permis expire : { $expires_on }
permit-expiring-lead = Votre permis (pays : { $country }) est valable jusqu’au : { $expires_on }. Merci de nous dire si vous le prolongez ou si vous partez avant ce jour.
permit-expiring-action = Nous dire votre plan
permit-expiring-after = Une prolongation se demande tant que le permis est valable. Rester sans permis est interdit et peut bloquer un permis plus tard.

## stay-or-return

stay-or-return-subject = Après votre stage : restez-vous ou rentrez-vous ?
stay-or-return-heading = Restez-vous ou rentrez-vous ?
stay-or-return-lead = Votre stage se termine : { $ends_on }. Merci de nous dire ce que vous prévoyez, pour que nous aidions à temps : pour un emploi et un permis, ou pour votre retour.
stay-or-return-action = Nous dire votre plan
stay-or-return-after = Cela ne vous engage à rien. Sans réponse, nous préparons votre retour.

## reintegration

reintegration-subject = Aide pour vous réinstaller
reintegration-heading = Bon retour
reintegration-lead = Vous êtes revenu de votre stage du programme { $programme }. Pendant deux mois, vous pouvez recevoir de l’aide pour vous réinstaller : pour le travail, les papiers, ou simplement pour parler.
reintegration-items = Ce que nous pouvons proposer :
reintegration-action = Choisir ce qui aide
reintegration-after = Cela ne coûte rien. Si vous n’en avez pas besoin, vous n’avez rien à faire.

## outcome-questions

outcome-questions-subject = { $count ->
    [one] { $count } mois après votre stage : comment allez-vous ?
   *[other] { $count } mois après votre stage : comment allez-vous ?
}
outcome-questions-heading = Comment allez-vous maintenant ?
outcome-questions-lead = { $count ->
    [one] { $count } mois a passé depuis votre stage.
   *[other] { $count } mois ont passé depuis votre stage.
} Merci de nous dire ce que vous faites maintenant. Cela montre à quoi le programme sert, et à quoi il ne sert pas.
outcome-questions-action = Répondre à trois questions
outcome-questions-after = Vos réponses sont comptées sans votre nom. Sans réponse, nous écrivons « inconnu ».

## data-export-ready

data-export-ready-subject = La copie de vos données est prête
data-export-ready-heading = La copie de vos données est prête
data-export-ready-lead = Vous avez demandé une copie de tout ce que { $programme } sait de vous. Vous pouvez la récupérer.
data-export-ready-action = Récupérer vos données
data-export-ready-after = Le lien fonctionne jusqu’à l’heure ci-dessus ; ensuite la copie est supprimée. Si vous ne l’avez pas demandée, répondez aussitôt à ce message.

## erased

erased-subject = Vos données ont été effacées
erased-heading = Vos données ont été effacées
erased-lead = Comme demandé, nous avons effacé vos données du programme { $programme }. Ce que la loi nous oblige à garder l’est sans votre nom.
erased-after = C’est notre dernier message ; cette adresse est effacée avec lui. Vous n’avez rien à faire.

## host-invitation

host-invitation-subject = Invitation à participer à { $programme }
host-invitation-heading = Participez à { $programme }
host-invitation-lead = Nous aimerions travailler avec votre entreprise dans le programme { $programme }. Vous proposez des postes, nous proposons des personnes dont les compétences conviennent, et les deux côtés choisissent. La page montre l’accord, son coût et ce qu’il vous demande.
host-invitation-action = Lire l’accord
host-invitation-after = Merci de répondre avant l’heure ci-dessus. Si ce n’est pas pour vous, un non sur la même page suffit, et nous n’écrirons plus.

## confirm-opening

confirm-opening-subject = Ce poste est-il toujours juste ? { $opening }
confirm-opening-heading = Ce poste est-il toujours juste ?
confirm-opening-lead = Avant que des personnes le voient, merci de revoir ce que vous proposez : nombre de places, début, rémunération et compétences.
confirm-opening-action = Confirmer ou modifier
confirm-opening-after = Ce qui n’est pas confirmé à l’heure ci-dessus n’est montré à personne dans ce tour.

## answer-overdue

answer-overdue-subject = { $count ->
    [one] { $count } candidat attend votre réponse
   *[other] { $count } candidats attendent votre réponse
} : { $opening }
answer-overdue-heading = Nous attendons votre réponse
answer-overdue-lead = { $count ->
    [one] { $count } candidat à ce poste attend votre réponse.
   *[other] { $count } candidats à ce poste attendent votre réponse.
} Tant que vous ne répondez pas, personne ne peut s’organiser.
answer-overdue-action = Répondre maintenant
answer-overdue-after = Sans réponse à l’heure ci-dessus, vos postes sont suspendus et d’autres sont montrés aux candidats.

## host-paused

host-paused-subject = Vos postes sont suspendus
host-paused-heading = Vos postes sont suspendus
host-paused-lead = Nous n’avons pas eu de réponse deux fois, vos postes dans le programme { $programme } sont donc suspendus : aucun candidat n’est proposé.
host-paused-action = Participer de nouveau
host-paused-after = Une réponse sur cette page suffit pour reprendre. Les offres déjà envoyées restent valables.

## interview-host

interview-host-subject = { $state ->
    [cancelled] L’entretien pour { $opening } est annulé
   *[other] { $sequence ->
        [0] Entretien pour { $opening } : { $at }
       *[other] Nouvelle heure de l’entretien pour { $opening } : { $at }
    }
}
interview-host-heading = { $state ->
    [cancelled] L’entretien est annulé
   *[other] { $sequence ->
        [0] Un entretien pour votre poste
       *[other] L’entretien a été déplacé
    }
}
interview-host-lead = { $state ->
    [cancelled] L’entretien pour { $opening } à l’heure ci-dessous n’a pas lieu. Le fichier d’agenda joint le retire de votre agenda.
   *[other] { $sequence ->
        [0] L’entretien pour { $opening } est fixé. Le fichier d’agenda joint contient l’heure.
       *[other] L’entretien pour { $opening } a une nouvelle heure. Le fichier d’agenda joint remplace l’entrée précédente.
    }
}
interview-host-action = Voir l’entretien
interview-host-after = { $state ->
    [cancelled] Vous n’avez rien à faire. S’il y a un autre entretien, vous recevrez une nouvelle invitation.
   *[other] Si l’heure ne vous convient pas, la même page permet d’en proposer une autre. Merci de le faire le plus tôt possible.
}

## rank-candidates

rank-candidates-subject = Il reste { $left } pour classer les candidats : { $opening }
rank-candidates-heading = Qui choisiriez-vous ?
rank-candidates-lead = { $count ->
    [one] { $count } candidat convient à ce poste. Dites si vous le prendriez.
   *[other] { $count } candidats conviennent à ce poste. Mettez ceux que vous prendriez dans votre ordre.
} Les noms restent cachés jusqu’à l’attribution.
rank-candidates-action = Classer les candidats
rank-candidates-after = Vous pouvez changer votre ordre jusqu’à l’heure ci-dessus. Si vous ne classez personne, l’ordre dépend de l’adéquation de chaque candidat.

## match-result-host

match-result-host-subject = Résultat du tour : { $count ->
    [0] aucune attribution cette fois
    [one] { $count } attribution
   *[other] { $count } attributions
}
match-result-host-heading = Le tour est décidé
match-result-host-lead = { $count ->
    [0] Cette fois, personne n’a été attribué à vos postes.
    [one] { $count } de vos places a un candidat. L’offre part maintenant.
   *[other] { $count } de vos places ont un candidat. Les offres partent maintenant.
}
match-result-host-items = Vos postes :
match-result-host-action = Voir le résultat
match-result-host-after = Le résultat a été vérifié : aucun candidat et aucune entreprise ne se préfèrent l’un l’autre à ce qu’ils ont obtenu.{ $count ->
    [0] {""}
   *[other] {" "}Nous vous prévenons à chaque réponse.
}

## next-candidate

next-candidate-subject = Candidat suivant : { $opening }
next-candidate-heading = La place est proposée au candidat suivant
next-candidate-lead = Une place de ce poste était libre, et le candidat suivant de votre liste a maintenant une offre. Il peut répondre jusqu’à l’heure ci-dessous.
next-candidate-action = Voir le candidat
next-candidate-after = Vous n’avez rien à faire. Nous vous prévenons dès qu’il y a une réponse.

## candidate-withdrew

candidate-withdrew-subject = Un candidat s’est retiré : { $opening }
candidate-withdrew-heading = Un candidat s’est retiré
candidate-withdrew-lead = Un candidat de votre liste pour ce poste ne participe plus. Chacun se retire pour des raisons diverses ; cela ne dit rien de votre entreprise.
candidate-withdrew-action = Voir la présélection
candidate-withdrew-after = Les autres de votre liste remontent. Vous n’avez rien à faire.

## permit-papers

permit-papers-subject = Papiers pour un permis, à fournir avant : { $at }
permit-papers-heading = Il nous faut des papiers de votre part
permit-papers-lead = Pour le permis de { $trainee }, il nous faut les papiers ci-dessous de votre entreprise.
permit-papers-items = Merci d’envoyer :
permit-papers-action = Envoyer les papiers
permit-papers-after = L’heure ci-dessus est la dernière à laquelle le permis peut encore arriver avant le début. Ensuite, le début doit être repoussé.

## arrival

arrival-subject = { $trainee } arrive : { $at }
arrival-heading = { $trainee } arrive
arrival-lead = Votre stagiaire arrive ({ $city }) à l’heure ci-dessous.
arrival-items = Merci de préparer :
arrival-action = Voir le plan d’arrivée
arrival-after = Si personne ne peut être là, répondez à ce message et nous trouverons quelqu’un.

## evaluation-due

evaluation-due-subject = Votre évaluation de { $trainee } est attendue
evaluation-due-heading = Merci d’évaluer le stage
evaluation-due-lead = Merci de nous dire comment se passe le travail avec { $trainee }. Il faut environ cinq minutes.
evaluation-due-action = Écrire l’évaluation
evaluation-due-after = Votre stagiaire la lit aussi. Sans elle, le stage ne peut pas être attesté.

## seats-unused

seats-unused-subject = { $count ->
    [one] { $count } place inutilisée
   *[other] { $count } places inutilisées
}
seats-unused-heading = { $count ->
    [one] { $count } de vos places est inutilisée
   *[other] { $count } de vos places sont inutilisées
}
seats-unused-lead = Elles vous sont réservées mais ne sont ni pourvues ni offertes. En avez-vous encore besoin ?
seats-unused-items = Par poste :
seats-unused-action = Les garder ou les rendre
seats-unused-after = Les places rendues aident quelqu’un d’autre. Sans réponse, elles restent réservées jusqu’au verrouillage du tour.

## weekly-summary

weekly-summary-subject = Votre semaine dans { $programme }
weekly-summary-heading = Votre semaine en bref
weekly-summary-lead = Voici où en sont vos postes.
weekly-summary-items = En attente de vous :
weekly-summary-action = Ouvrir votre page
weekly-summary-after = Vous recevez ce message une fois par semaine, et jamais s’il ne s’est rien passé.

## work-list

work-list-subject = { $count ->
    [0] Rien ne vous attend aujourd’hui
    [one] { $count } chose vous attend aujourd’hui
   *[other] { $count } choses vous attendent aujourd’hui
}
work-list-heading = Ce qui attend aujourd’hui
work-list-lead = Voici les cas du programme { $programme } qui demandent une personne.
work-list-items = En premier :
work-list-action = Ouvrir la liste de travail
work-list-after = Ce qui attend depuis le plus longtemps est en haut de la liste.

## last-day-surge

last-day-surge-subject = Dernières heures avant la date limite : { $count ->
    [one] { $count } brouillon ouvert
   *[other] { $count } brouillons ouverts
}
last-day-surge-heading = Les dernières heures avant la date limite
last-day-surge-lead = { $count ->
    [one] { $count } brouillon n’est pas encore déposé.
   *[other] { $count } brouillons ne sont pas encore déposés.
} La plupart des candidatures arrivent dans ces heures.
last-day-surge-action = Suivre l’arrivée
last-day-surge-after = Merci de ne rien changer aux formulaires et aux règles avant la date limite.

## second-approval

second-approval-subject = Une deuxième approbation est attendue : tour { $round }
second-approval-heading = Un tour attend une deuxième approbation
second-approval-lead = Le résultat du tour { $round } a été approuvé une fois. Le programme { $programme } demande deux personnes différentes : il manque la seconde approbation.
second-approval-action = Vérifier et approuver
second-approval-after = Aucune offre ne part avant. Si quelque chose paraît faux, renvoyez-le sur la même page.

## round-published

round-published-subject = Publié : tour { $round }
round-published-heading = Le tour est publié
round-published-lead = Le tour { $round } est publié et les offres partent. Les chiffres du vérificateur sont ci-dessous.
round-published-action = Ouvrir le rapport de vérification
round-published-after = Chacun peut recalculer le résultat à partir des données d’entrée et de la graine : la page dit comment.

## offers-expiring-today

offers-expiring-today-subject = { $count ->
    [one] { $count } offre expire aujourd’hui
   *[other] { $count } offres expirent aujourd’hui
}
offers-expiring-today-heading = Des offres expirent aujourd’hui
offers-expiring-today-lead = { $count ->
    [one] { $count } offre est sans réponse et expire aujourd’hui.
   *[other] { $count } offres sont sans réponse et expirent aujourd’hui.
} Les personnes ont eu un rappel ; un appel aide souvent.
offers-expiring-today-items = Par ordre d’heure :
offers-expiring-today-action = Voir les offres
offers-expiring-today-after = Une offre expirée libère sa place, qui est aussitôt proposée au candidat suivant.

## permit-refused

permit-refused-subject = { $programme } : un permis a été refusé ({ $reference })
permit-refused-heading = Un permis a été refusé
permit-refused-lead = Le permis de ce stage a été refusé (pays : { $country }).
permit-refused-action = Décider : recours ou fin
permit-refused-after = Sans recours à temps, le refus est définitif, le stage est annulé et sa place se libère.

## quota-closed

quota-closed-subject = Un quota de permis est clos : { $route }
quota-closed-heading = Un quota de permis est clos
quota-closed-lead = { $count ->
    [0] Aucun stage et aucune paire ne sont concernés.
    [one] { $count } stage ou paire ne peut plus passer par là.
   *[other] { $count } stages ou paires ne peuvent plus passer par là.
} Toutes les paires ont été revérifiées.
quota-closed-items = Concernés :
quota-closed-action = Voir qui est concerné
quota-closed-after = Les nouveaux tours évitent cette voie d’eux-mêmes. Pour les paires déjà faites, une personne doit décider.

## bulk-change-done

bulk-change-done-subject = Fait : { $change } ({ $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
})
bulk-change-done-heading = La modification est faite
bulk-change-done-lead = { $count ->
    [one] { $count } ligne a été modifiée, comme demandé.
   *[other] { $count } lignes ont été modifiées, comme demandé.
}
bulk-change-done-action = La voir ou l’annuler
bulk-change-done-after = Elle peut être annulée jusqu’à l’heure ci-dessus. Les messages déjà partis ne peuvent pas être rappelés.

## erasure-due

erasure-due-subject = Les données d’une personne sont à effacer : il reste { $left }
erasure-due-heading = Un effacement est dû
erasure-due-lead = Une personne a demandé l’effacement de ses données. La loi nous laisse jusqu’à l’heure ci-dessous.
erasure-due-action = Vérifier et effacer
erasure-due-after = La page montre ce qui est effacé, ce qui doit être gardé, et pourquoi.

## funder-report

funder-report-subject = Le rapport au financeur est prêt : { $period }
funder-report-heading = Le rapport au financeur est prêt
funder-report-lead = Le rapport du programme { $programme } pour { $period } a été tiré des dossiers et peut être vérifié.
funder-report-action = Lire le rapport
funder-report-after = Il n’est envoyé à personne de lui-même. Merci de le vérifier, puis de le transmettre.

## messages-overdue

messages-overdue-subject = { $count ->
    [one] { $count } message prévu et non envoyé
   *[other] { $count } messages prévus et non envoyés
} : { $kind }
messages-overdue-heading = Des messages prévus n’ont pas été envoyés
messages-overdue-lead = { $count ->
    [one] { $count } message du type ci-dessous était dû et n’est pas parti.
   *[other] { $count } messages du type ci-dessous étaient dus et ne sont pas partis.
}
messages-overdue-action = Ouvrir le registre
messages-overdue-after = Regardez si l’expéditeur tourne et si le serveur de messagerie répond. Rien n’est perdu : ce qui est dû partira dès qu’ils fonctionnent.

## messages-uncertain

messages-uncertain-subject = { $count ->
    [one] { $count } message en doute
   *[other] { $count } messages en doute
}
messages-uncertain-heading = Messages en doute
messages-uncertain-lead = { $count ->
    [one] Pour { $count } message, nul ne sait si le serveur l’a pris.
   *[other] Pour { $count } messages, nul ne sait si le serveur les a pris.
} Une décision est attendue.
messages-uncertain-action = Décider
messages-uncertain-after = Comparez avec le journal du serveur, puis libérez ou annulez chacun. Sans décision, ils ne sont pas envoyés.

## bounce-rate

bounce-rate-subject = Trop de messages reviennent : { $rate }
bounce-rate-heading = Trop de messages reviennent
bounce-rate-lead = { $rate } des messages de la dernière journée sont revenus. La limite est { $limit }.
bounce-rate-action = Voir ce qui est revenu
bounce-rate-after = Regardez les raisons avant d’en envoyer d’autres : les fournisseurs finissent par refuser les expéditeurs qui ont beaucoup de retours.

## backlog-age

backlog-age-subject = Des événements attendent trop longtemps : { $stream }
backlog-age-heading = Des événements attendent trop longtemps
backlog-age-lead = Le plus ancien événement du flux { $stream } attend depuis { $oldest }. La limite est { $limit }.
backlog-age-action = Ouvrir le tableau de bord
backlog-age-after = Regardez si ses destinataires tournent. Les événements sont gardés, rien n’est donc perdu.

## redelivery-spike

redelivery-spike-subject = Des événements sont livrés encore et encore : { $consumer }
redelivery-spike-heading = Des événements sont livrés encore et encore
redelivery-spike-lead = { $count ->
    [one] { $count } événement a été livré à { $consumer } plus d’une fois dans la dernière heure.
   *[other] { $count } événements ont été livrés à { $consumer } plus d’une fois dans la dernière heure.
}
redelivery-spike-action = Ouvrir le tableau de bord
redelivery-spike-after = Regardez ses erreurs dans le journal. Après trop d’essais, un événement va aux lettres mortes et y attend.

## backup-drill

backup-drill-subject = Il est temps de restaurer une sauvegarde pour s’exercer
backup-drill-heading = Restaurer une sauvegarde pour s’exercer
backup-drill-lead = Une fois par trimestre, une sauvegarde est restaurée sur une autre machine, pour savoir qu’elle fonctionne.
backup-drill-items = Les étapes :
backup-drill-action = Ouvrir le mode d’emploi
backup-drill-after = Merci de le faire avant l’heure ci-dessus et de noter combien de temps il a fallu. Une sauvegarde que personne n’a restaurée n’est qu’un espoir.

## digest

digest-subject = { $programme } : { $count ->
    [one] { $count } message aujourd’hui
   *[other] { $count } messages aujourd’hui
}
digest-heading = Aujourd’hui en un seul message
digest-lead = Nous réunissons ce qui n’est pas urgent en un message par jour.
digest-items = Aujourd’hui :
digest-action = Ouvrir votre page
digest-after = Ce qui est urgent vous parvient toujours aussitôt.
