# Все слова писем по-русски. Ключи те же, что в английском файле.

## Layout

greeting = Здравствуйте, { $name }!
footer-why-applicant = Вы получили это письмо, потому что подаёте заявку на программу «{ $programme }». Оно отправлено один раз и только Вам.
footer-why-host = Вы получили это письмо, потому что Ваша компания предлагает места в программе «{ $programme }». Оно отправлено один раз и только Вам.
footer-link = Если кнопка не работает, откройте этот адрес:
label-reference = Номер
label-your-time = по Вашему времени
label-answer-until = Ответить до
label-position = Должность
label-company = Компания
label-place = Место
label-starts = Начало
label-duration = Срок
label-pay = Оплата
label-candidate = Кандидат
label-seats-free = Свободных мест
duration-months = { $months ->
    [one] { $months } месяц
    [few] { $months } месяца
   *[other] { $months } месяцев
}
pay-month = { $amount } € в месяц до вычета налогов
place = { $city }, { $country }
your-candidate = Ваш кандидат
country-am = Армения
country-ee = Эстония
country-ke = Кения
country-lt = Литва
country-lv = Латвия
country-ng = Нигерия
country-us = США

## Time

instant = { $weekday }, { $day } { $month } { $year } г., { $time }
date = { $weekday }, { $day } { $month } { $year } г.
in-zone = { $instant } (время: { $zone })
in-utc = { $instant } (UTC)
weekday-1 = понедельник
weekday-2 = вторник
weekday-3 = среда
weekday-4 = четверг
weekday-5 = пятница
weekday-6 = суббота
weekday-7 = воскресенье
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря
left = { $hours ->
    [0] меньше часа
    [one] { $hours } час
    [few] { $hours } часа
   *[other] { $hours } часов
}
left-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}

## receipt

receipt-subject = { $programme }: мы получили Вашу заявку ({ $reference })
receipt-preheader = Подана: { $at }. Сохраните это письмо: это Ваше подтверждение.
receipt-kicker = Подтверждение
receipt-heading = Мы получили Вашу заявку
receipt-lead = Ваша заявка на программу «{ $programme }» пришла вовремя. Сохраните это письмо: в нём подписанное подтверждение того, когда мы её получили.
receipt-label-submitted = Подана
receipt-label-deadline = Срок подачи
receipt-pass = При первой проверке нашлось всё, что требует программа. Дальше заявку будут читать люди. Мы сообщим о решении в любом случае.
receipt-review = Перед решением человек посмотрит на пункты ниже. Сейчас Вам ничего делать не нужно.
receipt-fail = Первая проверка показала, что эти условия не выполнены. Если Вы считаете, что это ошибка, ответьте на это письмо и напишите почему: его прочитает человек.
receipt-action = Посмотреть подтверждение
receipt-signed = Подписанное подтверждение

## deadline-reminder

deadline-reminder-subject = До конца подачи заявки: { $left }
deadline-reminder-preheader = Приём заявок на «{ $programme }» заканчивается: { $at }.
deadline-reminder-kicker = Срок
deadline-reminder-heading = До конца подачи: { $left }
deadline-reminder-lead = Вы начали заявку на программу «{ $programme }» и ещё не подали её. Всё написанное сохранено.
deadline-reminder-label-closes = Заканчивается
deadline-reminder-missing = Ещё не хватает:
deadline-reminder-complete = Всё заполнено: перечитайте заявку и подайте её.
deadline-reminder-action = Закончить и подать
deadline-reminder-calendar = Срок: заявка на программу «{ $programme }»
deadline-reminder-note = Заявку, опоздавшую даже на секунду, принять нельзя. Пожалуйста, не ждите последнего часа. Если Вы передумали, ничего делать не нужно.

## shortlist-digest

shortlist-digest-subject = { $candidates ->
    [one] { $candidates } кандидат
    [few] { $candidates } кандидата
   *[other] { $candidates } кандидатов
} на { $openings ->
    [one] Вашу вакансию
   *[other] Ваши вакансии
}
shortlist-digest-preheader = Лучшие кандидаты программы «{ $programme }» на сегодня.
shortlist-digest-kicker = Отбор
shortlist-digest-heading = Кандидаты на { $openings ->
    [one] Вашу вакансию
   *[other] Ваши вакансии
}
shortlist-digest-lead = С нашего последнего письма у этих вакансий появились новые кандидаты или что-то изменилось. Имена скрыты до распределения, чтобы обо всех судили по навыкам.
shortlist-digest-row = { $candidates ->
    [one] { $candidates } кандидат
    [few] { $candidates } кандидата
   *[other] { $candidates } кандидатов
}, лучший результат: { $best }
shortlist-digest-seats = { $seats ->
    [one] { $seats } свободное место
    [few] { $seats } свободных места
   *[other] { $seats } свободных мест
}
shortlist-digest-action = Посмотреть кандидатов
shortlist-digest-note = Такое письмо приходит не чаще раза в день и не приходит, если ничего не изменилось.

## offer

offer-subject = Предложение: { $title }, { $host }
offer-preheader = Пожалуйста, ответьте до: { $until }.
offer-kicker = Предложение
offer-heading = { $host } хочет работать с Вами
offer-lead = В программе «{ $programme }» Вам подобрано это место. До указанного ниже времени его держат только для Вас.
offer-label-safe = Последний безопасный день
offer-safe-note = Если ответить позже этого дня, на разрешение и дорогу останется слишком мало времени.
offer-action = Прочитать предложение и ответить
offer-note = Ничего не решено, пока Вы не нажмёте кнопку на той странице. Ссылка только для Вас: пожалуйста, не пересылайте это письмо.

## offer-expiring

