"""A bare Gradio chat that says what it was told, to measure against: `python echo.py PORT`."""

from __future__ import annotations

import sys

import gradio as gr


def echo(message: str, _history: list[dict[str, str]]) -> str:
    return message


if __name__ == "__main__":
    demo = gr.ChatInterface(echo, analytics_enabled=False)
    _, address, _ = demo.launch(server_port=int(sys.argv[1]), prevent_thread_lock=True, quiet=True)
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    demo.block_thread()
