"""Devices with their makers, imaging guidance and anaesthesia, from the words of a technique."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.extraction.reading.clean import CleanText

_COUNTRY = r"(?:US|USA|UK|U\.S\.A?\.?|United States|United Kingdom|[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
_BRACKET = re.compile(r"\((?P<inside>[^()]*)\)")
_NAME = r"(?:[A-Z][\w./+-]*|\d[\w.]*[A-Za-z][\w.]*|[A-Z]{2,}|[a-z]+[A-Z]\w*|I{1,3}|[A-Z]?\d+[A-Z]*)"
_TRADE_NAME = re.compile(rf"{_NAME}(?:[ -]{_NAME})*(?: system| System)?")
_DEVICE_NOUN = re.compile(
    r"\b(?:\w*probes?|needles?|catheters?|systems?|devices?|machines?|generators?|lasers?|electrodes?|stents?"
    r"|valves?|implants?|microspheres|particles|"
    r"coils?|balloons?|sheaths?|introducers?|clips?|rings?|bands?|scopes?|consoles?|transducers?|applicators?"
    r"|platforms?|kits?|grafts?|mesh(?:es)?|"
    r"tethers?|screws?|anchors?|plugs?|occluders?|pumps?|stimulators?|equipment|instruments?|spacers?|beads?"
    r"|sutures?|tools?|units?|laser|lamp)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:Inc|Ltd|LLC|GmbH|Corp|Co|AG|SA|BV|AB|plc|PLC|Medical|Medtech|Scientific|Surgical|Instruments|Optics"
    r"|Technologies|Therapeutics|Healthcare|Devices|Biomedical|Systems)\b\.?"
)


@dataclass(frozen=True, slots=True)
class Device:
    """A device as it is named, with maker and the maker's country where they are."""

    device: str
    manufacturer: str
    country: str
    start: int
    end: int


def devices_in(value: CleanText) -> list[Device]:
    """The devices of a technique with their makers: "Name (Maker, Country)", "noun (Name, Maker)", "noun (Name)"."""
    text = value.norm
    found: list[Device] = []
    for match in _BRACKET.finditer(text):
        parts = [p.strip() for p in re.split(r"[,;]", match["inside"])]
        found += _from_bracket(text, match, parts)
    makers = {d.manufacturer for d in found if d.manufacturer}
    return _without_repeats([*found, *_beside_maker(text, makers)])


def _from_bracket(text: str, match: re.Match[str], parts: list[str]) -> list[Device]:
    country = (
        parts[-1] if len(parts) > 1 and re.fullmatch(_COUNTRY, parts[-1]) and not _COMPANY.search(parts[-1]) else ""
    )
    body = parts[:-1] if country else parts
    at = (match.start(), match.end())
    if country and len(body) >= 2:
        return [Device(name, body[-1], country, *at) for name in _alternatives(", ".join(body[:-1]))]
    if country and body:
        return [Device(name, body[0], country, *at) for name in _before(text, match.start()) or [""]]
    if len(body) == 1 and _is_trade_name(body[0]) and _noun_before(text, match.start()):
        maker, name = _split_maker(body[0])
        return [Device(n, maker, "", *at) for n in _alternatives(name)]
    return []


def _alternatives(text: str) -> list[str]:
    return [p.strip() for p in re.split(r"\s+(?:or|and)\s+|\s*/\s*(?=[A-Z])", text) if p.strip()]


def _is_trade_name(text: str) -> bool:
    words = [w for w in re.split(r"\s+(?:or|and)\s+|\s+", text) if w]
    return (
        0 < len(words) <= 6
        and all(re.fullmatch(_NAME, w) for w in words)
        and any(re.search(r"[A-Z].*[a-z]|\d", w) for w in words)
        and not re.fullmatch(r"\d+", text)
    )


def _noun_before(text: str, position: int) -> bool:
    head = text[max(position - 40, 0) : position].rstrip()
    return any(m.end() >= len(head) - 1 for m in _DEVICE_NOUN.finditer(head))


def _split_maker(text: str) -> tuple[str, str]:
    """A maker's name before a product's: "Endocare 1.7mm PerCryo"."""
    words = text.split()
    if len(words) >= 3 and re.fullmatch(r"[A-Z][a-z]+", words[0]) and re.match(r"\d", words[1]):
        return words[0], " ".join(words[1:])
    return "", text