offer-expiring-subject = Осталось времени на ответ: { $left } – { $title }, { $host }
offer-expiring-preheader = Место держат до: { $until }.
offer-expiring-kicker = Ждём Вашего ответа
offer-expiring-heading = Осталось времени на ответ: { $left }
offer-expiring-lead = Место ({ $host }) всё ещё держат для Вас. «Нет» – тоже ответ: тогда место сразу достанется следующему.
offer-expiring-action = Принять или отказаться
offer-expiring-note = Если до этого времени Вы не ответите, предложение утратит силу и место достанется другому.

## offer-accepted, to the trainee

offer-accepted-subject = Вы приняли предложение: { $title }, { $host }
offer-accepted-preheader = Место Ваше.
offer-accepted-kicker = Принято
offer-accepted-heading = Место Ваше
offer-accepted-lead = Вы приняли предложение ({ $host }). Мы сообщили об этом компании.
offer-accepted-next = Дальше договор, затем разрешение и дорога. Перед каждым шагом мы напишем, что нужно и к какому сроку.

## offer-accepted-host

offer-accepted-host-subject = Принято: { $title }
offer-accepted-host-preheader = { $trainee }: предложение принято.
offer-accepted-host-kicker = Принято
offer-accepted-host-heading = { $trainee }: предложение принято
offer-accepted-host-lead = Ваш кандидат принял предложение, место занято.
offer-accepted-host-next = Теперь, пожалуйста, подготовьте договор. Перед каждым шагом по разрешению мы напишем, какие документы нужны и к какому сроку.

## offer-declined, to the trainee

offer-declined-subject = Вы отказались: { $title }, { $host }
offer-declined-preheader = Спасибо за ответ.
offer-declined-kicker = Отказ
offer-declined-heading = Вы отказались от предложения
offer-declined-lead = Вы отказались от предложения ({ $host }). Спасибо за ответ: место уже свободно для следующего.
offer-declined-next = Вы остаётесь в программе. Если подойдёт другое место, мы напишем.

## offer-declined-host

offer-declined-host-subject = Отказ: { $title }
offer-declined-host-preheader = Мы ищем следующего кандидата.
offer-declined-host-kicker = Отказ
offer-declined-host-heading = Ваш кандидат отказался
offer-declined-host-lead = Место снова свободно. Это ничего не говорит о Вашей компании: причины бывают разные.
offer-declined-host-next = Мы подбираем на это место следующего кандидата и сообщим, как только он согласится. Вам ничего делать не нужно.

## offer-expired, to the trainee

offer-expired-subject = Предложение утратило силу: { $title }, { $host }
offer-expired-preheader = Время на ответ вышло.
offer-expired-kicker = Истекло
offer-expired-heading = Ваше предложение утратило силу
offer-expired-lead = Время на ответ на предложение ({ $host }) вышло, поэтому место достанется другому.
offer-expired-next = Вы в списке ожидания. Если Вы всё ещё хотите участвовать, ответьте на это письмо, чтобы мы об этом знали.

## offer-expired-host

offer-expired-host-subject = Нет ответа: { $title }
offer-expired-host-preheader = Мы ищем следующего кандидата.
offer-expired-host-kicker = Истекло
offer-expired-host-heading = Ваш кандидат не ответил вовремя
offer-expired-host-lead = Предложение утратило силу, место снова свободно.
offer-expired-host-next = Мы подбираем на это место следующего кандидата и сообщим, как только он согласится. Вам ничего делать не нужно.

## offer-rescinded, to the trainee

offer-rescinded-subject = Предложение отозвано: { $title }, { $host }
offer-rescinded-preheader = Нам жаль. Вы остаётесь в программе.
offer-rescinded-kicker = Отозвано
offer-rescinded-heading = Это предложение отозвано
offer-rescinded-lead = Предложение ({ $host }) больше не действует. Нам жаль: дело не в Вас.
offer-rescinded-next = Вы остаётесь в программе и будете первыми, когда освободится следующее подходящее место. Если Вы уже что-то подписали или заказали, ответьте на это письмо сегодня.

## offer-rescinded-host

offer-rescinded-host-subject = Предложение отозвано: { $title }
offer-rescinded-host-preheader = Предложение больше не действует.
offer-rescinded-host-kicker = Отозвано
offer-rescinded-host-heading = Предложение на Вашу вакансию отозвано
offer-rescinded-host-lead = Предложение Вашему кандидату больше не действует, его место снова свободно.
offer-rescinded-host-next = Если Вы об этом не просили, ответьте на это письмо, и мы объясним.

footer-why-operator = Вы получили это письмо, потому что ведёте программу «{ $programme }».
footer-why-operations = Вы получили это письмо, потому что поддерживаете систему программы «{ $programme }».
footer-unsubscribe = Не хотите таких писем? Откажитесь здесь:
label-until = До
label-when = Когда
label-previous_at = Раньше
label-was_at = Было назначено
label-ends_on = Окончание
label-starts_on = Начало
label-expires_on = Действует до
label-last_on = Последний день
label-host = Компания
label-opening = Должность
label-city = Город
label-country = Страна
label-address = Адрес
label-meeting_url = Видеозвонок
label-contact = Контактное лицо
label-bring = Взять с собой
label-step = Шаг
label-round = Раунд
label-trainee = Стажёр
label-evaluation = Оценка
label-seats = Мест
label-seats_free = Свободных мест
label-seats_filled = Занятых мест
label-offers_open = Предложений без ответа
label-candidates_waiting = Кандидатов ждут Вас
label-openings = Вакансий
label-awaiting_review = Заявок на рассмотрении
label-documents_to_check = Документов на проверку
label-appeals = Апелляций
label-approvals = Ждут утверждения
label-offers_expiring = Предложений истекает сегодня
label-permits_at_risk = Разрешений под угрозой
label-submitted = Подано
label-submitted_last_hour = Подано за последний час
label-drafts_open = Неподанных черновиков
label-pairs = Пар
label-unmatched = Без пары
label-placed = Распределено
label-programme_deadline = По времени программы
label-blocking_pairs = Блокирующих пар
label-input_hash = Хеш входных данных
label-route = Вид разрешения
label-change = Изменение
label-period = Период
label-kind = Вид письма
label-oldest = Самое старое
label-rate = Доля
label-limit = Предел
label-stream = Поток
label-consumer = Получатель
span = { $begin } – { $end }

