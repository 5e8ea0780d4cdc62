"""What was made last is not made again, as long as there is room for it."""

from __future__ import annotations

from evigraph.graph.recent import Recent


def test_what_is_kept_is_not_made_again() -> None:
    recent, made = Recent(len, most=10), []
    for key in ("a", "b", "a"):
        recent.value(key, lambda key=key: made.append(key) or [key])
    assert made == ["a", "b"]


def test_an_empty_value_is_kept_too() -> None:
    recent = Recent(lambda _: 1, most=1)
    recent.put("none", ())
    assert recent.value("none", lambda: (1,)) == ()


def test_what_was_not_asked_for_longest_goes_first() -> None:
    recent = Recent(len, most=3)
    for key in "abc":
        recent.put(key, key)
    recent.get("a")
    recent.put("d", "dd")
    assert [key for key in "abcd" if recent.get(key)] == ["a", "d"]


def test_what_is_too_large_is_made_each_time() -> None:
    recent = Recent(len, most=10, largest=2)
    assert recent.value("long", lambda: "long") == "long"
    assert recent.get("long") is None
    recent.put("a", "a" * 2)
    recent.clear()
    assert recent.get("a") is None
