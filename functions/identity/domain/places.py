"""Countries, currencies, languages and time zones: the codes that are accepted."""

import re
import zoneinfo

# ISO 3166-1 alpha-2.
_COUNTRY_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
# ISO 4217, the currencies of countries.
_CURRENCY_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND
VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
COUNTRIES = frozenset(_COUNTRY_CODES.split())
CURRENCIES = frozenset(_CURRENCY_CODES.split())
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_TIME_ZONE = re.compile(r"[A-Za-z]+(?:[_/+-][A-Za-z0-9]+)*")
_DEFAULT_CURRENCIES = {"IN": "INR", "US": "USD", "GB": "GBP", "AE": "AED", "SG": "SGD", "AU": "AUD", "CA": "CAD"}


class UnknownCode(ValueError):
    """The text is not one of the codes."""


def known_country(text: str) -> str:
    """The country's code. Raises ``UnknownCode``."""
    if text not in COUNTRIES:
        raise UnknownCode("must be a country code of ISO 3166-1, as IN")
    return text


def known_currency(text: str) -> str:
    """The currency's code. Raises ``UnknownCode``."""
    if text not in CURRENCIES:
        raise UnknownCode("must be a currency code of ISO 4217, as INR")
    return text


def known_locale(text: str) -> str:
    """The language tag. Raises ``UnknownCode``."""
    if not _LOCALE.fullmatch(text):
        raise UnknownCode("must be a language tag, as en-IN or hi")
    return text


def known_time_zone(text: str) -> str:
    """The time zone's name. Raises ``UnknownCode``."""
    try:
        if len(text) > 64 or not _TIME_ZONE.fullmatch(text):
            raise ValueError(text)
        zoneinfo.ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise UnknownCode("must be a time zone of the IANA database, as Asia/Kolkata") from None
    return text


def currency_of(country: str) -> str:
    """The currency to begin with in a country."""
    return _DEFAULT_CURRENCIES.get(country, "INR")
