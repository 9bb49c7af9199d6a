"""Entries on their way and on pages are packed by zstd, fast."""

import zstandard

_LEVEL = 1
_WINDOW = 2**24


def pack(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=_LEVEL).compress(body)


def unpack(body: bytes, most: int) -> bytes:
    """Undo `pack`. ValueError for what is no zstd, or grows beyond `most` bytes."""
    try:
        if zstandard.frame_content_size(body) > most:
            raise ValueError("too big")
        return zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompress(body, max_output_size=most)
    except zstandard.ZstdError as error:
        raise ValueError("not zstd, or too big") from error
