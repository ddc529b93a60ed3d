// Passkeys: the browser answers the challenge of a form[data-passkey], and the form carries the answer to the server.
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const button = form.querySelector("button");
  const line = form.querySelector("[data-passkey-said]");
  const creating = form.dataset.passkey === "create";
  const options = JSON.parse(form.dataset.options);
  const site = creating ? options.rp.id : options.rpId;

  const tell = (text) => {
    line.textContent = text;
    line.hidden = !text;
  };
  const toBytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const toText = (bytes) => {
    const plain = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  // Older browsers have no parse…OptionsFromJSON and no toJSON: bytes are named here.
  const asked = () => {
    const ask = { ...options, challenge: toBytes(options.challenge) };
    for (const list of ["allowCredentials", "excludeCredentials"]) {
      if (ask[list]) ask[list] = ask[list].map((each) => ({ ...each, id: toBytes(each.id) }));
    }
    if (creating) ask.user = { ...options.user, id: toBytes(options.user.id) };
    return { publicKey: ask };
  };
  const answered = (key) => {
    const response = { clientDataJSON: toText(key.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[name]) response[name] = toText(key.response[name]);
    }
    return JSON.stringify({ id: key.id, rawId: toText(key.rawId), type: key.type, response });
  };

  const REASONS = {
    NotAllowedError: "没有完成：您取消了，或者等待的时间过长。可以再点一次按钮。",
    InvalidStateError: "这台设备已经登记过，不必再登记；要换一台，请先选择别的存放地方。",
    NotSupportedError: "这台设备不支持本系统要求的通行密钥，请换一台设备，或改用密码和手机验证码。",
    SecurityError: `通行密钥只能在 ${site} 这个网址使用，请改从该网址进入。`,
  };

  // Chromium names this among its refusals only: its words are not translated, so they can be told apart.
  const UNTRUSTED = "浏览器不信任本站的证书，不能使用通行密钥。请先改用密码和手机验证码，并告诉系统管理员换上受信任的证书。";
  const reason = (error) => {
    if (error.name === "NotAllowedError" && /certificate/i.test(error.message)) return UNTRUSTED;
    return REASONS[error.name] || "浏览器没有完成通行密钥的操作。请再试一次，或改用密码和手机验证码。";
  };

  if (!window.isSecureContext || !window.PublicKeyCredential || !navigator.credentials) {
    tell(
      window.isSecureContext
        ? "这个浏览器不支持通行密钥。请改用密码和手机验证码，或换用新版浏览器。"
        : `通行密钥须经加密连接使用，请改从 https://${site} 进入，或改用密码和手机验证码。`,
    );
    return;
  }
  if (window.location.hostname !== site) {
    tell(REASONS.SecurityError);
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    tell("");
    button.disabled = true;
    try {
      const key = await navigator.credentials[creating ? "create" : "get"](asked());
      form.elements.credential.value = answered(key);
      form.submit();
    } catch (error) {
      tell(reason(error));
      button.disabled = false;
    }
  });
})();
