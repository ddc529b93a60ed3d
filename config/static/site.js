// htmx sends the CSRF token with every request of its own.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (token) event.detail.headers["X-CSRFToken"] = token.content;
});

// A refusal (409, 403, 422 …) is a whole page with both texts: the form is then sent the plain way, so that it is seen.
// A whole page instead of a part means that the session ended: go there.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig, xhr } = event.detail;
  if (xhr.status >= 400 && xhr.status < 500 && requestConfig.elt instanceof HTMLFormElement) {
    event.detail.shouldSwap = false;
    HTMLFormElement.prototype.submit.call(requestConfig.elt);
  } else if (xhr.status < 400 && /^\s*<!doctype/i.test(xhr.responseText)) {
    event.detail.shouldSwap = false;
    window.location.assign(xhr.responseURL);
  }
});

// What could not be sent, or failed in the server, is said on the page; what was typed stays.
function say(text) {
  const line = document.createElement("p");
  line.className = "quiet quiet-warn";
  line.setAttribute("role", "alert");
  line.textContent = text;
  const main = document.getElementById("content");
  main.querySelectorAll("[data-said]").forEach((old) => old.remove());
  line.dataset.said = "1";
  main.prepend(line);
  line.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:sendError", () => say("没有连上服务器，操作没有完成。请检查网络后重试。"));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) say("系统暂时没有应答，操作没有完成。请稍后重试。");
});

// A form is sent once: a second click while the first is under way does nothing. Without a network it is not sent at all,
// so that what was typed stays on the page. A computer without a cable calls itself offline before its own server too:
// the server is asked before that is believed.
const OWN = document.currentScript.src;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!navigator.onLine && !form.dataset.reached) {
    const sent = event.defaultPrevented; // by htmx, which tells of its own failures
    event.preventDefault();
    if (sent) return;
    fetch(OWN, { method: "HEAD", cache: "no-store" }).then(
      () => {
        form.dataset.reached = "1";
        form.requestSubmit(event.submitter);
        delete form.dataset.reached;
      },
      () => say("没有连上网络，没有送出。填写的内容还在页面上，联网后再试。"),
    );
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 3000);
});

// Elements that ask before they act carry the question: data-ask="…".
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ask]");
  if (button && !window.confirm(button.dataset.ask)) event.preventDefault();
});
