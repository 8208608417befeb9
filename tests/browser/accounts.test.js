// Accounts, in a real Chromium, against the real binary; an installation of its own for each story.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { authenticator, look, open } from "./browser.js";
import { PASSWORD, code, firstAdmin, signIn, signOut } from "./people.js";
import { start } from "./server.js";

let browser;

before(async () => {
  browser = await open();
});

after(async () => {
  await browser.close();
});

// A story on an installation of its own; what the pages complained about fails it.
async function story(settings, tell, options = {}) {
  const server = await start(settings);
  const errors = [];
  const visitor = async (more = {}) => {
    const context = await browser.newContext({ baseURL: server.named, ...options, ...more });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      const refusal = /status of 4\d\d/.test(message.text());
      if (message.type() === "error" && !refusal) errors.push(message.text());
    });
    return page;
  };
  try {
    await tell({ server, visitor, page: await visitor() });
    assert.deepEqual(errors, []);
  } finally {
    await server.stop();
  }
}

const OPEN = { FACTORIA_AUTH__REGISTRATION: "open" };

async function link(server, to, place) {
  const letters = (await server.letters(to)).join("\n");
  const found = [...letters.matchAll(new RegExp(`/${place}\\?token=[\\w-]+`, "g"))].at(-1);
  assert.ok(found, `${place} in ${letters}`);
  return found[0];
}

test("the first admin comes in by the link, and from then on everybody signs in", () =>
  story({}, async ({ server, page }) => {
    await page.goto("/");
    await page.getByRole("link", { name: "Let others in" }).click();
    assert.deepEqual(await look(page, "first-admin-how"), []);
    await page.goto("/sign-in");
    assert.match(await page.locator("main").innerText(), /nobody needs to sign in/);

    const address = await server.firstAdmin();
    await page.goto(address.pathname + address.search);
    assert.deepEqual(await look(page, "first-admin"), []);
    await page.getByLabel("What to call you").fill("Hedwig Head");
    await page.getByLabel("E-mail address").fill("head@example.org");
    await page.getByLabel("Password").fill("passwordpassword");
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.locator(".notice[role=alert]").waitFor();
    assert.equal(await page.getByLabel("E-mail address").inputValue(), "head@example.org", "nothing typed is lost");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByText("You are the first admin.").waitFor();
    assert.deepEqual(await look(page, "account"), []);

    await page.goto(address.pathname + address.search);
    assert.match(await page.locator("h1").innerText(), /accounts already/);
    await signOut(page);
    await page.goto("/materials?q=light");
    await page.waitForURL(/\/sign-in\?return_to=/);
    assert.deepEqual(await look(page, "sign-in"), []);
    await page.getByLabel("E-mail address or username").fill("head@example.org");
    await page.getByLabel("Password", { exact: true }).fill("not my password at all");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("The name or the password is not right.").waitFor();
    assert.deepEqual(await look(page, "sign-in-refused"), []);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(/\/materials\?q=light$/);
    await page.locator(".who summary").click();
    assert.deepEqual(await look(page, "menu"), []);
  }));

