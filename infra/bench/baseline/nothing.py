"""The least that a function of this kind is: FastAPI, Mangum, PynamoDB, Powertools' logger and metrics."""

from aws_lambda_powertools import Logger, Metrics
from fastapi import FastAPI
from mangum import Mangum
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

logger = Logger()
metrics = Metrics()


class Thing(Model):
    """An item."""

    class Meta:
        table_name = "things"

    pk = UnicodeAttribute(hash_key=True)


app = FastAPI()


@app.get("/nothing")
def nothing() -> dict[str, str]:
    """Do nothing."""
    return {}


handler = Mangum(app, lifespan="off")