## Notices

topic-application = Заявка
topic-interview = Собеседование
topic-training = Обучение
topic-ranking = Предпочтения
topic-match = Распределение
topic-offer = Предложение
topic-placement = Стажировка
topic-permit = Разрешение
topic-data = Ваши данные
topic-partnership = Партнёрство
topic-opening = Вакансия
topic-summary = Сводка
topic-operation = Задачи
topic-service = Система

## verify-address

verify-address-subject = Подтвердите, пожалуйста, адрес электронной почты
verify-address-heading = Это Ваш адрес?
verify-address-lead = Кто-то, скорее всего Вы, начал с этого адреса заявку на программу «{ $programme }». Подтвердите, что адрес Ваш, чтобы письма доходили до нужного человека.
verify-address-action = Подтвердить адрес
verify-address-after = Ссылка работает один раз и до указанного выше времени. Если это были не Вы, ничего не делайте: неподтверждённый адрес мы удалим.

## draft-saved

draft-saved-subject = Черновик Вашей заявки сохранён
draft-saved-heading = Черновик сохранён
draft-saved-lead = Вы начали заявку на программу «{ $programme }». Она сохранена, но ещё не подана: до подачи её никто не читает.
draft-saved-items = Ещё не хватает:
draft-saved-action = Продолжить заявку
draft-saved-after = Мы напомним до срока. То, что к сроку не подано, рассмотреть нельзя.

## application-link

application-link-subject = Новая ссылка на Вашу заявку
application-link-heading = Ваша новая ссылка
application-link-lead = Кто-то, скорее всего Вы, попросил новую ссылку на Вашу заявку на программу «{ $programme }».
application-link-action = Открыть заявку
application-link-after = Ссылка работает один раз и шестьдесят дней. Если Вы её не просили, ничего не делайте: она пришла только Вам.

## call-opens

call-opens-subject = Приём заявок на «{ $programme }» открыт
call-opens-heading = Приём заявок открыт
call-opens-lead = Вы просили сообщить, когда можно будет подать заявку на программу «{ $programme }». Теперь можно.
call-opens-action = Начать заявку
call-opens-after = Черновик можно сохранить и закончить позже. Заявки, пришедшие после срока, рассмотреть нельзя.

## deadline-moved

deadline-moved-subject = Новый срок: { $at }
deadline-moved-heading = Срок перенесён
deadline-moved-lead = У программы «{ $programme }» новый срок, он указан ниже. Ваш черновик остаётся как есть.
deadline-moved-items = Ещё не хватает:
deadline-moved-action = Закончить и подать
deadline-moved-after = С этого момента действует только новый срок. Приложенный файл календаря заменяет прежний.

## draft-expired

draft-expired-subject = Срок прошёл, Ваш черновик не подан
draft-expired-heading = Срок прошёл
draft-expired-lead = Когда срок прошёл, Ваша заявка на программу «{ $programme }» ещё была черновиком, поэтому рассмотреть её нельзя.
draft-expired-after = Ваш черновик никто не читал. Ничего делать не нужно. Если Вы всё же подали заявку и у Вас есть подтверждение, ответьте на это письмо и приложите его.

## ineligible

ineligible-subject = Ваша заявка не отвечает одному из условий
ineligible-heading = Условие не выполнено
ineligible-lead = Мы проверили Вашу заявку на программу «{ $programme }» по её правилам. В таком виде она не может идти дальше; причина указана ниже.
ineligible-items = Другие причины:
ineligible-action = Попросить посмотреть ещё раз
ineligible-after = Если Вы считаете, что это ошибка, попросите посмотреть ещё раз: тогда заявку снова прочитает человек. Иначе она останется закрытой.

## documents-missing

documents-missing-subject = К Вашей заявке не хватает документов
documents-missing-heading = Не хватает документов
documents-missing-lead = Ваша заявка на программу «{ $programme }» рассматривается. Чтобы решить, нам нужны документы, указанные ниже.
documents-missing-items = Ещё не хватает:
documents-missing-action = Отправить документы
documents-missing-after = Без них мы не можем продолжить, и после указанного выше времени заявка будет закрыта. Если какой-то документ не получить вовремя, ответьте на это письмо и напишите почему.

## interview-invitation

interview-calendar = Собеседование: { $title }
interview-invitation-subject = Собеседование с { $host }: { $at }
interview-invitation-heading = Собеседование с { $host }
interview-invitation-lead = { $host } хочет поговорить с Вами. Время ниже указано для Вашего часового пояса; оно есть и в приложенном файле календаря.
interview-invitation-action = Подтвердить собеседование
interview-invitation-after = Если время не подходит, на той же странице можно попросить другое. Пожалуйста, сделайте это как можно раньше.

## interview-moved

interview-moved-subject = Новое время собеседования с { $host }: { $at }
interview-moved-heading = Собеседование перенесено
interview-moved-lead = У Вашего собеседования с { $host } новое время. Приложенный файл календаря заменяет прежнюю запись.
interview-moved-action = Подтвердить новое время
interview-moved-after = Если новое время не подходит, на той же странице можно попросить другое.

## interview-cancelled

interview-cancelled-subject = Ваше собеседование с { $host } отменено
interview-cancelled-heading = Собеседование отменено
interview-cancelled-lead = Собеседование с { $host } в указанное ниже время не состоится. Приложенный файл календаря убирает его из Вашего календаря.
interview-cancelled-after = Ничего делать не нужно. Если будет другое собеседование, придёт новое приглашение.

## admitted

