from __future__ import annotations

import numpy as np
import pandas as pd

from ml.data_preparation import Tables
from ml.feature_engineering import decides, features
from ml.training_rows import training_rows
from ml.unnamed_people import without_people
from tests.planted_company import END


def names_somebody(text: str) -> bool:
    return "@" in text or text in {"Rep 1", "Mei Tan, director"}


def test_nobody_is_left_and_everything_else_is_learned_alike(planted: Tables) -> None:
    some = np.array(["mei@acme.sg", "ali@acme.sg", "zoe@acme.sg"], object)
    rounds = planted.rounds.assign(**{"prop:Buyer": some[planted.rounds["round_id"] % 3]})
    roles = planted.touches["contact_role"].replace({"HR Director": "Mei Tan, director"})
    named = Tables(rounds, planted.stage_changes, planted.touches.assign(contact_role=roles))
    unnamed = without_people(named, names_somebody)
    told = unnamed.rounds.to_csv() + unnamed.touches.to_csv()
    assert not [word for word in ("Rep ", "@", "Mei") if word in told]
    assert set(unnamed.rounds["prop:Buyer"]) == {"value 1", "value 2", "value 3"}
    assert set(unnamed.rounds["prop:Region"]) == {"North", "South"}
    assert (decides(unnamed.touches["contact_role"]) == decides(roles)).all()
    order = dict(zip(rounds["prop:Buyer"], unnamed.rounds["prop:Buyer"], strict=True))
    assert sorted(order) == sorted(order, key=order.__getitem__)
    before, after = (training_rows(one, now=END).features for one in (named, unnamed))
    pd.testing.assert_frame_equal(before.drop(columns="prop:Buyer"), after.drop(columns="prop:Buyer"))


def test_a_missing_owner_stays_missing(planted: Tables) -> None:
    rounds = planted.rounds.assign(owner=planted.rounds["owner"].where(planted.rounds["round_id"] % 2 == 0))
    unnamed = without_people(Tables(rounds, planted.stage_changes, planted.touches), names_somebody)
    assert (unnamed.rounds["owner"].isna() == rounds["owner"].isna()).all()
    assert "owner 8" in set(unnamed.rounds["owner"])
    snapshots = training_rows(unnamed, now=END).snapshots
    assert len(features(unnamed, snapshots)) == len(snapshots)
