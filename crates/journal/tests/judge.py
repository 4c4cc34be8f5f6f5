"""An independent judge of a journal, written from docs/journal-format.md alone.

    python3 judge.py ARCHIVE EVIDENCE.json

Checks the archive (frames, digest, chain, payloads, commands), the roots by the recursive definition
of RFC 6962, the signatures of checkpoints (Ed25519 of RFC 8032, below) and the cosignatures of a
witness, and the proofs in the evidence. Where they are installed, other people's programs judge as
well: aics-tlog (C2SP notes, checkpoints, cosignatures, proofs) and pymerkle (roots). Nothing but the standard library is required.

Prints one line per ruling. Exit status: 0, everything holds; 1, something does not.
"""

import base64
import hashlib
import json
import struct
import sys


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def hold(condition, words):
    if not condition:
        print("does not hold:", words)
        sys.exit(1)


# Ed25519, RFC 8032, section 5.1.7 ------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point_add(a, b):
    one, two = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_times(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        number >>= 1
    return result


def point_of(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    hold(y < P, "a point of the curve")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    hold((x * x - square) % P == 0, "a point of the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_holds(key, message, signature):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    digest = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % ORDER
    left = point_times(s, BASE)
    right = point_add(point_of(r), point_times(digest, point_of(key)))
    same = lambda a, b: (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0
    return same(left, right)


# RFC 6962, section 2.1, word for word ---------------------------------------------------------------


def split_of(count):
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def root_of(leaves):
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    k = split_of(len(leaves))
    return sha256(b"\x01", root_of(leaves[:k]), root_of(leaves[k:]))


def path_of(index, leaves):
    if len(leaves) <= 1:
        return []
    k = split_of(len(leaves))
    if index < k:
        return path_of(index, leaves[:k]) + [root_of(leaves[k:])]
    return path_of(index - k, leaves[k:]) + [root_of(leaves[:k])]


def proof_of(old, leaves):
    def subproof(m, part, whole):
        if m == len(part):
            return [] if whole else [root_of(part)]
        k = split_of(len(part))
        if m <= k:
            return subproof(m, part[:k], whole) + [root_of(part[k:])]
        return subproof(m - k, part[k:], False) + [root_of(part[:k])]

    return subproof(old, leaves, True)


# The archive, docs/journal-format.md, sections 1 and 4 ----------------------------------------------


def read_archive(data):
    hold(data[:16] == b"caisse archive\n\0", "the file starts as an archive does")
    hold(data[16:20] == struct.pack(">I", 1), "version 1")
    at, frames = 20, []
    while True:
        hold(len(data) - at >= 5, "the file has an end")
        kind, length = data[at : at + 1], struct.unpack(">I", data[at + 1 : at + 5])[0]
        hold(len(data) - at - 5 >= length, "the frame is whole")
        frames.append((kind, data[at + 5 : at + 5 + length]))
        at += 5 + length
        if kind == b"E":
            break
    hold(at == len(data), "nothing follows the end")
    hold(frames[0][0] == b"O", "the organisation comes first")
    hold(all(kind in (b"R", b"C", b"S") for kind, _ in frames[1:-1]), "known frames")
    end = frames[-1][1]
    hold(len(end) == 72 and end[40:] == sha256(data[:-32]), "the digest of the archive")
    return frames[0][1].decode(), frames[1:-1], struct.unpack(">Q", end[:8])[0], end[8:40]


def read_payload(payload):
    """The number of records of the command that starts here, 0 when none does."""
    kind, at, records = payload[16], 17, 0
    hold(kind in (0, 1), "a known kind of payload")
    if kind == 1:
        records, digest, key = struct.unpack(">I32sH", payload[at : at + 38])
        hold(records > 0 and 1 <= key <= 128 and len(digest) == 32, "the mark of a command")
        payload[at + 38 : at + 38 + key].decode()
        at += 38 + key
    (length,) = struct.unpack(">I", payload[at : at + 4])
    hold(at + 4 + length == len(payload), "the event ends the payload")
    json.loads(payload[at + 4 :].decode())
    return records


def judge_chain(organisation, frames):
    previous = sha256(b"caisse journal 1\n", organisation.encode(), b"\n")
    headers, left = [], 0
    for kind, content in frames:
        if kind != b"R":
            continue
        header, kept, payload = content[:88], content[88], content[89:]
        version, number, _, _, digest, named = struct.unpack(">IQqI32s32s", header)
        hold(version == 1 and number == len(headers), f"record {len(headers)} is in its place")
        hold(named == previous, f"record {number} names the header before it")
        hold(kept == 1 or not payload, f"record {number} has a payload or none")
        if kept:
            hold(digest == sha256(payload), f"record {number} has the payload of its header")
            starts = read_payload(payload)
            hold(not (starts and left), f"no command starts inside another at record {number}")
            left = starts or left
        left = max(0, left - 1)
        headers.append(header)
        previous = sha256(header)
    hold(left == 0, "the last command is whole")
    return headers, previous


def judge_note(note, organisation, leaves, key):
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    origin, size, root = text.split("\n")[:3]
    hold(origin == organisation, "the checkpoint is of this organisation")
    hold(base64.b64decode(root) == root_of(leaves[: int(size)]), f"the root at {size}")
    name, key_hash, encoded = key.split("+", 2)
    public = base64.b64decode(encoded)
    hold(public[0] == 1 and len(public) == 33, "an Ed25519 key")
    hold(sha256(name.encode(), b"\n", public)[:4].hex() == key_hash, "the key hash")
    signed = False
    for line in signatures.splitlines():
        dash, by, blob = line.split(" ")
        blob = base64.b64decode(blob)
        hold(dash == "\u2014", "a signature line")
        if by == name and blob[:4].hex() == key_hash:
            hold(ed25519_holds(public[1:], text.encode(), blob[4:]), f"the signature at {size}")
            signed = True
    hold(signed, f"the checkpoint at {size} is signed by {name}")


def judge_cosignature(note, witness):
    """The text under two lines of its own, signed with its time (C2SP tlog-cosignature)."""
    text, _, signatures = note.rpartition("\n\n")
    name, key_hash, encoded = witness.split("+", 2)
    public = base64.b64decode(encoded)
    hold(public[0] == 4 and len(public) == 33, "the key of a witness")
    hold(sha256(name.encode(), b"\n", public)[:4].hex() == key_hash, "the witness's key hash")
    for line in signatures.splitlines():
        _, by, blob = line.split(" ")
        blob = base64.b64decode(blob)
        if by == name and blob[:4].hex() == key_hash:
            (second,) = struct.unpack(">Q", blob[4:12])
            message = f"cosignature/v1\ntime {second}\n{text}\n".encode()
            hold(ed25519_holds(public[1:], message, blob[12:]), f"the cosignature at {second}")
            return
    hold(False, "the checkpoint is cosigned")


def judge_with_aics_tlog(notes, organisation, leaves, evidence):
    try:
        import aics_tlog
    except ImportError:
        print("skipped: aics-tlog is not installed")
        return
    key = aics_tlog.parse_vkey(evidence["key"])
    witness = aics_tlog.parse_vkey(evidence["witness"])
    for note in notes:
        ruling = aics_tlog.verify_checkpoint(
            aics_tlog.parse_note(note), key, expected_origin=organisation
        )
        hold(ruling.ok and ruling.root == root_of(leaves[: ruling.size]), f"aics-tlog: {ruling}")
        for line in aics_tlog.parse_note(note).signatures:
            if line.name == witness.name:
                cosigned = aics_tlog.verify_cosignature(
                    line.signature, line.name, witness.public_key, organisation, ruling.size, ruling.root
                )
                hold(cosigned, "aics-tlog: the cosignature")
    for proof in evidence["inclusion"]:
        size, index, path = proof["size"], proof["index"], unhex(proof["path"])
        root = root_of(leaves[:size])
        hold(aics_tlog.verify_inclusion(leaves[index], index, size, path, root), "aics-tlog: inclusion")
    for proof in evidence["consistency"]:
        old, size, path = proof["from"], proof["size"], unhex(proof["path"])
        roots = root_of(leaves[:old]), root_of(leaves[:size])
        hold(aics_tlog.verify_consistency(old, size, *roots, path), "aics-tlog: consistency")
    print("aics-tlog accepts the checkpoints and the proofs")


def judge_with_pymerkle(headers, leaves):
    try:
        from pymerkle import InmemoryTree
    except ImportError:
        print("skipped: pymerkle is not installed")
        return
    tree = InmemoryTree(algorithm="sha256")
    for header in headers:
        tree.append_entry(header)
    hold(tree.get_state() == root_of(leaves), "pymerkle: the root")
    print("pymerkle finds the same root")


def unhex(hashes):
    return [bytes.fromhex(text) for text in hashes]


def main(archive, evidence):
    with open(archive, "rb") as file:
        organisation, frames, announced, head = read_archive(file.read())
    with open(evidence) as file:
        evidence = json.load(file)
    headers, last = judge_chain(organisation, frames)
    hold(announced == len(headers) and head == last, "the head of the archive")
    print(f"the chain of {len(headers)} records holds")
    leaves = [sha256(b"\x00", header) for header in headers]
    notes = [content[8:].decode() for kind, content in frames if kind == b"C"]
    hold(notes, "there is a checkpoint")
    for note in notes:
        judge_note(note, organisation, leaves, evidence["key"])
        judge_cosignature(note, evidence["witness"])
    print(f"{len(notes)} checkpoints hold")
    for proof in evidence["inclusion"]:
        expected = path_of(proof["index"], leaves[: proof["size"]])
        hold(unhex(proof["path"]) == expected, f"inclusion {proof['index']} in {proof['size']}")
    for proof in evidence["consistency"]:
        expected = proof_of(proof["from"], leaves[: proof["size"]])
        hold(unhex(proof["path"]) == expected, f"consistency {proof['from']} to {proof['size']}")
    print(f"{len(evidence['inclusion']) + len(evidence['consistency'])} proofs hold")
    judge_with_aics_tlog(notes, organisation, leaves, evidence)
    judge_with_pymerkle(headers, leaves)


if __name__ == "__main__":
    main(*sys.argv[1:])
