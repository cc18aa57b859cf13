"""Plain text out of HTML: what people see, and quickly whatever somebody wrote."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.html_text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>Met <b>Mei</b></p><p>Demo&nbsp;on Friday</p>", "Met Mei\nDemo on Friday"),
        ("one\ntwo\r\n\r\nthree", "one\ntwo\nthree"),
        ("<div>one\ntwo</div>", "one two"),
        ("<table><tr><td>Price</td><td>5</td></tr></table>", "Price 5"),
        ("a<br/>b<BR>c", "a\nb\nc"),
        ("<p title='a > b'>x</p>", "x"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("<style>p {color: red}</style><script>if (a < b) {}</script>seen", "seen"),
        ("<!-- <p>hidden</p> -->seen<!DOCTYPE x><?php y ?>", "seen"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("an unclosed <b word", "an unclosed <b word"),
        ("<p>x", "x"),
        ("&#" + "9" * 5000 + ";x &#x41;", "x A"),
        ("<script>never closed", ""),
    ],
)
def test_what_people_see(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(st.text(alphabet="<>/!-\"' \n&;#abpscript=", max_size=200))
def test_nothing_breaks_it_and_no_line_is_empty(html: str) -> None:
    lines = plain_text(html).split("\n")
    assert lines == [""] or all(line and line == " ".join(line.split()) for line in lines)


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<a ", '<a b="', "<a b='x", "</", "<?", "<a/", "<a =", "<style>", "&#9", "<p>x"]
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    begun = process_time()
    plain_text(piece * (1_000_000 // len(piece)))
    assert process_time() - begun < 5  # what grows with the square takes hours
