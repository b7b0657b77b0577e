"""What tests share: a client that comes in through the Lambda door, actors, builders."""
