// What those who run a school rely on, in a real Chromium: nobody works without a second factor where it is compulsory,
// invitations, and an audit log that shows that somebody meddled with it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

// A story on an installation of its own; `visitor` opens the browser of somebody else.
async function story(settings, tell, reached = (server) => server.address) {
  const server = await start(settings);
  try {
    const visitor = async () => {
      const context = await browser.newContext({ baseURL: reached(server) });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      return page;
    };
    await tell({ server, visitor, page: await visitor() });
  } finally {
    await server.stop();
  }
}

const STRICT = { FACTORIA_AUTH__REQUIRE_SECOND_FACTOR: "teacher" };

// What the browser of somebody signed in may ask the API for.
async function asks(page, path, scopes) {
  const ask = async ([path, scopes]) => {
    const csrf = document.querySelector("[name=csrf_token]").value;
    const headers = { "x-csrf-token": csrf, "content-type": "application/json" };
    const changed = { method: "POST", headers, body: JSON.stringify({ name: "k", scopes }) };
    return (await fetch(path, scopes ? changed : {})).status;
  };
  return page.evaluate(ask, [path, scopes]);
}

test("where a second factor is compulsory, nothing opens before an app is set up, and everything after", () =>
  story(STRICT, async ({ server, page }) => {
    await firstAdmin(page, server);
    for (const place of ["/", "/materials", "/materials/new", "/sources", "/admin/users", "/organisations", "/account/keys"]) {
      await page.goto(place);
      await page.waitForURL(/\/account\/two-step$/);
    }
    await page.getByText("Set it up to go on").waitFor();
    assert.equal(await page.getByRole("navigation", { name: "Main" }).count(), 0, "no way leads past it");
    assert.deepEqual(await look(page, "enrol-compulsory"), []);
    assert.equal(await asks(page, "/api/v1/materials"), 403);
    assert.equal(await asks(page, "/api/v1/admin/users"), 403);
    assert.equal(await asks(page, "/api/v1/auth/api-keys", ["materials:read"]), 422, "nor is a key a way around it");
    assert.equal(await asks(page, "/api/v1/auth/api-keys", ["account:read"]), 403);
    await page.locator(".who summary").click();
    assert.deepEqual(await look(page, "enrol-menu"), []);
    await page.locator(".who summary").click();

    await page.getByLabel("Your password").fill(PASSWORD);
    await page.getByRole("button", { name: "Set it up" }).click();
    await page.locator("img.qr").waitFor();
    assert.deepEqual(await look(page, "enrol-setup"), []);
    const secret = await page.locator(".setup code.secret").innerText();
    await page.getByLabel("Code from your app").fill(code(secret));
    await page.getByRole("button", { name: "Switch it on" }).click();
    await page.getByText("Two-step sign-in is on.").waitFor();
    assert.deepEqual(await look(page, "enrol-done"), []);
    assert.equal(await asks(page, "/api/v1/admin/users"), 200, "this browser need not sign in again");
    await page.goto("/materials/new");
    await page.getByRole("button", { name: "Make it" }).waitFor();

    await signOut(page);
    await signIn(page, "head@example.org");
    await page.getByLabel("Code from your app").fill(code(secret, 1));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.locator(".who").waitFor();
    await page.goto("/admin/users");
    await page.getByRole("heading", { name: "People" }).waitFor();
  }));

test("a passkey does as well where a second factor is compulsory", () =>
  story(STRICT, async ({ server, page }) => {
    await authenticator(page);
    await firstAdmin(page, server);
    await page.goto("/materials");
    await page.waitForURL(/\/account\/two-step$/);
    await page.getByRole("link", { name: "a passkey" }).click();
    assert.deepEqual(await look(page, "enrol-passkey"), []);
    await page.getByLabel("What to call it").fill("My laptop");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByText("The passkey is added.").waitFor();
    await page.goto("/materials");
    await page.waitForURL(/\/materials$/);
  }, (server) => server.named));

