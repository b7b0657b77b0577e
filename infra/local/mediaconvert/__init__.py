"""What MediaConvert is on AWS: speaks its REST API on the loopback, and transcodes with ffmpeg.

It reads and writes the local cloud's S3 and tells the default event bus what becomes of a job. What a job asks for and
this cannot do is refused, never passed over. Roles are not checked: it works with the operator's rights.
"""
