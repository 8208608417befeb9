// Passkeys: the one thing here that a browser cannot do without script.
const fault = document.querySelector("[data-passkey-fault]");
const tell = (text) => {
  fault.textContent = text;
  fault.hidden = false;
};
const send = async (place, body, token) => {
  const response = await fetch(`/api/v1/auth/passkeys/${place}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { "x-csrf-token": token }) },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.status === 401 && body.mfa_token) throw new Error("no passkey of your account was shown; type a code");
  if (!response.ok) throw new Error(answer.detail);
  return answer;
};
const trying = (work) => async (event) => {
  event.preventDefault();
  fault.hidden = true;
  try {
    await work(event.target);
  } catch (error) {
    if (error.name === "NotAllowedError" || error.name === "AbortError") tell("The device did not confirm. Try again.");
    else if (error.name === "InvalidStateError") tell("This device has a passkey for your account already.");
    else if (error.name === "SecurityError") tell("Passkeys do not work at this address. Open the installation by its name.");
    else tell(error.message.charAt(0).toUpperCase() + error.message.slice(1));
  }
};
const add = trying(async (form) => {
  const token = form.elements.csrf_token.value;
  const { ceremony, options } = await send("register/start", {}, token);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey);
  const credential = await navigator.credentials.create({ publicKey });
  await send("register/finish", { ceremony, name: form.elements.name.value, credential: credential.toJSON() }, token);
  location.assign("/account/passkeys?said=added");
});
const signIn = trying(async (button) => {
  const pending = button.dataset.pending ? { mfa_token: button.dataset.pending } : {};
  const { ceremony, options } = await send("sign-in/start", pending);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
  const credential = await navigator.credentials.get({ publicKey });
  await send("sign-in/finish", { ...pending, ceremony, credential: credential.toJSON() });
  location.assign(button.dataset.return);
});
// passkeys belong to a name; the machine itself goes by `localhost`
const isNumber = /^[\d.]+$|^\[/.test(location.hostname);
document.querySelectorAll("[data-passkey]").forEach((part) => {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
  if (isNumber && location.hostname !== "127.0.0.1") return;
  part.hidden = false;
  if (isNumber) {
    const named = new URL(location.href);
    named.hostname = "localhost";
    const move = (event) => {
      event.preventDefault();
      location.assign(named);
    };
    part.addEventListener(part.dataset.passkey === "add" ? "submit" : "click", move);
  } else if (part.dataset.passkey === "add") part.addEventListener("submit", add);
  else part.addEventListener("click", signIn);
});