test("whoever meddles with the audit log in the database is found out, and where", () =>
  story({}, async ({ server, page }) => {
    await firstAdmin(page, server);
    await page.goto("/admin/users");
    await page.getByLabel("Name", { exact: true }).fill("Tom Teacher");
    await page.getByLabel("E-mail address").fill("tom@example.org");
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByRole("link", { name: "Tom Teacher" }).click();
    await page.getByLabel("What this person may do").selectOption({ label: "Teacher" });
    await page.getByRole("button", { name: "Give this role" }).click();
    const check = async () => {
      await page.goto("/admin/audit-log");
      await page.getByRole("link", { name: "Check the chain" }).click();
    };
    await check();
    await page.getByText("The chain holds.").waitFor();
    const number = await page.getByRole("row", { name: "student to teacher" }).getByRole("cell").first().innerText();

    // somebody at the machine writes into the file, past the server and past the database
    await server.interrupted((folder) => {
      const file = join(folder, "factoria.db");
      const bytes = readFileSync(file);
      let at = bytes.indexOf("student to teacher");
      assert.ok(at > 0, "the record stands in the file");
      for (; at > 0; at = bytes.indexOf("student to teacher", at)) bytes.write("teacher to student", at);
      writeFileSync(file, bytes);
    });
    await check();
    await page.getByText("The chain is broken.").waitFor();
    assert.match(await page.getByRole("alert").innerText(), new RegExp(`Record ${number} `));
    const shown = page.getByRole("row", { name: "teacher to student" });
    assert.equal(await shown.getByRole("cell").first().innerText(), number, "the record is shown as it is now");
    assert.match(await shown.innerText(), /not as it was written/);
    assert.deepEqual(await look(page, "audit-log-broken"), []);
    await page.getByRole("link", { name: `Look at record ${number}` }).click();
    assert.match(await page.getByRole("row").nth(1).innerText(), /teacher to student/);
  }));

test("a letter invites into a school; an invitation that was taken back is refused at once", () =>
  story({}, async ({ server, visitor, page }) => {
    await firstAdmin(page, server);
    await page.goto("/organisations");
    await page.getByLabel("What it is called").fill("Hill School");
    await page.getByLabel("Short name").fill("hill");
    await page.getByRole("button", { name: "Make the school" }).click();
    await page.getByRole("heading", { name: "Hill School" }).waitFor();
    const invite = async (email) => {
      await page.getByLabel("E-mail address").fill(email);
      await page.getByLabel("Role").selectOption({ label: "Teacher" });
      await page.getByRole("button", { name: "Make the link" }).click();
      await page.locator("code.secret").waitFor();
      const letter = (await server.letters(email)).at(-1);
      const link = new URL(letter.match(/http:\S+\/join\?token=\S+/)[0]);
      return link.pathname + link.search;
    };
    const toTom = await invite("tom@example.org");
    assert.deepEqual(await look(page, "school-invited"), []);
    const tom = await visitor();
    await tom.goto(toTom);
    await tom.getByRole("heading", { name: "Join Hill School" }).waitFor();
    assert.match(await tom.locator("main").innerText(), /as a teacher/);
    assert.equal(await tom.getByLabel("E-mail address").inputValue(), "tom@example.org");
    assert.deepEqual(await look(tom, "join-school"), []);
    await tom.getByLabel("What to call you").fill("Tom Teacher");
    await tom.getByLabel("Password").fill(PASSWORD);
    await tom.getByRole("button", { name: "Make the account" }).click();
    await tom.getByRole("heading", { name: "Look at your mail" }).waitFor();
    await signIn(tom, "tom@example.org");
    await tom.locator(".who").waitFor();
    await tom.goto("/organisations");
    await tom.getByRole("heading", { name: "Hill School" }).waitFor();
    assert.match(await tom.locator(".rows").innerText(), /Tom Teacher/);
    assert.deepEqual(await look(tom, "school-joined"), []);

    const stranger = await visitor();
    await stranger.goto(toTom);
    await stranger.getByRole("heading", { name: "This invitation works no more" }).waitFor();

    const toEve = await invite("eve@example.org");
    await stranger.goto(toEve);
    await stranger.getByLabel("What to call you").fill("Eve");
    await stranger.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Take back the invitation of eve@example.org" }).click();
    await page.getByRole("heading", { name: "Hill School" }).waitFor();
    assert.equal(await page.getByText("eve@example.org").count(), 0);
    // whoever had the page open already is told as well
    await stranger.getByRole("button", { name: "Make the account" }).click();
    await stranger.locator(".notice[role=alert]").waitFor();
    assert.match(await stranger.locator("main").innerText(), /invitation does not work any more/);
    assert.deepEqual(await look(stranger, "join-too-late"), []);
    assert.equal((await stranger.goto(toEve)).status(), 403);
    await stranger.getByRole("heading", { name: "This invitation works no more" }).waitFor();
    assert.match(await stranger.locator("main").innerText(), /taken back[\s\S]*Ask/);
    assert.deepEqual(await look(stranger, "join-refused"), []);
    await signIn(stranger, "eve@example.org");
    await stranger.getByText("The name or the password is not right.").waitFor();
  }));

