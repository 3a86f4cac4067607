"""netcli: an offline, cited clinical reference on neuroendocrine tumours for the terminal.

The public functions are in `netcli.api`; they are imported when first used, so that `import netcli` costs nothing.
"""

TYPE_CHECKING = False  # as in typing, the import of which would double the time of --version
if TYPE_CHECKING:
    from netcli.api import case, changes, codes, grade, load, schedule, search, therapies, trials
else:

    def __getattr__(name: str) -> object:
        """Import a public function when it is first used."""
        if name not in __all__:
            raise AttributeError(f"module 'netcli' has no attribute '{name}'")
        from netcli import api

        return getattr(api, name)


__version__ = "0.1.1"
__all__ = ["__version__", "case", "changes", "codes", "grade", "load", "schedule", "search", "therapies", "trials"]


def __dir__() -> list[str]:
    return __all__
