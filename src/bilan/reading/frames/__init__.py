"""From mentions to statements: one module for each kind, over one shared view of the page."""
