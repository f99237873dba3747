#!/usr/bin/env python3
# requirements: anki==26.9.3
"""What the real Anki makes of a package, as one JSON document on standard output.

usage: anki_import.py FIRST.apkg [LATER.apkg]

FIRST is imported twice into an empty collection, LATER (an export of the same deck after edits) over it.
Exit 0: everything was imported, whatever it holds. Exit 2: Anki refused a file; "refused" says why.
"""
import hashlib
import json
import os
import shutil
import sys
import tempfile

from anki import import_export_pb2 as messages
from anki.buildinfo import version
from anki.collection import Collection

COUNTED = ("new", "updated", "duplicate", "conflicting", "first_field_match", "missing_notetype", "missing_deck",
           "empty_first_field")


def import_package(collection, path):
    newer = messages.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER
    options = messages.ImportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, update_notes=newer, update_notetypes=newer)
    request = messages.ImportAnkiPackageRequest(package_path=os.path.abspath(path), options=options)
    log = collection.import_anki_package(request).log
    return {name: len(getattr(log, name)) for name in COUNTED}


def counts(collection):
    return {table: collection.db.scalar(f"select count() from {table}") for table in ("notes", "cards", "revlog")}


def describe(collection):
    decks = {deck.id: deck.name for deck in collection.decks.all_names_and_ids()}
    types = {model["id"]: model for model in collection.models.all()}
    today = collection.sched.today
    cards = {}
    for card_id in collection.db.list("select id from cards order by id"):
        card = collection.get_card(card_id)
        note, memory = card.note(), card.memory_state
        cards[note.guid] = {
            "deck": decks.get(card.did), "notetype": types[note.mid]["name"], "ord": card.ord, "tags": note.tags,
            "type": card.type, "queue": card.queue, "due": card.due, "due_in_days": card.due - today,
            "interval": card.ivl, "reviews": card.reps, "lapses": card.lapses, "left": card.left,
            "stability": memory.stability if memory else None, "difficulty": memory.difficulty if memory else None,
            "desired_retention": card.desired_retention, "decay": card.decay, "last_review": card.last_review_time,
            "fields": dict(note.items()), "question": card.question(), "answer": card.answer(),
            "log": collection.db.all(
                "select id, ease, ivl, lastIvl, factor, time, type from revlog where cid = ? order by id", card_id),
        }
    return {
        "decks": sorted(decks.values()),
        "notetypes": {
            model["name"]: {"cloze": model["type"] == 1, "fields": [field["name"] for field in model["flds"]]}
            for model in types.values() if model["name"].startswith("Rehearse")},
        "tags": sorted(collection.tags.all()), "cards": cards,
        "media": {
            name: hashlib.sha1(open(os.path.join(collection.media.dir(), name), "rb").read()).hexdigest()
            for name in sorted(os.listdir(collection.media.dir()))},
        "media_missing": list(collection.media.check().missing),
        "options": sorted(config["name"] for config in collection.decks.all_config()),
    }


def main():
    folder = tempfile.mkdtemp(prefix="anki-oracle-")
    result = {"anki": version}
    status = 0
    try:
        collection = Collection(os.path.join(folder, "collection.anki2"))
        collection.set_config("fsrs", True)
        try:
            result["first"] = import_package(collection, sys.argv[1])
            result["counts"] = counts(collection)
            result |= describe(collection)
            result["again"] = import_package(collection, sys.argv[1])
            result["counts_again"] = counts(collection)
            if len(sys.argv) > 2:
                result["later"] = import_package(collection, sys.argv[2])
                result["counts_later"] = counts(collection)
                result["cards_later"] = describe(collection)["cards"]
            report, clean = collection.fix_integrity()
            result["check_database"] = {"clean": clean, "report": report}
        except Exception as error:
            result["refused"] = f"{type(error).__name__}: {error}"
            status = 2
        collection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
    print()
    return status


if __name__ == "__main__":
    sys.exit(main())
