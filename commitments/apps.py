from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = "تعهدها"

    def ready(self) -> None:
        from commitments import elsewhere
        from commitments.clause_states import ClauseStates
        from statements import follow_up

        elsewhere.provide()
        follow_up.provide(ClauseStates())
