from netcli.views.full.show import card
from msgspec import Struct
class ShortSite(Struct): id: str
def site_glance(r,k): return card(r,k)
def site_row(r,k): return ShortSite(r.id)
