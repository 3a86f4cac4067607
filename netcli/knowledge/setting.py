"""What a record is judged against: everything that there is, by id and by name."""

from functools import cached_property

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, names_in
from netcli.knowledge.sites import covered_by


class Setting:
    """What a record is judged against.

    `merged` is everything together, `ids` every id by collection, `latest` the last day on which something can have
    happened (YYYY-MM-DD), `bundled` what an overlay lies on, None for bundled records.
    """

    def __init__(self, merged: Knowledge, ids: dict[str, set[str]], latest: str, bundled: Knowledge | None) -> None:
        self.merged = merged
        self.ids = ids
        self.latest = latest
        self.bundled = bundled

    def owners(self, collection: str, name: str) -> set[str]:
        """Return the records of a collection that answer to a name."""
        return set(names_in(self.merged, COLLECTIONS[collection]).any.get(key(name), ()))

    def can_be_shown(self, name: str) -> bool:
        """Tell whether `netcli show` opens a name, or the name of one of its collections and a name."""
        collection, colon, rest = name.partition(":")
        among, wanted = ((collection,), rest) if colon and collection in COLLECTIONS else (tuple(COLLECTIONS), name)
        return any(self.owners(one, wanted) for one in among)

    @cached_property
    def coverage(self) -> dict[str, set[str]]:
        """Every bundled site with all that it covers once the overlays are laid over it."""
        bundled = self.bundled.of(model.Site) if self.bundled else {}
        return {site: covered_by(site, self.merged.of(model.Site)) for site in bundled}
