from datetime import datetime

import pytest

from rbdesk.ui.models.greeting import greeting


@pytest.mark.parametrize(
    ("hour", "part"), [(3, "malam"), (4, "pagi"), (11, "siang"), (15, "sore"), (19, "malam")]
)
def test_it_fits_the_hour_and_names_the_day(hour, part):
    when = datetime(2020, 8, 27, hour)

    assert greeting(when, "Siti Contoh") == f"Selamat {part}, Siti Contoh. Kamis, 27 Agustus 2020"
    assert greeting(when, "").startswith(f"Selamat {part}. ")