admitted-subject = Вы приняты в программу «{ $programme }»
admitted-heading = Вы приняты
admitted-lead = Ваша заявка принята: в программе «{ $programme }» для Вас есть место.
admitted-action = Посмотреть, что дальше
admitted-after = Сейчас ничего делать не нужно: мы напишем перед началом обучения. Если Вы не можете занять место, ответьте на это письмо, чтобы его получил кто-то из списка ожидания.

## waitlisted

waitlisted-subject = Вы в списке ожидания программы «{ $programme }»
waitlisted-heading = Вы в списке ожидания
waitlisted-lead = Ваша заявка на программу «{ $programme }» хорошая, но сейчас все места заняты. Вы в списке ожидания.
waitlisted-after = Ничего делать не нужно. Когда для Вас освободится место, мы сразу напишем. Если Вы больше не хотите участвовать, ответьте на это письмо.

## rejected

rejected-subject = Ваша заявка на программу «{ $programme }»
rejected-heading = Мы не можем предложить Вам место
rejected-lead = Спасибо за заявку на программу «{ $programme }». Мы внимательно прочитали её и в этот раз не можем предложить Вам место.
rejected-after = Вы можете подать заявку в следующий раз. Если хотите узнать больше о решении, ответьте на это письмо.

## training-starts

training-starts-subject = Ваше обучение начинается: { $at }
training-starts-heading = Ваше обучение начинается
training-starts-lead = Обучение программы «{ $programme }» начинается в указанное ниже время, по Вашему часовому поясу. Пожалуйста, заранее проверьте доступ.
training-starts-action = Открыть обучение
training-starts-after = Если Вы не можете начать в это время, ответьте на это письмо сегодня, и мы вместе найдём выход.

## training-behind

training-behind-subject = Обучение: { $count ->
    [one] не закончена { $count } часть
    [few] не закончены { $count } части
   *[other] не закончено { $count } частей
}
training-behind-heading = Вы отстаёте от плана
training-behind-lead = { $count ->
    [one] { $count } часть обучения уже должна быть закончена, но ещё открыта.
    [few] { $count } части обучения уже должны быть закончены, но ещё открыты.
   *[other] { $count } частей обучения уже должны быть закончены, но ещё открыты.
}
training-behind-items = Ещё открыто:
training-behind-action = Продолжить обучение
training-behind-after = Пожалуйста, догоните план до указанного выше времени. Тому, кто отстаёт, нельзя подобрать компанию. Если что-то мешает, ответьте на это письмо: мы можем помочь.

## rank-hosts

rank-hosts-subject = Осталось времени расставить компании: { $left }
rank-hosts-heading = Какие компании выбрали бы Вы?
rank-hosts-lead = { $count ->
    [one] Вам подходит { $count } место. Скажите, хотите ли Вы его.
    [few] Вам подходят { $count } места. Расставьте те, что хотите, в своём порядке.
   *[other] Вам подходят { $count } мест. Расставьте те, что хотите, в своём порядке.
} Раунд прежде всего смотрит на Ваш порядок.
rank-hosts-action = Расставить компании
rank-hosts-after = Порядок можно менять до указанного выше времени. Если Вы ничего не расставите, порядок определится тем, насколько каждое место Вам подходит.

## match-result

match-result-subject = Результат раунда: в этот раз места для Вас не нашлось
match-result-heading = В этот раз места не нашлось
match-result-lead = Раунд решён. В этот раз среди выбранных Вами и подходящих Вам мест свободного не осталось.
match-result-after = Вы остаётесь в программе и участвуете в следующем раунде. Ничего делать не нужно.

## opening-cancelled

opening-cancelled-subject = Отменено: { $opening }, { $host }
opening-cancelled-heading = Выбранное Вами место отменено
opening-cancelled-lead = { $host } больше не предлагает это место. Это не связано с Вами.
opening-cancelled-action = Посмотреть свой порядок
opening-cancelled-after = Остальные места в Вашем порядке поднимаются выше. Ничего делать не нужно.

## contract-due

contract-due-subject = Подпишите, пожалуйста, договор с { $host }
contract-due-heading = Договор готов к подписанию
contract-due-lead = Договор о Вашей стажировке ({ $host }) готов. Прочитайте его и подпишите до указанного ниже времени.
contract-due-action = Прочитать и подписать
contract-due-after = Разрешение можно просить только с подписанным договором. Если он задержится, начало может сдвинуться. Если в нём что-то не так, ответьте на это письмо до подписания.

## permit-step

permit-step-subject = { $step ->
    [permit_filed] Ваше разрешение запрошено
    [permit_granted] Ваше разрешение выдано
    [permit_refused] В разрешении Вам отказано
    [appeal_filed] Ваша жалоба подана
   *[other] Новости о Вашем разрешении
}
permit-step-heading = { $step ->
    [permit_filed] Ваше разрешение запрошено
    [permit_granted] Ваше разрешение выдано
    [permit_refused] В разрешении Вам отказано
    [appeal_filed] Ваша жалоба подана
   *[other] Новости о Вашем разрешении
}
permit-step-lead = { $step ->
    [permit_filed] Заявление на Ваше разрешение подано (страна: { $country }). Теперь решают власти.
    [permit_granted] Ваше разрешение выдано (страна: { $country }). Можно планировать дорогу.
    [permit_refused] В разрешении Вам отказано (страна: { $country }). Нам жаль. Это ещё не значит, что стажировка потеряна.
    [appeal_filed] Жалоба на отказ в разрешении подана (страна: { $country }).
   *[other] С Вашим разрешением что-то изменилось (страна: { $country }).
}
permit-step-items = Что дальше:
permit-step-action = Посмотреть разрешение
permit-step-after = { $step ->
    [permit_filed] Пожалуйста, пока не бронируйте дорогу. Мы напишем, как только будет решение.
    [permit_granted] Пожалуйста, проверьте имя и даты в разрешении и сразу сообщите, если что-то не так.
    [permit_refused] Мы вместе посмотрим, что можно сделать. Пожалуйста, ничего не бронируйте и не отменяйте, пока мы не напишем.
    [appeal_filed] Мы напишем, как только будет решение.
   *[other] Ничего делать не нужно, если на странице не сказано иначе.
}

