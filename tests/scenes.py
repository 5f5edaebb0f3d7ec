"""Invented photographs for the checks: a meeting, a counter, a signed page; and what mail and chat make of a copy.

Drawn, not taken: nobody stands in them. Scenes of one kind are drawn alike, as meetings look alike, and differ in who
sits where, in light and in the place of the camera.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

SIZE = (960, 720)


def meeting(seed: str) -> Image.Image:
    """A room with a banner, a long table and people around it."""
    chance = random.Random(f"meeting {seed}")
    picture = _room(chance)
    draw = ImageDraw.Draw(picture)
    wide, high = SIZE
    left, top = chance.randint(180, 300), chance.randint(40, 90)
    draw.rectangle(
        (left, top, left + chance.randint(340, 440), top + chance.randint(120, 190)), _colour(chance, 90, 250)
    )
    for line in range(3):
        draw.rectangle(
            (left + 30, top + 25 + line * 30, left + 90 + chance.randint(60, 200), top + 37 + line * 30),
            (240, 240, 240),
        )
    draw.polygon(((120, high), (wide - 120, high), (wide - 320, 380), (320, 380)), _colour(chance, 90, 160))
    for seat in range(chance.randint(6, 10)):
        _person(
            draw,
            chance,
            60 + seat * 92 + chance.randint(-30, 30),
            330 + chance.randint(-40, 120),
            chance.randint(46, 74),
        )
    return _finish(picture, chance)


def counter(seed: str) -> Image.Image:
    """A service counter with its desks, boards and a queue."""
    chance = random.Random(f"counter {seed}")
    picture = _room(chance)
    draw = ImageDraw.Draw(picture)
    wide, _ = SIZE
    level = chance.randint(330, 400)
    draw.rectangle((0, level, wide, level + 130), _colour(chance, 100, 220))
    for window in range(4):
        left = 40 + window * 230 + chance.randint(-20, 20)
        draw.rectangle((left, level - 190, left + 150, level - 20), _colour(chance, 150, 255))
        if chance.random() < 0.7:
            _person(draw, chance, left + 70, level - 60, 50)
    for _ in range(chance.randint(3, 7)):
        _person(draw, chance, chance.randint(40, wide - 40), chance.randint(430, 560), chance.randint(60, 95))
    return _finish(picture, chance)


def letter(seed: str) -> Image.Image:
    """A signed page laid on a desk: a letterhead that all share, lines of another text each time."""
    chance = random.Random(f"letter {seed}")
    picture = Image.new("RGB", SIZE, _colour(chance, 90, 140))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((200, 20, 760, 700), (247, 246, 240))
    draw.ellipse((230, 40, 290, 100), (60, 60, 90))
    for line, width in enumerate((300, 380, 330)):
        draw.rectangle((320, 44 + line * 20, 320 + width, 54 + line * 20), (40, 40, 40))
    draw.line((220, 112, 740, 112), (20, 20, 20), 4)
    line = 150
    while line < 560:
        draw.rectangle((240, line, 240 + chance.randint(140, 470), line + 7), (80, 80, 80))
        line += chance.choice((16, 16, 16, 40))
    draw.rectangle((520, 590, 520 + chance.randint(120, 200), 600), (60, 60, 60))
    draw.ellipse((500 + chance.randint(-40, 40), 600, 600, 680), outline=(90, 60, 170), width=4)
    return _finish(picture, chance)


KINDS: tuple[Callable[[str], Image.Image], ...] = (meeting, counter, letter)


def as_jpeg(picture: Image.Image, quality: int = 88) -> bytes:
    """The bytes of a JPEG file."""
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=quality)
    return held.getvalue()


def recompressed(picture: Image.Image, chance: random.Random) -> bytes:
    """Saved again, worse."""
    return as_jpeg(picture, chance.randint(25, 60))


def resized(picture: Image.Image, chance: random.Random) -> bytes:
    """Made smaller, as chat does."""
    share = chance.uniform(0.3, 0.8)
    return as_jpeg(picture.resize((round(picture.width * share), round(picture.height * share))), 70)


def cropped(picture: Image.Image, chance: random.Random) -> bytes:
    """A little cut off, at most 4 % at each side, and saved smaller."""
    wide, high = picture.size
    left, top, right, bottom = (chance.uniform(0, 0.04) for _ in range(4))
    cut = picture.crop(
        (round(wide * left), round(high * top), round(wide * (1 - right)), round(high * (1 - bottom)))
    )
    return as_jpeg(cut.resize((round(cut.width * 0.7), round(cut.height * 0.7))), 75)


def brightened(picture: Image.Image, chance: random.Random) -> bytes:
    """Lighter or darker, with more or less contrast."""
    lit = ImageEnhance.Brightness(picture).enhance(chance.uniform(0.85, 1.18))
    return as_jpeg(ImageEnhance.Contrast(lit).enhance(chance.uniform(0.85, 1.2)), 75)


COPIES: tuple[Callable[[Image.Image, random.Random], bytes], ...] = (
    recompressed,
    resized,
    cropped,
    brightened,
)


def _room(chance: random.Random) -> Image.Image:
    """Wall and floor with the light from one side."""
    wall, floor = _colour(chance, 150, 240), _colour(chance, 70, 150)
    light = Image.linear_gradient("L").resize(SIZE).rotate(chance.choice((0, 90, 180, 270)), expand=False)
    picture = Image.new("RGB", SIZE, wall)
    ImageDraw.Draw(picture).rectangle((0, chance.randint(330, 400), *SIZE), floor)
    shade = Image.merge("RGB", (light, light, light))
    return Image.blend(picture, shade, 0.18)


def _person(draw: ImageDraw.ImageDraw, chance: random.Random, x: int, y: int, size: int) -> None:
    body = _colour(chance, 20, 220)
    draw.ellipse((x - size * 0.8, y + size * 0.5, x + size * 0.8, y + size * 3), body)
    draw.ellipse((x - size * 0.38, y - size * 0.4, x + size * 0.38, y + size * 0.6), _colour(chance, 90, 190))
    draw.chord((x - size * 0.4, y - size * 0.5, x + size * 0.4, y + size * 0.3), 180, 360, (30, 25, 25))


def _finish(picture: Image.Image, chance: random.Random) -> Image.Image:
    """A camera held a little otherwise, and its noise."""
    turned = picture.rotate(chance.uniform(-1.5, 1.5), Image.Resampling.BILINEAR, fillcolor=(120, 120, 120))
    noise = Image.effect_noise(SIZE, 14).convert("RGB")
    return Image.blend(turned.filter(ImageFilter.GaussianBlur(0.8)), noise, 0.06)


def _colour(chance: random.Random, low: int, high: int) -> tuple[int, int, int]:
    return chance.randint(low, high), chance.randint(low, high), chance.randint(low, high)


@dataclass(frozen=True, slots=True)
class Planted:
    """Pictures by name, and the pairs of names that show the same, by what was done to the copy."""

    files: Mapping[str, bytes]
    truth: Mapping[tuple[str, str], str]


def plant(seed: str = "0", times: int = 4) -> Planted:
    """`times` scenes of each kind, each with one copy of every sort; scenes of a kind look alike and are none."""
    files: dict[str, bytes] = {}
    truth: dict[tuple[str, str], str] = {}
    for draw in KINDS:
        for number in range(times):
            name = f"{draw.__name__}-{number}"
            picture, chance = draw(f"{seed}-{number}"), random.Random(f"{seed}-{name}")
            files[name] = as_jpeg(picture)
            for copy in COPIES:
                if draw is letter and copy is cropped:
                    continue  # a page that was cut is not promised
                files[f"{name}-{copy.__name__}"] = copy(picture, chance)
            made = sorted(one for one in files if one == name or one.startswith(f"{name}-"))
            truth |= {
                (one, other): max(one, other).rpartition("-")[2]
                for at, one in enumerate(made)
                for other in made[at + 1 :]
            }
    return Planted(files, truth)
