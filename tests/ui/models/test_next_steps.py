from __future__ import annotations

from rbdesk.domain import checks
from rbdesk.domain.assessment import Answer, Assessment, Stage
from rbdesk.domain.checks import Context
from rbdesk.domain.scoring import score
from rbdesk.domain.submission import Profile
from rbdesk.ui.models.checklist import checklist
from rbdesk.ui.models.next_steps import NextStep, next_steps
from rbdesk.workflow.followups import Item
from tests.build import an_assessment, an_evidence, answers_everywhere, tiny
from tests.ui.models.test_followups import RETURNED, an_item

SHEET = tiny()
KNOWN = Profile("Camat Contoh", "Operator Contoh", "")


def steps(
    assessment: Assessment, *, is_sent: bool = False, conflicts: tuple[str, ...] = (), **context: object
):
    known = Context(**{"profile": KNOWN, **context})
    found = checks.findings(SHEET, assessment, known)
    return next_steps(
        SHEET,
        score(SHEET, assessment.answers),
        checklist(SHEET, assessment, found, profile=known.profile, conflicts=conflicts),
        stage=assessment.stage,
        is_sent=is_sent,
        unanswered=[finding.where for finding in found if finding.kind == "unanswered"],
    )


def complete(**but: object) -> Assessment:
    answers = answers_everywhere(SHEET, "best")
    return an_assessment(answers, evidence=tuple(an_evidence(code) for code in answers), **but)


def titles(found: tuple[NextStep, ...]) -> list[str]:
    return [step.title for step in found]


def test_unanswered_comes_before_evidence_and_identity_and_three_is_enough():
    assessment = an_assessment({"X.P.1.i.a": "A"}, evidence=(an_evidence("X.P.1.i.a"),))
    missing = assessment.with_answer("X.P.1.i.b", Answer("A"))

    found = steps(missing, conflicts=("X.P.1.i.c",), profile=Profile())

    assert titles(found) == [
        "Pilih jawaban di 1 pertanyaan",
        "Jawab 7 pertanyaan tersisa",
        "Lampirkan 1 bukti yang kurang",
    ]
    assert found[1].details == "Terbanyak: Perubahan (5)"


def test_a_step_leads_to_the_first_case_with_its_filter():
    (step, *_) = steps(complete().with_answer("X.P.2.i.a", Answer()))

    assert (step.page, step.focus, step.filter, step.words) == (
        "assessment",
        "X.P.2.i.a",
        "unanswered",
        "Lanjutkan",
    )


def test_lost_files_and_a_missing_name_are_steps_too():
    found = steps(complete(), lost={"e" * 64}, profile=Profile())

    assert titles(found) == ["Cari 1 berkas bukti yang hilang", "Lengkapi identitas kecamatan"]
    assert found[0].tone == "err"


def test_with_everything_required_done_the_way_leads_to_sending():
    (step,) = steps(complete())

    assert (step.title, step.page) == ("Periksa dan kirim", "send")


def test_advice_is_offered_before_sending_and_never_in_its_place():
    found = steps(complete(), last_year=an_assessment({"X.P.1.i.a": "C"}))

    assert titles(found) == ["Lihat 1 saran sebelum mengirim", "Periksa dan kirim"]
    assert found[0].page == "checks"


def test_a_locked_year_waits_for_the_mark_and_then_for_the_verification():
    locked = complete(stage=Stage.LOCKED)

    (before,) = steps(locked)
    (after,) = steps(locked, is_sent=True)

    assert (before.title, before.page) == ("Kirim paket ke Sekretariat", "send")
    assert (after.title, after.words, after.page) == ("Tunggu hasil verifikasi", "", "")


def test_a_late_recommendation_comes_after_the_missing_evidence_and_a_returned_one_first() -> None:
    late = an_item(days_late=27)
    assessment = an_assessment({}, SHEET)
    found = checks.findings(SHEET, assessment, Context(profile=KNOWN))
    unanswered = [finding.where for finding in found if finding.kind == "unanswered"]
    listed = checklist(SHEET, assessment, found, profile=KNOWN)

    def titles(*items: Item) -> list[tuple[str, str, str]]:
        steps = next_steps(
            SHEET, score(SHEET, assessment.answers), listed, unanswered=unanswered, followups=items
        )
        return [(step.title, step.page, step.filter) for step in steps]

    assert titles(late)[1] == ("Tindak lanjuti 1 rekomendasi yang terlambat", "followup", "late")
    assert titles(late, RETURNED)[0] == ("Perbaiki 1 tindak lanjut yang dikembalikan", "followup", "")
    assert titles(an_item()) == titles()


def test_a_missing_survey_comes_after_late_recommendations_and_before_sending() -> None:
    assessment = complete()
    found = checks.findings(SHEET, assessment, Context(profile=KNOWN))
    listed = checklist(SHEET, assessment, found, profile=KNOWN)

    def pages(lacks: bool) -> list[str]:
        given = {"followups": [an_item(days_late=27)], "lacks_survey": lacks}
        return [step.page for step in next_steps(SHEET, score(SHEET, assessment.answers), listed, **given)]

    assert pages(True)[:2] == ["followup", "survey"]
    assert "survey" not in pages(False)