## permit-at-risk

permit-at-risk-subject = Ваше разрешение может прийти слишком поздно
permit-at-risk-heading = Ваше разрешение может опоздать
permit-at-risk-lead = По сегодняшнему плану к началу Вашего разрешения может ещё не быть (страна: { $country }). Ещё есть время что-то сделать.
permit-at-risk-items = Что поможет сейчас:
permit-at-risk-action = Посмотреть, что поможет
permit-at-risk-after = Если разрешения вовремя не будет, начало сдвинут или найдут другое место. Без Вас ничего не решается.

## travel-pack

travel-pack-subject = Ваша поездка ({ $city }): осталось { $left }
travel-pack-heading = Ваша поездка: { $city }
travel-pack-lead = До прибытия ({ $city }) осталось { $left }. Вот что понадобится в дороге.
travel-pack-items = Пожалуйста, имейте при себе:
travel-pack-action = Открыть сведения о поездке
travel-pack-after = Если рейс изменится или чего-то не хватает, сразу ответьте на это письмо: его читают и в дни поездок.

## first-day

first-day-subject = Ваш первый день: { $host }
first-day-heading = Ваш первый день: { $host }
first-day-lead = { $host } ждёт Вас в указанное ниже время и месте.
first-day-items = Пожалуйста, возьмите с собой:
first-day-action = Посмотреть дорогу
first-day-after = Если Вы не можете прийти или опаздываете, позвоните контактному лицу выше и ответьте на это письмо.

## mid-review

mid-review-subject = Прошла половина стажировки ({ $host }): как дела?
mid-review-heading = Как дела?
mid-review-lead = Прошла половина Вашей стажировки ({ $host }). Ответьте, пожалуйста, на несколько вопросов, чтобы мы ещё могли изменить то, что должно быть лучше.
mid-review-action = Ответить на вопросы
mid-review-after = Это займёт около пяти минут. Компания увидит только то, чем Вы согласитесь поделиться.

## placement-ends

placement-ends-subject = Ваша стажировка ({ $host }) скоро закончится
placement-ends-heading = Стажировка скоро закончится
placement-ends-lead = Ваша стажировка ({ $host }) заканчивается: { $ends_on }. До этого нужно уладить несколько дел.
placement-ends-items = Перед отъездом:
placement-ends-action = Посмотреть, что осталось
placement-ends-after = Если Вы остаётесь дольше или уезжаете раньше, ответьте на это письмо, чтобы разрешение и страховка подходили.

## permit-expiring

