"""What can keep the local cloud from working, as messages for the person who started it.

LocalCloudFailure    catch this one; its text says what happened and what to do
├── MissingTool      something that `make` installs is not there
├── PortInUse        another program listens where the local cloud wants to
├── AlreadyRunning   the same data is in use by another local cloud
├── DeploymentFailed CloudFormation refused a stack
├── DidNotStart      a process ended, or did not answer in time
└── CommandFailed    an operator's command did not work
"""


class LocalCloudFailure(Exception):
    """The local cloud cannot do what was asked."""


class MissingTool(LocalCloudFailure):
    """Something that `make` installs is not there."""


class PortInUse(LocalCloudFailure):
    """Another program listens where the local cloud wants to."""


class AlreadyRunning(LocalCloudFailure):
    """The same data is in use by another local cloud."""


class DeploymentFailed(LocalCloudFailure):
    """CloudFormation refused a stack."""


class DidNotStart(LocalCloudFailure):
    """A process ended, or did not answer in time."""


class CommandFailed(LocalCloudFailure):
    """An operator's command did not work."""
