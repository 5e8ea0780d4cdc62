"""The parts of a Word file as XML trees: a zip file that is measured before it is unpacked, XML without definitions.

Knows zip files and XML; knows nothing of what the parts say.  The only door to defusedxml.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Bytes of XML that all parts may have together when unpacked, files of a package, and how deep elements may nest.
LARGEST = 200_000_000
FILES = 20_000

_TYPES = "[Content_Types].xml"
_OFFICE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """An opened Word file; raises EvigraphError where it is none, is damaged, unpacks to too much, or has macros."""

    def __init__(self, content: bytes) -> None:
        """Open a package."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
            raise EvigraphError("is damaged (no whole zip file); save it anew") from None
        self._names = {info.filename: info for info in self._zip.infolist()}
        if len(self._names) > FILES or sum(i.file_size for i in self._names.values() if _is_xml(i.filename)) > LARGEST:
            raise EvigraphError(f"unpacks to more than {LARGEST // 1_000_000} MB; no document does")
        types = self._bytes(_TYPES)
        if types is None:
            raise EvigraphError("is a zip file but no Word document; give the document itself")
        if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in self._names):
            raise EvigraphError("has macros; save it as .docx without them")
        self.main = self._main()

    def tree(self, name: str) -> Element | None:
        """The XML of a part, None where there is none."""
        content = self._bytes(name)
        if content is None:
            return None
        try:
            root: Element = fromstring(content, forbid_dtd=True)
        except DefusedXmlException:
            raise EvigraphError("defines entities of its own, which no Word document does; save it anew") from None
        except (ParseError, LookupError, ValueError):
            raise EvigraphError(f"is damaged ({name} is no XML); save it anew") from None
        return root

    def beside(self, name: str) -> Element | None:
        """The XML of a part in the folder of the main part."""
        return self.tree(posixpath.join(posixpath.dirname(self.main), name))

    def _main(self) -> str:
        """The name of the part that holds the text."""
        relations = self.tree("_rels/.rels")
        for relation in relations.iter(_OFFICE) if relations is not None else ():
            if relation.get("Type", "").endswith("/officeDocument"):
                name = relation.get("Target", "").lstrip("/")
                if name in self._names and "word" in name:
                    return name
        raise EvigraphError("is no Word document (it may be a sheet or slides); save it as .docx")

    def _bytes(self, name: str) -> bytes | None:
        if name not in self._names:
            return None
        try:
            return self._zip.read(name)
        except RuntimeError:
            raise EvigraphError("has a password; save it without") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            raise EvigraphError(f"is damaged ({name} cannot be unpacked); save it anew") from None


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))
