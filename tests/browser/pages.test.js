// The pages, in a real Chromium, against the real binary.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { look, open } from "./browser.js";
import { start } from "./server.js";

let browser, server;

before(async () => {
  [browser, server] = await Promise.all([open(), start()]);
});

after(async () => {
  await browser.close();
  await server.stop();
});

async function visit(path = "/", options = {}) {
  const context = await browser.newContext({ baseURL: server.address, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(path);
  return { page, errors, close: () => context.close() };
}

async function make(page, topic, kind) {
  await page.goto("/");
  await page.getByLabel("Topic").fill(topic);
  await page.getByLabel("Material", { exact: true }).selectOption({ label: kind });
  await page.getByRole("button", { name: "Make it" }).click();
  await page.waitForURL(/\/materials\/[0-9a-f-]{36}$/);
}

test("a stranger gets a study guide whose facts lead to their places", async () => {
  const { page, errors, close } = await visit();
  assert.deepEqual(await look(page, "home"), []);
  await make(page, "photosynthesis", "Study guide");
  await page.getByRole("heading", { name: "Key concepts" }).waitFor();
  assert.deepEqual(await look(page, "study-guide"), []);

  const fact = page.locator(".fact").first();
  const quote = fact.locator(".quote");
  assert.equal(await quote.isVisible(), false);
  await fact.locator("a").first().focus();
  await quote.waitFor({ state: "visible" });
  const words = await quote.locator("q").innerText();
  await page.locator("#e1 cite a").click();
  await page.locator("mark").waitFor();
  const marked = await page.locator("mark").allInnerTexts();
  assert.equal(marked.join(" ").replace(/\s+/g, " "), words.replace(/\s+/g, " "), "the place in the source is the quote");
  assert.deepEqual(await look(page, "source"), []);
  assert.deepEqual(errors, []);
  await close();
});

test("every kind of material can be made and read", async () => {
  const { page, errors, close } = await visit();
  const kinds = await page.getByLabel("Material", { exact: true }).locator("option").allInnerTexts();
  assert.equal(kinds.length, 10);
  for (const kind of kinds) {
    await make(page, "the water cycle", kind.trim());
    assert.ok(await page.locator(".badge.checked").isVisible(), kind);
    assert.ok((await page.locator(".evidence li").count()) > 4, kind);
    assert.deepEqual(await look(page, kind.trim().toLowerCase().replaceAll(" ", "-")), [], kind);
  }
  assert.deepEqual(errors, []);
  await close();
});

test("cards turn and a quiz is marked, without script", async () => {
  const { page, close } = await visit("/", { javaScriptEnabled: false });
  await make(page, "atoms", "Flashcards");
  const card = page.locator("details.flip").first();
  assert.equal(await card.locator("p").isVisible(), false);
  await card.locator("summary").click();
  assert.ok(await card.locator("p").isVisible());

  await make(page, "atoms", "Quiz");
  await page.getByRole("link", { name: "Take the quiz" }).click();
  for (const group of await page.locator("fieldset").all()) {
    const option = group.locator("input[type=radio]").first();
    if (await option.count()) await option.check();
  }
  await page.getByRole("button", { name: "Mark my answers" }).click();
  assert.match(await page.locator("h1").innerText(), /^\d+ of \d+ right$/);
  assert.ok((await page.locator("li.right, li.wrong, li.yours").count()) >= 5);
  await close();
});

test("a quiz page is accessible while it is taken and marked", async () => {
  const { page, errors, close } = await visit();
  await make(page, "World War II", "Quiz");
  await page.getByRole("link", { name: "Take the quiz" }).click();
  assert.deepEqual(await look(page, "quiz-taking"), []);
  await page.getByRole("button", { name: "Mark my answers" }).click();
  assert.deepEqual(await look(page, "quiz-marked"), []);
  assert.deepEqual(errors, []);
  await close();
});

test("a person teaches from their own text", async () => {
  const { page, errors, close } = await visit("/sources");
  assert.deepEqual(await look(page, "sources"), []);
  const text = `# Tidal ponds

A tidal pond is a pool of sea water that stays behind when the tide goes out. A barnacle is a small animal that glues itself to rock. A limpet is a snail with a cone-shaped shell. Barnacles close their shells because they would dry out in the air. An anemone is a soft animal that catches food with stinging arms. A tide is the daily rise and fall of the sea.`;
  await page.setInputFiles("#file", { name: "ponds.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Upload" }).click();
  await page.getByRole("heading", { name: "Tidal ponds" }).first().waitFor();
  await page.getByRole("link", { name: "Make a material of it" }).click();
  assert.deepEqual(await look(page, "create"), []);
  await page.getByText("Flashcards", { exact: true }).click();
  await page.getByLabel("Number of items").fill("3");
  await page.getByLabel("Tidal ponds").check();
  await page.getByRole("button", { name: "Make it" }).click();
  await page.locator("details.flip").first().waitFor();
  assert.equal(await page.locator("details.flip").count(), 3);
  await page.goto("/sources?q=barnacles");
  assert.match(await page.locator(".hits").innerText(), /barnacle/i);
  assert.deepEqual(errors, []);
  await close();
});

test("what a person writes without a source is marked, and versions follow", async () => {
  const { page, errors, close } = await visit();
  await make(page, "light", "Flashcards");
  await page.getByRole("link", { name: "Edit" }).click();
  assert.deepEqual(await look(page, "edit"), []);
  await page.locator("[name='/items/0/definition']").fill("A blue marble that costs 17 dollars.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("details.flip summary").first().click();
  assert.ok(await page.locator(".unsupported").first().isVisible());
  assert.match(await page.locator(".seal").innerText(), /version 2/);
  await page.getByText("Delete", { exact: true }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.waitForURL(/\/materials$/);
  assert.deepEqual(await look(page, "materials"), []);
  assert.deepEqual(errors, []);
  await close();
});

test("a refusal says why and what to do", async () => {
  const { page, close } = await visit();
  await make(page, "the history of Atlantean jazz", "Quiz");
  assert.match(await page.locator("[role=alert]").innerText(), /add a source/);
  assert.deepEqual(await look(page, "rejected"), []);
  const response = await page.goto("/materials/not-a-material");
  assert.equal(response.status(), 404);
  assert.deepEqual(await look(page, "not-found"), []);
  await page.goto("/materials/new?topic=ab");
  await page.locator("#topic").evaluate((field) => field.removeAttribute("minlength"));
  await page.getByRole("button", { name: "Make it" }).click();
  assert.match(await page.locator("[role=alert]").innerText(), /at least 3 characters/);
  assert.equal(await page.locator("#topic").inputValue(), "ab", "nothing typed is lost");
  await close();
});

test("the keyboard alone is enough", async () => {
  const { page, close } = await visit();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.getByLabel("Topic").focus();
  await page.keyboard.type("fractions");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/materials\//);
  assert.ok(await page.locator(".badge.checked").isVisible());
  await close();
});
