"""The whole product on one machine: the cloud, its edge, demo data, and tools that talk to them."""
