"""One decision, its vote written in the ways councils write it: what is stated and what follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from cni_analytics.record import record_of
from cni_analytics.text.document import Document, Page
from tests.statements import made

MAJORITY = "ΑΠΟΦΑΣΙΖΕΙ ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ"
BARE = "ΑΠΟΦΑΣΙΖΕΙ"


@dataclass(frozen=True)
class Expected:
    outcome: str | None = "unanimous"
    unanimity: str = "unanimous"
    result: str = "approved"
    tally: dict[str, int] = field(default_factory=dict)
    stated: dict[str, str] = field(default_factory=dict)
    """Surname to vote."""
    derived: int = 12
    findings: tuple[str, ...] = ()


def record(**parts: str) -> dict[str, Any]:
    pages = made.decision(**parts).split("\f")
    return record_of(Document("made.txt", "0" * 64, "text/plain", tuple(Page(n, p) for n, p in enumerate(pages, 1))))


def read(**parts: str) -> Expected:
    r = record(**parts)
    vote = r["vote"]
    return Expected(
        vote["outcome"],
        vote["unanimity"],
        vote["result"],
        {k: v for k, v in vote["tally"].items() if v is not None},
        {v["name"].split()[0]: v["vote"] for v in vote["votes"] if v["origin"] == "stated"},
        sum(v["origin"] == "derived" for v in vote["votes"]),
        tuple(f["code"] for f in r["findings"] if f["severity"] != "info"),
    )


TWO = {"Δρόσος": "against", "Ζήσης": "against"}

VARIANTS = {
    "clean": ({}, Expected()),
    "adverb": ({"outcome": "αποφασίζει ομοφώνως:"}, Expected()),
    "words run together by a scanner": ({"outcome": "ΑΠΟΦΑΣΙΖΕΙΟΜΟΦΩΝΑ"}, Expected()),
    "outcome on the next line": ({"outcome": "ΑΠΟΦΑΣΙΖΕΙ\nΟΜΟΦΩΝΑ"}, Expected()),
    "outcome after a blank line": ({"outcome": "ΑΠΟΦΑΣΙΖΕΙ\n\nΟΜΟΦΩΝΑ"}, Expected()),
    "past tense and a noun": (
        {
            "preamble": "Το Δημοτικό Συμβούλιο μετά από διαλογική συζήτηση",
            "outcome": "αποφάσισε ομόφωνα",
            "clauses": "την έγκριση του κανονισμού άρδευσης του Δήμου.",
        },
        Expected(),
    ),
    "in the title": ({"header": made.HEADER + " (ομόφωνα)", "outcome": BARE}, Expected()),
    "after the clauses, with dissent": (
        {"outcome": BARE, "end": "Η απόφαση αυτή ελήφθη κατά πλειοψηφία. Μειοψήφησε ο κ. Δρόσος."},
        Expected("majority", "contested", stated={"Δρόσος": "against"}, derived=11),
    ),
    "minority in the genitive": (
        {"outcome": MAJORITY + "\n(μειοψηφούντων των κ.κ. Δρόσου Ανδρέα και Θεοχάρη Μαρίας)"},
        Expected("majority", "contested", stated={"Δρόσος": "against", "Θεοχάρη": "against"}, derived=10),
    ),
    "minority of one": (
        {"outcome": "αποφασίζει κατά πλειοψηφία, μειοψηφούντος του κ. Ανδρέα Δρόσου"},
        Expected("majority", "contested", stated={"Δρόσος": "against"}, derived=11),
    ),
    "minority after the clauses": (
        {"outcome": MAJORITY, "end": "Μειοψήφησαν οι κ.κ. Δρόσος Ανδρέας και Ζήσης Θωμάς.\n\n" + made.END},
        Expected("majority", "contested", stated=TWO, derived=10),
    ),
    "count and names in brackets": (
        {"outcome": MAJORITY + "\nμε ψήφους 9 ΥΠΕΡ, 2 ΚΑΤΑ (των κ.κ. Δρόσου και Ζήση) και 1 ΛΕΥΚΟ (της κ. Ιατρού)"},
        Expected(
            "majority",
            "contested",
            tally={"for": 9, "against": 2, "blank": 1},
            stated={**TWO, "Ιατρού": "blank"},
            derived=9,
        ),
    ),
    "count without names": (
        {"outcome": MAJORITY + "\n(ΥΠΕΡ: 10 ΚΑΤΑ: 2)"},
        Expected(
            "majority", "contested", tally={"for": 10, "against": 2}, derived=0, findings=("unattributed_dissent",)
        ),
    ),
    "names before their votes": (
        {
            "debate": "Ακολούθησε ψηφοφορία. Οι κ.κ. Δρόσος Ανδρέας και Ζήσης Θωμάς ψήφισαν κατά, η κ. Ιατρού λευκό "
            "και ο κ. Καρράς δήλωσε παρών.",
            "outcome": MAJORITY,
        },
        Expected("majority", "contested", stated={**TWO, "Ιατρού": "blank", "Καρράς": "present"}, derived=8),
    ),
    "did not vote for": (
        {"outcome": MAJORITY + "\nΔεν ψήφισαν υπέρ οι κ.κ. Δρόσος και Ζήσης."},
        Expected("majority", "contested", stated=TWO, derived=10),
    ),
    "voted down by a list": (
        {
            "debate": "Την εισήγηση καταψήφισαν οι δημοτικοί σύμβουλοι: Δρόσος Ανδρέας, Ζήσης Θωμάς.",
            "outcome": MAJORITY,
        },
        Expected("majority", "contested", stated=TWO, derived=10),
    ),
    "the chair alone": (
        {"outcome": MAJORITY + "\nμειοψηφούντος του Προέδρου"},
        Expected("majority", "contested", stated={"Αρβανίτης": "against"}, derived=11),
    ),
    "blank under unanimous": (
        {"outcome": "ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ\n(λευκό ψήφισε η κ. Ιατρού Άννα)"},
        Expected(unanimity="unopposed", stated={"Ιατρού": "blank"}, derived=11),
    ),
    "present under unanimous": (
        {"end": "Η κ. Ιατρού Άννα δήλωσε παρούσα.\n\n" + made.END},
        Expected(unanimity="unopposed", stated={"Ιατρού": "present"}, derived=11),
    ),
    "abstention under unanimous": (
        {"outcome": "αποφασίζει ομόφωνα, με την αποχή του κ. Καρρά Νικολάου από την ψηφοφορία:"},
        Expected(unanimity="unopposed", stated={"Καρράς": "abstain"}, derived=11),
    ),
    "takes no part": (
        {"debate": "Ο κ. Μάνθος Γεώργιος δεν συμμετέχει στην ψηφοφορία λόγω κωλύματος."},
        Expected(unanimity="unopposed", stated={"Μάνθος": "abstain"}, derived=11),
    ),
    "a count and no word": (
        {"outcome": "με δώδεκα (12) θετικές ψήφους,"},
        Expected(None, tally={"for": 12}),
    ),
    "approved with so many": (
        {"outcome": "Εγκρίνεται με ΥΠΕΡ: 12 ψήφους", "clauses": "Ο κανονισμός άρδευσης του Δήμου."},
        Expected(None, tally={"for": 12}),
    ),
    "everybody": ({"debate": "Υπέρ ψήφισαν όλοι οι παρόντες.", "outcome": BARE}, Expected(None)),
    "nothing at all": (
        {"outcome": BARE},
        Expected(None, "unsettled", derived=0, findings=("missing_outcome",)),
    ),
    "not unanimous": (
        {"outcome": "ΑΠΟΦΑΣΙΖΕΙ ΜΗ ΟΜΟΦΩΝΑ"},
        Expected("majority", "contested", derived=0, findings=("unattributed_dissent",)),
    ),
    "a majority of all who were there": (
        {"outcome": "αποφασίζει με την απόλυτη πλειοψηφία των δώδεκα (12) μελών που ήταν παρόντα και ψήφισαν υπέρ"},
        Expected("majority", tally={"for": 12}),
    ),
    "withdrawn": ({"clauses": "Αποσύρει το θέμα από την ημερήσια διάταξη."}, Expected(result="withdrawn")),
    "postponed by a noun": ({"clauses": "Την αναβολή του θέματος."}, Expected(result="postponed")),
    "rejected unanimously": ({"clauses": "Απορρίπτει την εισήγηση."}, Expected(result="rejected", derived=0)),
    "an objection rejected is a proposal approved": (
        {"clauses": "Απορρίπτει την ένσταση της εταιρείας και εγκρίνει το πρακτικό."},
        Expected(),
    ),
    "not approved": (
        {"outcome": MAJORITY + "\nμε ψήφους 4 υπέρ και 8 κατά", "clauses": "Δεν εγκρίνει τον κανονισμό."},
        Expected(
            "majority",
            "contested",
            "rejected",
            {"for": 4, "against": 8},
            derived=0,
            findings=("unattributed_dissent",),
        ),
    ),
    "secret": (
        {
            "debate": "Διεξήχθη μυστική ψηφοφορία, κατά την οποία βρέθηκαν 9 ψήφοι υπέρ, 2 κατά και 1 λευκό.",
            "outcome": MAJORITY,
            "clauses": "Εκλέγει ως εκπρόσωπο του Δήμου τον κ. Ζήση Θωμά.",
        },
        Expected("majority", "contested", tally={"for": 9, "against": 2, "blank": 1}, derived=0),
    ),
    "two proposals": (
        {
            "debate": "Υπέρ της πρότασης του Προέδρου ψήφισαν εννέα (9) και υπέρ της πρότασης του κ. Δρόσου ψήφισαν "
            "τρεις (3), οι κ.κ. Δρόσος, Ζήσης και Ιατρού.",
            "outcome": MAJORITY,
        },
        Expected(
            "majority",
            "contested",
            tally={"for": 9, "against": 3},
            stated={**TWO, "Ιατρού": "against"},
            derived=9,
        ),
    ),
    "by parts": (
        {
            "debate": "Ο κ. Δρόσος Ανδρέας ψήφισε υπέρ του πίνακα εσόδων και κατά των υπολοίπων.",
            "outcome": MAJORITY,
        },
        Expected("majority", "contested", stated={"Δρόσος": "against"}, derived=11),
    ),
    "lists by vote": (
        {
            "debate": "ΥΠΕΡ (10): Αρβανίτης, Βελέντζας, Γκίκα, Ευθυμίου, Ζήσης, Ηλίας, Θεοχάρη, Ιατρού, Λιόλιου, "
            "Μάνθος\nΚΑΤΑ (1): Δρόσος\nΛΕΥΚΟ (1): Καρράς",
            "outcome": MAJORITY,
        },
        Expected(
            "majority",
            "contested",
            tally={"for": 10, "against": 1, "blank": 1},
            stated={
                **{n.split()[0]: "for" for n in made.MEMBERS},
                "Δρόσος": "against",
                "Καρράς": "blank",
            },
            derived=0,
        ),
    ),
    "a line for each voter": (
        {
            "debate": "Αναλυτικά η ψηφοφορία:\n"
            + "\n".join(f"{m}    {'ΚΑΤΑ' if m.startswith('Δ') else 'ΥΠΕΡ'}" for m in made.MEMBERS),
            "outcome": MAJORITY,
        },
        Expected(
            "majority",
            "contested",
            stated={n.split()[0]: "against" if n.startswith("Δ") else "for" for n in made.MEMBERS},
            derived=0,
        ),
    ),
    "a column for each vote": (
        {
            "debate": "Το αποτέλεσμα της ψηφοφορίας:\n"
            "ΥΠΕΡ                    ΚΑΤΑ                 ΠΑΡΩΝ\n"
            "Αρβανίτης Πέτρος        Δρόσος Ανδρέας       Καρράς Νικόλαος\n"
            "Βελέντζας Μάρκος        Ζήσης Θωμάς\n"
            "Γκίκα Ελένη",
            "outcome": MAJORITY,
        },
        Expected(
            "majority",
            "contested",
            stated={"Αρβανίτης": "for", "Βελέντζας": "for", "Γκίκα": "for", "Καρράς": "present", **TWO},
            derived=6,
        ),
    ),
    "a minority that voted blank": (
        {"outcome": MAJORITY + ",\nμειοψηφούσης της κ. Ιατρού Άννας, η οποία ψήφισε λευκό,"},
        Expected("majority", "unopposed", stated={"Ιατρού": "blank"}, derived=11),
    ),
    "declared in the debate and counted in the outcome": (
        {
            "debate": "Ακολούθησε συζήτηση, κατά την οποία οι σύμβουλοι κ. Δρόσος και κ. Ζήσης δήλωσαν ότι ψηφίζουν "
            "κατά, ενώ η κ. Ιατρού δήλωσε «παρούσα».",
            "outcome": MAJORITY + "\nμε εννέα (9) ψήφους υπέρ, δύο (2) κατά και ένα (1) παρών",
        },
        Expected(
            "majority",
            "contested",
            tally={"for": 9, "against": 2, "present": 1},
            stated={**TWO, "Ιατρού": "present"},
            derived=9,
        ),
    ),
    "a bulleted result with figures for some": (
        {
            "debate": "Ο Πρόεδρος έθεσε το θέμα σε ψηφοφορία, κατά την οποία:\n- υπέρ ψήφισαν οκτώ (8) σύμβουλοι,\n"
            "- κατά ψήφισαν δύο (2): οι κ.κ. Δρόσος και Ζήσης,\n- «λευκό» η κ. Ιατρού Άννα,\n"
            "- «παρών» δήλωσε ο κ. Καρράς Νικόλαος.",
            "outcome": MAJORITY,
        },
        Expected(
            "majority",
            "contested",
            tally={"for": 8, "against": 2},
            stated={**TWO, "Ιατρού": "blank", "Καρράς": "present"},
            derived=8,
        ),
    ),
    "minutes word for word": (
        {
            "item": "ΠΡΟΕΔΡΟΣ: Περνάμε στο 3ο θέμα. Εισηγητής ο κ. Μάνθος.\n"
            "Γ. ΜΑΝΘΟΣ: Προτείνω να το ψηφίσουμε ομόφωνα.\nΑ. ΔΡΟΣΟΣ: Εμείς θα ψηφίσουμε λευκό.\n"
            "ΠΡΟΕΔΡΟΣ: Τίθεται σε ψηφοφορία. Υπέρ: 10. Λευκό: 2 (οι κ.κ. Δρόσος και Ζήσης).",
            "outcome": MAJORITY,
        },
        Expected(
            "majority",
            "unopposed",
            tally={"for": 10, "blank": 2},
            stated={"Δρόσος": "blank", "Ζήσης": "blank"},
            derived=10,
        ),
    ),
    "the body's name and the outcome, no verb": (
        {"preamble": "", "outcome": "Το Δ.Σ. ομόφωνα:", "clauses": "1) Εγκρίνει τον κανονισμό."},
        Expected(),
    ),
    "an earlier vote on a postponement": (
        {
            "debate": "Ο κ. Δρόσος πρότεινε την αναβολή. Τέθηκε σε ψηφοφορία η πρόταση αναβολής, η οποία απορρίφθηκε "
            "κατά πλειοψηφία με 10 ψήφους κατά και 2 υπέρ. Στη συνέχεια τέθηκε σε ψηφοφορία η εισήγηση και ψήφισαν:\n"
            "ΥΠΕΡ δέκα (10)\nΚΑΤΑ δύο (2): Δρόσος Ανδρέας, Ζήσης Θωμάς",
            "outcome": MAJORITY,
        },
        Expected("majority", "contested", tally={"for": 10, "against": 2}, stated=TWO, derived=10),
    ),
    "beside the number": (
        {
            "header": made.HEADER.replace("61/2023\n", "61/2023 (Ομόφωνη)\n"),
            "preamble": "",
            "outcome": "",
            "clauses": "Μετά από αυτά το Δημοτικό Συμβούλιο αποφάσισε την έγκριση του κανονισμού.",
        },
        Expected(),
    ),
    "not approved, in one phrase": (
        {
            "preamble": "",
            "outcome": "",
            "clauses": "Κατόπιν τούτου η εισήγηση δεν εγκρίνεται ομόφωνα.",
        },
        Expected(result="rejected", derived=0),
    ),
    "everybody but one, and how that one voted is not said": (
        {"outcome": "ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ\nπλην του κ. Δρόσου Ανδρέα"},
        Expected(unanimity="unsettled", derived=0, findings=("unattributed_dissent",)),
    ),
    "everybody but one who voted against": (
        {"outcome": MAJORITY + "\nπλην του κ. Δρόσου Ανδρέα, ο οποίος καταψήφισε"},
        Expected("majority", "contested", stated={"Δρόσος": "against"}, derived=11),
    ),
    "so many against so many": (
        {"outcome": MAJORITY + "\nμε 9 ψήφους υπέρ έναντι 3"},
        Expected(
            "majority", "contested", tally={"for": 9, "against": 3}, derived=0, findings=("unattributed_dissent",)
        ),
    ),
    "with a minority": (
        {"outcome": MAJORITY + "\nμε μειοψηφία των κ.κ. Δρόσου και Ζήση"},
        Expected("majority", "contested", stated=TWO, derived=10),
    ),
    "article by article": (
        {
            "debate": "Ακολούθησε ψηφοφορία.\nΕπί της αρχής: ψηφίστηκε ομόφωνα.\nΕπί του άρθρου 3: ψηφίστηκε κατά "
            "πλειοψηφία, με ψήφους 10 υπέρ και 2 κατά (κ.κ. Δρόσος και Ζήσης).\nΕπί του συνόλου: ψηφίστηκε ομόφωνα.",
            "outcome": BARE,
        },
        Expected("unanimous", "contested", stated=TWO, derived=10),
    ),
    "clause by clause": (
        {
            "outcome": MAJORITY,
            "clauses": "Α. Ψηφίζει τα έσοδα, ομόφωνα.\nΒ. Ψηφίζει τις δαπάνες, μειοψηφούντων των κ.κ. Δρόσου και "
            "Ζήση.\nΓ. Αναθέτει στον Δήμαρχο.",
        },
        Expected("majority", "contested", stated=TWO, derived=10),
    ),
    "both ways": (
        {"end": "Η απόφαση αυτή λήφθηκε κατά πλειοψηφία και πήρε αριθμό 61/2023."},
        Expected(unanimity="unsettled", derived=0, findings=("outcome_conflict",)),
    ),
    "unanimous with a vote against": (
        {"outcome": "ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ\nμε ψήφους 11 υπέρ και 1 κατά (Δρόσος Ανδρέας)"},
        Expected(
            unanimity="unsettled",
            tally={"for": 11, "against": 1},
            stated={"Δρόσος": "against"},
            derived=0,
            findings=("outcome_conflict",),
        ),
    ),
    "more votes than people": (
        {"outcome": MAJORITY + "\nμε ψήφους 14 υπέρ και 2 κατά, των κ.κ. Δρόσου και Ζήση"},
        Expected(
            "majority",
            "contested",
            tally={"for": 14, "against": 2},
            stated=TWO,
            derived=0,
            findings=("tally_exceeds_present",),
        ),
    ),
    "fewer votes than people": (
        {"outcome": MAJORITY + "\nμε ψήφους 8 υπέρ και 2 κατά, των κ.κ. Δρόσου και Ζήση"},
        Expected(
            "majority",
            "contested",
            tally={"for": 8, "against": 2},
            stated=TWO,
            derived=0,
            findings=("tally_mismatch",),
        ),
    ),
    "a voter who was absent": (
        {"outcome": MAJORITY + "\nκαταψηφίζοντος του κ. Νάστου Ηλία"},
        Expected(
            "majority",
            "contested",
            stated={"Νάστος": "against"},
            derived=12,
            findings=("vote_of_absent_member",),
        ),
    ),
    "a faction, not people": (
        {"outcome": MAJORITY + "\nμε ψήφους 10 υπέρ και 2 κατά των συμβούλων της παράταξης «Νέα Εποχή»"},
        Expected(
            "majority", "contested", tally={"for": 10, "against": 2}, derived=0, findings=("unattributed_dissent",)
        ),
    ),
    "dissent of somebody the roll call does not know": (
        {"outcome": MAJORITY + "\nμειοψηφούντων των κ.κ. Δρόσου Ανδρέα και Ρούσσου Πέτρου"},
        Expected(
            "majority",
            "contested",
            stated={"Δρόσος": "against", "Ρούσσου": "against"},
            derived=0,
            findings=("unattributed_dissent",),
        ),
    ),
    # Decoys: the word stands on the page and is not about this vote.
    "agreement on the urgency": (
        {
            "moved": "Το Σώμα αποφάνθηκε ομόφωνα για το\nκατεπείγον της συνεδρίασης.",
            "outcome": MAJORITY + "\nμε μία ψήφο κατά, του κ. Δρόσου Ανδρέα",
        },
        Expected("majority", "contested", tally={"against": 1}, stated={"Δρόσος": "against"}, derived=11),
    ),
    "an item taken up out of the agenda": (
        {
            "moved": "Το Δημοτικό Συμβούλιο αποφάσισε ομόφωνα τη συζήτηση του θέματος εκτός ημερήσιας διάταξης.",
            "outcome": MAJORITY + "\nμειοψηφούντος του κ. Δρόσου",
        },
        Expected("majority", "contested", stated={"Δρόσος": "against"}, derived=11),
    ),
    "speeches and plans": (
        {
            "debate": "Ο κ. Δρόσος δήλωσε: «Δεν θα ψηφίσω ποτέ ομόφωνα μαζί σας ένα τέτοιο σχέδιο, που βλάπτει τους "
            "αγρότες του τόπου μας». Η κ. Ιατρού είπε ότι θα καταψηφίσει. Ο κ. Μάνθος ζήτησε να ψηφίσουν όλοι λευκό.",
        },
        Expected(),
    ),
    "an earlier decision": (
        {
            "preamble": "Το Δημοτικό Συμβούλιο, έχοντας υπόψη την υπ' αριθμ. 12/2022 απόφασή του, που λήφθηκε κατά "
            "πλειοψηφία, και το άρθρο 79 του Ν. 3463/2006,"
        },
        Expected(),
    ),
    "leaders of majority and minority": (
        {"debate": "Ο επικεφαλής της μειοψηφίας κ. Δρόσος και ο επικεφαλής της πλειοψηφίας κ. Ζήσης συμφώνησαν."},
        Expected(),
    ),
    "a regulation that speaks of votes": (
        {
            "clauses": "Ψηφίζει τον Κανονισμό, που έχει ως εξής:\n\nΚΑΝΟΝΙΣΜΟΣ ΑΡΔΕΥΣΗΣ\n\nΆρθρο 1\nΗ επιτροπή "
            "αποφασίζει κατά πλειοψηφία, με ψήφους 3 υπέρ και 2 κατά τουλάχιστον.\n\nΆρθρο 2\nΌποιος μειοψηφεί "
            "μπορεί να ζητήσει να καταχωριστεί η γνώμη του."
        },
        Expected(),
    ),
    "a memorandum after the signatures": (
        {
            "closing": made.CLOSING
            + "\n\nΠΑΡΑΡΤΗΜΑ\n\nΜΝΗΜΟΝΙΟ ΣΥΝΕΡΓΑΣΙΑΣ\n\nΆρθρο 1\nΤο όργανο αποφασίζει κατά πλειοψηφία των παρόντων."
        },
        Expected(),
    ),
    "the mayor has no vote": (
        {
            "moved": "Στη συνεδρίαση παρέστη ο Δήμαρχος κ. Πέτρος Αλεξίου.",
            "debate": "Υπέρ της εισήγησης τάχθηκε ο Δήμαρχος κ. Πέτρος Αλεξίου.",
        },
        Expected(),
    ),
}


@pytest.mark.parametrize(("parts", "expected"), VARIANTS.values(), ids=VARIANTS.keys())
def test_vote(parts: dict[str, str], expected: Expected) -> None:
    assert read(**parts) == expected


def test_dissent_on_a_part_carries_the_part() -> None:
    debate = "Ο κ. Δρόσος Ανδρέας ψήφισε υπέρ του πίνακα εσόδων και κατά των υπολοίπων."
    votes = record(debate=debate, outcome=MAJORITY)["vote"]["votes"]
    assert next(v for v in votes if v["origin"] == "stated")["part"] == "των υπολοίπων"


def test_dissent_in_a_clause_carries_its_label() -> None:
    clauses = "Α. Ψηφίζει τα έσοδα.\nΒ. Ψηφίζει τις δαπάνες, μειοψηφούντος του κ. Δρόσου."
    votes = record(clauses=clauses, outcome=MAJORITY)["vote"]["votes"]
    assert [(v["name"], v["part"]) for v in votes if v["origin"] == "stated"] == [("Δρόσος Ανδρέας", "Β")]


def test_the_phrase_is_what_is_printed() -> None:
    assert record(outcome="ΟΜΟΦΩΝΑ  ΑΠΟΦΑΣΙΖΕΙ")["vote"]["phrase"] == "ΟΜΟΦΩΝΑ ΑΠΟΦΑΣΙΖΕΙ"
    postponed = record(outcome="Επί 12 παρόντων εγκρίνεται ομόφωνα η αναβολή του θέματος", clauses="Αναβάλλει.")
    assert postponed["vote"]["phrase"] == "εγκρίνεται ομόφωνα η αναβολή του θέματος"
    assert postponed["vote"]["result"] == "postponed"
