"""Judges the answers of the API against its own document: reads lines `address<TAB>answer` and says
for each whether the answer has the shape that the document promises for that address.
Usage: openapi.py DOCUMENT < LINES. Needs python3-jsonschema (JSON Schema 2020-12)."""

import json
import re
import sys

import jsonschema

document = json.load(open(sys.argv[1], encoding="utf-8"))
assert document["openapi"].startswith("3.1."), document["openapi"]


def pattern(path):
    return re.compile("^" + re.sub(r"\\\{[a-z]+\\\}", "[^/]+", re.escape(path)) + "$")


# Where two paths fit, the one with fewer parameters is meant (OpenAPI 3.1, "Paths Object").
paths = sorted(document["paths"], key=lambda path: path.count("{"))
wrong, judged, met = 0, 0, set()
for line in sys.stdin:
    address, answer = line.rstrip("\n").split("\t", 1)
    path = next(path for path in paths if pattern(path).match(address.split("?")[0]))
    promised = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    schema = {**promised["schema"], "components": document["components"]}
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(answer)))
    judged += 1
    met.add(path)
    for error in errors[:3]:
        wrong += 1
        print(f"{address}: {error.json_path}: {error.message[:300]}")
for path in paths:
    if path not in met:
        wrong += 1
        print(f"{path}: no answer was judged")
print(f"{judged} answers, {len(met)} paths, {wrong} faults")
sys.exit(1 if wrong else 0)