test("somebody with an account is invited, signs in from the invitation, comes back to it and joins", () =>
  story({ FACTORIA_AUTH__REGISTRATION: "open" }, async ({ server, visitor, page }) => {
    await firstAdmin(page, server);
    await page.goto("/organisations");
    await page.getByLabel("What it is called").fill("Hill School");
    await page.getByLabel("Short name").fill("hill");
    await page.getByRole("button", { name: "Make the school" }).click();
    await page.getByRole("heading", { name: "Hill School" }).waitFor();
    const ann = await visitor();
    await ann.goto("/sign-up");
    await ann.getByLabel("What to call you").fill("Ann Lee");
    await ann.getByLabel("E-mail address").fill("ann@example.org");
    await ann.getByLabel("Password").fill(PASSWORD);
    await ann.getByRole("button", { name: "Make the account" }).click();
    const confirm = (await server.letters("ann@example.org")).at(-1).match(/\/verify-email\?token=\S+/)[0];
    await ann.goto(confirm);
    await ann.getByRole("button", { name: "Confirm" }).click();
    await ann.getByText("Your address is confirmed.").waitFor();

    await page.getByLabel("E-mail address").fill("ann@example.org");
    await page.getByLabel("Role").selectOption({ label: "Teacher" });
    await page.getByRole("button", { name: "Make the link" }).click();
    const shown = new URL(await page.locator("code.secret").innerText());
    const invitation = shown.pathname + shown.search;

    // an admin who looks at the link sees that it is not for them
    await page.goto(invitation);
    await page.getByText("The invitation is for another address").waitFor();
    assert.equal(await page.getByRole("button", { name: "Join with this account" }).count(), 0);
    assert.deepEqual(await look(page, "join-not-yours"), []);

    await ann.goto(invitation);
    await ann.getByRole("link", { name: "Sign in to join with it" }).click();
    await ann.getByLabel("E-mail address or username").fill("ann@example.org");
    await ann.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await ann.getByRole("button", { name: "Sign in", exact: true }).click();
    await ann.getByRole("heading", { name: "Join Hill School" }).waitFor();
    assert.equal(new URL(ann.url()).pathname, "/join");
    assert.deepEqual(await look(ann, "join-with-account"), []);
    await ann.getByRole("button", { name: "Join with this account" }).click();
    await ann.getByText("You took the invitation.").waitFor();
    assert.match(await ann.locator("main").innerText(), /Teacher/);
    await ann.goto("/organisations");
    await ann.getByRole("heading", { name: "Hill School" }).waitFor();
    assert.match(await ann.locator(".rows").innerText(), /Ann Lee/);

    await ann.goto(invitation);
    await ann.getByRole("heading", { name: "This invitation works no more" }).waitFor();
    assert.deepEqual(await look(ann, "join-spent"), []);
    await page.goto("/admin/audit-log");
    assert.match(await page.locator("table").innerText(), /invitation accepted/);
  }));
