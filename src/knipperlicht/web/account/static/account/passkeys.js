// form[data-passkey]: "create" adds a passkey, "get" uses one of this account, "login" any that this browser holds.
// The answer of the browser goes into the hidden field `credential`; the form is then sent as any other.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const described = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

function forCreation({ publicKey }, passwordless) {
  const selection = { ...publicKey.authenticatorSelection };
  selection.residentKey = passwordless ? "required" : "discouraged";
  selection.requireResidentKey = passwordless;
  if (passwordless) selection.userVerification = "required";
  return {
    publicKey: {
      ...publicKey,
      authenticatorSelection: selection,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: described(publicKey.excludeCredentials),
    },
  };
}

function forUse({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: described(publicKey.allowCredentials),
    },
  };
}

function answer(credential) {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = text(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = text(response.authenticatorData);
    said.signature = text(response.signature);
    said.userHandle = response.userHandle ? text(response.userHandle) : null;
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: said,
  };
}

async function options(form) {
  const { passkey, passkeyOptions } = form.dataset;
  if (passkey !== "login") return JSON.parse(document.getElementById(passkeyOptions).textContent);
  const got = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!got.ok) throw new Error(String(got.status));
  return (await got.json()).request_options;
}

async function ask(form) {
  const asked = await options(form);
  if (form.dataset.passkey === "create") {
    return navigator.credentials.create(forCreation(asked, form.elements.passwordless?.checked ?? false));
  }
  return navigator.credentials.get(forUse(asked));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const error = form.querySelector("[data-passkey-error]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(answer(await ask(form)));
      form.submit();
    } catch {
      error.hidden = false;
    }
  });
}
