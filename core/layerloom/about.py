"""What the library says of itself, also in the files that it writes."""

VERSION = "0.1.0"
