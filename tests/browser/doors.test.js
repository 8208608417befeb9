// Other ways in, in a real Chromium: an identity provider, and a passkey after the password.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { authenticator, look, open } from "./browser.js";
import { PASSWORD, firstAdmin, signIn, signOut } from "./people.js";
import { provide } from "./provider.js";
import { start } from "./server.js";

let browser;

before(async () => {
  browser = await open();
});

after(async () => {
  await browser.close();
});

// A story on an installation of its own, under the name that `reached` picks.
async function story(settings, reached, tell) {
  const server = await start(settings);
  try {
    const context = await browser.newContext({ baseURL: reached(server) });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await tell(page, server);
  } finally {
    await server.stop();
  }
}

test("somebody comes in through their school, comes back, and leaves without ever having had a password", async () => {
  const person = { sub: "ann-1", email: "ann@school.example", email_verified: true, name: "Ann Lee" };
  const provider = await provide(person);
  const settings = { FACTORIA_AUTH__REGISTRATION: "open", ...provider.settings };
  // the provider sends people back to the address the server goes by
  const tell = async (page) => {
    const come = async (pressed) => {
      await page.getByRole("link", { name: pressed }).click();
      await page.getByRole("link", { name: "I am Ann" }).click();
    };
    await page.goto("/sign-in?return_to=/account/data");
    assert.deepEqual(await look(page, "sign-in-with-provider"), []);
    await come(/Hillside School/);
    await page.waitForURL(/\/account\/data$/);
    assert.deepEqual(await look(page, "data-without-password"), []);
    await signOut(page);

    await page.goto("/sign-in?return_to=/account");
    await come(/Hillside School/);
    await page.waitForURL(/\/account$/);
    assert.equal(await page.getByLabel("What to call you").inputValue(), "Ann Lee");
    await page.goto("/account/sign-ons");
    assert.match(await page.locator("main").innerText(), /school/i);
    assert.deepEqual(await look(page, "sign-ons"), []);

    await page.goto("/account/data");
    await come("Sign in again with Hillside School");
    await page.waitForURL(/\/account\/data$/);
    await page.getByRole("button", { name: "Delete my account for good" }).click();
    await page.getByText("Your account and everything in it are deleted.").waitFor();
  };
  try {
    await story(settings, (server) => server.address, tell);
  } finally {
    provider.stop();
  }
});

test("a passkey is asked for after the password, and a recovery code stands in for it", () =>
  story({}, (server) => server.named, async (page, server) => {
    await authenticator(page);
    await firstAdmin(page, server);
    await page.goto("/account/passkeys");
    await page.getByLabel("What to call it").fill("My laptop");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByText("The passkey is added.").waitFor();
    assert.deepEqual(await look(page, "passkey-alone"), []);
    await page.getByLabel("Your password").fill(PASSWORD);
    await page.getByRole("button", { name: "Make recovery codes" }).click();
    await page.getByRole("heading", { name: "Recovery codes" }).waitFor();
    const codes = await page.locator(".codes code").allInnerTexts();
    assert.equal(codes.length, 10);
    await signOut(page);

    await signIn(page, "head@example.org");
    await page.getByRole("heading", { name: "Second step" }).waitFor();
    assert.deepEqual(await look(page, "sign-in-passkey"), []);
    await page.getByRole("button", { name: "Use your passkey" }).click();
    await page.locator(".who").waitFor();
    await signOut(page);

    await signIn(page, "head@example.org");
    await page.getByLabel("Or one of your recovery codes").fill(codes[0]);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.locator(".who").waitFor();
  }));
