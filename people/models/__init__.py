from people.models.body import Body
from people.models.merge import Merge
from people.models.person import Person, PersonName, Post
from people.models.round import Membership, Round, RoundFocus
from people.models.sign_in import SignIn, SignInLink
from people.models.user import User

__all__ = [
    "Body",
    "Membership",
    "Merge",
    "Person",
    "PersonName",
    "Post",
    "Round",
    "RoundFocus",
    "SignIn",
    "SignInLink",
    "User",
]
