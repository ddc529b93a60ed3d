"""Real processes, killed at random: is a letter ever lost, and how often does one arrive twice?"""
