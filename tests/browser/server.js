// Starts the real binary on a free port with an empty data folder.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export async function start() {
  const folder = mkdtempSync(join(tmpdir(), "factoria-"));
  const child = spawn(process.env.FACTORIA, ["--data", folder, "serve", "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    child.on("exit", () => reject(new Error(`the server did not start: ${said}`)));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await new Promise((resolve) => child.on("exit", resolve));
    rmSync(folder, { recursive: true });
  };
  return { address, stop };
}
