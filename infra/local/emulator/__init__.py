"""MiniStack, started so that what is deployed to AWS runs here unchanged.

Runs in its own environment (`.venv-cloud`), because MiniStack pins its own botocore: nothing here may import the rest
of the project, and nobody imports this. `python -m infra.local.emulator` is started by `infra.local.cloud`.
"""