test("every form works while signed in, with and without script", async () => {
  for (const javaScriptEnabled of [true, false]) {
    await story({}, async ({ server, page }) => {
      await firstAdmin(page, server);
      await page.goto("/sources");
      await page.getByLabel("Text or Markdown").fill("A barnacle is a small animal that glues itself to rock.");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.waitForURL(/\/sources\/[0-9a-f-]{36}/);
      await page.goto("/sources");
      const text = "A limpet is a snail with a cone-shaped shell.\n".repeat(40);
      await page.setInputFiles("#file", { name: "pond.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
      await page.getByRole("button", { name: "Upload" }).click();
      await page.waitForURL(/\/sources\/[0-9a-f-]{36}/);
      await page.getByText("Delete", { exact: true }).click();
      await page.getByRole("button", { name: "Delete for good" }).click();
      await page.waitForURL(/\/sources$/);

      await page.goto("/");
      await page.getByLabel("Topic").fill("atoms");
      await page.getByLabel("Material", { exact: true }).selectOption({ label: "Quiz" });
      await page.getByRole("button", { name: "Make it" }).click();
      await page.locator(".badge.checked").waitFor();
      await page.getByRole("button", { name: "Approve" }).click();
      await page.getByText("approved").waitFor();
      await page.getByRole("link", { name: "Take the quiz" }).click();
      await page.getByRole("button", { name: "Mark my answers" }).click();
      await page.getByText(/\d+ of \d+ right/).waitFor();
      await page.goBack();
      await page.goto((await page.getByRole("link", { name: "Back" }).getAttribute("href")) + "/edit");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Write again" }).click();
      await page.getByText("Delete", { exact: true }).click();
      await page.getByRole("button", { name: "Delete for good" }).click();
      await page.waitForURL(/\/materials$/);
      await page.goto("/materials/new?topic=light");
      await page.getByRole("button", { name: "Make it" }).click();
      await page.waitForURL(/\/materials\/[0-9a-f-]{36}$/);
      await signOut(page);
    }, { javaScriptEnabled });
  }
});

test("two steps: set up with an app, asked for at the door, recovered without the phone", () =>
  story({}, async ({ server, page }) => {
    await firstAdmin(page, server);
    await page.goto("/account/two-step");
    assert.deepEqual(await look(page, "two-step-off"), []);
    await page.getByLabel("Your password").fill("wrong password, surely");
    await page.getByRole("button", { name: "Set it up" }).click();
    await page.getByText("The password is not right.").waitFor();
    await page.getByLabel("Your password").fill(PASSWORD);
    await page.getByRole("button", { name: "Set it up" }).click();
    await page.locator("img.qr").waitFor();
    assert.ok(await page.locator("img.qr").evaluate((image) => image.complete && image.naturalWidth > 100));
    assert.deepEqual(await look(page, "two-step-setup"), []);
    const secret = await page.locator(".setup code.secret").innerText();
    const recovery = await page.locator(".codes code").allInnerTexts();
    assert.equal(recovery.length, 10);
    await page.getByLabel("Code from your app").fill("000000");
    await page.getByRole("button", { name: "Switch it on" }).click();
    await page.locator(".notice[role=alert]").waitFor();
    await page.getByLabel("Code from your app").fill(code(secret));
    await page.getByRole("button", { name: "Switch it on" }).click();
    await page.getByText("Two-step sign-in is on.").waitFor();
    assert.deepEqual(await look(page, "two-step-on"), []);

    await signOut(page);
    await signIn(page, "head@example.org");
    await page.getByRole("heading", { name: "Second step" }).waitFor();
    assert.deepEqual(await look(page, "sign-in-code"), []);
    await page.getByLabel("Code from your app").fill("000000");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.locator(".notice[role=alert]").waitFor();
    await page.getByLabel("Code from your app").fill(code(secret, 1));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.locator(".who").waitFor();

    await signOut(page);
    await signIn(page, "head@example.org");
    await page.getByLabel("Code from your app").fill(recovery[3]);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.locator(".who").waitFor();
    await page.goto("/account/two-step");
    assert.match(await page.locator("main").innerText(), /9 recovery codes are unused/);
    await page.getByLabel("Your password").first().fill(PASSWORD);
    await page.getByLabel("Code from your app", { exact: true }).fill(recovery[4]);
    await page.getByRole("button", { name: "Show new codes" }).click();
    await page.getByRole("heading", { name: "Recovery codes" }).waitFor();
    assert.deepEqual(await look(page, "recovery-codes"), []);
    const fresh = await page.locator(".codes code").allInnerTexts();
    assert.ok(!recovery.includes(fresh[0]));
    await page.getByRole("link", { name: "I have kept them" }).click();
    await page.getByLabel("Your password").last().fill(PASSWORD);
    await page.getByLabel("Code from your app, or a recovery code").fill(fresh[0]);
    await page.getByRole("button", { name: "Switch it off" }).click();
    await page.getByText("Two-step sign-in is off.").waitFor();
  }));

test("a passkey is added, opens the account, is renamed and removed", () =>
  story({}, async ({ server, page }) => {
    await authenticator(page);
    await firstAdmin(page, server);
    await page.goto("/account/passkeys");
    assert.deepEqual(await look(page, "passkeys-none"), []);
    await page.getByLabel("What to call it").fill("My laptop");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByText("The passkey is added.").waitFor();
    assert.deepEqual(await look(page, "passkeys"), []);

    await signOut(page);
    await page.goto("/sign-in?return_to=/account/passkeys");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(/\/account\/passkeys$/);
    assert.match(await page.locator(".rows").innerText(), /My laptop[\s\S]*last used/);

    await page.getByLabel("Rename My laptop").click();
    await page.getByLabel("New name").fill("Old laptop");
    await page.getByRole("button", { name: "Save the name" }).click();
    await page.getByText("Old laptop").waitFor();
    await page.getByRole("button", { name: "Remove Old laptop" }).click();
    await page.getByText("The passkey is removed.").waitFor();
    await signOut(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.locator("[data-passkey-fault]").waitFor({ state: "visible" });
    assert.ok((await page.locator("[data-passkey-fault]").innerText()).length > 10);
  }));

test("sign-ins are listed and ended; an API key is shown once and taken back", () =>
  story({}, async ({ server, visitor, page }) => {
    await firstAdmin(page, server);
    const elsewhere = await visitor();
    await signIn(elsewhere, "head@example.org");
    await elsewhere.locator(".who").waitFor();
    await page.goto("/account/sessions");
    assert.equal(await page.locator(".rows li").count(), 2);
    assert.match(await page.locator(".rows").innerText(), /Chrome on Linux[\s\S]*This browser/);
    assert.deepEqual(await look(page, "sessions"), []);
    await page.getByRole("button", { name: /^Sign out Chrome/ }).click();
    await page.waitForURL(/\/account\/sessions$/);
    assert.equal(await page.locator(".rows li").count(), 1);
    await elsewhere.goto("/materials");
    await elsewhere.waitForURL(/\/sign-in/);

    await page.goto("/account/keys");
    assert.deepEqual(await look(page, "api-keys-none"), []);
    await page.getByLabel("What to call it").fill("Our platform");
    await page.getByRole("button", { name: "Make the key" }).click();
    const key = await page.locator("code.secret").innerText();
    assert.deepEqual(await look(page, "api-key-made"), []);
    const ask = () => fetch(`${server.address}/api/v1/materials`, { headers: { authorization: `Bearer ${key}` } });
    assert.equal((await ask()).status, 200);
    await page.goto("/account/keys");
    assert.ok(!(await page.content()).includes(key), "it is not shown again");
    await page.getByRole("button", { name: "Take back the key Our platform" }).click();
    await page.getByText("You have none.").waitFor();
    assert.equal((await ask()).status, 401);
  }));

test("where everybody may register: sign up, confirm, forget the password, take the data, leave", () =>
  story(OPEN, async ({ server, page }) => {
    await page.goto("/sign-up");
    assert.deepEqual(await look(page, "sign-up"), []);
    await page.getByLabel("What to call you").fill("Ann");
    await page.getByLabel("E-mail address").fill("ann@example.org");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByRole("heading", { name: "Look at your mail" }).waitFor();
    assert.deepEqual(await look(page, "sign-up-done"), []);
    await page.goto(await link(server, "ann@example.org", "verify-email"));
    assert.deepEqual(await look(page, "verify-email"), []);
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("Your address is confirmed.").waitFor();

    await page.getByRole("link", { name: "Forgot your password?" }).click();
    assert.deepEqual(await look(page, "forgot-password"), []);
    await page.getByLabel("E-mail address").fill("ann@example.org");
    await page.getByRole("button", { name: "Send the letter" }).click();
    await page.getByRole("heading", { name: "Look at your mail" }).waitFor();
    const reset = await poll(() => link(server, "ann@example.org", "reset-password"));
    await page.goto(reset);
    assert.deepEqual(await look(page, "reset-password"), []);
    await page.getByLabel("New password").fill("seven silver spoons sing");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByText("Your new password is set.").waitFor();
    await signIn(page, "ann@example.org", "seven silver spoons sing");
    await page.locator(".who").waitFor();

    await page.goto("/account/password");
    assert.deepEqual(await look(page, "password"), []);
    await page.getByLabel("Your password as it is").fill("seven silver spoons sing");
    await page.getByLabel("New password").fill(PASSWORD);
    await page.getByRole("button", { name: "Change the password" }).click();
    await page.getByText("Your password is changed.").waitFor();
    await page.goto("/account");
    await page.getByLabel("What to call you").fill("Ann Other");
    await page.getByRole("button", { name: "Change the name" }).click();
    await page.getByText("Your name is changed.").waitFor();

    await page.goto("/account/data");
    assert.deepEqual(await look(page, "data"), []);
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download everything" }).click();
    const file = JSON.parse(readFileSync(await (await waiting).path(), "utf8"));
    assert.match(JSON.stringify(file), /Ann Other/);
    await page.getByLabel("Your password").fill(PASSWORD);
    await page.getByRole("button", { name: "Delete my account for good" }).click();
    await page.getByText("are deleted.").waitFor();
    await signIn(page, "ann@example.org");
    await page.getByText("The name or the password is not right.").waitFor();
  }));

test("an admin looks after people and schools, and reads what happened", () =>
  story({}, async ({ server, visitor, page }) => {
    await firstAdmin(page, server);
    const stranger = await visitor();
    await stranger.goto("/sign-up");
    assert.match(await stranger.locator("main").innerText(), /Ask them for one/);
    assert.deepEqual(await look(stranger, "sign-up-closed"), []);

    await page.goto("/admin/invitations");
    assert.deepEqual(await look(page, "invitations"), []);
    await page.getByLabel("Role").selectOption({ label: "Teacher" });
    await page.getByRole("button", { name: "Make the link" }).click();
    const join = new URL(await page.locator("code.secret").innerText());
    await stranger.goto(join.pathname + join.search);
    await stranger.getByLabel("What to call you").fill("Tom Teacher");
    await stranger.getByLabel("E-mail address").fill("tom@example.org");
    await stranger.getByLabel("Password").fill(PASSWORD);
    await stranger.getByRole("button", { name: "Make the account" }).click();
    await stranger.getByRole("heading", { name: "Look at your mail" }).waitFor();
    await signIn(stranger, "tom@example.org");
    await stranger.locator(".who").waitFor();
    assert.equal((await stranger.goto("/admin/users")).status(), 403);
    assert.deepEqual(await look(stranger, "forbidden"), []);

    await page.goto("/admin/users");
    assert.deepEqual(await look(page, "people"), []);
    await page.getByLabel("Name, address or username").fill("tom");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: "Tom Teacher" }).click();
    assert.deepEqual(await look(page, "person"), []);
    await page.getByRole("button", { name: "Switch the account off" }).click();
    await page.getByText("The account is switched off.").waitFor();
    await stranger.goto("/materials");
    await stranger.waitForURL(/\/sign-in/);
    await page.getByRole("button", { name: "Switch the account on" }).click();
    await page.getByText("switched on again").waitFor();
    await page.getByRole("button", { name: "Start a password reset" }).click();
    await page.getByText("A letter with a link").waitFor();

    await page.goto("/organisations");
    await page.getByLabel("What it is called").fill("Hill School");
    await page.getByLabel("Short name").fill("hill");
    await page.getByRole("button", { name: "Make the school" }).click();
    await page.getByRole("heading", { name: "Hill School" }).waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Pia Pupil");
    await page.getByLabel("Username, before the @hill").fill("pia");
    await page.getByLabel("How old").selectOption({ label: "12 or younger" });
    await page.getByLabel("A parent").check();
    await page.getByRole("button", { name: "Make the account" }).click();
    const handed = new URL(await page.locator("code.secret").innerText());
    assert.deepEqual(await look(page, "school"), []);
    const pupil = await visitor();
    await pupil.goto(handed.pathname + handed.search);
    await pupil.getByLabel("New password").fill("green turtles climb stairs");
    await pupil.getByRole("button", { name: "Set the password" }).click();
    await signIn(pupil, "pia@hill", "green turtles climb stairs");
    await pupil.locator(".who").waitFor();

    await page.goto("/admin/audit-log");
    assert.match(await page.locator("table").innerText(), /account suspended/);
    await page.getByRole("link", { name: "Check the chain" }).click();
    await page.getByText("The chain holds.").waitFor();
    assert.deepEqual(await look(page, "audit-log"), []);

    await page.goto("/account/data");
    await page.getByLabel("Your password").fill(PASSWORD);
    await page.getByRole("button", { name: "Delete my account for good" }).click();
    await page.getByText(/last admin/).waitFor();
  }));

async function poll(find) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await find();
    } catch (error) {
      if (tries > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
