"""Month names and their usual short forms in the languages that exports come in, all in lower case."""

_NAMES = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "de-at": "jänner feber märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "ru-of": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
}
_SHORT = {
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "en2": "- - - - - - - - sept - - -",
    "de": "jan feb mär apr mai jun jul aug sep okt nov dez",
    "de2": "jän febr mrz - - - - - sept - - -",
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
    "fr2": "jan fev mar avr mai jun jul aou sep oct nov dec",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "pl": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "ru": "янв фев мар апр май июн июл авг сен окт ноя дек",
    "ru2": "- февр марта апр мая июня июля - сент - нояб -",
    "uk": "січ лют бер кві тра чер лип сер вер жов лис гру",
}


def _table() -> dict[str, int]:
    found: dict[str, int] = {}
    clashes: set[str] = set()
    for names in (*_NAMES.values(), *_SHORT.values()):
        for month, name in enumerate(names.split(), 1):
            if found.setdefault(name, month) != month:
                clashes.add(name)
    assert not clashes - {"-"}, clashes
    found.pop("-", None)
    return found


#: Name or short form in lower case to month number.
MONTHS: dict[str, int] = _table()
