"""The stand-in for Razorpay: what it knows outlives its process."""

import base64
import json
import pickle
import threading

from infra.local.razorpay.service import Request, Service
from infra.local.razorpay.webhooks import Manner, Post

KEY = {"authorization": "Basic " + base64.b64encode(b"rzp_test_key:secret").decode()}
MANNER = Manner("http://school.example.org/webhooks", "whsec")


class TestStartingAgain:
    def test_orders_of_before_can_be_paid_and_events_unheard_are_sent_again(self) -> None:
        deaf = Post(lambda url, body, headers: 0)
        before = Service(deaf.put)
        order_id = ordered(before)
        deaf.set(before.account("rzp_test_key").account_id, MANNER)
        before.account("rzp_test_key").pay(order_id, outcome="failed")

        kept = pickle.loads(pickle.dumps([before.state(), deaf.state()]))
        heard, sent = threading.Event(), list[str]()

        def hear(url: str, body: bytes, headers: object) -> int:
            sent.append(json.loads(body)["event"])
            heard.set()
            return 200

        post = Post(hear)
        after = Service(post.put)
        after.restore(kept[0])
        post.restore(kept[1])
        post.start(workers=1)

        assert heard.wait(60)
        assert sent == ["payment.failed"]
        account, order = after.order(order_id)
        assert account.pay(order["id"])["status"] == "captured"
        assert ordered(after) != order_id


def ordered(service: Service) -> str:
    wish = json.dumps({"amount": 50_000, "currency": "INR", "receipt": "ord_1"}).encode()
    answer = service.answer(Request("POST", "/v1/orders", {}, KEY, wish))
    return str(json.loads(answer.body)["id"])
