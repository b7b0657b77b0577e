"""What the page says between its tables."""

PREFACE = """\
# Benchmarks

Written by `make bench`. Times are processor time of the measured process alone, and what counts are the ratios: what
is compared was measured in the same run, in turn (A B A B …), and the median is taken. What a handler asks of the cloud
is recorded once and then answered by another process, word for word, so the handler does all of its own work (signing,
sending, reading) and none of the emulator's is counted. Every function runs from its built bundle and layers. The
milliseconds are those of one machine and serve to see proportions.
"""

COLD = """\
## Cold start

Importing an API function from its bundle in a fresh interpreter, against a bare function of FastAPI, Mangum, PynamoDB
and Powertools' Logger and Metrics that does nothing, on the same core layer, both byte-compiled (bare: {bare} ms).
Goal: at most {goal} times.
"""

WEIGHTS = """\
What a start consists of, in ms of each package's own modules (by `-X importtime`, which itself slows them down):
"""

KERNEL = """\
## What the kernel gains

The same small function written as the documentations of FastAPI, Mangum and PynamoDB show it, and on the kernel (which
besides checks the origin, traces, logs a line and answers errors as problems). Before there was a kernel, the plain
one took {before} ms for no call, one get and two gets.

- *Client reuse*: all rows of all tables share one botocore client and its connections. PynamoDB makes one for each
  model class: some 60 ms and a TLS handshake each.
- *Signing and sending*: later calls of an operation take over endpoint, headers and scope from its first one
  (`shared/dynamo/calls.py`), instead of working them out anew through a dozen hooks.
- *Parsing*: answers are read by pydantic-core's JSON parser without walking botocore's model of the service, and rows
  are made without first setting every default.
- *No thread*: endpoints and dependencies run where they are called; FastAPI hands plain functions to a thread.
"""

WARM = """\
## Warm requests

Processor time of a request inside the handler, against a bare FastAPI and Mangum function that makes the same calls
through plain PynamoDB models and does nothing else: no authentication, no rules, no log line, an answer of one number.
Goal: at most {goal} times; sign-in apart, whose cost is the password's hash.
"""

STORAGE = """\
## Storage

DynamoDB calls of a request, one after the other, and capacity units by AWS's published rules (R read, W written; an
eventually consistent read of 4 KB is half a unit, a transaction doubles, index entries count). Hot: the check of the
session is not older than four seconds. Cold: it is made. Goal: a hot read makes at most {most} calls, a dashboard 3.
"""

GROWTH = """\
## Growth

The same requests, for pages of equal size. Goal: calls, units and time at most {goal} times.
"""

MEMORY = """\
## Memory

Resident size of a function's process after {early:,} and after {late:,} requests. Goal: no growth.
"""

SIZE = """\
## Size

Zipped. Goals: a bundle at most {bundle:.0f} MB, the core layer at most {core:.0f} MB.
"""

SEARCH = """\
## Search

An index of {courses} generated courses, each with {words} words of lessons' text, in process (processor time, every
answer with its page of 25, the number of all and seven facets). Making it from entries takes {build} s; it has
{folder} MB in its folder and {packed} MB as a file. A process opens it from the file in {open} ms, holds {resident} MB
more after all the questions below, and takes in one changed course in {change} ms. Goal: at most {goal} ms at the 95th
percentile.
"""

BESIDE = """\
## Beside a peer

What LearnHouse (FastAPI and PostgreSQL) spends on a like machine of two cores, in processor time per request. It makes
1 to 30 SQL statements for each, holds 295 MB and takes 4.1 s to import. Goal: a quarter of it or less where it takes
more than 15 ms, never more than it elsewhere.
"""
