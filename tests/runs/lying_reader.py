"""A program in place of the one that reads strangers' files: it answers any question with a header of one's choice."""


def answering(header: str) -> str:
    """Return its code.

    Args:
        header: A Python expression, such as "{'arrays': 7}".
    """
    return (
        f"import json, sys; h = json.dumps({header}).encode(); sys.stdin.readline(); "
        "sys.stdout.buffer.write(len(h).to_bytes(8, 'little') + h); sys.stdout.flush(); sys.stdin.readline()"
    )
