"""The words of a scrap of HTML, such as a feed's entry or a mail: all of them, block by block."""

from tradetalks.dossier.inputs.extract import clean
from tradetalks.dossier.inputs.page import REMEDY, require_markup
from tradetalks.errors import ArticleError

_BLOCK_NAMES = (
    "address article aside blockquote body br center dd div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td "
    "tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that begin and end a paragraph."""

_UNSEEN_NAMES = "head iframe noscript object script select style svg template title"
UNSEEN = frozenset(_UNSEEN_NAMES.split())
"""Elements whose content no reader sees."""


def fragment_text(html: str, *, where: str) -> str:
    """Return the words of a scrap of HTML, with blank lines between its blocks.

    Raises:
        ArticleError: It cannot be taken apart.
    """
    from lxml import etree
    from lxml import html as lxml_html

    require_markup(html, where=where)
    pieces: list[str] = []
    hidden = 0
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
        root = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            name = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                hidden += name in UNSEEN
            elif event == "end":
                hidden -= name in UNSEEN
            if not hidden and name in BLOCKS:
                pieces.append("\n\n")
            words = element.text if event == "start" else element.tail
            if not hidden and words:
                pieces.append(words.replace("\n", " "))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ArticleError(
            f"the page cannot be taken apart ({type(error).__name__})", where=where, remedy=REMEDY
        ) from None
    blocks = (" ".join(block.split()) for block in clean("".join(pieces)).split("\n\n"))
    return "\n\n".join(block for block in blocks if block)
