"""The fixed words of the bot in both languages. What stands in braces is put in by whoever says them."""

from collections.abc import Mapping
from dataclasses import dataclass

from alerts.alert import DeliveryState, Severity
from alerts.decide import Silence
from alerts.events.standing import Standing
from alerts.subscriptions import NoMatch
from alerts.text.parties import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All that the bot says in one language. Each sentence opens with a letter of its language."""

    help_title: str
    help: tuple[tuple[str, str], ...]  # what it does, and how it is written
    unknown: str
    page: str
    next_page: str
    more: str
    subscriptions: str
    no_subscriptions: str
    here: str  # a subscription that the configuration gives this chat
    joined_here: str
    not_joined: str
    vanished: str
    how_to_join: str
    joined: str
    already: str
    by_file: str
    no_such: str
    left: str
    left_nothing: str
    muted: str
    muted_over: str
    how_to_mute: str
    mute_too_long: str
    unmuted: str
    not_muted: str
    is_muted: str
    latest: str
    latest_all: str
    nothing_yet: str
    which_event: str
    no_event: str
    part_of: str
    severity: str
    confidence: str
    who_said: str
    nothing_counts: str
    seen: str
    why: str
    subscription: str
    rule: str
    no_rule: str
    last_told: str
    told_as: str
    now: str
    not_told: str
    before_you: str
    would_be_told: str
    none_here: str
    until: str
    status: str
    well: str
    not_well: str
    feeds: str
    events: str
    deliveries: str
    roles_down: str
    redis_down: str
    this_chat: str


_COMMANDS = ("/latest 5", "/event 57", "/why 57", "/subscribe", "/unsubscribe", "/mute 2h", "/unmute", "/status")

WORDS: Mapping[Language, Words] = {
    "ar": Words(
        help_title="راصد: ما يُطلب منه",
        help=tuple(
            zip(
                (
                    "آخر الأحداث",
                    "سجل حدث برقمه: من قال ماذا ومتى، ونصه ورابطه",
                    "لماذا وصل تنبيه عن حدث أو لم يصل",
                    "الاشتراكات، والانضمام إلى أحدها باسمه",
                    "ترك ما انضمت إليه هذه المحادثة، أو أحدها باسمه",
                    "كتم التنبيهات لمدة، ولا يضيع منها شيء",
                    "إنهاء الكتم",
                    "حال راصد",
                ),
                _COMMANDS,
                strict=True,
            )
        ),
        unknown="لا أعرف هذا الأمر. الأوامر",
        page="صفحة {page} من {pages}",
        next_page="التالية",
        more="المزيد",
        subscriptions="الاشتراكات",
        no_subscriptions="لا اشتراك في الإعدادات",
        here="تصل إلى هذه المحادثة بحسب الإعدادات",
        joined_here="انضمت إليه هذه المحادثة",
        not_joined="لم تنضم إليه هذه المحادثة",
        vanished="انضمت إليه هذه المحادثة، ولم يعد في الإعدادات، فلا يصل منه شيء",
        how_to_join="للانضمام اكتب {join} ثم الاسم، وللترك {leave} ثم الاسم",
        joined="انضمت هذه المحادثة إلى {name}. يصلها ما يستجد من الآن",
        already="انضمت هذه المحادثة إلى {name} من قبل",
        by_file="تصل تنبيهات {name} إلى هذه المحادثة بحسب الإعدادات، ولا يغير ذلك إلا المشغل. للكتم: {mute}",
        no_such="لا اشتراك باسم {name}. الأسماء تُدرجها {list}",
        left="تركت هذه المحادثة {name}",
        left_nothing="لم تنضم هذه المحادثة إلى شيء يُترك",
        muted="كُتمت تنبيهات هذه المحادثة حتى {until}. ما يستجد يُجمع إلى ذلك الحين في موجز، والعاجل يصل كما في ساعات "
        "الهدوء. لإنهاء الكتم: {unmute}",
        muted_over="انقضت هذه المدة قبل أن يصل الأمر إلى راصد، فلا كتم",
        how_to_mute="اكتب المدة بعد الأمر، مثل {examples}",
        mute_too_long="أطول كتم 30 يوما",
        unmuted="انتهى الكتم، ويصل الآن ما حُبس",
        not_muted="لم تكن هذه المحادثة مكتومة",
        is_muted="هذه المحادثة مكتومة حتى {until}",
        latest="آخر ما يطابق اشتراكات هذه المحادثة",
        latest_all="آخر الأحداث",
        nothing_yet="لا حدث يُعرض هنا",
        which_event="اكتب رقم الحدث بعد الأمر، مثل {example}",
        no_event="لا حدث برقم {id}",
        part_of="صار الحدث {id} جزءا من الحدث {whole}",
        severity="الدرجة",
        confidence="الثبوت المقترح",
        who_said="من قال ماذا",
        nothing_counts="لا يُعتمد منه شيء الآن",
        seen="رُصد أول مرة {first}، وآخر تغير {changed}",
        why="لماذا؟",
        subscription="الاشتراك {name}",
        rule="شروطه",
        no_rule="بلا شروط",
        last_told="آخر ما قيل لهذه المحادثة",
        told_as="سبب التنبيه",
        now="الآن",
        not_told="لم يُنبه إليه",
        before_you="يطابق الاشتراك، ولم يُطلب له تنبيه: سبق الاشتراك، أو لم يستجد فيه شيء منذ أن طابقه",
        would_be_told="فيه جديد لم يُطلب له تنبيه بعد",
        none_here="لا اشتراك لهذه المحادثة؛ هذا ما يراه كل اشتراك",
        until="حتى {until}",
        status="حال راصد",
        well="كل شيء على ما يرام",
        not_well="أمور تحتاج إلى نظر: {count}",
        feeds="الخلاصات: {all}، المتعثر منها: {bad}",
        events="الأخبار: {stories}، الأحداث: {events}",
        deliveries="التنبيهات: في الانتظار {due}، لم تصل {failed}، مجهولة المصير {unknown}",
        roles_down="لا يعمل: {roles}",
        redis_down="خادم الإيقاظ (Redis) لا يجيب، والعمل يستمر أبطأ قليلا",
        this_chat="هذه المحادثة",
    ),
    "en": Words(
        help_title="Rasid: what you can ask",
        help=tuple(
            zip(
                (
                    "The last events",
                    "An event's ledger: who said what when, with sentences and links",
                    "Why you were told of an event, or were not",
                    "The subscriptions, and joining one by its name",
                    "Leaving what this chat joined, or one by its name",
                    "Silence for a while; nothing is lost",
                    "The end of silence",
                    "How Rasid does",
                ),
                _COMMANDS,
                strict=True,
            )
        ),
        unknown="I do not know this command. There are",
        page="Page {page} of {pages}",
        next_page="next",
        more="More",
        subscriptions="Subscriptions",
        no_subscriptions="There is no subscription in the configuration",
        here="this chat gets it by the configuration",
        joined_here="this chat joined it",
        not_joined="this chat did not join it",
        vanished="this chat joined it, and it is not in the configuration any more: nothing comes of it",
        how_to_join="To join, write {join} and a name; to leave, {leave} and a name",
        joined="This chat has joined {name}. It hears of what is new from now on",
        already="This chat had joined {name} before",
        by_file="This chat gets {name} by the configuration, which only the operator changes. For silence: {mute}",
        no_such="There is no subscription {name}. The names are listed by {list}",
        left="This chat has left {name}",
        left_nothing="There is nothing that this chat joined and could leave",
        muted="This chat is silent until {until}. What comes is gathered in a digest for then, and what is urgent "
        "comes as in quiet hours. To end it: {unmute}",
        muted_over="This time was over before the command reached Rasid: nothing is muted",
        how_to_mute="Write for how long behind the command, such as {examples}",
        mute_too_long="The longest silence is 30 days",
        unmuted="The silence is over, and what was held comes now",
        not_muted="This chat was not muted",
        is_muted="This chat is silent until {until}",
        latest="The last events for this chat's subscriptions",
        latest_all="The last events",
        nothing_yet="There is no event to show here",
        which_event="Write the event's number behind the command, such as {example}",
        no_event="There is no event {id}",
        part_of="Event {id} has become part of event {whole}",
        severity="Class",
        confidence="Confidence (proposed)",
        who_said="Who said what",
        nothing_counts="nothing of it counts now",
        seen="First seen {first}, last changed {changed}",
        why="Why?",
        subscription="Subscription {name}",
        rule="Its filters",
        no_rule="none",
        last_told="What this chat was told last",
        told_as="Why it was told",
        now="Now",
        not_told="Not told",
        before_you="It passes the filters, and no alert was ordered: it is older than the subscription here, or "
        "nothing new has come since it passes",
        would_be_told="There is something new for which no alert is ordered yet",
        none_here="This chat has no subscription; this is what each of them says",
        until="until {until}",
        status="How Rasid does",
        well="All is well",
        not_well="Matters that want a look: {count}",
        feeds="Feeds: {all}, in trouble: {bad}",
        events="Stories: {stories}, events: {events}",
        deliveries="Alerts: {due} waiting, {failed} that did not arrive, {unknown} unknown",
        roles_down="Not running: {roles}",
        redis_down="Redis, which wakes the workers, does not answer; all goes on a little slower",
        this_chat="This chat",
    ),
}

SEVERITIES: Mapping[Language, Mapping[Severity, str]] = {
    "ar": {
        Severity.NOTICE: "خبر",
        Severity.SERIOUS: "جسيم",
        Severity.URGENT: "عاجل",
        Severity.GRAVE: "بالغ الخطورة",
    },
    "en": {one: one.name.lower() for one in Severity},
}

STANDINGS: Mapping[Language, Mapping[Standing, str]] = {
    "ar": {
        Standing.STANDS: "معتمد",
        Standing.REPLACED: "قال مصدره غيره بعده",
        Standing.OVERTAKEN: "تجاوزه العدد",
        Standing.CORRECTED: "صُحح",
        Standing.STALE: "كان قديما حين نُشر",
        Standing.FITTED: "يوافق رقما أدق",
        Standing.ASIDE: "جزء من رقم أكبر",
        Standing.RETRACTED: "سحبه ناشره",
    },
    "en": {
        Standing.STANDS: "counts",
        Standing.REPLACED: "its source has said another since",
        Standing.OVERTAKEN: "the count has gone on",
        Standing.CORRECTED: "corrected",
        Standing.STALE: "had passed when it was printed",
        Standing.FITTED: "fits an exact one",
        Standing.ASIDE: "part of a larger one",
        Standing.RETRACTED: "its outlet took it back",
    },
}

SILENCES: Mapping[Language, Mapping[Silence, str]] = {
    "ar": {
        Silence.NOT_FOR_THEM: "لا يطابق شروط الاشتراك",
        Silence.NOT_ALERTING: "لم تروه إلا أخبار قديمة أو صامتة، ولا تنبيه عن مثلها",
        Silence.NOTHING_NEW: "لا جديد فيه منذ ذلك",
        Silence.TOO_SMALL: "تغير تغيرا لا يستحق رسالة أخرى",
        Silence.SAID_BEFORE: "عاد إلى ما قيل من قبل",
    },
    "en": {
        Silence.NOT_FOR_THEM: "it does not pass the filters",
        Silence.NOT_ALERTING: "only old or silent stories tell of it, which alert nobody",
        Silence.NOTHING_NEW: "nothing new since",
        Silence.TOO_SMALL: "it changed by too little for another message",
        Silence.SAID_BEFORE: "it is back at what was said before",
    },
}

NO_MATCHES: Mapping[Language, Mapping[NoMatch, str]] = {
    "ar": {
        NoMatch.HEARTBEAT: "ليس خبرا",
        NoMatch.FLAG: "ليس مما يطلبه: ضحايا أو دبلوماسية",
        NoMatch.TOO_MILD: "درجته {severity}، والمطلوب {min_severity} فما فوق",
        NoMatch.TOO_FEW_SOURCES: "مصادره المستقلة {sources}، والمطلوب {min_sources}",
        NoMatch.TOO_FEW_KILLED: "القتلى {killed}، والمطلوب {min_killed}",
        NoMatch.COUNTRY: "بلده ليس من البلدان المطلوبة",
        NoMatch.PLACE: "مكانه ليس من الأماكن المطلوبة",
        NoMatch.ACTOR: "ليس فيه أحد من الجهات المطلوبة",
        NoMatch.GROUP: "ليس بين ضحاياه أحد من الفئات المطلوبة",
        NoMatch.KIND: "ليس من الأنواع المطلوبة",
        NoMatch.OUTLET: "لم تروه وسيلة من الوسائل المطلوبة",
        NoMatch.WORD: "ليست فيه كلمة من الكلمات المطلوبة",
    },
    "en": {
        NoMatch.HEARTBEAT: "it is no news",
        NoMatch.FLAG: "it has none of the flags",
        NoMatch.TOO_MILD: "its class is {severity}, and {min_severity} or graver is asked for",
        NoMatch.TOO_FEW_SOURCES: "it has {sources} independent sources, and {min_sources} are asked for",
        NoMatch.TOO_FEW_KILLED: "it has {killed} killed, and {min_killed} are asked for",
        NoMatch.COUNTRY: "it is in none of the countries",
        NoMatch.PLACE: "it is at none of the places",
        NoMatch.ACTOR: "none of the actors is in it",
        NoMatch.GROUP: "none of the groups is among its victims",
        NoMatch.KIND: "it is of none of the kinds",
        NoMatch.OUTLET: "none of the outlets reported it",
        NoMatch.WORD: "none of the words is in it",
    },
}

STATES: Mapping[Language, Mapping[DeliveryState, str]] = {
    "ar": {
        DeliveryState.DUE: "ينتظر الإرسال",
        DeliveryState.SENDING: "في الطريق",
        DeliveryState.GATHERED: "ينتظر موجزا يجمعه مع غيره",
        DeliveryState.SENT: "وصل",
        DeliveryState.MERGED: "أغنى عنه ما هو أحدث، أو موجز",
        DeliveryState.SUPPRESSED: "حُبس",
        DeliveryState.FAILED: "لم يصل",
        DeliveryState.UNKNOWN: "لا يُعرف هل وصل",
        DeliveryState.DEAD: "لم يصل",
    },
    "en": {
        DeliveryState.DUE: "waits to be sent",
        DeliveryState.SENDING: "under way",
        DeliveryState.GATHERED: "waits for a digest",
        DeliveryState.SENT: "arrived",
        DeliveryState.MERGED: "told by a newer one, or in a digest",
        DeliveryState.SUPPRESSED: "held back",
        DeliveryState.FAILED: "did not arrive",
        DeliveryState.UNKNOWN: "may have arrived",
        DeliveryState.DEAD: "did not arrive",
    },
}
