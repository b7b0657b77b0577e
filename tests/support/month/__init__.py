"""A month of many learners, made by chance from a seed, and everything that follows from it, computed naively.

``life`` makes what devices send: in time zones, from phones that were offline, twice, in any order, with clocks that
are wrong. ``answers`` says who knows what. ``diary`` remembers all of it, the slow and obvious way. ``playing`` sends
it through the public handlers at the moments it is of. ``aggregates`` compares what is stored with the diary: whoever
adds an aggregate to the product adds a class there.
"""
