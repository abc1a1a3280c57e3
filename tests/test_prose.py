"""Sentences are found where a reader finds them."""

from tests.prose import sentences_of

PAGE = """# A heading

A first sentence, with [a link](https://lake.example/a.b?c). A second one says: "Mind the [gap](a.md)."

- **Point.** It has a sentence.
- Another point

| a table | has none |
| --- | --- |

```sh
scrapy runs. Nothing here.
```

1. Stop. Then go.

<!-- generated: lakes -->
Generated words. They do not count.
<!-- end of lakes -->
"""


def test_a_page_is_taken_apart() -> None:
    assert list(sentences_of(PAGE)) == [
        "A first sentence, with [a link].",
        "A second one says:",
        '"Mind the [gap]."',
        "**Point.",
        "It has a sentence.",
        "Another point",
        "Stop.",
        "Then go.",
    ]
