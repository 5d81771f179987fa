"""From Belgian Lambert 72 (EPSG:31370, metres) to longitude and latitude (WGS84, degrees).

Conic projection of Lambert with two parallels on the ellipsoid International 1924, then the seven parameters of the
Belgian datum (EPSG:15929, as published by the National Geographic Institute). Good to about a metre.
"""

from __future__ import annotations

from math import asin, atan, atan2, cos, degrees, hypot, log, pi, radians, sin, sqrt, tan

_A, _F = 6378388.0, 1 / 297
_E = sqrt(2 * _F - _F * _F)
_LON0 = radians(4.367486666666666)
_PARALLELS = (radians(51.16666723333333), radians(49.8333339))
_X0, _Y0 = 150000.013, 5400088.438
_WGS_A, _WGS_F = 6378137.0, 1 / 298.257223563
_SHIFT = (-106.868628, 52.297783, -103.723893)
_SECOND = pi / 180 / 3600
_TURN = (0.336570 * _SECOND, -0.456955 * _SECOND, 1.842183 * _SECOND)
_SCALE = 1 - 1.2747e-6


def _m(latitude: float) -> float:
    return cos(latitude) / sqrt(1 - (_E * sin(latitude)) ** 2)


def _stretch(latitude: float) -> float:
    return float(((1 - _E * sin(latitude)) / (1 + _E * sin(latitude))) ** (_E / 2))


def _t(latitude: float) -> float:
    return tan(pi / 4 - latitude / 2) / _stretch(latitude)


_N = (log(_m(_PARALLELS[0])) - log(_m(_PARALLELS[1]))) / (log(_t(_PARALLELS[0])) - log(_t(_PARALLELS[1])))
_G = _m(_PARALLELS[0]) / (_N * _t(_PARALLELS[0]) ** _N)


def to_wgs84(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude in degrees, eight decimals; (0, 0) gives the sea of fields near Amiens."""
    east, south = x - _X0, _Y0 - y
    ratio = (hypot(east, south) / (_A * _G)) ** (1 / _N)
    longitude = atan2(east, south) / _N + _LON0
    latitude = pi / 2 - 2 * atan(ratio)
    for _ in range(8):
        latitude = pi / 2 - 2 * atan(ratio * _stretch(latitude))
    return _shifted(longitude, latitude)


def _shifted(longitude: float, latitude: float) -> tuple[float, float]:
    normal = _A / sqrt(1 - (_E * sin(latitude)) ** 2)
    a = normal * cos(latitude) * cos(longitude)
    b = normal * cos(latitude) * sin(longitude)
    c = normal * (1 - _E * _E) * sin(latitude)
    rx, ry, rz = _TURN
    x = _SHIFT[0] + _SCALE * (a - rz * b + ry * c)
    y = _SHIFT[1] + _SCALE * (rz * a + b - rx * c)
    z = _SHIFT[2] + _SCALE * (-ry * a + rx * b + c)
    flat = 2 * _WGS_F - _WGS_F * _WGS_F
    away = hypot(x, y)
    found = asin(z / hypot(away, z))
    for _ in range(8):
        radius = _WGS_A / sqrt(1 - flat * sin(found) ** 2)
        found = atan2(z + flat * radius * sin(found), away)
    return round(degrees(atan2(y, x)), 8), round(degrees(found), 8)
