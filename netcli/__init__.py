"""netcli: an offline, cited clinical reference on neuroendocrine tumours for the terminal."""

__version__ = "0.1.0"
