"""One text prepared for reading: flat and masked words, paragraphs, furniture, and a judge for its sentences."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from speeches.reading import sentences, verdicts
from speeches.reading.sentences import Sentence
from speeches.reading.verdicts import Verdict

ENDS_POINT = frozenset({"tail", "date-line", "title-line", "speaker-line", "heading-line"})


@dataclass
class Page:
    """What all steps look at; places are offsets into `chars`."""

    chars: str
    masked: str
    actor_end: re.Pattern[str]
    furniture: list[tuple[int, int, str]] = field(default_factory=list)
    judged: dict[tuple[int, int], str] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def furnish(self, furniture: list[tuple[int, int, str]]) -> None:
        """Note what surrounds the matter."""
        self.furniture = sorted(furniture)
        self.starts = [a for a, _, _ in self.furniture]
        self.breaks = [a for a, _, rule in self.furniture if rule in ENDS_POINT]

    def next_break(self, place: int, end: int) -> int:
        """The first heading line, signature or the like after a place, at most `end`."""
        number = bisect_right(self.breaks, place)
        return min(end, self.breaks[number]) if number < len(self.breaks) else end

    def sentences(self, start: int, end: int) -> list[Sentence]:
        """The sentences between two places, furniture left out."""
        found: list[Sentence] = []
        position = start
        for number in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            a, b, _ = self.furniture[number]
            found += sentences.split(self.chars, position, a) if a > position else []
            position = max(position, b)
        return found + (sentences.split(self.chars, position, end) if position < end else [])

    def judge(self, sentence: Sentence, mood: str | None = None) -> Verdict:
        """The verdict on a sentence; its rule is noted for the pieces."""
        verdict = verdicts.judge(self.masked, sentence, self.actor_end, mood)
        self.note(sentence, verdict.rule)
        return verdict

    def note(self, sentence: Sentence, rule: str) -> None:
        """Remember which rule decided a sentence."""
        self.judged[sentence.start, sentence.end] = rule

    def words(self, start: int, end: int) -> str:
        """The flat words of a span."""
        return self.chars[start:end]
