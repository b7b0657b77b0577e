"""What people earned and were paid, over HTTP: for finance, and for themselves."""

from typing import Annotated

from fastapi import Query, status

from functions.commerce.published import books
from functions.finance.domain.months import month_named
from functions.finance.errors import PayoutTooLarge, StatementNotFound
from functions.finance.permissions import PAY_OUT, SEE_EARNINGS, SEE_FINANCE
from functions.finance.schemas.payouts import (
    BalanceOut,
    MonthQuery,
    MovementOut,
    OwedOut,
    PayoutIn,
    PayoutOut,
    StatementOut,
    StatementsOut,
)
from functions.finance.wiring import Payouts
from shared.auth import Caller, permitted
from shared.clock import system_clock
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceRequired
from shared.pagination import Paging, page_out
from shared.schemas import BodyId, PageOut, PathId

router = api_router(tag="Finance")

Accountant = Annotated[Caller, permitted(SEE_FINANCE)]
Cashier = Annotated[Caller, permitted(PAY_OUT)]
Earner = Annotated[Caller, permitted(SEE_EARNINGS)]


@router.get("/finance/balances", responses=problems())
def list_balances(caller: Accountant, paging: Paging) -> PageOut[BalanceOut]:
    """List what every account of the ledger amounts to in every currency, by its name."""
    start = paging.start("balances", org_id=caller.org_id)
    page = books.list_balances(caller.org_id, limit=paging.limit, start=start)
    return page_out(page, BalanceOut.model_validate, "balances", org_id=caller.org_id)


@router.get("/finance/statements", responses=problems())
def list_statements(caller: Accountant, payouts: Payouts, paging: Paging, month: MonthQuery = None) -> PageOut[OwedOut]:
    """List who earned something in a month (UTC) by teaching or by bringing buyers, had it taken back, or was paid."""
    which = month or month_named(system_clock.now())
    query = f"statements|{which}"
    page = payouts.owed(which, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, OwedOut.of, query, org_id=caller.org_id)


@router.get("/finance/statements/{user_id}", responses=problems(StatementNotFound))
def read_statement(user_id: PathId, _: Accountant, payouts: Payouts, month: MonthQuery = None) -> StatementsOut:
    """Read somebody's statements of a month (UTC), one for each currency, as things stand now."""
    found = payouts.statements_of(user_id, month or month_named(system_clock.now()))
    return StatementsOut(items=[StatementOut.of(one) for one in found])


@router.post(
    "/finance/payouts",
    status_code=status.HTTP_201_CREATED,
    responses=problems(PayoutTooLarge, IdempotencyKeyReused),
)
def note_payout(body: PayoutIn, caller: Cashier, payouts: Payouts, once: OnceRequired) -> PayoutOut:
    """Note that somebody was paid, outside of here, of what is due to them now. The ledger books it."""
    return PayoutOut.model_validate(payouts.pay(body.wish(), by=caller, once=once))


@router.get("/finance/payouts", responses=problems())
def list_payouts(
    caller: Accountant,
    payouts: Payouts,
    paging: Paging,
    user_id: Annotated[BodyId | None, Query(description="Those of one person only.")] = None,
) -> PageOut[PayoutOut]:
    """List payouts, newest first."""
    query = f"payouts|{user_id}"
    page = payouts.list(user_id, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, PayoutOut.model_validate, query, org_id=caller.org_id)


@router.get("/earnings", responses=problems())
def read_earnings(caller: Earner, payouts: Payouts, month: MonthQuery = None) -> StatementsOut:
    """Read what you earned in a month (UTC) by teaching or by bringing buyers, and what of it is due."""
    found = payouts.statements(caller.user_id, month or month_named(system_clock.now()))
    return StatementsOut(items=[StatementOut.of(one) for one in found])


@router.get("/earnings/movements", responses=problems())
def list_earnings(caller: Earner, payouts: Payouts, paging: Paging, month: MonthQuery = None) -> PageOut[MovementOut]:
    """List what you earned in a month (UTC), sale by sale, with what went back and what you were paid."""
    which = month or month_named(system_clock.now())
    query = f"earnings|{which}|{caller.user_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = payouts.movements(caller.user_id, which, limit=paging.limit, start=start)
    return page_out(page, MovementOut.model_validate, query, org_id=caller.org_id)
