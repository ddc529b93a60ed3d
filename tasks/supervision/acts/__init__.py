"""What people of the office and county leaders do about a matter in person: talk, look on the spot, write a 批示."""
