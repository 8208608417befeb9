// What people do at the door: codes of their app, signing in and out.
import { createHmac } from "node:crypto";

export const PASSWORD = "nine purple anvils sleep";

// The code an authenticator app shows (RFC 6238), `steps` half minutes from now.
export function code(secret, steps = 0) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

export async function signIn(page, name, password = PASSWORD) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address or username").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

export async function signOut(page) {
  await page.locator(".who summary").click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByText("You are signed out.").waitFor();
}

// Makes the first admin by the link that the server printed.
export async function firstAdmin(page, server) {
  const link = await server.firstAdmin();
  await page.goto(link.pathname + link.search);
  await page.getByLabel("What to call you").fill("Hedwig Head");
  await page.getByLabel("E-mail address").fill("head@example.org");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.getByText("You are the first admin.").waitFor();
}
