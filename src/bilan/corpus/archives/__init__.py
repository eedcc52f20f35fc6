"""Archives in: members one by one, as streams; what is damaged is told, and the rest read. No name in one touches
the disk."""

from bilan.corpus.archives.limits import Loss, Member

__all__ = ["Loss", "Member"]
