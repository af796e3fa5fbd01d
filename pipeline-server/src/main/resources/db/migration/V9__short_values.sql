-- Values of at most four characters lead to their block as a whole, not by their words, which stand anywhere (docs/adr/0011). Blocks
-- from before lack them: with the mark of an event that has more terms than are kept, every search looks into them.
update event_block set terms = array_append(terms, -3601854233268407493);
