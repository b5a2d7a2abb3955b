// Starts Debian's Chromium for check.mjs and shots.mjs: a fresh profile, nothing in the background.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Runs `use(open)`; `open(options)` gives a page in a context of its own. */
export async function withBrowser(use) {
  const profile = mkdtempSync(join(tmpdir(), "orgmirror-browser-"));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args,
    env: { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
  });
  const open = async (options) => (await browser.newContext(options)).newPage();
  try {
    return await use(open);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
