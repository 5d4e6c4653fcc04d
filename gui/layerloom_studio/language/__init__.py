"""The words of the window: written in English, shown in the language that is on.

`tr("{count:,} layers", count=3)` gives a text, `mark("Data")` notes one that is looked up later by `tr(title)`.
Nothing here needs Qt; `language.switch` loads the catalogues and changes the language while the window is open.
"""

from layerloom_studio.language.docs import doc
from layerloom_studio.language.texts import again, derived, mark, number, plain, tr

__all__ = ["again", "derived", "doc", "mark", "number", "plain", "tr"]
