"""XXH3, 64 bits, seed 0, of inputs longer than 240 bytes, as all caches are (after the algorithm's description)."""
import struct

WORD = (1 << 64) - 1
PRIME32_1, PRIME32_2, PRIME32_3 = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D
PRIME64_1, PRIME64_2, PRIME64_3 = 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
PRIME64_4, PRIME64_5 = 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5
STRIPE = 64
SECRET = bytes.fromhex(
    "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221"
    "b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
    "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb"
    "170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e")


def accumulate(lanes, data, place, secret):
    for i, (value, key) in enumerate(zip(struct.unpack_from("<8Q", data, place), secret)):
        mixed = value ^ key
        lanes[i ^ 1] = lanes[i ^ 1] + value & WORD
        lanes[i] = lanes[i] + (mixed & 0xFFFFFFFF) * (mixed >> 32) & WORD


def secret_at(place):
    return struct.unpack_from("<8Q", SECRET, place)


def scramble(lanes):
    for i, key in enumerate(secret_at(len(SECRET) - STRIPE)):
        lanes[i] = (lanes[i] ^ lanes[i] >> 47 ^ key) * PRIME32_1 & WORD


def folded(a, b):
    product = a * b
    return (product ^ product >> 64) & WORD


def xxh3_64(data):
    if len(data) <= 240:
        raise ValueError("only inputs longer than 240 bytes")
    lanes = [PRIME32_3, PRIME64_1, PRIME64_2, PRIME64_3, PRIME64_4, PRIME32_2, PRIME64_5, PRIME32_1]
    in_block = (len(SECRET) - STRIPE) // 8
    secrets = [secret_at(8 * i) for i in range(in_block)]
    for stripe in range((len(data) - 1) // STRIPE):
        accumulate(lanes, data, stripe * STRIPE, secrets[stripe % in_block])
        if stripe % in_block == in_block - 1:
            scramble(lanes)
    accumulate(lanes, data, len(data) - STRIPE, secret_at(len(SECRET) - STRIPE - 7))
    merged = len(data) * PRIME64_1 & WORD
    keys = struct.unpack_from("<8Q", SECRET, 11)
    for i in range(0, 8, 2):
        merged += folded(lanes[i] ^ keys[i], lanes[i + 1] ^ keys[i + 1])
    merged &= WORD
    merged = (merged ^ merged >> 37) * 0x165667919E3779F9 & WORD
    return merged ^ merged >> 32