def _before(text: str, position: int) -> list[str]:
    """The trade name right before a bracket that holds maker and country, without the noun that follows it."""
    head = text[:position].rstrip()
    start = max(head.rfind(". "), head.rfind("; "), head.rfind(", "), head.rfind("("), head.rfind(": "))
    phrase = head[start + 1 :] if start >= 0 else head
    names = [m for m in _TRADE_NAME.finditer(phrase) if not _plain_start(phrase, m)]
    if not names:
        return []
    return [re.sub(r"\s+(?:[sS]ystem)$", "", names[-1][0]) if names[-1][0].endswith(" system") else names[-1][0]]


_PLAIN_WORD = re.compile(
    r"(?:The|A|An|All|Device|Using|With|Under|Control|Patients?|Treatment|Probes?|One|Two|Three|Cryo\w+|Each|In|For)$"
)


def _plain_start(phrase: str, match: re.Match[str]) -> bool:
    return _PLAIN_WORD.match(match[0]) is not None or (
        match.start() == len(phrase) - len(phrase.lstrip())
        and match[0].istitle()
        and " " not in match[0]
        and "-" not in match[0]
        and not re.search(r"\d", match[0])
        and phrase.strip() != match[0]
    )


def _beside_maker(text: str, makers: set[str]) -> list[Device]:
    """A trade name behind a known maker's first word: "the Galil Visual-ICE system"."""
    found = []
    for maker in sorted(makers):
        first = re.split(r"[\s/]", maker)[0]
        for match in re.finditer(rf"\b{re.escape(first)} (?P<name>(?:{_NAME}[ -]?)+(?:system)?)", text):
            name = match["name"].strip()
            if name and not maker.startswith(f"{first} {name.split()[0]}"):
                found.append(Device(name, maker, "", match.start(), match.end()))
    return found


def _without_repeats(devices: list[Device]) -> list[Device]:
    seen: dict[str, Device] = {}
    for device in devices:
        seen.setdefault(device.device.casefold(), device)
    return list(seen.values())


_IMAGING = (
    ("MRI", re.compile(r"\bMRI?\b|\bmagnetic resonance\b|\b\d(?:\.\d)? ?T\b", re.IGNORECASE)),
    ("CT", re.compile(r"\b(?:fluoroscopic )?CT\b|\bcomputed tomograph|\bcone[- ]beam", re.IGNORECASE)),
    (
        "ultrasound",
        re.compile(r"\bultraso(?:und|nograph\w*|nic)\b|\bsonograph\w*|\bechocardiograph\w*|\bdoppler\b", re.IGNORECASE),
    ),
    (
        "fluoroscopy",
        re.compile(r"\bfluoroscop(?:y|ic)\b(?! CT)|\bangiograph\w*|\bx-?ray (?:guid|control)", re.IGNORECASE),
    ),
)
_NOT_GUIDANCE = re.compile(r"\b(?:focused|intensity|high-frequency)\s*$", re.IGNORECASE)


def imaging_in(text: str) -> tuple[str, ...]:
    """The imaging that a technique names, in the contract's order."""
    return tuple(
        name
        for name, pattern in _IMAGING
        if any(not _NOT_GUIDANCE.search(text[: m.start()]) for m in pattern.finditer(text))
    )


_ANAESTHESIA = re.compile(
    r"\b(?P<kind>(?:(?:local|regional|general|spinal|epidural|caudal|topical|tumescent|peribulbar|retrobulbar"
    r"|sub-?tenon'?s?|conscious|deep|light|moderate|minimal|intravenous|mild|procedural|"
    r"neuraxial|pudendal|paracervical|intracameral|infiltration"
    r"|monitored)(?: (?:or|and/or) )?)+)\s*(?P<noun>ana?esthe(?:sia|tics?)|sedation|blocks?|anaesthesia care)"
    r"|\b(?P<single>analgo?sedation|sedation|twilight ana?esthesia)\b",
    re.IGNORECASE,
)
_TEST_BLOCK = re.compile(r"\b(?:diagnostic|test|previous|earlier)\b", re.IGNORECASE)


def anaesthesia_in(value: CleanText) -> tuple[str, ...]:
    """The kinds of anaesthesia and sedation that a technique names, as printed."""
    found: list[str] = []
    for match in _ANAESTHESIA.finditer(value.norm):
        if _TEST_BLOCK.search(value.norm[max(match.start() - 25, 0) : match.start()]):
            continue
        kinds = re.split(r" (?:or|and/or) ", (match["kind"] or "").strip())
        noun = match["noun"] or ""
        found += [f"{k.strip()} {noun}" for k in kinds] if noun else [match["single"]]
    return tuple(dict.fromkeys(f[0].lower() + f[1:] if not f.startswith("Sub-Tenon") else "s" + f[1:] for f in found))
