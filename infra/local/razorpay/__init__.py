"""What Razorpay is on the internet: speaks its REST API, has a page to pay on, and sends signed webhooks.

It pretends: no money moves. Every key whose secret it has not heard before is accepted and remembered.
"""
