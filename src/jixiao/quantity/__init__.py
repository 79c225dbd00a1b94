"""What a number is: exact money and quantities, rates that keep both terms, and figures as ink says them."""

from jixiao.quantity.figure import Figure
from jixiao.quantity.interval import Interval
from jixiao.quantity.money import FEN, WAN, YI, YUAN, Money, MoneyUnit
from jixiao.quantity.quantity import Precision, Quantity
from jixiao.quantity.rate import Rate

__all__ = [
    "FEN",
    "WAN",
    "YI",
    "YUAN",
    "Figure",
    "Interval",
    "Money",
    "MoneyUnit",
    "Precision",
    "Quantity",
    "Rate",
]
