"""The statuses that the roles get, in the order of cast.ROLES: visitor, member, liaison, secretary, confirmer,
administrator."""

OPEN = "200 200 200 200 200 200"
READ_ONLY = "405 405 405 405 405 405"
NOT_THERE = "404 404 404 404 404 404"
# An address that is closed to visitors sends them to sign in, whatever the method.
CLOSED = "302 405 405 405 405 405"
FOR_MEMBERS = "404 200 404 200 200 200"
IN_REVIEW = "302 200 404 200 200 200"
FOR_WRITERS = "302 404 404 200 200 200"
FOR_CONFIRMERS = "302 404 404 404 200 200"
FOR_ADMINISTRATORS = "302 404 404 404 404 200"
SIGNED_IN = "302 200 200 200 200 200"
ALL_ON = "302 302 302 302 302 302"
FOR_KEEPERS = (FOR_WRITERS, "302 404 404 422 422 422")  # a form, which empty is not in order
KEEPERS_STEP = (CLOSED, "302 404 404 302 302 302")  # a button, told of on the page that it stands on
NOTHING_YET = "302 404 404 404 404 404"
LED_ON = "302 404 404 302 302 302"
TOO_LATE = "302 404 404 409 409 409"  # what is no longer open takes nothing
