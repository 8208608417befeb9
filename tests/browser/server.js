// Starts the real binary on a free port with an empty data folder.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// `settings` are environment variables, such as FACTORIA_AUTH__REGISTRATION.
export async function start(settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), "factoria-"));
  let running = await run(folder, "127.0.0.1:0", settings);
  const { address } = running;
  // browsers allow passkeys under the machine's name, not under its number
  const named = address.replace("127.0.0.1", "localhost");
  const firstAdmin = async () => new URL(await running.found(/http:\S+first-admin\?token=\S+/));
  // Ends the server, lets somebody loose on its folder, and starts it again at the same address.
  const interrupted = async (meddle) => {
    await running.end();
    await meddle(folder);
    running = await run(folder, new URL(address).host, settings);
  };
  const stop = async () => {
    await running.end();
    rmSync(folder, { recursive: true });
  };
  return { address, named, firstAdmin, interrupted, letters: (to) => letters(join(folder, "mail"), to), stop };
}

async function run(folder, listen, settings) {
  const child = spawn(process.env.FACTORIA, ["--data", folder, "serve", "--listen", listen], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...settings },
  });
  let said = "";
  const found = (pattern) =>
    new Promise((resolve, reject) => {
      const look = () => said.match(pattern) && resolve(said.match(pattern)[0]);
      child.stdout.on("data", look);
      child.on("exit", () => reject(new Error(`the server did not say ${pattern}: ${said}`)));
      look();
    });
  child.stdout.on("data", (data) => (said += data));
  child.stderr.resume();
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const end = () => {
    child.kill("SIGTERM");
    return ended;
  };
  return { address: await found(/http:\/\/127\.0\.0\.1:\d+/), found, end };
}

// The letters to an address, as soon as there is one; oldest first.
async function letters(folder, to) {
  for (let tries = 0; tries < 100; tries += 1) {
    // the folder comes with the first letter
    const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
    const files = entries.filter((file) => file.isFile());
    const texts = files.map((file) => readFileSync(join(folder, file.name), "utf8")).map(unfold);
    const theirs = texts.filter((text) => text.includes(`To: ${to}`) || text.includes(`<${to}>`));
    if (theirs.length > 0) return theirs;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no letter to ${to}`);
}

// Undoes quoted-printable, so that links are whole.
function unfold(text) {
  return text.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}
