"""A number as it is said in a sentence."""


def describe_number(value: float) -> str:
    """Return a number with three significant digits, whole numbers below a million in full.

    Examples
    --------
    >>> [describe_number(v) for v in (0.12345, 40.0, 1234.5, 12345678.0, 2e-5, -0.0)]
    ['0.123', '40', '1234', '1.23e7', '2e-5', '0']
    """
    rounded = float(f"{value:.3g}")
    if rounded == 0:
        return "0"
    if 1000 <= abs(rounded) < 1e6:
        return f"{value:.0f}"
    mantissa, _, exponent = f"{rounded:.3g}".partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa
