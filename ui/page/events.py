"""How the page's controls are answered.  Knows Gradio's options alone."""

from __future__ import annotations

from typing import Any

#: In one request, without a queue, and under no name: programs have better addresses for everything here.
QUIET: dict[str, Any] = {"api_visibility": "private", "queue": False, "show_progress": "hidden"}
#: With a queue, for what takes a while and tells how it goes on; at most two at a time.
SLOW: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": 2, "show_progress": "minimal"}
