// Asks the browser for a passkey: makes one, or signs in with one. Needs webauthn-json.js before it.
"use strict";

// Browsers know no passkeys for bare network addresses as http://127.0.0.1.
const possible = window.PublicKeyCredential && window.isSecureContext && !/^[\d.]+$|:/.test(location.hostname);

for (const button of document.querySelectorAll("[data-passkey]")) {
  const { form } = button;
  const failed = form.querySelector(".error[role=alert]");
  if (!possible) continue;
  button.hidden = false;
  form.querySelector("[data-no-passkeys]").hidden = true;
  button.addEventListener("click", async () => {
    failed.hidden = true;
    try {
      const options = await optionsFor(button, form);
      const made = options.publicKey.user ? webauthnJSON.create(options) : webauthnJSON.get(options);
      form.elements.credential.value = JSON.stringify(await made);
    } catch (error) {
      console.warn(error);
      failed.textContent = button.dataset.failed;
      failed.hidden = false;
      return;
    }
    form.submit();
  });
}

async function optionsFor(button, form) {
  if (button.dataset.passkey) return JSON.parse(document.getElementById(button.dataset.passkey).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`no passkey options: ${answer.status}`);
  return (await answer.json()).request_options;
}
