"""Static files under names that change with their content, compressed once, at collectstatic."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedFiles(CompressedManifestStaticFilesStorage):
    """As whitenoise does it, but a file that was not collected is linked under its plain name.

    So commands and tests run before anything was collected, and a missing icon never takes a page down.
    """

    support_js_module_import_aggregation = True  # a module finds another under the name that changes with its content

    def stored_name(self, name: str) -> str:
        return self.hashed_files.get(self.hash_key(self.clean_name(name))) or name
