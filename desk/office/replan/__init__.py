"""Somebody is away: new times and people for everything this touches, proposed, changed, accepted at once."""
