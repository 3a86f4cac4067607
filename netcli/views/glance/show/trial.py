from netcli.views.full.show import card
from msgspec import Struct
class ShortTrial(Struct): id: str
def trial_glance(r,k): return card(r,k)
def trial_row(r,k): return ShortTrial(r.id)
