"""Every text of the site is there in Dutch, French and English, and none stands bare in a template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knipperlicht.web.messages import LANGUAGES, WEB, folders, missing, read_catalogue

NAMES = {"Knipperlicht", "CSV", "XLSX", "GeoJSON", "FollowTheMoney", "KBO", "JSON", "PDF"}
"""Words that are the same in every language."""
NOT_TRANSLATED = {"styleguide.html", "bulk_sample.html"}
TEXT_ATTRIBUTES = re.compile(
    r'\b(?:title|alt|placeholder|aria-label|data-confirm|data-confirm-yes|label)="([^"{]*[A-Za-z]{3}[^"{]*)"'
)
CODE = re.compile(
    r"{% comment %}.*?{% endcomment %}|{% block (?:page_class|head) %}.*?{% endblock %}|{#.*?#}|{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}"
    r"|<!--.*?-->|<(script|style|svg|code|kbd)\b.*?</\1>|<!doctype[^>]*>",
    re.DOTALL,
)
TAG = re.compile(r"<[^<>]*>", re.DOTALL)


def templates() -> list[Path]:
    """Every template of ours."""
    return sorted(p for p in WEB.rglob("templates/**/*.html") if p.name not in NOT_TRANSLATED)


def bare(text: str) -> list[str]:
    """Words in a template that no translation reaches."""
    code = re.sub(CODE, " ", text)
    words = re.findall(
        r"[A-Za-zÀ-ÿ]{3,}", re.sub(TAG, " ", code.replace("&nbsp;", " ").replace("&amp;", " "))
    )
    attributes = TEXT_ATTRIBUTES.findall(re.sub(CODE, "", text))
    return [word for word in (*words, *attributes) if word not in NAMES]


def test_bare_text_is_found():
    assert bare('{% load i18n %}<p title="Close it">Hello {% translate "x" %}</p>') == ["Hello", "Close it"]
    assert bare('<a href="/x">{{ name }}</a>{# a note #}<svg><text>abc</text></svg> Knipperlicht') == []


@pytest.mark.parametrize("path", templates(), ids=lambda p: str(p.relative_to(WEB)))
def test_no_text_stands_bare(path):
    assert bare(path.read_text("utf-8")) == []


def test_every_text_is_translated():
    assert missing() == []


def test_placeholders_are_the_same_in_every_language():
    wrong = []
    for folder in folders():
        for language in LANGUAGES:
            for message in read_catalogue(folder, language):
                if not message.id or not message.string:
                    continue
                ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
                strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
                wanted = {p for text in ids for p in re.findall(r"%\(\w+\)s|{\w*}", text)}
                wrong += [
                    (folder.name, language, text)
                    for text in strings
                    if not set(re.findall(r"%\(\w+\)s|{\w*}", text)) <= wanted
                    or (len(strings) == 1 and set(re.findall(r"%\(\w+\)s|{\w*}", text)) != wanted)
                ]
    assert wrong == []
