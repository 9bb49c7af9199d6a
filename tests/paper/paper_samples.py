"""Invented families for the paper tests: El Amrani (Arabic), Popescu (Romanian), Rossi (Italian)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from desk.paper.model import (
    Bilingual,
    Commitment,
    NextVisit,
    PlanPage,
    RecoverySheet,
    Result,
    Road,
    RoadStep,
    Signer,
    Ticket,
    VisitSlip,
)

ROME = ZoneInfo("Europe/Rome")
B = Bilingual

EL_AMRANI_VISIT = NextVisit(
    start=datetime(2026, 12, 1, 10, 0, tzinfo=ROME),
    with_whom="Giulia Ferrero",
    with_whom_translated="جوليا فيرّيرو",
    room="2",
    place="Via Leoncavallo 17, Torino, stanza 2",
    interpreter=True,
    bring=(B("busta paga", "كشف الراتب"), B("contratto di affitto", "عقد الإيجار")),
)

EL_AMRANI = PlanPage(
    office_name="Polo di Barriera di Milano",
    office_phone="011 555 0100",
    household_name="El Amrani",
    household_name_translated="العمراني",
    household_code="TH-0217",
    version=3,
    date=date(2026, 11, 24),
    family_language="ar",
    why=(
        B("Dovete lasciare la casa entro il 15/07/2027.", "عليكم ترك البيت قبل 15/07/2027."),
        B("Cerchiamo un affitto che potete pagare.", "نبحث عن إيجار تستطيعون دفعه."),
    ),
    results=(
        Result(B("Lavoro", "عمل"), B("34 ore a settimana da marzo 2027.", "34 ساعة في الأسبوع من مارس 2027.")),
        Result(B("Casa", "بيت"), B("Un contratto entro giugno 2027.", "عقد إيجار قبل نهاية يونيو 2027.")),
        Result(B("Bambini", "الأطفال"), B("A scuola ogni giorno.", "في المدرسة كل يوم.")),
    ),
    road=Road(
        steps=(
            RoadStep(36_000, None, hours=20),
            RoadStep(49_000, date(2027, 3, 1), hours=34),
            RoadStep(49_000, date(2027, 6, 1), saving_cents=144_000, contract=True),
        ),
        sought_cents=48_000,
        leave_by=date(2027, 7, 15),
    ),
    road_sentences=(
        B("Da marzo potete pagare 490 € al mese.", "من مارس تستطيعون دفع 490 يورو في الشهر."),
        B("A giugno avete da parte 1.440 €.", "في يونيو يكون عندكم 1440 يورو."),
        B("Firmate prima del 15/07. È solo una stima.", "توقّعون قبل 15/07. هذا تقدير فقط."),
    ),
    commitments=(
        Commitment("Youssef", B("Va al Centro per l’impiego.", "يذهب إلى مكتب التشغيل."), date(2026, 12, 1), "يوسف"),
        Commitment(
            "Youssef", B("Manda 3 domande di lavoro.", "يرسل 3 طلبات عمل."), B("ogni settimana", "كل أسبوع"), "يوسف"
        ),
        Commitment(
            "Khadija", B("Va al corso di italiano.", "تتابع دورة اللغة الإيطالية."), date(2027, 3, 31), "خديجة"
        ),
        Commitment("Khadija", B("Mette da parte 100 €.", "تدّخر 100 يورو."), B("ogni mese", "كل شهر"), "خديجة"),
        Commitment(
            "Paolo Gallo", B("Prepara la domanda FIMI.", "يُعدّ طلب صندوق الإيجار."), date(2026, 12, 4),
            who_role="ufficio casa",
        ),
        Commitment(
            "G. Ferrero", B("Scrive al giudice per avere tempo.", "تكتب إلى القاضي لطلب مهلة."), date(2026, 12, 4),
            who_role="ass. sociale",
        ),
        Commitment(
            "Youssef", B("Porta Ilyas a scuola alle 8.", "يأخذ إلياس إلى المدرسة الساعة 8."),
            B("ogni giorno", "كل يوم"), "يوسف",
        ),
    ),
    next_visit=EL_AMRANI_VISIT,
    signers=(
        Signer("Youssef El Amrani"),
        Signer("Khadija Bennani"),
        Signer("Giulia Ferrero", "assistente sociale"),
    ),
)  # fmt: skip

POPESCU = PlanPage(
    office_name="Polo di Barriera di Milano",
    office_phone="011 555 0100",
    household_name="Popescu",
    household_code="TH-0305",
    version=1,
    date=date(2026, 11, 24),
    draft=True,
    family_language="ro",
    why=(
        B("L’affitto è troppo alto per voi.", "Chiria este prea mare pentru voi."),
        B("Avete 3 mesi di affitto da pagare.", "Aveți de plătit chiria pe 3 luni."),
    ),
    results=(
        Result(
            B("Lavoro", "Muncă"),
            B("30 ore a settimana da aprile 2027.", "30 de ore pe săptămână din aprilie 2027."),
        ),
        Result(B("Casa", "Casă"), B("Un affitto di 420 € al mese.", "O chirie de 420 € pe lună.")),
    ),
    road=Road(
        steps=(
            RoadStep(30_000, None, hours=16),
            RoadStep(43_000, date(2027, 4, 1), hours=30),
            RoadStep(43_000, date(2027, 9, 1), saving_cents=126_000, contract=True),
        ),
        sought_cents=42_000,
        leave_by=date(2027, 10, 30),
    ),
    road_sentences=(
        B("Da aprile potete pagare 430 € al mese.", "Din aprilie puteți plăti 430 € pe lună."),
        B("A settembre avete da parte 1.260 €.", "În septembrie aveți economii de 1.260 €."),
    ),
    commitments=(
        Commitment(
            "Ștefan", B("Cerca un lavoro di più ore.", "Caută un loc de muncă cu mai multe ore."), date(2027, 1, 15)
        ),
        Commitment("Ioana", B("Porta la busta paga.", None), B("ogni mese", "în fiecare lună")),
        Commitment(
            "Paolo Gallo", B("Parla con il padrone di casa.", "Vorbește cu proprietarul casei."), date(2026, 12, 9),
            who_role="ufficio casa", done=True,
        ),
    ),
    next_visit=NextVisit(
        start=datetime(2026, 12, 9, 15, 30, tzinfo=ROME),
        with_whom="Giulia Ferrero",
        room="2",
        place="Via Leoncavallo 17, Torino, stanza 2",
        bring=(B("busta paga", "fluturașul de salariu"), B("contratto", "contractul")),
    ),
    signers=(Signer("Ștefan Popescu"), Signer("Ioana Popescu"), Signer("Giulia Ferrero", "assistente sociale")),
)  # fmt: skip

SLIP = VisitSlip(
    office_name="Polo di Barriera di Milano",
    office_phone="011 555 0100",
    office_address="Via Leoncavallo 17, Torino",
    family_language="ar",
    date=date(2026, 11, 24),
    household_name="El Amrani",
    seen="Giulia Ferrero",
    seen_role="assistente sociale",
    agreed=(
        B("Youssef va al Centro per l’impiego.", "يوسف يذهب إلى مكتب التشغيل."),
        B("Khadija mette da parte 100 € ogni mese.", "خديجة تدّخر 100 يورو كل شهر."),
        B("Noi scriviamo al giudice.", "نحن نكتب إلى القاضي."),
    ),
    next_visit=EL_AMRANI_VISIT,
)

TICKET = Ticket(
    number="A17",
    family_language="ar",
    office_name="Polo di Barriera di Milano",
    taken_at=datetime(2026, 11, 24, 10, 4, tzinfo=ROME),
    sit=B("Sala grande, posti blu", "القاعة الكبيرة، المقاعد الزرقاء"),
    minutes=20,
)

RECOVERY = RecoverySheet(
    office_name="Polo di Barriera di Milano",
    device_name="Sportello 1",
    created=date(2026, 11, 24),
    key_groups="A7K2-99QF-M3XW-0PLD-77TB-C4HV-8ZRN-5JYE",
    qr_payload="TOHOME:A7K299QFM3XW0PLD77TBC4HV8ZRN5JYE",
)
