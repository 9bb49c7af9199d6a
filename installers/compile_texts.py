"""Compiles every .po file, so that the window does not do it at each start."""

from desk.i18n import compile_po, languages, po_file


def main() -> None:
    for language in languages()[1:]:
        source = po_file(language)
        source.with_suffix(".mo").write_bytes(compile_po(source))


if __name__ == "__main__":
    main()
