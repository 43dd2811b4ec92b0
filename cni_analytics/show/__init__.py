"""Decisions for people to look at: their text and pages with every fact marked where it stands."""

from cni_analytics.show.html import anchors, html_fragment, html_page
from cni_analytics.show.pictures import Picture, pictures
from cni_analytics.show.terminal import terminal

__all__ = ["Picture", "anchors", "html_fragment", "html_page", "pictures", "terminal"]
