"""What can go wrong with offers and passes."""

from shared.errors import Conflict, Forbidden, NotFound, Unprocessable


class OfferNotFound(NotFound):
    """There is no such offer."""


class OfferUnsound(Unprocessable):
    """The offer's terms do not fit together."""


class OffersFull(Conflict):
    """This has as many offers as it may have."""


class NotOnSale(Conflict):
    """This is not sold at the moment."""


class NotYourOffers(Forbidden):
    """Only administrators, and instructors who may publish the course, see to its offers."""


class CourseNotFound(NotFound):
    """There is no such course."""


class PassNotFound(NotFound):
    """There is no such pass."""


class PassInUse(Conflict):
    """The pass opens courses or is offered: take it out of sale first."""


class PassesOfCourseFull(Conflict):
    """The course is in as many passes as it may be."""


class PassOpensAll(Conflict):
    """The pass opens every course, so none is put into it by name."""


class PassFull(Conflict):
    """The pass opens as many courses by name as it may."""
