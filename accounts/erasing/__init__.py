"""Erase by rule what must not stay in the trail (涉密): two persons, a reason, the chain stays whole."""
