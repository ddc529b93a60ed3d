"""Acting from a letter: a link that opens one matter, a code that says who acts, and calendar addresses that can be revoked."""
