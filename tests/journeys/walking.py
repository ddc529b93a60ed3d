"""Somebody in front of a real browser: signs in, presses, follows; and an account that can."""

PASSWORD = "journey-password-2026"


class Walker:
    """One person at a time in front of the browser; no page may scroll sideways."""

    def __init__(self, page) -> None:
        self.page = page

    def sign_in(self, user) -> None:
        """Out with the last one, in with `user`."""
        self.page.context.clear_cookies()
        self.page.goto("/sign-in/")
        self.page.get_by_label("账号").fill(user.username)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(lambda address: "sign-in" not in address)

    def at(self, width: int) -> None:
        """A phone (390) or a desk (1280)."""
        self.page.set_viewport_size({"width": width, "height": 844 if width < 600 else 900})

    def go(self, address: str) -> None:
        """Open a page of ours."""
        answer = self.page.goto(address)
        assert answer.status == 200, f"{address} {answer.status}"
        self.check()

    def press(self, name: str, nth: int = 0) -> None:
        """Press a button by its words and look at what comes."""
        self.page.get_by_role("button", name=name, exact=True).nth(nth).click()
        self.page.wait_for_load_state()
        self.check()

    def follow(self, name: str, nth: int = 0) -> None:
        """Follow a link by its words."""
        self.page.get_by_role("link", name=name).nth(nth).click()
        self.page.wait_for_load_state()
        self.check()

    def check(self) -> None:
        """Nothing sticks out to the side."""
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.page.url

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.locator("body").inner_text()


def give_account(user) -> None:
    """A password and an address."""
    user.set_password(PASSWORD)
    user.email = f"{user.username}@example.cn"
    user.save()
