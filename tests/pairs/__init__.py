"""Two of everything behind a real nginx, one killed at a time: what fails, what is lost, what is done twice?"""