permit-expiring-subject = До конца Вашего разрешения { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
permit-expiring-heading = Ваше разрешение заканчивается: { $expires_on }
permit-expiring-lead = Ваше разрешение (страна: { $country }) действует до: { $expires_on }. Скажите, пожалуйста, продлеваете Вы его или уезжаете до этого дня.
permit-expiring-action = Сообщить план
permit-expiring-after = Продление просят, пока разрешение действует. Оставаться без него нельзя, это может помешать получить разрешение позже.

## stay-or-return

stay-or-return-subject = После стажировки: остаётесь или возвращаетесь?
stay-or-return-heading = Остаётесь или возвращаетесь?
stay-or-return-lead = Ваша стажировка заканчивается: { $ends_on }. Скажите, что Вы планируете, чтобы мы вовремя помогли: с работой и разрешением или с возвращением.
stay-or-return-action = Сообщить план
stay-or-return-after = Это ни к чему не обязывает. Если ответа не будет, мы готовим Ваше возвращение.

## reintegration

reintegration-subject = Помощь после возвращения
reintegration-heading = С возвращением
reintegration-lead = Вы вернулись со стажировки программы «{ $programme }». Два месяца Вы можете получать помощь: с работой, с документами или просто поговорить.
reintegration-items = Что мы можем предложить:
reintegration-action = Выбрать, что поможет
reintegration-after = Это ничего не стоит. Если помощь не нужна, ничего делать не нужно.

## outcome-questions

outcome-questions-subject = { $count ->
    [one] { $count } месяц после стажировки: как Вы?
    [few] { $count } месяца после стажировки: как Вы?
   *[other] { $count } месяцев после стажировки: как Вы?
}
outcome-questions-heading = Как Вы сейчас?
outcome-questions-lead = { $count ->
    [one] После Вашей стажировки прошёл { $count } месяц.
    [few] После Вашей стажировки прошло { $count } месяца.
   *[other] После Вашей стажировки прошло { $count } месяцев.
} Скажите, пожалуйста, чем Вы занимаетесь сейчас. Это показывает, в чём программа полезна, а в чём нет.
outcome-questions-action = Ответить на три вопроса
outcome-questions-after = Ответы считаются без Вашего имени. Если ответа не будет, мы запишем «неизвестно».

## data-export-ready

data-export-ready-subject = Копия Ваших данных готова
data-export-ready-heading = Копия Ваших данных готова
data-export-ready-lead = Вы просили копию всего, что знает о Вас «{ $programme }». Её можно забрать.
data-export-ready-action = Забрать данные
data-export-ready-after = Ссылка работает до указанного выше времени, затем копия удаляется. Если Вы её не просили, сразу ответьте на это письмо.

## erased

erased-subject = Ваши данные удалены
erased-heading = Ваши данные удалены
erased-lead = Как Вы просили, мы удалили Ваши данные из программы «{ $programme }». То, что закон обязывает хранить, хранится без Вашего имени.
erased-after = Это наше последнее письмо Вам; вместе с ним удалён и этот адрес. Ничего делать не нужно.

## host-invitation

host-invitation-subject = Приглашение участвовать в программе «{ $programme }»
host-invitation-heading = Участвуйте в программе «{ $programme }»
host-invitation-lead = Мы хотим работать с Вашей компанией в программе «{ $programme }». Вы предлагаете места, мы – людей, чьи навыки подходят, а выбирают обе стороны. На странице – соглашение, расходы и то, что потребуется от Вас.
host-invitation-action = Прочитать соглашение
host-invitation-after = Пожалуйста, ответьте до указанного выше времени. Если это не для Вас, достаточно «нет» на той же странице, и мы больше не будем писать.

## confirm-opening

confirm-opening-subject = Эта вакансия ещё верна? { $opening }
confirm-opening-heading = Эта вакансия ещё верна?
confirm-opening-lead = Прежде чем её увидят люди, посмотрите, пожалуйста, ещё раз, что Вы предлагаете: число мест, начало, оплату и навыки.
confirm-opening-action = Подтвердить или изменить
confirm-opening-after = Что не подтверждено до указанного выше времени, в этом раунде никому не показывается.

## answer-overdue

answer-overdue-subject = { $count ->
    [one] { $count } кандидат ждёт Вашего ответа
    [few] { $count } кандидата ждут Вашего ответа
   *[other] { $count } кандидатов ждут Вашего ответа
}: { $opening }
answer-overdue-heading = Мы ждём Вашего ответа
answer-overdue-lead = { $count ->
    [one] На эту вакансию Вашего ответа ждёт { $count } кандидат.
    [few] На эту вакансию Вашего ответа ждут { $count } кандидата.
   *[other] На эту вакансию Вашего ответа ждут { $count } кандидатов.
} Пока Вы не ответите, никто не может планировать.
answer-overdue-action = Ответить сейчас
answer-overdue-after = Если до указанного выше времени ответа не будет, Ваши вакансии приостановят, а кандидатам покажут другие.

## host-paused

host-paused-subject = Ваши вакансии приостановлены
host-paused-heading = Ваши вакансии приостановлены
host-paused-lead = Мы дважды не получили ответа, поэтому Ваши вакансии в программе «{ $programme }» приостановлены: кандидатов на них не предлагают.
host-paused-action = Снова участвовать
host-paused-after = Чтобы продолжить, достаточно одного ответа на той странице. Уже отправленные предложения действуют.

## interview-host

interview-host-subject = { $state ->
    [cancelled] Собеседование ({ $opening }) отменено
   *[other] { $sequence ->
        [0] Собеседование ({ $opening }): { $at }
       *[other] Новое время собеседования ({ $opening }): { $at }
    }
}
interview-host-heading = { $state ->
    [cancelled] Собеседование отменено
   *[other] { $sequence ->
        [0] Собеседование по Вашей вакансии
       *[other] Собеседование перенесено
    }
}
interview-host-lead = { $state ->
    [cancelled] Собеседование ({ $opening }) в указанное ниже время не состоится. Приложенный файл календаря убирает его из Вашего календаря.
   *[other] { $sequence ->
        [0] Собеседование ({ $opening }) назначено. Время есть в приложенном файле календаря.
       *[other] У собеседования ({ $opening }) новое время. Приложенный файл календаря заменяет прежнюю запись.
    }
}
interview-host-action = Посмотреть собеседование
interview-host-after = { $state ->
    [cancelled] Ничего делать не нужно. Если будет другое собеседование, придёт новое приглашение.
   *[other] Если время не подходит, на той же странице можно предложить другое. Пожалуйста, сделайте это как можно раньше.
}

## rank-candidates

rank-candidates-subject = Осталось времени расставить кандидатов: { $left } – { $opening }
rank-candidates-heading = Кого выбрали бы Вы?
rank-candidates-lead = { $count ->
    [one] На эту вакансию подходит { $count } кандидат. Скажите, взяли бы Вы его.
    [few] На эту вакансию подходят { $count } кандидата. Расставьте тех, кого взяли бы, в своём порядке.
   *[other] На эту вакансию подходят { $count } кандидатов. Расставьте тех, кого взяли бы, в своём порядке.
} Имена скрыты до распределения.
rank-candidates-action = Расставить кандидатов
rank-candidates-after = Порядок можно менять до указанного выше времени. Если Вы никого не расставите, порядок определится тем, насколько подходит каждый кандидат.

## match-result-host

match-result-host-subject = Результат раунда: { $count ->
    [0] в этот раз пар нет
    [one] { $count } пара
    [few] { $count } пары
   *[other] { $count } пар
}
match-result-host-heading = Раунд решён
match-result-host-lead = { $count ->
    [0] В этот раз на Ваши вакансии никто не распределён.
    [one] Кандидат найден на { $count } Ваше место. Предложение отправляется сейчас.
    [few] Кандидаты найдены на { $count } Ваших места. Предложения отправляются сейчас.
   *[other] Кандидаты найдены на { $count } Ваших мест. Предложения отправляются сейчас.
}
match-result-host-items = Ваши вакансии:
match-result-host-action = Посмотреть результат
match-result-host-after = Результат проверен: нет кандидата и компании, которые предпочли бы друг друга тому, что получили.{ $count ->
    [0] {""}
   *[other] {" "}Мы сообщим о каждом ответе на предложение.
}

## next-candidate

next-candidate-subject = Следующий кандидат: { $opening }
next-candidate-heading = Место предложено следующему кандидату
next-candidate-lead = На этой вакансии было свободное место, и предложение получил следующий кандидат из Вашего списка. Ответить можно до указанного ниже времени.
next-candidate-action = Посмотреть кандидата
next-candidate-after = Ничего делать не нужно. Мы сообщим, как только будет ответ.

## candidate-withdrew

candidate-withdrew-subject = Кандидат отказался от участия: { $opening }
candidate-withdrew-heading = Кандидат отказался от участия
candidate-withdrew-lead = Кандидат из Вашего списка на эту вакансию больше не участвует. Причины бывают разные; это ничего не говорит о Вашей компании.
candidate-withdrew-action = Посмотреть кандидатов
candidate-withdrew-after = Остальные в Вашем списке поднимаются выше. Ничего делать не нужно.

## permit-papers

permit-papers-subject = Для разрешения нужны документы до: { $at }
permit-papers-heading = Нам нужны документы от Вас
permit-papers-lead = Для разрешения ({ $trainee }) от Вашей компании нужны документы, указанные ниже.
permit-papers-items = Пожалуйста, отправьте:
permit-papers-action = Отправить документы
permit-papers-after = Указанное выше время – последнее, когда разрешение ещё может успеть до начала. Позже начало придётся сдвинуть.

## arrival

arrival-subject = { $trainee } прибывает: { $at }
arrival-heading = { $trainee } прибывает
arrival-lead = Ваш стажёр прибывает ({ $city }) в указанное ниже время.
arrival-items = Пожалуйста, подготовьте:
arrival-action = Посмотреть план прибытия
arrival-after = Если никто не может встретить, ответьте на это письмо, и мы найдём, кто сможет.

## evaluation-due

evaluation-due-subject = Ждём Вашей оценки: { $trainee }
evaluation-due-heading = Оцените, пожалуйста, стажировку
evaluation-due-lead = Расскажите, пожалуйста, как идёт работа ({ $trainee }). Это займёт около пяти минут.
evaluation-due-action = Написать оценку
evaluation-due-after = Её прочитает и стажёр. Без неё стажировку нельзя подтвердить.

## seats-unused

seats-unused-subject = { $count ->
    [one] { $count } место не используется
    [few] { $count } места не используются
   *[other] { $count } мест не используются
}
seats-unused-heading = { $count ->
    [one] Не используется { $count } Ваше место
    [few] Не используются { $count } Ваших места
   *[other] Не используются { $count } Ваших мест
}
seats-unused-lead = Они оставлены для Вас, но не заняты и никому не предложены. Они Вам ещё нужны?
seats-unused-items = По вакансиям:
seats-unused-action = Оставить или вернуть
seats-unused-after = Возвращённые места помогут другим. Без ответа они остаются за Вами, пока раунд не закрыт для изменений.

## weekly-summary

weekly-summary-subject = Ваша неделя в программе «{ $programme }»
weekly-summary-heading = Неделя коротко
weekly-summary-lead = Вот как обстоят дела с Вашими вакансиями.
weekly-summary-items = Ждёт Вас:
weekly-summary-action = Открыть свою страницу
weekly-summary-after = Это письмо приходит раз в неделю и не приходит, если ничего не произошло.

## work-list

work-list-subject = { $count ->
    [0] Сегодня Вас ничего не ждёт
    [one] Сегодня Вас ждёт { $count } дело
    [few] Сегодня Вас ждут { $count } дела
   *[other] Сегодня Вас ждут { $count } дел
}
work-list-heading = Что ждёт сегодня
work-list-lead = Это случаи программы «{ $programme }», для которых нужен человек.
work-list-items = Прежде всего:
work-list-action = Открыть список дел
work-list-after = То, что ждёт дольше всего, стоит вверху списка.

## last-day-surge

last-day-surge-subject = Последние часы до срока: { $count ->
    [one] не подан { $count } черновик
    [few] не поданы { $count } черновика
   *[other] не подано { $count } черновиков
}
last-day-surge-heading = Последние часы до срока
last-day-surge-lead = { $count ->
    [one] Ещё не подан { $count } черновик.
    [few] Ещё не поданы { $count } черновика.
   *[other] Ещё не подано { $count } черновиков.
} Больше всего заявок приходит в эти часы.
last-day-surge-action = Следить за приёмом
last-day-surge-after = Пожалуйста, не меняйте формы и правила, пока срок не прошёл.

## second-approval

second-approval-subject = Нужно второе утверждение: раунд { $round }
second-approval-heading = Раунду нужно второе утверждение
second-approval-lead = Результат раунда { $round } утверждён один раз. В программе «{ $programme }» утверждают два разных человека: второго утверждения ещё нет.
second-approval-action = Проверить и утвердить
second-approval-after = До этого ни одно предложение не отправляется. Если что-то выглядит неверно, верните на той же странице.

## round-published

round-published-subject = Опубликован раунд { $round }
round-published-heading = Раунд опубликован
round-published-lead = Раунд { $round } опубликован, предложения отправляются. Цифры проверки – ниже.
round-published-action = Открыть отчёт проверки
round-published-after = Любой может пересчитать результат по входным данным и зерну: как – написано на странице.

## offers-expiring-today

offers-expiring-today-subject = { $count ->
    [one] Сегодня истекает { $count } предложение
    [few] Сегодня истекают { $count } предложения
   *[other] Сегодня истекают { $count } предложений
}
offers-expiring-today-heading = Сегодня истекают предложения
offers-expiring-today-lead = { $count ->
    [one] { $count } предложение осталось без ответа и истекает сегодня.
    [few] { $count } предложения остались без ответа и истекают сегодня.
   *[other] { $count } предложений остались без ответа и истекают сегодня.
} Людям напомнили; часто помогает звонок.
offers-expiring-today-items = По времени:
offers-expiring-today-action = Посмотреть предложения
offers-expiring-today-after = Истёкшее предложение освобождает место, и его сразу предлагают следующему кандидату.

## permit-refused

permit-refused-subject = { $programme }: в разрешении отказано ({ $reference })
permit-refused-heading = В разрешении отказано
permit-refused-lead = По этой стажировке отказано в разрешении (страна: { $country }).
permit-refused-action = Решить: обжаловать или закончить
permit-refused-after = Если вовремя не обжаловать, отказ окончателен, стажировка отменяется, а её место освобождается.

## quota-closed

quota-closed-subject = Квота разрешений закрыта: { $route }
quota-closed-heading = Квота разрешений закрыта
quota-closed-lead = { $count ->
    [0] Это не касается ни одной стажировки или пары.
    [one] Этот путь закрыт для { $count } стажировки или пары.
   *[other] Этот путь закрыт для { $count } стажировок или пар.
} Все пары проверены заново.
quota-closed-items = Кого касается:
quota-closed-action = Посмотреть, кого касается
quota-closed-after = Новые раунды сами не используют этот путь. О готовых парах должен решить человек.

## bulk-change-done

bulk-change-done-subject = Готово: { $change } ({ $count ->
    [one] { $count } строка
    [few] { $count } строки
   *[other] { $count } строк
})
bulk-change-done-heading = Изменение сделано
bulk-change-done-lead = { $count ->
    [one] Как Вы просили, изменена { $count } строка.
    [few] Как Вы просили, изменены { $count } строки.
   *[other] Как Вы просили, изменено { $count } строк.
}
bulk-change-done-action = Посмотреть или отменить
bulk-change-done-after = Отменить можно до указанного выше времени. Уже отправленные письма вернуть нельзя.

## erasure-due

erasure-due-subject = Нужно удалить данные человека: осталось { $left }
erasure-due-heading = Нужно удалить данные
erasure-due-lead = Человек попросил удалить его данные. Закон даёт время до указанного ниже срока.
erasure-due-action = Проверить и удалить
erasure-due-after = На странице показано, что удаляется, что нужно сохранить и почему.

## funder-report

funder-report-subject = Отчёт для финансирующей стороны готов: { $period }
funder-report-heading = Отчёт для финансирующей стороны готов
funder-report-lead = Отчёт программы «{ $programme }» ({ $period }) составлен по записям и готов к проверке.
funder-report-action = Прочитать отчёт
funder-report-after = Сам по себе он никому не отправляется. Пожалуйста, проверьте и передайте его.

## messages-overdue

messages-overdue-subject = { $count ->
    [one] { $count } письмо запланировано и не отправлено
    [few] { $count } письма запланированы и не отправлены
   *[other] { $count } писем запланировано и не отправлено
}: { $kind }
messages-overdue-heading = Письма запланированы и не отправлены
messages-overdue-lead = { $count ->
    [one] { $count } письмо указанного ниже вида должно было уйти и не ушло.
    [few] { $count } письма указанного ниже вида должны были уйти и не ушли.
   *[other] { $count } писем указанного ниже вида должны были уйти и не ушли.
}
messages-overdue-action = Открыть журнал писем
messages-overdue-after = Посмотрите, работает ли отправка и отвечает ли почтовый сервер. Ничего не потеряно: что ждёт, уйдёт, когда они заработают.

## messages-uncertain

messages-uncertain-subject = { $count ->
    [one] { $count } письмо под сомнением
    [few] { $count } письма под сомнением
   *[other] { $count } писем под сомнением
}
messages-uncertain-heading = Письма под сомнением
messages-uncertain-lead = { $count ->
    [one] Неизвестно, принял ли почтовый сервер { $count } письмо.
    [few] Неизвестно, принял ли почтовый сервер { $count } письма.
   *[other] Неизвестно, принял ли почтовый сервер { $count } писем.
} Нужно решение.
messages-uncertain-action = Решить
messages-uncertain-after = Сравните с журналом сервера, затем отпустите или отмените каждое. Без решения они не отправляются.

## bounce-rate

bounce-rate-subject = Возвращается слишком много писем: { $rate }
bounce-rate-heading = Возвращается слишком много писем
bounce-rate-lead = Из писем за последние сутки вернулось { $rate }. Предел – { $limit }.
bounce-rate-action = Посмотреть, что вернулось
bounce-rate-after = Посмотрите на причины, прежде чем отправлять дальше: почтовые службы начинают отказывать отправителям, чьи письма часто возвращаются.

## backlog-age

backlog-age-subject = События ждут слишком долго: { $stream }
backlog-age-heading = События ждут слишком долго
backlog-age-lead = Самое старое событие в потоке { $stream } ждёт { $oldest }. Предел – { $limit }.
backlog-age-action = Открыть наблюдение
backlog-age-after = Посмотрите, работают ли его получатели. События хранятся, поэтому ничего не потеряно.

## redelivery-spike

redelivery-spike-subject = События доставляются снова и снова: { $consumer }
redelivery-spike-heading = События доставляются снова и снова
redelivery-spike-lead = { $count ->
    [one] За последний час { $count } событие доставлено получателю { $consumer } больше одного раза.
    [few] За последний час { $count } события доставлены получателю { $consumer } больше одного раза.
   *[other] За последний час { $count } событий доставлено получателю { $consumer } больше одного раза.
}
redelivery-spike-action = Открыть наблюдение
redelivery-spike-after = Посмотрите на ошибки в журнале. После слишком многих попыток событие попадает в недоставленные и ждёт там.

## backup-drill

backup-drill-subject = Пора восстановить резервную копию для учений
backup-drill-heading = Восстановите резервную копию для учений
backup-drill-lead = Раз в квартал резервную копию восстанавливают на другой машине, чтобы знать, что она работает.
backup-drill-items = Шаги:
backup-drill-action = Открыть инструкцию
backup-drill-after = Пожалуйста, сделайте это до указанного выше времени и запишите, сколько это заняло. Копия, которую никто не восстанавливал, – только надежда.

## digest

digest-subject = { $programme }: { $count ->
    [one] сегодня { $count } сообщение
    [few] сегодня { $count } сообщения
   *[other] сегодня { $count } сообщений
}
digest-heading = Сегодня в одном письме
digest-lead = Несрочное мы собираем в одно письмо в день.
digest-items = Сегодня:
digest-action = Открыть свою страницу
digest-after = Срочное по-прежнему приходит сразу.
