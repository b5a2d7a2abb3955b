// Takes pictures of a report, to be looked at: node shots.mjs report.html folder
//   light.png, dark.png, phone.png whole pages; screen.png the first screen; print.pdf and, where
//   pdftoppm is installed, its pages as print-1.png ...
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { withBrowser } from "./browser.mjs";

const [file, folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node shots.mjs report.html folder");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const url = pathToFileURL(resolve(file)).href;

await withBrowser(async (open) => {
  const wide = { width: 1280, height: 800 };
  const shots = [
    { name: "screen", viewport: wide, colorScheme: "light", fullPage: false },
    { name: "light", viewport: wide, colorScheme: "light", fullPage: true },
    { name: "dark", viewport: wide, colorScheme: "dark", fullPage: true },
    { name: "phone", viewport: { width: 360, height: 740 }, colorScheme: "light", fullPage: true,
      deviceScaleFactor: 2 },
  ];
  for (const { name, fullPage, ...options } of shots) {
    const page = await open(options);
    await page.goto(url);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
  }
  const page = await open({ viewport: wide });
  await page.goto(url);
  const path = join(folder, "print.pdf");
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true });
});
spawnSync(process.env.PDFTOPPM || "pdftoppm",
  ["-r", "60", "-png", join(folder, "print.pdf"), join(folder, "print")]);
