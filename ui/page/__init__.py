"""The page that people use: a chat beside the documents, evidence, audit, a query editor.

The only folder that knows Gradio.
"""
