"""The notices in English."""

from functions.engagement.domain.sayings import Saying

GREETING = "Hello {{name}},"
UNSUBSCRIBE = "No more mails like this one"
UNSUBSCRIBED = "You will get no more mails of this kind."
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LOST_COURSE = "a course that is no longer there"
EVERY_COURSE = "all courses of your pass"

SAYINGS: dict[str, Saying] = {
    "enrolment_opened": Saying(
        "You have a place in {{course}}",
        "You have a place in {{course}}. Begin whenever you like.",
        "Start learning",
    ),
    "enrolment_cancelled": Saying(
        "Your place in {{course}} was given up",
        "You no longer have a place in {{course}}. Your progress is kept, in case you come back.",
        "See the course",
    ),
    "enrolment_invited": Saying(
        "A place in {{course}} is waiting for you",
        "{{organization}} has given you a place in {{course}}. You only need to take it.",
        "Take the place",
    ),
    "enrolment_resumed": Saying(
        "You can go on with {{course}}",
        "You can go on with {{course}}. Everything is as you left it.",
        "Go on learning",
    ),
    "enrolment_expired": Saying(
        "Your time in {{course}} is over",
        "The time for which you had {{course}} is over. Your progress is kept.",
        "See the course",
    ),
    "enrolment_paused": Saying(
        "{{course}} is paused for you",
        "{{organization}} has paused your place in {{course}}. Your progress is kept.",
        "See the course",
    ),
    "seat_reserved": Saying(
        "Your seat in {{course}} is kept until {{until}}",
        "We keep a seat in {{course}} for you until {{until}}. It is yours as soon as you have paid.",
        "Pay now",
    ),
    "seat_offered": Saying(
        "A seat in {{course}} is free for you",
        "A seat in {{course}} has become free, and you are the first in line. It is yours if you take it by {{until}}."
        "\n\nAfter that it goes to the next in line.",
        "Take the seat",
    ),
    "waiting_list_joined": Saying(
        "You are on the waiting list of {{course}}",
        "Every seat in {{course}} is taken. You are on its waiting list, and we write to you when a seat is free.",
        "See the course",
    ),
    "course_completed": Saying(
        "You have completed {{course}}",
        "Congratulations: you have completed {{course}}.",
        "See what you did",
    ),
    "badge_earned": Saying(
        "You have earned a badge",
        "Well done: you have earned a badge.",
        "See your badge",
    ),
    "certificate_issued": Saying(
        "Your certificate for {{course}}",
        "Your certificate for {{course}} is there. Whoever you show it to can verify it by its code.",
        "See your certificate",
    ),
    "certificate_revoked": Saying(
        "Your certificate for {{course}} is no longer valid",
        "Your certificate for {{course}} was taken back, and shows so to whoever verifies it. You can read why, and "
        "whether another was issued for it.",
        "See the certificate",
    ),
    "course_approval_requested": Saying(
        "{{course}} waits for your approval",
        "{{course}} is to be published, and waits for an administrator to approve it.",
        "See the course",
    ),
    "course_approved": Saying(
        "{{course}} was approved",
        "{{course}} was approved, and can be published as it is.",
        "Go to the course",
    ),
    "course_rejected": Saying(
        "{{course}} was not approved",
        "{{course}} was not approved for now. The reasons stand with the request.",
        "See the reasons",
    ),
    "instructor_added": Saying(
        "You teach {{course}} now",
        "You are an instructor of {{course}} from now on.",
        "Go to the course",
    ),
    "order_paid": Saying(
        "You have paid {{amount}} for {{course}}",
        "Thank you: {{amount}} has arrived for {{course}}. The invoice lies with your order.",
        "See the order",
    ),
    "payment_failed": Saying(
        "A payment for {{course}} did not go through",
        "Your payment of {{amount}} for {{course}} did not go through. Nothing was bought; you can try again."
        "\n\nIf your bank has taken the money all the same, it comes back by itself within some days.",
        "Try again",
    ),
    "refund_processed": Saying(
        "{{amount}} is on its way back to you",
        "{{amount}} that you paid for {{course}} was sent back. Banks take up to seven days to show it.",
        "See the order",
    ),
    "refund_failed": Saying(
        "A refund of {{amount}} did not go through",
        "A refund of {{amount}} for {{course}} did not go through at the gateway. Somebody has to look at it.",
        "See the order",
    ),
    "credit_note_issued": Saying(
        "There is a credit note of {{amount}} for {{course}}",
        "A credit note of {{amount}} was issued for {{course}}. It lies with your order.",
        "See the order",
    ),
    "instalment_due": Saying(
        "{{amount}} for {{course}} is due by {{until}}",
        "The next payment of {{amount}} for {{course}} is due by {{until}}. When it is long overdue, access pauses.",
        "See the order",
    ),
    "access_paused": Saying(
        "Access to {{course}} is paused",
        "A payment for {{course}} is overdue, so access is paused. It goes on as soon as the payment has arrived.",
        "See the order",
    ),
    "payout_made": Saying(
        "{{amount}} was paid out to you",
        "{{amount}} of what you earned was paid out to you. Your statement says for what.",
        "See what you earned",
    ),
    "report_ready": Saying(
        "Your report is ready",
        "The report that you asked for can be fetched for 30 days.",
        "Fetch the report",
    ),
    "export_ready": Saying(
        "Your file is ready",
        "The dashboard that you asked for as a file can be fetched for 30 days.",
        "Fetch the file",
    ),
    "subscribed_report_ready": Saying(
        "Your report is ready",
        "The report that you are subscribed to was made. Sign in to fetch it, for 30 days.",
        "Fetch the report",
    ),
    "export_failed": Saying(
        "Your file could not be made",
        "The dashboard that you wanted as a file could not be made. Ask for it again.",
        "See what you asked for",
    ),
    "report_failed": Saying(
        "Your report could not be made",
        "The report that you asked for could not be made. Ask for it again.",
        "See the report",
    ),
    "questions_drafted": Saying(
        "Questions for {{course}} wait for you",
        "The questions for {{course}} that you asked for are made. Nobody is asked them before you approve them.",
        "Look at them",
    ),
    "generation_failed": Saying(
        "No questions could be made for {{course}}",
        "The questions for {{course}} that you asked for could not be made. Ask for them again.",
        "See what went wrong",
    ),
    "summary_ready": Saying(
        "Your summary is ready",
        "The summary that you asked for can be read.",
        "Read it",
    ),
    "summary_failed": Saying(
        "Your summary could not be made",
        "The summary that you asked for could not be made. Ask for it again.",
        "See what went wrong",
    ),
    "attempt_graded": Saying(
        "There is a result for you in {{course}}",
        "What you handed in for an assessment of {{course}} was marked.",
        "See the result",
    ),
    "grading_requested": Saying(
        "Answers in {{course}} wait to be marked",
        "Somebody has handed in an assessment of {{course}} with answers that wait for you to mark them.",
        "Mark them",
    ),
    "grading_overdue": Saying(
        "Nobody has marked answers in {{course}}",
        "Somebody has waited for days for answers in {{course}} to be marked, and whoever was reminded did not do it.",
        "See what waits",
    ),
    "appeal_answered": Saying(
        "Your appeal in {{course}} was answered",
        "Somebody looked again at what you handed in for an assessment of {{course}}, and answered your appeal.",
        "See the answer",
    ),
    "submission_received": Saying(
        "Somebody handed in work in {{course}}",
        "There is new work for an assignment of {{course}}, which waits for you to grade it.",
        "See the work",
    ),
    "submission_graded": Saying(
        "Your work in {{course}} was graded",
        "Somebody graded what you handed in for an assignment of {{course}}.",
        "See your work",
    ),
    "submission_appealed": Saying(
        "An appeal in {{course}} waits for an answer",
        "Somebody asks you to look again at the grade of their work for an assignment of {{course}}.",
        "See the work",
    ),
    "submission_appeal_overdue": Saying(
        "Nobody has answered an appeal in {{course}}",
        "Somebody has waited for days for another look at their work in {{course}}, and whoever was reminded did not "
        "answer.",
        "See the work",
    ),
    "submission_appeal_answered": Saying(
        "Your appeal in {{course}} was answered",
        "Somebody looked again at your work for an assignment of {{course}}, and answered your appeal.",
        "See your work",
    ),
    "asset_failed": Saying(
        "A file of yours cannot be used",
        "A file that you uploaded cannot be used. What is wrong with it stands beside the file.",
        "See the file",
    ),
}
