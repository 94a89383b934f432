/* Passkeys: a form with data-passkey="create" or "get" asks the browser for a key before it is sent.
   Its data-options is what the server asks for, as JSON; the answer goes into the field named «credential». */

const BINARY = new Set(["challenge", "id"]);

/** Bytes of base64url text. */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** Base64url text of a buffer; null stays null. */
function text(buffer) {
  if (!buffer) return null;
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The options with the fields that the browser wants as bytes turned into bytes; the name of the site stays text. */
function readied(value, inside = "") {
  if (Array.isArray(value)) return value.map((part) => readied(part, inside));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null)
      .map(([key, part]) => [
        key,
        BINARY.has(key) && typeof part === "string" && inside !== "rp" ? bytes(part) : readied(part, key),
      ]),
  );
}

/** What the server reads of a key, as plain values. */
function told(key) {
  const answer = key.response;
  const response = { clientDataJSON: text(answer.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (answer[name]) response[name] = text(answer[name]);
  }
  if (answer.getTransports) response.transports = answer.getTransports();
  return {
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    authenticatorAttachment: key.authenticatorAttachment,
    clientExtensionResults: key.getClientExtensionResults(),
    response,
  };
}

/** Lets `form` ask for a key when it is sent, and send what came of it. */
function attach(form) {
  const said = form.querySelector("[role=status]");
  form.querySelector("button[hidden]")?.removeAttribute("hidden");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "مرورگر کلید را می‌پرسد…";
    try {
      const key = await navigator.credentials[form.dataset.passkey](readied(JSON.parse(form.dataset.options)));
      form.elements.credential.value = JSON.stringify(told(key));
      form.submit();
    } catch {
      said.textContent = "کلیدی داده نشد و چیزی تغییر نکرد. دوباره بکوشید.";
    }
  });
}

document.querySelectorAll("form[data-passkey]").forEach(attach);
