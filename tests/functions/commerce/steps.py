"""Steps that the market may take, for Hypothesis to draw."""

from hypothesis import strategies as st

numbers = st.integers(0, 7)
deaths = st.one_of(st.none(), st.none(), st.integers(0, 24))
moments = st.sampled_from(["before", "after"])
amounts = st.sampled_from([None, 100, 33_333, 90_000])


def _step(name: str, *given: st.SearchStrategy[object], dies: bool = True) -> st.SearchStrategy[object]:
    return st.tuples(st.just(name), st.tuples(*given), deaths if dies else st.none(), moments)


steps = st.lists(
    st.one_of(
        _step("place", st.integers(0, 1), st.booleans(), st.booleans()),
        _step("place", st.integers(0, 1), st.booleans(), st.booleans()),
        _step("pay", numbers, st.sampled_from(["captured", "captured", "authorized", "failed"]), amounts, dies=False),
        _step("pay", numbers, st.just("captured"), st.none(), dies=False),
        _step("answer_late", numbers, dies=False),
        _step("subscribe", st.integers(0, 1), st.booleans()),
        _step("charge", numbers, st.sampled_from(["captured", "captured", "failed"]), dies=False),
        _step("settle", dies=False),
        _step("hear", st.integers(0, 30), st.integers(1, 2)),
        _step("hear", st.integers(0, 30), st.integers(1, 2)),
        _step("confirm", numbers),
        _step("refund", numbers, amounts),
        _step("refund_at_gateway", numbers, st.sampled_from([100, 33_333, 100_000]), dies=False),
        st.tuples(st.just("look_soon"), st.just(()), deaths, moments),
        st.tuples(st.just("look_late"), st.just(()), deaths, moments),
    ),
    min_size=2,
    max_size=12,
)
