"""Opens sealed data without our program: libsodium (PyNaCl) and docs/vault-format.md suffice.

Usage: open_vault.py MASTER_KEY ORGANISATION PERSON WRAPPED_KEY SEALED_DATA
The key in hexadecimal; the last two are files that hold hexadecimal digits. Prints the plaintext.
"""
import struct
import sys

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt


def read(path):
    with open(path) as file:
        return bytes.fromhex("".join(file.read().split()))


master = bytes.fromhex(sys.argv[1])
organisation, person = sys.argv[2].encode(), int(sys.argv[3])
wrapped, sealed = read(sys.argv[4]), read(sys.argv[5])
owner = struct.pack(">Q", len(organisation)) + organisation + struct.pack(">Q", person)

assert wrapped[:5] == b"CVKW\x01" and sealed[:5] == b"CVSD\x01", "version 1 is the one known here"
key = decrypt(wrapped[37:], b"caisse vault key v1\n" + owner + wrapped[5:13], wrapped[13:37], master)
padded = decrypt(sealed[30:], b"caisse vault data v1\n" + owner + sealed[5:6], sealed[6:30], key)
plaintext = padded.rstrip(b"\0")
assert plaintext.endswith(b"\x80"), "the padding starts with 0x80"
sys.stdout.buffer.write(plaintext[:-1])
