"""Terms that governments choose: the best, a war's, those both would sign; with proof."""
