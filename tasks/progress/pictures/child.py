"""The child process that opens a stranger's image: it takes its limits first, and only then loads the decoder.

Standard input: the bytes. Standard output: a JPEG of at most EDGE pixels without anything else that the image carried (place, time,
camera); exit status 1 when there is none. Run by isolation.py as `python -I -B child.py`.
"""

import io
import resource
import signal
import sys
from importlib import import_module

MEMORY = 512 * 1024 * 1024
SECONDS = 5
ANSWER = 256 * 1024
EDGE = 480
PIXELS = 50_000_000
LIMITS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_FSIZE: ANSWER,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_NPROC: 0,
}


def main() -> int:
    """Put the limits on, look, answer."""
    for what, most in LIMITS.items():
        resource.setrlimit(what, (most, most))
    signal.alarm(SECONDS)
    try:
        small = shrink(sys.stdin.buffer.read())
    except Exception:  # the decoders raise dozens of kinds of errors on broken images
        return 1
    sys.stdout.buffer.write(small)
    return 0


def shrink(data: bytes) -> bytes:
    """The image, upright, on white, small."""
    image_module, ops = import_module("PIL.Image"), import_module("PIL.ImageOps")
    with image_module.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        if image.width * image.height > PIXELS:
            raise ValueError("too many pixels")
        image.draft("RGB", (EDGE, EDGE))
        image.thumbnail((EDGE, EDGE))
        upright = ops.exif_transpose(image).convert("RGBA")
    paper = image_module.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=80)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
