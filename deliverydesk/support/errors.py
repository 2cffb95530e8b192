"""The root of everything that goes wrong in words; the files of this floor raise it as it is."""


class DeskError(Exception):
    """Something that cannot be done, said in one plain sentence (`str(error)`)."""
