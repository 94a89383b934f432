from django.apps import AppConfig


class Qazvin20Config(AppConfig):
    name = "qazvin20"
