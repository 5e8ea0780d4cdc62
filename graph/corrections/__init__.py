"""Reviewed corrections of facts: kept beside the store's generations, so that they survive every rebuild."""
