"""The page on which a person pays: HTML that works without scripts, and goes back to the shop with a signature."""

import hashlib
import hmac
from html import escape
from urllib.parse import urlencode

from infra.local.razorpay.accounts import Json

OUTCOMES = {
    "captured": "Pay",
    "authorized": "Pay, but let the bank answer late",
    "failed": "Let the payment fail",
}
METHODS = {"upi": "UPI", "card": "Card", "netbanking": "Net banking"}


def pay_page(order: Json, back: str, said: str = "") -> str:
    """What is to be paid, and by which buttons."""
    methods = "".join(
        f'<label><input type="radio" name="method" value="{name}"{" checked" if name == "upi" else ""}> {title}</label>'
        for name, title in METHODS.items()
    )
    buttons = "".join(
        f'<button name="outcome" value="{name}" id="{name}">{escape(title)}</button>'
        for name, title in OUTCOMES.items()
    )
    paid = order["status"] == "paid"
    form = (
        '<p class="done" id="done">This order is paid. You may close the window.</p>'
        if paid
        else f'<form method="post"><fieldset><legend>How</legend>{methods}</fieldset>'
        f'<input type="hidden" name="back" value="{escape(back)}">{buttons}</form>'
    )
    amount = f"{order['currency']} {order['amount'] // 100:,}.{order['amount'] % 100:02}"
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Pay</title>"
        '<meta name="viewport" content="width=device-width">'
        "<style>body{font:16px system-ui;max-width:26rem;margin:3rem auto;padding:0 1rem;color:#1b2333}"
        "h1{font-size:1.1rem;color:#566}.amount{font-size:2.2rem;margin:.2rem 0 1.2rem}"
        "fieldset{border:1px solid #cdd;border-radius:8px;margin:0 0 1rem}label{display:block;padding:.3rem 0}"
        "button{display:block;width:100%;padding:.8rem;margin:.5rem 0;border:0;border-radius:8px;font:inherit;"
        "background:#e6ecf5;cursor:pointer}button:first-of-type{background:#1f5eff;color:#fff}"
        ".note{color:#667;font-size:.85rem}.said{background:#fff3d6;padding:.7rem;border-radius:8px}</style>"
        f"<h1>Razorpay stand-in: no money moves</h1><p class=amount>{amount}</p>"
        f"{f'<p class=said id=said>{escape(said)}</p>' if said else ''}{form}"
        f"<p class=note>Order {escape(order['id'])}, receipt {escape(str(order['receipt']))}</p></html>"
    )


def returning(back: str, order_id: str, payment_id: str, secret: str) -> str:
    """The shop's address with what Razorpay's checkout would hand to it."""
    signature = hmac.new(secret.encode(), f"{order_id}|{payment_id}".encode(), hashlib.sha256).hexdigest()
    told = {"razorpay_order_id": order_id, "razorpay_payment_id": payment_id, "razorpay_signature": signature}
    return f"{back}{'&' if '?' in back else '?'}{urlencode(told)}"
