"""Views of an edition: plain rows, and the faces made of them."""
